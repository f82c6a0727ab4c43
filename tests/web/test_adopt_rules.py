"""A year that began by last year's rules takes those that were announced: seen first, then adopted, nothing lost."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from people import Cast, cast, example
from prongsai.criteria import editions as shipped
from prongsai.files.problems import refusal
from prongsai.flow.documents.own_words import kept_words
from prongsai.flow.intake.taking import take_round
from prongsai.flow.rules import known
from prongsai.flow.year.adoption import OLD
from prongsai.flow.year.stored import year
from prongsai.records.actions.documents import write_text
from prongsai.records.actions.papers.decisions import advice_stamp, take_advice
from prongsai.records.models import (
    Agency,
    AgencyRound,
    Draft,
    Entry,
    MadeDocument,
    Result,
    RoundPhase,
    SigningDecision,
    TextBlock,
)
from prongsai.records.queries.history import walked
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.write import to_data

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)
TODAY = NOW.date()
ALL = shipped.editions()


@pytest.fixture(autouse=True)
def _in_march_of_2569(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def announce(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Before it is called nothing is known of 2569; afterwards its rules have come with the program."""
    monkeypatch.setattr(shipped, "editions", lambda: tuple(name for name in ALL if name != "nacc-2569"))
    return lambda: monkeypatch.setattr(shipped, "editions", lambda: ALL)


def client_of(who: object) -> Client:
    browser = Client()
    browser.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def at(agency: Agency, rest: str = "edition/") -> str:
    return f"/a/{agency.code}/2569/{rest}"


def begun(announce: object) -> tuple[Cast, AgencyRound]:
    """A's year 2569, opened by the rules of 2568."""
    everybody = cast()
    client_of(everybody.anan).post(f"/a/{everybody.a.code}/years/open/", {"year": "2569"})
    kept: AgencyRound = AgencyRound.objects.within(SYSTEM).select_related("agency").get(agency=everybody.a, year=2569)
    assert kept.provisional and announce
    return everybody, kept


def with_result(everybody: Cast) -> Result:
    """Mae Sot's figures of 2568 as if they were of 2569, by the rules carried over."""
    data = to_data(example("mae-sot")) | {"year": 2569, "criteria": "nacc-2569-from-2568"}
    data.pop("history", None)
    data["plan"]["year"] = 2570
    data["disclosure"] += [
        {"item": "o10", "urls": ["https://a.example/10"], "score": "50"},
        {"item": "o13", "urls": ["https://a.example/13"], "score": "100"},
        {"item": "o14", "score": "50"},
    ]
    data["document"]["assigned"] = [{"unit": "กองคลัง", "items": ["o13"]}]
    one = read_data(data, edition=known.edition)
    return take_round(agency=everybody.a, one=one, person=everybody.anan, basis="official", why="", now=NOW).result


def seen(browser: Client, agency: Agency) -> str:
    return str(browser.get(at(agency)).context["page"].stamp)


def adopted(everybody: Cast) -> Any:
    browser = client_of(everybody.anan)
    return browser.post(at(everybody.a), {"do": "adopt", "seen": seen(browser, everybody.a)})


def of_year(everybody: Cast) -> AgencyRound:
    rows = AgencyRound.objects.within(SYSTEM).select_related("edition", "current__edition", "agency")
    found: AgencyRound = rows.get(agency=everybody.a, year=2569)
    return found


