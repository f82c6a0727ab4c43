"""The board in a real browser, by the keyboard: assigned, answered, ticked, copied into the assessor's system."""

from __future__ import annotations

import re

from django.utils import timezone
from test_browser import NARROW, Visit, _tab_to, browser, codes, pytestmark, visit

from prongsai.flow.year import opening
from prongsai.language.calendar import fiscal_year
from prongsai.records.actions.office import units
from prongsai.records.actions.office.units import Planned
from prongsai.records.models import Agency, ElementTick, OitItem, OitLink, Person
from prongsai.records.queries.scopes import scope_of
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM

__all__ = ["browser", "codes", "pytestmark", "visit"]


def begun_year(visit: Visit) -> tuple[Agency, int]:
    """The running year is open, and there are units."""
    now, today = timezone.now(), timezone.localdate()
    agency: Agency = Agency.objects.within(SYSTEM).get(code=visit.code)
    person = Person.objects.get(email="mae-sot@example.org")
    planned = [Planned("กองคลัง", (Planned("งานการเงิน"),)), Planned("กองยุทธศาสตร์และงบประมาณ")]
    units.add_units(agency=agency, parent=None, planned=planned, person=person, now=now)
    running = fiscal_year(today)
    opening.open_year(scope_of(person, today), agency, running, person=person, now=now, today=today)
    return agency, running


def row(agency: Agency, item: str) -> OitItem:
    found: OitItem = OitItem.objects.within(SYSTEM).get(agency=agency, item=item, period="", gone_from="")
    return found


