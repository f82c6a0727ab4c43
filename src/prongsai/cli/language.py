"""Which language the command line speaks: ``--lang``, then ``PRONGSAI_LANG``, then the locale; Thai otherwise."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # its module loads the shapes, which `--help` has no need of
    from prongsai.criteria.wording import Language


def _language(value: str | None) -> Language | None:
    short = (value or "").lower()[:2]
    if short == "th":
        return "th"
    return "en" if short == "en" else None


@cache
def chosen() -> Language:
    """The language of this run. Read from the words of the call itself, so that ``--help`` speaks it too."""
    words = sys.argv[1:]
    for at, word in enumerate(words):
        if word == "--lang" and at + 1 < len(words):
            return _language(words[at + 1]) or "th"
        if word.startswith("--lang="):
            return _language(word.partition("=")[2]) or "th"
    for name in ("PRONGSAI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        found = _language(os.environ.get(name))
        if found:
            return found
    return "th"


def pick(th: str, en: str) -> str:
    """The one of two texts that is in the chosen language."""
    return th if chosen() == "th" else en
