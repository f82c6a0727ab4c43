"""The running year of an agency in a real browser: opened, days set, units drawn, an owner invited, a file kept,
then the announced rules adopted with items that changed; nothing of it is lost."""

from __future__ import annotations

import re
from pathlib import Path

from test_browser import Visit, browser, codes, pytestmark, visit
from test_running_year_browser import announced, running

from prongsai.flow.site.showcase import PASSWORD
from prongsai.records.models import Agency, AgencyFile, AgencyRound, Grant, RoundPhase
from prongsai.records.queries.units import units_in, walk
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM

__all__ = ["browser", "codes", "pytestmark", "running", "visit"]


def test_nothing_that_was_set_is_lost_when_announced_rules_are_adopted(
    visit: Visit, running: int, tmp_path: Path
) -> None:
    page, agency, at = visit.page, f"/a/{visit.code}/", f"/a/{visit.code}/{running}/"
    visit.sign_in()
    page.wait_for_url(f"**{agency}**")
    visit.go(f"{agency}years/open/")
    page.get_by_role("button", name="เปิดปีที่เลือก").press("Enter")
    page.wait_for_url(f"**{at}")

    visit.go(f"{at}phases/")
    page.get_by_label("สิ้นสุด (รวมวันนั้น) ตอบแบบ OIT และผู้บริหารอนุมัติ").fill(f"30 เม.ย. {running}")
    page.get_by_label("ชื่อประกาศหรือหนังสือ").fill("หนังสือแจ้งกำหนดการประเมิน")
    page.get_by_role("button", name="ดูสิ่งที่เปลี่ยนก่อนบันทึก").press("Enter")
    page.get_by_role("button", name="บันทึกวันที่เปลี่ยน").press("Enter")
    page.get_by_text("บันทึกวันของ 1 ช่วงงานแล้ว").wait_for()

    visit.go(f"{agency}units/paste/")
    page.get_by_label("รายการ บรรทัดละชื่อ").fill("1. กองงบประมาณ\n1.1 งานการเงิน\n2. กองช่าง")
    page.get_by_role("button", name="อ่านรายการ").press("Enter")
    page.get_by_role("button", name="เพิ่ม 3 รายการ").press("Enter")
    page.wait_for_url("**/units/")

    visit.go(f"{agency}people/invite/")
    page.get_by_label("บทบาท").select_option("section-owner")
    page.get_by_label(re.compile("ส่วนราชการที่ดูแล")).select_option(label="กองงบประมาณ")
    if page.get_by_label("พิมพ์ใบรหัสมอบให้เอง").count():
        page.get_by_label("พิมพ์ใบรหัสมอบให้เอง").check()
    page.get_by_role("button", name="เชิญ", exact=True).press("Enter")
    code = page.locator(".big").inner_text()

    # A letter that came is kept; what can run is refused beside it, in words.
    visit.go(f"{agency}files/")
    visit.look()
    page.get_by_label("เลือกไฟล์ เลือกได้หลายไฟล์").set_input_files([
        {"name": "แบบตอบรับ.csv", "mimeType": "text/csv", "buffer": "ข้อ,วันที่\no1,๓๐ เม.ย.\n".encode()},
        {"name": "หน้าเว็บ.html", "mimeType": "text/html", "buffer": b"<html><script></script></html>"},
    ])  # fmt: skip
    page.get_by_role("button", name="เก็บไฟล์").press("Enter")
    page.get_by_role("heading", name="เก็บแล้ว 1 ไฟล์ จาก 2 ไฟล์").wait_for()
    visit.look()
    with page.expect_download() as saved:
        page.get_by_role("link", name="แบบตอบรับ.csv").click()
    assert saved.value.suggested_filename == "แบบตอบรับ.csv"
    visit.go(f"{agency}files/disposal/")
    visit.look()

    announced(running, tmp_path / "announced")
    visit.go(f"{at}edition/")
    page.get_by_text("ข้อที่เปลี่ยนเลขข้อ (2)").wait_for()
    page.get_by_role("button", name=f"รับหลักเกณฑ์ปี {running}").press("Enter")
    page.get_by_text(f"รับหลักเกณฑ์ปี {running} แล้ว").wait_for()
    visit.look()
    page.get_by_role("button", name="ออกจากระบบ").click()

    visit.go("/join/")
    page.get_by_label("รหัสคำเชิญ").fill(code)
    page.locator("main").get_by_role("button").first.click()
    page.get_by_label("อีเมล").fill("owner-of-one@example.org")
    page.get_by_label(re.compile("^ชื่อ")).fill("เจ้าของกอง")
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    page.get_by_role("button", name="ตอบรับ").click()
    page.get_by_role("button", name=re.compile("^รับทราบ")).click()
    page.wait_for_url(f"**{agency}**")

    kept = Agency.objects.within(SYSTEM).get(code=visit.code)
    year = AgencyRound.objects.within(SYSTEM).select_related("edition").get(agency=kept, year=running)
    assert not year.provisional and year.edition.name == f"nacc-{running}"
    phase = RoundPhase.objects.within(SYSTEM).get(round=year, code="disclosure")
    assert phase.ends is not None and (phase.ends.month, phase.ends.day) == (4, 30)
    assert phase.source == "หนังสือแจ้งกำหนดการประเมิน"
    drawn = ["  " * depth + unit.name for depth, unit in walk(units_in(kept))]
    assert drawn == ["กองงบประมาณ", "  งานการเงิน", "กองช่าง"]
    held = Grant.objects.within(SYSTEM).select_related("unit").get(person__email="owner-of-one@example.org")
    assert held.unit is not None and held.unit.name == "กองงบประมาณ"
    names = AgencyFile.objects.within(SYSTEM).filter(agency=kept).values_list("name", flat=True)
    assert list(names) == ["แบบตอบรับ.csv"]
    assert row_faults(kept) == ()
    assert [said for said in visit.said if "422" not in said and "Clear-Site-Data" not in said] == []
