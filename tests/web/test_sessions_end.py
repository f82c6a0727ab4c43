"""A session ends when nobody uses it, and leaves nothing in the browser when it does."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings as given
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from test_permissions import ALL, address
from test_served import settings_of

from people import PASSWORD, Cast, cast, furnish, grant
from prongsai.records.models import Person
from prongsai.web.shell import activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody() -> Cast:
    return cast()


def browser_of(who: Person, minutes_ago: float) -> Client:
    """A browser that was last used so long ago, served by a process that remembers nothing of it."""
    browser = Client()
    browser.post("/accounts/login/", {"login": who.email, "password": PASSWORD})
    assert browser.get("/accounts/").status_code == 200
    moment = timezone.now() - datetime.timedelta(minutes=minutes_ago)
    assert UserSession.objects.filter(user=who).update(last_seen_at=moment) == 1
    browser.handler = type(browser.handler)(enforce_csrf_checks=False)
    return browser


@pytest.mark.parametrize(
    ("name", "minutes", "ends"),
    [
        ("anan", 59, False), ("anan", 61, False), ("anan", 479, False), ("anan", 481, True),
        ("hong", 61, False),  # an assessor of one agency
        ("gaew", 479, False), ("gaew", 481, True),
        ("dao", 59, False), ("dao", 61, True), ("ek", 59, False), ("ek", 61, True),
    ],
)  # fmt: skip
def test_session_ends_after_hours_and_over_areas_after_one(
    everybody: Cast, name: str, minutes: float, ends: bool
) -> None:
    browser = browser_of(getattr(everybody, name), minutes)
    key = browser.cookies["prongsai"].value
    answer = browser.get("/accounts/?x=1")
    assert answer.status_code == (302 if ends else 200)
    assert Session.objects.filter(session_key=key).exists() is not ends
    assert UserSession.objects.filter(session_key=key).exists() is not ends
    if ends:
        assert answer.headers["Location"] == "/accounts/login/?next=/accounts/%3Fx%3D1"
        assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert "ไม่มีการใช้งานนานเกินกำหนด" in browser.get(answer.headers["Location"]).content.decode()


def test_cookie_of_a_session_that_ended_opens_nothing_any_more(everybody: Cast) -> None:
    browser = browser_of(everybody.anan, 481)
    old = browser.cookies["prongsai"].value
    browser.get("/accounts/")
    thief = Client()
    thief.cookies["prongsai"] = old
    assert thief.get("/accounts/").status_code == 302


def test_role_that_comes_shortens_the_session_and_one_that_is_over_does_not(everybody: Cast) -> None:
    grant(everybody.boon, "supervisor", area_kind="province", area="ข", ends=datetime.date(2020, 2, 1))
    assert browser_of(everybody.boon, 61).get("/accounts/").status_code == 200
    grant(everybody.anan, "supervisor", area_kind="province", area="ข")
    assert browser_of(everybody.anan, 61).get("/accounts/").status_code == 302


def test_settings_say_how_long(everybody: Cast, settings: Any) -> None:
    settings.OPTIONS = replace(given.OPTIONS, idle_minutes=20, idle_minutes_over_areas=30)
    assert browser_of(everybody.anan, 21).get("/accounts/").status_code == 302
    assert browser_of(everybody.dao, 21).get("/accounts/").status_code == 200
    assert browser_of(everybody.ek, 31).get("/accounts/").status_code == 302


def test_who_goes_on_working_stays(everybody: Cast) -> None:
    browser = browser_of(everybody.ek, 50)
    assert browser.get("/accounts/").status_code == 200
    assert UserSession.objects.get().last_seen_at > timezone.now() - datetime.timedelta(minutes=1)


def test_row_in_use_is_never_much_older_than_ten_minutes(everybody: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever another process wrote some minutes ago: this one writes when that is ten minutes old."""
    clock = [5_000.0]
    monkeypatch.setattr(activity.time, "monotonic", lambda: clock[0])
    browser = browser_of(everybody.anan, 9)
    browser.get("/accounts/")
    before = UserSession.objects.get().last_seen_at
    clock[0] += 61
    UserSession.objects.update(last_seen_at=before - datetime.timedelta(seconds=61))
    browser.get("/accounts/")
    assert UserSession.objects.get().last_seen_at > timezone.now() - datetime.timedelta(minutes=1)


