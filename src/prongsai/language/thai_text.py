"""Thai text as keyboards, Word and PDF write it, made alike; its length stays that of what a reader sees."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prongsai.language.digits import THAI_DIGITS, TO_ARABIC

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_TONES = "\u0e48-\u0e4c"
_ABOVE = "\u0e31\u0e34-\u0e3a\u0e47"
# PDF writers take SARA AM apart, part its halves with a space or the tone mark, and put tones before their vowels.
_AM = re.compile(f"\u0e4d ?([{_TONES}]?) ?\u0e32|([{_TONES}]) ?\u0e4d ?\u0e32")
# SARA A, SARA AA and SARA AM never begin a word.
_LOOSE_VOWEL = re.compile(f"([\u0e01-\u0e2e][{_TONES}]?) ([\u0e30\u0e32\u0e33])")
_LOOSE_MARK = re.compile(f" +([{_MARKS}])")
_TURNED = re.compile(f"([{_TONES}])([{_ABOVE}])")
# Fonts that place marks by hand have them a second time in the private area, and PDF readers copy those.
_PLACED = str.maketrans({0xF700 + at: letter for at, letter in enumerate("ฐิีึื่้๊๋์่้๊๋์ญัํ็่้๊๋์ฺุู")})
_PRIVATE = re.compile("[\uf700-\uf7ff]")
_THAI_DIGIT = re.compile(f"[{THAI_DIGITS}]")
_PLAIN_MARKS = (0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F))
_ALL_MARKS = frozenset(
    map(chr, (*_PLAIN_MARKS, *(code for code, letter in _PLACED.items() if ord(letter) in _PLAIN_MARKS)))
)
_AM_LOST = "\ufffd?[\u0e32\u0e33]"
_NUMBERED = re.compile(r"^(?:(?:เลข)?ที่\s*:?|no\.)\s*", re.IGNORECASE)
_NO_LETTER = re.compile("[^0-9a-z\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e4e]+")


def tidy(text: str) -> str:
    """One line of text: SARA AM whole, marks in order on their letters, single spaces, nothing invisible."""
    if _PRIVATE.search(text):
        text = text.translate(_PLACED)
    text = _INVISIBLE.sub("", text)
    text = _SPACES.sub(" ", text).replace("เเ", "แ").replace("−", "-")
    text = _AM.sub(lambda found: (found[1] or found[2] or "") + "\u0e33", text)
    text = _LOOSE_MARK.sub(r"\1", text)
    text = _LOOSE_VOWEL.sub(r"\1\2", text)
    return _TURNED.sub(r"\2\1", text).strip()


def stands_on_a_letter(letter: str) -> bool:
    """Whether a letter is a mark that is drawn above or below the one before it, of a hand-placed font too."""
    return letter in _ALL_MARKS


def lines_of(text: str) -> list[str]:
    """The lines of a text, tidied; empty ones are left out."""
    return [line for line in map(tidy, re.split(r"[\r\n\v\f\u2028\u2029]+", text)) if line]


def digits(text: str) -> str:
    """``text`` with Thai digits as Arabic ones, letter for letter: a place in one is the same place in the other."""
    # Most texts have none, and to look is ten times as quick as to put in what is not there.
    return text.translate(TO_ARABIC) if _THAI_DIGIT.search(text) else text


def without_label(text: str, *labels: str) -> str:
    """``text`` without the one of ``labels`` that is printed before it and was typed once more: เรื่อง before a subject.
    A word that only begins like one stays: เรื่องร้องเรียน."""
    typed = "|".join(map(re.escape, labels))
    return re.sub(rf"^(?:{typed})(?:\s*[:.]\s*|\s+|(?=\d))", "", text.strip())


def bare_number(text: str) -> str:
    """The number of a letter or an announcement without the ที่ or เลขที่ that is printed before it: none begins so."""
    return _NUMBERED.sub("", text.strip())


def squeezed(text: str) -> str:
    """``text`` for comparison: no spaces, Arabic digits, one form of the small signs."""
    return re.sub(r"\s+", "", digits(tidy(text))).replace("–", "-").replace("ฯ", "").casefold()


def skeleton(text: str) -> str:
    """The letters by which names are compared: no spaces or signs, Arabic digits, SARA AM as SARA AA.

    PDF readers lose the ring of SARA AM, or put a replacement mark for it: "อ านาจ" and "อ\ufffdานาจ" are อำนาจ.
    """
    plain = digits(tidy(text.replace("\ufffd", ""))).casefold().replace("\u0e33", "\u0e32").replace("\u0e4d", "")
    return _NO_LETTER.sub("", plain)


def loose(words: str) -> str:
    """A pattern for ``words`` that lets a space stand between any two letters, as scans and line ends put them.

    SARA AM may have lost its ring: PDF readers leave "อานาจ" or "อ\ufffdานาจ" of อำนาจ.
    """
    letters = [letter for letter in words if letter != " "]
    return r"\s?".join(_AM_LOST if letter == "\u0e33" else re.escape(letter) for letter in letters)


def and_then(last: str) -> str:
    """``last`` as the end of a list: ``และค``, with a blank where it begins with no Thai letter: ``และ EIT``."""
    # The word ณ has a blank on either side.
    thai = "\u0e01" <= last[:1] <= "\u0e4e" and not last.startswith("ณ ")
    return f"และ{last}" if thai else f"และ {last}"


def listed(names: Sequence[str], between: str = " ") -> str:
    """Names in one enumeration as official letters write it: ``ก``, ``ก และข``, ``ก ข และค``; empty for none."""
    return f"{between.join(names[:-1])} {and_then(names[-1])}" if len(names) > 1 else "".join(names)
