"""How the sheets of the Excel form look: colours, protection, drop-downs, print setup."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from prongsai.excel_form.choices import UNITS
from prongsai.excel_form.form import AnswerRow, Choices, Kind, Label, Sheet
from prongsai.excel_form.sheets.layout import row_keys
from prongsai.language.measure import letters

TEAL, PALE, EDGE, GREY, BAND = "#0b5f61", "#e8f4f3", "#8fbfbe", "#595959", "#d3e6e5"
GOOD, BAD = "#0b5f61", "#b3400a"

_WRAP = {"text_wrap": True, "valign": "top"}
_LEFT = {"align": "left", "indent": 1}
_INPUT = {**_WRAP, **_LEFT, "bg_color": PALE, "border": 1, "border_color": EDGE, "num_format": "@", "locked": False}
_LOCKED = {**_WRAP, **_LEFT, "border": 1, "border_color": "#d9d9d9"}
_MADE = {"align": "center", "valign": "vcenter", "bg_color": "#f7f7f7"}

_STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 15, "font_color": TEAL, "valign": "vcenter"},
    "hint": {"font_color": GREY, "text_wrap": True, "valign": "top"},
    "head": {"bold": True, "font_color": "#ffffff", "bg_color": TEAL, "border": 1, "border_color": TEAL,
             "text_wrap": True, "align": "center", "valign": "vcenter"},
    "band": {"bold": True, "font_color": TEAL, "bg_color": BAND, "valign": "vcenter", "indent": 1},
    "label": _LOCKED,
    "line": {**_LOCKED, "bold": True},
    "plain": _LOCKED,
    "note": {**_WRAP, **_LEFT, "font_color": GREY},
    "right": {**_WRAP, "align": "right", "indent": 1, "bold": True},
    "fixed": {**_LOCKED, "bold": True, "bg_color": "#f2f2f2"},
    "number": {**_WRAP, "bold": True, "align": "center", "top": 1, "top_color": EDGE},
    "number_left": {**_WRAP, **_LEFT, "bold": True},
    "counter": {**_LOCKED, "align": "center", "indent": 0, "font_color": GREY},
    "wording": {**_WRAP, **_LEFT, "top": 1, "top_color": EDGE},
    "choice": {"text_wrap": True, "align": "center", "valign": "bottom", "font_size": 9, "font_color": GREY,
               "top": 1, "top_color": EDGE},
    "formula": {**_MADE, "font_color": GREY, "num_format": "0.##"},
    "check": {**_MADE, "bold": True},
    "score": {**_MADE, "font_color": GREY, "num_format": "0.00"},
    "input": _INPUT,
    "input_centred": {**_INPUT, "align": "center", "valign": "vcenter", "indent": 0},
}  # fmt: skip

_CHECKS: dict[Kind, tuple[str, str]] = {
    "count": (
        "IFERROR(AND(--{cell}>=0,INT(--{cell})=--{cell}),FALSE)",
        "ช่องนี้เป็นจำนวนเต็มตั้งแต่ 0 ขึ้นไป เช่น 188 ต้องการใช้ค่านี้หรือไม่",
    ),
    "share": (
        "IFERROR(AND(--{cell}>=0,--{cell}<=100),FALSE)",
        "ช่องนี้เป็นตัวเลขตั้งแต่ 0 ถึง 100 ตามที่ประกาศ เช่น 99.70 ต้องการใช้ค่านี้หรือไม่",
    ),
    "score": (
        "IFERROR(AND(--{cell}>=0,--{cell}<=100,ROUND(--{cell},2)=--{cell}),FALSE)",
        "ช่องนี้เป็นคะแนนตั้งแต่ 0 ถึง 100 ทศนิยมไม่เกินสองตำแหน่ง ตามที่ประกาศ เช่น 99.70 ต้องการใช้ค่านี้หรือไม่",
    ),
    "year": (
        "IFERROR(AND(--{cell}>=2500,--{cell}<=2700),FALSE)",
        "ช่องนี้เป็นปี พ.ศ. เช่น 2569 ต้องการใช้ค่านี้หรือไม่",
    ),
}
_UNIT_PROMPT = "เลือกจำนวนคน หรือร้อยละ ใช้กับทุกข้อในแผ่นงานนี้"


class Look:
    """The formats of one workbook, made when they are first used."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self._formats: dict[str, Any] = {}

    def format(self, style: str) -> Any:
        """The format of a style."""
        if style not in self._formats:
            base = {"font_name": "Tahoma", "font_size": 10}
            self._formats[style] = self.book.add_format({**base, **_STYLES[style]})
        return self._formats[style]


