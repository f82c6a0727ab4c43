"""The threads of a process that look for what is due: one for what waits for servers of others, one for the rest."""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Iterator

from django.db import DatabaseError

from prongsai.flow.jobs import known
from prongsai.flow.jobs.dead import free_the_dead
from prongsai.flow.jobs.known import LANES, Lane
from prongsai.flow.jobs.standing import SILENCE, last_sign
from prongsai.flow.jobs.taking import Clock, take_due
from prongsai.flow.site.start import now as clock_of_site
from prongsai.flow.upkeep import doings
from prongsai.outside.alive import my_name
from prongsai.outside.options import read_options
from prongsai.records.actions.machine.jobs import begin_beats, keep_beats
from prongsai.records.queries.machine.jobs import beats

log = logging.getLogger("prongsai.jobs")

# Seconds between two looks.
EVERY = 10.0


def prepare_beats(clock: Clock) -> None:
    """Every beat has its row: from then on it counts that it is not done, whoever is to do it."""
    keep_beats({name: each.every for name, each in known.BEATS.items()}, now=clock())


def begin(clock: Clock, *, seen: datetime.datetime | None = None) -> None:
    """The process begins to look after the rows. On a desk everything is done once, and the time in which the program
    was off, since it was last ``seen`` at work, is noted."""
    moment = clock()
    seen = seen or last_sign(beats())
    prepare_beats(clock)
    free_the_dead(moment)
    if read_options().mode == "desk":
        off_since = seen if seen is not None and moment - seen > SILENCE else None
        begin_beats(known.BEATS, off_since=off_since, now=moment)


def do_due(clock: Clock, lane: Lane) -> Iterator[str]:
    """Does what is due of a lane; the names of what went well, as it goes."""
    yield from take_due(
        {name: (each, doings.BEATS[name]) for name, each in known.BEATS.items() if each.lane == lane},
        {name: (each, doings.JOBS[name]) for name, each in known.JOBS.items() if each.lane == lane},
        by=my_name(read_options().home),
        clock=clock,
    )


class Runner:
    """Does what is due until it is stopped."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self._over = clock, threading.Event()
        self._threads: list[threading.Thread] = []
        self._begun = threading.Event()

    def start(self) -> None:
        """Begins, in threads that end with the process."""
        self._over.clear()
        self._begun.clear()
        self._threads = [
            threading.Thread(target=self._run, args=(lane,), name=f"jobs-{lane}", daemon=True) for lane in LANES
        ]
        for each in self._threads:
            each.start()

    def stop(self) -> None:
        """Ends after what is being done now."""
        self._over.set()
        for each in self._threads:
            each.join()

    def _run(self, lane: Lane) -> None:
        from django.db import connections

        looked: datetime.datetime | None = None
        while not self._over.is_set():
            moment = self._clock()
            slept = looked is not None and moment - looked > SILENCE
            try:
                if lane == "rest":
                    if not self._begun.is_set() or slept:
                        # Also a PC that was asleep was off.
                        begin(self._clock, seen=looked)
                        self._begun.set()
                    else:
                        free_the_dead(moment)
                elif not self._begun.wait(EVERY):
                    continue
                for _ in do_due(self._clock, lane):
                    if self._over.is_set():
                        return
            except DatabaseError as error:
                log.warning("what is due waits: %s", " ".join(str(error).split()))
            except Exception:
                log.exception("what is due waits")
            finally:
                connections.close_all()
            # How long something took is no sleep.
            looked = self._clock()
            self._over.wait(EVERY)


RUNNER = Runner(clock_of_site)
