"""Response headers that keep a page to itself: nothing from elsewhere, nothing inline, nothing left in the browser."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Signing in with OpenID begins with a form here and goes on at the issuer: browsers hold form-action to be about both.
_issuer = urlsplit(settings.OPTIONS.openid_issuer)
ISSUER = f" {_issuer.scheme}://{_issuer.netloc}" if _issuer.netloc else ""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        f"form-action 'self'{ISSUER}",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

# What a page may leave on a PC that the next person sits at: nothing. Back after signing out asks the site again.
KEPT_NOWHERE = "no-store, private"
# Not "cookies": the language that was chosen in this browser is one, and browsers take those of the whole domain.
FORGOTTEN = '"cache", "storage"'


def signed_out(request: HttpRequest | None = None, **_: object) -> None:
    """Remembers that a session ended with this request; for the signal of signing out."""
    if request is not None:
        request.session_ended = True  # type: ignore[attr-defined]  # a name of ours on Django's request


class SafetyHeaders:
    """Adds the policy to every response that has none of its own, and keeps browsers from keeping it.

    What is the same for everybody says so itself (``public``).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response with its headers."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        if "public" not in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = KEPT_NOWHERE
        if getattr(request, "session_ended", False):
            response.headers["Clear-Site-Data"] = FORGOTTEN
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
