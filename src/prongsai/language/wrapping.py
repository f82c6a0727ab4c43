"""Where text may break into lines: between Thai words, and inside long addresses and codes."""

from __future__ import annotations

import functools
import itertools
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from prongsai.language.measure import em, letters, width
from prongsai.language.thai_words import halves, known, words

_LEADING = "เแโใไ"
# What may not begin a line: signs that belong to the letter before, and closing marks.
_FOLLOWERS = "ะาำๅๆฯ)]”’.,:;!?%"
_OPENING = "([“‘"
# Words that lean on the next one; rather than with them a line ends before.
_LINKS = (
    "การ",
    "ความ",
    "ของ",
    "และ",
    "หรือ",
    "โดย",
    "เพื่อ",
    "ตาม",
    "จาก",
    "ต่อ",
    "ใน",
    "ผู้",
    "ภาย",
    "อำเภอ",
    "จังหวัด",
    "พ.ศ.",
)

# What stands before the name of a place, with which it is one.
_PLACES = ("ตำบล", "อำเภอ", "จังหวัด")

# Where Latin text without a space may break: after these signs, and otherwise every few characters.
_LONG = re.compile(r"[!-~]{14,}")
# Never after a hyphen: who joins such lines would take it for one that was only put in at the line's end.
_SEAM = re.compile(r"[/._?&=,;:#%+@]+(?=[^/._?&=,;:#%+@-])|[^/._?&=,;:#%+@-]{8}(?=[^/._?&=,;:#%+@-]{3})|[^-](?=-)")

_KINDS = ("เทศบาลนคร", "เทศบาลเมือง", "เทศบาลตำบล", "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด")
# Longer words than this, in letters, stay whole only where they take no more than this share of the line.
_SHORT, _SHARE = 11, 0.55
# A word of fewer signs is one syllable, which nothing would break; a half of a word has at least so many.
_BREAKABLE, _HALF = 4, 3
_THAI = re.compile(r"[\u0e01-\u0e3a\u0e40-\u0e4e]+")

# What is read as one: its blanks do not end a line.
_MONTH = (
    r"(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    r"|(?:ม|มี|พ|ก|ส|ต|ธ)\.ค\.|(?:เม|มิ|ก|พ)\.ย\.|ก\.พ\.)"
)
_DIGIT = "[0-9๐-๙]"
_YEAR = rf"พ\.ศ\. {_DIGIT}{{4}}"
_DAY = rf"(?<!{_DIGIT}){_DIGIT}{{1,2}} {_MONTH}"
# A year before คะแนน or ข้อ is no count of them: ในปี 2567 คะแนนลดลง.
_COUNT = rf"(?<![0-9๐-๙.,])(?!(?:25|๒๕){_DIGIT}{{2}} ){_DIGIT}[0-9๐-๙.,]* (?:คะแนน|(?:คน|ข้อ)(?![\u0e01-\u0e4e]))"
_SHARE_OF = rf"ร้อยละ {_DIGIT}[0-9๐-๙.,]*"
_AGAIN = r"[\u0e01-\u0e4e]{1,12} ๆ"
_ONE = re.compile(
    rf"(?:{_DAY}|{_MONTH}) (?:พ\.ศ\. )?{_DIGIT}{{2,4}}(?!{_DIGIT})|{_YEAR}|{_DAY}|{_COUNT}|{_SHARE_OF}|{_AGAIN}"
)
_PART_OF_ONE = re.compile(rf"{_YEAR}|{_DAY}|{_AGAIN}")
# A blank that does not end a line. Readers of documents take it for one that does.
GLUE = "\u00a0"
# Latin words with a hyphen that are one: E-Service, e-mail.
HYPHENED = re.compile(r"(?<![A-Za-z0-9-])[A-Za-z]{1,2}-[A-Za-z]{2,12}(?![A-Za-z0-9-])")
# What ``unbroken`` puts around a word; no text of ours or of a user's has them.
KEPT = ("\u2068", "\u2069")
_MARKED = re.compile("(\u2068[^\u2069]*\u2069)")
_UNMARKED = dict.fromkeys(map(ord, KEPT))


def glued_blanks(texts: Sequence[str], room: float = math.inf, size: float = 1.0) -> list[str]:
    """Texts that follow each other, with ``GLUE`` for the blanks inside of what is read as one and fits ``room``."""

    def glue(found: re.Match[str]) -> str:
        one = found.group()
        if width(one, size) <= room:
            return one.replace(" ", GLUE)
        return _PART_OF_ONE.sub(
            lambda part: part[0].replace(" ", GLUE) if width(part[0], size) <= room else part[0], one
        )

    whole = "".join(texts)
    made = _ONE.sub(glue, whole) if " " in whole else whole
    ends = list(itertools.accumulate(map(len, texts)))
    return [made[end - len(text) : end] for text, end in zip(texts, ends, strict=True)]


@functools.cache
def names_of(agency: str) -> frozenset[str]:
    """The name of an agency, in parts for where it is wider than a line: เทศบาล|นครแม่สอด, never เทศบาลนครแม่|สอด."""
    kind = next((each for each in _KINDS if agency.startswith(each)), "")
    proper = agency.removeprefix(kind)
    return thai_names([agency, kind.removeprefix("เทศบาล") + proper, proper] if kind and proper else [])


def thai_names(names: Iterable[str]) -> frozenset[str]:
    """Those of ``names`` that are one word of Thai letters."""
    return frozenset(name for name in names if _THAI.fullmatch(name))


def pieces(text: str, names: frozenset[str] = frozenset()) -> list[str]:
    """``text`` in pieces after which a line may end, the blanks after a word with it."""
    return _between(text, _ends(text, names))


