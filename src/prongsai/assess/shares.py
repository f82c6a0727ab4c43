"""Shares in percent as tables print them, and the counts that they come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from prongsai.language.exact import decimals_of, half_up

# More count vectors than this are not tried one by one: the counts then count as not unique.
MOST_TRIED = 20_000


def largest_remainder(counts: Sequence[int], total: int | None = None, decimals: int = 2) -> tuple[Decimal, ...]:
    """Shares in percent of ``total`` (the sum of the counts by default) that add to exactly 100.00.

    Every share is cut off, then the largest remainders are raised by one unit until the sum is right (so are all
    shares in Rangsit's tables; grounds: “Printed shares add up”); the earlier one first where remainders tie. Without
    any count all are 0. Where the counts are fewer than ``total``, the shares add to their part of it, half-up.
    """
    whole = sum(counts) if total is None else total
    if whole < sum(counts):
        raise ValueError(f"counts add to {sum(counts)}, more than the total of {whole}")
    if not whole:
        return tuple(Decimal(0).scaleb(-decimals) for _ in counts)
    unit = 100 * 10**decimals
    parts = [divmod(count * unit, whole) for count in counts]
    missing = (2 * sum(counts) * unit + whole) // (2 * whole) - sum(floor for floor, _ in parts)
    raised = set(sorted(range(len(counts)), key=lambda index: -parts[index][1])[:missing])
    return tuple(Decimal(floor + (index in raised)).scaleb(-decimals) for index, (floor, _) in enumerate(parts))


def share_explained(count: int, n: int, counts: Sequence[int], printed: Decimal) -> bool:
    """Whether ``printed`` is the share of ``count`` in ``n``: half-up, or by largest remainder among all ``counts``.

    Where remainders tie, either of the tied may have been raised.
    """
    if n <= 0:
        return not printed
    decimals = decimals_of(printed)
    if half_up(Fraction(100 * count, n), decimals) == printed:
        return True
    unit = 100 * 10**decimals
    floor, rest = divmod(count * unit, n)
    above = int(printed.scaleb(decimals)) - floor
    if above not in (0, 1):
        return False
    parts = [divmod(other * unit, n) for other in counts]
    missing = (2 * sum(counts) * unit + n) // (2 * n) - sum(floored for floored, _ in parts)
    larger = sum(remainder > rest for _, remainder in parts)
    as_large = sum(remainder >= rest for _, remainder in parts)
    return bool(larger < missing if above else as_large > missing)


def unique_counts(shares: Sequence[Decimal], n: int) -> tuple[int, ...] | None:
    """The counts of ``n`` respondents that print as ``shares``; None where there are none, or more than one.

    Counts add to ``n``; where the shares visibly add to less than 100, to what they can be with the others silent.
    """
    only: tuple[int, ...] | None = None
    for counts in possible_counts(shares, n):
        if only is not None:
            return None
        only = counts
    return only


def possible_counts(shares: Sequence[Decimal], n: int) -> Iterator[tuple[int, ...]]:
    """Every count vector that prints as ``shares``, half-up or by largest remainder.

    Nothing where there would be more than ``MOST_TRIED`` to try.
    """
    if n <= 0 or not shares:
        return
    decimals = max(decimals_of(share) for share in shares)
    unit = 100 * 10**decimals
    units = [int(share.scaleb(decimals)) for share in shares]
    # Rounding moves a share by less than one unit either way, so a larger gap is of people who did not answer.
    silent = unit - sum(units) > len(units)
    spans = [_span(share, unit, n) for share in units]
    tried = 1
    for span in spans:
        tried *= len(span)
    # The last count follows from the others, so it costs nothing.
    if not tried or tried // max(1, len(spans[-1])) > MOST_TRIED:
        return
    for counts in _vectors(spans, n, silent):
        if _prints_as(counts, units, unit, n):
            yield counts


def _span(share: int, unit: int, n: int) -> range:
    """The counts whose share lies less than one unit from ``share``."""
    lowest = (share - 1) * n // unit + 1
    highest = -(-(share + 1) * n // unit) - 1
    return range(max(0, lowest), min(n, highest) + 1)


def _vectors(spans: list[range], n: int, silent: bool) -> Iterator[tuple[int, ...]]:
    """Every choice of one count per span that adds to ``n``, or to at most ``n`` where some were silent."""
    least = [0] * (len(spans) + 1)
    most = [0] * (len(spans) + 1)
    for index in reversed(range(len(spans))):
        least[index] = least[index + 1] + spans[index].start
        most[index] = most[index + 1] + spans[index].stop - 1

    def walk(index: int, left: int) -> Iterator[tuple[int, ...]]:
        if index == len(spans):
            if silent or left == 0:
                yield ()
            return
        for count in spans[index]:
            rest = left - count
            if rest < least[index + 1] or (not silent and rest > most[index + 1]):
                continue
            for others in walk(index + 1, rest):
                yield (count, *others)

    return walk(0, n)


def _prints_as(counts: Sequence[int], units: Sequence[int], unit: int, n: int) -> bool:
    """Whether all counts print as their shares, all half-up or all by largest remainder."""
    parts = [divmod(count * unit, n) for count in counts]
    if all((2 * count * unit + n) // (2 * n) == share for count, share in zip(counts, units, strict=True)):
        return True
    raised = [share - floor for (floor, _), share in zip(parts, units, strict=True)]
    if any(up_by not in (0, 1) for up_by in raised):
        return False
    missing = (2 * sum(counts) * unit + n) // (2 * n) - sum(floor for floor, _ in parts)
    if sum(raised) != missing:
        return False
    up = [rest for (_, rest), up_by in zip(parts, raised, strict=True) if up_by]
    down = [rest for (_, rest), up_by in zip(parts, raised, strict=True) if not up_by]
    return not up or not down or min(up) >= max(down)
