"""What a file holds beyond the cells of the form, kept on a hidden sheet so that nothing is lost on the way back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prongsai.excel_form.form import Place
from prongsai.excel_form.numbered import at, entry_of, has, leaves, put

_CHUNK = 30_000  # characters of a cell; a longer value goes on in the next one
_ORDER: Place = ("disclosure", "x-", "order")  # stands for the order in which disclosure items are listed
_NOTHING: Any = object()


@dataclass(frozen=True, slots=True)
class Kept:
    """A value that a cell cannot show as it is (an ``x-`` key, a space at the end, a sixth year before).

    ``shown``: the text of its cell, None where it has none; the value holds as long as the cell still shows that.
    ``live``: whether its row showed anything; if so and the row was emptied since, the value goes with it.
    """

    place: Place
    value: Any
    shown: str | None
    live: bool


def kept(
    original: dict[str, Any], back: dict[str, Any], seen: Mapping[Place, str], cells: Iterable[Place]
) -> list[Kept]:
    """What of ``original`` is not in ``back``, which was gathered from the cells. Both are normal data."""
    known, alive = frozenset(cells), _alive(seen)
    result = [
        Kept(place, value, seen.get(place, "") if place in known else None, entry_of(place) in alive)
        for place, value in leaves(original)
        if not has(back, place) or at(back, place) != value
    ]
    listed = list(original.get("disclosure", ()))
    if listed != [item for item in back.get("disclosure", ()) if item in listed]:
        result.append(Kept(_ORDER, listed, None, False))
    return result


def _alive(seen: Mapping[Place, str]) -> frozenset[Place]:
    return frozenset(entry_of(place) for place, text in seen.items() if text)


def put_back(data: dict[str, Any], stored: Iterable[Kept], seen: Mapping[Place, str]) -> frozenset[Place]:
    """Puts what was kept back into gathered data, as far as the cells still say what they said; gives the places of
    cells whose value this is."""
    known: set[Place] = set()
    alive = _alive(seen)
    order: list[str] = []
    for held in stored:
        if held.place == _ORDER:
            order = [str(item) for item in held.value] if isinstance(held.value, list) else []
        elif held.live and entry_of(held.place) not in alive:
            continue
        elif held.shown is None:
            if _free(data, held.place):
                put(data, held.place, held.value)
        elif seen.get(held.place, "") == held.shown and _free(data, held.place[:-1], parent=True):
            put(data, held.place, held.value)
            known |= {held.place} if held.shown else set()
    if order and isinstance(data.get("disclosure"), dict):
        items = data["disclosure"]
        listed = [item for item in order if item in items]
        data["disclosure"] = {item: items[item] for item in (*listed, *(item for item in items if item not in listed))}
    return frozenset(known)


def _free(data: dict[str, Any], place: Place, *, parent: bool = False) -> bool:
    """Whether a value can be put at ``place`` (or below it) without replacing another."""
    node: Any = data
    for key in place:
        if not isinstance(node, dict):
            return False
        node = node.get(key, _NOTHING)
        if node is _NOTHING:
            return True
    return parent and isinstance(node, dict)


def dumped(stored: Iterable[Kept]) -> list[list[str]]:
    """Rows of cells. Without underscores, which workbooks use to escape characters."""
    rows = []
    for held in stored:
        text = json.dumps([held.place, held.value, held.shown, held.live]).replace("_", "\\u005f")
        rows.append([text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)])
    return rows


def loaded(rows: Iterable[Sequence[str]]) -> list[Kept] | None:
    """What ``dumped`` wrote; None where it was changed."""
    result = []
    for row in rows:
        try:
            place, value, shown, live = json.loads("".join(row))
        except (ValueError, TypeError, RecursionError):
            return None
        sound = isinstance(place, list) and place and all(type(key) in (str, int) for key in place)
        if not sound or not (shown is None or isinstance(shown, str)) or not isinstance(live, bool):
            return None
        result.append(Kept(tuple(place), value, shown, live))
    return result