def test_write_that_gave_way_is_tried_again_within_a_minute(everybody: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [5_000.0]
    monkeypatch.setattr(activity.time, "monotonic", lambda: clock[0])

    def busy(_: object) -> None:
        raise DatabaseError

    browser = browser_of(everybody.anan, 30)
    with monkeypatch.context() as patch:
        patch.setattr(activity, "_at_once", busy)
        assert browser.get("/accounts/").status_code == 200
    clock[0] += 61
    browser.get("/accounts/")
    assert UserSession.objects.get().last_seen_at > timezone.now() - datetime.timedelta(minutes=1)


def test_no_answer_is_kept_by_a_browser_but_what_is_the_same_for_all(everybody: Cast) -> None:
    rows = furnish(everybody.a, everybody.anan, "mae-sot")
    kept, downloads = [], 0
    for name in (None, "anan", "ek"):
        browser = Client()
        if name:
            browser.force_login(getattr(everybody, name))
        for route, _ in ALL:
            for method in ("get", "post"):
                if "logout" in route:
                    continue
                answer = getattr(browser, method)(address(route, everybody, rows).replace("round.json", "round.yaml"))
                said = answer.headers["Cache-Control"]
                downloads += "attachment" in answer.headers.get("Content-Disposition", "")
                if said != "no-store, private":
                    kept.append((route, said))
    assert set(kept) == {("fonts/<str:name>", "public, max-age=31536000, immutable")}
    assert downloads >= 4
    assert Client().get("/nowhere\x00/").headers["Cache-Control"] == "no-store, private"


def test_sign_out_empties_the_browser_but_for_its_language(everybody: Cast) -> None:
    browser = Client()
    browser.post("/language", {"language": "en"})
    browser.force_login(everybody.anan)
    assert "Clear-Site-Data" not in browser.get("/accounts/").headers
    answer = browser.post("/accounts/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Sign in" in browser.get("/accounts/login/").content.decode()


SERVED = {"PRONGSAI_MODE": "served", "PRONGSAI_SITE": "https://ita.example.go.th"}


def test_cookies_of_a_served_site_are_the_hosts_own(tmp_path: Path) -> None:
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    more = ("SESSION_COOKIE_PATH", "CSRF_COOKIE_PATH", "SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_DOMAIN")
    served = settings_of(tmp_path, names=names + more, **SERVED)
    assert list(served.values()) == ["__Host-prongsai", "__Host-csrftoken", True, True, "/", "/", None, None]
    desk = settings_of(tmp_path, names=names)
    assert list(desk.values()) == ["prongsai", "csrftoken", False, False]


def test_every_cookie_that_a_served_site_sets_is_the_hosts_own(tmp_path: Path) -> None:
    # A process of its own, for names are read once.
    code = """
import django
django.setup()
from django.contrib.messages import constants
from django.contrib.messages.storage import default_storage
from django.http import HttpResponse
from django.test import RequestFactory
from prongsai.web.shell.languages import _remember

request, answer = RequestFactory().get("/", secure=True), HttpResponse()
request.session = {}
told = default_storage(request)
told.add(constants.INFO, "x")
told.update(answer)
_remember(answer, "en")
request.COOKIES = {name: morsel.value for name, morsel in answer.cookies.items()}
again, gone = default_storage(request), HttpResponse()
assert [str(each) for each in again] == ["x"]
again.update(gone)
for cookie in (*answer.cookies.values(), *gone.cookies.values()):
    print(cookie.key, bool(cookie["secure"]), cookie["path"], cookie["domain"] or None)
"""
    more = {"PRONGSAI_FOLDER": str(tmp_path), "DJANGO_SETTINGS_MODULE": "prongsai.config.settings", **SERVED}
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | more, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "__Host-messages True / None",
        "__Host-language True / None",
        "__Host-messages True / None",
    ]
