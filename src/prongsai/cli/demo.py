"""``prongsai demo``: the example agencies as a table, and a first document for each."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from prongsai.cli.language import pick
from prongsai.cli.tables import columns, room, wrapped


@click.command(
    "demo",
    help=pick(
        "คะแนน ระดับ และข้อขัดแย้งของหน่วยงานตัวอย่างห้าแห่ง พร้อมเอกสารฉบับแรกของแต่ละแห่ง",
        "Scores, levels and contradictions of five real agencies, and a first document for each.",
    ),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help=pick("โฟลเดอร์สำหรับเอกสาร (ไม่ระบุ = ไม่เขียน)", "folder for the documents (none: nothing is written)"),
)
def command(out: Path | None) -> int:
    """Prints the table, then where the documents are."""
    from prongsai.flow.by_file.check import checked
    from prongsai.flow.by_file.examples import example_files, examples
    from prongsai.flow.by_file.score import assessed
    from prongsai.flow.by_file.write import Made, make, write

    rounds_by_name = examples()
    assessments = {name: assessed(example) for name, example in rounds_by_name.items()}
    instruments = list(dict.fromkeys(code for criteria, _ in assessments.values() for code in criteria.instruments))
    head = (
        pick("หน่วยงาน", "agency"),
        pick("ปี", "year"),
        *instruments,
        pick("คะแนนรวม", "total"),
        pick("ระดับที่ประกาศ", "level announced"),
        pick("ระดับตามเกณฑ์", "level by the rules"),
        pick("ข้อขัดแย้ง", "contradictions"),
    )
    rows: list[tuple[str, ...]] = [head]
    for name, example in rounds_by_name.items():
        _, card = assessments[name]
        known = (card.figures.get(code) for code in (*instruments, "total"))
        shown = [str(figure.shown or "–") if figure is not None else "–" for figure in known]
        level = card.level
        rows.append(
            (
                example.facts.agency.name,
                str(example.facts.year),
                *shown,
                example.facts.published.level or "–",
                level.computed or " / ".join(level.possible if len(level.possible) < 3 else ()) or "–",
                str(len(checked(example))),
            )
        )
    for line in columns(rows, right=(*range(2, 3 + len(instruments)), 5 + len(instruments))):
        click.echo(line)
    said = pick(
        "ข้อขัดแย้ง = สิ่งที่เอกสารของหน่วยงานเขียนไว้แต่ขัดกับตัวเลขของตนเอง ดูทีละข้อด้วยคำสั่ง prongsai check",
        "Contradictions: what an agency's document says against its own numbers. See each with: prongsai check",
    )
    click.echo("\n" + "\n".join(wrapped(said, room())))
    if out is None:
        return 0
    click.echo(pick("กำลังจัดทำเอกสาร…", "Making documents…"), err=True)
    rounds, names = list(rounds_by_name.values()), list(rounds_by_name)
    documents = [*make(rounds, names, "brief", ("html", "pdf")), *make(rounds, names, "book", ("docx", "pdf", "html"))]
    files = [Made(f"examples/{name}", data) for name, data in example_files().items()]
    paths = write([*documents, *files], out)
    kinds = (
        ("brief", pick("สรุปหนึ่งหน้าสำหรับผู้บริหาร", "one page for the executive")),
        ("book", pick("รายงานฉบับเต็มตามแบบของหน่วยงาน", "the whole booklet, as the agency publishes it")),
    )
    for kind, meant in kinds:
        click.echo(f"\n{meant}:")
        for name in names:
            click.echo(
                "  " + "  ".join(str(path) for path in paths if path.stem in (f"{name}-{kind}", f"{name}-{kind}-draft"))
            )
    first = out / "examples" / "watthana-nakhon-2568.yaml"
    click.echo(pick("\nลองต่อ:", "\nTry next:"))
    for words in (f"score {first}", f"check {first}", f"explain {first} {instruments[0]}"):
        click.echo(f"  {_program()} {words}")
    return 0


def _program() -> str:
    """How this program is called here: by its name where that is found, else by the path that was used."""
    used = sys.argv[0]
    return used if shutil.which("prongsai") is None and Path(used).name.startswith("prongsai") else "prongsai"
