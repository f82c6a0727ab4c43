"""The phases of a year: who sets their days, what is refused in words, what moves with them, and where each is from."""

from __future__ import annotations

import dataclasses
import datetime
import html
import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from kept_files import kept
from people import Cast, cast, grant, person
from prongsai.criteria.keeping.new import clone
from prongsai.flow.intake.taking import take_round
from prongsai.flow.rules import known
from prongsai.flow.rules.install import install
from prongsai.flow.year.stored import year as stored_year
from prongsai.improve.plan import Period, Plan, Row
from prongsai.language.calendar import full_date
from prongsai.language.digits import thai
from prongsai.publish.frozen import freeze
from prongsai.publish.report import Paragraph, Report, text_runs
from prongsai.records.actions import documents
from prongsai.records.models import AgencyRound, Entry, Person, RoundPhase
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)
TODAY = NOW.date()
RUNNING = 2570
APRIL, MAY = datetime.date(2027, 4, 30), datetime.date(2027, 5, 15)
LETTER = {
    "source": "หนังสือแจ้งกำหนดการประเมิน",
    "number": "ปช 0001/ว 12",
    "link": "https://itas.example/plan.pdf",
}


@pytest.fixture
def everybody() -> Cast:
    found = cast()
    client_of(found.anan).post(f"/a/{found.a.code}/years/open/", {"year": str(RUNNING)})
    return found


