"""Public holidays: those of a fixed day, and what is known of the days between two others."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

from prongsai.criteria.shapes import CERTAINTIES, Certainty
from prongsai.files.strict_yaml import read_yaml
from prongsai.language.days import BUDDHIST_ERA
from prongsai.language.text import Text


@dataclass(frozen=True, slots=True)
class FixedHoliday:
    """A holiday of the same day each year: ``since`` a calendar year (Buddhist era; None: not known)."""

    month: int
    day: int
    name: Text
    certainty: Certainty
    source: tuple[str, ...]
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Holidays:
    """Days on which offices are closed. ``entered``: the calendar years (common era) of which somebody entered what was
    announced; of other years only those of a fixed day are known."""

    days: frozenset[datetime.date]
    entered: frozenset[int]

    def exact(self, first: datetime.date, last: datetime.date) -> bool:
        """Whether working days between the two are counted by what was announced for each of their years."""
        return self.entered >= set(range(first.year, last.year + 1))


@functools.cache
def every_fixed() -> tuple[FixedHoliday, ...]:
    """The holidays of a fixed day, in the order of the year."""
    raw = resources.files("prongsai.criteria.country").joinpath("holidays.yaml").read_bytes()
    data = read_yaml(raw, "holidays.yaml")
    assert isinstance(data, dict)
    usual, source = data["certainty"], tuple(data["source"])
    return tuple(
        FixedHoliday(
            month=int(row["month"]),
            day=int(row["day"]),
            name=Text(th=row["name"]["th"], en=row["name"]["en"]),
            certainty=next(each for each in CERTAINTIES if each == row.get("certainty", usual)),
            source=source,
            since=int(row["since"]) if "since" in row else None,
        )
        for row in data["holidays"]
    )


@functools.cache
def source_title(key: str) -> Text:
    """What a source of the shared list is called. Raises ``KeyError`` for one that is not there."""
    raw = resources.files("prongsai.criteria").joinpath("sources.yaml").read_bytes()
    data = read_yaml(raw, "sources.yaml")
    assert isinstance(data, dict)
    title = data["sources"][key]["title"]
    return Text(th=title["th"], en=title["en"])


def fixed_in(year: int) -> dict[datetime.date, FixedHoliday]:
    """The holidays of a fixed day in a calendar year (common era)."""
    known = (each for each in every_fixed() if each.since is None or each.since <= year + BUDDHIST_ERA)
    return {datetime.date(year, each.month, each.day): each for each in known}


def holidays_of(entered: Iterable[datetime.date], first: int, last: int) -> Holidays:
    """What is known of calendar years (common era) from ``first`` to ``last``: what was ``entered``, and
    the days that are the same each year, but for those that are only recalled."""
    days = set(entered)
    years = frozenset(day.year for day in days)
    for year in range(first, last + 1):
        days.update(day for day, each in fixed_in(year).items() if each.certainty in ("confirmed", "inferred"))
    return Holidays(frozenset(days), years)
