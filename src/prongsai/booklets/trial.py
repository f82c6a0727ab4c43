"""Figures tried against the edition's own arithmetic: whether they are what the others give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from prongsai.assess.score import score
from prongsai.collect.facts import Disclosure, Facts, Published
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.shapes import Criteria

Figures = Mapping[FigureId, Decimal]


@dataclass(frozen=True, slots=True)
class Tried:
    """What the arithmetic says of a set of figures: those that their own parts do not give, and how many of the
    announced ones their parts do give."""

    differing: frozenset[FigureId]
    borne_out: frozenset[FigureId]


class Trial:
    """Scores sets of figures by one edition."""

    def __init__(self, criteria: Criteria, facts: Facts) -> None:
        self.criteria = criteria
        self.facts = facts
        self.disclosed = {code for code, instrument in criteria.instruments.items() if instrument.kind == "disclosure"}
        self._done: dict[frozenset[tuple[FigureId, Decimal]], Tried] = {}

    def of(self, figures: Figures) -> Tried:
        """What becomes of figures as announced."""
        known = frozenset(figures.items())
        if known not in self._done:
            self._done[known] = self._tried(figures)
        return self._done[known]

    def _tried(self, figures: Figures) -> Tried:
        published, marks = published_of(figures, self.disclosed)
        disclosure = {item: Disclosure(item=item, score=mark) for item, mark in marks.items()}
        facts = replace(self.facts, published=Published(**published), disclosure=disclosure)
        card = score(self.criteria, facts)
        differing = frozenset(FigureId(difference.figure) for difference in card.differences)
        computed = {FigureId(figure) for figure, value in card.figures.items() if value.computed is not None}
        return Tried(differing, frozenset(figure for figure in figures if figure in computed) - differing)


def published_of(figures: Figures, disclosed: set[str]) -> tuple[dict[str, Any], dict[str, Decimal]]:
    """Figures as the section ``published`` has them, and the marks of disclosure items, which stand apart."""
    published: dict[str, Any] = {}
    marks: dict[str, Decimal] = {}
    for figure, value in figures.items():
        if figure.kind == "item" and figure.part in disclosed:
            marks[figure.number] = value
            continue
        *way, key = figure.place
        at: Any = published
        for step in way:
            at = at.setdefault(step, {})
        at[key] = value
    return published, marks
