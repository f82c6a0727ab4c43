"""Before and after the signature: what holds a document back, what is decided, whose advice stands, what is issued."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.utils import timezone
from site_of_tests import Site, data_of, round_of

from kept_files import bytes_in, place
from prongsai.flow.documents import making
from prongsai.flow.intake.taking import take_round
from prongsai.publish.frozen import freeze, thaw
from prongsai.records.models import AgencyRound, Entry, Issuance, MadeDocument, SigningDecision
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
QUESTION = "i10 เจ้าหน้าที่ในหน่วยงานของท่าน มีการขอยืมหรือขอใช้ทรัพย์สินของหน่วยงานอย่างถูกต้องตามขั้นตอน"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(making, "in_background", lambda pk, clock: making.work(pk, clock=clock))
    return Site()


def with_plan(site: Site, *measures: str) -> None:
    """Agency A's plan has these measures, one row each."""
    data = data_of("mae-sot")
    rows = [{"measures": [measure], "indicators": ["4"], "items": ["i10"]} for measure in measures]
    data["plan"] = {**data["plan"], "rows": rows}
    take_round(agency=site.a, one=round_of(data), basis="announced", why="ทดสอบ", person=site.anan, now=timezone.now())


def made(browser: Client, site: Site, **changes: str) -> MadeDocument:
    choice = {"kind": "announcement", "profile": "standard", "digits": "", "format": "html"} | changes
    answer = browser.post(site.at("documents/make/"), choice)
    assert answer.status_code == 302
    return MadeDocument.objects.within(SYSTEM).order_by("-pk").first()


def page(browser: Client, site: Site, row: MadeDocument) -> str:
    return browser.get(site.at(f"documents/{row.pk}/")).content.decode()


def opened(browser: Client, site: Site, rest: str = "documents/") -> str:
    """The stamp of a page's form as it is now."""
    found = re.search(r'name="opened" value="([^"]*)"', browser.get(site.at(rest)).content.decode())
    assert found is not None
    return html.unescape(found[1])


def test_what_nothing_holds_back_is_made_for_signature_and_frozen(site: Site) -> None:
    row = made(site.client(site.anan), site)
    assert (row.state, row.signing) == ("ready", "for-signature")
    report = thaw(bytes(row.frozen))
    assert (report.kind, report.state, freeze(report)) == ("announcement", "for-signature", bytes(row.frozen))


def test_a_draft_is_what_was_asked_for_and_nobody_can_issue_it(site: Site) -> None:
    browser = site.client(site.anan)
    row = made(browser, site, signing="draft")
    assert (row.signing, bytes(row.frozen)) == ("draft", b"")
    assert "ร่าง" in bytes_in(row).decode()
    assert browser.get(site.at(f"documents/{row.pk}/issue/")).status_code == 404


def test_what_nobody_signs_has_no_state(site: Site) -> None:
    assert made(site.client(site.anan), site, kind="results").signing == ""


def test_a_thing_left_as_it_is_lets_the_document_be_signed(site: Site) -> None:
    with_plan(site, QUESTION)
    browser = site.client(site.anan)
    row = made(browser, site)
    shown = page(browser, site, row)
    assert row.signing == "draft"
    assert "มาตรการแถวที่ 1 ใช้ชื่อของข้อคำถาม i10" in shown

    at = re.search(r'name="at" value="(\d+)"', shown)
    assert at is not None
    browser.post(site.at(f"documents/{row.pk}/decide/"), {"at": at[1], "why": "  "})
    assert not SigningDecision.objects.within(SYSTEM).exists()
    browser.post(site.at(f"documents/{row.pk}/decide/"), {"at": at[1], "why": "ตามแบบที่จังหวัดกำหนด"})
    decision = SigningDecision.objects.within(SYSTEM).get()
    assert (decision.sort, decision.why, decision.decided_by) == ("leave", "ตามแบบที่จังหวัดกำหนด", site.anan)

    again = made(browser, site)
    assert again.signing == "for-signature"
    assert "ตามแบบที่จังหวัดกำหนด" in page(browser, site, again)
    assert Entry.objects.within(SYSTEM).filter(action="decide-signing").count() == 1


def test_a_decision_taken_back_holds_the_document_back_again(site: Site) -> None:
    with_plan(site, QUESTION)
    browser = site.client(site.anan)
    browser.post(site.at(f"documents/{made(browser, site).pk}/decide/"), {"at": "0", "why": "ตามแบบที่จังหวัดกำหนด"})
    assert "ตามแบบที่จังหวัดกำหนด" in browser.get(site.at("documents/")).content.decode()
    decision = SigningDecision.objects.within(SYSTEM).get()
    assert browser.post(site.at(f"documents/decisions/{decision.pk}/")).status_code == 302
    assert made(browser, site).signing == "draft"
    assert browser.post(site.at(f"documents/decisions/{decision.pk}/")).status_code == 404


