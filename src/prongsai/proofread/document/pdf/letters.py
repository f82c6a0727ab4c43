"""The letters of a page put together to runs: marks on their letters, blanks that the file does not write."""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from prongsai.language.thai_text import stands_on_a_letter
from prongsai.proofread.document.pdf.shapes import Run, Turned

MOST_LETTERS_OF_A_PAGE = 60_000
_BOLD = 600
# A gap of this many heights is a blank: justified Thai is spread letter by letter, so a small one is none, unless
# PDFium, which knows the font, takes it for one.
_BLANK, _PARTED, _AFTER_AM = 0.3, 0.16, 0.75
_SAID_BACK = 4  # drawings in which the same letters are looked for
_MARKS_BACK = 6  # runs in which a mark's letter is looked for


class _Places:
    """The numbers that PDFium fills in."""

    def __init__(self) -> None:
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.box = pdfium.FS_RECTF()


@dataclass(slots=True)
class _Letter:
    """A letter as the file places it: ``blank`` is how wide a gap before it is one, ``drawn`` by which text it is."""

    text: str
    left: float
    right: float
    base: float
    size: float
    blank: float
    drawn: int
    bold: bool


def runs_of(text: pypdfium2.PdfTextPage, turned: Turned) -> tuple[list[Run], int, int]:
    """The runs of a page, how many letters it has, and how many of them have no meaning. Raises ``OverflowError``."""
    count = text.count_chars()
    if count > MOST_LETTERS_OF_A_PAGE:
        raise OverflowError(count)
    styles, raw, places = _Styles(text.raw), text.raw, _Places()
    placed: list[_Letter] = []
    letters = unread = 0
    parted = False  # whether PDFium takes the gap before the next letter for a blank
    for at in range(count):
        style = styles.of(at)
        if style is None:  # a letter that PDFium put in between
            parted = True
            continue
        code = pdfium.FPDFText_GetUnicode(raw, at)
        if code in (2, 10, 13):
            continue
        if code in (0, 0xFFFD, 0xFFFE, 0xFFFF) or (code < 32 and code != 9):
            unread += 1
            letters += 1
            continue
        letters += not chr(code).isspace()
        if letter := _letter(raw, at, chr(code), turned, places, style):
            letter.blank = _PARTED if parted else _BLANK
            placed.append(letter)
        parted = False
    lines: list[_Line] = []
    for letter in _said_once(placed):
        _put(lines, letter)
    return [line.run() for line in lines], letters, unread


def _letter(raw: Any, at: int, text: str, turned: Turned, places: _Places, style: _Style) -> _Letter | None:
    if not pdfium.FPDFText_GetCharOrigin(raw, at, places.x, places.y):
        return None
    pdfium.FPDFText_GetLooseCharBox(raw, at, places.box)
    left, base = turned.point(places.x.value, places.y.value)
    box = places.box
    ax, _ = turned.point(box.left, box.bottom)
    bx, _ = turned.point(box.right, box.top)
    if ax > bx:
        ax, bx = bx, ax
    if stands_on_a_letter(text):
        left, right = ax, bx  # its origin is where the next letter begins
    elif text.isspace():
        right = max(bx, left)
    else:
        left, right = min(left, ax), max(bx, left)
    return _Letter(text, left, right, base, style.size, _BLANK, style.drawn, style.bold)


def _said_once(letters: list[_Letter]) -> Iterator[_Letter]:
    """Letters without those that are said a second time at the same place: a file that gives the letters beside their
    drawings gives them with each part of a drawing, and some make letters bold by drawing them twice."""
    before: list[list[_Letter]] = []
    for _, drawn in itertools.groupby(letters, key=lambda letter: letter.drawn):
        group = list(drawn)
        if not any(_again(group, other) for other in before):
            yield from group
            before = [*before[1 - _SAID_BACK :], group]


def _again(group: Sequence[_Letter], before: Sequence[_Letter]) -> bool:
    if group[0].text != before[0].text or len(group) != len(before):
        return False
    over = 0.25 * group[0].size
    return (
        [letter.text for letter in group] == [letter.text for letter in before]
        and min(letter.left for letter in group) >= min(letter.left for letter in before) - over
        and max(letter.right for letter in group) <= max(letter.right for letter in before) + over
        and abs(group[0].base - before[0].base) < group[0].size
    )


