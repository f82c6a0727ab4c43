"""Days that people type: every way of writing one reads to it, what is shown reads back, and what is wrong is said."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.language.calendar import MONTHS, SHORT_MONTHS, english_date, full_date, official_date, short_date
from prongsai.language.digits import thai
from prongsai.language.text import Text
from prongsai.language.typed_days import day_of, typed_day

DAYS = st.dates(datetime.date(1950, 1, 1), datetime.date(2199, 12, 31))
APRIL = datetime.date(2027, 4, 30)  # a Friday
NEARLY = r"[0-9๐-๙]{1,3}[ /.-]{1,2}[0-9ก-ฮ.]{1,9}[ /.-]{1,2}[0-9]{1,5}"


@pytest.mark.parametrize(
    "text",
    [
        "30 เม.ย. 2570",
        "30 เม.ย.2570",
        "30เม.ย. 70",
        "30 เม.ย. 70",
        "๓๐ เม.ย. ๗๐",
        "30/4/2570",
        "30 / 04 / 2570",
        "30-4-2570",
        "30.4.2570",
        "๓๐/๔/๒๕๗๐",
        "30 เมษายน ๒๕๗๐",
        "30 เมษายน พ.ศ. 2570",
        "วันที่ 30 เมษายน พ.ศ.๒๕๗๐",
        "วันศุกร์ที่ 30 เมษายน 2570",
        "  30\u00a0เมษายน\n2570 ",
        "30 Apr 2027",
        "30 April 2027",
        "30 apr. 2570",
        "2027-04-30",
        "2570-04-30",
    ],
)
def test_a_day_is_read_in_each_way_that_it_is_written(text: str) -> None:
    assert typed_day(text) == APRIL


@given(DAYS)
def test_whatever_is_shown_reads_back(day: datetime.date) -> None:
    year = day.year + 543
    shown = [short_date(day), full_date(day), official_date(day), english_date(day), day.isoformat()]
    shown += [f"{day.day}/{day.month}/{year}", f"{day.day:02}-{day.month:02}-{year}", f"{day.day}.{day.month}.{year}"]
    shown += [thai(each) for each in shown]

    assert {typed_day(each) for each in shown} == {day}


@given(DAYS.filter(lambda day: 2500 <= day.year + 543 <= 2599))
def test_two_digits_after_a_months_name_are_a_buddhist_year(day: datetime.date) -> None:
    ending = f"{(day.year + 543) % 100:02}"
    names = (MONTHS[day.month - 1], SHORT_MONTHS[day.month - 1])

    assert {typed_day(f"{day.day} {name} {ending}") for name in names} == {day}


@given(st.text(max_size=80) | st.from_regex(NEARLY, fullmatch=True))
def test_anything_else_is_refused_in_words_and_nothing_breaks(text: str) -> None:
    found = typed_day(text)

    if isinstance(found, Text):
        assert found.th and found.en
    else:
        # What is read strictly is the day that files would read too.
        assert day_of(text) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31/4/2570", "เดือนเมษายน 2570 ไม่มีวันที่ 31 มีวันที่ 1 ถึง 30"),
        ("29 ก.พ. 2570", "เดือนกุมภาพันธ์ 2570 ไม่มีวันที่ 29 มีวันที่ 1 ถึง 28"),
        ("0/4/2570", "ไม่มีวันที่ 0"),
        ("4/30/2570", "ไม่มีเดือนที่ 30 ให้พิมพ์วันก่อนเดือน"),
        ("30/4/2027", "ปี 2027 เป็นปี ค.ศ. หากหมายถึง 30 เมษายน 2570 ให้พิมพ์ปี พ.ศ. 2570"),
        ("30 เม.ย. 2027", "ปี 2027 เป็นปี ค.ศ."),
        ("30/4/70", "ปี “70” มีสองหลัก"),
        ("30 Apr 27", "ปี “27” มีสองหลัก"),
        ("30/4/1570", "ปี 1570 ไม่ใช่ปีที่ใช้ได้"),
        ("30/4/9999", "ปี 9999 ไม่ใช่ปีที่ใช้ได้"),
        ("31/2/2027", "ปี 2027 ไม่ใช่ปีที่ใช้ได้"),
        ("วันเสาร์ที่ 30 เมษายน 2570", "30 เม.ย. 2570 เป็นวันศุกร์ ไม่ใช่วันเสาร์"),
        ("เมษายน 2570", "ไม่เข้าใจ “เมษายน 2570” ให้พิมพ์วัน เดือน และปี พ.ศ."),
        ("สิ้นเดือนเมษายน", "ไม่เข้าใจ"),
        ("", "ไม่เข้าใจ"),
        ("9" * 10_000, "ไม่เข้าใจ"),
    ],
)
def test_what_is_wrong_with_a_day_is_said_with_what_to_type(text: str, said: str) -> None:
    found = typed_day(text)

    assert isinstance(found, Text)
    assert said in found.th
    assert len(found.th) < 200


def test_29_february_is_a_day_in_years_that_have_one() -> None:
    assert typed_day("29 ก.พ. 2571") == datetime.date(2028, 2, 29)
