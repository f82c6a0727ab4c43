"""The board: every item under its sub-indicator, what is late or broken first, what a reader asked for."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prongsai.criteria.board import (
    DONE,
    PeriodState,
    State,
    asked_in,
    due_of,
    is_due,
    is_late,
    period_days,
    state_of,
)
from prongsai.criteria.names import disclosed_in, titled
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text
from prongsai.screens.agency.disclosure.kept import STATE_CHOICES, STATE_WORDS, KeptRow
from prongsai.screens.agency.disclosure.last import LastYear, Stake
from prongsai.screens.agency.due import SOON
from prongsai.screens.agency.office.units import UnitChoice

NOBODY = Text(th="ยังไม่ได้มอบหมาย", en="not assigned")


@dataclass(frozen=True, kw_only=True)
class BoardRow:
    """A row as the board shows it. ``state`` is that of its periods where it has some; ``due`` the day that counts.

    ``late``: by how many days; ``wrong``: what is broken, in words. ``left``: days until it is due, where they are few.
    """

    kept: KeptRow
    name: Text
    state: State
    due: datetime.date | None = None
    late: int = 0
    left: int | None = None
    wrong: tuple[Text, ...] = ()
    last: LastYear | None = None
    stake: Stake | None = None
    periods: tuple[BoardRow, ...] = ()

    @property
    def word(self) -> Text:
        """Its state in words."""
        return STATE_WORDS[self.state]

    @property
    def links(self) -> int:
        """How many links it has, those of its periods too."""
        return len(self.kept.standing) + sum(len(each.kept.standing) for each in self.periods)

    @property
    def urgent(self) -> bool:
        """Whether it is looked at first."""
        return bool(self.late or self.wrong)

    @property
    def mine(self) -> bool:
        """Whether the reader does it, or one of its periods."""
        return self.kept.mine or any(each.kept.mine for each in self.periods)


@dataclass(frozen=True, kw_only=True)
class BoardGroup:
    """The rows of a sub-indicator, or of an indicator that has none."""

    name: Text
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True, kw_only=True)
class GoneRow:
    """A row whose item the year's rules do not ask for any more, and what it became."""

    kept: KeptRow
    title: str
    into: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a reader asked for: rows of a unit (its number, or ``none``), of a state, their own."""

    unit: str = ""
    state: str = ""
    mine: bool = False

    @property
    def anything(self) -> bool:
        """Whether not all rows were asked for."""
        return bool(self.unit or self.state or self.mine)


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What rows are to be given, as it was sent: of ``unit`` and ``person`` nothing is changed where it is empty."""

    rows: tuple[str, ...] = ()
    unit: str = ""
    person: str = ""
    due: str = ""


