"""A difference is listed exactly where rounding cannot explain it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_facts import all_marks, answered, facts_of, published

from prongsai.assess.score import score
from prongsai.assess.scorecard import Difference
from prongsai.criteria.editions import edition
from prongsai.language.exact import half_up

NOW = edition("nacc-2568")


def differences(**told: object) -> tuple[Difference, ...]:
    return score(NOW, facts_of(NOW, told=published(**told))).differences


@pytest.mark.parametrize("indicator", ["99.81", "99.82", "99.83"])
def test_indicator_within_the_rounding_of_its_items_is_no_difference(indicator: str) -> None:
    items = {"EIT1": {"e1": "99.82", "e2": "99.82", "e3": "99.82"}}

    listed = differences(items=items, part_indicators={"EIT1": {"6": indicator}})
    assert listed == ()


@pytest.mark.parametrize("indicator", ["99.79", "99.85"])
def test_indicator_beyond_the_rounding_of_its_items_is_a_difference(indicator: str) -> None:
    items = {"EIT1": {"e1": "99.82", "e2": "99.82", "e3": "99.82"}}

    listed = differences(items=items, part_indicators={"EIT1": {"6": indicator}})
    assert [(one.figure, one.published, one.computed) for one in listed] == [("ind:6@EIT1", indicator, "99.82")]


def test_figure_printed_with_fewer_decimals_stands_for_a_wider_interval() -> None:
    parts = {"EIT1": {"6": "90.12", "7": "90.12", "8": "90.12"}}

    assert differences(part_indicators=parts, instruments={"EIT1": "90.1"}) == ()
    assert differences(part_indicators=parts, instruments={"EIT1": "90"}) == ()
    assert len(differences(part_indicators=parts, instruments={"EIT1": "90.2"})) == 1


def test_zeros_dropped_in_a_table_of_two_decimals_do_not_widen() -> None:
    items = {"EIT1": {"e1": "98.67", "e2": "98", "e3": "100"}}

    (one,) = differences(items=items, part_indicators={"EIT1": {"6": "98.95"}})
    assert (one.computed, one.explainable) == ("98.89", "0.01")


def test_mark_is_exact_and_not_rounded() -> None:
    marks = all_marks(NOW, o27="0")
    right = score(NOW, facts_of(NOW, told=published(indicators={"10": "80"}), marks=marks))
    wrong = score(NOW, facts_of(NOW, told=published(indicators={"10": "80.5"}), marks=marks))

    assert right.differences == ()
    assert [(one.figure, one.explainable) for one in wrong.differences] == [("ind:10", "0.00")]


def test_published_item_that_its_answers_do_not_give_is_a_difference() -> None:
    answers = {"EIT1": answered(560, {"e2": [1, 0, 0, 0, 1, 558]})}
    right = score(NOW, facts_of(NOW, told=published(items={"EIT1": {"e2": "99.79"}}), answers=answers))
    wrong = score(NOW, facts_of(NOW, told=published(items={"EIT1": {"e2": "97.99"}}), answers=answers))

    assert right.differences == ()
    assert [(one.figure, one.computed, one.affects) for one in wrong.differences] == [("EIT1.e2", "99.79", ())]


def test_published_item_is_explained_by_the_shares_where_counts_are_not_known() -> None:
    shares = {"e2": ["0.18", "0.00", "0.00", "0.00", "0.18", "99.64"]}
    card = score(
        NOW,
        facts_of(NOW, told=published(items={"EIT1": {"e2": "99.79"}}), answers={"EIT1": answered(None, shares=shares)}),
    )

    assert card.figures["EIT1.e2"].computed == half_up(Fraction(9978, 100))
    assert card.differences == ()


def test_mistake_in_a_part_is_not_repeated_above_it() -> None:
    listed = differences(
        indicators={"1": "90.00", "2": "90.00", "3": "90.00", "4": "90.00", "5": "90.00"},
        instruments={"IIT": "95.00", "EIT": "90.00", "OIT": "90.00"},
        total="91.50",
    )

    assert [one.figure for one in listed] == ["IIT"]
    assert listed[0].affects == ("total",)


def test_affected_are_all_figures_above_that_would_change() -> None:
    items = {"EIT1": {"e1": "90.00", "e2": "90.00", "e3": "90.00"}}
    listed = differences(
        items=items,
        part_indicators={"EIT1": {"6": "96.00", "7": "90.00", "8": "90.00"}, "EIT2": {"6": "90.00"}},
        instruments={"IIT": "90.00", "EIT2": "90.00", "OIT": "90.00"},
    )

    assert [one.figure for one in listed] == ["ind:6@EIT1"]
    assert listed[0].affects == ("total", "EIT", "EIT1", "ind:6")


def test_level_that_the_rules_do_not_give_is_a_difference() -> None:
    told = {"instruments": {"IIT": "96", "EIT1": "96", "EIT2": "96", "OIT": "96"}, "total": "96.00"}

    assert differences(**told, level="ผ่านดีเยี่ยม") == ()
    assert differences(**told, level="ผ่านดี") == (Difference("level", "ผ่านดี", "ผ่านดีเยี่ยม", "", ()),)


def test_level_that_is_still_possible_is_no_difference() -> None:
    told = {"instruments": {"IIT": "99.29", "EIT": "90.00", "OIT": "99.00"}}

    assert differences(**told, level="ผ่าน") == ()
    assert [one.computed for one in differences(**told, level="ผ่านดีเยี่ยม")] == ["ผ่านดี / ผ่าน"]


scores = st.integers(0, 10_000).map(lambda whole: Fraction(whole, 100))


@given(
    st.lists(st.fractions(0, 100, max_denominator=500), min_size=3, max_size=3),
    st.sampled_from([0, 1, 2]),
    st.booleans(),
)
def test_figures_that_really_follow_from_each_other_never_differ(
    exact: list[Fraction], decimals: int, rounded_first: bool
) -> None:
    # Whatever was rounded before printing or averaging, an honest table has no difference.
    within = [Fraction(half_up(value)) for value in exact] if rounded_first else exact
    mean = sum(within, Fraction(0)) / 3
    told = published(
        items={"EIT1": {f"e{number}": str(half_up(value, 2)) for number, value in enumerate(exact, 1)}},
        part_indicators={"EIT1": {"6": str(half_up(mean, decimals))}},
    )

    assert score(NOW, facts_of(NOW, told=told)).differences == ()


@given(st.lists(scores, min_size=3, max_size=3), st.integers(3, 2000))
def test_figure_off_by_three_hundredths_always_differs(items: list[Fraction], off: int) -> None:
    mean = sum(items, Fraction(0)) / 3
    wrong = mean + Fraction(off, 100)
    if wrong > 100:
        wrong = mean - Fraction(off, 100)
    if wrong < 0:
        return
    told = published(
        items={"EIT1": {f"e{number}": str(half_up(value, 2)) for number, value in enumerate(items, 1)}},
        part_indicators={"EIT1": {"6": str(half_up(wrong, 2))}},
    )

    (one,) = score(NOW, facts_of(NOW, told=told)).differences
    assert one.figure == "ind:6@EIT1"


def test_difference_needs_a_computed_figure() -> None:
    assert differences(instruments={"IIT": "12.00"}, total="99.00") == ()
