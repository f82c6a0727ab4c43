"""How what the program does by itself stands: what is late, and since when the program is on."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from prongsai.flow.jobs.known import BEATS, JOBS, PROBLEMS
from prongsai.language.text import Text
from prongsai.records.models import Beat, Job
from prongsai.records.queries.machine import jobs as queries
from prongsai.records.scope import Scope
from prongsai.screens.jobs import BeatLine, JobLine, JobsPage, Off

# What is not done in so many times its interval is late.
TIMES = 2
# A program that was silent for longer was off (or the PC asleep).
SILENCE = datetime.timedelta(minutes=5)
_MOST_JOBS = 50


def is_late(row: Beat, every: datetime.timedelta, *, now: datetime.datetime) -> bool:
    """Whether it was not done in twice its interval, of the time in which the program was on. While somebody is at it
    and keeps to its time, it is not."""
    if at_work(row, now=now):
        return False
    since = row.on_since if row.last_done is None else max(row.on_since, min(row.last_done, now))
    return now - since > TIMES * every


def at_work(row: Beat, *, now: datetime.datetime) -> bool:
    """Whether somebody has it, and their time is not over."""
    return row.lease != "" and row.leased_until is not None and row.leased_until >= now


def last_sign(rows: Sequence[Beat]) -> datetime.datetime | None:
    """When the program was last seen at work; None where it never was."""
    signs = [sign for row in rows for sign in (row.last_done, row.problem_at, row.on_since) if sign is not None]
    return max(signs, default=None)


def late_names(*, now: datetime.datetime, on: bool = True) -> tuple[Text, ...]:
    """What is late, in words; and jobs that were given up. One look at the rows, or two.

    ``on``: the program runs. Where it does not, on a PC, what it missed since then is no fault.
    """
    rows = _rows()
    moment = now if on else min(now, last_sign(rows) or now)
    late = [BEATS[row.name].text for row in rows if is_late(row, BEATS[row.name].every, now=moment)]
    gone = (Text(th="งานที่เลิกทำแล้วเพราะไม่สำเร็จ", en="jobs that were given up"),) if queries.given_up() else ()
    return (*late, *gone)


def known_yet() -> bool:
    """Whether the program has ever begun to do anything by itself here."""
    return bool(_rows())


def jobs_page(scope: Scope, *, now: datetime.datetime) -> JobsPage:
    """The page of the administrator."""
    assert scope.everywhere("give-role")
    rows = {row.name: row for row in _rows()}
    lines = [_beat_line(name, rows.get(name), now) for name in BEATS]
    # What is red comes first, the rest as it stands.
    lines.sort(key=lambda line: not line.red)
    newest = max(rows.values(), key=lambda row: row.on_since, default=None)
    off = None
    if newest is not None and newest.off_since is not None:
        off = Off(since=newest.off_since, until=newest.on_since)
    return JobsPage(beats=tuple(lines), jobs=tuple(map(_job_line, queries.open_jobs(_MOST_JOBS))), off=off)


def _rows() -> list[Beat]:
    return [row for row in queries.beats() if row.name in BEATS]


def _beat_line(name: str, row: Beat | None, now: datetime.datetime) -> BeatLine:
    known = BEATS[name]
    if row is None:
        return BeatLine(name=known.text, every=known.every, state="new")
    busy = at_work(row, now=now)
    failing = row.tries > 0 and not busy
    late = is_late(row, known.every, now=now)
    return BeatLine(
        name=known.text,
        every=known.every,
        state="late" if late else "at-work" if busy else "failing" if failing else "well",
        due_at=row.due_at,
        last_done=row.last_done,
        problem=PROBLEMS.get(row.problem),
        problem_at=row.problem_at,
    )


def _job_line(row: Job) -> JobLine:
    known = JOBS.get(row.name)
    return JobLine(
        name=known.text if known else Text(th="งานของโปรแกรมรุ่นอื่น", en="a job of another release"),
        given_up=row.due_at is None,
        due_at=row.due_at,
        tries=row.tries,
        problem=PROBLEMS.get(row.problem),
        problem_at=row.problem_at,
    )
