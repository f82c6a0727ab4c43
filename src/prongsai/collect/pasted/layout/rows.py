"""Lines put together to rows: a label and the values that PDF viewers copy under it, a name broken over two lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.collect.pasted.labels import Label, Labels
from prongsai.collect.pasted.layout.cells import Cell, Line
from prongsai.collect.pasted.layout.heads import head_columns
from prongsai.collect.pasted.levels import level_in
from prongsai.collect.pasted.numbers import numbers_in
from prongsai.criteria.whole_names import mark_in, words
from prongsai.language.thai_text import skeleton

_DASH = re.compile(r"[-–—*.]+|N/?A|n/?a|ไม่มีข้อมูล")


@dataclass(slots=True)
class Row:
    """A row of the table: its cells, and the lines that it was made of."""

    lines: list[Line]
    cells: list[Cell]


def rows_of(lines: Sequence[Line], labels: Labels, part: str | None) -> list[Row]:
    """The rows of a text. A row that names a figure and has no value takes the lines of values below it."""
    rows: list[Row] = []
    open_row: Row | None = None
    ordinal = 0
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else None
        if _is_value(line, labels):
            number = _whole_number(line)
            follows = below is not None and not _is_value(below, labels)
            waits = open_row is not None and open_row.lines[-1] is open_row.lines[0]
            if number is not None and follows and (number == ordinal + 1 or (number == 1 and not waits)):
                ordinal, open_row = number, None
                rows.append(Row([line], list(line.cells)))
            elif open_row is not None:
                open_row.lines.append(line)
                open_row.cells.extend(line.cells)
            else:
                rows.append(Row([line], list(line.cells)))
            continue
        read = _label(line, labels, part)
        last = rows[-1] if rows else None
        if last is not None and _goes_on(last, line, read, labels, part):
            last.lines.append(line)
            last.cells[-1] = Cell(last.cells[-1].line, f"{last.cells[-1].said} {line.cells[0].said}")
            open_row = last
            continue
        row = Row([line], list(line.cells))
        rows.append(row)
        names = read is not None and (read.coded or read.kind in ("figure", "sum", "level"))
        open_row = row if names and not _has_number(line) else None
    return _heads_in_lines(rows, labels)


def _is_value(line: Line, labels: Labels) -> bool:
    cells = [cell for cell in line.cells if cell.said]
    if not cells or len(cells) > 4 or labels.read(cells[0].said, None).coded:
        return False
    return all(_value_cell(cell, labels) for cell in cells)


def _value_cell(cell: Cell, labels: Labels) -> bool:
    text = cell.text.strip()
    if _DASH.fullmatch(text) or mark_in(text) is not None:
        return True
    level = level_in(text, labels.criteria, alone=True)
    if level is not None:
        text = level.rest.strip()
        if not text:
            return True
    numbers = [number for number in numbers_in(text) if number.role != "other"]
    if len(numbers) != 1:
        return False
    around = skeleton(text[: numbers[0].start] + text[numbers[0].after :])
    return not around or around in words().after


def _whole_number(line: Line) -> int | None:
    match = re.fullmatch(r"\(?(\d{1,2})\s?[.)]?", " ".join(cell.text for cell in line.cells).strip())
    return int(match[1]) if match else None


def _label(line: Line, labels: Labels, part: str | None) -> Label | None:
    said = " ".join(cell.said for cell in line.cells if cell.said)
    return labels.read(said, part or "") if said else None


def _has_number(line: Line) -> bool:
    return any(number.role in ("score", "malformed") for cell in line.cells for number in numbers_in(cell.text))


def _goes_on(last: Row, line: Line, read: Label | None, labels: Labels, part: str | None) -> bool:
    """Whether a line goes on with the name that the row above began."""
    if len(last.cells) != 1 or len(line.cells) != 1 or _has_number(last.lines[-1]):
        return False
    if read is not None and (read.coded or read.kind in ("figure", "sum", "level", "told")):
        return False
    above = labels.read(last.cells[0].said, part or "")
    if above.coded and above.kind == "figure" and len(last.lines) < 4 and not _has_number(line):
        return len(skeleton(last.cells[0].said)) < 4 or len(last.lines) > 1
    if above.kind != "nothing" or len(last.lines) > 2:
        return False
    first = next((number.start for number in numbers_in(line.cells[0].text) if number.role != "other"), None)
    together = labels.read(f"{last.cells[0].said} {line.cells[0].said[:first]}", part or "")
    return together.kind == "figure" and together.doubt is None


def _heads_in_lines(rows: list[Row], labels: Labels) -> list[Row]:
    """Heads that stand one below the other become one row of heads, where as many values follow in the rows below."""
    made: list[Row] = []
    at = 0
    while at < len(rows):
        run = at
        while run < len(rows) and _lone(rows[run]):
            run += 1
        heads, after = _heads_among(rows[at:run], labels)
        start = run - after - len(heads)
        made.extend(rows[at:start])
        if heads:
            made.append(Row([row.lines[0] for row in heads], [row.cells[0] for row in heads]))
        made.extend(rows[run - after : run + 1])
        at = run + 1
    return made


def _lone(row: Row) -> bool:
    return len(row.cells) == 1 and len(row.lines) == 1 and not _has_number(row.lines[0])


def _heads_among(run: Sequence[Row], labels: Labels) -> tuple[list[Row], int]:
    """The rows that are heads at the end of a run of single cells, and how many rows follow them there."""
    for after in (0, 1, 2):
        for count in range(min(6, len(run) - after), 1, -1):
            rows = list(run[len(run) - after - count : len(run) - after])
            columns = head_columns([row.cells[0] for row in rows], labels)
            if columns is not None and all(column.kind not in ("unknown", "blank", "figure") for column in columns):
                return rows, after
    return [], 0
