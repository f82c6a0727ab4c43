"""What "รวม" and "คะแนนเฉลี่ย" are, and which of several numbers is the score, found by the arithmetic of an edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from prongsai.criteria.figure_id import FigureId, indicator_figure
from prongsai.criteria.shapes import Criteria

_NEAR = Decimal("0.011")


def fits(criteria: Criteria, figure: FigureId, values: Sequence[Decimal]) -> Decimal | None:
    """The score among a row's numbers, where another is the instrument's weight and a third score times weight."""
    instrument = criteria.instruments.get(figure)
    if instrument is None or instrument.weight is None or instrument.weight not in values:
        return None
    for score in values:
        weighted = score * instrument.weight / 100
        if score != instrument.weight and any(abs(weighted - other) <= _NEAR for other in values if other != score):
            return score
    return None


def sum_of(
    criteria: Criteria,
    scope: FigureId | None,
    read: Mapping[FigureId, Decimal],
    all_read: Mapping[FigureId, Decimal],
    value: Decimal,
) -> tuple[FigureId | None, bool]:
    """The figure that a line "รวม" or "คะแนนเฉลี่ย" of ``value`` gives, and whether that is certain.

    ``scope`` is the heading it stands under, ``read`` what was read since, ``all_read`` what was read in all.
    None: the mean of what stands above, which is no figure.
    """
    if scope is not None and scope.kind in ("whole", "indicator"):
        below = _below(criteria, scope, read)
        if not below or abs(_mean(below) - value) <= Decimal("0.02"):
            return scope, True
        total = _total(criteria, all_read)
        if total is not None and abs(total - value) <= Decimal("0.02"):
            return FigureId("total"), True
        return scope, False
    total = _total(criteria, all_read)
    if total is not None:
        if abs(total - value) <= Decimal("0.02"):
            return FigureId("total"), True
        indicators = [score for figure, score in all_read.items() if figure.kind == "indicator" and not figure.part]
        if indicators and abs(_mean(indicators) - value) <= _NEAR:
            return None, True
        return FigureId("total"), False
    # Without all the parts: the total, where what stands above is of more than one instrument or all of a list.
    owners = {_instrument(criteria, figure) for figure in all_read} - {None}
    if len(owners) == 1:
        (owner,) = owners
        known = criteria.instruments[owner or ""]
        indicators = [all_read[at] for at in map(indicator_figure, known.indicators) if at in all_read]
        if len(indicators) == len(known.indicators) and abs(_mean(indicators) - value) <= _NEAR:
            return FigureId(known.id), True
        return FigureId("total"), False
    return FigureId("total"), len(owners) > 1


def _below(criteria: Criteria, scope: FigureId, read: Mapping[FigureId, Decimal]) -> list[Decimal]:
    """The scores right below a heading: an instrument's indicators, an indicator's items."""
    if scope.kind == "whole":
        return [score for figure, score in read.items() if figure.kind == "indicator"]
    return [score for figure, score in read.items() if figure.kind in ("item", "sub_indicator")]


def _mean(scores: Sequence[Decimal]) -> Decimal:
    return sum(scores, Decimal(0)) / len(scores)


def _instrument(criteria: Criteria, figure: FigureId) -> str | None:
    if figure.kind == "indicator":
        return criteria.indicators[figure.number].instrument
    if figure.kind == "item":
        return criteria.items[figure.item].instrument
    if figure.kind == "sub_indicator":
        return criteria.indicators[criteria.sub_indicators[figure.number].indicator].instrument
    if figure.kind == "whole":
        return str(figure) if figure in criteria.instruments else criteria.instrument_of_part(figure).id
    return None


def _total(criteria: Criteria, read: Mapping[FigureId, Decimal]) -> Decimal | None:
    """The total by the instruments that were read or follow from their indicators; None where one is missing."""
    total = Decimal(0)
    for instrument in criteria.instruments.values():
        score = read.get(FigureId(instrument.id))
        if score is None:
            parts = [read.get(FigureId(part.id)) for part in instrument.parts]
            indicators = [read.get(indicator_figure(number)) for number in instrument.indicators]
            for known in (parts, indicators):
                if known and all(own is not None for own in known):
                    score = _mean([own for own in known if own is not None])
                    break
        if score is None or instrument.weight is None:
            return None
        total += score * instrument.weight / 100
    return total
