"""Proposed rows: each answers a finding, none names one respondent, and the plan checks find nothing wrong."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from found_cases import NOW, example, found_in
from small_facts import all_marks, answered, facts_of, published

from prongsai.criteria.deadlines import Deadline
from prongsai.criteria.editions import edition, editions
from prongsai.flow.rules.deadlines import deadline
from prongsai.improve.plan import Plan
from prongsai.improve.plan_checks import plan_contradictions
from prongsai.improve.proposals import ANYONE, Proposal, propose, unit_of

EXAMPLES = ["rangsit-2568", "watthana-nakhon-2568", "mae-sot-2568", "trang-2564", "mae-sai-2566"]
FORM = "nacc-five-column"


def proposals(name: str, form: str | None = None) -> tuple[Proposal, ...]:
    criteria, _, _, found = example(name)
    year = criteria.year + 1
    return propose(criteria, found, plan_year=year, form=form, deadline=deadline("disclosure", year))


@pytest.mark.parametrize("name", EXAMPLES)
def test_proposals_make_a_plan_that_the_checks_leave_alone(name: str) -> None:
    criteria, _, card, _ = example(name)
    year = criteria.year + 1
    plan = Plan(year=year, rows=tuple(each.row() for each in proposals(name)))

    assert plan_contradictions(criteria, card, plan, deadline("disclosure", year)) == ()


def test_proposals_of_rangsit_leave_one_respondent_in_peace() -> None:
    found = proposals("rangsit-2568", FORM)

    assert [(each.answers, each.items, each.issue) for each in found] == [
        ("loss", ("o2",), "3"),
        ("weak-item", ("e2",), "2"),
    ]
    assert all(each.issue_certainty == "inferred" for each in found)


def test_proposals_for_disclosure_end_before_items_are_filed() -> None:
    found = proposals("mae-sot-2568", FORM)
    losses = [each for each in found if each.answers == "loss"]

    assert [each.items[0] for each in losses] == ["o27", "o12", "o16", "o7", "o9", "o1", "o2", "o4"]
    for each in losses:
        assert each.period.ends == datetime.date(2026, 3, 31)
        assert each.period.starts == datetime.date(2025, 10, 1)
        assert (each.goals[0].figure, each.goals[0].score) == (f"OIT.{each.items[0]}", Decimal(100))
        assert each.measure.startswith("จัดทำและเผยแพร่")
        assert each.owners[0].role == "lead" and all(owner.role == "joint" for owner in each.owners[1:])


def test_proposal_without_a_known_deadline_names_it_in_words() -> None:
    criteria, _, _, found = example("rangsit-2568")
    (loss, _) = propose(criteria, found, plan_year=2569)

    assert (loss.period.ends, loss.issue, loss.issue_certainty) == (None, None, None)
    assert "ก่อนสิ้นสุดระยะเวลาตอบแบบ OIT" in loss.period.text


def test_proposal_with_an_early_deadline_ends_on_it() -> None:
    criteria, _, _, found = example("rangsit-2568")
    early = datetime.date(2025, 10, 20)

    assert propose(criteria, found, plan_year=2569, deadline=Deadline(early))[0].period.ends == early


def test_proposal_for_an_item_that_the_assessor_named_in_two_parts() -> None:
    one = next(each for each in proposals("mae-sot-2568") if each.items == ("e4",))

    assert one.figures == ("EIT1.e4", "EIT2.e4")
    assert "(EIT ส่วนที่ 1) และ e4" in one.analysis.say()
    assert one.goals == ()
    assert one.row().success == ("ดำเนินการครบทุกขั้นตอนและรายงานผลต่อผู้บริหาร",)


def test_proposals_for_weak_indicators_of_which_no_item_is_known() -> None:
    found = proposals("trang-2564", "form-2565")

    assert [(each.answers, each.indicators, each.items) for each in found] == [
        ("weakness", ("8",), ()),
        ("weakness", ("4",), ()),
    ]
    assert found[1].measure == "ทบทวนและปรับปรุงกระบวนงานด้านการใช้ทรัพย์สินของราชการ"
    assert 0 < len(found[1].steps) <= 4
    assert found[0].goals[0].sentence.say() == "คะแนน ตัวชี้วัดที่ 8 การปรับปรุงการทำงาน ไม่ลดลงจาก 90.55 คะแนน"


def test_proposal_for_a_weak_disclosure_indicator_ends_before_filing_too() -> None:
    _, found = found_in(NOW, facts_of(NOW, told=published(indicators={"9": "60", "10": "90"})))
    (one,) = propose(NOW, found, plan_year=2569, form=FORM, deadline=Deadline(datetime.date(2026, 4, 30)))

    assert (one.indicators, one.period.ends, one.issue) == (("9",), datetime.date(2026, 3, 31), "3")
    assert (one.goals[0].figure, one.goals[0].score) == ("ind:9", Decimal(85))


def test_proposal_of_a_part_serves_its_indicator_once() -> None:
    told = published(part_indicators={"EIT1": {"6": "80", "7": "90"}, "EIT2": {"6": "70"}})
    _, found = found_in(NOW, facts_of(NOW, told=told))

    assert [each.indicators for each in propose(NOW, found, plan_year=2569)] == [("6",)]


def test_proposals_leave_out_a_weakness_of_one_respondent() -> None:
    counts = {"i1": [1, 0, 0, 0, 0, 4], "i2": [5, 0, 0, 0, 0, 0], "i3": [4, 1]}
    _, found = found_in(NOW, facts_of(NOW, answers={"IIT": answered(5, counts)}), weak_below="90")

    assert [(each.figure, each.private) for each in found.weaknesses] == [("ind:1", True)]
    assert propose(NOW, found, plan_year=2569) == ()


def test_proposals_without_recommendations_still_stand() -> None:
    bare = replace(NOW, recommendations={})
    told = published(items={"IIT": {"i1": "70"}})
    _, found = found_in(bare, facts_of(NOW, told=told, marks=all_marks(NOW, o1="0")))
    rows = propose(bare, found, plan_year=2569)

    assert [each.items for each in rows] == [("o1",), ("i1",)]
    assert rows[1].measure == "ปรับปรุงการทำงานในเรื่อง “ตามขั้นตอนและเวลา”"
    assert rows[1].steps == () and rows[1].owners[0].unit == ANYONE
    assert rows[1].goals[0].score == Decimal(85)


def test_proposals_are_marked_as_ours() -> None:
    assert {each.label.th for each in proposals("mae-sot-2568")} == {
        "ข้อเสนอของระบบโปร่งใส (Prongsai) ให้หน่วยงานพิจารณาและแก้ไขก่อนใช้"
    }


def test_propose_refuses_a_form_that_the_edition_lacks() -> None:
    criteria, _, _, found = example("rangsit-2568")

    with pytest.raises(KeyError):
        propose(criteria, found, plan_year=2569, form="no-such-form")


@pytest.mark.parametrize("name", editions())
def test_acts_of_every_edition_name_a_unit_that_we_know(name: str) -> None:
    for recommendation in edition(name).recommendations.values():
        # One act of o1 is addressed to two kinds of agency, not to a unit.
        known = [unit_of(act) != ANYONE for act in recommendation.advice]
        assert known[0] and known.count(False) <= 1, recommendation.item


@pytest.mark.parametrize("name", ["nacc-2568", "nacc-2569"])
def test_issues_are_known_for_every_indicator_and_name_what_exists(name: str) -> None:
    criteria = edition(name)
    form = criteria.forms[FORM]

    assert set(criteria.indicators) <= set(form.issue_of)
    assert set(form.issue_of) <= set(criteria.indicators) | set(criteria.sub_indicators) | set(criteria.items)
    assert set(form.issue_of.values()) == {number for number, _, _ in form.issues}
    assert form.issue_origin is not None and form.issue_origin.certainty == "inferred"


def test_measures_of_perception_items_are_acts_and_not_the_question() -> None:
    named = [each for each in NOW.recommendations.values() if each.item[0] in "ie"]

    assert len({each.measure for each in named}) == len(named) == 24
    for each in named:
        assert each.measure is not None and NOW.items[each.item].wording[:20] not in each.measure
