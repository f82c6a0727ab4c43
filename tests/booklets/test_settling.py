"""One value for each figure: said alike everywhere, or the only one that the edition's arithmetic bears out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.booklets.made import doubts, published, read

TEN = [
    "ตัวชี้วัด|คะแนน",
    "1. การปฏิบัติหน้าที่|94.42",
    "2. การใช้งบประมาณ|92.12",
    "3. การใช้อำนาจ|92.28",
    "4. การใช้ทรัพย์สินของราชการ|90.76",
    "5. การแก้ไขปัญหาการทุจริต|92.35",
    "6. คุณภาพการดำเนินงาน|91.41",
    "7. ประสิทธิภาพการสื่อสาร|94.44",
    "8. การปรับปรุงการทำงาน|90.55",
    "9. การเปิดเผยข้อมูล|100.00",
    "10. การป้องกันการทุจริต|100.00",
]
INSTRUMENTS = [
    "ผลการประเมินตามแบบวัด IIT ได้คะแนนเท่ากับ ร้อยละ 92.39",
    "ผลการประเมินตามแบบวัด EIT ได้คะแนนเท่ากับ ร้อยละ 92.13",
    "ผลการประเมินตามแบบวัด OIT ได้คะแนนเท่ากับ 100",
]


def test_figures_that_are_said_alike_are_taken_with_the_digits_of_the_longest() -> None:
    found = published(read(TEN, "ตัวชี้วัดการเปิดเผยข้อมูล ได้คะแนนเท่ากับ 100 คะแนน", year=2564))
    assert found["indicators"]["9"] == "100.00" and found["indicators"]["1"] == "94.42"
    assert len(found["indicators"]) == 10


def test_of_two_values_the_one_is_taken_that_the_others_bear_out() -> None:
    slip = "4. ตัวชี้วัดการใช้ทรัพย์สินของราชการ ได้คะแนนเท่ากับ 92.76 คะแนน"
    booklet = read(TEN, slip, *INSTRUMENTS, year=2564)
    assert published(booklet)["indicators"]["4"] == "90.76", "92.76 does not give IIT 92.39"
    assert not booklet.doubts


def test_what_can_be_decided_is_decided_beside_what_cannot() -> None:
    slips = (
        "4. ตัวชี้วัดการใช้ทรัพย์สินของราชการ ได้คะแนนเท่ากับ 92.76 คะแนน",
        "ตัวชี้วัดคุณภาพการดำเนินงาน ได้คะแนนเท่ากับ 91.42 คะแนน",
    )
    booklet = read(TEN, *slips, *INSTRUMENTS, year=2564)
    found = published(booklet)["indicators"]
    assert found["4"] == "90.76" and "6" not in found, "91.41 and 91.42 give the same EIT"
    assert "ไว้ต่างกัน (91.41, 91.42)" in doubts(booklet) and len(booklet.doubts) == 1


def test_where_no_value_fits_none_is_taken() -> None:
    slips = ("4. ตัวชี้วัดการใช้ทรัพย์สินของราชการ ได้คะแนนเท่ากับ 92.76 คะแนน",)
    table = [row.replace("90.76", "80.76") for row in TEN]
    booklet = read(table, *slips, *INSTRUMENTS, year=2564)
    assert "4" not in published(booklet)["indicators"] and "(80.76, 92.76)" in doubts(booklet)


def test_of_two_values_that_nothing_bears_out_none_is_taken() -> None:
    slip = "4. ตัวชี้วัดการใช้ทรัพย์สินของราชการ ได้คะแนนเท่ากับ 92.76 คะแนน"
    booklet = read(TEN, slip, year=2564)
    assert "4" not in published(booklet)["indicators"]
    assert "ไว้ต่างกัน (90.76, 92.76)" in doubts(booklet)


def test_the_total_is_told_from_the_indicator_whose_list_it_stands_under() -> None:
    booklet = read(*INSTRUMENTS, "เทศบาลตำบลทดสอบ ได้คะแนน 95.36 คะแนน อยู่ในระดับ AA", TEN, year=2564)
    assert published(booklet)["total"] == "95.36" and published(booklet)["level"] == "AA"


QUESTIONS = [
    "ข้อ|คะแนน",
    *(
        f"e{number} ข้อคำถาม|{score}"
        for number, score in enumerate(
            ("97.67", "95.35", "97.67", "95.81", "96.74", "93.95", "95.81", "94.42", "97.67"), start=1
        )
    ),
]


def test_questions_without_a_part_are_of_the_part_that_they_give() -> None:
    parts = ["เครื่องมือ|คะแนน", "EIT ส่วนที่ 1|96.12", "EIT ส่วนที่ 2|90.56"]
    found = published(read(parts, QUESTIONS))
    assert list(found["items"]) == ["EIT1"] and len(found["items"]["EIT1"]) == 9


@pytest.mark.parametrize(
    "parts",
    [
        ["เครื่องมือ|คะแนน", "EIT ส่วนที่ 1|88.00", "EIT ส่วนที่ 2|90.56"],
        ["เครื่องมือ|คะแนน", "EIT ส่วนที่ 1|96.12", "EIT ส่วนที่ 2|96.12"],
        ["เครื่องมือ|คะแนน", "IIT|96.12"],
    ],
    ids=["neither", "both", "unknown"],
)
def test_questions_that_fit_no_part_or_both_are_doubtful(parts: list[str]) -> None:
    booklet = read(parts, QUESTIONS)
    assert "EIT1" not in published(booklet).get("items", {}) and "EIT2" not in published(booklet).get("items", {})
    assert "97.67 อาจเป็นของ" in doubts(booklet) and len(booklet.doubts) == 9


def test_an_indicator_without_a_part_is_the_whole_where_no_part_has_a_score() -> None:
    found = published(read(TEN))
    assert found["indicators"]["6"] == "91.41" and "part_indicators" not in found


def test_an_indicator_without_a_part_is_doubtful_beside_parts_that_say_nothing_of_it() -> None:
    booklet = read(["ตัวชี้วัด|คะแนน", "6. คุณภาพการดำเนินงาน|91.41"], "EIT ส่วนที่ 1 ได้ 88.20 คะแนน")
    assert "6" not in published(booklet).get("indicators", {})
    assert "91.41 อาจเป็นของ" in doubts(booklet)


def test_a_lone_sentence_that_the_tables_speak_against_is_doubtful() -> None:
    table = ["เครื่องมือ|คะแนน", "IIT|99.93", "EIT ส่วนที่ 1|99.82", "EIT ส่วนที่ 2|100.00", "OIT|99.38", "คะแนนรวม|99.70"]
    booklet = read(table, "ได้คะแนน IIT 99.93 คะแนน EIT 99.82 คะแนน และ OIT 99.38 คะแนน")
    assert "EIT" not in published(booklet)["instruments"]
    assert "EIT 99.82 ขัดกับคะแนนอื่น" in doubts(booklet)


def test_what_tables_say_stands_although_the_arithmetic_differs() -> None:
    """Announced figures are kept as they were printed; that they differ the score says."""
    table = ["เครื่องมือ|คะแนน", "IIT|90.00", "EIT|90.00", "OIT|90.00", "คะแนนรวม|95.00"]
    assert published(read(table, year=2564))["total"] == "95.00"


def test_a_level_that_the_year_does_not_have_is_told_and_not_taken() -> None:
    booklet = read("ผลการประเมินภาพรวม ได้ 88.59 คะแนน อยู่ในระดับผ่านดีมาก")
    assert "level" not in published(booklet)
    assert "“ผ่านดีมาก” ไม่ใช่ระดับของปี 2568" in doubts(booklet)


def test_how_many_answered_is_of_the_part_whose_groups_add_to_it() -> None:
    sexes = ["คุณลักษณะ|กลุ่ม|จำนวน|ร้อยละ", "เพศ|ชาย|223|39.82", "เพศ|หญิง|334|59.64", "เพศ|อื่น ๆ|3|0.54"]
    booklet = read("แบบวัด EIT มีผู้ตอบจำนวน 560 คน", "# ผู้ตอบแบบวัด EIT ส่วนที่ 1", sexes)
    assert booklet.data["answers"]["EIT1"]["respondents"] == 560
    wrong = read("แบบวัด EIT มีผู้ตอบจำนวน 561 คน", "# ผู้ตอบแบบวัด EIT ส่วนที่ 1", sexes)
    assert "respondents" not in wrong.data["answers"]["EIT1"] and "จำนวนผู้ตอบ" in doubts(wrong)


def test_worked_out_figures_with_a_star_are_not_announced() -> None:
    table = ["ปี|คะแนนรวม|IIT", "2567|92.07*|93.41*", "2568|87.15|95.52"]
    note = "* คำนวณจากหลักเกณฑ์ที่ยังไม่ยืนยัน มิใช่คะแนนที่ประกาศ"
    booklet = read(table, "ในภาพรวมปี 2567 ได้ 92.07 คะแนน", note)
    assert "history" not in booklet.data and published(booklet)["total"] == "87.15"
    assert read(table).data["history"]["2567"]["published"]["total"] == "92.07", "a star without a note is no more"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(min_value=5000, max_value=9999), min_size=2, max_size=3, unique=True))
def test_no_value_is_taken_where_several_stand_and_nothing_decides(values: list[int]) -> None:
    said = [f"IIT ได้ {Decimal(value) / 100:.2f} คะแนน" for value in values]
    booklet = read(*said)
    assert "IIT" not in published(booklet).get("instruments", {}) and booklet.doubts
