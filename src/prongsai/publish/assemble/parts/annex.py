"""The annex: what the agency's own document says and its numbers do not."""

from __future__ import annotations

from prongsai.analyze.contradictions import Contradiction
from prongsai.publish.assemble.building.wording import heading
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import (
    Block,
    Cell,
    Column,
    Paragraph,
    Runs,
    Table,
    Words,
    cell,
    text_runs,
)


def annex(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """What the agency's own document says and its numbers do not; only where a document asks for it."""
    found = dossier.contradictions
    if not found:
        return []
    head = (cell("ตำแหน่ง"), cell("ข้อความเดิม"), cell("ข้อความที่ถูกต้อง"), cell("เหตุผล"))
    columns = (Column(2.2), Column(3), Column(3), Column(3.4))
    said = "เอกสารฉบับนี้ใช้ตัวเลขชุดเดียวตลอดทั้งฉบับ ข้อความต่อไปนี้ในเอกสารเดิมไม่ตรงกับตัวเลขหรือเกณฑ์ จึงแก้ไขให้ตรงกัน"
    return [
        heading("บัญชีข้อความที่แก้ไขจากเอกสารเดิม"),
        Paragraph(text_runs(said), indent=True),
        Table(columns, (head,), tuple(_wrong(each) for each in found)),
    ]


def _wrong(each: Contradiction) -> tuple[Cell, ...]:
    says: list[Runs] = [text_runs(each.says.th)]
    if each.quote and each.quote not in each.says.th:
        says.append((Words(f"“{each.quote}”", italic=True),))
    return (cell(_where(each)), Cell(tuple(says)), cell(each.so.th), cell(each.why.th))


def _where(each: Contradiction) -> str:
    """The place in words: of what stands in no document the section of the file is named."""
    section, _, rest = each.where.partition(".")
    if section.startswith("published"):
        return "ผลที่ประกาศ"
    if section == "answers":
        return f"ข้อมูลผู้ตอบ {rest.partition('.')[0]}"
    if section == "plan":
        number, _, words = rest.removeprefix("rows").removeprefix(".").partition(":")
        return f"แผน แถวที่ {number}{words}" if number.isdigit() else "แผน"
    return each.where