class _Line:
    """A run while it grows: each letter with its marks, and where it stands."""

    def __init__(self, first: _Letter) -> None:
        self.left, self.right, self.base, self.size = first.left, first.right, first.base, first.size
        self.letters = [first.text]
        self.places = [(self.left, self.right)]
        self.bold = int(first.bold)

    def add(self, text: str, left: float, right: float) -> None:
        self.letters.append(text)
        self.places.append((left, right))
        self.right = max(self.right, right)

    def mark(self, letter: str, middle: float, before: float, after: float) -> bool:
        """Puts a mark on the last letter that stands there; whether there is one."""
        for at in range(len(self.places) - 1, -1, -1):
            left, right = self.places[at]
            if left - before <= middle <= right + after and self.letters[at] != " ":
                self.letters[at] += letter
                return True
        return False

    def blank_before(self, letter: _Letter) -> bool:
        """Whether the gap before a letter is a blank that the file does not write."""
        last = self.letters[-1]
        # Beside a number or a Latin letter a blank too many does no harm; and how far a letter with marks reaches is
        # not known well.
        loose = letter.text.isascii() != last.isascii() or len(last) > 1
        # SARA AM is drawn in two pieces, of which the second may be said to be narrower than it is.
        wide = (
            _AFTER_AM if last.endswith("\u0e33") and not letter.text.isascii() else _PARTED if loose else letter.blank
        )
        return last != " " and letter.left - self.right > wide * letter.size

    def run(self) -> Run:
        places = tuple((left, letter) for (left, _), letter in zip(self.places, self.letters, strict=True))
        return Run("".join(self.letters), self.left, self.right, self.base, self.size, self.bold, places)


def _put(lines: list[_Line], letter: _Letter) -> None:
    """Adds a letter to the run it belongs to, which is the last one or a new one."""
    last = lines[-1] if lines else None
    if stands_on_a_letter(letter.text) and _marked(lines, letter):
        return
    if last is not None and abs(letter.base - last.base) < 0.3 * max(letter.size, last.size):
        gap = letter.left - last.right
        if -0.7 * letter.size < gap < 0.9 * letter.size:
            if letter.text.isspace():
                last.add(" ", last.right, letter.right)
                return
            if last.blank_before(letter):
                last.add(" ", last.right, letter.left)
            last.add(letter.text, letter.left, letter.right)
            last.size = max(last.size, letter.size)
            last.bold += letter.bold
            return
    if not letter.text.isspace():
        lines.append(_Line(letter))


def _marked(lines: list[_Line], mark: _Letter) -> bool:
    """Puts a mark on its letter. Some programs place marks in the order of reading, some all that are below a line
    after all that are above it."""
    middle = (mark.left + mark.right) / 2
    near = [line for line in reversed(lines[-_MARKS_BACK:]) if abs(mark.base - line.base) <= line.size]
    if any(line.mark(mark.text, middle, 0.0, 0.0) for line in near):
        return True
    # Letter and mark may be drawn as one and have each half of its place; or a mark hangs over the edge of its letter.
    for line in near:
        if line.mark(mark.text, middle, 0.15 * mark.size, 0.45 * mark.size):
            line.right = max(line.right, min(mark.right, line.right + 0.6 * mark.size))
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Style:
    """How a text of the file is drawn: which text it is, as a number, the height of its letters, and whether bold."""

    drawn: int
    size: float
    bold: bool


class _Styles:
    """The style of letters, asked once for each text that the file places, and the font once for the page."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.known: dict[int, _Style] = {}
        self.fonts: dict[int, bool] = {}
        self.matrix = pdfium.FS_MATRIX()
        self.name = ctypes.create_string_buffer(128)
        self.flags = ctypes.c_int()

    def of(self, at: int) -> _Style | None:
        """The style of a letter; None for one that no text of the file has."""
        thing = pdfium.FPDFText_GetTextObject(self.raw, at)
        drawn = ctypes.cast(thing, ctypes.c_void_p).value
        if not drawn:
            return None
        style = self.known.get(drawn)
        if style is None:
            pdfium.FPDFText_GetMatrix(self.raw, at, self.matrix)
            size = pdfium.FPDFText_GetFontSize(self.raw, at) * (math.hypot(self.matrix.b, self.matrix.d) or 1.0) or 1.0
            font = ctypes.cast(pdfium.FPDFTextObj_GetFont(thing), ctypes.c_void_p).value or 0
            if font not in self.fonts:
                self.fonts[font] = self._bold(at)
            style = self.known[drawn] = _Style(drawn, size, self.fonts[font])
        return style

    def _bold(self, at: int) -> bool:
        if pdfium.FPDFText_GetFontWeight(self.raw, at) >= _BOLD:
            return True
        length = pdfium.FPDFText_GetFontInfo(self.raw, at, self.name, len(self.name), self.flags)
        return 0 < length <= len(self.name) and b"bold" in self.name.value.lower()
