"""What officers type into the Excel form: how it is understood, and what is said of mistakes, cell by cell."""

from __future__ import annotations

import datetime
import io
from typing import Any

import openpyxl
import pytest
from forms import NAME, cells_of, changed, data_of, form, small, typed
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook.workbook import Workbook

from prongsai.excel_form import read_form
from prongsai.files.problems import Refused
from prongsai.flow.by_file import excel
from prongsai.flow.by_file.excel import round_in
from prongsai.language.calendar import full_date, short_date
from prongsai.language.typed_days import day_of

DAY = datetime.date(2026, 3, 31)
ROW = {"plan": {"year": "2569", "rows": [{"measures": ["ก"], "period": {"text": "มี.ค."}}]}}


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-31",
        "2569-03-31",
        "31/3/2569",
        "31/03/2569",
        "31-3-2569",
        "31.3.2569",
        "31/3/2026",
        "31 มี.ค. 2569",
        "31 มี.ค.2569",
        "31 มีค 69",
        "31 มีนาคม 2569",
        "31 มีนาคม พ.ศ. 2569",
        "31 มีนาคม พ.ศ.2569",
        "วันที่ 31 มีนาคม 2569",
        "๓๑ มี.ค. ๒๕๖๙",
        "31มี.ค.69",
    ],
)
def test_day_is_read_as_officers_write_it(text: str) -> None:
    assert day_of(text) == DAY


@pytest.mark.parametrize(
    "text", ["", "31", "31/3", "31/3/69", "30 ก.พ. 2569", "29/2/2568", "31 มี 2569", "3/31/2569", "มีนาคม 2569"]
)
def test_what_names_no_day_is_not_read(text: str) -> None:
    assert day_of(text) is None


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2199, 12, 31)))
def test_day_is_read_from_every_way_it_is_shown(day: datetime.date) -> None:
    numbers = f"{day.day}/{day.month}/{day.year + 543}"

    assert {day_of(text) for text in (short_date(day), full_date(day), day.isoformat(), numbers)} == {day}


def test_29_february_is_known_in_both_calendars() -> None:
    assert day_of("29/2/2567") == day_of("29 ก.พ. 2567") == day_of("2024-02-29") == datetime.date(2024, 2, 29)
    assert day_of("29/2/2568") is None  # 2568 divides by four, 2025 does not


@pytest.mark.parametrize(
    ("value", "format_"),
    [
        ("31/3/2569", "@"),
        (datetime.date(2026, 3, 31), "d mmm yyyy"),
        (datetime.date(2569, 3, 31), "d/m/yyyy"),  # typed with a Buddhist year where Excel counts the common era
    ],
)
def test_dates_of_every_kind_of_cell_are_read(value: object, format_: str) -> None:
    def put(book: Workbook) -> None:
        cell = book["แผน"]["J11"]
        cell.value, cell.number_format = value, format_

    found = data_of(changed(form(small(**ROW)), put))
    assert found["plan"]["rows"][0]["period"] == {"text": "มี.ค.", "from": "2026-03-31"}


@pytest.mark.parametrize(
    ("value", "format_", "read_as"),
    [
        ("99.70", "@", "99.70"),
        ("๙๙.๗๐", "@", "99.70"),
        ("99.70%", "@", "99.70"),
        (99.7, "0.00", "99.70"),
        (99.7, "#,##0.00", "99.70"),
        (99.7, "General", "99.7"),
        (99.7, "@", "99.7"),
        (100, "General", "100"),
        (0.997, "0.00%", "99.70"),
        (99.7, "0", "99.7"),
        (92.82000000000001, "General", "92.82"),
        (92.82000000000001, "0.00", "92.82"),
        (92.82000000000001, "@", "92.82"),
        ("92.82000000000001", "@", "92.82"),
        (89.99999999999999, "General", "90"),
        ("89.99999999999999", "@", "90.00"),
        (0.9282000000000001, "0.00%", "92.82"),
    ],
)
def test_announced_score_keeps_the_digits_that_are_seen(value: object, format_: str, read_as: str) -> None:
    def put(book: Workbook) -> None:
        cell = book["ผลที่ประกาศ"]["C6"]
        cell.value, cell.number_format = value, format_

    assert data_of(changed(form(small()), put))["published"] == {"total": read_as}


