"""Before a session ends of idleness the page says so, one button keeps it, and nothing that was typed is lost."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import Any

from allauth.usersessions.models import UserSession
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as given
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page
from test_browser import NARROW, WIDE, Visit, browser, codes, visit
from test_browser import pytestmark as in_browser
from test_comfort import SMALL

from people import PASSWORD, cast
from prongsai.flow.site.showcase import PASSWORD as OF_EXAMPLES

__all__ = ["browser", "codes", "visit"]

pytestmark = in_browser
STAY = "/accounts/stay/"
HOUR = 60 * 60


def signed_in(email: str) -> Client:
    client = Client()
    assert client.post("/accounts/login/", {"login": email, "password": PASSWORD}).status_code == 302
    return client


def test_asking_says_for_how_long_and_is_being_here() -> None:
    everybody = cast()
    assert Client().get(STAY).json() == {"person": None}
    for who, hours in ((everybody.anan, 8), (everybody.ek, 1)):
        client = signed_in(who.email)
        said = client.get(STAY).json()
        assert said["person"] == who.pk and hours * HOUR - 60 < said["seconds"] <= hours * HOUR
        assert len(said["token"]) > 30
        # A row of nine minutes is not written anew; one of eleven is.
        for minutes, left in ((9, hours * HOUR - 9 * 60), (11, hours * HOUR)):
            at = timezone.now() - datetime.timedelta(minutes=minutes)
            UserSession.objects.filter(user=who).update(last_seen_at=at)
            client.handler = type(client.handler)(enforce_csrf_checks=False)
            assert left - 60 < client.get(STAY).json()["seconds"] <= left
    answer = client.get(STAY)
    assert "no-store" in answer["Cache-Control"] and client.post(STAY).status_code == 405


def test_a_session_that_is_over_is_not_brought_back_by_asking() -> None:
    client = signed_in(cast().anan.email)
    client.get("/accounts/")
    UserSession.objects.update(last_seen_at=timezone.now() - datetime.timedelta(hours=9))
    client.handler = type(client.handler)(enforce_csrf_checks=False)
    assert client.get(STAY).json() == {"person": None}
    assert client.get("/accounts/").status_code == 302


def test_every_page_of_who_is_signed_in_knows_when_it_must_warn_and_no_other_does(settings: Any) -> None:
    everybody = cast()
    settings.OPTIONS = replace(given.OPTIONS, idle_minutes=45, idle_minutes_over_areas=20)
    for who, seconds in ((everybody.anan, 35 * 60), (everybody.ek, 10 * 60)):
        page = signed_in(who.email).get("/accounts/").content.decode()
        assert f'data-seconds="{seconds}"' in page and 'role="alertdialog"' in page
    assert "alertdialog" not in Client().get("/privacy/").content.decode()


def waiting(visit: Visit, path: str) -> Page:
    """A page on which one has begun to type, two minutes before its session may end."""
    visit.page.clock.install()
    visit.sign_in()
    visit.page.wait_for_url(re.compile(r"/a/"))
    visit.go(path)
    return visit.page


def test_the_page_warns_and_one_press_stays_with_everything_typed(visit: Visit) -> None:
    page = waiting(visit, visit.year("papers/"))
    field = page.locator("main form input[type=text], main form input:not([type])").first
    field.fill("พิมพ์ค้างไว้")
    box = page.get_by_role("alertdialog", name="ยังใช้งานอยู่หรือไม่")
    page.clock.run_for((8 * HOUR - 600 - 130) * 1000)
    assert not box.is_visible()
    page.clock.run_for(15_000)
    box.wait_for()
    assert page.evaluate("document.activeElement.textContent") == "ใช้งานต่อ"
    assert "ภายใน 2 นาที" in box.inner_text()
    assert [each.inner_text() for each in box.get_by_role("button").all()] == ["ใช้งานต่อ"]
    for width in (NARROW, 768, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SMALL) == []
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    found = Axe().run(page)
    assert not found.violations_count, found.generate_report()
    page.keyboard.press("Enter")
    box.wait_for(state="hidden")
    assert field.input_value() == "พิมพ์ค้างไว้"
    assert field.evaluate("each => each === document.activeElement"), "one goes on where one was"
    page.clock.run_for((8 * HOUR - 600 - 130) * 1000)
    assert not box.is_visible()
    assert visit.said == []


def test_when_it_is_over_the_page_stays_and_goes_on_after_signing_in_elsewhere(visit: Visit) -> None:
    page = waiting(visit, visit.year("texts/results/"))
    page.get_by_label("ข้อความ", exact=True).fill("ถ้อยคำที่พิมพ์ก่อนหมดเวลา")
    # The draft is kept while one types, and to keep it is to be here.
    with page.expect_response("**/draft/**"):
        page.clock.run_for(2_000)
    box = page.get_by_role("alertdialog")
    page.clock.run_for(8 * HOUR * 1000)
    box.wait_for()
    Session.objects.all().delete()
    UserSession.objects.all().delete()
    box.get_by_role("button", name="ใช้งานต่อ").click()
    page.get_by_text("ระบบออกจากระบบให้แล้ว").wait_for()
    found = Axe().run(page)
    assert not found.violations_count, found.generate_report()
    with page.expect_popup() as opened:
        box.get_by_role("link", name="เข้าสู่ระบบในหน้าใหม่").click()
    other = opened.value
    other.get_by_label("อีเมล").fill("mae-sot@example.org")
    other.get_by_label("รหัสผ่าน").fill(OF_EXAMPLES)
    other.get_by_role("button", name="เข้าสู่ระบบ", exact=True).click()
    other.wait_for_url(re.compile(r"/a/"))
    box.get_by_role("button", name="ใช้งานต่อ").click()
    box.wait_for(state="hidden")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    page.get_by_text("บันทึกข้อความแล้ว").wait_for()
    assert "ถ้อยคำที่พิมพ์ก่อนหมดเวลา" in page.get_by_label("ข้อความ", exact=True).input_value()


def test_another_account_in_the_same_browser_sends_nothing_of_this_page(visit: Visit) -> None:
    page = waiting(visit, visit.year("texts/results/"))
    box = page.get_by_role("alertdialog")
    page.clock.run_for(8 * HOUR * 1000)
    box.wait_for()
    other = page.context.new_page()
    page.context.clear_cookies()
    other.goto(f"{visit.address}/accounts/login/")
    other.get_by_label("อีเมล").fill("owner@example.org")
    other.get_by_label("รหัสผ่าน").fill(OF_EXAMPLES)
    other.get_by_role("button", name="เข้าสู่ระบบ", exact=True).click()
    other.wait_for_url(re.compile(r"/a/"))
    before = page.locator("main [name=csrfmiddlewaretoken]").first.input_value()
    box.get_by_role("button", name="ใช้งานต่อ").click()
    page.get_by_text("มีบัญชีอื่นเข้าสู่ระบบ").wait_for()
    assert page.locator("main [name=csrfmiddlewaretoken]").first.input_value() == before
    box.get_by_role("button", name="ปิดข้อความนี้").click()
    box.wait_for(state="hidden")


def test_a_page_beside_it_that_is_used_keeps_it_quiet(visit: Visit) -> None:
    page = waiting(visit, visit.year())
    box = page.get_by_role("alertdialog")
    page.clock.run_for((8 * HOUR - 600 - 100) * 1000)
    box.wait_for()
    # The page beside it has a clock of its own, and so may last as long as it likes.
    beside = page.context.new_page()
    beside.goto(f"{visit.address}/accounts/")
    key = "Object.keys(localStorage).find(each => each.startsWith('prongsai-until-'))"
    beside.evaluate(f"localStorage.setItem({key}, String(Date.now() + 100 * 3600 * 1000))")
    box.wait_for(state="hidden")


def test_it_is_put_away_with_escape_and_comes_back_on_no_page_that_is_left_alone(visit: Visit) -> None:
    page = waiting(visit, visit.year())
    box = page.get_by_role("alertdialog")
    page.clock.run_for((8 * HOUR - 600 - 100) * 1000)
    box.wait_for()
    page.keyboard.press("Escape")
    box.wait_for(state="hidden")
    page.clock.run_for(30_000)
    assert not box.is_visible()
