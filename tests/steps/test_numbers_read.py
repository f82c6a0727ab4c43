"""What counts as a number of a document, and which of them were held against figures."""

from __future__ import annotations

import pytest

from prongsai.proofread.document.passages import Collector, Grid, Passage
from prongsai.proofread.numbers_read import Compared, numbers_in


def values(text: str) -> list[str]:
    collected = Collector()
    collected.paragraph(text)
    return [number.value for number in numbers_in(collected.pieces)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("คะแนนรวม ๘๗.๑๕ คะแนน ระดับผ่าน", ["87.15"]),
        ("มีผู้ตอบ 1,560 คน คิดเป็นร้อยละ 37", ["1560", "37"]),
        ("เพิ่มขึ้น +1.45 คะแนน อยู่ในอันดับที่ 3", ["1.45", "3"]),
        ("3.10 การใช้อำนาจ ได้ 99.31", ["99.31"]),
        ("งบประมาณ 12.50 ล้านบาท ปี 2568 หน้า 12 ข้อ 3.1.2", []),
        ("แผนภูมิที่ 3 คะแนนรายตัวชี้วัด วันที่ 4/4/2569 เวลา 09.30 น.", []),
    ],
)
def test_scores_shares_and_counts_are_numbers_and_nothing_else(text: str, found: list[str]) -> None:
    assert values(text) == found


def test_cells_are_numbers_by_their_decimals_or_their_head() -> None:
    collected = Collector()
    collected.heading("ผลรายตัวชี้วัด", 1)
    collected.table([["ที่", "ตัวชี้วัด", "คะแนน", "จำนวนผู้ตอบ"], ["1", "การใช้อำนาจ", "99.31", "45"]], 1)
    found = numbers_in(collected.pieces)
    assert [(number.value, number.heading) for number in found] == [("99.31", "ผลรายตัวชี้วัด"), ("45", "ผลรายตัวชี้วัด")]
    assert "การใช้อำนาจ" in found[0].words and "แถว 2 “การใช้อำนาจ”" in found[0].where


def test_a_claim_stands_for_its_value_at_its_place_and_a_mark_for_the_piece_that_follows() -> None:
    collected = Collector()
    collected.paragraph("คะแนนรวม 87.15 คะแนน และ 12.00 คะแนน")
    collected.paragraph("อีกแห่ง 87.15 คะแนน")
    collected.table([["คะแนน"], ["95.24"]], 1)
    first, second, table = collected.pieces
    assert isinstance(first, Passage) and isinstance(second, Passage) and isinstance(table, Grid)
    compared = Compared()
    compared.claim(first.place, "+87.15")
    compared.mark("๙๕.๒๔")
    compared.piece(table)
    left = compared.left(numbers_in(collected.pieces))
    assert [(number.where, number.value) for number in left] == [(first.place, "12.00"), (second.place, "87.15")]
