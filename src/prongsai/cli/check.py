"""``prongsai check``: what a document says that its own numbers contradict."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prongsai.cli.keep import CRITERIA
from prongsai.cli.language import chosen, pick
from prongsai.cli.tables import padded, room, width, wrapped

if TYPE_CHECKING:  # its module loads the shapes, which `--help` has no need of
    from prongsai.flow.by_file.check import Checked, Contradiction, Read


@click.command(
    "check",
    help=pick(
        "ตรวจว่าข้อความ ตาราง ระดับ อันดับ และแผนในเอกสาร ขัดกับตัวเลขของหน่วยงานเองตรงไหน (สถานะ 1 เมื่อพบ)",
        "Finds every claim, level, rank, change and plan row that the file's own numbers contradict (status 1 if any).",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "--round",
    "round_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=pick(
        "ไฟล์ข้อมูลหน่วยงาน เมื่อ FILE เป็นเอกสารที่เขียนเสร็จแล้ว (.docx .html .pdf)",
        "the agency's round file, where FILE is a finished document (.docx, .html, .pdf)",
    ),
)
@click.option("--json", "as_json", is_flag=True, help=pick("แสดงเป็น JSON", "as JSON"))
@CRITERIA
def command(files: tuple[Path, ...], round_file: Path | None, as_json: bool, criteria: str | None) -> int:
    """Prints the findings of each file, in the file's order."""
    import json

    done = _in_documents(files, round_file, criteria) if round_file is not None else _in_rounds(files, criteria)
    if as_json:
        data = [
            {
                "agency": {"name": checked.agency},
                "year": checked.year,
                **({"document": checked.document} if checked.document else {}),
                **({"read": _read(checked.read)} if checked.read else {}),
                "findings": [_plain(finding) for finding in checked.findings],
                **({} if checked.document else _beside(checked)),
            }
            for checked in done
        ]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for number, checked in enumerate(done):
            if number:
                click.echo()
            findings = checked.findings
            title = f"{checked.agency} · {checked.document}" if checked.document else checked.agency
            title = click.style(title, bold=True)
            many = "finding" if len(findings) == 1 else "findings"
            if findings:
                click.echo(title + pick(f": พบ {len(findings)} เรื่อง", f": {len(findings)} {many}"))
            elif checked.read is None or checked.read.compared:
                click.echo(title + pick(": ไม่พบข้อความที่ขัดกับตัวเลข", ": nothing contradicts the numbers"))
            else:
                nothing = pick(
                    ": ไม่มีตัวเลขใดที่เทียบกับข้อมูลของหน่วยงานได้ จึงบอกไม่ได้ว่าถูกหรือผิด",
                    ": no number in it could be held against the agency's, so nothing can be said of it",
                )
                click.echo(title + nothing)
            if checked.read is not None:
                for line in _counted(checked.read):
                    click.echo(line)
            digits = len(str(len(findings)))
            for at, finding in enumerate(findings, start=1):
                click.echo()
                for line in _lines(finding, f"{at:>{digits}}. "):
                    click.echo(line)
            for line in _not_contradictions(checked):
                click.echo(line)
            if checked.read is not None and checked.read.unread:
                click.echo()
                for line in _not_compared(checked.read):
                    click.echo(line)
    return 1 if any(checked.findings for checked in done) else 0


def _in_rounds(files: tuple[Path, ...], criteria: str | None) -> list[Checked]:
    """The findings of round files: their claims, levels, ranks, changes and plan rows."""
    from prongsai.flow.by_file.check import check_files
    from prongsai.flow.by_file.proofread import ENDINGS

    documents = [path for path in files if path.suffix.lower() in ENDINGS]
    if documents:
        raise click.UsageError(
            pick(
                f"{documents[0]} เป็นเอกสาร ให้ระบุไฟล์ข้อมูลหน่วยงานด้วย เช่น --round หน่วยงาน.yaml",
                f"{documents[0]} is a document; name the round file too, as in --round agency.yaml",
            )
        )
    return check_files(files, criteria)


def _in_documents(files: tuple[Path, ...], round_file: Path, criteria: str | None) -> list[Checked]:
    """The findings of finished documents against one round."""
    from prongsai.flow.by_file.proofread import check_documents

    return check_documents(round_file, files, criteria)