@dataclass(frozen=True, kw_only=True)
class BoardPage:
    """The board of a year. ``deadline``: the last day of the phase in which items are answered, None: not known.

    ``edition``: the id of the year's rules, which the form sends back.

    ``counts``: how many items there are of each state. ``urgent``: what is late or broken, of what was asked for.
    ``others``: rows that somebody else changed meanwhile. ``done``: so many rows were assigned now.
    """

    year: int
    disclosed: Text
    edition: str = ""
    itas: bool = False
    rules: Text | None = None
    deadline: datetime.date | None = None
    groups: tuple[BoardGroup, ...] = ()
    urgent: tuple[BoardRow, ...] = ()
    gone: tuple[GoneRow, ...] = ()
    counts: tuple[tuple[str, Text, int], ...] = ()
    asked: Asked = Asked()
    units: tuple[UnitChoice, ...] = ()
    people: tuple[tuple[int, str], ...] = ()
    may_assign: bool = False
    closed: bool = False
    shown: int = 0
    whole: int = 0
    mine: int = 0
    unassigned: int = 0
    typed: Typed = Typed()
    wrong: tuple[Text, ...] = ()
    others: tuple[BoardRow, ...] = ()
    done: int | None = None

    @property
    def rows(self) -> tuple[BoardRow, ...]:
        """Every row that is shown."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def usual_why(self) -> Text | None:
        """Why rows do not compare with last year, where that is the same of most of them: said once."""
        reasons = Counter(row.last.why for row in self.rows if row.last is not None and row.last.why is not None)
        why, count = next(iter(reasons.most_common(1)), (None, 0))
        return why if count * 2 > len(self.rows) else None

    @property
    def some_weight(self) -> bool:
        """Whether of any row it is known what is at stake."""
        return any(row.stake is not None for row in self.rows)

    @property
    def states(self) -> tuple[tuple[State, Text], ...]:
        """The states that can be asked for."""
        return STATE_CHOICES


@dataclass(frozen=True, kw_only=True)
class BoardSummary:
    """A board in a few lines: of ``whole`` items so many are done, entered, of nobody; what is late or broken, and what
    the reader has still to do, the first of each."""

    whole: int
    done: int
    entered: int
    unassigned: int
    deadline: datetime.date | None = None
    urgent: tuple[BoardRow, ...] = ()
    urgent_whole: int = 0
    mine: tuple[BoardRow, ...] = ()
    mine_whole: int = 0


def board_rows(
    criteria: Criteria,
    rows: Mapping[tuple[str, str], KeptRow],
    *,
    deadline: datetime.date | None,
    today: datetime.date,
    years: Mapping[str, LastYear] | None = None,
    stake: Mapping[str, Stake] | None = None,
) -> dict[str, BoardRow]:
    """Every item that the year's rules ask for, with its periods, as it stands today."""
    found = {}
    periods: dict[str, list[KeptRow]] = {}
    for (item, period), row in rows.items():
        if period:
            periods.setdefault(item, []).append(row)
    for item in asked_in(criteria):
        own = rows.get((item, "")) or KeptRow(item=item)
        under = sorted(periods.get(item, ()), key=lambda row: int(row.period[1:]))
        name = titled(criteria, criteria.items[item].short.th), titled(criteria, criteria.items[item].short.en)
        found[item] = _row(
            criteria.year,
            own,
            under,
            Text(th=name[0], en=name[1]),
            deadline=deadline,
            today=today,
            last=(years or {}).get(item),
            stake=(stake or {}).get(item),
        )
    return found


def _row(
    year: int,
    own: KeptRow,
    under: Sequence[KeptRow],
    name: Text,
    *,
    deadline: datetime.date | None,
    today: datetime.date,
    last: LastYear | None,
    stake: Stake | None,
) -> BoardRow:
    parts, states = [], []
    for row in under:
        days = period_days(year, row.period)
        if days is None:  # put there by hand: nothing is known of it
            continue
        due = due_of(row.own_due, deadline, days.ends)
        must = is_due(today, row.own_due, deadline, days.ends)
        states.append(PeriodState(row.state, must))
        parts.append(_judged(row, days.name, row.state, due, today, asks=must))
    state = state_of(own.state, states)
    due = due_of(own.own_due, deadline)
    if not parts:
        return _judged(own, name, state, due, today, asks=_soon(due, today), last=last, stake=stake)
    # Of what does not apply nothing is asked, whatever its periods are like.
    asked = parts if state != "not-applicable" else []
    wrong = tuple(
        Text(th=f"{each.name.th}: {said.th}", en=f"{each.name.en}: {said.en}") for each in asked for said in each.wrong
    )
    # The day that counts is that of the period which is due first and not done.
    first = min((each for each in asked if each.due and each.state not in DONE), key=_day, default=None)
    return BoardRow(
        kept=own,
        name=name,
        state=state,
        due=first.due if first is not None else due,
        late=first.late if first is not None else 0,
        left=first.left if first is not None else None,
        wrong=(*_over(own), *wrong, *_differs(own, under)),
        last=last,
        stake=stake,
        periods=tuple(parts),
    )


def _day(row: BoardRow) -> datetime.date:
    return row.due or datetime.date.max


def _soon(due: datetime.date | None, today: datetime.date) -> bool:
    return due is not None and (due - today).days <= SOON


