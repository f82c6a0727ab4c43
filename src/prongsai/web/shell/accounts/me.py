"""A person's own account: what they hold, how they sign in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prongsai.flow.people.agency import held_by
from prongsai.web.shell.scoping import person_of, signed_in_of


@require_safe
def _account(request: HttpRequest) -> HttpResponse:
    held = held_by(person_of(request), timezone.localdate())
    return render(request, "people/me.html", {"held": held, "openid": settings.OPTIONS.openid_issuer})


account = signed_in_of(_account)


@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up alone: says how one is invited."""
    return render(request, "account/signup_closed.html", {"through_openid": False})
