"""Proposed rows of a plan in the form's columns, each marked as a draft with the finding that it answers."""

from __future__ import annotations

from prongsai.criteria.shapes import FormColumn
from prongsai.improve.plan import Plan
from prongsai.improve.proposals import FindingKind, Proposal
from prongsai.publish.assemble.building.called import called
from prongsai.publish.assemble.building.plan_form import WIDE_FROM, WIDTHS, Form, form_of, numbered
from prongsai.publish.assemble.building.remedies import proposals_taken
from prongsai.publish.assemble.building.unconfirmed import Starred
from prongsai.publish.assemble.building.wording import heading, indicator_name, note, plan_year
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Runs, Table, Words, cell, text_runs

DRAFT = "ร่างข้อเสนอ"
ANSWERS: dict[FindingKind, str] = {
    "loss": "ข้อ OIT ที่ไม่ได้คะแนนเต็ม",
    "weak-item": "ข้อคำถามที่ควรพัฒนา",
    "weakness": "ตัวชี้วัดที่ต้องพัฒนา",
}
_ANALYSIS = FormColumn("analysis", "ผลการวิเคราะห์")


def proposals(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """All proposals, by issue where the form has issues; options ``form`` and ``most`` (rows)."""
    proposed = proposals_taken(dossier)[: int(options["most"]) if "most" in options else None]
    if not proposed:
        return []
    starred = Starred(dossier, figures)
    form = _form(dossier, options.get("form"))
    if form.issues and any(proposal.issue for proposal in proposed):
        order = list(form.issues)
        proposed = tuple(
            sorted(
                proposed, key=lambda proposal: order.index(proposal.issue) if proposal.issue in order else len(order)
            )
        )
    columns = tuple(Column(WIDTHS.get(column.id, 3.0)) for column in form.columns)
    head = (tuple(cell(column.heading) for column in form.columns),)
    rows: list[tuple[Cell, ...]] = []
    before: str | None = None
    for number, proposal in enumerate(proposed, 1):
        if proposal.issue is not None and proposal.issue != before and proposal.issue in form.issues:
            title = f"ประเด็นที่ {proposal.issue} {form.issues[proposal.issue]}"
            rows.append((cell(title, span=len(columns), bold=True, align="start"),))
        before = proposal.issue
        rows.append(tuple(Cell(_lines(dossier, starred, column.id, proposal, number)) for column in form.columns))
    year = plan_year(dossier)
    caption = "" if dossier.clean else f"{DRAFT}: {proposed[0].label.th} แต่ละแถวระบุข้อค้นพบที่มาตรการนั้นแก้ไข"
    blocks: list[Block] = [
        heading(f"{'' if dossier.clean else DRAFT}มาตรการ ประจำปีงบประมาณ พ.ศ. {year}"),
        Table(
            columns, head, tuple(rows), caption=text_runs(caption) if caption else (), wide=len(columns) >= WIDE_FROM
        ),
    ]
    if not dossier.clean and any(
        proposal.issue is not None and proposal.issue_certainty != "confirmed" for proposal in proposed
    ):
        blocks.append(note("การจัดมาตรการเข้าประเด็นของแบบฟอร์มยังไม่ยืนยันกับเอกสารทางการ หน่วยงานอาจจัดประเด็นใหม่ได้"))
    return starred.closed(blocks)


def _form(dossier: Dossier, name: str | None) -> Form:
    """The form of the agency's own plan, or the edition's; with a column for the finding in any case."""
    rows = tuple(proposal.row() for proposal in dossier.proposals)
    used = dossier.plan.form if dossier.plan is not None else None
    form = form_of(dossier.criteria, Plan(year=plan_year(dossier), rows=rows, form=used), name)
    # A progress report's columns for results are not yet due.
    columns = tuple(column for column in form.columns if column.id not in ("result", "suggestion"))
    if not any(column.id == "analysis" for column in columns):
        at = 1 + max((n for n, column in enumerate(columns) if column.id in ("indicator", "measures")), default=0)
        columns = (*columns[:at], _ANALYSIS, *columns[at:])
    return Form(columns, form.issues)


def _lines(dossier: Dossier, starred: Starred, column: str, proposal: Proposal, number: int) -> tuple[Runs, ...]:
    if column == "indicator":
        return tuple(text_runs(indicator_name(dossier.criteria, indicator)) for indicator in proposal.indicators)
    if column == "measures":
        draft: tuple[Runs, ...] = () if dossier.clean else ((Words(f"({DRAFT})", italic=True),),)
        return (text_runs(f"{number}. {proposal.measure}"), *draft)
    if column == "analysis":
        return tuple(_analysis(dossier, starred, proposal))
    if column == "steps":
        return numbered(tuple(step.text for step in proposal.steps)) or (text_runs("–"),)
    if column == "period":
        return (text_runs(proposal.period.text), (Words("หลักฐาน: ", bold=True), Words(proposal.evidence)))
    if column == "owners":
        return tuple(text_runs(f"{owner.unit}{'' if owner.role == 'lead' else ' (ร่วม)'}") for owner in proposal.owners)
    return (text_runs(""),)


def _analysis(dossier: Dossier, starred: Starred, proposal: Proposal) -> list[Runs]:
    answers = called(dossier, ANSWERS[proposal.answers])
    lines: list[Runs] = [(Words(f"{answers}: ", bold=True), *starred.said(proposal.analysis))]
    label = Words("ตัวชี้วัดความสำเร็จ: ", bold=True)
    for at, goal in enumerate(proposal.goals):
        lines.append(((label,) if at == 0 else ()) + starred.said(goal.sentence))
    return lines
