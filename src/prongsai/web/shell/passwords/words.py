"""The words of ``words.yaml`` and the runs of keys beside each other, as a password is compared with them."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from prongsai.files.strict_yaml import read_yaml

# Shorter ones stand in every other word, and prove nothing.
LEAST_LETTERS = 3

_ROMANISED = (
    *(("ph", "p"), ("th", "t"), ("kh", "k"), ("gh", "g"), ("v", "w"), ("y", "i")),
    *(("ee", "i"), ("oo", "u"), ("ou", "u"), ("ue", "u"), ("ae", "e")),
)
_THAI_TONES = re.compile("[\u0e47-\u0e4c]")
_DOUBLED = re.compile(r"(.)\1+")


def letters(text: str) -> str:
    """The letters of a text, case folded: digits of any script, signs and blanks are off."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if unicodedata.category(letter)[0] in "LM")


def loosened(word: str) -> str:
    """Letters as they are however somebody romanised them, without tones: ``phatthaya`` and ``Pattaya`` are one."""
    for written, plain in _ROMANISED:
        word = word.replace(written, plain)
    return _DOUBLED.sub(r"\1", _THAI_TONES.sub("", word))


@dataclass(frozen=True)
class GuessedWords:
    """Words by their letters; ``loose`` the same loosened. ``to_thai``, ``to_latin``: the other layout's same key."""

    plain: frozenset[str]
    loose: frozenset[str]
    to_thai: Mapping[int, int]
    to_latin: Mapping[int, int]

    @functools.cached_property
    def longest(self) -> int:
        """Letters of the longest word."""
        return max(map(len, self.plain))


def _runs(rows: list[str]) -> Iterator[str]:
    for row in map(letters, rows):
        for line in (row, row[::-1]):
            for start in range(len(line)):
                yield from (line[start:end] for end in range(start + LEAST_LETTERS, len(line) + 1))


@functools.cache
def guessed_words() -> GuessedWords:
    """The words of ``words.yaml``, read once."""
    raw = resources.files("prongsai.web.shell.passwords").joinpath("words.yaml").read_bytes()
    data: Any = read_yaml(raw, "words.yaml")
    words = (letters(word) for group in data["groups"].values() for word in group["words"].split())
    plain = frozenset(word for word in words if len(word) >= LEAST_LETTERS)
    loose = frozenset(word for word in map(loosened, plain) if len(word) >= LEAST_LETTERS)
    runs = frozenset(_runs(data["runs"]["rows"]))
    qwerty, kedmanee = data["keys"]["qwerty"], data["keys"]["kedmanee"]
    return GuessedWords(plain | runs, loose, str.maketrans(qwerty, kedmanee), str.maketrans(kedmanee, qwerty))
