"""Names, ranks, sets of figures, margins and what decides the level: what claims are judged by."""

from __future__ import annotations

from decimal import Decimal

import pytest
from small_facts import facts_of, published

from prongsai.analyze.finding.margin import deciding, margins
from prongsai.analyze.ranking import highest, lowest, members, ranking, set_of
from prongsai.assess.score import score
from prongsai.criteria.editions import edition
from prongsai.criteria.figure_id import figure_ids
from prongsai.criteria.names import figure_name, figure_names

NACC = edition("nacc-2568")
TOLD = published(instruments={"IIT": "95.40", "EIT1": "95.66", "EIT2": "95.66", "OIT": "74.50"}, total="87.12")


def test_figures_are_called_by_number_code_and_part() -> None:
    old = edition("nacc-2564")
    assert figure_name(old, "IIT.i1.1").en.startswith("i1.1 (i1 ")
    assert figure_name(NACC, "EIT1.e2").en.endswith(" (EIT part 1)")
    assert figure_name(NACC, "sub:9.1").en.startswith("sub-indicator 9.1 ")
    assert figure_name(NACC, "ind:6@EIT2").th.startswith("ตัวชี้วัดที่ 6 ")
    assert figure_names(NACC, ("IIT", "EIT", "OIT")).en == "IIT, EIT and OIT"
    assert figure_names(NACC, ("IIT", "EIT", "OIT")).th == "IIT EIT และ OIT"


def test_ranking_gives_ties_one_place_and_skips_the_next() -> None:
    card = score(NACC, facts_of(NACC, told=published(indicators={"1": "90", "2": "95", "3": "90", "4": "80"})))
    places = {each.figure: each.rank for each in ranking(card, [f"ind:{each}" for each in range(1, 11)])}

    assert places == {"ind:2": 1, "ind:1": 2, "ind:3": 2, "ind:4": 4}
    assert lowest(card, ["ind:1", "ind:3"]) == ()
    assert highest(card, ["ind:1"]) == ()
    assert lowest(card, ["ind:1", "ind:2", "ind:3", "ind:5"]) == ("ind:1", "ind:3")


@pytest.mark.parametrize(
    ("figure", "among", "first", "count"),
    [
        ("ind:1", None, "ind:1", 10),
        ("ind:6", "EIT", "ind:6", 3),
        ("ind:6@EIT1", None, "ind:6@EIT1", 3),
        ("ind:6@EIT1", "EIT1", "ind:6@EIT1", 3),
        ("EIT1.e1", "ind:6", "EIT1.e1", 3),
        ("IIT.i1", None, "IIT.i1", 15),
        ("sub:9.1", "ind:9", "sub:9.1", 5),
        ("EIT1", None, "IIT", 4),
        ("EIT", "instruments", "IIT", 3),
    ],
)
def test_members_are_figures_of_the_same_kind(figure: str, among: str | None, first: str, count: int) -> None:
    them = members(NACC, figure, among)
    assert (them[0], len(them)) == (first, count)


@pytest.mark.parametrize(
    ("among", "count"),
    [
        ("indicators", 10), ("sub_indicators", 7), ("items", 61), ("IIT", 15), ("EIT", 3),
        ("ind:6", 6), ("ind:6@EIT1", 3), ("sub:9.1", 4), ("IIT.position", 0), ("total", 0),
    ],
)  # fmt: skip
def test_set_named_by_itself_has_its_figures(among: str, count: int) -> None:
    them = set_of(NACC, among)
    assert len(set(them)) == count
    assert set(them) <= set(figure_ids(NACC))


def test_margin_and_what_decides_the_level() -> None:
    card = score(NACC, facts_of(NACC, told=TOLD))
    (margin,) = margins(NACC, card)
    decides = deciding(NACC, card)

    assert (margin.figure, margin.margin, margin.met) == ("total", Decimal("2.12"), True)
    assert decides is not None
    assert (decides.level, decides.next, decides.short) == ("ผ่าน", "ผ่านดี", {"OIT": Decimal("10.50")})
    best = score(NACC, facts_of(NACC, told=published(instruments=dict.fromkeys(("IIT", "EIT1", "EIT2", "OIT"), "99"))))
    assert deciding(NACC, best) is not None
    assert deciding(NACC, best).short == {}
    assert deciding(NACC, score(NACC, facts_of(NACC))) is None
