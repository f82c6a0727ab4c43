"""``prongsai backup``: the whole site in one file."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.keep import FOLDER
from prongsai.cli.language import pick


@click.command(
    "backup", help=pick("สำรองข้อมูลทั้งหมดเป็นไฟล์เดียว ทำได้ขณะใช้งาน", "Everything in one file; the site may be in use.")
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@FOLDER
@click.option("--force", is_flag=True, help=pick("เขียนทับไฟล์เดิม", "replace a file that is there"))
@click.option(
    "--check",
    is_flag=True,
    help=pick("อ่านไฟล์สำรองที่มีอยู่ทั้งไฟล์ และบอกว่ามีอะไรอยู่", "reads a backup whole and says what is in it"),
)
def command(file: Path, folder: Path | None, force: bool, check: bool) -> int:
    """Writes the file whole and read back, or not at all; or reads one."""
    from prongsai.flow.site.copies.archive import contents, may_be_written

    if check:
        read = contents(file)
        click.echo(
            pick(f"{file}: ครบถ้วน จากโปรแกรมรุ่น {read.version}", f"{file}: whole, made by version {read.version}")
        )
        for name, rows in sorted(read.counts.items()):
            if rows:
                click.echo(f"  {rows:>12,}  {name}")
    else:
        from prongsai.flow.site.backup import backup
        from prongsai.flow.site.start import prepare

        may_be_written(file, replace=force)
        prepare(folder)
        read = backup(file, replace=force)
    rows, tables, files = sum(read.counts.values()), len(read.counts), sum(read.files.values())
    click.echo(
        pick(
            f"{file}: {rows:,} แถว จาก {tables} ตาราง และ {files:,} ไฟล์",
            f"{file}: {rows:,} rows of {tables} tables, {files:,} files",
        )
    )
    for name in read.lacking:
        click.echo(
            pick(
                f"  ไม่มีในชุดสำรอง เพราะไฟล์หายไปหรือถูกแก้ในโฟลเดอร์ข้อมูล: {name}",
                f"  not in the backup, for the file is gone or was altered in the data folder: {name}",
            ),
            err=True,
        )
    return 1 if read.lacking else 0
