"""Year home: what is late, where the agency stands, what decides the level, and what to do next."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prongsai.analyze.findings import Findings
from prongsai.analyze.history import Break
from prongsai.analyze.sentences import score_text
from prongsai.assess.explaining.explanation import CERTAINTY_WORDS
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.figure_id import indicator_figure
from prongsai.criteria.shapes import CERTAINTIES, Criteria
from prongsai.flow.year.next_steps import Step, next_steps, regained_of
from prongsai.flow.year.shown import (
    Drawing,
    LevelShown,
    Mark,
    Point,
    label,
    level_name,
    level_shown,
    mark,
    past_mark,
    said,
)
from prongsai.flow.year.shown import colour as level_colour
from prongsai.flow.year.stored import Phase, Year
from prongsai.flow.year.stored import year as year_of
from prongsai.improve.plan import Row
from prongsai.language.calendar import english_date, short_date
from prongsai.language.text import Text
from prongsai.records.models import Agency
from prongsai.records.scope import Scope

# A phase that ends within so many days is due soon.
SOON = 14
# So many next steps are shown at once, the ones with most points at stake first.
MOST_STEPS = 5
WHO = ("respondents", "respondents-unknown", "small-sample", "below-minimum")


@dataclass(frozen=True)
class Due:
    """Something late or due soon. ``days`` late, or left. ``details`` name what is meant one by one."""

    late: bool
    days: int
    text: Text
    details: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Now:
    """How the year stands: the phase under way, or the next; ``unknown`` of ``whole`` phases have no known day."""

    phase: Phase | None
    over: bool
    unknown: int
    whole: int
    certainty: Text | None


@dataclass(frozen=True)
class PhaseLine:
    """A phase with the words for how surely its days are known."""

    phase: Phase
    name: Text
    certainty: Text


@dataclass(frozen=True)
class Target:
    """A target: met or missed by how many points."""

    name: Text
    bar: str
    margin: str
    met: bool


@dataclass(frozen=True)
class Tested:
    """A figure that the level looks at: what the next better level asks of it, and what it lacks."""

    mark: Mark
    asked: str
    lacks: str | None
    known: bool


@dataclass(frozen=True)
class PastLine:
    """One year of the history table."""

    year: int
    marks: tuple[Mark, ...]
    level: Text | None
    colour: int


@dataclass(frozen=True)
class PlanState:
    """How far a plan is carried out: measures, those with a result, those late."""

    year: int
    rows: int
    done: int
    late: int


@dataclass(frozen=True)
class Home:
    """All that year home shows. ``scored`` is false for a year without any score: then it says what to do."""

    found: Year
    scored: bool
    due: tuple[Due, ...]
    now: Now
    phases: tuple[PhaseLine, ...]
    total: Mark | None
    level: LevelShown | None
    level_said: tuple[Text, ...]
    possible: tuple[Text, ...]
    next_level: Text | None
    tested: tuple[Tested, ...]
    deciding: Text | None
    targets: tuple[Target, ...]
    since: int | None
    before_level: Text | None
    indicators: tuple[Mark, ...]
    indicators_chart: Drawing | None
    history_heads: tuple[Text, ...]
    history: tuple[PastLine, ...]
    history_chart: Drawing | None
    breaks: tuple[Text, ...]
    steps: tuple[Step, ...]
    more_steps: tuple[Step, ...]
    regained: Text | None
    who: tuple[Text, ...]
    silent: tuple[Text, ...]
    wrong: int
    plan: PlanState | None
    starred: bool

    @property
    def about(self) -> bool:
        """Whether a step's points are only rough."""
        return any(each.points and each.about for each in (*self.steps, *self.more_steps))