@pytest.mark.parametrize(
    ("value", "format_", "said"),
    [
        ("92.823", "@", "92.823"),
        (92.823, "General", "92.823"),
        (92.823, "0.00", "92.823"),
        (0.928234, "0.00%", "0.928"),
    ],
)
def test_score_with_three_decimals_is_told_also_where_the_cell_shows_two(
    value: object, format_: str, said: str
) -> None:
    def put(book: Workbook) -> None:
        cell = book["ผลที่ประกาศ"]["C6"]
        cell.value, cell.number_format = value, format_

    found = cells_of(read_form(changed(form(small()), put), NAME))
    assert list(found) == ["ผลที่ประกาศ!C6"]
    assert "at most two decimals" in found["ผลที่ประกาศ!C6"] and said in found["ผลที่ประกาศ!C6"]


def test_score_with_three_decimals_that_a_file_holds_comes_back_as_long_as_its_cell_says_so() -> None:
    data = small(published={"total": "92.823"})

    assert data_of(form(data))["published"] == {"total": "92.823"}
    assert list(cells_of(read_form(typed({"ผลที่ประกาศ!C6": "92.824"}, data), NAME))) == ["ผลที่ประกาศ!C6"]


def test_share_keeps_the_decimals_that_a_spreadsheet_worked_out() -> None:
    cells = {f"IIT!{column}9": value for column, value in zip("DEFGHI", (100 / 3, 200 / 3, 0, 0, 0, 0), strict=True)}
    filled = read_form(typed({**cells, "IIT!D4": "ร้อยละ"}), NAME)

    assert filled.problems == []


def test_answers_are_counts_or_shares_as_chosen_for_sheet_or_row() -> None:
    cells: dict[str, Any] = {f"IIT!{column}9": str(at) for at, column in enumerate("DEFGHI")}
    cells |= {f"IIT!{column}13": text for column, text in zip("DE", ("99.47", "0.53"), strict=True)}
    cells |= {"IIT!D3": "๑๘๘", "IIT!D4": "จำนวนคน", "IIT!N13": "ร้อยละ"}

    assert data_of(typed(cells))["answers"] == {
        "IIT": {
            "respondents": "188",
            "items": {"i1": {"counts": ["0", "1", "2", "3", "4", "5"]}, "i3": {"shares": ["99.47", "0.53"]}},
        }
    }


def test_cells_are_read_as_officers_fill_them_in() -> None:
    cells = {
        "หน่วยงาน!C5": " เทศบาล ",
        "หน่วยงาน!C6": "เทศบาลตำบล",
        "หน่วยงาน!C12": "1,234",
        "OIT!D6": 50,
        "OIT!E6": "https://a.go.th/1\n\n https://a.go.th/2 ",
        "แผน!D4": 2569,
        "แผน!D5": "แบบ 5 ช่องตามประเด็น 1–7",
        "แผน!D11": "มาตรการ ก\nมาตรการ ข",
        "แผน!E11": "6 , 7",
        "แผน!H11": "กองคลัง\nร่วม: กองช่าง",
        "ขั้นตอน!C5": 1,
        "ขั้นตอน!D5": "ขั้นแรก",
        "ข้อเสนอแนะผู้ประเมิน!C5": "รายข้อ",
        "ข้อเสนอแนะผู้ประเมิน!D5": "EIT ส่วนที่ 1",
        "ข้อเสนอแนะผู้ประเมิน!E5": "e4, e5",
        "ข้อความในเอกสาร!C5": "ระดับ",
        "ข้อความในเอกสาร!D5": "level · ระดับผลการประเมิน",
        "ข้อความในเอกสาร!E5": "ผ่านดี",
        "ข้อความในเอกสาร!F5": "หน้า 2",
        "ปีก่อน!C6": "98.25",
    }  # fmt: skip
    found = data_of(typed(cells))

    assert found["agency"] == {"name": "เทศบาล", "kind": "subdistrict-municipality"}
    assert found["staff"] == "1234"
    assert found["disclosure"] == [{"item": "o1", "score": "50", "urls": ["https://a.go.th/1", "https://a.go.th/2"]}]
    assert found["plan"] == {
        "year": "2569",
        "form": "nacc-five-column",
        "rows": [
            {
                "measures": ["มาตรการ ก", "มาตรการ ข"],
                "indicators": ["6", "7"],
                "owners": [{"unit": "กองคลัง"}, {"unit": "กองช่าง", "role": "joint"}],
                "steps": [{"text": "ขั้นแรก"}],
            }
        ],
    }
    assert found["assessor"] == [{"scope": "items", "part": "EIT1", "ids": ["e4", "e5"]}]
    assert found["claims"] == [{"kind": "level", "figure": "level", "value": "ผ่านดี", "where": "หน้า 2"}]
    assert found["history"] == {"2567": {"published": {"total": "98.25"}}}


