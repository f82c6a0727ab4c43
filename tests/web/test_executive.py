"""The executive's phone: score, level, why, what waits for a signature and the brief at one glance; no closed door."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from test_browser import Visit, browser, codes, pytestmark, visit
from test_narrow import is_page

from prongsai.records.models import Person

__all__ = ["browser", "codes", "pytestmark", "visit"]

EXECUTIVE = "executive@example.org"
GLANCE = 900  # px of a page that a phone shows with one move of the thumb


@pytest.mark.parametrize("width", [320, 400])
def test_executive_sees_at_one_glance_where_we_stand_why_and_what_to_sign(visit: Visit, width: int) -> None:
    page = visit.page
    page.set_viewport_size({"width": width, "height": GLANCE})
    visit.sign_in(EXECUTIVE)
    page.wait_for_url(re.compile("/a/"))

    def seen(words: str) -> bool:
        box = page.get_by_text(words, exact=True).first.bounding_box()
        return box is not None and box["y"] + box["height"] <= GLANCE

    wanted = (
        "99.70",
        "ผ่านดีเยี่ยม",
        "ปัจจัยที่กำหนดระดับผลการประเมิน",
        "อยู่ระดับสูงสุดแล้ว",
        "เรื่องที่รอลงนาม",
        "ไม่มี",
        "สรุปสำหรับผู้บริหาร (PDF)",
    )
    assert {words: seen(words) for words in wanted} == dict.fromkeys(wanted, True)
    # Said once: further down stands what is not said here.
    assert page.get_by_role("heading", name="คะแนนรวม", exact=True).count() == 1
    assert page.get_by_text("จัดทำเล่มรายงาน").count() == 0
    visit.look()
    assert visit.said == []


def test_brief_is_one_tap_away_made_first_and_then_had(visit: Visit) -> None:
    page = visit.page
    visit.sign_in(EXECUTIVE)
    page.wait_for_url(re.compile("/a/"))
    page.get_by_role("button", name="สรุปสำหรับผู้บริหาร").click()
    page.get_by_role("link", name="ดาวน์โหลด").wait_for()
    visit.go("/")
    with page.expect_download() as got:
        page.get_by_role("link", name="สรุปสำหรับผู้บริหาร").click()
    assert got.value.suggested_filename.endswith(".pdf")
    assert visit.said == []


def test_who_signs_nothing_has_no_such_place(visit: Visit) -> None:
    visit.sign_in()
    visit.page.wait_for_url(re.compile("/a/"))
    assert visit.page.get_by_text("เรื่องที่รอลงนาม").count() == 0
    assert visit.page.get_by_role("heading", name="คะแนนรวม", exact=True).count() == 1


@pytest.mark.parametrize("email", [EXECUTIVE, "owner@example.org"])
def test_no_link_that_they_see_on_any_page_is_closed_to_them(codes: dict[str, str], email: str) -> None:
    browsing = Client()
    browsing.force_login(Person.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend")
    waiting, answers = ["/", "/accounts/"], dict[str, int]()
    while waiting:
        path = waiting.pop()
        if path in answers or not is_page(path):
            continue
        page = browsing.get(path, follow=True)
        answers[path] = page.status_code
        if "Content-Disposition" not in page:
            links = re.findall(r'<a [^>]*href="([^"#]+)', page.content.decode())
            waiting += [link for link in links if link.startswith("/")]
    assert {path: status for path, status in answers.items() if status != 200} == {}
    assert len(answers) > 100
