"""The answers to copy: one tick an item with who and when; what changed after its tick is said."""

from __future__ import annotations

import re

import pytest
from board_of_tests import NOW, URL, BoardSite

from prongsai.records.queries.witnessed import row_faults

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march_of_2569(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def site() -> BoardSite:
    site = BoardSite()
    for at in (1, 2):
        site.send(site.anan, "o1/", do="add-link", at="o1", url=f"{URL}/{at}", explanation=f"หน้า {at}")
    return site


def answer(site: BoardSite, item: str) -> str:
    """What stands on the sheet of one item."""
    page = site.get(site.anan, "answers/")
    found = re.search(rf'<section class="card answer" id="{item}".*?</section>', page, re.DOTALL)
    assert found is not None
    return found[0]


def stamp(site: BoardSite, item: str) -> str:
    found = re.search(r'name="stamp" value="([^"]+)"', answer(site, item))
    assert found is not None
    return found[1]


def enter(site: BoardSite, item: str, seen: str | None = None) -> int:
    sent = {"item": item, "stamp": stamp(site, item) if seen is None else seen, "do": "enter"}
    return int(site.client(site.anan).post(site.oit("answers/"), sent).status_code)


def test_fields_stand_to_be_copied_with_their_length_and_one_tick_an_item(site: BoardSite) -> None:
    shown = answer(site, "o1")
    assert f'value="{URL}/1" readonly' in shown and ">หน้า 2</textarea>" in shown and "ยาว 6 ตัวอักษร" in shown
    # The copy button of the last field ticks, and so does a button that needs no script; one form an item.
    assert shown.count("<form") == 1 and shown.count('value="enter"') == 2
    assert enter(site, "o1") == 302
    row = site.row("o1")
    assert (row.state, row.entered_at, str(row.entered_by)) == ("entered", NOW, "Anan")
    assert [link.entered_text for link in site.links("o1")] == [f"{URL}/1\nหน้า 1", f"{URL}/2\nหน้า 2"]
    shown = answer(site, "o1")
    assert "กรอกแล้ว</strong> 2 มี.ค. 2569 16.00 น. โดย Anan" in " ".join(shown.split()) and "ต่างจาก" not in shown
    assert "กรอกแล้ว 1 จาก 26 ข้อ" in site.get(site.anan, "answers/") and list(row_faults(site.a)) == []


def test_what_changed_after_its_tick_is_said_until_it_is_entered_again(site: BoardSite) -> None:
    enter(site, "o1")
    first, second = site.links("o1")
    was = {"was__url": first.url, "was__explanation": first.explanation}
    site.send(site.anan, "o1/", do="change-link", at=str(first.pk), url=first.url, explanation="หน้า 9", **was)
    site.send(site.anan, "o1/", do="remove-link", at=str(second.pk))
    site.send(site.anan, "o1/", do="add-link", at="o1", url=f"{URL}/3", explanation="")
    shown = answer(site, "o1")
    assert "เดิมกรอกว่า" in shown and "หน้า 1" in shown
    assert "นำออกหลังกรอก ให้ลบในระบบด้วย" in shown and f"{URL}/2" in shown
    assert "เพิ่มหลังกรอก" in shown
    assert "ลิงก์หรือคำอธิบายต่างจากที่กรอกแล้ว" in site.get(site.anan)
    assert enter(site, "o1") == 302
    shown = answer(site, "o1")
    assert "เดิมกรอกว่า" not in shown and "หลังกรอก" not in shown
    assert "ลิงก์หรือคำอธิบายต่างจากที่กรอกแล้ว" not in site.get(site.anan)


def test_an_answer_that_changed_since_it_was_copied_is_not_ticked(site: BoardSite) -> None:
    seen = stamp(site, "o1")
    site.send(site.boon, "o1/", do="add-link", at="o1", url=f"{URL}/3", explanation="")
    sent = {"item": "o1", "stamp": seen, "do": "enter"}
    refused = site.client(site.anan).post(site.oit("answers/"), sent)
    assert refused.status_code == 409 and "คำตอบของข้อ o1 เปลี่ยนหลังจากเปิดหน้านี้" in refused.content.decode()
    assert site.row("o1").entered_at is None


def test_a_tick_is_taken_off_and_a_state_of_what_was_entered_does_not_change_beside_it(site: BoardSite) -> None:
    enter(site, "o1")
    refused = site.send(site.anan, "o1/", do="answer", at="o1", state="doing", was__state="entered")
    assert refused.status_code == 422 and "ยกเลิกเครื่องหมาย “กรอกแล้ว” ในใบคำตอบก่อน" in refused.content.decode()
    site.send(site.anan, "o1/", do="answer", at="o1", note="เก็บไว้", was__note="")
    assert (site.row("o1").state, site.row("o1").note) == ("entered", "เก็บไว้")
    assert site.send(site.anan, "answers/", item="o1", do="back").status_code == 302
    row = site.row("o1")
    assert (row.state, row.entered_at, row.entered_by) == ("ready", None, None)
    assert {link.entered_text for link in site.links("o1")} == {""}


def test_periods_are_entered_with_their_item(site: BoardSite) -> None:
    site.send(site.anan, "o11/", do="divide", pattern="quarters")
    site.send(site.anan, "o11/", do="add-link", at="o11_q1", url=f"{URL}/q1", explanation="ไตรมาส 1")
    assert "ไตรมาสที่ 1" in answer(site, "o11") and enter(site, "o11") == 302
    assert [site.row("o11", f"q{number}").state for number in (1, 2)] == ["entered", "to-do"]


def test_an_item_that_does_not_apply_is_ticked_without_a_link(site: BoardSite) -> None:
    site.send(site.anan, "o4/", do="answer", at="o4", state="not-applicable", was__state="to-do", reason="ไม่มีภารกิจ")
    assert enter(site, "o4") == 302
    assert (site.row("o4").state, site.row("o4").entered_at) == ("not-applicable", NOW)
    # What has no answer yet stands in a list of its own, with nothing to mark.
    page = site.get(site.anan, "answers/")
    assert "ข้อที่ยังไม่มีคำตอบ (24)" in page and page.count('name="stamp"') == 2
