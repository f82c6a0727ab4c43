"""The workbook inside a chart: what Word opens when someone chooses to edit the chart's data."""

from __future__ import annotations

import datetime as dt
import io

import xlsxwriter

from prongsai.publish.report import Chart, Report
from prongsai.publish.word.markup import clean

SHEET = "Sheet1"
# What a workbook says of when it was made, where the day is not known: it has to say something.
_FIRST_DAY = dt.date(1980, 1, 1)


def column(at: int) -> str:
    """The letters of a column: 0 → A, 26 → AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cells_at(at: int, rows: int) -> str:
    """The address of a column of values below its head."""
    letters = column(at)
    return f"{SHEET}!${letters}$2:${letters}${rows + 1}"


def workbook(chart: Chart, report: Report, names: tuple[str, ...], rows: tuple[tuple[str | None, ...], ...]) -> bytes:
    """The chart's table as .xlsx: categories down, a column per series.

    ``names`` and ``rows`` are the series as drawn: for each a name and a figure's text per category.
    """
    buffer = io.BytesIO()
    # Texts of a report are data, never formulas or links.
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = report.made_on or _FIRST_DAY
    book.set_properties({"created": dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)})
    sheet = book.add_worksheet(SHEET)
    for down, category in enumerate(chart.categories, start=1):
        sheet.write_string(down, 0, clean(report.words(category)))
    for across, (name, texts) in enumerate(zip(names, rows, strict=True), start=1):
        sheet.write_string(0, across, clean(name))
        for down, text in enumerate(texts, start=1):
            if text is not None:
                sheet.write_number(down, across, float(text))
    book.close()
    return buffer.getvalue()
