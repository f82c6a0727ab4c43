"""A figure as it was printed in an earlier year of the file's history, and the id that it had then."""

from __future__ import annotations

from decimal import Decimal

from prongsai.collect.facts import Facts
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
