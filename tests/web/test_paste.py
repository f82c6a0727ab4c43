"""Paste: read line by line, corrected, merged into what counts, and previewed before it counts."""

from __future__ import annotations

import re

import pytest
from site_of_tests import Site

from prongsai.records.models import Result, Upload
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db

TABLE = "ตัวชี้วัด\tคะแนน\nตัวชี้วัดที่ 1 การปฏิบัติหน้าที่\t๙๖.๑๑\nตัวชี้วัดที่ 2 การใช้งบประมาณ\t9.524\nรายการอื่น\t88.10"


@pytest.fixture
def site() -> Site:
    return Site()


def pasted(site: Site, text: str, **more: str) -> tuple[int, str]:
    answer = site.client(site.anan).post(site.at("import/paste/"), {"text": text, **more})
    return answer.status_code, answer.headers.get("Location") or answer.content.decode()


def test_typo_is_shown_fixed_by_its_button_and_then_taken(site: Site) -> None:
    status, page = pasted(site, TABLE)
    assert status == 200
    assert "พบ 9.524" in page and "แก้เป็น 95.24" in page and "จะไม่นำไปใช้" in page and "ยังไม่แน่ชัด 1 บรรทัด" in page
    assert 'value="use"' not in page
    status, page = pasted(site, TABLE, fix="3")
    assert "\t95.24" in page and 'value="use"' in page
    status, address = pasted(site, TABLE.replace("9.524", "95.24"), do="use")
    assert status == 302 and site.versions() == 1
    shown = site.client(site.anan).get(address).content.decode()
    assert "96.11" in shown and "95.24" in shown and "88.10" not in shown
    site.client(site.anan).post(address, {"do": "take", "basis": "official", "why": "ประกาศใหม่"})
    last = Result.objects.within(SYSTEM).filter(round__agency=site.a).first()
    assert last.version == 2
    assert last.file["published"]["indicators"]["1"] == "96.11"
    # What was not pasted stays as it was.
    first = Result.objects.within(SYSTEM).filter(round__agency=site.a).last()
    assert last.file["published"]["indicators"]["3"] == first.file["published"]["indicators"]["3"]
    assert last.file["plan"] == first.file["plan"]


def test_wrong_lines_cannot_be_taken(site: Site) -> None:
    status, page = pasted(site, TABLE, do="use")
    assert status == 422 and "ยังไม่แน่ชัด" in page
    assert Upload.objects.within(SYSTEM).count() == 0


def test_marks_of_disclosure_items_go_to_their_items(site: Site) -> None:
    status, _ = pasted(site, "o1 0\no2 100", do="use")
    assert status == 302
    rows = {each["item"]: each for each in Upload.objects.within(SYSTEM).get().file["disclosure"]}
    assert rows["o1"]["score"] == "0"


def test_mark_that_the_rules_do_not_know_is_refused_in_words(site: Site) -> None:
    status, page = pasted(site, "o1 50", do="use")
    assert status == 422 and "ข้อนี้ได้คะแนนเพียงค่าใดค่าหนึ่งใน 0 100" in page and "disclosure.0" not in page
    assert Upload.objects.within(SYSTEM).count() == 0


def test_doubtful_line_is_decided_by_its_own_words_and_not_by_its_place(site: Site) -> None:
    text = "ตัวชี้วัดที่ 1 96.11\nการใช้อำนาจ 97"
    status, page = pasted(site, text, do="use")
    assert status == 422
    (choice,) = set(re.findall(r'name="(decide-2-[0-9a-f]+)" value="take"', page))
    assert "ใช้ 97.00" in page

    status, _ = pasted(site, text.replace("97", "98"), do="use", **{choice: "take"})
    assert status == 422  # the line says something else now
    status, _ = pasted(site, text, do="use", **{choice: "take"})
    assert status == 302
    assert Upload.objects.within(SYSTEM).get().file["published"]["indicators"]["3"] == "97.00"


def test_line_that_is_left_out_is_not_taken(site: Site) -> None:
    text = "ตัวชี้วัดที่ 1 96.11\nการใช้อำนาจ 97"
    (choice,) = set(re.findall(r'name="(decide-2-[0-9a-f]+)" value="leave"', pasted(site, text)[1]))

    status, _ = pasted(site, text, do="use", **{choice: "leave"})

    assert status == 302
    assert Upload.objects.within(SYSTEM).get().file["published"]["indicators"]["3"] != "97.00"


def test_page_says_what_is_still_missing_and_where_it_goes(site: Site) -> None:
    page = pasted(site, "ตัวชี้วัดที่ 1 96.11")[1]

    assert "ยังไม่มีในข้อความนี้" in page and "ตัวชี้วัดที่ 2 การใช้งบประมาณ" in page
    assert site.a.name in page and "ปีงบประมาณ 2568" in page


def test_part_is_asked_for_where_the_table_does_not_say(site: Site) -> None:
    assert "ส่วนใด" in pasted(site, "e1 90.00")[1]
    assert "อ่านได้ 1 รายการ" in pasted(site, "e1 90.00", part="EIT1")[1]


@pytest.mark.parametrize("text", ["", "   \n", "ไม่มีคะแนนเลย", "x" * 300_000])
def test_nothing_to_read_is_said(site: Site, text: str) -> None:
    assert pasted(site, text, do="use")[0] == 422
    assert Upload.objects.within(SYSTEM).count() == 0


def test_markup_in_a_paste_is_words(site: Site) -> None:
    assert "<script>alert" not in pasted(site, "<script>alert(1)</script> IIT 90.00")[1]


def test_year_without_results_can_be_pasted(site: Site) -> None:
    address = f"/a/{site.a.code}/2567/import/paste/"
    answer = site.client(site.anan).post(address, {"text": "คะแนนรวม 90.00", "do": "use"})
    assert answer.status_code == 302
    assert Upload.objects.within(SYSTEM).get().year == 2567
