"""What the program does by itself, as whoever looks after the site sees it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from prongsai.language.text import Text

# well: done in its time; at-work: somebody has it now; failing: the last try went wrong, the next one comes; late: not
# done in twice its interval; new: never begun.
BeatState = Literal["well", "at-work", "failing", "late", "new"]


@dataclass(frozen=True, kw_only=True)
class BeatLine:
    """Something that repeats. ``problem``: the last one, also where all has been well since ``last_done``."""

    name: Text
    every: datetime.timedelta
    state: BeatState
    due_at: datetime.datetime | None = None
    last_done: datetime.datetime | None = None
    problem: Text | None = None
    problem_at: datetime.datetime | None = None

    @property
    def red(self) -> bool:
        """Whether somebody must look."""
        return self.state == "late"

    @property
    def how_often(self) -> Text:
        """Its interval in words."""
        minutes = int(self.every.total_seconds()) // 60
        for size, th, en in ((1440, "วัน", "day"), (60, "ชั่วโมง", "hour"), (1, "นาที", "minute")):
            if minutes % size == 0:
                count = minutes // size
                return (
                    Text(th=f"ทุก{th}", en=f"every {en}")
                    if count == 1
                    else Text(th=f"ทุก {count} {th}", en=f"every {count} {en}s")
                )
        raise ValueError(self.every)


@dataclass(frozen=True, kw_only=True)
class JobLine:
    """Something that is to be done once and is not done yet; ``given_up``: it was tried in vain often enough."""

    name: Text
    given_up: bool
    tries: int
    due_at: datetime.datetime | None = None
    problem: Text | None = None
    problem_at: datetime.datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Off:
    """When the program of a PC was off before it began last."""

    since: datetime.datetime
    until: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class JobsPage:
    """Everything that repeats, what is still to be done once, and when the program was off."""

    beats: tuple[BeatLine, ...]
    jobs: tuple[JobLine, ...] = ()
    off: Off | None = None

    @property
    def red(self) -> int:
        """How many lines somebody must look at."""
        return sum(line.red for line in self.beats) + sum(line.given_up for line in self.jobs)
