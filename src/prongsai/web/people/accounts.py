"""Accounts, for administrators: everybody who has one, one person's, and each step that looks after it."""

from __future__ import annotations

from collections.abc import Mapping

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from prongsai.flow.people import accounts as journey
from prongsai.screens.people.accounts import AccountStep, is_step
from prongsai.web.people import forms
from prongsai.web.people.people import refused
from prongsai.web.shell.scoping import everywhere, person_of, scope
from prongsai.web.shell.words import both

FORMS: Mapping[AccountStep, type[forms.Confirm]] = {
    "rename": forms.Rename,
    "password": forms.NewPassword,
    "reset-2fa": forms.Confirm,
    "sessions": forms.Confirm,
    "close": forms.Close,
    "open": forms.Confirm,
}
# Whoever finds a browser open may not take over or shut an account with it.
GRAVE: frozenset[AccountStep] = frozenset({"password", "reset-2fa", "close"})


@require_safe
@everywhere("give-role")
def accounts(request: HttpRequest) -> HttpResponse:
    """Everybody with an account."""
    search, page = request.GET.get("q", ""), request.GET.get("page", "1")
    return render(
        request, "people/accounts.html", {"accounts": journey.accounts(scope(request), search=search, page=page)}
    )


@require_safe
@everywhere("give-role")
def account(request: HttpRequest, person: int) -> HttpResponse:
    """One person's account: roles, second factor, where they are signed in, and what can be done."""
    return render(request, "people/account.html", {"account": _account(request, person)})


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@everywhere("give-role")
def step(request: HttpRequest, person: int, step: str) -> HttpResponse:
    """Asks whether to do it, and does it. A grave one asks for the reader's own password first."""
    if not is_step(step):
        raise Http404
    whose = _account(request, person)
    if step in GRAVE:
        try:
            _known_again(request)
        except ReauthenticationRequired:
            if request.method == "POST":
                return redirect(request.path)  # what was typed is kept nowhere, a password least of all
            raise
    form = FORMS[step](request.POST if request.method == "POST" else None)
    if not whose.coordinates:
        form.fields.pop("orphan", None)  # no agency is left alone by it
    if form.is_valid():
        try:
            ended = journey.change(
                scope(request),
                by=person_of(request),
                person=person,
                step=step,
                now=timezone.now(),
                today=timezone.localdate(),
                **form.values(),
            )
        except journey.NotPossible as error:
            refused(form, error)
        else:
            said = both(f" ออกจากระบบแล้ว {ended} เครื่อง", f" {ended} session(s) ended.") if ended else ""
            messages.success(request, f"{both('บันทึกแล้ว', 'Done.')}{said}")
            return redirect("account", person)
    shown = {"account": whose, "step": step, "form": form}
    return render(request, "people/account-step.html", shown, status=422 if form.errors else 200)


def _account(request: HttpRequest, person: int) -> journey.AccountPage:
    try:
        return journey.account(
            scope(request), by=person_of(request), person=person, now=timezone.now(), today=timezone.localdate()
        )
    except KeyError:
        raise Http404 from None


@reauthentication_required  # type: ignore[untyped-decorator]  # allauth's, without types
def _known_again(request: HttpRequest) -> None:
    """Nothing: raises where the reader's own password was not asked for lately."""
