"""The indicators by rank, with the highest and the lowest named."""

from __future__ import annotations

from prongsai.analyze.ranking import Ranked, highest, indicators_of, lowest
from prongsai.analyze.sentences import FigureValue
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.names import figure_name, figure_names
from prongsai.publish.assemble.building.unconfirmed import Starred
from prongsai.publish.assemble.building.wording import heading_of, joined, note
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Paragraph, Runs, Table, Words, cell, text_runs


def ranking(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """All indicators that have a score; option ``order`` is ``score`` (best first) or ``number``."""
    ranked = dossier.findings.ranking
    if not ranked:
        return []
    starred = Starred(dossier, figures)
    order = {figure: at for at, figure in enumerate(indicators_of(dossier.criteria))}
    by_number = options.get("order") == "number"
    listed = sorted(ranked, key=lambda placed: order[placed.figure]) if by_number else list(ranked)
    rows = [_row(dossier, starred, placed) for placed in listed]
    rows += _edges(dossier, starred, tuple(placed.figure for placed in ranked))
    head = (cell("อันดับ"), cell("ตัวชี้วัด"), cell("คะแนน"))
    blocks: list[Block] = [
        heading_of(dossier, "ranking", "คะแนนรายตัวชี้วัดเรียงตามอันดับ"),
        Table((Column(1.2, "center"), Column(7), Column(1.8, "end")), (head,), tuple(rows)),
    ]
    places = [placed.rank for placed in ranked]
    if len(set(places)) < len(places):
        blocks.append(note("ตัวชี้วัดที่ได้คะแนนเท่ากันอยู่ในอันดับเดียวกัน"))
    blocks += _unranked(dossier, starred)
    return starred.closed(blocks)


def _row(dossier: Dossier, starred: Starred, placed: Ranked) -> tuple[Cell, ...]:
    rank = starred.value(FigureValue(f"rank:{placed.figure}", str(placed.rank), "rank"))
    name = figure_name(dossier.criteria, placed.figure).th
    return (Cell((rank,)), cell(name), Cell((starred.score(placed.figure),)))


def _edges(dossier: Dossier, starred: Starred, ranked: tuple[str, ...]) -> list[tuple[Cell, ...]]:
    """The rows of the highest and lowest score; none where all are equal."""
    rows: list[tuple[Cell, ...]] = []
    private = {standing.figure for standing in dossier.findings.standings if standing.private}
    for label, edge in (
        ("คะแนนสูงสุด", highest(dossier.scorecard, ranked)),
        ("คะแนนต่ำสุด", lowest(dossier.scorecard, ranked)),
    ):
        # What rests on one respondent has its score in the table and is not singled out.
        named = tuple(figure for figure in edge if label == "คะแนนสูงสุด" or figure not in private)
        if named:
            name = figure_names(dossier.criteria, named).th
            rows.append(
                (
                    Cell((text_runs(Words(f"{label}: ", bold=True), name),), span=2, align="start"),
                    Cell((starred.score(named[0], bold=True),)),
                )
            )
    return rows


def _unranked(dossier: Dossier, starred: Starred) -> list[Block]:
    """What is known of the indicators that have no score as a whole."""
    blocks: list[Block] = []
    ranked = {placed.figure for placed in dossier.findings.ranking}
    missing = tuple(figure for figure in indicators_of(dossier.criteria) if figure not in ranked)
    if not missing:
        return []
    blocks.append(note(f"ไม่จัดอันดับ เพราะไม่ทราบคะแนนรวมของตัวชี้วัด: {figure_names(dossier.criteria, missing).th}"))
    for name, order in dossier.findings.rankings.items():
        if not order or name in dossier.criteria.instruments:
            continue
        known = [placed for placed in order if placed.figure.over_all_parts in missing]
        if known:
            runs: list[Runs] = [
                (Words(f"{_bare(dossier, placed.figure)} "), *starred.score(placed.figure), Words(" คะแนน"))
                for placed in known
            ]
            title = f"เฉพาะ {figure_name(dossier.criteria, name).th}: "
            blocks.append(Paragraph((Words(title), *joined(runs, ", ")), style="note"))
    return blocks


def _bare(dossier: Dossier, figure: FigureId) -> str:
    return figure_name(dossier.criteria, figure.over_all_parts).th
