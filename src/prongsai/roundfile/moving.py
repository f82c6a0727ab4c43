"""A round file that was kept by one edition, moved into another of the same year: what goes on goes on under its new
name, and what has no place there is told, value by value.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from prongsai.criteria.figure_id import figure_at
from prongsai.criteria.keeping.continuing import Continuity
from prongsai.files.problems import Refused

# Where a value stood in the file of before; entries of lists by their number.
Place = tuple[str, ...]
FIELD = re.compile(r"\{([^{}\n]*)\}")
# Files refused so often are refused for another reason than a value that has no place.
MOST_TRIES = 60


@dataclass(frozen=True)
class LeftOver:
    """A value of the file of before that has no place in the new one."""

    place: Place
    value: Any


@dataclass
class _Moving:
    """What is being moved, and what was left so far."""

    on: Continuity
    left: list[LeftOver] = field(default_factory=list)

    def leave(self, place: Place, value: Any) -> None:
        """Notes a value that has no place."""
        if value not in (None, [], {}, ()):
            self.left.append(LeftOver(place, value))


def moved(
    file: Mapping[str, Any], on: Continuity, read: Callable[[dict[str, Any]], object]
) -> tuple[dict[str, Any], tuple[LeftOver, ...]]:
    """The file by the edition ``on.after``, and every value that has no place in it.

    ``read`` reads the new file and raises ``Refused`` with the place of each value that its edition does not take (as
    counts of a question that has other choices): those are left over too. Raises ``Refused`` where that is no help.
    """
    moving = _Moving(on)
    made = copy.deepcopy(dict(file))
    made["criteria"] = on.after.id
    _answers(made, moving)
    _disclosure(made, moving)
    _published(made, moving)
    _assessor(made, moving)
    _claims(made, moving)
    _document(made, moving)
    _plan(made, moving)
    for _ in range(MOST_TRIES):
        try:
            read(made)
        except Refused as refused:
            found = _taken_out(made, [problem.place for problem in refused.problems if problem.place])
            if not found:
                raise
            moving.left += found
        else:
            return made, tuple(moving.left)
    read(made)
    return made, tuple(moving.left)


def keys_moved(text: str, on: Continuity) -> tuple[str, tuple[str, ...]]:
    """Words with the keys of their figures under the names that they have in ``on.after``, and the keys that have none:
    those stay as they are."""
    lost: list[str] = []

    def key(match: re.Match[str]) -> str:
        here = _key(match[1], on)
        if here is None:
            lost.append(match[1])
            return match[0]
        return f"{{{here}}}"

    return FIELD.sub(key, text), tuple(dict.fromkeys(lost))


def _key(text: str, on: Continuity) -> str | None:
    """A key of words: a figure, or something said of one (``change:ind:6``); None where the figure has no place. What
    is no figure of the edition before stays as it is."""
    known = on.figures_before
    said, colon, about = text.partition(":")
    if text in known:
        here = on.figure(text)
        return None if here is None else str(here)
    if colon and about in known:
        here = on.figure(about)
        return None if here is None else f"{said}:{here}"
    return text


def _answers(made: dict[str, Any], moving: _Moving) -> None:
    parts = dict(made.get("answers") or {})
    for part, own in list(parts.items()):
        if part not in moving.on.after.part_ids():
            moving.leave(("answers", part), parts.pop(part))
            continue
        own = parts[part] = dict(own)
        items: dict[str, Any] = {}
        for code, given in (own.pop("items", None) or {}).items():
            here = moving.on.code(code)
            if here is None:
                moving.leave(("answers", part, "items", code), given)
            else:
                items[here] = given
        if items:
            own["items"] = items
    _put(made, "answers", parts)


def _disclosure(made: dict[str, Any], moving: _Moving) -> None:
    entries: dict[str, dict[str, Any]] = {}
    joined = {old: here for here, there in moving.on.merged.items() for old in there if moving.on.uses[old] == 1}
    for entry in made.get("disclosure") or ():
        old = entry["item"]
        if old in moving.on.moved:
            entries[moving.on.moved[old]] = {**entry, "item": moving.on.moved[old]}
        elif old in joined:
            _join(entries.setdefault(joined[old], {"item": joined[old]}), entry, moving)
        else:
            moving.leave(("disclosure", old), {key: value for key, value in entry.items() if key != "item"})
    order = {item: at for at, item in enumerate(moving.on.after.items)}
    _put(made, "disclosure", sorted(entries.values(), key=lambda entry: order[entry["item"]]))


def _join(into: dict[str, Any], entry: Mapping[str, Any], moving: _Moving) -> None:
    """Of several items that became one: its links and words go on together; a mark of one of them is not its mark."""
    urls = [*into.get("urls", ()), *(entry.get("urls") or ())]
    words = [text for text in (into.get("explanation"), entry.get("explanation")) if text]
    _put(into, "urls", list(dict.fromkeys(urls)))
    _put(into, "explanation", "\n".join(words))
    for key in ("score", "reason", "advice"):
        moving.leave(("disclosure", entry["item"], key), entry.get(key))


def _published(made: dict[str, Any], moving: _Moving) -> None:
    before = dict(made.get("published") or {})
    after: dict[str, Any] = {}
    for place, value in _leaves(before, ()):
        here = moving.on.figure(str(figure_at(place)))
        if here is None or (place[0] == "items" and here.part not in moving.on.after.part_ids()):
            moving.leave(("published", *place), value)
            continue
        way = after
        for key in here.place[:-1]:
            way = way.setdefault(key, {})
        way[here.place[-1]] = value
    _put(made, "published", after)


def _leaves(level: Mapping[str, Any], place: Place) -> Iterator[tuple[Place, Any]]:
    for key, value in level.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*place, str(key)))
        elif value is not None:
            yield (*place, str(key)), value


def _codes(codes: list[str], moving: _Moving) -> tuple[list[str], list[str]]:
    """Ids of items, indicators and sub-indicators by their ids now; and those that have none."""
    here: list[str] = []
    gone: list[str] = []
    on = moving.on
    joined = {old: new for new, there in on.merged.items() for old in there}
    for code in codes:
        item = code.partition(".")[0]
        if item in on.before.items:
            found = on.code(code) or joined.get(code)
            several = on.split.get(code, ())
            here += [found] if found is not None else several
            gone += [] if found is not None or several else [code]
        elif code in on.before.indicators or code in on.before.sub_indicators:
            known = code in on.after.indicators or code in on.after.sub_indicators
            (here if known else gone).append(code)
        else:
            here.append(code)
    return list(dict.fromkeys(here)), gone


def _listed(entry: dict[str, Any], keys: tuple[str, ...], place: Place, moving: _Moving) -> bool:
    """Moves the ids in an entry's lists; False where a list lost all that stood in it."""
    whole = True
    for key in keys:
        codes = list(entry.get(key) or ())
        if codes:
            entry[key], gone = _codes(codes, moving)
            moving.leave((*place, key), gone)
            whole = whole and bool(entry[key])
    return whole


