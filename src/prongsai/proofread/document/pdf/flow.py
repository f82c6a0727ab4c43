"""The pages of a PDF as passages and tables in reading order: what repeats on each page left out, tables put together
over pages, headings told by their letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from prongsai.language.thai_text import digits, tidy
from prongsai.proofread.document.passages import Collector, Piece
from prongsai.proofread.document.pdf.chart import chart_rows, charts_of
from prongsai.proofread.document.pdf.grid import Field, Table, fields_of, tables_of
from prongsai.proofread.document.pdf.lines import (
    BEGINS,
    NUMBER_ALONE,
    Line,
    Paragraph,
    Pitch,
    awaited,
    cell_text,
    lines_of_runs,
    paragraphs_of,
    pitches_of,
    turns_over,
)
from prongsai.proofread.document.pdf.shapes import Page

# Lines that stand within this part of the page from its edge may be heads and feet.
_MARGIN = 0.12
_RUNNING = 2  # no more lines than this of a head or foot
_PAGE_NUMBER = re.compile(r"[\s\-–—]*(?:หน้า\s?(?:ที่\s?)?)?\d{1,4}(?:\s?(?:/|จาก)\s?\d{1,4})?[\s\-–—]*|[ก-ฮ]")
_CAPTION = re.compile(r"(?:ตาราง|แผนภูมิ|แผนภาพ|ภาพ|รูป|กราฟ)\s?(?:ที่\s?)?\d{1,3}")
_GOES_ON = re.compile(r"\(\s?ต่อ\s?\)")
_HEADING_LETTERS = 160
_HEADING_LINES = 4
_LARGER = 1.08
_MOST_LEVELS = 6
_LONGEST_LABEL = 60
_OPEN_ROWS = 3  # fewer lines in columns are signatures side by side, or a number and a date
_SCORE = re.compile(r"\d{1,3}\.\d\d\*?")
# "เรื่อง ……… 12": a line of a table of contents.
_CONTENTS = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}")


@dataclass(slots=True)
class _Grid:
    """A table as it was put together, also over pages."""

    rows: list[list[str]]
    head: int
    columns: tuple[float, ...]


@dataclass(slots=True)
class _Drawn:
    """The lines that belong to a chart: labels and values, which stand in no sentence."""

    lines: list[Line]


_Block = Paragraph | _Grid | _Drawn


def pieces_of_pages(pages: Sequence[Page]) -> tuple[Piece, ...]:
    """The passages and tables of a document's pages."""
    read = [_Sheet(page) for page in pages]
    _leave_out_running_lines(read)
    every = [line for sheet in read for line in sheet.lines]
    body = _body_size(every, read)
    pitch = pitches_of(every, body)
    left, right = _edges(every, body)
    blocks: list[_Block] = []
    begun: dict[int, int] = {}  # the page on which each block begins
    for sheet in read:
        new = sheet.blocks(left, right, pitch, body)
        begun.update((id(block), sheet.page.number) for block in new)
        _join(blocks, new, (left, right))
    return _collected(blocks, begun, body)


