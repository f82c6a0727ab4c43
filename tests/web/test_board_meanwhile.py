"""What happens to a page of the board that was open while others went on: nothing is lost, nothing goes astray."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

import pytest
from board_of_tests import NOW, TODAY, URL, BoardSite
from test_adopt_rules import announce, at, begun, client_of

from people import grant, person
from prongsai.flow.rules import known
from prongsai.records.actions.disclosure import items
from prongsai.records.actions.disclosure.items import answer_stamp
from prongsai.records.actions.disclosure.rows import BoardChanged, RulesChanged
from prongsai.records.actions.office import closing_units
from prongsai.records.actions.office.unit_changes import stamp
from prongsai.records.models import AgencyRound, OitItem, OitLink, RoundPhase, Unit
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM

__all__ = ["announce"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march_of_2569(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def site() -> BoardSite:
    return BoardSite()


def urgent(site: BoardSite) -> str:
    page = site.get(site.anan)
    return page[page.index('id="urgent"') : page.index("แสดง 26 จาก 26 ข้อ")]


def test_a_row_that_left_the_filter_meanwhile_is_shown_with_what_was_done(site: BoardSite) -> None:
    seen = {"seen-o1": str(site.row("o1").version)}
    site.assign(["o1"], to_unit=str(site.money.pk))
    mine = {"row": ["o1"], "to_unit": str(site.roads.pk)}
    refused = site.client(site.anan).post(site.oit("?unit=none"), {**mine, **seen})
    page = refused.content.decode()
    assert refused.status_code == 409 and "มีผู้แก้ไขข้อเหล่านี้ก่อนแล้ว" in page
    again = re.search(r'name="seen-o1" value="(\d+)"', page)
    assert again is not None
    assert site.client(site.anan).post(site.oit(), {**mine, "seen-o1": again[1]}).status_code == 302
    assert site.row("o1").unit_id == site.roads.pk


def test_a_form_of_a_period_that_is_gone_changes_nothing_else(site: BoardSite) -> None:
    site.send(site.anan, "o11/", do="divide", pattern="months")
    seen = {"seen-o11_m3": str(site.row("o11", "m3").version)}
    site.send(site.anan, "o11/", do="divide", pattern="")
    sends = {
        "answer": {"state": "ready", "was__state": "to-do", "note": "ตรวจแล้ว"},
        "add-link": {"url": URL, "explanation": "ประจำเดือน"},
    }
    for do, fields in sends.items():
        refused = site.send(site.anan, "o11/", do=do, at="o11_m3", **fields)
        page = refused.content.decode()
        assert refused.status_code == 422 and "ข้อนี้แบ่งงวดใหม่แล้ว" in page
        assert ("ตรวจแล้ว" if do == "answer" else URL) in page
    assert (site.row("o11").state, site.links("o11")) == ("to-do", [])
    given = items.Assignment(sets=frozenset({"due"}), due=TODAY)
    with pytest.raises(BoardChanged):
        items.assign_items(round=site.round, seen={("o11", "m3"): 1}, given=given, person=site.anan, now=NOW)
    assert site.client(site.anan).post(site.oit(), {"row": ["o11_m3"], **seen, "to_unit": "none"}).status_code == 422


def test_nothing_is_marked_as_entered_that_has_no_link(site: BoardSite) -> None:
    refused = site.send(site.anan, "answers/", item="o5", stamp=answer_stamp([]), do="enter")
    assert refused.status_code == 422 and "ข้อ o5 ยังไม่มีลิงก์" in refused.content.decode()
    assert (site.row("o5").state, site.row("o5").entered_at) == ("to-do", None)
    # All links were taken away after the tick: the tick can only be taken off, and what is left is in progress.
    site.send(site.anan, "o1/", do="add-link", at="o1", url=URL, explanation="")
    site.send(site.anan, "answers/", item="o1", stamp=answer_stamp([(URL, "")]), do="enter")
    site.send(site.anan, "o1/", do="remove-link", at=str(site.links("o1")[0].pk))
    assert "ยังไม่มีลิงก์ ทั้งที่สถานะเป็น “กรอกในระบบแล้ว”" in urgent(site)
    card = site.get(site.anan, "answers/").partition('id="o1"')[2].partition("</section>")[0]
    assert 'value="back"' in card and 'value="enter"' not in card
    site.send(site.anan, "answers/", item="o1", do="back")
    assert site.row("o1").state == "doing" and list(row_faults(site.a)) == []


def test_a_note_is_kept_beside_what_was_entered(site: BoardSite) -> None:
    site.send(site.anan, "o4/", do="answer", at="o4", state="not-applicable", was__state="to-do", reason="ไม่มีภารกิจ")
    site.send(site.anan, "answers/", item="o4", stamp=answer_stamp([]), do="enter")
    site.send(site.anan, "o11/", do="divide", pattern="quarters")
    site.send(site.anan, "o11/", do="add-link", at="o11_q1", url=URL, explanation="")
    site.send(site.anan, "answers/", item="o11", stamp=answer_stamp([(URL, "")]), do="enter")
    for item, state, reason in (("o4", "not-applicable", "ไม่มีภารกิจ"), ("o11", "entered", "")):
        was = {"was__state": state, "was__reason": reason, "was__note": ""}
        saved = site.send(site.anan, f"{item}/", do="answer", at=item, note="เก็บไว้", **was)
        assert saved.status_code == 302, item
        row = site.row(item)
        assert (row.state, row.reason, row.note) == (state, reason, "เก็บไว้")
    # A period that is begun afterwards is new to what was entered: the board says so, as the answers do.
    assert "oit/o11/" not in site.get(site.anan).partition('id="urgent"')[2].partition("</section>")[0]
    site.send(site.anan, "o11/", do="add-link", at="o11_q2", url=f"{URL}/2", explanation="")
    assert "ต่างจากที่กรอกแล้ว" in urgent(site) and "เพิ่มหลังกรอก" in site.get(site.anan, "answers/")


def test_periods_that_go_take_what_was_taken_away_with_them_and_the_history_says_so(site: BoardSite) -> None:
    site.send(site.anan, "o11/", do="divide", pattern="quarters")
    site.send(site.anan, "o11/", do="add-link", at="o11_q1", url=URL, explanation="")
    link = OitLink.objects.within(SYSTEM).get(item=site.row("o11", "q1"))
    site.send(site.anan, "o11/", do="remove-link", at=str(link.pk))
    site.send(site.anan, "o11/", do="answer", at="o11_q1", was__state="doing", state="to-do")
    assert site.send(site.anan, "o11/", do="divide", pattern="").status_code == 302
    assert list(row_faults(site.a)) == []


def test_of_what_does_not_apply_no_period_is_late_and_the_day_shown_is_the_one_that_counts(site: BoardSite) -> None:
    site.send(site.anan, "o11/", do="divide", pattern="quarters")
    site.assign(["o11_q1"], to_due="20 ก.พ. 2569")
    phases = RoundPhase.objects.within(SYSTEM).filter(round=site.round, code="disclosure")
    phases.update(ends=TODAY + datetime.timedelta(days=60), moved=True)
    rows = re.findall(r'<tr class="late">.*?</tr>', site.get(site.anan), re.DOTALL)
    assert len(rows) == 1 and "20 ก.พ. 2569" in rows[0] and "เกิน 10 วัน" in rows[0]
    site.send(site.anan, "o11/", do="answer", at="o11", was__state="to-do", state="not-applicable", reason="ไม่มีภารกิจ")
    assert 'id="urgent"' not in site.get(site.anan)


def test_the_owner_of_the_unit_that_another_was_merged_into_goes_on_with_its_rows(site: BoardSite) -> None:
    site.assign(["o1"], to_unit=str(site.cash.pk))
    cash = Unit.objects.within(SYSTEM).get(pk=site.cash.pk)
    days = {"last_day": TODAY - datetime.timedelta(days=1), "now": NOW, "today": TODAY}
    closing_units.merge_unit(
        agency=site.a, number=cash.pk, into=site.roads.pk, opened=stamp(cash), person=site.anan, **days
    )
    rita = person("Rita")
    grant(rita, "section-owner", site.a, unit=site.roads)
    assert "oit/o1/" in site.get(rita, "?mine=1")
    assert site.send(rita, "o1/", do="add-link", at="o1", url=URL, explanation="").status_code == 302
    refused = site.send(site.ploy, "o1/", do="add-link", at="o1", url=f"{URL}/2", explanation="")
    assert refused.status_code == 403


def test_last_years_link_is_carried_over_and_begins_nothing(site: BoardSite) -> None:
    site.send(site.anan, "o1/", do="add-link", at="o1", url=URL, explanation="", carried="1")
    assert (site.row("o1").state, len(site.links("o1"))) == ("to-do", 1)
    site.send(site.anan, "o1/", do="add-link", at="o1", url=f"{URL}/2", explanation="")
    assert site.row("o1").state == "doing"


def test_an_address_of_a_thousand_letters_is_led_to_whole_and_shown_short(site: BoardSite) -> None:
    long = f"{URL}/{'%E0%B8%81' * 200}.pdf"
    site.send(site.anan, "o1/", do="add-link", at="o1", url=long, explanation="")
    page = site.get(site.anan, "o1/")
    assert f'href="{long}"' in page and f">{long}</a>" not in page
    assert f'value="{long}" readonly' in site.get(site.anan, "answers/")


def test_thai_is_kept_whole_and_an_address_letter_for_letter(site: BoardSite) -> None:
    typed = "ทํางาน\u200bประจำปี\r\nหน้า ๓"
    address = f"{URL}/เเผน\u200b"
    site.send(site.anan, "o1/", do="add-link", at="o1", url=address, explanation=typed)
    (link,) = site.links("o1")
    assert (link.url, link.explanation) == (f"{URL}/เเผน", "ทำงานประจำปี\nหน้า ๓")
    was = {"was__url": link.url, "was__explanation": link.explanation}
    sent = {"url": link.url, "explanation": "ทํา" + "ก" * 1998, **was}
    assert site.send(site.anan, "o1/", do="change-link", at=str(link.pk), **sent).status_code == 302
    assert site.links("o1")[0].explanation == "ทำ" + "ก" * 1998
    # Sent twice by two presses it is said once: it cannot be taken back.
    for _ in range(2):
        assert site.send(site.anan, "o1/", do="say", at="o1", said="จํานวน").status_code == 302
    assert site.get(site.anan, "o1/").count("จำนวน") == 1


def test_a_page_that_was_open_while_rules_came_writes_nothing_of_another_matter(announce: Callable[[], None]) -> None:
    everybody, kept = begun(announce)
    anan, agency = client_of(everybody.anan), everybody.a
    page = anan.get(at(agency, "oit/o12/")).content.decode()
    rules = dict(re.findall(r'name="(rules)" value="([^"]+)"', page))
    stale = AgencyRound.objects.within(SYSTEM).select_related("agency").get(pk=kept.pk)
    announce()
    assert anan.post(at(agency), {"seen": known.edition("nacc-2569").checksum}).status_code == 302
    before = list(OitItem.objects.within(SYSTEM).filter(round=kept).order_by("pk").values())
    # o12 is another item now; o28 is none any more: what was typed is shown to be copied.
    sent = {"do": "add-link", "at": "o12", "url": URL, "explanation": "ตามคู่มือเดิม", **rules}
    refused = anan.post(at(agency, "oit/o12/"), sent)
    page = refused.content.decode()
    assert refused.status_code == 422 and "หลักเกณฑ์ของปีเปลี่ยนหลังจากเปิดหน้านี้" in page
    assert URL in page and "ตามคู่มือเดิม" in page
    refused = anan.post(at(agency, "oit/o28/"), {**sent, "at": "o28"})
    page = refused.content.decode()
    assert refused.status_code == 409 and "ไม่มีข้อ o28 แล้ว" in page and URL in page and "ตามคู่มือเดิม" in page
    assert anan.get(at(agency, "oit/o28/")).status_code == 404
    given = {"row": ["o12"], "seen-o12": "1", "to_due": "1 เม.ย. 2569", **rules}
    refused = anan.post(at(agency, "oit/"), given)
    assert refused.status_code == 422 and "จึงยังไม่มอบหมาย" in refused.content.decode()
    refused = anan.post(at(agency, "oit/answers/"), {"item": "o12", "stamp": answer_stamp([]), "do": "enter", **rules})
    assert refused.status_code == 422 and "จึงยังไม่เปลี่ยนเครื่องหมาย" in refused.content.decode()
    # Nor in the moment between reading and writing.
    with pytest.raises(RulesChanged):
        items.divide_item(round=stale, item="o12", pattern="months", person=everybody.anan, now=NOW)
    assert list(OitItem.objects.within(SYSTEM).filter(round=kept).order_by("pk").values()) == before
