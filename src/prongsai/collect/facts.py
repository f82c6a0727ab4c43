"""What was observed for one agency in one year: answers, disclosure marks, and figures as published."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from pydantic import field_validator
from pydantic.dataclasses import dataclass

from prongsai.criteria.figure_id import FigureId, Place, figure_at
from prongsai.criteria.shapes import Certainty
from prongsai.language.exact import Count, Printed, counts_at_once
from prongsai.language.text import FROZEN


@dataclass(frozen=True, config=FROZEN)
class Agency:
    """Who was assessed. ``kind`` is a code of ``criteria``'s agency kinds, as ``city-municipality``."""

    name: str
    code: str | None = None
    kind: str | None = None
    size: str | None = None
    district: str | None = None
    province: str | None = None
    website: str | None = None


@dataclass(frozen=True, config=FROZEN)
class Answers:
    """Answers to one question: counts, or shares in percent, in the order of the question's choices."""

    counts: tuple[Count, ...] | None = None
    shares: tuple[Printed, ...] | None = None
    _quick = field_validator("counts", mode="wrap")(counts_at_once)


@dataclass(frozen=True, config=FROZEN)
class Groups:
    """One-way counts and printed shares (percent) of respondents by the edition's group codes."""

    counts: dict[str, Count] | None = None
    shares: dict[str, Printed] | None = None


@dataclass(frozen=True, config=FROZEN)
class PartAnswers:
    """The answers of one part: IIT, EIT1, EIT2, or EIT where the edition has no parts."""

    respondents: Count | None = None
    items: dict[str, Answers] | None = None
    demographics: dict[str, Groups] | None = None


@dataclass(frozen=True, config=FROZEN)
class Disclosure:
    """One disclosure item as filed and marked. The one home of OIT marks."""

    item: str
    urls: tuple[str, ...] = ()
    explanation: str | None = None
    score: Printed | None = None
    reason: str | None = None
    advice: str | None = None


@dataclass(frozen=True, config=FROZEN)
class Published:
    """Figures as announced, digit for digit (Decimals keep their number of decimals). Missing = not announced."""

    items: dict[str, dict[str, Printed]] | None = None  # part → item → score
    sub_indicators: dict[str, Printed] | None = None
    indicators: dict[str, Printed] | None = None  # 6–8 combined
    part_indicators: dict[str, dict[str, Printed]] | None = None  # part → indicator → score
    instruments: dict[str, Printed] | None = None  # IIT, EIT, EIT1, EIT2, OIT
    total: Printed | None = None
    level: str | None = None

    def tables(self) -> Iterator[tuple[Place, dict[str, Decimal]]]:
        """Each table of announced scores with its place: ``("instruments",)``, ``("items", "IIT")``. Not the total."""
        yield ("instruments",), self.instruments or {}
        yield ("indicators",), self.indicators or {}
        for part, table in (self.part_indicators or {}).items():
            yield ("part_indicators", part), table
        yield ("sub_indicators",), self.sub_indicators or {}
        for part, table in (self.items or {}).items():
            yield ("items", part), table

    def scores(self) -> dict[FigureId, Decimal]:
        """Every announced score by its figure."""
        scores = {FigureId("total"): self.total} if self.total is not None else {}
        return scores | {figure_at((*at, name)): score for at, table in self.tables() for name, score in table.items()}

    def score(self, figure: FigureId) -> Decimal | None:
        """The announced score of one figure; None where it was not announced, and for the level."""
        if figure.kind == "total":
            return self.total
        *at, name = figure.place
        return next((table.get(name) for place, table in self.tables() if place == tuple(at)), None)


@dataclass(frozen=True, config=FROZEN)
class PastYear:
    """An earlier year: what was published then, under which edition, and how surely it is known.

    A year before there were editions, as 2561 to 2563, needs no more than its total, level and ``certainty``.
    """

    published: Published
    criteria: str | None = None
    certainty: Certainty | None = None  # None: as announced, confirmed


@dataclass(frozen=True, config=FROZEN)
class AssessorPoint:
    """One point of the assessor's recommendations. ``ids`` are ids of ``scope``; ``refs`` items or sub-indicators."""

    scope: Literal["document", "instrument", "indicator", "items"]
    ids: tuple[str, ...] = ()
    part: str | None = None
    issue: str | None = None
    advice: str | None = None
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, config=FROZEN)
class Facts:
    """All that was observed for one agency in one fiscal year (Buddhist era)."""

    agency: Agency
    year: int
    criteria: str  # edition id
    staff: int | None
    visitors: int | None
    answers: dict[str, PartAnswers]
    disclosure: dict[str, Disclosure]  # by item id
    published: Published
    history: dict[int, PastYear]
    assessor: tuple[AssessorPoint, ...]
