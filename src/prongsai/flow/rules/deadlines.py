"""When a phase of a year ends: whoever needs a deadline asks here."""

from __future__ import annotations

from types import MappingProxyType

from prongsai.criteria.deadlines import Calendars, Deadline, PhaseDays, last_day, with_announced
from prongsai.criteria.editions import default_edition, family, same_body, year_in
from prongsai.criteria.shapes import Phase
from prongsai.files.problems import Refused
from prongsai.flow.rules import known
from prongsai.language.calendar import same_day

NO_ROUNDS: Calendars = MappingProxyType({})


def calendar_of(year: int, by: str, own: Calendars = NO_ROUNDS) -> tuple[PhaseDays, ...]:
    """The phases of a fiscal year: as the agency's round has them, then as the edition of that year does.

    ``by``: an edition of the body that assesses.
    """
    return with_announced(own.get(year, ()), _announced(same_body(by, year)))


def deadline(code: str, year: int, by: str = default_edition(2568), own: Calendars = NO_ROUNDS) -> Deadline | None:
    """The last day of a phase of fiscal year ``year``; None where nothing is known.

    From ``calendar_of`` where that has it, else reckoned from the latest earlier year that is known.
    """
    day = last_day(calendar_of(year, by, own), code)
    if day is not None:
        return Deadline(day)
    announced = (year_in(name) for name in known.editions() if family(name) == family(by))
    years = {*own, *(of for of in announced if of is not None)}
    for before in sorted((each for each in years if each < year), reverse=True):
        day = last_day(calendar_of(before, by, own), code)
        if day is not None:
            return Deadline(same_day(day, year - before), reckoned=True)
    return None


def _announced(name: str) -> tuple[Phase, ...]:
    try:
        return known.calendar(name)[1] if name in known.editions() else ()
    except Refused:  # its own check tells what is wrong with an installed calendar; no page stops at it
        return ()
