"""Why a password would be guessed, if it would."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from prongsai.web.shell.passwords.words import LEAST_LETTERS, guessed_words, letters, loosened

Reason = Literal["blank", "few", "no-letters", "words"]

LEAST_DIFFERENT = 5  # characters that differ: fewer are one key held down, or two in turn
MOST_WORDS = 3  # so many words in a row are guessed; four that have nothing to do with each other are not
MOST_STRAYS = 2  # letters beside them, as in ``rangsitxx``

# Signs that people write for letters.
_SIGNS = str.maketrans("@4310!5$7", "aaeioisst")
_DIGITS = "0123456789๐๑๒๓๔๕๖๗๘๙"
_EDGE_YEAR = re.compile(rf"^[{_DIGITS}]{{4}}|[{_DIGITS}]{{4}}$")
_EDGE_SIGNS = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def why_guessed(password: str, own: Iterable[str] = ()) -> Reason | None:
    """Why a password is guessed: nothing but blanks, too few different characters, no letter, or words of the list.

    ``own``: words of the person's own, as their name. None where nothing speaks against it.
    """
    shown = "".join(password.split())
    if not shown:
        return "blank"
    if len(set(shown.casefold())) < LEAST_DIFFERENT:
        return "few"
    if not letters(password):
        return "no-letters"
    known = guessed_words()
    mine = {word for word in map(letters, own) if len(word) >= LEAST_LETTERS}
    plain, loose = known.plain | mine, known.loose | {loosened(word) for word in mine}
    longest = max([known.longest, *map(len, mine)])
    for read in _readings(password):
        if _is_words(read, plain, longest) or _is_words(loosened(read), loose, longest):
            return "words"
    return None


def _readings(password: str) -> Iterator[str]:
    """The letters as they stand, with signs for letters, and as the same keys give them on the other layout."""
    known = guessed_words()
    yield letters(password)
    yield letters(_EDGE_SIGNS.sub("", password).translate(_SIGNS))
    # On the other layout a digit is a letter: it may be one of the word's, or of a year or number beside the word.
    for typed in dict.fromkeys((password, _EDGE_YEAR.sub("", password), password.strip(_DIGITS))):
        yield letters(typed.translate(known.to_thai))
        yield letters(typed.translate(known.to_latin))


def _is_words(text: str, words: Collection[str], longest: int) -> bool:
    """Whether letters are one to ``MOST_WORDS`` words and at most ``MOST_STRAYS`` letters beside them."""
    text = _once(text)
    # The fewest strays up to each letter, by the number of words before it.
    fewest = [[0, *[len(text) + 1] * MOST_WORDS]]
    for end in range(1, len(text) + 1):
        here = [count + 1 for count in fewest[end - 1]]
        for start in range(max(0, end - longest), end - LEAST_LETTERS + 1):
            if text[start:end] in words:
                for count in range(MOST_WORDS):
                    here[count + 1] = min(here[count + 1], fewest[start][count])
        fewest.append(here)
    return min(fewest[-1][1:]) <= MOST_STRAYS


def _once(text: str) -> str:
    """A text that is one part again and again, as that part."""
    again = (text + text).find(text, 1)
    return text[:again] if 0 < again < len(text) else text
