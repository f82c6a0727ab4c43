"""``prongsai export``: a round file out of the site."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.keep import FOLDER
from prongsai.cli.language import pick


@click.command("export", help=pick("นำไฟล์ข้อมูลของหน่วยงานหนึ่งปีออกจากระบบ", "A round file out of the site."))
@click.argument("code")
@click.argument("year", type=int)
@click.option(
    "--out", "-o", type=click.Path(path_type=Path, dir_okay=False), required=True, help=pick("ไฟล์ .yaml", "file")
)
@FOLDER
def command(code: str, year: int, out: Path, folder: Path | None) -> int:
    """Writes the newest version."""
    from prongsai.flow.by_file.excel import save_round
    from prongsai.flow.site.start import prepare

    prepare(folder)
    from prongsai.flow.intake.files import round_in_site  # its tables exist once the site is prepared

    save_round(out, round_in_site(code, year), replace=True)
    click.echo(str(out))
    return 0