class _Sheet:
    """One page: its tables, and its lines outside of them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tables, outside = tables_of(page)
        self.fields, outside = fields_of(page, outside, self.tables)
        self.lines = lines_of_runs(outside)
        self.charts = charts_of(page, self.tables)

    def blocks(self, left: float, right: float, pitch: Pitch, body: float) -> list[_Block]:
        """The blocks of the page from the top down."""
        done: list[_Block] = []
        if self.page.width > self.page.height:
            # A turned page has edges of its own.
            left, right = _edges(self.lines, body) if self.lines else (left, right)
        placed: list[tuple[float, Table | list[Field]]] = [(table.top, table) for table in self.tables]
        placed += [(row[0].top, row) for row in self.fields]
        ceiling = float("inf")
        for top, thing in sorted(placed, key=lambda pair: -pair[0]):
            done += self._outside([line for line in self.lines if top < line.base <= ceiling], left, right, pitch)
            if isinstance(thing, Table):
                done.append(_grid_of(thing))
            else:
                done += [Paragraph([_one_line(field)]) for field in thing]
            ceiling = top
        done += self._outside([line for line in self.lines if line.base <= ceiling], left, right, pitch)
        return _with_open_tables(done)

    def _outside(self, lines: list[Line], left: float, right: float, pitch: Pitch) -> list[_Block]:
        done: list[_Block] = []
        prose: list[Line] = []
        drawn: dict[tuple[float, float], list[Line]] = {}
        for line in lines:
            chart = self._chart(line)
            if chart is None or (prose and awaited(prose[-1], line)):
                prose.append(line)
                continue
            if chart not in drawn:
                # The labels of a chart stand where its first line is.
                done += [*paragraphs_of(prose, left, right, pitch), _Drawn([])]
                prose, drawn[chart] = [], []
            drawn[chart].append(line)
        for block, labels in zip([block for block in done if isinstance(block, _Drawn)], drawn.values(), strict=True):
            block.lines = labels
        return [*done, *paragraphs_of(prose, left, right, pitch)]

    def _chart(self, line: Line) -> tuple[float, float] | None:
        """The chart that a line belongs to, None for one of the text."""
        if _CAPTION.match(digits(line.text)) or (len(line.parts) == 1 and len(line.text) > _LONGEST_LABEL):
            return None
        return next((chart for chart in self.charts if chart[0] <= line.base <= chart[1]), None)


def _one_line(field: Field) -> Line:
    """What stands in a field, as one line: a name, its number below it, a remark."""
    lines = lines_of_runs(field.runs)
    text = " ".join(cell_text(field.runs).split("\n"))
    return Line([(lines[0].left, lines[0].right, text)], lines[0].base, min(line.size for line in lines), bold=False)


def _with_open_tables(blocks: list[_Block]) -> list[_Block]:
    """Lines in columns, one below the other, as the table that they are without rules."""
    done: list[_Block] = []
    rows: list[Line] = []

    def close() -> None:
        if _are_cards(rows):
            done.extend(Paragraph([_card(rows, at)]) for at in range(len(rows[0].parts)))
        elif len(rows) >= _OPEN_ROWS:
            columns = tuple(left for left, _, _ in rows[0].parts)
            head = 1 if rows[0].bold and not any(line.bold for line in rows[1:]) else 0
            done.append(_Grid([[text for _, _, text in line.parts] for line in rows], head, columns))
        else:
            done.extend(Paragraph([line]) for line in rows)
        rows.clear()

    for block in blocks:
        line = block.lines[0] if isinstance(block, Paragraph) and len(block.lines) == 1 else None
        if line is None or len(line.parts) < 2 or _CONTENTS.search(line.text):
            close()
            done.append(block)
            continue
        if rows and not _in_columns(rows[-1], line):
            close()
        rows.append(line)
    close()
    return done


def _are_cards(rows: Sequence[Line]) -> bool:
    """Whether columns are to be read downwards: a name, its number below it, a remark below that."""
    if len(rows) < 2 or not all(NUMBER_ALONE.fullmatch(text) for _, _, text in rows[1].parts):
        return False
    return not any(NUMBER_ALONE.fullmatch(text) for line in (rows[0], *rows[2:3]) for _, _, text in line.parts)


def _card(rows: Sequence[Line], at: int) -> Line:
    left, right = min(line.parts[at][0] for line in rows), max(line.parts[at][1] for line in rows)
    text = " ".join(line.parts[at][2] for line in rows)
    return Line([(left, right, text)], rows[0].base, min(line.size for line in rows), bold=False)


def _in_columns(above: Line, line: Line) -> bool:
    """Whether the parts of two lines stand below each other."""
    return (
        len(above.parts) == len(line.parts)
        and above.base - line.base < 3 * max(above.size, line.size)
        and all(one[0] < other[1] and other[0] < one[1] for one, other in zip(above.parts, line.parts, strict=True))
    )


def _grid_of(table: Table) -> _Grid:
    texts = {place: cell_text(runs, table.right_of(place)) for place, runs in table.runs.items()}
    rows = [[texts.get(place, "") for place in row] for row in table.cells]
    return _Grid(rows, _head_of(table), table.columns)


def _head_of(table: Table) -> int:
    """How many rows are the head: those in bold letters, where not all are; 0 where it cannot be told."""
    bold = []
    for at, row in enumerate(table.cells):
        runs = [run for place in set(row) if place[0] == at for run in table.runs.get(place, ())]
        lines = lines_of_runs(runs)
        bold.append(all(line.bold for line in lines) if lines else None)
    # A cell of the first row that goes further down makes its rows heads too.
    head = max(sum(1 for row in table.cells if row[column] == place) for column, place in enumerate(table.cells[0]))
    head = 1 if head == len(table.cells) else head
    scored = [
        any(_SCORE.fullmatch(digits(cell_text(table.runs[place]).strip())) for place in {*row} if place in table.runs)
        for row in table.cells
    ]
    if bold[0] is not True or any(scored[:head]):
        return 0
    while head < len(bold) and bold[head] is True and head < 3 and not scored[head]:
        head += 1
    return head if head < len(bold) else 0


def _leave_out_running_lines(sheets: Sequence[_Sheet]) -> None:
    """Takes page numbers away, and lines at the edge of the page that stand on several pages alike."""
    seen: Counter[str] = Counter()
    for sheet in sheets:
        seen.update({_alike(line) for line in _at_edge(sheet)})
    often = max(2, min(3, len(sheets)), len(sheets) // 4)
    for sheet in sheets:
        gone = {
            id(line)
            for line in _at_edge(sheet)
            if seen[_alike(line)] >= often or _PAGE_NUMBER.fullmatch(digits(line.text))
        }
        sheet.lines = [line for line in sheet.lines if id(line) not in gone]


def _alike(line: Line) -> str:
    return re.sub(r"\d+", "0", digits(line.text))


def _at_edge(sheet: _Sheet) -> list[Line]:
    height = sheet.page.height
    outer = [*sheet.lines[:_RUNNING], *sheet.lines[-_RUNNING:]]
    return [line for line in outer if not height * _MARGIN < line.base < height * (1 - _MARGIN)]


def _body_size(lines: Iterable[Line], sheets: Sequence[_Sheet]) -> float:
    """The size of the letters that most of the text has."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    if not sizes:
        for sheet in sheets:
            for run in sheet.page.runs:
                sizes[round(run.size * 2) / 2] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _edges(lines: Sequence[Line], body: float) -> tuple[float, float]:
    """The edges of the text: where long lines begin and where they reach to."""
    plain = [line for line in lines if abs(line.size - body) < 1 and len(line.parts) == 1 and len(line.text) > 30]
    if not plain:
        plain = list(lines)
    if not plain:
        return 0.0, 1.0
    lefts = Counter(round(line.left) for line in plain)
    rights = sorted(line.right for line in plain)
    return float(lefts.most_common(1)[0][0]), rights[int(len(rights) * 0.9)]


