"""A plan made from one year's results for a later year: rows of measures, steps, periods, owners, progress."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import Literal

from pydantic.dataclasses import dataclass

from prongsai.files.spelling import spelled
from prongsai.language.days import Day
from prongsai.language.exact import Year
from prongsai.language.text import FROZEN


@dataclass(frozen=True, config=FROZEN)
class Headed:
    """Measures or readings that stand together under a heading of their own."""

    heading: str
    points: tuple[str, ...]


# A measure or reading as a text, or several under their heading.
RowEntry = str | Headed


def lines_of(entries: Iterable[RowEntry]) -> tuple[str, ...]:
    """What entries say, line by line: texts, and headings each before its points."""
    return tuple(line for one in entries for line in ((one,) if isinstance(one, str) else (one.heading, *one.points)))


def in_a_line(entry: RowEntry) -> str:
    """An entry where there is one line for it: ``heading: point / point``."""
    return entry if isinstance(entry, str) else f"{entry.heading}: {' / '.join(entry.points)}"


@dataclass(frozen=True, config=FROZEN)
class Step:
    """One step of a measure, with its own owner, period and result where the row gives them per step.

    A step with a `heading` begins a group: it and the steps after it stand below the heading, up to the next one.
    """

    heading: str | None = field(default=None, kw_only=True)
    text: str
    owner: str | None = None
    period: str | None = None
    result: str | None = None
    suggestion: str | None = None


@dataclass(frozen=True, config=FROZEN)
class Owner:
    """A unit that is responsible: ``lead`` or ``joint``."""

    unit: str
    role: Literal["lead", "joint"] = "lead"


@dataclass(frozen=True, config=FROZEN)
class Period:
    """When a row is carried out, as printed and as dates where the print says them."""

    text: str
    starts: Day | None = field(default=None, metadata=spelled(key="from"))
    ends: Day | None = field(default=None, metadata=spelled(key="to"))
    repeats: str | None = None


@dataclass(frozen=True, config=FROZEN)
class Row:
    """One row of a plan. Measures, analyses and steps need not pair."""

    measures: tuple[RowEntry, ...] = field(metadata=spelled(one_text="read"))
    issue: str | None = None  # number of the form's issue
    indicators: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    analysis: tuple[RowEntry, ...] = field(default=(), metadata=spelled(one_text="written"))
    success: tuple[str, ...] = field(default=(), metadata=spelled(one_text="written"))
    follow_up: str | None = None
    evidence: str | None = None
    steps: tuple[Step, ...] = ()
    owners: tuple[Owner, ...] = ()
    period: Period | None = field(default=None, metadata=spelled(text_as="text"))
    result: tuple[str, ...] = field(default=(), metadata=spelled(one_text="written"))
    suggestion: tuple[str, ...] = field(default=(), metadata=spelled(one_text="written"))


@dataclass(frozen=True, config=FROZEN)
class Progress:
    """How far the plan is carried out, and as of which day."""

    as_of: Day | None = None
    note: str | None = None


@dataclass(frozen=True, config=FROZEN)
class Plan:
    """Rows for ``year`` in the edition's plan ``form``."""

    year: Year
    rows: tuple[Row, ...]
    form: str | None = None
    title: str | None = None
    progress: Progress | None = None