@pytest.fixture(autouse=True)
def _in_november_of_2569(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is in the fiscal year 2570, whenever the tests run."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def client_of(who: object) -> Client:
    browser = Client()
    browser.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def at(everybody: Cast, year: int = RUNNING) -> str:
    return f"/a/{everybody.a.code}/{year}/phases/"


def fields_of(who: Person, address: str) -> dict[str, str]:
    """The form as the page has it."""
    page = client_of(who).get(address).content.decode()
    pairs = re.findall(r'<input[^>]*\bname="((?:starts|ends|opened)-[^"]+)"[^>]*\bvalue="([^"]*)"', page)
    assert pairs
    return {name: html.unescape(value) for name, value in pairs}


def send(everybody: Cast, sent: dict[str, str], *, who: Person | None = None, do: str = "save") -> HttpResponse:
    answer: HttpResponse = client_of(who or everybody.anan).post(at(everybody), sent | {"do": do})
    return answer


def moved(everybody: Cast, sent: dict[str, str], **more: str) -> HttpResponse:
    """The days that were typed, saved as the page that was opened just now sends them."""
    answer = send(everybody, fields_of(everybody.anan, at(everybody)) | LETTER | sent | more)
    assert answer.status_code == 302, words(answer)
    return answer


def row(everybody: Cast, code: str = "disclosure") -> RoundPhase:
    found: RoundPhase = RoundPhase.objects.within(SYSTEM).get(round__agency=everybody.a, round__year=RUNNING, code=code)
    return found


def words(page: HttpResponse) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def lines(everybody: Cast) -> int:
    return Entry.objects.within(SYSTEM).filter(agency=everybody.a).count()


def test_days_are_typed_looked_at_saved_and_shown_with_their_source(everybody: Cast) -> None:
    before = words(client_of(everybody.anan).get(at(everybody)))
    assert "ยังไม่ทราบวันของ 11 จาก 11 ช่วงงาน ระบบไม่เดาวันให้ เมื่อมีประกาศหรือหนังสือแจ้งกำหนดการ ให้กรอกวันในหน้านี้" in before
    sent = fields_of(everybody.anan, at(everybody)) | LETTER
    sent |= {"starts-disclosure": "๑/๔/๒๕๗๐", "ends-disclosure": "30 เมษายน ๒๕๗๐", "ends-results": "31 ส.ค. 2570"}
    sent["number"] = f"เลขที่ {LETTER['number']}"

    looked = words(send(everybody, sent, do="look"))
    assert "วันที่จะเปลี่ยน (2)" in looked
    assert "เตือนใกล้ครบกำหนดบนหน้าหลักของปีตั้งแต่ 16 เม.ย. 2570" in looked
    assert "ใช้กำหนดตอบแบบ OIT วันที่ 30 เม.ย. 2570 (เดิม ไม่ทราบ)" in looked
    assert row(everybody).ends is None

    assert send(everybody, sent).status_code == 302
    kept = row(everybody)
    assert (kept.starts, kept.ends, kept.moved) == (datetime.date(2027, 4, 1), APRIL, True)
    assert (kept.source, kept.source_number, kept.source_link) == tuple(LETTER.values())
    page = words(client_of(everybody.anan).get(at(everybody)))
    for said in ("1 เม.ย. 2570 – 30 เม.ย. 2570", "ไม่ทราบ – 31 ส.ค. 2570", *list(LETTER.values())[:2], "Anan"):
        assert said in page, said
    assert 'href="https://itas.example/plan.pdf"' in client_of(everybody.anan).get(at(everybody)).content.decode()
    home = words(client_of(everybody.anan).get(f"/a/{everybody.a.code}/{RUNNING}/"))
    assert "ยังไม่ทราบวันของ 9 จาก 11 ช่วงงาน" in home
    assert "เริ่มในอีก 132 วัน" in home
    told = words(client_of(everybody.anan).get(f"/a/{everybody.a.code}/history/"))
    assert "ตอบแบบ OIT และผู้บริหารอนุมัติ: ? – ? → 1 เม.ย. 2570 – 30 เม.ย. 2570" in told
    assert "กำหนดวันของช่วงงาน 2570" in told
    assert row_faults(everybody.a) == ()


def test_a_deadline_follows_a_calendar_that_is_installed_while_the_site_runs(
    everybody: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(known, "_told", [tmp_path / "home"])
    found = stored_year(SYSTEM, everybody.a, 2568, TODAY)
    assert found is not None and found.file is not None
    file = dataclasses.replace(found.file, plan=Plan(year=RUNNING, rows=(Row(measures=("เผยแพร่แผน",), items=("o1",)),)))
    take_round(agency=everybody.a, one=file, person=None, basis="official", why="test", now=NOW)

    def due() -> object:
        again = stored_year(SYSTEM, everybody.a, 2568, TODAY)
        assert again is not None and again.dossier is not None and again.dossier.deadline is not None
        return again.dossier.deadline.day, again.dossier.deadline.reckoned

    assert due() == (APRIL, True)
    calendar = clone("nacc-2569", f"nacc-{RUNNING}", tmp_path) / "calendar.yaml"
    unknown, day = "approval}, starts: null, ends: null", f"approval}}, starts: null, ends: {MAY}"
    text = calendar.read_text("utf-8")
    assert text.count(unknown) == 1
    calendar.write_text(text.replace(unknown, day), "utf-8")
    assert install(calendar.parent, known.home()).outcome == "new"
    assert due() == (MAY, False)


def test_every_deadline_follows_the_days_that_the_agency_set(everybody: Cast) -> None:
    sent = {"ends-disclosure": "30/4/2570", "starts-disclosure": "1/4/2570"}
    moved(everybody, sent)
    plan = Plan(
        year=RUNNING,
        rows=(
            Row(measures=("เผยแพร่แผน",), items=("o1",), period=Period("ภายใน 5 พ.ค.", ends=datetime.date(2027, 5, 5))),
        ),
    )
    found = stored_year(SYSTEM, everybody.a, 2568, TODAY)
    assert found is not None and found.dossier is not None and found.file is not None
    file = dataclasses.replace(found.file, plan=plan, facts=dataclasses.replace(found.file.facts, history={}))
    take_round(agency=everybody.a, one=file, person=None, basis="official", why="test", now=NOW)

    def contradicted() -> list[str]:
        again = stored_year(SYSTEM, everybody.a, 2568, TODAY)
        assert again is not None
        return [each.so.th for each in again.contradictions if "ต้องเผยแพร่ก่อน" in each.so.th]

    def due() -> object:
        again = stored_year(SYSTEM, everybody.a, 2568, TODAY)
        assert again is not None and again.dossier is not None and again.dossier.deadline is not None
        return again.dossier.deadline.day, again.dossier.deadline.reckoned

    assert due() == (APRIL, False)
    assert contradicted() == ["ต้องเผยแพร่ก่อนสิ้นสุดระยะเวลาตอบแบบ OIT (วันที่ 30 เม.ย. 2570)"]
    later = fields_of(everybody.anan, at(everybody)) | LETTER | {"ends-disclosure": "15 พ.ค. 2570", "why": "ขยายเวลา"}
    assert "มาตรการที่จะทันกำหนดใหม่: เผยแพร่แผน" in words(send(everybody, later, do="look"))
    moved(everybody, {"ends-disclosure": "15 พ.ค. 2570"}, why="ขยายเวลา")
    assert due() == (MAY, False)
    assert contradicted() == []


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"ends-disclosure": "31/4/2570"}, "ends-disclosure", "เดือนเมษายน 2570 ไม่มีวันที่ 31"),
        ({"starts-results": "1/9/2570", "ends-results": "31/8/2570"}, "ends-results", "อยู่ก่อนวันเริ่ม 1 ก.ย. 2570"),
        ({"ends-disclosure": "30/4/2470"}, "ends-disclosure", "ใช้ได้ตั้งแต่ 1 ต.ค. 2568 ถึง 30 ก.ย. 2571"),
        ({"starts-disclosure": "30/4/2027"}, "starts-disclosure", "ปี 2027 เป็นปี ค.ศ."),
        ({"starts-results": "เร็ว ๆ นี้"}, "starts-results", "ไม่เข้าใจ “เร็ว ๆ นี้”"),
        ({"ends-results": "31/8/2570", "source": ""}, "source", "ให้ระบุที่มาของวัน"),
        ({"ends-results": "31/8/2570", "link": "javascript:alert(1)"}, "link", "ต้องขึ้นต้นด้วย https://"),
        ({"ends-results": "31/8/2570", "why": "ก" * 301}, "why", "ข้อความยาว 301 ตัวอักษร"),
    ],
)
@pytest.mark.parametrize("do", ["look", "save"])
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    everybody: Cast, sent: dict[str, str], field: str, said: str, do: str
) -> None:
    before, whole = lines(everybody), fields_of(everybody.anan, at(everybody)) | LETTER | sent
    answer = send(everybody, whole, do=do)
    page = answer.content.decode()

    assert answer.status_code == 422
    at_field = rf'<input id="{field}"[^>]*aria-invalid="true"[^>]*><p class="small lack" id="wrong-{field}">([^<]*)'
    found = re.search(at_field, page)
    assert found is not None and said in html.unescape(found[1])
    assert f'href="#{field}"' in page
    for name, value in whole.items():
        assert f'name="{name}"' in page and f'value="{html.escape(value)}"' in page, name
    assert lines(everybody) == before
    assert RoundPhase.objects.within(SYSTEM).filter(moved=True).count() == 0


