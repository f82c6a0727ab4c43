"""Words of official documents stay on one line where there is room for them, and nothing of the text is changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.language.wrapping import KEPT, unbroken

OPEN, CLOSE = KEPT
WIDE, SIZE = 400.0, 10.0


def kept(text: str, room: float = WIDE, agency: str = "") -> list[str]:
    return [each.partition(CLOSE)[0] for each in unbroken(text, room, SIZE, agency).split(OPEN)[1:]]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("ภายในเดือนพฤษภาคม 2569", ["พฤษภาคม"]),
        ("เจ้าหน้าที่เรียกรับสินบน", ["เจ้าหน้าที่", "สินบน"]),
        ("มาตรการ ประจำปีงบประมาณ พ.ศ. 2569", ["ประจำปีงบประมาณ", "พ.ศ. 2569"]),
        ("(100.00 คะแนน) แต่", ["คะแนน)"]),
        ("ร้านทอง", []),
    ],
)
def test_unbroken_keeps_words_and_years_whole(text: str, whole: list[str]) -> None:
    assert kept(text) == whole


def test_unbroken_keeps_the_name_of_the_agency_whole() -> None:
    assert kept("ของเทศบาลนครแม่สอด", agency="เทศบาลนครแม่สอด") == ["เทศบาล", "นครแม่สอด"]
    assert kept("นายกเทศมนตรีนครตรัง", agency="เทศบาลนครตรัง") == ["นครตรัง"]


def test_unbroken_keeps_the_end_where_the_whole_has_no_room() -> None:
    assert kept("ประจำปีงบประมาณ", room=60) == ["ปีงบประมาณ"]
    assert kept("ประจำปีงบประมาณ", room=10) == []


@given(st.text(alphabet="กงบประมาณสินเทศ ุ่)ฯ0๙a", max_size=40), st.floats(0, 500))
def test_unbroken_changes_nothing_but_the_signs_around_words(text: str, room: float) -> None:
    made = unbroken(text, room, SIZE, "เทศบาลนครตรัง")
    assert made.replace(OPEN, "").replace(CLOSE, "") == text
    assert made.count(OPEN) == made.count(CLOSE)
