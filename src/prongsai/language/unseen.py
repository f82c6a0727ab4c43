"""Characters that nobody sees: of no width, turning the line around, or blank where a letter is expected."""

from __future__ import annotations

import unicodedata

# Letters, marks and symbols by their category, shown as nothing: the joiner of graphemes, Khmer's two vowels that are
# not written, Hangul's and braille's blanks.
EMPTY_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_VARIATIONS = ("VARIATION SELECTOR", "MONGOLIAN FREE VARIATION SELECTOR")


def is_unseen(letter: str) -> bool:
    """Whether a character is one that nobody sees; a plain space is none."""
    # What is not printable: controls, signs of no width, those that turn the line around, and numbers without a sign.
    empty = not letter.isprintable() or letter in EMPTY_LETTERS
    return empty or unicodedata.name(letter, "").startswith(_VARIATIONS)
