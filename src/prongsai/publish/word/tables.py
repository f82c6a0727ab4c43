"""Tables of fixed widths with repeated heads, and the layout tables behind cards and boxes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element

from prongsai.language.measure import letters
from prongsai.publish.pdf.columns import fitted_widths
from prongsai.publish.plain_report import glued, resolve_block, resolve_runs
from prongsai.publish.report import Align, Cards, Cell, Report, Runs, Table, Words
from prongsai.publish.word.contents import caption_runs
from prongsai.publish.word.lengths import ACCENT, CELL_SIDE, TEAL, TINT, WARM_TINT, by_shares, cm
from prongsai.publish.word.markup import w
from prongsai.publish.word.paragraphs import JUSTIFY, gap, inline, keep_with_next, paragraph

# A row is kept on one page unless it is taller than this; then it may break, else it leaves half a page empty.
_TALL = cm(9)
# A table that is lower than this stays on one page.
_WHOLE = cm(7)
_LETTER, _LINE = 106, 380  # about the width of a letter and the height of a line of table text
_CARDS_IN_ROW = 4
_GROUP = 8  # rows that share a cell and stay together
_BOX_SIDE = cm(0.35)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell at its column; ``merge`` says whether rows below or above share it."""

    cell: Cell | None
    at: int
    span: int
    merge: Literal["", "restart", "continue"] = ""


def placed(rows: Sequence[tuple[Cell, ...]], columns: int) -> list[list[_Placed]]:
    """Every cell at its column, with what covers it from above; short rows are filled, long ones end at the edge."""
    out: list[list[_Placed]] = []
    open_cells: dict[int, tuple[int, int]] = {}  # column → rows left, span
    for number, row in enumerate(rows):
        waiting = list(row)
        line: list[_Placed] = []
        at = 0
        while at < columns:
            if at in open_cells:
                left, span = open_cells.pop(at)
                line.append(_Placed(None, at, span, "continue"))
                if left > 1:
                    open_cells[at] = (left - 1, span)
            elif waiting:
                cell = waiting.pop(0)
                free = next((n for n in range(at + 1, columns) if n in open_cells), columns) - at
                span = max(1, min(cell.span, free))
                below = min(cell.rows, len(rows) - number) - 1
                if below > 0:
                    open_cells[at] = (below, span)
                line.append(_Placed(cell, at, span, "restart" if below > 0 else ""))
            else:
                span = 1
                line.append(_Placed(None, at, span))
            at += span
        out.append(line)
    return out


def figure_table(block: Table, report: Report, width: int) -> list[Element]:
    """The caption, the table and a gap below it."""
    # The same widths as in the PDF: wide enough for the words in them, in points of twenty.
    widths = by_shares(width, tuple(fitted_widths(resolve_block(block, report), width / 20)))
    aligns: list[Align] = [column.align for column in block.columns]
    text = "TableText" if block.ruled else "BodyText"
    rows = [_row(line, widths, aligns, report, head=True) for line in placed(block.head, len(widths))]
    lines = placed(block.rows, len(widths))
    body = [_row(line, widths, aligns, report, head=False, text=text) for line in lines]
    whole = sum(_row_height(line, report, widths) for line in lines) <= _WHOLE
    for row, kept in zip(body[:-1], _kept(lines), strict=False):
        # A row that heads the rows below it never stands last on a page; a small table stays whole.
        if whole or kept:
            _keep_with_next(row)
    rows += body
    made = [paragraph("Caption", caption_runs(block.caption, report))] if block.caption else []
    style = "FigureTable" if block.ruled else "PlainTable"
    return [*made, _table(style, widths, rows), gap()] if rows and widths else made


def _kept(lines: list[list[_Placed]]) -> list[bool]:
    """Which rows stay on one page with the next: heads of groups, and rows that share a cell with it."""
    kept = []
    for at, line in enumerate(lines):
        below = lines[at + 1] if at + 1 < len(lines) else []
        heads = line[0].cell if line else None
        # The head of a group fills its row, or is bold beside its score.
        alone = heads is not None and heads.span > 1 and (len(line) == 1 or heads.bold)
        kept.append(bool(below) and (alone or any(slot.merge == "continue" for slot in below)))
    # A group of many rows may break, else it leaves half a page empty.
    for first in range(len(kept)):
        if kept[first] and (first == 0 or not kept[first - 1]):
            many = next((n for n in range(first, len(kept)) if not kept[n]), len(kept)) - first
            if many > _GROUP:
                kept[first + 1 : first + many - 1] = [False] * (many - 2)
    return kept


