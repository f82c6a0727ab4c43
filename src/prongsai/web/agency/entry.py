"""Entry: announced scores typed into a form that checks as one types, before anything is compared or counts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.files.problems import Problem, Refused
from prongsai.flow.intake import entry as entering
from prongsai.flow.people.who import Agency
from prongsai.flow.year.current import current
from prongsai.web.shell.scoping import in_agency, person_of, scope


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("import")
def entry(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """The form, what is to correct in it, and the way to its differences; for htmx only what the checks say."""
    who = scope(request)
    counts = current(who, agency, year)
    problems: list[Problem] = []
    form: entering.TypedScores | None = None
    asked = request.headers.get("HX-Request") == "true"
    try:
        form = entering.check(agency, year, counts, request.POST.dict())
        if request.method == "POST" and not asked:
            seen = request.POST.get("version", "")
            kept = entering.hand_in(who, agency, form, seen, person=person_of(request), now=timezone.now())
            return redirect("import-preview", code=agency.code, year=year, upload=kept.pk)
    except Refused as wrong:
        problems = wrong.problems
    context = {"agency": agency, "year": year, "form": form, "problems": problems, "tab": "intake"}
    if asked:
        return render(request, "agency/parts/entry_checked.html", context)
    return render(request, "agency/entry.html", context, status=422 if problems else 200)
