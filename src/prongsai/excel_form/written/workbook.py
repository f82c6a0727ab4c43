"""Writes the Excel form: empty, or filled in with the data of a round file."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Mapping
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from prongsai.criteria.names import rules_name
from prongsai.criteria.shapes import Criteria
from prongsai.excel_form.beyond import dumped, kept, put_back
from prongsai.excel_form.cells import Raw, cell_text
from prongsai.excel_form.choices import UNITS
from prongsai.excel_form.form import Choices, Sheet
from prongsai.excel_form.numbered import at, normal
from prongsai.excel_form.read_back.gathering import Gathered, Page, gathered
from prongsai.excel_form.sheets.guide import codes_sheet, first_sheet
from prongsai.excel_form.sheets.layout import KEPT, LISTS, META, VERSION, FormLayout, form_layout, sizes_for, sizes_text
from prongsai.excel_form.written.look import Look, draw_sheet

Written = dict[tuple[int, int], str]


class FormSheet(Worksheet):  # type: ignore[misc]  # the library says no types
    """A sheet of the form, whose formulas hold no function that is younger than Excel 2007."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        # The library looks for each of 150 younger functions in each of some 500 formulas: a third of a form's time.
        return formula.removeprefix("=")


def fill(criteria: Criteria, data: Mapping[str, Any] | None = None) -> bytes:
    """The Excel form of an edition as a workbook: empty, or holding ``data``.

    ``data`` is the data of one round file of that edition, checked and as ``roundfile.to_data`` gives it. Reading the
    workbook gives the same data again. The same input gives the same bytes.
    """
    original = normal(dict(data)) if data is not None else {}
    form = form_layout(criteria, sizes_for(criteria, original))
    written = {sheet.name: _texts(sheet, original) for sheet in form.sheets}
    stored = []
    if data is not None:
        back = _read_again(form, written)
        stored = kept(original, back.data, back.seen, back.cells)
        put_back(back.data, stored, back.seen)
        assert back.data == original, "the form cannot hold this file"
    return _workbook(form, written, dumped(stored))


def _texts(sheet: Sheet, data: dict[str, Any]) -> Written:
    """The text of every filled cell of a sheet."""
    written: Written = {}

    def write(row: int, column: int, text: str) -> None:
        if text:
            written[row, column] = text

    for cell in sheet.fields:
        value = at(data, cell.place)
        if value is not None and not isinstance(value, dict):
            write(cell.row, cell.column, cell_text(cell.kind, value, cell.words))
    _write_answers(sheet, data, written)
    for table in sheet.tables:
        rows = at(data, table.place[:-1] if table.owned else table.place) or {}
        entries: dict[int, tuple[int, Any]] = {number: (number, entry) for number, entry in rows.items()}
        if table.owned:
            entries = {
                number: (owner, entry) for owner, row in rows.items() for number, entry in row.get("steps", {}).items()
            }
        for number, (owner, entry) in entries.items():
            if number >= table.rows:
                continue  # kept on the hidden sheet
            for where, column in enumerate(table.columns):
                value = str(owner + 1) if table.owned and where == 0 else at(entry, column.key)
                if value is not None and not isinstance(value, dict):
                    write(table.first + number, table.column_of(where), cell_text(column.kind, value, column.words))
    return written


def _write_answers(sheet: Sheet, data: dict[str, Any], written: Written) -> None:
    if sheet.mode is None:
        return
    units: list[str] = []
    for row in sheet.answers:
        given = at(data, row.place) or {}
        unit = next((key for key in ("counts", "shares") if key in given), None)
        if unit is not None:
            units.append(unit)
    mode = "counts" if units.count("counts") > units.count("shares") else "shares"
    written[sheet.mode] = UNITS.shown(mode)
    for row in sheet.answers:
        given = at(data, row.place) or {}
        for unit in ("counts", "shares"):
            values = given.get(unit)
            if not values:
                continue
            for column, value in enumerate(values, row.column):
                written[row.row, column] = str(value)
            if unit != mode:
                written[row.row, row.unit] = UNITS.shown(unit)
            break


def _read_again(form: FormLayout, written: Mapping[str, Written]) -> Gathered:
    pages = {
        name: Page(name, {place: Raw(text, "s", "@", xl_rowcol_to_cell(*place)) for place, text in cells.items()})
        for name, cells in written.items()
    }
    return gathered(form, pages)


def _workbook(form: FormLayout, written: Mapping[str, Written], stored: Iterable[list[str]]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_numbers": False,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": {"font_name": "Tahoma", "font_size": 10},
        },
    )
    criteria = form.criteria
    day = max((change.date for change in criteria.changes), default=datetime.date(2024, 1, 1))
    book.set_properties(
        {
            "title": f"แบบกรอกข้อมูล ITA ปีงบประมาณ {criteria.year}",
            "author": "Prongsai",
            "created": datetime.datetime.combine(day, datetime.time()),
        }
    )
    book.worksheet_class = FormSheet
    look = Look(book)
    sheets = (first_sheet(criteria, form.sheets), *form.sheets, codes_sheet(criteria))
    lists = _lists(form)
    for sheet in sheets:
        draw_sheet(look, sheet, written.get(sheet.name, {}), lists, f"{rules_name(criteria).th} · {sheet.title}")
    _hidden(look, LISTS, list(_columns(form)))
    _hidden(look, META, [list(pair) for pair in _meta(form)])
    _hidden(look, KEPT, list(stored))
    book.close()
    return buffer.getvalue()


def _meta(form: FormLayout) -> tuple[tuple[str, str], ...]:
    criteria = form.criteria
    return (
        ("form", VERSION),
        ("year", str(criteria.year)),
        ("edition", criteria.id),
        ("revision", str(criteria.revision)),
        ("checksum", criteria.checksum),
        ("cells", form.print),
        ("sizes", sizes_text(form.sizes)),
    )


def _all_words(form: FormLayout) -> dict[str, Choices]:
    lists: dict[str, Choices] = {UNITS.name: UNITS}
    for sheet in form.sheets:
        given = [cell.words for cell in sheet.fields]
        given += [column.words for table in sheet.tables for column in table.columns]
        lists.update({words.name: words for words in given if words is not None and words.pairs})
    return lists


def _columns(form: FormLayout) -> Iterable[list[str]]:
    """The hidden lists behind the drop-downs, row by row."""
    lists = [[label for label, _ in words.pairs] for words in _all_words(form).values()]
    for row in range(max(map(len, lists))):
        yield [labels[row] if row < len(labels) else "" for labels in lists]


def _lists(form: FormLayout) -> dict[str, str]:
    """Where the labels of each drop-down stand, as a formula."""
    formulas = {}
    for column, (name, words) in enumerate(_all_words(form).items()):
        first = xl_rowcol_to_cell(0, column, True, True)
        last = xl_rowcol_to_cell(len(words.pairs) - 1, column, True, True)
        formulas[name] = f"='{LISTS}'!{first}:{last}"
    return formulas


def _hidden(look: Look, name: str, rows: list[list[str]]) -> None:
    page = look.book.add_worksheet(name)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text:
                page.write_string(row, column, text, look.format("plain"))
    page.protect()
    page.very_hidden()
