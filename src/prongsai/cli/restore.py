"""``prongsai restore``: a site out of a backup."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.keep import FOLDER
from prongsai.cli.language import pick


@click.command("restore", help=pick("กู้คืนจากไฟล์สำรองลงที่เก็บข้อมูลว่าง", "From a backup into an empty site."))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@FOLDER
@click.option(
    "--despite-history",
    is_flag=True,
    help=pick("กู้คืนแม้ประวัติไม่ครบหรือข้อมูลไม่ตรงกับประวัติ", "also where rows are not what the history says of them"),
)
def command(file: Path, folder: Path | None, despite_history: bool) -> int:
    """All or nothing: where it is refused, nothing is there that was not there before."""
    from prongsai.flow.site.restore import restore

    rows = sum(restore(file, folder, despite_history=despite_history).values())
    click.echo(pick(f"กู้คืนแล้ว {rows:,} แถว", f"{rows:,} rows restored"))
    return 0
