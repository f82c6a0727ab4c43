"""The order that gives each disclosure item to a unit."""

from __future__ import annotations

from prongsai.criteria.names import titled
from prongsai.criteria.shapes import Criteria
from prongsai.language.calendar import full_date
from prongsai.publish.assemble.building.official_papers import (
    ASSESSMENT,
    indented,
    numbered_lines,
    paper_head,
    place_to_sign,
    said,
)
from prongsai.publish.assemble.building.wording import SHORT_DOTS
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.official.assigning import Responsible, responsible
from prongsai.publish.assemble.official.powers import authority, to_confirm
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Table, cell, text_runs

DUTIES = (
    "จัดทำข้อมูลในข้อที่ได้รับมอบหมายให้ครบองค์ประกอบตามหลักเกณฑ์การประเมินของปีงบประมาณ พ.ศ. {plan_year} และปรับปรุงให้เป็นปัจจุบัน",
    "เผยแพร่ข้อมูลบนเว็บไซต์หลักของหน่วยงาน และดูแลให้ประชาชนเข้าถึงได้ตลอดเวลา",
    "ตรวจสอบข้อมูลส่วนบุคคลก่อนเผยแพร่ เช่น เลขประจำตัวประชาชน ลายมือชื่อ หมายเลขบัญชีธนาคาร และรายละเอียดของผู้ร้องเรียน",
    "แจ้งที่อยู่ของข้อมูล (URL) และคำอธิบายของแต่ละข้อต่อผู้ประสานงานการประเมินของหน่วยงาน ก่อนสิ้นสุดระยะเวลาตอบแบบ OIT ในระบบ ITAS",
)


def order(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The order that gives each disclosure item to a unit; a dotted line where nobody is known."""
    criteria = _year(dossier)
    # What the instrument is called changed over the years.
    form = next(one.name.th for one in criteria.instruments.values() if one.kind == "disclosure")
    subject = f"มอบหมายหน้าที่ความรับผิดชอบในการจัดทำและเผยแพร่ข้อมูลตาม{form} (OIT) ประจำปีงบประมาณ พ.ศ. {{plan_year}}"
    blocks: list[Block] = paper_head(f"คำสั่ง{dossier.agency}", said(dossier, subject), numbered=True)
    before = (
        f"ตามที่{{body}}จัดให้มี{ASSESSMENT} เป็นประจำทุกปี ซึ่งกำหนดให้หน่วยงานเผยแพร่ข้อมูลตาม{form} "
        "(Open Data Integrity and Transparency Assessment: OIT) บนเว็บไซต์หลักของหน่วยงานเป็นรายข้อ นั้น"
    )
    power = authority(dossier, needed=True)
    aim = (
        "เพื่อให้การจัดทำและเผยแพร่ข้อมูลของ{agency} ประจำปีงบประมาณ พ.ศ. {plan_year} เป็นไปด้วยความถูกต้อง ครบถ้วน และทันกำหนดเวลา "
    )
    so = "จึงมอบหมายให้ส่วนราชการรับผิดชอบการจัดทำและเผยแพร่ข้อมูลเป็นรายข้อ ดังต่อไปนี้"
    blocks += [
        indented(said(dossier, before)),
        indented(said(dossier, aim), (*power, *text_runs(" ")) if power else "", so),
        _assigned(dossier, criteria),
        indented("ให้ส่วนราชการที่ได้รับมอบหมายมีหน้าที่ ดังต่อไปนี้", stays=True),
        *numbered_lines(text_runs(said(dossier, text)) for text in DUTIES),
        indented("ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป", stays=True),
    ]
    return [*blocks, *place_to_sign(dossier, "สั่ง ณ วันที่")]


def _year(dossier: Dossier) -> Criteria:
    """The edition of the year that the order is for, where it is known; else this year's."""
    return dossier.next_criteria or dossier.criteria


def _assigned(dossier: Dossier, criteria: Criteria) -> Table:
    ends = _deadline(dossier)
    columns = (Column(1, "center"), Column(6.0), Column(4), *((Column(3),) if ends else ()))
    rows: list[tuple[Cell, ...]] = []
    for indicator in criteria.indicators.values():
        if criteria.instruments[indicator.instrument].kind != "disclosure":
            continue
        groups = [criteria.sub_indicators[number] for number in indicator.sub_indicators]
        named = [(f"{group.id} {group.name.th}", group.items) for group in groups]
        for name, items in named or [(f"ตัวชี้วัดที่ {indicator.id} {indicator.name.th}", indicator.items)]:
            rows.append((cell(name, span=len(columns), bold=True, align="start"),))
            for item in items:
                units = _units(dossier, responsible(dossier, criteria, item))
                told = (cell(item), cell(titled(criteria, criteria.items[item].wording)), units)
                rows.append((*told, cell(ends)) if ends else told)
    head = (cell("ข้อ"), cell("ข้อมูลที่ต้องเผยแพร่"), cell("ส่วนราชการผู้รับผิดชอบ"))
    return Table(columns, ((*head, cell("กำหนดแล้วเสร็จ")) if ends else head,), tuple(rows))


def _units(dossier: Dossier, found: Responsible) -> Cell:
    lines = [text_runs(unit) for unit in found.units] or [text_runs(SHORT_DOTS)]
    if found.proposed and found.units:
        lines[-1] = (*lines[-1], *to_confirm(dossier))
    return Cell(tuple(lines))


def _deadline(dossier: Dossier) -> str:
    """The last day on which that year's items are filed, where its calendar has it; else empty: nothing is reckoned in
    what is signed."""
    deadline = dossier.deadline
    return full_date(deadline.day) if deadline is not None and not deadline.reckoned else ""