def _join(blocks: list[_Block], new: list[_Block], edges: tuple[float, float]) -> None:
    """Adds the blocks of a page; a table that goes on from the page before goes on."""
    fresh = list(new)
    last = blocks[-1] if blocks else None
    if isinstance(last, _Grid) and fresh:
        ahead = [at for at, block in enumerate(fresh[:2]) if isinstance(block, _Grid)]
        between = fresh[: ahead[0]] if ahead else []
        told = all(isinstance(block, Paragraph) and _GOES_ON.search(block.text) for block in between)
        if ahead and told:
            grid = fresh[ahead[0]]
            assert isinstance(grid, _Grid)
            if _goes_on(last, grid):
                _append(last, grid)
                fresh = fresh[ahead[0] + 1 :]
    elif (
        isinstance(last, Paragraph) and fresh and isinstance(fresh[0], Paragraph) and turns_over(last, fresh[0], *edges)
    ):
        last.lines += fresh[0].lines
        fresh = fresh[1:]
    blocks.extend(fresh)


def _goes_on(grid: _Grid, more: _Grid) -> bool:
    return len(grid.columns) == len(more.columns) and all(
        abs(one - other) < 4 for one, other in zip(grid.columns, more.columns, strict=True)
    )


def _append(grid: _Grid, more: _Grid) -> None:
    rows = more.rows
    head = max(grid.head, 1)
    while head and [_flat(row) for row in rows[:head]] != [_flat(row) for row in grid.rows[:head]]:
        head -= 1
    if head:
        grid.head = max(grid.head, head)
        rows = rows[head:]
    if rows and grid.rows and _cut(grid, rows[0]):
        last = grid.rows[-1]
        grid.rows[-1] = [f"{cell}\n{cut}".strip() for cell, cut in zip(last, rows[0], strict=True)]
        rows = rows[1:]
    grid.rows += rows


