"""The addresses of the database and of the mail server, as Django's settings; what cannot be honoured is refused."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from prongsai.outside.options import WrongOption

DATABASE, MAIL = "DATABASE_URL", "PRONGSAI_MAIL_URL"
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
# Ports by custom: plain between servers, STARTTLS for senders, SSL from the first byte.
PLAIN, STARTTLS, SSL = 25, 587, 465
_PLACES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def database(url: str) -> dict[str, object]:
    """Django's settings of the PostgreSQL at ``url``, read by libpq itself: it knows every option there is.

    ``WrongOption`` for another kind of database, an address that libpq does not read, or an option that it does not
    know. The address is never repeated: it may hold a password.
    """
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict, timeout_from_conninfo

    kind, mark, _ = url.partition("://")
    if not mark or kind not in ("postgresql", "postgres"):
        other = f"{kind}://…" if mark else "…"
        raise WrongOption(DATABASE, f"พบ {other} ต้องเป็น postgresql://…", f"found {other}, expected postgresql://…")
    try:
        given = conninfo_to_dict(url)
        timeout_from_conninfo(given)
    except ProgrammingError as error:
        reason = _without_address(str(error))
        raise WrongOption(
            DATABASE,
            f"อ่านที่อยู่ฐานข้อมูลไม่ได้ ({reason}) ต้องเป็น postgresql://ผู้ใช้:รหัสผ่าน@เครื่อง/ชื่อ?sslmode=require",
            f"the address cannot be read ({reason}); expected postgresql://user:password@host/name?sslmode=require",
        ) from None
    if not all(part.isdecimal() for part in str(given.get("port", "0")).split(",")):
        raise WrongOption(
            DATABASE,
            "พอร์ตต้องเป็นตัวเลข หากรหัสผ่านมีเครื่องหมาย @ : / ให้เขียนเป็น %40 %3A %2F",
            "the port must be a number; in a password write @ : / as %40 %3A %2F",
        )
    mode = given.get("sslmode")
    if mode is not None and mode not in SSL_MODES:
        listed = ", ".join(SSL_MODES)
        raise WrongOption(
            DATABASE, f"sslmode พบ {mode!r} ต้องเป็น {listed}", f"sslmode: found {mode!r}, expected one of {listed}"
        )
    settings: dict[str, object] = {place: str(given.pop(name, "") or "") for name, place in _PLACES.items()}
    if not settings["NAME"] and "service" not in given:
        settings["NAME"] = "prongsai"
    return {"ENGINE": "django.db.backends.postgresql", **settings, "OPTIONS": dict(given)}


def _without_address(reason: str) -> str:
    """libpq's words without what it quotes, which may be a password; the name of an option it does not know stays."""
    reason = " ".join(reason.split())
    return reason if "query parameter" in reason and "://" not in reason else reason.partition(': "')[0]


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over. Without a host there is none, and mail is written to the log."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    ssl: bool = False
    starttls: bool = False
    timeout: int = 30


def mail(url: str) -> MailServer:
    """The mail server at ``url``: ``smtps`` is SSL, ``smtp`` STARTTLS, on port 25 plain; none where it is empty.

    ``WrongOption`` for another kind of address, a port that contradicts it, or an option that is not known.
    """
    if not url:
        return MailServer()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        th, en = "พอร์ตหรือชื่อเครื่องไม่ถูกต้อง", "the port or the host is none; in a password write @ : / as %40 %3A %2F"
        raise _wrong_mail(th, en) from None
    if parts.scheme not in ("smtp", "smtps"):
        raise _wrong_mail(f"พบ {parts.scheme or '…'}://", f"found {parts.scheme or 'nothing'}://…")
    if not parts.hostname or parts.path not in ("", "/") or parts.fragment:
        raise _wrong_mail("ไม่พบชื่อเครื่อง หรือมีส่วนเกินต่อท้าย", "no host is named, or something follows it")
    secure = parts.scheme == "smtps"
    if port == SSL and not secure:
        raise _wrong_mail("พอร์ต 465 ใช้ SSL ให้เขียน smtps://", "port 465 speaks SSL: write smtps://")
    if port in (PLAIN, STARTTLS) and secure:
        raise _wrong_mail(f"พอร์ต {port} ไม่ใช้ SSL ให้เขียน smtp://", f"port {port} does not begin with SSL: write smtp://")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    starttls = options.pop("starttls", "no" if secure or port == PLAIN else "yes")
    timeout = options.pop("timeout", "30")
    if options or starttls not in ("yes", "no") or not timeout.isdecimal() or not int(timeout):
        raise _wrong_mail(
            "ตัวเลือกที่รับคือ timeout เป็นวินาที และ starttls เป็น yes หรือ no",
            "the options are timeout in seconds and starttls, yes or no",
        )
    if secure and starttls == "yes":
        raise _wrong_mail("smtps ใช้ SSL อยู่แล้ว ไม่ใช้ starttls", "smtps is SSL already; leave starttls out")
    return MailServer(
        parts.hostname,
        port or (SSL if secure else STARTTLS),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        ssl=secure,
        starttls=starttls == "yes",
        timeout=int(timeout),
    )


def _wrong_mail(th: str, en: str) -> WrongOption:
    return WrongOption(
        MAIL,
        f"{th} ต้องเป็น smtp://ผู้ใช้:รหัสผ่าน@เครื่อง หรือ smtps://…",
        f"{en}; expected smtp://user:password@host or smtps://…",
    )
