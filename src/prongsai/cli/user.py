"""``prongsai user``: people of the site, for whoever keeps the machine."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from prongsai.cli.keep import FOLDER
from prongsai.cli.language import chosen, pick

STDIN = click.option(
    "--password-stdin",
    "from_stdin",
    is_flag=True,
    help=pick("อ่านรหัสผ่านจากบรรทัดแรกของข้อมูลเข้า", "the password is the first line of the input"),
)


@click.group("user", help=pick("บัญชีผู้ใช้ของเว็บ", "People of the site."))
@FOLDER
def command(folder: Path | None) -> None:
    """Sub-commands add people and look after their accounts; the folder may stand before or after them."""


@command.command("add", help=pick("เพิ่มผู้ใช้และบทบาท", "Adds a person with a role."))
@click.argument("email")
@click.option("--name", help=pick("ชื่อ (ต้องระบุเมื่อเพิ่มผู้ใช้ใหม่)", "name; needed for somebody new"))
@click.option(
    "--role",
    required=True,
    help=pick("บทบาท เช่น ผู้ประสานงาน, ผู้บริหาร, ผู้ดูแลระบบ", "role, as coordinator, executive, administrator"),
)
@click.option(
    "--agency",
    help=pick(
        "รหัสหน่วยงาน ต้องระบุสำหรับบทบาทของหน่วยงาน (ไม่ระบุ = ทุกหน่วยงาน เฉพาะผู้ประเมิน หน่วยกำกับติดตาม และผู้ดูแลระบบ)",
        "code of the agency, for a role of an agency; none: everywhere, for assessors, supervisors, administrators",
    ),
)
@click.option(
    "--existing",
    is_flag=True,
    help=pick("ให้บทบาทเพิ่มแก่ผู้ที่มีบัญชีอยู่แล้ว", "gives the role to somebody who is there already"),
)
@click.option("--password", help=pick("รหัสผ่าน (ไม่ระบุ = ถาม)", "password; none: it is asked for"))
@STDIN
@FOLDER
@click.pass_context
def add(
    ctx: click.Context,
    email: str,
    name: str | None,
    role: str,
    agency: str | None,
    existing: bool,
    password: str | None,
    from_stdin: bool,
    folder: Path | None,
) -> int:
    """Makes the person; somebody who is there stays as they are, and gets the role with ``--existing`` only."""
    from prongsai.flow.site.start import prepare, today

    prepare(_folder(ctx, folder))
    from prongsai.flow.people.site import add_person, check_role, give_role, is_there, is_there_already

    if existing:
        said = give_role(email=email, role=role, agency=agency, today=today())
    elif is_there(email):
        raise is_there_already(email)
    elif not name:
        raise click.MissingParameter(param_hint="--name", param_type="option", ctx=ctx)
    else:
        check_role(role, agency)  # before a password is typed twice in vain
        password = _password(password, from_stdin)
        said = add_person(email=email, name=name, role=role, agency=agency, password=password, today=today())
    click.echo(said.say(chosen()))
    return 0


@command.command(
    "password", help=pick("เปลี่ยนรหัสผ่านของผู้ใช้ และให้ออกจากระบบทุกเครื่อง", "Another password; ends the person's sessions.")
)
@click.argument("email")
@STDIN
@FOLDER
@click.pass_context
def give_password(ctx: click.Context, email: str, from_stdin: bool, folder: Path | None) -> int:
    """Asks twice, or reads one line."""
    from prongsai.flow.site.start import prepare

    prepare(_folder(ctx, folder))
    from prongsai.flow.people.site import is_there, nobody_has, set_password

    if not is_there(email):
        raise nobody_has(email)
    click.echo(set_password(email=email, password=_password(None, from_stdin)).say(chosen()))
    return 0


@command.command(
    "close", help=pick("ปิดบัญชี: เข้าสู่ระบบไม่ได้และออกจากระบบทุกเครื่อง", "Closes an account: no signing in, all sessions end.")
)
@click.argument("email")
@click.option(
    "--orphan",
    is_flag=True,
    help=pick("ปิดแม้หน่วยงานจะไม่เหลือผู้ประสานงาน", "even where an agency is left without a coordinator"),
)
@FOLDER
@click.pass_context
def close(ctx: click.Context, email: str, orphan: bool, folder: Path | None) -> int:
    """The roles stay for when it is opened again."""
    from prongsai.flow.site.start import prepare, today

    prepare(_folder(ctx, folder))
    from prongsai.flow.people.site import close_account

    click.echo(close_account(email=email, orphan=orphan, today=today()).say(chosen()))
    return 0


@command.command("open", help=pick("เปิดบัญชีที่ปิดไว้", "Opens an account that was closed."))
@click.argument("email")
@FOLDER
@click.pass_context
def open_again(ctx: click.Context, email: str, folder: Path | None) -> int:
    """Lets in again whoever was shut out."""
    from prongsai.flow.site.start import prepare

    prepare(_folder(ctx, folder))
    from prongsai.flow.people.site import open_account

    click.echo(open_account(email=email).say(chosen()))
    return 0


@command.command(
    "reset-2fa",
    help=pick(
        "ล้างการยืนยันตัวตนสองขั้นตอนทุกชนิดของผู้ที่ทำหาย และให้ออกจากระบบทุกเครื่อง",
        "Takes away every second factor of somebody who lost theirs; ends their sessions.",
    ),
)
@click.argument("email")
@FOLDER
@click.pass_context
def reset_second_factor(ctx: click.Context, email: str, folder: Path | None) -> int:
    """Apps, keys and recovery codes go."""
    from prongsai.flow.site.start import prepare

    prepare(_folder(ctx, folder))
    from prongsai.flow.people import site

    click.echo(site.reset_second_factor(email=email).say(chosen()))
    return 0


@command.command("sessions", help=pick("เครื่องที่ผู้ใช้เข้าสู่ระบบอยู่", "Where somebody is signed in."))
@click.argument("email")
@click.option("--end", is_flag=True, help=pick("ให้ออกจากระบบทุกเครื่อง", "signs them out everywhere"))
@FOLDER
@click.pass_context
def sessions(ctx: click.Context, email: str, end: bool, folder: Path | None) -> int:
    """Since when, last seen, network address, browser."""
    from prongsai.cli.tables import columns
    from prongsai.flow.site.start import prepare

    prepare(_folder(ctx, folder))
    from prongsai.flow.people import site

    if end:
        click.echo(site.end_sessions(email=email).say(chosen()))
        return 0
    found = site.sessions(email=email)
    if not found:
        click.echo(pick("ไม่ได้เข้าสู่ระบบอยู่ที่ใด", "Signed in nowhere."))
        return 0
    head = (
        pick("เริ่ม", "since"),
        pick("ใช้ล่าสุด", "last seen"),
        pick("ที่อยู่เครือข่าย", "address"),
        pick("โปรแกรม", "browser"),
    )
    for line in columns([head, *((_moment(since), _moment(seen), *rest) for since, seen, *rest in found)]):
        click.echo(line)
    return 0


@command.command("rename", help=pick("เปลี่ยนชื่อที่แสดงของผู้ใช้", "Gives somebody another name to show."))
@click.argument("email")
@click.argument("name")
@FOLDER
@click.pass_context
def rename(ctx: click.Context, email: str, name: str, folder: Path | None) -> int:
    """What the history says of the old name stays."""
    from prongsai.flow.site.start import prepare

    prepare(_folder(ctx, folder))
    from prongsai.flow.people import site

    click.echo(site.rename(email=email, name=name).say(chosen()))
    return 0


@command.command("list", help=pick("รายชื่อผู้ใช้", "Lists people."))
@FOLDER
@click.pass_context
def listed(ctx: click.Context, folder: Path | None) -> int:
    """Address, name, roles, and whether the account is closed."""
    from prongsai.cli.tables import columns
    from prongsai.flow.site.start import prepare

    prepare(_folder(ctx, folder))
    from prongsai.flow.people.site import people

    head = (pick("อีเมล", "e-mail"), pick("ชื่อ", "name"), pick("บทบาท", "roles"), pick("บัญชี", "account"))
    closed = pick("ปิด", "closed")
    for line in columns([head, *((*person, closed if shut else "") for *person, shut in people(chosen()))]):
        click.echo(line)
    return 0


def _moment(at: datetime.datetime) -> str:
    from django.utils import timezone

    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def _folder(ctx: click.Context, folder: Path | None) -> Path | None:
    return folder or (ctx.parent.params.get("folder") if ctx.parent else None)


def _password(given: str | None, from_stdin: bool) -> str:
    if given is not None:
        return given
    if from_stdin:
        try:
            return sys.stdin.buffer.readline().decode("utf-8-sig").rstrip("\r\n")
        except UnicodeDecodeError:
            raise click.ClickException(
                pick("รหัสผ่านที่รับเข้ามาไม่ใช่ข้อความแบบ UTF-8", "the password that came in is not UTF-8 text")
            ) from None
    again = pick("พิมพ์อีกครั้ง", "Again")
    return str(click.prompt(pick("รหัสผ่าน", "Password"), hide_input=True, confirmation_prompt=again))
