"""Which language the command line speaks: ``--lang``, then ``PRONGSAI_LANG``, then the locale; Thai otherwise."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # its module loads the shapes, which `--help` has no need of
    from prongsai.language.text import Language

_OPTION = "--lang"
_call: list[str] = sys.argv[1:]


def listen(words: Sequence[str]) -> list[str]:
    """Takes the language from the words of a call; the words, with ``--lang`` before the command wherever it stood."""
    given: list[str] = []
    rest = list(words)
    for at, word in enumerate(rest):
        if word == "--":
            break
        if word == _OPTION or word.startswith(f"{_OPTION}="):
            given = rest[at : at + 2] if word == _OPTION else [word]
            del rest[at : at + len(given)]
            break
    _call[:] = given
    chosen.cache_clear()
    return [*given, *rest]


def _language(value: str | None) -> Language | None:
    short = (value or "").lower()[:2]
    if short == "th":
        return "th"
    return "en" if short == "en" else None


@cache
def chosen() -> Language:
    """The language of this run. Read from the words of the call itself, so that ``--help`` speaks it too."""
    for at, word in enumerate(_call):
        if word == _OPTION and at + 1 < len(_call):
            return _language(_call[at + 1]) or "th"
        if word.startswith(f"{_OPTION}="):
            return _language(word.partition("=")[2]) or "th"
    for name in ("PRONGSAI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        language = _language(os.environ.get(name))
        if language:
            return language
    return "th"


def pick(th: str, en: str) -> str:
    """The one of two texts that is in the chosen language."""
    return th if chosen() == "th" else en
