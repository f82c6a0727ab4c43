"""An agency's year as pages see it: rules, results and findings, and how its phases stand today."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from prongsai.analyze.claims import Contradiction, Unjudged
from prongsai.analyze.findings import Findings
from prongsai.assess.computation import Computation
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text
from prongsai.publish.assemble.dossier import Dossier
from prongsai.roundfile.round import Round

PhaseState = Literal["past", "now", "until", "next", "unknown"]


@dataclass(frozen=True, kw_only=True)
class PhaseDays:
    """A phase in an agency's calendar: its days as far as known, and how surely; ``moved`` by the agency itself."""

    code: str
    name: Text
    starts: datetime.date | None = None
    ends: datetime.date | None = None
    certainty: str = "unknown"
    moved: bool = False


@dataclass(frozen=True, kw_only=True)
class Phase(PhaseDays):
    """A phase with how it stands today. ``days``: until it ends (or begins, where it is yet to come); None: unknown.

    ``past`` also where only a later phase is known to be over; ``until``: it ends on a known day and nobody knows
    whether it has begun.
    """

    state: PhaseState = "unknown"
    days: int | None = None
    working_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Year:
    """One year of an agency, assessed by the edition that was stored with its newest result.

    ``years`` are all that the agency has. ``file`` is the result's round file; where it lacks an earlier year that the
    agency has a result of, its history holds that too. ``version`` and ``basis`` are the result's.
    ``notes`` are worth a second look and are no contradictions; ``unjudged`` claims were held against no figure.
    What explains a figure walks ``computation``.
    """

    year: int
    criteria: Criteria
    years: tuple[int, ...] = ()
    file: Round | None = None
    scorecard: Scorecard | None = None
    findings: Findings | None = None
    phases: tuple[Phase, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    notes: tuple[Contradiction, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()
    dossier: Dossier | None = None
    computation: Computation | None = None
    version: int | None = None
    basis: str = ""


def phases_on(
    today: datetime.date, calendar: Sequence[PhaseDays], holidays: Collection[datetime.date]
) -> tuple[Phase, ...]:
    """How the phases of a calendar stand on a day. ``holidays`` are at least those from then on."""
    over = [at for at, phase in enumerate(calendar) if phase.ends is not None and phase.ends < today]
    last_over = max(over, default=-1)
    return tuple(_phase(phase, today, holidays, followed=at < last_over) for at, phase in enumerate(calendar))


def _phase(phase: PhaseDays, today: datetime.date, holidays: Collection[datetime.date], *, followed: bool) -> Phase:
    state: PhaseState = "unknown"
    until: datetime.date | None = None
    if phase.ends is not None and phase.ends < today:
        state = "past"
    elif phase.starts is not None and phase.starts > today:
        state, until = "next", phase.starts
    elif phase.ends is not None:
        state, until = ("now" if phase.starts is not None else "until"), phase.ends
    elif followed:
        state = "past"
    elif phase.starts is not None:
        state = "now"
    return Phase(
        code=phase.code,
        name=phase.name,
        starts=phase.starts,
        ends=phase.ends,
        certainty=phase.certainty,
        moved=phase.moved,
        state=state,
        days=(until - today).days if until else None,
        working_days=working_days(today, until, holidays) if until else None,
    )


def working_days(start: datetime.date, end: datetime.date, holidays: Collection[datetime.date]) -> int:
    """Days from ``start`` (not counted) to ``end`` (counted) that are neither weekend nor public holiday."""
    span = (start + datetime.timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(day.weekday() < 5 and day not in holidays for day in span)
