"""One item of the board: links are data, last year's are taken singly, elements decide nothing, two people merge."""

from __future__ import annotations

import datetime
import re

import pytest
from board_of_tests import NOW, URL, BoardSite

from prongsai.records.models import ElementTick, Entry, OitItem, OitLink, OitRemark, RoundPhase
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march_of_2569(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def site() -> BoardSite:
    return BoardSite()


def add(site: BoardSite, text: str, at: str = "o1", explanation: str = "") -> int:
    item = at.partition("_")[0]
    answer = site.send(site.anan, f"{item}/", do="add-link", at=at, url=text, explanation=explanation)
    return int(answer.status_code)


def test_links_are_read_out_of_what_was_pasted_and_shown_as_text(site: BoardSite) -> None:
    assert add(site, f"ดูได้ที่ {URL} (หน้าโครงสร้าง)\nและ https://www.example.go.th/ita/o1-2", explanation="แผนผัง") == 302
    assert [link.url for link in site.links("o1")] == [URL, f"{URL}-2"]
    page = site.get(site.anan, "o1/")
    assert f'href="{URL}" rel="noopener noreferrer">{URL}</a>' in page
    assert site.row("o1").state == "doing"
    # Again adds nothing; a script is no address; what is too long is refused.
    for text, said in (
        (URL, "ข้อนี้มีลิงก์นี้อยู่แล้ว"),
        ("javascript:alert(1)", "รับเฉพาะลิงก์ของหน้าเว็บ"),
        ("www.example.go.th/ita", "ไม่มี http:// หรือ https:// นำหน้า"),
        ("", "ยังไม่มีลิงก์"),
        ("https://www.example.go.th/" + "ก" * 2000, "รับได้ไม่เกิน 2,000 ตัวอักษร"),
    ):
        answer = site.send(site.anan, "o1/", do="add-link", at="o1", url=text, explanation="")
        assert answer.status_code == 422 and said in answer.content.decode(), text
    long = site.send(site.anan, "o1/", do="add-link", at="o1", url=f"{URL}-3", explanation="ก" * 2001)
    assert long.status_code == 422 and "รับได้ไม่เกิน 2,000 ตัวอักษร" in long.content.decode()
    assert len(site.links("o1")) == 2 and list(row_faults(site.a)) == []


def test_what_is_written_into_a_page_is_never_html(site: BoardSite) -> None:
    evil = '"><script>alert(1)</script>'
    add(site, URL, explanation=evil)
    site.send(site.anan, "o1/", do="say", at="o1", said=evil)
    site.send(site.anan, "o1/", do="answer", at="o1", state="doing", was__state="doing", note=evil)
    for rest in ("", "o1/", "answers/"):
        assert "<script>alert" not in site.get(site.anan, rest)


def test_a_link_on_another_host_is_said_and_not_refused(site: BoardSite) -> None:
    page = f"/a/{site.a.code}/agency/"
    opened = re.search(r'name="opened" value="([^"]*)"', site.client(site.anan).get(page).content.decode())
    assert opened is not None
    named = {"kind": site.a.kind, "province": "ตาก", "district": "แม่สอด", "domains": "example.go.th"}
    saved = site.client(site.anan).post(page, {**named, "opened": opened[1]})
    assert saved.status_code == 302, re.findall(r'class="problems">.*?</ul>', saved.content.decode())
    assert add(site, URL) == 302 and add(site, "https://drive.example.com/file") == 302
    shown = site.get(site.anan, "o1/")
    assert shown.count("ไม่อยู่บนเว็บไซต์หลักของหน่วยงาน") == 1


def test_last_years_links_stand_beside_an_empty_form_and_are_taken_one_by_one(site: BoardSite) -> None:
    before = f"/a/{site.a.code}/2568/oit/"
    for url in ("https://old.example.go.th/a", "https://old.example.go.th/b"):
        sent = {"do": "add-link", "at": "o2", "url": url, "explanation": "ของปีก่อน"}
        assert site.client(site.anan).post(f"{before}o2/", sent).status_code == 302
    page = site.get(site.anan, "o2/")
    assert page.count("ใช้ลิงก์นี้</button>") == 2 and "ต่อจากข้อ o2 ของปี 2568" in " ".join(page.split())
    assert site.links("o2") == [] and "ได้ <strong>0.00</strong>" in page
    add(site, "https://old.example.go.th/a", at="o2", explanation="ของปีก่อน")
    page = site.get(site.anan, "o2/")
    assert page.count("ใช้ลิงก์นี้</button>") == 1
    # Carried over it is still to be looked at: nothing is ticked, nothing ready.
    row = site.row("o2")
    assert row.state == "doing" and not ElementTick.objects.within(SYSTEM).filter(item=row).exists()


def test_elements_are_ticked_by_link_and_place_and_propose_the_explanation(site: BoardSite) -> None:
    add(site, URL)
    (link,) = site.links("o1")
    page = site.get(site.anan, "o1/")
    # Mae Sot is a city municipality: what provinces alone show is not asked of it.
    assert re.findall(r'id="tick-(o1\.\d)"', page) == ["o1.1", "o1.2", "o1.3"]
    assert "อนุมานจากข้อมูลที่มี ยังไม่ใช่ข้อมูลทางการ" in page and "เฉพาะองค์กรปกครองส่วนท้องถิ่น" in page
    sent = {"do": "tick", "at": "o1"}
    for number, where in ((1, "หน้า 3"), (2, "หน้า 7")):
        sent |= {f"tick-o1.{number}": "1", f"link-o1.{number}": str(link.pk), f"where-o1.{number}": where}
    assert site.client(site.anan).post(site.oit("o1/"), sent).status_code == 302
    page = site.get(site.anan, "o1/")
    assert "องค์ประกอบที่ ๑ หน้า ๓, ที่ ๒ หน้า ๗" in page and "ทำเครื่องหมายแล้ว 2 จาก 3" in page
    # All others in one tap; what was ticked stays as it was.
    assert site.send(site.anan, "o1/", do="all-shown", at=str(link.pk)).status_code == 302
    ticks = {tick.element: tick.where for tick in ElementTick.objects.within(SYSTEM).filter(item=site.row("o1"))}
    assert ticks == {"o1.1": "หน้า 3", "o1.2": "หน้า 7", "o1.3": ""}
    assert site.row("o1").state == "doing" and list(row_faults(site.a)) == []
    # The link goes: its ticks stay and name none.
    assert site.send(site.anan, "o1/", do="remove-link", at=str(link.pk)).status_code == 302
    assert set(ElementTick.objects.within(SYSTEM).filter(item=site.row("o1")).values_list("link", "where")) == {
        (None, "")
    }
    assert OitLink.objects.within(SYSTEM).get(pk=link.pk).removed_at == NOW


def test_no_element_decides_a_state(site: BoardSite) -> None:
    answer = site.send(site.anan, "o5/", do="answer", at="o5", state="ready", was__state="to-do")
    assert answer.status_code == 302 and site.row("o5").state == "ready"
    add(site, URL, at="o6")
    (link,) = site.links("o6")
    site.send(site.anan, "o6/", do="all-shown", at=str(link.pk))
    assert site.row("o6").state == "doing"


def test_states_follow_their_rules(site: BoardSite) -> None:
    no_reason = site.send(site.anan, "o4/", do="answer", at="o4", state="not-applicable", was__state="to-do")
    assert no_reason.status_code == 422 and "ยังไม่ได้ระบุเหตุผล" in no_reason.content.decode()
    given = {"state": "not-applicable", "was__state": "to-do", "reason": "ไม่มีภารกิจนี้"}
    assert site.send(site.anan, "o4/", do="answer", at="o4", **given).status_code == 302
    assert (site.row("o4").state, site.row("o4").reason) == ("not-applicable", "ไม่มีภารกิจนี้")
    site.send(site.anan, "o4/", do="answer", at="o4", state="doing", was__state="not-applicable", reason="ไม่มีภารกิจนี้")
    assert (site.row("o4").state, site.row("o4").reason) == ("doing", "")
    # Entered is not set by hand, and what is no state changes none.
    for word in ("entered", "done"):
        site.send(site.anan, "o4/", do="answer", at="o4", state=word, was__state="doing")
        assert site.row("o4").state == "doing"
    # Who looks after an item does not approve it.
    site.assign(["o4"], to_person=str(site.ploy.pk))
    mine = site.send(site.ploy, "o4/", do="answer", at="o4", state="approved", was__state="doing")
    assert mine.status_code == 422 and "โดยผู้ประสานงานเท่านั้น" in mine.content.decode()
    assert site.send(site.anan, "o4/", do="answer", at="o4", state="approved", was__state="doing").status_code == 302


def test_of_two_people_the_second_merges_and_sees_what_both_changed(site: BoardSite) -> None:
    was = {"was__state": "to-do", "was__note": "", "was__reason": ""}
    first = site.send(site.anan, "o1/", do="answer", at="o1", state="doing", note="รอภาพ", **was)
    assert first.status_code == 302
    # The second changed the state alone to the same: the note of the first stays.
    assert site.send(site.boon, "o1/", do="answer", at="o1", state="doing", note="", **was).status_code == 302
    assert (site.row("o1").state, site.row("o1").note) == ("doing", "รอภาพ")
    # Both wrote a note: the second sees the first's, keeps their own typed, and nothing was saved.
    clash = site.send(site.boon, "o1/", do="answer", at="o1", state="ready", note="ครบแล้ว", **was)
    page = clash.content.decode()
    assert clash.status_code == 409 and "Anan" in page and "รอภาพ" in page and ">ครบแล้ว</textarea>" in page
    assert (site.row("o1").state, site.row("o1").note) == ("doing", "รอภาพ")
    again = dict(re.findall(r'name="(was-(?:state|note|reason))" value="([^"]*)"', page))
    sent = {"do": "answer", "at": "o1", "state": "ready", "note": "ครบแล้ว", "reason": "", **again}
    assert site.client(site.boon).post(site.oit("o1/"), sent).status_code == 302
    assert (site.row("o1").state, site.row("o1").note) == ("ready", "ครบแล้ว")


def test_two_people_on_one_link_and_on_the_checklist(site: BoardSite) -> None:
    add(site, URL)
    (link,) = site.links("o1")
    was = {"was__url": URL, "was__explanation": "", "at": str(link.pk)}
    assert site.send(site.anan, "o1/", do="change-link", url=URL, explanation="แผนผัง", **was).status_code == 302
    other = site.send(site.boon, "o1/", do="change-link", url=f"{URL}-new", explanation="", **was)
    assert other.status_code == 302
    (link,) = site.links("o1")
    assert (link.url, link.explanation) == (f"{URL}-new", "แผนผัง")
    clash = site.send(site.boon, "o1/", do="change-link", url=f"{URL}-x", explanation="อื่น", **was)
    assert clash.status_code == 409 and "แผนผัง" in clash.content.decode()
    # One ticks the first, the other the second element; both stay.
    site.client(site.anan).post(site.oit("o1/"), {"do": "tick", "at": "o1", "tick-o1.1": "1", "where-o1.1": "หน้า 1"})
    site.client(site.boon).post(site.oit("o1/"), {"do": "tick", "at": "o1", "tick-o1.2": "1"})
    assert {tick.element for tick in ElementTick.objects.within(SYSTEM)} == {"o1.1", "o1.2"}
    third = {"do": "tick", "at": "o1", "tick-o1.1": "1", "where-o1.1": "หน้า 9"}
    answer = site.client(site.boon).post(site.oit("o1/"), third)
    assert answer.status_code == 409 and "หน้า 1" in answer.content.decode()


def test_a_link_that_somebody_took_away_is_said(site: BoardSite) -> None:
    add(site, URL)
    (link,) = site.links("o1")
    site.send(site.anan, "o1/", do="remove-link", at=str(link.pk))
    for do in ("change-link", "remove-link", "all-shown"):
        answer = site.send(site.boon, "o1/", do=do, at=str(link.pk), url=URL, explanation="")
        assert answer.status_code == 422 and "มีผู้นำลิงก์นี้ออกไปแล้ว" in answer.content.decode()


def test_talk_stands_with_names_and_times_and_not_in_the_history(site: BoardSite) -> None:
    assert site.send(site.boon, "o1/", do="say", at="o1", said="ขอแผนผังฉบับใหม่จากนางสาวก").status_code == 302
    page = site.get(site.anan, "o1/")
    assert "ขอแผนผังฉบับใหม่" in page and "<strong>Boon</strong>" in page and "16.00 น." in page
    line = Entry.objects.within(SYSTEM).filter(agency=site.a, action="say-of-item").get()
    assert "นางสาวก" not in str(line.detail) + line.about
    for said in ("", "ก" * 2001):
        assert site.send(site.boon, "o1/", do="say", at="o1", said=said).status_code == 422
    assert OitRemark.objects.within(SYSTEM).count() == 1


def test_periods_have_days_links_and_states_of_their_own(site: BoardSite) -> None:
    RoundPhase.objects.within(SYSTEM).filter(round=site.round, code="disclosure").update(
        ends=datetime.date(2026, 4, 30), moved=True
    )
    site.assign(["o11"], to_unit=str(site.money.pk))
    assert site.send(site.anan, "o11/", do="divide", pattern="months").status_code == 302
    parts = OitItem.objects.within(SYSTEM).filter(round=site.round, item="o11").exclude(period="")
    assert parts.count() == 12 and {row.unit_id for row in parts} == {site.money.pk}
    page = site.get(site.anan, "o11/")
    assert "ต.ค. 2568" in page and "ก.ย. 2569" in page and "ไม่อยู่ในรอบการตอบ" in page
    # By 2 March October to February are over; March is to come.
    for number in (1, 2, 3, 4):
        assert add(site, f"{URL}/{number}", at=f"o11_m{number}") == 302
        site.send(site.anan, "o11/", do="answer", at=f"o11_m{number}", state="ready", was__state="doing")
    assert "กำลังดำเนินการ" in site.get(site.anan, "?unit=" + str(site.money.pk))
    add(site, f"{URL}/5", at="o11_m5")
    site.send(site.anan, "o11/", do="answer", at="o11_m5", state="ready", was__state="doing")
    page = site.get(site.anan, "o11/")
    assert "สถานะ: <strong>พร้อม</strong>" in page
    # One period gets a day of its own and is late.
    site.assign(["o11_m6"], to_due="1 มี.ค. 2569")
    assert "เกินกำหนด 1 วัน" in site.get(site.anan, "o11/")
    refused = site.send(site.anan, "o11/", do="divide", pattern="quarters")
    assert refused.status_code == 422 and "มีงวดที่ทำไว้แล้ว" in refused.content.decode()
    assert site.send(site.anan, "o12/", do="divide", pattern="halves").status_code == 302
    assert site.send(site.anan, "o12/", do="divide", pattern="").status_code == 302
