"""What the columns of a table are, by their heads: scores of a year or part, weights, ranks, remarks, or figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from prongsai.collect.pasted.labels import Labels
from prongsai.collect.pasted.layout.cells import Cell
from prongsai.collect.pasted.levels import level_in
from prongsai.collect.pasted.numbers import numbers_in
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.whole_names import words

_YEAR = re.compile(r"(?<!\d)(2[45]\d\d)(?!\d)|(?:ปี|พ\.\s?ศ\.)\s?(6\d|7\d)(?!\d)")
_VALUE_KINDS = frozenset({"score", "figure"})


@dataclass(frozen=True, slots=True)
class Column:
    """``kind`` is one of those of ``whole_names.yaml``, ``figure`` for a column of one figure, or ``unknown``."""

    kind: str
    year: int | None = None
    part: str | None = None
    figure: FigureId | None = None

    @property
    def may_score(self) -> bool:
        """Whether a score can stand in it."""
        return self.kind in _VALUE_KINDS


def head_columns(cells: Sequence[Cell], labels: Labels) -> tuple[Column, ...] | None:
    """The columns that a row of heads makes; None where the row is none."""
    if len(cells) < 2 or _has_score(cells) or any(level_in(cell.text, labels.criteria) for cell in cells):
        return None
    columns = tuple(_column(cell.text, labels) for cell in cells)
    known = [column for column in columns if column.kind not in ("unknown", "blank")]
    telling = [column for column in known if column.kind not in ("name", "ordinal")]
    # A row of an item with a remark has a code before it: it is a row, whatever its title says.
    if len(known) < 2 or not telling or labels.read(cells[0].said, None).coded:
        return None
    if len([column for column in columns if column.kind == "unknown"]) > len(known):
        return None
    first = labels.read(cells[0].said, None)
    if first.kind == "figure" and len(telling) == 1 and columns[0].kind == "figure":
        return None
    return columns


def heads_of_words(text: str, labels: Labels) -> tuple[Column, ...] | None:
    """The same of a line with single spaces: ``ตัวชี้วัด ปี 2567 ปี 2568``."""
    pieces = re.split(r"\s+(?=ปี\s?2|พ\.ศ\.|คะแนน|น้ำหนัก|ผลต่าง|เปลี่ยนแปลง|ระดับ|หมายเหตุ|ร้อยละ|ส่วนที่|25\d\d)", text)
    merged: list[str] = []
    for piece in pieces:
        of_year = bool(merged) and re.fullmatch(r"ปี|พ\.ศ\.|ประจำปี", merged[-1])
        of_score = bool(merged) and re.fullmatch(r"คะแนน|ร้อยละ", merged[-1]) and _YEAR.search(piece)
        if of_year or of_score:
            merged[-1] += " " + piece
        else:
            merged.append(piece)
    columns = head_columns([Cell(0, piece) for piece in merged], labels) if len(merged) > 1 else None
    return columns if columns is not None and columns[0].kind in ("name", "ordinal") else None


def joined(above: Sequence[Column], below: Sequence[Column]) -> tuple[Column, ...]:
    """Two rows of heads, one over the other: what the lower says, with what only the upper knows."""
    return tuple(
        replace(
            own if own.kind not in ("unknown", "blank") else upper,
            year=own.year or upper.year,
            part=own.part or upper.part,
        )
        for upper, own in zip(above, below, strict=True)
    )


def _has_score(cells: Sequence[Cell]) -> bool:
    numbers = (number for cell in cells for number in numbers_in(cell.text))
    return any(number.role in ("score", "malformed") for number in numbers)


def _column(head: str, labels: Labels) -> Column:
    if not head.strip():
        return Column("blank")
    years = {int(match[1]) if match[1] else 2500 + int(match[2]) for match in _YEAR.finditer(head)}
    year = years.pop() if len(years) == 1 else None
    part = labels.part_in(head)
    for kind, pattern in words().heads:
        if kind in ("score", "name") or not pattern.search(head.strip()):
            continue
        return Column(kind, year, part)
    read = labels.read(re.sub(_YEAR, " ", head), None)
    if read.kind == "figure" and read.figure is not None and read.doubt is None:
        # "EIT ส่วนที่ 1" over rows of indicators is a column of that part; over agencies it is the figure.
        return Column("figure", year, read.figure if read.figure.kind == "whole" else part, read.figure)
    if read.kind == "sum":
        return Column("score", year, part, FigureId("total"))
    for kind, pattern in words().heads:
        if kind in ("score", "name") and pattern.search(head.strip()):
            return Column(kind, year, part)
    if year is not None or part is not None:
        return Column("score", year, part)
    return Column("unknown")
