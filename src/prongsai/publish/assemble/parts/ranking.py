"""The indicators by rank, with the highest and the lowest named."""

from __future__ import annotations

from prongsai.analyze.ranking import Ranked, highest, indicators_of, lowest
from prongsai.analyze.sentences import FigureValue
from prongsai.criteria.names import figure_name, figure_names
from prongsai.publish.assemble.dossier import Source
from prongsai.publish.assemble.parts.registry import Options, part
from prongsai.publish.assemble.parts.unconfirmed import Starred
from prongsai.publish.assemble.parts.wording import heading_of, joined, note
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Paragraph, Runs, Table, Words, cell, text_runs


@part("ranking")
def ranking(source: Source, figures: Figures, options: Options) -> list[Block]:
    """All indicators that have a score; option ``order`` is ``score`` (best first) or ``number``."""
    ranked = source.findings.ranking
    if not ranked:
        return []
    starred = Starred(source, figures)
    order = {figure: at for at, figure in enumerate(indicators_of(source.criteria))}
    by_number = options.get("order") == "number"
    listed = sorted(ranked, key=lambda each: order[each.figure]) if by_number else list(ranked)
    rows = [_row(source, starred, each) for each in listed]
    rows += _edges(source, starred, tuple(each.figure for each in ranked))
    head = (cell("อันดับ"), cell("ตัวชี้วัด"), cell("คะแนน"))
    blocks: list[Block] = [
        heading_of(source, "ranking", "คะแนนรายตัวชี้วัดเรียงตามอันดับ"),
        Table((Column(1.2, "center"), Column(7), Column(1.8, "end")), (head,), tuple(rows)),
    ]
    places = [each.rank for each in ranked]
    if len(set(places)) < len(places):
        blocks.append(note("ตัวชี้วัดที่ได้คะแนนเท่ากันอยู่ในอันดับเดียวกัน"))
    blocks += _unranked(source, starred)
    return starred.closed(blocks)


def _row(source: Source, starred: Starred, each: Ranked) -> tuple[Cell, ...]:
    rank = starred.value(FigureValue(f"rank:{each.figure}", str(each.rank), "rank"))
    name = figure_name(source.criteria, each.figure).th
    return (Cell((rank,)), cell(name), Cell((starred.score(each.figure),)))


def _edges(source: Source, starred: Starred, ranked: tuple[str, ...]) -> list[tuple[Cell, ...]]:
    """The rows of the highest and lowest score; none where all are equal."""
    rows: list[tuple[Cell, ...]] = []
    private = {each.figure for each in source.findings.standings if each.private}
    for label, edge in (
        ("คะแนนสูงสุด", highest(source.scorecard, ranked)),
        ("คะแนนต่ำสุด", lowest(source.scorecard, ranked)),
    ):
        # What rests on one respondent has its score in the table and is not singled out.
        named = tuple(each for each in edge if label == "คะแนนสูงสุด" or each not in private)
        if named:
            name = figure_names(source.criteria, named).th
            rows.append(
                (
                    Cell((text_runs(Words(f"{label}: ", bold=True), name),), span=2, align="start"),
                    Cell((starred.score(named[0], bold=True),)),
                )
            )
    return rows


def _unranked(source: Source, starred: Starred) -> list[Block]:
    """What is known of the indicators that have no score as a whole."""
    blocks: list[Block] = []
    ranked = {each.figure for each in source.findings.ranking}
    missing = tuple(each for each in indicators_of(source.criteria) if each not in ranked)
    if not missing:
        return []
    blocks.append(note(f"ไม่จัดอันดับ เพราะไม่ทราบคะแนนรวมของตัวชี้วัด: {figure_names(source.criteria, missing).th}"))
    for name, each in source.findings.rankings.items():
        if not each or name in source.criteria.instruments:
            continue
        known = [one for one in each if one.figure.partition("@")[0] in missing]
        if known:
            runs: list[Runs] = [
                (Words(f"{_bare(source, one.figure)} "), *starred.score(one.figure), Words(" คะแนน")) for one in known
            ]
            title = f"เฉพาะ {figure_name(source.criteria, name).th}: "
            blocks.append(Paragraph((Words(title), *joined(runs, ", ")), style="note"))
    return blocks


def _bare(source: Source, figure: str) -> str:
    return figure_name(source.criteria, figure.partition("@")[0]).th
