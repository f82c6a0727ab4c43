"""Collects the figures of a report while it is built: a key and a text for each, once."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from prongsai.publish.report import FigureKind, Ref, Shown

if TYPE_CHECKING:
    from prongsai.assess.scorecard import Scorecard


class Figures:
    """The figures of one report. Every method returns the reference to put into a block."""

    def __init__(self, scorecard: Scorecard | Callable[[], Scorecard]) -> None:
        # A document without scores, as a memo, asks for no scorecard; then none is made.
        self._given = scorecard
        self.all: dict[str, Shown] = {}

    @cached_property
    def scorecard(self) -> Scorecard:
        """The scorecard that scores and the level are read from."""
        return self._given() if callable(self._given) else self._given

    def has(self, figure: str) -> bool:
        """Whether the scorecard shows a value for ``figure``."""
        scored = self.scorecard.figures.get(figure)
        return scored is not None and scored.shown is not None

    def score(self, figure: str, *, bold: bool = False) -> Ref:
        """The shown score of a figure, two decimals, points. KeyError where it has no value: ask ``has`` first."""
        shown = self.scorecard.figures[figure].shown
        if shown is None:
            raise KeyError(figure)
        return self.put(figure, two(shown), "score", bold=bold)

    def level(self, *, bold: bool = False) -> Ref | None:
        """The level's name, or None where it is not known."""
        name = self.scorecard.level.name
        return self.put("level", name, "level", bold=bold) if name else None

    def put(self, key: str, text: str, kind: FigureKind, *, bold: bool = False) -> Ref:
        """A figure that is not one of the scorecard's, by its own key (``change:total:2567``, ``count:IIT``)."""
        held = self.all.setdefault(key, Shown(text, kind))
        if held != Shown(text, kind):
            raise ValueError(f"figure {key} is {held.text} already and cannot also be {text}")
        return Ref(key, bold)


def two(value: Decimal) -> str:
    """A score with at least two decimals: published ``100`` reads ``100.00`` in tables; longer ones stay."""
    exponent = value.as_tuple().exponent
    return f"{value:.2f}" if isinstance(exponent, int) and exponent > -2 else str(value)
