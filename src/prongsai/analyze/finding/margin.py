"""Where the agency stands: its margin to the target, and which figures keep it from the next better level."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from prongsai.assess.level import as_compared
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.shapes import Criteria, Level


@dataclass(frozen=True, slots=True)
class Margin:
    """How far the figure of a target is above it (negative: below), in points."""

    figure: str
    target: Decimal
    margin: Decimal

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        return self.margin >= 0


@dataclass(frozen=True, slots=True)
class Deciding:
    """What decides the level: the ``next`` better level and the figures that are short of it, most lacking first.

    ``short`` maps figure id to the points it lacks. ``next`` is None at the best level; ``short`` is then empty.
    """

    level: str
    next: str | None
    short: dict[str, Decimal]


def margins(criteria: Criteria, scorecard: Scorecard) -> tuple[Margin, ...]:
    """One margin per target whose figure is known."""
    known_margins = []
    for target in criteria.targets:
        figure = scorecard.figures.get(target.figure)
        if figure is not None and figure.shown is not None:
            reached = as_compared(criteria.levels, figure.shown)
            known_margins.append(Margin(target.figure, target.score, reached - target.score))
    return tuple(known_margins)


def deciding(criteria: Criteria, scorecard: Scorecard) -> Deciding | None:
    """What keeps the agency from the next better level; None where the level is not known by the rules.

    The level taken is the computed one: a name that the rules do not know decides nothing.
    """
    steps = criteria.levels.steps
    name = scorecard.level.computed or (scorecard.level.name if scorecard.level.name else None)
    at = next((place for place, step in enumerate(steps) if step.name == name), None)
    if at is None:
        return None
    if at == 0:
        return Deciding(steps[0].name, None, {})
    better = steps[at - 1]
    lacking = _lacking(criteria, scorecard, better)
    return Deciding(steps[at].name, better.name, dict(sorted(lacking.items(), key=lambda pair: -pair[1])))


def _lacking(criteria: Criteria, scorecard: Scorecard, step: Level) -> dict[str, Decimal]:
    wanted = {"total": step.total}
    if step.each is not None:
        wanted |= dict.fromkeys(criteria.levels.tested, step.each)
    lacking = {}
    for figure, least in wanted.items():
        scored = scorecard.figures.get(figure)
        reached = None if scored is None or scored.shown is None else as_compared(criteria.levels, scored.shown)
        if reached is not None and reached < least:
            lacking[figure] = least - reached
    return lacking
