"""``prongsai user``: people of the site, for whoever keeps the machine."""

from __future__ import annotations

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
    """Sub-commands add, list and give passwords; the folder may stand before or after them."""


@command.command("add", help=pick("เพิ่มผู้ใช้และบทบาท", "Adds a person with a role."))
@click.argument("email")
@click.option("--name", help=pick("ชื่อ (ต้องระบุเมื่อเพิ่มผู้ใช้ใหม่)", "name; needed for somebody new"))
@click.option(
    "--role",
    required=True,
    help=pick("บทบาท เช่น ผู้ประสานงาน, ผู้บริหาร, ผู้ดูแลระบบ", "role, as coordinator, executive, administrator"),
)
@click.option("--agency", help=pick("รหัสหน่วยงาน (ไม่ระบุ = ทุกหน่วยงาน)", "code of the agency; none: everywhere"))
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
    from prongsai.flow.people.site import add_person, give_role, is_there, is_there_already

    if existing:
        said = give_role(email=email, role=role, agency=agency, today=today())
    elif is_there(email):
        raise is_there_already(email)
    elif not name:
        raise click.MissingParameter(param_hint="--name", param_type="option", ctx=ctx)
    else:
        from prongsai.flow.people.role_names import role_named

        role_named(role)  # before a password is typed twice in vain
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


@command.command("list", help=pick("รายชื่อผู้ใช้", "Lists people."))
@FOLDER
@click.pass_context
def listed(ctx: click.Context, folder: Path | None) -> int:
    """Address, name, and roles."""
    from prongsai.cli.tables import columns
    from prongsai.flow.site.start import prepare

    prepare(_folder(ctx, folder))
    from prongsai.flow.people.site import people

    head = (pick("อีเมล", "e-mail"), pick("ชื่อ", "name"), pick("บทบาท", "roles"))
    for line in columns([head, *people()]):
        click.echo(line)
    return 0


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
