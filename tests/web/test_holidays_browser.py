"""An administrator enters holidays in a real browser: a file with a bad line, a pasted list, one taken away."""

from __future__ import annotations

import datetime

from django.utils import timezone
from test_browser import Visit, browser, codes, pytestmark, visit

from prongsai.flow.privacy import notice
from prongsai.flow.site.showcase import PASSWORD
from prongsai.records.models import Grant, Holiday, Person

__all__ = ["browser", "codes", "pytestmark", "visit"]


def test_holidays_are_entered_by_file_and_by_hand_and_taken_away(visit: Visit) -> None:
    keeper = Person.objects.create_user("keeper@example.org", PASSWORD, name="ผู้ดูแลระบบ")
    Grant.objects.create(person=keeper, role="administrator", area_kind="all", starts=datetime.date(2024, 1, 1))
    notice.seen(keeper, language="th", now=timezone.now())
    page, year = visit.page, timezone.localdate().year + 543
    visit.sign_in("keeper@example.org")
    page.wait_for_url(f"{visit.address}/")
    page.get_by_role("link", name="วันหยุดราชการ").click()
    page.get_by_role("heading", name=f"วันหยุดราชการ ปี {year}").wait_for()
    visit.look()

    rows = f"วันที่,ชื่อ\n13/4/{year},วันสงกรานต์\n31/4/{year},วันหนึ่ง\n"
    chosen = {"name": "days.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    page.get_by_label("หรือเลือกไฟล์ CSV หรือปฏิทิน (.ics)").set_input_files(chosen)
    page.get_by_label("ที่มา เช่น มติคณะรัฐมนตรีหรือประกาศ").fill("มติคณะรัฐมนตรี")
    page.get_by_role("button", name="ตรวจวันหยุดก่อนบันทึก").press("Enter")
    page.get_by_text("ไม่มีวันที่ 31").wait_for()
    assert page.get_by_text("บรรทัด 3").count() == 1
    visit.look()
    assert Holiday.objects.count() == 0

    page.get_by_label("วางรายการ บรรทัดละวัน").fill(f"13 เม.ย. {year}, วันสงกรานต์")
    page.get_by_label("วัน", exact=True).fill(f"๑๖ เมษายน {year}")
    page.get_by_label("ชื่อวันหยุด").fill("วันหยุดพิเศษ")
    page.get_by_role("checkbox", name="วันขึ้นปีใหม่").press("Space")
    page.get_by_role("button", name="ตรวจวันหยุดก่อนบันทึก").press("Enter")
    page.get_by_text("วันหยุดที่จะบันทึก (3)").first.wait_for()
    visit.look()
    page.get_by_role("button", name="บันทึกวันหยุด").press("Enter")
    page.get_by_text("บันทึกวันหยุดแล้ว 3 วัน").wait_for()
    visit.look()
    assert Holiday.objects.filter(source="มติคณะรัฐมนตรี", entered_by=keeper).count() == 3

    page.get_by_role("checkbox", name="นำออก 16 เม.ย.").press("Space")
    page.get_by_role("button", name="นำวันที่เลือกออก").press("Enter")
    page.get_by_text("นำวันหยุดออกแล้ว 1 วัน").wait_for()
    assert Holiday.objects.count() == 2
    page.get_by_role("button", name="English").click()
    visit.look()
    assert {said for said in visit.said if "422" not in said} == set()
