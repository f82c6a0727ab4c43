"""Points at stake for disclosure items, exact and with their certainty; never for perceptions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from found_cases import NOW, example, found_in
from hypothesis import given
from hypothesis import strategies as st
from small_facts import all_marks, facts_of

from prongsai.analyze.finding.disclosure import share_of_total
from prongsai.criteria.editions import edition
from prongsai.criteria.figure_id import FigureId, item_figure

ITEMS = [item.id for item in NOW.items_of("OIT")]


def test_losses_of_mae_sot_stand_with_the_most_at_stake_first() -> None:
    *_, found = example("mae-sot-2568")

    assert [(each.item, each.at_stake) for each in found.losses] == [
        ("o27", Fraction(4)),
        ("o12", Fraction(8, 5)),
        ("o16", Fraction(7, 5)),
        ("o7", Fraction(9, 10)),
        ("o9", Fraction(4, 5)),
        ("o1", Fraction(1, 2)),
        ("o2", Fraction(1, 2)),
        ("o4", Fraction(1, 2)),
    ]


def test_loss_says_where_its_weight_is_not_official() -> None:
    *_, found = example("mae-sot-2568")
    by_item = {each.item: each for each in found.losses}

    assert (by_item["o27"].certainty, by_item["o27"].fitted) == ("confirmed", False)
    assert (by_item["o12"].certainty, by_item["o12"].fitted) == ("inferred", True)
    assert "ไม่ใช่น้ำหนักทางการ" in by_item["o12"].sentence.say()
    assert "ไม่ใช่น้ำหนักทางการ" not in by_item["o27"].sentence.say()


def test_loss_of_half_the_mark_stakes_half_the_weight() -> None:
    *_, found = example("rangsit-2568")
    (loss,) = found.losses

    assert (loss.figure, loss.at_stake) == ("OIT.o2", Fraction(1, 4))
    assert loss.sentence.figures["stake"].text == "0.25"
    assert loss.sentence.figures["stake"].kind == "points"
    assert [each.certainty for each in (one.origin for one in loss.elements)] == ["inferred", "inferred"]
    assert loss.recommendation is not None


def test_loss_lists_what_this_kind_of_agency_has_to_show() -> None:
    def elements(kind: str | None) -> int:
        _, found = found_in(NOW, facts_of(NOW, marks={"o1": "0"}, kind=kind))
        return len(found.losses[0].elements)

    assert elements("city-municipality") == 3
    assert elements("province") == 3
    assert elements("university") == 2
    assert elements(None) == len(NOW.items["o1"].elements) == 4


def test_losses_are_of_disclosure_items_only() -> None:
    *_, found = example("watthana-nakhon-2568")

    assert {each.figure.partition(".")[0] for each in found.losses} == {"OIT"}


def test_stake_of_an_edition_that_averages_sub_indicators() -> None:
    earlier = edition("nacc-2564")
    share = share_of_total(earlier, FigureId("OIT.o1"))

    assert share is not None and share.share == Fraction(1, 9) * Fraction(1, 5) * Fraction(1, 2) * Fraction(40, 100)
    _, found = found_in(edition("nacc-2566"), facts_of(edition("nacc-2566"), marks={"o1": "0"}))
    assert found.losses[0].certainty != "confirmed"
    assert "วิธีคิดคะแนนของปีนี้ยังไม่ยืนยัน" in found.losses[0].sentence.say()


def test_stake_is_unknown_where_the_weights_are() -> None:
    later = edition("nacc-2569")
    _, found = found_in(later, facts_of(later, marks={"o1": "0", "o2": "0"}))

    assert [(each.item, each.at_stake, each.certainty) for each in found.losses] == [
        ("o1", None, None),
        ("o2", None, None),
    ]
    assert "ไม่ทราบน้ำหนัก" in found.losses[0].sentence.say()


def test_loss_without_a_recommendation_has_none() -> None:
    _, found = found_in(replace(NOW, recommendations={}), facts_of(NOW, marks={"o1": "0"}))

    assert found.losses[0].recommendation is None
    assert found.advice == ()


@pytest.mark.parametrize("name", ["nacc-2564", "nacc-2565", "nacc-2566", "nacc-2567", "nacc-2568"])
def test_shares_of_all_figures_of_one_height_make_the_whole_total(name: str) -> None:
    criteria = edition(name)
    shares = [share_of_total(criteria, item_figure("OIT", item.id)) for item in criteria.items_of("OIT")]

    assert sum(one.share for one in shares if one is not None) == Fraction(40, 100)
    assert share_of_total(criteria, FigureId("total")) is not None


@given(st.dictionaries(st.sampled_from(ITEMS), st.sampled_from(["0", "50"])))
def test_stakes_add_to_what_oit_lost(lost: dict[str, str]) -> None:
    card, found = found_in(NOW, facts_of(NOW, marks=all_marks(NOW, **lost)))
    oit = card.figures["OIT"].exact

    assert oit is not None
    stakes = [each.at_stake for each in found.losses if each.at_stake is not None]
    assert len(stakes) == len(lost)
    assert sum(stakes) == Fraction(40, 100) * (100 - oit)
    assert stakes == sorted(stakes, reverse=True)
