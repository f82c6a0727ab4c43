"""Analysis: what the numbers say, and what could follow from it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prongsai.flow.people.who import Agency
from prongsai.flow.year import pages
from prongsai.web.agency.years import without_result
from prongsai.web.shell.scoping import in_agency, scope


@require_safe
@in_agency("see")
def analysis(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """The findings of a year."""
    page = pages.analysis(scope(request), agency, year, timezone.localdate())
    if page is None:
        return without_result(request, agency, year)
    context = {"agency": agency, "analysis": page, "year": page.year, "tab": "analysis"}
    return render(request, "agency/analysis.html", context)
