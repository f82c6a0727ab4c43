"""``prongsai year``: a year of an agency, before it has any result."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.keep import FOLDER
from prongsai.cli.language import chosen, pick


@click.group("year", help=pick("ปีงบประมาณของหน่วยงาน", "An agency's year."))
@FOLDER
def command(folder: Path | None) -> None:
    """Sub-commands open a year; the folder may stand before or after them."""


@command.command(
    "open",
    help=pick(
        "เปิดปีก่อนมีผลการประเมิน ปีที่ยังไม่ประกาศหลักเกณฑ์จะยกหลักเกณฑ์ปีก่อนมาใช้ชั่วคราว",
        "Opens a year before it has a result; where its rules are not announced, last year's are carried over.",
    ),
)
@click.option("--agency", "code", required=True, metavar="CODE", help=pick("รหัสหน่วยงาน", "code of the agency"))
@click.option(
    "--year", type=int, required=True, metavar="Y", help=pick("ปีงบประมาณ (พ.ศ.)", "fiscal year, Buddhist era")
)
@click.option(
    "--criteria",
    metavar="E",
    help=pick("เกณฑ์ที่ใช้ (ไม่ระบุ = เกณฑ์ของหน่วยงานผู้ประเมินเดิม)", "the edition; none: that of the agency's own body"),
)
@FOLDER
@click.pass_context
def open_year(ctx: click.Context, code: str, year: int, criteria: str | None, folder: Path | None) -> int:
    """Opened again it is the same year, and nothing changes."""
    from prongsai.flow.site.start import now, prepare, today

    prepare(folder or (ctx.parent.params.get("folder") if ctx.parent else None))
    from prongsai.flow.year.opening import open_of_code  # its tables exist once the site is prepared

    said, rules = open_of_code(code, year, criteria=criteria, now=now(), today=today())
    click.echo(said.say(chosen()))
    if rules is not None:
        click.echo(rules.say(chosen()))
    return 0
