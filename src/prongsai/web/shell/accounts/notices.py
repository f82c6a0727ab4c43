"""Whoever signs in and has not seen the privacy notice as it is now is shown it before the first page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from prongsai.flow.privacy.notice import unseen_by

# In the session of somebody who is to be shown it: no page asks the tables for it.
_ASKED = "notice_is_new"


def ask(request: HttpRequest, user: object) -> None:
    """Somebody signed in: from now on their first page is the notice, where it is new to them."""
    if unseen_by(user):
        request.session[_ASKED] = True


def done(request: HttpRequest) -> None:
    """They have seen it."""
    request.session.pop(_ASKED, None)


def first(request: HttpRequest) -> HttpResponse | None:
    """The way to the notice, which leads on to the page that was asked for; None where it was seen. What somebody sends
    or a page fetches by itself is never turned away: nothing that was typed is lost."""
    if not request.session.get(_ASKED) or request.method not in ("GET", "HEAD") or request.headers.get("HX-Request"):
        return None
    return redirect(f"{reverse('privacy')}?{urlencode({'next': request.get_full_path()})}")
