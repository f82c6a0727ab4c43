"""The survey items to work on, each with what a low score tells and the product's advice."""

from __future__ import annotations

from collections.abc import Iterable

from prongsai.analyze.finding.advice import WeakItem
from prongsai.criteria.names import figure_name, item_name
from prongsai.criteria.shapes import Instrument
from prongsai.publish.assemble.building.remedies import acts_for, caption, issue_of, taken
from prongsai.publish.assemble.building.unconfirmed import Starred
from prongsai.publish.assemble.building.wording import heading, note, reference_name
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Paragraph, Runs, Table, Words, cell, text_runs

SILENT = (
    "ไม่วิเคราะห์เป็นรายข้อในส่วนที่ผู้ตอบซึ่งไม่ให้คะแนนเต็มอาจมีเพียงคนเดียว เพื่อมิให้ย้อนไปถึงตัวผู้ตอบ "
    "ข้อเหล่านั้นได้คะแนนเต็มหรือเกือบเต็ม หรือมีผู้ตอบน้อยเกินไป"
)


def low_items(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """A table for each survey instrument; items that rest on one respondent are neither named nor advised on."""
    starred = Starred(dossier, figures)
    blocks: list[Block] = []
    silent = False
    for instrument in dossier.criteria.instruments.values():
        if instrument.kind != "survey":
            continue
        weak = [
            weak_item
            for weak_item in dossier.findings.weak_items
            if dossier.criteria.items[weak_item.item].instrument == instrument.id
        ]
        silent = silent or any(weak_item.private for weak_item in weak)
        public = [weak_item for weak_item in weak if not weak_item.private]
        if public:
            blocks += [heading(f"{instrument.name.th} ({instrument.id})", 2), *_lowest(dossier, starred, instrument)]
            blocks.append(_table(dossier, starred, instrument, public))
    if not blocks:
        return []
    opened: list[Block] = [heading("ข้อคำถามที่ควรพัฒนา"), *blocks]
    return starred.closed([*opened, *([note(SILENT)] if silent else [])])


def _lowest(dossier: Dossier, starred: Starred, instrument: Instrument) -> list[Block]:
    """The lowest of the instrument and of each part, with how many answers are behind them where that may be said."""
    blocks: list[Block] = []
    several = [part.id for part in instrument.parts if part.id != instrument.id]
    said = set()
    for scope in several or [instrument.id]:
        low = dossier.findings.lowest_of(scope)
        if low is None or not low.public:
            continue
        runs: Runs = starred.said(low.sentence)
        for least in low.figures:
            if least.sentence is not None and not least.few and least.figure not in said:
                said.add(least.figure)
                runs = (*runs, Words(" "), *starred.said(least.sentence))
        blocks.append(Paragraph(runs, indent=True))
    return blocks


def _table(dossier: Dossier, starred: Starred, instrument: Instrument, weak: Iterable[WeakItem]) -> Table:
    by_item: dict[str, list[WeakItem]] = {}
    for weak_item in weak:
        by_item.setdefault(weak_item.item, []).append(weak_item)
    head = (cell("ข้อ"), cell("คะแนน"), cell("ประเด็นและแนวทาง"), cell("อ้างอิง"))
    columns = (Column(2.4), Column(1.7, "center"), Column(6.0), Column(2.4))
    rows = tuple(_row(dossier, starred, instrument, item, where) for item, where in by_item.items())
    above = caption(dossier, (acts_for(dossier, item) for item in by_item))
    return Table(columns, (head,), rows, caption=text_runs(above) if above else ())


def _row(
    dossier: Dossier, starred: Starred, instrument: Instrument, item: str, where: list[WeakItem]
) -> tuple[Cell, ...]:
    advice = dossier.criteria.recommendations.get(item)
    lines: list[Runs] = []
    if advice is not None and taken(dossier, item):
        score = min((weak_item.score for weak_item in where if weak_item.score is not None), default=None)
        if not any(weak_item.few for weak_item in where):
            lines.append((Words("ประเด็น: ", bold=True), Words(issue_of(dossier, advice, score))))
        lines += [text_runs(f"– {act}") for act in advice.advice]
    name = item_name(dossier.criteria, dossier.criteria.items[item]).th
    return (
        cell(name, bold=True),
        Cell(tuple(line for weak_item in where for line in _scored(dossier, starred, instrument, weak_item))),
        Cell(tuple(lines) or (text_runs("–"),)),
        Cell(tuple(text_runs(reference_name(dossier, ref)) for ref in advice.refs) if advice else (text_runs("–"),)),
    )


def _scored(dossier: Dossier, starred: Starred, instrument: Instrument, weak_item: WeakItem) -> list[Runs]:
    """The score in one part, or that the assessor named the item where it is not known."""
    part_id = weak_item.figure.part or ""
    lines: list[Runs] = [text_runs(figure_name(dossier.criteria, part_id).th)] if len(instrument.parts) > 1 else []
    if weak_item.score is None:
        return [*lines, (Words("ผู้ประเมินระบุ", italic=True),)]
    return [*lines, starred.score(weak_item.figure, bold=True)]
