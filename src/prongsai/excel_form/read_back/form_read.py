"""Reads a filled form: is it a form of ours, for which edition; then its cells as the data of a round file."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from prongsai.criteria import editions
from prongsai.criteria.shapes import Criteria
from prongsai.excel_form.beyond import Kept, loaded, put_back
from prongsai.excel_form.cells import Raw
from prongsai.excel_form.form import Kind, Place, Sheet
from prongsai.excel_form.numbered import entry_of, filed, put
from prongsai.excel_form.read_back.gathering import Gathered, Page, gathered
from prongsai.excel_form.read_back.sums import check_sums
from prongsai.excel_form.read_back.unpacking import Opened, open_workbook
from prongsai.excel_form.sheets.announced import YEAR_CELL
from prongsai.excel_form.sheets.layout import KEPT, META, VERSION, FormLayout, form_layout, row_keys, sizes_of
from prongsai.files.problems import Problem, Refused, file_refusal
from prongsai.language.text import Text

_MAKE = Text(
    th="ให้สร้างแบบใหม่ด้วย prongsai template --year {year} --out แบบกรอก.xlsx แล้ววางแบบค่าเท่านั้น",
    en="make a new form with prongsai template --year {year} --out FORM.xlsx and paste the values into it",
)
_UNTITLED = Text(
    th="ไม่ใช่แบบกรอกของโปรแกรมนี้ (ไม่พบแผ่นข้อมูลของแบบ) ให้กรอกในแบบที่สร้างด้วย prongsai template --year ปี --out แบบกรอก.xlsx",
    en="this workbook is not a form of this program (its hidden sheet is missing); "
    "fill in the form that prongsai template --year YEAR --out FORM.xlsx makes",
)


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was read: ``data`` as a round file has it (``prongsai/round@1``), and every mistake found in cells.

    ``data`` leaves out what could not be read; it is whole only where there are no ``problems``. ``padded`` is the same
    with something in each cell that must not be empty, so that one such cell does not hide the mistakes beside it.
    ``cells`` are the places of the file that have a cell, ``touched`` those whose cell holds something.
    """

    data: dict[str, Any]
    padded: dict[str, Any]
    problems: list[Problem]
    name: str
    cells: frozenset[Place] = field(repr=False)
    touched: frozenset[Place] = field(repr=False)
    _cells: Mapping[str, str] = field(repr=False)

    def problem_at_cell(self, problem: Problem) -> Problem | None:
        """A mistake that was found in ``data``, at the cell of its field; None where the cell is known to be wrong."""
        path = problem.place
        while path and path not in self._cells:
            path = path.rpartition(".")[0]
        cell = self._cells.get(path, "")
        if cell and any(known.place == cell for known in self.problems):
            return None
        # Without a cell (what stands on the hidden sheet) the path of the field is all that can be said.
        return Problem(cell or problem.place, problem.text, file=self.name)


def read_form(
    data: bytes, name: str, *, year: int | None = None, edition: Callable[[str], Criteria] = editions.edition
) -> Filled:
    """The data of the filled form in the workbook ``data``; ``name`` is the file that problems name.

    ``year``: the year (Buddhist era) that the form must be for. Raises ``Refused`` where it is no form that can be
    read; mistakes in cells are in the result.
    """
    opened = open_workbook(data, name, META)
    form = _form(opened, name, year, edition)
    problems: list[Problem] = []
    pages = {sheet.name: _page(sheet, opened, name, problems) for sheet in form.sheets}
    _check_year(form, pages, name, problems)
    result = gathered(form, pages)
    for sheet in form.sheets:
        check_sums(result, sheet, pages[sheet.name])
    stored = _stored(opened)
    if stored is None:
        text = Text(
            th="แผ่นที่ซ่อนไว้ของแบบถูกแก้ไข " + _MAKE.th.format(year=form.criteria.year),
            en="the hidden sheet of the form was changed; " + _MAKE.en.format(year=form.criteria.year),
        )
        problems.append(Problem(KEPT, text, file=name))
    result.forgive(put_back(result.data, stored or (), result.seen))
    result.finish()
    problems += [Problem(cell, text, file=name) for cell, text in result.mistakes]
    return _filled(form, result, problems, name)


