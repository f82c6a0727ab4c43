"""An agency's units: the tree, one of them, and a pasted list."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prongsai.flow.office import one_unit, units
from prongsai.flow.people.who import Agency
from prongsai.screens.agency.office.units import UnitPage, UnitsPage
from prongsai.web.shell.scoping import in_agency, person_of, scope
from prongsai.web.shell.words import in_page_language


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("work")
def tree(request: HttpRequest, agency: Agency) -> HttpResponse:
    """The tree; POST adds one, adds the usual ones that were ticked, or changes their order."""
    if request.method != "POST":
        ordering = request.GET.get("order") == "1"
        page = units.page(scope(request), agency, today=timezone.localdate(), ordering=ordering)
        return render(request, "agency/units.html", {"agency": agency, "page": page, "tab": "agency"})
    try:
        page = _changed(request, agency)
    except PermissionError as error:
        raise PermissionDenied from error
    if page.saved is None:
        context = {"agency": agency, "page": page, "tab": "agency"}
        return render(request, "agency/units.html", context, status=422)
    messages.success(request, in_page_language(page.saved))
    answer = redirect("units", agency.code)
    if page.ordering:
        answer["Location"] += "?order=1"
    return answer


def _changed(request: HttpRequest, agency: Agency) -> UnitsPage:
    who, sent, person = scope(request), request.POST, person_of(request)
    now, today = timezone.now(), timezone.localdate()
    do = sent.get("do", "add")
    if do == "usual":
        return units.add_usual(who, agency, sent.getlist("usual"), person=person, now=now, today=today)
    if do in ("up", "down", "sort"):
        return units.place(who, agency, sent.get("unit", ""), do, person=person, now=now, today=today)
    name, below = sent.get("name", ""), sent.get("below", "")
    return units.add(who, agency, name=name, below=below, person=person, now=now, today=today)


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("work")
def unit(request: HttpRequest, agency: Agency, unit: int) -> HttpResponse:
    """One unit; POST changes, moves, closes, opens, merges or removes it."""
    who, today = scope(request), timezone.localdate()
    if request.method != "POST":
        page = one_unit.page(who, agency, unit, today=today)
        if page is None:
            raise Http404
        return _shown(request, agency, page, 200)
    try:
        page = one_unit.change(
            who, agency, unit, request.POST.dict(), person=person_of(request), now=timezone.now(), today=today
        )
    except PermissionError as error:
        raise PermissionDenied from error
    if page is None:
        raise Http404
    if page.saved is not None:
        messages.success(request, in_page_language(page.saved))
        return redirect("units", agency.code) if page.gone else redirect("unit", agency.code, unit)
    return _shown(request, agency, page, 404 if page.gone else 409 if page.other else 422)


def _shown(request: HttpRequest, agency: Agency, page: UnitPage, status: int) -> HttpResponse:
    return render(request, "agency/unit.html", {"agency": agency, "page": page, "tab": "agency"}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("work")
def paste(request: HttpRequest, agency: Agency) -> HttpResponse:
    """A pasted list, shown as it was understood, and then taken."""
    who, sent = scope(request), request.POST
    try:
        if request.method == "POST":
            page = units.paste(
                who,
                agency,
                text=sent.get("text", ""),
                below=sent.get("below", ""),
                take=sent.get("do") == "take",
                person=person_of(request),
                now=timezone.now(),
            )
        else:
            page = units.blank_list(who, agency)
    except PermissionError as error:
        raise PermissionDenied from error
    if page.taken is not None:
        messages.success(request, in_page_language(units.added(page.taken)))
        return redirect("units", agency.code)
    context = {"agency": agency, "page": page, "tab": "agency"}
    return render(request, "agency/units-paste.html", context, status=422 if page.wrong else 200)
