"""How wide a text is: in letters, in cells of a terminal, or as set in a size; marks above and below take no room."""

from __future__ import annotations

import functools
import unicodedata

# Widths in em, a little more than those of the fonts that phones and office PCs have.
_NARROW = dict.fromkeys("ilI.,:;'|!()[]- ", 0.34) | dict.fromkeys("เโใไาะๆ", 0.5)
_BROAD = dict.fromkeys("mwMWณญฌฒฉฌ@%—", 0.9)


def letters(text: str) -> int:
    """How many letters of ``text`` stand side by side: vowels and tone marks above and below take no room."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)


def cells(text: str) -> int:
    """How many cells of a terminal ``text`` takes: marks and what is not seen none, wide letters two."""
    return sum(_cells(letter) for letter in text)


def width(text: str, size: float) -> float:
    """The estimated width of ``text`` set in ``size``, in the same unit; rather more than less."""
    return size * sum(map(em, text))


@functools.cache
def em(character: str) -> float:
    """The estimated width of one character in em."""
    if unicodedata.category(character) in ("Mn", "Cf"):
        return 0.0
    if character in _NARROW:
        return _NARROW[character]
    if character in _BROAD:
        return _BROAD[character]
    if character.isdigit():
        return 0.58 if character.isascii() else 0.7
    if character.islower():
        return 0.59
    return 0.64 if ord(character) < 0x2E80 else 1.0


@functools.cache
def _cells(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1
