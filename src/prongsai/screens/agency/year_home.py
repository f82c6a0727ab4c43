"""Year home: what is late, where the agency stands, what decides the level, and what to do next."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prongsai.analyze.findings import Findings
from prongsai.analyze.history import Break, joins
from prongsai.analyze.sentences import score_text
from prongsai.assess.explaining.explanation import CERTAINTY_WORDS
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.figure_id import indicator_figure
from prongsai.criteria.names import disclosed_in, level_mark
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text
from prongsai.publish.assemble.building.called import is_ita
from prongsai.screens.agency.due import (
    Due,
    Now,
    PhaseRow,
    PlanState,
    about_days,
    coming_year,
    due_on,
    now_of,
    phase_rows,
    plan_state,
)
from prongsai.screens.agency.next_steps import NextStep, next_steps, regained_of
from prongsai.screens.drawings import Drawing, Point
from prongsai.screens.figures import (
    ShownFigure,
    ShownLevel,
    colour,
    label,
    level_name,
    marked,
    past_figure,
    possible_levels,
    shown_figure,
    shown_level,
    text_of,
)
from prongsai.screens.year import Year

# So many next steps are shown at once, the ones with most points at stake first.
MOST_STEPS = 5
WHO = ("respondents", "respondents-unknown", "small-sample", "below-minimum")


@dataclass(frozen=True, kw_only=True)
class TargetHeld:
    """A figure held against its target: ``met`` or missed, by ``margin`` points; ``exactly``: by none."""

    name: Text
    bar: str
    margin: str
    met: bool
    exactly: bool = False


@dataclass(frozen=True, kw_only=True)
class LevelTest:
    """A figure that the level looks at: what the next better level asks of it, and what it lacks."""

    figure: ShownFigure
    asked: str
    lacks: str | None = None


@dataclass(frozen=True, kw_only=True)
class PastRow:
    """One year of the history table; ``certainty`` where its result is not known from an announcement."""

    year: int
    figures: tuple[ShownFigure, ...]
    level: Text | None = None
    level_mark: Text | None = None
    colour: int = 0
    certainty: Text | None = None


@dataclass(frozen=True, kw_only=True)
class YearHome:
    """All that year home shows. ``scored`` is false for a year without any score: then it says what to do.

    ``ita``: whether the rules are those of the ITA; ``disclosed`` names the instruments whose items are published.
    ``left``: what was never done in a year that is closed. ``coming``: the year that gains are for, where this one is
    settled.
    """

    year: int
    now: Now
    years: tuple[int, ...] = ()
    scored: bool = False
    ita: bool = True
    disclosed: Text | None = None
    due: tuple[Due, ...] = ()
    left: tuple[Due, ...] = ()
    coming: int | None = None
    phases: tuple[PhaseRow, ...] = ()
    about_days: str = ""
    plan: PlanState | None = None
    total: ShownFigure | None = None
    level: ShownLevel | None = None
    level_sentences: tuple[Text, ...] = ()
    possible: tuple[Text, ...] = ()
    next_level: Text | None = None
    tested: tuple[LevelTest, ...] = ()
    deciding: Text | None = None
    targets: tuple[TargetHeld, ...] = ()
    since: int | None = None
    before_level: Text | None = None
    indicators: tuple[ShownFigure, ...] = ()
    indicators_chart: Drawing | None = None
    history_heads: tuple[Text, ...] = ()
    history: tuple[PastRow, ...] = ()
    history_chart: Drawing | None = None
    breaks: tuple[Text, ...] = ()
    unlinked: tuple[Text, ...] = ()
    steps: tuple[NextStep, ...] = ()
    more_steps: tuple[NextStep, ...] = ()
    regained: Text | None = None
    who: tuple[Text, ...] = ()
    silent: tuple[Text, ...] = ()
    wrong: int = 0

    @property
    def about(self) -> bool:
        """Whether a step's points are only rough."""
        return any(step.points and step.about for step in (*self.steps, *self.more_steps))

    @property
    def starred(self) -> bool:
        """Whether a figure of the page rests on rules that are not confirmed."""
        figures = [*self.indicators, *(test.figure for test in self.tested)]
        figures += [figure for row in self.history for figure in row.figures]
        return any(figure.star for figure in (*figures, *([self.total] if self.total else [])))


