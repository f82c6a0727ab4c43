"""The order of Thai names: by consonant, with leading vowels after it and marks last, as dictionaries have it."""

from __future__ import annotations

import unicodedata

_LEADING = "เแโใไ"
_MARKS = "็่้๊๋์ํ๎"


def sort_key(text: str) -> str:
    """A key whose plain code-point order is the dictionary order of ``text``; case and spaces do not count."""
    plain = unicodedata.normalize("NFC", text).replace("ํา", "ำ").casefold()
    letters: list[str] = []
    marks: list[str] = []
    at = 0
    while at < len(plain):
        letter = plain[at]
        if letter in _LEADING and at + 1 < len(plain):
            letters += [plain[at + 1], letter]
            at += 2
            continue
        if letter in _MARKS:
            # A mark decides only between words that are alike otherwise; where it stands decides then.
            marks.append(f"{len(letters):03d}{letter}")
        elif not letter.isspace():
            letters.append(letter)
        at += 1
    return "".join(letters) + "\x01" + "".join(marks)
