"""The answers of a year to copy: seen by those who work here, ticked as entered by the coordinator."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.flow.disclosure import answers as kept
from prongsai.flow.people.who import Agency
from prongsai.web.agency.years import without_result
from prongsai.web.shell.scoping import in_agency, person_of, scope
from prongsai.web.shell.words import in_page_language


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("work")
def answers(request: HttpRequest, agency: Agency, year: int) -> HttpResponse:
    """The answers; POST ticks one as entered, or takes its tick off."""
    who, today = scope(request), timezone.localdate()
    if request.method == "POST":
        try:
            page = kept.enter(
                who,
                agency,
                year,
                request.POST.dict(),
                person=person_of(request),
                now=timezone.now(),
                today=today,
            )
        except PermissionError as error:
            raise PermissionDenied from error
        if page is not None and page.done is not None:
            messages.success(request, in_page_language(page.done))
            return redirect(f"{reverse('oit-answers', args=(agency.code, year))}#{page.at}")
    else:
        page = kept.sheet(who, agency, year, today)
    if page is None:
        return without_result(request, agency, year)
    context = {"agency": agency, "page": page, "year": year, "tab": "oit"}
    return render(
        request, "agency/oit/answers.html", context, status=409 if page.conflict else 422 if page.wrong else 200
    )
