"""Respondents, results, history, questions, items and the assessor's text, as parts of a document."""

from __future__ import annotations

import dataclasses
import itertools
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.steps.documents import document, example, grid, headings, said, source, tables, whole

from prongsai.collect.facts import Answers, AssessorPoint, Groups, PartAnswers
from prongsai.flow.by_file.dossier import dossier_of
from prongsai.publish.assemble.compose import report
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.report import Cards, Chart, Report


def with_answers(answers: dict[str, PartAnswers]) -> Report:
    """The results of Rangsit with other answers, and without its own words."""
    one = example("rangsit")
    facts = dataclasses.replace(one.facts, answers=answers)
    return report(dossier_of(dataclasses.replace(one, facts=facts, document=None, claims=())), "results")


def test_respondents_shares_that_are_not_printed_add_to_a_hundred() -> None:
    groups = Groups(counts={"male": 1, "female": 1, "other": 1})
    made = with_answers({"IIT": PartAnswers(respondents=3, demographics={"gender": groups})})
    shares = [Decimal(made.figures[f"share:IIT.gender.{each}"].text) for each in ("male", "female", "other")]
    assert sum(shares) == Decimal("100.00")
    assert sorted(shares) == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]


def test_respondents_share_that_no_rounding_explains_is_put_right() -> None:
    groups = Groups(counts={"male": 30, "female": 70}, shares={"male": Decimal("33.00"), "female": Decimal("70.00")})
    made = with_answers({"IIT": PartAnswers(respondents=100, demographics={"gender": groups})})
    assert made.figures["share:IIT.gender.male"].text == "30.00"
    assert made.figures["share:IIT.gender.female"].text == "70.00"


def test_respondents_narrative_names_all_groups_that_tie() -> None:
    groups = Groups(counts={"male": 5, "female": 5, "other": 0})
    text = whole(with_answers({"EIT1": PartAnswers(respondents=10, demographics={"gender": groups})}))
    assert "มากที่สุดคือ ชาย 5 คน (ร้อยละ 50.00) และหญิง 5 คน (ร้อยละ 50.00)" in text


def test_respondents_of_rangsit_are_mostly_employees() -> None:
    # The agency's own sentence says officers, and 99.93 percent.
    text = whole(document("rangsit", "book"))
    assert "ระดับของเจ้าหน้าที่ มากที่สุดคือ ลูกจ้าง/พนักงานจ้าง 108 คน (ร้อยละ 57.45)" in text


@settings(max_examples=15)
@given(st.lists(st.integers(0, 400), min_size=6, max_size=6).filter(any))
def test_questions_shares_of_counts_add_to_a_hundred(counts: list[int]) -> None:
    answers = PartAnswers(respondents=sum(counts), items={"i1": Answers(counts=tuple(counts))})
    made = with_answers({"IIT": answers})
    assert sum(Decimal(made.figures[f"share:IIT.i1.{at}"].text) for at in range(1, 7)) == 100


def test_questions_with_the_same_choices_share_a_table_and_its_head() -> None:
    made = document("rangsit", "book")
    head = next(grid(made, table)[:3] for table in tables(made) if any("i1 " in row[0] for row in grid(made, table)))
    assert head[0] == ["ข้อคำถาม", "สัดส่วนคำตอบ (ร้อยละ)", "คะแนน"]
    assert head[1] == ["ไม่เป็นไปตามที่กำหนด", "เป็นไปตามที่กำหนด"]
    assert head[2] == ["น้อยที่สุด", "น้อย", "ค่อนข้างมาก", "มาก", "มากที่สุด"]
    rows = [grid(made, table) for table in tables(made)]
    assert any([row[0][:2] for row in each if row[0][:2] in ("e4", "e5", "e6")] == ["e4", "e5", "e6"] for each in rows)


def answered_otherwise(item: str, counts: tuple[int, ...]) -> Report:
    """Rangsit's book where staff answered one question otherwise."""
    given = source("rangsit")
    answers = given.facts.answers["IIT"]
    items = {**(answers.items or {}), item: Answers(counts=counts)}
    facts = dataclasses.replace(
        given.facts, answers={**given.facts.answers, "IIT": dataclasses.replace(answers, items=items)}
    )
    return report(dossier_of(dataclasses.replace(example("rangsit"), facts=facts)), "book")


