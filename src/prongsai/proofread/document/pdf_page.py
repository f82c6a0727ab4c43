"""A page of a PDF as what stands on it and where: runs of letters, ruled lines, pictures. Positions from PDFium.

A PDF knows no words, lines or cells: it places letters. What they make is put together in ``pdf_grid`` and
``pdf_flow`` from these positions alone, for a page that any program wrote. Lengths are points; ``y`` grows upwards.
"""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pypdfium2
import pypdfium2.raw as pdfium

from prongsai.language.thai_text import stands_on_a_letter

# A line thinner than this is a rule; a coloured field or the bar of a chart is wider.
THIN = 3.5
MOST_LETTERS_OF_A_PAGE = 60_000
MOST_PATHS_OF_A_PAGE = 20_000
_SHORTEST_RULE = 6.0
# Borders of cards may be thick; what is ten times as long as it is wide is a line all the same.
_LONG = 10
_BOLD = 600
# A gap of this many heights is a blank: justified Thai is spread letter by letter, so a small one is none, unless
# PDFium, which knows the font, takes it for one.
_BLANK, _PARTED, _AFTER_AM = 0.3, 0.16, 0.75
_SAID_BACK = 4  # drawings in which the same letters are looked for
_MARKS_BACK = 6  # runs in which a mark's letter is looked for
_DEEPEST = 8


@dataclass(slots=True)
class Run:
    """Letters that were placed one behind the other on one line; a blank at the end is kept."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: int  # how many of its letters are
    places: tuple[tuple[float, str], ...] = ()  # where each letter with its marks begins

    def before_and_after(self, at: float) -> tuple[Run, Run] | None:
        """The run in two, where a blank in it stands at a place; None where none does."""
        for number, (left, letter) in enumerate(self.places):
            if letter == " " and number and left <= at + 0.3 * self.size:
                rest = [place for place in self.places[number:] if place[1] != " "]
                if not rest or rest[0][0] < at - 0.3 * self.size:
                    continue
                number_after = self.places.index(rest[0])
                return self._cut(0, number, left), self._cut(number_after, len(self.places), self.right)
        return None

    def _cut(self, start: int, end: int, right: float) -> Run:
        places = self.places[start:end]
        text = "".join(letter for _, letter in places)
        return Run(text, places[0][0], right, self.base, self.size, min(self.bold, len(places)), places)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: ``at`` is its place across its run, from ``start`` to ``end`` along it."""

    way: Literal["across", "down"]
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page. ``unread`` counts letters that the file's font gives no meaning."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    letters: int
    unread: int
    pictures: float  # the part of the page that pictures cover, 0 to 1
    drawn: tuple[tuple[float, float, float, float], ...]  # left, bottom, right, top of fields that are no rules


class _Places:
    """The numbers that PDFium fills in."""

    def __init__(self) -> None:
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.box = pdfium.FS_RECTF()
        self.matrix = pdfium.FS_MATRIX()


def page_of(document: pypdfium2.PdfDocument, number: int) -> Page:
    """Page ``number``, from 1. Raises ``PdfiumError``; ``OverflowError`` where it holds more than a page can."""
    page = document[number - 1]
    try:
        turned = _Turned(page)
        text = page.get_textpage()
        try:
            runs, letters, unread = _runs(text, turned)
        finally:
            text.close()
        rules, drawn, pictures = _drawings(page, turned)
    finally:
        page.close()
    area = turned.width * turned.height
    return Page(
        number, turned.width, turned.height, tuple(runs), rules, letters, unread, min(pictures / area, 1.0), drawn
    )


