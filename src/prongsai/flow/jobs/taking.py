"""Takes what is due and does it, one after the other; what goes wrong stands in its row and stops nothing else."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterator, Mapping

from prongsai.flow.jobs.known import Known, problem_of
from prongsai.records.actions.machine.jobs import finish_beat, finish_job, lease, put_off_beat, put_off_job
from prongsai.records.models import Beat, Job
from prongsai.records.queries.machine.jobs import due

log = logging.getLogger("prongsai.jobs")

Clock = Callable[[], datetime.datetime]
# What is done for a beat; what is done for the key of a job.
DoBeat = Callable[[Clock], object]
DoJob = Callable[[str, Clock], object]


def take_due(
    beats: Mapping[str, tuple[Known, DoBeat]], jobs: Mapping[str, tuple[Known, DoJob]], *, by: str, clock: Clock
) -> Iterator[str]:
    """Does what is due for the process ``by``; the names of what went well, as it goes.

    Of those who look at the same moment one alone has each row. Between two things the caller may stop.
    """
    for pk, name in due(Beat, beats, clock()):
        known, do = beats[name]
        if take_beat(pk, known, do, by=by, clock=clock):
            yield name
    for pk, name in due(Job, jobs, clock()):
        kind, do_job = jobs[name]
        if take_job(pk, kind, do_job, by=by, clock=clock):
            yield name


def take_beat(pk: str | int, known: Known, do: DoBeat, *, by: str, clock: Clock) -> bool:
    """Does a beat that is due; False where another has it, or where it went wrong."""
    row = lease(Beat, pk=pk, by=by, longest=known.longest, now=clock())
    if row is None:
        return False
    problem = _done(row.name, lambda: do(clock))
    if problem:
        put_off_beat(row, problem=problem, now=clock())
        return False
    return finish_beat(row, every=known.every, now=clock())


def take_job(pk: str | int, known: Known, do: DoJob, *, by: str, clock: Clock) -> bool:
    """Does a job that is due; False where another has it, or where it went wrong."""
    row = lease(Job, pk=pk, by=by, longest=known.longest, now=clock())
    if row is None:
        return False
    problem = _done(row.name, lambda: do(row.key, clock))
    if problem:
        put_off_job(row, problem=problem, now=clock())
        return False
    return finish_job(row, now=clock())


def _done(name: str, do: Callable[[], object]) -> str:
    """Does it; the word for what went wrong, empty where nothing did."""
    try:
        do()
    except Exception as error:
        # The row says it to whoever looks after the site; the log has the rest.
        problem = problem_of(error)
        log.warning("%s went wrong: %s", name, problem, exc_info=problem == "failed")
        return problem
    return ""
