"""A pasted text as lines of cells, parted by tabs, pipes, commas, dotted leaders or wide spaces."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.language.thai_text import digits, tidy

MOST_CELLS = 60  # of a line; a table of scores has far fewer columns
_LEADERS = re.compile(r"\.{3,}|…+(?=\s*\d)|_{3,}|·{3,}|(?:\. ){3,}\.?")
_WIDE = re.compile(r"[ \u00a0\u2000-\u200a]{2,}")
_RULE = re.compile(r"[\s|:+=\-–—_]*")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it stands in ``line``; ``said`` is tidied and has the digits that were typed, ``text`` Arabic ones."""

    line: int
    said: str

    @property
    def text(self) -> str:
        """With Arabic digits."""
        return digits(self.said)


@dataclass(frozen=True, slots=True)
class Line:
    """A pasted line with its cells; ``shown`` as it was pasted."""

    number: int
    shown: str
    cells: tuple[Cell, ...]


def lines_in(text: str, most: int, longest: int) -> list[Line]:
    """The lines of a text that hold anything, at most ``most`` of ``longest`` letters, with their cells."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:most]
    kept = [(number, line[:longest]) for number, line in enumerate(raw, 1) if line.strip()]
    comma = _separator([line for _, line in kept])
    return [
        Line(number, line.strip(), tuple(Cell(number, said) for said in map(tidy, _cells(line, comma)[:MOST_CELLS])))
        for number, line in kept
    ]


def _cells(line: str, comma: str | None) -> Sequence[str]:
    if "\t" in line:
        return line.split("\t")
    if "|" in line:
        inner = line.strip()
        inner = inner.removeprefix("|").removesuffix("|")
        return [""] if _RULE.fullmatch(inner) else inner.split("|")
    if comma is not None and comma in line:
        try:
            return next(csv.reader([line], delimiter=comma, strict=True))
        except (csv.Error, StopIteration):
            return [line]
    parts = [part for part in _LEADERS.split(line) if part.strip()] or [line]
    return [piece for part in parts for piece in _WIDE.split(part.strip())]


def _separator(lines: Sequence[str]) -> str | None:
    """The sign between the cells, where the lines are comma-separated: the same number of cells in most of them.

    "95,24" is a slip in one number, not two cells: only a text of several lines, or of a line with a name, is a table.
    """
    for sign in (",", ";"):
        holding = [line for line in lines if sign in line and "\t" not in line and "|" not in line]
        if not holding or len(holding) * 2 < len(lines):
            continue
        plain = [re.sub(rf"(?<=\d){sign}(?=\d{{1,2}}(?!\d|\.\d))", "0", digits(line)) for line in holding]
        counts = [line.count(sign) for line in map(_unquoted, plain)]
        usual = max(set(counts), key=counts.count)
        if usual >= 1 and counts.count(usual) * 3 >= len(counts) * 2:
            return sign
    return None


def _unquoted(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line)