def test_control_characters_from_other_programs_are_dropped() -> None:
    assert data_of(typed({"หน่วยงาน!C5": "เทศบาล_x000D_\nตัวอย่าง_x000B_ก"}))["agency"]["name"] == "เทศบาล\nตัวอย่าง\nก"


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("ผลที่ประกาศ!C6", "=SUM(C9:C10)", "a formula"),
        ("หน่วยงาน!C5", "=1+1", "a formula"),
        ("IIT!D9", "=1", "a formula"),
        ("ผลที่ประกาศ!C6", "100.5", "from 0 to 100"),
        ("ผลที่ประกาศ!C6", "เก้าสิบ", "a number"),
        ("ผลที่ประกาศ!C6", "-1", "a number"),
        ("ผลที่ประกาศ!C6", "#N/A", "the error"),
        ("ผลที่ประกาศ!C6", True, "TRUE"),
        ("ผลที่ประกาศ!C6", datetime.date(2026, 3, 1), "into a date"),
        ("หน่วยงาน!C12", "1.5", "a whole number"),
        ("หน่วยงาน!C12", 1.5, "a whole number"),
        ("หน่วยงาน!C6", "เมือง", "expected one of"),
        ("หน่วยงาน!C5", datetime.time(12, 30), "cannot be read"),
        ("หน่วยงาน!C12", 1e300, "not a usable number"),
        ("แผน!J11", datetime.date(2568, 2, 29), "there is no day"),
        ("แผน!D4", "ปีหน้า", "a year such as"),
        ("IIT!D4", "=1", "a formula"),
        ("IIT!D9", "ก", "a whole number"),
        ("ขั้นตอน!C5", "=1", "a formula"),
        ("ขั้นตอน!C5", "0", "row 0 of the plan is empty"),
        ("ขั้นตอน!C5", "ก", "a whole number"),
        ("หน่วยงาน!C11", "www.example.go.th", "https://"),
        ("IIT!D4", "คน", "expected one of"),
        ("IIT!D9", "5", "not every choice"),
        ("แผน!D7", "31/3/69", "a date"),
        ("แผน!D4", "2567", "after the year assessed"),
        ("แผน!J11", "วันหน้า", "a date"),
        ("แผน!D11", None, "must be filled in"),
        ("แผน!E11", "99", "no indicator"),
        ("ขั้นตอน!D5", "ขั้นตอน", "must be filled in"),
        ("ขั้นตอน!C5", "9", "row 9 of the plan is empty"),
        ("ข้อความในเอกสาร!E5", "1", "must be filled in"),
        ("OIT!D6", "70", "can only get"),
        ("OIT!E6", "ไม่มี", "https://"),
        ("บันทึกข้อความ!D6", "กอง", "must be filled in"),
    ],
)
def test_mistake_is_named_by_its_cell(cell: str, value: object, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = small(**ROW, published={"total": "90"}, answers={"IIT": {"items": {"i2": {"counts": [1, 0, 0, 0, 0, 0]}}}})
    found: dict[str, str] = {}
    book = typed({cell: value}, data)
    filled = read_form(book, NAME)
    found |= cells_of(filled)
    monkeypatch.setattr(excel, "read_form", lambda *_, **__: filled)  # as it was just read
    try:
        round_in(book, NAME)
    except Refused as refused:
        found |= {problem.place: problem.text.en for problem in refused.problems}
        assert all(problem.file == NAME for problem in refused.problems)
    asked = {"ขั้นตอน!D5": "ขั้นตอน!C5", "ข้อความในเอกสาร!E5": "ข้อความในเอกสาร!C5", "บันทึกข้อความ!D6": "บันทึกข้อความ!D4"}
    where = "IIT!E9" if (cell, value) == ("IIT!D9", "5") else asked.get(cell, cell)
    assert words in found[where], found


def test_unit_of_answers_must_be_chosen() -> None:
    found = cells_of(read_form(typed({"IIT!D4": None, "IIT!D13": "100", "IIT!E13": "0"}), NAME))

    assert list(found) == ["IIT!N13"]
    assert "counts or shares" in found["IIT!N13"]


def test_closed_choices_are_read_with_stray_spaces() -> None:
    assert data_of(typed({"หน่วยงาน!C6": "เทศบาล ตำบล"}))["agency"]["kind"] == "subdistrict-municipality"


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [("123", []), ("1-3", ["IIT!E9"]), ("-2", ["IIT!D9"]), ("123456", [])],
)
def test_question_with_unknown_choices_takes_as_many_as_are_filled_in(cells: str, wrong: list[str]) -> None:
    typed_in = {f"IIT!{column}9": text for column, text in zip("DEFGHI", cells, strict=False) if text != "-"}
    filled = read_form(typed({**typed_in, "IIT!D4": "จำนวนคน"}, small() | {"year": "2566"}, 2566), NAME)

    assert list(cells_of(filled)) == wrong
    if not wrong:
        assert filled.data["answers"] == {"IIT": {"items": {"i1": {"counts": list(cells)}}}}


