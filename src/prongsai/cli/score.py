"""``prongsai score``: scorecards of round files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from prongsai.cli.keep import CRITERIA
from prongsai.cli.language import chosen, pick
from prongsai.cli.tables import columns, room, wrapped

if TYPE_CHECKING:  # the shapes take a while to load; `--help` does without
    from prongsai.flow.by_file.score import Scored


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
@CRITERIA
def command(files: tuple[Path, ...], as_json: bool, strict: bool, criteria: str | None) -> int:
    """Prints one scorecard per round."""
    from prongsai.flow.by_file.score import score_files, written

    done = score_files(files, criteria)
    if as_json:
        click.echo(written(done, chosen()))
    else:
        for number, scored in enumerate(done):
            if number:
                click.echo()
            _show(scored)
    return 1 if strict and any(scored.card.differences for scored in done) else 0


def _show(scored: Scored) -> None:
    from prongsai.criteria.names import figure_name, level_mark

    criteria, card = scored.criteria, scored.card
    language, cells = chosen(), room()
    click.echo(click.style(card.agency, bold=True) + pick(f"  ปีงบประมาณ {card.year}", f"  fiscal year {card.year}"))
    total = card.figures["total"]
    level = card.level.name or "–"
    unsure = level_mark(criteria, card.level.name) if card.level.basis == "computed" else None
    click.echo(
        pick("คะแนนรวม ", "total ")
        + click.style("–" if total.shown is None else str(total.shown), bold=True)
        + pick("  ระดับ ", "  level ")
        + click.style(level, bold=True)
        + (f" {unsure.say(language)}" if unsure is not None else "")
    )
    if card.level.name is None and card.level.reason is not None:
        for line in wrapped(card.level.reason.say(language), cells):
            click.echo(line)
    click.echo()
    marks = {"published": pick("ประกาศ", "published"), "computed": pick("คำนวณ", "computed"), None: ""}
    head = (pick("ตัวเลข", "figure"), pick("คะแนน", "score"), pick("ที่มา", "basis"), pick("คำนวณได้", "computed"), "")
    rows: list[tuple[str, ...]] = [head]
    uncertain = False
    for figure in card.figures.values():
        if figure.id.small or figure.id != figure.id.over_all_parts or figure.id.kind == "total":
            continue
        uncertain = uncertain or figure.unconfirmed
        rows.append(
            (
                figure_name(criteria, figure.id).say(language),
                "–" if figure.shown is None else str(figure.shown),
                marks[figure.basis],
                "–" if figure.computed is None else str(figure.computed),
                "*" if figure.unconfirmed else "",
            )
        )
    if all(figure.shown is None for figure in card.figures.values()):
        click.echo(pick("ไฟล์นี้ไม่มีคะแนน", "This file holds no scores."))
    else:
        for line in columns(rows, right=(1, 3)):
            click.echo(line)
        click.echo()
    notes = [("*", pick("ขึ้นกับกฎที่ยังไม่ยืนยัน ไม่ใช่ตัวเลขทางการ", "rests on rules that are not confirmed; not official"))]
    notes = notes if uncertain else []
    for difference in card.differences:
        name = figure_name(criteria, difference.figure).say(language)
        said = pick(
            f"{name}: ประกาศ {difference.published} แต่คำนวณได้ {difference.computed} "
            f"(ปัดเศษอธิบายได้ไม่เกิน {difference.explainable})",
            f"{name}: published {difference.published}, its parts give {difference.computed} "
            f"(rounding explains {difference.explainable} at most)",
        )
        if difference.figure == "level":
            beside = level_mark(criteria, card.level.computed)
            mark = "" if beside is None else f" {beside.say(language)}"
            said = pick(
                f"{name}: ประกาศ “{difference.published}” แต่ตามเกณฑ์คือ “{difference.computed}”{mark}",
                f"{name}: announced “{difference.published}”, by the rules “{difference.computed}”{mark}",
            )
        notes.append((click.style("≠", fg="yellow"), said))
    notes += [(click.style("!", fg="yellow"), warning.say(language)) for warning in card.warnings]
    for mark, said in notes:
        for line in wrapped(said, cells, first=f"{mark} "):
            click.echo(line)
    revision = pick("ฉบับแก้ไขที่", "revision")
    click.echo(
        pick("เกณฑ์", "edition")
        + f" {card.criteria} {revision} {card.criteria_revision} · {card.criteria_checksum[:19]}"
    )
