"""``prongsai score``: scorecards of round files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from prongsai.cli.language import chosen, pick
from prongsai.cli.tables import columns, rule


@click.command(
    "score",
    help=pick(
        "คำนวณคะแนนและระดับของแต่ละไฟล์ พร้อมบอกตัวเลขที่ประกาศไว้แต่คำนวณไม่ได้ตามนั้น",
        "Scores and levels of each file, with the published figures that their parts do not give.",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "--json", "as_json", is_flag=True, help=pick("แสดงเป็น JSON", "as JSON: one array in the order of the files")
)
@click.option("--strict", is_flag=True, help=pick("จบด้วยสถานะ 1 ถ้ามีตัวเลขต่างกัน", "status 1 if there are differences"))
def command(files: tuple[Path, ...], as_json: bool, strict: bool) -> int:
    """Prints one scorecard per round."""
    from prongsai.assess.scorecard_json import to_json
    from prongsai.flow.assess import assessed
    from prongsai.flow.read import read_rounds

    done = [assessed(one) for one in read_rounds(files)]
    if as_json:
        click.echo(json.dumps([to_json(card, criteria) for criteria, card in done], ensure_ascii=False, indent=2))
    else:
        for number, (criteria, card) in enumerate(done):
            if number:
                click.echo()
            _show(criteria, card)
    return 1 if strict and any(card.differences for _, card in done) else 0


def _show(criteria: object, card: object) -> None:
    from prongsai.analyze.names import figure_name
    from prongsai.assess.scorecard import Scorecard
    from prongsai.criteria.shapes import Criteria

    assert isinstance(criteria, Criteria)
    assert isinstance(card, Scorecard)
    language = chosen()
    click.echo(click.style(card.agency, bold=True) + pick(f"  ปีงบประมาณ {card.year}", f"  fiscal year {card.year}"))
    level = card.level.name or " / ".join(card.level.possible) or "–"
    if card.level.name is None and card.level.possible:
        level = pick(f"ยังไม่แน่: {level}", f"not decided: {level}")
    total = card.figures["total"]
    click.echo(
        pick("คะแนนรวม ", "total ")
        + click.style(str(total.shown or "–"), bold=True)
        + pick("  ระดับ ", "  level ")
        + level
    )
    marks = {"published": pick("ประกาศ", "published"), "computed": pick("คำนวณ", "computed"), None: ""}
    rows: list[tuple[str, ...]] = [
        (pick("ค่า", "figure"), pick("คะแนน", "score"), pick("ที่มา", "basis"), pick("คำนวณได้", "computed"), "")
    ]
    uncertain = pick("ขึ้นกับกฎที่ยังไม่ยืนยัน", "rests on rules that are not confirmed")
    for figure in card.figures.values():
        if "." in figure.id or "@" in figure.id or figure.id in ("total", "level"):
            continue
        rows.append(
            (
                figure_name(criteria, figure.id).say(language),
                str(figure.shown) if figure.shown is not None else "–",
                marks[figure.basis],
                str(figure.computed) if figure.computed is not None else "–",
                uncertain if figure.basis == "computed" and figure.certainty not in (None, "confirmed") else "",
            )
        )
    for line in columns(rows, right=(1, 3)):
        click.echo(line)
    for each in card.differences:
        name = figure_name(criteria, each.figure).say(language)
        click.echo(
            click.style("≠ ", fg="yellow")
            + pick(
                f"{name}: ประกาศ {each.published} แต่คำนวณได้ {each.computed}",
                f"{name}: published {each.published}, its parts give {each.computed}",
            )
            + (
                pick(f" (ปัดเศษอธิบายได้ {each.explainable})", f" (rounding explains {each.explainable})")
                if each.explainable
                else ""
            )
        )
    for warning in card.warnings:
        click.echo(click.style("! ", fg="yellow") + warning.say(language))
    click.echo(rule())
    click.echo(f"{card.criteria} r{card.criteria_revision} {card.criteria_checksum[:19]}…")
