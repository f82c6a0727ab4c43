"""What commands share: where the site is, and by which rules files are read."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.language import pick

FOLDER = click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), help=pick("โฟลเดอร์ข้อมูล", "folder of data")
)
CRITERIA = click.option(
    "--criteria",
    metavar="E",
    help=pick("เกณฑ์ที่ใช้กับไฟล์ที่ไม่ได้ระบุเกณฑ์ไว้", "the edition for files that name none"),
)
