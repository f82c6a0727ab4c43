"""A coordinator sets the days of the running year in a real browser, by the keyboard; a mistake is mended in place."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from test_browser import Visit, browser, codes, pytestmark, visit

from prongsai.criteria import editions as shipped
from prongsai.criteria.editions import year_in
from prongsai.language.calendar import fiscal_year, short_date
from prongsai.records.models import RoundPhase
from prongsai.records.scope import SYSTEM

__all__ = ["browser", "codes", "pytestmark", "visit"]


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> int:
    """The fiscal year that runs, of which nothing is announced yet."""
    year = fiscal_year(timezone.localdate())
    known_before = tuple(name for name in shipped.editions() if (year_in(name) or 0) < year)
    monkeypatch.setattr(shipped, "editions", lambda: known_before)
    return year


def test_days_are_set_mended_looked_at_and_saved(visit: Visit, running: int) -> None:
    page, at = visit.page, f"/a/{visit.code}/{running}/"
    visit.sign_in()
    page.wait_for_url(f"**/a/{visit.code}/**")
    visit.go(f"/a/{visit.code}/years/open/")
    page.get_by_role("button", name="เปิดปีที่เลือก").press("Enter")
    page.wait_for_url(f"**{at}")
    page.get_by_role("link", name="ติดตามกำหนดการของปี").click()
    page.wait_for_url(f"**{at}phases/")
    assert page.get_by_text("ยังไม่ทราบวันของ 11 จาก 11 ช่วงงาน").count() == 1
    visit.look()

    # One day does not exist: said at its field, the rest stays typed.
    ends = page.get_by_label("สิ้นสุด (รวมวันนั้น) ตอบแบบ OIT และผู้บริหารอนุมัติ")
    page.get_by_label("เริ่ม ตอบแบบ OIT และผู้บริหารอนุมัติ").fill(f"๑/๔/{running}")
    ends.fill(f"31/4/{running}")
    page.get_by_label("ชื่อประกาศหรือหนังสือ").fill("หนังสือแจ้งกำหนดการประเมิน")
    page.get_by_label("เลขที่").fill("ปช 0001/ว 12")
    page.get_by_role("button", name="ดูสิ่งที่เปลี่ยนก่อนบันทึก").press("Enter")
    page.get_by_role("heading", name="ยังบันทึกไม่ได้").wait_for()
    visit.look()
    page.get_by_role("link", name=re.compile("ไม่มีวันที่ 31")).press("Enter")
    assert page.evaluate("document.activeElement.id") == "ends-disclosure"
    assert ends.get_attribute("aria-invalid") == "true"

    page.keyboard.press("Control+A")
    page.keyboard.type(f"30 เมษายน {running}")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="ตรวจก่อนบันทึก").wait_for()
    assert page.get_by_text("เตือนใกล้ครบกำหนดบนหน้าหลักของปีตั้งแต่ 16 เม.ย.").count() == 1
    visit.look()
    page.get_by_role("button", name="กลับไปแก้วัน").press("Enter")
    assert ends.input_value() == f"30 เมษายน {running}"
    page.get_by_role("button", name="ดูสิ่งที่เปลี่ยนก่อนบันทึก").press("Enter")
    page.get_by_role("button", name="บันทึกวันที่เปลี่ยน").press("Enter")
    page.get_by_text("บันทึกวันของ 1 ช่วงงานแล้ว").wait_for()
    visit.look()
    row = RoundPhase.objects.within(SYSTEM).get(round__agency__code=visit.code, round__year=running, code="disclosure")
    assert row.ends is not None and short_date(row.ends) == f"30 เม.ย. {running}"

    # In English the days are shown in its own way, and sent back unchanged they are the same.
    page.get_by_role("button", name="English").click()
    visit.look()
    page.get_by_role("button", name="See what changes").press("Enter")
    page.get_by_role("heading", name="No day differs from what is saved").wait_for()
    # The console says nothing but that two pages were refused.
    assert {said for said in visit.said if "422" not in said} == set()
