"""The log of breaches of personal data, with how much of the seventy-two hours is left."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from prongsai.language.text import Text

HOUR = datetime.timedelta(hours=1)
# To tell the Office of the Committee, from when one knows of it: section 37 (4), as articles about the Act say; its
# text was not read.
TO_TELL = 72 * HOUR
ClockState = Literal["running", "late", "told", "told-late", "closed"]


@dataclass(frozen=True, kw_only=True)
class BreachClock:
    """How a breach stands to the hours: ``ends`` is when they are over, ``said`` says it in words."""

    state: ClockState
    ends: datetime.datetime
    said: Text


@dataclass(frozen=True, kw_only=True)
class BreachSeen:
    """One version of what is known of a breach."""

    number: int
    version: int
    noticed_at: datetime.datetime
    what: str
    data: str
    whom: str
    measures: str
    office_told_at: datetime.datetime | None
    people_told_at: datetime.datetime | None
    told_how: str
    closed: bool
    written_at: datetime.datetime
    written_by: str


@dataclass(frozen=True, kw_only=True)
class BreachPage:
    """A breach with its clock; ``versions`` newest first, the first of which counts."""

    versions: tuple[BreachSeen, ...]
    clock: BreachClock

    @property
    def now(self) -> BreachSeen:
        """What counts."""
        return self.versions[0]


def clock_of(
    noticed_at: datetime.datetime, told_at: datetime.datetime | None, now: datetime.datetime, *, closed: bool = False
) -> BreachClock:
    """The clock of a breach that was noticed and perhaps told of; ``closed`` untold: there was nothing to tell."""
    ends = noticed_at + TO_TELL
    if told_at is not None and told_at <= ends:
        took = told_at - noticed_at
        text = Text(th=f"แจ้งสำนักงานแล้ว ใช้เวลา {_th(took)}", en=f"the Office was told, after {_en(took)}")
        return BreachClock(state="told", ends=ends, said=text)
    if told_at is not None:
        late = told_at - ends
        text = Text(th=f"แจ้งสำนักงานแล้ว เกินกำหนด {_th(late)}", en=f"the Office was told, {_en(late)} late")
        return BreachClock(state="told-late", ends=ends, said=text)
    if closed:
        text = Text(th="ปิดเรื่องโดยไม่แจ้งสำนักงาน", en="closed without telling the Office")
        return BreachClock(state="closed", ends=ends, said=text)
    if now <= ends:
        left = ends - now
        text = Text(th=f"ยังไม่ได้แจ้งสำนักงาน เหลือเวลา {_th(left)}", en=f"the Office is not told yet: {_en(left)} left")
        return BreachClock(state="running", ends=ends, said=text)
    over = now - ends
    text = Text(th=f"ยังไม่ได้แจ้งสำนักงาน เกินกำหนดแล้ว {_th(over)}", en=f"the Office is not told yet: {_en(over)} late")
    return BreachClock(state="late", ends=ends, said=text)


def _parts(span: datetime.timedelta) -> tuple[int, int]:
    # Whole minutes, so that what is left is never said to be more than it is.
    minutes = max(0, int(span.total_seconds() // 60))
    return minutes // 60, minutes % 60


def _th(span: datetime.timedelta) -> str:
    hours, minutes = _parts(span)
    return f"{hours:,} ชั่วโมง {minutes} นาที"


def _en(span: datetime.timedelta) -> str:
    hours, minutes = _parts(span)
    return f"{hours:,} h {minutes} min"
