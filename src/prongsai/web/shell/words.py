"""A text in two languages, chosen when it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language

from prongsai.language.text import Text


def _pick(th: str, en: str) -> str:
    return en if (get_language() or "th").startswith("en") else th


def in_page_language(text: Text) -> str:
    """A text in the page's language."""
    return _pick(text.th, text.en)


both: Callable[[str, str], Any] = lazy(_pick, str)
