"""``prongsai import``: a filled Excel form or a published booklet becomes a round file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prongsai.cli.keep import CRITERIA
from prongsai.cli.language import chosen, pick
from prongsai.cli.tables import room, wrapped

if TYPE_CHECKING:  # its module loads the rules, which `--help` has no need of
    from prongsai.flow.by_file.booklets.one import ReadBooklet


@click.command(
    "import",
    help=pick(
        "แปลงแบบกรอก Excel หรือเล่มรายงานที่เผยแพร่แล้ว (.pdf .docx .html) เป็นไฟล์ข้อมูล (YAML) "
        "แบบที่กรอกผิดจะบอกแผ่นงานและช่องทุกแห่งที่ต้องแก้ และไม่เขียนไฟล์ "
        "เล่มรายงานนำเฉพาะตัวเลขที่แน่ชัดมาใช้ พร้อมบอกที่มา และแจ้งสิ่งที่ยังไม่แน่ชัด (สถานะ 1) "
        "ระบุเป็นโฟลเดอร์ของเล่มรายงานได้ ผลเป็นไฟล์ .jsonl กับรายงานการอ่าน หยุดแล้วอ่านต่อได้",
        "A round file (YAML) from a filled Excel form, or from a published booklet (.pdf .docx .html). "
        "Mistakes of a form are told by cell, and then nothing is written. Of a booklet only what is certain is taken, "
        "with its place; the rest is told (status 1). "
        "A folder of booklets becomes a file .jsonl and a report, and may be broken off.",
    ),
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
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
@click.option(
    "--name", help=pick("ชื่อหน่วยงานของเล่มรายงาน เมื่อในเล่มไม่บอกชัด", "whose booklet it is, where it does not say so")
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
    name: str | None,
    force: bool,
    criteria: str | None,
) -> int:
    """Writes one round file, or takes a file of either kind into the site; whole or not at all."""
    from prongsai.flow.by_file.proofread import ENDINGS

    of_booklets = file.suffix.lower() in ENDINGS or file.is_dir()
    if name is not None and (not of_booklets or file.is_dir()):
        raise click.UsageError(pick("--name ใช้กับเล่มรายงานเล่มเดียว", "--name is for a single booklet"))
    if out is None and of_booklets:
        raise click.UsageError(
            pick(
                "ให้ระบุไฟล์ผลลัพธ์ด้วย --out การนำเล่มรายงานเข้าเว็บทำที่หน้า “นำผลเข้า” ซึ่งให้ตรวจก่อนบันทึก",
                "name the file to write with --out; on the site booklets are uploaded, where they are looked at first",
            )
        )
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
    if file.is_dir():
        return _folder(file, out, year, criteria, force)
    if out.suffix.lower() not in (".yaml", ".yml"):
        raise click.BadParameter(
            pick(f"ชื่อไฟล์ต้องลงท้ายด้วย .yaml ไม่ใช่ “{out.name}”", f"the name must end in .yaml, not “{out.name}”")
        )
    if of_booklets:
        return _booklet(file, out, year, name, criteria, force)
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


def _booklet(file: Path, out: Path, year: int | None, name: str | None, criteria: str | None, force: bool) -> int:
    from prongsai.flow.by_file.booklets.one import booklet_of_file
    from prongsai.flow.by_file.excel import save_round

    read = booklet_of_file(file, year=year, name=name, criteria=criteria)
    save_round(out, read.round, replace=force)
    facts = read.round.facts
    click.echo(
        pick(
            f"{out}  ({facts.agency.name} ปีงบประมาณ {facts.year})",
            f"{out}  ({facts.agency.name}, fiscal year {facts.year})",
        )
    )
    for line in _taken(read):
        click.echo(line)
    for line in _left_out(read):
        click.echo(line, err=True)
    return 0 if read.sure else 1


_SORTS = (
    ("scores", "คะแนนและระดับ", "scores and level", "ค่า"),
    ("marks", "คะแนนข้อ OIT", "marks of OIT items", "ข้อ"),
    ("answers", "สัดส่วนคำตอบ", "answers", "ค่า"),
    ("respondents", "จำนวนและสัดส่วนผู้ตอบ", "respondents", "ค่า"),
    ("past", "ผลปีก่อน", "of earlier years", "ค่า"),
    ("plan", "แผนมาตรการ", "rows of the plan", "แถว"),
)


def _taken(read: ReadBooklet) -> Iterator[str]:
    parts = [
        pick(f"{th} {read.counts[key]} {unit}", f"{read.counts[key]} {en}")
        for key, th, en, unit in _SORTS
        if read.counts[key]
    ]
    yield from wrapped(pick("นำมาใช้: ", "taken: ") + ", ".join(parts), room())


def _left_out(read: ReadBooklet) -> Iterator[str]:
    """What was not taken, each with its place: doubtful first, then numbers of which nothing is known."""
    cells, language = room(), chosen()
    if read.pictures:
        pages = ", ".join(map(str, read.pictures))
        yield from wrapped(
            pick(f"หน้า {pages} เป็นภาพ ไม่มีข้อความให้อ่าน", f"pages {pages} are pictures without text: not read"), cells
        )
    if read.doubts:
        yield pick(f"ยังไม่แน่ชัด {len(read.doubts)} แห่ง ไม่ได้นำมาใช้", f"{len(read.doubts)} doubtful, left out")
        for doubt in read.doubts:
            yield from wrapped(f"{doubt.place}: {doubt.why.say(language)}".lstrip(": "), cells, first="  · ")
            if doubt.words:
                yield from wrapped(f"“{doubt.words}”", cells, first="    ")
    if read.unread:
        yield pick(
            f"ตัวเลขอื่นที่ไม่ทราบว่าเป็นของอะไร {len(read.unread)} จาก {read.numbers} แห่ง",
            f"other numbers of which nothing is known: {len(read.unread)} of {read.numbers}",
        )
        for number in read.unread:
            yield from wrapped(f"{number.where}: {number.words}", cells, first="  · ")


def _folder(folder: Path, out: Path, year: int | None, criteria: str | None, force: bool) -> int:
    from prongsai.flow.by_file.booklets.many import booklets_in, report_of

    if out.suffix.lower() != ".jsonl":
        raise click.BadParameter(
            pick(
                f"ผลของทั้งโฟลเดอร์เป็นไฟล์ .jsonl ไม่ใช่ “{out.name}”",
                f"of a folder the name must end in .jsonl, not “{out.name}”",
            )
        )
    words = {
        "read": pick("อ่านได้ครบ", "read"),
        "doubtful": pick("มีที่ยังไม่แน่ชัด", "doubtful"),
        "refused": pick("อ่านไม่ได้", "refused"),
        "before": pick("อ่านไว้แล้ว", "read before"),
    }
    many = dict.fromkeys(words, 0)
    for done in booklets_in(folder, out, year=year, criteria=criteria, anew=force, language=chosen()):
        many[done.state] += 1
        told = done.line.get("problems") or []
        click.echo(f"{done.name}: {words[done.state]}" + (f" ({told[0]})" if told else ""), err=True)
    click.echo(f"{out}  {report_of(out)}")
    click.echo("  ".join(f"{words[state]} {count}" for state, count in many.items() if count))
    return 1 if many["doubtful"] or many["refused"] else 0


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