def test_every_mistake_is_told_at_once() -> None:
    cells = {
        "หน่วยงาน!C5": None,
        "หน่วยงาน!C6": "เมือง",
        "แผน!E11": "99",
        "หน่วยงาน!C11": "example.go.th",
        "IIT!D3": "3",
        "IIT!D4": "จำนวนคน",
        "IIT!D13": "3",
        "IIT!E13": "1",
        "ผลที่ประกาศ!C6": "=1",
        "ข้อความในเอกสาร!C9": "อันดับที่",
        "ข้อความในเอกสาร!F9": "หน้า 1",
        "ข้อความในเอกสาร!E9": "ก",
    }
    with pytest.raises(Refused) as caught:
        round_in(typed(cells), NAME)

    assert {problem.place for problem in caught.value.problems} == {
        "หน่วยงาน!C5", "หน่วยงาน!C6", "หน่วยงาน!C11", "IIT!D13", "ผลที่ประกาศ!C6", "ข้อความในเอกสาร!C9",
        "ข้อความในเอกสาร!E9", "แผน!D4", "แผน!D11", "แผน!E11",
    }  # fmt: skip
    assert len({(problem.place, problem.text.en) for problem in caught.value.problems}) == len(caught.value.problems)


# Sheets that were changed.


def test_rows_that_were_moved_are_found_and_named_as_they_stand() -> None:
    def move(book: Workbook) -> None:
        book["ผลที่ประกาศ"].insert_rows(6, 2)
        book["ผลที่ประกาศ"]["C8"] = "999"

    assert list(cells_of(read_form(changed(form(small()), move), NAME))) == ["ผลที่ประกาศ!C8"]


def test_deleted_rows_columns_and_sheets_are_told() -> None:
    def spoil(book: Workbook) -> None:
        book["IIT"].delete_rows(9)
        book["OIT"].insert_cols(4)
        book["แผน"].title = "แผนปี 69"
        book["หน่วยงาน"]["C4"] = "2569"

    found = cells_of(read_form(changed(form(small()), spoil), NAME))
    assert "rows of i1 are missing" in found["IIT"]
    assert "is not in its column" in found["OIT"]
    assert "renamed" in found["แผน"]
    assert "the year was changed" in found["หน่วยงาน!C4"]


def test_own_sheets_and_notes_beside_the_form_do_no_harm() -> None:
    def add(book: Workbook) -> None:
        book.create_sheet("บันทึกของฉัน")["A1"] = "=1+1"
        book["หน่วยงาน"]["F20"] = "=2+2"

    assert data_of(changed(form(small()), add))["agency"] == {"name": "เทศบาลตำบลตัวอย่าง"}


def test_form_can_be_opened_by_another_program_and_loses_nothing() -> None:
    book = openpyxl.load_workbook(io.BytesIO(form(small(**ROW))))
    assert book["prongsai"].sheet_state == "veryHidden"

    assert data_of(changed(form(small(**ROW)), lambda _: None)) == data_of(form(small(**ROW)))