@pytest.mark.parametrize("at", ["", "7", "-1", "x", "9" * 50])
def test_a_place_where_nothing_was_found_cannot_be_decided(site: Site, at: str) -> None:
    browser = site.client(site.anan)
    row = made(browser, site)
    answer = browser.post(site.at(f"documents/{row.pk}/decide/"), {"at": at, "why": "เหตุ"}, follow=True)
    assert "ไม่พบเรื่องนี้ในเอกสาร" in answer.content.decode()
    assert not SigningDecision.objects.within(SYSTEM).exists()


def test_what_could_not_be_read_cannot_be_left(site: Site) -> None:
    with_plan(site, "จัดทำคู่มือ [อ่านไม่ออก] ให้บุคลากร")
    browser = site.client(site.anan)
    row = made(browser, site)
    assert 'name="at"' not in page(browser, site, row)
    browser.post(site.at(f"documents/{row.pk}/decide/"), {"at": "0", "why": "เหตุ"})
    assert not SigningDecision.objects.within(SYSTEM).exists()


def test_advice_that_was_taken_stands_in_what_is_for_signature(site: Site) -> None:
    browser = site.client(site.anan)
    shown = browser.get(site.at("documents/")).content.decode()

    def take(**ticked: object) -> int:
        return int(browser.post(site.at("documents/advice/"), {"opened": opened(browser, site)} | ticked).status_code)

    figures = re.findall(r'name="take" value="([^"]+)"', shown)
    assert "i10" in figures and len(figures) > 5
    assert take(take=["i10", "o9"]) == 302
    rows = SigningDecision.objects.within(SYSTEM).filter(sort="take")
    assert set(rows.values_list("what", flat=True)) == {"i10", "o9"}
    take(take=["i10"])
    assert set(rows.values_list("what", flat=True)) == {"i10"}
    take(take=["i10", "e99"])  # of a page of another result
    assert set(rows.values_list("what", flat=True)) == {"i10"}
    take(all="yes")
    assert set(rows.values_list("what", flat=True)) == set(figures)
    assert Entry.objects.within(SYSTEM).filter(action="take-advice").count() == 3


def test_a_document_is_old_once_something_was_decided(site: Site) -> None:
    browser = site.client(site.anan)
    row = made(browser, site)
    assert "มีผลหรือข้อความใหม่กว่านี้แล้ว" not in page(browser, site, row)
    browser.post(site.at("documents/advice/"), {"all": "yes", "opened": opened(browser, site)})
    assert "มีผลหรือข้อความใหม่กว่านี้แล้ว" in page(browser, site, row)


def test_an_issued_document_shows_number_day_and_names_and_the_signed_one_stays(site: Site) -> None:
    browser = site.client(site.anan)
    row = made(browser, site, kind="memo")
    before = browser.get(site.at(f"documents/{row.pk}/file")).content
    form = browser.get(site.at(f"documents/{row.pk}/issue/")).content.decode()
    positions = re.findall(r'name="(name-\d+)"', form)
    assert positions
    sent = {"number": "ตก 72601/123", "day": "4 เมษายน ๒๕๖๙", positions[-1]: "นายทดสอบ ระบบ", "stamp": "รับที่ 45"}
    assert browser.post(site.at(f"documents/{row.pk}/issue/"), sent).status_code == 302

    issuance = Issuance.objects.within(SYSTEM).get()
    issued = browser.get(site.at(f"documents/{row.pk}/issued")).content
    text = issued.decode()
    assert issuance.issued_on.isoformat() == "2026-04-04"
    assert "ตก ๗๒๖๐๑/๑๒๓" in text and "๔ เมษายน ๒๕๖๙" in text and "(นายทดสอบ ระบบ)" in text
    assert browser.get(site.at(f"documents/{row.pk}/file")).content == before
    assert issuance.checksum != row.checksum
    shown = page(browser, site, row)
    assert issuance.checksum in shown and "รับที่ 45" in shown
    # Entering it never marks the document old.
    assert "มีผลหรือข้อความใหม่กว่านี้แล้ว" not in shown

    again = sent | {"number": "ตก 72601/124", "opened": opened(browser, site, f"documents/{row.pk}/issue/")}
    assert browser.post(site.at(f"documents/{row.pk}/issue/"), again).status_code == 302
    assert "ตก ๗๒๖๐๑/๑๒๔" in browser.get(site.at(f"documents/{row.pk}/issued")).content.decode()
    lines = Entry.objects.within(SYSTEM).filter(action="issue-document").order_by("number")
    assert [line.detail["number"] for line in lines] == ["ตก 72601/123", "ตก 72601/124"]
    assert "นายทดสอบ" not in str([line.detail for line in lines])


