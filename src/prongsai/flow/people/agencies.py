"""The agencies that somebody may see."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

from prongsai.criteria.editions import ChangedEdition
from prongsai.criteria.names import level_mark
from prongsai.flow.year.stored import stored_criteria
from prongsai.language.text import Text
from prongsai.records.queries import agencies as queries
from prongsai.records.scope import Scope
from prongsai.screens.agencies import AgenciesPage, AgencyLine
from prongsai.screens.figures import DASH


def agencies_page(scope: Scope, *, search: str = "", page: str = "1") -> AgenciesPage:
    """One page of the agencies in scope whose name, code or place holds ``search``, in Thai order."""
    selection = queries.selected(scope, search=search, page=page)
    marks = _marks(selection.agencies)
    return AgenciesPage(
        lines=tuple(
            AgencyLine(
                code=held.agency.code,
                name=held.agency.name,
                province=held.agency.province,
                year=held.year,
                total=DASH if held.total is None else f"{held.total:.2f}",
                level=held.level,
                mark=marks.get(held.result),
            )
            for held in selection.agencies
        ),
        total=selection.total,
        page=selection.page,
        pages=selection.pages,
        search=selection.search,
    )


def _marks(agencies: Iterable[queries.AgencyWithResult]) -> dict[int | None, Text]:
    """What stands beside levels by rules that are invented or not confirmed, by result."""
    unsure: dict[int | None, Text] = {}
    noticed: dict[int | None, Text] = {}
    for held in agencies:
        if held.result is not None and held.edition is not None and held.level:
            # The year's own pages say where its rules are not as they were kept; the list still opens.
            with contextlib.suppress(ChangedEdition):
                criteria = stored_criteria(held.edition)
                mark = level_mark(criteria, held.level)
                if criteria.notice is not None:
                    noticed[held.result] = criteria.notice
                elif mark is not None:
                    unsure[held.result] = mark
    by_rules = queries.levels_by_rules(number for number in unsure if number is not None) if unsure else frozenset()
    return noticed | {number: mark for number, mark in unsure.items() if number in by_rules}
