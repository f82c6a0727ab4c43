"""``prongsai read``: what a pasted table or a short text of scores becomes, line by line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prongsai.cli.language import chosen, pick
from prongsai.cli.tables import columns, room, wrapped

if TYPE_CHECKING:  # its module loads the rules, which `--help` has no need of
    from prongsai.flow.by_file.pasted_text import ReadText


@click.command(
    "read",
    help=pick(
        "อ่านตารางหรือข้อความที่คัดลอกมาทีละบรรทัด ว่าเป็นคะแนนของอะไร (FILE เป็น - คืออ่านจากที่ป้อนเข้า สถานะ 1 เมื่อมีบรรทัดที่ยังไม่แน่ชัด)",
        "Reads a copied table or text line by line: whose score each is (FILE - is standard input; status 1 if any is "
        "doubtful).",
    ),
)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE")
@click.option("--year", type=int, metavar="Y", help=pick("ปีงบประมาณ พ.ศ.", "fiscal year, Buddhist era"))
@click.option("--part", metavar="P", help=pick("ส่วนที่ตารางนี้เป็นของ เช่น EIT1", "the part that the table is of, as EIT1"))
@click.option("--criteria", metavar="E", help=pick("รหัสเกณฑ์ เช่น nacc-2568", "the edition, as nacc-2568"))
@click.option("--agency", multiple=True, metavar="NAME", help=pick("ชื่อหน่วยงาน", "a name of the agency"))
@click.option("--json", "as_json", is_flag=True, help=pick("แสดงเป็น JSON", "as JSON"))
def command(
    file: Path, year: int | None, part: str | None, criteria: str | None, agency: tuple[str, ...], as_json: bool
) -> int:
    """Prints what was read; the status says whether all of it is certain."""
    import json

    from prongsai.flow.by_file.pasted_text import LIMIT, line_data, read_text, text_of, text_of_file

    text = text_of(sys.stdin.buffer.read(LIMIT + 1), "-") if str(file) == "-" else text_of_file(file)
    read = read_text(text, year=year, criteria=criteria, part=part, agency=agency)
    if as_json:
        said = {
            "year": read.year,
            "criteria": read.criteria,
            "scores": read.scores,
            "level": read.level,
            "marks": read.marks,
            "lines": [line_data(read, line, chosen()) for line in read.lines],
            "missing": list(read.missing),
        }
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        for line in _shown(read):
            click.echo(line)
    return 0 if read.sure else 1


_STATES = {
    "read": ("อ่านได้", "read"),
    "doubtful": ("ยังไม่แน่ชัด", "doubtful"),
    "not-a-figure": ("ไม่ใช่คะแนน", "no figure"),
    "unread": ("อ่านไม่ได้", "unread"),
}


def _shown(read: ReadText) -> Iterator[str]:
    language, cells = chosen(), room()
    from prongsai.flow.by_file.pasted_text import line_data

    head = [pick("บรรทัด", "line"), pick("ผลการอ่าน", "state"), pick("คะแนน", "score"), pick("เป็นคะแนนของ", "figure")]
    rows = []
    for line in read.lines:
        if line.state == "not-a-figure" and line.problem is None:
            continue
        data = line_data(read, line, language)
        name = read.names[str(line.figure)].say(language) if line.figure is not None else line.text[:60]
        rows.append([str(line.number), pick(*_STATES[line.state]), str(data["score"] or line.level or ""), name])
    yield from columns([head, *rows], right=(0, 2))
    for line in read.lines:
        if line.problem is not None and line.state != "not-a-figure":
            yield from wrapped(f"{line.number}: {line.problem.say(language)}", cells)
    yield ""
    many, year = len(read.scores), read.year or pick("ไม่ทราบปี", "year not known")
    yield pick(f"อ่านได้ {many} คะแนน · {year} · {read.criteria}", f"{many} scores · {year} · {read.criteria}")
    if read.missing:
        names = ", ".join(read.names[figure].say(language) for figure in read.missing)
        yield from wrapped(pick(f"ยังไม่มี: {names}", f"not there: {names}"), cells)