def year_home(year: Year, today: datetime.date) -> YearHome:
    """Year home on a day."""
    card, findings, criteria = year.scorecard, year.findings, year.criteria
    every, now, phases, plan = due_on(today, year), now_of(year), phase_rows(year), plan_state(today, year)
    due, left = tuple(one for one in every if not one.closed), tuple(one for one in every if one.closed)
    scored = card is not None and any(figure.shown is not None for figure in card.figures.values())
    if card is None or findings is None or not scored:
        return YearHome(
            year=year.year,
            years=year.years,
            now=now,
            due=due,
            left=left,
            phases=phases,
            about_days=about_days(today, year),
            plan=plan,
            ita=is_ita(criteria),
        )
    reading = findings.level
    steps = next_steps(year, card, findings)
    earlier = findings.years[-2] if len(findings.years) > 1 else None
    return YearHome(
        year=year.year,
        years=year.years,
        scored=True,
        ita=is_ita(criteria),
        disclosed=disclosed_in(criteria),
        due=due,
        left=left,
        coming=coming_year(today, year),
        now=now,
        phases=phases,
        about_days=about_days(today, year),
        plan=plan,
        total=shown_figure(criteria, card, "total", findings),
        level=shown_level(criteria, card),
        level_sentences=tuple(map(text_of, reading.sentences)) if reading else (),
        possible=possible_levels(criteria, card),
        next_level=(
            marked(level_name(criteria, reading.next), level_mark(criteria, reading.next))
            if reading and reading.next
            else None
        ),
        tested=_tested(criteria, card, findings),
        deciding=next((label(criteria, figure) for figure in reading.deciding), None) if reading else None,
        targets=tuple(
            TargetHeld(
                name=label(criteria, target.figure),
                bar=str(target.target),
                margin=score_text(abs(target.margin)),
                met=target.met,
                exactly=target.margin == 0,
            )
            for target in findings.targets
        ),
        since=earlier.year if earlier else None,
        before_level=(
            marked(Text(th=earlier.level, en=earlier.level), earlier.level_mark) if earlier and earlier.level else None
        ),
        indicators=tuple(
            shown_figure(criteria, card, indicator_figure(code), findings) for code in criteria.indicators
        ),
        indicators_chart=_indicators_chart(year.year, criteria, card),
        history_heads=tuple(label(criteria, figure) for figure in _compared(criteria)),
        history=_history(criteria, findings),
        history_chart=_history_chart(criteria, findings),
        breaks=tuple(dict.fromkeys(_break(between) for between in findings.breaks if between.known)),
        unlinked=tuple(dict.fromkeys(_break(between) for between in findings.breaks if not between.known)),
        steps=steps[:MOST_STEPS],
        more_steps=steps[MOST_STEPS:],
        regained=regained_of(findings),
        who=tuple(text_of(caveat.sentence) for caveat in findings.caveats if caveat.kind in WHO),
        silent=tuple(text_of(caveat.sentence) for caveat in findings.caveats if caveat.kind not in WHO),
        wrong=len(card.differences),
    )


def _tested(criteria: Criteria, card: Scorecard, findings: Findings) -> tuple[LevelTest, ...]:
    """Every figure that the level looks at, held against the next better level, else against this one."""
    reading = findings.level
    name = (reading.next or reading.level) if reading else None
    level = next((step for step in criteria.levels.steps if step.name == name), None)
    if reading is None or level is None:
        return ()
    tests = []
    for figure in dict.fromkeys(("total", *(criteria.levels.tested if level.each is not None else ()))):
        asked = level.total if figure == "total" else level.each
        lacks = reading.deciding.get(figure) if reading.next else None
        tests.append(
            LevelTest(
                figure=shown_figure(criteria, card, figure),
                asked=str(asked),
                lacks=score_text(lacks) if lacks is not None else None,
            )
        )
    return tuple(tests)


def _indicators_chart(year: int, criteria: Criteria, card: Scorecard) -> Drawing | None:
    scores = {code: card.figures[indicator_figure(code)].shown for code in criteria.indicators}
    if not any(score is not None for score in scores.values()):
        return None
    bar = next((target.score for target in criteria.targets if target.figure == "total"), None)
    points = tuple(None if score is None else Point(float(score), score_text(score)) for score in scores.values())
    names = tuple(
        Text(th=f"{code} {criteria.indicators[code].short.th}", en=f"{code} {criteria.indicators[code].short.en}")
        for code in scores
    )
    told = list(zip(names, points, strict=True))
    return Drawing(
        kind="bars",
        title=Text(th=f"คะแนนรายตัวชี้วัด ปี {year}", en=f"Score of each indicator, {year}"),
        description=Text(
            th="; ".join(f"{name.th} {point.text if point else 'ไม่ทราบ'}" for name, point in told),
            en="; ".join(f"{name.en} {point.text if point else 'unknown'}" for name, point in told),
        ),
        categories=names,
        series=((Text(th="คะแนน", en="Score"), points),),
        target=Point(float(bar), str(bar)) if bar is not None else None,
    )


def _compared(criteria: Criteria) -> tuple[str, ...]:
    return ("total", *criteria.instruments)


def _history(criteria: Criteria, findings: Findings) -> tuple[PastRow, ...]:
    return tuple(
        PastRow(
            year=past.year,
            figures=tuple(past_figure(criteria, figure, past.figures.get(figure)) for figure in _compared(criteria)),
            level=level_name(criteria, past.level) if past.level else None,
            level_mark=past.level_mark,
            colour=colour(criteria, past.level) if past.level else 0,
            certainty=CERTAINTY_WORDS[past.certainty] if past.certainty != "confirmed" else None,
        )
        for past in reversed(findings.years)
        if past.figures
    )


def _history_chart(criteria: Criteria, findings: Findings) -> Drawing | None:
    totals = [(past.year, past.figures["total"].value) for past in findings.years if "total" in past.figures]
    if len(totals) < 2:
        return None
    told = [(year, Point(float(total), score_text(total))) for year, total in totals]
    points = dict(told)
    # Years stand as far apart as they are; a line joins only what can be compared.
    shown = range(min(points), max(points) + 1)
    return Drawing(
        kind="lines" if len(told) > 2 and joins(criteria, findings.breaks, "total") else "columns",
        title=Text(th="คะแนนรวมรายปี", en="Total by year"),
        description=Text(
            th=", ".join(f"ปี {year} {point.text}" for year, point in told),
            en=", ".join(f"{year}: {point.text}" for year, point in told),
        ),
        categories=tuple(Text(th=str(year), en=str(year)) for year in shown),
        series=((Text(th="คะแนนรวม", en="Total"), tuple(points.get(year) for year in shown)),),
    )


def _break(between: Break) -> Text:
    return Text(
        th=f"ปี {between.since} กับ {between.until}: {between.why.th}",
        en=f"{between.since} and {between.until}: {between.why.en}",
    )
