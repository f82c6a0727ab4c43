"""Official papers that follow from a plan: the order that assigns disclosure items, the announcement, the answers."""

from __future__ import annotations

from prongsai.criteria.names import titled
from prongsai.criteria.shapes import Criteria
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.parts.plan import owners_of
from prongsai.publish.assemble.parts.registry import Options, part
from prongsai.publish.assemble.parts.wording import (
    DATE_DOTS,
    DOTS,
    SHORT_DOTS,
    filled,
    head_of_agency,
    heading,
    level_runs,
    plan_year,
    prose,
)
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Paragraph, Runs, Signature, Table, Words, cell, text_runs

DUTIES = (
    "จัดทำข้อมูลให้ครบองค์ประกอบตามหลักเกณฑ์ของปีงบประมาณ พ.ศ. {plan_year} และเป็นปัจจุบัน",
    "เผยแพร่ข้อมูลบนเว็บไซต์หลักของหน่วยงาน และดูแลให้เข้าถึงได้ตลอดเวลา",
    "ตรวจข้อมูลส่วนบุคคลก่อนเผยแพร่ เช่น เลขประจำตัวประชาชน ลายมือชื่อ หมายเลขบัญชี และรายละเอียดของผู้ร้องเรียน",
    "แจ้ง URL และคำอธิบายของแต่ละข้อแก่ผู้ประสานงาน ITA ก่อนวันปิดรับคำตอบของระบบ ITAS",
)


@part("order")
def order(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The order that gives each disclosure item to a unit: the plan's owners, else a dotted line to fill in."""
    criteria = _year(dossier)
    year = plan_year(dossier)
    subject = filled(
        dossier,
        "มอบหมายหน้าที่ความรับผิดชอบจัดทำข้อมูลตามแบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) "
        "ประกอบการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. {plan_year}",
    )
    blocks: list[Block] = _head(f"คำสั่ง{dossier.agency}", f"ที่ {SHORT_DOTS}/{year}", subject)
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
    return [*blocks, *_signed(dossier, "สั่ง ณ วันที่")]


def _year(dossier: Dossier) -> Criteria:
    """The edition of the year that the order is for, where it is known; else this year's."""
    return dossier.next_criteria or dossier.criteria


def _head(title: str, number: str | None, subject: str) -> list[Block]:
    lines = [(title, True), *(((number, False),) if number else ()), (f"เรื่อง {subject}", True), ("─" * 12, False)]
    return [Paragraph((Words(text, bold=bold),), align="center") for text, bold in lines]


def _signed(dossier: Dossier, words: str) -> list[Block]:
    lines = (f"({DOTS})", head_of_agency(dossier.facts.agency))
    return [Paragraph(text_runs(f"{words} {DATE_DOTS}"), align="center"), Signature(lines)]


def _assigned(dossier: Dossier, criteria: Criteria) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in criteria.indicators.values():
        if criteria.instruments[one.instrument].kind != "disclosure":
            continue
        groups = [criteria.sub_indicators[each] for each in one.sub_indicators]
        named = [(f"{each.id} {each.name.th}", each.items) for each in groups]
        for name, items in named or [(f"ตัวชี้วัดที่ {one.id} {one.name.th}", one.items)]:
            rows.append((cell(name, span=3, bold=True, align="start"),))
            for item in items:
                units = _units(dossier, criteria, item)
                lines = tuple(text_runs(each) for each in units) or (text_runs(SHORT_DOTS),)
                rows.append((cell(item), cell(titled(criteria, criteria.items[item].wording)), Cell(lines)))
    head = (cell("ข้อ"), cell("ข้อมูลที่ต้องเผยแพร่"), cell("ส่วนราชการผู้รับผิดชอบ"))
    return Table((Column(1, "center"), Column(6.4), Column(4)), (head,), tuple(rows))


def _units(dossier: Dossier, criteria: Criteria, item: str) -> tuple[str, ...]:
    """The units that the plan names for an item, by the item's id in the year that was assessed."""
    ids = {item}
    walk = criteria.crosswalk
    if criteria is not dossier.criteria and walk is not None and walk.previous == dossier.criteria.id:
        ids = {before for each in walk.items if each.here == item for before in each.there}
    rows = dossier.plan.rows if dossier.plan else ()
    return tuple(dict.fromkeys(unit for row in rows if ids & set(row.items) for unit in owners_of(row)))


@part("announcement")
def announcement(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The announcement of the year's measures, numbered, with owners and period."""
    if dossier.plan is None or not dossier.plan.rows:
        return []
    subject = filled(dossier, "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {plan_year}")
    blocks: list[Block] = _head(f"ประกาศ{dossier.agency}", None, subject)
    if figures.has("total") and dossier.plan.year != dossier.facts.year:
        by_rules, said = dossier.scorecard.level.computed, dossier.scorecard.level.name
        # Nobody announces a level and in the same breath another one.
        level = level_runs(dossier, figures) if by_rules in (None, said) else ()
        opening = filled(
            dossier, "ตามที่{agency}เข้ารับการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. {year} ได้คะแนนรวม "
        )
        runs: Runs = text_runs(opening, figures.score("total"), " คะแนน", *((" ", *level) if level else ()))
        blocks.append(Paragraph(runs, indent=True))
    blocks += prose(
        filled(
            dossier,
            "เพื่อยกระดับคุณธรรมและความโปร่งใสในการดำเนินงาน {agency}จึงประกาศมาตรการ ประจำปีงบประมาณ พ.ศ. {plan_year} "
            "ให้ส่วนราชการในสังกัดถือปฏิบัติ และให้ประชาชนทราบโดยทั่วกัน ดังนี้",
        )
    )
    for number, row in enumerate(dossier.plan.rows, 1):
        measures = " / ".join(row.measures)
        blocks.append(Paragraph((Words(f"ข้อ {number} ", bold=True), Words(measures)), indent=True))
        told = [f"ผู้รับผิดชอบ {', '.join(owners_of(row))}" if owners_of(row) else ""]
        told.append(f"ระยะเวลา {row.period.text}" if row.period else "")
        text = " ".join(each for each in told if each)
        blocks += prose(text) if text else []
    blocks += prose("ให้ผู้รับผิดชอบรายงานผลการดำเนินการต่อผู้บริหาร และเผยแพร่ผลให้ประชาชนทราบ")
    return [*blocks, *_signed(dossier, "ประกาศ ณ วันที่")]


@part("answers")
def answers(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The disclosure answers to copy into ITAS: item, address, explanation, and a box to tick when entered."""
    rows: list[tuple[Cell, ...]] = []
    for item in dossier.criteria.items.values():
        if dossier.criteria.instruments[item.instrument].kind != "disclosure":
            continue
        found = dossier.facts.disclosure.get(item.id)
        urls = found.urls if found else ()
        lines: tuple[Runs, ...] = tuple((Words(url, verbatim=True),) for url in urls) or (text_runs(SHORT_DOTS),)
        told = found.explanation if found else None
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
    title = filled(
        dossier, "คำตอบแบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) ของ{agency} ปีงบประมาณ พ.ศ. {year} สำหรับกรอกในระบบ ITAS"
    )
    told = "คัดลอก URL และคำอธิบายทีละข้อลงในระบบ ITAS แล้วทำเครื่องหมายในช่องสุดท้าย เอกสารนี้ใช้ภายใน ไม่ต้องเผยแพร่"
    return [heading(title), Table(columns, (head,), tuple(rows), caption=text_runs(told), wide=True)]
