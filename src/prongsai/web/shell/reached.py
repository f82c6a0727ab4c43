"""How people are reached from this site: whether it sends mail, and by which address others open it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 2_000  # of an address


def mail_works() -> bool:
    """Whether there is a mail server; without one nothing is ever "sent"."""
    return not str(settings.EMAIL_BACKEND).startswith("django.core.mail.backends.console")


def join_address() -> str:
    """The address under which others accept an invitation; empty where the site opens on this machine alone."""
    site = settings.OPTIONS.site
    return f"{site}{reverse('join')}" if site else ""


def within_site(request: HttpRequest, to: str) -> str:
    """``to`` where it is an address of this site, as its own pages send it: no name of a view, nothing longer than one
    is; else the first page."""
    own = (
        to.startswith("/")
        and len(to) <= LONGEST
        and url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    )
    return to if own else "/"