@pytest.mark.parametrize(
    ("kind", "number", "shown"),
    [
        ("announcement", "", ("ประกาศ ณ วันที่ ๔ เมษายน พ.ศ. ๒๕๖๙",)),
        ("letter", "ตก 72601/9", ("ตก ๗๒๖๐๑/๙", "๔ เมษายน ๒๕๖๙")),
        ("letter", "ที่ตก 72601/9", ("ที่ ตก ๗๒๖๐๑/๙",)),
        ("order", "ที่ 12/2569", ("ที่ ๑๒/๒๕๖๙",)),
        ("order", "12/2569", ("ที่ ๑๒/๒๕๖๙", "สั่ง ณ วันที่ ๔ เมษายน พ.ศ. ๒๕๖๙")),
    ],
)
def test_number_and_day_stand_where_each_paper_has_them_and_who_acts_for_another_is_shown_so(
    site: Site, kind: str, number: str, shown: tuple[str, ...]
) -> None:
    browser = site.client(site.anan)
    row = made(browser, site, kind=kind)
    if row.signing == "draft":  # an order that gives items to nobody
        browser.post(site.at(f"documents/{row.pk}/decide/"), {"at": "0", "why": "กรอกด้วยมือ"})
        row = made(browser, site, kind=kind)
    sent = {"number": number, "day": "4/4/2569", "name-0": "นายทดสอบ ระบบ (รองนายกเทศมนตรี รักษาราชการแทน)"}
    assert browser.post(site.at(f"documents/{row.pk}/issue/"), sent).status_code == 302
    text = re.sub("<[^>]+>", "", browser.get(site.at(f"documents/{row.pk}/issued")).content.decode())
    text = re.sub(r"[\s\u200b\u2060\u00a0]+", "", text)
    for words in (*shown, "(นายทดสอบ ระบบ)รองนายกเทศมนตรี รักษาราชการแทน"):
        assert words.replace(" ", "") in text
    # What was typed with the word that stands before it has it once.
    assert "ที่ที่" not in text


def test_a_name_that_is_not_understood_is_refused(site: Site) -> None:
    browser = site.client(site.anan)
    row = made(browser, site)
    sent = {"day": "4/4/2569", "name-0": "นายทดสอบ (รักษาราชการแทน)"}
    answer = browser.post(site.at(f"documents/{row.pk}/issue/"), sent)
    assert answer.status_code == 422 and not Issuance.objects.within(SYSTEM).exists()


@pytest.mark.parametrize("day", ["", "เมื่อวาน", "31 กุมภาพันธ์ 2569", "1 มกราคม 2599", "1 มกราคม 2400"])
def test_an_odd_day_of_issue_is_refused_and_what_was_typed_stays(site: Site, day: str) -> None:
    browser = site.client(site.anan)
    row = made(browser, site, kind="memo")
    answer = browser.post(site.at(f"documents/{row.pk}/issue/"), {"number": "ตก 1/1", "day": day})
    assert answer.status_code == 422
    assert 'value="ตก 1/1"' in answer.content.decode()
    assert not Issuance.objects.within(SYSTEM).exists()


def test_altered_bytes_of_an_issued_file_are_handed_to_nobody(site: Site) -> None:
    browser = site.client(site.anan)
    row = made(browser, site, kind="memo")
    browser.post(site.at(f"documents/{row.pk}/issue/"), {"day": "4 เมษายน 2569"})
    place(Issuance.objects.within(SYSTEM).get()).write_bytes(b"other")
    assert browser.get(site.at(f"documents/{row.pk}/issued")).status_code == 302


def test_an_outsider_decides_nothing(site: Site) -> None:
    row = made(site.client(site.anan), site)
    outsider = site.client(site.chai)
    for rest in ("decide/", "issue/", "issued"):
        address = site.at(f"documents/{row.pk}/{rest}")
        assert (outsider.get if rest == "issued" else outsider.post)(address).status_code in (403, 404)
    # Of another agency's document nothing can be reached through one's own.
    own = f"/a/{site.b.code}/2568/documents/{row.pk}"
    assert outsider.post(f"{own}/decide/", {"at": "0", "why": "เหตุ"}).status_code == 404
    assert outsider.get(f"{own}/issued").status_code == 404
    assert AgencyRound.objects.within(SYSTEM).count() == 2
