"""An agency's people: the list, inviting, giving and ending roles, somebody leaves, the handover pack."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prongsai.flow.people import agency as roster
from prongsai.flow.people.who import Agency
from prongsai.flow.year import stored as years
from prongsai.web.people import forms
from prongsai.web.shell.reached import join_address, mail_works
from prongsai.web.shell.scoping import in_agency, person_of, scope
from prongsai.web.shell.words import both


def _frame(request: HttpRequest, agency: Agency, **more: Any) -> dict[str, Any]:
    known = years.years_of(scope(request), agency)
    return {"agency": agency, "tab": "people", "year": known[0] if known else None, **more}


def _people(request: HttpRequest, agency: Agency) -> roster.Roster:
    return roster.roster(scope(request), agency, now=timezone.now(), today=timezone.localdate())


def refused(form: Any, error: roster.NotPossible) -> None:
    """Shows why an action was not possible, above the form, each reason as a line."""
    for text in error.texts:
        form.add_error(None, both(text.th, text.en))


@require_safe
@in_agency("work")
def people(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Everybody with a role here, and who looks in from above."""
    return render(request, "people/list.html", _frame(request, agency, people=_people(request, agency)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("invite")
def invite(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Invites somebody: by mail, or with a slip that shows the code once."""
    may_give = _people(request, agency).may_give
    units = roster.units(scope(request), agency)
    form = forms.Invite(may_give, request.POST if request.method == "POST" else None, mail=mail_works(), units=units)
    if form.is_valid():
        try:
            sent = roster.invite(
                scope(request),
                by=person_of(request),
                role=form.cleaned_data["role"],
                agency=agency,
                area=None,
                email=form.cleaned_data["email"],
                unit=form.cleaned_data.get("unit"),
                now=timezone.now(),
            )
        except roster.NotPossible as error:
            refused(form, error)
        else:
            if sent.code:
                return render(
                    request,
                    "people/slip.html",
                    _frame(request, agency, sent=sent, link=join_address(), back=reverse("people", args=[agency.code])),
                )
            messages.success(request, both("เชิญแล้ว ระบบกำลังส่งอีเมล", "Invited; the mail goes out now."))
            return redirect("people", agency.code)
    return render(request, "people/invite.html", _frame(request, agency, form=form), status=422 if form.errors else 200)


@require_POST
@in_agency("invite")
def withdraw(request: HttpRequest, agency: Agency, number: int) -> HttpResponse:
    """Takes an open invitation back."""
    try:
        roster.withdraw(scope(request), by=person_of(request), agency=agency, number=number, now=timezone.now())
    except KeyError:
        raise Http404 from None
    except roster.NotPossible as error:
        messages.error(request, both(error.text.th, error.text.en))
    else:
        messages.success(request, both("ถอนคำเชิญแล้ว", "The invitation was taken back."))
    return redirect("people", agency.code)


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("invite")
def give(request: HttpRequest, agency: Agency) -> HttpResponse:
    """A further role for somebody who is here already: acting, delegated, for some days."""
    here, today = _people(request, agency), timezone.localdate()
    units = roster.units(scope(request), agency)
    form = forms.Give(here.people, units, here.may_give, today, request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            roster.give(
                scope(request),
                by=person_of(request),
                agency=agency,
                person=data["person"],
                role=data["role"],
                manner=data["manner"],
                unit=data.get("unit"),
                starts=data["starts"],
                ends=data["ends"],
                now=timezone.now(),
                today=today,
            )
        except roster.NotPossible as error:
            refused(form, error)
        else:
            messages.success(request, both("ให้บทบาทแล้ว", "The role was given."))
            return redirect("people", agency.code)
    return render(request, "people/give.html", _frame(request, agency, form=form), status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("invite")
def end(request: HttpRequest, agency: Agency, grant: int) -> HttpResponse:
    """Ends one role."""
    today = timezone.localdate()
    here = _people(request, agency)
    held = here.held_role(grant)
    if held is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = forms.LastDay(today, data, orphan=here.may_orphan and held.coordinates)
    if form.is_valid():
        try:
            roster.end(
                scope(request),
                by=person_of(request),
                agency=agency,
                grant=grant,
                last_day=form.cleaned_data["last_day"],
                orphan=form.cleaned_data.get("orphan", False),
                now=timezone.now(),
                today=today,
            )
        except roster.NotPossible as error:
            refused(form, error)
        else:
            messages.success(request, both("บันทึกวันสิ้นสุดบทบาทแล้ว", "The role's last day was kept."))
            return redirect("people", agency.code)
    return render(
        request, "people/end.html", _frame(request, agency, form=form, held=held), status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_agency("invite")
def leave(request: HttpRequest, agency: Agency, person: int) -> HttpResponse:
    """Somebody leaves: all roles here end on one day, and the handover pack is ready."""
    today = timezone.localdate()
    here = _people(request, agency)
    held = here.roles_of(person)
    if not held:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = forms.LastDay(today, data, orphan=here.may_orphan and any(role.coordinates for role in held))
    if form.is_valid():
        try:
            roster.leave(
                scope(request),
                by=person_of(request),
                agency=agency,
                person=person,
                last_day=form.cleaned_data["last_day"],
                orphan=form.cleaned_data.get("orphan", False),
                now=timezone.now(),
                today=today,
            )
        except roster.NotPossible as error:
            refused(form, error)
        else:
            messages.success(
                request,
                both(
                    "บันทึกวันสุดท้ายของทุกบทบาทแล้ว พิมพ์ชุดส่งมอบงานให้ผู้รับช่วง", "Kept. Print the handover pack for the successor."
                ),
            )
            return redirect("handover", agency.code)
    return render(
        request,
        "people/leave.html",
        _frame(request, agency, form=form, held=held, person=held[0].name),
        status=422 if form.errors else 200,
    )


@require_safe
@in_agency("invite")
def handover(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Where the work stands, for whoever takes over; made for printing."""
    pack = roster.handover(scope(request), agency, now=timezone.now(), today=timezone.localdate())
    return render(request, "people/handover.html", _frame(request, agency, pack=pack, today=timezone.localdate()))