def _judged(
    row: KeptRow,
    name: Text,
    state: State,
    due: datetime.date | None,
    today: datetime.date,
    *,
    asks: bool,
    last: LastYear | None = None,
    stake: Stake | None = None,
) -> BoardRow:
    left = (due - today).days if due is not None and state not in DONE else None
    wrong = [*_over(row), *_differs(row)]
    if not row.standing and state != "not-applicable":
        if state in DONE:
            said = STATE_WORDS[state]
            done = "" if said.th.endswith("แล้ว") else " แล้ว"
            wrong.append(Text(th=f"ยังไม่มีลิงก์ ทั้งที่สถานะเป็น “{said.th}”{done}", en=f"it has no link, and yet is {said.en}"))
        elif asks:
            wrong.append(Text(th="ยังไม่มีลิงก์", en="it has no link"))
    return BoardRow(
        kept=row,
        name=name,
        state=state,
        due=due,
        late=-left if left is not None and is_late(today, due, state) else 0,
        left=left if left is not None and 0 <= left <= SOON else None,
        wrong=tuple(wrong),
        last=last,
        stake=stake,
    )


def _over(row: KeptRow) -> list[Text]:
    told = []
    if row.unit_over:
        told.append(
            Text(th=f"“{row.unit}” ปิดแล้ว ให้มอบหมายส่วนราชการอื่น", en=f"“{row.unit}” is closed: assign another unit")
        )
    if row.person_over:
        falls = Text(th=f" งานเป็นของ “{row.unit}”", en=f"; “{row.unit}” does it") if row.unit else Text(th="", en="")
        told.append(
            Text(
                th=f"{row.person} ไม่มีบทบาทในหน่วยงานแล้ว{falls.th} ให้มอบหมายผู้อื่น",
                en=f"{row.person} works here no more{falls.en}: assign somebody else",
            )
        )
    return told


def _differs(row: KeptRow, periods: Sequence[KeptRow] = ()) -> list[Text]:
    # A period that was begun after its item was entered is new to what was entered.
    new = row.entered_at is not None and any(
        link.entered == "" for each in periods if each.entered_at is None for link in each.standing
    )
    if not row.differs and not new:
        return []
    return [Text(th="ลิงก์หรือคำอธิบายต่างจากที่กรอกแล้ว", en="it differs from what was entered")]


def grouped(criteria: Criteria, rows: Mapping[str, BoardRow]) -> tuple[BoardGroup, ...]:
    """The rows under their sub-indicators, or indicators where those have none."""
    groups = []
    for indicator in criteria.indicators.values():
        if criteria.instruments[indicator.instrument].kind != "disclosure":
            continue
        own = [criteria.sub_indicators[number] for number in indicator.sub_indicators]
        named = [(f"{each.id} {each.name.th}", f"{each.id} {each.name.en}", each.items) for each in own]
        named = named or [
            (
                f"ตัวชี้วัดที่ {indicator.id} {indicator.name.th}",
                f"Indicator {indicator.id} {indicator.name.en}",
                indicator.items,
            )
        ]
        for th, en, items in named:
            found = tuple(rows[item] for item in items if item in rows)
            if found:
                groups.append(BoardGroup(name=Text(th=th, en=en), rows=found))
    return tuple(groups)


def wanted(row: BoardRow, asked: Asked) -> bool:
    """Whether a row is of what was asked for, itself or by one of its periods."""
    each = (row, *row.periods)
    if asked.mine and not row.mine:
        return False
    if asked.state and not any(one.state == asked.state for one in each):
        return False
    if asked.unit == "none":
        return any(one.kept.unit_number is None for one in each)
    return not asked.unit or any(str(one.kept.unit_number) == asked.unit for one in each)


def counts_of(rows: Mapping[str, BoardRow]) -> tuple[tuple[str, Text, int], ...]:
    """How many items there are of each state that there is."""
    states = [row.state for row in rows.values()]
    return tuple((state, word, states.count(state)) for state, word in STATE_CHOICES if state in states)


def urgent_first(rows: Mapping[str, BoardRow]) -> tuple[BoardRow, ...]:
    """What is late, the longest first, then what is broken."""
    return tuple(sorted((row for row in rows.values() if row.urgent), key=lambda row: -row.late))


def head_of(criteria: Criteria) -> Text:
    """What the pages call that which is disclosed: ``OIT``."""
    return disclosed_in(criteria)
