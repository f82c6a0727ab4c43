"""The level: decided where bounds decide it, open with a reason where they do not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_facts import all_marks, facts_of, published

from prongsai.assess.score import score
from prongsai.assess.scorecard import LevelFigure
from prongsai.criteria.editions import edition
from prongsai.criteria.shapes import Criteria

NOW = edition("nacc-2568")
LETTERS = edition("nacc-2564")
BEST, GOOD, PASS, POOR, URGENT = (step.name for step in NOW.levels.steps)


def level(criteria: Criteria = NOW, *, marks: dict[str, str] | None = None, **told: object) -> LevelFigure:
    return score(criteria, facts_of(criteria, told=published(**told), marks=marks)).level


def instruments(iit: str, eit1: str, eit2: str, oit: str) -> dict[str, str]:
    return {"IIT": iit, "EIT1": eit1, "EIT2": eit2, "OIT": oit}


@pytest.mark.parametrize(
    ("iit", "eit1", "eit2", "oit", "expected"),
    [
        ("95.00", "95.00", "95.00", "95.00", BEST),
        ("100", "94.99", "100", "100", GOOD),
        ("99.99", "99.99", "94.99", "99.99", GOOD),
        ("85.00", "85.00", "85.00", "85.00", GOOD),
        ("100", "100", "100", "84.99", PASS),
        ("84.99", "84.99", "84.99", "84.99", POOR),
        ("70.00", "70.00", "70.00", "70.00", POOR),
        ("69.99", "69.99", "69.99", "69.99", URGENT),
        ("0", "0", "0", "0", URGENT),
    ],
)
def test_level_at_its_edges(iit: str, eit1: str, eit2: str, oit: str, expected: str) -> None:
    found = level(instruments=instruments(iit, eit1, eit2, oit))

    assert (found.name, found.basis, found.possible) == (expected, "computed", (expected,))


@pytest.mark.parametrize(
    ("total", "expected"),
    [("95.00", "AA"), ("94.99", "A"), ("85", "A"), ("84.99", "B"), ("65.00", "C"), ("54.99", "E"), ("49.99", "F")],
)
def test_letters_look_at_the_total_alone(total: str, expected: str) -> None:
    assert level(LETTERS, total=total).name == expected


def test_total_is_compared_after_rounding_to_two_decimals() -> None:
    # 84.995 is shown as 85.00. That the shown value counts is inferred, so the level is too.
    found = level(instruments=instruments("84.99", "85", "85", "85.00"), total=None)

    assert found.name == PASS
    exact = score(NOW, facts_of(NOW, told=published(instruments=instruments("84.99", "85", "85", "85.00"))))
    assert str(exact.figures["total"].shown) == "85.00"
    assert exact.figures["total"].exact is not None
    assert exact.figures["total"].exact < 85
    assert found.certainty == "inferred"


def test_level_is_decided_where_the_unknown_parts_cannot_change_it() -> None:
    found = level(instruments={"IIT": "95.52", "EIT": "95.66", "OIT": "74.50"})

    assert (found.name, found.basis, found.certainty) == (PASS, "computed", "confirmed")


def test_eit_of_90_alone_leaves_its_parts_80_to_100() -> None:
    found = level(instruments={"IIT": "99.29", "EIT": "90.00", "OIT": "99.00"})

    assert found.name is None
    assert found.possible == (GOOD, PASS)
    assert found.reason is not None
    assert found.reason.en == "not known: EIT1, EIT2; the level may be Good pass or Pass"


def test_higher_eit_leaves_its_parts_less_room() -> None:
    assert level(instruments={"IIT": "99.29", "EIT": "98.00", "OIT": "99.00"}).name == BEST  # parts 96–100
    assert level(instruments={"IIT": "99.29", "EIT": "96.00", "OIT": "99.00"}).possible == (BEST, GOOD)  # 92–100
    assert level(instruments={"IIT": "94.29", "EIT": "96.00", "OIT": "99.00"}).name == GOOD


def test_known_part_of_eit_leaves_the_other_none() -> None:
    assert level(instruments={"IIT": "99.29", "EIT1": "96.00", "EIT": "90.00", "OIT": "99.00"}).name == PASS
    assert level(instruments={"IIT": "99.29", "EIT1": "94.00", "EIT": "90.00", "OIT": "99.00"}).name == GOOD


def test_known_total_bounds_the_instrument_that_is_not_known() -> None:
    # 0.4 × OIT = 99 − 0.3 × 99 − 0.3 × 99 leaves OIT at 99: nothing is open.
    found = level(instruments={"IIT": "99.00", "EIT1": "99.00", "EIT2": "99.00"}, total="99.00")

    assert found.name == BEST


def test_unknown_total_is_bounded_by_the_known_instruments() -> None:
    # At best 0.3 × 20 + 0.3 × 20 + 0.4 × 100 = 52.
    assert level(instruments={"IIT": "20.00", "EIT": "20.00"}).name == URGENT
    # OIT is between 0 and 100: 59.4 to 99.4.
    assert level(instruments={"IIT": "99.00", "EIT1": "99.00", "EIT2": "99.00"}).possible == (
        BEST,
        GOOD,
        PASS,
        POOR,
        URGENT,
    )


def test_one_unmarked_item_leaves_a_narrow_gap_only() -> None:
    marks = all_marks(NOW)
    del marks["o2"]  # 2.5 % of indicator 9, so OIT lies between 98.75 and 100

    assert level(marks=marks, instruments={"IIT": "99.00", "EIT1": "99.00", "EIT2": "99.00"}).name == BEST
    del marks["o27"]  # 20 % of indicator 10
    assert level(marks=marks, instruments={"IIT": "99.00", "EIT1": "99.00", "EIT2": "99.00"}).possible == (BEST, GOOD)


def test_nothing_known_leaves_every_level_open() -> None:
    assert level().possible == tuple(step.name for step in NOW.levels.steps)


def test_announced_level_is_shown_whatever_it_is_called() -> None:
    found = level(instruments=instruments("96", "96", "96", "96"), level="ผ่านดีมาก")

    assert (found.name, found.basis, found.computed, found.certainty) == ("ผ่านดีมาก", "published", BEST, "confirmed")


def test_level_by_a_computed_figure_is_as_certain_as_that() -> None:
    told = {"IIT": "99.00", "EIT1": "99.00", "EIT2": "99.00"}

    assert level(instruments=told, marks=all_marks(NOW)).certainty == "inferred"
    assert level(instruments={**told, "OIT": "100"}, marks=all_marks(NOW)).certainty == "confirmed"


def test_levels_that_are_not_known_have_a_reason() -> None:
    none = replace(NOW, levels=replace(NOW.levels, steps=()), checksum="sha256:no-levels")
    found = level(none, total="90.00")

    assert (found.name, found.possible) == (None, ())
    assert found.reason is not None
    assert found.reason.en == "this year's levels are not known"


def test_contradicting_published_figures_do_not_break_the_bounds() -> None:
    found = level(instruments={"IIT": "100", "EIT": "100", "EIT1": "10.00", "OIT": "100"}, total="20.00")

    assert found.possible == (URGENT,)
    # EIT1 = 10 and EIT = 100 leave EIT2 no value; the total alone then decides what it can.
    told = {"IIT": "100", "EIT": "100", "EIT1": "10.00", "OIT": "100"}
    assert level(instruments=told, total="99.00").possible == (PASS,)


hundredths = st.integers(0, 10_000).map(lambda whole: f"{whole / 100:.2f}")


@given(hundredths, hundredths, hundredths, hundredths, st.sets(st.sampled_from(["IIT", "EIT1", "EIT2", "OIT"])))
def test_true_level_is_always_among_the_possible_ones(
    iit: str, eit1: str, eit2: str, oit: str, hidden: set[str]
) -> None:
    every = instruments(iit, eit1, eit2, oit)
    full = score(NOW, facts_of(NOW, told=published(instruments=every)))
    known = {name: value for name, value in every.items() if name not in hidden}
    known["EIT"] = str(full.figures["EIT"].computed)

    assert full.level.name in level(instruments=known).possible
    told = level(instruments=known, total=str(full.figures["total"].computed))
    assert full.level.name in told.possible


@given(hundredths, hundredths)
def test_better_total_never_gives_a_worse_level(one: str, other: str) -> None:
    names = [step.name for step in LETTERS.levels.steps]
    low, high = sorted((one, other), key=float)

    assert names.index(level(LETTERS, total=high).name or "") <= names.index(level(LETTERS, total=low).name or "")
