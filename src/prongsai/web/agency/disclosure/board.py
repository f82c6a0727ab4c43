"""The board of a year: seen by those who work here, its rows given to units and people by the coordinator."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.flow.disclosure import board as kept
from prongsai.flow.people.who import Agency
from prongsai.web.agency.years import without_result
from prongsai.web.shell.scoping import in_agency, person_of, scope
from prongsai.web.shell.words import both


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("work")
def board(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """The board as it is asked for; POST gives the rows that were ticked to a unit, a person, a day."""
    who, today, asked = scope(request), timezone.localdate(), request.GET.dict()
    if request.method == "POST":
        sent = request.POST
        try:
            page = kept.assign(
                who,
                agency,
                year,
                {**sent.dict(), **asked},
                sent.getlist("row"),
                person=person_of(request),
                now=timezone.now(),
                today=today,
            )
        except PermissionError as error:
            raise PermissionDenied from error
        if page is not None and page.done is not None:
            told = both(f"มอบหมายแล้ว {page.done} รายการ", f"Assigned: {page.done}.")
            messages.success(request, told)
            again: dict[str, object] = {key: asked[key] for key in ("unit", "state", "mine") if key in asked}
            return redirect(f"{reverse('oit', args=(agency.code, year))}{'?' + urlencode(again) if again else ''}")
    else:
        page = kept.page(who, agency, year, asked, today)
    if page is None:
        return without_result(request, agency, year)
    status = 409 if page.others else 422 if page.wrong else 200
    return render(
        request, "agency/oit/board.html", {"agency": agency, "page": page, "year": year, "tab": "oit"}, status=status
    )
