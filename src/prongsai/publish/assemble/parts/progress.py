"""The progress of a plan in seven columns, where measures, steps, owners and results stand in line by number."""

from __future__ import annotations

import datetime

from prongsai.criteria.names import item_name
from prongsai.criteria.shapes import FormColumn
from prongsai.improve.plan import Row, in_a_line
from prongsai.language.calendar import closes, full_date, opens
from prongsai.publish.assemble.building.official_papers import MEASURES
from prongsai.publish.assemble.building.plan_form import entries, owners_of
from prongsai.publish.assemble.building.wording import DOTS, filled, heading_of, note
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.official.positions import preparer
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, Paragraph, Runs, Signature, Table, Words, cell, text_runs

COLUMNS = (
    FormColumn("indicator", "ตัวชี้วัด"),
    FormColumn("measures", "มาตรการ/แนวทาง"),
    FormColumn("steps", "ขั้นตอน/วิธีการ"),
    FormColumn("period", "ระยะเวลาการดำเนินการ"),
    FormColumn("owners", "ผู้รับผิดชอบ"),
    FormColumn("result", "ผลการดำเนินการ"),
    FormColumn("suggestion", "ข้อเสนอแนะ"),
)
# A report of the first half tells of a day about the end of March, one of the year of a day about its end or later.
_HALF, _BEFORE, _AFTER = datetime.timedelta(days=181), datetime.timedelta(days=30), datetime.timedelta(days=45)
_BLANK = "แบบรายงานนี้ยังไม่มีผลการดำเนินการ ให้ส่วนราชการผู้รับผิดชอบบันทึกผลการดำเนินการและข้อเสนอแนะลงในช่องที่เว้นไว้"
WIDTHS = {
    "indicator": 2.0,
    "measures": 3.2,
    "steps": 4.8,
    "period": 2.4,
    "owners": 2.1,
    "result": 4.9,
    "suggestion": 3.4,
}


