"""What pages about people and their accounts say: in words, one reason a line, in the language of whoever reads."""

from __future__ import annotations

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone
from test_joining import day, join, slip

from people import PASSWORD, Cast, cast, person
from prongsai.flow.documents.shelf import documents
from prongsai.records.models import AgencyRound, Grant, MadeDocument, Person, RoundPhase
from prongsai.records.scope import SYSTEM
from prongsai.screens.agency.papers.documents import PER_PAGE
from prongsai.web.shell.accounts.programs import program_of

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture
def everybody() -> Cast:
    return cast()


def signed_in(who: Person, browser: Client | None = None) -> Client:
    browser = browser or Client()
    assert browser.post(LOGIN, {"login": who.email, "password": PASSWORD}).status_code == 302
    return browser


def choose(browser: Client, language: str) -> None:
    browser.post("/language", {"language": language, "next": "/accounts/"})


def test_a_wrong_password_is_no_matter_of_saving() -> None:
    page = Client().post(LOGIN, {"login": person("Anan").email, "password": "wrong"}).content.decode()
    assert "เข้าสู่ระบบไม่สำเร็จ" in page and "ยังบันทึกไม่ได้" not in page


def test_a_wrong_code_of_an_invitation_is_no_matter_of_saving() -> None:
    page = Client().post("/join/", {"code": "AAAA-AAAA-AAAA"}).content.decode()
    assert "ใช้รหัสคำเชิญนี้ไม่ได้" in page and "ยังบันทึกไม่ได้" not in page


def test_each_thing_wrong_with_a_password_is_a_line(everybody: Cast) -> None:
    page = join(Client(), slip(everybody), password="password").content.decode()
    lines = re.findall(r"<li>([^<]+)</li>", page)
    assert "รหัสผ่านต้องยาวอย่างน้อย 10 ตัวอักษร" in lines
    assert "รหัสผ่านนี้มีคนใช้มากเกินไป เลือกรหัสอื่น" in lines


CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
)


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (CHROME, "Chrome 126 บน Windows"),
        (f"{CHROME} Edg/126.0.0.0", "Edge 126 บน Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari 17 บน iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 "
            "Chrome/121.0.0.0 Mobile Safari/537.36",
            "Samsung Internet 25 บน Android",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox 127 บน Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5)", "เบราว์เซอร์บน Mac"),
        ("Firefox/3", "Firefox 3"),
        ("curl/8", "โปรแกรมที่ไม่รู้จัก"),
        ("", "โปรแกรมที่ไม่รู้จัก"),
    ],
)
def test_a_session_is_told_by_browser_and_system(agent: str, said: str) -> None:
    assert program_of(agent).th == said


def test_the_page_of_sessions_shows_no_raw_user_agent(everybody: Cast) -> None:
    browser = Client(headers={"User-Agent": CHROME})
    signed_in(everybody.anan, browser)
    page = browser.get("/accounts/sessions/").content.decode()
    assert "Chrome 126 บน Windows" in page and "AppleWebKit" not in page


def test_the_language_that_somebody_chose_is_theirs_at_every_machine(everybody: Cast) -> None:
    first = signed_in(everybody.anan)
    choose(first, "en")
    assert Person.objects.get(pk=everybody.anan.pk).language == "en"
    other = signed_in(everybody.anan)
    assert "My account" in other.get("/accounts/").content.decode()
    # And whoever sits down next at that machine reads their own.
    other.post("/accounts/logout/")
    signed_in(everybody.boon, other)
    assert "บัญชีของฉัน" in other.get("/accounts/").content.decode()


def test_the_language_chosen_before_signing_in_is_kept(everybody: Cast) -> None:
    browser = Client()
    choose(browser, "en")
    signed_in(everybody.anan, browser)
    assert "My account" in browser.get("/accounts/").content.decode()
    assert Person.objects.get(pk=everybody.anan.pk).language == "en"


