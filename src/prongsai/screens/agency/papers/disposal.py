"""Lists of disposal: which official records may be chosen, and what a list says of each."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prongsai.files.problems import Problem
from prongsai.language.text import Text


@dataclass(frozen=True, kw_only=True)
class Record:
    """An official record as a list shows it: fiscal ``year``, title, the number and day of issue, how old it is, how
    many files it has (``files``: what was kept with it, counted too)."""

    number: int
    year: int
    title: Text
    issue_number: str
    issued_on: datetime.date
    age: Text
    files: int
    chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class PastList:
    """A list that was carried out."""

    number: int
    order: str
    ordered_on: datetime.date
    papers: int


@dataclass(frozen=True, kw_only=True)
class DisposalPage:
    """The records that are there, oldest first; those ``chosen`` make the list. ``done``: the list just kept."""

    records: tuple[Record, ...]
    past: tuple[PastList, ...]
    order: str = ""
    day: str = ""
    sure: bool = False
    problems: tuple[Problem, ...] = ()
    done: int | None = None

    @property
    def chosen(self) -> tuple[Record, ...]:
        """The records of the list, in its order."""
        return tuple(each for each in self.records if each.chosen)


@dataclass(frozen=True, kw_only=True)
class ListLine:
    """A line of a list that was carried out."""

    year: str
    title: str
    number: str
    day: str
    age: str


@dataclass(frozen=True, kw_only=True)
class CarriedOut:
    """A list that was carried out, with its order and who entered it."""

    order: str
    ordered_on: datetime.date
    lines: tuple[ListLine, ...]
    entered_at: datetime.datetime
    entered_by: str
