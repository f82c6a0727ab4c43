"""The agencies that somebody may see."""

from __future__ import annotations

from prongsai.records.queries import agencies as queries
from prongsai.records.scope import Scope
from prongsai.screens.agencies import AgenciesPage, AgencyLine
from prongsai.screens.figures import DASH


def agencies_page(scope: Scope, *, search: str = "", page: str = "1") -> AgenciesPage:
    """One page of the agencies in scope whose name, code or place holds ``search``, in Thai order."""
    listed = queries.agencies_page(scope, search=search, page=page)
    return AgenciesPage(
        lines=tuple(
            AgencyLine(
                code=line.agency.code,
                name=line.agency.name,
                province=line.agency.province,
                year=line.year,
                total=DASH if line.total is None else f"{line.total:.2f}",
                level=line.level,
            )
            for line in listed.lines
        ),
        total=listed.total,
        page=listed.page,
        pages=listed.pages,
        search=listed.search,
    )
