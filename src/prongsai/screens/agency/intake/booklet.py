"""What was read of a booklet: each value with its place, what is doubtful and may be meant, what is not understood."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from prongsai.booklets.doubts import Doubtful
from prongsai.booklets.keys import Key, name_of, of_answers
from prongsai.booklets.settling import Taken
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem
from prongsai.language.text import Text

LEAVE = "leave"


@dataclass(frozen=True, kw_only=True)
class KeptBooklet:
    """What was read of a booklet, between reading and deciding. ``left``: how many numbers say nothing known."""

    document: str
    taken: Mapping[Key, Taken]
    doubts: tuple[Doubtful, ...]
    unread: tuple[tuple[str, str], ...]
    left: int
    numbers: int
    pictures: tuple[int, ...] = ()
    plan: Mapping[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class TakenRow:
    """A value that is certain: what it is of, and where it stands (``more``: other places that say the same)."""

    name: Text
    value: str
    place: str
    more: int = 0


@dataclass(frozen=True, kw_only=True)
class TakenSort:
    """The values of one sort under its name; the choices of a question are one row."""

    name: Text
    rows: tuple[TakenRow, ...]


@dataclass(frozen=True, kw_only=True)
class DoubtRow:
    """Something doubtful. ``choices``: what it may be, by the value that the form sends; none: it is only told.

    ``key`` names the choice in the form and holds a digest of its words; ``chosen`` is what the form says, if anything.
    """

    key: str
    place: str
    words: str
    why: Text
    choices: tuple[tuple[str, Text, str], ...] = ()
    chosen: str = ""


@dataclass(frozen=True, kw_only=True)
class BookletPage:
    """The page of a booklet. ``open``: doubtful values that are not decided; ``measures``: rows of the plan.

    ``upload``: the number of what was kept to be previewed; then the page leads there.
    """

    year: int
    document: str = ""
    taken: int = 0
    sorts: tuple[TakenSort, ...] = ()
    doubts: tuple[DoubtRow, ...] = ()
    open: int = 0
    unread: tuple[tuple[str, str], ...] = ()
    left: int = 0
    numbers: int = 0
    pictures: str = ""
    measures: int = 0
    problems: tuple[Problem, ...] = ()
    upload: int | None = None


def booklet_page(
    year: int, criteria: Criteria, kept: KeptBooklet, sent: Mapping[str, str], problems: Iterable[Problem] = ()
) -> BookletPage:
    """The page of a year with what was read of a booklet, and what the form says of doubtful values."""
    doubts = tuple(_doubt(criteria, at, doubt, sent) for at, doubt in enumerate(kept.doubts))
    return BookletPage(
        year=year,
        document=kept.document,
        taken=len(kept.taken),
        sorts=_sorts(criteria, kept.taken),
        doubts=doubts,
        open=sum(bool(row.choices) and not row.chosen for row in doubts),
        unread=kept.unread,
        left=kept.left,
        numbers=kept.numbers,
        pictures=", ".join(map(str, kept.pictures)),
        measures=len((kept.plan or {}).get("rows", ())),
        problems=tuple(problems),
    )


def chosen_in(kept: KeptBooklet, sent: Mapping[str, str]) -> dict[Key, tuple[str, str]]:
    """The doubtful values that the form says are to be used, each with its place."""
    found: dict[Key, tuple[str, str]] = {}
    for at, doubt in enumerate(kept.doubts):
        said = sent.get(_name(at, doubt), "")
        if said.isdecimal() and len(said) < 4 and int(said) < len(doubt.offers):
            key, value = doubt.offers[int(said)]
            found[key] = (value, doubt.place)
    return found


def _doubt(criteria: Criteria, at: int, doubt: Doubtful, sent: Mapping[str, str]) -> DoubtRow:
    key = _name(at, doubt)
    choices = tuple((str(number), name_of(criteria, of), value) for number, (of, value) in enumerate(doubt.offers))
    said = sent.get(key, "")
    return DoubtRow(
        key=key,
        place=doubt.place,
        words=doubt.words,
        why=doubt.why,
        choices=choices,
        chosen=said if said == LEAVE or said in {number for number, _, _ in choices} else "",
    )


def _name(at: int, doubt: Doubtful) -> str:
    return f"doubt-{at}-{hashlib.sha256(f'{doubt.place}{doubt.words}{doubt.why.th}'.encode()).hexdigest()[:12]}"


_SORTS = (
    Text(th="คะแนนรวม ระดับ และคะแนนรายเครื่องมือ", en="Total, level and instruments"),
    Text(th="คะแนนรายตัวชี้วัด", en="Indicators"),
    Text(th="คะแนนรายข้อ", en="Questions"),
    Text(th="คะแนนข้อ OIT", en="Marks of disclosure items"),
    Text(th="คำตอบรายข้อ", en="Answers by question"),
    Text(th="ผู้ตอบ", en="Respondents"),
    Text(th="ผลปีก่อน", en="Earlier years"),
)


def _sort_of(criteria: Criteria, key: Key) -> int:
    if key.since is not None:
        return 6
    if key.kind in ("count", "share"):
        return 4 if of_answers(key) else 5
    figure = FigureId(key.of)
    if figure.kind in ("indicator", "sub_indicator"):
        return 1
    if figure.kind != "item":
        return 0
    item = criteria.items.get(figure.item)
    return 3 if item is not None and criteria.instruments[item.instrument].kind == "disclosure" else 2


def _sorts(criteria: Criteria, taken: Mapping[Key, Taken]) -> tuple[TakenSort, ...]:
    rows: list[list[TakenRow]] = [[] for _ in _SORTS]
    answers: dict[tuple[str, str], list[Taken]] = {}
    for key, each in taken.items():
        if of_answers(key):
            answers.setdefault((key.kind, key.of.rpartition(".")[0]), []).append(each)
            continue
        value = f"{each.value} %" if key.kind == "share" else each.value
        name = name_of(criteria, key)
        rows[_sort_of(criteria, key)].append(
            TakenRow(name=name, value=value, place=each.places[0], more=len(each.places) - 1)
        )
    for choices in answers.values():
        ordered = sorted(choices, key=lambda each: int(each.key.of.rpartition(".")[2]))
        rows[4].append(
            TakenRow(
                name=name_of(criteria, ordered[0].key),
                value=" · ".join(each.value for each in ordered),
                place=ordered[0].places[0],
            )
        )
    order = {figure: at for at, figure in enumerate(criteria.items)}
    for sort in (2, 3):
        rows[sort].sort(key=lambda row: _rank(row.name.th, order))
    return tuple(TakenSort(name=name, rows=tuple(found)) for name, found in zip(_SORTS, rows, strict=True) if found)


def _rank(name: str, order: Mapping[str, int]) -> int:
    return order.get(name.partition(" ")[0], len(order))
