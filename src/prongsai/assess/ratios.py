"""Exact numbers as whole numerator and denominator: what scoring counts in, since fractions are slow to add."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm
from operator import mul

# Numerator and positive denominator, not reduced. Unit: points, 0–100.
Ratio = tuple[int, int]

_UNITS = tuple(int(10**decimals) for decimals in range(20))
_HUNDREDTHS = tuple(Decimal(whole).scaleb(-2) for whole in range(10_001))


def rounded(value: Ratio, decimals: int = 2) -> int:
    """``value`` half-up in units of ``10**-decimals``: 99.7857… → 9979."""
    numerator, denominator = value
    return (2 * _UNITS[decimals] * numerator + denominator) // (2 * denominator)


def printed(hundredths: int) -> Decimal:
    """Whole hundredths of a point as a figure with two decimals: 9979 → ``99.79``."""
    return _HUNDREDTHS[hundredths]


def ratio_of(value: Decimal) -> Ratio:
    """A printed figure as it stands."""
    return value.as_integer_ratio()


def weighted_mean(values: Sequence[Ratio], weights: Sequence[int], whole: int) -> Ratio:
    """The mean of ``values`` by ``weights``, whose sum is ``whole``."""
    common = values[0][1]
    tops = [top for top, bottom in values if bottom == common]
    if len(tops) != len(values):
        common = lcm(*(bottom for _, bottom in values))
        tops = [top * (common // bottom) for top, bottom in values]
    return sum(map(mul, tops, weights)), common * whole


def reduced(value: Ratio) -> Ratio:
    """``value`` in lowest terms."""
    numerator, denominator = value
    common = gcd(numerator, denominator)
    return (numerator // common, denominator // common) if common > 1 else value


def fraction(value: Ratio) -> Fraction:
    """``value`` as a fraction in lowest terms."""
    return Fraction(value[0], value[1])


def whole_numbers(values: Sequence[Decimal]) -> tuple[tuple[int, ...], int]:
    """Decimals as whole numbers of one unit, and how many units make one: (2.5, 10) → ((5, 20), 2)."""
    ratios = [value.as_integer_ratio() for value in values]
    unit = lcm(*(denominator for _, denominator in ratios))
    return tuple(numerator * (unit // denominator) for numerator, denominator in ratios), unit
