"""The pages of the program's own work and of messages in a real browser: axe, 320 px, and no mouse."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

from django.utils import timezone
from test_browser import Visit, browser, codes, pytestmark, visit

from prongsai.flow.jobs import known
from prongsai.flow.messages import telling
from prongsai.flow.upkeep.running import begin, do_due
from prongsai.language.text import Text
from prongsai.records.actions.machine.jobs import ask_job
from prongsai.records.models import Agency, Beat, Job, Person
from prongsai.records.scope import SYSTEM

__all__ = ["browser", "codes", "pytestmark", "visit"]

HOUR = datetime.timedelta(hours=1)


def shot(visit: Visit, name: str) -> None:
    """A picture at three widths, where somebody asks to look."""
    folder = os.environ.get("LOOK_INTO")
    for width in (320, 768, 1280) if folder else ():
        visit.page.set_viewport_size({"width": width, "height": 900})
        visit.page.screenshot(path=str(Path(folder or "") / f"{name}-{width}.png"), full_page=True)


def test_administrator_sees_what_is_late_what_was_off_and_what_was_given_up(visit: Visit) -> None:
    now = timezone.now()
    begin(lambda: now - 30 * HOUR)
    for lane in known.LANES:
        list(do_due(lambda: now - 30 * HOUR, lane))
    begin(lambda: now - HOUR)
    for lane in known.LANES:
        list(do_due(timezone.now, lane))
    visit.sign_in("admin@example.org")
    visit.page.wait_for_url(f"{visit.address}/")
    visit.page.get_by_role("link", name="งานของโปรแกรม").click()
    assert visit.page.get_by_text("เครื่องปิดอยู่ตั้งแต่").count() == 1
    assert visit.page.get_by_text("ไม่มีงานที่เกินกำหนด").count() == 1
    visit.look()
    shot(visit, "jobs-well")
    Beat.objects.filter(name="mail").update(
        last_done=now - 3 * HOUR, on_since=now - 3 * HOUR, tries=4, problem="database", problem_at=now
    )
    ask_job(name="of-another-release", key="1", due_at=now)
    Job.objects.update(due_at=None, tries=8, problem="memory", problem_at=now)
    visit.go("/")
    visit.look()
    shot(visit, "home-late")
    visit.page.get_by_role("link", name="ดูงานของโปรแกรม").focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/site/jobs/")
    assert visit.page.get_by_text("มีงานที่ต้องดูแล 2 รายการ").count() == 1
    visit.look()
    shot(visit, "jobs-late")
    assert visit.said == []


def test_messages_are_read_copied_and_chosen_without_a_mouse(visit: Visit, monkeypatch: object) -> None:
    monkeypatch.setattr(telling, "mail_goes_out", lambda: True)
    monkeypatch.setattr("prongsai.flow.messages.listing.mail_goes_out", lambda: True)
    agency, who = Agency.objects.within(SYSTEM).get(code=visit.code), Person.objects.get(email="mae-sot@example.org")
    admin = Person.objects.get(email="admin@example.org")
    visit.sign_in()
    visit.go("/accounts/messages/")
    visit.look()
    shot(visit, "messages-none")
    for number in (2, 3):
        telling.tell_of_result(agency, 2568, number, person=admin, now=timezone.now())
    telling.tell(
        [who],
        agency=None,
        by=None,
        subject="long",
        text=Text(th="รายงานผลการประเมิน" * 12, en="long"),
        now=timezone.now(),
    )
    page = visit.page
    visit.go(f"/a/{visit.code}/2568/")
    page.get_by_role("link", name="ข้อความใหม่ 3").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/messages/")
    visit.look()
    shot(visit, "messages")
    page.get_by_role("button", name="อ่านแล้ว").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("ยังไม่ได้อ่าน 2 ข้อความ").wait_for()
    page.get_by_role("link", name="ใส่ชื่อผู้ดำเนินการ").focus()
    page.keyboard.press("Enter")
    assert admin.name in page.get_by_label(agency.name).input_value()
    page.get_by_label("ไม่ส่งอีเมล").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="บันทึก", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_text("บันทึกวิธีรับอีเมลแล้ว").wait_for()
    visit.look()
    assert visit.said == []
