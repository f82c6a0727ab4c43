"""The announcement of the year's measures."""

from __future__ import annotations

from dataclasses import replace

from prongsai.improve.plan import Headed, Row
from prongsai.language import thai_text
from prongsai.publish.assemble.building.official_papers import (
    ASSESSMENT,
    MEASURES,
    announced,
    indented,
    listed,
    paper_head,
    place_to_sign,
    said,
)
from prongsai.publish.assemble.building.plan_form import numbered, owners_of, same_period
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.official.powers import authority
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Paragraph, Runs, Words


def announcement(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The announcement of the year's measures: reason, power, a clause for each measure, who reports, since when."""
    if dossier.plan is None or not dossier.plan.rows:
        return []
    has_number = dossier.document is not None and dossier.document.announcement_number == "yes"
    blocks: list[Block] = paper_head(f"ประกาศ{dossier.agency}", said(dossier, MEASURES), numbered=has_number)
    if dossier.plan.year != dossier.facts.year and (score := announced(dossier, figures)):
        opening = said(dossier, f"ตามที่{{body}}จัดให้มี{ASSESSMENT} ประจำปีงบประมาณ พ.ศ. {{year}} และ{{agency}}")
        blocks.append(indented(opening, score, " นั้น"))
    power = authority(dossier)
    aim = said(dossier, "เพื่อให้การยกระดับคุณธรรมและความโปร่งใสในการดำเนินงานของ{agency}เป็นไปอย่างต่อเนื่องและเกิดผลเป็นรูปธรรม ")
    so = said(
        dossier,
        f"{{agency}}จึงประกาศ{MEASURES} เพื่อให้ส่วนราชการในสังกัดถือปฏิบัติ และแจ้งให้ประชาชนทราบโดยทั่วกัน ดังต่อไปนี้",
    )
    blocks.append(indented(aim, (*power, Words(" ")) if power else "", so))
    together = same_period(dossier.plan)
    for number, row in enumerate(dossier.plan.rows, 1):
        blocks += _clause(dossier, number, row, when=not together)
    last = len(dossier.plan.rows) + 1
    report = said(dossier, "ให้ส่วนราชการผู้รับผิดชอบดำเนินการตามมาตรการ รายงานผลการดำเนินการต่อ{head} และเผยแพร่ผลให้ประชาชนทราบ")
    if together:
        blocks.append(indented(_number(last), f"ระยะเวลาดำเนินการตามข้อ 1 ถึงข้อ {last - 1} ได้แก่ {together}"))
        last += 1
    blocks.append(indented(_number(last), report))
    blocks.append(indented("ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป", stays=True))
    return [*blocks, *place_to_sign(dossier, "ประกาศ ณ วันที่")]


def _number(number: int) -> Runs:
    return (Words(f"ข้อ {number} ", bold=True),)


def _clause(dossier: Dossier, number: int, row: Row, *, when: bool) -> list[Block]:
    """The clause of a row with its measures; who is responsible and ``when`` stays on the page of the last of them."""
    lead = _number(number)
    made: list[Block]
    if len(row.measures) == 1:
        made = _only(lead, row.measures[0])
    else:
        made = [indented(lead, _about(dossier, row), stays=True)]
        for at, one in enumerate(row.measures, 1):
            made += _only((Words(f"({at}) "),), one)
    told = [f"ผู้รับผิดชอบ {listed(owners_of(row))}" if owners_of(row) else ""]
    told.append(f"ระยะเวลา {row.period.text}" if row.period and when else "")
    text = " ".join(phrase for phrase in told if phrase)
    if not text:
        return made
    last = made[-1]
    assert isinstance(last, Paragraph)
    return [*made[:-1], replace(last, stays=True), indented(text)]


def _about(dossier: Dossier, row: Row) -> str:
    """What the several measures of a row are for, where it names an indicator; else that there are several."""
    known = dossier.criteria.indicators
    names = [known[number].name.th for number in row.indicators if number in known]
    return f"มาตรการด้าน{thai_text.listed(names)} ประกอบด้วย" if names else "ให้ดำเนินการตามมาตรการ ดังต่อไปนี้"


def _only(lead: Runs, measure: str | Headed) -> list[Block]:
    """A measure behind its number; points under a heading stand below it."""
    if isinstance(measure, str):
        return [indented(lead, measure)]
    head = indented(lead, (Words(measure.heading, bold=True),), stays=True)
    return [head, *(Paragraph(line, indent=True) for line in numbered(measure.points))]
