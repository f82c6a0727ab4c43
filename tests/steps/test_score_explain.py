"""Explanations: a worked exercise down to the counts, in both languages."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from small_facts import all_marks, answered, facts_of, published

from prongsai.assess.computation import work
from prongsai.assess.explaining.explain import explain, render
from prongsai.assess.explaining.explanation import number
from prongsai.assess.score import scorecard
from prongsai.criteria.editions import edition, editions
from prongsai.criteria.figure_id import UnknownFigure, figure_ids

NOW = edition("nacc-2568")
E2 = {"EIT1": answered(560, {"e2": [1, 0, 0, 0, 1, 558]})}


def said(figure: str, language: Any = "en", *, full: bool = False, **facts: Any) -> str:
    return render(explain(work(NOW, facts_of(NOW, **facts)), figure, full=full), language)


def test_item_is_explained_down_to_the_counts() -> None:
    text = said("EIT1.e2", answers=E2)

    assert "(558×100 + 1×80 + 1×0) ÷ 560 = 99.7857… → 99.79" in text
    assert "เห็นด้วยอย่างยิ่ง: 100 points, 558 answered" in text
    assert "points of the choices 0 / 20 / 40 / 60 / 80 / 100: confirmed (source: Rangsit" in text
    assert "rounded to 2 decimals before they are averaged: inferred, not official" in text


def test_item_is_explained_in_thai() -> None:
    text = said("EIT1.e2", "th", answers=E2)

    assert text.splitlines()[0] == "EIT1.e2  บริการเท่าเทียมกัน = 99.79 (คำนวณ)"
    assert "(558×100 + 1×80 + 1×0) ÷ 560 = 99.7857… → 99.79" in text
    assert "เห็นด้วยอย่างยิ่ง: 100 คะแนน, 558 คน" in text


def test_counts_recovered_from_shares_are_said_to_be() -> None:
    shares = {"e2": ["0.18", "0.00", "0.00", "0.00", "0.18", "99.64"]}
    known = said("EIT1.e2", answers={"EIT1": answered(560, shares=shares)})
    unknown = said("EIT1.e2", answers={"EIT1": answered(None, shares=shares)})

    assert "558 answered (99.64%)" in known
    assert "recovered from the printed shares of 560 respondents; only one set fits" in known
    assert "(99.64×100 + 0.18×80 + 0.18×0) ÷ 100.00 = 99.784 → 99.78" in unknown
    assert "computed from the shares as printed" in unknown


def test_total_is_explained_by_its_weights() -> None:
    text = said("total", told=published(instruments={"IIT": "99.29", "EIT": "93.34", "OIT": "77.00"}, total="88.59"))

    assert "(30×99.29 + 30×93.34 + 40×77.00) ÷ 100 = 88.589 → 88.59" in text
    assert "published 88.59, as its parts give" in text
    assert "weights of the instruments: confirmed" in text
    assert text.splitlines()[-1] == "  ask further for: IIT, EIT, OIT"


def test_difference_is_said_where_the_figure_is_explained() -> None:
    told = published(instruments={"EIT1": "90.00", "EIT2": "90.00", "EIT": "91.00"})
    text = said("EIT", told=told)

    assert "published 91.00, its parts give 90.00: rounding explains 0.01 only" in text
    close = said("EIT", told=published(instruments={"EIT1": "90.00", "EIT2": "90.01", "EIT": "90.00"}))
    assert "published 90.00, its parts give 90.01: only rounding lies between" in close


def test_inferred_weights_are_said_to_be() -> None:
    text = said("OIT", marks=all_marks(NOW, o2="50"))

    assert "rests on rules that are not confirmed (inferred, not official): item weights" in text
    indicator = said("ind:9", marks=all_marks(NOW, o2="50"))
    assert "this set was fitted to three agencies' results and is not official" in indicator
    assert "OIT.o2  Executives: 50.00, weight 2.5%" in indicator


def test_marks_are_as_sure_as_it_is_that_the_item_has_them() -> None:
    assert "possible marks 100 / 50 / 0: confirmed" in said("o2", marks={"o2": "50"})
    assert "possible marks 100 / 50 / 0: inferred, not official" in said("o27", marks={"o27": "0"})


def test_mark_is_the_assessors() -> None:
    text = said("o27", marks={"o27": "0"})

    assert text.splitlines()[0].startswith("OIT.o27")
    assert "the assessor's mark; it is not computed" in text
    assert "weight 20% of indicator 10: " in text
    assert "{year" not in said("o6")


def test_figure_that_is_not_known_names_what_is_missing() -> None:
    told = published(items={"IIT": {"i1": "91.03"}})

    assert "cannot be computed while i2 Unequal treatment, i3 Bribes for service is not known" in said(
        "ind:1", told=told
    )
    assert "there are no answers to this item" in said("IIT.i2", told=told)
    assert "not enough to compute it" in said("IIT.i1", told=told)


def test_level_is_explained_demand_by_demand() -> None:
    told = published(instruments={"IIT": "99.29", "EIT1": "96.12", "EIT2": "90.56", "OIT": "77.00"}, level="ผ่านดีมาก")
    text = said("level", told=told)

    assert (
        "Pass with distinction: total ≥ 95 and IIT, EIT part 1, EIT part 2, OIT ≥ 95: missed (the total 88.59 < 95"
        in text
    )
    assert "Good pass: total ≥ 85 and IIT, EIT part 1, EIT part 2, OIT ≥ 85: missed (OIT 77.00 < 85)" in text
    assert "Pass: total ≥ 85: met" in text
    assert "published “ผ่านดีมาก”, but by the rules it is “ผ่าน”" in text


def test_open_level_says_what_it_waits_for() -> None:
    text = said("level", told=published(instruments={"IIT": "99.29", "EIT": "90.00", "OIT": "99.00"}))

    assert "open (EIT part 1, EIT part 2)" in text
    assert "the level may be Good pass or Pass" in text


def test_item_without_a_known_scale_says_so() -> None:
    item = NOW.items["i1"]
    assert item.question is not None
    items = {**NOW.items, "i1": replace(item, question=replace(item.question, scale=None))}
    other = replace(NOW, items=items, checksum="sha256:no-scale")
    facts = facts_of(other, answers={"IIT": answered(6, {"i1": [1, 1, 1, 1, 1, 1]})})

    assert "the scale of this item is not known" in render(explain(work(other, facts), "i1"), "en")


def test_method_that_is_not_known_is_said_to_be() -> None:
    methods = {**NOW.methods, "total": replace(NOW.methods["total"], name=None)}
    other = replace(NOW, methods=methods, checksum="sha256:no-total")

    assert "method or weights are not known" in render(explain(work(other, facts_of(other)), "total"), "en")


def test_reason_of_a_mark_is_quoted() -> None:
    facts = facts_of(NOW, marks={"o27": "0"})
    facts.disclosure["o27"] = replace(facts.disclosure["o27"], reason="ไม่พบไฟล์")

    assert "reason: ไม่พบไฟล์" in render(explain(work(NOW, facts), "o27"), "en")


def test_full_explains_everything_below() -> None:
    brief = said("EIT1", answers=E2)
    whole = said("EIT1", answers=E2, full=True)

    assert "÷ 560" not in brief
    assert "÷ 560" in whole
    assert "ask further for" in brief
    assert "ask further for" not in whole
    assert len(explain(work(NOW, facts_of(NOW)), "level", full=True).below) == 5


@pytest.mark.parametrize("told", [None, published(total="88.00", indicators={"1": "12.34"})])
def test_explaining_is_a_walk_that_computes_nothing(told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    computed = work(NOW, facts_of(NOW, answers=E2, marks=all_marks(NOW), told=told))
    card = scorecard(computed)

    def again(*_: object) -> None:
        raise AssertionError("computed again")

    for name in ("computation.weighted_mean", "evidence.mean_of_answers", "level._level", "differences._differences"):
        monkeypatch.setattr(f"prongsai.assess.{name}", again)
    for figure in figure_ids(NOW):
        shown = card.level.name if figure == "level" else card.figures[figure].shown
        assert explain(computed, figure, full=True).shown == (None if shown is None else str(shown))


def test_short_ids_are_found_and_unknown_ones_refused() -> None:
    assert explain(work(NOW, facts_of(NOW)), "9.1").figure == "sub:9.1"
    with pytest.raises(UnknownFigure):
        explain(work(NOW, facts_of(NOW)), "e2")  # in both parts


@pytest.mark.parametrize("name", editions())
def test_every_figure_of_every_edition_can_be_explained(name: str) -> None:
    criteria = edition(name)
    facts = facts_of(criteria, marks=all_marks(criteria))
    computed = work(criteria, facts)
    for figure in figure_ids(criteria):
        one = explain(computed, figure)
        for language in ("th", "en"):
            assert render(one, language).startswith(figure)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(100), "100.00"),
        (Fraction(95516, 1000), "95.516"),
        (Fraction(1397, 14), "99.7857…"),
        (Fraction(200, 3), "66.6666…"),
        (Fraction(0), "0.00"),
        (Fraction(1, 64), "0.015625"),
    ],
)
def test_numbers_are_exact_or_visibly_cut(value: Fraction, text: str) -> None:
    assert number(value) == text
