"""What the commands share that keep a site: where it is."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.language import pick

FOLDER = click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), help=pick("โฟลเดอร์ข้อมูล", "folder of data")
)
