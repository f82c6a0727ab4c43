"""``prongsai check``: what a document says that its own numbers contradict."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from prongsai.cli.language import chosen, pick
from prongsai.cli.tables import padded, room, width, wrapped

if TYPE_CHECKING:  # its module loads the shapes, which `--help` has no need of
    from prongsai.analyze.claims import Contradiction
    from prongsai.roundfile.round import Round

    Found = tuple[Round, str | None, tuple[Contradiction, ...]]  # a round, a document's name, what is wrong


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
def command(files: tuple[Path, ...], round_file: Path | None, as_json: bool) -> int:
    """Prints the findings of each file, in the file's order."""
    import json

    found = _in_documents(files, round_file) if round_file is not None else _in_rounds(files)
    if as_json:
        data = [
            {
                "agency": {"name": one.facts.agency.name},
                "year": one.facts.year,
                **({"document": name} if name else {}),
                "findings": [_plain(each) for each in findings],
            }
            for one, name, findings in found
        ]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for number, (one, name, findings) in enumerate(found):
            if number:
                click.echo()
            title = click.style(f"{one.facts.agency.name} · {name}" if name else one.facts.agency.name, bold=True)
            if not findings:
                click.echo(title + pick(": ไม่พบข้อความที่ขัดกับตัวเลข", ": nothing contradicts the numbers"))
                continue
            many = "finding" if len(findings) == 1 else "findings"
            click.echo(title + pick(f": พบ {len(findings)} เรื่อง", f": {len(findings)} {many}"))
            digits = len(str(len(findings)))
            for at, each in enumerate(findings, start=1):
                click.echo()
                for line in _lines(each, f"{at:>{digits}}. "):
                    click.echo(line)
    return 1 if any(findings for _, _, findings in found) else 0


def _in_rounds(files: tuple[Path, ...]) -> list[Found]:
    """The findings of round files: their claims, levels, ranks, changes and plan rows."""
    from prongsai.flow.by_file.check import checked
    from prongsai.flow.by_file.proofread import ENDINGS
    from prongsai.flow.by_file.rounds import read_rounds

    documents = [each for each in files if each.suffix.lower() in ENDINGS]
    if documents:
        raise click.UsageError(
            pick(
                f"{documents[0]} เป็นเอกสาร ให้ระบุไฟล์ข้อมูลหน่วยงานด้วย เช่น --round หน่วยงาน.yaml",
                f"{documents[0]} is a document; name the round file too, as in --round agency.yaml",
            )
        )
    return [(one, None, checked(one)) for one in read_rounds(files)]


def _in_documents(files: tuple[Path, ...], round_file: Path) -> list[Found]:
    """The findings of finished documents against one round."""
    from prongsai.flow.by_file.proofread import check_documents
    from prongsai.flow.by_file.rounds import read_rounds

    rounds = read_rounds([round_file])
    if len(rounds) != 1:
        raise click.UsageError(
            pick(
                f"{round_file} มี {len(rounds)} หน่วยงาน ให้ใช้ไฟล์ที่มีหน่วยงานเดียว",
                f"{round_file} holds {len(rounds)} agencies; name a file with one",
            )
        )
    return [(rounds[0], each.name, each.findings) for each in check_documents(rounds[0], files)]


def _plain(each: Contradiction) -> dict[str, object]:
    language = chosen()
    return {
        "kind": each.kind,
        "where": each.where,
        "says": each.says.say(language),
        "so": each.so.say(language),
        "why": each.why.say(language),
        "figures": list(each.figures),
        "quote": each.quote,
    }


def _lines(each: Contradiction, number: str) -> Iterator[str]:
    """A finding under its number: the place, the document's words, what it says, what is so, and why."""
    language, cells, indent = chosen(), room(), " " * len(number)
    head = wrapped(each.where, cells, first=number)
    yield from (click.style(line, bold=True) for line in head)
    if each.quote:
        yield from wrapped(f"“{each.quote}”", cells, first=indent)
    told = (
        (pick("เอกสารว่า", "it says"), each.says),
        (pick("ที่ถูกคือ", "in fact"), each.so),
        (pick("เพราะ", "because"), each.why),
    )
    most = max(width(label) for label, _ in told)
    for label, text in told:
        yield from wrapped(text.say(language), cells, first=f"{indent}{padded(label, most)}  ")
