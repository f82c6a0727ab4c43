"""What the program does by itself is seen: late in red, a PC that was off is no fault, and nobody else's eyes."""

from __future__ import annotations

import datetime
import os
import re
import signal
import time
from collections.abc import Callable
from unittest import mock

import pytest
from django.core import mail as outbox
from django.test import Client
from django.utils import timezone

from people import Cast, cast
from prongsai.flow.jobs import known
from prongsai.flow.jobs.known import BEATS, DAY, HOUR, JOBS, MINUTE, PROBLEMS, problem_of
from prongsai.flow.jobs.standing import is_late, late_names
from prongsai.flow.site.doctor import _jobs
from prongsai.flow.upkeep import doings, running
from prongsai.flow.upkeep.running import Runner, begin, do_due, prepare_beats
from prongsai.outside.child import call
from prongsai.outside.options import read_options
from prongsai.records.actions.machine.jobs import ask_job
from prongsai.records.models import Beat, Draft, Job, Upload
from prongsai.records.scope import SYSTEM

NOW = datetime.datetime(2026, 11, 20, 2, 0, tzinfo=datetime.UTC)


def begun(at: datetime.datetime) -> None:
    begin(lambda: at)


def everything(at: datetime.datetime) -> list[str]:
    return sorted(name for lane in known.LANES for name in do_due(lambda: at, lane))


def page(everybody: Cast, at: datetime.datetime, language: str = "th") -> str:
    client = Client()
    client.force_login(everybody.ek)
    client.post("/language", {"language": language, "next": "/"})
    with mock.patch("django.utils.timezone.now", return_value=at):
        answer = client.get("/site/jobs/")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_whatever_is_known_is_done_and_has_words() -> None:
    assert BEATS.keys() == doings.BEATS.keys()
    assert JOBS.keys() == doings.JOBS.keys()
    assert {problem_of(error) for error in (ValueError(), OSError(), MemoryError())} <= PROBLEMS.keys()
    assert all(len(name) <= 40 for name in (*BEATS, *JOBS))


@pytest.mark.django_db
def test_a_desk_does_everything_once_when_it_begins_and_off_time_is_no_fault() -> None:
    everybody = cast()
    begun(NOW)
    assert everything(NOW) == sorted(BEATS)
    assert everything(NOW + datetime.timedelta(seconds=1)) == []
    # The PC is switched off for a long weekend.
    monday = NOW + 4 * DAY
    assert late_names(now=monday) != ()
    assert late_names(now=monday, on=False) == ()
    begun(monday)
    assert late_names(now=monday + MINUTE) == ()
    said = page(everybody, monday + MINUTE)
    assert "เครื่องปิดอยู่ตั้งแต่ 20 พ.ย. 2569 09.00 น. ถึง 24 พ.ย. 2569 09.00 น." in said
    assert "ไม่มีงานที่เกินกำหนด" in said
    assert everything(monday) == sorted(BEATS)
    # While it is on, it counts.
    assert late_names(now=monday + 5 * MINUTE) != ()


@pytest.mark.django_db
def test_a_start_at_once_after_the_end_was_no_off_time() -> None:
    everybody = cast()
    begun(NOW)
    everything(NOW)
    begun(NOW + 2 * MINUTE)
    assert "เครื่องปิดอยู่" not in page(everybody, NOW + 2 * MINUTE)
    assert "เครื่องปิดอยู่" not in page(everybody, NOW + 5 * DAY)


@pytest.mark.django_db
def test_a_server_that_was_off_says_what_was_not_done(monkeypatch: pytest.MonkeyPatch) -> None:
    options = read_options()
    monkeypatch.setattr(running, "read_options", lambda: mock.Mock(mode="served", home=options.home))
    begun(NOW)
    everything(NOW)
    begun(NOW + 4 * DAY)
    late = {each.en for each in late_names(now=NOW + 4 * DAY)}
    assert late == {each.text.en for each in BEATS.values()}
    everything(NOW + 4 * DAY)
    assert late_names(now=NOW + 4 * DAY) == ()


