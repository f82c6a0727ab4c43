"""A year that has no result yet: whether it can be begun, and which others can."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from prongsai.criteria.editions import default_edition, editions
from prongsai.flow.year.stored import years_of
from prongsai.language.calendar import fiscal_year
from prongsai.records.models import Agency, AgencyRound
from prongsai.records.scope import Scope

State = Literal["can-begin", "no-rules", "no-year"]


@dataclass(frozen=True, kw_only=True)
class EmptyYear:
    """A year without a result. ``can-begin``: there are rules; ``no-rules``: it is a year, and nothing is known of its
    rules yet; ``no-year``: it is none of the assessment's. ``waits``: it was opened, and has no result yet."""

    year: int
    state: State
    years: tuple[int, ...]  # of the agency
    waits: bool = False


def years_with_rules() -> tuple[int, ...]:
    """The fiscal years that have an edition of the usual body, the newest first."""
    known = set(editions())
    found = (int(name.rpartition("-")[2]) for name in known if name.rpartition("-")[2].isdigit())
    return tuple(sorted({year for year in found if default_edition(year) in known}, reverse=True))


def to_begin(scope: Scope, agency: Agency) -> tuple[int, ...]:
    """The years with rules of which the agency has no result, the newest first."""
    there = set(years_of(scope, agency))
    return tuple(year for year in years_with_rules() if year not in there)


def usual_year(scope: Scope, agency: Agency) -> int:
    """The year that somebody means who names none: the agency's newest, else the newest that has rules."""
    return next(iter(years_of(scope, agency)), years_with_rules()[0])


def empty_year(scope: Scope, agency: Agency, which: int | None, today: datetime.date) -> EmptyYear:
    """What can be said of a year that the agency has no result of."""
    there, known = years_of(scope, agency), years_with_rules()
    year = which if which is not None else usual_year(scope, agency)
    running = fiscal_year(today)
    opened = AgencyRound.objects.within(scope).filter(agency=agency, year=year, current__isnull=True).exists()
    state: State = "can-begin" if year in known else "no-rules" if min(known) < year <= running + 1 else "no-year"
    return EmptyYear(year=year, state=state, years=there, waits=opened)
