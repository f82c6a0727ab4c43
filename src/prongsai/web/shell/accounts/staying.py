"""Whether somebody is still signed in, and for how long: asked by a page whose reader was away and is back."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from prongsai.web.shell.activity import left
from prongsai.web.shell.scoping import public, scope


@never_cache
@require_safe
@public
def stay(request: HttpRequest) -> JsonResponse:
    """Who is signed in here (``person``, null: nobody), and then for how many seconds, and the token that forms of a
    page that is open carry from now on: whoever signs in again gets another. To ask is to be here, as any request is.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"person": None})
    seconds = left(request, scope(request), timezone.now())
    return JsonResponse({"person": request.user.pk, "seconds": seconds, "token": get_token(request)})
