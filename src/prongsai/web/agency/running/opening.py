"""Opening a year before it has a result."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.flow.people.who import Agency
from prongsai.flow.year import opening
from prongsai.web.shell.doors.inputs import whole_number
from prongsai.web.shell.scoping import in_agency, person_of, scope
from prongsai.web.shell.words import both


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("keep-year")
def open_year(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The years that can be opened, the running one first; POST opens one."""
    who, today, sent = scope(request), timezone.localdate(), request.POST
    if request.method == "POST":
        page = opening.open_year(
            who,
            agency,
            whole_number(sent.get("year", "")),
            rules=sent.get("rules", ""),
            person=person_of(request),
            now=timezone.now(),
            today=today,
        )
    else:
        page = opening.page(who, agency, today)
    if page.opened is not None:
        year = page.opened
        said = both(f"เปิดปี {year} แล้ว", f"{year} is open.")
        same = both(f"ปี {year} เปิดอยู่แล้ว ไม่มีสิ่งใดเปลี่ยน", f"{year} was open already; nothing changed.")
        messages.success(request, said if page.new else same)
        return redirect("year", code=agency.code, year=year)
    context = {"agency": agency, "page": page, "years": page.there, "tab": "year"}
    return render(request, "agency/year-open.html", context, status=422 if page.problems else 200)
