"""What real agencies were given comes out of their own figures."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from small_facts import all_marks, answered, facts_of, published

from prongsai.assess.score import score
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.editions import edition

E2564 = edition("nacc-2564")
E2568 = edition("nacc-2568")


def shown(card: Scorecard, *names: str) -> list[str]:
    return [str(card.figures[name].shown) for name in names]


def by_indicators(*scores: str) -> dict[str, str]:
    return {str(number): value for number, value in enumerate(scores, 1)}


TRANG = by_indicators("94.42", "92.12", "92.28", "90.76", "92.35", "91.41", "94.44", "90.55", "100", "100")
MAE_SOT = by_indicators("95.24", "95.83", "99.31", "93.38", "93.82", "96.03", "95.47", "95.48", "69.00", "80.00")
WATTHANA_IIT = {f"i{number}": "100" for number in range(1, 16)} | {
    "i2": "98.67", "i4": "98.67", "i10": "96.67", "i12": "96.67", "i14": "96.67", "i15": "98",
}  # fmt: skip
WATTHANA_EIT1 = {
    "e1": "97.67", "e2": "95.35", "e3": "97.67", "e4": "95.81", "e5": "96.74",
    "e6": "93.95", "e7": "95.81", "e8": "94.42", "e9": "97.67",
}  # fmt: skip


def test_trang_2564_comes_out_as_announced() -> None:
    card = score(E2564, facts_of(E2564, told=published(indicators=TRANG)))

    assert shown(card, "IIT", "EIT", "OIT", "total") == ["92.39", "92.13", "100.00", "95.36"]
    assert card.level.name == "AA"
    assert card.differences == ()


def test_mae_sot_2568_comes_out_as_announced() -> None:
    card = score(E2568, facts_of(E2568, told=published(indicators=MAE_SOT)))

    assert shown(card, "EIT", "OIT", "total") == ["95.66", "74.50", "87.15"]
    assert card.figures["IIT"].exact == Decimal("95.516")
    assert card.figures["EIT1"].shown is None
    # OIT is below 85, so neither part of EIT can change the level.
    assert (card.level.name, card.level.basis, card.level.possible) == ("ผ่าน", "computed", ("ผ่าน",))


def test_rangsit_2568_comes_out_as_announced() -> None:
    told = published(instruments={"IIT": "99.93", "EIT1": "99.82", "EIT2": "100", "OIT": "99.38"}, total="99.70")
    card = score(E2568, facts_of(E2568, told=told, marks=all_marks(E2568, o2="50")))

    assert shown(card, "EIT", "total") == ["99.91", "99.70"]
    assert str(card.figures["total"].computed) == "99.70"
    assert card.figures["ind:9"].computed == Decimal("98.75")
    assert card.figures["OIT"].computed == Decimal("99.38")
    assert card.level.name == "ผ่านดีเยี่ยม"
    assert card.differences == ()


def test_rangsit_2568_e2_comes_out_of_its_printed_shares() -> None:
    shares = {"e2": ["0.18", "0.00", "0.00", "0.00", "0.18", "99.64"]}
    card = score(E2568, facts_of(E2568, answers={"EIT1": answered(560, shares=shares)}))

    assert card.figures["EIT1.e2"].shown == Decimal("99.79")
    assert card.figures["EIT1.e2"].exact == Fraction(55880, 560)
    assert card.warnings == ()


def test_rangsit_2568_indicator_6_needs_items_rounded_first() -> None:
    counts = {"e1": [1, 0, 0, 0, 0, 559], "e2": [1, 0, 0, 0, 1, 558], "e3": [559, 1]}
    told = published(items={"EIT2": {"e1": "100.00", "e2": "100.00", "e3": "100.00"}}, indicators={"6": "99.91"})
    card = score(E2568, facts_of(E2568, told=told, answers={"EIT1": answered(560, counts)}))

    assert card.figures["ind:6@EIT1"].computed == Decimal("99.81")
    assert card.figures["ind:6"].computed == Decimal("99.91")
    # Without the inferred rounding it would be 99.90, so it rests on it.
    assert card.figures["ind:6"].rests_on == ("roundings.item",)
    assert card.differences == ()


def test_watthana_nakhon_2568_has_two_differences() -> None:
    told = published(
        items={"IIT": WATTHANA_IIT, "EIT1": WATTHANA_EIT1},
        instruments={"IIT": "99.29", "EIT1": "96.12", "EIT2": "90.56", "OIT": "77.00"},
        total="88.59",
        level="ผ่านดีมาก",
    )
    marks = all_marks(E2568, o1="0", o6="0", o16="0", o20="0", o27="0")
    card = score(E2568, facts_of(E2568, told=told, marks=marks))

    iit, level = card.differences
    assert (iit.figure, iit.published, iit.computed, iit.explainable) == ("IIT", "99.29", "99.02", "0.01")
    assert iit.affects == ("total",)
    assert (level.figure, level.published, level.computed, level.affects) == ("level", "ผ่านดีมาก", "ผ่าน", ())
    assert card.figures["total"].computed == Decimal("88.59")
    assert card.figures["total"].exact == Decimal("88.589")
    assert (card.figures["ind:9"].computed, card.figures["ind:10"].computed) == (Decimal("74.00"), Decimal("80.00"))
    assert (card.level.name, card.level.basis, card.level.computed) == ("ผ่านดีมาก", "published", "ผ่าน")


def test_disclosure_of_2564_is_the_mean_of_sub_indicators() -> None:
    # One item of nine in 9.1: 9.1 = 88.89, indicator 9 = 97.78, OIT = 98.89; a flat mean would give another figure.
    card = score(E2564, facts_of(E2564, marks=all_marks(E2564, o1="0")))

    assert shown(card, "sub:9.1", "ind:9", "ind:10", "OIT") == ["88.89", "97.78", "100.00", "98.89"]
    card = score(E2564, facts_of(E2564, marks=all_marks(E2564, o34="0")))
    assert shown(card, "sub:10.1", "ind:10", "OIT") == ["87.50", "93.75", "96.88"]


def test_audit_office_2568_passes_only_as_one_instrument_is_below_85() -> None:
    told = published(instruments={"IIT": "96.00", "EIT1": "84.00", "EIT2": "84.98", "OIT": "100.00"}, total="94.64")
    card = score(E2568, facts_of(E2568, told=told))

    assert card.level.name == "ผ่าน"
