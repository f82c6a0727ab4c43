"""Gives every request its scope, and every view its declared permission."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from prongsai.flow.people.beginning import may_begin
from prongsai.flow.people.who import Agency, Person, agency_in, scope_of_user
from prongsai.flow.year.closing import still_open
from prongsai.records.roles import Ability
from prongsai.records.scope import NOBODY, Scope
from prongsai.web.shell.accounts.notices import first
from prongsai.web.shell.doors.security_log import tell
from prongsai.web.shell.words import both

Rest = ParamSpec("Rest")


class ScopeOfRequest:
    """Sets ``request.scope`` and the person's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, made with the scope of who asks."""
        request.scope = scope_of_user(request.user, timezone.localdate())  # type: ignore[attr-defined]  # a name of ours on Django's request
        return self.get_response(request)


def scope(request: HttpRequest) -> Scope:
    """The scope of a request; nobody's where the middleware did not run."""
    found: Scope = getattr(request, "scope", NOBODY)
    return found


def person_of(request: HttpRequest) -> Person:
    """Who asks, behind a decorator that has made sure that somebody does."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def _declared(view: Callable[..., HttpResponse], permission: str) -> Callable[..., HttpResponse]:
    """The view, with what it asks for written on it: a test reads it of every address."""
    vars(view)["permission"] = permission
    return view


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Declares that a view needs no sign-in."""
    return _declared(view, "public")


def public_of(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of a library, declared as ``public``; the library's own function stays as it is."""

    @functools.wraps(view)
    def declared(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        return view(request, *arguments, **named)

    return public(declared)


def signed_in_of(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view with which somebody looks after their own account; it asks for no second factor, which is set up there."""

    @functools.wraps(view)
    def checked(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return view(request, *arguments, **named)

    return _declared(checked, "signed-in")


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Declares that a view needs a person, and shows only what is their own."""

    @functools.wraps(view)
    def checked(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if _lacks_second_factor(request):
            return _to_second_factor(request)
        return first(request) or view(request, *arguments, **named)

    return _declared(checked, "signed-in")


def in_agency(
    ability: Ability,
) -> Callable[[Callable[Concatenate[HttpRequest, Agency, Rest], HttpResponse]], Callable[..., HttpResponse]]:
    """Declares the ability that a view of one agency needs. The view gets the agency instead of its ``code``.

    An agency that the person may not see is not found; one that they may see without the ability is forbidden.
    """

    def declare(view: Callable[Concatenate[HttpRequest, Agency, Rest], HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def checked(request: HttpRequest, code: str, *arguments: Any, **named: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if _lacks_second_factor(request):
                return _to_second_factor(request)
            who = scope(request)
            agency = agency_in(who, code)
            if agency is None:
                # Whoever tries codes sees nothing, and is seen.
                tell("refused", request)
                raise Http404
            if not who.may(ability, agency):
                raise PermissionDenied
            return first(request) or view(request, agency, *arguments, **named)

        return _declared(checked, ability)

    return declare


def of_open_year(
    view: Callable[Concatenate[HttpRequest, Agency, Rest], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A page that is there to change something of its ``year``: while that is closed it says so and opens no form.

    The actions refuse by themselves; whoever opens the page is told before they type.
    """

    @functools.wraps(view)
    def checked(request: HttpRequest, agency: Agency, *arguments: Rest.args, **named: Rest.kwargs) -> HttpResponse:
        which = named.get("year")
        if isinstance(which, int):
            still_open(agency, which)
        return view(request, agency, *arguments, **named)

    return checked


def everywhere(ability: Ability) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Declares an ability that a view needs without any bound: the site's own pages."""

    def declare(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def checked(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if _lacks_second_factor(request):
                return _to_second_factor(request)
            if not scope(request).everywhere(ability):
                raise PermissionDenied
            return first(request) or view(request, *arguments, **named)

        return _declared(checked, f"everywhere:{ability}")

    return declare


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Where somebody signs in; on a desk that nobody has used yet, where the first account is made."""
    return redirect("start") if may_begin() else redirect_to_login(request.get_full_path())


def _lacks_second_factor(request: HttpRequest) -> bool:
    return bool(settings.SERVED and scope(request).needs_second_factor and not is_mfa_enabled(request.user))


def _to_second_factor(request: HttpRequest) -> HttpResponse:
    messages.warning(
        request,
        both(
            "บทบาทของท่านต้องยืนยันตัวตนสองขั้นตอนก่อนใช้งาน ตั้งแอปยืนยันตัวตนหรือพาสคีย์อย่างใดอย่างหนึ่งในหน้านี้",
            "Your role needs a second factor before you go on: set up an app or a passkey on this page.",
        ),
    )
    return redirect("mfa_index")