def test_announced_rules_are_seen_beside_the_carried_ones_and_adopted(announce: Callable[[], None]) -> None:
    everybody, _ = begun(announce)
    browser = client_of(everybody.anan)
    page = browser.get(at(everybody.a)).content.decode()
    assert "หลักเกณฑ์ชั่วคราว" in page and "รับหลักเกณฑ์ปี 2569</button>" not in page
    assert browser.post(at(everybody.a), {"do": "adopt", "seen": ""}).status_code == 422

    announce()

    assert "ดูสิ่งที่เปลี่ยนและรับหลักเกณฑ์" in browser.get(at(everybody.a, "")).content.decode()
    page = browser.get(at(everybody.a)).content.decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    for said in (
        "สิ่งที่เปลี่ยนเมื่อรับหลักเกณฑ์ที่ประกาศ",
        "ข้อที่เปลี่ยนเลขข้อ (15)",
        "ผลจัดซื้อฯ ปีก่อน ข้อ o13 ข้อ o12",
        "ข้อที่รวมหรือแยก (2)",
        "บริการออนไลน์ ข้อ o10, o11 ข้อ o10",
        "น้ำหนักที่เปลี่ยน",
        "ร้อยละ 30 ไม่ทราบ",
        "น้ำหนักรายข้อ 24 ข้อ",
    ):
        assert said in words, said
    assert "รับหลักเกณฑ์ปี 2569</button>" in page
    assert adopted(everybody).headers["Location"] == at(everybody.a)

    kept = of_year(everybody)
    assert (kept.edition.name, kept.provisional, kept.left_over) == ("nacc-2569", False, [])
    assert "ชั่วคราว" not in browser.get(at(everybody.a, "")).content.decode()
    page = browser.get(at(everybody.a)).content.decode()
    assert "สิ่งที่เปลี่ยนจากปี 2568" in page and "รับหลักเกณฑ์ปี 2569</button>" not in page
    line = Entry.objects.within(SYSTEM).filter(agency=everybody.a).latest("number")
    assert (line.action, line.about, line.person_name) == ("adopt-edition", "2569", "Anan")
    assert "รับหลักเกณฑ์ที่ประกาศแล้ว" in browser.get(f"/a/{everybody.a.code}/history/").content.decode()
    assert row_faults(everybody.a) == () and walked(everybody.a).faults == ()


def test_what_was_kept_of_the_year_goes_on_and_the_rest_stands_as_a_note(announce: Callable[[], None]) -> None:
    everybody, kept = begun(announce)
    before = with_result(everybody)
    text = "ข้อจัดซื้อได้ {OIT.o13} ข้อสถิติได้ {OIT.o11} รวม {total}"
    seen_then = {"OIT.o13": "100.00", "OIT.o11": "50.00", "total": "87.15"}
    write_text(round=kept, part="results", text=text, seen=seen_then, opened="", person=everybody.anan, now=NOW)
    take_advice(
        round=kept,
        figures=["IIT.i4", "OIT.o13", "OIT.o11", "OIT.o12"],
        opened=advice_stamp(()),
        person=everybody.anan,
        now=NOW,
    )
    fields = {"OIT-o13": "50", "OIT-o11": "100", "total": "88.00", "version": "1"}
    client_of(everybody.anan).post(at(everybody.a, "draft/entry/"), fields)
    made = client_of(everybody.anan).post(
        at(everybody.a, "documents/make/"), {"kind": "results", "format": "html", "profile": "standard"}
    )
    assert made.status_code == 302

    announce()
    assert adopted(everybody).status_code == 302

    after = of_year(everybody)
    result = after.current
    assert result is not None and (result.version, result.basis) == (before.version + 1, "official")
    assert result.edition.name == result.file["criteria"] == "nacc-2569"
    assert "รับหลักเกณฑ์ปี 2569 ที่ประกาศแล้ว" in result.why and "2568" in result.why
    marks = {entry["item"]: entry.get("score") for entry in result.file["disclosure"]}
    old = {entry["item"]: entry.get("score") for entry in before.file["disclosure"]}
    assert (marks["o12"], marks["o13"], marks["o1"]) == (old["o13"], old["o14"], old["o1"])
    assert result.file["published"]["total"] == before.file["published"]["total"] == "87.15"
    assert result.file["document"]["assigned"] == [{"unit": "กองคลัง", "items": ["o12"]}]

    block = TextBlock.objects.within(SYSTEM).get(round=after)
    assert block.text == "ข้อจัดซื้อได้ {OIT.o12} ข้อสถิติได้ 50.00 รวม {total}"
    assert block.seen == {"OIT.o12": "100.00", "total": "87.15"}
    takes = SigningDecision.objects.within(SYSTEM).filter(round=after, sort="take").values_list("what", flat=True)
    assert sorted(takes) == ["IIT.i4", "OIT.o11", "OIT.o12"]
    draft = Draft.objects.within(SYSTEM).get(agency=everybody.a, year=2569)
    assert draft.fields == {"OIT-o12": "50", f"{OLD}OIT-o11": "100", "total": "88.00", "version": "1"}

    page = client_of(everybody.anan).get(at(everybody.a)).content.decode()
    left = page.split("ข้อมูลที่ไม่มีที่ในหลักเกณฑ์ของปี")[1]
    for said in ("คะแนนที่บันทึกไว้ของข้อ o10", "ตัวเลขในข้อความ “ผลการประเมินในภาพรวม”", "50.00", "ข้อเสนอแนะที่รับไว้"):
        assert said in left, said
    # Every version and every document can still be seen.
    assert MadeDocument.objects.within(SYSTEM).filter(round=after, result=before).count() == 1
    versions = client_of(everybody.anan).get(at(everybody.a, "versions/")).content.decode()
    assert "ฉบับที่ 1" in versions and "ฉบับที่ 2" in versions
    assert row_faults(everybody.a) == () and walked(everybody.a).faults == ()
    # The year is whole: its documents are made with the words as they are now.
    found = year(SYSTEM, everybody.a, 2569, TODAY)
    assert found is not None and kept_words(SYSTEM, found)["results"].text == block.text
    for rest in ("", "results/", "analysis/", "documents/", "texts/results/", "papers/", "entry/"):
        assert client_of(everybody.anan).get(at(everybody.a, rest)).status_code == 200, rest