def test_a_day_that_was_known_moves_for_a_reason_and_the_paper_that_names_it_is_shown(everybody: Cast) -> None:
    moved(everybody, {"ends-disclosure": "30/4/2570"})
    _signed_order(everybody, f"ภายใน{thai(full_date(APRIL))}")
    sent = fields_of(everybody.anan, at(everybody)) | LETTER | {"ends-disclosure": "15 พ.ค. 2570"}

    refused = send(everybody, sent)
    assert refused.status_code == 422
    assert "ให้ระบุเหตุผลที่เลื่อนวันซึ่งทราบอยู่แล้ว" in words(refused)

    looked = words(send(everybody, sent | {"why": "ขยายเวลาตอบแบบ"}, do="look"))
    assert "เดิมตั้งแต่ 16 เม.ย. 2570" in looked
    assert "เอกสารเสนอลงนามหรือออกแล้วที่ระบุวันเดิม (1 ฉบับ)" in looked
    assert "เสนอลงนาม ระบุวันที่ 30 เม.ย. 2570" in looked
    assert send(everybody, sent | {"why": "ขยายเวลาตอบแบบ"}).status_code == 302
    assert row(everybody).why == "ขยายเวลาตอบแบบ"


def _signed_order(everybody: Cast, text: str) -> None:
    held = AgencyRound.objects.within(SYSTEM).get(agency=everybody.a, year=2568)
    assert held.pk
    of = AgencyRound.objects.within(SYSTEM).get(agency=everybody.a, year=RUNNING)
    asked = documents.ask_document(
        round=of, kind="order", profile="standard", digits="thai", format="docx", person=everybody.anan, now=NOW
    )
    leased = documents.lease_document(pk=asked.pk, now=NOW)
    assert leased is not None
    report = Report(kind="order", title="คำสั่ง", agency="ก", year=RUNNING, blocks=(Paragraph(text_runs(text)),))
    documents.finish_document(
        pk=asked.pk,
        lease=leased.lease_until,
        file=kept(b"x"),
        findings=None,
        signing="for-signature",
        frozen=freeze(report),
        now=NOW,
    )


def test_of_two_who_move_the_same_day_the_second_is_told_what_the_first_saved(everybody: Cast) -> None:
    nok = person("Nok")
    grant(nok, "coordinator", everybody.a)
    opened = fields_of(nok, at(everybody)) | LETTER
    moved(everybody, {"ends-disclosure": "30/4/2570", "ends-results": "31/8/2570"})

    second = send(everybody, opened | {"ends-disclosure": "15/5/2570"}, who=nok)
    assert second.status_code == 409
    said = words(second)
    assert "มีผู้บันทึกวันเดียวกันนี้ก่อนแล้ว ตอบแบบ OIT และผู้บริหารอนุมัติ: Anan" in said
    assert "บันทึกไว้ว่า ไม่ทราบ – 30 เม.ย. 2570" in said
    assert 'value="15/5/2570"' in second.content.decode()
    # What the second did not touch stays as the first saved it.
    assert 'value="31 ส.ค. 2570"' in second.content.decode()
    assert row(everybody).ends == APRIL

    pairs = re.findall(r'\bname="((?:starts|ends|opened)-[^"]+)"[^>]*\bvalue="([^"]*)"', second.content.decode())
    again = {name: html.unescape(value) for name, value in pairs} | LETTER | {"why": "หนังสือฉบับใหม่กว่า"}
    assert send(everybody, again, who=nok).status_code == 302
    assert (row(everybody).ends, row(everybody, "results").ends) == (MAY, datetime.date(2027, 8, 31))
    assert row_faults(everybody.a) == ()


