"""The memo that tells all sections of the result and of the measures that are theirs (ว)."""

from __future__ import annotations

from prongsai.improve.plan import in_a_line
from prongsai.language.thai_text import without_label
from prongsai.publish.assemble.building.official_papers import (
    ASSESSMENT,
    MEASURES,
    announced,
    head_signs,
    indented,
    said,
)
from prongsai.publish.assemble.building.plan_form import owners_of, same_period
from prongsai.publish.assemble.building.usual_memo import UNIT, contact
from prongsai.publish.assemble.building.wording import SHORT_DOTS
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.kinds import has
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, MemoHead, Table, cell, text_runs


def circular(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The result, the measures with who is responsible, and what the sections are asked to do."""
    plan = has(dossier, "plan")
    if not (plan or has(dossier, "scores")):
        return []
    score, together = announced(dossier, figures), same_period(dossier.plan)
    before = f"ตามที่{{body}}จัดให้มี{ASSESSMENT} ประจำปีงบประมาณ พ.ศ. {{year}} และ{{agency}}"
    blocks: list[Block] = [_head(dossier, plan=plan)]
    if score:
        blocks.append(indented(said(dossier, before), score, " นั้น"))
    else:
        blocks.append(indented(said(dossier, f"{before}เป็นหน่วยงานที่เข้ารับการประเมิน นั้น")))
    if plan:
        blocks += [
            indented(said(dossier, f"{{agency}}ได้กำหนด{MEASURES} เพื่อให้ส่วนราชการในสังกัดถือปฏิบัติ ดังนี้"), stays=True),
            _measures(dossier, together),
            *([indented(f"ทั้งนี้ ให้ดำเนินการภายใน{together.removeprefix('ภายใน')}")] if together else []),
            indented(
                "จึงเรียนมาเพื่อทราบและถือปฏิบัติ พร้อมทั้งรายงานผลการดำเนินการภายในวันที่ .................................",
                stays=True,
            ),
        ]
    else:
        asked = f"จึงเรียนมาเพื่อทราบ และขอให้ทุกส่วนราชการเสนอแนวทางปรับปรุงในส่วนที่เกี่ยวข้อง เพื่อจัดทำ{MEASURES} ต่อไป"
        blocks.append(indented(said(dossier, asked), stays=True))
    return [*blocks, head_signs(dossier)]


def _head(dossier: Dossier, *, plan: bool) -> MemoHead:
    subject = f"แจ้ง{MEASURES}" if plan else "แจ้งผลการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. {year}"
    document = dossier.document
    unit = (document.unit if document else None) or (dossier.memo.unit if dossier.memo else None)
    return MemoHead(
        unit=without_label(unit or dossier.agency, UNIT),
        phone=contact(dossier, (dossier.memo.phone if dossier.memo else None) or ""),
        number=f"{SHORT_DOTS}/ว {SHORT_DOTS}",
        date="",
        subject=said(dossier, subject),
        to="หัวหน้าส่วนราชการทุกส่วนราชการ",
    )


def _measures(dossier: Dossier, together: str) -> Table:
    assert dossier.plan is not None
    rows: list[tuple[Cell, ...]] = []
    for number, row in enumerate(dossier.plan.rows, 1):
        measures = tuple(text_runs(in_a_line(one)) for one in row.measures)
        owners = tuple(text_runs(unit) for unit in owners_of(row)) or (text_runs(SHORT_DOTS),)
        told = (cell(str(number)), Cell(measures), Cell(owners))
        rows.append(told if together else (*told, cell(row.period.text if row.period else SHORT_DOTS)))
    head = (cell("ที่"), cell("มาตรการ"), cell("ส่วนราชการผู้รับผิดชอบ"))
    if together:
        return Table((Column(0.9, "center"), Column(9.2), Column(4.8)), (head,), tuple(rows))
    columns = (Column(0.9, "center"), Column(6.4), Column(4.2), Column(3.4))
    return Table(columns, ((*head, cell("ระยะเวลา")),), tuple(rows))
