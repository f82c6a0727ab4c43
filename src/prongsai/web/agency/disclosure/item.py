"""One item of the board: seen by those who work here, changed by those who look after it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.flow.disclosure import answering
from prongsai.flow.disclosure import item as kept
from prongsai.flow.disclosure import reading as held
from prongsai.flow.people.who import Agency
from prongsai.web.shell.scoping import in_agency, person_of, scope
from prongsai.web.shell.words import in_page_language


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("work")
def item(request: HttpRequest, agency: Agency, year: int, asked: str) -> HttpResponse:
    """The item; POST does with it what the button says (``do``)."""
    who, today = scope(request), timezone.localdate()
    if request.method == "POST":
        try:
            page = answering.change(
                who,
                agency,
                year,
                asked,
                request.POST.dict(),
                person=person_of(request),
                now=timezone.now(),
                today=today,
            )
        except PermissionError as error:
            raise PermissionDenied from error
        if page is not None and page.saved is not None:
            messages.success(request, in_page_language(page.saved))
            return redirect("oit-item", code=agency.code, year=year, asked=asked)
    else:
        page = kept.page(who, agency, year, asked, today)
    if page is None:
        if request.method != "POST" or not held.is_there(who, agency, year):
            raise Http404
        # What was typed is not lost with the item that the year's rules have no more.
        context = {"agency": agency, "year": year, "tab": "oit", "asked": asked}
        typed = answering.typed(request.POST.dict())
        return render(request, "agency/oit/gone.html", {**context, "typed": typed}, status=409)
    status = 409 if page.clashes else 422 if page.wrong else 200
    return render(
        request, "agency/oit/item.html", {"agency": agency, "page": page, "year": year, "tab": "oit"}, status=status
    )
