"""Keeps what is being typed, while it is typed."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from prongsai.flow.people.who import Agency
from prongsai.flow.year import drafts
from prongsai.web.shell.scoping import in_agency, of_open_year, person_of, scope

_PAGES = {"paste": "paste", "entry": "entry"}


@require_POST
@in_agency("work")
@of_open_year
def draft(request: HttpRequest, agency: Agency, year: int, page: str) -> HttpResponse:
    """Keeps a page's form as it stands; with ``do=forget`` throws away what was kept and opens the page anew."""
    person = person_of(request)
    ability = drafts.ability_of(page)
    if ability is None or not scope(request).may(ability, agency):
        raise PermissionDenied
    if request.POST.get("do") == "forget":
        drafts.handed_in(agency, year, page, person=person)
        if page in _PAGES:
            return redirect(_PAGES[page], code=agency.code, year=year)
        return redirect("text", code=agency.code, year=year, part=page.removeprefix(drafts.OF_TEXT))
    kept = drafts.keep_typed(scope(request), agency, year, page, request.POST.dict(), person=person, now=timezone.now())
    return HttpResponse(status=204 if kept else 413)