def home(scope: Scope, agency: Agency, which: int | None, today: datetime.date) -> Home | None:
    """Year home of an agency (its newest year where none is named); None where there is no such round."""
    found = year_of(scope, agency, which, today)
    if found is None:
        return None
    card, findings, criteria = found.scorecard, found.findings, found.criteria
    scored = card is not None and any(each.shown is not None for each in card.figures.values())
    lines = tuple(PhaseLine(each, Text(th=each.name_th, en=each.name_en), _certainty(each)) for each in found.phases)
    if card is None or findings is None or not scored:
        return Home(
            found, False, _due(found, today, scored=False), _now(found), lines, None, None, (), (), None, (), None, (),
            None, None, (), None, (), (), None, (), (), (), None, (), (), 0, _plan(found, today), False,
        )  # fmt: skip
    total = mark(criteria, card, "total", findings)
    reading = findings.level
    indicators = tuple(mark(criteria, card, indicator_figure(each), findings) for each in criteria.indicators)
    heads, history = _history(criteria, findings)
    steps = next_steps(found, card, findings)
    tested = _tested(criteria, card, findings)
    earlier = findings.years[-2] if len(findings.years) > 1 else None
    return Home(
        found=found,
        scored=True,
        due=_due(found, today, scored=card.figures["total"].shown is not None),
        now=_now(found),
        phases=lines,
        total=total,
        level=level_shown(criteria, card),
        level_said=tuple(said(each) for each in reading.sentences) if reading else (),
        possible=tuple(level_name(criteria, each) for each in card.level.possible) if card.level.name is None else (),
        next_level=level_name(criteria, reading.next) if reading and reading.next else None,
        tested=tested,
        deciding=next((label(criteria, each) for each in reading.deciding), None) if reading else None,
        targets=tuple(
            Target(label(criteria, each.figure), str(each.target), score_text(abs(each.margin)), each.met)
            for each in findings.targets
        ),
        since=earlier.year if earlier else None,
        before_level=Text(th=earlier.level, en=earlier.level) if earlier and earlier.level else None,
        indicators=indicators,
        indicators_chart=_indicators_chart(found.round.year, criteria, card),
        history_heads=heads,
        history=history,
        history_chart=_history_chart(findings),
        breaks=tuple(dict.fromkeys(_break(each) for each in findings.breaks)) if findings.breaks else (),
        steps=steps[:MOST_STEPS],
        more_steps=steps[MOST_STEPS:],
        regained=regained_of(findings),
        who=tuple(said(each.sentence) for each in findings.caveats if each.kind in WHO),
        silent=tuple(said(each.sentence) for each in findings.caveats if each.kind not in WHO),
        wrong=len(card.differences),
        plan=_plan(found, today),
        starred=any(each.star for each in (total, *indicators))
        or any(each.mark.star for each in tested)
        or any(each.star for line in history for each in line.marks),
    )


def _certainty(phase: Phase) -> Text:
    if phase.moved:
        return Text(th="หน่วยงานกำหนดเอง", en="set by the agency")
    if phase.starts is None and phase.ends is None:
        return Text(th="ยังไม่ทราบวัน", en="days not known")
    return next((CERTAINTY_WORDS[each] for each in CERTAINTIES if each == phase.certainty), CERTAINTY_WORDS["unknown"])


def _now(found: Year) -> Now:
    phases = found.phases
    running = [each for each in phases if each.state in ("now", "until")]
    coming = [each for each in phases if each.state == "next"]
    # Of several that run at once, the one that ends first is the one to look at.
    one = min(running, key=lambda each: (each.days is None, each.days or 0)) if running else None
    if one is None and coming:
        one = min(coming, key=lambda each: each.days or 0)
    dated = [each for each in phases if each.starts or each.ends]
    over = bool(dated) and all(each.state == "past" for each in phases)
    return Now(one, over, len(phases) - len(dated), len(phases), _certainty(one) if one else None)


def _due(found: Year, today: datetime.date, *, scored: bool) -> tuple[Due, ...]:
    """What is late, the longest first; then what ends soon."""
    due = []
    results = next((each for each in found.phases if each.code == "results" and each.ends), None)
    if not scored and results is not None and results.ends is not None and results.ends < today:
        due.append(
            Due(
                True,
                (today - results.ends).days,
                Text(
                    th=f"ประกาศผลปี {found.round.year} แล้วเมื่อ {short_date(results.ends)} แต่ยังไม่มีคะแนนรวมในระบบ",
                    en=f"The results of {found.round.year} were announced on {english_date(results.ends)}, "
                    "but no total has been entered",
                ),
            )
        )
    due += _late_measures(found, today)
    due.sort(key=lambda each: -each.days)
    for each in found.phases:
        if each.state in ("now", "until") and each.days is not None and each.days <= SOON:
            due.append(Due(False, each.days, Text(th=f"{each.name_th} ใกล้ครบกำหนด", en=f"{each.name_en} ends soon")))
    return tuple(due)