def _form(opened: Opened, name: str, year: int | None, edition: Callable[[str], Criteria]) -> FormLayout:
    cells = opened.cells.get(META)
    if cells is None:
        raise Refused([Problem("", _UNTITLED, file=name)])
    meta = {
        str(raw.value): str(cells[row, 1].value)
        for (row, column), raw in cells.items()
        if column == 0 and (row, 1) in cells
    }
    if meta.get("form") != VERSION:
        made = meta.get("form", "?")[:40]
        raise file_refusal(
            name,
            f"แบบนี้เป็นรุ่น {made} แต่โปรแกรมนี้อ่านรุ่น {VERSION} ให้ใช้โปรแกรมรุ่นที่สร้างแบบ หรือ"
            + _again(meta).th.removeprefix("ให้"),
            f"this form is of version {made}, but this program reads {VERSION}; "
            f"use the program that made it, or {_again(meta).en}",
        )
    of = meta.get("year", "")
    if year is not None and of != str(year):
        raise file_refusal(
            name,
            f"แบบนี้เป็นของปี {of[:10]} แต่ระบุ --year {year} ให้ใช้แบบของปี {year} หรือแก้ --year",
            f"this form is for {of[:10]}, but --year says {year}; use the form of {year}, or correct --year",
        )
    criteria = edition(meta.get("edition", "?"))
    sizes = sizes_of(meta.get("sizes", ""))
    # A form that was made before rows had sub-headings, or official papers a sheet, is read as it was made.
    kinds = ((True, True), (True, False), (False, False))
    forms = [form_layout(criteria, sizes, headings=headings, papers=papers) for headings, papers in kinds if sizes]
    form = next((one for one in forms if one.print == meta.get("cells")), forms[0] if forms else None)
    if form is None or str(criteria.year) != of:
        raise file_refusal(
            name,
            "แผ่นข้อมูลของแบบถูกแก้ไขจนใช้ไม่ได้ " + _again(meta).th,
            f"the hidden sheet of the form was changed and cannot be used; {_again(meta).en}",
        )
    if form.print != meta.get("cells"):
        revision = meta.get("revision", "?")[:10]
        raise file_refusal(
            name,
            f"แบบนี้สร้างจากหลักเกณฑ์ปี {criteria.year} ฉบับแก้ไขที่ {revision} ปัจจุบันคือฉบับที่ {criteria.revision} ช่องในแบบเปลี่ยนไป "
            + _again(meta).th,
            f"this form was made from revision {revision} of the rules of {criteria.year}; "
            f"with revision {criteria.revision} its cells have changed: {_again(meta).en}",
        )
    return form


def _again(meta: Mapping[str, str]) -> Text:
    year = meta.get("year", "")
    shown = year if year.isdecimal() and len(year) == 4 else "2568"
    return Text(th=_MAKE.th.format(year=shown), en=_MAKE.en.format(year=shown))


def _page(sheet: Sheet, opened: Opened, name: str, problems: list[Problem]) -> Page:
    """The cells of one sheet by the rows of the layout: a row is known by the hidden key in its first cell."""
    if sheet.name not in opened.names:
        text = Text(
            th="ไม่พบแผ่นงานนี้ แผ่นงานอาจถูกลบหรือเปลี่ยนชื่อ ให้ตั้งชื่อเดิม หรือกรอกในแบบใหม่",
            en="this sheet is missing; it was deleted or renamed: give it its old name, or use a new form",
        )
        problems.append(Problem(sheet.name, text, file=name))
        return Page(sheet.name, {})
    cells = opened.cells.get(sheet.name, {})
    keys = {key: row for row, key in row_keys(sheet).items()}
    actual = {
        keys[str(raw.value)]: row for (row, column), raw in cells.items() if column == 0 and str(raw.value) in keys
    }
    _check_heads(sheet, cells, actual, name, problems)
    rows = dict(actual)
    # Rows at the top have no key: nothing can move them but the rows below move too.
    top = [*range(min(keys.values(), default=0)), *([sheet.mode[0]] if sheet.mode else [])]
    rows.update({row: row for row in top if row not in rows})
    for table in sheet.tables:
        if table.last:
            # Rows that were added by hand follow those that were prepared.
            known = set(actual.values())
            start = min((actual[row] for row in actual if row >= table.first), default=table.first)
            extra = sorted({row for row, column in cells if row >= start and row not in known and column > 1})
            rows.update({table.first + table.rows + at: row for at, row in enumerate(extra)})
    back = {row: layout for layout, row in rows.items()}
    placed = {(back[row], column): raw for (row, column), raw in cells.items() if row in back and column > 0}
    return Page(sheet.name, placed, rows)


# What columns were called in forms that were given out before.
_BEFORE = {"ข้อหรือตัวชี้วัดที่กล่าวถึง (คั่นด้วยจุลภาค)": "รหัสที่กล่าวถึง (คั่นด้วยจุลภาค)"}


