"""Every figure of one agency's year: exact, shown, published or computed, and how certain."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.shapes import Certainty
from prongsai.language.text import Text

Basis = Literal["published", "computed"]


def rests_on_unconfirmed_rule(basis: Basis | None, certainty: Certainty | None) -> bool:
    """Whether a shown figure is computed, not announced, by rules that are not all confirmed: it gets a star."""
    return basis == "computed" and certainty not in (None, "confirmed")


# A named tuple, as a nation has a million figures and a frozen dataclass takes four times as long to make.
class Figure(NamedTuple):
    """One figure. ``id`` as in the file format: total, IIT, EIT1, ind:6, ind:6@EIT1, sub:9.1, EIT1.e2, OIT.o27.

    ``shown`` is the published figure where there is one, else ``computed``; both in points, 0–100. ``computed`` is
    ``exact`` rounded half-up to two decimals and None where a child has no value; ``ratio`` is ``exact`` as numerator
    and denominator in lowest terms. ``rests_on`` names the uncertain rules that the computed value rests on.
    """

    id: FigureId
    shown: Decimal | None
    basis: Basis | None
    computed: Decimal | None
    ratio: tuple[int, int] | None
    certainty: Certainty | None
    rests_on: tuple[str, ...] = ()
    respondents: int | None = None

    @property
    def exact(self) -> Fraction | None:
        """The computed value before it is rounded."""
        return None if self.ratio is None else Fraction(*self.ratio)

    @property
    def unconfirmed(self) -> bool:
        """Whether what is shown rests on an unconfirmed rule."""
        return rests_on_unconfirmed_rule(self.basis, self.certainty)


@dataclass(frozen=True, slots=True)
class LevelFigure:
    """The level: shown, computed, and the levels still possible where an unknown part could change it."""

    name: str | None
    basis: Basis | None
    computed: str | None
    possible: tuple[str, ...]
    certainty: Certainty | None
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A published figure that its own parts do not give. ``explainable``: how far rounding of the parts reaches."""

    figure: FigureId
    published: str
    computed: str
    explainable: str
    affects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All figures of an edition for one agency and year, in the edition's order."""

    agency: str
    year: int
    criteria: str
    criteria_revision: int
    criteria_checksum: str
    figures: dict[str, Figure]
    level: LevelFigure
    differences: tuple[Difference, ...]
    warnings: tuple[Text, ...]
