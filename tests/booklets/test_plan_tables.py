"""Tables of measures as offices make them: each text in its place, nothing guessed, nothing lost."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.booklets.plan.reading import PlanRead, plan_in
from prongsai.criteria.editions import edition
from prongsai.proofread.document.html_file import read_page
from prongsai.proofread.document.passages import Grid, Passage, Piece
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.sections import FORMAT

RULES = edition("nacc-2568")
TITLE = "<h2>มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๙</h2>"
HEADS = ("มาตรการ/แนวทาง", "ขั้นตอน/วิธีการ", "ระยะเวลา", "ผู้รับผิดชอบ")
ROW = ("จัดทำคู่มือการให้บริการ", "1) สำรวจงาน<br>2) เผยแพร่คู่มือ", "ภายในเดือนมีนาคม 2569", "กองคลัง")


def table(*rows: Sequence[str]) -> str:
    """A table in HTML; a cell that begins with ``^`` reaches two rows down."""
    made = []
    for row in rows:
        cells = [f'<td rowspan="2">{cell[1:]}</td>' if cell.startswith("^") else f"<td>{cell}</td>" for cell in row]
        made.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(made)}</table>"


def pieces(*blocks: str) -> tuple[Piece, ...]:
    return read_page(f"<meta charset=utf-8>{''.join(blocks)}".encode(), "a.html")


def read(*blocks: str, year: int = 2568) -> PlanRead:
    """The plan of a page, which a round file takes as it stands."""
    found = plan_in(pieces(*blocks), edition(f"nacc-{year}"), year)
    if found.plan is not None:
        read_data({"format": FORMAT, "year": year, "agency": {"name": "ก"}, "plan": found.plan})
        assert len(found.places) == len(found.plan["rows"])
    return found


def rows(*blocks: str) -> list[dict[str, Any]]:
    found = read(*blocks)
    assert found.plan is not None and found.doubts == ()
    made: list[dict[str, Any]] = found.plan["rows"]
    return made


def told(found: PlanRead) -> list[tuple[str, str]]:
    return [(doubt.words, doubt.why.th) for doubt in found.doubts]


def test_row_comes_whole() -> None:
    found = read(TITLE, table(HEADS, ("1. จัดทำคู่มือ", "<p>1) สำรวจงาน</p><p>2) เผยแพร่</p>", *ROW[2:])))
    assert found.doubts == ()
    assert found.plan == {
        "year": 2569,
        "title": "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2569",
        "rows": [
            {
                "measures": ["จัดทำคู่มือ"],
                "steps": [{"text": "สำรวจงาน"}, {"text": "เผยแพร่"}],
                "owners": [{"unit": "กองคลัง"}],
                "period": {"text": "ภายในเดือนมีนาคม 2569", "to": "2026-03-31"},
            }
        ],
    }
    ((place, words),) = found.places
    assert "แถว 2" in place and words == "จัดทำคู่มือ"


def test_heads_of_a_scan_are_known_and_their_form_is_named() -> None:
    heads = (
        "มาตรการ/<br>โครงการ/ กิจกรรม",
        "ผลการวิเคราะห์ตัวชี้วัดตาม หลักเกณฑ์การประเมิน ITA",
        "ขั้นตอน/วิธี การปฏิบัติ",
        "ระยะเวลา ในการด\u0e4d\u0e32เนินการ",
        "ผู้รับ ผิดชอบ",
    )
    found = read(TITLE, table(heads, ("ก มาตรการ", "ข ผลวิเคราะห์", "ค ขั้นตอน", "ตลอดปี", "กองช่าง")))
    assert found.plan is not None and found.plan["form"] == "five-column"
    (row,) = found.plan["rows"]
    assert (row["measures"], row["analysis"], row["steps"]) == (["ก มาตรการ"], ["ข ผลวิเคราะห์"], [{"text": "ค ขั้นตอน"}])
    assert row["period"] == {"text": "ตลอดปี"}


def test_head_of_two_rows_and_a_row_of_numbers() -> None:
    grid = Grid(
        "ตาราง",
        (
            ("ตัวชี้วัด", "การดำเนินการ", "การดำเนินการ", "ระยะเวลา", "ผู้รับผิดชอบ"),
            ("ตัวชี้วัด", "มาตรการ", "ขั้นตอน", "ระยะเวลา", "ผู้รับผิดชอบ"),
            ("(๑)", "(๒)", "(๓)", "(๔)", "(๕)"),
            ("๓. การใช้อำนาจ", "มอบหมายงานให้ชัดเจน", "ออกคำสั่ง", "ตลอดปี", "สำนักปลัด"),
        ),
        caption="มาตรการ ปีงบประมาณ 2569",
    )
    found = plan_in([grid], RULES, 2568)
    assert found.plan is not None and found.doubts == ()
    assert found.plan["rows"] == [
        {
            "indicators": ["3"],
            "measures": ["มอบหมายงานให้ชัดเจน"],
            "steps": [{"text": "ออกคำสั่ง"}],
            "owners": [{"unit": "สำนักปลัด"}],
            "period": {"text": "ตลอดปี"},
        }
    ]


def test_column_that_is_not_known_is_told_and_left_out() -> None:
    found = read(TITLE, table((*HEADS, "งบประมาณ", ""), (*ROW, "10,000 บาท", "รอ")))
    assert told(found) == [
        ("10,000 บาท", "ไม่รู้จักหัวช่อง “งบประมาณ” จึงไม่ได้นำข้อความในช่องนี้เข้าแผน"),
        ("รอ", "ช่องนี้ไม่มีหัว จึงไม่ได้นำข้อความเข้าแผน"),
    ]
    assert found.plan is not None and "บาท" not in json.dumps(found.plan, ensure_ascii=False)


def test_indicator_that_is_none_of_the_year_is_told() -> None:
    head, cells = ("ตัวชี้วัด", *HEADS), ("ร้อยละ 80 ของบุคลากรผ่านการอบรม", *ROW)
    assert told(read(TITLE, table(head, cells)))[0][0] == cells[0]
    for wrong, kept in (("ตัวชี้วัดที่ 3 การใช้งบประมาณ", []), ("ตัวชี้วัดที่ 3 การใช้งบประมาณ ตัวชี้วัดที่ 4", ["4"])):
        found = read(TITLE, table(head, (wrong, *ROW)))
        assert found.plan is not None and found.plan["rows"][0].get("indicators", []) == kept
        assert [words for words, _ in told(found)] == [wrong]


def test_items_are_those_that_a_row_is_about_and_not_what_it_refers_to() -> None:
    head = ("มาตรการ", "ผลการวิเคราะห์", *HEADS[1:])
    analysis = "ข้อ o16 ประมวลจริยธรรม ไม่ได้คะแนน ควรเผยแพร่ (อ้างอิงจาก o8) ตามตัวชี้วัดที่ 9"
    (row,) = rows(TITLE, table(head, ("จัดทำประมวลจริยธรรม", analysis, "1) ดู o3<br>2) ทำ", *ROW[2:])))
    assert (row["items"], row["indicators"]) == (["o16"], ["9"])
    assert row["analysis"] == [analysis]


@pytest.mark.parametrize(
    "heads",
    [
        ("ตัวชี้วัดของการประเมิน ITA", "ประเด็นที่ต้องแก้ไข/ปรับปรุง"),
        ("ประเด็นข้อคำถาม", "คะแนน", "แนวทางการยกระดับผลการประเมิน"),
        ("ข้อ", "ข้อมูลที่ต้องเผยแพร่", "ส่วนราชการผู้รับผิดชอบ", "กำหนดแล้วเสร็จ"),
        ("โครงการ", "งบประมาณ", "ผู้รับผิดชอบ"),
    ],
)
def test_lists_of_issues_advice_and_items_are_no_plan(heads: tuple[str, ...]) -> None:
    found = read(TITLE, table(heads, ("ก",) * len(heads), ("1. ควรปรับปรุง มาตรการ",) * (len(heads) - 1)))
    assert (found.plan, found.doubts) == (None, ())


def test_measures_with_nothing_beside_them_are_told() -> None:
    found = read(TITLE, table(("ตัวชี้วัด", "มาตรการ"), ("1. การปฏิบัติหน้าที่", "จัดทำคู่มือ")))
    ((words, why),) = told(found)
    assert found.plan is None and "จัดทำคู่มือ" in words and "หัวช่องมาตรการ" in why


def test_year_that_is_not_said_makes_no_plan() -> None:
    found = read("<p>ดังนี้</p>", table(HEADS, (*ROW[:2], "ตลอดปี", "กองคลัง")))
    ((words, why),) = told(found)
    assert found.plan is None and "ปีงบประมาณใด" in why
    assert all(part in words for part in ("จัดทำคู่มือการให้บริการ", "ตลอดปี", "กองคลัง"))


@pytest.mark.parametrize(
    ("above", "period", "year"),
    [
        ("จากผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2568 จึงกำหนดมาตรการในปีงบประมาณ พ.ศ. 2569 ดังนี้", "ตลอดปี", 2569),
        ("รายงานการวิเคราะห์ผลการประเมิน ปีงบประมาณ พ.ศ. 2568 เพื่อกำหนดมาตรการ", "ต.ค. ๒๕๖๘ - ก.ย. ๒๕๖๙", 2569),
        (
            "รายงานการวิเคราะห์ผลการประเมิน ปีงบประมาณ พ.ศ. 2568 เพื่อกำหนดมาตรการ",
            "ปีงบประมาณ พ.ศ.2569 1 ต.ค.68-30 ก.ย.69",
            2569,
        ),
        ("รายงานการวิเคราะห์ผลการประเมิน ปีงบประมาณ พ.ศ. 2568 เพื่อกำหนดมาตรการ", "ต.ค. 2567 - ก.ย. 2568", None),
        ("รายงานผลการดำเนินการตามมาตรการ ประจำปี พ.ศ. ๒๕๖๘", "ตลอดปี", 2568),
        ("รายงานผลการดำเนินการตามมาตรการ ประจำปี พ.ศ. ๒๕๖๗", "ตลอดปี", None),
        ("แผนป้องกันการทุจริต ปีงบประมาณ พ.ศ. 2569 และปีงบประมาณ พ.ศ. 2570", "ตลอดปี", None),
        ("แผนแม่บทภายใต้ยุทธศาสตร์ชาติ (พ.ศ. 2566-2580) กำหนดมาตรการไว้", "ตลอดปี", None),
    ],
)
def test_year_is_the_one_that_is_said(above: str, period: str, year: int | None) -> None:
    found = read(f"<p>{above}</p>", table(HEADS, (*ROW[:2], period, "กองคลัง")))
    assert (found.plan or {}).get("year") == year
    assert bool(found.doubts) == (year is None)


def test_plan_of_the_next_year_is_taken_before_the_report_of_this_one() -> None:
    old = "<p>รายงานผลการดำเนินการตามมาตรการ ปีงบประมาณ พ.ศ. 2568</p>" + table(HEADS, ("ของเดิม", *ROW[1:]))
    found = read(old, TITLE, table(HEADS[:3], ("ของใหม่", *ROW[1:3])))
    assert found.plan is not None and [row["measures"] for row in found.plan["rows"]] == [["ของใหม่"]]
    ((words, why),) = told(found)
    assert "ของเดิม" in words and "พ.ศ. 2568" in why


def test_measure_that_stands_in_an_earlier_table_is_not_taken_twice() -> None:
    found = read(TITLE, table(HEADS, ROW), "<p>สรุป ปีงบประมาณ 2569</p>", table(HEADS[::3], (ROW[0], "กองช่าง")))
    assert found.plan is not None and len(found.plan["rows"]) == 1
    assert found.plan["rows"][0]["owners"] == [{"unit": "กองคลัง"}]
    assert "ตารางก่อนหน้า" in told(found)[0][1]


def test_tables_on_several_pages_are_one_plan_and_a_cut_cell_is_whole() -> None:
    made = rows(
        TITLE,
        table(HEADS, ROW, ("สำรวจความพึงพอใจ", "1) ออกแบบสำรวจ<p>2) สรุปผลให้ผู้", "ตลอดปี", "สำนักปลัด")),
        table(("", "บริหารทราบ<p>3) เผยแพร่", "", "")),
        "<p>มาตรการ (ต่อ)</p>",
        table(HEADS, HEADS, ("อบรมบุคลากร", "จัดอบรม", "ไตรมาส 2", "กองการเจ้าหน้าที่")),
    )
    assert [row["measures"][0] for row in made] == ["จัดทำคู่มือการให้บริการ", "สำรวจความพึงพอใจ", "อบรมบุคลากร"]
    assert [step["text"] for step in made[1]["steps"]] == ["ออกแบบสำรวจ", "สรุปผลให้ผู้บริหารทราบ", "เผยแพร่"]


def test_table_of_other_columns_right_behind_is_of_the_same_plan() -> None:
    title = "<p>มาตรการ ประจำปีงบประมาณ ๒๕๖๙</p>"
    two = table(HEADS[:3], ROW[:3]), table(("มาตรการ", "ขั้นตอน", "การกำกับติดตาม"), ("อบรม", "จัดอบรม", "รายงาน"))
    made = rows(title, *two)
    assert [(row["measures"], row.get("follow_up")) for row in made] == [([ROW[0]], None), (["อบรม"], "รายงาน")]
    apart = read("<p>ก</p>" * 12, title, two[0], "<p>ข้อมูลอื่น</p>" * 4, two[1])
    assert apart.plan is not None and len(apart.plan["rows"]) == 1 == len(apart.doubts)


def test_letter_of_an_item_is_no_zero() -> None:
    (row,) = rows(
        TITLE, table(HEADS, ("ข้อ ๐๙ คู่มือ", "ตาม ๐๑๐ โทร. ๐๕๓-๑๒๓ เวลา ๐๘.๓๐ น. วันที่ ๐๕<p>๐๑ ตุลาคม เริ่มงาน", *ROW[2:]))
    )
    assert row["measures"] == ["ข้อ o9 คู่มือ"] and row["items"] == ["o9"]
    assert [step["text"] for step in row["steps"]] == [
        "ตาม o10 โทร. 053-123 เวลา 08.30 น. วันที่ 05",
        "01 ตุลาคม เริ่มงาน",
    ]


def test_table_without_a_head_behind_a_plan_is_told() -> None:
    found = read(TITLE, table(HEADS, ROW), table(("อบรม", "จัดอบรม", "ตลอดปี", "กองช่าง")))
    assert found.plan is not None and len(found.plan["rows"]) == 1
    assert "ไม่มีหัวตาราง" in told(found)[0][1]


def test_row_that_goes_on_is_said_to() -> None:
    made = rows(
        TITLE,
        table(
            ("ตัวชี้วัด", *HEADS),
            ("6. คุณภาพการดำเนินงาน", ROW[0], "1) สำรวจ<p>2) ปรับปรุงขั้นตอนการ", "ตลอดปี", "กองคลัง"),
            ("6. คุณภาพการดำเนินงาน (ต่อ)", "", "ให้บริการ<p>3) เผยแพร่", "", ""),
        ),
    )
    assert [step["text"] for step in made[0]["steps"]] == ["สำรวจ", "ปรับปรุงขั้นตอนการให้บริการ", "เผยแพร่"]
    assert made[0]["indicators"] == ["6"]


def test_row_below_an_issue_is_never_the_rest_of_the_one_above_it() -> None:
    issue = ("ประเด็นที่ 2 การให้บริการ", "", "", "")
    found = read(TITLE, table(HEADS, ROW, issue, ("", "อบรม", "ตลอดปี", "กองช่าง")))
    assert found.plan is not None and len(found.plan["rows"][0]["steps"]) == 2
    ((words, why),) = told(found)
    assert "อบรม" in words and "ไม่มีมาตรการ" in why


def paged(*body: tuple[str, ...]) -> PlanRead:
    """The plan of a table on pages."""
    head = ("ตัวชี้วัด", *HEADS)
    return plan_in([Grid("หน้า 3 ตาราง", (head, *body), caption="มาตรการ ปีงบประมาณ 2569")], RULES, 2568)


def test_steps_on_the_next_page_are_steps_with_what_stands_beside_them() -> None:
    found = paged(
        ("ตัวชี้วัดที่ 6", "จัดทำคู่มือ", "1) สำรวจ", "ต.ค. 2568", "กองคลัง"),
        ("", "", "2) เผยแพร่", "มี.ค. 2569", "กองช่าง"),
    )
    assert found.plan is not None and found.doubts == ()
    assert found.plan["rows"][0]["steps"] == [
        {"text": "สำรวจ", "owner": "กองคลัง", "period": "ต.ค. 2568"},
        {"text": "เผยแพร่", "owner": "กองช่าง", "period": "มี.ค. 2569"},
    ]


def test_merged_cells_that_a_page_cuts_are_no_row_of_their_own() -> None:
    found = paged(
        ("ตัวชี้วัดที่ 6", "จัดทำคู่มือการขอรับบริการของเทศบาล", "1) สำรวจ", "ตลอดปีงบประมาณ 2569", "กองคลัง"),
        ("ตัวชี้วัดที่ 6", "จัดทำคู่มือการขอรับบริการของเทศบาล", "2) จัดทำ", "ตลอดปีงบประมาณ 2569", "กองคลัง"),
        ("", "บริการของเทศบาล", "3) เผยแพร่", "งบประมาณ 2569", ""),
    )
    assert found.plan is not None and found.doubts == ()
    (row,) = found.plan["rows"]
    assert row["measures"] == ["จัดทำคู่มือการขอรับบริการของเทศบาล"]
    assert [step["text"] for step in row["steps"]] == ["สำรวจ", "จัดทำ", "เผยแพร่"]
    assert row["period"] == {"text": "ตลอดปีงบประมาณ 2569"}


def test_words_between_two_pages_of_a_table_are_told() -> None:
    head = ("ตัวชี้วัด", *HEADS)
    grids = [Grid(f"หน้า {at} ตาราง", (head, ("ตัวชี้วัดที่ 6", f"ก{at}", *ROW[1:])), caption="แผน ปี 2569") for at in (3, 4)]
    lines = [Passage(f"หน้า 3 ข้อความ “{text}”", text) for text in ("ถือปฏิบัติ", "- 4 -", "เทศบาล", "มาตรการ (ต่อ)")]
    found = plan_in([Passage("หน้า 1", "เทศบาล"), grids[0], *lines, grids[1]], RULES, 2568)
    assert found.plan is not None and len(found.plan["rows"]) == 2
    assert [words for words, _ in told(found)] == ["ถือปฏิบัติ"]


def test_merged_measure_with_steps_line_by_line() -> None:
    (made,) = rows(
        TITLE,
        table(
            (*HEADS, "ผลการดำเนินงาน"),
            ("^จัดทำคู่มือ", "สำรวจงาน", "^ตลอดปี", "กองคลัง", "สำรวจแล้ว"),
            ("เผยแพร่คู่มือ", "กองช่าง", "อยู่ระหว่างดำเนินการ"),
        ),
    )
    assert made["measures"] == ["จัดทำคู่มือ"] and made["period"] == {"text": "ตลอดปี"}
    assert made["steps"] == [
        {"text": "สำรวจงาน", "owner": "กองคลัง", "result": "สำรวจแล้ว"},
        {"text": "เผยแพร่คู่มือ", "owner": "กองช่าง", "result": "อยู่ระหว่างดำเนินการ"},
    ]


def test_measures_of_one_indicator_in_rows_of_their_own_stay_apart() -> None:
    made = rows(
        TITLE,
        table(
            ("ตัวชี้วัด", *HEADS),
            ("^ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร", "๑. ปรับปรุงเว็บไซต์", "๑) ตรวจข้อมูล<p>๒) แก้ไข", "ตลอดปี", "สำนักปลัด"),
            ("๒. เพิ่มช่องทางสื่อสาร", "๑) เปิดไลน์<p>๒) ตอบคำถาม", "ตลอดปี", "กองคลัง"),
        ),
    )
    assert [(row["indicators"], row["measures"], len(row["steps"])) for row in made] == [
        (["7"], ["ปรับปรุงเว็บไซต์"], 2),
        (["7"], ["เพิ่มช่องทางสื่อสาร"], 2),
    ]


def test_labels_in_cells_say_what_follows() -> None:
    head = ("มาตรการ/แนวทาง", "ขั้นตอนหรือวิธีการดำเนินการ", "ระยะเวลา/การติดตามผล")
    steps = "- แต่งตั้งคณะกรรมการ - จัดประชุมชี้แจง <u>หน่วยงานผู้รับผิดชอบ</u> : กองยุทธศาสตร์และงบประมาณ"
    when = "ระยะเวลาดำเนินการ ตุลาคม ๒๕๖๘ ถึง เมษายน ๒๕๖๙ การติดตามผล รายงานผลให้ผู้บริหารรับทราบ"
    (made,) = rows(TITLE, table(head, ("๑. เตรียมความพร้อม", steps, when)))
    assert made == {
        "measures": ["เตรียมความพร้อม"],
        "steps": [{"text": "แต่งตั้งคณะกรรมการ"}, {"text": "จัดประชุมชี้แจง"}],
        "owners": [{"unit": "กองยุทธศาสตร์และงบประมาณ"}],
        "period": {"text": "ตุลาคม 2568 ถึง เมษายน 2569", "from": "2025-10-01", "to": "2026-04-30"},
        "follow_up": "รายงานผลให้ผู้บริหารรับทราบ",
    }
    mixed = read(TITLE, table(head, ("เตรียมความพร้อม", steps, "รายงานผู้บริหาร")))
    assert told(mixed) == [("รายงานผู้บริหาร", "ไม่ชัดเจนว่าเป็นระยะเวลาหรือการติดตามผล จึงไม่ได้นำเข้าแผน")]


def test_words_of_labels_in_prose_stay_where_they_are() -> None:
    steps = "1.จัดทำหลักฐาน: ผู้ขอยืมทำบันทึก 2.กำหนดผู้รับผิดชอบ: ให้ชัดเจน 3.แจ้งระยะเวลา: ภายใน 3 วัน"
    (made,) = rows(TITLE, table(HEADS, ("ยืมทรัพย์สิน", steps, *ROW[2:])))
    assert [step["text"][:12] for step in made["steps"]] == ["จัดทำหลักฐาน", "กำหนดผู้รับผ", "แจ้งระยะเวลา"]
    assert made["owners"] == [{"unit": "กองคลัง"}] and "evidence" not in made


def test_issues_over_rows_above_tables_and_of_other_numbers() -> None:
    nacc = (
        *("มาตรการ / โครงการ / กิจกรรม", "ผลการวิเคราะห์ตัวชี้วัดตามหลักเกณฑ์การ ประเมิน ITA", "ขั้นตอนหรือวิธีการปฏิบัติ"),
        *("ช่วงระยะเวลาในการดำเนินการ", "ผู้รับผิดชอบ"),
    )
    questions = "e๔ หน่วยงานมีช่องทางเผยแพร่ข้อมูล e๕ หน่วยงานมีการประชาสัมพันธ์ข้อมูล"
    cells = ("บางรายเห็นว่าไม่ชัดเจน", "๑.เผยแพร่ (อ้างอิงจาก ๐๖)", "ต.ค. ๒๕๖๘ - ก.ย. ๒๕๖๙", "-สำนักปลัด -กองคลัง")
    found = read(
        table(("ประเด็นที่1 การปฏิบัติหน้าที่", "", "", "", ""), nacc, ("จัดทำคู่มือ", *cells)),
        "<p>ประเด็นที่ 2 การให้บริการและระบบ E-Service</p>",
        table(nacc, (questions, *cells), ("ประเด็นที่ 9 อื่น ๆ", "", "", "", ""), ("อบรม", *cells)),
    )
    assert found.plan is not None and found.plan["form"] == "nacc-five-column"
    first, second, third = found.plan["rows"]
    assert (first["issue"], second["issue"]) == ("1", "2") and "issue" not in third
    assert (second["items"], len(second["measures"])) == (["e4", "e5"], 2)
    assert first["owners"] == [{"unit": "สำนักปลัด"}, {"unit": "กองคลัง"}]
    assert [why for _, why in told(found)] == ["แบบแผนนี้ไม่มีประเด็นที่ 9"]


def test_persons_are_left_out_wherever_they_are_named() -> None:
    found = read(
        TITLE,
        table(
            (*HEADS, "ผลการดำเนินการ", "หมายเหตุ"),
            (*ROW[:3], "นายช่างโยธา<p>นางสาวสมมติ สมมุติ<p>นายกเทศมนตรี", "โดยนายสมมติ เรียบร้อย", "ถาม นางสมมติ"),
        ),
    )
    assert found.plan is not None
    assert found.plan["rows"][0]["owners"] == [{"unit": "นายช่างโยธา"}, {"unit": "นายกเทศมนตรี"}]
    everything = json.dumps(found.plan, ensure_ascii=False) + "".join(words for words, _ in told(found))
    assert "สมม" not in everything and len(found.doubts) == 3


def test_line_without_steps_is_told_as_a_heading_may_be() -> None:
    found = read(TITLE, table(HEADS, ("ด้านการบริหาร", "", "", ""), ROW, ("", "", "", "")))
    assert found.plan is not None and len(found.plan["rows"]) == 1
    assert [words for words, _ in told(found)] == ["ด้านการบริหาร"]


def test_long_and_hostile_cells_take_no_long_time() -> None:
    cells = ("1. " * 7000, "1) ก 2) " * 2000, "ต.ค. 2568 - " * 1500, "กองคลังงาน" * 1500)
    grid = Grid(
        "ตาราง", (HEADS, cells, *[("ก", f"{at}) ข", "ค", f"กอง{at}") for at in range(1500)]), caption="แผน ปี 2569"
    )
    start = time.perf_counter()
    found = plan_in([grid], RULES, 2568)
    assert found.plan is not None and found.doubts
    assert time.perf_counter() - start < 10


CELLS = st.sampled_from(
    [
        "",
        "มาตรการ",
        "ขั้นตอน",
        "ระยะเวลา",
        "ผู้รับผิดชอบ",
        "ตัวชี้วัด",
        "ประเด็นที่ 2 ก",
        "1) ก\n2) ข",
        "(ต่อ)",
        "ก (ต่อ)",
        "3) ค",
        "กองคลัง",
    ]
)
GRIDS = st.builds(
    lambda place, body: Grid(place, tuple(map(tuple, body))),
    st.sampled_from(["ตาราง", "หน้า 2 ตาราง"]),
    st.lists(st.lists(CELLS, max_size=5), max_size=7),
)
LINES = st.sampled_from(["แผน ปี 2569", "ผลการประเมิน ปี 2568", "ประเด็นที่ 3", "", "ก"]).map(
    lambda text: Passage("หน้า 1", text)
)


@given(st.lists(GRIDS | LINES, max_size=6))
def test_whatever_stands_in_tables_the_plan_is_one_or_none(found: list[Piece]) -> None:
    read_ = plan_in(found, RULES, 2568)
    if read_.plan is not None:
        read_data({"format": FORMAT, "year": 2568, "agency": {"name": "ก"}, "plan": read_.plan})


LETTERS = st.text("กขคงจฉชซ", min_size=6, max_size=9)
KINDS = {
    "มาตรการ": "measures",
    "ขั้นตอน": "steps",
    "ระยะเวลา": "period",
    "ผู้รับผิดชอบ": "owners",
    "การกำกับติดตาม": "follow_up",
    "ตัวชี้วัดความสำเร็จ": "success",
    "ผลการดำเนินงาน": "result",
    "ข้อเสนอแนะ": "suggestion",
    "เอกสารหลักฐาน": "evidence",
    "ผลการวิเคราะห์": "analysis",
    "งบประมาณ": None,
    "ตัวชี้วัด": "about",
    "ลำดับ": "about",
}
# Where a word of a column may stand: by steps, what stands beside them is theirs.
WITHIN = {"owners": ("owners", "steps"), "period": ("period", "steps"), "result": ("result", "steps")}


@given(st.data())
def test_no_text_is_lost_and_none_stands_in_another_column(data: st.DataObject) -> None:
    others = data.draw(st.lists(st.sampled_from(sorted(set(KINDS) - {"มาตรการ", "ขั้นตอน"})), unique=True, max_size=5))
    heads = data.draw(st.permutations(["มาตรการ", "ขั้นตอน", *others]))
    used: dict[str, str] = {}

    def cell(head: str) -> str:
        words = data.draw(st.lists(LETTERS.filter(lambda word: word not in used), max_size=3, unique=True))
        used.update(dict.fromkeys(words, head))
        lead = data.draw(st.sampled_from(["{0}. ", "{0}) ", "- ", ""]))
        between = data.draw(st.sampled_from(["\n", " "]))
        return between.join(lead.format(at) + word for at, word in enumerate(words, 1))

    rows: list[list[str]] = []
    for _ in range(data.draw(st.integers(1, 5))):
        # Cells that are merged with those above are spread out by the reader.
        merged = data.draw(st.sets(st.sampled_from(heads))) if rows else set()
        rows.append([rows[-1][at] if head in merged else cell(head) for at, head in enumerate(heads)])
    body = tuple(map(tuple, rows))
    place = data.draw(st.sampled_from(["ตาราง", "หน้า 3 ตาราง"]))
    found = plan_in([Grid(place, (tuple(heads), *body), caption="มาตรการ ปีงบประมาณ พ.ศ. 2569")], RULES, 2568)
    doubted = "\n".join(doubt.words for doubt in found.doubts)
    planned = (found.plan or {"rows": []})["rows"]
    for word, head in used.items():
        kind = KINDS[head]
        keys = WITHIN.get(str(kind), ("suggestion", "steps") if kind == "suggestion" else (str(kind),))
        mine = json.dumps([[row.get(key) for key in keys] for row in planned], ensure_ascii=False)
        everywhere = json.dumps(planned, ensure_ascii=False)
        assert word in mine or word in doubted
        assert word in mine or word not in everywhere
