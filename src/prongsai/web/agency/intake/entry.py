"""Entry: announced scores typed into a form that checks as one types, before anything is compared or counts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.flow.intake import entry as entering
from prongsai.flow.people.who import Agency
from prongsai.flow.year import drafts
from prongsai.web.shell.scoping import in_agency, of_open_year, person_of, scope


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("import")
@of_open_year
def entry(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """The form, what is to correct in it, and the way to its differences; for htmx only what the checks say."""
    who, person, now = scope(request), person_of(request), timezone.now()
    typed, asked = request.POST.dict(), request.headers.get("HX-Request") == "true"
    back = None
    if typed:
        drafts.keep_typed(who, agency, year, "entry", typed, person=person, now=now)
    else:
        back = drafts.typed_on(who, agency, year, "entry", person=person, now=now)
        typed = dict(back.fields) if back is not None else typed
    if request.method == "POST" and not asked:
        seen = request.POST.get("version", "")
        page = entering.hand_in(who, agency, year, typed, seen, person=person, now=now)
        if page.upload is not None:
            return redirect("import-preview", code=agency.code, year=year, upload=page.upload)
    else:
        page = entering.entry(who, agency, year, typed or request.GET.dict())
    context = {"agency": agency, "entry": page, "year": year, "tab": "intake", "typed": back}
    if asked:
        return render(request, "agency/parts/entry_checked.html", context)
    return render(request, "agency/entry.html", context, status=422 if page.problems else 200)
