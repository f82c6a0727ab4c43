"""``prongsai import``: a filled Excel form becomes a round file."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.keep import CRITERIA
from prongsai.cli.language import pick


@click.command(
    "import",
    help=pick(
        "แปลงแบบกรอก Excel เป็นไฟล์ข้อมูล (YAML) หากกรอกผิด จะบอกแผ่นงานและช่องทุกแห่งที่ต้องแก้ และไม่เขียนไฟล์",
        "A round file (YAML) from a filled Excel form. Mistakes are told by cell, and then nothing is written.",
    ),
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.xlsx")
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    help=pick("ไฟล์ผลลัพธ์ (.yaml) ไม่ระบุ = นำเข้าเว็บ", "the round file to write (.yaml); none: into the site"),
)
@click.option(
    "--year",
    type=int,
    help=pick("ปีงบประมาณ พ.ศ. ที่แบบต้องเป็นของปีนั้น", "the fiscal year (Buddhist era) that the form must be for"),
)
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), help=pick("โฟลเดอร์ข้อมูลของเว็บ", "folder of the site")
)
@click.option("--force", is_flag=True, help=pick("เขียนทับไฟล์เดิม", "replace a file that is there"))
@CRITERIA
def command(
    file: Path, out: Path | None, year: int | None, folder: Path | None, force: bool, criteria: str | None
) -> int:
    """Writes one round file, or takes a file of either kind into the site; whole or not at all."""
    if out is None:
        return _into_site(file, folder, criteria)
    if out.suffix.lower() not in (".yaml", ".yml"):
        raise click.BadParameter(
            pick(f"ชื่อไฟล์ต้องลงท้ายด้วย .yaml ไม่ใช่ “{out.name}”", f"the name must end in .yaml, not “{out.name}”")
        )
    from prongsai.flow.by_file.excel import round_of_form, save_round

    filled = round_of_form(file, year, criteria)
    save_round(out, filled, replace=force)
    click.echo(
        pick(
            f"{out}  ({filled.facts.agency.name} ปีงบประมาณ {filled.facts.year})",
            f"{out}  ({filled.facts.agency.name}, fiscal year {filled.facts.year})",
        )
    )
    return 0


def _into_site(file: Path, folder: Path | None, criteria: str | None) -> int:
    from prongsai.flow.site.start import now, prepare

    prepare(folder)
    from prongsai.flow.intake.files import take_files

    for name, year, version, new in take_files([file], why=file.name, criteria=criteria, now=now()):
        said = pick("ฉบับใหม่", "new") if new else pick("เหมือนเดิม ไม่มีอะไรเปลี่ยน", "the same as before")
        click.echo(pick(f"{name} ปี {year} ฉบับที่ {version}: {said}", f"{name} {year} version {version}: {said}"))
    return 0
