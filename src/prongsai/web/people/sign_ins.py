"""The log of sign-ins, for administrators; read only."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from prongsai.flow.privacy.sign_ins import page
from prongsai.web.shell.scoping import everywhere, scope


@never_cache
@require_safe
@everywhere("give-role")
def sign_ins(request: HttpRequest) -> HttpResponse:
    """Who signed in, was refused or left, by person and days."""
    shown = page(scope(request), settings.OPTIONS, request.GET.dict(), now=timezone.now())
    return render(request, "people/sign-ins.html", {"log": shown}, status=422 if shown.problems else 200)
