"""Results: columns, rows and stars, and the trace of a figure or an item."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from screen_years import empty, example, with_facts, year, year_of

from announced_levels import announcing
from prongsai.collect.facts import Answers, PartAnswers
from prongsai.flow.year.compared import findings_since
from prongsai.screens.agency.figure import figure_page
from prongsai.screens.agency.item import item_page
from prongsai.screens.agency.results import ResultsPage, results_page


def figures_of(page: ResultsPage) -> set[str]:
    """Every figure that the page shows."""
    return {figure.figure for figure in page._figures() if figure is not None}


@pytest.mark.parametrize("name", ["mae-sot", "rangsit", "watthana-nakhon", "trang"])
def test_results_show_every_figure_once_known(name: str) -> None:
    card = year(name).scorecard
    assert card is not None

    # A sub-question has its place on the page of its item.
    wanted = {figure for figure, scored in card.figures.items() if scored.shown is not None and figure.count(".") < 2}
    assert wanted - figures_of(results_page(year(name))) == set()


def test_results_of_a_year_without_any_are_empty() -> None:
    page = results_page(empty())

    assert (page.scored, page.overview, page.starred, page.others) == (False, (), (), ())


def test_results_beside_an_earlier_year_subtract_only_where_the_years_compare() -> None:
    compared = findings_since(year("mae-sot"), 2567)
    page = results_page(year("mae-sot"), compared, 2567)
    figures = {row.figure.figure: row.figure for row in page.overview}

    assert page.since == 2567
    assert (figures["IIT"].before, figures["IIT"].change) == ("93.41", "+2.11")
    assert (figures["OIT"].before, figures["OIT"].change) == ("89.29", None)
    assert figures["OIT"].not_comparable is not None


def test_results_beside_no_known_year_stand_alone() -> None:
    page = results_page(year("mae-sot"), findings_since(year("mae-sot"), 2501), 2501)

    assert page.since is None
    assert {row.figure.before for row in page.overview} == {None}


def test_results_name_figures_that_their_parts_do_not_give() -> None:
    page = results_page(year_of(announcing(example("watthana-nakhon"), "ผ่านดีมาก")))

    assert [(gap.figure, gap.published, gap.computed) for gap in page.disagreements] == [
        ("IIT", "99.29", "99.02"),
        ("level", "ผ่านดีมาก", "ผ่าน"),
    ]


def test_figure_leads_up_and_down() -> None:
    page = figure_page(year("rangsit"), "total")
    assert page is not None

    assert [(part.figure, part.weight) for part in page.parts] == [("IIT", "30"), ("EIT", "30"), ("OIT", "40")]
    assert page.weighted
    assert [figure for figure, _ in page.up] == ["level"]
    assert page.arithmetic == "(30×99.93 + 30×99.91 + 40×99.38) ÷ 100 = 99.704 → 99.70"


@pytest.mark.parametrize("name", ["mae-sot", "rangsit", "watthana-nakhon", "trang"])
def test_every_figure_leads_up_to_one_that_exists(name: str) -> None:
    card = year(name).scorecard
    assert card is not None
    for figure in card.figures:
        page = figure_page(year(name), figure)
        assert page is not None
        assert [above for above, _ in page.up if above != "level" and above not in card.figures] == []
        assert bool(page.up) == (figure != "level"), figure


def test_figure_or_item_that_the_year_lacks_is_none() -> None:
    assert figure_page(year("rangsit"), "ind:99") is None
    assert item_page(year("rangsit"), "i99") is None
    assert figure_page(empty(), "total") is None
    assert item_page(empty(), "i1") is None


def test_item_shows_its_answers_in_every_part() -> None:
    page = item_page(year("rangsit"), "e2")
    assert page is not None

    assert [(spread.part, spread.figure.text, bool(spread.choices)) for spread in page.spreads] == [
        ("EIT1", "99.79", True),
        ("EIT2", "100.00", False),
    ]
    assert (page.before, page.after) == ("e1", "e3")


def test_shares_of_counted_answers_make_a_hundred() -> None:
    page = item_page(year("rangsit"), "i2")
    assert page is not None

    (spread,) = page.spreads
    assert [row.count for row in spread.choices] == [187, 0, 0, 0, 0, 1]
    assert sum(Decimal(row.share or 0) for row in spread.choices) == Decimal("100.00")


@pytest.mark.parametrize(("respondents", "hidden"), [(9, True), (10, False)])
def test_answers_of_fewer_than_ten_stay_hidden(respondents: int, hidden: bool) -> None:
    counts = (0, 0, 0, 0, 1, respondents - 1)
    answers = {"IIT": PartAnswers(respondents=respondents, items={"i1": Answers(counts=counts)})}
    published = dataclasses.replace(
        example("rangsit").facts.published, items=None, instruments=None, total=None, level=None
    )
    few = year_of(with_facts("rangsit", answers=answers, published=published))

    item, figure = item_page(few, "i1"), figure_page(few, "IIT.i1")
    assert item is not None and figure is not None
    assert (item.spreads[0].hidden, item.spreads[0].choices == (), item.chart is None) == (hidden,) * 3
    assert (figure.hidden, figure.choices == (), figure.arithmetic is None) == (hidden,) * 3
    assert figure.text is not None


def test_disclosure_item_says_what_it_must_show_and_what_is_at_stake() -> None:
    page = item_page(year("watthana-nakhon"), "o27")
    assert page is not None and page.filed is not None and page.filed.stake is not None

    assert page.filed.shows
    assert "4.00" in page.filed.stake.th
    assert (page.chart, page.survey) == (None, False)


@pytest.mark.parametrize(
    ("name", "figure", "says"),
    [
        ("rangsit", "IIT.i2", "ผู้ตอบ 1 คนจาก 188 คนไม่ได้เลือกคำตอบที่ได้คะแนนสูงสุด"),
        ("rangsit", "IIT.i1", "ผู้ตอบทั้ง 188 คนเลือกคำตอบที่ได้คะแนนสูงสุด"),
        ("rangsit", "EIT1.e2", "ผู้ตอบ 2 คนจาก 560 คนไม่ได้เลือกคำตอบที่ได้คะแนนสูงสุด"),
        ("rangsit", "ind:9", "ส่วนย่อยที่ได้คะแนนต่ำที่สุด คือ o2 ข้อมูลผู้บริหาร (50.00)"),
        ("rangsit", "ind:2", "ทุกส่วนย่อยได้คะแนนเท่ากัน (100.00)"),
        ("mae-sot", "ind:9", None),
        ("rangsit", "level", None),
    ],
)
def test_page_of_a_figure_says_in_a_sentence_what_it_means(name: str, figure: str, says: str | None) -> None:
    page = figure_page(year(name), figure)
    assert page is not None
    assert (page.plainly.th if page.plainly else None) == says
