"""The plan in the form that the agency uses: any columns of the edition's forms, with or without issue heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from prongsai.criteria.names import item_name
from prongsai.criteria.shapes import Criteria
from prongsai.improve.plan import Row, RowEntry, lines_of
from prongsai.publish.assemble.building.official_papers import listed
from prongsai.publish.assemble.building.plan_form import (
    WIDE_FROM,
    WIDTHS,
    Form,
    entries,
    form_of,
    numbered,
    owners_of,
    steps_of,
)
from prongsai.publish.assemble.building.wording import filled, heading_of, indicator_name, note, own_sections, prose
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_makers import Options
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cell, Column, LineBreak, Paragraph, Runs, Table, Words, cell, text_runs


def plan(dossier: Dossier, figures: Figures, options: Options) -> list[Block]:
    """The measures as a table in the plan's form; option ``form`` names another one of the edition."""
    if dossier.plan is None or not dossier.plan.rows:
        return []
    form = form_of(dossier.criteria, dossier.plan, options.get("form"))
    default = dossier.plan.title or filled(
        dossier, "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {plan_year}"
    )
    head, table = heading_of(dossier, "plan", default), _table(dossier, form)
    opening = _introduced(dossier, form)
    if table.wide:
        # On the turned page nothing stands between the heading and its table: the words open the table.
        caption = filled(dossier, "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. {plan_year}")
        return [head, replace(table, caption=_caption(caption, opening)), *_filed(dossier)]
    return [head, *opening, table, *_filed(dossier)]


def _caption(named: str, opening: list[Block]) -> Runs:
    """What the table is called, and under it the words that open it."""
    lines = [block.runs for block in opening if isinstance(block, Paragraph)]
    return (Words(named), *(run for line in lines for run in (LineBreak(), *line)))


def _introduced(dossier: Dossier, form: Form) -> list[Block]:
    # Own words above the table; a list of the issues as printed is the table's own heads.
    titles = [title for title in form.issues.values() if title]
    blocks: list[Block] = []
    for section in own_sections(dossier, "plan"):
        lines = (section.text or "").splitlines()
        if not any(title in line for title in titles for line in lines):
            blocks += prose(section.text or "")
    if blocks or dossier.plan is None or dossier.plan.year == dossier.facts.year:
        return blocks
    text = "จากผลการประเมินประจำปีงบประมาณ พ.ศ. {year} {agency}กำหนดมาตรการที่จะดำเนินการในปีงบประมาณ พ.ศ. {plan_year} ดังนี้"
    return prose(filled(dossier, text))


def _table(dossier: Dossier, form: Form) -> Table:
    assert dossier.plan is not None
    columns = tuple(Column(_width(form, column.id)) for column in form.columns)
    head = (tuple(cell(column.heading) for column in form.columns),)
    rows: list[tuple[Cell, ...]] = []
    before: str | None = None
    for number, row in enumerate(dossier.plan.rows, 1):
        if row.issue is not None and row.issue != before:
            title = f"ประเด็นที่ {row.issue} {form.issues.get(row.issue, '')}".strip()
            rows.append((cell(title, span=len(columns), bold=True),))
        before = row.issue
        ordinal = number if row.issue is None and not form.has("indicator") else None
        rows.append(tuple(Cell(_lines(dossier, form, column.id, row, ordinal) or ((),)) for column in form.columns))
    return Table(columns, head, tuple(rows), wide=len(columns) >= WIDE_FROM)


def _width(form: Form, column: str) -> float:
    # Without columns of their own, follow-up and evidence stand with the period.
    return 4.3 if column == "period" and not form.has("owners") else WIDTHS.get(column, 3.0)


