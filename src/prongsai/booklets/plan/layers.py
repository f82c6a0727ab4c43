"""The rows of a table of measures put together: merged cells, rows that go on over a page, rows step by step."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from prongsai.booklets.plan.about import issue_in
from prongsai.booklets.plan.cells import joined, only_number, starts_point
from prongsai.booklets.plan.heads import Head, Kind, is_head, squashed
from prongsai.language.thai_text import digits
from prongsai.proofread.document.passages import Grid

# What a table says above a row that goes on from the page before.
_GOES_ON = re.compile(r"\s*\(ต่อ\)\s*$")
# Letters of the end of a cell by which it is told from a word that two cells share.
_SHORTEST = 8
_LETTER = re.compile("[^\\W\\d_]")


@dataclass(slots=True)
class Layer:
    """One line of a row, cell by cell: the whole row, or one of its steps with what stands beside it."""

    place: str
    cells: list[str]


@dataclass(slots=True)
class Stack:
    """A row of a plan as its table has it: what stands for the whole row is in the first layer only."""

    layers: list[Layer]
    head: Head
    issue: str | None = None
    heading: str | None = None  # the line over it that names what its rows are for

    @property
    def place(self) -> str:
        """Where the row begins."""
        return self.layers[0].place

    def texts(self, column: int) -> list[str]:
        """What a column holds, layer by layer, empty where it holds no more."""
        return [layer.cells[column] if column < len(layer.cells) else "" for layer in self.layers]

    def words(self) -> str:
        """All words of the row."""
        return "\n".join(cell for layer in self.layers for cell in layer.cells if cell)


@dataclass(slots=True)
class Stacked:
    """The rows of one or several tables of the same columns. ``lines``: place and words of what stands over rows."""

    stacks: list[Stack] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)
    issue: str | None = None
    heading: str | None = None

    def add(self, grid: Grid, head: Head, *, first: int) -> None:
        """Takes the rows of a table from row ``first`` on, counted from 0."""
        paged = grid.place.startswith("หน้า")
        before: Sequence[str] = ()  # the row above as it stands, of this table
        for at in range(first, len(grid.rows)):
            row = [*grid.rows[at], *[""] * (grid.columns - len(grid.rows[at]))]
            place = grid.row_place(at + 1)
            if is_head(head, row) or not _says(row):
                continue
            if self.line_over(place, row):
                before = ()
            else:
                self._take(head, place, row, before, paged=paged or not before)
                before = row

    def line_over(self, place: str, row: Sequence[str]) -> bool:
        """Whether a row is one line over the rows below it, which may say the issue that they are filed under."""
        filled = {cell for cell in row if cell}
        spanned = len(row) > 1 and len(filled) == 1 and all(row)
        alone = len(filled) == 1 and bool(row[0]) and issue_in(row[0]) is not None
        if not (spanned or alone):
            return False
        words = next(iter(filled))
        issue = issue_in(words)
        if issue is not None:
            self.issue, self.heading = issue, None
        elif self.heading != words:
            self.heading = words
            self.lines.append((place, words))
        return True

    def _take(self, head: Head, place: str, row: list[str], before: Sequence[str], *, paged: bool) -> None:
        last = self.stacks[-1] if self.stacks else None
        if last is not None and paged:
            row = _whole_again(last, row)
        if last is None or (last.issue, last.heading) != (self.issue, self.heading) or not _belongs(last, row, before):
            cells = [_GOES_ON.sub("", cell) for cell in row]
            self.stacks.append(Stack([Layer(place, cells)], head, self.issue, self.heading))
            return
        keys = (*head.at("about"), *head.at("measures"))
        cells = [
            "" if number in keys and _same(cell, _above(last, number)) else cell for number, cell in enumerate(row)
        ]
        over = any(_GOES_ON.search(row[number]) for number in keys)
        step = any(starts_point(cells[number]) for number in head.at("steps"))
        whose = any(cells[number] for number in (*head.at("owners"), *head.at("period")))
        if over:
            apart = step and _pairs(last, cells)
        elif paged and not any(row[number] for number in keys):
            apart = step and (whose or _pairs(last, cells))
        else:
            apart = True
        if apart:
            last.layers.append(Layer(place, cells))
        else:
            _go_on(last.layers[-1], cells)


def _whole_again(last: Stack, row: Sequence[str]) -> list[str]:
    """A row of a page whose merged cells were cut: a cell that holds the end of the one above is that one."""
    if any(row[number] for number in last.head.at("about")):
        return list(row)
    steps = last.head.at("steps")
    return [
        above if number not in steps and cell and _ends(above := _above(last, number), cell) else cell
        for number, cell in enumerate(row)
    ]


def _ends(above: str, cell: str) -> bool:
    whole, rest = squashed(above), squashed(cell)
    return len(rest) >= _SHORTEST and rest != whole and whole.endswith(rest)


def _says(row: Sequence[str]) -> bool:
    """Whether a row says anything: not one of dashes, nor one that numbers the columns."""
    return any(_LETTER.search(cell) for cell in row)


def _go_on(layer: Layer, cells: Sequence[str]) -> None:
    layer.cells += [""] * (len(cells) - len(layer.cells))
    for number, cell in enumerate(cells):
        if not _same(cell, layer.cells[number]):
            layer.cells[number] = joined(layer.cells[number], _GOES_ON.sub("", cell))


def _belongs(last: Stack, row: Sequence[str], before: Sequence[str]) -> bool:
    """Whether a row goes on with the one above: its first cells are empty, merged or said to go on."""
    about, measures = last.head.at("about"), last.head.at("measures")
    if any(row[number] and not _same(row[number], _above(last, number)) for number in about):
        return False
    said = [row[number] for number in measures if row[number]]
    if not said:
        return True
    if all(_same(row[number], _above(last, number)) for number in measures if row[number]):
        return True
    if any(_GOES_ON.search(row[number]) for number in about):
        return True
    # Measures and steps that are numbered side by side are one row's: 1) and 1), then 2) and 2).
    return _numbered_on(last, row) and (bool(about) or _merged(last, row, before))


def _merged(last: Stack, row: Sequence[str], before: Sequence[str]) -> bool:
    """Whether some cell reaches down from the row above."""
    kinds: tuple[Kind, ...] = ("period", "owners")
    numbers = [number for kind in kinds for number in last.head.at(kind)]
    return bool(before) and any(row[number] and row[number] == before[number] for number in numbers)


def _numbered_on(last: Stack, row: Sequence[str]) -> bool:
    columns = (*last.head.at("measures"), *last.head.at("steps"))
    texts = [[text for text in last.texts(number) if text] for number in columns]
    if not last.head.at("steps") or not all(texts):
        return False
    before = {only_number(held[-1]) for held in texts}
    now = {only_number(row[number]) for number in columns}
    return (
        len(before) == len(now) == 1 and None not in before | now and before == {number - 1 for number in now if number}
    )


def _pairs(last: Stack, cells: Sequence[str]) -> bool:
    """Whether the steps of a row that goes on are the next of a count of rows."""
    steps = last.head.at("steps")
    if len(last.layers) < 2:
        return False
    return all(only_number(cells[number]) is not None for number in steps)


def _above(last: Stack, number: int) -> str:
    return next((text for text in reversed(last.texts(number)) if text), "")


def _same(cell: str, above: str) -> bool:
    mine, other = squashed(_GOES_ON.sub("", cell)), squashed(_GOES_ON.sub("", above))
    return bool(mine) and digits(mine) == digits(other)
