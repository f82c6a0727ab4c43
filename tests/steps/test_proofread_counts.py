"""What a document says by what stands under its headings, and by figures of earlier years that were only computed."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from prongsai.analyze.claims import Contradiction
from prongsai.analyze.history import score_past
from prongsai.analyze.printed_before import with_computed
from prongsai.assess.score import score
from prongsai.criteria.editions import edition
from prongsai.flow.by_file.examples import examples
from prongsai.proofread.document.passages import Collector
from prongsai.proofread.judging import document_contradictions

MAE_SOT = examples()["mae-sot-2568"]
NOW = edition("nacc-2568")
NOTE = "ปี 2567: คะแนนรวม IIT EIT และ OIT คำนวณจากคะแนนย่อยที่ประกาศ มิใช่คะแนนที่ประกาศ"


def found(*lines: tuple[int, str] | str) -> tuple[Contradiction, ...]:
    """What is found in lines; those with a level are headings."""
    made = Collector()
    for line in lines:
        if isinstance(line, tuple):
            made.heading(line[1], line[0])
        else:
            made.paragraph(line)
    facts = MAE_SOT.facts
    past = facts.history[2567]
    assert past.criteria is not None
    cards = {2567: score_past(2567, edition(past.criteria), past.published)}
    return document_contradictions(NOW, facts, score(NOW, facts), made.pieces, with_computed(facts, cards))


def strengths(heading: str, *below: tuple[int, str]) -> tuple[Contradiction, ...]:
    named = [(3, f"ตัวชี้วัดที่ {number}") for number in (3, 6, 2)]
    return found((2, heading), *named, *below, (2, "ข้อเสนอแนะ"), (3, "ตัวชี้วัดที่ 9"))


def test_heading_says_as_many_indicators_as_stand_under_it() -> None:
    assert strengths("จุดแข็ง จำนวน 3 ตัวชี้วัด") == ()
    (wrong,) = strengths("จุดแข็ง จำนวน ๔ ตัวชี้วัด")
    assert (wrong.kind, wrong.figures) == ("count", ("ind:3", "ind:6", "ind:2"))
    assert wrong.so.th == "ใต้หัวข้อนี้มี 3 ตัวชี้วัด"


@pytest.mark.parametrize("below", [(3, "สรุป"), (3, "ตัวชี้วัดที่ 3"), (3, "ตัวชี้วัดที่ 1 และตัวชี้วัดที่ 4")])
def test_what_stands_under_a_heading_is_counted_only_where_each_is_an_indicator(below: tuple[int, str]) -> None:
    assert strengths("จุดแข็ง จำนวน 7 ตัวชี้วัด", below) == ()
    assert found((2, "จุดแข็ง จำนวน 7 ตัวชี้วัด"), "ตัวชี้วัดที่ 3 การใช้อำนาจ ได้ 99.31 คะแนน") == ()


def test_figures_that_were_computed_are_compared_where_the_document_says_so() -> None:
    right, wrong = "ในปี 2567 ได้คะแนนรวม 92.07* คะแนน", "ในปี 2567 ได้คะแนนรวม 97.02* คะแนน"
    assert found(right, NOTE) == () and found(wrong) == ()
    (told,) = found(wrong, NOTE)
    assert (told.figures, told.why.th) == (("total",), "คำนวณจากคะแนนที่ประกาศในปี 2567 ได้ 92.07")
    (level,) = found("ในปี 2567 ได้คะแนนรวม 92.07* คะแนน อยู่ในระดับผ่านดีเยี่ยม", NOTE)
    assert (level.kind, level.so.th) == ("level", "ปี 2567 ระดับ “ผ่านดี”")


def test_what_was_announced_stays_as_it_was() -> None:
    past = MAE_SOT.facts.history[2567]
    assert past.criteria is not None
    announced = dataclasses.replace(past.published, total=Decimal("90.10"))
    facts = dataclasses.replace(MAE_SOT.facts, history={2567: dataclasses.replace(past, published=announced)})
    whole = with_computed(facts, {2567: score_past(2567, edition(past.criteria), announced)}).history[2567].published
    assert whole.total == Decimal("90.10") and announced.scores().items() <= whole.scores().items()
    assert (whole.instruments or {})["EIT"] == Decimal("94.46")


def test_lowest_of_a_set_is_disproved_by_one_that_is_lower_though_not_all_are_known() -> None:
    line = "ตัวชี้วัดที่ 5 การแก้ไขปัญหาการทุจริต ได้ 93.82 คะแนน โดยข้อที่ได้คะแนนต่ำที่สุด คือ {}"
    assert found(line.format("i15 เชื่อมั่นเรื่องร้องเรียน (92.94 คะแนน)")) == ()
    (wrong,) = found(line.format("i14 ป้องกันการทุจริตได้ (93.82 คะแนน)"))
    assert (wrong.kind, wrong.figures) == ("lowest", ("IIT.i14",))
    # What nobody can say is left alone: i13 is not known.
    assert found(line.format("i13 ผู้บริหารให้ความสำคัญ")) == ()


def test_items_that_lack_something_are_at_least_those_that_are_known() -> None:
    line = "หากเผยแพร่ครบจนได้คะแนนเต็มทั้ง {} ข้อ คะแนนรวมจะเพิ่มราว 10.20 คะแนน"
    assert found(line.format(8)) == found(line.format(9)) == ()
    (wrong,) = found(line.format(6))
    assert wrong.so.th == "มีอย่างน้อย 8 ข้อ"
