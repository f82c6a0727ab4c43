"""Text on a terminal: columns that line up although Thai vowels and tone marks take no room, and lines that fit."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence

from prongsai.language import measure

MOST = 100  # cells that a line of prose takes at most, however wide the terminal is
LEAST = 40
# A number or code belongs to the word after it: "5 การใช้งบประมาณ", "o4 ข่าวประชาสัมพันธ์".
_LEADS = re.compile(r"(?<!\S)([ieo]?[0-9๐-๙]+(?:\.[0-9๐-๙]+)*) (?=\S)")
_STYLE = re.compile(r"\x1b\[[0-9;]*m")


def width(text: str) -> int:
    """How many cells a text takes: marks above and below and colours take none, wide letters two."""
    return measure.cells(_STYLE.sub("", text))


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
    return [lines[0], rule(max(width(line) for line in lines)), *lines[1:]]


def rule(cells: int = 40) -> str:
    """A line across."""
    return "─" * cells


def room() -> int:
    """Cells that a line of prose may take on this terminal; 100 where the output is no terminal."""
    return max(LEAST, min(MOST, shutil.get_terminal_size((MOST, 24)).columns))


def wrapped(text: str, cells: int, *, first: str = "", rest: str | None = None) -> list[str]:
    """``text`` in lines of at most ``cells``, broken at spaces only: a Thai word is never cut.

    A number or code stays with the word after it. ``first`` stands before the first line and ``rest`` (as many spaces
    by default) before the others. What has no space and is longer than a line stays on a line of its own.
    """
    rest = " " * width(first) if rest is None else rest
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = first if not lines else rest
        empty = True
        for word in _LEADS.sub("\\1\0", paragraph).split():
            word = word.replace("\0", " ")
            if not empty and width(line) + 1 + width(word) > cells:
                lines.append(line)
                line, empty = rest, True
            line += word if empty else f" {word}"
            empty = False
        lines.append(line.rstrip())
    return lines
