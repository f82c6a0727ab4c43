"""``prongsai user``: people of the site, for whoever keeps the machine."""

from __future__ import annotations

import click

from prongsai.cli.language import pick


@click.group("user", help=pick("บัญชีผู้ใช้ของเว็บ", "People of the site."))
def command() -> None:
    """Sub-commands add and list."""


@command.command("add", help=pick("เพิ่มผู้ใช้และบทบาท", "Adds a person with a role."))
@click.argument("email")
@click.option("--name", required=True, help=pick("ชื่อ", "name"))
@click.option("--role", required=True, help=pick("บทบาท เช่น coordinator, administrator", "role, as coordinator"))
@click.option("--agency", help=pick("รหัสหน่วยงาน (ไม่ระบุ = ทุกหน่วยงาน)", "code of the agency; none: everywhere"))
@click.password_option(
    prompt=pick("รหัสผ่าน", "Password"),
    confirmation_prompt=pick("พิมพ์อีกครั้ง", "Again"),
    help=pick("รหัสผ่าน (ไม่ระบุ = ถาม)", "password; none: it is asked for"),
)
def add(email: str, name: str, role: str, agency: str | None, password: str) -> int:
    """Makes the person, or gives the role to one who is there."""
    from prongsai.flow.site.start import prepare, today

    prepare()
    from prongsai.flow.people.site import add_person

    said = add_person(email=email, name=name, role=role, agency=agency, password=password, today=today())
    click.echo(said.th if pick("th", "en") == "th" else said.en)
    return 0


@command.command("list", help=pick("รายชื่อผู้ใช้", "Lists people."))
def listed() -> int:
    """Address, name, and roles."""
    from prongsai.cli.tables import columns
    from prongsai.flow.site.start import prepare

    prepare()
    from prongsai.flow.people.site import people

    head = (pick("อีเมล", "e-mail"), pick("ชื่อ", "name"), pick("บทบาท", "roles"))
    for line in columns([head, *people()]):
        click.echo(line)
    return 0
