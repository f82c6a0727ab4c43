"""What one round file holds and another does not: figures one by one, other sections whole; and putting it back."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

# Where a value stands in a round file; a disclosure item and an earlier year by their own names.
Place = tuple[str, ...]

# Sections without figures of their own go whole or not at all; their entries are people's text.
_WHOLE = ("assessor", "claims", "document", "plan", "memo")


def vanishing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Place, ...]:
    """The places of ``before`` where ``after`` holds nothing, in the order of the file; where something above them is
    gone as one (an item, an earlier year, a section), that alone."""
    there = {place for place, _ in _held(after)}
    gone: list[Place] = []
    for place, _ in _held(before):
        if place not in there and not (gone and place[: len(gone[-1])] == gone[-1]):
            gone.append(place)
    return tuple(gone)


def value_at(file: Mapping[str, Any], place: Place) -> Any:
    """What stands at a place; None where nothing does."""
    return next((value for held, value in _held(file) if held == place), None)


def place_value(file: dict[str, Any], place: Place, value: Any) -> None:
    """Puts a figure at its place, or takes away what stands there (None), with what then holds nothing more.

    ``file`` is changed. A disclosure item keeps what else was filed of it."""
    if place[0] == "disclosure":
        _place_mark(file, place[1], value)
        return
    way = [file]
    for key in place[:-1]:
        if not isinstance(way[-1].get(key), dict):
            if value is None:
                return
            way[-1][key] = {}
        way.append(way[-1][key])
    if value is not None:
        way[-1][place[-1]] = value
        return
    way[-1].pop(place[-1], None)
    for level, key in zip(reversed(way[:-1]), reversed(place[:-1]), strict=True):
        if level[key] == {}:
            del level[key]


def _place_mark(file: dict[str, Any], item: str, value: Any) -> None:
    entries = list(file.get("disclosure") or ())
    entry = next((entry for entry in entries if entry["item"] == item), None)
    if entry is None and value is not None:
        entries.append({"item": item, "score": value})
    elif entry is not None and value is not None:
        entry["score"] = value
    elif entry is not None:
        entry.pop("score", None)
        if all(held in (None, (), []) for key, held in entry.items() if key != "item"):
            entries.remove(entry)
    if entries:
        file["disclosure"] = entries
    else:
        file.pop("disclosure", None)


def put_back(before: Mapping[str, Any], after: Mapping[str, Any], places: Iterable[Place]) -> dict[str, Any]:
    """``after`` with what stands in ``before`` at ``places``."""
    made, held = copy.deepcopy(dict(after)), dict(_held(before))
    for place in places:
        value = copy.deepcopy(held[place])
        if place[0] != "disclosure":
            level: Any = made
            for key in place[:-1]:
                level = level.setdefault(key, {})
            level[place[-1]] = value
            continue
        entries = made.setdefault("disclosure", [])
        entry = next((entry for entry in entries if entry["item"] == place[1]), None)
        if len(place) == 2:
            entries.append(value)
        elif entry is not None:
            entry["score"] = value
    order = {entry["item"]: number for number, entry in enumerate(before.get("disclosure", ()))}
    if made.get("disclosure"):
        made["disclosure"].sort(key=lambda entry: order.get(entry["item"], len(order)))
    return made


def _held(file: Mapping[str, Any]) -> Iterator[tuple[Place, Any]]:
    for key in ("staff", "visitors"):
        if file.get(key) is not None:
            yield (key,), file[key]
    for part, own in (file.get("answers") or {}).items():
        here: Place = ("answers", part)
        if own.get("respondents") is not None:
            yield (*here, "respondents"), own["respondents"]
        for item, given in (own.get("items") or {}).items():
            yield (*here, "items", item), given
        for question, groups in (own.get("demographics") or {}).items():
            for unit in ("counts", "shares"):
                for code, value in (groups.get(unit) or {}).items():
                    yield (*here, "demographics", question, unit, code), value
    for entry in file.get("disclosure") or ():
        yield ("disclosure", entry["item"]), entry
        if entry.get("score") is not None:
            yield ("disclosure", entry["item"], "score"), entry["score"]
    yield from _figures(("published",), file.get("published") or {})
    for year, past in (file.get("history") or {}).items():
        yield ("history", year), past
        yield from _figures(("history", year, "published"), past.get("published") or {})
    for key in _WHOLE:
        if file.get(key):
            yield (key,), file[key]


def _figures(place: Place, node: Mapping[str, Any]) -> Iterator[tuple[Place, Any]]:
    for key, value in node.items():
        if isinstance(value, Mapping):
            yield from _figures((*place, str(key)), value)
        elif value is not None and not str(key).startswith("x-"):
            yield (*place, str(key)), value
