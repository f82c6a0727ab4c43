"""A published booklet: what was read of it and where, what is doubtful, and the way to its differences."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.flow.intake import booklets
from prongsai.flow.people.who import Agency
from prongsai.web.shell.scoping import in_agency, of_open_year, person_of, scope


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("import")
@of_open_year
def booklet(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """What was read, to be looked at and decided; used or thrown away by a button."""
    who, person, now = scope(request), person_of(request), timezone.now()
    sent = request.POST.dict() if request.method == "POST" else {}
    if sent.get("do") == "forget":
        booklets.forget(agency, year, person=person)
        return redirect("intake", code=agency.code, year=year)
    page = booklets.shown(who, agency, year, sent, use=sent.get("do") == "use", person=person, now=now)
    if page is None:
        return redirect("intake", code=agency.code, year=year)
    if page.upload is not None:
        return redirect("import-preview", code=agency.code, year=year, upload=page.upload)
    context = {"agency": agency, "booklet": page, "year": year, "tab": "intake"}
    return render(request, "agency/booklet.html", context, status=422 if page.problems else 200)
