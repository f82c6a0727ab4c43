"""Results: from the total down to one question, and the trace of any figure."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prongsai.flow.people.who import Agency
from prongsai.flow.year import pages
from prongsai.web.agency.years import without_result
from prongsai.web.shell.doors.inputs import whole_number
from prongsai.web.shell.scoping import in_agency, scope


@require_safe
@in_agency("see")
def results(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """All figures of a year, published and computed where they differ; ``?with=`` a year beside it."""
    since = whole_number(request.GET.get("with", ""), digits=4)
    page = pages.results(scope(request), agency, year, timezone.localdate(), since)
    if page is None:
        return without_result(request, agency, year)
    return _shown(request, agency, year, "results", page)


@require_safe
@in_agency("see")
def item(request: HttpRequest, agency: Agency, year: int, item: str) -> HttpResponse:
    """One question or disclosure item: its words, its scores, how the answers are spread."""
    return _shown(request, agency, year, "item", pages.item(scope(request), agency, year, item, timezone.localdate()))


@require_safe
@in_agency("see")
def figure(request: HttpRequest, agency: Agency, year: int, figure: str) -> HttpResponse:
    """Why one figure is what it is."""
    return _shown(
        request, agency, year, "figure", pages.figure(scope(request), agency, year, figure, timezone.localdate())
    )


def _shown(request: HttpRequest, agency: Agency, year: int, name: str, page: Any) -> HttpResponse:
    if page is None:
        return without_result(request, agency, year)
    context = {"agency": agency, name: page, "year": page.year, "years": page.years, "tab": "results"}
    return render(request, f"agency/{name}.html", context)
