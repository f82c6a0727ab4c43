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
@click.option(
    "--agency",
    metavar="CODE",
    help=pick("รหัสของหน่วยงานในเว็บที่ไฟล์นี้เป็นของ", "code of the site's agency that the file is of"),
)
@click.option(
    "--new-agency",
    is_flag=True,
    help=pick("เป็นหน่วยงานใหม่ แม้มีชื่อเดียวกันในเว็บ", "it is another agency, although the site has one of that name"),
)
@click.option(
    "--remove",
    is_flag=True,
    help=pick("ลบคะแนนที่มีอยู่แต่ไม่มีในไฟล์", "delete what the site holds and the file does not"),
)
@click.option("--force", is_flag=True, help=pick("เขียนทับไฟล์เดิม", "replace a file that is there"))
@CRITERIA
def command(
    file: Path,
    out: Path | None,
    year: int | None,
    folder: Path | None,
    agency: str | None,
    new_agency: bool,
    remove: bool,
    force: bool,
    criteria: str | None,
) -> int:
    """Writes one round file, or takes a file of either kind into the site; whole or not at all."""
    if out is None:
        if agency is not None and new_agency:
            raise click.UsageError(pick("ใช้ --agency หรือ --new-agency อย่างใดอย่างหนึ่ง", "give --agency or --new-agency"))
        return _into_site(file, folder, criteria, agency, new_agency, remove)
    if agency is not None or new_agency or remove:
        raise click.UsageError(
            pick(
                "--agency, --new-agency และ --remove ใช้เมื่อนำเข้าเว็บเท่านั้น ไม่ใช้กับ --out",
                "--agency, --new-agency and --remove are for a site, not for --out",
            )
        )
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


def _into_site(
    file: Path, folder: Path | None, criteria: str | None, agency: str | None, new_agency: bool, remove: bool
) -> int:
    from prongsai.flow.site.start import now, prepare

    prepare(folder)
    from prongsai.flow.intake.files import take_files

    done = take_files(
        [file], why=file.name, now=now(), agency=agency, new_agency=new_agency, remove=remove, criteria=criteria
    )
    for one in done:
        said = pick("ฉบับใหม่", "new") if one.new else pick("เหมือนเดิม ไม่มีอะไรเปลี่ยน", "the same as before")
        if one.new_agency:
            said += pick(" (หน่วยงานใหม่)", " (a new agency)")
        if one.stay:
            said += pick(
                f" คงค่าเดิม {one.stay} รายการที่ไม่มีในไฟล์ (ลบได้ด้วย --remove)",
                f"; {one.stay} values that the file does not hold stay (--remove deletes them)",
            )
        if one.gone:
            said += pick(f" ลบค่าเดิม {one.gone} รายการ", f"; {one.gone} values were deleted")
        click.echo(
            pick(
                f"{one.name} ปี {one.year} ฉบับที่ {one.version}: {said}",
                f"{one.name} {one.year} version {one.version}: {said}",
            )
        )
    return 0
