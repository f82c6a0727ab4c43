"""The table of issues to fix, to improve or to keep, instrument by instrument."""

from __future__ import annotations

from collections.abc import Sequence

from prongsai.analyze.finding.strengths import Standing
from prongsai.criteria.names import figure_name, item_name
from prongsai.criteria.shapes import Indicator
from prongsai.publish.assemble.building.called import called
from prongsai.publish.assemble.building.remedies import (
    KEEP,
    Remedy,
    caption,
    elsewhere,
    items_unknown,
    own_head,
    own_text,
    parts_of,
    remedies,
)
from prongsai.publish.assemble.building.unconfirmed import Starred
from prongsai.publish.assemble.building.wording import heading, items_named
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Runs, Table, Words, cell, text_runs

TITLE = "ประเด็นที่ต้องแก้ไข/ปรับปรุง/รักษาระดับ"
# Items that an indicator's cell tells with what to do; the others are named.
MOST = 3


def issues(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """Indicators with their scores beside what to do; option ``spanning``: ``instrument`` (one cell) or ``indicator``.

    By default one cell spans an instrument where the agency wrote its own text for it, which then stands there.
    """
    starred = Starred(dossier, figures)
    tables: list[Block] = []
    for instrument in dossier.criteria.instruments.values():
        known = [
            standing for standing in dossier.findings.standings if _of(dossier, standing).instrument == instrument.id
        ]
        if not known:
            continue
        written = own_text(dossier, ("issues",), f"({instrument.id})")
        spanning = options.get("spanning") or ("instrument" if written else "indicator")
        own: tuple[Runs, ...] = tuple(text_runs(line.strip()) for line in (written or "").splitlines() if line.strip())
        cells = [_said(dossier, starred, standing, options) for standing in known]
        own = own if spanning == "instrument" else ()
        ours = not own and any(advised for _, advised in cells)
        first = [_first(dossier, starred, standing) for standing in known]
        if spanning == "instrument":
            lines = own or tuple(line for told, _ in cells for line in told)
            rows = [(first[0], Cell(lines, rows=len(first))), *((named,) for named in first[1:])]
        else:
            rows = [(named, Cell(told)) for named, (told, _) in zip(first, cells, strict=True)]
        band = own_head(dossier, ("issues",), f"({instrument.id})") if own else None
        tables.append(
            _table(band or f"{instrument.name.th} ({instrument.id})", dossier, rows, caption(dossier, (ours,)))
        )
    if not tables:
        return []
    blocks = [heading(TITLE), *tables]
    return starred.closed(blocks)


def _table(band: str, dossier: Dossier, rows: Sequence[tuple[Cell, ...]], above: str) -> Table:
    # The instrument's name is part of the head, so that it stands on every page that its indicators run over.
    head = (
        (cell(called(dossier, "ตัวชี้วัดของการประเมิน ITA")), cell(TITLE)),
        (cell(band, span=2, bold=True, align="start"),),
    )
    return Table((Column(3), Column(7)), head, tuple(rows), caption=text_runs(above) if above else ())


def _of(dossier: Dossier, standing: Standing) -> Indicator:
    return dossier.criteria.indicators[standing.figure.number]


def _first(dossier: Dossier, starred: Starred, standing: Standing) -> Cell:
    indicator = _of(dossier, standing)
    at = standing.figure.part
    where = f" ({figure_name(dossier.criteria, at).th})" if at else ""
    return Cell(
        (
            text_runs(f"{indicator.id}. {indicator.name.th}{where}"),
            (*starred.score(standing.figure, bold=True), Words(" คะแนน")),
        )
    )


def _said(dossier: Dossier, starred: Starred, standing: Standing, options: Options) -> tuple[tuple[Runs, ...], bool]:
    """The lines about an indicator, and whether they hold advice of ours."""
    indicator = _of(dossier, standing)
    name = (Words(f"ตัวชี้วัดที่ {indicator.id} {indicator.name.th}", bold=True),)
    lowest_first = remedies(dossier, dossier.findings.weak_items, indicator.id, _parts(dossier, standing))
    lines: list[Runs] = []
    if standing.highest and not standing.weak and not lowest_first:
        lines.append((*name, Words(f" ได้คะแนนสูงที่สุดใน {figure_name(dossier.criteria, standing.among).th} {KEEP}")))
    elif not standing.weak and not lowest_first:
        lines.append((*name, Words(f" {KEEP}")))
    elif not lowest_first:
        lines.append((*name, Words(f" {items_unknown(dossier) if not standing.private else KEEP}")))
    else:
        place = elsewhere(dossier, options, "issues", lowest_first)
        lines.append((*name, Words(" ควรพัฒนาข้อต่อไปนี้")))
        lines += [_told(dossier, starred, remedy, acts=0 if place else 1) for remedy in lowest_first[:MOST]]
        if others := [remedy.item for remedy in lowest_first[MOST:]]:
            lines.append(text_runs(f"ข้ออื่น: {items_named(dossier.criteria, others)}"))
    here = not elsewhere(dossier, options, "issues", lowest_first)
    return tuple(lines), here and any(remedy.acts for remedy in lowest_first)


def _parts(dossier: Dossier, standing: Standing) -> tuple[str, ...]:
    return parts_of(dossier, _of(dossier, standing), standing.figure)


def _told(dossier: Dossier, starred: Starred, remedy: Remedy, acts: int) -> Runs:
    name = item_name(dossier.criteria, dossier.criteria.items[remedy.item]).th
    score: Runs = () if remedy.score is None else (Words(" ("), *starred.score(remedy.figures[0]), Words(" คะแนน)"))
    act = " ".join(remedy.acts[:acts])
    return (Words(f"– {name}"), *score, *((Words(f" {act}"),) if act else ()))