def test_a_site_in_english_speaks_english_with_whoever_chose_nothing(everybody: Cast, settings: object) -> None:
    settings.LANGUAGE_CODE = "en"
    assert Person.objects.create_user("new@example.org", PASSWORD).language == "en"


@pytest.mark.parametrize("manner", ["acting", "own", "delegated"])
def test_who_acts_for_another_does_so_until_a_day(everybody: Cast, manner: str) -> None:
    data = {"person": everybody.boon.pk, "role": "mentor", "manner": manner}
    browser = signed_in(everybody.anan)
    answer = browser.post(f"/a/{everybody.a.code}/people/give/", data | day("starts", timezone.localdate()))
    refused = manner == "acting"
    assert answer.status_code == (422 if refused else 302)
    assert ("ต้องมีวันสิ้นสุด" in answer.content.decode()) is refused
    assert Grant.objects.within(SYSTEM).filter(role="mentor").exists() is not refused


def test_a_page_over_areas_speaks_of_no_agency_where_it_may_not_be_opened(everybody: Cast) -> None:
    answer = signed_in(everybody.anan).get("/people/")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "ไม่มีสิทธิเปิดหน้านี้หรือทำขั้นตอนนี้" in page and "เปิดดูหน่วยงานนี้ได้" not in page


def test_the_handover_pack_names_the_measures_without_a_result(everybody: Cast) -> None:
    page = signed_in(everybody.anan).get(f"/a/{everybody.a.code}/handover/").content.decode()
    assert "มาตรการของแผนปี 2569 ที่ยังไม่มีผล (3" in page
    assert page.count("กำหนด 31 มี.ค. 2569)") == 1
    assert "ไม่มีงานค้าง" not in page


def test_documents_say_the_time_of_day_and_come_in_pages(everybody: Cast) -> None:
    held = AgencyRound.objects.within(SYSTEM).get(agency=everybody.a)
    at = datetime.datetime(2026, 11, 20, 7, 5, tzinfo=datetime.UTC)
    for number in range(1, PER_PAGE + 3):
        asked = at + datetime.timedelta(minutes=number)
        MadeDocument.objects.create(
            round=held, result=held.current, kind="brief", format="pdf", version=number, state="ready", asked_at=asked
        )
    browser, address = signed_in(everybody.anan), f"/a/{everybody.a.code}/2568/documents/"
    first, second = (browser.get(f"{address}?page={page}").content.decode() for page in (1, 2))
    assert first.count("ฉบับที่ ") == PER_PAGE and f"หน้า 1 จาก 2 ทั้งหมด {PER_PAGE + 2} เอกสาร" in first
    assert second.count("ฉบับที่ ") == 2
    assert "20 พ.ย. 2569 14.07 น." in second
    assert "?page=2#made" in first and "?page=1#made" in second
    # A page behind the last, or none, is the nearest that there is.
    for page, shown in (("99", 2), ("0", 1), ("x", 1), ("9" * 400, 1)):
        found = documents(SYSTEM, everybody.a, 2568, page=page, now=at, today=at.date())
        assert found is not None and found.page == shown


def test_a_year_that_is_over_without_scores_or_plan_says_so_quietly(everybody: Cast) -> None:
    held = AgencyRound.objects.within(SYSTEM).get(agency=everybody.a)
    empty = AgencyRound.objects.create(agency=everybody.a, year=2564, edition=held.edition)
    RoundPhase.objects.create(
        round=empty,
        position=1,
        name_th="ประกาศผล",
        name_en="results",
        code="results",
        starts=datetime.date(2021, 9, 1),
        ends=datetime.date(2021, 9, 1),
        certainty="confirmed",
    )
    page = signed_in(everybody.anan).get(f"/a/{everybody.a.code}/2564/").content.decode()
    assert '<p class="small faint">ประกาศผลปี 2564 แล้วเมื่อ 1 ก.ย. 2564 แต่ยังไม่มีคะแนนรวมในระบบ</p>' in page
    assert "เกินกำหนด" not in page
