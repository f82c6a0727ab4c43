"""The rules of a year's board: states, periods, what is due, what two people changed at once, the proposed explanation.

An element tells what to look at; how surely it is known differs, so none of them ever decides a state.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from prongsai.criteria.shapes import Criteria, Element, Item
from prongsai.language.calendar import SHORT_MONTHS, opens
from prongsai.language.days import BUDDHIST_ERA
from prongsai.language.digits import thai
from prongsai.language.text import Text

State = Literal["to-do", "doing", "ready", "approved", "entered", "not-applicable"]
STATES: tuple[State, ...] = get_args(State)
# From here on a row is done, as far as whoever looks after it goes.
DONE: frozenset[State] = frozenset({"ready", "approved", "entered", "not-applicable"})
# What people set themselves. Entering sets the other one; approving an item is a step of its own.
SET_BY_HAND: tuple[State, ...] = ("to-do", "doing", "ready", "approved", "not-applicable")

Pattern = Literal["", "months", "quarters", "halves"]
PATTERNS: tuple[Pattern, ...] = get_args(Pattern)
_LENGTHS: Mapping[str, int] = {"m": 1, "q": 3, "h": 6}
_LETTERS: Mapping[Pattern, str] = {"months": "m", "quarters": "q", "halves": "h"}
_PLAIN = re.compile(r"(?<!\S)[^\sA-Za-z@/_]+(?!\S)")
_CODE = re.compile(r"([mqh])([1-9][0-9]?)")


@dataclass(frozen=True, slots=True)
class PeriodDays:
    """A period of a fiscal year: its first and last day, and its name."""

    starts: datetime.date
    ends: datetime.date
    name: Text


@dataclass(frozen=True, slots=True)
class PeriodState:
    """A period of an item as its row has it: its state, whether it is due by now."""

    state: State
    is_due: bool


def asked_in(criteria: Criteria) -> tuple[str, ...]:
    """Every disclosure item of an edition, in its order."""
    kinds = {name: instrument.kind for name, instrument in criteria.instruments.items()}
    return tuple(item.id for item in criteria.items.values() if kinds[item.instrument] == "disclosure")


def elements_of(item: Item, kind: str | None = None) -> tuple[tuple[str, Element], ...]:
    """What an item must show, each with its id; of an agency of a known ``kind`` that which it is asked for alone.

    Editions kept before elements had ids number them as they stand.
    """
    named = tuple((each.id or f"{item.id}.{at}", each) for at, each in enumerate(item.elements, start=1))
    return tuple(one for one in named if kind is None or not one[1].kinds or kind in one[1].kinds)


def codes_of(pattern: Pattern) -> tuple[str, ...]:
    """The periods of a pattern in order: ``m1`` … ``m12`` from October, ``q1`` … ``q4``, ``h1`` and ``h2``; none."""
    letter = _LETTERS.get(pattern)
    return tuple(f"{letter}{number}" for number in range(1, 12 // _LENGTHS[letter] + 1)) if letter else ()


def pattern_of(codes: Iterable[str]) -> Pattern:
    """The pattern that periods are of; none where there are none."""
    letters = {code[:1] for code in codes if code}
    return next((pattern for pattern, letter in _LETTERS.items() if letter in letters), "")


def period_days(year: int, code: str) -> PeriodDays | None:
    """A period of a fiscal year (Buddhist era) by its code; None where there is no such period."""
    told = _CODE.fullmatch(code)
    if told is None or code not in codes_of(pattern_of([code])):
        return None
    length, number = _LENGTHS[told[1]], int(told[2])
    first = _month_after(opens(year), (number - 1) * length)
    last = _month_after(first, length - 1)
    ends = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return PeriodDays(first, ends, _name(told[1], number, first, ends))


def _month_after(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)


def _name(letter: str, number: int, first: datetime.date, last: datetime.date) -> Text:
    if letter == "m":
        return Text(th=_thai_month(first), en=f"{first:%b %Y}")
    span_th, span_en = f"{_thai_month(first)}–{_thai_month(last)}", f"{first:%b %Y} – {last:%b %Y}"
    if letter == "q":
        return Text(th=f"ไตรมาสที่ {number} ({span_th})", en=f"quarter {number} ({span_en})")
    half = Text(th="6 เดือนแรก", en="first half") if number == 1 else Text(th="6 เดือนหลัง", en="second half")
    return Text(th=f"{half.th} ({span_th})", en=f"{half.en} ({span_en})")


def _thai_month(day: datetime.date) -> str:
    return f"{SHORT_MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"


def due_of(
    own: datetime.date | None, deadline: datetime.date | None, ends: datetime.date | None = None
) -> datetime.date | None:
    """The day by which a row is due: its own, else the phase's; a period that ends after that (``ends``) has none."""
    if own is not None:
        return own
    return None if deadline is None or (ends is not None and ends > deadline) else deadline


