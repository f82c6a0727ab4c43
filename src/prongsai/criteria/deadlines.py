"""The days of a year's phases: those that the agency's round has, then those of the edition's calendar."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from prongsai.criteria.shapes import Phase
from prongsai.language.text import Text

# The phase of a year in which disclosure items are answered and filed.
DISCLOSURE = "disclosure"


@dataclass(frozen=True, kw_only=True)
class PhaseDays:
    """A phase in an agency's calendar: its days as far as known, and how surely; ``moved`` by the agency itself,
    ``told`` by an announcement or letter that it named.
    """

    code: str
    name: Text
    starts: datetime.date | None = None
    ends: datetime.date | None = None
    certainty: str = "unknown"
    moved: bool = False
    told: bool = False


# By fiscal year (Buddhist era): the phases of the rounds that an agency has.
Calendars = Mapping[int, Sequence[PhaseDays]]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a phase (inclusive). ``reckoned``: no calendar of that year has it; it is the day and month of
    the latest earlier year that is known, and stands in no paper that is signed."""

    day: datetime.date
    reckoned: bool = False


def with_announced(own: Iterable[PhaseDays], announced: Iterable[Phase]) -> tuple[PhaseDays, ...]:
    """The phases of a round, with the days of the edition's calendar where the round knows none and the agency has set
    none itself; phases of the edition that the round has not stand behind them."""
    rest = {phase.id: phase for phase in announced}
    known = [_filled(each, rest.pop(each.code, None)) for each in own]
    return (*known, *(_days_of(phase) for phase in rest.values()))


def last_day(calendar: Iterable[PhaseDays], code: str) -> datetime.date | None:
    """The last day of a phase; None where it is not known."""
    return next((each.ends for each in calendar if each.code == code), None)


def _filled(own: PhaseDays, announced: Phase | None) -> PhaseDays:
    if own.moved or announced is None:
        return own
    starts, ends = own.starts or announced.starts, own.ends or announced.ends
    if (starts, ends) == (own.starts, own.ends) or (starts is not None and ends is not None and ends < starts):
        return own
    return replace(own, starts=starts, ends=ends, certainty=announced.origin.certainty)


def _days_of(phase: Phase) -> PhaseDays:
    certainty = phase.origin.certainty
    return PhaseDays(code=phase.id, name=phase.name, starts=phase.starts, ends=phase.ends, certainty=certainty)