def progress(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The table of progress under its title, how many steps have a result, and the signature of who prepared it, below
    each page where the agency has it so and the report stands ``alone``.

    Where nothing has a result yet it is a form to be filled in, and says so.
    """
    plan = dossier.plan
    if plan is None or not plan.rows:
        return []
    blank = not any(_units(row) for row in plan.rows)
    title = _title(dossier, blank=blank)
    blocks: list[Block] = [heading_of(dossier, "progress", title)]
    # On the turned page nothing stands between the heading and its table: the words follow the table.
    told = text_runs(_BLANK) if blank else _sentence(dossier, figures)
    notes: list[Block] = [Paragraph(told, style="note")]
    if plan.progress is not None and plan.progress.note:
        notes.append(note(plan.progress.note))
    caption = text_runs(f"{'แบบบันทึก' if blank else ''}ผลการดำเนินการจำแนกตามมาตรการ ปีงบประมาณ พ.ศ. {plan.year}")
    columns = _columns(dossier)
    rows: list[tuple[Cell, ...]] = []
    for row in plan.rows:
        rows += _rows(dossier, columns, row)
    # On every page the table says whose report it is.
    short = f"{dossier.agency} รายงานผลการดำเนินการตามมาตรการ ปีงบประมาณ พ.ศ. {plan.year}{_round(dossier)}"
    head = ((cell(short, span=len(columns)),), tuple(cell(column.heading) for column in columns))
    widths = tuple(Column(WIDTHS.get(column.id, 3.0)) for column in columns)
    signed = (f"ลงชื่อ {DOTS} ผู้จัดทำ", f"({DOTS})", preparer(dossier) or f"ตำแหน่ง {DOTS}")
    # In a booklet, whose other pages nobody signs, it is signed at its end.
    each = options.get("alone") == "yes" and dossier.document and dossier.document.progress_signed == "each-page"
    table = Table(widths, head, tuple(rows), caption=caption, wide=True, foot=signed if each else ())
    return [*blocks, table, *notes] if each else [*blocks, table, *notes, Signature(signed)]


def _title(dossier: Dossier, *, blank: bool) -> str:
    """What the report is called: never as the plan is, which is another document."""
    plan = dossier.plan
    assert plan is not None
    as_of = plan.progress.as_of if plan.progress else None
    form = "แบบ" if blank else ""
    day = full_date(as_of) if as_of else ("." * 30 if blank else "")
    when = f" ข้อมูล ณ วันที่ {day}" if day else ""
    subject = filled(dossier, f"รายงานผลการดำเนินการตาม{MEASURES}")
    return f"{form}{subject}{_round(dossier)}{when}"


def _round(dossier: Dossier) -> str:
    """The round that the report is of, by the day of which it tells; empty on other days. A rule of ours."""
    plan = dossier.plan
    assert plan is not None
    as_of = plan.progress.as_of if plan.progress else None
    if as_of is None:
        return ""
    half = opens(plan.year) + _HALF
    if half - _BEFORE <= as_of <= half + _AFTER:
        return " (รอบ 6 เดือน)"
    return " (รอบสิ้นปี)" if closes(plan.year) - _BEFORE <= as_of else ""


def _columns(dossier: Dossier) -> tuple[FormColumn, ...]:
    """The columns of the edition's form of progress, without that of the indicators where no row names any."""
    assert dossier.plan is not None
    forms = (form.columns for form in dossier.criteria.forms.values())
    columns = next((held for held in forms if any(column.id == "result" for column in held)), COLUMNS)
    told = any(row.indicators or row.items for row in dossier.plan.rows)
    return columns if told else tuple(column for column in columns if column.id != "indicator")


def _sentence(dossier: Dossier, figures: Figures) -> Runs:
    plan = dossier.plan
    assert plan is not None
    units = [unit for row in plan.rows for unit in _units(row) or [False]]
    done = figures.put("count:steps.done", str(sum(units)), "count")
    every = figures.put("count:steps", str(len(units)), "count")
    as_of = plan.progress.as_of if plan.progress else None
    when = f" ข้อมูล ณ วันที่ {full_date(as_of)}" if as_of else ""
    return text_runs(f"แผนปีงบประมาณ พ.ศ. {plan.year} มีผลการดำเนินการแล้ว ", done, " จาก ", every, f" รายการ{when}")


def _units(row: Row) -> list[bool]:
    """Whether there is a result: for each step where results stand by step, else one for the row; none without any."""
    if any(step.result for step in row.steps):
        return [bool(step.result) for step in row.steps]
    return [True] if row.result else []


def _rows(dossier: Dossier, columns: tuple[FormColumn, ...], row: Row) -> list[tuple[Cell, ...]]:
    steps = row.steps
    high = max(1, len(steps))
    plain = [measure for measure in row.measures if isinstance(measure, str)]
    # A heading has points of its own, which no step stands beside.
    paired = len(plain) == len(row.measures) == len(steps)
    out = []
    for at in range(high):
        line: list[Cell] = []
        for column in columns:
            lines = _step_lines(row, column.id, at, high, paired)
            if lines is not None:
                line.append(Cell(lines))
            elif at == 0:
                line.append(Cell(_row_lines(dossier, row, column.id) or ((),), rows=high))
        out.append(tuple(line))
    return out


def _step_lines(row: Row, column: str, at: int, high: int, paired: bool) -> tuple[Runs, ...] | None:
    """What a column says for one step; None where it speaks for the whole row."""
    lead = f"{at + 1}) " if high > 1 else ""
    if column == "measures":
        return (text_runs(lead + in_a_line(row.measures[at])),) if paired and row.measures else None
    if not row.steps:
        return None
    step = row.steps[at]
    if column == "steps":
        head = ((Words(step.heading, bold=True),),) if step.heading else ()
        return (*head, text_runs(lead + step.text))
    values = {
        "period": [step.period for step in row.steps],
        "owners": [step.owner for step in row.steps],
        "result": [step.result for step in row.steps],
        "suggestion": [step.suggestion for step in row.steps],
    }.get(column)
    if values is None or not any(values) or (column in ("period", "owners") and len(set(values)) == 1):
        return None
    value = values[at]
    return (text_runs(lead + value),) if value else ((),)


def _row_lines(dossier: Dossier, row: Row, column: str) -> tuple[Runs, ...]:
    if column == "indicator":
        known = dossier.criteria.indicators
        names = [f"ตัวชี้วัดที่ {number} {known[number].name.th}" if number in known else number for number in row.indicators]
        if not names and row.items:
            items = dossier.criteria.items
            names = [item_name(dossier.criteria, items[item]).th if item in items else item for item in row.items]
        return tuple(text_runs(name) for name in names)
    if column == "period":
        told = row.period.text if row.period else next((step.period for step in row.steps if step.period), None)
        return (text_runs(told),) if told else ()
    if column == "owners":
        # All steps name the same unit: as the steps have it, with "ร่วมกับ" and the like.
        same = {step.owner for step in row.steps if step.owner}
        return tuple(text_runs(unit) for unit in (same if len(same) == 1 else owners_of(row)))
    texts = {"measures": row.measures, "result": row.result, "suggestion": row.suggestion}.get(column, ())
    return entries(texts)
