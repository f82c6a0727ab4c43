"""The pages of personal data in a real browser: by the keyboard, for older eyes, and to axe."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from test_browser import NARROW, WIDE, Visit, browser, codes, pytestmark, visit

from prongsai.flow.privacy import notice
from prongsai.records.actions.privacy.sign_ins import keep_sign_in
from prongsai.records.models import NoticeSeen, Person

__all__ = ["browser", "codes", "pytestmark", "visit"]

# What is too small on these pages: text below 18 px, and what is pressed below 44 px; links within a sentence are text.
SMALL = """() => {
  const small = [], words = each => (each.textContent || each.name || "").trim().slice(0, 40);
  const written = document.createTreeWalker(document.querySelector(".large"), NodeFilter.SHOW_TEXT);
  while (written.nextNode()) {
    const each = written.currentNode.parentElement, size = parseFloat(getComputedStyle(each).fontSize);
    if (written.currentNode.data.trim() && each.offsetParent && size < 18) { small.push(`${size} px: ${words(each)}`); }
  }
  const pressed = "a, button, summary, input:not([type=hidden]):not([type=checkbox]), textarea, select, .check";
  for (const each of document.querySelectorAll(".large :is(" + pressed + ")")) {
    const box = each.getBoundingClientRect();
    if (each.offsetParent && (box.height < 44 || box.width < 44)) {
      small.push(`${box.width} by ${box.height}: ${words(each)}`);
    }
  }
  return small;
}"""


def look(visit: Visit) -> None:
    visit.look()
    for width in (NARROW, 768, WIDE):
        visit.page.set_viewport_size({"width": width, "height": 900})
        assert visit.page.evaluate(SMALL) == [], f"{visit.page.url} at {width} px"


def test_somebody_new_reads_the_notice_by_the_keyboard_and_finds_their_data(visit: Visit) -> None:
    page, who = visit.page, Person.objects.get(email="owner@example.org")
    NoticeSeen.objects.filter(person=who).delete()
    visit.sign_in(who.email)
    page.wait_for_url("**/privacy/?next=**")
    look(visit)
    page.keyboard.press("Tab")
    for _ in range(30):
        if page.evaluate("document.activeElement.textContent").strip() == "รับทราบและดำเนินการต่อ":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/a/"))
    assert NoticeSeen.objects.get(person=who).version == notice.version_now()

    visit.go("/accounts/")
    page.get_by_role("link", name="ข้อมูลของฉัน").click()
    page.wait_for_url("**/accounts/data/")
    look(visit)
    with page.expect_download() as coming:
        page.get_by_role("link", name=re.compile("CSV")).click()
    assert coming.value.suggested_filename == f"ข้อมูลส่วนบุคคล-{who.pk}.csv"
    assert visit.said == []


@pytest.mark.parametrize("language", ["th", "en"])
def test_an_administrator_looks_at_the_record_and_at_somebodys_data(visit: Visit, language: str) -> None:
    page = visit.page
    visit.sign_in("admin@example.org")
    page.wait_for_url(re.compile(r"/$"))
    if language == "en":
        page.get_by_role("button", name="English").click()
    who = Person.objects.get(email="owner@example.org")
    keep_sign_in(person=who.pk, outcome="refused", address="2001:db8:85a3:8d3:1319:8a2e:370:7348", now=timezone.now())
    visit.go("/site/breaches/new/")
    look(visit)
    for field in ("what", "data", "whom"):
        page.locator(f"[name={field}]").fill("ทดสอบ")
    page.locator("[name=noticed_time]").fill("0.00")
    for part, choice in enumerate((1, 1, 1)):
        page.locator(f"[name=noticed_day_{part}]").select_option(index=choice)
    page.locator("main button[type=submit], main form button").last.press("Enter")
    page.wait_for_url("**/site/breaches/1/")
    look(visit)
    for path in (
        "/site/breaches/",
        "/site/sign-ins/",
        "/site/agreements/",
        "/site/processing/",
        f"/people/accounts/{who.pk}/data/",
        "/privacy/",
    ):
        visit.go(path)
        look(visit)
    assert visit.said == []