def test_what_was_left_over_is_told_without_ids_and_words_of_the_file(announce: Callable[[], None]) -> None:
    everybody, _ = begun(announce)
    data = with_result(everybody).file
    data["claims"] = [{"kind": "score", "where": "หน้า 1", "figure": "OIT.o11", "value": "50", "among": "ind:9"}]
    data["document"] = {**data["document"], "taken": ["OIT.o11"]}
    one = read_data(data, edition=known.edition)
    take_round(agency=everybody.a, one=one, person=everybody.anan, basis="official", why="", now=NOW)
    announce()
    assert adopted(everybody).status_code == 302

    page = client_of(everybody.anan).get(at(everybody.a)).context["page"]
    rows = [(row.name.th, row.value) for row in page.left_over]
    name = "o11 สถิติการให้บริการ"
    claim = f"ตำแหน่งในเอกสาร: หน้า 1 · เรื่อง: {name} · ค่า: 50 · เทียบใน: ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล"
    assert ("ข้อความในเอกสารของหน่วยงาน", claim) in rows
    assert ("ข้อเสนอแนะที่รับไว้", name) in rows
    # Claims, words and the plan are the agency's own; who only sees the results is shown none of them.
    for who, told in ((everybody.boon, True), (everybody.fon, True), (everybody.dao, False)):
        answer = client_of(who).get(at(everybody.a))
        assert answer.status_code == 200 and bool(answer.context["page"].left_over) is told


def test_days_that_the_agency_set_stay_and_the_others_are_those_of_the_edition(announce: Callable[[], None]) -> None:
    everybody, kept = begun(announce)
    own = RoundPhase.objects.within(SYSTEM).get(round=kept, code="surveys")
    own.moved, own.starts, own.ends = True, datetime.date(2026, 4, 1), datetime.date(2026, 6, 30)
    own.save()
    announce()
    adopted(everybody)
    phases = RoundPhase.objects.within(SYSTEM).filter(round=kept)
    assert [phase.id for phase in known.edition("nacc-2569").phases] == list(phases.values_list("code", flat=True))
    own.refresh_from_db()
    assert (own.moved, own.starts) == (True, datetime.date(2026, 4, 1))


