"""The addresses of the database and of the mail server, as Django's settings; what cannot be honoured is refused."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from prongsai.outside.options import WrongOption
from prongsai.outside.values import is_host, masked, shown

DATABASE, MAIL = "DATABASE_URL", "PRONGSAI_MAIL_URL"
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
# Ports by custom: plain between servers, STARTTLS for senders, SSL from the first byte.
PLAIN, STARTTLS, SSL = 25, 587, 465
# Seconds that a mail server may be waited for.
LONGEST_WAIT = 600
# Seconds that a database may take to be connected to, where the address says nothing else.
CONNECT_WITHIN = 5
_PLACES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def database(url: str) -> dict[str, object]:
    """Django's settings of the PostgreSQL at ``url``, read by libpq itself: it knows every option there is.

    ``WrongOption`` for another kind of database, an address that libpq does not read, or an option that it does not
    know. Of the address itself no more is shown than holds no password.
    """
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict, timeout_from_conninfo

    kind, mark, _ = url.partition("://")
    if not mark or kind not in ("postgresql", "postgres"):
        raise WrongOption(
            DATABASE,
            f"พบ {masked(url)} ต้องเป็น postgresql://… ให้แก้ที่อยู่ หรือเว้นว่างเพื่อใช้ SQLite",
            f"found {masked(url)}, expected postgresql://…: correct the address, or leave it empty for SQLite",
        )
    try:
        given = conninfo_to_dict(url)
        timeout_from_conninfo(given)
    except ProgrammingError as error:
        reason = _without_address(str(error))
        raise WrongOption(
            DATABASE,
            f"พบ {masked(url)} อ่านไม่ได้ ({reason}) ต้องเป็น postgresql://ผู้ใช้:รหัสผ่าน@เครื่อง/ชื่อ?sslmode=require ให้แก้ที่อยู่",
            f"found {masked(url)}, which cannot be read ({reason}); "
            "expected postgresql://user:password@host/name?sslmode=require: correct the address",
        ) from None
    ports = [part for part in str(given.get("port") or "").split(",") if part]
    if not all(part.isascii() and part.isdecimal() and len(part) <= 5 and 0 < int(part) < 65_536 for part in ports):
        raise WrongOption(
            DATABASE,
            f"พบ {masked(url)} พอร์ตต้องเป็นตัวเลข 1 ถึง 65535 หากรหัสผ่านมีเครื่องหมาย @ : / ให้เขียนเป็น %40 %3A %2F",
            f"found {masked(url)}; the port must be a number; expected 1 to 65535; in a password write @ : / as "
            "%40 %3A %2F",
        )
    hosts = [part for part in str(given.get("host") or "").split(",") if part]
    if not all(part.startswith(("/", "@")) or is_host(part) for part in hosts):
        raise WrongOption(
            DATABASE,
            f"พบ {masked(url)} ชื่อเครื่องไม่ถูกต้อง ต้องเป็นชื่อเครื่อง หมายเลข IP หรือโฟลเดอร์ของซ็อกเก็ต ให้แก้ที่อยู่",
            f"found {masked(url)}; the host is none; expected a name, an IP address or the folder of a socket: correct "
            "the address",
        )
    mode = given.get("sslmode")
    if mode is not None and mode not in SSL_MODES:
        listed, found = ", ".join(SSL_MODES), shown(mode)
        raise WrongOption(
            DATABASE,
            f"sslmode พบ {found} ต้องเป็น {listed} ให้แก้ค่านี้ในที่อยู่",
            f"sslmode: found {found}, expected one of {listed}: correct it in the address",
        )
    if "replication" in given:
        raise WrongOption(
            DATABASE,
            f"พบ {masked(url)} ที่มีตัวเลือก replication ซึ่งอ่านข้อมูลไม่ได้ ต้องเป็นการเชื่อมต่อธรรมดา ให้เอาตัวเลือกนี้ออก",
            f"found {masked(url)} with replication, which reads no tables; expected an ordinary connection: take the "
            "option out and correct the address",
        )
    # A machine that is not there says nothing: without an end, whoever starts the program looks at an empty window.
    if "service" not in given and not all(part.startswith(("/", "@")) for part in hosts):
        given.setdefault("connect_timeout", CONNECT_WITHIN)
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
        th = "พอร์ตหรือชื่อเครื่องไม่ถูกต้อง หากรหัสผ่านมีเครื่องหมาย @ : / ให้เขียนเป็น %40 %3A %2F"
        raise _wrong_mail(url, th, "the port or the host is none; in a password write @ : / as %40 %3A %2F") from None
    if parts.scheme not in ("smtp", "smtps"):
        raise _wrong_mail(url, "ที่อยู่ไม่ได้ขึ้นต้นด้วย smtp:// หรือ smtps://", "it does not begin with smtp:// or smtps://")
    if not parts.hostname or parts.path not in ("", "/") or parts.fragment:
        raise _wrong_mail(url, "ไม่พบชื่อเครื่อง หรือมีส่วนเกินต่อท้าย", "no host is named, or something follows it")
    if not is_host(parts.hostname) or port == 0:
        raise _wrong_mail(url, "พอร์ตหรือชื่อเครื่องไม่ถูกต้อง", "the port or the host is none")
    secure = parts.scheme == "smtps"
    if port == SSL and not secure:
        raise _wrong_mail(url, "พอร์ต 465 ใช้ SSL ให้เขียน smtps://", "port 465 speaks SSL: write smtps://")
    if port in (PLAIN, STARTTLS) and secure:
        th, en = f"พอร์ต {port} ไม่ใช้ SSL ให้เขียน smtp://", f"port {port} does not begin with SSL: write smtp://"
        raise _wrong_mail(url, th, en)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    starttls = options.pop("starttls", "no" if secure or port == PLAIN else "yes")
    timeout = options.pop("timeout", "30")
    in_time = timeout.isascii() and timeout.isdecimal() and len(timeout) <= 4 and 0 < int(timeout) <= LONGEST_WAIT
    if options or starttls not in ("yes", "no") or not in_time:
        raise _wrong_mail(
            url,
            f"ตัวเลือกที่รับคือ timeout เป็นวินาที 1 ถึง {LONGEST_WAIT} และ starttls เป็น yes หรือ no",
            f"the options are timeout in seconds, 1 to {LONGEST_WAIT}, and starttls, yes or no",
        )
    if secure and starttls == "yes":
        raise _wrong_mail(url, "smtps ใช้ SSL อยู่แล้ว ไม่ใช้ starttls", "smtps is SSL already; leave starttls out")
    return MailServer(
        parts.hostname,
        port or (SSL if secure else STARTTLS),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        ssl=secure,
        starttls=starttls == "yes",
        timeout=int(timeout),
    )


def _wrong_mail(url: str, th: str, en: str) -> WrongOption:
    found = masked(url) if "://" in url else "nothing://…"
    return WrongOption(
        MAIL,
        f"พบ {found} {th} ต้องเป็น smtp://ผู้ใช้:รหัสผ่าน@เครื่อง หรือ smtps://… ให้แก้ที่อยู่",
        f"found {found}; {en}; expected smtp://user:password@host or smtps://…: correct the address",
    )
