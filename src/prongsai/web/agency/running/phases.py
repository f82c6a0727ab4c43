"""The phases of a year: their days seen by everybody who sees the year, set by whoever coordinates it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.flow.people.who import Agency
from prongsai.flow.year import phases as kept
from prongsai.web.agency.years import without_result
from prongsai.web.shell.scoping import in_agency, person_of, scope
from prongsai.web.shell.words import both


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("see")
def phases(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """The phases; POST shows what moves with the days that were typed, and with ``do=save`` saves them."""
    who, today, sent = scope(request), timezone.localdate(), request.POST.dict()
    if request.method == "POST":
        try:
            page = kept.change(
                who,
                agency,
                year,
                sent,
                save=sent.get("do") == "save",
                person=person_of(request),
                now=timezone.now(),
                today=today,
            )
        except PermissionError as error:
            raise PermissionDenied from error
        if page is None:
            raise Http404
        if page.saved is not None:
            messages.success(
                request,
                both(f"บันทึกวันของ {page.saved} ช่วงงานแล้ว", f"The days of {page.saved} phases were saved."),
            )
            return redirect("phases", code=agency.code, year=year)
        if sent.get("do") == "back":
            page = kept.back(page)
    else:
        found = kept.page(who, agency, year, today)
        if found is None:
            return without_result(request, agency, year)
        page = found
    status = 409 if page.conflict else 422 if page.wrong or page.nothing else 200
    return render(
        request, "agency/phases.html", {"agency": agency, "page": page, "year": year, "tab": "year"}, status=status
    )
