"""Ranking, strengths, weaknesses and lowest items: ties are named together, one respondent is no finding."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from found_cases import NOW, example, found_in
from hypothesis import given
from hypothesis import strategies as st
from small_facts import answered, facts_of, published

from prongsai.analyze.bars import bars
from prongsai.analyze.finding.strengths import bar
from prongsai.analyze.ranking import least_possible
from prongsai.analyze.respondents_behind import Behind, behind_indicator, behind_item
from prongsai.assess.score import score
from prongsai.collect.facts import AssessorPoint
from prongsai.criteria.editions import edition

EARLIER = edition("nacc-2564")


def test_ranking_shares_ranks_and_covers_all_ten_indicators() -> None:
    *_, found = example("trang-2564")

    assert [(each.figure, each.rank) for each in found.ranking] == [
        ("ind:9", 1), ("ind:10", 1), ("ind:7", 3), ("ind:1", 4), ("ind:5", 5),
        ("ind:3", 6), ("ind:2", 7), ("ind:6", 8), ("ind:4", 9), ("ind:8", 10),
    ]  # fmt: skip
    assert [each.figure for each in found.rankings["EIT"]] == ["ind:7", "ind:6", "ind:8"]


def test_rankings_of_parts_stand_apart() -> None:
    *_, found = example("watthana-nakhon-2568")

    assert [each.figure for each in found.rankings["EIT1"]] == ["ind:6@EIT1", "ind:8@EIT1", "ind:7@EIT1"]
    assert found.rankings["EIT2"] == ()


def test_extremes_of_mae_sot_are_what_its_document_prints() -> None:
    *_, found = example("mae-sot-2568")
    by_scope = {each.scope: (each.highest, each.lowest) for each in found.extremes}

    assert by_scope["indicators"] == (("ind:3",), ("ind:9",))
    assert by_scope["IIT"] == (("ind:3",), ("ind:4",))
    assert by_scope["EIT"] == (("ind:6",), ("ind:7",))
    assert by_scope["EIT1"] == ((), ())


def test_extremes_leave_out_what_rests_on_one_respondent() -> None:
    *_, found = example("rangsit-2568")
    by_scope = {each.scope: each for each in found.extremes}

    assert by_scope["IIT"].highest == ("ind:2", "ind:4", "ind:5")
    assert by_scope["IIT"].lowest == ()
    assert by_scope["EIT"].lowest == by_scope["EIT2"].lowest == ()
    assert by_scope["EIT1"].lowest == ("ind:6@EIT1",)


def test_strong_and_weak_follow_the_bar_that_trang_uses() -> None:
    *_, found = example("trang-2564", "91")

    assert [each.figure for each in found.strengths] == [
        "ind:9", "ind:10", "ind:7", "ind:1", "ind:5", "ind:3", "ind:2", "ind:6",
    ]  # fmt: skip
    assert [(each.figure, each.why) for each in found.weaknesses] == [
        ("ind:8", ("below-threshold", "lowest-of-instrument")),
        ("ind:4", ("below-threshold", "lowest-of-instrument")),
    ]
    assert "ต่ำกว่าเกณฑ์ 91 คะแนน และต่ำที่สุดใน IIT" in found.weaknesses[1].sentence.say()


def test_weakness_of_mae_sot_says_why() -> None:
    *_, found = example("mae-sot-2568")

    assert {each.figure: each.why for each in found.weaknesses} == {
        "ind:9": ("below-threshold", "lowest-of-instrument"),
        "ind:10": ("below-threshold",),
        "ind:4": ("lowest-of-instrument",),
        "ind:7": ("lowest-of-instrument",),
    }
    assert [each.figure for each in found.weaknesses] == ["ind:9", "ind:10", "ind:4", "ind:7"]


def test_weakness_is_none_where_one_respondent_is_behind_it() -> None:
    *_, found = example("rangsit-2568")
    standing = {each.figure: each for each in found.standings}

    assert [each.figure for each in found.weaknesses] == ["ind:9"]
    assert standing["ind:1"].private and standing["ind:3"].private
    assert standing["ind:6"].behind == Behind(2, False, 560)
    assert not standing["ind:6"].private


def test_weakness_is_judged_in_its_part_where_the_whole_is_not_known() -> None:
    *_, found = example("watthana-nakhon-2568")
    part = {each.figure: each for each in found.standings if "@" in each.figure}

    assert set(part) == {"ind:6@EIT1", "ind:7@EIT1", "ind:8@EIT1"}
    assert part["ind:7@EIT1"].why == ("lowest-of-instrument",)
    assert part["ind:7@EIT1"].among == "EIT1"
    assert part["ind:6@EIT1"].highest


def test_strength_that_ties_names_the_others() -> None:
    *_, found = example("rangsit-2568")
    best = next(each for each in found.strengths if each.figure == "ind:2")

    assert best.tied == ("ind:4", "ind:5")
    assert "สูงที่สุดใน IIT ร่วมกับ ตัวชี้วัดที่ 4" in best.sentence.say()
    assert "the highest in IIT, along with indicator 4" in best.sentence.say("en")


def test_bar_is_the_target_of_the_edition_or_the_usual_one() -> None:
    assert bar(NOW) == Decimal(85)
    assert bar(NOW, Decimal("90.5")) == Decimal("90.5")
    assert bar(replace(NOW, targets=())) == bars().usual_target == 85


def test_lowest_items_of_rangsit_name_nobody_but_two() -> None:
    *_, found = example("rangsit-2568")
    iit, eit1 = found.lowest_of("IIT"), found.lowest_of("EIT1")

    assert iit is not None and eit1 is not None
    assert [(each.figure, each.private) for each in iit.figures] == [("IIT.i2", True), ("IIT.i9", True)]
    assert iit.public == ()
    assert iit.sentence.say() == "IIT: ได้คะแนนเต็มหรือคะแนนเกือบเต็มทุกข้อ"
    assert eit1.public == ("EIT1.e2",)
    said = eit1.figures[0].sentence
    assert said is not None
    assert said.say() == "ผู้ตอบ 2 คนจาก 560 คน เลือกคำตอบที่ไม่ได้คะแนนเต็ม"
    assert said.figures["respondents"].key == "count:EIT1.respondents"


def test_lowest_is_none_where_all_are_equal() -> None:
    *_, found = example("rangsit-2568")

    for scope in ("EIT2", "ind:2", "ind:4", "ind:5", "ind:7@EIT1", "ind:6@EIT2", "ind:10"):
        assert found.lowest_of(scope) is None, scope


def test_lowest_items_that_tie_are_all_named() -> None:
    *_, found = example("watthana-nakhon-2568")
    property_items, iit = found.lowest_of("ind:4"), found.lowest_of("IIT")

    assert property_items is not None and property_items.public == ("IIT.i10", "IIT.i12")
    assert iit is not None and iit.public == ("IIT.i10", "IIT.i12", "IIT.i14")


def test_lowest_item_of_some_that_are_known_says_so() -> None:
    told = published(items={"IIT": {"i1": "91.03", "i2": "95.00"}})
    _, found = found_in(NOW, facts_of(NOW, told=told))
    first = found.lowest_of("ind:1")

    assert first is not None and first.public == ("IIT.i1",) and not first.complete
    assert "เท่าที่ทราบคะแนน" in first.sentence.say()


def test_lowest_item_is_certain_where_the_indicator_leaves_the_others_no_room_below() -> None:
    criteria, _, card, found = example("mae-sot-2568")
    lowest = {scope: found.lowest_of(scope) for scope in ("ind:1", "ind:2", "ind:4", "IIT")}
    least = {figure: least_possible(criteria, card, figure) for figure in ("IIT.i2", "IIT.i5", "IIT.i11", "EIT1.e1")}

    # What rounding hides is taken off: 3 × 95.24 − 91.03 − 100 is 94.69.
    assert least == {
        "IIT.i2": Fraction("94.67"), "IIT.i5": Fraction("95.41"), "IIT.i11": Fraction("91.74"), "EIT1.e1": None,
    }  # fmt: skip
    assert {scope: low.public for scope, low in lowest.items() if low is not None and low.complete} == {
        "ind:1": ("IIT.i1",), "ind:2": ("IIT.i4",), "ind:4": ("IIT.i10",), "IIT": ("IIT.i10",),
    }  # fmt: skip
    assert all("เท่าที่ทราบ" not in low.sentence.say() for low in lowest.values() if low is not None)


def test_lowest_item_stays_open_where_another_may_be_as_low() -> None:
    told = published(items={"IIT": {"i1": "95.00"}}, indicators={"1": "95.00"})
    _, found = found_in(NOW, facts_of(NOW, told=told))

    assert found.lowest_of("ind:1") is None


def test_lowest_item_with_too_few_answers_is_not_called_nearly_full() -> None:
    counts = {"i1": [1, 0, 0, 0, 0, 4], "i2": [5, 0, 0, 0, 0, 0], "i3": [5, 0]}
    _, found = found_in(NOW, facts_of(NOW, answers={"IIT": answered(5, counts)}))
    low = found.lowest_of("ind:1")

    assert low is not None and low.score == Decimal("80.00") and low.public == ()
    assert low.sentence.say("en") == "indicator 1 Performance of duties: too few answers to be read item by item."


def test_behind_counts_those_who_chose_less_than_the_full_score() -> None:
    facts = facts_of(NOW, answers={"IIT": answered(10, {"i1": [0, 0, 0, 1, 2, 7], "i2": [9, 1, 0, 0, 0, 0]})})
    card = score(NOW, facts)

    assert behind_item(NOW, facts, card, "IIT.i1") == Behind(3, True, 10)
    assert behind_item(NOW, facts, card, "IIT.i2") == Behind(1, True, 10)
    assert behind_item(NOW, facts, card, "IIT.i3") is None
    assert behind_item(NOW, facts, card, "OIT.o1") is None


def test_behind_is_at_least_so_many_where_only_the_score_is_known() -> None:
    told = published(items={"IIT": {"i1": "99.00", "i2": "96.67", "i3": "100", "i4": "80.00"}})
    known = facts_of(NOW, told=told, answers={"IIT": answered(30)})
    unknown = facts_of(NOW, told=told)

    assert behind_item(NOW, known, score(NOW, known), "IIT.i1") == Behind(1, False, 30)
    assert behind_item(NOW, known, score(NOW, known), "IIT.i2") == Behind(1, False, 30)
    assert behind_item(NOW, known, score(NOW, known), "IIT.i3") == Behind(0, True, 30)
    assert behind_item(NOW, known, score(NOW, known), "IIT.i4") == Behind(6, False, 30)
    assert behind_item(NOW, unknown, score(NOW, unknown), "IIT.i4") is None


def test_behind_shares_that_fit_several_counts_is_at_least_the_fewest() -> None:
    shares = ["0.0", "0.0", "0.0", "0.0", "0.1", "99.9"]
    facts = facts_of(NOW, answers={"IIT": answered(3000, shares={"i1": shares})})
    full = facts_of(NOW, answers={"IIT": answered(3000, shares={"i1": ["0", "0", "0", "0", "0", "100"]})})

    found = behind_item(NOW, facts, score(NOW, facts), "IIT.i1")
    assert found is not None and not found.exact and 1 <= found.least <= 3
    assert behind_item(NOW, full, score(NOW, full), "IIT.i1") == Behind(0, False, 3000)


def test_behind_shares_without_the_number_of_respondents_is_not_known() -> None:
    facts = facts_of(NOW, answers={"IIT": answered(None, shares={"i1": ["0", "0", "0", "0", "10", "90"]})})

    assert behind_item(NOW, facts, score(NOW, facts), "IIT.i1") is None


def test_behind_an_item_of_sub_questions_is_the_most_of_one() -> None:
    answers = {"IIT": answered(10, {"i1.1": [0, 0, 4, 6], "i1.2": [0, 0, 1, 9], "i2": [0, 0, 0, 10]})}
    facts = facts_of(EARLIER, answers=answers)

    assert behind_item(EARLIER, facts, score(EARLIER, facts), "IIT.i1") == Behind(4, False, 10)
    assert behind_item(EARLIER, facts, score(EARLIER, facts), "IIT.i2") == Behind(0, True, 10)


def test_behind_a_question_whose_points_are_not_known_is_not_known() -> None:
    asked = NOW.items["i1"]
    assert asked.question is not None
    blind = replace(NOW, items=NOW.items | {"i1": replace(asked, question=replace(asked.question, scale=None))})
    facts = facts_of(NOW, answers={"IIT": answered(10, {"i1": [0, 0, 0, 0, 5, 5]})})

    assert behind_item(blind, facts, score(NOW, facts_of(NOW)), "IIT.i1") is None


def test_behind_an_indicator_is_not_known_while_an_item_is_not() -> None:
    one = {"i1": [0, 0, 0, 0, 1, 9]}
    facts = facts_of(NOW, answers={"IIT": answered(10, one)})
    two = facts_of(NOW, answers={"IIT": answered(10, {"i1": [0, 0, 0, 0, 2, 8]})})

    assert behind_indicator(NOW, facts, score(NOW, facts), "ind:1") is None
    assert behind_indicator(NOW, two, score(NOW, two), "ind:1") == Behind(2, False, 10)
    assert behind_indicator(NOW, facts, score(NOW, facts), "ind:9") is None


def test_weak_items_are_below_the_bar_lowest_lost_or_named() -> None:
    *_, found = example("mae-sot-2568")
    why = {each.figure: each.why for each in found.weak_items}

    assert why["IIT.i10"] == ("lowest-of-instrument", "lowest-of-indicator", "named-by-assessor")
    assert why["IIT.i1"] == ("lowest-of-indicator", "named-by-assessor")
    assert why["EIT2.e3"] == ("named-by-assessor",) and "EIT1.e3" not in why
    assert why["OIT.o27"] == ("lost-points", "named-by-assessor")
    told = published(items={"IIT": {"i1": "84.99", "i2": "85.00", "i3": "85.00"}})
    _, other = found_in(NOW, facts_of(NOW, told=told))
    assert [(each.figure, each.why[0]) for each in other.weak_items] == [("IIT.i1", "below-threshold")]


def test_weak_item_that_the_assessor_names_without_a_part_is_weak_in_all_of_them() -> None:
    told = published(items={"EIT1": {"e1": "90"}, "EIT2": {"e1": "100"}})
    facts = replace(facts_of(NOW, told=told), assessor=(AssessorPoint(scope="items", ids=("e1",)),))
    _, found = found_in(NOW, facts)

    assert [(each.figure, each.why) for each in found.weak_items] == [
        ("EIT1.e1", ("lowest-of-instrument", "named-by-assessor"))
    ]


def test_advice_is_never_given_on_one_respondent() -> None:
    criteria, _, _, found = example("rangsit-2568")

    assert {each.item for each in found.weak_items if each.private} == {"i2", "i9"}
    assert [each.item for each in found.advice] == ["e2", "o2"]
    assert found.advice[0].recommendation == criteria.recommendations["e2"]
    assert found.advice[0].refs == ("o10", "o8", "o9")
    assert all("ไม่ใช่ข้อเสนอแนะของผู้ประเมิน" in each.label.th for each in found.advice)


def test_advice_for_an_item_in_two_parts_is_one() -> None:
    *_, found = example("mae-sot-2568")

    assert next(each for each in found.advice if each.item == "e4").figures == ("EIT1.e4", "EIT2.e4")


def test_findings_of_a_file_without_scores_are_empty() -> None:
    *_, found = example("mae-sai-2566")

    assert found.level is None
    assert (found.ranking, found.standings, found.lowest, found.changes, found.readings) == ((), (), (), (), ())
    assert (found.losses, found.advice, found.caveats, found.targets) == ((), (), (), ())


@given(st.dictionaries(st.sampled_from([f"{n}" for n in range(1, 11)]), st.integers(0, 10_000), min_size=1))
def test_ranking_of_equal_scores_is_one_rank(hundredths: dict[str, int]) -> None:
    told = published(indicators={number: f"{value / 100:.2f}" for number, value in hundredths.items()})
    _, found = found_in(NOW, facts_of(NOW, told=told))
    ranks = {each.figure: (each.shown, each.rank) for each in found.ranking}

    for value, rank in ranks.values():
        assert rank == 1 + sum(other > value for other, _ in ranks.values())
    assert len(ranks) == len(hundredths)
    assert len(found.strengths) + len(found.weaknesses) == len(found.standings) == len(hundredths)


@given(st.permutations(range(1, 11)), st.permutations([f"o{n}" for n in range(1, 29)]))
def test_findings_do_not_depend_on_the_order_of_the_file(numbers: list[int], items: list[str]) -> None:
    scores = {str(n): f"{90 + n % 4}.5" for n in range(1, 11)}
    marks = {f"o{n}": ("0" if n % 3 else "50") for n in range(1, 29)}
    plain = facts_of(NOW, told=published(indicators=scores), marks=marks)
    mixed = facts_of(
        NOW, told=published(indicators={str(n): scores[str(n)] for n in numbers}), marks={i: marks[i] for i in items}
    )

    assert found_in(NOW, mixed)[1] == found_in(NOW, plain)[1]


@pytest.mark.parametrize("name", ["rangsit-2568", "watthana-nakhon-2568", "mae-sot-2568", "trang-2564"])
def test_no_sentence_of_a_weakness_or_lowest_names_a_private_item(name: str) -> None:
    *_, found = example(name)
    private = {each.item for each in found.weak_items if each.private}

    for low in found.lowest:
        hidden = {each.figure.partition(".")[2] for each in low.figures if each.private}
        assert not any(f" {item} " in f" {low.sentence.say()} " for item in hidden)
    assert private.isdisjoint(each.item for each in found.advice)