def test_a_mistake_in_the_same_breath_does_not_hide_what_the_first_saved(everybody: Cast) -> None:
    opened = fields_of(everybody.anan, at(everybody)) | LETTER
    moved(everybody, {"ends-disclosure": "30/4/2570"})
    wrong = send(everybody, opened | {"ends-disclosure": "31/4/2570"})
    pairs = re.findall(r'\bname="((?:starts|ends|opened)-[^"]+)"[^>]*\bvalue="([^"]*)"', wrong.content.decode())
    mended = {name: html.unescape(value) for name, value in pairs} | LETTER | {"ends-disclosure": "15/5/2570"}

    assert send(everybody, mended | {"why": "ก"}).status_code == 409
    assert row(everybody).ends == APRIL


def test_a_day_is_cleared_with_a_reason_and_no_day_is_put_in_its_place(everybody: Cast) -> None:
    moved(everybody, {"ends-disclosure": "30/4/2570"})
    moved(everybody, {"ends-disclosure": ""}, why="เลื่อนโดยยังไม่กำหนดวัน")

    assert (row(everybody).ends, row(everybody).moved) == (None, True)
    found = stored_year(SYSTEM, everybody.a, RUNNING, TODAY)
    assert found is not None
    assert next(each.ends for each in found.phases if each.code == "disclosure") is None


def test_the_same_days_again_change_nothing_and_say_so(everybody: Cast) -> None:
    moved(everybody, {"ends-disclosure": "30/4/2570"})
    before = lines(everybody)
    answer = send(everybody, fields_of(everybody.anan, at(everybody)) | LETTER | {"ends-disclosure": "30 Apr 2027"})

    assert answer.status_code == 422
    assert "ไม่มีวันใดต่างจากที่บันทึกไว้" in words(answer)
    assert lines(everybody) == before


def test_who_only_sees_the_year_sees_days_and_sources_and_no_form_nor_who_set_them(everybody: Cast) -> None:
    moved(everybody, {"ends-disclosure": "30/4/2570"})
    mentor = person("Mook")
    grant(mentor, "mentor", everybody.a)
    page = client_of(mentor).get(at(everybody))

    assert "30 เม.ย. 2570" in words(page) and LETTER["source"] in words(page)
    assert "Anan" not in words(page)
    assert 'name="starts-' not in page.content.decode()
    assert client_of(mentor).post(at(everybody), {"ends-disclosure": "1/5/2570", "do": "save"}).status_code == 403
    assert row(everybody).ends == APRIL


def test_a_closed_year_shows_its_days_and_takes_no_others(everybody: Cast) -> None:
    sent = fields_of(everybody.anan, at(everybody)) | LETTER | {"ends-disclosure": "30/4/2570"}
    client_of(everybody.anan).post(f"/a/{everybody.a.code}/{RUNNING}/close/", {"do": "close", "why": "ครบแล้ว"})

    assert 'name="starts-' not in client_of(everybody.anan).get(at(everybody)).content.decode()
    answer = send(everybody, sent)
    assert answer.status_code == 409
    assert "ปิดแล้ว" in words(answer)
    assert row(everybody).ends is None


def test_days_that_the_edition_brings_stand_where_the_round_has_none(everybody: Cast) -> None:
    page = words(client_of(everybody.anan).get(at(everybody, 2568)))

    # The announced calendar of 2568 knows the day of the results, with its source; the round was opened before it did.
    assert "ข่าวประกาศผล ITA ปี 2568" in page
    rows = RoundPhase.objects.within(SYSTEM).filter(round__agency=everybody.a, round__year=2568)
    assert rows.update(starts=None, ends=None) > 1
    again = words(client_of(everybody.anan).get(at(everybody, 2568)))
    assert again.count("15 ส.ค. 2568") == page.count("15 ส.ค. 2568") > 1
    found = stored_year(SYSTEM, everybody.a, 2568, TODAY)
    assert found is not None
    assert next(each.ends for each in found.phases if each.code == "results") == datetime.date(2025, 8, 15)
