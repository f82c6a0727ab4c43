"""Year home: where the agency stands, what is due, what to do next."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prongsai.flow.year import year_home as flow
from prongsai.records.models import Agency
from prongsai.web.shell.scoping import in_agency, scope


@require_safe
@in_agency("see")
def year_home(request: HttpRequest, agency: Agency, year: int | None = None) -> HttpResponse:
    """The agency's year; the newest where none is named, and what to do first where there is none."""
    home = flow.home(scope(request), agency, year, timezone.localdate())
    if home is None and year is not None:
        raise Http404
    found = home.found if home else None
    return render(request, "agency/year.html", {"agency": agency, "home": home, "found": found, "tab": "year"})
