"""Rows of a plan read against the results: each check with a row that is wrong and one that is right."""

from __future__ import annotations

import datetime

import pytest
from small_facts import all_marks, facts_of, published

from prongsai.assess.score import score
from prongsai.criteria.deadlines import Deadline
from prongsai.criteria.editions import edition
from prongsai.flow.rules.deadlines import deadline
from prongsai.improve.plan import Owner, Period, Plan, Row, Step
from prongsai.improve.plan_checks import plan_contradictions

NACC = edition("nacc-2568")
ENDS = datetime.date(2026, 4, 30)
ABOUT = Deadline(ENDS, reckoned=True)
FULL = {"IIT": "100", "EIT1": "100", "EIT2": "100"}


def card(items: dict[str, dict[str, str]] | None = None, **marks: str) -> object:
    return score(NACC, facts_of(NACC, told=published(items=items), marks=all_marks(NACC, **marks)))


def wrong(*rows: Row, ends: Deadline | None = ABOUT, form: str | None = None, **scores: object) -> list[str]:
    """What is wrong, in English: ``where: says``."""
    made = card(**scores)
    plan = Plan(year=2569, rows=rows, form=form)
    found = plan_contradictions(NACC, made, plan, ends)
    assert all(each.says.th and each.so.th and each.why.th and each.so.en and each.why.en for each in found)
    return [f"{each.where.partition(':')[0]}: {each.says.en}" for each in found]


def row(*measures: str, **more: object) -> Row:
    return Row(measures=measures or ("จัดทำคู่มือ",), **more)


def test_plan_that_answers_what_was_lost_in_time_has_nothing_wrong() -> None:
    good = row(
        "เผยแพร่ข้อมูลผู้บริหารให้ครบทุกคน",
        indicators=("9",),
        items=("o2",),
        steps=(Step("รวบรวมข้อมูล"),),
        owners=(Owner("สำนักปลัด"),),
        period=Period("ภายในเดือนมีนาคม 2569", ends=datetime.date(2026, 3, 31)),
    )
    assert wrong(good, o2="50") == []


@pytest.mark.parametrize(
    "name",
    [
        "i2 เจ้าหน้าที่ในหน่วยงานของท่าน มีการเลือกปฏิบัติอย่างไม่เป็นธรรม ต่อผู้ที่มาติดต่อหรือผู้รับบริการ มากน้อยเพียงใด",
        "e๒ เจ้าหน้าที่ปฏิบัติงานหรือให้บริการแก่ท่าน และผู้อื่นอย่างเท่าเทียมกัน",
    ],
)
def test_measure_that_only_repeats_a_question_is_found(name: str) -> None:
    (said,) = wrong(row(name))
    assert said.startswith("plan.rows.1: the measure is named by the question")


@pytest.mark.parametrize("name", ["ลดการเลือกปฏิบัติต่อผู้มาติดต่อด้วยคิวกลาง", "อบรมเจ้าหน้าที่เรื่องการให้บริการอย่างเท่าเทียม"])
def test_measure_in_words_of_its_own_is_right(name: str) -> None:
    assert wrong(row(name)) == []


def test_measure_that_is_only_a_title_is_found() -> None:
    titles = ("ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต", "o20 การเปิดโอกาสให้เกิดการมีส่วนร่วม")

    (said,) = wrong(row(*titles))
    assert said == (
        "plan.rows.1: the measure is named indicator 10 Prevention of corruption and o20 Participation and nothing else"
    )
    assert wrong(row(*titles, "จัดเวทีรับฟังความเห็นทุกไตรมาส")) == []
    assert wrong(row("การเปิดโอกาสให้เกิดการมีส่วนร่วมของชุมชน")) == []


