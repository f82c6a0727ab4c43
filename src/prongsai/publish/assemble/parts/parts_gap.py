"""Two parts of an instrument beside each other."""

from __future__ import annotations

from prongsai.analyze.bars import bars
from prongsai.analyze.figure_keys import gap_key
from prongsai.analyze.finding.readings import PartGap
from prongsai.analyze.sentences import bar_of, points_of
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.names import figure_name, item_name
from prongsai.language.thai_text import listed
from prongsai.publish.assemble.building.unconfirmed import Starred
from prongsai.publish.assemble.building.wording import heading
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Paragraph, Table, cell, text_runs


def parts_gap(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """Two parts of an instrument beside each other: as a whole, by indicator, and the items that are far apart."""
    gaps = dossier.findings.part_gaps
    if not gaps:
        return []
    starred = Starred(dossier, figures)
    private = {weak_item.figure for weak_item in dossier.findings.weak_items if weak_item.private}
    shown = [
        part_gap
        for part_gap in gaps
        if part_gap.figure not in dossier.criteria.items
        or (part_gap.apart and part_gap.first not in private and part_gap.second not in private)
    ]
    first, second = (_part(dossier, figure) for figure in (shown[0].first, shown[0].second))
    head = (cell("เรื่อง"), cell(first), cell(second), cell("ต่างกัน"))
    columns = (Column(5.4), Column(1.8, "end"), Column(1.8, "end"), Column(1.6, "end"))
    rows = tuple(_gap_row(dossier, starred, part_gap) for part_gap in shown)
    blocks: list[Block] = [heading(listed([first, second])), Table(columns, (head,), rows)]
    told = [part_gap for part_gap in shown if part_gap.apart] or shown[:1]
    blocks += [Paragraph(starred.said(part_gap.sentence), indent=True) for part_gap in told]
    items = [part_gap for part_gap in gaps if part_gap.figure in dossier.criteria.items]
    if items and not any(part_gap.apart for part_gap in items):
        gap = starred.value(bar_of("bar:gap", bars().gap))
        blocks.append(Paragraph(text_runs("รายข้อทุกข้อที่ทราบคะแนนทั้งสองส่วนต่างกันไม่ถึง ", *gap, " คะแนน"), indent=True))
    return starred.closed(blocks)


def _part(dossier: Dossier, figure: FigureId) -> str:
    return figure_name(dossier.criteria, figure.part or "").th


def _gap_row(dossier: Dossier, starred: Starred, part_gap: PartGap) -> tuple[Cell, ...]:
    item = dossier.criteria.items.get(part_gap.figure)
    name = figure_name(dossier.criteria, part_gap.figure).th if item is None else item_name(dossier.criteria, item).th
    gap = starred.value(points_of(gap_key(part_gap.first, part_gap.second), part_gap.gap))
    return (
        cell(name, bold=part_gap.figure in dossier.criteria.instruments),
        Cell((starred.score(part_gap.first),)),
        Cell((starred.score(part_gap.second),)),
        Cell((gap, text_runs("ควรพิจารณาแยก")) if part_gap.apart else (gap,)),
    )