def _between(text: str, ends: Iterable[int]) -> list[str]:
    return [text[start:end] for start, end in itertools.pairwise([0, *ends])]


def _ends(text: str, names: frozenset[str]) -> list[int]:
    ends = {at + 1 for at, sign in enumerate(text) if sign in " /" and text[at + 1 : at + 2] not in (" ", "/")}
    for run in _THAI.finditer(text):
        ends.update(run.start() + end for end in _word_ends(words(run.group(), names)))
    return [*sorted(at for at in ends if at < len(text) and _may_begin(text, at)), *([len(text)] if text else [])]


def _word_ends(parts: Sequence[str]) -> Iterator[int]:
    """Where words end, but beside a single letter: it belongs to a word that the list does not know."""
    at = 0
    for word, after in itertools.pairwise(parts):
        at += len(word)
        if word not in _PLACES and all(len(part) > 1 or part == "ณ" for part in (word, after)):
            yield at


def _may_begin(text: str, at: int) -> bool:
    return text[at - 1] == " " or (text[at] != GLUE and text[at - 1] != GLUE and _between_syllables(text, at))


def unbroken(text: str, room: float, size: float, names: frozenset[str] = frozenset()) -> str:
    """``text`` with ``KEPT`` around words that stay on one line where ``room``, in the unit of ``size``, holds them."""
    return "".join(_kept(piece, room, size, names) for piece in pieces(text, names))


def whole_words(text: str, room: float, size: float, names: frozenset[str] = frozenset()) -> list[tuple[str, bool]]:
    """``text`` in parts, each with whether it stays on one line; those that may break are joined."""
    made: list[tuple[str, bool]] = []
    for part in _MARKED.split(unbroken(text.translate(_UNMARKED), room, size, names)):
        if part:
            made.append((part[1:-1], True) if part[0] == KEPT[0] else (part, False))
    return made


def _kept(piece: str, room: float, size: float, names: frozenset[str]) -> str:
    word = piece.rstrip(" ")
    if len(word) < _BREAKABLE or not (_THAI.search(word) or HYPHENED.search(word)):
        return piece
    wide = width(word, size)
    if wide <= (room if letters(word) <= _SHORT or _is_named(word, names) else room * _SHARE):
        return f"{KEPT[0]}{word}{KEPT[1]}{piece[len(word) :]}"
    parts = _halved(word, names)
    if len(parts) > 1:
        return "".join(_kept(part, room, size, names) for part in parts) + piece[len(word) :]
    return f"{KEPT[0]}{word}{KEPT[1]}{piece[len(word) :]}" if wide <= room else piece


def _is_named(word: str, names: frozenset[str]) -> bool:
    run = _THAI.search(word) if names else None
    return run is not None and run.group() in names


def _halved(word: str, names: frozenset[str]) -> list[str]:
    """A word in the words that it is made of, signs around it staying with the nearest."""
    run = _THAI.search(word)
    parts = halves(run.group(), names) if run else ()
    if (
        run is None
        or len(parts) < 2
        or not all(len(part) >= _HALF and (known(part) or part in names) for part in parts)
    ):
        return [word]
    ends = [run.start() + end for end in _word_ends(parts)]
    return _between(word, [*(at for at in ends if _between_syllables(word, at)), len(word)])


def seamed(text: str) -> str:
    """``text`` with U+200B where a long Latin string may break; each writer turns it into its own mark."""
    return _LONG.sub(lambda found: _SEAM.sub("\\g<0>\u200b", found.group()), text)


def longest_word(text: str, size: float) -> float:
    """The estimated width of the longest word of ``text``."""
    return max((width(piece.rstrip(" "), size) for piece in pieces(text)), default=0.0)


def wrap(text: str, room: float, size: float, names: frozenset[str] = frozenset()) -> list[str]:
    """``text`` in lines no wider than ``room``, none of it lost but the spaces at breaks.

    It breaks between words, rather before one that leans on the next; a word that is wider than the line between
    the words that it is made of, else between syllables.
    """
    lines: list[str] = []
    rest = text.strip()
    while rest:
        fits = _fitting(rest, room, size)
        if fits == len(rest):
            lines.append(rest)
            break
        at = _break(rest, fits, names)
        lines.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return lines or [""]


def _fitting(text: str, room: float, size: float) -> int:
    used = 0.0
    for at, character in enumerate(text):
        used += size * em(character)
        if used > room:
            return at
    return len(text)


def _break(text: str, fits: int, names: frozenset[str]) -> int:
    """Where the line ends: after at least one character, and at ``fits`` at the latest where that can be."""
    ends = [end for end in _ends(text, names) if len(text[:end].rstrip()) <= fits]
    for end in reversed(ends):
        if end > fits // 2 and not text[:end].endswith(_LINKS):
            return end
    if ends:
        return ends[-1]
    ends = list(itertools.accumulate(map(len, _halved(pieces(text, names)[0].rstrip(), names))))
    if len(ends) > 1 and ends[0] <= fits:
        return max(end for end in ends if end <= fits)
    for at in range(fits, 0, -1):
        if text[at] in _LEADING and _between_syllables(text, at):
            return at
    for at in range(fits, 0, -1):
        if _between_syllables(text, at):
            return at
    # Nowhere before: the signs of one letter stay together even where they stand over.
    return next((at for at in range(fits + 1, len(text)) if _between_syllables(text, at)), len(text))


def _between_syllables(text: str, at: int) -> bool:
    if at <= 0 or unicodedata.category(text[at]) == "Mn" or text[at] in _FOLLOWERS:
        return False
    return text[at - 1] not in _LEADING and text[at - 1] not in _OPENING