def _assessor(made: dict[str, Any], moving: _Moving) -> None:
    kept = []
    for at, point in enumerate(made.get("assessor") or ()):
        own = dict(point)
        refs, ids = dict(own), {"ids": list(own.get("ids") or ())}
        if own.get("scope") in ("items", "indicator"):
            codes, gone = _codes(ids["ids"], moving)
            if gone and not codes:
                moving.leave(("assessor", str(at)), point)
                continue
            moving.leave(("assessor", str(at), "ids"), gone)
            refs["ids"] = codes
        _listed(refs, ("refs",), ("assessor", str(at)), moving)
        kept.append(refs)
    _put(made, "assessor", kept)


def _claims(made: dict[str, Any], moving: _Moving) -> None:
    kept = []
    for at, claim in enumerate(made.get("claims") or ()):
        figure = claim.get("figure")
        here = moving.on.figure(figure) if figure is not None else None
        if figure is not None and here is None:
            moving.leave(("claims", str(at)), claim)
        else:
            kept.append({**claim, "figure": str(here)} if here is not None else claim)
    _put(made, "claims", kept)


def _document(made: dict[str, Any], moving: _Moving) -> None:
    if not made.get("document"):
        return
    document = dict(made["document"])
    assigned = []
    for at, entry in enumerate(document.get("assigned") or ()):
        own = dict(entry)
        if _listed(own, ("items",), ("document", "assigned", str(at)), moving):
            assigned.append(own)
    _put(document, "assigned", assigned)
    taken = []
    for each in document.get("taken") or ():
        here = moving.on.figure(str(each)) if "." in str(each) or ":" in str(each) else each
        if here is None:
            moving.leave(("document", "taken"), each)
        else:
            taken.append(str(here))
    _put(document, "taken", taken)
    sections = [dict(section) for section in document.get("sections") or ()]
    for section in sections:
        if section.get("text"):
            section["text"], _ = keys_moved(section["text"], moving.on)
    _put(document, "sections", sections)
    _put(made, "document", document)


def _plan(made: dict[str, Any], moving: _Moving) -> None:
    if not made.get("plan"):
        return
    rows = [dict(row) for row in made["plan"].get("rows") or ()]
    for at, row in enumerate(rows):
        _listed(row, ("indicators", "items"), ("plan", "rows", str(at)), moving)
    made["plan"] = {**made["plan"], "rows": rows}


def _put(into: dict[str, Any], key: str, value: Any) -> None:
    if value:
        into[key] = value
    else:
        into.pop(key, None)


def _found(made: dict[str, Any], dotted: str) -> tuple[Place, Any, Any] | None:
    """What a problem's place names, or the nearest thing above it that is there: its place, what holds it, and its key
    there; None where nothing of it may go."""
    rest, place = dotted.split("."), Place()
    level: Any = made
    found: tuple[Place, Any, Any] | None = None
    step: Any
    while rest and isinstance(level, dict | list):
        if isinstance(level, list):
            at = int(rest[0]) if rest[0].isascii() and rest[0].isdigit() and len(rest[0]) < 6 else len(level)
            if at >= len(level):
                break
            step, rest = at, rest[1:]
        else:
            # A key may hold a dot itself: ``i1.1``, ``9.1``.
            many = next((n for n in range(len(rest), 0, -1) if ".".join(rest[:n]) in level), 0)
            if not many:
                break
            step, rest = ".".join(rest[:many]), rest[many:]
        place = (*place, str(step))
        found = (place, level, step)
        level = level[step]
    # A section goes at the most, and whose file it is stays.
    return None if found is None or found[0][0] in ("format", "year", "criteria", "agency") else found


def _taken_out(made: dict[str, Any], dotted: Iterable[str]) -> list[LeftOver]:
    """Takes what stands at places out of the file, as ``_found`` finds it."""
    found = {one[0]: one for each in dotted if (one := _found(made, each)) is not None}
    left = []
    # Later entries of a list first: the numbers of those before them stay.
    for place, held, step in sorted(found.values(), key=lambda one: [(len(key), key) for key in one[0]], reverse=True):
        if isinstance(held, dict) and step not in held:
            continue
        left.append(LeftOver(place, held[step]))
        del held[step]
    return left[::-1]
