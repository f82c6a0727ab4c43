"""Within which bounds figures that are not known must lie, given those that are."""

from __future__ import annotations

from fractions import Fraction

from prongsai.assess.computation import Computation
from prongsai.assess.graph import Route

Interval = tuple[Fraction, Fraction]

_WHOLE: Interval = (Fraction(0), Fraction(100))


class Bounds:
    """Intervals of the figures from the total down to the parts of instruments; below them only what is known.

    A figure above is the weighted mean of its parts, so knowing it and some parts bounds the others: EIT = 90 leaves
    each of two parts 80–100. In a tree such bounds are exact; each value printed is half a unit wide.
    """

    def __init__(self, done: Computation) -> None:
        below = _from_below(done)
        self.routes = [(at, route) for at, route in _top_routes(done) if _agree(below, at, route)]
        top = {at for at, _ in self.routes} | {child for _, route in self.routes for child in route.children}
        top |= {done.graph.position[name] for name in ("total", *done.graph.criteria.levels.tested)}
        below = {at: below[at] for at in top}
        self.within = dict(below)
        if not self._settle():
            # Published figures that contradict each other bound nothing: that is a difference, listed as such.
            self.within, self.routes = below, []

    def at_least(self, at: int, bar: Fraction) -> Bounds | None:
        """With the figure at ``bar`` or above; None where its own bounds rule that out."""
        low, high = self.within[at]
        return None if high < bar else self._with(at, (max(low, bar), high))

    def below(self, at: int, bar: Fraction) -> Bounds | None:
        """With the figure below ``bar``; None where its own bounds rule that out."""
        low, high = self.within[at]
        return None if low >= bar else self._with(at, (low, min(high, bar)))

    def hold(self) -> bool:
        """Whether all bounds can be kept at the same time."""
        return self._with(None, _WHOLE)._settle()

    def _with(self, at: int | None, interval: Interval) -> Bounds:
        other = object.__new__(Bounds)
        other.routes = self.routes
        other.within = dict(self.within)
        if at is not None:
            other.within[at] = interval
        return other

    def _settle(self) -> bool:
        """Carry the bounds up and down until they stay; false where they contradict each other."""
        within = self.within
        for _ in range(4):
            before = dict(within)
            for parent, route in self.routes:
                if not self._narrow(parent, *_mean(within, route)):
                    return False
            for parent, route in reversed(self.routes):
                least, most = (bound * route.whole for bound in within[parent])
                for child, weight in _weighted(route):
                    if not weight:
                        continue
                    others = [(other, share) for other, share in _weighted(route) if other != child]
                    low = (least - sum((within[other][1] * share for other, share in others), Fraction(0))) / weight
                    high = (most - sum((within[other][0] * share for other, share in others), Fraction(0))) / weight
                    if not self._narrow(child, low, high):
                        return False
            if within == before:
                break
        return True

    def _narrow(self, at: int, low: Fraction, high: Fraction) -> bool:
        now = self.within[at]
        narrowed = (max(now[0], low), min(now[1], high))
        if narrowed[0] > narrowed[1]:
            return False
        self.within[at] = narrowed
        return True


def _weighted(route: Route) -> list[tuple[int, int]]:
    return list(zip(route.children, route.weights, strict=True))


def _mean(within: dict[int, Interval], route: Route) -> Interval:
    """The bounds of a figure from those of its parts."""
    low = sum((within[child][0] * weight for child, weight in _weighted(route)), Fraction(0))
    high = sum((within[child][1] * weight for child, weight in _weighted(route)), Fraction(0))
    return low / route.whole, high / route.whole


def _agree(within: dict[int, Interval], at: int, route: Route) -> bool:
    low, high = _mean(within, route)
    return low <= within[at][1] and within[at][0] <= high


def _from_below(done: Computation) -> dict[int, Interval]:
    """What the known figures leave to every figure, looking at its parts only."""
    within: dict[int, Interval] = {}
    for at, node in enumerate(done.graph.nodes):
        told = done.announced.get(at)
        value = done.used[at]
        if told is not None:
            within[at] = told.interval()
        elif value is not None:
            within[at] = (Fraction(*value), Fraction(*value))
        else:
            low, high = _WHOLE
            for route in node.routes:
                if all(within[child] is _WHOLE for child in route.children):
                    continue
                least, most = _mean(within, route)
                low, high = max(low, least), min(high, most)
            within[at] = (low, high) if low <= high and (low, high) != _WHOLE else _WHOLE
    return within


def _top_routes(done: Computation) -> list[tuple[int, Route]]:
    """The ways to make the total, the instruments and what the levels test, children's before parents'."""
    graph = done.graph
    top = {graph.position[name] for name in ("total", *graph.criteria.levels.tested)}
    top |= {graph.position[name] for name in graph.criteria.instruments}
    return [
        (at, node.routes[0])
        for at, node in enumerate(graph.nodes)
        if at in top and node.routes and all(child in top for child in node.routes[0].children)
    ]
