"""What the next page is to tell somebody, kept in their browser under a name that no other site of a domain can set."""

from __future__ import annotations

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class _InCookie(CookieStorage):
    cookie_name = settings.MESSAGES_COOKIE_NAME


class Told(FallbackStorage):
    """Django's way, in a cookie of the host's own: somebody who has just signed out has no session to keep it in."""

    storage_classes = (_InCookie, SessionStorage)
