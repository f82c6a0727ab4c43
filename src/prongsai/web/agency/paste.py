"""Paste: a table copied from a page, Word or PDF, read line by line before anything is compared or counts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.flow.intake import paste as pasting
from prongsai.flow.people.who import Agency
from prongsai.web.shell.doors.inputs import whole_number
from prongsai.web.shell.scoping import in_agency, person_of, scope


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("import")
def paste(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """The box for the table, what was understood of it, and the way to its differences."""
    if request.method == "POST":
        text, fix = request.POST.get("text", "").replace("\r\n", "\n"), request.POST.get("fix", "")
        page = pasting.paste(
            scope(request), agency, year, text, request.POST.get("part", ""),
            fix=whole_number(fix), use=request.POST.get("do") == "use", decided=request.POST.dict(),
            rules=request.POST.get("rules", ""),
            person=person_of(request), now=timezone.now(),
        )  # fmt: skip
    else:
        page = pasting.blank(scope(request), agency, year, request.GET.get("rules", ""))
    if page.upload is not None:
        return redirect("import-preview", code=agency.code, year=year, upload=page.upload)
    context = {"agency": agency, "paste": page, "year": year, "tab": "intake"}
    return render(request, "agency/paste.html", context, status=422 if page.problems else 200)
