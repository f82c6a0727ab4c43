"""A form that holds a part of a year, laid over the year that counts: what it leaves blank stays as it is.

A part is what people fill in together: the answers of one survey part, one question about its respondents, its
announced scores, the disclosure items, the announced figures, one earlier year, the plan with its steps, the memo,
what official papers say of the agency …
A part in which not one cell is filled in says nothing; one in which a cell is filled in stands for the whole part.
"""

from __future__ import annotations

import copy
from typing import Any

from prongsai.excel_form.form import Place
from prongsai.excel_form.numbered import TABLES, at, filed, normal
from prongsai.excel_form.read_back.form_read import Filled
from prongsai.excel_form.sheets.papers import KEYS
from prongsai.roundfile.sections import HEAD

_ROWS: Place = ("plan", "rows")


def part_of(place: Place) -> Place | None:
    """The part that a place belongs to; None for the agency's particulars, which no form takes away."""
    match place:
        case ("agency", *_):
            return None
        case ("answers", part, "demographics", question, *_):
            return ("answers", part, "demographics", question)
        case ("answers", part, *_):
            return ("answers", part)
        case ("published", "items", part, *_):
            return ("published", "items", part)
        case ("history", year, *_):
            return ("history", year)
        case ("document", key, *_) if key in KEYS:
            return ("document", "papers")
    return place[:1]


def laid_over(base: dict[str, Any], filled: Filled) -> dict[str, Any]:
    """The data of the round file ``base`` with what a form of the same edition says in the place of its own.

    Both are right by themselves; whether they are together is not looked at.
    """
    old, new = normal(copy.deepcopy(base)), normal(copy.deepcopy(filled.data))
    touched = {part_of(place) for place in filled.touched}
    if ("plan",) in touched and not any(place[:2] == _ROWS and "steps" in place for place in filled.touched):
        _keep_steps(at(old, _ROWS) or {}, at(new, _ROWS) or {})
    # A form that was made before has no cells for what came later, and takes nothing of it away.
    tables = [table for table in TABLES if any(cell[: len(table)] == table for cell in filled.cells)]
    for place in (*tables, *filled.cells):
        if part_of(place) in touched:
            _take_out(old, place)
    head = {key: filled.data[key] for key in HEAD if key in filled.data}
    return {**head, **filed(_over(old, new))[0]}


def _keep_steps(before: dict[Any, Any], rows: dict[Any, Any]) -> None:
    """Rows of a plan whose sheet of steps is blank keep the steps of the same measures, else of the same row."""
    left = dict(before)
    waiting = []
    for number, row in rows.items():
        same = next((key for key, held in left.items() if held.get("measures") == row.get("measures")), None)
        if same is None:
            waiting.append((number, row))
        else:
            row.update({"steps": steps} if (steps := left.pop(same).get("steps")) else {})
    if len(before) == len(rows):
        for number, row in waiting:
            steps = left.get(number, {}).get("steps")
            row.update({"steps": steps} if steps else {})


def _take_out(data: dict[str, Any], place: Place) -> None:
    """Removes a value, and what holds nothing else."""
    above = at(data, place[:-1])
    if isinstance(above, dict) and place[-1] in above:
        del above[place[-1]]
        if not above and len(place) > 1:
            _take_out(data, place[:-1])


def _over(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    for key, value in new.items():
        held = old.get(key)
        old[key] = _over(held, value) if isinstance(held, dict) and isinstance(value, dict) else value
    return old
