"""Filled Excel forms for tests: made, changed cell by cell as an officer would, and read again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
from openpyxl.workbook.workbook import Workbook

from prongsai.criteria.editions import edition
from prongsai.excel_form import Filled, fill, read_form
from prongsai.files.problems import Problem, Refused
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.round import Round
from prongsai.roundfile.write import to_data

NAME = "แบบกรอก.xlsx"
_MADE: dict[tuple[str, int], bytes] = {}


def round_of(data: dict[str, Any]) -> Round:
    return read_data(data)


def small(**more: Any) -> dict[str, Any]:
    """Data of a small round of 2568."""
    return {"format": "prongsai/round@1", "year": "2568", "agency": {"name": "เทศบาลตำบลตัวอย่าง"}, **more}


def form(data: dict[str, Any] | None = None, year: int = 2568) -> bytes:
    """The form filled in with ``data``; the same bytes every time, so made once a run."""
    key = repr(data), year
    if key not in _MADE:
        _MADE[key] = fill(edition(f"nacc-{year}"), None if data is None else to_data(round_of(data)))
    return _MADE[key]


def changed(data: bytes, change: Callable[[Workbook], None]) -> bytes:
    """The workbook after ``change``, saved by another program than the one that wrote it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def typed(cells: dict[str, Any], data: dict[str, Any] | None = None, year: int = 2568) -> bytes:
    """A form with values typed into cells named as ``IIT!D9``."""

    def change(book: Workbook) -> None:
        for name, value in cells.items():
            sheet, _, cell = name.partition("!")
            book[sheet][cell] = value

    return changed(form(data if data is not None else small(), year), change)


def data_of(book: bytes) -> dict[str, Any]:
    """What a form says, as file data; there must be nothing wrong with it."""
    filled = read_form(book, NAME)
    assert filled.problems == []
    return filled.data


def cells_of(filled: Filled) -> dict[str, str]:
    """The mistakes of a form in English by cell."""
    return {problem.place: problem.text.en for problem in filled.problems}


def refused(book: bytes, **more: Any) -> Problem:
    """The one reason why a file is not read at all."""
    try:
        read_form(book, NAME, **more)
    except Refused as why:
        (problem,) = why.problems
        assert problem.file == NAME
        assert problem.text.th != problem.text.en
        return problem
    raise AssertionError("it was read")


def parts_of(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()
