"""What the frame of every page needs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from prongsai.web.shell.scoping import scope


def shell(request: HttpRequest) -> dict[str, Any]:
    """Language, mode and scope for templates."""
    language = "en" if (get_language() or "th").startswith("en") else "th"
    return {"language": language, "served": settings.SERVED, "scope": scope(request)}
