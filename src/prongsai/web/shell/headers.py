"""Response headers that keep a page to itself: no script, style, font or frame from elsewhere, nothing inline."""

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


class SafetyHeaders:
    """Adds the policy to every response that has none of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response with its headers."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
