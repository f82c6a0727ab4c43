"""What the frame of every page needs."""

from __future__ import annotations

import functools
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from prongsai.flow.messages.listing import unread
from prongsai.web.shell.accounts.passkeys import passkeys_work
from prongsai.web.shell.activity import least_left
from prongsai.web.shell.reached import mail_works
from prongsai.web.shell.scoping import scope


def shell(request: HttpRequest) -> dict[str, Any]:
    """Language and scope for templates, whether passkeys work, how long a session lasts unused; and no
    agency, where a page is of none."""
    language = "en" if (get_language() or "th").startswith("en") else "th"
    return {
        "language": language,
        "scope": scope(request),
        "passkeys": functools.partial(passkeys_work, request),
        "mail_works": mail_works(),
        "idle_seconds": functools.partial(least_left, scope(request)),
        "unread": functools.partial(unread, scope(request)),
        "agency": None,
        "year": None,
        "years": (),
        "tab": "",
    }
