"""Figures of earlier years: as they were printed in the file's history, as those give others, and the ids they had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts, Published
from prongsai.criteria.figure_id import FigureId, item_figure
from prongsai.criteria.shapes import Criteria


def past_figure(facts: Facts, year: int, figure: str) -> Decimal | None:
    """A figure as published in an earlier year of the file's history; None where it is not there.

    ``figure`` is an id of the edition of that year: see ``id_before`` for items, which editions number anew.
    """
    past = facts.history.get(year)
    if past is None:
        return None
    return past.published.score(FigureId(figure))


def id_before(criteria: Criteria, facts: Facts, year: int, figure: str) -> str | None:
    """The id that ``figure`` had in an earlier year; None where it is not known to continue one figure of that year.

    Only items are numbered anew from edition to edition; the crosswalk to the previous edition says how.
    """
    past = facts.history.get(year)
    own = FigureId(figure)
    if past is None or own.kind != "item" or past.criteria == criteria.id:
        return figure
    walk = criteria.crosswalk
    if walk is None or (past.criteria is not None and past.criteria != walk.previous) or year != facts.year - 1:
        return None
    for step in walk.items:
        if step.here == own.number:
            return item_figure(own.part or "", step.there[0]) if len(step.there) == 1 else None
    return None


def with_computed(facts: Facts, cards: Mapping[int, Scorecard]) -> Facts:
    """The facts with what the announced figures of earlier years give beside them; ``cards`` are of those years."""
    history = {
        year: replace(past, published=_completed(past.published, cards[year])) if year in cards else past
        for year, past in facts.history.items()
    }
    return replace(facts, history=history)


def _completed(announced: Published, card: Scorecard) -> Published:
    scores = {figure.id: figure.shown for figure in card.figures.values() if figure.shown is not None}
    tables: dict[str, Any] = {}
    for figure, value in {**scores, **announced.scores()}.items():
        if figure.kind == "total":
            continue
        first, *middle, name = figure.place
        table = tables.setdefault(first, {})
        for key in middle:
            table = table.setdefault(key, {})
        table[name] = value
    possible = card.level.possible
    level = announced.level or (possible[0] if len(possible) == 1 else None)
    return replace(announced, total=announced.total or scores.get(FigureId("total")), level=level, **tables)
