"""Year home: what decides the level, what is late, which steps come first."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal

import pytest
from screen_years import empty, example, with_facts, year, year_of
from tests.steps.small_facts import facts_of, published

from announced_levels import announcing
from prongsai.collect.facts import PastYear
from prongsai.criteria.editions import edition
from prongsai.roundfile.round import Round
from prongsai.screens.agency.next_steps import next_steps
from prongsai.screens.agency.year_home import MOST_STEPS, year_home
from prongsai.screens.year import Year

TODAY = datetime.date(2026, 7, 1)


def test_year_without_results_has_no_scores_and_no_steps() -> None:
    home = year_home(empty(), TODAY)

    assert (home.scored, home.total, home.steps, home.starred, home.about) == (False, None, (), False, False)
    assert home.now.whole == 0


@pytest.mark.parametrize("name", ["mae-sot", "rangsit", "watthana-nakhon", "trang"])
def test_year_home_of_every_example_shows_its_total_and_ten_indicators(name: str) -> None:
    home = year_home(year(name), TODAY)

    assert home.scored
    assert home.total is not None and home.total.known
    assert [figure.figure for figure in home.indicators] == [f"ind:{code}" for code in year(name).criteria.indicators]


def test_level_is_decided_by_the_instrument_that_lacks_most() -> None:
    home = year_home(year("mae-sot"), TODAY)

    assert home.deciding is not None
    assert home.deciding.en == "OIT"
    assert [(test.figure.figure, test.lacks) for test in home.tested if test.lacks] == [("OIT", "10.50")]


def test_years_across_a_break_of_method_are_not_subtracted() -> None:
    total = year_home(year("mae-sot"), TODAY).total

    assert total is not None
    assert (total.before, total.change) == ("92.07", None)
    assert total.not_comparable is not None


def test_late_measures_are_counted_from_the_first_day_missed() -> None:
    home = year_home(year("mae-sot"), datetime.date(2026, 8, 1))

    (line,) = home.due
    assert (line.late, line.days, len(line.details)) == (True, 123, 2)
    assert home.plan is not None and home.plan.late == 2
    assert year_home(year("mae-sot"), datetime.date(2025, 12, 1)).due == ()


def test_a_closed_year_says_quietly_what_was_never_done() -> None:
    home = year_home(year("mae-sot"), datetime.date(2026, 11, 20))

    assert home.due == ()
    (line,) = home.left
    assert (line.closed, len(line.details)) == (True, 3)
    assert home.plan is not None and home.plan.late == 3


def test_gains_of_a_settled_year_are_for_a_coming_one() -> None:
    assert year_home(year("mae-sot"), datetime.date(2025, 9, 30)).coming is None
    assert year_home(year("mae-sot"), datetime.date(2025, 10, 1)).coming == 2569
    assert year_home(year("mae-sot"), datetime.date(2026, 11, 20)).coming == 2570


def test_an_agency_without_a_document_has_no_contradiction_in_it() -> None:
    titles = {
        name: [step.title.en for step in next_steps(one, one.scorecard, one.findings)]
        for name in ("watthana-nakhon", "trang")
        if (one := year(name)).scorecard is not None and one.findings is not None
    }
    said = "Correct what the document says against its numbers"
    published = dataclasses.replace(example("rangsit").facts.published, total=Decimal("90.00"))
    bare = with_facts("rangsit", published=published)
    alone = year_of(dataclasses.replace(bare, claims=(), document=None, plan=None))
    assert alone.scorecard is not None and alone.findings is not None
    assert any(one.where.startswith("published") for one in alone.contradictions)
    assert said not in [step.title.en for step in next_steps(alone, alone.scorecard, alone.findings)]
    assert said in titles["trang"]


def test_notes_are_a_step_of_their_own_and_count_as_no_contradiction() -> None:
    one = year("mae-sot")
    assert one.scorecard is not None and one.findings is not None and len(one.notes) == 2
    steps = next_steps(one, one.scorecard, one.findings)
    quiet = next_steps(dataclasses.replace(one, notes=()), one.scorecard, one.findings)
    (note,) = [step for step in steps if step.kind == "note"]
    assert "มีข้อสังเกต 2 เรื่อง" in note.why.th
    assert tuple(step for step in steps if step.kind != "note") == quiet


def test_steps_put_most_points_first_and_offer_none_for_perceptions() -> None:
    home = year_home(year("watthana-nakhon"), TODAY)
    steps = (*home.steps, *home.more_steps)
    publish = [step for step in steps if step.kind == "publish"]

    assert len(home.steps) == MOST_STEPS
    assert [(step.item, step.points) for step in publish] == [
        ("o27", "4.00"), ("o6", "2.00"), ("o16", "1.40"), ("o20", "1.30"), ("o1", "0.50")
    ]  # fmt: skip
    assert [step.points for step in steps if step.kind != "publish"] == [None] * (len(steps) - len(publish))
    assert home.about


def test_a_level_that_the_rules_do_not_give_is_the_first_step() -> None:
    year_read = year_of(announcing(example("watthana-nakhon"), "ผ่านดีมาก"))
    assert year_read.scorecard is not None and year_read.findings is not None

    first = next_steps(year_read, year_read.scorecard, year_read.findings)[0]

    assert (first.kind, first.title.en) == ("check", "Check the announced level")


def test_a_level_that_the_rules_give_needs_no_check() -> None:
    for name in ("rangsit", "watthana-nakhon"):
        year_read = year(name)
        assert year_read.scorecard is not None and year_read.findings is not None

        titles = [step.title.en for step in next_steps(year_read, year_read.scorecard, year_read.findings)]

        assert "Check the announced level" not in titles, name


def test_home_counts_published_figures_that_their_parts_do_not_give() -> None:
    published = dataclasses.replace(example("rangsit").facts.published, total=Decimal("90.00"), level=None)

    assert year_home(year("rangsit"), TODAY).wrong == 0
    assert year_home(year_of(with_facts("rangsit", published=published)), TODAY).wrong == 1


def test_chart_of_indicators_has_the_target_and_every_score() -> None:
    chart = year_home(year("rangsit"), TODAY).indicators_chart

    assert chart is not None and chart.target is not None
    assert (chart.kind, chart.target.text, len(chart.categories)) == ("bars", "85", 10)
    svg = chart.svg("en", "indicators")
    assert svg.startswith("<svg")
    assert chart.title.en in svg


def test_chart_of_history_joins_only_years_that_compare_and_spaces_them_as_they_are() -> None:
    told = {2561: "80.00", 2563: "85.00", 2564: "86.00"}
    of_2565 = with_history("nacc-2565", told)
    of_2568 = with_history("nacc-2568", {2566: "80.00", 2567: "85.00"})

    apart = year_home(of_2565, TODAY).history_chart
    assert apart is not None
    assert [category.en for category in apart.categories] == ["2561", "2562", "2563", "2564", "2565"]
    (points,) = (points for _, points in apart.series)
    assert [point.text if point else None for point in points] == ["80.00", None, "85.00", "86.00", "90.00"]
    broken = year_home(of_2568, TODAY).history_chart
    assert broken is not None and broken.kind == "columns"


def with_history(criteria: str, told: dict[int, str]) -> Year:
    """A year of an edition with totals of earlier years."""
    past = {earlier: PastYear(published(total=total)) for earlier, total in told.items()}
    facts = dataclasses.replace(facts_of(edition(criteria), told=published(total="90.00")), history=past)
    return year_of(Round(facts, (), None, None, None, {}))