def is_due(
    today: datetime.date, own: datetime.date | None, deadline: datetime.date | None, ends: datetime.date
) -> bool:
    """Whether a period must be there by now: its own day has come, else it is over and not after the phase's day."""
    if own is not None:
        return own <= today
    return ends < today and (deadline is None or ends <= deadline)


def is_late(today: datetime.date, due: datetime.date | None, state: State) -> bool:
    """Whether a row was due before today and is not done."""
    return due is not None and due < today and state not in DONE


def state_of(own: State, periods: Sequence[PeriodState]) -> State:
    """The state of an item: its own, where it has no periods or is not applicable; else that of its least period among
    those that are due. Before the first is due it is in progress once anything was begun."""
    if not periods or own == "not-applicable":
        return own
    if all(each.state == "not-applicable" for each in periods):
        return "not-applicable"
    due = [each.state for each in periods if each.is_due and each.state != "not-applicable"]
    if due:
        least = min(due, key=STATES.index)
        return "doing" if least == "to-do" and any(state != "to-do" for state in due) else least
    return "doing" if any(each.state not in ("to-do", "not-applicable") for each in periods) else "to-do"


@dataclass(frozen=True)
class Merged:
    """What becomes of fields that two people changed at once: ``values``; and of those that both changed to something
    else, by name what stands there (``clashes``): for these ``values`` has what the second one typed."""

    values: Mapping[str, str]
    clashes: Mapping[str, str]


def merged(base: Mapping[str, str], mine: Mapping[str, str], kept: Mapping[str, str]) -> Merged:
    """The fields of ``mine`` beside what is ``kept`` now, both begun from ``base``. A field that only one changed is as
    that one left it; one that both left alike is no clash."""
    values, clashes = dict[str, str](), dict[str, str]()
    for name, typed in mine.items():
        now, before = kept.get(name, ""), base.get(name, "")
        if typed == before:
            values[name] = now
        else:
            values[name] = typed
            if now not in (before, typed):
                clashes[name] = now
    return Merged(values, clashes)


def proposed(shown: Sequence[tuple[int, str]], whole: int) -> str:
    """The explanation of a link from the elements that it shows, each with its number in the item and where it stands:
    “องค์ประกอบที่ ๑ หน้า ๓, ที่ ๒ หน้า ๗”. All of the ``whole`` without a place are said at once; empty for none."""
    if not shown:
        return ""
    if len(shown) == whole and not any(where for _, where in shown):
        return "แสดงข้อมูลครบทุกองค์ประกอบ"
    said = [f"ที่ {thai(str(number))} {_official(where)}".rstrip() for number, where in sorted(shown)]
    return f"องค์ประกอบ{', '.join(said)}"


def _official(where: str) -> str:
    """A place with its numbers in Thai digits; names of files, addresses and the like are as they are."""
    return _PLAIN.sub(lambda found: thai(found[0]), where)