def _cut(grid: _Grid, row: list[str]) -> bool:
    """Whether a row goes on with one that the end of the page cut: it has no name or number of its own."""
    if len(row) < 2 or not any(row):
        return False
    named = [bool(BEGINS.match(f"{above[0]} ")) for above in grid.rows[max(grid.head, 1) :] if above[0]]
    numbered = len(named) > 1 and all(named) and not BEGINS.match(f"{row[0]} ")
    return not row[0] or numbered


def _flat(row: Sequence[str]) -> list[str]:
    return [re.sub(r"\s|\(ต่อ\)", "", cell) for cell in row]


def _collected(blocks: Sequence[_Block], begun: Mapping[int, int], body: float) -> tuple[Piece, ...]:
    levels = _levels(blocks, body)
    out = Collector()
    caption = ""
    for at, block in enumerate(blocks):
        out.page = begun[id(block)]
        if isinstance(block, _Grid):
            out.table(block.rows, block.head, caption)
        elif isinstance(block, _Drawn):
            _draw(out, block, caption)
        elif id(block) in levels:
            out.heading(block.text, levels[id(block)])
        elif not _CONTENTS.search(block.text):
            after = blocks[at + 1] if at + 1 < len(blocks) else None
            if _CAPTION.match(digits(tidy(block.text))) and isinstance(after, _Grid | _Drawn):
                caption = block.text
            out.paragraph(block.text)
            if caption == block.text:
                continue
        caption = ""
    return tuple(out.pieces)


def _draw(out: Collector, chart: _Drawn, title: str) -> None:
    """A chart: the labels whose value is certain as a table, and what is left as lines."""
    rows = chart_rows(chart.lines)
    told = Counter(cell for row in rows for cell in row)
    if rows:
        out.chart([["", _CAPTION.sub("", digits(tidy(title)), count=1).strip()], *rows], title)
    for line in chart.lines:
        left = []
        for _, _, text in line.parts:
            if told[text] > 0:
                told[text] -= 1
            else:
                left.append(text)
        out.line(" ".join(left))


def _levels(blocks: Iterable[_Block], body: float) -> dict[int, int]:
    """The level of each paragraph that is a heading: larger letters above smaller ones."""
    heads = [block for block in blocks if isinstance(block, Paragraph) and _heads(block, body)]
    sizes = sorted({_step(block) for block in heads}, reverse=True)
    place = {size: min(at, _MOST_LEVELS) for at, size in enumerate(sizes, start=1)}
    return {id(block): place[_step(block)] for block in heads}


def _step(paragraph: Paragraph) -> float:
    return round(paragraph.size * 2) / 2


def _heads(paragraph: Paragraph, body: float) -> bool:
    text = paragraph.text
    if len(text) > _HEADING_LETTERS or len(paragraph.lines) > _HEADING_LINES or not re.search(r"[ก-ฮA-Za-z]", text):
        return False
    if _CAPTION.match(digits(tidy(text))) or any(len(line.parts) > 1 for line in paragraph.lines):
        return False
    return paragraph.size > body * _LARGER or (paragraph.bold and paragraph.size >= body * 0.95)
