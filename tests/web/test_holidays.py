"""The public holidays of the site: entered, imported whole or not at all, counted; announced ones are never made up."""

from __future__ import annotations

import datetime
import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from people import Cast, cast
from prongsai.flow.year.stored import year as stored_year
from prongsai.records.models import AgencyRound, Entry, Holiday, RoundPhase
from prongsai.records.queries.history import walked
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2027, 4, 9, 3, 0, tzinfo=datetime.UTC)
TODAY = NOW.date()  # a Friday
ADDRESS = "/site/holidays/"
LIST = "13 เม.ย. 2570, วันสงกรานต์\n14/4/2570, วันสงกรานต์\n๑๕ เมษายน ๒๕๗๐, วันสงกรานต์"
SOURCE = "มติคณะรัฐมนตรี 1 ต.ค. 2569"


@pytest.fixture
def everybody() -> Cast:
    return cast()


@pytest.fixture(autouse=True)
def _before_songkran(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def client_of(who: object) -> Client:
    browser = Client()
    browser.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def words(page: HttpResponse) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def send(who: object, do: str, **sent: object) -> HttpResponse:
    answer: HttpResponse = client_of(who).post(ADDRESS, {"year": "2570", "do": do, **sent})
    return answer


def waiting(page: HttpResponse) -> dict[str, str]:
    """What the page that was looked at sends with its yes."""
    text = page.content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(year|opened|source)" value="([^"]*)"', text))
    (fields["text"],) = re.findall(r"<textarea name=\"text\"[^>]*>(.*?)</textarea>", text, re.DOTALL)
    return {name: html.unescape(value) for name, value in fields.items()}


def saved(everybody: Cast, **sent: object) -> HttpResponse:
    looked = send(everybody.ek, "look", source=SOURCE, **sent)
    assert looked.status_code == 200, words(looked)
    return send(everybody.ek, "save", **waiting(looked))


def kept() -> list[tuple[str, str]]:
    return [(str(row.day), row.name) for row in Holiday.objects.order_by("day")]


def phase_of(everybody: Cast) -> tuple[int | None, bool]:
    found = stored_year(SYSTEM, everybody.a, 2568, TODAY)
    assert found is not None
    phase = next(each for each in found.phases if each.code == "disclosure")
    return phase.working_days, phase.exact


def until_19_april(everybody: Cast) -> None:
    held = AgencyRound.objects.within(SYSTEM).get(agency=everybody.a)
    RoundPhase.objects.within(SYSTEM).filter(round=held, code="disclosure").update(
        starts=datetime.date(2027, 4, 1), ends=datetime.date(2027, 4, 19), moved=True
    )


def test_holidays_are_looked_at_saved_and_counted_in_working_days(everybody: Cast) -> None:
    until_19_april(everybody)
    # Monday to Friday, and Monday: of a year of which nothing was entered only the fixed days are known.
    assert phase_of(everybody) == (3, False)
    home = words(client_of(everybody.anan).get(f"/a/{everybody.a.code}/2568/"))
    assert "เหลือ 10 วัน (ราว 3 วันทำการ)" in home
    assert "จำนวนวันทำการเป็นค่าประมาณ เพราะยังไม่ได้บันทึกวันหยุดราชการที่ประกาศของปี 2570" in home

    looked = send(everybody.ek, "look", text=LIST, day="16 เมษายน 2570", name="วันหยุดพิเศษ", source=SOURCE)
    assert "วันหยุดที่จะบันทึก (4)" in words(looked) and SOURCE in words(looked)
    assert kept() == []
    assert send(everybody.ek, "save", **waiting(looked)).status_code == 302

    assert kept() == [
        *((f"2027-04-{day}", "วันสงกรานต์") for day in (13, 14, 15)),
        ("2027-04-16", "วันหยุดพิเศษ"),
    ]
    assert phase_of(everybody) == (2, True)
    home = words(client_of(everybody.anan).get(f"/a/{everybody.a.code}/2568/"))
    assert "เหลือ 10 วัน (2 วันทำการ)" in home and "เป็นค่าประมาณ เพราะยังไม่ได้บันทึกวันหยุด" not in home
    page = words(client_of(everybody.ek).get(f"{ADDRESS}?year=2570"))
    assert SOURCE in page and "Ek" in page
    entry = Entry.objects.within(SYSTEM).get(agency=None, action="keep-holidays")
    assert entry.person_name == "Ek" and len(entry.detail["days"]) == 4
    assert walked(None).faults == ()


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("13/4/2571, วันสงกรานต์\n2/1/2571, วันหยุดพิเศษ", 2571),
        ("13/4/2570, วันสงกรานต์\n2/1/2571, วันหยุดพิเศษ", 2570),
    ],
)
def test_what_was_saved_is_shown_where_it_stands(everybody: Cast, text: str, year: int) -> None:
    answer = saved(everybody, text=text, year="2570")
    assert answer.headers["Location"] == f"{ADDRESS}?year={year}"


def test_a_file_is_taken_whole_or_not_at_all(everybody: Cast) -> None:
    good = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270413\nDTEND;VALUE=DATE:20270416\nSUMMARY:วันสงกรานต์\n"
    bad = f"{good}RRULE:FREQ=YEARLY\nEND:VEVENT\nEND:VCALENDAR\n"
    refused = send(everybody.ek, "look", file=SimpleUploadedFile("a.ics", bad.encode()), source=SOURCE)
    assert refused.status_code == 422
    assert "บรรทัด 6" in words(refused) and "ซ้ำหลายครั้ง" in words(refused)
    assert f'value="{SOURCE}"' in refused.content.decode()
    rows = "13/4/2570,วันสงกรานต์\n31/4/2570,วันหนึ่ง\n"
    refused = send(everybody.ek, "look", file=SimpleUploadedFile("a.csv", rows.encode()))
    assert refused.status_code == 422 and "บรรทัด 2" in words(refused)
    assert kept() == []

    file = SimpleUploadedFile("a.ics", f"{good}END:VEVENT\nEND:VCALENDAR\n".encode())
    assert saved(everybody, file=file).status_code == 302
    assert [day for day, _ in kept()] == ["2027-04-13", "2027-04-14", "2027-04-15"]


def test_fixed_days_are_offered_and_none_that_moves_is_made_up(everybody: Cast) -> None:
    page = client_of(everybody.ek).get(f"{ADDRESS}?year=2570")
    ticks = re.findall(r'name="fixed"[^>]*value="([^"]+)"', page.content.decode())
    assert len(ticks) == 14 and "2027-05-04" in ticks
    offered = words(page).split("วันหยุดที่ตรงกับวันเดิมทุกปี")[1].split("หลายวัน")[0]
    assert not any(each in offered for each in ("มาฆบูชา", "วิสาขบูชา", "อาสาฬหบูชา", "เข้าพรรษา", "พืชมงคล"))

    assert saved(everybody, fixed=["2027-12-10", "2027-12-31", "2027-02-21"]).status_code == 302
    assert [day for day, _ in kept()] == ["2027-12-10", "2027-12-31"]  # what was not offered is not taken
    again = client_of(everybody.ek).get(f"{ADDRESS}?year=2570").content.decode()
    assert len(re.findall(r'name="fixed"', again)) == 12


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "ยังไม่มีวันหยุดที่จะบันทึก"),
        ({"day": "13/4/2570"}, "ให้ระบุชื่อวันหยุดของ 13 เมษายน 2570"),
        ({"day": "31/4/2570", "name": "ก"}, "ไม่มีวันที่ 31"),
        ({"day": "13/4/2470", "name": "ก"}, "อยู่นอกช่วงที่ใช้"),
        ({"day": "13/4/2570", "name": "ก" * 151}, "ไม่เกิน 150 ตัวอักษร"),
        ({"text": LIST, "source": "ก" * 301}, "ที่มายาว 301"),
        ({"text": "13/4/2580, วันสงกรานต์"}, "บรรทัด 1"),
    ],
)
def test_what_is_wrong_is_said_in_words_and_stays_typed(everybody: Cast, sent: dict[str, str], said: str) -> None:
    answer = send(everybody.ek, "save", **sent)

    assert answer.status_code == 422
    assert said in words(answer)
    assert all(html.escape(value) in answer.content.decode() for value in sent.values())
    assert kept() == []


