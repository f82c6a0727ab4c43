"""``prongsai migrate``: the tables of an earlier version brought up to date."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.keep import FOLDER
from prongsai.cli.language import pick


@click.command(
    "migrate",
    help=pick(
        "ปรับฐานข้อมูลของโปรแกรมรุ่นก่อนให้เป็นรุ่นนี้ (สำรองข้อมูลก่อน) คำสั่ง serve และ restore ปรับให้เอง",
        "Brings the tables of an earlier version up to date (keep a backup). serve and restore do it by themselves.",
    ),
)
@FOLDER
def command(folder: Path | None) -> int:
    """Says how many changes were made; none where the tables are this version's."""
    from prongsai.flow.site.start import bring_up_to_date

    made = len(bring_up_to_date(folder))
    if made:
        click.echo(pick(f"ปรับฐานข้อมูลแล้ว {made} รายการ", f"The tables are up to date; {made} change(s) made."))
    else:
        click.echo(pick("ฐานข้อมูลเป็นปัจจุบันอยู่แล้ว", "The tables were up to date already."))
    return 0
