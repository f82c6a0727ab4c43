"""The log of sign-ins by person: kept where the body chose so, ninety days, for accounts alone, and read only."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.conf import settings as given
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from test_second_factor import SECRET

from people import NOW, PASSWORD, Cast, cast, person
from prongsai.flow.privacy.log_chosen import DAYS, standing
from prongsai.flow.privacy.own_data import own_data
from prongsai.flow.site.doctor import examine
from prongsai.flow.upkeep.doings import BEATS
from prongsai.language.calendar import short_date
from prongsai.outside.options import Options
from prongsai.records.actions.privacy.sign_ins import KEPT, clear_sign_ins, keep_sign_in
from prongsai.records.models import SignIn

pytestmark = pytest.mark.django_db
LOGIN, LOG = "/accounts/login/", "/site/sign-ins/"
Chosen = Literal["not-chosen", "kept", "not-kept"]


@pytest.fixture
def everybody() -> Cast:
    return cast()


def chosen(settings: Any, choice: Chosen) -> None:
    settings.OPTIONS = replace(given.OPTIONS, sign_in_log=choice)


def lines() -> list[tuple[str, str, str]]:
    return [(row.person.name, row.outcome, row.address) for row in SignIn.objects.order_by("pk")]


def browser_of(who: Any) -> Client:
    browser = Client()
    browser.force_login(who)
    return browser


def test_who_came_in_was_refused_and_left_is_a_line_each_with_the_network_address(
    everybody: Cast, settings: Any
) -> None:
    chosen(settings, "kept")
    browser = Client(REMOTE_ADDR="203.0.113.7")
    who = everybody.anan
    browser.post(LOGIN, {"login": who.email.upper(), "password": "wrong-password"})
    browser.post(LOGIN, {"login": "nobody@example.org", "password": "wrong-password"})
    before = timezone.now()
    browser.post(LOGIN, {"login": who.email, "password": PASSWORD})
    browser.post("/accounts/logout/")

    assert lines() == [
        ("Anan", "refused", "203.0.113.7"),
        ("Anan", "in", "203.0.113.7"),
        ("Anan", "out", "203.0.113.7"),
    ]
    assert all(abs(row.at - before) < timedelta(minutes=1) for row in SignIn.objects.all())


def test_a_session_that_ended_unused_says_so(everybody: Cast, settings: Any) -> None:
    chosen(settings, "kept")
    browser = Client()
    browser.post(LOGIN, {"login": everybody.anan.email, "password": PASSWORD})
    browser.get("/accounts/")
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(hours=9))
    # Another process, which has not seen this session yet.
    browser.handler = type(browser.handler)(enforce_csrf_checks=False)
    assert browser.get("/accounts/").status_code == 302
    assert [outcome for _, outcome, _ in lines()] == ["in", "ended"]


def test_a_wrong_code_of_the_second_factor_is_refused(everybody: Cast, settings: Any) -> None:
    chosen(settings, "kept")
    TOTP.activate(everybody.anan, SECRET)
    browser = Client()
    browser.post(LOGIN, {"login": everybody.anan.email, "password": PASSWORD})
    assert lines() == [], "the password alone lets nobody in"
    browser.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert [outcome for _, outcome, _ in lines()] == ["refused"]


@pytest.mark.parametrize("choice", ["not-chosen", "not-kept"])
def test_nothing_is_written_where_the_body_did_not_choose_it(everybody: Cast, settings: Any, choice: Chosen) -> None:
    chosen(settings, choice)
    browser = Client()
    browser.post(LOGIN, {"login": everybody.anan.email, "password": "wrong-password"})
    browser.post(LOGIN, {"login": everybody.anan.email, "password": PASSWORD})
    browser.post("/accounts/logout/")
    assert lines() == []


def test_pages_that_anybody_opens_write_nothing(everybody: Cast, settings: Any) -> None:
    chosen(settings, "kept")
    for path in ("/", "/privacy/", LOGIN, "/health", "/join/", "/no-such-page/"):
        Client().get(path)
    Client().post(LOGIN, {"login": "my-password-in-the-wrong-field", "password": "x"})
    assert lines() == []


def test_an_account_that_takes_no_more_tries_fills_no_table(everybody: Cast, settings: Any) -> None:
    chosen(settings, "kept")
    for _ in range(12):
        Client().post(LOGIN, {"login": everybody.anan.email, "password": "wrong-password"})
    assert len(lines()) == 8


def test_nobody_stays_signed_in_because_the_line_cannot_be_written(
    everybody: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen(settings, "kept")
    browser = browser_of(everybody.anan)

    def full(**_: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr("prongsai.flow.privacy.sign_ins.keep_sign_in", full)
    browser.post("/accounts/logout/")
    assert "_auth_user_id" not in browser.session


def test_lines_are_deleted_after_ninety_days_and_not_before() -> None:
    who = person("Anan")
    assert timedelta(days=90) == timedelta(days=DAYS) == KEPT
    for age in (KEPT + timedelta(seconds=1), KEPT, timedelta()):
        keep_sign_in(person=who.pk, outcome="in", address="", now=NOW - age)
    BEATS["sign-ins"](lambda: NOW)
    assert sorted(NOW - row.at for row in SignIn.objects.all()) == [timedelta(), KEPT]
    assert clear_sign_ins(now=NOW) == 0


def test_administrators_read_it_by_person_and_days_and_nobody_else_does(everybody: Cast, settings: Any) -> None:
    chosen(settings, "kept")
    now = timezone.now()
    for who, days, outcome in (
        (everybody.anan, 0, "in"),
        (everybody.boon, 3, "refused"),
        (everybody.chai, 30, "out"),
        (everybody.anan, 91, "in"),
    ):
        keep_sign_in(person=who.pk, outcome=outcome, address="203.0.113.9", now=now - timedelta(days=days))
    ek = browser_of(everybody.ek)
    SignIn.objects.filter(person=everybody.ek).delete()

    def shown(**asked: str) -> list[str]:
        return [line.name for line in ek.get(LOG, asked).context["log"].lines]

    today = timezone.localtime(now).date()
    assert shown() == ["Anan", "Boon"]
    assert shown(first=short_date(today - timedelta(days=200))) == ["Anan", "Boon", "Chai"]
    long_ago = today - timedelta(days=30)
    assert shown(first=short_date(long_ago), last=f"{long_ago.day}/{long_ago.month}/{long_ago.year + 543}") == ["Chai"]
    assert shown(q="BOON@") == ["Boon"] and shown(q="no such person") == []
    page = ek.get(LOG).content.decode()
    assert "203.0.113.9" in page and "ถูกปฏิเสธ" in page and short_date(today) in page
    for who in (everybody.anan, everybody.dao, everybody.gaew, None):
        browser = browser_of(who) if who is not None else Client()
        assert browser.get(LOG).status_code in (302, 403)
    assert ek.post(LOG).status_code == 405


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"first": "31 เม.ย. 2570"}, "first"),
        ({"last": "x" * 500}, "last"),
        ({"first": "2 ม.ค. 2569", "last": "1 ม.ค. 2569"}, "last"),
    ],
)
def test_days_that_cannot_be_are_said_at_their_field(everybody: Cast, asked: dict[str, str], field: str) -> None:
    answer = browser_of(everybody.ek).get(LOG, asked)
    assert answer.status_code == 422
    assert list(answer.context["log"].problems) == [field]
    assert f'id="{field}-wrong"' in answer.content.decode()


def test_it_is_ones_own_data(everybody: Cast) -> None:
    keep_sign_in(person=everybody.anan.pk, outcome="refused", address="203.0.113.9", now=timezone.now())
    keep_sign_in(person=everybody.chai.pk, outcome="in", address="203.0.113.1", now=timezone.now())
    (table,) = [table for table in own_data(everybody.anan).tables if table.code == "records.SignIn"]
    assert [row[1:] for row in table.rows] == [("refused", "203.0.113.9")]
    page = browser_of(everybody.anan).get("/accounts/data/").content.decode()
    assert "203.0.113.9" in page and "ถูกปฏิเสธ" in page and "203.0.113.1" not in page


@pytest.mark.parametrize(
    ("mode", "choice", "well", "said"),
    [
        ("desk", "not-chosen", True, "ไม่จำเป็น"),
        ("desk", "kept", True, "เก็บ 90 วัน"),
        ("served", "not-chosen", None, "ยังไม่ได้เลือก"),
        ("served", "not-kept", True, "ไม่เก็บ ตามที่กำหนดไว้"),
        ("served", "kept", True, "เก็บ 90 วัน"),
    ],
)
def test_doctor_says_which_holds(mode: Any, choice: Chosen, well: bool | None, said: str, tmp_path: Path) -> None:
    options = Options(mode=mode, sign_in_log=choice, folder=str(tmp_path))
    found = [finding for finding in examine(options) if "บันทึกการเข้าสู่ระบบ" in finding.what.th]
    assert [(finding.well, said in finding.what.th) for finding in found] == [(well, True)]
    assert (found[0].advice is not None) == (well is None)
    assert standing(options)[0] is well


def test_the_notice_and_the_record_say_which_holds(everybody: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "ไม่จำเป็นบนเครื่องสำนักงาน" in Client().get("/privacy/").content.decode()
    monkeypatch.setenv("PRONGSAI_SIGN_IN_LOG", "kept")
    for page in (Client().get("/privacy/"), browser_of(everybody.ek).get("/site/processing/")):
        assert "เก็บ 90 วัน แล้วลบเอง" in page.content.decode()