def _plain(finding: Contradiction) -> dict[str, object]:
    language = chosen()
    return {
        "kind": finding.kind,
        "where": finding.where,
        "says": finding.says.say(language),
        "so": finding.so.say(language),
        "why": finding.why.say(language),
        "figures": list(finding.figures),
        "quote": finding.quote,
    }


def _beside(checked: Checked) -> dict[str, object]:
    """What is no contradiction: notes, and claims that were held against nothing."""
    language = chosen()
    left = [
        {"kind": claim.kind, "where": claim.where, "why": claim.why.say(language), "quote": claim.quote}
        for claim in checked.unjudged
    ]
    return {"notes": [_plain(note) for note in checked.notes], "unjudged": left}


def _not_contradictions(checked: Checked) -> Iterator[str]:
    """Notes and unjudged claims, below the findings and apart from them."""
    cells = room()
    if checked.notes:
        yield ""
        yield pick("ข้อสังเกต (ไม่ใช่ข้อขัดแย้ง)", "Notes (no contradictions)")
        digits = len(str(len(checked.notes)))
        for at, note in enumerate(checked.notes, start=1):
            yield ""
            yield from _lines(note, f"{at:>{digits}}. ", _NOTED)
    if checked.unjudged:
        yield ""
        yield pick("ข้อความที่ยังไม่ได้เทียบ", "Claims that were not judged")
        for claim in checked.unjudged:
            place = f"{claim.where} “{claim.quote}”" if claim.quote else claim.where
            yield from wrapped(f"{place}: {claim.why.say(chosen())}", cells, first="  · ")


def _read(read: Read) -> dict[str, object]:
    return {
        "numbers": read.numbers,
        "compared": read.compared,
        "unread": [
            {"where": number.where, "heading": number.heading, "value": number.value, "quote": number.words}
            for number in read.unread
        ],
        "pictures": list(read.pictures),
    }


def _counted(read: Read) -> Iterator[str]:
    """How much of a document was read."""
    cells = room()
    yield pick(
        f"พบตัวเลข {read.numbers} แห่ง เทียบได้ {read.compared} แห่ง",
        f"{read.numbers} numbers found, {read.compared} of them compared",
    )
    if read.pictures:
        pages = ", ".join(map(str, read.pictures))
        yield from wrapped(
            pick(
                f"หน้า {pages} เป็นภาพ ไม่มีข้อความให้อ่าน จึงไม่ได้ตรวจ", f"pages {pages} are pictures without text: not checked"
            ),
            cells,
        )


def _not_compared(read: Read) -> Iterator[str]:
    """The numbers that were held against nothing, by the headings they stand under."""
    cells = room()
    yield pick("ตัวเลขที่ยังไม่ได้เทียบ ให้ตรวจด้วยตนเอง", "Numbers that were not compared; look at them yourself")
    headings: dict[str, list[str]] = {}
    for number in read.unread:
        headings.setdefault(number.heading, []).append(number.words)
    for heading, words in headings.items():
        under = (
            pick(f"ใต้หัวข้อ “{heading}”", f"under “{heading}”") if heading else pick("ก่อนหัวข้อแรก", "before any heading")
        )
        yield from wrapped(under, cells, first="  ")
        for quote in dict.fromkeys(words):
            yield from wrapped(quote, cells, first="    · ")


_Labels = tuple[tuple[str, str], tuple[str, str], tuple[str, str]]
_FOUND: _Labels = (("ข้อความในเอกสาร", "it says"), ("ข้อมูลที่ถูกต้อง", "in fact"), ("เพราะ", "because"))
_NOTED: _Labels = (("สิ่งที่ระบุไว้", "it says"), ("เทียบกับ", "beside it"), ("ข้อสังเกต", "note"))


def _lines(finding: Contradiction, number: str, labels: _Labels = _FOUND) -> Iterator[str]:
    """A finding under its number: the place, the document's words, what it says, what is so, and why."""
    language, cells, indent = chosen(), room(), " " * len(number)
    head = wrapped(finding.where, cells, first=number)
    yield from (click.style(line, bold=True) for line in head)
    if finding.quote:
        yield from wrapped(f"“{finding.quote}”", cells, first=indent)
    told = tuple(
        (pick(*label), text) for label, text in zip(labels, (finding.says, finding.so, finding.why), strict=True)
    )
    most = max(width(label) for label, _ in told)
    for label, text in told:
        yield from wrapped(text.say(language), cells, first=f"{indent}{padded(label, most)}  ")
