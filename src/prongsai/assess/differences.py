"""Published figures that their own parts do not give, however the parts were rounded."""

from __future__ import annotations

from fractions import Fraction

from prongsai.assess.computation import Computation, rounded_on
from prongsai.assess.evidence import spread
from prongsai.assess.ratios import Ratio, fraction, rounded, weighted_mean
from prongsai.assess.scorecard import Difference
from prongsai.language.exact import half_up

Interval = tuple[Fraction, Fraction]


def differences(done: Computation) -> tuple[Difference, ...]:
    """Every published figure whose interval the interval of its parts does not reach, in the edition's order.

    A printed figure with d decimals stands for half a unit either way; a computed one for itself and, as it may have
    been rounded before it was used, for its rounded value. Intervals are carried through the method.
    """
    if done.differences is None:
        done.differences = _differences(done) if done.announced else ()
    return done.differences


def _differences(done: Computation) -> tuple[Difference, ...]:
    reach = Reach(done)
    differing = []
    for at in done.graph.order:
        told = done.announced.get(at)
        value = done.exact[at]
        if told is None or value is None or done.graph.nodes[at].marked:
            continue
        exact = fraction(value)
        low, high = told.interval()
        # The exact value lies inside its own interval, so a figure that it prints as needs no further look.
        if low <= exact <= high:
            continue
        least, most = reach.widened(at)
        if least <= high and low <= most:
            continue
        differing.append(
            Difference(
                figure=done.graph.nodes[at].id,
                published=str(told.value),
                computed=str(done.figures[at].computed),
                explainable=str(half_up(max(most - exact, exact - least), 2)),
                affects=_affected(done, at),
            )
        )
    return tuple(differing)


class Reach:
    """How low and how high figures can lie behind what was printed and rounded."""

    def __init__(self, done: Computation) -> None:
        self.done = done
        self.kept: dict[int, Interval] = {}

    def used(self, at: int) -> Interval:
        """What the figures above may have been computed from."""
        told = self.done.announced.get(at)
        return told.interval() if told is not None else self.widened(at)

    def widened(self, at: int) -> Interval:
        """The computed interval of a figure, with the edition's rounding or one to two decimals, or without."""
        interval = self.kept.get(at)
        if interval is None:
            low, high = self._computed(at)
            decimals = self.done.graph.nodes[at].decimals
            for places in {2, 2 if decimals is None else decimals}:
                low = min(low, Fraction(half_up(low, places)))
                high = max(high, Fraction(half_up(high, places)))
            interval = self.kept[at] = (low, high)
        return interval

    def _computed(self, at: int) -> Interval:
        route = self.done.route.get(at)
        if route is not None:
            parts = [self.used(child) for child in route.children]
            low = sum((part[0] * weight for part, weight in zip(parts, route.weights, strict=True)), Fraction(0))
            high = sum((part[1] * weight for part, weight in zip(parts, route.weights, strict=True)), Fraction(0))
            return low / route.whole, high / route.whole
        answered = self.done.scored.get(at)
        if answered is not None and answered.counts is None and answered.shares is not None:
            return spread(self.done.graph.nodes[at], answered.shares)
        value = self.done.exact[at]
        if value is None:
            raise ValueError(f"{self.done.graph.nodes[at].id} has no value")
        return fraction(value), fraction(value)


def _affected(done: Computation, at: int) -> tuple[str, ...]:
    """The shown figures above that would change if the computed figure stood in place of the published one."""
    graph = done.graph
    changed: dict[int, Ratio] = {at: _onward(done, at, done.exact[at])}
    names = []
    for above in range(at + 1, len(graph.nodes)):
        route = done.route.get(above)
        before = done.exact[above]
        if route is None or before is None or not any(child in changed for child in route.children):
            continue
        parts = [changed.get(child) or _known(done, child) for child in route.children]
        after = weighted_mean(parts, route.weights, route.whole)
        if rounded(after) == rounded(before):
            continue
        names.append(above)
        told = done.announced.get(above)
        # A published figure that its parts do not give as it is does not follow from them: the change ends there.
        if told is None or told.value * 100 == rounded(before):
            changed[above] = _onward(done, above, after)
    return tuple(graph.nodes[above].id for above in graph.order if above in names)


def _onward(done: Computation, at: int, value: Ratio | None) -> Ratio:
    if value is None:
        raise ValueError(f"{done.graph.nodes[at].id} has no value")
    return rounded_on(done.graph.nodes[at], value)[0]


def _known(done: Computation, at: int) -> Ratio:
    value = done.used[at]
    if value is None:
        raise ValueError(f"{done.graph.nodes[at].id} has no value")
    return value