def test_coordinator_assigns_answers_ticks_and_copies_an_item(visit: Visit) -> None:
    agency, year = begun_year(visit)
    page = visit.page
    visit.sign_in()
    page.wait_for_url(f"**/a/{visit.code}/**")
    visit.go(f"/a/{visit.code}/{year}/")
    visit.look()  # the home of the year, with its board
    page.get_by_role("link", name="กระดานข้อมูลเปิดเผย", exact=True).click()
    page.wait_for_url("**/oit/")
    visit.look()

    # Two rows at once, by the keyboard, in a window as narrow as a phone.
    page.set_viewport_size({"width": NARROW, "height": 900})
    for item in ("o1", "o2"):
        box = page.locator(f"#row-{item}")
        _tab_to(page, box)
        page.keyboard.press("Space")
    page.get_by_label("ส่วนราชการ", exact=True).last.select_option(label="กองคลัง › งานการเงิน")
    page.get_by_label("ผู้รับผิดชอบ", exact=True).select_option(index=2)
    page.get_by_label("วันครบกำหนด", exact=True).fill("ไม่ทราบ")
    page.get_by_role("button", name="มอบหมาย", exact=True).press("Enter")
    page.get_by_role("heading", name="ยังบันทึกไม่ได้").wait_for()
    visit.look()
    assert page.locator("#row-o1").is_checked()
    page.get_by_label("วันครบกำหนด", exact=True).fill(f"1 ต.ค. {year - 1}")
    page.get_by_role("button", name="มอบหมาย", exact=True).press("Enter")
    page.get_by_text("มอบหมายแล้ว 2 รายการ").wait_for()
    visit.look()  # both are late
    assert row(agency, "o2").unit is not None
    page.get_by_role("heading", name=re.compile("เรื่องเร่งด่วน")).wait_for()
    page.get_by_label("เฉพาะของฉัน").check()
    page.get_by_role("button", name="แสดง", exact=True).press("Enter")
    page.get_by_text("แสดง 2 จาก 26 ข้อ").wait_for()
    visit.look()

    page.locator("tbody").get_by_role("link", name=re.compile("^o1 ")).click()
    page.wait_for_url("**/oit/o1/")
    visit.look()
    page.get_by_label("เพิ่มลิงก์").fill("ดูที่ www.example.go.th/o1")
    page.get_by_role("button", name="เพิ่มลิงก์").press("Enter")
    page.get_by_text("ไม่มี http:// หรือ https:// นำหน้า").wait_for()
    visit.look()
    page.get_by_label("เพิ่มลิงก์").fill("ผังโครงสร้าง https://www.example.go.th/o1.pdf (ปรับปรุงแล้ว)")
    page.get_by_role("button", name="เพิ่มลิงก์").press("Enter")
    page.get_by_text("เพิ่มแล้ว 1 ลิงก์").wait_for()
    page.get_by_label(re.compile("^แผนผังโครงสร้าง")).check()
    page.get_by_label(re.compile("^แสดงที่ลิงก์ องค์ประกอบที่ 1")).select_option(index=1)
    page.get_by_label(re.compile("^ตำแหน่ง เช่น หน้า 3 องค์ประกอบที่ 1")).fill("หน้า 3")
    page.get_by_role("button", name="บันทึกองค์ประกอบ").press("Enter")
    page.get_by_text("องค์ประกอบที่ ๑ หน้า ๓").wait_for()
    visit.look()
    page.get_by_role("button", name="ใช้คำอธิบายนี้").press("Enter")
    page.get_by_text("บันทึกลิงก์แล้ว").wait_for()
    page.get_by_role("button", name="แสดงครบทุกองค์ประกอบที่ลิงก์นี้").press("Enter")
    page.get_by_text("ทำเครื่องหมายองค์ประกอบที่เหลือทั้งหมดแล้ว").wait_for()
    page.get_by_label("ข้อความ", exact=True).fill("ขอภาพผู้บริหารชุดใหม่")
    page.get_by_role("button", name="ส่งข้อความ").press("Enter")
    page.get_by_text("ขอภาพผู้บริหารชุดใหม่").wait_for()
    page.get_by_label("สถานะ", exact=True).select_option("ready")
    page.get_by_role("button", name="บันทึกสถานะ").press("Enter")
    page.get_by_text("บันทึกแล้ว", exact=True).wait_for()
    visit.look()
    assert ElementTick.objects.within(SYSTEM).filter(item=row(agency, "o1")).count() == 3

    visit.go(f"/a/{visit.code}/{year}/oit/answers/")
    visit.look()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=re.compile("^คัดลอก URL")).first.press("Enter")
    page.locator("button.copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "https://www.example.go.th/o1.pdf"
    page.get_by_role("button", name=re.compile("^คัดลอกคำอธิบายและทำเครื่องหมาย")).press("Enter")
    page.get_by_text("ทำเครื่องหมายว่ากรอกข้อ o1 แล้ว").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "องค์ประกอบที่ ๑ หน้า ๓"
    visit.look()
    (link,) = OitLink.objects.within(SYSTEM).filter(item=row(agency, "o1"))
    assert row(agency, "o1").state == "entered" and link.entered_text.endswith("หน้า ๓")

    # What is changed afterwards is not as it was entered.
    visit.go(f"/a/{visit.code}/{year}/oit/o1/")
    page.get_by_text("แก้ลิงก์หรือคำอธิบาย").click()
    page.get_by_label("คำอธิบาย", exact=True).fill("หน้า 4")
    page.get_by_role("button", name="บันทึกลิงก์").press("Enter")
    page.get_by_text("ลิงก์หรือคำอธิบายต่างจากที่กรอกแล้ว").wait_for()
    visit.look()
    visit.go(f"/a/{visit.code}/{year}/oit/answers/")
    page.get_by_text("เดิมกรอกว่า").wait_for()
    visit.look()
    visit.go(f"/a/{visit.code}/{year}/oit/o11/")
    page.get_by_text("แบ่งเป็นงวด").click()
    page.get_by_label("รอบ").select_option("quarters")
    page.get_by_role("button", name="เปลี่ยนรอบ").press("Enter")
    page.get_by_text("เปลี่ยนรอบแล้ว").wait_for()
    visit.look()
    assert list(row_faults(agency)) == []
    assert [said for said in visit.said if "422" not in said] == []


def test_an_answer_is_marked_without_any_script(visit: Visit) -> None:
    agency, year = begun_year(visit)
    visit.sign_in()
    visit.page.wait_for_url(f"**/a/{visit.code}/**")
    state = visit.page.context.storage_state()
    assert visit.page.context.browser is not None
    with visit.page.context.browser.new_context(storage_state=state, java_script_enabled=False) as plain:
        page = plain.new_page()
        page.goto(f"{visit.address}/a/{visit.code}/{year}/oit/o3/")
        page.get_by_label("เพิ่มลิงก์").fill("https://www.example.go.th/o3")
        page.get_by_role("button", name="เพิ่มลิงก์").click()
        page.goto(f"{visit.address}/a/{visit.code}/{year}/oit/answers/")
        assert not page.get_by_role("button", name=re.compile("^คัดลอก")).first.is_visible()
        page.get_by_role("button", name=re.compile("^ทำเครื่องหมายว่ากรอกแล้ว")).click()
        page.get_by_text("ทำเครื่องหมายว่ากรอกข้อ o3 แล้ว").wait_for()
    assert row(agency, "o3").state == "entered"