def _late_measures(found: Year, today: datetime.date) -> list[Due]:
    plan = found.file.plan if found.file else None
    if plan is None:
        return []
    late = [
        (row.period.ends, row.measures[0] if row.measures else "")
        for row in plan.rows
        if row.period and row.period.ends and row.period.ends < today and not _has_result(row)
    ]
    if not late:
        return []
    first = min(ends for ends, _ in late)
    return [
        Due(
            True,
            (today - first).days,
            Text(
                th=f"มาตรการ {len(late)} ข้อของแผนปี {plan.year} เลยกำหนดแล้วและยังไม่มีผลการดำเนินการ",
                en=f"{len(late)} measures of the plan of {plan.year} are past their day and have no result",
            ),
            tuple(
                Text(th=f"{name} (ครบกำหนด {short_date(ends)})", en=f"{name} (due {english_date(ends)})")
                for ends, name in sorted(late)
            ),
        )
    ]


def _has_result(row: Row) -> bool:
    return bool(row.result) or any(each.result for each in row.steps)


def _plan(found: Year, today: datetime.date) -> PlanState | None:
    plan = found.file.plan if found.file else None
    if plan is None:
        return None
    done = sum(_has_result(row) for row in plan.rows)
    late = sum(len(each.details) for each in _late_measures(found, today))
    return PlanState(plan.year, len(plan.rows), done, late)


def _tested(criteria: Criteria, card: Scorecard, findings: Findings) -> tuple[Tested, ...]:
    """Every figure that the level looks at, held against the next better level, else against this one."""
    reading = findings.level
    name = (reading.next or reading.level) if reading else None
    step = next((each for each in criteria.levels.steps if each.name == name), None)
    if reading is None or step is None:
        return ()
    found = []
    for figure in dict.fromkeys(("total", *(criteria.levels.tested if step.each is not None else ()))):
        asked = step.total if figure == "total" else step.each
        lacks = reading.deciding.get(figure) if reading.next else None
        one = mark(criteria, card, figure)
        found.append(Tested(one, str(asked), score_text(lacks) if lacks is not None else None, one.known))
    return tuple(found)


def _indicators_chart(year: int, criteria: Criteria, card: Scorecard) -> Drawing | None:
    values = {each: card.figures[indicator_figure(each)].shown for each in criteria.indicators}
    if not any(value is not None for value in values.values()):
        return None
    bar = next((each.score for each in criteria.targets if each.figure == "total"), None)
    points = tuple(None if value is None else Point(float(value), score_text(value)) for value in values.values())
    names = tuple(
        Text(th=f"{each} {criteria.indicators[each].short.th}", en=f"{each} {criteria.indicators[each].short.en}")
        for each in values
    )
    return Drawing(
        "bars",
        Text(th=f"คะแนนรายตัวชี้วัด ปี {year}", en=f"Score of each indicator, {year}"),
        Text(
            th="; ".join(
                f"{name.th} {point.text if point else 'ไม่ทราบ'}" for name, point in zip(names, points, strict=True)
            ),
            en="; ".join(
                f"{name.en} {point.text if point else 'unknown'}" for name, point in zip(names, points, strict=True)
            ),
        ),
        names,
        ((Text(th="คะแนน", en="Score"), points),),
        Point(float(bar), str(bar)) if bar is not None else None,
    )


def _history(criteria: Criteria, findings: Findings) -> tuple[tuple[Text, ...], tuple[PastLine, ...]]:
    wanted = ["total", *criteria.instruments]
    lines = tuple(
        PastLine(
            each.year,
            tuple(past_mark(criteria, figure, each.figures.get(figure)) for figure in wanted),
            level_name(criteria, each.level) if each.level else None,
            level_colour(criteria, each.level) if each.level else 0,
        )
        for each in reversed(findings.years)
        if each.figures
    )
    return tuple(label(criteria, each) for each in wanted), lines


def _history_chart(findings: Findings) -> Drawing | None:
    years = [(each.year, each.figures["total"].value) for each in findings.years if "total" in each.figures]
    if len(years) < 2:
        return None
    told = [(year, Point(float(value), score_text(value))) for year, value in years]
    return Drawing(
        "lines" if len(told) > 2 else "columns",
        Text(th="คะแนนรวมรายปี", en="Total by year"),
        Text(
            th=", ".join(f"ปี {year} {point.text}" for year, point in told),
            en=", ".join(f"{year}: {point.text}" for year, point in told),
        ),
        tuple(Text(th=str(year), en=str(year)) for year, _ in told),
        ((Text(th="คะแนนรวม", en="Total"), tuple(point for _, point in told)),),
    )


def _break(one: Break) -> Text:
    return Text(th=f"ปี {one.since} กับ {one.until}: {one.why.th}", en=f"{one.since} and {one.until}: {one.why.en}")
