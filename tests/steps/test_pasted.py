"""Pasted tables: each line gives a figure its score, or says what is wrong with it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.collect.pasted.reader import read_pasted
from prongsai.collect.pasted.shapes import Pasted, corrected, score_text
from prongsai.criteria.editions import edition
from prongsai.language.digits import thai

RULES = edition("nacc-2568")
OLD = edition("nacc-2564")


def read(text: str, part: str | None = None) -> Pasted:
    return read_pasted(text, RULES, part)


def scores(text: str, part: str | None = None) -> dict[str, str]:
    return {key: score_text(value) for key, value in read(text, part).scores.items()}


@pytest.mark.parametrize(
    ("line", "figure", "score"),
    [
        ("ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน 95.24", "ind:6", "95.24"),
        ("6\tคุณภาพการดำเนินงาน\t95.24", "ind:6", "95.24"),
        ("คุณภาพการดำเนินงาน ๙๕.๒๔", "ind:6", "95.24"),
        ("ตัวชี้วัดย่อยที่ 9.1 ข้อมูลพื้นฐาน 87.50", "sub:9.1", "87.50"),
        ("i2 การเลือกปฏิบัติ 99.47%", "IIT.i2", "99.47"),
        ("O5 100", "OIT.o5", "100.00"),
        ("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT) 99.93", "IIT", "99.93"),
        ("EIT ส่วนที่ 2 100.00", "EIT2", "100.00"),
        ("EIT 99.82", "EIT", "99.82"),
        ("คะแนนรวม 99.70", "total", "99.70"),
        ("ผลคะแนนรวม ๙๙.๗๐ คะแนน", "total", "99.70"),
    ],
)
def test_line_gives_its_figure_its_score(line: str, figure: str, score: str) -> None:
    assert scores(line) == {figure: score}


def test_part_comes_from_the_heading_above() -> None:
    text = "EIT ส่วนที่ 1\ne1 99.00\nตัวชี้วัดที่ 6 98.00\nEIT ส่วนที่ 2\ne1 97.00\nIIT\ni1 96.00"
    assert scores(text) == {
        "EIT1.e1": "99.00",
        "ind:6@EIT1": "98.00",
        "EIT2.e1": "97.00",
        "IIT.i1": "96.00",
    }


def test_part_that_nobody_names_is_asked_for() -> None:
    (line,) = read("e1 99.00").doubtful
    assert line.problem is not None and "ส่วนใด" in line.problem.th
    assert scores("e1 99.00", part="EIT2") == {"EIT2.e1": "99.00"}


@pytest.mark.parametrize(
    ("found", "suggestion"),
    [("9.524", "95.24"), ("952.4", "95.24"), ("9524", "95.24"), ("105", None), ("95,24", "95.24"), ("95.24.1", None)],
)
def test_number_that_is_no_score_is_to_be_corrected(found: str, suggestion: str | None) -> None:
    pasted = read(f"ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน {found}")
    (line,) = pasted.doubtful
    assert line.suggestion == suggestion
    assert pasted.scores == {}


def test_correction_replaces_the_number_of_its_line_only() -> None:
    text = "ตัวชี้วัดที่ 6 ๙.๕๒๔\nตัวชี้วัดที่ 7 9.524"
    assert corrected(text, 1, "9.524", "95.24") == "ตัวชี้วัดที่ 6 95.24\nตัวชี้วัดที่ 7 9.524"


def test_two_values_for_a_figure_are_wrong_and_the_same_value_twice_is_not() -> None:
    same, contradicting = read("IIT 90.00\nIIT 90.00"), read("IIT 90.00\nIIT 91.00")

    assert [(line.state, line.repeated) for line in same.lines] == [("read", False), ("read", True)]
    assert [line.state for line in contradicting.lines] == ["doubtful", "doubtful"]
    assert contradicting.scores == {}
    assert [
        line.problem is not None and str(other) in line.problem.th
        for line, other in zip(contradicting.lines, (2, 1), strict=True)
    ] == [True, True]


def test_several_numbers_are_wrong_unless_a_heading_says_which() -> None:
    assert [each.state for each in read("ตัวชี้วัดที่ 6\t90.10\t91.20").lines] == ["doubtful"]
    table = "ตัวชี้วัด\tปี 2567\tปี 2568\nตัวชี้วัดที่ 6\t90.10\t91.20"
    assert scores(table) == {"ind:6": "91.20"}


def test_number_without_a_figure_is_left_out_and_said() -> None:
    pasted = read("รายการอื่น 88.12\nหน้า 3\nพิมพ์เมื่อ 12 มกราคม 2568")
    assert [each.state for each in pasted.lines] == ["unread", "not-a-figure", "not-a-figure"]
    assert pasted.scores == {}


def test_level_is_read_where_the_line_speaks_of_it() -> None:
    assert read("ระดับผลการประเมิน ผ่านดีเยี่ยม").level == "ผ่านดีเยี่ยม"
    assert read("คะแนนรวม 86.20 ระดับ ผ่าน").level == "ผ่าน"
    assert read_pasted("ระดับ AA", OLD).level == "AA"
    assert read_pasted("แผน A ของหน่วยงาน", OLD).level is None


def test_published_is_merged_and_disclosure_stands_apart() -> None:
    pasted = read("ตัวชี้วัดที่ 1 90.00\nตัวชี้วัดย่อยที่ 9.1 ข้อมูลพื้นฐาน 80.00\nEIT ส่วนที่ 1\ne1 70.00\no3 0\nคะแนนรวม 85.00")
    before = {"indicators": {"1": "50.00", "2": "60.00"}}
    assert pasted.published(before) == {
        "indicators": {"1": "90.00", "2": "60.00"},
        "sub_indicators": {"9.1": "80.00"},
        "items": {"EIT1": {"e1": "70.00"}},
        "total": "85.00",
    }
    assert before == {"indicators": {"1": "50.00", "2": "60.00"}}
    assert pasted.marks() == {"o3": "0"}


@given(st.dictionaries(st.integers(1, 10), st.integers(0, 10_000), min_size=1), st.booleans())
def test_indicators_come_back_as_they_were_written(table: dict[int, int], in_thai: bool) -> None:
    rows = {str(number): Decimal(value).scaleb(-2) for number, value in table.items()}
    text = "\n".join(f"{key}\t{RULES.indicators[key].name.th}\t{value:.2f}" for key, value in rows.items())
    pasted = read(thai(text) if in_thai else text)
    assert pasted.doubtful == ()
    assert pasted.scores == {f"ind:{key}": value for key, value in rows.items()}


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fall_and_gives_scores_only(text: str) -> None:
    for score in read(text).scores.values():
        assert 0 <= score <= 100


@given(st.text("0123456789., ", min_size=1, max_size=300), st.booleans())
def test_any_run_of_digits_is_read_without_a_fall(number: str, named: bool) -> None:
    for score in read(f"คะแนนรวม {number}" if named else number).scores.values():
        assert 0 <= score <= 100