def _check_heads(
    sheet: Sheet,
    cells: Mapping[tuple[int, int], Raw],
    actual: Mapping[int, int],
    name: str,
    problems: list[Problem],
) -> None:
    """Notes columns that were moved, and rows of fixed cells that are gone."""
    texts: dict[int, set[str]] = {}
    for (_, column), raw in cells.items():
        texts.setdefault(column, set()).add(str(raw.value).strip())
    moved = [
        label
        for label in sheet.labels
        if label.style == "head" and not {label.text, _BEFORE.get(label.text)} & texts.get(label.column, set())
    ]
    if moved:
        heading = moved[0].text
        text = Text(
            th=f"ไม่พบหัวคอลัมน์ “{heading}” ในคอลัมน์เดิม อาจมีการเพิ่ม ลบ หรือแก้คอลัมน์ ให้แก้กลับ หรือกรอกในแบบใหม่",
            en=f"the heading “{heading}” is not in its column; columns were added, deleted or changed: "
            "put them back, or use a new form",
        )
        problems.append(Problem(sheet.name, text, file=name))
    fixed: dict[int, Place] = {cell.row: cell.place for cell in sheet.fields}
    fixed |= {answers.row: answers.place for answers in sheet.answers}
    gone = [str(place[-1]) for row, place in sorted(fixed.items()) if row not in actual]
    if gone:
        listed = ", ".join(gone[:10])
        text = Text(
            th=f"แถวของ {listed} หายไปจากแผ่นงาน ให้เลิกทำการลบแถว หรือกรอกในแบบใหม่",
            en=f"the rows of {listed} are missing from the sheet; undo the deletion, or use a new form",
        )
        problems.append(Problem(sheet.name, text, file=name))


def _check_year(form: FormLayout, pages: Mapping[str, Page], name: str, problems: list[Problem]) -> None:
    page = pages[form.sheets[0].name]
    raw = page.cells.get(YEAR_CELL)
    shown = str(raw.value).strip() if raw is not None else ""
    if shown and shown != str(form.criteria.year):
        year = form.criteria.year
        text = Text(
            th=f"แบบนี้เป็นของปี {year} แต่ช่องปีถูกแก้เป็น “{shown[:20]}” ให้แก้กลับเป็น {year} หรือสร้างแบบของปีที่ต้องการ",
            en=f"this form is for {year}, but the year was changed to “{shown[:20]}”; "
            f"write {year} again, or make the form of the year that is meant",
        )
        problems.append(Problem(page.cell(*YEAR_CELL), text, file=name))


def _stored(opened: Opened) -> list[Kept] | None:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), raw in opened.cells.get(KEPT, {}).items():
        rows.setdefault(row, {})[column] = str(raw.value)
    return loaded([[texts[column] for column in sorted(texts)] for _, texts in sorted(rows.items())])


def _filled(form: FormLayout, result: Gathered, problems: list[Problem], name: str) -> Filled:
    head = {"format": "prongsai/round@1", "year": str(form.criteria.year), "criteria": form.criteria.id}
    plan = result.data.get("plan")
    if isinstance(plan, dict):
        plan.setdefault("rows", {})
    made, moved = filed(result.data)
    padded = _padded(form, result)
    return Filled(
        {**head, **made}, {**head, **padded}, problems, name,
        frozenset(result.cells), frozenset(result.seen), _places(result, moved),
    )  # fmt: skip


def _padded(form: FormLayout, result: Gathered) -> dict[str, Any]:
    """The data with something in every text, list and year that must not be empty."""
    data = copy.deepcopy(result.data)
    fillers: dict[Kind, object] = {"text": "?", "lines": ["?"], "headed": ["?"], "year": str(form.criteria.year + 1)}
    for place, kind in result.lacking():
        if kind in fillers:
            put(data, place, fillers[kind])
    return filed(data)[0]


def _places(result: Gathered, moved: Mapping[Place, Place]) -> dict[str, str]:
    """The cell of every field by its path in the file; of what stands above fields, the first cell below it."""
    cells: dict[str, str] = {}
    paths: list[tuple[Place, str]] = []
    for place, cell in {**result.entries, **result.cells}.items():
        entry = entry_of(place)
        if entry and entry[0] != "history" and entry not in moved:
            continue  # an empty row, whose number another one has in the file
        start = next((end for end in range(len(place), 0, -1) if place[:end] in moved), 0)
        paths.append(((*moved[place[:start]], *place[start:]) if start else place, cell))
    for path, cell in paths:
        cells[_dotted(path)] = cell
    for path, cell in paths:
        for end in range(len(path) - 1, 0, -1):
            cells.setdefault(_dotted(path[:end]), cell)
    return cells


def _dotted(path: Place) -> str:
    return ".".join(map(str, path))
