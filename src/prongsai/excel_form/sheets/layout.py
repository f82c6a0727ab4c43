"""The whole Excel form of an edition: which sheets it has, and how large its tables are for a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from prongsai.criteria.shapes import Criteria
from prongsai.excel_form.form import Sheet
from prongsai.excel_form.numbered import STEPS, TABLES, at
from prongsai.excel_form.sheets import lists as tables
from prongsai.excel_form.sheets.announced import (
    PAST_YEARS,
    agency_sheet,
    announced_sheet,
    disclosure_sheet,
    past_sheet,
)
from prongsai.excel_form.sheets.papers import ASSIGNED, papers_sheet
from prongsai.excel_form.sheets.surveys import LOOSE_CHOICES, respondents_sheet, survey_sheet

VERSION = "prongsai/form@1"
META, KEPT, LISTS = "prongsai", "prongsai-เก็บไว้", "prongsai-รายการ"  # hidden sheets
MOST_ROWS = 3_000  # of a table, so that a form with a forged size cannot fill the memory
_ASSIGNED = ".".join(map(str, ASSIGNED))
_SPARE = 10  # prepared rows after the last one of a file


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a form is made for besides its edition: rows per table, years before, cells where choices are not known."""

    rows: Mapping[str, int]
    years: tuple[int, ...]
    loose: int


@dataclass(frozen=True, slots=True)
class FormLayout:
    """The sheets of a form that are filled in, in order. ``print`` tells whether another one has the same cells."""

    criteria: Criteria
    sizes: Sizes
    sheets: tuple[Sheet, ...]
    print: str


def sizes_for(criteria: Criteria, data: Mapping[str, Any]) -> Sizes:
    """Sizes in which normal data finds room; those of an empty form where there is none."""
    rows = dict(tables.ROWS)
    for place in (place for place in TABLES if _name(place) in rows):  # the form has no sheet for some lists
        rows[_name(place)] = _roomy(rows[_name(place)], len(at(data, place) or ()))
    steps = sum(len(row.get("steps", ())) for row in (at(data, ("plan", "rows")) or {}).values())
    rows[_name(STEPS)] = _roomy(rows[_name(STEPS)], steps)
    given = sorted((int(year) for year in data.get("history", {})), reverse=True)[:PAST_YEARS]
    years = list(given)
    year = criteria.year - 1
    while len(years) < PAST_YEARS:
        years += [year] if year not in years else []
        year -= 1
    answers = [
        len(values)
        for part in data.get("answers", {}).values()
        for item in part.get("items", {}).values()
        for key, values in item.items()
        if key in ("counts", "shares")
    ]
    return Sizes(rows, tuple(sorted(years, reverse=True)), max([LOOSE_CHOICES, *answers]))


def _name(place: Iterable[object]) -> str:
    return ".".join(map(str, place))


def _roomy(prepared: int, needed: int) -> int:
    return min(MOST_ROWS, max(prepared, needed + _SPARE if needed else 0))


def form_layout(criteria: Criteria, sizes: Sizes, *, headings: bool = True, papers: bool = True) -> FormLayout:
    """The form of an edition; without ``headings`` as it was before the rows of a plan could have sub-headings, without
    ``papers`` as it was before official papers had a sheet."""
    surveys = [instrument for instrument in criteria.instruments.values() if instrument.kind == "survey"]
    disclosures = [instrument for instrument in criteria.instruments.values() if instrument.kind == "disclosure"]
    sheets = (
        agency_sheet(criteria),
        *(survey_sheet(criteria, part, sizes.loose) for survey in surveys for part in survey.parts),
        respondents_sheet(criteria),
        *(disclosure_sheet(criteria, disclosure) for disclosure in disclosures),
        announced_sheet(criteria),
        past_sheet(criteria, sizes.years),
        tables.assessor_sheet(criteria, sizes.rows),
        tables.claims_sheet(criteria, sizes.rows),
        tables.document_sheet(sizes.rows),
        *((papers_sheet(sizes.rows),) if papers else ()),
        tables.plan_sheet(criteria, sizes.rows, headings=headings),
        tables.steps_sheet(sizes.rows, headings=headings),
        tables.memo_sheet(sizes.rows),
    )
    return FormLayout(criteria, sizes, sheets, _print(sheets))


def _print(sheets: Iterable[Sheet]) -> str:
    """A short sum over every cell to fill in and the order of every question's choices."""
    told = [
        [
            sheet.name,
            [[cell.row, cell.column, *cell.place] for cell in sheet.fields],
            [[answers.row, answers.column, *answers.place, *answers.options] for answers in sheet.answers],
            [[*table.place, table.first, *(column.key for column in table.columns)] for table in sheet.tables],
        ]
        for sheet in sheets
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:16]


def sizes_text(sizes: Sizes) -> str:
    """Sizes as the form's hidden sheet keeps them."""
    return json.dumps({"rows": dict(sizes.rows), "years": sizes.years, "loose": sizes.loose}, sort_keys=True)


def sizes_of(text: str) -> Sizes | None:
    """Sizes as they were kept; None where the text is not what ``sizes_text`` writes."""
    try:
        told = json.loads(text)
        # Forms that were made before had no such sheet, and say nothing of its table.
        given = {_ASSIGNED: tables.ROWS[_ASSIGNED], **told["rows"]}
        rows = {name: given[name] for name in tables.ROWS}
        years, loose = tuple(told["years"]), told["loose"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    numbers = [*rows.values(), *years, loose]
    if not all(type(number) is int and 0 < number <= MOST_ROWS for number in numbers) or len(years) > 10 or loose > 60:
        return None
    return Sizes(rows, years, loose)


def row_keys(sheet: Sheet) -> dict[int, str]:
    """The hidden key of every row in which something is filled in: a row is found by it even if it was moved."""
    keys: dict[int, str] = {}
    for cell in sheet.fields:
        keys.setdefault(cell.row, "/".join(map(str, cell.place)))
    for answers in sheet.answers:
        keys[answers.row] = "/".join(map(str, answers.place))
    for table in sheet.tables:
        keys.update({table.first + at: "/".join(map(str, (*table.place, at))) for at in range(table.rows)})
    return keys