def stacked(made: Report) -> list[Chart]:
    return [block for block in made.blocks if isinstance(block, Chart) and block.kind == "stacked"]


def test_questions_chart_orders_answers_by_their_points() -> None:
    charts = stacked(answered_otherwise("i1", (0, 0, 0, 0, 20, 168)))
    # Where nearly all answer alike a chart shows solid bars: there is none.
    assert len(charts) == 1 and stacked(document("rangsit", "book")) == []
    first = charts[0]
    assert first.categories == ("i1", "i2", "i3")
    full = first.series[-1]
    assert full.name == "คำตอบที่ได้ 100 คะแนน"
    # i2 and i3 are asked the other way round: their best answer is the first.
    assert full.keys == ("share:IIT.i1.6", "share:IIT.i2.1", "share:IIT.i3.1")


def test_questions_advice_never_names_an_item_that_rests_on_one_respondent() -> None:
    made = document("rangsit", "book")
    lines = [line for line in whole(made).splitlines() if "ยกระดับข้อ" in line or "ปรับปรุงข้อ" in line]
    assert lines
    assert [line for line in lines if any(code in line for code in (" i2", " i9", " e1", " e3", " e4"))] == []


def test_questions_advice_stands_under_every_indicator_whose_own_advice_is_left_out() -> None:
    # For signature no advice of the program stands: what is usual stands where the agency's own does not.
    lines = whole(report(dataclasses.replace(source("rangsit"), state="for-signature"), "book")).splitlines()
    starts = [
        next(at for at, line in enumerate(lines) if line.startswith(f"ตัวชี้วัดที่ {number} ") and "คะแนน)" in line)
        for number in range(1, 9)
    ]
    parts = [lines[start:end] for start, end in itertools.pairwise([*starts, len(lines)])]
    assert [any(line.startswith("คำแนะนำ: ") for line in part) for part in parts] == [True] * 8


def test_items_that_rest_on_one_respondent_are_not_called_lowest() -> None:
    given = source("rangsit")
    made = report(given, "analysis")
    lines = [line for line in whole(made).splitlines() if line.startswith("ข้อที่ได้คะแนนน้อยที่สุด")]
    assert [line for line in lines if "i2" in line or "i9" in line] == []


def test_items_lowest_that_tie_are_all_named() -> None:
    text = whole(document("watthana-nakhon", "book", "arabic"))
    assert "ข้อที่ได้คะแนนน้อยที่สุด: i10 ขอยืมทรัพย์สินถูกขั้นตอน และ i12 การกำกับดูแลทรัพย์สิน (96.67 คะแนน)" in text


def test_items_cause_that_speaks_of_another_item_than_the_lowest_is_replaced() -> None:
    # The agency's document calls o10 the lowest of indicator 9; it has 100.
    text = whole(document("watthana-nakhon", "book", "arabic"))
    cause, written = "หน่วยงานไม่ได้แสดงรายละเอียดวิธีใช้งาน", example("watthana-nakhon").document
    assert written is not None and any(cause in (section.text or "") for section in written.sections)
    assert cause not in text
    assert "สาเหตุ: เจ้าหน้าที่บางรายขอยืมทรัพย์สินของทางราชการไปใช้ในการปฏิบัติงานโดยไม่ถูกต้อง" in text


def test_items_of_equal_scores_have_no_lowest() -> None:
    assert "\nทุกข้อได้คะแนนเท่ากัน\n" in whole(document("watthana-nakhon", "book"))


def test_results_cards_hold_total_target_and_change() -> None:
    made = document("rangsit", "results")
    (cards,) = [block for block in made.blocks if isinstance(block, Cards)]
    shown = [(label, said(figure, made)) for label, figure, _ in cards.cards]
    assert shown == [("คะแนนรวม", "99.70"), ("เป้าหมาย (คะแนน)", "85"), ("คะแนนรวมปี 2567", "98.25")]


def test_instruments_say_which_of_them_keeps_the_level_down() -> None:
    assert "ต้องเพิ่มคะแนน OIT จาก 74.50 เป็นอย่างน้อย 85.00 (อีก 10.50 คะแนน)" in whole(document("mae-sot", "book"))


