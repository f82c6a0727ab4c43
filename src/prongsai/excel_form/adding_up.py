"""Whether the shares of a question add up to 100, as far as shares that are printed rounded can."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from prongsai.language.exact import decimals_of

MOST_PRINTED = 2  # decimals; a share with more was worked out, and is not more exact than those that are printed


def tolerance(shares: Sequence[Decimal]) -> Decimal:
    """How far from 100 the sum may be: half a unit of the last printed decimal for every share that is not zero.

    A printed share stands for half a unit more or less; a zero says that nobody chose it, which no rounding changes.
    """
    decimals = min(MOST_PRINTED, max(map(decimals_of, shares), default=0))
    return sum(1 for share in shares if share) * Decimal(5).scaleb(-1 - decimals)


def adds_up(shares: Sequence[Decimal], *, all_of_them: bool = True) -> bool:
    """Whether shares add up to 100; where some are not known (not ``all_of_them``), whether to no more."""
    beyond, allowed = Fraction(sum(shares)) - 100, Fraction(tolerance(shares))
    return beyond <= allowed and (beyond >= -allowed or not all_of_them)