def test_of_two_at_once_the_second_is_told(everybody: Cast) -> None:
    first = send(everybody.ek, "look", day="13/4/2570", name="วันสงกรานต์")
    second = send(everybody.ek, "look", day="13/4/2570", name="วันหยุดอื่น")
    assert send(everybody.ek, "save", **waiting(first)).status_code == 302

    told = send(everybody.ek, "save", **waiting(second))
    assert told.status_code == 409
    assert "มีผู้แก้ไขวันหยุดก่อนแล้ว" in words(told) and "วันสงกรานต์" in words(told)
    assert kept() == [("2027-04-13", "วันสงกรานต์")]
    assert send(everybody.ek, "save", **waiting(told)).status_code == 302
    assert kept() == [("2027-04-13", "วันหยุดอื่น")]


def test_ticked_days_are_taken_away(everybody: Cast) -> None:
    saved(everybody, text=LIST)
    page = client_of(everybody.ek).get(f"{ADDRESS}?year=2570").content.decode()
    opened = re.findall(r'name="opened" value="([^"]*)"', page)[0]

    assert send(everybody.ek, "remove", opened=opened).status_code == 422
    assert send(everybody.ek, "remove", opened="older", remove=["2027-04-13"]).status_code == 409
    assert send(everybody.ek, "remove", opened=opened, remove=["2027-04-13", "x"]).status_code == 302
    assert [day for day, _ in kept()] == ["2027-04-14", "2027-04-15"]
    assert walked(None).faults == ()


def test_only_who_keeps_the_holidays_of_the_site_opens_the_page(everybody: Cast) -> None:
    for who in (everybody.anan, everybody.boon, everybody.dao, everybody.gaew):
        assert client_of(who).get(ADDRESS).status_code == 403
        assert send(who, "save", text=LIST).status_code == 403
    assert kept() == []
    assert "/site/holidays/" in client_of(everybody.ek).get("/accounts/").content.decode()