def test_history_says_in_words_that_years_do_not_compare() -> None:
    text = whole(document("rangsit", "book"))
    assert "คะแนนสองปีนี้เทียบกันโดยตรงไม่ได้" in text
    assert "ปี 2567 กับปี 2568 (OIT)" in text
    # Said once with its reason; what follows gives the other reasons alone.
    assert text.count("เทียบกันโดยตรงไม่ได้") == 2  # on the card of the year before, and here
    assert "ไม่ควรเทียบกันโดยตรง" not in text and "เทียบกับปี 2568 ได้หรือไม่" not in text
    assert text.count("วิธีคิดคะแนน OIT ซึ่งมีน้ำหนักร้อยละ 40 ของคะแนนรวมเปลี่ยนไป") == 1


def test_history_needs_two_years_with_the_same_figure() -> None:
    assert not any("ย้อนหลัง" in each for each in headings(document("trang", "results")))


def test_indicators_that_are_known_of_one_part_only_stand_in_its_column() -> None:
    made = document("watthana-nakhon", "results", "arabic")
    table = next(grid(made, each) for each in tables(made) if grid(made, each)[0][0] == "ตัวชี้วัดที่")
    assert table[0] == ["ตัวชี้วัดที่", "ตัวชี้วัด", "เครื่องมือ", "คะแนน", "EIT ส่วนที่ 1"]
    assert table[6] == ["6", "คุณภาพการดำเนินงาน", "EIT", "–", "96.90"]


def test_figures_of_unconfirmed_rules_have_a_star_and_a_note() -> None:
    text = whole(document("rangsit", "book"))
    assert "98.75*" in text
    assert "* คำนวณจากหลักเกณฑ์ที่ยังไม่ยืนยัน" in text


def test_disclosure_groups_items_by_sub_indicator() -> None:
    made = document("rangsit", "book")
    found = [grid(made, each) for each in tables(made)]
    table = next(each for each in found if each[0] == ["ข้อ", "หัวข้อการประเมิน", "คะแนน"])
    assert table[1][0] == "9.1 ข้อมูลพื้นฐาน"
    assert [row[0] for row in table[2:6]] == ["o1", "o2", "o3", "o4"]
    assert table[3][2] == "50.00"


def test_assessor_points_of_several_items_show_each_score() -> None:
    given = source("rangsit")
    point = AssessorPoint(scope="items", ids=("e1", "e2"), part="EIT1", issue="ก", advice="ข", refs=("9.1", "o3"))
    facts = dataclasses.replace(given.facts, assessor=(point,))
    made = report(dataclasses.replace(given, facts=facts), "analysis")
    row = next(
        row for table in tables(made) for row in grid(made, table) if "(99.79)" in row[0] and "(99.82)" in row[0]
    )
    # Too few are behind what the two lost: the scores stand instead of what was answered.
    assert row[1] == "e1 ได้ 99.82 คะแนน e2 ได้ 99.79 คะแนน"
    assert "อ้างอิง 9.1 ข้อมูลพื้นฐาน, o3 ข้อมูลการติดต่อ" in row[2]


def test_assessor_text_that_the_scores_contradict_gets_a_remark() -> None:
    # Printed: indicators 1 to 5 are highest; 1 and 3 are not.
    assert "หมายเหตุ เมื่อพิจารณาจากคะแนนในรายงานนี้ คะแนนสูงสุดคือ ตัวชี้วัดที่ 2" in whole(document("rangsit", "book"))


def bare(name: str) -> Dossier:
    """An example without words of its own."""
    return dataclasses.replace(source(name), document=None)


def test_agency_without_own_words_gets_ours() -> None:
    made = report(bare("mae-sot"), "book", "standard")
    assert {"คำนำ", "หลักการและเหตุผล"} <= set(headings(made))
    text = whole(made)
    assert "เทศบาลนครแม่สอดจัดทำรายงานฉบับนี้จากผลการประเมินประจำปีงบประมาณ พ.ศ. 2568" in text
    assert "ประจำปีงบประมาณ พ.ศ. 2569" in text
