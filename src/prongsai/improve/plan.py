"""A plan made from one year's results for a later year: rows of measures, steps, periods, owners, progress."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from pydantic.dataclasses import dataclass

from prongsai.files.spelling import spelled
from prongsai.language.days import Day
from prongsai.language.exact import Year
from prongsai.language.text import FROZEN


@dataclass(frozen=True, config=FROZEN)
class Step:
    """One step of a measure, with its own owner, period and result where the row gives them per step."""

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

    measures: tuple[str, ...] = field(metadata=spelled(one_text="read"))
    issue: str | None = None  # number of the form's issue
    indicators: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    analysis: tuple[str, ...] = field(default=(), metadata=spelled(one_text="written"))
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