def _lines(dossier: Dossier, form: Form, column: str, row: Row, ordinal: int | None) -> tuple[Runs, ...]:
    if column == "indicator":
        return tuple(text_runs(_indicator(dossier.criteria, number)) for number in row.indicators)
    if column == "measures":
        lines = [*_measures(row, ordinal), *([] if form.has("analysis") else _about(dossier, form, row))]
        if not form.has("analysis"):
            lines += [*marked("วิเคราะห์", row.analysis), *_success(row)]
        return tuple(lines)
    if column == "analysis":
        return (*entries(row.analysis), *_about(dossier, form, row), *_success(row))
    if column == "steps":
        lines = list(steps_of(row))
        if not form.has("owners") and owners_of(row):
            lines.append((Words("ผู้รับผิดชอบ: ", bold=True), Words(listed(owners_of(row)))))
        return tuple(lines)
    if column == "period":
        return tuple(_period(row))
    if column == "owners":
        return tuple(text_runs(unit) for unit in owners_of(row))
    if column == "result":
        return steps_of(row, lambda step: step.result) or numbered(row.result)
    if column == "suggestion":
        return steps_of(row, lambda step: step.suggestion) or numbered(row.suggestion)
    return ()


def _indicator(criteria: Criteria, number: str) -> str:
    return f"{number}. {criteria.indicators[number].name.th}" if number in criteria.indicators else number


def _measures(row: Row, ordinal: int | None) -> list[Runs]:
    lines = list(entries(row.measures))
    if ordinal is not None and len(row.measures) == 1:
        # The number leads the measure, or the heading that it stands under.
        only = row.measures[0]
        if isinstance(only, str):
            return [text_runs(f"{ordinal}. {only}")]
        return [(Words(f"{ordinal}. {only.heading}", bold=True),), *lines[1:]]
    return [text_runs(f"{ordinal}."), *lines] if ordinal is not None else lines


def _about(dossier: Dossier, form: Form, row: Row) -> list[Runs]:
    """The items and indicators that a row is for, where its own words do not name them."""
    words = " ".join(lines_of((*row.measures, *row.analysis)))
    names = [item for item in row.items if item not in words.replace(",", " ").replace(":", " ").split()]
    lines = [text_runs(f"ข้อ {_named(dossier.criteria, item)}") for item in names]
    if not form.has("indicator"):
        known = [number for number in row.indicators if number in dossier.criteria.indicators]
        told = [number for number in known if f"ตัวชี้วัดที่ {number}" not in words]
        lines += [text_runs(indicator_name(dossier.criteria, number)) for number in told]
    return lines


def _named(criteria: Criteria, item: str) -> str:
    return item_name(criteria, criteria.items[item]).th if item in criteria.items else item


def _success(row: Row) -> list[Runs]:
    return marked("ตัวชี้วัดความสำเร็จ", row.success)


def marked(label: str, texts: Sequence[RowEntry]) -> list[Runs]:
    """Lines under a bold label; none where there is no text."""
    if not texts:
        return []
    if len(texts) == 1 and isinstance(texts[0], str):
        return [(Words(f"{label}: ", bold=True), Words(texts[0]))]
    return [(Words(f"{label}:", bold=True),), *entries(texts)]


def _period(row: Row) -> list[Runs]:
    lines: list[Runs] = []
    if row.period is not None:
        lines.append(text_runs(row.period.text))
        if row.period.repeats and row.period.repeats not in row.period.text:
            lines.append(text_runs(row.period.repeats))
    else:
        lines += numbered(tuple(dict.fromkeys(step.period for step in row.steps if step.period)))
    if row.follow_up:
        lines.append((Words("การติดตามผล: ", bold=True), Words(row.follow_up)))
    if row.evidence:
        lines.append((Words("หลักฐาน: ", bold=True), Words(row.evidence)))
    return lines


def _filed(dossier: Dossier) -> list[Block]:
    """Where a row files an item under an indicator that is not the item's: what the rules say."""
    filed = [contradiction for contradiction in dossier.contradictions if contradiction.kind == "filed"]
    wrong = [contradiction.so.th for contradiction in filed if contradiction.where.startswith(("plan", "แผน"))]
    return [note(f"หมายเหตุ ตามเกณฑ์ปี {dossier.criteria.year}: " + "; ".join(dict.fromkeys(wrong)))] if wrong else []
