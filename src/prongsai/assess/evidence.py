"""What the facts of one agency say about the edition's figures: announced scores, counts and marks by position."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from prongsai.assess.graph import Graph, Node
from prongsai.assess.methods import mean_of_answers
from prongsai.assess.ratios import Ratio
from prongsai.assess.shares import unique_counts
from prongsai.collect.facts import Answers, Facts
from prongsai.criteria.figure_id import figure_at
from prongsai.language.exact import decimals_of


@dataclass(frozen=True, slots=True)
class Announced:
    """A published figure. ``decimals``: how many its table shows; trailing zeros may have been left out of this one."""

    value: Decimal
    decimals: int

    def interval(self) -> tuple[Fraction, Fraction]:
        """What the figure stands for: half a unit either way, within 0–100."""
        half = Fraction(1, 2 * 10**self.decimals)
        middle = Fraction(self.value)
        return max(Fraction(0), middle - half), min(Fraction(100), middle + half)


class Scored(NamedTuple):
    """The exact score of one item from answers. ``counts`` is None where only rounded shares are known."""

    value: Ratio
    respondents: int | None
    counts: tuple[int, ...] | None
    shares: tuple[Decimal, ...] | None


def announced(graph: Graph, facts: Facts) -> dict[int, Announced]:
    """The published figures by their position in the graph."""
    by_position: dict[int, Announced] = {}
    published = facts.published
    for at, table in published.tables():
        # In one table “98” beside “98.67” is 98.00: the zeros were dropped, not the digits. The total is printed
        # with the instruments.
        beside = (published.total,) if at == ("instruments",) and published.total is not None else ()
        decimals = max((decimals_of(value) for value in (*table.values(), *beside)), default=0)
        for name, value in table.items():
            # An instrument without parts has no indicators of a part: its indicators are the instrument's own.
            position = graph.position.get(figure_at((*at, name)))
            if position is not None:
                by_position[position] = Announced(value, decimals)
        for value in beside:
            by_position[graph.position["total"]] = Announced(value, decimals)
    return by_position


def scored(node: Node, answers: Answers, respondents: int | None) -> Scored | None:
    """The score of a question from its answers; None where it cannot be scored or nobody answered."""
    points = node.points
    if not points:
        return None
    counts = answers.counts
    if counts is None and answers.shares is not None:
        counts = unique_counts(answers.shares, respondents) if respondents else None
        if counts is None:
            return _scored_by_shares(node, answers.shares, respondents)
    if counts is None:
        return None
    if len(counts) != len(points):
        _fits(node, len(counts))
    value = mean_of_answers(counts, points, node.unit)
    return None if value is None else Scored(value, value[1] // node.unit, counts, answers.shares)


def _scored_by_shares(node: Node, shares: tuple[Decimal, ...], respondents: int | None) -> Scored | None:
    _fits(node, len(shares))
    decimals = max(decimals_of(share) for share in shares)
    whole = [int(share.scaleb(decimals)) for share in shares]
    # Rounded shares may add to 99.99 or 100.01: their own sum keeps the mean within the scale.
    value = mean_of_answers(whole, node.points, node.unit)
    return None if value is None else Scored(value, respondents, None, shares)


def _fits(node: Node, choices: int) -> None:
    if choices != len(node.points):
        raise ValueError(f"{node.id}: answers to {choices} choices, but the question has {len(node.points)}")


def spread(node: Node, shares: tuple[Decimal, ...]) -> tuple[Fraction, Fraction]:
    """How low and how high the exact score behind rounded shares can lie; each may be off by just under a unit."""
    decimals = max(decimals_of(share) for share in shares)
    unit = Fraction(1, 10**decimals)
    points = [Fraction(point, node.unit) for point in node.points]
    lows = [max(Fraction(0), Fraction(share) - unit) for share in shares]
    highs = [min(Fraction(100), Fraction(share) + unit) for share in shares]
    return _extreme(points, lows, highs, best=False), _extreme(points, lows, highs, best=True)


def _extreme(points: list[Fraction], lows: list[Fraction], highs: list[Fraction], *, best: bool) -> Fraction:
    """The least or greatest mean of points by shares within bounds that add to 100, filled greedily."""
    taken = list(lows)
    left = 100 - sum(lows)
    for index in sorted(range(len(points)), key=lambda choice: points[choice], reverse=best):
        more = min(left, highs[index] - lows[index])
        if more > 0:
            taken[index] += more
            left -= more
    whole = sum(taken)
    return (
        sum((share * point for share, point in zip(taken, points, strict=True)), Fraction(0)) / whole
        if whole
        else Fraction(0)
    )
