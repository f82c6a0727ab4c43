"""Correcting a result that was kept."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.flow.people.who import Agency
from prongsai.flow.year import correcting
from prongsai.web.agency.years import without_result
from prongsai.web.shell.scoping import in_agency, of_open_year, person_of, scope
from prongsai.web.shell.words import both


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("correct")
@of_open_year
def correct(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """The figures that were kept; POST shows what would change, and with ``do=save`` makes the version."""
    who, sent = scope(request), request.POST.dict()
    if request.method == "POST":
        page = correcting.correct(
            who,
            agency,
            year,
            sent,
            sent.get("version", ""),
            why=sent.get("why", ""),
            save=sent.get("do") == "save",
            person=person_of(request),
            now=timezone.now(),
        )
        if page is None:
            raise Http404
        if page.saved is not None:
            messages.success(
                request,
                both(f"บันทึกผลที่แก้ไขเป็นฉบับที่ {page.saved} แล้ว", f"The correction was saved as version {page.saved}."),
            )
            return redirect("results", code=agency.code, year=year)
        if sent.get("do") == "back":
            page = correcting.back(page)
    else:
        page = correcting.page(who, agency, year)
        if page is None:
            return without_result(request, agency, year)
    context = {"agency": agency, "page": page, "year": year, "tab": "results"}
    return render(
        request, "agency/correct.html", context, status=409 if page.conflict else 422 if page.problems else 200
    )
