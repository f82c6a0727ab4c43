"""What is due in a year: the phase under way, what is late, how far the plan is carried out."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prongsai.assess.explaining.explanation import CERTAINTY_WORDS
from prongsai.criteria.shapes import CERTAINTIES
from prongsai.improve.plan import Row, lines_of
from prongsai.language.calendar import english_date, fiscal_year, opens, short_date
from prongsai.language.days import BUDDHIST_ERA
from prongsai.language.text import Text
from prongsai.screens.year import Phase, Year

# A phase that ends within so many days is due soon.
SOON = 14


@dataclass(frozen=True, kw_only=True)
class Due:
    """Something late or due soon. ``days`` late, or left. ``details`` name what is meant one by one.

    ``closed``: of a year that is over, so it presses nobody.
    """

    late: bool
    days: int
    text: Text
    details: tuple[Text, ...] = ()
    closed: bool = False


@dataclass(frozen=True, kw_only=True)
class Now:
    """How the year stands: the phase under way, or the next; ``unknown`` of ``whole`` phases have no known day."""

    phase: Phase | None = None
    over: bool = False
    unknown: int = 0
    whole: int = 0
    certainty: Text | None = None


@dataclass(frozen=True, kw_only=True)
class PhaseRow:
    """A phase with the words for how surely its days are known."""

    phase: Phase
    certainty: Text


@dataclass(frozen=True, kw_only=True)
class PlanState:
    """How far a plan is carried out: measures, those with a result, those late."""

    year: int
    rows: int
    done: int
    late: int


def phase_rows(year: Year) -> tuple[PhaseRow, ...]:
    """The table of phases."""
    return tuple(PhaseRow(phase=phase, certainty=certainty_of(phase)) for phase in year.phases)


def certainty_of(phase: Phase) -> Text:
    """How surely the days of a phase are known, in words."""
    if phase.moved and phase.told:
        return Text(th="หน่วยงานบันทึกตามประกาศหรือหนังสือ", en="entered by the agency from an announcement")
    if phase.moved:
        return Text(th="หน่วยงานกำหนดเอง", en="set by the agency")
    if phase.starts is None and phase.ends is None:
        return Text(th="ยังไม่ทราบวัน", en="days not known")
    known = (CERTAINTY_WORDS[certainty] for certainty in CERTAINTIES if certainty == phase.certainty)
    return next(known, CERTAINTY_WORDS["unknown"])


def about_days(today: datetime.date, year: Year) -> str:
    """The calendar years (Buddhist era) of which no announced holiday is known and whose working days are counted."""
    until = [
        day
        for phase in year.phases
        if phase.working_days is not None and not phase.exact
        for day in (phase.starts if phase.state == "next" else phase.ends,)
        if day is not None
    ]
    if not until:
        return ""
    first, last = today.year + BUDDHIST_ERA, max(until).year + BUDDHIST_ERA
    return str(first) if first == last else f"{first}–{last}"


def now_of(year: Year) -> Now:
    """The phase to look at. Of several that run at once it is the one that ends first."""
    phases = year.phases
    running = [phase for phase in phases if phase.state in ("now", "until")]
    coming = [phase for phase in phases if phase.state == "next"]
    phase = min(running, key=lambda phase: (phase.days is None, phase.days or 0), default=None)
    if phase is None:
        phase = min(coming, key=lambda phase: phase.days or 0, default=None)
    dated = [phase for phase in phases if phase.starts or phase.ends]
    return Now(
        phase=phase,
        over=bool(dated) and all(phase.state == "past" for phase in phases),
        unknown=len(phases) - len(dated),
        whole=len(phases),
        certainty=certainty_of(phase) if phase else None,
    )


def closed_on(today: datetime.date, year: Year) -> bool:
    """Whether a year is over: its fiscal year is, and so is every phase that has a day."""
    if today < opens(year.year + 1):
        return False
    return now_of(year).over or not any(phase.starts or phase.ends for phase in year.phases)


def settled_on(today: datetime.date, year: Year) -> bool:
    """Whether nothing can change a year's marks any more: every phase is over, or the whole year is."""
    return now_of(year).over or closed_on(today, year)


