"""The log of breaches: for administrators alone, with the hours in words; nothing that was written is written over."""

from __future__ import annotations

import datetime
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from people import NOW, Cast, cast
from prongsai.records.actions.privacy.breaches import BreachSaid, write_breach
from prongsai.records.models import BreachVersion, Entry, Person
from prongsai.records.scope import SYSTEM
from prongsai.screens.people.breaches import TO_TELL, clock_of

MINUTES = st.integers(0, 20_000)


@given(told=st.none() | MINUTES, now=MINUTES, closed=st.booleans())
def test_clock_says_the_same_as_the_hours(told: int | None, now: int, closed: bool) -> None:
    at = None if told is None else NOW + timedelta(minutes=told)
    clock = clock_of(NOW, at, NOW + timedelta(minutes=now), closed=closed)
    assert clock.ends - NOW == TO_TELL == timedelta(hours=72)
    if told is not None:
        assert clock.state == ("told" if told <= 72 * 60 else "told-late")
    elif closed:
        assert clock.state == "closed"
    else:
        assert clock.state == ("running" if now <= 72 * 60 else "late")
        hours, minutes = divmod(abs(72 * 60 - now), 60)
        assert f"{hours:,} ชั่วโมง {minutes} นาที" in clock.said.th
        assert ("เหลือ" in clock.said.th) == (now <= 72 * 60) != ("เกินกำหนด" in clock.said.th)


@pytest.fixture
def everybody(db: None) -> Cast:
    return cast()


def client(who: Person) -> Client:
    browser = Client()
    browser.force_login(who)
    return browser


def moment(name: str, at: datetime.datetime | None) -> dict[str, str]:
    local = timezone.localtime(at) if at else None
    days = (str(local.day), str(local.month), str(local.year)) if local else ("", "", "")
    parts = {f"{name}_day_{number}": part for number, part in enumerate(days)}
    return {**parts, f"{name}_time": f"{local:%H.%M}" if local else ""}


def written(noticed: datetime.datetime, opened: int = 0, office: datetime.datetime | None = None, **more: Any) -> Any:
    words = {"what": "ส่งไฟล์ผิดคน", "data": "ชื่อและอีเมล", "whom": "3 คน", "measures": "", "told_how": ""}
    moments = moment("noticed", noticed) | moment("office_told", office) | moment("people_told", None)
    return {**words, **moments, "opened": str(opened), **more}


def test_a_breach_is_written_down_told_and_closed_and_nothing_is_written_over(everybody: Cast) -> None:
    browser, noticed = client(everybody.ek), timezone.now() - timedelta(hours=70, minutes=1)
    assert "ยังไม่มีเหตุที่บันทึกไว้" in browser.get("/site/breaches/").content.decode()
    assert browser.post("/site/breaches/new/", written(noticed))["Location"] == "/site/breaches/1/"
    page = browser.get("/site/breaches/1/").content.decode()
    assert "เหลือเวลา 1 ชั่วโมง" in page and "ยังไม่ได้ตรวจกับตัวบท" in page

    told = written(noticed, opened=1, office=noticed + timedelta(hours=2), measures="เรียกไฟล์คืน", closed="on")
    assert browser.post("/site/breaches/1/", told).status_code == 302

    page = browser.get("/site/breaches/1/").content.decode()
    assert "แจ้งสำนักงานแล้ว ใช้เวลา 2 ชั่วโมง 0 นาที" in page
    assert "ฉบับที่ 1" in page and "ฉบับที่ 2" in page and page.count("ส่งไฟล์ผิดคน") == 3
    assert [(row.version, row.closed) for row in BreachVersion.objects.all()] == [(2, True), (1, False)]
    lines = Entry.objects.within(SYSTEM).filter(agency=None, action="write-breach").order_by("number")
    assert [(line.detail["number"], line.detail["version"]) for line in lines] == [(1, 1), (1, 2)]
    assert all("ส่งไฟล์ผิดคน" not in str(line.detail) for line in lines)
    assert "เหตุที่ 1" in browser.get("/site/breaches/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"what": ""}, "field-wrong"),
        ({"noticed_time": "25.00"}, "เช่น 14.05"),
        ({"noticed_day_0": "31", "noticed_day_1": "2"}, "ไม่มีวันนี้ในปฏิทิน"),
        ({"office_told_time": "10.00"}, "กรอกทั้งวันและเวลา"),
        ({"what": "ก" * 4_001}, "field-wrong"),
        ({"opened": "x"}, "problems-box"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(everybody: Cast, wrong: dict[str, str], said: str) -> None:
    answer = client(everybody.ek).post("/site/breaches/new/", written(timezone.now() - timedelta(hours=1)) | wrong)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not BreachVersion.objects.exists()


def test_nobody_is_told_before_it_is_noticed_and_nothing_is_yet_to_come(everybody: Cast) -> None:
    browser, now = client(everybody.ek), timezone.now()
    early = written(now - timedelta(hours=1), office=now - timedelta(hours=2))
    assert "ก่อนเวลาที่ทราบเหตุ" in browser.post("/site/breaches/new/", early).content.decode()
    assert "อนาคต" in browser.post("/site/breaches/new/", written(now + timedelta(hours=2))).content.decode()
    assert not BreachVersion.objects.exists()


@pytest.mark.parametrize(("hours", "shown"), [(1, "note"), (73, "warn")])
def test_hours_that_are_over_are_shown_as_a_warning(everybody: Cast, hours: int, shown: str) -> None:
    said = BreachSaid(noticed_at=timezone.now() - timedelta(hours=hours), what="ก", data="ข", whom="ค")
    number = write_breach(number=None, opened=0, said=said, by=everybody.ek, now=NOW)
    page = client(everybody.ek).get(f"/site/breaches/{number}/").content.decode()
    assert f'<div class="{shown}"><p><strong>ยังไม่ได้แจ้งสำนักงาน' in page


def test_of_two_who_write_the_second_is_told(everybody: Cast) -> None:
    said = BreachSaid(noticed_at=NOW, what="ก", data="ข", whom="ค")
    number = write_breach(number=None, opened=0, said=said, by=everybody.ek, now=NOW)
    write_breach(number=number, opened=1, said=said, by=everybody.ek, now=NOW)
    browser, at = client(everybody.ek), f"/site/breaches/{number}/"
    mine = written(NOW, opened=1, measures="ของฉัน")
    answer = browser.post(at, mine)
    page = answer.content.decode()
    assert answer.status_code == 422 and "มีผู้บันทึกเหตุนี้" in page
    assert BreachVersion.objects.count() == 2

    # They see the newest with what they typed, and what they send again is the version behind it.
    assert "ฉบับที่ 2" in page and "ของฉัน" in page
    opened = re.search(r'name="opened" value="(\d+)"', page)
    assert opened is not None
    assert browser.post(at, mine | {"opened": opened[1]}).status_code == 302
    assert BreachVersion.objects.get(version=3).measures == "ของฉัน"


@pytest.mark.parametrize("name", ["anan", "dao", "fon", "gaew"])
def test_nobody_else_sees_the_log(everybody: Cast, name: str) -> None:
    browser = client(getattr(everybody, name))
    for at in ("/site/breaches/", "/site/breaches/new/", "/site/breaches/1/"):
        assert browser.get(at).status_code == 403
    assert browser.post("/site/breaches/new/", written(NOW)).status_code == 403
    assert client(everybody.ek).get("/site/breaches/99/").status_code == 404
