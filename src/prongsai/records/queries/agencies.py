"""Lists of agencies with their newest result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, OuterRef, Q, Subquery, When

from prongsai.records.models import Agency, AgencyRound, Result
from prongsai.records.scope import SYSTEM, Scope

PAGE = 50


@dataclass(frozen=True)
class AgencyWithResult:
    """An agency with its newest year that has a result (else its newest), total (points) and level, as far as known.

    ``result`` and ``edition``: the newest result, and the checksum of the rules that it was made by.
    """

    agency: Agency
    year: int | None
    total: Decimal | None
    level: str
    result: int | None
    edition: str | None


@dataclass(frozen=True)
class AgencySelection:
    """One page of those that were asked for; ``total`` counts the agencies of all ``pages``."""

    agencies: tuple[AgencyWithResult, ...]
    total: int
    page: int
    pages: int
    search: str


def selected(scope: Scope, *, search: str = "", page: str = "1") -> AgencySelection:
    """The agencies in scope whose name, code or place holds ``search``, in Thai order, fifty to a page."""
    agencies = Agency.objects.within(scope)
    if search:
        agencies = agencies.filter(
            Q(name__icontains=search)
            | Q(code__icontains=search)
            | Q(province__icontains=search)
            | Q(district__icontains=search)
        )
    rounds = AgencyRound.objects.within(SYSTEM).filter(agency=OuterRef("pk"))
    # A year that was opened and has no result yet hides no result of the year before.
    newest = rounds.order_by(Case(When(current__isnull=True, then=1), default=0), "-year")
    shown = agencies.annotate(
        newest_year=Subquery(newest.values("year")[:1]),
        newest_total=Subquery(newest.values("current__total_hundredths")[:1]),
        newest_level=Subquery(newest.values("current__level")[:1]),
        newest_result=Subquery(newest.values("current")[:1]),
        newest_edition=Subquery(newest.values("current__edition__checksum")[:1]),
    )
    pages = Paginator(shown, PAGE)
    here = pages.get_page(page)
    annotated: list[Any] = list(here.object_list)
    with_results = tuple(
        AgencyWithResult(
            agency,
            agency.newest_year,
            Decimal(agency.newest_total).scaleb(-2) if agency.newest_total is not None else None,
            agency.newest_level or "",
            agency.newest_result,
            agency.newest_edition,
        )
        for agency in annotated
    )
    return AgencySelection(with_results, pages.count, here.number, pages.num_pages, search)


def how_many() -> int:
    """How many agencies the site keeps."""
    return Agency.objects.within(SYSTEM).count()


def levels_by_rules(results: Iterable[int]) -> frozenset[int]:
    """Those of the results whose level was computed, and not announced."""
    wanted = Result.objects.within(SYSTEM).filter(pk__in=tuple(results)).values_list("pk", "scorecard")
    return frozenset(number for number, card in wanted if card["level"]["basis"] == "computed")
