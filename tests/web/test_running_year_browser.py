"""A coordinator's running year in a real browser: opened on last year's rules, filled, adopted, corrected, closed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import timezone
from test_browser import Visit, browser, codes, pytestmark, visit

from prongsai.criteria import editions as shipped
from prongsai.criteria.editions import year_in
from prongsai.criteria.keeping.new import clone
from prongsai.flow.rules import known
from prongsai.flow.rules.install import install
from prongsai.language.calendar import fiscal_year
from prongsai.records.models import Agency, AgencyRound, Result
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM

__all__ = ["browser", "codes", "pytestmark", "visit"]
TABLE = "ตัวชี้วัด\tคะแนน\nตัวชี้วัดที่ 1\t95.24\nตัวชี้วัดที่ 9\t80.00\nคะแนนรวม\t90.50"
MARKS = {"o12": "100", "o13": "50", "o25": "100", "o26": "0"}


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> int:
    """The fiscal year that runs, of which nothing is announced yet; editions are installed in a folder of the test."""
    year = fiscal_year(timezone.localdate())
    known_before = tuple(name for name in shipped.editions() if (year_in(name) or 0) < year)
    monkeypatch.setattr(shipped, "editions", lambda: known_before)
    monkeypatch.setattr(known, "_told", [tmp_path / "home"])
    return year


def announced(year: int, folder: Path) -> None:
    """The rules of the year are announced and installed: two items changed places, two became one, one is new."""
    before = known.rules_of_year("nacc-2569", year).carried_from
    assert before is not None
    folder.mkdir()
    made = clone(before, f"nacc-{year}", folder)
    text = (made / "crosswalk.yaml").read_text("utf-8")
    for old, new in (
        ("  o12: {from: [o12], comparable: true}", "  o12: {from: [o13], comparable: true}"),
        ("  o13: {from: [o13], comparable: true}", "  o13: {from: [o12], comparable: true}"),
        ("  o25: {from: [o25], comparable: true}", "  o25: {from: [o25, o26], comparable: true}"),
        ("  o26: {from: [o26], comparable: true}\n", ""),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    (made / "crosswalk.yaml").write_text(text, "utf-8")
    assert install(made, known.home()).outcome == "new"


def round_of(visit: Visit, year: int) -> AgencyRound:
    rounds = AgencyRound.objects.within(SYSTEM).select_related("edition", "current")
    found: AgencyRound = rounds.get(agency__code=visit.code, year=year)
    return found


def paste(visit: Visit, at: str, text: str) -> None:
    """A table is pasted, read, looked at and taken."""
    page = visit.page
    visit.go(f"{at}import/paste/")
    page.get_by_label("ตารางที่คัดลอกมา").fill(text)
    page.get_by_role("button", name="อ่านตาราง").click()
    page.get_by_role("button", name="ดูความแตกต่างจากฉบับปัจจุบัน").click()
    page.wait_for_url(re.compile(r"/import/\d+/"))
    visit.look()
    page.get_by_role("button", name=re.compile("ยืนยัน บันทึกเป็นฉบับที่")).click()


def mark(visit: Visit, at: str, marks: dict[str, str], why: str) -> None:
    """Marks are typed into the form and taken."""
    page = visit.page
    visit.go(f"{at}entry/")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    for item, points in marks.items():
        page.locator(f'[name="OIT-{item}"]').fill(points)
    page.get_by_role("button", name="ตรวจและดูความแตกต่างจากฉบับปัจจุบัน").click()
    page.wait_for_url(re.compile(r"/import/\d+/"))
    page.get_by_label("เหตุผล").fill(why)
    page.get_by_role("button", name=re.compile("ยืนยัน บันทึกเป็นฉบับที่")).click()


def test_coordinator_runs_a_year_from_its_opening_to_its_close(visit: Visit, running: int, tmp_path: Path) -> None:
    page, at = visit.page, f"/a/{visit.code}/{running}/"
    visit.sign_in()
    page.wait_for_url(f"**/a/{visit.code}/**")
    assert page.get_by_role("heading", name=f"ปีงบประมาณปัจจุบันคือ {running}").count() == 1
    visit.look()

    # Opened: provisional, with what to do and nothing invented.
    page.get_by_role("link", name=f"เปิดปี {running}").click()
    visit.look()
    assert page.get_by_role("radio").first.is_checked()
    page.get_by_role("button", name="เปิดปีที่เลือก").press("Enter")
    page.wait_for_url(f"**{at}")
    visit.look()
    notice = page.get_by_text("หลักเกณฑ์ชั่วคราว ยกหลักเกณฑ์ปี")
    assert notice.count() == 1 and page.get_by_text("87.15").count()
    page.get_by_role("link", name=re.compile("เตรียมข้อมูลเปิดเผย")).click()
    page.wait_for_url(f"**{at}oit/")
    visit.look()
    visit.go(f"{at}edition/")
    page.get_by_role("heading", name=f"หลักเกณฑ์ของปี {running}").wait_for()
    visit.look()
    assert page.get_by_role("button", name=re.compile("^รับหลักเกณฑ์")).count() == 0

    # What is entered meanwhile says what it rests on.
    paste(visit, at, TABLE)
    page.get_by_text("บันทึกเป็นฉบับที่ 1 แล้ว").wait_for()
    visit.look()
    mark(visit, at, MARKS, "ลงคะแนนรายข้อ")
    page.get_by_text("บันทึกเป็นฉบับที่ 2 แล้ว").wait_for()
    assert page.get_by_text("หลักเกณฑ์ชั่วคราว").count() >= 1

    # The rules are announced: seen, then adopted.
    announced(running, tmp_path / "announced")
    visit.go(at)
    page.get_by_role("link", name="ดูสิ่งที่เปลี่ยนและรับหลักเกณฑ์").click()
    page.get_by_text("ข้อที่เปลี่ยนเลขข้อ (2)").wait_for()
    assert page.get_by_text("ข้อใหม่ (1)").count() and page.get_by_text("ข้อที่รวมหรือแยก (1)").count()
    visit.look()
    page.get_by_role("button", name=f"รับหลักเกณฑ์ปี {running}").press("Enter")
    page.get_by_text(f"รับหลักเกณฑ์ปี {running} แล้ว").wait_for()
    visit.look()
    assert page.get_by_text("หลักเกณฑ์ชั่วคราว ยกหลักเกณฑ์ปี").count() == 0
    kept = round_of(visit, running)
    assert kept.current is not None and kept.current.version == 3 and not kept.provisional
    marks = {entry["item"]: entry["score"] for entry in kept.current.file["disclosure"] if entry.get("score")}
    assert marks == {"o13": "100", "o12": "50"}
    assert [row["value"] for row in kept.left_over] == ["100", "0"]
    assert kept.current.file["published"]["total"] == "90.50"

    # Corrected, with who and why on the page.
    visit.go(f"{at}results/")
    page.get_by_role("link", name="แก้ไขผลที่บันทึกไว้").click()
    visit.look()
    page.get_by_label("คะแนนรวม").fill("๙๑.๕๐")
    page.get_by_label(re.compile("เหตุผลที่แก้ไข")).fill("ประกาศแก้คะแนน")
    page.get_by_role("button", name="ดูสิ่งที่เปลี่ยนก่อนบันทึก").click()
    page.get_by_role("heading", name="ตรวจก่อนบันทึก").wait_for()
    visit.look()
    page.get_by_role("button", name="บันทึกเป็นผลที่แก้ไข").click()
    page.get_by_role("heading", name="ผลฉบับที่ 4 เป็นผลที่แก้ไข").wait_for()
    visit.look()
    assert page.get_by_text("ประกาศแก้คะแนน").count()

    # Closed: seen as before, and what is typed then is refused in words.
    visit.go(at)
    page.get_by_role("link", name=f"ปิดปี {running}").click()
    visit.look()
    page.get_by_label("เหตุผล").fill("ส่งรายงานครบแล้ว")
    page.get_by_role("button", name="ปิดปี").click()
    page.wait_for_url(f"**{at}")
    visit.look()
    assert page.get_by_text("ส่งรายงานครบแล้ว").count()
    assert page.get_by_role("link", name="นำเข้าผล", exact=True).count() == 0
    assert visit.said == []
    visit.go(f"{at}entry/")
    visit.look()
    assert page.get_by_role("heading", name="ปีนี้ปิดแล้ว").count() == 1
    page.get_by_role("link", name=re.compile("กลับหน้าหลักของปี")).click()
    page.get_by_role("link", name="เปิดปีนี้อีกครั้ง").click()
    visit.look()
    page.get_by_label("เหตุผล").fill("ต้องแก้หนึ่งข้อ")
    page.get_by_role("button", name="เปิดปีอีกครั้ง").click()
    page.wait_for_url(f"**{at}")
    assert page.get_by_role("link", name="นำเข้าผล", exact=True).count() == 1

    # Chromium reports the refusal itself, and there was nothing else.
    assert visit.said and all("409" in each and "/entry/" in each for each in visit.said)
    agency: Agency = Agency.objects.within(SYSTEM).get(code=visit.code)
    assert row_faults(agency) == ()
    assert Result.objects.within(SYSTEM).filter(round=kept).count() == 4


def test_new_pages_hold_in_english_and_with_letters_twice_as_large(visit: Visit, running: int, tmp_path: Path) -> None:
    page, at = visit.page, f"/a/{visit.code}/{running}/"
    visit.sign_in()
    page.wait_for_url(f"**/a/{visit.code}/**")
    page.get_by_role("button", name="English").click()
    page.get_by_role("link", name="Results", exact=True).wait_for()
    visit.go(f"/a/{visit.code}/years/open/")
    page.get_by_role("button", name="Open the chosen year").click()
    page.wait_for_url(f"**{at}")
    announced(running, tmp_path / "announced")
    for rest in ("", "edition/", "close/"):
        visit.go(at + rest)
        visit.look()
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            needed = page.evaluate("document.scrollingElement.scrollWidth")
            assert needed <= width, f"{rest or 'year'} needs {needed} px of {width} at 200 %"
        thai = page.locator("main").inner_text()
        assert "None" not in thai and "{" not in thai
    assert visit.said == []
