"""People who look at many agencies: supervisors, assessors and administrators over an area."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prongsai.flow.people import agency as roster
from prongsai.flow.people.areas import areas
from prongsai.web.people import forms
from prongsai.web.people.people import refused
from prongsai.web.shell.reached import join_address, mail_works
from prongsai.web.shell.scoping import everywhere, person_of, scope
from prongsai.web.shell.words import both


def _people(request: HttpRequest) -> roster.Roster:
    return roster.roster(scope(request), None, now=timezone.now(), today=timezone.localdate())


@require_safe
@everywhere("give-role")
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with a role over an area."""
    return render(request, "people/areas.html", {"people": _people(request)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@everywhere("give-role")
def invite(request: HttpRequest) -> HttpResponse:
    """Invites somebody to a role over an area."""
    form = forms.Invite(
        _people(request).may_give,
        request.POST if request.method == "POST" else None,
        areas=areas(scope(request)),
        mail=mail_works(),
    )
    if form.is_valid():
        try:
            sent = roster.invite(
                scope(request),
                by=person_of(request),
                role=form.cleaned_data["role"],
                agency=None,
                area=form.area(),
                email=form.cleaned_data["email"],
                now=timezone.now(),
            )
        except roster.NotPossible as error:
            refused(form, error)
        else:
            if sent.code:
                return render(
                    request, "people/slip.html", {"sent": sent, "link": join_address(), "back": reverse("area-people")}
                )
            messages.success(request, both("เชิญแล้ว ระบบกำลังส่งอีเมล", "Invited; the mail goes out now."))
            return redirect("area-people")
    return render(request, "people/invite.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@everywhere("give-role")
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Takes an open invitation back."""
    try:
        roster.withdraw(scope(request), by=person_of(request), agency=None, number=number, now=timezone.now())
    except KeyError:
        raise Http404 from None
    except roster.NotPossible as error:
        messages.error(request, both(error.text.th, error.text.en))
    return redirect("area-people")


@require_http_methods(["GET", "HEAD", "POST"])
@everywhere("give-role")
def end(request: HttpRequest, grant: int) -> HttpResponse:
    """Ends one role over an area."""
    today = timezone.localdate()
    held = _people(request).held_role(grant)
    if held is None:
        raise Http404
    form = forms.LastDay(today, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            roster.end(
                scope(request),
                by=person_of(request),
                agency=None,
                grant=grant,
                last_day=form.cleaned_data["last_day"],
                now=timezone.now(),
                today=today,
            )
        except roster.NotPossible as error:
            refused(form, error)
        else:
            messages.success(request, both("บันทึกวันสิ้นสุดบทบาทแล้ว", "The role's last day was kept."))
            return redirect("area-people")
    return render(request, "people/end.html", {"form": form, "held": held}, status=422 if form.errors else 200)