@pytest.mark.django_db
def test_what_is_late_stands_red_in_words_on_home_health_doctor_and_page() -> None:
    everybody = cast()
    assert Client().get("/health").json() == {"status": "ok"}
    doctor = _jobs(read_options(), NOW)
    assert doctor.well is None
    begun(NOW)
    everything(NOW)
    later = NOW + HOUR
    rows = Beat.objects.filter(name="mail")
    rows.update(tries=3, problem="database", problem_at=later - MINUTE, due_at=later + MINUTE)
    Beat.objects.exclude(name="mail").update(last_done=later)
    ek, anan = Client(), Client()
    ek.force_login(everybody.ek)
    anan.force_login(everybody.anan)
    with mock.patch("django.utils.timezone.now", return_value=later):
        answer = Client().get("/health")
        assert (answer.status_code, answer.json()) == (200, {"status": "ok", "jobs": "late"})
        home = ek.get("/").content.decode()
        assert "งานที่โปรแกรมทำเองไม่ได้ทำตามกำหนด" in home and "ส่งอีเมลที่รออยู่" in home
        assert "งานที่โปรแกรมทำเอง" not in anan.get("/", follow=True).content.decode()
        assert anan.get("/site/jobs/").status_code == 403
    said = page(everybody, later)
    assert "มีงานที่ต้องดูแล 1 รายการ" in said
    assert re.search(r"ส่งอีเมลที่รออยู่ ทุก 2 นาที เกินกำหนด 20 พ.ย. 2569 09.00 น. .*ฐานข้อมูลไม่ตอบหรือเต็ม", said), said
    assert "late" in page(everybody, later, "en")
    with mock.patch("prongsai.flow.site.desk.running.running", return_value=object()):
        doctor = _jobs(read_options(), later)
    assert (doctor.well, doctor.what.en) == (False, "what the program does by itself is late: Sending mail that waits")


@pytest.mark.django_db
def test_a_job_that_was_given_up_is_red_until_it_is_forgotten() -> None:
    everybody = cast()
    begun(NOW)
    everything(NOW)
    ask_job(name="of-another-release", key="1", due_at=NOW)
    assert late_names(now=NOW) == ()
    Job.objects.update(due_at=None, tries=8, problem="memory", problem_at=NOW)
    assert [each.en for each in late_names(now=NOW)] == ["jobs that were given up"]
    said = page(everybody, NOW)
    assert "เลิกทำแล้ว 8" in said and PROBLEMS["memory"].th in said


@pytest.mark.django_db
def test_late_is_twice_the_interval_and_not_while_somebody_keeps_to_their_time() -> None:
    prepare_beats(lambda: NOW)
    row = Beat.objects.get(name="mail")
    assert not is_late(row, MINUTE, now=NOW + 2 * MINUTE)
    after = NOW + 2 * MINUTE + datetime.timedelta(seconds=1)
    assert is_late(row, MINUTE, now=after)
    row.lease, row.leased_until = "me", after
    assert not is_late(row, MINUTE, now=after)
    assert is_late(row, MINUTE, now=after + datetime.timedelta(seconds=1))
    row.last_done = NOW + 3650 * DAY  # by a clock that was wrong
    assert not is_late(row, MINUTE, now=after + MINUTE)


@pytest.mark.django_db
def test_what_has_run_out_is_cleared_and_all_else_stays() -> None:
    from django.contrib.sessions.models import Session

    everybody = cast()
    keeps = {"agency": everybody.a, "year": 2568}
    for number, days in enumerate((-1, 1)):
        Upload.objects.create(
            **keeps,
            source="file",
            name=str(days),
            file={},
            made_by=everybody.anan,
            made_at=NOW,
            expires_at=NOW + days * DAY,
        )
        Draft.objects.create(
            **keeps, page=f"p{number}", person=everybody.anan, fields={}, saved_at=NOW - (30 - days) * DAY
        )
        Session.objects.create(session_key=f"s{number}", session_data="", expire_date=NOW + days * DAY)
    begun(NOW)
    everything(NOW)
    assert list(Upload.objects.within(SYSTEM).values_list("name", flat=True)) == ["1"]
    assert list(Draft.objects.within(SYSTEM).values_list("page", flat=True)) == ["p1"]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["s1"]


