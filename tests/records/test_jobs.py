"""Leases of what repeats and of what is done once: nobody does a thing that another has, and nothing is lost."""

from __future__ import annotations

import datetime
import threading
from collections import Counter

import pytest
from django.db import connection, connections
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.files.problems import Problem, Refused
from prongsai.flow.jobs.known import Known
from prongsai.flow.jobs.taking import take_due
from prongsai.language.text import Text
from prongsai.outside.child import Spent
from prongsai.records.actions.machine import jobs
from prongsai.records.models import Beat, Job

NOW = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)
MINUTE, DAY = datetime.timedelta(minutes=1), datetime.timedelta(days=1)
KNOWN = Known(Text(th="งาน", en="work"), longest=5 * MINUTE, every=10 * MINUTE)


def kept() -> Beat:
    jobs.keep_beats({"x": KNOWN.every}, now=NOW)
    return Beat.objects.get(name="x")


def taken(at: datetime.datetime, by: str = "me") -> Beat | None:
    return jobs.lease(Beat, pk="x", by=by, longest=KNOWN.longest, now=at)


@pytest.mark.django_db
def test_a_beat_is_had_by_one_until_it_is_done_and_due_again_after_its_interval() -> None:
    kept()
    row = taken(NOW)
    assert row is not None and taken(NOW, "other") is None
    assert jobs.finish_beat(row, every=KNOWN.every, now=NOW + MINUTE)
    assert taken(NOW + 10 * MINUTE) is None
    again = taken(NOW + 11 * MINUTE)
    assert again is not None and (again.tries, again.last_done, again.problem) == (1, NOW + MINUTE, "")


@pytest.mark.django_db
@pytest.mark.parametrize("other", ["other", "me"])  # another thread of the same process too
def test_a_lease_that_ran_out_is_taken_over_and_the_late_one_changes_nothing(other: str) -> None:
    kept()
    first = taken(NOW)
    assert first is not None and taken(NOW + 5 * MINUTE, other) is None
    second = taken(NOW + 6 * MINUTE, other)
    assert second is not None and (second.problem, second.tries) == ("ended", 2)
    assert not jobs.finish_beat(first, every=KNOWN.every, now=NOW + 7 * MINUTE)
    jobs.put_off_beat(first, problem="failed", now=NOW + 7 * MINUTE)
    row = Beat.objects.get()
    assert (row.lease, row.problem, row.last_done) == (other, "ended", None)
    assert jobs.finish_beat(second, every=KNOWN.every, now=NOW + 8 * MINUTE)


@pytest.mark.django_db
def test_a_lease_and_a_day_of_a_wrong_clock_hold_nothing_back() -> None:
    kept()
    wrong = NOW + 3650 * DAY
    assert taken(wrong) is not None
    assert taken(NOW) is not None  # nobody has it for ten years
    row = Beat.objects.get()
    jobs.finish_beat(row, every=KNOWN.every, now=wrong)
    assert taken(NOW + DAY) is None
    kept()
    assert taken(NOW + MINUTE) is not None


@pytest.mark.django_db
def test_pauses_grow_and_a_job_is_given_up_where_a_beat_is_not() -> None:
    kept()
    jobs.ask_job(name="j", key="1", due_at=NOW)
    at, waits, due = NOW, [], NOW
    for _ in range(jobs.MOST_TRIES):
        job = jobs.lease(Job, pk=Job.objects.get().pk, by="me", longest=KNOWN.longest, now=at)
        assert job is not None
        jobs.put_off_job(job, problem="time", now=at)
        again = Job.objects.get().due_at
        if again is None:
            break
        waits.append(int((again - at) / MINUTE))
        at = again
    assert waits == [1, 2, 4, 8, 16, 32, 60]
    job = Job.objects.get()
    assert (job.due_at, job.done_at, job.problem, job.tries) == (None, None, "time", jobs.MOST_TRIES)
    for _ in range(30):
        row = taken(due)
        assert row is not None
        jobs.put_off_beat(row, problem="time", now=due)
        due = Beat.objects.get().due_at
    assert due is not None and Beat.objects.get().due_at - Beat.objects.get().problem_at == jobs.LONGEST_OF_A_BEAT


@pytest.mark.django_db
def test_what_has_failed_for_a_year_is_still_tried() -> None:
    kept()
    Beat.objects.update(tries=32_767)
    row = taken(NOW)
    assert row is not None and row.tries <= 32_767
    jobs.put_off_beat(row, problem="time", now=NOW)
    assert Beat.objects.get().due_at == NOW + jobs.LONGEST_OF_A_BEAT


