"""What is wrong with the settings of a site: one list, which every command, ``serve`` and ``doctor`` ask."""

from __future__ import annotations

import os
from collections.abc import Iterator

from prongsai.files.problems import Problem, Refused
from prongsai.language.text import Text
from prongsai.outside import addresses, values
from prongsai.outside.options import Options, read_options, variable
from prongsai.outside.secret import kept_key

# A desk's pages stand in plain http: nobody but this machine may ask for them.
THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


def refuse(problems: list[Problem]) -> None:
    """``Refused`` with every problem, where there are any."""
    if problems:
        raise Refused(problems)


def unusable(options: Options, *, folder_from: str = "") -> list[Problem]:
    """What no command can work with: addresses that cannot be read, a folder that cannot be written, a secret key in it
    that is none.

    The folder is made where it is missing. ``folder_from``: the option of the command line that named it, where one
    did.
    """
    return [*_addresses(options), *(list(_folder(options, folder_from or variable("folder"))) or _key(options))]


def refuse_unfit(*, host: str | None = None, demo: bool = False) -> None:
    """``Refused`` where a site must not be served with the settings, before anything is written."""
    options = read_options()
    refuse([*_addresses(options), *unfit(options, host=host, demo=demo)])


def _addresses(options: Options) -> list[Problem]:
    problems: list[Problem] = []
    for read, url in ((addresses.database, options.database_url), (addresses.mail, options.mail_url)):
        try:
            if url:
                read(url)
        except Refused as refused:
            problems += refused.problems
    return problems


def _folder(options: Options, place: str) -> Iterator[Problem]:
    try:
        options.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.access(options.home, os.R_OK | os.W_OK | os.X_OK):
            return
        reason = "Permission denied"
    except OSError as error:
        reason = error.strerror or str(error)
    found = values.shown(options.home)
    yield _problem(
        place,
        f"พบ {found} ซึ่งเขียนไม่ได้ ({reason}) ต้องเป็นโฟลเดอร์ที่โปรแกรมเขียนได้ ให้แก้สิทธิ์ของโฟลเดอร์หรือระบุโฟลเดอร์อื่น",
        f"found {found}, which cannot be written ({reason}); expected a folder that the program may write: "
        "change its permissions or name another",
    )


def _key(options: Options) -> list[Problem]:
    try:
        kept_key(options.home, elsewhere=bool(options.database_url))
    except Refused as refused:
        return refused.problems
    return []


def unfit(options: Options, *, host: str | None = None, demo: bool = False) -> list[Problem]:
    """What a site must not be served with, in the mode that it is set to.

    ``host``: where the command line names another address to listen on than the settings do.
    """
    if options.mode == "served":
        return [*_served(options), *_host(host), *(_demo() if demo else ())]
    return [*_host(host)] or [*_desk(options, host)]


def _served(options: Options) -> Iterator[Problem]:
    because_th, because_en = "โหมด served", "in served mode"
    site, mail = variable("site"), variable("mail_url")
    if not options.site.startswith("https://"):
        found = values.shown(options.site)
        yield _problem(
            site,
            f"พบ {found} ใน{because_th} ต้องเป็นที่อยู่ https:// ของเว็บ ให้ตั้งค่า เช่น {site}=https://ita.example.go.th",
            f"found {found}, expected {because_en} the site's https:// address: set it, as "
            f"{site}=https://ita.example.go.th",
        )
    if not options.database_url:
        name = variable("database_url")
        yield _problem(
            name,
            f"พบ '' (SQLite) ใน{because_th} ต้องเป็นที่อยู่ PostgreSQL ให้ตั้งค่า เช่น "
            f"{name}=postgresql://user:password@host/prongsai",
            f"found '' (SQLite), expected {because_en} the address of a PostgreSQL: set it, as "
            f"{name}=postgresql://user:password@host/prongsai",
        )
    if not options.mail_url:
        yield _problem(
            mail,
            f"พบ '' ใน{because_th} ต้องเป็นที่อยู่เครื่องส่งอีเมล มิฉะนั้นลิงก์ตั้งรหัสผ่านใหม่จะอยู่ในล็อก ให้ตั้งค่า เช่น "
            f"{mail}=smtp://user:password@mail.example.go.th",
            f"found '', expected {because_en} the address of a mail server, or links for a new password stand in the "
            f"log: set it, as {mail}=smtp://user:password@mail.example.go.th",
        )
    if options.debug:
        name = variable("debug")
        yield _problem(
            name,
            f"พบ true ใน{because_th} ต้องเป็น false เพราะ debug เปิดเผยข้อมูลให้ผู้ที่พบข้อผิดพลาด ให้ลบค่านี้ออก",
            f"found true, expected {because_en} false, for it shows the inside to whoever meets an error: take it out",
        )


def _demo() -> Iterator[Problem]:
    yield _problem(
        "--demo",
        f"พบในโหมด served ต้องเป็นโหมด desk เพราะตัวอย่างใช้รหัสผ่านที่ทุกคนทราบ ให้เอา --demo ออก หรือตั้ง {variable('mode')}=desk",
        "found in served mode, expected desk mode, for the demo's password is known to everybody: leave --demo out, "
        f"or set {variable('mode')}=desk",
    )


def of_the_demo(options: Options) -> list[Problem]:
    """What a served site must not have in its tables: open accounts of the demo."""
    if options.mode != "served":
        return []
    from prongsai.flow.site.showcase import addresses as of_demo
    from prongsai.records.models import Person

    left = Person.objects.filter(is_active=True, email__in=of_demo()).order_by("email").values_list("email", flat=True)
    return [
        _problem(
            email,
            f"พบบัญชีของตัวอย่างในโหมด served ซึ่งทุกคนทราบรหัสผ่าน ต้องปิดบัญชีก่อนเปิดให้บริการ ให้สั่ง prongsai user close {email}",
            "found an account of the demo in served mode, whose password everybody knows; it must be closed before the "
            f"site is served: prongsai user close {email}",
        )
        for email in left
    ]


def _host(host: str | None) -> Iterator[Problem]:
    """A host of the command line is looked at as one of the settings was when they were read."""
    expected = None if host is None else values.host(host)
    if expected is not None:
        found = values.shown(host)
        yield _problem(
            "--host",
            f"พบ {found} ต้องเป็น{expected.th} ให้แก้ เช่น --host 127.0.0.1",
            f"found {found}, expected {expected.en}: correct it, as --host 127.0.0.1",
        )


def _desk(options: Options, host: str | None) -> Iterator[Problem]:
    found = options.host if host is None else host
    if found.lower() in THIS_MACHINE:
        return
    place = variable("host") if host is None else "--host"
    mode = variable("mode")
    yield _problem(
        place,
        f"พบ {values.shown(found)} ในโหมด desk และตัวอย่าง ต้องเป็น 127.0.0.1, localhost หรือ ::1 เพราะไม่มีการเข้ารหัส "
        f"ให้เอาค่านี้ออก หรือให้บริการผู้อื่นด้วย {mode}=served",
        f"found {values.shown(found)}, expected in desk mode and for the demo 127.0.0.1, localhost or ::1, for nothing "
        f"is encrypted there: take it out, or serve others with {mode}=served",
    )


def _problem(place: str, th: str, en: str) -> Problem:
    return Problem(place, Text(th=th, en=en))
