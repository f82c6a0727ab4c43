"""Changes and history: which years compare, what may be said of a change, and why not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from found_cases import NOW, Past, example, found_in
from small_facts import all_marks, facts_of, published

from prongsai.analyze.finding.changes import YearlyChange
from prongsai.analyze.findings import Findings
from prongsai.analyze.history import Break, Chain, breaks, past_year
from prongsai.assess.score import score
from prongsai.collect.facts import Published
from prongsai.criteria.editions import UnknownEdition, edition
from prongsai.criteria.shapes import Criteria
from prongsai.screens.figures import text_of

BEFORE = edition("nacc-2567")


def change(found: Findings, figure: str) -> YearlyChange:
    one = found.change_of(figure)
    assert one is not None, figure
    return one


@pytest.mark.parametrize(
    ("figure", "difference", "kind"),
    [
        ("ind:1", "-4.71", "fell-but-high"),
        ("ind:2", "-3.87", "fell-but-high"),
        ("ind:3", "-0.69", "fell-but-high"),
        ("ind:4", "25.97", "rose-but-still-lowest"),
        ("ind:5", "-6.18", "fell-but-high"),
        ("ind:6", "-1.95", "fell-but-high"),
        ("ind:7", "-0.22", "fell-and-weak"),
        ("ind:8", "5.78", "rose"),
        ("ind:9", "-9.57", "not-comparable"),
        ("ind:10", "-20.00", "not-comparable"),
    ],
)
def test_changes_of_mae_sot_are_those_of_its_table(figure: str, difference: str, kind: str) -> None:
    one = change(example("mae-sot-2568")[3], figure)

    assert (one.since, one.difference, one.kind) == (2567, Decimal(difference), kind)
    assert one.figures["change"].key == f"change:{figure}:2567"
    assert Decimal(one.figures["change"].text) == Decimal(difference)


def test_change_sentence_shows_both_years_and_the_size() -> None:
    one = change(example("mae-sot-2568")[3], "ind:4")

    assert one.sentence.say() == (
        "ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ ได้ 93.38 คะแนน เพิ่มขึ้น 25.97 คะแนนจากปี 2567 (67.41 คะแนน) "
        "แต่ยังต่ำที่สุดใน IIT จึงควรพัฒนาต่อ"
    )
    assert {name: value.key for name, value in one.sentence.figures.items()} == {
        "now": "ind:4",
        "size": "size:ind:4:2567",
        "before": "ind:4@2567",
    }


def test_change_across_a_break_of_method_says_so_and_why() -> None:
    total = change(example("rangsit-2568")[3], "total")

    assert (total.kind, total.difference) == ("not-comparable", Decimal("1.45"))
    assert total.broken is not None and total.broken.figures == ("total",)
    assert "เทียบกันโดยตรงไม่ได้ เพราะวิธีคิดคะแนน OIT ซึ่งมีน้ำหนักร้อยละ 40" in total.sentence.say()
    assert "are not directly comparable: the method of OIT" in total.sentence.say("en")


def test_change_from_a_computed_figure_says_that_it_is_computed() -> None:
    *_, found = example("mae-sot-2568")
    iit = change(found, "IIT")

    assert iit.before is not None and (iit.before.basis, str(iit.before.value)) == ("computed", "93.41")
    assert iit.note is not None and "ไม่ใช่คะแนนที่ประกาศ" in iit.note.say()
    assert change(found, "ind:1").note is None


def test_change_is_unknown_where_one_year_is() -> None:
    now = facts_of(NOW, told=published(indicators={"1": "90"}))
    _, found = found_in(NOW, now, {2567: (BEFORE, published(indicators={"2": "91"}))})

    assert change(found, "ind:1").kind == change(found, "ind:2").kind == "unknown"
    assert "ไม่ทราบคะแนนของปี 2567" in change(found, "ind:1").sentence.say()
    assert "ไม่ทราบคะแนนของปี 2568" in change(found, "ind:2").sentence.say()
    assert found.change_of("ind:3") is None


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        ("60", "60.0", "unchanged"),
        ("60", "70", "rose-but-still-weak"),
        ("90", "80", "fell-and-weak"),
        ("80", "90", "rose"),
    ],
)
def test_change_kind_follows_the_bar(before: str, now: str, kind: str) -> None:
    _, found = found_in(
        NOW,
        facts_of(NOW, told=published(instruments={"IIT": now})),
        {2567: (BEFORE, published(instruments={"IIT": before}))},
    )

    assert change(found, "IIT").kind == kind


def test_changes_are_since_the_latest_earlier_year() -> None:
    told = published(indicators={"1": "90"})
    past: Past = {
        2566: (edition("nacc-2566"), published(indicators={"1": "80"})),
        2567: (BEFORE, published(indicators={"1": "85"})),
        2569: (None, published(indicators={"1": "99"})),
    }
    _, found = found_in(NOW, facts_of(NOW, told=told), past)

    assert change(found, "ind:1").since == 2567
    assert [each.year for each in found.years] == [2566, 2567, 2568]
    assert [each.figures["ind:1"].value for each in found.years] == [Decimal(80), Decimal(85), Decimal(90)]


def test_breaks_chain_over_the_editions_in_between() -> None:
    told = published(indicators={"1": "90"}, total="90", instruments={"OIT": "90"})
    _, found = found_in(NOW, facts_of(NOW, told=told), {2565: (edition("nacc-2565"), told)})

    # 2567 and 2568 ask and count IIT alike; what breaks it lies further back.
    broken = change(found, "ind:1").broken
    assert broken is not None and (broken.since, broken.until) == (2566, 2567)
    assert {(each.since, each.until) for each in found.breaks} == {(2565, 2566), (2566, 2567), (2567, 2568)}
    assert found.breaks[0].since == 2565


def test_breaks_end_where_an_edition_is_missing() -> None:
    def gone(name: str) -> Criteria:
        raise UnknownEdition(name, ())

    told = published(indicators={"1": "90"})
    facts = facts_of(NOW, told=told)
    chain = Chain(NOW, {2566: None}, gone)

    assert not chain.reaches(2566, None)
    assert chain.breaks(2566) == ()
    _, found = found_in(replace(NOW, crosswalk=None), facts, {2567: (BEFORE, told), 2566: (None, told)})
    assert change(found, "ind:1").kind == "not-known-to-compare"
    assert "ไม่มีตารางเทียบเกณฑ์" in change(found, "ind:1").sentence.say()
    assert [(each.since, each.figures) for each in found.breaks] == [(2566, ("*",)), (2567, ("*",))]


def test_items_of_a_whole_that_has_parts_by_now_are_of_no_part() -> None:
    told = published(items={"EIT": {"e1": "90.00"}, "IIT": {"i1": "91.00"}}, instruments={"EIT": "92.00"})
    past = past_year(2566, edition("nacc-2566"), told)

    assert {name: str(each.value) for name, each in past.figures.items()} == {"IIT.i1": "91.00", "EIT": "92.00"}


def test_year_of_unknown_rules_takes_those_that_the_crosswalk_leads_to() -> None:
    past: Past = {2567: (None, published(indicators={str(n): "90" for n in range(1, 11)}))}
    _, found = found_in(NOW, facts_of(NOW, told=published(indicators={"1": "90"})), past)

    assert found.years[0].criteria == "nacc-2567"
    assert found.years[0].figures["total"].basis == "computed"


def test_year_without_any_rules_holds_what_was_published() -> None:
    told = published(
        total="95",
        level="AA",
        instruments={"IIT": "94"},
        indicators={"1": "93"},
        part_indicators={"EIT1": {"6": "92"}},
        sub_indicators={"9.1": "91"},
        items={"IIT": {"i1": "90"}},
    )
    _, found = found_in(NOW, facts_of(NOW, told=published(indicators={"1": "90"})), {2550: (None, told)})
    old = found.years[0]

    assert {name: str(each.value) for name, each in old.figures.items()} == {
        "total": "95", "IIT": "94", "ind:1": "93", "ind:6@EIT1": "92", "sub:9.1": "91", "IIT.i1": "90",
    }  # fmt: skip
    assert (old.level, old.level_basis, old.criteria) == ("AA", "published", None)
    _, empty = found_in(NOW, facts_of(NOW), {2550: (None, Published())})
    assert empty.years[0].level_basis is None


def test_items_are_compared_only_where_the_crosswalk_says_so() -> None:
    told = published(items={"IIT": {"i1": "90"}, "OIT": {"o5": "100", "o7": "0", "o1": "0", "o3": "100", "o8": "100"}})
    now = facts_of(NOW, marks=all_marks(NOW, o5="50"), told=published(items={"IIT": {"i1": "95"}}))
    _, found = found_in(NOW, now, {2567: (BEFORE, told)})
    items = {each.figure: each for each in found.changes if each.figure.startswith(("IIT.", "OIT."))}

    # o4, o5 and o6 continue o5, o7 and o8 of 2567; o1 was merged, o3 too, and i1's wording of 2567 is not known.
    assert set(items) == {"OIT.o4", "OIT.o5", "OIT.o6"}
    before = items["OIT.o5"].before
    assert before is not None and before.value == 0
    assert items["OIT.o5"].kind == "not-comparable"


def test_sub_indicators_are_compared_where_both_are_known() -> None:
    now = facts_of(NOW, marks=all_marks(NOW))
    _, found = found_in(NOW, now, {2567: (BEFORE, published(sub_indicators={"9.1": "80"}))})

    assert change(found, "sub:9.1").kind == "not-comparable"
    assert found.change_of("sub:9.2") is None


@pytest.mark.parametrize(
    ("figures", "figure", "broken"),
    [
        (("OIT",), "OIT", True),
        (("OIT",), "total", True),
        (("OIT",), "level", True),
        (("OIT",), "IIT", False),
        (("ind:9",), "OIT", True),
        (("ind:6",), "ind:6@EIT1", True),
        (("EIT1",), "ind:6@EIT1", True),
        (("EIT1",), "ind:6@EIT2", False),
        (("EIT",), "EIT2", True),
        (("OIT.*",), "OIT.o3", True),
        (("OIT.*",), "OIT", False),
        (("sub:*",), "sub:9.1", True),
        (("total",), "IIT", False),
    ],
)
def test_break_touches_what_is_made_of_the_broken(figures: tuple[str, ...], figure: str, broken: bool) -> None:
    one = Break(2567, 2568, figures, NOW.title, NOW.levels.tested_origin)

    assert breaks(NOW, one, figure) is broken


def test_chain_follows_an_item_through_years_in_which_it_stays_comparable() -> None:
    chain = Chain(NOW, {2566: None}, edition)

    assert chain.before("OIT.o5", 2567) == "OIT.o7"
    assert chain.before("OIT.o5", 2566) == "OIT.o4"
    assert chain.before("OIT.o1", 2567) is None
    assert chain.before("ind:1", 2566) == "ind:1"
    assert score(BEFORE, facts_of(BEFORE)).year == 2567


@pytest.mark.parametrize(
    ("name", "figure", "kind"),
    [
        ("nacc-2567", "IIT", "not-known-to-compare"),
        ("nacc-2567", "OIT", "not-comparable"),
        ("nacc-2569", "total", "not-known-to-compare"),
        ("nacc-2569", "ind:9", "not-known-to-compare"),
        ("nacc-2568", "total", "not-comparable"),
    ],
)
def test_break_that_nobody_is_sure_of_is_not_said_to_be_one(name: str, figure: str, kind: str) -> None:
    criteria = edition(name)
    told = published(total="90.00", instruments={"IIT": "90.00", "OIT": "90.00"}, indicators={"9": "90.00"})
    past: Past = {criteria.year - 1: (None, told)}
    one = change(found_in(criteria, facts_of(criteria, told=told), past)[1], figure)

    assert one.kind == kind
    assert ("เทียบกันโดยตรงไม่ได้" in text_of(one.sentence).th) is (kind == "not-comparable")
    assert ("ไม่ทราบว่าคะแนนสองปีนี้เทียบกันได้หรือไม่" in text_of(one.sentence).th) is (kind != "not-comparable")
