"""Round file data with every entry of a list under a number of its own, so that each value has one place to stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prongsai.excel_form.form import Place
from prongsai.roundfile.sections import HEAD, one_text_lists, record_lists

STEPS: Place = ("plan", "rows", "steps")  # below every row of the plan
# Lists of records with a cell for each value; disclosure has a row for each item, owners stand in one cell of a row.
# What was decided before signing has no sheet: it is kept beyond the cells.
_NO_TABLES: tuple[Place, ...] = (
    ("disclosure",), ("plan", "rows", "owners"), ("document", "decided"), STEPS,
)  # fmt: skip
TABLES: tuple[Place, ...] = tuple(path for path in record_lists() if path not in _NO_TABLES)


def is_table(place: Place) -> bool:
    """Whether the value at ``place`` is a list of entries."""
    return place in TABLES or (len(place) == 4 and (*place[:2], place[3]) == STEPS)


def normal(data: dict[str, Any]) -> dict[str, Any]:
    """File data in the form in which sheets hold it.

    Lists of entries become mappings by number from 0 (steps are numbered through the whole plan), disclosure becomes a
    mapping by item, keys are text and whole numbers are text. What stands under ``x-`` keys is left as it is.
    """
    data = {key: value for key, value in data.items() if key not in HEAD}  # what the form itself says
    if isinstance(data.get("disclosure"), list):
        data["disclosure"] = {
            str(entry["item"]): {key: value for key, value in entry.items() if key != "item"}
            for entry in data["disclosure"]
        }
    counted = iter(range(1_000_000))
    result = _normal(data, (), counted)
    assert isinstance(result, dict)
    return result


def _normal(node: Any, place: Place, counted: Iterator[int]) -> Any:
    if place and str(place[-1]).startswith("x-"):
        return node
    if isinstance(node, dict):
        return {str(key): _normal(inner, (*place, str(key)), counted) for key, inner in node.items()}
    if isinstance(node, list):
        if is_table(place):
            numbers = counted if len(place) == 4 else iter(range(len(node)))
            return {
                number: _normal(entry, (*place, number), counted) for entry, number in zip(node, numbers, strict=False)
            }
        return [entry if isinstance(entry, dict) else str(entry) for entry in node]
    if tuple(key for key in place if isinstance(key, str)) in one_text_lists():
        return [str(node)]
    return node if isinstance(node, bool) else str(node)


def filed(data: dict[str, Any]) -> tuple[dict[str, Any], dict[Place, Place]]:
    """``normal`` undone, with the place in the file of every place that moved: entries are counted without gaps."""
    moved: dict[Place, Place] = {}

    def walk(node: Any, here: Place, there: Place) -> Any:
        if not isinstance(node, dict) or (here and str(here[-1]).startswith("x-")):
            return node
        if is_table(here) or here == ("disclosure",):
            entries = []
            keys = sorted(node, key=lambda key: (isinstance(key, str), key)) if is_table(here) else list(node)
            for number, key in enumerate(keys):
                at: Place = (*there, number)
                moved[(*here, key)] = at
                entry = walk(node[key], (*here, key), at)
                listed = here == ("disclosure",) and isinstance(entry, dict)
                entries.append({"item": key, **entry} if listed else entry)
            return entries
        return {key: walk(inner, (*here, key), (*there, key)) for key, inner in node.items()}

    return walk(data, (), ()), moved


def leaves(node: dict[str, Any], place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every value of normal data by its place; a mapping with nothing in it is a value."""
    for key, inner in node.items():
        here = (*place, key)
        if isinstance(inner, dict) and inner and not str(key).startswith("x-"):
            yield from leaves(inner, here)
        else:
            yield here, inner


def at(node: Any, place: Place) -> Any:
    """The value at a place of normal data; None where nothing stands."""
    for key in place:
        if not isinstance(node, dict) or key not in node:
            return None
        node = node[key]
    return node


def has(node: Any, place: Place) -> bool:
    """Whether something stands at a place of normal data, be it None under an ``x-`` key."""
    above = at(node, place[:-1])
    return isinstance(above, dict) and place[-1] in above


def put(node: dict[str, Any], place: Place, value: Any) -> None:
    """Puts a value at a place, with the mappings above it; not where something else stands above."""
    level: Any = node
    for key in place[:-1]:
        level = level.setdefault(key, {})
        if not isinstance(level, dict):
            return
    level[place[-1]] = value


def entry_of(place: Place) -> Place:
    """The entry that a place belongs to: a row of a table, a year before; () where it belongs to none."""
    for end in (5, 3, 2):
        if len(place) >= end and is_table(place[: end - 1]):
            return place[:end]
    return place[:2] if place[0] == "history" and len(place) > 2 else ()