@pytest.mark.django_db
def test_a_job_is_done_once_however_often_it_is_asked_for() -> None:
    done: list[str] = []
    table = {"j": (KNOWN, lambda key, clock: done.append(key))}
    for _ in range(3):
        jobs.ask_job(name="j", key="1", due_at=NOW)
        list(take_due({}, table, by="me", clock=lambda: NOW))
    assert done == ["1"]
    assert not jobs.ask_job(name="j", key="1", due_at=NOW)
    assert jobs.ask_job(name="j", key="2", due_at=NOW)
    jobs.forget_jobs(now=NOW + DAY)
    assert Job.objects.count() == 2
    jobs.forget_jobs(now=NOW + jobs.KNOWN_FOR + DAY)
    assert list(Job.objects.values_list("key", flat=True)) == ["2"]  # what waits stays


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "word"),
    [
        (Spent("time"), "time"),
        (Spent("memory"), "memory"),
        (Spent("died"), "failed"),
        (Refused([Problem("", Text(th="นาย ก", en="Mr A"))]), "refused"),
        (ValueError("somchai@example.org"), "failed"),
        (OSError("disk"), "disk"),
    ],
    ids=str,
)
def test_what_goes_wrong_stands_in_the_row_as_our_own_word_and_the_rest_goes_on(error: Exception, word: str) -> None:
    jobs.keep_beats({"a": MINUTE, "b": MINUTE}, now=NOW)

    def wrong(clock: object) -> None:
        raise error

    went = list(take_due({"a": (KNOWN, wrong), "b": (KNOWN, lambda clock: None)}, {}, by="me", clock=lambda: NOW))
    assert went == ["b"]
    row = Beat.objects.get(name="a")
    assert (row.problem, row.problem_at, row.lease, row.due_at) == (word, NOW, "", NOW + MINUTE)
    assert "example.org" not in str(Beat.objects.values())


@pytest.mark.django_db
def test_what_the_dead_had_is_put_off_and_what_others_have_stays() -> None:
    jobs.keep_beats({"x": MINUTE, "y": MINUTE}, now=NOW)
    jobs.ask_job(name="j", key="1", due_at=NOW)
    for table, pk, by in ((Beat, "x", "dead"), (Beat, "y", "alive"), (Job, Job.objects.get().pk, "dead")):
        assert jobs.lease(table, pk=pk, by=by, longest=KNOWN.longest, now=NOW) is not None
    assert jobs.end_leases(died=lambda name: name == "dead", now=NOW) == 2
    x, y, job = Beat.objects.get(name="x"), Beat.objects.get(name="y"), Job.objects.get()
    # It may have been what ended its process: it waits.
    assert (x.lease, x.problem, x.due_at) == ("", "ended", NOW + MINUTE)
    assert (y.lease, y.problem) == ("alive", "")
    assert (job.lease, job.problem, job.due_at, job.tries) == ("", "ended", NOW + MINUTE, 1)


@pytest.mark.django_db
def test_a_program_that_begins_does_everything_once_but_what_ended_it() -> None:
    jobs.keep_beats(dict.fromkeys(("done", "failed", "killer"), DAY), now=NOW)
    for name in ("done", "failed", "killer"):
        row = jobs.lease(Beat, pk=name, by="me", longest=KNOWN.longest, now=NOW)
        assert row is not None
        if name == "done":
            jobs.finish_beat(row, every=DAY, now=NOW)
        else:
            jobs.put_off_beat(row, problem="failed" if name == "failed" else "ended", now=NOW)
    jobs.begin_beats(["done", "failed", "killer"], off_since=None, now=NOW + datetime.timedelta(seconds=1))
    due = dict(Beat.objects.values_list("name", "due_at"))
    assert due["done"] == due["failed"] == NOW + datetime.timedelta(seconds=1)
    assert due["killer"] == NOW + MINUTE


@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "c"]), st.sampled_from(["take", "finish", "fail", "die"]), st.integers(0, 900)
        ),
        max_size=25,
    )
)
@settings(max_examples=60)
@pytest.mark.django_db
def test_of_any_who_take_finish_fail_and_die_one_alone_has_it(steps: list[tuple[str, str, int]]) -> None:
    Beat.objects.all().delete()
    kept()
    now, has, until = NOW, None, NOW
    held: dict[str, Beat] = {}
    for who, what, seconds in steps:
        now += datetime.timedelta(seconds=seconds)
        if what == "take":
            row = taken(now, who)
            if row is not None:
                assert has is None or until < now  # nobody else's time still ran
                has, until, held[who] = who, now + KNOWN.longest, row
        elif who in held and what == "finish":
            assert jobs.finish_beat(held.pop(who), every=KNOWN.every, now=now) == (who == has)
            has = None if who == has else has
        elif who in held and what == "fail":
            jobs.put_off_beat(held.pop(who), problem="failed", now=now)
            has = None if who == has else has
        elif what == "die":
            held.pop(who, None)
    assert Beat.objects.count() == 1
    assert (Beat.objects.get().lease or None) == has


@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_same_moment_each_thing_is_done_once() -> None:
    keys = [str(number) for number in range(12)]
    for key in keys:
        jobs.ask_job(name="j", key=key, due_at=NOW)
    jobs.keep_beats(dict.fromkeys(("x", "y", "z"), DAY), now=NOW)
    done: Counter[str] = Counter()
    lock, together = threading.Lock(), threading.Barrier(4)

    def do(key: object) -> None:
        with lock:
            done[str(key)] += 1

    def work(me: str) -> None:
        try:
            together.wait(10)
            beats = {name: (KNOWN, lambda clock, name=name: do(name)) for name in ("x", "y", "z")}
            for _ in range(3):
                list(take_due(beats, {"j": (KNOWN, lambda key, clock: do(key))}, by=me, clock=lambda: NOW))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(f"worker{number}",)) for number in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert connection.vendor in ("sqlite", "postgresql")
    assert done == Counter([*keys, "x", "y", "z"])
