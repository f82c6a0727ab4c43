"""Instruments read together: staff, visitors and what is disclosed about one topic; and the parts of EIT apart."""

from __future__ import annotations

from fractions import Fraction

from prongsai.analyze.bars import bars
from prongsai.analyze.figure_keys import reading_key
from prongsai.analyze.finding.readings import PartGap, Reading, Side
from prongsai.analyze.sentences import bar_of, score_of
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.names import figure_name, item_name
from prongsai.language.exact import half_up
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.parts.registry import Options, part
from prongsai.publish.assemble.parts.unconfirmed import Starred
from prongsai.publish.assemble.parts.wording import heading
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Paragraph, Runs, Table, cell, text_runs


@part("readings")
def readings(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """A row for each topic of which something can be read; the topics of which too little is known are named."""
    links: dict[str, list[Reading]] = {}
    for each in dossier.findings.readings:
        links.setdefault(each.link, []).append(each)
    known = {link: [one for one in found if one.kind != "unknown"] for link, found in links.items()}
    shown = {link: found for link, found in known.items() if found}
    if not shown:
        return []
    starred = Starred(dossier, figures)
    rows = tuple(_row(starred, link, found) for link, found in shown.items())
    inside, outside, disclosed = _codes(dossier)
    sides = (cell(f"ภายใน ({inside})"), cell(f"ภายนอก ({outside})"), cell(f"เปิดเผย ({disclosed})"))
    head = (cell("เรื่อง"), *sides, cell("ความหมาย"))
    columns = (Column(2.2), Column(1.3, "end"), Column(1.3, "end"), Column(1.3, "end"), Column(5.4))
    high = starred.value(bar_of("bar:high", bars().high))
    gap = starred.value(bar_of("bar:gap", bars().gap))
    blocks: list[Block] = [
        heading("การอ่านผลสามเครื่องมือร่วมกัน"),
        Paragraph(
            text_runs(
                "คะแนนในตารางเป็นค่าเฉลี่ยของข้อที่ถามหรือตรวจเรื่องเดียวกัน ถือว่าสูงเมื่อได้ตั้งแต่ ",
                *high,
                " คะแนน และถือว่าต่างกันเมื่อห่างกันตั้งแต่ ",
                *gap,
                " คะแนน (เกณฑ์การอ่านของโปรแกรม ไม่ใช่เกณฑ์ทางการ)",
            ),
            indent=True,
        ),
        Table(columns, (head,), rows),
    ]
    missing = [found[0].topic.th for link, found in links.items() if link not in shown]
    if missing:
        blocks.append(Paragraph(text_runs(f"ยังทราบคะแนนไม่ครบ จึงอ่านเทียบกันไม่ได้: {', '.join(missing)}"), style="note"))
    return starred.closed(blocks)


def _codes(dossier: Dossier) -> tuple[str, str, str]:
    """The instruments that ask inside, that ask outside, and that disclose: the first survey asks inside."""
    every = dossier.criteria.instruments.values()
    surveys = [instrument.id for instrument in every if instrument.kind == "survey"]
    disclosed = [instrument.id for instrument in every if instrument.kind == "disclosure"]
    return surveys[0], ", ".join(surveys[1:]), ", ".join(disclosed)


def _row(starred: Starred, link: str, found: list[Reading]) -> tuple[Cell, ...]:
    first = found[0]
    sides = {"inside": first.inside, "outside": first.outside, "disclosed": first.disclosed}
    return (
        cell(first.topic.th),
        *(Cell((_mean(starred, reading_key(link, name), side),)) for name, side in sides.items()),
        Cell(tuple(starred.said(each.sentence) for each in found)),
    )


def _mean(starred: Starred, key: str, side: Side) -> Runs:
    mean: Fraction | None = side.mean
    return text_runs("–") if mean is None else starred.value(score_of(key, half_up(mean)))


@part("parts_gap")
def parts_gap(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """Two parts of an instrument beside each other: as a whole, by indicator, and the items that are far apart."""
    gaps = dossier.findings.part_gaps
    if not gaps:
        return []
    starred = Starred(dossier, figures)
    private = {each.figure for each in dossier.findings.weak_items if each.private}
    shown = [
        each
        for each in gaps
        if each.figure not in dossier.criteria.items
        or (each.apart and each.first not in private and each.second not in private)
    ]
    first, second = (_part(dossier, each) for each in (shown[0].first, shown[0].second))
    head = (cell("เรื่อง"), cell(first), cell(second), cell("ต่างกัน"))
    columns = (Column(5.4), Column(1.8, "end"), Column(1.8, "end"), Column(1.6, "end"))
    rows = tuple(_gap_row(dossier, starred, each) for each in shown)
    blocks: list[Block] = [heading(f"{first} และ {second}"), Table(columns, (head,), rows)]
    told = [each for each in shown if each.apart] or shown[:1]
    blocks += [Paragraph(starred.said(each.sentence), indent=True) for each in told]
    items = [each for each in gaps if each.figure in dossier.criteria.items]
    if items and not any(each.apart for each in items):
        gap = starred.value(bar_of("bar:gap", bars().gap))
        blocks.append(Paragraph(text_runs("รายข้อทุกข้อที่ทราบคะแนนทั้งสองส่วนต่างกันไม่ถึง ", *gap, " คะแนน"), indent=True))
    return starred.closed(blocks)


def _part(dossier: Dossier, figure: FigureId) -> str:
    return figure_name(dossier.criteria, figure.part or "").th


def _gap_row(dossier: Dossier, starred: Starred, each: PartGap) -> tuple[Cell, ...]:
    item = dossier.criteria.items.get(each.figure)
    name = figure_name(dossier.criteria, each.figure).th if item is None else item_name(dossier.criteria, item).th
    gap = starred.value(each.sentence.figures["gap"])
    return (
        cell(name, bold=each.figure in dossier.criteria.instruments),
        Cell((starred.score(each.first),)),
        Cell((starred.score(each.second),)),
        Cell((gap, text_runs("ควรอ่านแยก")) if each.apart else (gap,)),
    )
