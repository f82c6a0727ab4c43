"""Closing a year, and opening it again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.flow.people.who import Agency
from prongsai.flow.year import closing
from prongsai.web.agency.years import without_result
from prongsai.web.shell.scoping import in_agency, person_of, scope
from prongsai.web.shell.words import both


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("keep-year")
def close(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """How the year stands; POST with ``do=close`` closes it, with ``do=reopen`` opens it again."""
    who, sent = scope(request), request.POST
    if request.method == "POST":
        shut = sent.get("do") != "reopen"
        page = closing.change(
            who, agency, year, close=shut, why=sent.get("why", ""), person=person_of(request), now=timezone.now()
        )
        if page is None:
            raise Http404
        if page.done:
            said = both(f"ปิดปี {year} แล้ว", f"{year} is closed.")
            again = both(f"เปิดปี {year} อีกครั้งแล้ว", f"{year} is open again.")
            messages.success(request, said if shut else again)
            return redirect("year", code=agency.code, year=year)
    else:
        page = closing.page(who, agency, year)
        if page is None:
            return without_result(request, agency, year)
    context = {"agency": agency, "page": page, "year": year, "tab": "close"}
    return render(request, "agency/year-close.html", context, status=422 if page.problems else 200)
