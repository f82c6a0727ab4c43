"""Paste: a table copied from a page, Word or PDF, read line by line before anything is compared or counts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.files.problems import Problem, Refused
from prongsai.flow.intake import paste as pasting
from prongsai.flow.people.who import Agency
from prongsai.flow.year.current import current
from prongsai.language.text import Text
from prongsai.web.shell.scoping import in_agency, person_of, scope


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("import")
def paste(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """The box for the table, what was understood of it, and the way to its differences."""
    who = scope(request)
    counts = current(who, agency, year)
    text, part = request.POST.get("text", "").replace("\r\n", "\n"), request.POST.get("part", "")
    problems: list[Problem] = []
    understood: pasting.Understood | None = None
    parts: tuple[tuple[str, Text], ...] = ()
    try:
        criteria = pasting.rules_for(counts, year)
        parts = pasting.parts_of_tables(criteria)
        if request.method == "POST":
            understood = pasting.understand(criteria, text, part)
            fix = request.POST.get("fix", "")
            if fix.isdecimal():
                text = pasting.fixed(text, understood, int(fix))
                understood = pasting.understand(criteria, text, part)
            elif request.POST.get("do") == "use":
                kept = pasting.merge(who, agency, year, understood, person=person_of(request), now=timezone.now())
                return redirect("import-preview", code=agency.code, year=year, upload=kept.pk)
    except Refused as wrong:
        problems = wrong.problems
    context = {
        "agency": agency, "year": year, "text": text, "part": part, "parts": parts,
        "problems": problems,
        "understood": understood, "tab": "intake",
    }  # fmt: skip
    return render(request, "agency/paste.html", context, status=422 if problems else 200)
