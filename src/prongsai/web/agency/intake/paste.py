"""Paste: a table copied from a page, Word or PDF, read line by line before anything is compared or counts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.flow.intake import paste as pasting
from prongsai.flow.people.who import Agency
from prongsai.flow.year import drafts
from prongsai.web.shell.doors.inputs import whole_number
from prongsai.web.shell.scoping import in_agency, of_open_year, person_of, scope


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("import")
@of_open_year
def paste(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """The box for the table, what was understood of it, and the way to its differences."""
    who, person, now = scope(request), person_of(request), timezone.now()
    typed = None
    if request.method == "POST":
        sent = request.POST.dict()
        text, fix = sent.get("text", "").replace("\r\n", "\n"), sent.get("fix", "")
        page = pasting.paste(
            who, agency, year, text, sent.get("part", ""), fix=whole_number(fix), use=sent.get("do") == "use",
            decided=sent, rules=sent.get("rules", ""), person=person, now=now,
        )  # fmt: skip
        if text.strip():
            drafts.keep_typed(who, agency, year, "paste", {**sent, "text": page.text or text}, person=person, now=now)
    else:
        typed = drafts.typed_on(who, agency, year, "paste", person=person, now=now)
        if typed is not None:
            kept = dict(typed.fields)
            page = pasting.paste(
                who, agency, year, kept.get("text", ""), kept.get("part", ""), decided=kept,
                rules=kept.get("rules", ""), person=person, now=now,
            )  # fmt: skip
        else:
            page = pasting.blank(who, agency, year, request.GET.get("rules", ""))
    if page.upload is not None:
        return redirect("import-preview", code=agency.code, year=year, upload=page.upload)
    context = {"agency": agency, "paste": page, "year": year, "tab": "intake", "typed": typed}
    refused = request.method == "POST" and page.problems
    return render(request, "agency/paste.html", context, status=422 if refused else 200)
