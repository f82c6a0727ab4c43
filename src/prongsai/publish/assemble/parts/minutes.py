"""The minutes of the meeting that takes note of the result and weighs the measures (form 11)."""

from __future__ import annotations

from prongsai.publish.assemble.building.official_papers import indented, said
from prongsai.publish.assemble.building.plan_form import entries, owners_of
from prongsai.publish.assemble.building.usual_memo import usual_facts
from prongsai.publish.assemble.building.wording import DOTS, NAME_DOTS, SHORT_DOTS
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import has
from prongsai.publish.assemble.official.people import WORKING_GROUP, working_group
from prongsai.publish.assemble.official.powers import to_confirm
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Paragraph, Runs, Signature, Table, Words, cell, text_runs

_SEEN = "รายละเอียดปรากฏตามเอกสารประกอบการประชุม"
_NONE = ".......... น."
_REPORTED = "เลขานุการรายงานให้ที่ประชุมทราบว่า"


def minutes(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The minutes with what is known of result and plan; who came, when, and what was resolved is left to write."""
    if not (has(dossier, "scores") or has(dossier, "plan")):
        return []
    return [
        *_head(dossier),
        *_people("ผู้มาประชุม", len(working_group(dossier))),
        *_people("ผู้ไม่มาประชุม (ถ้ามี)", 2),
        *_people("ผู้เข้าร่วมประชุม (ถ้ามี)", 2),
        Paragraph((Words("เริ่มประชุมเวลา ", bold=True), Words(_NONE))),
        indented(f"เมื่อที่ประชุมพร้อมแล้ว {DOTS} ประธานในที่ประชุม กล่าวเปิดประชุม และดำเนินการประชุมตามระเบียบวาระ ดังนี้"),
        _agenda(1, "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ"),
        *_told_by_hand("ประธานแจ้งให้ที่ประชุมทราบว่า"),
        _resolved(dossier, "รับทราบ"),
        _agenda(2, "เรื่องรับรองรายงานการประชุมครั้งที่แล้ว"),
        indented(f"เลขานุการเสนอรายงานการประชุมครั้งที่ {SHORT_DOTS} เมื่อวันที่ {SHORT_DOTS} ให้ที่ประชุมพิจารณารับรอง"),
        _resolved(dossier, "รับรองรายงานการประชุมโดยไม่มีการแก้ไข"),
        _agenda(3, "เรื่องที่เสนอให้ที่ประชุมทราบ"),
        *_facts(dossier, figures),
        _resolved(dossier, "รับทราบ"),
        _agenda(4, "เรื่องที่เสนอให้ที่ประชุมพิจารณา"),
        *_measures(dossier),
        _resolved(dossier, "เห็นชอบตามเสนอ"),
        _agenda(5, "เรื่องอื่น ๆ (ถ้ามี)"),
        *_told_by_hand("ผู้มาประชุมเสนอว่า"),
        _resolved(dossier, ""),
        Paragraph((Words("เลิกประชุมเวลา ", bold=True), Words(_NONE)), stays=True),
        Signature((f"({DOTS})", f"ตำแหน่ง {SHORT_DOTS}", "ผู้จดรายงานการประชุม")),
        Signature((f"({DOTS})", f"ตำแหน่ง {SHORT_DOTS}", "ผู้ตรวจรายงานการประชุม")),
    ]


def _head(dossier: Dossier) -> list[Block]:
    lines: tuple[Runs, ...] = (
        (Words(said(dossier, f"รายงานการประชุม{WORKING_GROUP}"), bold=True),),
        (Words("ครั้งที่ "), Words("........../..........")),
        (Words("เมื่อวันที่ "), Words(DOTS)),
        (Words(f"ณ {DOTS}"),),
        (Words("─" * 12),),
    )
    return [Paragraph(runs, align="center", stays=True) for runs in lines]


def _people(label: str, many: int) -> list[Block]:
    rows: list[tuple[Cell, ...]] = [
        (cell(f"{number}."), Cell(((Words(NAME_DOTS),),)), cell(f"ตำแหน่ง {NAME_DOTS}")) for number in range(1, many + 1)
    ]
    return [
        Paragraph((Words(label, bold=True),), stays=True),
        Table((Column(0.9, "end"), Column(7), Column(7.8)), (), tuple(rows), ruled=False),
    ]


def _facts(dossier: Dossier, figures: Figures) -> list[Block]:
    if not has(dossier, "scores"):
        return _told_by_hand(_REPORTED)
    opening = "เลขานุการรายงานผลการประเมินให้ที่ประชุมทราบ ดังนี้"
    return [indented(opening, stays=True), *usual_facts(dossier, figures, _SEEN)]


def _agenda(number: int, subject: str) -> Paragraph:
    return Paragraph((Words(f"ระเบียบวาระที่ {number} {subject}", bold=True),), stays=True)


def _told_by_hand(speaker: str) -> list[Block]:
    return [indented(f"{speaker} {DOTS * 2}", stays=True)]


def _resolved(dossier: Dossier, proposed: str) -> Paragraph:
    """What the meeting resolved is for the meeting: a draft proposes words, what is to be signed has dots."""
    label: Runs = (Words("มติที่ประชุม ", bold=True),)
    if proposed and not dossier.clean:
        return Paragraph((*label, Words(proposed), *to_confirm(dossier)))
    return Paragraph((*label, Words(DOTS * 2)))


def _measures(dossier: Dossier) -> list[Block]:
    """The measures that the meeting weighs, with who is responsible; without a plan, that one is to be made."""
    plan = dossier.plan
    if plan is None or not plan.rows:
        text = (
            "เลขานุการเสนอให้ที่ประชุมพิจารณาการจัดทำมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน "
            "ประจำปีงบประมาณ พ.ศ. {plan_year} จากผลการประเมินข้างต้น"
        )
        return [indented(said(dossier, text))]
    opening = (
        "เลขานุการเสนอร่างมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {plan_year} ให้ที่ประชุมพิจารณา ดังนี้"
    )
    rows: list[tuple[Cell, ...]] = []
    for number, row in enumerate(plan.rows, 1):
        owners = tuple(text_runs(unit) for unit in owners_of(row)) or (text_runs(SHORT_DOTS),)
        rows.append((cell(str(number)), Cell(entries(row.measures)), Cell(owners)))
    head = (cell("ที่"), cell("มาตรการ"), cell("ส่วนราชการผู้รับผิดชอบ"))
    table = Table((Column(0.9, "center"), Column(9.4), Column(4.6)), (head,), tuple(rows))
    return [indented(said(dossier, opening), stays=True), table]
