"""A row under heads: its words, and its values by column; which columns hold this year's scores."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from prongsai.collect.pasted.layout.cells import Cell
from prongsai.collect.pasted.layout.heads import Column
from prongsai.collect.pasted.numbers import Number, numbers_in
from prongsai.criteria.whole_names import mark_in

_VALUES = re.compile(r"((?:\s+[-+−–]?\d[\d.,]*\s?%?|\s+[-–—])+)\s*$")
_WORDS = frozenset({"name", "ordinal", "unknown", "blank", "remark"})


@dataclass(frozen=True, slots=True)
class Placed:
    """The words before the first value of a row, and what stands in each column from there on."""

    words: str
    values: tuple[tuple[Column, str], ...]

    def of_kind(self, kind: str) -> list[str]:
        """What stands in the columns of a kind."""
        return [text for column, text in self.values if column.kind == kind]

    def scores(self, wanted: Collection[Column]) -> tuple[dict[str | None, list[Number]], list[bool]]:
        """The numbers in the wanted columns by the part that they are of, and the marks that stand there as words."""
        by_part: dict[str | None, list[Number]] = {}
        marks: list[bool] = []
        for column, text in self.values:
            if column not in wanted:
                continue
            numbers = [number for number in numbers_in(text) if number.role != "other"]
            mark = mark_in(text)
            if numbers:
                by_part.setdefault(column.part, []).extend(numbers)
            elif mark is not None:
                marks.append(mark)
        return by_part, marks


def placed(cells: Sequence[Cell], columns: Sequence[Column]) -> Placed | None:
    """The cells of a row under the heads; None where they do not match.

    Where a row has another number of cells, as lines of single spaces have, its values are counted from the right.
    """
    first = next((at for at, column in enumerate(columns) if column.kind not in _WORDS), None)
    if first is None:
        return None
    if len(cells) == len(columns):
        words = " ".join(cell.said for cell in cells[:first] if cell.said)
        texts = (cell.text for cell in cells[first:])
        return Placed(words, tuple(zip(columns[first:], texts, strict=True)))
    said = " ".join(cell.said for cell in cells if cell.said)
    tail = _VALUES.search(" ".join(cell.text for cell in cells if cell.text))
    valued = [column for column in columns[first:] if column.kind not in _WORDS]
    values = tail[1].split() if tail is not None else []
    if tail is None or len(values) != len(valued):
        return None
    return Placed(said[: tail.start()], tuple(zip(valued, values, strict=True)))


def of_year(columns: Sequence[Column], year: int) -> tuple[list[Column], set[int]]:
    """The columns that hold scores of ``year``, and the years that columns of scores are said to be of."""
    scoring = [column for column in columns if column.may_score]
    years = {column.year for column in scoring if column.year is not None}
    return [column for column in scoring if column.year == year or (column.year is None and not years)], years
