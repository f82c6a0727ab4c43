"""Year home: where the agency stands, what is due, what to do next."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prongsai.flow.people.who import Agency
from prongsai.flow.year import pages
from prongsai.web.shell.scoping import in_agency, scope


@require_safe
@in_agency("see")
def year_home(request: HttpRequest, agency: Agency, year: int | None = None) -> HttpResponse:
    """The agency's year; the newest where none is named, and what to do first where there is none."""
    home = pages.home(scope(request), agency, year, timezone.localdate())
    if home is None and year is not None:
        raise Http404
    context: dict[str, Any] = {"agency": agency, "home": home, "tab": "year"}
    if home is not None:
        context |= {"year": home.year, "years": home.years}
    return render(request, "agency/year.html", context)
