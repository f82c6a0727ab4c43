"""Ranks, lowest and highest of a set of figures; figures that tie share a rank."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.shapes import Criteria


@dataclass(frozen=True, slots=True)
class Ranked:
    """A figure with its place: 1 is best, ties share a place and the next one is skipped (1, 1, 3)."""

    figure: str
    shown: Decimal
    rank: int


def known(scorecard: Scorecard, figures: Iterable[str]) -> dict[str, Decimal]:
    """Those of ``figures`` that have a shown value, with it, in the order given."""
    found: dict[str, Decimal] = {}
    for each in figures:
        figure = scorecard.figures.get(each)
        if figure is not None and figure.shown is not None:
            found[each] = figure.shown
    return found


def ranking(scorecard: Scorecard, figures: Iterable[str]) -> tuple[Ranked, ...]:
    """The known ones of ``figures`` from best to worst; those that tie keep their order."""
    values = known(scorecard, figures)
    order = sorted(values, key=lambda each: -values[each])
    return tuple(
        Ranked(each, values[each], 1 + sum(other > values[each] for other in values.values())) for each in order
    )


def lowest(scorecard: Scorecard, figures: Iterable[str]) -> tuple[str, ...]:
    """All figures that share the lowest known value; none where fewer than two are known or all are equal."""
    return _extreme(known(scorecard, figures), least=True)


def highest(scorecard: Scorecard, figures: Iterable[str]) -> tuple[str, ...]:
    """All figures that share the highest known value; none where fewer than two are known or all are equal."""
    return _extreme(known(scorecard, figures), least=False)


def _extreme(values: dict[str, Decimal], *, least: bool) -> tuple[str, ...]:
    if len(values) < 2 or len(set(values.values())) == 1:
        return ()
    edge = min(values.values()) if least else max(values.values())
    return tuple(each for each, value in values.items() if value == edge)


def indicators_of(criteria: Criteria, instrument: str | None = None, part: str | None = None) -> tuple[str, ...]:
    """Figure ids of the indicators: all, those of an instrument, or those of one part of it (``ind:6@EIT1``)."""
    tail = "" if part is None or part in criteria.instruments else f"@{part}"
    return tuple(
        f"ind:{each.id}{tail}" for each in criteria.indicators.values() if instrument in (None, each.instrument)
    )


def items_of(criteria: Criteria, part: str, indicator: str | None = None) -> tuple[str, ...]:
    """Figure ids of the items of a part, or of one indicator in it."""
    instrument = criteria.instrument_of_part(part).id
    return tuple(f"{part}.{item.id}" for item in criteria.items_of(instrument) if indicator in (None, item.indicator))


def members(criteria: Criteria, figure: str, among: str | None) -> tuple[str, ...]:
    """The set that ``figure`` is ranked in: ``among`` names it, in figures of the same kind as ``figure``.

    ``indicators``, ``instruments``, ``items``, an instrument or part (its indicators, or its items where ``figure``
    is an item), or ``ind:9`` (its items). None given: all indicators for an indicator, the part's items for an item.
    Empty where ``among`` names no set.
    """
    is_item = "." in figure and not figure.startswith("sub:")
    part = figure.split(".")[0] if is_item else None
    if figure in criteria.instruments:  # IIT and OIT are their own parts: compared are whole instruments
        return tuple(criteria.instruments)
    if figure in criteria.part_ids():
        return criteria.part_ids()
    if figure.startswith("sub:"):
        return tuple(
            f"sub:{each.id}"
            for each in criteria.sub_indicators.values()
            if among in (None, "sub_indicators", f"ind:{each.indicator}")
        )
    if is_item and part is not None:
        if among is not None and among.startswith("ind:"):
            return items_of(criteria, part, among.removeprefix("ind:").split("@")[0])
        return items_of(criteria, part)
    at = figure.partition("@")[2] or None
    if among in (None, "indicators"):
        return indicators_of(criteria, criteria.instrument_of_part(at).id if at else None, at)
    if among in criteria.instruments:
        return indicators_of(criteria, among, at)
    if among in criteria.part_ids():
        return indicators_of(criteria, criteria.instrument_of_part(among).id, at)
    return ()


def set_of(criteria: Criteria, among: str) -> tuple[str, ...]:
    """The figures of a set that is named by itself; empty where ``among`` names none.

    ``indicators``, ``sub_indicators``, ``items`` (of every part), a part (its items), an instrument of several parts
    (its indicators), or the items of ``ind:9``, ``ind:6@EIT1`` or ``sub:9.1``.
    """
    kind, _, rest = among.partition(":")
    if kind == "ind":
        number, _, part = rest.partition("@")
        parts = [part] if part else [each.id for each in criteria.parts(criteria.indicators[number].instrument)]
        return tuple(figure for each in parts for figure in items_of(criteria, each, number))
    if kind == "sub":
        sub = criteria.sub_indicators[rest]
        parts = [each.id for each in criteria.parts(criteria.indicators[sub.indicator].instrument)]
        return tuple(f"{part}.{item}" for part in parts for item in sub.items)
    if among in criteria.part_ids():
        return items_of(criteria, among)
    if among == "items":
        return tuple(figure for part in criteria.part_ids() for figure in items_of(criteria, part))
    if among == "sub_indicators":
        return tuple(f"sub:{each}" for each in criteria.sub_indicators)
    if among == "indicators":
        return indicators_of(criteria)
    return indicators_of(criteria, among) if among in criteria.instruments else ()
