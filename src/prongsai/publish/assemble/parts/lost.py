"""Disclosure items that lost points: what to publish, and how many points of the total are at stake."""

from __future__ import annotations

from prongsai.analyze.finding.disclosure import Loss, regained
from prongsai.criteria.names import item_name
from prongsai.criteria.shapes import Certainty, Element
from prongsai.publish.assemble.building.called import called
from prongsai.publish.assemble.building.remedies import acts_for, caption
from prongsai.publish.assemble.building.unconfirmed import STAR, Starred
from prongsai.publish.assemble.building.wording import heading, joined, note
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Paragraph, Runs, Table, Words, cell, text_runs

ESTIMATE = "ค่าประมาณ ไม่ใช่ตัวเลขทางการ"
# Said of an element that a public source does not confirm.
_MARKS: dict[Certainty, str] = {
    "confirmed": "",
    "inferred": " (อนุมาน)",
    "recollection": " (รอยืนยัน)",
    "unknown": " (ไม่ทราบ)",
}


def lost(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """A table of the items, most at stake first, and what all of them together would add; never for perceptions."""
    losses = dossier.findings.losses
    if not losses:
        return []
    starred = Starred(dossier, figures)
    blocks: list[Block] = [heading(called(dossier, "ข้อ OIT ที่ไม่ได้คะแนนเต็ม และสิ่งที่ต้องเผยแพร่"))]
    together = regained(losses)
    if together is not None:
        blocks.append(Paragraph(starred.said(together), indent=True))
    head = (cell("ข้อ"), cell("คะแนนที่ได้"), cell("คะแนนรวมที่จะเพิ่มขึ้น"), cell("สิ่งที่ต้องเผยแพร่"))
    columns = (Column(2.6), Column(1.3, "end"), Column(1.9, "end"), Column(6.6))
    rows = tuple(_row(dossier, starred, loss) for loss in losses)
    above = caption(dossier, (acts_for(dossier, loss.item) for loss in losses))
    blocks.append(Table(columns, (head,), rows, caption=text_runs(above) if above else ()))
    if dossier.clean:
        return starred.closed(blocks)
    if any(loss.certainty not in (None, "confirmed") for loss in losses):
        blocks.append(note(f"คะแนนรวมที่จะเพิ่มขึ้นซึ่งมีเครื่องหมาย * เป็น{ESTIMATE} เพราะน้ำหนักรายข้อหรือวิธีคิดยังไม่ยืนยัน"))
    if any(element.origin.certainty != "confirmed" for loss in losses for element in loss.elements):
        blocks.append(
            note("องค์ประกอบที่มีคำว่า (อนุมาน) หรือ (รอยืนยัน) ยังไม่พบในเอกสารเผยแพร่ทางการ ให้ตรวจกับคู่มือการประเมินของปีก่อนใช้")
        )
    blocks.append(note(called(dossier, "ไม่แสดงคะแนนรวมที่จะเพิ่มขึ้นของแบบวัดการรับรู้ (IIT และ EIT) เพราะอาจเป็นการชี้นำผู้ตอบ")))
    return starred.closed(blocks)


def _row(dossier: Dossier, starred: Starred, loss: Loss) -> tuple[Cell, ...]:
    name = item_name(dossier.criteria, dossier.criteria.items[loss.item]).th
    stake = loss.sentence.figures.get("stake")
    return (
        cell(name, bold=True),
        Cell((starred.score(loss.figure),)),
        Cell((starred.value(stake),) if stake is not None else (text_runs("ไม่ทราบน้ำหนัก"),)),
        Cell(tuple(_todo(dossier, loss)) or (text_runs("ให้ตรวจองค์ประกอบในคู่มือการประเมินของปี"),)),
    )


def _todo(dossier: Dossier, loss: Loss) -> list[Runs]:
    """The assessor's reason where it is known, our advice, and what the item has to show."""
    lines: list[Runs] = []
    marked = dossier.facts.disclosure.get(loss.item)
    for label, text in (("เหตุผลของผู้ประเมิน", marked.reason), ("ข้อเสนอแนะของผู้ประเมิน", marked.advice)) if marked else ():
        if text:
            lines.append((Words(f"{label}: ", bold=True), Words(text)))
    lines += [text_runs(f"– {act}") for act in acts_for(dossier, loss.item)]
    if loss.elements:
        lines.append(
            (
                Words("องค์ประกอบที่ต้องมี: ", bold=True),
                *joined([_element(dossier, element) for element in loss.elements], "; "),
            )
        )
    return lines


def _element(dossier: Dossier, element: Element) -> Runs:
    """What an item has to show, with its condition and how surely it is known: in what is signed a star says that."""
    condition = f" ({element.condition})" if element.condition else ""
    mark = _MARKS[element.origin.certainty]
    if dossier.clean:
        return (Words(f"{element.text}{condition}"), *((STAR,) if mark else ()))
    return text_runs(f"{element.text}{condition}{mark}")
