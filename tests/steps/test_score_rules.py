"""How figures are computed, when they stay unknown, and what they rest on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from small_facts import all_marks, answered, facts_of, published

from prongsai.assess.methods import UnknownMethod
from prongsai.assess.score import score
from prongsai.collect.facts import Groups
from prongsai.criteria.editions import edition, editions
from prongsai.criteria.figure_id import figure_ids
from prongsai.criteria.shapes import Criteria, Method, SampleRule
from prongsai.language.text import Text

NOW = edition("nacc-2568")
EARLIER = edition("nacc-2564")
THREE = {"e1": [0, 0, 0, 0, 2, 1], "e2": [0, 0, 0, 0, 2, 1], "e3": [3, 0]}


@pytest.mark.parametrize("name", editions())
def test_scorecard_has_every_figure_of_the_edition_in_order(name: str) -> None:
    criteria = edition(name)
    card = score(criteria, facts_of(criteria))

    assert ("total", "level", *list(card.figures)[1:]) == figure_ids(criteria)
    assert all(figure.shown is None and figure.exact is None for figure in card.figures.values())
    assert card.differences == ()
    assert card.criteria_checksum == criteria.checksum


def test_figure_is_never_computed_from_some_of_its_parts() -> None:
    told = published(items={"IIT": {"i1": "91.03", "i4": "92.06", "i10": "88.38"}}, instruments={"EIT1": "96.12"})
    card = score(NOW, facts_of(NOW, told=told))

    unknown = ("ind:1", "ind:2", "ind:4", "IIT", "EIT", "total")
    assert [card.figures[name].shown for name in unknown] == [None] * 6


def test_unmarked_item_leaves_its_indicator_unknown() -> None:
    marks = all_marks(NOW)
    del marks["o7"]
    card = score(NOW, facts_of(NOW, marks=marks))

    assert card.figures["ind:9"].shown is None
    assert card.figures["sub:9.2"].shown is None
    assert card.figures["OIT"].shown is None
    assert card.figures["sub:9.1"].shown == card.figures["ind:10"].shown == Decimal("100.00")


def test_published_sub_indicators_give_a_weighted_indicator_by_their_items_weights() -> None:
    told = published(sub_indicators={"9.1": "87.50", "9.2": "100", "9.3": "100", "9.4": "100", "9.5": "100"})
    card = score(NOW, facts_of(NOW, told=told))

    assert card.figures["ind:9"].computed == Decimal("98.75")


def test_published_part_is_used_and_its_own_computing_kept_beside() -> None:
    told = published(indicators={"9": "69.00"})
    card = score(NOW, facts_of(NOW, told=told, marks=all_marks(NOW)))

    assert card.figures["ind:9"].shown == Decimal("69.00")
    assert card.figures["ind:9"].computed == Decimal("100.00")
    assert card.figures["OIT"].computed == Decimal("84.50")


def test_eit_is_the_mean_of_its_parts_or_of_its_combined_indicators() -> None:
    parts = published(instruments={"EIT1": "96.12", "EIT2": "90.56"})
    combined = published(indicators={"6": "96.03", "7": "95.47", "8": "95.48"})

    assert score(NOW, facts_of(NOW, told=parts)).figures["EIT"].computed == Decimal("93.34")
    assert score(NOW, facts_of(NOW, told=combined)).figures["EIT"].computed == Decimal("95.66")


def test_eit_is_not_made_of_combined_indicators_where_the_routes_are_not_the_same_rule() -> None:
    methods = {**NOW.methods, "combined_instrument": replace(NOW.methods["combined_instrument"], name=None)}
    other = replace(NOW, methods=methods, checksum="sha256:other")
    card = score(other, facts_of(other, told=published(indicators={"6": "96.03", "7": "95.47", "8": "95.48"})))

    assert card.figures["EIT"].shown is None


def test_combined_indicator_is_the_mean_of_both_parts() -> None:
    told = published(part_indicators={"EIT1": {"6": "90.00"}, "EIT2": {"6": "100.00"}})
    card = score(NOW, facts_of(NOW, told=told))

    assert card.figures["ind:6"].computed == Decimal("95.00")


def test_item_scores_are_rounded_before_they_are_averaged_only_where_the_edition_says_so() -> None:
    answers = {"EIT1": answered(3, THREE)}
    card = score(NOW, facts_of(NOW, answers=answers))
    plain = replace(NOW, roundings={}, checksum="sha256:plain")
    unrounded = score(plain, facts_of(plain, answers=answers))

    # 86.666… is used as 86.67; here both print the same, so the figure does not rest on the rounding.
    assert card.figures["ind:6@EIT1"].exact == Fraction(27334, 300)
    assert card.figures["ind:6@EIT1"].exact != unrounded.figures["ind:6@EIT1"].exact
    assert card.figures["ind:6@EIT1"].computed == unrounded.figures["ind:6@EIT1"].computed == Decimal("91.11")
    assert card.figures["ind:6@EIT1"].rests_on == ()


def test_sub_questions_are_averaged_into_their_item() -> None:
    counts = {"i11.1": [0, 0, 12, 0], "i11.2": [0, 0, 12, 0]}
    card = score(EARLIER, facts_of(EARLIER, answers={"IIT": answered(12, counts)}))

    assert card.figures["IIT.i11.1"].shown == Decimal("67.00")
    assert card.figures["IIT.i11.2"].shown == Decimal("33.00")
    assert card.figures["IIT.i11"].shown == Decimal("50.00")


def test_respondents_stand_beside_survey_figures() -> None:
    card = score(NOW, facts_of(NOW, answers={"EIT1": answered(4, {**THREE})}))

    assert card.figures["EIT1"].respondents == 4
    assert card.figures["EIT1.e1"].respondents == 3
    assert card.figures["OIT"].respondents is None


def test_answers_that_do_not_fit_the_question_are_an_error() -> None:
    with pytest.raises(ValueError, match=r"EIT1\.e1: answers to 2 choices, but the question has 6"):
        score(NOW, facts_of(NOW, answers={"EIT1": answered(3, {"e1": [1, 2]})}))


# -- what figures rest on ---------------------------------------------------------------------------------------------


def test_computed_disclosure_figures_rest_on_the_inferred_weights() -> None:
    card = score(NOW, facts_of(NOW, marks=all_marks(NOW, o2="50")))

    assert card.figures["OIT"].rests_on == card.figures["ind:9"].rests_on == ("weights",)
    assert card.figures["OIT"].certainty == "inferred"
    assert card.figures["OIT.o2"].certainty == "confirmed"


def test_nothing_rests_on_weights_above_a_published_figure() -> None:
    told = published(instruments={"IIT": "99.93", "EIT": "99.91", "OIT": "99.38"})
    card = score(NOW, facts_of(NOW, told=told, marks=all_marks(NOW, o2="50")))

    assert (card.figures["OIT"].certainty, card.figures["OIT"].rests_on) == ("confirmed", ("weights",))
    assert (card.figures["total"].basis, card.figures["total"].certainty) == ("computed", "confirmed")
    assert card.figures["total"].rests_on == ()


def test_weights_that_are_not_known_leave_the_figure_unknown() -> None:
    items = {name: replace(item, weight=None) for name, item in NOW.items.items()}
    other = replace(NOW, items=items, checksum="sha256:unweighted")
    card = score(other, facts_of(other, marks=all_marks(other)))

    assert card.figures["OIT.o1"].shown == Decimal("100.00")
    assert card.figures["ind:9"].shown is card.figures["OIT"].shown is None


def with_method(criteria: Criteria, step: str, name: str | None) -> Criteria:
    methods: dict[str, Method] = {**criteria.methods, step: replace(criteria.methods[step], name=name)}
    return replace(criteria, methods=methods, checksum=f"sha256:{step}-{name}")


def test_method_that_is_not_known_is_never_computed_only_shown() -> None:
    other = with_method(NOW, "total", None)
    told = published(instruments={"IIT": "99.00", "EIT": "99.00", "OIT": "99.00"})

    assert score(other, facts_of(other, told=told)).figures["total"].shown is None
    announced = score(other, facts_of(other, told=replace(told, total=Decimal("99.00"))))
    assert announced.figures["total"].basis == "published"


def test_method_with_a_name_that_does_not_exist_is_refused() -> None:
    other = with_method(NOW, "survey_part", "median")

    with pytest.raises(UnknownMethod, match=r"methods\.survey_part\.name is 'median', expected one of mean"):
        score(other, facts_of(other))


# -- warnings ---------------------------------------------------------------------------------------------------------


def said(criteria: Criteria, **facts: object) -> list[str]:
    return [warning.en for warning in score(criteria, facts_of(criteria, **facts)).warnings]


def test_warning_where_counts_are_fewer_than_respondents() -> None:
    assert said(NOW, answers={"EIT1": answered(20, {"e1": [0, 0, 0, 0, 0, 19], "e2": [0, 0, 0, 0, 0, 20]})}) == [
        "EIT1: fewer answers than the 20 respondents in e1 (19)"
    ]


def test_warning_where_shares_do_not_tell_the_counts() -> None:
    shares = {"e3": ["99.98", "0.02"]}
    card = score(NOW, facts_of(NOW, answers={"EIT1": answered(50_000, shares=shares)}))

    assert card.figures["EIT1.e3"].computed == Decimal("99.98")
    assert card.figures["EIT1.e3"].rests_on == ("shares",)
    assert [warning.en.partition(",")[0] for warning in card.warnings] == ["EIT1: e3 computed from rounded shares"]


def test_warning_below_ten_answers() -> None:
    assert said(NOW, answers={"EIT1": answered(9, {"e3": [9, 0]})}) == [
        "EIT1: 9 respondents, fewer than 10: show the score, no counts per choice"
    ]


def test_warning_where_a_mark_is_not_on_the_scale() -> None:
    assert said(NOW, marks={"o2": "75", "o3": "50"}) == ["marks that the item's scale does not have: OIT.o2 (75.00)"]


def test_warning_where_printed_shares_are_not_those_of_the_counts() -> None:
    right = Groups(counts={"male": 70, "female": 118}, shares={"male": Decimal("37.23"), "female": Decimal("62.77")})
    wrong = replace(right, shares={"male": Decimal("37.32"), "female": Decimal("62.77")})

    assert said(NOW, answers={"IIT": answered(188, demographics={"gender": right})}) == []
    assert said(NOW, answers={"IIT": answered(188, demographics={"gender": wrong})}) == [
        "IIT.gender: shares that the counts do not give: male (37.32%)"
    ]


def sampled(**rule: object) -> Criteria:
    text = Text(th="ขั้นต่ำ", en="minimum")
    made = SampleRule(part="IIT", text=text, origin=NOW.levels.tested_origin, **rule)
    return replace(NOW, samples=(made,), checksum=f"sha256:{sorted(rule.items(), key=str)}")


TENTH = {"population": "staff", "share": Decimal(10), "floor": 30, "cap": 400, "everyone_below": 30}


@pytest.mark.parametrize(
    ("staff", "enough"),
    [(12, 12), (29, 29), (30, 30), (299, 30), (300, 30), (301, 31), (4000, 400), (9000, 400)],
)
def test_warning_below_the_least_number_of_answers(staff: int, enough: int) -> None:
    criteria = sampled(**TENTH)
    answers = {"IIT": answered(enough), "EIT1": answered(10)}

    assert not [one for one in said(criteria, staff=staff, answers=answers) if "minimum" in one]
    answers["IIT"] = answered(enough - 1)
    assert f"IIT: {enough - 1} respondents, fewer than the minimum of {enough}" in said(
        criteria, staff=staff, answers=answers
    )


def test_sample_rule_warns_only_the_agencies_that_it_is_for() -> None:
    criteria = sampled(fixed=40, kinds=("subdistrict-organization",))
    answers = {"IIT": answered(39)}

    assert len(said(criteria, answers=answers, kind="subdistrict-organization")) == 1
    assert said(criteria, answers=answers, kind="city-municipality") == []
    assert said(sampled(**TENTH), answers=answers) == []  # how many staff there are is not known


def test_sample_rule_may_ask_of_visitors() -> None:
    criteria = sampled(population="visitors", share=Decimal(10))

    assert len(said(criteria, answers={"IIT": answered(19)}, visitors=191)) == 1
    assert said(criteria, answers={"IIT": answered(20)}, visitors=191) == []
    assert len(said(sampled(size="S", fixed=60), answers={"IIT": answered(19)})) == 0
    assert len(said(sampled(population="staff", floor=25), answers={"IIT": answered(19)}, staff=90)) == 1


def test_warning_where_answers_cannot_be_scored() -> None:
    assert said(NOW, answers={"EIT1": answered(12, {"e3": [0, 0], "e99": [1, 1]}, {"e1": ["0"] * 6})}) == [
        "EIT1: answers to e3, e1 cannot be scored (nobody answered, or the scale is not known)"
    ]


def test_announced_figures_of_a_part_that_is_no_part_are_passed_over() -> None:
    told = published(part_indicators={"IIT": {"1": "99.00"}}, items={"XIT": {"x1": "1"}})

    assert score(NOW, facts_of(NOW, told=told)).figures["ind:1"].shown is None


def test_disclosure_indicator_may_be_of_items_without_sub_indicators() -> None:
    ten = replace(NOW.indicators["10"], sub_indicators=())
    nine = NOW.indicators["9"]
    subs = {name: sub for name, sub in NOW.sub_indicators.items() if sub.indicator == "9"}
    other = replace(
        NOW, indicators={**NOW.indicators, "9": nine, "10": ten}, sub_indicators=subs, checksum="sha256:no-subs"
    )

    card = score(other, facts_of(other, marks=all_marks(other, o27="0")))
    assert card.figures["ind:10"].computed == Decimal("80.00")


def test_rounding_to_fewer_than_two_decimals_is_shown() -> None:
    one = replace(NOW.roundings["item"], decimals=1)
    other = replace(NOW, roundings={"item": one}, checksum="sha256:one-decimal")
    card = score(other, facts_of(other, answers={"EIT1": answered(3, THREE)}))

    assert card.figures["EIT1.e1"].computed == Decimal("86.70")
    assert card.figures["ind:6@EIT1"].exact == Fraction(2734, 30)
