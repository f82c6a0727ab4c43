"""The agencies that somebody may see."""

from __future__ import annotations

from prongsai.records.queries import agencies as queries
from prongsai.records.scope import Scope
from prongsai.screens.agencies import AgenciesPage, AgencyLine
from prongsai.screens.figures import DASH


def agencies_page(scope: Scope, *, search: str = "", page: str = "1") -> AgenciesPage:
    """One page of the agencies in scope whose name, code or place holds ``search``, in Thai order."""
    selection = queries.selected(scope, search=search, page=page)
    return AgenciesPage(
        lines=tuple(
            AgencyLine(
                code=held.agency.code,
                name=held.agency.name,
                province=held.agency.province,
                year=held.year,
                total=DASH if held.total is None else f"{held.total:.2f}",
                level=held.level,
            )
            for held in selection.agencies
        ),
        total=selection.total,
        page=selection.page,
        pages=selection.pages,
        search=selection.search,
    )
