"""The form of a plan: its columns, their widths, how a row's owners and numbered texts stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from prongsai.criteria.shapes import Criteria, FormColumn, PlanForm
from prongsai.improve.plan import Plan, Row, RowEntry, Step
from prongsai.publish.report import Runs, Words, text_runs

# Where an edition has no form, or the plan names none: the columns that every seen form has.
COLUMNS = (
    FormColumn("measures", "มาตรการ/โครงการ/กิจกรรม"),
    FormColumn("steps", "ขั้นตอน/วิธีการปฏิบัติ"),
    FormColumn("period", "ระยะเวลา"),
    FormColumn("owners", "ผู้รับผิดชอบ"),
)
WIDTHS = {"indicator": 2.2, "measures": 3.2, "analysis": 4.0, "steps": 5.0, "period": 2.0, "owners": 2.2}
WIDE_FROM = 5  # columns


@dataclass(frozen=True, slots=True)
class Form:
    """The columns of a plan's table and the titles of its issues."""

    columns: tuple[FormColumn, ...]
    issues: dict[str, str]

    def has(self, column: str) -> bool:
        """Whether the form has a column of this id."""
        return any(held.id == column for held in self.columns)


def form_of(criteria: Criteria, plan: Plan, name: str | None = None) -> Form:
    """The form that a plan is made in; the edition's first where it names none, plain columns where there is none."""
    form: PlanForm | None = criteria.forms.get(name or plan.form or "")
    if form is None and criteria.forms:
        issues = any(row.issue for row in plan.rows)
        fitting = [form for form in criteria.forms.values() if bool(form.issues) == issues and not _reports(form)]
        form = fitting[0] if fitting else None
    if form is None:
        return Form(COLUMNS, {})
    return Form(form.columns, {number: title for number, title, _ in form.issues})


def _reports(form: PlanForm) -> bool:
    return any(column.id == "result" for column in form.columns)


def numbered(texts: Sequence[str]) -> tuple[Runs, ...]:
    """Texts as lines, numbered where there are several and they do not number themselves."""
    if len(texts) < 2 or all(text[:1].isdigit() for text in texts):
        return tuple(text_runs(text) for text in texts)
    return tuple(text_runs(f"{number}) {text}") for number, text in enumerate(texts, 1))


def entries(given: Sequence[RowEntry]) -> tuple[Runs, ...]:
    """Entries as lines: texts numbered as ``numbered`` does, a heading in bold with its points numbered below it."""
    texts = [one for one in given if isinstance(one, str)]
    lines = iter(numbered(texts))
    return tuple(
        line for one in given for line in ((next(lines),) if isinstance(one, str) else _headed(one.heading, one.points))
    )


def _headed(heading: str, points: Sequence[str]) -> tuple[Runs, ...]:
    return ((Words(heading, bold=True),), *numbered(points))


def steps_of(row: Row, told: Callable[[Step], str | None] = lambda step: step.text) -> tuple[Runs, ...]:
    """What is told of each step as numbered lines, under the headings of the steps; nothing where nothing is told."""
    lines: list[Runs] = []
    for heading, steps in _groups(row.steps):
        texts = [text for step in steps if (text := told(step))]
        if texts:
            lines += _headed(heading, texts) if heading else numbered(texts)
    return tuple(lines)


def _groups(steps: Sequence[Step]) -> Iterator[tuple[str | None, list[Step]]]:
    group: list[Step] = []
    for step in steps:
        if step.heading and group:
            yield group[0].heading, group
            group = []
        group.append(step)
    if group:
        yield group[0].heading, group


def owners_of(row: Row) -> tuple[str, ...]:
    """The units responsible for a row, leads first; those of its steps where the row names none."""
    if row.owners:
        leads = [owner.unit for owner in row.owners if owner.role == "lead"]
        joint = [f"{owner.unit} (ร่วม)" for owner in row.owners if owner.role != "lead"]
        return (*leads, *joint)
    return tuple(dict.fromkeys(step.owner for step in row.steps if step.owner))


def same_period(plan: Plan | None) -> str:
    """The period of all measures, where there are several and it is one and the same; else empty."""
    rows = plan.rows if plan is not None else ()
    periods = {row.period.text if row.period else "" for row in rows}
    return periods.pop() if len(periods) == 1 and len(rows) > 1 else ""
