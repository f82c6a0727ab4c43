"""From cells to data: every filled cell of a form becomes a value at its place; every mistake is named by its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from prongsai.excel_form.cells import Raw, Wrong, text_in_cell, value_of
from prongsai.excel_form.choices import COUNTS, SHARES, UNITS
from prongsai.excel_form.form import AnswerRow, Choices, EntryTable, Kind, Place, Sheet, TableColumn
from prongsai.excel_form.numbered import at, put
from prongsai.excel_form.sheets.layout import FormLayout
from prongsai.language.text import Text

_MISSING = Text(th="ต้องกรอกช่องนี้", en="this cell must be filled in")


@dataclass(slots=True)
class Page:
    """The cells of one sheet, by the rows and columns of the layout; ``rows`` says where a row really stands."""

    name: str
    cells: Mapping[tuple[int, int], Raw]
    rows: Mapping[int, int] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> str:
        """A cell's name for people: ``IIT!C12``."""
        return f"{self.name}!{xl_rowcol_to_cell(self.rows.get(row, row), column)}"


@dataclass(slots=True)
class Gathered:
    """What the cells say. ``data`` is normal data; ``seen`` the text of every cell that holds something, by place."""

    data: dict[str, Any] = field(default_factory=dict)
    seen: dict[Place, str] = field(default_factory=dict)
    cells: dict[Place, str] = field(default_factory=dict)  # every place that has a cell
    required: list[tuple[Place, Place, Kind]] = field(default_factory=list)  # place, and what makes it needed
    mistakes: list[tuple[str, Text]] = field(default_factory=list)  # cell, text
    entries: dict[Place, str] = field(default_factory=dict)  # the first cell of every row of a table
    owned: list[tuple[str, Place]] = field(default_factory=list)  # cells that name a plan row, and that row

    def wrong(self, cell: str, th: str, en: str) -> None:
        """Notes a mistake."""
        self.mistakes.append((cell, Text(th=th, en=en)))

    def forgive(self, places: Iterable[Place]) -> None:
        """Takes back what was noted of cells that still show what the form was filled in with."""
        cells = {self.cells[place] for place in places if place in self.cells}
        self.mistakes = [(cell, text) for cell, text in self.mistakes if cell not in cells]

    def finish(self) -> None:
        """Notes cells that must be filled in and are not, and steps of plan rows that are not there."""
        bad = {cell for cell, _ in self.mistakes}
        for cell, place in self.owned:
            if not any(key != "steps" for key in at(self.data, place) or ()) and self.entries[place] not in bad:
                number = int(place[-1]) + 1
                self.wrong(
                    cell,
                    f"แผ่นงาน “แผน” ไม่มีข้อมูลในลำดับที่ {number} ให้แก้เลขลำดับ หรือกรอกแถวนั้นก่อน",
                    f"row {number} of the plan is empty; correct the number, or fill in that row first",
                )
                rows = at(self.data, place[:-1])
                if isinstance(rows, dict):
                    rows.pop(place[-1], None)
        for place, _ in self.lacking():
            if self.cells[place] not in bad:
                self.mistakes.append((self.cells[place], _MISSING))

    def lacking(self) -> list[tuple[Place, Kind]]:
        """Places that must hold something, since something beside them does, and hold nothing."""
        return [
            (place, kind)
            for place, beside, kind in self.required
            if at(self.data, beside) is not None and at(self.data, place) is None
        ]


def gathered(form: FormLayout, pages: Mapping[str, Page]) -> Gathered:
    """What the pages of a form say, sheet by sheet. Sheets that are not there count as empty."""
    result = Gathered()
    for sheet in form.sheets:
        page = pages.get(sheet.name) or Page(sheet.name, {})
        for cell in sheet.fields:
            _take(result, page, cell.row, cell.column, cell.place, cell.kind, cell.words)
            if cell.required:
                always = cell.place == ("agency", "name")
                result.required.append((cell.place, () if always else cell.place[:1], cell.kind))
        mode = _mode(result, sheet, page)
        for row in sheet.answers:
            _answers(result, page, row, mode)
        for table in sheet.tables:
            _table(result, page, table)
    return result


def _text(result: Gathered, page: Page, row: int, column: int, kind: Kind) -> str:
    """The text of a cell, "" where there is none; what cannot be read is noted."""
    raw = page.cells.get((row, column))
    if raw is None:
        return ""
    try:
        return text_in_cell(raw, kind)
    except Wrong as wrong:
        result.mistakes.append((page.cell(row, column), wrong.text))
        return ""


def _take(
    result: Gathered, page: Page, row: int, column: int, place: Place, kind: Kind, words: Choices | None = None
) -> None:
    result.cells[place] = page.cell(row, column)
    text = _text(result, page, row, column, kind)
    if not text:
        return
    result.seen[place] = text
    try:
        put(result.data, place, value_of(text, kind, words))
    except Wrong as wrong:
        result.mistakes.append((page.cell(row, column), wrong.text))


def _mode(result: Gathered, sheet: Sheet, page: Page) -> str:
    if sheet.mode is None:
        return ""
    return _unit(result, page, *sheet.mode)


