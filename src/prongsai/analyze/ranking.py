"""Ranks, lowest and highest of a set of figures; figures that tie share a rank."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prongsai.assess.graph import graph_of
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.figure_id import FigureId, indicator_figure, item_figure, sub_indicator_figure
from prongsai.criteria.shapes import Criteria
from prongsai.language.exact import decimals_of


@dataclass(frozen=True, slots=True)
class Ranked:
    """A figure with its place: 1 is best, ties share a place and the next one is skipped (1, 1, 3)."""

    figure: FigureId
    shown: Decimal
    rank: int


def known(scorecard: Scorecard, figures: Iterable[str]) -> dict[FigureId, Decimal]:
    """Those of ``figures`` that have a shown value, with it, in the order given."""
    values: dict[FigureId, Decimal] = {}
    for name in figures:
        figure = scorecard.figures.get(name)
        if figure is not None and figure.shown is not None:
            values[figure.id] = figure.shown
    return values


def ranking(scorecard: Scorecard, figures: Iterable[str]) -> tuple[Ranked, ...]:
    """The known ones of ``figures`` from best to worst; those that tie keep their order."""
    values = known(scorecard, figures)
    order = sorted(values, key=lambda figure: -values[figure])
    return tuple(
        Ranked(figure, values[figure], 1 + sum(other > values[figure] for other in values.values())) for figure in order
    )


def lowest(scorecard: Scorecard, figures: Iterable[str]) -> tuple[FigureId, ...]:
    """All figures that share the lowest known value; none where fewer than two are known or all are equal."""
    return _extreme(known(scorecard, figures), least=True)


def highest(scorecard: Scorecard, figures: Iterable[str]) -> tuple[FigureId, ...]:
    """All figures that share the highest known value; none where fewer than two are known or all are equal."""
    return _extreme(known(scorecard, figures), least=False)


def _extreme(values: dict[FigureId, Decimal], *, least: bool) -> tuple[FigureId, ...]:
    if len(values) < 2 or len(set(values.values())) == 1:
        return ()
    edge = min(values.values()) if least else max(values.values())
    return tuple(figure for figure, value in values.items() if value == edge)


def least_possible(criteria: Criteria, scorecard: Scorecard, figure: str) -> Fraction | None:
    """The least that a figure that is not known can be, 0–100, by what it is a part of; None where nothing bounds it.

    The other parts are taken as they are shown, or as full, and with what rounding may hide: of three questions
    that give 95.24 and of which one has 91.03 the others have at least 94.67.
    """
    graph = graph_of(criteria)
    at = graph.position[figure]
    bounds: list[Fraction] = []
    for parent in graph.parents[at]:
        whole = scorecard.figures[graph.nodes[parent].id].shown
        for route in graph.nodes[parent].routes if whole is not None else ():
            others = [
                (child, weight) for child, weight in zip(route.children, route.weights, strict=True) if child != at
            ]
            mine = route.whole - sum(weight for _, weight in others)
            shown = [scorecard.figures[graph.nodes[child].id].shown for child, _ in others]
            if not mine or whole is None:
                continue
            places = max(decimals_of(value) for value in (whole, *shown) if value is not None)
            hidden = Fraction(1, 2 * 10**places)
            most = [
                min(Fraction(100), Fraction(value) + hidden) if value is not None else Fraction(100) for value in shown
            ]
            taken = sum((weight * value for (_, weight), value in zip(others, most, strict=True)), Fraction(0))
            bounds.append(((Fraction(whole) - hidden) * route.whole - taken) / mine)
    return max(bounds, default=None)


def indicators_of(criteria: Criteria, instrument: str | None = None, part: str | None = None) -> tuple[FigureId, ...]:
    """Figure ids of the indicators: all, those of an instrument, or those of one part of it (``ind:6@EIT1``)."""
    own = None if part in criteria.instruments else part
    return tuple(
        indicator_figure(indicator.id, own)
        for indicator in criteria.indicators.values()
        if instrument in (None, indicator.instrument)
    )


def items_of(criteria: Criteria, part: str, indicator: str | None = None) -> tuple[FigureId, ...]:
    """Figure ids of the items of a part, or of one indicator in it."""
    instrument = criteria.instrument_of_part(part).id
    return tuple(
        item_figure(part, item.id) for item in criteria.items_of(instrument) if indicator in (None, item.indicator)
    )


def members(criteria: Criteria, figure: str, among: str | None) -> tuple[str, ...]:
    """The set that ``figure`` is ranked in: ``among`` names it, in figures of the same kind as ``figure``.

    ``indicators``, ``instruments``, ``items``, an instrument or part (its indicators, or its items where ``figure``
    is an item), or ``ind:9`` (its items). None given: all indicators for an indicator, the part's items for an item.
    Empty where ``among`` names no set.
    """
    own = FigureId(figure)
    if figure in criteria.instruments:  # IIT and OIT are their own parts: compared are whole instruments
        return tuple(criteria.instruments)
    if figure in criteria.part_ids():
        return criteria.part_ids()
    if own.kind == "sub_indicator":
        return tuple(
            sub_indicator_figure(sub.id)
            for sub in criteria.sub_indicators.values()
            if among in (None, "sub_indicators", indicator_figure(sub.indicator))
        )
    if own.kind == "item" and own.part is not None:
        of = FigureId(among or "")
        return items_of(criteria, own.part, of.number if of.kind == "indicator" else None)
    at = own.part
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
    own = FigureId(among)
    if own.kind == "indicator":
        indicator = criteria.indicators[own.number]
        parts = [own.part] if own.part else [part.id for part in criteria.parts(indicator.instrument)]
        return tuple(figure for part in parts for figure in items_of(criteria, part, own.number))
    if own.kind == "sub_indicator":
        sub = criteria.sub_indicators[own.number]
        parts = [part.id for part in criteria.parts(criteria.indicators[sub.indicator].instrument)]
        return tuple(item_figure(part, item) for part in parts for item in sub.items)
    if among in criteria.part_ids():
        return items_of(criteria, among)
    if among == "items":
        return tuple(figure for part in criteria.part_ids() for figure in items_of(criteria, part))
    if among == "sub_indicators":
        return tuple(map(sub_indicator_figure, criteria.sub_indicators))
    if among == "indicators":
        return indicators_of(criteria)
    return indicators_of(criteria, among) if among in criteria.instruments else ()
