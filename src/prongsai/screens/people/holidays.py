"""The public holidays of the site: by calendar year, entered one by one or from a list, looked at before they count."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prongsai.criteria.country.holidays import FixedHoliday
from prongsai.files.problems import Problem
from prongsai.language.text import Text


@dataclass(frozen=True, kw_only=True)
class HolidayLine:
    """A holiday as it was entered."""

    day: datetime.date
    name: str
    source: str = ""
    by: str = ""
    at: datetime.datetime | None = None


@dataclass(frozen=True, kw_only=True)
class FixedLine:
    """A holiday of a fixed day that is not entered for the year yet; ``ticked``: it is to be. ``certainty``: where that
    is not the one of most."""

    day: datetime.date
    holiday: FixedHoliday
    certainty: Text | None = None
    ticked: bool = False


@dataclass(frozen=True, kw_only=True)
class HolidayChange:
    """What a list does to a day: ``before`` is the name that it has already, empty for a new one."""

    day: datetime.date
    name: str
    before: str = ""


@dataclass(frozen=True, kw_only=True)
class HolidaysPage:
    """The page of holidays. ``year`` is a calendar year (Buddhist era). ``changes`` wait for the yes where ``looked``;
    ``text`` is what was typed, or the days to be saved. ``opened``: the state that they were looked at with;
    ``conflict``: somebody changed them meanwhile; ``done``: how many days were saved or taken away now."""

    year: int
    years: tuple[int, ...] = ()
    lines: tuple[HolidayLine, ...] = ()
    fixed: tuple[FixedLine, ...] = ()
    fixed_source: Text | None = None
    fixed_certainty: Text | None = None
    text: str = ""
    day: str = ""
    name: str = ""
    source: str = ""
    opened: str = ""
    problems: tuple[Problem, ...] = ()
    more: int = 0
    looked: bool = False
    changes: tuple[HolidayChange, ...] = ()
    same: int = 0
    conflict: bool = False
    done: int | None = None