def coming_year(today: datetime.date, year: Year) -> int | None:
    """The year for which a gain can still be made, where this one is settled; None while it is not."""
    if not settled_on(today, year):
        return None
    return max(year.year + 1, fiscal_year(today))


def due_on(today: datetime.date, year: Year) -> tuple[Due, ...]:
    """What is late, the longest first; then what ends soon."""
    due = [*_results_late(today, year), *_measures_late(today, year)]
    due.sort(key=lambda line: -line.days)
    for phase in year.phases:
        if phase.state in ("now", "until") and phase.days is not None and phase.days <= SOON:
            text = Text(th=f"{phase.name.th} ใกล้ครบกำหนด", en=f"{phase.name.en} ends soon")
            due.append(Due(late=False, days=phase.days, text=text))
    return tuple(due)


def _results_late(today: datetime.date, year: Year) -> list[Due]:
    if year.scorecard is not None and year.scorecard.figures["total"].shown is not None:
        return []
    announced = next((phase.ends for phase in year.phases if phase.code == "results" and phase.ends), None)
    if announced is None or announced >= today:
        return []
    text = Text(
        th=f"ประกาศผลปี {year.year} แล้วเมื่อ {short_date(announced)} แต่ยังไม่มีคะแนนรวมในระบบ",
        en=f"The results of {year.year} were announced on {english_date(announced)}, but no total has been entered",
    )
    return [Due(late=True, days=(today - announced).days, text=text, closed=closed_on(today, year))]


def _measures_late(today: datetime.date, year: Year) -> list[Due]:
    plan = year.file.plan if year.file else None
    if plan is None:
        return []
    late = [
        (row.period.ends, "".join(lines_of(row.measures)[:1]))
        for row in plan.rows
        if row.period and row.period.ends and row.period.ends < today and not _has_result(row)
    ]
    if not late:
        return []
    text = Text(
        th=f"มาตรการ {len(late)} ข้อของแผนปี {plan.year} เกินกำหนดแล้วและยังไม่มีผลการดำเนินการ",
        en=f"{len(late)} measures of the plan of {plan.year} are past their day and have no result",
    )
    details = tuple(
        Text(th=f"{measure} (ครบกำหนด {short_date(ends)})", en=f"{measure} (due {english_date(ends)})")
        for ends, measure in sorted(late)
    )
    closed = closed_on(today, year) and today >= opens(plan.year + 1)
    return [Due(late=True, days=(today - min(late)[0]).days, text=text, details=details, closed=closed)]


def open_measures(today: datetime.date, year: Year) -> tuple[Text, ...]:
    """The measures of the year's plan that have no result, the one due first at the head, with how they stand."""
    plan = year.file.plan if year.file else None
    rows = [row for row in plan.rows if not _has_result(row)] if plan else []
    ends = {id(row): row.period.ends if row.period else None for row in rows}
    rows.sort(key=lambda row: ends[id(row)] or datetime.date.max)
    return tuple(_stands("".join(lines_of(row.measures)[:1]) or "–", ends[id(row)], today) for row in rows)


def _stands(measure: str, ends: datetime.date | None, today: datetime.date) -> Text:
    if ends is None:
        return Text(th=f"{measure} (ไม่ทราบวันครบกำหนด)", en=f"{measure} (due day not known)")
    late = ends < today
    return Text(
        th=f"{measure} ({'เกินกำหนด' if late else 'ครบกำหนด'} {short_date(ends)})",
        en=f"{measure} ({'overdue since' if late else 'due'} {english_date(ends)})",
    )


def _has_result(row: Row) -> bool:
    return bool(row.result) or any(step.result for step in row.steps)


def plan_state(today: datetime.date, year: Year) -> PlanState | None:
    """How far the year's plan is; None where it has none."""
    plan = year.file.plan if year.file else None
    if plan is None:
        return None
    return PlanState(
        year=plan.year,
        rows=len(plan.rows),
        done=sum(_has_result(row) for row in plan.rows),
        late=sum(len(line.details) for line in _measures_late(today, year)),
    )