def _unit(result: Gathered, page: Page, row: int, column: int) -> str:
    """``counts`` or ``shares``; "" where nothing is chosen, "?" where the cell is wrong."""
    before = len(result.mistakes)
    text = _text(result, page, row, column, "choice")
    if not text:
        return "?" if len(result.mistakes) > before else ""
    try:
        return str(value_of(text, "choice", UNITS))
    except Wrong as wrong:
        result.mistakes.append((page.cell(row, column), wrong.text))
        return "?"


def _answers(result: Gathered, page: Page, row: AnswerRow, mode: str) -> None:
    for key in ("counts", "shares"):
        result.cells[(*row.place, key)] = page.cell(row.row, row.column)
    columns = range(row.column, row.last + 1)
    if not any((row.row, column) in page.cells for column in columns):
        return
    unit = _unit(result, page, row.row, row.unit) or mode
    if unit == "?":
        return
    if not unit:
        result.wrong(
            page.cell(row.row, row.unit),
            "ยังไม่ได้เลือกว่าเป็นจำนวนคนหรือร้อยละ ให้เลือกที่ช่อง “กรอกคำตอบเป็น” ด้านบนของแผ่นงาน",
            "not chosen whether these are counts or shares; choose it at the top of the sheet",
        )
        return
    kind: Kind = "count" if unit == "counts" else "share"
    before = len(result.mistakes)
    values: list[object] = []
    blank: list[int] = []
    for column in columns:
        already = len(result.mistakes)
        text = _text(result, page, row.row, column, kind)
        if not text and len(result.mistakes) == already:
            blank.append(column)
            continue
        try:
            values.append(value_of(text, kind) if text else None)
        except Wrong as wrong:
            result.mistakes.append((page.cell(row.row, column), _of_other_unit(text, kind) or wrong.text))
    if not row.known:  # as many choices as are filled in, from the first on
        blank = [column for column in blank if column < row.column + len(values)]
    for column in blank:
        result.wrong(
            page.cell(row.row, column),
            "ข้อนี้กรอกไม่ครบทุกตัวเลือก ช่องที่ไม่มีผู้เลือกให้ใส่ 0 หรือลบทั้งข้อถ้าไม่มีข้อมูล",
            "not every choice of this question is filled in; put 0 where nobody chose it, or clear the whole question",
        )
    if len(result.mistakes) == before:
        result.seen[(*row.place, unit)] = "filled"
        put(result.data, (*row.place, unit), values)


def _of_other_unit(text: str, kind: Kind) -> Text | None:
    """What to say of a number that is a count among shares, or a share among counts; None where it is neither."""
    try:
        value_of(text, "share" if kind == "count" else "count")
    except Wrong:
        return None
    if kind == "count":
        return Text(
            th=f"พบ {text} แต่เลือกเป็น{COUNTS} ซึ่งต้องเป็นจำนวนเต็ม หากเป็นร้อยละให้เลือก “{SHARES}”",
            en=f"found {text}, but counts are chosen, which are a whole number each; choose shares if it is one",
        )
    return Text(
        th=f"พบ {text} แต่เลือกเป็น{SHARES} ซึ่งต้องอยู่ระหว่าง 0 ถึง 100 หากเป็นจำนวนคนให้เลือก “{COUNTS}”",
        en=f"found {text}, but shares are chosen, each a number from 0 to 100; choose counts if these are people",
    )


def _rows(table: EntryTable, page: Page) -> Iterator[int]:
    end = table.first + table.rows
    yield from range(table.first, end)
    if table.last:
        yield from sorted({row for row, _ in page.cells if row >= end})


def _table(result: Gathered, page: Page, table: EntryTable) -> None:
    columns = [(column, table.column_of(at)) for at, column in enumerate(table.columns)]
    for row in _rows(table, page):
        number = row - table.first
        entry: Place | None = (*table.place, number)
        filled = any((row, column) in page.cells for _, column in columns)
        if table.owned:
            if not filled:
                continue
            entry = _owner(result, page, row, columns[0], number)
            if entry is None:
                continue
        assert entry is not None
        result.entries[entry] = page.cell(row, columns[0][1])
        for column, where in columns[1:] if table.owned else columns:
            place = (*entry, *column.key)
            _take(result, page, row, where, place, column.kind, column.words)
            if column.required:
                result.required.append((place, place[:-1], column.kind))


def _owner(result: Gathered, page: Page, row: int, first: tuple[TableColumn, int], number: int) -> Place | None:
    """The place of a step: below the plan row whose number, counted from 1, stands in its first cell."""
    column, where = first
    cell = page.cell(row, where)
    before = len(result.mistakes)
    text = _text(result, page, row, where, column.kind)
    if not text:
        if len(result.mistakes) == before:
            result.mistakes.append((cell, _MISSING))
        return None
    try:
        owner = int(str(value_of(text, "count"))) - 1
    except Wrong as wrong:
        result.mistakes.append((cell, wrong.text))
        return None
    place: Place = ("plan", "rows", owner)
    if place not in result.entries:
        result.entries[place] = cell
    result.owned.append((cell, place))
    return (*place, "steps", number)