def draw_sheet(
    look: Look, sheet: Sheet, written: Mapping[tuple[int, int], str], lists: Mapping[str, str], footer: str
) -> None:
    """Adds one sheet: its words, its cells with what is filled in, and how it behaves and prints."""
    page = look.book.add_worksheet(sheet.name)
    page.hide_gridlines(2)
    page.set_column(0, 0, 2, None, {"hidden": True})
    for column, width in enumerate(sheet.widths, 1):
        page.set_column(column, column, width)
    page.set_row(0, 26)
    page.write_string(0, 1, sheet.title, look.format("title"))
    _write_hint(look, page, sheet)
    for label in sheet.labels:
        _write_label(look, page, label)
    for row, height in _heights(sheet, written).items():
        page.set_row(row, height)
    for row, key in row_keys(sheet).items():
        page.write_string(row, 0, key, look.format("plain"))
    for cell in sheet.fields:
        style = "input_centred" if cell.centred else "input"
        _write_input(look, page, cell.row, cell.column, written.get((cell.row, cell.column), ""), style)
        _validate(page, (cell.row, cell.column, cell.row, cell.column), cell.kind, cell.words, cell.prompt, lists)
    if sheet.mode is not None:
        _write_input(look, page, *sheet.mode, written.get(sheet.mode, ""), "input_centred")
        _validate(page, (*sheet.mode, *sheet.mode), "choice", UNITS, _UNIT_PROMPT, lists)
    for answers in sheet.answers:
        _draw_answers(look, page, answers, written, lists)
    _draw_tables(look, page, sheet, written, lists)
    for formula in sheet.formulas:
        result = formula.result(lambda row, column: written.get((row, column), ""))
        page.write_formula(formula.row, formula.column, formula.text, look.format(formula.style), result)
    _behave(look, page, sheet, footer)


def _write_hint(look: Look, page: Any, sheet: Sheet) -> None:
    # Merged cells do not grow with their text, so the height is reckoned from the width.
    last = 1
    width = sheet.widths[0]
    while last < len(sheet.widths) and width < 110:
        width += sheet.widths[last]
        last += 1
    page.merge_range(1, 1, 1, last, sheet.hint, look.format("hint"))
    page.set_row(1, _height(sheet.hint, width))


def _height(text: str, width: float, size: int = 10) -> float:
    """The height in points that a text needs in a column of that width; Thai marks above and below take no room."""
    room = max(4.0, (width - 2) * 10 / size)
    lines = sum(max(1, math.ceil(letters(line) / room)) for line in text.split("\n"))
    return 2 + lines * (size + 4.5)


_SMALL = {"choice": 9}
_LINE = 20.0  # points; what fits into less is left to the program that shows the sheet
_HIGHEST = 400.0


def _heights(sheet: Sheet, written: Mapping[tuple[int, int], str]) -> dict[int, float]:
    """Heights of rows whose text needs more than one line; not every program reckons them when it opens a file."""
    heights: dict[int, float] = {}

    def need(row: int, text: str, column: int, last: int, size: int = 10) -> None:
        width = sum(sheet.widths[column - 1 : last])
        heights[row] = min(_HIGHEST, max(heights.get(row, 0), _height(text, width, size)))

    for label in sheet.labels:
        if label.style == "band":
            heights[label.row] = 21
        elif label.style != "note":
            need(label.row, label.text, label.column, label.last or label.column, _SMALL.get(label.style, 10))
    for (row, column), text in written.items():
        need(row, text, column, column)
    heads = {label.row for label in sheet.labels if label.style == "head"}
    # Rows of figures alone need not grow, so they are given room for Thai marks.
    figures = {cell.row for cell in sheet.fields if cell.centred} - {
        cell.row for cell in sheet.fields if not cell.centred
    }
    if sheet.reference:
        figures = {label.row for label in sheet.labels}
    for row in (*figures, *(answers.row for answers in sheet.answers)):
        heights[row] = max(heights.get(row, 0), _LINE + 0.1)
    return {
        row: height + (6 if row in heads else 0) for row, height in heights.items() if row in heads or height > _LINE
    }


def _write_label(look: Look, page: Any, label: Label) -> None:
    style = look.format(label.style)
    if label.last is None or label.last == label.column:
        page.write_string(label.row, label.column, label.text, style)
    else:
        page.merge_range(label.row, label.column, label.row, label.last, "", style)
        page.write_string(label.row, label.column, label.text, style)


