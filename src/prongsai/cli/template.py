"""``prongsai template``: the Excel form of a year, empty or filled in with a round file."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.keep import CRITERIA
from prongsai.cli.language import pick


@click.command(
    "template",
    help=pick(
        "สร้างแบบกรอก Excel ของปีที่ระบุ หรือใส่ข้อมูลจากไฟล์ที่มีอยู่ลงในแบบ เพื่อแก้ไขต่อใน Excel",
        "The Excel form of a year, or the form filled in with a round file, to go on with in Excel.",
    ),
)
@click.option("--year", type=int, help=pick("ปีงบประมาณ พ.ศ. เช่น 2568", "fiscal year, Buddhist era, such as 2568"))
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    help=pick("ไฟล์ข้อมูลที่จะใส่ลงในแบบ", "round file to fill the form in with"),
)
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    required=True,
    help=pick("ไฟล์ผลลัพธ์ (.xlsx)", "the workbook to write (.xlsx)"),
)
@click.option("--force", is_flag=True, help=pick("เขียนทับไฟล์เดิม", "replace a file that is there"))
@CRITERIA
def command(year: int | None, source: Path | None, out: Path, force: bool, criteria: str | None) -> int:
    """Writes one workbook, whole or not at all."""
    if year is None and source is None:
        raise click.UsageError(pick("ให้ระบุ --year หรือ --from", "give --year or --from"))
    if out.suffix.lower() != ".xlsx":
        raise click.BadParameter(
            pick(f"ชื่อไฟล์ต้องลงท้ายด้วย .xlsx ไม่ใช่ “{out.name}”", f"the name must end in .xlsx, not “{out.name}”")
        )
    from prongsai.flow.by_file.excel import empty_form, form_of_file, save

    if source is not None:
        data = form_of_file(source, year, criteria)
    else:
        assert year is not None
        data = empty_form(year, criteria)
    click.echo(str(save(out, data, replace=force)))
    return 0
