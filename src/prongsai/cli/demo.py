"""``prongsai demo``: the example agencies as a table, and a first document for each."""

from __future__ import annotations

from pathlib import Path

import click

from prongsai.cli.language import pick
from prongsai.cli.tables import columns


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
    from prongsai.flow.assess import assessed
    from prongsai.flow.check import checked
    from prongsai.flow.demo import examples
    from prongsai.flow.documents import make, write

    found = examples()
    head = (
        pick("หน่วยงาน", "agency"),
        pick("ปี", "year"),
        "IIT",
        "EIT",
        "OIT",
        pick("คะแนนรวม", "total"),
        pick("ระดับที่ประกาศ", "level announced"),
        pick("ระดับตามเกณฑ์", "level by the rules"),
        pick("ข้อขัดแย้ง", "contradictions"),
    )
    rows: list[tuple[str, ...]] = [head]
    for one in found.values():
        _, card = assessed(one)
        shown = [str(card.figures[each].shown or "–") for each in ("IIT", "EIT", "OIT", "total")]
        level = card.level
        rows.append(
            (
                one.facts.agency.name,
                str(one.facts.year),
                *shown,
                one.facts.published.level or "–",
                level.computed or " / ".join(level.possible if len(level.possible) < 3 else ()) or "–",
                str(len(checked(one))),
            )
        )
    for line in columns(rows, right=(2, 3, 4, 5, 8)):
        click.echo(line)
    click.echo(
        pick(
            "\nข้อขัดแย้ง = สิ่งที่เอกสารของหน่วยงานเขียนไว้แต่ขัดกับตัวเลขของตนเอง ดูทีละข้อด้วยคำสั่ง prongsai check",
            "\nContradictions: what an agency's document says against its own numbers. See each with: prongsai check",
        )
    )
    if out is None:
        return 0
    click.echo(pick("กำลังจัดทำเอกสาร…", "Making documents…"))
    paths = write(make(list(found.values()), list(found), "brief", ("html", "pdf")), out)
    for path in paths:
        click.echo(f"  {path}")
    _copy_examples(out)
    return 0


def _copy_examples(out: Path) -> None:
    from importlib.resources import files

    from prongsai.flow.demo import EXAMPLES
    from prongsai.flow.documents import Made, write

    folder = files("prongsai") / "examples"
    write([Made(f"{name}.yaml", (folder / f"{name}.yaml").read_bytes()) for name in EXAMPLES], out / "examples")
    first = out / "examples" / "watthana-nakhon-2568.yaml"
    click.echo(pick("\nลองต่อ:", "\nTry next:"))
    for words in (f"score {first}", f"check {first}", f"explain {first} IIT"):
        click.echo(f"  .venv/bin/prongsai {words}")
