"""Weak items, and the product's own recommendations that apply to them; never for what rests on one respondent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from prongsai.analyze.finding.strengths import Lowest
from prongsai.analyze.respondents_behind import Behind, behind_item
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts
from prongsai.criteria.figure_id import FigureId, item_figure
from prongsai.criteria.shapes import Criteria, Item, Recommendation
from prongsai.language.text import Text

# Stands wherever a recommendation is shown.
OUR_ADVICE = Text(
    th="คำแนะนำของระบบโปร่งใส (Prongsai) ไม่ใช่ข้อเสนอแนะของผู้ประเมิน",
    en="Advice of Prongsai, not of the assessor",
)

Why = Literal["lost-points", "below-threshold", "lowest-of-instrument", "lowest-of-indicator", "named-by-assessor"]


@dataclass(frozen=True, slots=True)
class WeakItem:
    """An item to work on, in one part. ``score`` is None where only the assessor named it.

    ``private``: its loss rests, or may rest, on one respondent; it is shown as nearly full, without advice or quote.
    """

    figure: FigureId
    item: str
    score: Decimal | None
    why: tuple[Why, ...]
    behind: Behind | None

    @property
    def private(self) -> bool:
        """Whether it must not be the subject of advice."""
        return self.behind is not None and self.behind.private

    @property
    def few(self) -> bool:
        """Whether a text may show its score alone, not what was answered."""
        return self.behind is not None and self.behind.few


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation for an item that is weak in one part or in several: ``figures``. ``label`` says whose it is."""

    item: str
    figures: tuple[FigureId, ...]
    recommendation: Recommendation
    refs: tuple[str, ...]
    label: Text = OUR_ADVICE


def weak_items(
    criteria: Criteria, facts: Facts, scorecard: Scorecard, lows: tuple[Lowest, ...], threshold: Decimal
) -> tuple[WeakItem, ...]:
    """Disclosure items that lost points; survey items below the threshold, lowest of a set, or named by the assessor.

    In the edition's order, each part for itself.
    """
    lowest_in: dict[str, set[Why]] = {}
    for lowest in lows:
        why: Why = "lowest-of-indicator" if lowest.scope.kind == "indicator" else "lowest-of-instrument"
        for low in lowest.figures:
            lowest_in.setdefault(low.figure, set()).add(why)
    named = _named(criteria, facts)
    weak = []
    for part in criteria.part_ids():
        instrument = criteria.instrument_of_part(part)
        for item in criteria.items_of(instrument.id):
            why_lowest = lowest_in.get(item_figure(part, item.id), set())
            weak_item = _weak(criteria, facts, scorecard, part, item, threshold, why_lowest, named)
            if weak_item is not None:
                weak.append(weak_item)
    return tuple(weak)


def _weak(
    criteria: Criteria,
    facts: Facts,
    scorecard: Scorecard,
    part: str,
    item: Item,
    threshold: Decimal,
    lowest_in: set[Why],
    named: set[tuple[str, str]],
) -> WeakItem | None:
    figure = item_figure(part, item.id)
    score = scorecard.figures[figure].shown
    why: list[Why] = []
    if criteria.instruments[item.instrument].kind == "disclosure":
        if score is not None and score < 100:
            why.append("lost-points")
    else:
        if score is not None and score < threshold:
            why.append("below-threshold")
        why += sorted(lowest_in, reverse=True)
    # What has the full score is not weak, whoever named it.
    if (part, item.id) in named and score != 100:
        why.append("named-by-assessor")
    if not why:
        return None
    return WeakItem(figure, item.id, score, tuple(why), behind_item(criteria, facts, scorecard, figure))


def _named(criteria: Criteria, facts: Facts) -> set[tuple[str, str]]:
    """Part and item of every point that the assessor makes about items; without a part, all parts of the instrument."""
    named = set()
    for point in facts.assessor:
        for item in point.ids if point.scope == "items" else ():
            parts = [part.id for part in criteria.instruments[criteria.items[item].instrument].parts]
            named |= {(part, item) for part in parts if point.part in (None, part, criteria.items[item].instrument)}
    return named


def advice(criteria: Criteria, weak: tuple[WeakItem, ...]) -> tuple[Advice, ...]:
    """The recommendations for weak items that are not private, one per item, in the edition's order."""
    figures: dict[str, list[FigureId]] = {}
    for weak_item in weak:
        if not weak_item.private:
            figures.setdefault(weak_item.item, []).append(weak_item.figure)
    return tuple(
        Advice(item, tuple(where), recommendation, recommendation.refs)
        for item, where in figures.items()
        if (recommendation := criteria.recommendations.get(item)) is not None
    )