def test_measure_with_the_name_of_another_issue_is_found() -> None:
    seven = "กลไกและมาตรการในการแก้ไขและป้องกันการทุจริต ภายในหน่วยงาน"

    assert wrong(row(seven, issue="6"), form="nacc-five-column") == ["plan.rows.1: it stands under issue 6"]
    assert wrong(row(seven, issue="7"), form="nacc-five-column") == []
    assert wrong(row(seven, issue="6")) == []  # no form that numbers issues
    # Issue 4 is only recalled: no ground to find fault on.
    assert wrong(row("กระบวนการกำกับดูแลการใช้ทรัพย์สินของราชการ", issue="6"), form="nacc-five-column") == []


def test_item_under_another_indicator_is_found() -> None:
    lost = {"o20": "0"}
    assert wrong(row(indicators=("10",), items=("o20",)), **lost) == [
        "plan.rows.1: o20 Participation stands under indicator 10 Prevention of corruption"
    ]
    assert wrong(row(indicators=("9",), items=("o20",)), **lost) == []
    assert wrong(row(indicators=("9", "10"), items=("o20",)), **lost) == []
    assert wrong(row(items=("o20",)), **lost) == []
    assert wrong(row(indicators=("99",), items=("o20",)), **lost) == []


def test_row_that_serves_only_what_is_full_is_found() -> None:
    assert wrong(row(items=("o15",))) == ["plan.rows.1: the row answers o15 Personnel report"]
    assert wrong(row(items=("o15", "o2")), o2="50") == []
    # A question asked in two parts is full only where both are.
    half = {"EIT1": {"e1": "100"}, "EIT2": {"e1": "90"}}
    assert wrong(row(items=("e1",)), items=half) == []
    assert wrong(row(items=("e1",)), items={"EIT1": {"e1": "100"}}) == []
    both = {"EIT1": {"e1": "100"}, "EIT2": {"e1": "100"}}
    assert len(wrong(row(items=("e1",)), items=both)) == 1


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("จัดประชุมเตรียมความพร้อมเพื่อยกระดับการประเมิน ประจำปีงบประมาณ พ.ศ.๒๕๖๘", 2568),
        ("เตรียมรับการประเมิน ITA ปี 2567", 2567),
        ("เตรียมความพร้อมเข้ารับการประเมิน ปี 2569", None),
        ("วิเคราะห์ผลการประเมินปี 2568", None),
        ("เตรียมความพร้อมโดยใช้ผลการประเมินปี 2568 เพื่อปี 2569", None),
        ("เตรียมความพร้อมตามข้อเสนอแนะของปี 2568", None),
        ("เตรียมความพร้อมปี 2568 และ 2569", None),
    ],
)
def test_year_that_a_step_prepares_for_is_the_plans_own_or_later(text: str, year: int | None) -> None:
    expected = [] if year is None else [f"plan.rows.1: it prepares for {year}"]

    assert wrong(row(steps=(Step(text),))) == expected
    assert wrong(row(text)) == expected
    assert wrong(row(follow_up=text)) == expected


def test_period_that_ends_before_the_plans_year_is_found() -> None:
    early = Period("ก.ค. – ก.ย. 2568", ends=datetime.date(2025, 9, 30))
    in_time = Period("ภายใน 1 ต.ค. 2568", ends=datetime.date(2025, 10, 1))

    assert wrong(row(period=early)) == ["plan.rows.1: period ก.ค. – ก.ย. 2568"]
    assert wrong(row(period=in_time)) == []
    assert wrong(row(period=Period("ตลอดปี"))) == []


def test_disclosure_that_is_due_after_the_filing_is_found() -> None:
    late = Period("ภายในเดือนพฤษภาคม 2569", ends=datetime.date(2026, 5, 31))
    all_year = Period("ตลอดปี", starts=datetime.date(2025, 10, 1), ends=datetime.date(2026, 9, 30))
    in_time = Period("ภายใน 30 เม.ย. 2569", ends=ENDS)

    (said,) = wrong(row(items=("o16",), period=late), o16="0")
    assert said.startswith("plan.rows.1: o16 ")
    assert said.endswith(": due ภายในเดือนพฤษภาคม 2569")
    assert wrong(row(items=("o16",), period=in_time), o16="0") == []
    assert wrong(row(items=("o16",), period=all_year), o16="0") == []
    assert wrong(row(items=("o16",), period=late), o16="0", ends=None) == []
    assert wrong(row(items=("i1",), period=late), items={"IIT": {"i1": "80"}}) == []


