"""Exact numbers: Thai and Arabic digits in, fractions throughout, half-up at the end."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

from prongsai.language.digits import TO_ARABIC
from prongsai.language.digits import arabic as arabic
from prongsai.language.digits import thai as thai


def half_up(value: Fraction, decimals: int = 2) -> Decimal:
    """``value`` rounded half-up (away from zero) to ``decimals``, keeping trailing zeros: ``99.7`` → ``99.70``."""
    scale = 10**decimals
    scaled = abs(value) * scale
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(-whole if value < 0 else whole).scaleb(-decimals)


def decimals_of(printed: Decimal) -> int:
    """How many decimals a printed figure shows: ``99.70`` → 2, ``100`` → 0."""
    exponent = printed.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def quantized(value: Decimal, decimals: int) -> Decimal:
    """A decimal rounded half-up to ``decimals``."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def unnoisy(value: Decimal) -> Decimal:
    """A number as it was meant before a computer kept it in binary: 92.82000000000001 is 92.82, 92.823 is itself."""
    near = round(value, 2)
    return near if value != near and abs(value - near) < Decimal("1e-9") and abs(value) <= 1000 else value


def signed(value: Decimal) -> str:
    """A change in points with its sign, half-up to two decimals: ``+1.45``, ``-4.71``, ``0.00``.

    The minus is the one that spreadsheets and this program's own forms read back as a number.
    """
    rounded = quantized(value, 2)
    return f"{rounded:+.2f}" if rounded else "0.00"


def number_text(value: object) -> object:
    """A number written as text, with Arabic digits: ``๙๙.๗๐`` → ``99.70``; anything but text is returned as it is.

    Only digits and one point are a number here: no sign, exponent, separator, percent sign, at most ten decimals.
    """
    if isinstance(value, str):
        text = (value if value.isascii() else value.translate(TO_ARABIC)).strip()
        whole, point, part = text.partition(".")
        if text.isascii() and whole.isdigit() and len(whole) <= 12 and (part.isdigit() if point else True):
            if len(part) > MOST_DECIMALS:
                raise PydanticCustomError("decimals", "more than {most} decimals", {"most": MOST_DECIMALS})
            return text
        raise PydanticCustomError("number", "not a number")
    if isinstance(value, bool):
        raise PydanticCustomError("number", "not a number")
    return value


MOST_DECIMALS = 10
MOST_COUNT = 100_000_000

# A nation's file holds the same few numbers a million times: what was read once is looked up. Only texts, as 1 == True.
_read_before: dict[str, Decimal] = {}
_MOST_HELD = 20_000
_COUNTS = {str(number): number for number in range(10_000)}


def _figure(value: object, read: ValidatorFunctionWrapHandler) -> Decimal:
    """A printed figure, looked up or read."""
    if type(value) is not str:
        figure: Decimal = read(value)
        return figure
    known = _read_before.get(value)
    if known is None:
        known = read(value)
        if len(_read_before) < _MOST_HELD:
            _read_before[value] = known
    return known


def counts_at_once(value: object, read: ValidatorFunctionWrapHandler) -> tuple[int, ...] | None:
    """A list of counts, looked up where all are written plainly; else read one by one, with its mistakes."""
    if type(value) is list:
        try:
            return tuple(map(_COUNTS.__getitem__, value))
        except (KeyError, TypeError):
            pass
    counts: tuple[int, ...] | None = read(value)
    return counts


# Figures as people print them. Digits are kept: Decimal("99.70") is not Decimal("99.7") when shown.
Printed = Annotated[
    Decimal,
    BeforeValidator(number_text),
    Field(ge=0, le=100, allow_inf_nan=False),
    WrapValidator(_figure),
]
Count = Annotated[int, BeforeValidator(number_text), Field(ge=0, le=MOST_COUNT)]
Year = Annotated[int, BeforeValidator(number_text)]  # Buddhist era