def test_announced_rules_that_cannot_be_read_stop_no_page_and_are_not_adopted(
    announce: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody, _ = begun(announce)
    announce()
    whole = shipped.edition

    def spoilt(name: str) -> Any:
        if name == "nacc-2569":
            raise refusal("ไฟล์เสีย", "spoilt")
        return whole(name)

    monkeypatch.setattr(shipped, "edition", spoilt)
    browser = client_of(everybody.anan)
    page = browser.get(at(everybody.a)).content.decode()
    assert "หลักเกณฑ์ชั่วคราว" in page and "รับหลักเกณฑ์ปี 2569</button>" not in page
    assert browser.post(at(everybody.a), {"do": "adopt", "seen": ""}).status_code == 422
    assert of_year(everybody).provisional


def test_rules_that_changed_since_they_were_seen_are_not_adopted(announce: Callable[[], None]) -> None:
    everybody, _ = begun(announce)
    announce()
    answer = client_of(everybody.anan).post(at(everybody.a), {"do": "adopt", "seen": "sha256:other"})
    assert answer.status_code == 422 and "เปลี่ยนไปหลังจากท่านเปิดหน้านี้" in answer.content.decode()
    assert of_year(everybody).provisional
    assert adopted(everybody).status_code == 302
    again = client_of(everybody.anan).post(at(everybody.a), {"do": "adopt", "seen": "x"})
    assert again.status_code == 422 and "ไม่มีหลักเกณฑ์ที่รอรับ" in again.content.decode()


def test_file_by_the_announced_rules_waits_for_their_adoption(announce: Callable[[], None]) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    everybody, _ = begun(announce)
    announce()
    lines = ["format: prongsai/round@1", "year: 2569", f"agency: {{name: {everybody.a.name}}}", "criteria: nacc-2569"]
    text = "\n".join([*lines, "published: {total: '90.00'}", ""])

    def sent() -> Any:
        file = SimpleUploadedFile("ปี.yaml", text.encode())
        return client_of(everybody.anan).post(at(everybody.a, "import/"), {"file": file})

    refused = sent()
    assert refused.status_code == 422 and "ดูสิ่งที่เปลี่ยนและรับหลักเกณฑ์นั้นก่อน" in refused.content.decode()
    adopted(everybody)
    assert sent().status_code == 302
    text = text.replace("nacc-2569", "nacc-2569-from-2568")
    late = sent()
    assert late.status_code == 422 and "ทำตามหลักเกณฑ์ชั่วคราว" in late.content.decode()


def test_only_who_keeps_the_year_adopts_and_not_while_it_is_closed(announce: Callable[[], None]) -> None:
    everybody, _ = begun(announce)
    announce()
    stamp = seen(client_of(everybody.anan), everybody.a)
    for who in (everybody.boon, everybody.fon, everybody.dao):
        page = client_of(who).get(at(everybody.a)).content.decode()
        assert "ข้อที่เปลี่ยนเลขข้อ" in page and "รับหลักเกณฑ์ปี 2569</button>" not in page
        assert client_of(who).post(at(everybody.a), {"do": "adopt", "seen": stamp}).status_code == 403
    client_of(everybody.anan).post(at(everybody.a, "close/"), {"do": "close", "why": "หยุดไว้ก่อน"})
    page = client_of(everybody.anan).get(at(everybody.a)).content.decode()
    assert "ต้องเปิดปีอีกครั้งก่อนจึงรับหลักเกณฑ์ได้" in page and "รับหลักเกณฑ์ปี 2569</button>" not in page
    answer = client_of(everybody.anan).post(at(everybody.a), {"do": "adopt", "seen": stamp})
    assert answer.status_code == 409 and "หยุดไว้ก่อน" in answer.content.decode()
    assert of_year(everybody).provisional


def test_form_that_was_open_while_the_rules_were_adopted_puts_no_figure_into_another_item(
    announce: Callable[[], None],
) -> None:
    everybody, _ = begun(announce)
    browser = client_of(everybody.anan)
    form = browser.get(at(everybody.a, "entry/")).context["entry"].form
    assert (form.version, form.edition) == (0, "nacc-2569-from-2568")
    typed = {"version": "0", "edition": form.edition, "OIT-o13": "100", "OIT-o12": "50", "total": "90.00"}
    announce()
    adopted(everybody)

    late = browser.post(at(everybody.a, "entry/"), typed)

    assert late.status_code == 422 and "มีผู้รับหลักเกณฑ์ที่ประกาศแล้วระหว่างที่กรอก" in late.content.decode()
    shown = {field.key: field.value for field in late.context["entry"].form.fields if field.value}
    assert shown == {"total": "90.00", "OIT-o11": "50", "OIT-o12": "100"}
    # What is shown is what is sent again; it is taken as it stands.
    again = browser.post(at(everybody.a, "entry/"), {**shown, "version": "0", "edition": "nacc-2569"})
    assert again.status_code == 302
    # What the page had kept while it was typed comes back in the right fields as well.
    browser.post(at(everybody.a, "draft/entry/"), typed)
    back = browser.get(at(everybody.a, "entry/")).context["entry"].form
    assert {field.key: field.value for field in back.fields if field.value} == shown


def test_words_that_were_being_written_while_the_rules_were_adopted_name_no_other_item(
    announce: Callable[[], None],
) -> None:
    everybody, _ = begun(announce)
    with_result(everybody)
    browser, page = client_of(everybody.anan), at(everybody.a, "texts/results/")
    begun_by = browser.get(page).context["editor"].edition
    words = {"text": "ได้ {คะแนนข้อ o13} และ {คะแนนข้อ o11} รวม {total}", "opened": "", "edition": begun_by}
    browser.post(at(everybody.a, "draft/text-results/"), words)
    announce()
    assert adopted(everybody).status_code == 302

    now = "ได้ {คะแนนข้อ o12} และ คะแนนข้อ o11 (หลักเกณฑ์ชั่วคราว) รวม {คะแนนรวม}"
    # What the page kept while it was typed, what is looked at before it is saved, and what is saved.
    back = browser.get(page).context["editor"]
    assert (back.box.th, back.edition) == (now, "nacc-2569")
    assert browser.post(page, {**words, "do": "preview"}).context["editor"].box.th == now
    late = browser.post(page, {**words, "do": "save"})
    assert late.status_code == 422 and "มีผู้รับหลักเกณฑ์ที่ประกาศแล้วระหว่างที่เขียน" in late.content.decode()
    assert late.context["editor"].box.th == now and not TextBlock.objects.within(SYSTEM).exists()
    again = {"text": now, "opened": "", "edition": late.context["editor"].edition, "do": "save"}
    assert browser.post(page, again).status_code == 302
    assert TextBlock.objects.within(SYSTEM).get().text == "ได้ {OIT.o12} และ คะแนนข้อ o11 (หลักเกณฑ์ชั่วคราว) รวม {total}"


def test_two_who_adopt_at_once_adopt_once(announce: Callable[[], None]) -> None:
    everybody, _ = begun(announce)
    announce()
    stamp = seen(client_of(everybody.anan), everybody.a)
    assert client_of(everybody.anan).post(at(everybody.a), {"do": "adopt", "seen": stamp}).status_code == 302
    late = client_of(everybody.ek).post(at(everybody.a), {"do": "adopt", "seen": stamp})
    assert late.status_code == 422
    assert Entry.objects.within(SYSTEM).filter(agency=everybody.a, action="adopt-edition").count() == 1
