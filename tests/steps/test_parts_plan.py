"""Plans in every form, progress by number, and the papers that follow from a plan."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from tests.steps.documents import changed, document, example, grid, source, tables, whole

from announced_levels import announcing
from prongsai.collect.papers import Endorsement, Memo, MemoPart
from prongsai.flow.by_file.dossier import dossier_of
from prongsai.improve.plan import Owner, Period, Plan, Progress, Row, Step
from prongsai.publish.assemble.compose import report
from prongsai.publish.report import MemoHead, Report, Signature

ROW = Row(
    measures=("ทำคู่มือ",),
    issue="2",
    items=("o9",),
    analysis=("คู่มือยังไม่ครบ",),
    success=("มีคู่มือครบ",),
    follow_up="รายงานทุกไตรมาส",
    evidence="หน้าเว็บไซต์",
    steps=(Step(text="ร่างคู่มือ", owner="กองช่าง"), Step(text="เผยแพร่")),
    owners=(Owner(unit="สำนักปลัด"), Owner(unit="กองคลัง", role="joint")),
    period=Period(text="ตลอดปี", repeats="ทุกเดือน"),
)


def planned(form: str | None, *rows: Row, name: str = "rangsit") -> Report:
    """A booklet of the measures alone, in a form."""
    given = source(name)
    bare = dataclasses.replace(given.document, sections=()) if given.document else None
    plan = Plan(year=given.facts.year + 1, rows=rows, form=form)
    return report(
        dataclasses.replace(given, plan=plan, document=bare), "announcement" if not rows else "measures", "standard"
    )


def test_plan_by_issues_has_a_head_for_each_run_of_an_issue() -> None:
    made = planned("nacc-five-column", ROW, ROW, dataclasses.replace(ROW, issue="6"))
    rows = grid(made, tables(made)[-1])
    heads = [row[0] for row in rows if len(row) == 1]
    assert [head.split(" ")[1] for head in heads] == ["2", "6"]
    assert "E-Service" in heads[0]


def test_plan_without_issues_numbers_its_rows() -> None:
    made = planned("five-column", *(dataclasses.replace(ROW, issue=None) for _ in range(2)))
    rows = grid(made, tables(made)[-1])
    assert [row[0].splitlines()[0] for row in rows[1:]] == ["1. ทำคู่มือ", "2. ทำคู่มือ"]


def test_plan_puts_what_has_no_column_where_the_seen_forms_have_it() -> None:
    # The form of 2565: owners stand below the steps, the follow-up below the period.
    made = planned("form-2565", dataclasses.replace(ROW, issue=None), name="trang")
    measures, steps, period = grid(made, tables(made)[-1])[1]
    assert "ผู้รับผิดชอบ: สำนักปลัด และกองคลัง (ร่วม)" in steps
    assert "การติดตามผล: รายงานทุกไตรมาส" in period
    assert "หลักฐาน: หน้าเว็บไซต์" in period
    assert "คู่มือยังไม่ครบ" in measures
    assert "ตัวชี้วัดความสำเร็จ: มีคู่มือครบ" in measures


def test_plan_names_the_item_of_a_row_that_does_not_name_it() -> None:
    made = planned("nacc-five-column", ROW, dataclasses.replace(ROW, analysis=("ข้อ o9: ยังไม่ครบ",)))
    rows = [row for row in grid(made, tables(made)[-1]) if len(row) > 1]
    assert "ข้อ o9 คู่มือการขอรับบริการ" in rows[1][1].splitlines()
    assert "ข้อ o9" not in rows[2][1].splitlines()


def test_plan_by_indicator_names_the_indicator() -> None:
    made = planned("six-column-by-indicator", dataclasses.replace(ROW, issue=None, indicators=("4",)))
    assert grid(made, tables(made)[-1])[1][0] == "4. การใช้ทรัพย์สินของราชการ"


def test_plan_in_an_unknown_form_takes_one_that_fits() -> None:
    made = planned("form-of-another-year", ROW)
    assert [len(row) for row in grid(made, tables(made)[-1])[:1]] == [5]


@pytest.mark.parametrize("form", ["nacc-five-column", "six-column-by-indicator"])
def test_plan_of_five_columns_or_more_lies_on_its_side(form: str) -> None:
    assert tables(planned(form, ROW))[-1].wide
    assert not tables(planned("form-2565", ROW, name="trang"))[-1].wide


PAIRED = Row(
    measures=("มาตรการหนึ่ง", "มาตรการสอง"),
    indicators=("7",),
    steps=(
        Step(text="ขั้นหนึ่ง", owner="กองหนึ่ง", period="ต้นปี", result="ผลหนึ่ง", suggestion="แนะหนึ่ง"),
        Step(text="ขั้นสอง", owner="กองสอง", period="ปลายปี"),
    ),
)


def progressed(*rows: Row) -> Report:
    plan = Plan(year=2566, rows=rows, progress=Progress(as_of=datetime.date(2023, 4, 4)))
    return changed("mae-sai", "progress", plan=plan)


def test_progress_lines_up_measures_steps_owners_and_results_by_number() -> None:
    made = progressed(PAIRED)
    rows = grid(made, tables(made)[0])
    assert rows[0] == ["เทศบาลตำบลแม่สาย รายงานผลการดำเนินการตามมาตรการ ปีงบประมาณ พ.ศ. 2566 (รอบ 6 เดือน)"]
    assert rows[2][1:] == ["1) มาตรการหนึ่ง", "1) ขั้นหนึ่ง", "1) ต้นปี", "1) กองหนึ่ง", "1) ผลหนึ่ง", "1) แนะหนึ่ง"]
    # What nobody has written yet is room to write on.
    assert rows[3] == ["2) มาตรการสอง", "2) ขั้นสอง", "2) ปลายปี", "2) กองสอง", "", ""]
    assert tables(made)[0].rows[0][0].rows == 2


def test_progress_counts_steps_that_have_a_result_and_says_as_of_when() -> None:
    made = progressed(PAIRED)
    assert (made.figures["count:steps.done"].text, made.figures["count:steps"].text) == ("1", "2")
    assert "ข้อมูล ณ วันที่ 4 เมษายน 2566" in whole(made)


def test_progress_result_of_a_whole_row_spans_its_steps() -> None:
    row = Row(measures=("ก",), steps=(Step(text="ข"), Step(text="ค")), result=("เสร็จแล้ว",), owners=(Owner("กองช่าง"),))
    table = tables(progressed(row))[0]
    spanning = [cell for cell in table.rows[0] if cell.rows == 2]
    # No row names an indicator: there is no column for one.
    said = ["".join(getattr(run, "text", "") for run in cell.lines[0]) for cell in spanning]
    assert said == ["ก", "", "กองช่าง", "เสร็จแล้ว", ""]


def test_progress_is_signed_by_position_without_a_name() -> None:
    (signature,) = [block for block in document("mae-sai", "progress").blocks if isinstance(block, Signature)]
    assert signature.lines[-1] == "นิติกรชำนาญการพิเศษ"
    assert set(signature.lines[1]) <= set("(.)")


def test_memo_has_its_parts_in_order_and_blanks_to_fill_in() -> None:
    memo = Memo(
        subject="รายงานผล",
        to="นายกเทศมนตรี",
        parts=(MemoPart("เรื่องเดิม", "ก"), MemoPart("ข้อกฎหมาย", "ข")),
        attachments=("หนึ่ง", "สอง"),
        chain=(Endorsement("ปลัดเทศบาล", ("เห็นชอบ", "....."), "เห็นชอบ", datetime.date(2023, 4, 5)),),
    )
    made = changed("mae-sai", "memo", memo=memo)
    head = made.blocks[0]
    assert isinstance(head, MemoHead)
    assert (head.number, head.date, head.phone) == ("", "", "")
    lines = whole(made).splitlines()
    assert [each for each in lines if each in ("เรื่องเดิม", "ก", "ข้อกฎหมาย", "ข")] == ["เรื่องเดิม", "ก", "ข้อกฎหมาย", "ข"]
    # A memo has no heading for what is attached: the text names it.
    assert "สิ่งที่ส่งมาด้วย" not in lines
    assert any(line.startswith("ทั้งนี้ ได้แนบเอกสาร") and line.count("หนึ่ง และ (2) สอง") == 1 for line in lines)
    signature = made.blocks[-1]
    assert isinstance(signature, Signature)
    assert signature.chosen == "เห็นชอบ"
    assert "วันที่ 5 เมษายน 2566" in signature.lines
    assert set(signature.choices[1]) == {"."}


def test_memo_of_mae_sai_keeps_every_tick_choice() -> None:
    memo = source("mae-sai").memo
    assert memo is not None
    signed = [block for block in document("mae-sai", "memo").blocks if isinstance(block, Signature)]
    assert [len(each.choices) for each in signed] == [len(each.choices) for each in memo.chain]
    assert document("mae-sai", "memo").digits == "thai"


def test_order_gives_every_item_of_the_plans_year_to_a_unit_or_a_dotted_line() -> None:
    made = document("mae-sot", "order", "arabic")
    given = source("mae-sot")
    assert given.next_criteria is not None
    expected = [each.id for each in given.next_criteria.items_of("OIT")]
    rows = {row[0]: row[2] for row in grid(made, tables(made)[0])[1:] if len(row) == 3}
    assert list(rows) == expected
    # The plan's o16 of 2568 is o15 of 2569.
    assert rows["o15"] == "กองการเจ้าหน้าที่"
    # What only a unit's name tells is to be confirmed.
    assert rows["o13"] == "กองการเจ้าหน้าที่ (ให้ยืนยัน)"
    assert set(rows["o11"]) == {"."}


def test_order_is_signed_by_the_head_of_the_agency() -> None:
    assert whole(document("watthana-nakhon", "order")).splitlines()[-1] == "นายกองค์การบริหารส่วนตำบลวัฒนานคร"
    assert whole(document("mae-sot", "order")).splitlines()[-1] == "นายกเทศมนตรีนครแม่สอด"


def test_announcement_numbers_every_measure_with_owner_and_period() -> None:
    lines = whole(document("trang", "announcement", "arabic")).splitlines()
    assert sum(line.startswith("ข้อ ") for line in lines) == 13 + 1
    assert "ผู้รับผิดชอบ กองคลัง ระยะเวลา มกราคม 2565 ถึง เมษายน 2565" in lines


def test_announcement_names_no_level_where_the_announced_one_is_not_the_one_by_the_rules() -> None:
    text = whole(report(dossier_of(announcing(example("watthana-nakhon"), "ผ่านดีมาก")), "announcement"))
    assert "88.59 คะแนน นั้น\n" in text
    assert "ระดับ “" not in text
    assert "๘๘.๕๙ คะแนน ระดับ “ผ่าน”" in whole(document("watthana-nakhon", "announcement"))
    assert "ระดับ “ผ่านดีเยี่ยม”" in whole(document("rangsit", "announcement"))


def test_answers_keep_addresses_as_they_are_in_thai_digits_too() -> None:
    url = "https://www.example.go.th/2568/o1.pdf"
    given = source("rangsit")
    filed = dataclasses.replace(given.facts.disclosure["o1"], urls=(url,), explanation="หน้า 2")
    facts = dataclasses.replace(given.facts, disclosure={**given.facts.disclosure, "o1": filed})
    made = changed("rangsit", "answers", facts=facts, digits="thai")
    rows = grid(made, tables(made)[0])
    assert rows[1] == ["o1", "โครงสร้างและอำนาจหน้าที่", url, "หน้า ๒", "☐"]
    assert len(rows) == 1 + 28
