"""Tables on a terminal: columns that line up although Thai vowels and tone marks take no room."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def width(text: str) -> int:
    """How many cells a text takes: marks above and below take none, wide letters two."""
    cells = 0
    for letter in text:
        if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
            continue
        cells += 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1
    return cells


def padded(text: str, cells: int, *, right: bool = False) -> str:
    """``text`` filled up with spaces to ``cells``."""
    space = " " * max(0, cells - width(text))
    return space + text if right else text + space


def columns(rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> list[str]:
    """Rows as lines; the columns whose numbers are in ``right`` end flush, the first row is the head."""
    if not rows:
        return []
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = [
        "  ".join(padded(text, widths[at], right=at in right) for at, text in enumerate(row)).rstrip() for row in rows
    ]
    return [lines[0], "─" * max(width(line) for line in lines), *lines[1:]]


def rule(cells: int = 40) -> str:
    """A line across."""
    return "─" * cells
