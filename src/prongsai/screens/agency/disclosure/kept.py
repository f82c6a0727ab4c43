"""Rows of a board as they are kept, without the tables that keep them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from prongsai.criteria.board import SET_BY_HAND, STATES, State
from prongsai.language.text import Text

STATE_WORDS: Mapping[str, Text] = {
    "to-do": Text(th="ยังไม่เริ่ม", en="to do"),
    "doing": Text(th="กำลังดำเนินการ", en="in progress"),
    "ready": Text(th="พร้อม", en="ready"),
    "approved": Text(th="เห็นชอบแล้ว", en="approved"),
    "entered": Text(th="กรอกในระบบแล้ว", en="entered"),
    "not-applicable": Text(th="ไม่เกี่ยวข้อง", en="not applicable"),
}
STATE_CHOICES: tuple[tuple[State, Text], ...] = tuple((state, STATE_WORDS[state]) for state in STATES)
BY_HAND: tuple[tuple[State, Text], ...] = tuple((state, STATE_WORDS[state]) for state in SET_BY_HAND)


@dataclass(frozen=True, kw_only=True)
class KeptLink:
    """A link of a row. ``entered``: its words as they were entered, empty where they were not. ``outside``: it is on no
    web site that the agency named as its own. ``removed``: it was taken away."""

    number: int
    url: str
    explanation: str = ""
    entered: str = ""
    entered_at: datetime.datetime | None = None
    removed: bool = False
    outside: bool = False
    at: datetime.datetime | None = None
    by: str = ""

    @property
    def text(self) -> str:
        """What is entered of it, as ``entered`` keeps that."""
        return f"{self.url}\n{self.explanation}".strip()


@dataclass(frozen=True, kw_only=True)
class KeptTick:
    """An element that somebody ticked: by which link (0: not said), where there, when and by whom."""

    element: str
    link: int = 0
    where: str = ""
    at: datetime.datetime | None = None
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class KeptRemark:
    """What somebody said of an item."""

    text: str
    at: datetime.datetime
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class KeptRow:
    """A row of the board, or one that is not there yet (``version`` 0).

    ``unit``: the name of the unit that does it now, with those above; ``unit_over``: that unit is closed.
    ``person_over``: whoever it was given to works here no more. ``mine``: it is the reader's; ``may``: the reader may
    answer it.
    """

    item: str
    period: str = ""
    version: int = 0
    state: State = "to-do"
    reason: str = ""
    note: str = ""
    own_due: datetime.date | None = None
    unit: str = ""
    unit_number: int | None = None
    unit_over: bool = False
    person: str = ""
    person_number: int | None = None
    person_over: bool = False
    entered_at: datetime.datetime | None = None
    entered_by: str = ""
    changed_at: datetime.datetime | None = None
    changed_by: str = ""
    links: tuple[KeptLink, ...] = ()
    ticks: Mapping[str, KeptTick] = field(default_factory=dict)
    remarks: tuple[KeptRemark, ...] = ()
    mine: bool = False
    may: bool = False
    gone_from: str = ""
    gone_title: str = ""
    gone_into: str = ""

    @property
    def key(self) -> str:
        """How forms name the row: ``o1``, ``o1_m3``."""
        return f"{self.item}_{self.period}" if self.period else self.item

    @property
    def standing(self) -> tuple[KeptLink, ...]:
        """The links that were not taken away."""
        return tuple(link for link in self.links if not link.removed)

    @property
    def differs(self) -> bool:
        """Whether something is not as it was entered."""
        return self.entered_at is not None and any(
            link.removed or link.text != link.entered for link in self.links if link.entered or not link.removed
        )