@pytest.mark.django_db
def test_mail_that_could_not_be_sent_goes_out_by_its_beat() -> None:
    from prongsai.flow.people.letters import NEW_PASSWORD
    from prongsai.outside.mail import NotSent
    from prongsai.records.actions.mail import ask_mail

    everybody = cast()
    begun(NOW)
    ask_mail(purpose=NEW_PASSWORD, person=everybody.anan, now=NOW)
    with mock.patch("prongsai.flow.people.mail.mail.send", side_effect=NotSent("down", of_mail=False)):
        everything(NOW)
    assert outbox.outbox == []
    # The mail itself tells why it waits; the beat did what it could.
    assert Beat.objects.get(name="mail").last_done == NOW
    everything(NOW + 2 * MINUTE)
    assert [each.to for each in outbox.outbox] == [[everybody.anan.email]]


@pytest.mark.django_db
@pytest.mark.skipif(not hasattr(os, "fork"), reason="where the system forks")
@pytest.mark.parametrize(
    ("heavy", "given", "word"),
    [
        (time.sleep, 600, "time"),
        (bytes, 900_000_000, "memory"),
        (signal.raise_signal, 9, "memory"),  # as a system that is out of memory ends it
        (signal.raise_signal, 11, "failed"),
    ],
    ids=["hangs", "eats memory", "killed", "crashes"],
)
def test_a_child_that_hangs_eats_memory_or_is_killed_is_told_of_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch, heavy: Callable[[int], object], given: int, word: str
) -> None:
    monkeypatch.setitem(doings.BEATS, "documents", lambda clock: call(heavy, 1.5, 60, given))
    begun(NOW)
    assert everything(NOW) == sorted(BEATS.keys() - {"documents"})
    row = Beat.objects.get(name="documents")
    assert (row.problem, row.lease, row.due_at) == (word, "", NOW + MINUTE)
    monkeypatch.setitem(doings.BEATS, "documents", lambda clock: None)
    assert "documents" in everything(NOW + MINUTE)


@pytest.mark.django_db(transaction=True)
def test_threads_do_what_is_due_one_lane_waits_for_nobody_and_all_end_when_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import threading

    monkeypatch.setattr(running, "EVERY", 0.05)
    go, done = threading.Event(), threading.Semaphore(0)
    monkeypatch.setitem(doings.BEATS, "mail", lambda clock: go.wait(20))  # a mail server that does not answer
    monkeypatch.setitem(doings.BEATS, "uploads", lambda clock: done.release())
    runner = Runner(timezone.now)
    runner.start()
    try:
        assert done.acquire(timeout=20)
        assert Beat.objects.get(name="mail").last_done is None
    finally:
        go.set()
        runner.stop()
    assert [each.name for each in threading.enumerate() if each.name.startswith("jobs-")] == []
    assert Beat.objects.get(name="mail").last_done is not None


@pytest.mark.django_db(transaction=True)
def test_a_pc_that_was_asleep_was_off(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    monkeypatch.setattr(running, "EVERY", 0.05)
    for name in doings.BEATS:
        monkeypatch.setitem(doings.BEATS, name, lambda clock: None)
    moment, woke = [NOW], threading.Event()
    runner = Runner(lambda: moment[0])
    runner.start()
    try:
        for _ in range(400):
            if Beat.objects.filter(last_done=NOW).count() == len(BEATS):
                break
            woke.wait(0.05)
        moment[0] = NOW + DAY
        for _ in range(400):
            if Beat.objects.filter(last_done=NOW + DAY).count() == len(BEATS):
                break
            woke.wait(0.05)
    finally:
        runner.stop()
    row = Beat.objects.get(name="drafts")
    assert (row.off_since, row.on_since, row.last_done) == (NOW, NOW + DAY, NOW + DAY)
