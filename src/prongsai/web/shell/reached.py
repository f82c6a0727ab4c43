"""How people are reached from this site: whether it sends mail, and by which address others open it."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse


def mail_works() -> bool:
    """Whether there is a mail server; without one nothing is ever "sent"."""
    return not str(settings.EMAIL_BACKEND).startswith("django.core.mail.backends.console")


def join_address() -> str:
    """The address under which others accept an invitation; empty where the site opens on this machine alone."""
    site = settings.OPTIONS.site
    return f"{site}{reverse('join')}" if site else ""
