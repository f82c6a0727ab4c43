"""The board of a year: made when it opens, assigned many rows at once, late and broken first, asked for by filter."""

from __future__ import annotations

import datetime
import re

import pytest
from board_of_tests import NOW, TODAY, URL, BoardSite

from prongsai.criteria.board import asked_in
from prongsai.flow.rules import known
from prongsai.records.actions.office import closing_units
from prongsai.records.actions.office.unit_changes import stamp
from prongsai.records.models import Entry, Grant, OitItem, RoundPhase, Unit
from prongsai.records.queries.history import walked
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march_of_2569(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def site() -> BoardSite:
    return BoardSite()


def ends(site: BoardSite, day: datetime.date | None) -> None:
    """The phase in which items are answered ends on a day."""
    RoundPhase.objects.within(SYSTEM).filter(round=site.round, code="disclosure").update(ends=day, moved=True)


def test_the_board_is_made_with_the_year_and_its_line_tells_of_every_row(site: BoardSite) -> None:
    asked = asked_in(known.edition("nacc-2569"))
    rows = OitItem.objects.within(SYSTEM).filter(round=site.round)
    assert len(asked) == 26 and {row.item for row in rows} == set(asked)
    line = Entry.objects.within(SYSTEM).get(agency=site.a, action="open-year", about="2569")
    assert sum(kind == "oit-item" for kind, _, _ in line.witnessed) == 26
    assert walked(site.a).faults == () and list(row_faults(site.a)) == []


def test_every_item_stands_under_its_sub_indicator_beside_last_year(site: BoardSite) -> None:
    of_2568 = site.client(site.anan).get(f"/a/{site.a.code}/2568/oit/").content.decode()
    headings = re.findall(r"<h2>([^<]+)</h2>", of_2568)
    assert [each.split()[0] for each in headings] == ["9.1", "9.2", "9.3", "9.4", "9.5", "10.1", "10.2"]
    # Of 2569 no sub-indicators are known.
    page = site.get(site.anan)
    headings = re.findall(r"<h2>([^<]+)</h2>", page)
    assert [each.split()[:2] for each in headings] == [["ตัวชี้วัดที่", "9"], ["ตัวชี้วัดที่", "10"]]
    assert page.count('name="row"') == 26
    # o2 lost all in 2568 and compares; o10 took another item in and does not.
    assert "0.00 †<br>" in page and "เสียไป" in page and "เทียบโดยตรงไม่ได้: รวมสถิติการให้บริการเข้ามาด้วย" in page
    assert "ยังไม่ทราบวันสุดท้ายของการตอบ ระบบไม่เดาวันให้" in page and "ยังไม่ทราบ</span>" in page


def test_several_rows_are_given_to_a_unit_a_person_and_a_day_at_once(site: BoardSite) -> None:
    browser, keys = site.client(site.anan), ["o1", "o5", "o12"]
    given = {"to_unit": str(site.money.pk), "to_person": str(site.ploy.pk), "to_due": "15 มี.ค. 2569"}
    answer = browser.post(site.oit(), {"row": keys, **{f"seen-{key}": "1" for key in keys}, **given}, follow=True)
    assert "มอบหมายแล้ว 3 รายการ" in answer.content.decode()
    for item in ("o1", "o5", "o12"):
        row = site.row(item)
        assert (row.unit_id, row.person_id, row.due) == (site.money.pk, site.ploy.pk, datetime.date(2026, 3, 15))
    assert site.row("o2").unit_id is None
    line = Entry.objects.within(SYSTEM).filter(agency=site.a).order_by("-number").first()
    assert (line.action, line.detail["items"], line.detail["unit"]) == ("assign-items", "o1, o5, o12", "กองคลัง")
    # A unit alone changes nothing else; a dash takes the phase's day again.
    site.assign(["o1"], to_unit=str(site.roads.pk))
    assert (site.row("o1").unit_id, site.row("o1").person_id) == (site.roads.pk, site.ploy.pk)
    site.assign(["o1"], to_person="none", to_due="-")
    assert (site.row("o1").person_id, site.row("o1").due) == (None, None)
    assert list(row_faults(site.a)) == []


@pytest.mark.parametrize(
    ("items", "fields", "said"),
    [
        ([], {"to_unit": "none"}, "ยังไม่ได้เลือกข้อ"),
        (["o1"], {}, "ยังไม่ได้เลือกส่วนราชการ ผู้รับผิดชอบ หรือวันครบกำหนด"),
        (["o1"], {"to_due": "เมื่อไรก็ได้"}, "ไม่เข้าใจ “เมื่อไรก็ได้”"),
        (["o1"], {"to_due": "1 ต.ค. 2469"}, "ห่างจากปีงบประมาณ 2569 เกินหนึ่งปี"),
        (["o1"], {"to_unit": "999999"}, "ไม่พบส่วนราชการที่เลือก"),
        (["o1"], {"to_person": "999999"}, "ผู้ที่เลือกไม่มีบทบาทที่ตอบข้อได้ในวันนี้"),
    ],
)
def test_what_cannot_be_assigned_is_said_and_nothing_changes(
    site: BoardSite, items: list[str], fields: dict[str, str], said: str
) -> None:
    before = list(OitItem.objects.within(SYSTEM).order_by("pk").values())
    answer = site.assign(items, **fields)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert list(OitItem.objects.within(SYSTEM).order_by("pk").values()) == before


def test_an_item_that_no_edition_has_is_refused(site: BoardSite) -> None:
    answer = site.client(site.anan).post(site.oit(), {"row": ["o1", "o99"], "seen-o1": "1", "to_unit": "none"})
    assert answer.status_code == 422 and "ไม่มีข้อ “o99”" in answer.content.decode()


def test_of_two_who_assign_the_same_row_the_second_sees_what_the_first_did(site: BoardSite) -> None:
    seen = {"seen-o1": str(site.row("o1").version), "seen-o2": str(site.row("o2").version)}
    site.assign(["o1"], to_unit=str(site.money.pk))
    mine = {"row": ["o1", "o2"], "to_unit": str(site.roads.pk)}
    answer = site.client(site.anan).post(site.oit(), {**mine, **seen})
    page = answer.content.decode()
    assert answer.status_code == 409 and "มีผู้แก้ไขข้อเหล่านี้ก่อนแล้ว" in page and "กองคลัง" in page
    assert (site.row("o1").unit_id, site.row("o2").unit_id) == (site.money.pk, None)
    # Pressed again it is over what stands there now.
    again = dict(re.findall(r'name="(seen-o[12])" value="(\d+)"', page))
    assert site.client(site.anan).post(site.oit(), {**mine, **again}).status_code == 302
    assert (site.row("o1").unit_id, site.row("o2").unit_id) == (site.roads.pk, site.roads.pk)


def test_late_and_broken_come_first_and_nothing_is_late_without_a_day(site: BoardSite) -> None:
    assert "เรื่องเร่งด่วน" not in site.get(site.anan)
    ends(site, TODAY - datetime.timedelta(days=3))
    site.send(site.anan, "o1/", do="add-link", at="o1", url=URL)
    site.send(site.anan, "o1/", do="answer", at="o1", state="ready", was__state="doing")
    page = site.get(site.anan)
    urgent = page[page.index('id="urgent"') : page.index("แสดง 26 จาก 26 ข้อ")]
    assert "เกินกำหนด 3 วัน" in urgent and "ยังไม่มีลิงก์" in urgent
    assert "oit/o2/" in urgent and "oit/o1/" not in urgent
    ends(site, TODAY)
    page = site.get(site.anan)
    assert "เกินกำหนด" not in page and "วันนี้" in page


def test_a_row_that_is_ready_without_a_link_is_said(site: BoardSite) -> None:
    site.send(site.anan, "o3/", do="answer", at="o3", state="ready", was__state="to-do")
    page = site.get(site.anan)
    assert "ยังไม่มีลิงก์ ทั้งที่สถานะเป็น “พร้อม” แล้ว" in page[page.index('id="urgent"') :]


def test_rows_are_asked_for_by_unit_state_and_as_mine(site: BoardSite) -> None:
    site.assign(["o1", "o2"], to_unit=str(site.cash.pk))
    site.assign(["o3"], to_person=str(site.ploy.pk))
    site.send(site.anan, "o2/", do="answer", at="o2", state="doing", was__state="to-do")

    def rows(who: object, query: str) -> list[str]:
        page = site.client(who).get(site.oit(query)).content.decode()
        return re.findall(r'<th scope="row"><a href="[^"]*/oit/(o\d+)/"', page)

    assert rows(site.anan, f"?unit={site.cash.pk}") == ["o1", "o2"]
    assert rows(site.anan, "?state=doing") == ["o2"]
    assert rows(site.anan, f"?unit={site.cash.pk}&state=to-do") == ["o1"]
    # Hers is what is of her unit and below it, and what has her name.
    assert rows(site.ploy, "?mine=1") == ["o1", "o2", "o3"]
    assert rows(site.anan, "?mine=1") == []
    assert len(rows(site.anan, "?unit=none")) == 24
    assert len(rows(site.anan, "?unit=x&state=y")) == 26


def test_a_unit_that_was_merged_or_closed_and_somebody_who_left_are_said(site: BoardSite) -> None:
    site.assign(["o1"], to_unit=str(site.cash.pk))
    site.assign(["o2"], to_unit=str(site.money.pk), to_person=str(site.ploy.pk))
    cash = Unit.objects.within(SYSTEM).get(pk=site.cash.pk)
    named = {"opened": stamp(cash), "last_day": TODAY, "person": None, "now": NOW, "today": TODAY}
    closing_units.close_unit(agency=site.a, number=cash.pk, **named)
    Grant.objects.within(SYSTEM).filter(person=site.ploy).update(ends=TODAY - datetime.timedelta(days=1))
    page = site.get(site.anan)
    assert "ปิดแล้ว ให้มอบหมายส่วนราชการอื่น" in page
    assert "Ploy ไม่มีบทบาทในหน่วยงานแล้ว งานเป็นของ “กองคลัง” ให้มอบหมายผู้อื่น" in page
    # A row names its unit, so the unit is not taken away.
    money = Unit.objects.within(SYSTEM).get(pk=site.money.pk)
    removed = site.client(site.anan).post(
        f"/a/{site.a.code}/units/{money.pk}/", {"do": "remove", "opened": stamp(money)}
    )
    assert removed.status_code == 422 and Unit.objects.within(SYSTEM).filter(pk=money.pk).exists()


def test_a_year_without_rows_shows_the_same_board_and_makes_a_row_when_it_is_needed(site: BoardSite) -> None:
    before = f"/a/{site.a.code}/2568/oit/"
    page = site.client(site.anan).get(before).content.decode()
    assert page.count('name="row"') == 28
    sent = {"row": ["o27"], "seen-o27": "0", "to_unit": str(site.money.pk)}
    assert site.client(site.anan).post(before, sent).status_code == 302
    made = OitItem.objects.within(SYSTEM).get(round__year=2568, agency=site.a)
    assert (made.item, made.unit_id) == ("o27", site.money.pk)
    assert list(row_faults(site.a)) == []


def test_the_home_of_the_year_says_what_is_due_and_what_is_mine(site: BoardSite) -> None:
    home = f"/a/{site.a.code}/2569/"
    page = site.client(site.anan).get(home).content.decode()
    assert "พร้อมหรือกรอกแล้ว 0 จาก 26 ข้อ" in page and "ยังไม่ได้มอบหมาย 26 ข้อ" in page
    assert f'href="{site.oit()}"' in page and "มอบหมายส่วนราชการที่รับผิดชอบ" in page
    ends(site, TODAY - datetime.timedelta(days=1))
    site.assign(["o1", "o2"], to_unit=str(site.money.pk), to_due="10 มี.ค. 2569")
    hers = site.client(site.ploy).get(home).content.decode()
    assert "งานของฉัน (2)" in " ".join(re.sub("<[^>]+>", "", hers).split())
    assert "เกินกำหนดหรือต้องแก้ (26)" in hers
    # Who only looks in sees nothing of it, and neither does a year of which nobody began the board.
    assert 'aria-labelledby="board"' not in site.client(site.dao).get(home).content.decode()
    assert "งานของฉัน" not in site.client(site.anan).get(f"/a/{site.a.code}/2568/").content.decode()
