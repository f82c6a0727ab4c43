"""The survey items to work on, each with what a low score tells and the product's advice."""

from __future__ import annotations

from collections.abc import Iterable

from prongsai.analyze.finding.advice import WeakItem
from prongsai.criteria.names import figure_name, item_name
from prongsai.criteria.shapes import Instrument
from prongsai.publish.assemble.building.remedies import CAPTION, issue_of
from prongsai.publish.assemble.building.unconfirmed import Starred
from prongsai.publish.assemble.building.wording import heading, note
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
    for one in dossier.criteria.instruments.values():
        if one.kind != "survey":
            continue
        weak = [each for each in dossier.findings.weak_items if dossier.criteria.items[each.item].instrument == one.id]
        silent = silent or any(each.private for each in weak)
        public = [each for each in weak if not each.private]
        if public:
            blocks += [heading(f"{one.name.th} ({one.id})", 2), *_lowest(dossier, starred, one)]
            blocks.append(_table(dossier, starred, one, public))
    if not blocks:
        return []
    opened: list[Block] = [heading("ข้อคำถามที่ควรพัฒนา"), *blocks]
    return starred.closed([*opened, *([note(SILENT)] if silent else [])])


def _lowest(dossier: Dossier, starred: Starred, one: Instrument) -> list[Block]:
    """The lowest of the instrument and of each part, with how many answers are behind them where that may be said."""
    blocks: list[Block] = []
    several = [part.id for part in one.parts if part.id != one.id]
    said = set()
    for scope in several or [one.id]:
        low = dossier.findings.lowest_of(scope)
        if low is None or not low.public:
            continue
        runs: Runs = starred.said(low.sentence)
        for each in low.figures:
            if each.sentence is not None and each.figure not in said:
                said.add(each.figure)
                runs = (*runs, Words(" "), *starred.said(each.sentence))
        blocks.append(Paragraph(runs, indent=True))
    return blocks


def _table(dossier: Dossier, starred: Starred, one: Instrument, weak: Iterable[WeakItem]) -> Table:
    found: dict[str, list[WeakItem]] = {}
    for each in weak:
        found.setdefault(each.item, []).append(each)
    head = (cell("ข้อ"), cell("คะแนน"), cell("ประเด็นและแนวทาง"), cell("อ้างอิง"))
    columns = (Column(2.6), Column(1.9, "center"), Column(6.6), Column(1.2))
    rows = tuple(_row(dossier, starred, one, item, where) for item, where in found.items())
    return Table(columns, (head,), rows, caption=text_runs(CAPTION))


def _row(dossier: Dossier, starred: Starred, one: Instrument, item: str, where: list[WeakItem]) -> tuple[Cell, ...]:
    advice = dossier.criteria.recommendations.get(item)
    lines: list[Runs] = []
    if advice is not None:
        score = min((each.score for each in where if each.score is not None), default=None)
        lines.append((Words("ประเด็น: ", bold=True), Words(issue_of(dossier, advice, score))))
        lines += [text_runs(f"– {act}") for act in advice.advice]
    name = item_name(dossier.criteria, dossier.criteria.items[item]).th
    return (
        cell(name, bold=True),
        Cell(tuple(line for each in where for line in _scored(dossier, starred, one, each))),
        Cell(tuple(lines) or (text_runs("–"),)),
        cell(Words(", ".join(advice.refs) if advice else "–")),
    )


def _scored(dossier: Dossier, starred: Starred, one: Instrument, each: WeakItem) -> list[Runs]:
    """The score in one part, or that the assessor named the item where it is not known."""
    part_id = each.figure.part or ""
    lines: list[Runs] = [text_runs(figure_name(dossier.criteria, part_id).th)] if len(one.parts) > 1 else []
    if each.score is None:
        return [*lines, (Words("ผู้ประเมินระบุ", italic=True),)]
    return [*lines, starred.score(each.figure, bold=True)]
