"""Lists of holidays: CSV and iCalendar are read whole, or refused by line with nothing taken half."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.files.day_lists import MOST_BYTES, days_in, read_days
from prongsai.files.problems import Refused
from prongsai.language.calendar import short_date

SONGKRAN = [datetime.date(2027, 4, day) for day in (13, 14, 15)]
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20270413
DTEND;VALUE=DATE:20270416
SUMMARY:วันสงก
 รานต์\\, หยุดยาว
BEGIN:VALARM
TRIGGER:-PT15M
DURATION:PT5M
END:VALARM
END:VEVENT
BEGIN:VEVENT
DTSTART:20271205
SUMMARY;LANGUAGE=th:วันพ่อแห่งชาติ
END:VEVENT
END:VCALENDAR
"""


def calendar(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "SUMMARY:ก", "END:VEVENT", "END:VCALENDAR", ""])


def refused(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(Refused) as wrong:
        days_in(text)
    assert all(problem.text.th and problem.text.en for problem in wrong.value.problems)
    return [(problem.line, problem.text.th) for problem in wrong.value.problems]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("head", ["", "วันที่{m}ชื่อวันหยุด\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rows_of_a_day_and_a_name_are_read(mark: str, head: str, end: str) -> None:
    rows = [
        f"{head.format(m=mark).strip()}",
        f'13 เม.ย. 2570{mark}"วันสงกรานต์"',
        f"14/4/2570{mark}วันสงกรานต์",
        "",
        f"๑๕ เมษายน ๒๕๗๐{mark} วันสงกรานต์ ",
    ]
    found = read_days(("\ufeff" + end.join(rows)).encode(), "a.csv")

    assert [(each.day, each.name) for each in found] == [(day, "วันสงกรานต์") for day in SONGKRAN]


def test_a_calendar_of_whole_days_is_read() -> None:
    found = days_in(CALENDAR)

    assert [each.day for each in found] == [*SONGKRAN, datetime.date(2027, 12, 5)]
    assert [each.name for each in found] == ["วันสงกรานต์, หยุดยาว"] * 3 + ["วันพ่อแห่งชาติ"]


@given(st.sets(st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)), min_size=1, max_size=40))
def test_days_that_were_written_are_read_back_from_both(days: set[datetime.date]) -> None:
    rows = "\n".join(f"{short_date(day)},วันหยุด" for day in days)
    events = "".join(f"BEGIN:VEVENT\nDTSTART;VALUE=DATE:{day:%Y%m%d}\nSUMMARY:วันหยุด\nEND:VEVENT\n" for day in days)
    expected = [(day, "วันหยุด") for day in sorted(days)]

    assert [(each.day, each.name) for each in days_in(rows)] == expected
    assert [(each.day, each.name) for each in days_in(f"BEGIN:VCALENDAR\n{events}END:VCALENDAR")] == expected


@given(st.text(max_size=300) | st.text(max_size=200).map(lambda text: f"BEGIN:VCALENDAR\n{text}"))
def test_anything_is_read_or_refused_in_words(text: str) -> None:
    try:
        found = days_in(text)
    except Refused as wrong:
        assert wrong.problems
        assert all(problem.text.th and problem.text.en for problem in wrong.problems)
    else:
        assert found
        assert len({each.day for each in found}) == len(found)


def test_every_bad_row_is_told_by_line_and_no_day_is_taken() -> None:
    text = "วันที่,ชื่อ\n13/4/2570,วันสงกรานต์\n31/4/2570,วันหนึ่ง\n14/4/2027,วันสงกรานต์\n15/4/2570,\n13 เม.ย. 2570,ซ้ำ"
    told = refused(text)

    assert [line for line, _ in told] == [3, 4, 5, 6]
    for (_, said), expected in zip(told, ["ไม่มีวันที่ 31", "เป็นปี ค.ศ.", "ไม่มีชื่อวันหยุด", "วันซ้ำกับบรรทัดที่ 2"], strict=True):
        assert expected in said


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (calendar("DTSTART;VALUE=DATE:20270413", "RRULE:FREQ=YEARLY"), 4, "ซ้ำหลายครั้ง"),
        (calendar("DTSTART:20270413T090000Z"), 3, "มีเวลา ไม่ใช่ทั้งวัน"),
        (calendar("DTSTART;VALUE=DATE:20270231"), 3, "ไม่เข้าใจวัน “20270231”"),
        (calendar("DTSTART;VALUE=DATE:25700413"), 3, "ไฟล์ปฏิทินใช้ปี ค.ศ."),
        (calendar("DTSTART;VALUE=DATE:20270413", "DTEND;VALUE=DATE:20270412"), 4, "วันสิ้นสุดต้องอยู่หลังวันเริ่ม"),
        (calendar("DTSTART;VALUE=DATE:20270101", "DTEND;VALUE=DATE:20280101"), 4, "ไม่เกิน 31 วัน"),
        (calendar("DTSTART;VALUE=DATE:20270413", "DURATION:P3D"), 4, "DURATION"),
        (calendar("DTSTART;VALUE=DATE:20270413", "STATUS:CANCELLED"), 4, "ถูกยกเลิก"),
        (calendar("UID:1"), 2, "ไม่เข้าใจวัน"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270413\nSUMMARY:ก\n", 2, "ไฟล์ปฏิทินไม่จบ"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", None, "ไม่พบวันหยุด"),
        ('13/4/2570,"วันสงกรานต์\n14/4/2570,วันสงกรานต์', 2, "เครื่องหมายคำพูด"),
        ("13/4/2570," + "ก" * 151, 1, "ชื่อยาว 151 ตัวอักษร"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_line(text: str, line: int | None, said: str) -> None:
    told = refused(text)

    assert told[0][0] == line
    assert said in told[0][1]


def test_a_pasted_list_is_no_longer_than_a_file_may_be() -> None:
    row = "13/4/2570,ก\n"
    told = refused(row * (MOST_BYTES // len(row) + 1))
    assert len(told) == 1 and "ให้แบ่งเป็นรายปี" in told[0][1]


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe1\x003\x00", b"PK\x03\x04", "13/4/2570,วันสงกรานต์".encode("cp874"), b"1" * (MOST_BYTES + 1)]
)
def test_a_file_that_is_no_list_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Refused) as wrong:
        read_days(data, "a.csv")
    assert wrong.value.problems[0].text.th
