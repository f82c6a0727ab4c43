"""When somebody was last here is written every ten minutes, and never waited for."""

from __future__ import annotations

import datetime
import sqlite3
import time

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from site_of_tests import Site

from prongsai.web.shell import activity

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each browser of these tests is served by a process that remembers nothing: every page asks the row."""
    monkeypatch.setattr(activity, "_MOST", 0)
    monkeypatch.setattr(time, "monotonic", lambda clock=[0.0]: clock.__setitem__(0, clock[0] + 10_000) or clock[0])


def signed_in() -> tuple[Client, UserSession]:
    site = Site()
    browser = site.client(site.anan)
    assert browser.get("/", follow=True).status_code == 200
    return browser, UserSession.objects.get(user=site.anan)


def seen(minutes_ago: float) -> datetime.datetime:
    moment = timezone.now() - datetime.timedelta(minutes=minutes_ago)
    UserSession.objects.update(last_seen_at=moment)
    return moment


def test_activity_is_written_after_ten_minutes_and_not_before() -> None:
    browser, _ = signed_in()
    fresh = seen(9)
    browser.get("/", HTTP_USER_AGENT="other")
    session = UserSession.objects.get()
    assert (session.last_seen_at, session.user_agent) == (fresh, "")

    old = seen(11)
    browser.get("/", HTTP_USER_AGENT="other")
    session = UserSession.objects.get()
    assert session.last_seen_at > old
    assert (session.user_agent, session.ip) == ("other", "127.0.0.1")


def test_pages_in_between_do_not_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(activity, "_MOST", 10)
    monkeypatch.setattr(time, "monotonic", lambda: 5_000.0)
    browser, _ = signed_in()
    with CaptureQueriesContext(connection) as asked:
        browser.get("/accounts/me/", follow=True)
    assert [query["sql"] for query in asked if "usersession" in query["sql"]] == []


def test_activity_gives_way_where_somebody_writes() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL nobody waits for a writer of other rows: it is SQLite's one lock that this is about")
    browser, _ = signed_in()
    old = seen(11)
    writer = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    try:
        writer.execute("BEGIN IMMEDIATE")
        started = time.perf_counter()
        assert browser.get("/", follow=True).status_code == 200
        assert time.perf_counter() - started < 5
    finally:
        writer.execute("ROLLBACK")
        writer.close()
    assert UserSession.objects.get().last_seen_at == old
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,)
