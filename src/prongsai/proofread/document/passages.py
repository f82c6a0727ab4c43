"""What a reader makes of a document: paragraphs, tables and marked figures, each with its place and headings."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from prongsai.language.thai_text import digits, tidy

# Headings above a passage that are kept: a document that makes every line a heading tells nothing by them.
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or heading. ``place`` is how a reader finds it again; ``text`` is one tidied line."""

    place: str
    text: str
    headings: tuple[str, ...] = ()
    before: tuple[str, ...] = ()  # the paragraphs just before it, under the same heading
    level: int | None = None  # of a heading
    flat: bool = False  # a label in a drawing: nothing around it says what it is about


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with merged cells spread out. ``head`` counts its head rows; 0 where the document does not say.

    A chart is a grid too: categories down, series across, ``chart`` true.
    """

    place: str
    rows: tuple[tuple[str, ...], ...]
    head: int = 0
    headings: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    caption: str = ""
    chart: bool = False
    first: int = 1  # what its first row is numbered: a part of a table keeps the numbers of the whole

    @property
    def columns(self) -> int:
        """How many cells its longest row has."""
        return max(map(len, self.rows), default=0)

    def row_place(self, number: int) -> str:
        """Where row ``number``, from 1, stands: with its first words, for nobody counts rows."""
        row = self.rows[number - 1]
        words = next((cell for cell in row if re.search("[ก-ฮA-Za-z]", cell)), "")
        return f"{self.place} แถว {number + self.first - 1}" + (
            f" “{shortened(words.replace(chr(10), ' '), 30)}”" if words else ""
        )


@dataclass(frozen=True, slots=True)
class Marked:
    """A figure that the document itself names: its key, the value it keeps, and what it shows."""

    place: str
    key: str
    value: str
    shown: str
    around: str


Piece = Passage | Grid | Marked


class Collector:
    """Puts pieces in order and remembers headings and the last paragraphs, for every reader alike."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._headings: list[tuple[int, str]] = []
        self._before: list[str] = []
        self._tables = Counter[str]()
        self.page: int | None = None  # of a document that has pages

    def heading(self, text: str, level: int) -> None:
        """A heading of a level, 1 at the top."""
        text = tidy(text)
        if not text:
            return
        self._headings = [heading for heading in self._headings if heading[0] < level][-DEEPEST:]
        self.pieces.append(Passage(f"{self._page()}หัวข้อ “{shortened(text)}”", text, self._path(), level=level))
        self._headings.append((level, text))
        self._before = []

    def paragraph(self, text: str, where: str | None = None) -> None:
        """A paragraph; ``where`` names a place that is not in the run of the text, as a footnote."""
        text = tidy(text)
        if not text:
            return
        place = f"{where} “{shortened(text)}”" if where else self._place(text)
        self.pieces.append(Passage(place, text, self._path(), tuple(self._before[-3:])))
        if not where:
            self._before.append(text)

    def line(self, text: str) -> None:
        """A label in a drawing on a page, which stands in no sentence."""
        text = tidy(text)
        if text:
            self.pieces.append(Passage(f"{self._page()}ในแผนภูมิ “{shortened(text)}”", text, self._path(), flat=True))

    def table(self, rows: list[list[str]], head: int, caption: str = "") -> None:
        """A table of tidied cells."""
        filled = tuple(tuple(map(tidy, row)) for row in rows)
        if not any(any(row) for row in filled):
            return
        place = self._table("ตาราง", tidy(caption))
        before = tuple(self._before[-1:])
        self.pieces.append(Grid(place, filled, head, self._path(), before, tidy(caption)))

    def chart(self, rows: list[list[str]], title: str) -> None:
        """A chart as the table behind it; the first row names the series."""
        filled = tuple(tuple(map(tidy, row)) for row in rows)
        place = self._table("แผนภูมิ", tidy(title))
        self.pieces.append(Grid(place, filled, 1, self._path(), tuple(self._before[-1:]), tidy(title), chart=True))

    def marked(self, key: str, value: str, shown: str, around: str) -> None:
        """A figure that is marked with its key."""
        around = tidy(around)
        self.pieces.append(Marked(self._last_place(around), key, tidy(value), tidy(shown), around))

    def _path(self) -> tuple[str, ...]:
        return tuple(text for _, text in self._headings)

    def _place(self, text: str) -> str:
        """The heading and the first words: what somebody looks for who has the document before them."""
        return f"{self._page()}{self._under()}ข้อความ “{shortened(text)}”"

    def _page(self) -> str:
        return f"หน้า {self.page} " if self.page is not None else ""

    def _under(self) -> str:
        return f"ใต้หัวข้อ “{shortened(self._headings[-1][1])}” " if self._headings else ""

    def _table(self, kind: str, caption: str) -> str:
        own = caption if caption.startswith(kind) else f"{kind} “{caption}”"
        place = f"{self._page()}{own}" if caption else f"{self._page()}{self._under()}{kind}"
        self._tables[place] += 1
        return place if self._tables[place] == 1 else f"{place} ที่ {self._tables[place]}"

    def _last_place(self, around: str) -> str:
        return f"ใกล้ข้อความ “{shortened(around)}”"


def shortened(text: str, most: int = 40) -> str:
    """The beginning of a text, cut between letters that stand on their own."""
    if len(text) <= most:
        return text
    cut = most
    while cut > most - 8 and (text[cut] in "ะาำๅ" or "\u0e31" <= text[cut] <= "\u0e4e"):
        cut -= 1
    space = text.rfind(" ", most - 12, cut)
    return text[: space if space > 0 else cut].rstrip() + "…"


def quoted(text: str, start: int, end: int, around: int = 45) -> str:
    """The words around ``text[start:end]``, for a finding."""
    left, right = max(0, start - around), min(len(text), end + around // 2)
    while left > 0 and text[left] != " " and left > start - around - 15:
        left -= 1
    while right < len(text) and text[right] != " " and right < end + around // 2 + 15:
        right += 1
    while right < len(text) and "\u0e31" <= text[right] <= "\u0e4e":
        right += 1
    return ("…" if left else "") + text[left:right].strip() + ("…" if right < len(text) else "")


def numbers_alike(text: str, other: str) -> bool:
    """Whether two texts are the same but for Thai and Arabic digits."""
    return digits(text).replace(" ", "") == digits(other).replace(" ", "")