def _row(
    line: list[_Placed], widths: list[int], aligns: list[Align], report: Report, *, head: bool, text: str = "TableText"
) -> Element:
    cells = []
    tall = 0
    for slot in line:
        length = sum(widths[slot.at : slot.at + slot.span])
        content: list[Element] = []
        if slot.cell is not None:
            align = slot.cell.align or aligns[slot.at]
            justify = [] if head or align == "start" else [w("jc", val=JUSTIFY[align])]
            style = "TableHead" if head else text
            content = [
                paragraph(
                    style, inline(runs, report, bold=slot.cell.bold and not head, room=length - 2 * CELL_SIDE), *justify
                )
                for runs in slot.cell.lines
            ]
            if not slot.merge:
                tall = max(tall, _height(slot.cell.lines, report, length))
        cells.append(
            table_cell(
                content or [paragraph("TableText")],
                length,
                slot.span,
                slot.merge,
                TINT if head else "",
                align="center" if head else "top",
            )
        )
    properties = [w("cantSplit") if head or tall <= _TALL else None, w("tblHeader") if head else None]
    return w("tr", w("trPr", *properties) if any(child is not None for child in properties) else None, *cells)


def _row_height(line: list[_Placed], report: Report, widths: list[int]) -> int:
    heights = [
        _height(slot.cell.lines, report, sum(widths[slot.at : slot.at + slot.span])) // max(1, slot.cell.rows)
        for slot in line
        if slot.cell is not None
    ]
    return max(heights, default=_LINE)


def _keep_with_next(row: Element) -> None:
    for cell_paragraph in row.iter("w:p"):
        keep_with_next(cell_paragraph)


def keep_last_row(made: Sequence[Element]) -> None:
    """Lets what stands after a table, as a note, not part from its last row."""
    for element in made:
        rows = element.findall("w:tr")
        if rows:
            _keep_with_next(rows[-1])
        elif element.tag == "w:p":
            keep_with_next(element)


def _height(lines: Iterable[Runs], report: Report, width: int) -> int:
    fitting = max(1, (width - 2 * CELL_SIDE) // _LETTER)
    count = 0
    for runs in lines:
        for line in glued(resolve_runs(runs, report), "\n").split("\n"):
            count += max(1, math.ceil(letters(line) / fitting))
    return count * _LINE


def table_cell(
    content: Sequence[Element],
    width: int,
    span: int = 1,
    merge: str = "",
    fill: str = "",
    *,
    borders: Element | None = None,
    align: Literal["top", "center", "bottom"] = "top",
    sides: int | None = None,
) -> Element:
    """A cell of ``width``, with its share of the grid; ``sides`` replaces the style's margins left and right."""
    margins = None if sides is None else w("tcMar", w("left", w=sides, type="dxa"), w("right", w=sides, type="dxa"))
    return w(
        "tc",
        w(
            "tcPr",
            w("tcW", w=width, type="dxa"),
            w("gridSpan", val=span) if span > 1 else None,
            w("vMerge", val=merge) if merge else None,
            borders,
            w("shd", val="clear", color="auto", fill=fill) if fill else None,
            margins,
            w("vAlign", val=align) if align != "top" else None,
        ),
        *content,
    )


def _table(style: str, widths: Sequence[int], rows: Sequence[Element]) -> Element:
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=style),
            w("tblW", w=sum(widths), type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="0620"),
        ),
        w("tblGrid", *(w("gridCol", w=length) for length in widths)),
        *rows,
    )


def layout(widths: Sequence[int], rows: Sequence[Element]) -> Element:
    """A table without lines that only puts things side by side."""
    return _table("PlainTable", widths, rows)


def cards_table(block: Cards, report: Report, width: int) -> list[Element]:
    """Key figures side by side, at most four in a row."""
    if not block.cards:
        return []
    columns = min(len(block.cards), _CARDS_IN_ROW)
    widths = by_shares(width, (1.0,) * columns)
    # White lines part the tinted cells.
    white = [w(edge, val="single", sz=36, space=0, color="FFFFFF") for edge in ("left", "right")]
    lined = w("tcBorders", w("top", val="single", sz=12, space=0, color=TEAL), *white)
    rows = []
    for start in range(0, len(block.cards), columns):
        cells: list[Element] = []
        for label, figure, remark in block.cards[start : start + columns]:
            content = [
                paragraph("CardLabel", inline_words(label, report)),
                paragraph("CardFigure", inline(figure, report)),
            ]
            if remark:
                content.append(paragraph("CardRemark", inline(remark, report)))
            cells.append(table_cell(content, widths[len(cells)], fill=TINT, borders=lined))
        while len(cells) < columns:
            cells.append(table_cell([paragraph("CardLabel")], widths[len(cells)]))
        rows.append(w("tr", w("trPr", w("cantSplit")), *cells))
    return [layout(widths, rows), gap()]


def inline_words(text: str, report: Report) -> list[Element]:
    """Plain words of a block that has no runs."""
    return inline((Words(text),), report)


def box(kind: Literal["note", "warn"], content: Sequence[Element], width: int) -> list[Element]:
    """Blocks set apart: one tinted cell with a coloured edge."""
    colour, fill = (ACCENT, WARM_TINT) if kind == "warn" else (TEAL, TINT)
    edge = w("tcBorders", w("left", val="single", sz=24, space=0, color=colour))
    inside = list(content)
    if not inside or inside[-1].tag != "w:p":
        inside.append(gap())
    return [layout([width], [w("tr", table_cell(inside, width, fill=fill, borders=edge, sides=_BOX_SIDE))]), gap()]


def inner_width(width: int) -> int:
    """What a box of ``width`` leaves for its blocks."""
    return width - 2 * _BOX_SIDE
