"""Units in a real browser: ticked, pasted, ordered and moved by the keyboard; an owner who is invited finds theirs."""

from __future__ import annotations

import re

from test_browser import Visit, _tab_to, browser, codes, pytestmark, visit

from prongsai.flow.site.showcase import PASSWORD
from prongsai.records.models import Agency, Grant, Unit
from prongsai.records.queries.units import units_in, walk
from prongsai.records.scope import SYSTEM

__all__ = ["browser", "codes", "pytestmark", "visit"]


def shown(code: str) -> list[str]:
    agency = Agency.objects.within(SYSTEM).get(code=code)
    return ["  " * depth + unit.name for depth, unit in walk(units_in(agency)) if unit.valid_to is None]


def test_coordinator_draws_the_units_and_invites_an_owner_to_one(visit: Visit) -> None:
    page, at = visit.page, f"/a/{visit.code}/"
    visit.sign_in()
    page.wait_for_url(f"**{at}**")
    visit.tab("หน่วยงาน")
    page.wait_for_url("**/agency/")
    visit.look()
    page.get_by_label("จังหวัด", exact=True).fill("จังหวัดตาก")
    page.get_by_label("เว็บไซต์หลัก").fill("www.example.go.th:80")
    page.get_by_role("button", name="บันทึกข้อมูลหน่วยงาน").press("Enter")
    page.get_by_role("heading", name="ยังบันทึกไม่ได้").wait_for()
    visit.look()
    page.get_by_label("เว็บไซต์หลัก").fill("https://www.example.go.th/")
    page.get_by_role("button", name="บันทึกข้อมูลหน่วยงาน").press("Enter")
    page.get_by_text("บันทึกข้อมูลหน่วยงานแล้ว").wait_for()

    page.get_by_role("link", name="ส่วนราชการ", exact=True).click()
    page.wait_for_url("**/units/")
    visit.look()
    first = page.get_by_role("checkbox").first
    _tab_to(page, first)
    page.keyboard.press("Space")
    page.get_by_role("button", name="เพิ่มที่เลือก").press("Enter")
    page.get_by_text("เพิ่มส่วนราชการ 1 รายการแล้ว").wait_for()
    page.get_by_role("link", name="วางหลายรายการ").click()
    page.wait_for_url("**/units/paste/")
    visit.look()
    page.get_by_label("รายการ บรรทัดละชื่อ").fill("1. กองงบประมาณ\n1.1 งานการเงิน\n1.2 งานพัสดุ\n3.1 งานหลง")
    page.get_by_role("button", name="อ่านรายการ").press("Enter")
    page.get_by_text("เลข 3.1 ไม่ได้อยู่ต่อจากข้อ 3").wait_for()
    visit.look()
    page.get_by_label("รายการ บรรทัดละชื่อ").fill("1. กองงบประมาณ\n1.1 งานการเงิน\n1.2 งานพัสดุ\n2. กองช่าง")
    page.get_by_role("button", name="อ่านรายการ").press("Enter")
    page.get_by_role("button", name="เพิ่ม 4 รายการ").press("Enter")
    page.wait_for_url("**/units/")
    visit.look()
    drawn = shown(visit.code)
    assert drawn[1:] == ["กองงบประมาณ", "  งานการเงิน", "  งานพัสดุ", "กองช่าง"]

    page.get_by_role("link", name="จัดลำดับ").click()
    page.get_by_role("button", name="เลื่อนขึ้น งานพัสดุ").press("Enter")
    page.get_by_text("จัดลำดับแล้ว").wait_for()
    visit.look()
    assert shown(visit.code)[2:4] == ["  งานพัสดุ", "  งานการเงิน"]
    page.get_by_role("link", name="งานการเงิน").click()
    visit.look()
    page.get_by_label("ย้ายไปอยู่ภายใต้").select_option(label="กองช่าง")
    page.get_by_role("button", name="ย้าย", exact=True).press("Enter")
    page.get_by_text("ย้าย “งานการเงิน” แล้ว").wait_for()
    page.get_by_label("รวมเข้ากับ").select_option(label="กองงบประมาณ › งานพัสดุ")
    page.get_by_label("วันสุดท้ายของส่วนราชการนี้").fill("30 กันยายน 2568")
    page.get_by_role("button", name="รวม", exact=True).press("Enter")
    page.get_by_text("รวม “งานการเงิน” เข้ากับ “งานพัสดุ” แล้ว").wait_for()
    visit.look()

    visit.go(f"{at}people/invite/")
    page.get_by_label("บทบาท").select_option("section-owner")
    page.get_by_label(re.compile("ส่วนราชการที่ดูแล")).select_option(label="กองงบประมาณ")
    visit.look()
    if page.get_by_label("พิมพ์ใบรหัสมอบให้เอง").count():
        page.get_by_label("พิมพ์ใบรหัสมอบให้เอง").check()
    page.get_by_role("button", name="เชิญ", exact=True).press("Enter")
    code = page.locator(".big").inner_text()
    page.get_by_role("button", name="ออกจากระบบ").click()

    visit.go("/join/")
    page.get_by_label("รหัสคำเชิญ").fill(code)
    page.locator("main").get_by_role("button").first.click()
    page.get_by_label("อีเมล").fill("owner-of-one@example.org")
    page.get_by_label(re.compile("^ชื่อ")).fill("เจ้าของกอง")
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    page.get_by_role("button", name="ตอบรับ").click()
    page.get_by_role("button", name=re.compile("^รับทราบ")).click()  # the privacy notice, once
    page.wait_for_url(f"**{at}**")
    held = Grant.objects.within(SYSTEM).get(person__email="owner-of-one@example.org")
    assert held.unit is not None and held.unit.name == "กองงบประมาณ"
    visit.go(f"{at}units/")
    visit.look()
    assert page.get_by_label("อยู่ภายใต้").locator("option").all_inner_texts() == ["กองงบประมาณ", "กองงบประมาณ › งานพัสดุ"]
    page.get_by_label("ชื่อส่วนราชการ").fill("งานแผน")
    page.get_by_role("button", name="เพิ่มส่วนราชการ").press("Enter")
    page.get_by_text("เพิ่ม “งานแผน” แล้ว").wait_for()
    roads = Unit.objects.within(SYSTEM).get(name="กองช่าง")
    visit.go(f"{at}units/{roads.pk}/")
    assert page.get_by_role("button", name="บันทึก", exact=True).count() == 0
    visit.look()
    # What was refused on purpose, and what signing out empties.
    assert [said for said in visit.said if "422" not in said and "Clear-Site-Data" not in said] == []
