"""What stands on a page of a PDF and where: runs, rules, fields. Lengths are points; ``y`` grows upwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pypdfium2


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


class Turned:
    """Brings places on a page that is shown turned into the way a reader holds it."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.width, self.height = (max(length, 1.0) for length in page.get_size())
        self.turns = page.get_rotation() // 90 % 4
        left, bottom, right, top = page.get_bbox()
        self.left, self.bottom, self.right, self.top = left, bottom, right, top

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place of the file as it is seen, in points from the lower left corner."""
        match self.turns:
            case 1:
                return y - self.bottom, self.right - x
            case 2:
                return self.right - x, self.top - y
            case 3:
                return self.top - y, x - self.left
        return x - self.left, y - self.bottom
