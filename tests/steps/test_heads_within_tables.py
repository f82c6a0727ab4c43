"""A title above the heads, heads that come again, a table that goes on below another: each number has its head."""

from __future__ import annotations

from prongsai.proofread.document.heads import Heads
from prongsai.proofread.document.passages import Grid


def grid(*rows: str, head: int = 0) -> Grid:
    return Grid("ตาราง", tuple(tuple(row.split("|")) for row in rows), head)


def test_a_title_over_the_heads_stands_before_the_table() -> None:
    (part,) = Heads().table(
        grid("ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล|ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล", "ข้อ|คะแนน", "o1 โครงสร้าง|100", "o2 ผู้บริหาร|0")
    )
    assert part.head == 1 and part.rows[0] == ("ข้อ", "คะแนน")
    assert part.before == ("ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล",)
    assert part.row_place(3).startswith("ตาราง แถว 4"), "rows keep their numbers"


def test_heads_that_come_again_make_a_table_each() -> None:
    first, second = Heads().table(
        grid("ข้อ|ไม่มี|มี|คะแนน", "i1 ก|10%|90%|90.00", "ตัวชี้วัดที่ 2|||", "ข้อ|ไม่เคย|เคย|คะแนน", "i2 ข|80%|20%|80.00")
    )
    assert first.rows[0][1] == "ไม่มี" and second.rows[0][1] == "ไม่เคย"
    assert second.before == ("ตัวชี้วัดที่ 2",)
    assert [len(first.rows), len(second.rows)] == [2, 2], "no row is lost, the title apart"


def test_rows_before_the_first_head_stay() -> None:
    parts = Heads().table(grid("i1 การปฏิบัติงาน||90.00", "ข้อ|มี|คะแนน", "i1 การปฏิบัติงาน|90%|90.00"))
    assert [part.rows[0][0] for part in parts] == ["i1 การปฏิบัติงาน", "ข้อ"]


def test_a_table_goes_on_right_below_with_the_head_of_the_one_above() -> None:
    heads = Heads()
    heads.table(grid("ข้อ|คะแนน", "o1 โครงสร้าง|100"))
    (below,) = heads.table(grid("o2 ผู้บริหาร|0", "o3 การติดต่อ|100"))
    assert below.head == 1 and below.rows[0] == ("ข้อ", "คะแนน") and below.row_place(2).startswith("ตาราง แถว 1")
    (third,) = heads.table(grid("o4 ข่าว|100"))
    assert third.head == 1, "and so does the next page's"


def test_after_a_paragraph_nothing_goes_on() -> None:
    heads = Heads()
    heads.table(grid("ข้อ|คะแนน", "o1 โครงสร้าง|100"))
    heads.passage()
    (below,) = heads.table(grid("o2 ผู้บริหาร|0", "o3 การติดต่อ|100"))
    assert below.head == 0


def test_another_number_of_columns_is_another_table() -> None:
    heads = Heads()
    heads.table(grid("ข้อ|คะแนน", "o1 โครงสร้าง|100"))
    (below,) = heads.table(grid("1|o2 ผู้บริหาร|0"))
    assert below.head == 0


def test_what_the_document_says_of_its_heads_stands() -> None:
    given = grid("ข้อ|คะแนน", "ปี|คะแนน", "o1|100", head=2)
    assert Heads().table(given) == (given,)
