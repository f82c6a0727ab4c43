"""Tables in which a title stands over the heads, or heads come again further down, as tables with one head each."""

from __future__ import annotations

import re
from dataclasses import replace

from prongsai.language.thai_text import digits
from prongsai.proofread.document.passages import Grid

_NUMBER = re.compile(r"[+-]?\d{1,3}(?:,\d{3})*(?:\.\d{1,4})?\s?(?:คะแนน|คน|%)?\s?\*?")
# What stands over numbers; a row of words without one of these is no head.
_HEAD = re.compile(
    r"คะแนน|ร้อยละ|สัด\s?ส่วน|จำนวน|ผล\s?(?:การ\s?)?ประเมิน|อันดับ|(?<!\S)ระดับ|%|ปี\s?(?:พ\.\s?ศ\.\s?)?\d|^25\d\d$"
)
_LONGEST_HEAD = 60


class Heads:
    """Reads tables in the order of a document: one that goes on where the one above ended has its head."""

    def __init__(self) -> None:
        self._above: Grid | None = None

    def passage(self) -> None:
        """Something other than a table stands here."""
        self._above = None

    def table(self, grid: Grid) -> tuple[Grid, ...]:
        """A table by its heads: the table itself where its document says what its head is.

        Else one table for each head: rows of a single text above a head are words before the table. Rows keep the
        numbers that they have in the document.
        """
        parts = _parted(grid)
        above = self._above
        if above is not None and len(parts) == 1 and not grid.head and not grid.chart and _goes_on(above, grid):
            head = above.rows[: above.head]
            whole = replace(grid, rows=(*head, *grid.rows), head=len(head), first=grid.first - len(head))
            parts = (replace(whole, before=(*above.before, *whole.before), caption=whole.caption or above.caption),)
        self._above = parts[-1] if parts[-1].head and not grid.chart else None
        return parts


def _goes_on(above: Grid, grid: Grid) -> bool:
    """Whether a table has no head and as many columns as the one right above it."""
    own = len(grid.rows) > 1 and (_is_head(grid, 0) or _words_over_numbers(grid))
    return bool(above.head) and above.columns == grid.columns and not own


def _words_over_numbers(grid: Grid) -> bool:
    """Whether the first row has words alone, each in its column, and numbers stand below one of them."""
    row, below = grid.rows[:2]
    if any(_NUMBER.fullmatch(digits(cell)) for cell in row) or len({cell for cell in row if cell}) < 2:
        return False
    return any(
        cell and at < len(below) and _NUMBER.fullmatch(digits(below[at])) is not None for at, cell in enumerate(row)
    )


def _parted(grid: Grid) -> tuple[Grid, ...]:
    if grid.head or grid.chart or len(grid.rows) < 2:
        return (grid,)
    if _in_two_rows(grid):
        return (replace(grid, head=2),)
    heads = [at for at in range(len(grid.rows) - 1) if _is_head(grid, at)]
    if not heads:
        return (grid,)
    if heads == [0]:
        return (replace(grid, head=1),)
    parts: list[Grid] = []
    start = 0
    for at, head in enumerate(heads):
        first = head
        while first > start and _title(grid.rows[first - 1]) is not None:
            first -= 1
        if first > start:
            parts.append(_part(grid, start, first, head=1 if start in heads else 0, titles=()))
        titles = tuple(title for row in grid.rows[first:head] if (title := _title(row)) is not None)
        end = heads[at + 1] if at + 1 < len(heads) else len(grid.rows)
        while at + 1 < len(heads) and end > head + 1 and _title(grid.rows[end - 1]) is not None:
            end -= 1
        parts.append(_part(grid, head, end, head=1, titles=titles))
        start = end
    return tuple(parts)


def _in_two_rows(grid: Grid) -> bool:
    """Whether the head is a row of words over several columns, with the words of each column below it."""
    if len(grid.rows) < 3:
        return False
    above, below, first = (tuple(digits(cell) for cell in row) for row in grid.rows[:3])
    if any(_NUMBER.fullmatch(cell) or len(cell) > _LONGEST_HEAD for cell in (*above, *below)) or len(set(above)) < 2:
        return False
    over = [
        at
        for at in range(1, min(len(above), len(below)))
        if above[at] and above[at] == above[at - 1] and above[at] != below[at] and below[at] != below[at - 1]
    ]
    return any(at < len(first) and _NUMBER.fullmatch(first[at]) is not None for at in over)


def _part(grid: Grid, start: int, end: int, *, head: int, titles: tuple[str, ...]) -> Grid:
    return replace(
        grid,
        rows=grid.rows[start:end],
        head=head,
        first=grid.first + start,
        before=(*grid.before, *titles),
    )


def _title(row: tuple[str, ...]) -> str | None:
    """The only text of a row, where it has no more and that is no number."""
    texts = {cell for cell in row if cell}
    if len(texts) != 1 or len(row) < 2:
        return None
    (text,) = texts
    return None if _NUMBER.fullmatch(digits(text)) else text


def _is_head(grid: Grid, at: int) -> bool:
    row, below = grid.rows[at], grid.rows[at + 1]
    full = [digits(cell).replace("\n", " ") for cell in row if cell]
    if len(set(full)) < 2 or any(_NUMBER.fullmatch(cell) for cell in full):
        return False
    named = [column for column, cell in enumerate(row) if len(cell) <= _LONGEST_HEAD and _HEAD.search(digits(cell))]
    return any(column < len(below) and _NUMBER.fullmatch(digits(below[column])) for column in named)
