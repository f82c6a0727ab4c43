"""The disclosure answers to copy into ITAS."""

from __future__ import annotations

from prongsai.criteria.names import titled
from prongsai.publish.assemble.building.wording import (
    SHORT_DOTS,
    filled,
    heading,
    note,
)
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Runs, Table, Words, cell, text_runs


def answers(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The disclosure answers to copy into ITAS: item, address, explanation, and a box to tick when entered."""
    rows: list[tuple[Cell, ...]] = []
    for item in dossier.criteria.items.values():
        if dossier.criteria.instruments[item.instrument].kind != "disclosure":
            continue
        disclosed = dossier.facts.disclosure.get(item.id)
        urls = disclosed.urls if disclosed else ()
        lines: tuple[Runs, ...] = tuple((Words(url, verbatim=True),) for url in urls) or (text_runs(SHORT_DOTS),)
        told = disclosed.explanation if disclosed else None
        explained = tuple(text_runs(line) for line in (told or "").splitlines() if line.strip())
        rows.append(
            (
                cell(item.id),
                cell(titled(dossier.criteria, item.wording)),
                Cell(lines),
                Cell(explained or (text_runs(SHORT_DOTS),)),
                cell("☐"),
            )
        )
    if not rows:
        return []
    head = (cell("ข้อ"), cell("หัวข้อ"), cell("URL"), cell("คำอธิบาย"), cell("กรอกแล้ว"))
    columns = (Column(0.9, "center"), Column(4), Column(5), Column(5), Column(1.2, "center"))
    form = next(one.name.th for one in dossier.criteria.instruments.values() if one.kind == "disclosure")
    title = filled(dossier, f"คำตอบ{form} (OIT) ของ{{agency}} ปีงบประมาณ พ.ศ. {{year}} สำหรับกรอกในระบบ ITAS")
    told = "ที่อยู่และคำอธิบายรายข้อสำหรับกรอกในระบบ ITAS (เอกสารใช้ภายใน ไม่ต้องเผยแพร่)"
    how = "ให้คัดลอก URL และคำอธิบายทีละข้อลงในระบบ ITAS แล้วทำเครื่องหมายในช่องสุดท้าย"
    return [heading(title), Table(columns, (head,), tuple(rows), caption=text_runs(told), wide=True), note(how)]
