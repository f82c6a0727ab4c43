"""The order that gives each disclosure item to a unit."""

from __future__ import annotations

from prongsai.criteria.names import titled
from prongsai.criteria.shapes import Criteria
from prongsai.publish.assemble.building.official_papers import paper_head, place_to_sign
from prongsai.publish.assemble.building.plan_form import owners_of
from prongsai.publish.assemble.building.wording import (
    SHORT_DOTS,
    filled,
    plan_year,
    prose,
)
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Paragraph, Table, cell, text_runs

DUTIES = (
    "จัดทำข้อมูลให้ครบองค์ประกอบตามหลักเกณฑ์ของปีงบประมาณ พ.ศ. {plan_year} และเป็นปัจจุบัน",
    "เผยแพร่ข้อมูลบนเว็บไซต์หลักของหน่วยงาน และดูแลให้เข้าถึงได้ตลอดเวลา",
    "ตรวจข้อมูลส่วนบุคคลก่อนเผยแพร่ เช่น เลขประจำตัวประชาชน ลายมือชื่อ หมายเลขบัญชี และรายละเอียดของผู้ร้องเรียน",
    "แจ้ง URL และคำอธิบายของแต่ละข้อแก่ผู้ประสานงาน ITA ก่อนวันปิดรับคำตอบของระบบ ITAS",
)


def order(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The order that gives each disclosure item to a unit: the plan's owners, else a dotted line to fill in."""
    criteria = _year(dossier)
    year = plan_year(dossier)
    subject = filled(
        dossier,
        "มอบหมายหน้าที่ความรับผิดชอบจัดทำข้อมูลตามแบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) "
        "ประกอบการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. {plan_year}",
    )
    blocks: list[Block] = paper_head(f"คำสั่ง{dossier.agency}", f"ที่ {SHORT_DOTS}/{year}", subject)
    blocks += prose(
        filled(
            dossier,
            "ด้วยหน่วยงานภาครัฐต้องเข้ารับการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน (ITA) ประจำปีงบประมาณ พ.ศ. {plan_year} "
            "ซึ่งมีแบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) ที่ต้องเผยแพร่ข้อมูลบนเว็บไซต์หลักของหน่วยงานเป็นรายข้อ\n"
            "เพื่อให้การจัดทำและเผยแพร่ข้อมูลถูกต้อง ครบถ้วน และทันกำหนดเวลา จึงมอบหมายให้ส่วนราชการรับผิดชอบรายข้อ ดังนี้",
        )
    )
    blocks.append(_assigned(dossier, criteria))
    blocks += prose("ให้ผู้รับผิดชอบมีหน้าที่ ดังนี้")
    blocks += [
        Paragraph(text_runs(f"{number}. {filled(dossier, text)}"), indent=True) for number, text in enumerate(DUTIES, 1)
    ]
    blocks += prose("ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป")
    return [*blocks, *place_to_sign(dossier, "สั่ง ณ วันที่")]


def _year(dossier: Dossier) -> Criteria:
    """The edition of the year that the order is for, where it is known; else this year's."""
    return dossier.next_criteria or dossier.criteria


def _assigned(dossier: Dossier, criteria: Criteria) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for indicator in criteria.indicators.values():
        if criteria.instruments[indicator.instrument].kind != "disclosure":
            continue
        groups = [criteria.sub_indicators[number] for number in indicator.sub_indicators]
        named = [(f"{group.id} {group.name.th}", group.items) for group in groups]
        for name, items in named or [(f"ตัวชี้วัดที่ {indicator.id} {indicator.name.th}", indicator.items)]:
            rows.append((cell(name, span=3, bold=True, align="start"),))
            for item in items:
                units = _units(dossier, criteria, item)
                lines = tuple(text_runs(unit) for unit in units) or (text_runs(SHORT_DOTS),)
                rows.append((cell(item), cell(titled(criteria, criteria.items[item].wording)), Cell(lines)))
    head = (cell("ข้อ"), cell("ข้อมูลที่ต้องเผยแพร่"), cell("ส่วนราชการผู้รับผิดชอบ"))
    return Table((Column(1, "center"), Column(6.4), Column(4)), (head,), tuple(rows))


def _units(dossier: Dossier, criteria: Criteria, item: str) -> tuple[str, ...]:
    """The units that the plan names for an item, by the item's id in the year that was assessed."""
    ids = {item}
    walk = criteria.crosswalk
    if criteria is not dossier.criteria and walk is not None and walk.previous == dossier.criteria.id:
        ids = {before for pair in walk.items if pair.here == item for before in pair.there}
    rows = dossier.plan.rows if dossier.plan else ()
    return tuple(dict.fromkeys(unit for row in rows if ids & set(row.items) for unit in owners_of(row)))
