"""Year home: where the agency stands, what is due, what to do next."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prongsai.flow.disclosure.home import summary
from prongsai.flow.documents.shelf import first_document_waits, for_signer
from prongsai.flow.people.who import Agency
from prongsai.flow.year import pages
from prongsai.flow.year.beginning import empty_year
from prongsai.flow.year.closing import is_shut
from prongsai.flow.year.opening import waits
from prongsai.web.shell.scoping import in_agency, scope


def without_result(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """A page of a year that has no result: the year's own page says so and leads on. Http404 where it is no year, or
    the agency has a result of it and the page is of something in it."""
    empty = empty_year(scope(request), agency, year, timezone.localdate())
    if not empty.waits and (empty.state == "no-year" or year in empty.years):
        raise Http404
    return redirect("year", code=agency.code, year=year)


@require_safe
@in_agency("see")
def year_home(request: HttpRequest, agency: Agency, year: int | None = None) -> HttpResponse:
    """The agency's year; the newest where none is named, and what to do first where there is none."""
    who, today = scope(request), timezone.localdate()
    home = pages.home(who, agency, year, today)
    opens = waits(who, agency, today)
    context: dict[str, Any] = {"agency": agency, "home": home, "tab": "year", "opens": opens}
    if home is not None:
        signer = for_signer(who, agency, home.year)
        # Whoever signs makes no booklet: it is made for them.
        booklet = home.scored and signer is None and first_document_waits(who, agency, home.year)
        context |= {"year": home.year, "years": home.years, "booklet": booklet, "signer": signer}
        context["shut"] = is_shut(who, agency, home.year)
        context["board"] = summary(who, agency, home.year, today)
        context["running"] = pages.running(who, agency, home, today)
    else:
        empty = empty_year(who, agency, year, today)
        if empty.state == "no-year":
            raise Http404
        context |= {"year": empty.year, "years": empty.years, "empty": empty}
    return render(request, "agency/year.html", context)
