"""The public holidays of the site, for administrators."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.files.day_lists import MOST_BYTES
from prongsai.flow.site import holidays as kept
from prongsai.web.shell.doors.inputs import whole_number
from prongsai.web.shell.scoping import everywhere, person_of, scope
from prongsai.web.shell.words import both


@require_http_methods(["GET", "HEAD", "POST"])
@everywhere("keep-holidays")
def holidays(request: HttpRequest) -> HttpResponse:
    """The holidays of a calendar year; POST looks at days, saves them, or takes some away."""
    who, today, sent = scope(request), timezone.localdate(), request.POST
    if request.method != "POST":
        page = kept.page(today, whole_number(request.GET.get("year", "")))
    elif sent.get("do") == "remove":
        page = kept.remove(
            who, sent.dict(), sent.getlist("remove"), person=person_of(request), now=timezone.now(), today=today
        )
    else:
        # One byte more than is taken tells that a file is too large.
        given = request.FILES.get("file")
        file = (given.name or "", given.read(MOST_BYTES + 1)) if given is not None else None
        page = kept.keep(
            who,
            sent.dict(),
            fixed=sent.getlist("fixed"),
            file=file,
            save=sent.get("do") == "save",
            person=person_of(request),
            now=timezone.now(),
            today=today,
        )
    if page.done is not None:
        gone = both(f"นำวันหยุดออกแล้ว {page.done} วัน", f"{page.done} holidays were taken away.")
        saved = both(f"บันทึกวันหยุดแล้ว {page.done} วัน", f"{page.done} holidays were saved.")
        messages.success(request, gone if sent.get("do") == "remove" else saved)
        return redirect(f"{reverse('holidays')}?year={page.year}")
    status = 409 if page.conflict else 422 if page.problems else 200
    return render(request, "people/holidays.html", {"page": page}, status=status)