class _Turned:
    """Brings places on a page that is shown turned into the way a reader holds it."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.width, self.height = (max(length, 1.0) for length in page.get_size())
        self.turns = page.get_rotation() // 90 % 4
        left, bottom, right, top = page.get_bbox()
        self.left, self.bottom, self.right, self.top = left, bottom, right, top

    def point(self, x: float, y: float) -> tuple[float, float]:
        match self.turns:
            case 1:
                return y - self.bottom, self.right - x
            case 2:
                return self.right - x, self.top - y
            case 3:
                return self.top - y, x - self.left
        return x - self.left, y - self.bottom


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


def _runs(text: pypdfium2.PdfTextPage, turned: _Turned) -> tuple[list[Run], int, int]:
    count = text.count_chars()
    if count > MOST_LETTERS_OF_A_PAGE:
        raise OverflowError(count)
    fonts, raw, places = _Fonts(text.raw), text.raw, _Places()
    placed: list[_Letter] = []
    letters = unread = 0
    parted = False  # whether PDFium takes the gap before the next letter for a blank
    for at in range(count):
        if pdfium.FPDFText_IsGenerated(raw, at) == 1:
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
        if letter := _letter(raw, at, chr(code), turned, places):
            letter.blank = _PARTED if parted else _BLANK
            letter.drawn, letter.bold = fonts.of(at)
            placed.append(letter)
        parted = False
    lines: list[_Line] = []
    for letter in _said_once(placed):
        _put(lines, letter)
    return [line.run() for line in lines], letters, unread


def _letter(raw: Any, at: int, text: str, turned: _Turned, places: _Places) -> _Letter | None:
    if not pdfium.FPDFText_GetCharOrigin(raw, at, places.x, places.y):
        return None
    pdfium.FPDFText_GetLooseCharBox(raw, at, places.box)
    pdfium.FPDFText_GetMatrix(raw, at, places.matrix)
    size = pdfium.FPDFText_GetFontSize(raw, at) * (math.hypot(places.matrix.b, places.matrix.d) or 1.0) or 1.0
    left, base = turned.point(places.x.value, places.y.value)
    ax, _ = turned.point(places.box.left, places.box.bottom)
    bx, _ = turned.point(places.box.right, places.box.top)
    if stands_on_a_letter(text):
        left, right = min(ax, bx), max(ax, bx)  # its origin is where the next letter begins
    elif text.isspace():
        right = max(ax, bx, left)
    else:
        left, right = min(left, ax, bx), max(ax, bx, left)
    return _Letter(text, left, right, base, size, _BLANK, 0, bold=False)


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


class _Fonts:
    """Whether letters are bold, asked once for each text that the file places."""

    def __init__(self, raw: Any) -> None:
        self.raw = raw
        self.known: dict[int, bool] = {}
        self.font = ctypes.create_string_buffer(128)
        self.flags = ctypes.c_int()

    def of(self, at: int) -> tuple[int, bool]:
        """The text of the file that a letter is part of, as a number, and whether it is bold."""
        drawn = ctypes.cast(pdfium.FPDFText_GetTextObject(self.raw, at), ctypes.c_void_p).value or 0
        if drawn not in self.known or not drawn:
            self.known[drawn] = self._asked(at)
        return drawn, self.known[drawn]

    def _asked(self, at: int) -> bool:
        if pdfium.FPDFText_GetFontWeight(self.raw, at) >= _BOLD:
            return True
        length = pdfium.FPDFText_GetFontInfo(self.raw, at, self.font, len(self.font), self.flags)
        return 0 < length <= len(self.font) and b"bold" in self.font.value.lower()


def _drawings(
    page: pypdfium2.PdfPage, turned: _Turned
) -> tuple[tuple[Rule, ...], tuple[tuple[float, float, float, float], ...], float]:
    """The rules of a page, its other fields, and the points that pictures cover."""
    rules: list[Rule] = []
    drawn: list[tuple[float, float, float, float]] = []
    pictures = 0.0
    for seen, thing in enumerate(page.get_objects(max_depth=_DEEPEST)):
        if seen > MOST_PATHS_OF_A_PAGE:
            raise OverflowError(seen)
        if thing.type not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            continue
        try:
            left, bottom, right, top = _bounds(thing, turned)
        except pypdfium2.PdfiumError:
            continue
        wide, high = right - left, top - bottom
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures += max(min(wide, turned.width), 0) * max(min(high, turned.height), 0)
            continue
        found = [*_lines(thing, left, bottom, right, top)]
        rules += found
        if not found and wide < 0.98 * turned.width:
            drawn.append((left, bottom, right, top))
    return tuple(rules), tuple(drawn), pictures


def _bounds(thing: Any, turned: _Turned) -> tuple[float, float, float, float]:
    """The box of a thing, taken through the forms that it stands in."""
    left, bottom, right, top = thing.get_bounds()
    corners = [(left, bottom), (right, top), (left, top), (right, bottom)]
    container = getattr(thing, "container", None)
    while container is not None:
        a, b, c, d, e, f = container.get_matrix().get()
        corners = [(a * x + c * y + e, b * x + d * y + f) for x, y in corners]
        container = getattr(container, "container", None)
    corners = [turned.point(x, y) for x, y in corners]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def _lines(thing: Any, left: float, bottom: float, right: float, top: float) -> Iterator[Rule]:
    """The rules that a path is: one where it is thin, four where it is the outline of a field."""
    wide, high = right - left, top - bottom
    if high <= THIN and wide >= _SHORTEST_RULE:
        yield Rule("across", (top + bottom) / 2, left, right)
        return
    if wide <= THIN and high >= _SHORTEST_RULE:
        yield Rule("down", (left + right) / 2, bottom, top)
        return
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing, filled, stroked)
    segments = pdfium.FPDFPath_CountSegments(thing)
    if stroked.value and segments == 2 and max(wide, high) >= _LONG * min(wide, high):
        # The bounds of a thick line are widened by its ends as well.
        ends = min(wide, high) / 2
        if wide > high:
            yield Rule("across", (top + bottom) / 2, left + ends, right - ends)
        else:
            yield Rule("down", (left + right) / 2, bottom + ends, top - ends)
        return
    if stroked.value and 4 <= segments <= 6 and min(wide, high) >= _SHORTEST_RULE:
        yield Rule("across", top, left, right)
        yield Rule("across", bottom, left, right)
        yield Rule("down", left, bottom, top)
        yield Rule("down", right, bottom, top)
