"""What repeats and what is done once: taken by a lease, done, put off, given up. The rows are the truth."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from django.db import models
from django.db.models import Case, CharField, DateTimeField, F, Q, Value, When
from django.db.models.functions import Least

from prongsai.records.models import Beat, Job

AnyLeased = TypeVar("AnyLeased", Beat, Job)
# A try that failed is made again after a minute, then after twice the time, and so on.
FIRST_WAIT, LONGEST_WAIT = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)
# What repeats does not wait longer than this.
LONGEST_OF_A_BEAT = datetime.timedelta(minutes=10)
# A job is tried so often; then somebody must look.
MOST_TRIES = 8
# A beat is never given up, and tries are counted no further: their column ends at 32,767.
MOST_COUNTED = 1_000
# So long a job is known as done, and is not done again.
KNOWN_FOR = datetime.timedelta(days=90)
# Whoever had the row ended without a word.
ENDED = "ended"


def pause(tries: int) -> datetime.timedelta:
    """How long to wait after so many tries that failed."""
    return min(FIRST_WAIT * (1 << min(max(tries - 1, 0), 12)), LONGEST_WAIT)


def keep_beats(every: Mapping[str, datetime.timedelta], *, now: datetime.datetime) -> None:
    """Makes the rows that are missing, due at once; and sets right those that a wrong clock left for another time."""
    known = {row.name: row for row in Beat.objects.filter(name__in=list(every))}
    missing = [Beat(name=name, due_at=now, on_since=now) for name in every if name not in known]
    if missing:
        Beat.objects.bulk_create(missing, ignore_conflicts=True)  # another process may be at the same
    for name, row in known.items():
        if row.due_at is None or row.due_at > now + every[name] + LONGEST_WAIT:
            Beat.objects.filter(name=name, due_at=row.due_at).update(due_at=now)


def begin_beats(names: Iterable[str], *, off_since: datetime.datetime | None, now: datetime.datetime) -> None:
    """The program of a PC begins: everything is done once, and what was missed while it was off counts no more.

    What ended its process the last time waits for its pause: it may do so again.
    """
    rows = Beat.objects.filter(name__in=list(names))
    rows.update(on_since=now, off_since=off_since)
    rows.filter(lease="").exclude(tries__gt=0, problem=ENDED).update(due_at=now)


def ask_job(*, name: str, key: str, due_at: datetime.datetime) -> bool:
    """A job is to be done; False where it was asked for before, done or not: it is not done twice."""
    return Job.objects.get_or_create(name=name, key=key, defaults={"due_at": due_at})[1]


def _free(now: datetime.datetime, longest: datetime.timedelta) -> Q:
    # A lease that ends later than any does was taken by a clock that was wrong.
    return Q(lease="") | Q(leased_until=None) | Q(leased_until__lt=now) | Q(leased_until__gt=now + 2 * longest)


def lease(
    table: type[AnyLeased], *, pk: str | int, by: str, longest: datetime.timedelta, now: datetime.datetime
) -> AnyLeased | None:
    """Takes what is due for the process ``by``, for so long at most; None where there is nothing to take.

    Where an earlier one had it and is gone, the row says so.
    """
    left = ~Q(lease="")
    taken = table.objects.filter(_free(now, longest), pk=pk, due_at__lte=now).update(
        problem=Case(When(left, then=Value(ENDED, CharField())), default=F("problem")),
        problem_at=Case(When(left, then=Value(now, DateTimeField())), default=F("problem_at")),
        lease=by,
        leased_until=now + longest,
        tries=Least(F("tries") + 1, Value(MOST_COUNTED)),
    )
    return table.objects.filter(pk=pk, lease=by, leased_until=now + longest).first() if taken else None


def _held(table: type[AnyLeased], row: AnyLeased) -> models.QuerySet[AnyLeased]:
    return table.objects.filter(pk=row.pk, lease=row.lease, leased_until=row.leased_until)


def finish_beat(row: Beat, *, every: datetime.timedelta, now: datetime.datetime) -> bool:
    """It was done; False where another has taken over meanwhile."""
    done = _held(Beat, row).update(due_at=now + every, last_done=now, lease="", leased_until=None, tries=0)
    return bool(done)


def finish_job(row: Job, *, now: datetime.datetime) -> bool:
    """It was done, once and for all; False where another has taken over meanwhile."""
    return bool(_held(Job, row).update(due_at=None, done_at=now, lease="", leased_until=None))


def put_off_beat(row: Beat, *, problem: str, now: datetime.datetime) -> None:
    """It went wrong: it is tried again after a pause."""
    again = now + min(pause(row.tries), LONGEST_OF_A_BEAT)
    _held(Beat, row).update(due_at=again, lease="", leased_until=None, problem=problem, problem_at=now)


def put_off_job(row: Job, *, problem: str, now: datetime.datetime) -> None:
    """It went wrong: it is tried again after a pause, or given up where it was tried often enough."""
    again = None if row.tries >= MOST_TRIES else now + pause(row.tries)
    _held(Job, row).update(due_at=again, lease="", leased_until=None, problem=problem, problem_at=now)


def end_leases(*, died: Callable[[str], bool], now: datetime.datetime) -> int:
    """What those had who died is put off, without waiting for the end of their leases; how much there was."""
    beats = [row for row in Beat.objects.exclude(lease="") if died(row.lease)]
    jobs = [row for row in Job.objects.exclude(lease="") if died(row.lease)]
    for beat in beats:
        put_off_beat(beat, problem=ENDED, now=now)
    for job in jobs:
        put_off_job(job, problem=ENDED, now=now)
    return len(beats) + len(jobs)


def forget_jobs(*, now: datetime.datetime) -> int:
    """Takes away jobs that were done, or given up, long ago; how many."""
    old = Q(done_at__lt=now - KNOWN_FOR) | Q(due_at=None, done_at=None, problem_at__lt=now - KNOWN_FOR)
    return Job.objects.filter(old).delete()[0]