def _write_input(look: Look, page: Any, row: int, column: int, text: str, style: str) -> None:
    if text:
        # As text, so that digits stay as they are and what begins with = + - @ is never a formula.
        page.write_string(row, column, text, look.format(style))
    else:
        page.write_blank(row, column, None, look.format(style))


def _draw_answers(
    look: Look, page: Any, row: AnswerRow, written: Mapping[tuple[int, int], str], lists: Mapping[str, str]
) -> None:
    for column in (*range(row.column, row.last + 1), row.unit):
        _write_input(look, page, row.row, column, written.get((row.row, column), ""), "input_centred")
    _validate(page, (row.row, row.column, row.row, row.last), "count", None, "", lists, loose=True)
    _validate(page, (row.row, row.unit, row.row, row.unit), "choice", UNITS, "", lists)


def _draw_tables(
    look: Look, page: Any, sheet: Sheet, written: Mapping[tuple[int, int], str], lists: Mapping[str, str]
) -> None:
    for table in sheet.tables:
        end = table.first + table.rows - 1
        for at, column in enumerate(table.columns):
            where = table.column_of(at)
            style = "input_centred" if column.kind in ("count", "year", "day") else "input"
            for row in range(table.first, end + 1):
                _write_input(look, page, row, where, written.get((row, where), ""), style)
            area = (table.first, where, end, where)
            _validate(page, area, column.kind, column.words, column.prompt, lists)


def _validate(
    page: Any,
    area: tuple[int, int, int, int],
    kind: Kind,
    words: Choices | None,
    prompt: str,
    lists: Mapping[str, str],
    *,
    loose: bool = False,
) -> None:
    options: dict[str, Any] = {}
    if words is not None and words.pairs:
        options = {
            "validate": "list",
            "source": lists[words.name],
            "error_type": "warning" if words.open else "stop",
            "error_title": "ไม่อยู่ในรายการ",
            "error_message": "ค่านี้ไม่อยู่ในรายการ" + (" ต้องการใช้หรือไม่" if words.open else " ให้เลือกจากรายการ"),
        }
    elif kind in _CHECKS:
        check, message = _CHECKS[kind]
        cell = xl_rowcol_to_cell(area[0], area[1])
        if loose:
            check, message = "IFERROR(--{cell}>=0,FALSE)", "ช่องนี้เป็นตัวเลขตั้งแต่ 0 ขึ้นไป ต้องการใช้ค่านี้หรือไม่"
        options = {
            "validate": "custom",
            "value": "=" + check.format(cell=cell),
            "error_type": "warning",
            "error_title": "ตรวจค่าที่กรอก",
            "error_message": message,
        }
    elif prompt:
        options = {"validate": "any"}
    if prompt:
        options |= {"input_title": "วิธีกรอก", "input_message": prompt}
    if options:
        page.data_validation(*area, options)


def _behave(look: Look, page: Any, sheet: Sheet, footer: str) -> None:
    if sheet.freeze != (0, 0):
        page.freeze_panes(*sheet.freeze)
    if any(formula.style == "check" for formula in sheet.formulas):
        _colour_checks(look, page, sheet)
    page.ignore_errors({"number_stored_as_text": "A1:XFD20000"})
    page.protect(
        "",
        {"format_columns": True, "format_rows": True, "select_locked_cells": True, "select_unlocked_cells": True},
    )
    page.set_tab_color("#8c8c8c" if sheet.reference else TEAL)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(0.4, 0.4, 0.5, 0.6)
    # A wider sheet than this would be too small to read on one page.
    across = 1 + int(sum(sheet.widths) // 300)
    page.fit_to_pages(across, 0)
    if across > 1:
        page.repeat_columns(1, 1)
    if sheet.heads is not None:
        page.repeat_rows(*sheet.heads)
    page.set_footer(f"&L&8{footer.replace('&', '&&')}&R&8หน้า &P/&N")


def _colour_checks(look: Look, page: Any, sheet: Sheet) -> None:
    columns = {formula.column for formula in sheet.formulas if formula.style == "check"}
    good, bad = look.book.add_format({"font_color": GOOD}), look.book.add_format({"font_color": BAD})
    for column in columns:
        rows = [formula.row for formula in sheet.formulas if formula.column == column and formula.style == "check"]
        area = (min(rows), column, max(rows), column)
        page.conditional_format(
            *area, {"type": "cell", "criteria": "==", "value": '"ครบ"', "format": good, "stop_if_true": True}
        )
        page.conditional_format(*area, {"type": "no_blanks", "format": bad})
