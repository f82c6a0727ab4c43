"""Advice, an assessor's points and measures that leave out the lowest of a group: notes, and no contradictions."""

from __future__ import annotations

import dataclasses

import pytest
from small_facts import facts_of, published

from prongsai.analyze.claims import Contradiction
from prongsai.assess.score import score
from prongsai.collect.facts import AssessorPoint
from prongsai.criteria.editions import edition
from prongsai.flow.by_file.check import noted
from prongsai.flow.by_file.examples import examples
from prongsai.flow.by_file.score import assessed
from prongsai.improve.plan import Plan, Row
from prongsai.improve.plan_notes import lowest_left_out

NACC = edition("nacc-2568")
ITEMS = {
    "EIT1": {"e1": "95.00", "e2": "91.00", "e3": "97.00"},
    "EIT2": {"e1": "100", "e2": "100", "e3": "100"},
}
INDICATORS = {"6": "96.03", "7": "95.47", "8": "95.48"}
HEAD = "ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน"


def notes(
    *advice: tuple[str, str],
    points: tuple[AssessorPoint, ...] = (),
    plan: Plan | None = None,
    items: dict[str, dict[str, str]] | None = None,
) -> tuple[Contradiction, ...]:
    facts = facts_of(NACC, told=published(items=items or ITEMS, indicators=INDICATORS))
    facts = dataclasses.replace(facts, assessor=points)
    return lowest_left_out(NACC, facts, score(NACC, facts), advice, plan)


def test_advice_that_raises_another_than_the_lowest_question_is_noted() -> None:
    (note,) = notes((HEAD, "ควรรักษาระดับคะแนนของข้อ e1 e2 และ e3 ไว้ และยกระดับข้อ e3 โดยอบรมเจ้าหน้าที่"))
    assert note.kind == "note" and note.where == HEAD
    assert note.figures == ("EIT1.e3", "EIT2.e3", "EIT1.e2")
    assert note.so.en.endswith("(91.00)")


@pytest.mark.parametrize(
    "text",
    [
        "ควรยกระดับข้อ e2 โดยอบรมเจ้าหน้าที่",
        "ควรยกระดับข้อ e3 และ e2",
        "ควรรักษาระดับคะแนนของข้อ e1 และ e3 ไว้",
        "ควรยกระดับข้อ e4",  # of another indicator than the heading's
        "ควรยกระดับข้อ e77",
    ],
)
def test_advice_that_names_the_lowest_or_raises_nothing_of_the_group_is_left_alone(text: str) -> None:
    assert notes((HEAD, text)) == ()


def test_nothing_is_noted_where_scores_are_equal_or_not_known() -> None:
    equal = {"EIT1": dict.fromkeys(("e1", "e2", "e3"), "95.00")}
    assert notes((HEAD, "ควรยกระดับข้อ e3"), items=equal) == ()
    assert notes((HEAD, "ควรยกระดับข้อ e3"), items={"EIT1": {"e2": "91.00"}}) == ()


def asks(*ids: str, advice: str = "ควรพัฒนาและปรับปรุงการดำเนินการด้านนี้") -> AssessorPoint:
    return AssessorPoint(scope="indicator", ids=ids, advice=advice)


def test_assessor_who_asks_for_another_indicator_than_the_lowest_is_noted() -> None:
    (note,) = notes(points=(asks("6", advice="ควรรักษามาตรฐานไว้"), asks("8")))
    assert note.where == "assessor.2" and note.figures == ("ind:8", "ind:7")
    assert notes(points=(asks("8"), asks("7"))) == ()
    assert notes(points=(asks("7"),)) == ()
    assert notes(points=(asks("8", advice="ควรรักษามาตรฐานการปรับปรุงไว้"),)) == ()


def test_plan_that_leaves_out_the_lowest_or_what_the_assessor_named_is_noted() -> None:
    (lowest,) = notes(plan=Plan(year=2569, rows=(Row(measures=("อบรมเจ้าหน้าที่",), items=("e3",)),)))
    assert lowest.where == "plan.rows.1" and lowest.figures[-1] == "EIT1.e2"
    both = Plan(year=2569, rows=(Row(measures=("อบรมเจ้าหน้าที่",), items=("e3", "e2")),))
    assert notes(plan=both) == ()
    point = AssessorPoint(scope="items", part="EIT2", ids=("e3",), advice="ควรประกาศ No Gift Policy")
    other = Plan(year=2569, rows=(Row(measures=("อบรมเจ้าหน้าที่",), items=("e2",)),))
    (left,) = notes(points=(point,), plan=other)
    assert left.figures == ("EIT2.e3",) and left.where == "plan.rows"
    named = Plan(year=2569, rows=(Row(measures=("ประกาศ No Gift Policy (e3)",), items=("e2",)),))
    assert notes(points=(point,), plan=named) == ()


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("rangsit-2568", [("EIT1.e3", "EIT2.e3", "EIT1.e2")]),
        ("mae-sot-2568", [("ind:8", "ind:7"), "EIT2.e3"]),
        ("mae-sai-2566", []),
    ],
)
def test_notes_of_the_examples(name: str, figures: list[tuple[str, ...] | str]) -> None:
    one = examples()[name]
    found = [note.figures for note in noted(one, *assessed(one))]
    assert len(found) == len(figures)
    assert all(want in got if isinstance(want, str) else want == got for want, got in zip(figures, found, strict=True))
