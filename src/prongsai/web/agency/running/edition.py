"""The rules of a year: seen by everybody who sees the year, adopted by whoever keeps it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.flow.people.who import Agency
from prongsai.flow.year import adoption
from prongsai.web.agency.years import without_result
from prongsai.web.shell.scoping import in_agency, person_of, scope
from prongsai.web.shell.words import both


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("see")
def edition(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """The rules, and what differs in those that were announced; POST adopts these."""
    who = scope(request)
    if request.method == "POST":
        try:
            page = adoption.adopt(
                who, agency, year, request.POST.get("seen", ""), person=person_of(request), now=timezone.now()
            )
        except PermissionError as error:
            raise PermissionDenied from error
        if page is None:
            raise Http404
        if page.adopted:
            messages.success(
                request,
                both(
                    f"รับหลักเกณฑ์ปี {year} แล้ว งานที่ทำไว้ในข้อที่ยังมีอยู่ยังอยู่ครบ",
                    f"The rules of {year} were adopted; work on items that go on was kept.",
                ),
            )
            return redirect("year-edition", code=agency.code, year=year)
    else:
        page = adoption.page(who, agency, year)
        if page is None:
            return without_result(request, agency, year)
    context = {"agency": agency, "page": page, "year": year, "tab": "year"}
    return render(request, "agency/year-edition.html", context, status=422 if page.problems else 200)
