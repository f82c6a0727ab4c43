"""The result level: decided where it can be, else the levels that are still possible, and why."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prongsai.assess.bounds import Bounds
from prongsai.assess.computation import Computation
from prongsai.assess.scorecard import Difference, LevelFigure
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.shapes import Certainty, Level, Levels
from prongsai.language.exact import decimals_of, half_up, quantized
from prongsai.language.text import Text

LEVEL = FigureId("level")


@dataclass(frozen=True, slots=True)
class _Test:
    """A demand of a level: the shown figure is at least ``bar``, or where ``met`` is false, below it."""

    at: int
    bar: Decimal
    met: bool


def level(done: Computation) -> tuple[LevelFigure, tuple[Difference, ...]]:
    """The level of the year, and the difference where the announced one is not what the rules give.

    Compared are the total and each tested figure, rounded as the edition says: 84.995 is 85.00, and has its level. A
    figure that is not known lies anywhere that the known ones leave it: EIT = 90 alone leaves each of its two parts
    80–100.
    """
    if done.level is None:
        done.level = _level(done)
    return done.level


def _level(done: Computation) -> tuple[LevelFigure, tuple[Difference, ...]]:
    told = done.facts.published.level
    unknown = _unknown(done)
    possible = _possible(done, unknown) if unknown else _decided(done)
    computed = possible[0].name if len(possible) == 1 else None
    names = tuple(step.name for step in possible)
    reason = None if computed is not None else _reason(done, unknown, possible)
    if told is not None:
        figure = LevelFigure(told, "published", computed, names, "confirmed", reason)
        if names and told not in names:
            return figure, (Difference(LEVEL, told, " / ".join(names), "", ()),)
        return figure, ()
    if computed is None:
        return LevelFigure(None, None, None, names, None, reason), ()
    return LevelFigure(computed, "computed", computed, names, _certainty(done, possible[0])), ()


def _unknown(done: Computation) -> list[int]:
    """The figures that the levels look at and that have no value."""
    names = ("total", *done.graph.criteria.levels.tested)
    places = [done.graph.position[name] for name in names]
    return [at for at in places if done.figures[at].shown is None]


def as_compared(levels: Levels, value: Decimal) -> Decimal:
    """A shown figure as the levels compare it: one printed with more decimals than the edition compares is rounded."""
    return quantized(value, levels.decimals) if decimals_of(value) > levels.decimals else value


def shown(done: Computation, at: int) -> Decimal | None:
    """A figure as the levels compare it, rounded half-up as the edition says; the total with all its decimals."""
    figure = done.figures[at]
    levels = done.graph.criteria.levels
    if figure.shown is None or (figure.basis == "computed" and levels.decimals == 2):
        return figure.shown
    if figure.basis == "computed" or figure.id == "total":
        return half_up(_exact(done, at), levels.decimals)
    return as_compared(levels, figure.shown)


def _exact(done: Computation, at: int) -> Fraction:
    """A known figure before any rounding: as announced, else as computed."""
    told = done.announced.get(at)
    if told is not None:
        return Fraction(told.value)
    return done.figures[at].exact or Fraction(0)


def _decided(done: Computation) -> list[Level]:
    """The best level whose every demand is met, all figures being known."""
    graph = done.graph
    for step, demands in zip(graph.criteria.levels.steps, graph.demands, strict=True):
        if all((value := shown(done, at)) is not None and value >= bar for at, bar in demands):
            return [step]
    return []


def _possible(done: Computation, unknown: list[int]) -> list[Level]:
    """The levels that the known figures leave open: its own demands met, and one of every better level's missed."""
    bounds = Bounds(done)
    open_levels = []
    better: list[list[_Test]] = []
    for step, demanded in zip(done.graph.criteria.levels.steps, done.graph.demands, strict=True):
        demands = [_Test(at, bar, True) for at, bar in demanded]
        narrowed: Bounds | None = bounds
        for test in demands:
            narrowed = None if narrowed is None else _apply(done, narrowed, test)
        if narrowed is not None and _some_missed(done, narrowed, better):
            open_levels.append(step)
        better.append(demands)
    return open_levels


def _some_missed(done: Computation, bounds: Bounds, better: list[list[_Test]]) -> bool:
    """Whether every better level can miss one of its demands at the same time."""
    if not better:
        return bounds.hold()
    first, rest = better[0], better[1:]
    for test in first:
        narrowed = _apply(done, bounds, _Test(test.at, test.bar, False))
        if narrowed is not None and _some_missed(done, narrowed, rest):
            return True
    return False


def _apply(done: Computation, bounds: Bounds, test: _Test) -> Bounds | None:
    """The bounds with a demand met (or missed), None where that contradicts what is known."""
    known = shown(done, test.at)
    if known is not None:
        return bounds if (known >= test.bar) == test.met else None
    # What is not announced yet will be rounded too: half a hundredth below the bar still meets it.
    bar = Fraction(test.bar) - Fraction(1, 2 * 10**done.graph.criteria.levels.decimals)
    return bounds.at_least(test.at, bar) if test.met else bounds.below(test.at, bar)


def _reason(done: Computation, unknown: list[int], possible: list[Level]) -> Text:
    if not possible:
        return Text(th="ไม่ทราบเกณฑ์ระดับผลการประเมินของปีนี้", en="this year's levels are not known")
    missing = [done.graph.nodes[at].id for at in unknown]
    listed = ", ".join("คะแนนรวม" if name == "total" else name for name in missing)
    return Text(
        th=f"ยังไม่ทราบ {listed} จึงอาจเป็น {' หรือ '.join(step.name for step in possible)}",
        en=f"not known: {', '.join(missing)}; the level may be {' or '.join(step.english for step in possible)}",
    )


def _certainty(done: Computation, reached: Level) -> Certainty:
    """As certain as the least certain of: the figures compared, what is tested, and the levels from the best down."""
    graph = done.graph
    levels = graph.criteria.levels
    rests = 0
    best = levels.steps.index(reached) + 1
    for rule in graph.level_rules[:best]:
        rests |= rule
    looked_at = {at for demands in graph.demands[:best] for at, _ in demands}
    if len(looked_at) > 1:
        rests |= graph.tested_rule
    if any(_by_rounding(done, at, bar) for demands in graph.demands[:best] for at, bar in demands):
        rests |= graph.compared_rule
    for tested in looked_at:
        if done.figures[tested].basis == "computed":
            rests |= graph.bits(done.figures[tested].rests_on)
    return graph.said(rests)[0]


def _by_rounding(done: Computation, at: int, bar: Decimal) -> bool:
    """Whether a figure meets ``bar`` only because it is rounded before it is compared."""
    value = shown(done, at)
    return value is not None and value >= bar and _exact(done, at) < bar
