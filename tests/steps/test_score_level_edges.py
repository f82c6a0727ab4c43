"""The level at every edge of every edition: looked up on the rounded figure, whoever rounded it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_facts import facts_of, published

from prongsai.analyze.finding.margin import deciding, margins
from prongsai.analyze.judging.announced import why_level
from prongsai.assess.score import score
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.editions import edition, editions
from prongsai.criteria.shapes import Criteria, Level
from prongsai.language.exact import half_up


def _card(criteria: Criteria, total: Decimal | None, each: dict[str, Decimal]) -> Scorecard:
    told = {name: str(value) for name, value in each.items()}
    return score(
        criteria, facts_of(criteria, told=published(total=None if total is None else str(total), instruments=told))
    )


def _by_hand(criteria: Criteria, total: Decimal, each: dict[str, Decimal]) -> Level:
    """The level, looked up by hand: every figure rounded half-up first, then the best level whose bars are met."""
    rounded = {name: half_up(Fraction(value)) for name, value in each.items()}
    return next(
        step
        for step in criteria.levels.steps
        if half_up(Fraction(total)) >= step.total
        and (step.each is None or all(rounded[name] >= step.each for name in criteria.levels.tested))
    )


def _edges() -> Iterator[Any]:
    """Each edge of the total and of the tested figures: on it, the least that rounds to it, the most that does not."""
    for name in editions():
        levels = edition(name).levels
        for bar in {step.total for step in levels.steps if step.total} | {
            step.each for step in levels.steps if step.each
        }:
            for value in (bar, bar - Decimal("0.005"), bar - Decimal("0.0051"), bar - Decimal("0.01")):
                yield pytest.param(name, value, id=f"{name}-{value}")


@pytest.mark.parametrize(("name", "value"), [*_edges()])
def test_level_is_looked_up_on_the_rounded_figure(name: str, value: Decimal) -> None:
    criteria = edition(name)
    full = dict.fromkeys(criteria.levels.tested, Decimal(100))

    by_total = _card(criteria, value, full)
    assert by_total.level.name == _by_hand(criteria, value, full).name
    for tested in criteria.levels.tested:
        each = full | {tested: value}
        assert _card(criteria, Decimal(100), each).level.name == _by_hand(criteria, Decimal(100), each).name, tested


@pytest.mark.parametrize("name", editions())
@pytest.mark.parametrize(
    ("total", "letter", "word"),
    [
        ("95.00", "AA", "ผ่านดีเยี่ยม"),
        ("94.995", "AA", "ผ่านดีเยี่ยม"),
        ("94.994", "A", "ผ่านดี"),
        ("84.995", "A", "ผ่านดี"),
        ("84.994", "B", "ต้องปรับปรุง"),
        ("74.995", "B", "ต้องปรับปรุง"),
        ("69.995", "C", "ต้องปรับปรุง"),
        ("69.994", "C", "ต้องปรับปรุงโดยด่วน"),
        ("64.995", "C", "ต้องปรับปรุงโดยด่วน"),
        ("54.995", "D", "ต้องปรับปรุงโดยด่วน"),
        ("49.995", "E", "ต้องปรับปรุงโดยด่วน"),
        ("49.994", "F", "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_level_of_a_figure_that_only_rounding_lifts(name: str, total: str, letter: str, word: str) -> None:
    criteria = edition(name)
    card = _card(criteria, Decimal(total), dict.fromkeys(criteria.levels.tested, Decimal(total)))

    assert card.level.name == (word if criteria.levels.tested else letter)


def test_level_of_a_computed_instrument_is_looked_up_on_what_is_shown() -> None:
    # EIT of 2567 is the mean of its parts: 84.995, shown as 85.00.
    criteria = edition("nacc-2567")
    told = {"IIT": Decimal(90), "EIT1": Decimal("84.99"), "EIT2": Decimal("85.00"), "OIT": Decimal(90)}
    card = _card(criteria, None, told)

    assert str(card.figures["EIT"].shown) == "85.00"
    assert card.figures["EIT"].exact == Fraction("84.995")
    assert (card.level.name, card.level.certainty) == ("ผ่านดี", "inferred")


def test_nothing_lacks_where_only_rounding_lifts_a_figure() -> None:
    criteria = edition("nacc-2568")
    told = dict.fromkeys(criteria.levels.tested, Decimal("84.995"))
    card = _card(criteria, Decimal("84.995"), told)

    decisive = deciding(criteria, card)
    assert decisive is not None
    assert (decisive.level, decisive.next) == ("ผ่านดี", "ผ่านดีเยี่ยม")
    assert set(decisive.short.values()) == {Decimal("10.00")}
    assert [margin.met for margin in margins(criteria, card)] == [True]

    one_low = told | {"OIT": Decimal("84.99")}
    why = why_level(criteria, _card(criteria, Decimal("85.10"), one_low), "ผ่านดี")
    assert why.en == "the total is 85.10, but OIT is 84.99, below 85"


thousandths = st.integers(0, 100_000).map(lambda whole: Decimal(whole) / 1000)


@given(st.sampled_from(editions()), thousandths, st.lists(thousandths, min_size=4, max_size=4))
def test_level_is_that_of_the_rounded_figures(name: str, total: Decimal, four: list[Decimal]) -> None:
    criteria = edition(name)
    each = dict(zip(criteria.levels.tested, four, strict=False))

    assert _card(criteria, total, each).level.name == _by_hand(criteria, total, each).name