def test_a_day_that_the_calendar_has_is_said_as_it_is_and_a_reckoned_one_as_about() -> None:
    period = Period("ภายใน 1 พ.ค. 2569", ends=datetime.date(2026, 5, 1))
    late = Plan(year=2569, rows=(row(items=("o16",), period=period),))

    (about,) = [each for each in plan_contradictions(NACC, card(o16="0"), late, ABOUT) if "due" in each.says.en]
    (sure,) = [each for each in plan_contradictions(NACC, card(o16="0"), late, Deadline(ENDS)) if "due" in each.says.en]

    assert "(ราววันที่ 30 เม.ย. 2569)" in about.so.th
    assert "(วันที่ 30 เม.ย. 2569)" in sure.so.th
    assert "กำหนดการปี 2569" in sure.why.th


@pytest.mark.parametrize(
    "naming",
    [
        row(items=("o2",)),
        row("จัดทำข้อมูลตามแบบ OIT ให้ครบทุกข้อ", indicators=("9",)),
        row("เผยแพร่ข้อมูลผู้บริหารให้ครบ"),
        row("ปรับปรุงข้อo2"),
        row(steps=(Step("เผยแพร่ (๐๒)"),)),
        row(analysis=("ข้อ O2 ได้ 50",)),
        row(success=("o2 ได้ 100",)),
        row(follow_up="รายงาน 02"),
    ],
)
def test_lost_item_that_is_named_anywhere_is_not_missed(naming: Row) -> None:
    assert wrong(naming, o2="50") == []


@pytest.mark.parametrize(
    "other",
    [
        row(),
        row("ประชุมเวลา 02.30 น."),
        row("โครงการ CO2"),
        row("ข้อ o20"),
        row(indicators=("10",)),
        row("เปิดเผยข้อมูลเชิงรุก", indicators=("9",)),
    ],
)
def test_lost_item_that_no_row_names_is_missed(other: Row) -> None:
    assert wrong(other, o2="50") == ["plan.rows: the plan names none of these"]


def test_question_is_weak_below_the_target_and_named_with_its_part() -> None:
    items = {"IIT": {"i1": "84.99", "i2": "85"}, "EIT2": {"e1": "80"}}
    plan = Plan(year=2569, rows=(row(),))
    (missed,) = plan_contradictions(NACC, card(items), plan, ABOUT)

    assert missed.figures == ("IIT.i1", "EIT2.e1")
    assert "(EIT part 2) (80)" in missed.so.en


def test_long_name_of_a_row_is_shortened_between_words_only() -> None:
    name = "i2 เจ้าหน้าที่ในหน่วยงานของท่าน มีการเลือกปฏิบัติอย่างไม่เป็นธรรมต่อผู้ที่มาติดต่อหรือผู้รับบริการมากน้อยเพียงใด"
    whole = "e4 หน่วยงานมีช่องทางการเผยแพร่ข้อมูลข่าวสารที่สามารถเข้าถึงได้ง่ายและสะดวกสำหรับทุกคน"
    made = card()
    found = plan_contradictions(NACC, made, Plan(year=2569, rows=(row(name), row(whole))), ABOUT)

    assert [each.where for each in found] == ["plan.rows.1: i2 เจ้าหน้าที่ในหน่วยงานของท่าน …", f"plan.rows.2: {whole}"]


@pytest.mark.parametrize(
    ("year", "ends"),
    [(2564, datetime.date(2021, 4, 30)), (2569, ENDS), (2571, datetime.date(2028, 4, 30)), (2563, None)],
)
def test_filing_of_disclosure_ends_as_the_year_or_the_latest_known_one_says(
    year: int, ends: datetime.date | None
) -> None:
    found = deadline("disclosure", year)
    assert (found.day if found is not None else None) == ends
