"""Claims of a document against its own numbers: what is right is left alone, what is wrong is found."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_facts import answered, facts_of, published

from prongsai.analyze.claims import Claim, Contradiction
from prongsai.analyze.contradictions import contradictions
from prongsai.analyze.judging.figure_claims import number, same
from prongsai.analyze.printed_before import id_before, past_figure
from prongsai.analyze.ranking import highest, known, lowest, ranking
from prongsai.assess.score import score
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts, Groups, PastYear
from prongsai.criteria.editions import edition

NACC = edition("nacc-2568")
# Two figures tie (1 and 3), indicator 9 is lowest and 2 highest.
INDICATORS = {
    "1": "95.24", "2": "99.31", "3": "95.24", "4": "93.38", "5": "93.82",
    "6": "96.03", "7": "95.47", "8": "95.48", "9": "69.00", "10": "80.00",
}  # fmt: skip
ITEMS = {
    "IIT": {"i1": "91.03", "i2": "92.00", "i3": "91.03", "i4": "98.00", "i5": "98.00", "i6": "98.00", "i10": "91.03"}
}
TOLD = published(
    items=ITEMS,
    indicators=INDICATORS,
    instruments={"IIT": "95.40", "EIT1": "95.66", "EIT2": "95.66", "OIT": "74.50"},
    total="87.12",
    level="ผ่าน",
)
POSITIONS = Groups(
    counts={"executive": 10, "director": 17, "officer": 53, "employee": 108},
    shares={"executive": Decimal("5.32"), "officer": Decimal("28.19")},
)


def facts(**more: object) -> Facts:
    made = facts_of(NACC, told=TOLD, answers={"IIT": answered(188, demographics={"position": POSITIONS})})
    past = PastYear(published(total="85.67", indicators={"1": "99.95"}, items={"OIT": {"o5": "0"}}), "nacc-2567")
    return dataclasses.replace(made, history={2567: past}, **more)


def found(*claims: Claim, of: Facts | None = None) -> tuple[Contradiction, ...]:
    """What is wrong with claims alone: figures that were announced wrong stand before them."""
    of = of or facts()
    card = score(NACC, of)
    before = len(contradictions(NACC, of, card, ()))
    return contradictions(NACC, of, card, claims)[before:]


def says(kind: str, value: str | None = None, *, where: str = "หน้า 1", **more: object) -> Claim:
    return Claim(kind=kind, where=where, value=value, **more)


RIGHT = [
    says("score", "87.12", figure="total"),
    says("score", "๘๗.๑๒", figure="total"),
    says("score", "87.1", figure="total"),
    says("score", "87", figure="total"),
    says("score", "95.240", figure="ind:1"),
    says("share", "69", figure="ind:9"),
    says("rank", "10", figure="ind:9"),
    says("rank", "1", figure="ind:2", among="indicators"),
    says("rank", "2", figure="ind:9", among="OIT"),
    says("lowest", figure="ind:9"),
    says("lowest", "69.00", figure="ind:9", among="indicators"),
    says("lowest", figure="ind:4", among="IIT"),
    says("lowest", figure="OIT", among="instruments"),
    says("highest", "99.31", figure="ind:2"),
    says("highest", figure="IIT.i4", among="ind:2"),
    says("change", "+1.45", figure="total", since=2567),
    says("change", "+1.5", figure="total"),
    says("change", "-4.71", figure="ind:1", since=2567),
    says("target", "met", figure="total"),
    says("target", "+2.12", figure="total"),
    says("level", "ผ่าน", figure="level"),
    says("count", "188", of="IIT.respondents"),
    says("count", "53", of="IIT.position.officer"),
    says("share", "28.19", of="IIT.position.officer"),
    says("share", "28.2", of="IIT.position.officer"),
    says("share", "28", of="IIT.position.officer"),
    says("highest", of="IIT.position.employee"),
    says("lowest", of="IIT.position.executive"),
    says("rank", "2", of="IIT.position.officer"),
    says("count", "8", of="indicators>91"),
    says("count", "2", of="indicators<=91"),
    says("count", "9", of="indicators >= 80"),
    says("count", "1", of="indicators<80"),
    says("filed", figure="OIT.o20", among="ind:9"),
    says("filed", figure="OIT.o20", among="sub:9.5"),
    says("filed", figure="EIT1.e6", among="ind:7"),
]

EIGHT = tuple(f"ind:{each}" for each in range(1, 9))
WRONG = [
    (says("score", "87.15", figure="total"), "score", ("total",)),
    (says("score", "87.2", figure="total"), "score", ("total",)),
    (says("share", "80.00", figure="ind:9"), "share", ("ind:9",)),
    (says("rank", "9", figure="ind:9"), "rank", ("ind:9",)),
    (says("lowest", figure="ind:10"), "lowest", ("ind:10",)),
    (says("lowest", "68.00", figure="ind:9"), "lowest", ("ind:9",)),
    (says("lowest", figure="EIT1", among="instruments"), "lowest", ("EIT1",)),
    (says("highest", figure="ind:9"), "highest", ("ind:9",)),
    (says("highest", "99.99", figure="ind:2"), "highest", ("ind:2",)),
    (says("lowest", figure="IIT.i4", among="ind:2"), "lowest", ("IIT.i4",)),
    (says("change", "+2.12", figure="total", since=2567), "change", ("total",)),
    (says("change", "4.71", figure="ind:1"), "change", ("ind:1",)),
    (says("target", "missed", figure="total"), "target", ("total",)),
    (says("target", "+1.45", figure="total"), "target", ("total",)),
    (says("level", "ผ่านดี", figure="level"), "level", ("level",)),
    (says("level", "ดีมาก", figure="level"), "level", ("level",)),
    (says("count", "190", of="IIT.respondents"), "count", ()),
    (says("count", "54", of="IIT.position.officer"), "count", ()),
    (says("share", "99.31", of="IIT.position.officer"), "share", ()),
    (says("highest", of="IIT.position.officer"), "highest", ()),
    (says("lowest", of="IIT.position.officer"), "lowest", ()),
    (says("rank", "1", of="IIT.position.officer"), "rank", ()),
    (says("count", "9", of="indicators>91"), "count", EIGHT),
    (says("count", "3", of="indicators<=91"), "count", ("ind:9", "ind:10")),
    (says("count", "1", of="indicators<60"), "count", ()),
    (says("filed", figure="OIT.o20", among="ind:10"), "filed", ("OIT.o20",)),
    (says("filed", figure="OIT.o20", among="sub:9.1"), "filed", ("OIT.o20",)),
    (says("filed", figure="EIT1.e6", among="ind:8"), "filed", ("EIT1.e6",)),
]  # fmt: skip


@pytest.mark.parametrize("claim", RIGHT, ids=lambda claim: f"{claim.kind} {claim.figure or claim.of} {claim.value}")
def test_claim_that_is_right_is_left_alone(claim: Claim) -> None:
    assert found(claim) == ()


@pytest.mark.parametrize(
    ("claim", "kind", "figures"),
    WRONG,
    ids=[f"{each.kind} {each.figure or each.of} {each.value}" for each, *_ in WRONG],
)
def test_claim_that_is_wrong_is_found_with_its_place(claim: Claim, kind: str, figures: tuple[str, ...]) -> None:
    (wrong,) = found(dataclasses.replace(claim, where="ข้อ 3.2", quote="ตามที่พิมพ์"))

    assert (wrong.kind, wrong.figures, wrong.where, wrong.quote) == (kind, figures, "ข้อ 3.2", "ตามที่พิมพ์")
    for text in (wrong.says, wrong.so, wrong.why):
        assert text.th
        assert text.en


@pytest.mark.parametrize(
    "claim",
    [
        says("score", "50", figure="EIT2.e1"),
        says("score", "50", figure="ind:6@EIT1"),
        says("rank", "1", figure="IIT.i1"),  # not all questions are known
        says("lowest", figure="EIT1.e1"),
        says("change", "+9", figure="ind:2"),  # not in the history
        says("change", "+9", figure="total", since=2565),
        says("change", "+9", figure="level"),
        says("target", "met", figure="ind:1"),  # there is no such target
        says("count", "5", of="EIT1.respondents"),
        says("share", "5", of="IIT.age.20-30"),
        says("count", "9", of="items>90"),  # not all items are known
        says("score", "5", figure="no-such-figure"),
        says("lowest", "-", among="ind:9"),
        says("filed", figure="EIT1.e6", among="IIT"),
        says("filed", figure="total", among="ind:1"),
        says("level", None, figure="level"),
        says("score", "sNaN", figure="total"),
        says("lowest", "nan", figure="ind:9"),
        says("rank", "1", of="IIT.position.nobody"),
        says("target", "+1", of="IIT.position.officer"),
        says("count", "5", figure="ind:1"),
        says("lowest", "x", among="ind:1"),
        says("lowest", figure="ind:1", among="nothing"),
    ],
    ids=lambda claim: f"{claim.kind} {claim.figure or claim.of or claim.among} {claim.value}",
)
def test_claim_that_cannot_be_judged_is_left_alone(claim: Claim) -> None:
    assert found(claim) == ()


def test_ranks_that_tie_may_be_printed_either_way() -> None:
    # After 99.31, 96.03, 95.48 and 95.47 come two of 95.24: they share the places 5 and 6.
    ok = [rank for rank in range(1, 11) if found(says("rank", str(rank), figure="ind:1")) == ()]

    assert ok == [5, 6]


def test_column_of_wrong_ranks_is_one_mistake_where_it_begins() -> None:
    column = [says("rank", str(each), figure=f"ind:{each}", where="ตาราง 1") for each in range(1, 11)]
    other = says("score", "1", figure="total", where="ตาราง 2")
    alone = says("rank", "1", figure="ind:1", where="ตาราง 3")
    ranks, score_, last = found(*column[:9], other, column[9], alone)

    assert (ranks.kind, ranks.where, score_.kind, last.where) == ("rank", "ตาราง 1", "score", "ตาราง 3")
    # 5 for indicator 1 … by score: 6 (1), 3 (2) … only those that are wrong are listed, best first.
    assert ranks.so.en.startswith("by score 1 Use of budget (99.31), 2 Quality of operations (96.03)")
    assert set(ranks.figures) <= {f"ind:{each}" for each in range(1, 11)}


def test_ranks_of_different_sets_in_one_place_are_told_apart() -> None:
    of_all, of_two = says("rank", "1", figure="ind:9"), says("rank", "1", figure="ind:9", among="OIT")
    also = says("rank", "1", figure="IIT", among="instruments")

    assert [each.figures for each in found(of_all, of_two)] == [("ind:9",), ("ind:9",)]
    assert found(of_all, also)[0].figures == ("ind:9",)


def test_lowest_that_ties_must_name_all() -> None:
    alone = says("lowest", figure="IIT.i1", among="ind:1")
    together = dataclasses.replace(alone, quote="ข้อ i1 และ i3 ได้คะแนนน้อยที่สุด")
    almost = dataclasses.replace(alone, quote="ข้อ i1 และ i30")
    other = says("lowest", figure="IIT.i3", among="ind:1")

    (wrong,) = found(alone)
    assert wrong.figures == ("IIT.i1", "IIT.i3")
    assert found(together) == ()
    assert found(almost) != ()
    assert found(alone, other) == ()
    assert len(found(alone, dataclasses.replace(other, where="หน้า 9"))) == 2


def test_highest_that_is_shared_is_still_highest() -> None:
    assert found(says("highest", figure="IIT.i4", among="ind:2")) == ()
    assert found(says("highest", figure="IIT.i5", among="ind:2")) == ()


def test_lowest_where_all_are_equal_is_wrong_and_naming_none_is_right() -> None:
    (wrong,) = found(says("lowest", figure="IIT.i4", among="ind:2"))

    assert wrong.so.en == "all are equal"
    assert found(says("lowest", "-", among="ind:2")) == ()


@pytest.mark.parametrize(
    ("among", "figures"),
    [("indicators", ("ind:9",)), ("ind:1", ("IIT.i1", "IIT.i3")), ("EIT", ("ind:7",))],
)
def test_document_that_names_no_lowest_is_told_which_it_is(among: str, figures: tuple[str, ...]) -> None:
    (wrong,) = found(says("lowest", "-", among=among))

    assert wrong.figures == figures
    assert "None" not in wrong.says.en


def test_figure_that_is_lowest_by_its_exact_value_is_no_alarm_though_it_ties_when_shown() -> None:
    # (99.81 + 100) / 2 and (99.82 + 100) / 2 both print as 99.91; whoever knows which one is lower may say so.
    parts = {"EIT1": {"6": "99.81", "7": "99.82", "8": "99.82"}, "EIT2": dict.fromkeys("678", "100")}
    told = published(part_indicators=parts)
    card = score(NACC, facts_of(NACC, told=told))
    shown = {each: card.figures[f"ind:{each}"].shown for each in "678"}
    exact = {each: card.figures[f"ind:{each}"].exact for each in "678"}
    assert len(set(shown.values())) == 1
    assert exact["6"] is not None and exact["7"] is not None and exact["6"] < exact["7"]
    right, wrong = says("lowest", figure="ind:6", among="EIT"), says("lowest", figure="ind:7", among="EIT")

    assert found(right, of=facts_of(NACC, told=told)) == ()
    assert [each.kind for each in found(wrong, of=facts_of(NACC, told=told))] == ["lowest"]


def test_exact_value_does_not_excuse_what_the_announced_figures_contradict() -> None:
    told = published(
        items={"IIT": {"i1": "90", "i2": "90", "i3": "90", "i4": "99", "i5": "99", "i6": "99"}},
        indicators={"1": "95.00", "2": "91.00", "3": "99", "4": "99", "5": "99"},
    )
    assert found(says("lowest", figure="ind:1", among="IIT"), of=facts_of(NACC, told=told)) != ()


def test_figure_told_with_more_decimals_than_announced_is_right_where_the_exact_one_is() -> None:
    told = published(items={"IIT": {"i1": "95.33", "i2": "95.33", "i3": "95.34"}}, indicators={"1": "95.3"})
    made = facts_of(NACC, told=told)

    assert found(says("score", "95.33", figure="ind:1"), of=made) == ()
    assert found(says("score", "95.32", figure="ind:1"), of=made) != ()


def test_instrument_of_two_parts_is_compared_with_instruments() -> None:
    told = published(instruments={"IIT": "99.93", "EIT1": "99.82", "EIT2": "100", "OIT": "99.38"})
    made = facts_of(NACC, told=told)

    assert found(says("highest", figure="IIT", among="instruments"), of=made) == ()
    assert found(says("lowest", figure="EIT", among="instruments"), of=made) != ()


def test_wrong_score_names_the_figure_that_it_was_taken_from() -> None:
    (wrong,) = found(says("score", "93.38", figure="ind:5"))
    assert wrong.why.en == (
        "the score of indicator 5 Tackling corruption is 93.82; 93.38 is that of indicator 4 Use of government property"
    )
    (margin,) = found(says("target", "+1.45", figure="total"))
    assert margin.why.en.endswith("+1.45 is the change since 2567")
    (share,) = found(says("share", "99.31", of="IIT.position.officer"))
    assert share.why.en == "53 of 188; 99.31 is the score of indicator 2 Use of budget, not a share"


def test_announced_figures_that_their_parts_do_not_give_come_first() -> None:
    told = dataclasses.replace(TOLD, level="ผ่านดีมาก", items=None)
    of = facts_of(NACC, told=told)
    wrong = contradictions(NACC, of, score(NACC, of), [says("score", "1", figure="total")])

    assert [(each.kind, each.where) for each in wrong] == [("level", "published.level"), ("score", "หน้า 1")]
    assert "know no level “ผ่านดีมาก”" in wrong[0].why.en
    assert wrong[0].why.en.endswith("the total is 87.12, but OIT is 74.50, below 85")


def test_announced_level_decides_where_unknown_parts_leave_several_open() -> None:
    of = facts_of(NACC, told=published(total="87.12", level="ผ่านดี"))

    assert found(says("level", "ผ่านดี", figure="level"), of=of) == ()
    assert [each.so.th for each in found(says("level", "ผ่าน", figure="level"), of=of)] == ["ระดับ “ผ่านดี”"]
    unknown = facts_of(NACC, told=published(total="87.12"))
    assert found(says("level", "ผ่าน", figure="level"), of=unknown) == ()
    assert found(says("level", "ต้องปรับปรุง", figure="level"), of=unknown) != ()


def test_tables_of_respondents_are_checked_by_themselves() -> None:
    wrong = Groups(counts={"officer": 53, "employee": 147}, shares={"officer": Decimal("28.91")})
    of = facts_of(NACC, answers={"IIT": answered(188, demographics={"position": wrong})})
    listed = contradictions(NACC, of, score(NACC, of), ())

    assert [(each.kind, each.where) for each in listed] == [
        ("respondents", "answers.IIT.demographics.position"),
        ("share", "answers.IIT.demographics.position.shares.officer"),
    ]
    assert listed[1].so.en == "28.19 %"


@pytest.mark.parametrize("printed", ["50.00", "40.00"])
def test_shares_may_be_of_all_who_answered_or_of_those_who_answered_the_question(printed: str) -> None:
    groups = Groups(counts={"officer": 40, "employee": 40}, shares={"officer": Decimal(printed)})
    of = facts_of(NACC, answers={"IIT": answered(100, demographics={"position": groups})})

    assert contradictions(NACC, of, score(NACC, of), ()) == ()


def test_place_of_a_group_is_judged_only_as_far_as_groups_are_known() -> None:
    some = Groups(counts={"officer": 53, "employee": 30})
    of = facts_of(NACC, answers={"IIT": answered(188, demographics={"position": some})})

    assert found(says("rank", "3", of="IIT.position.officer"), of=of) == ()
    assert found(says("highest", of="IIT.position.officer"), of=of) == ()
    assert found(says("highest", of="IIT.position.employee"), of=of) != ()
    assert found(says("rank", "1", of="IIT.position.employee"), of=of) != ()


def test_respondents_of_an_instrument_are_those_of_its_parts() -> None:
    of = facts_of(NACC, answers={"EIT1": answered(560), "EIT2": answered(40)})

    assert found(says("count", "600", of="EIT.respondents"), of=of) == ()
    assert found(says("count", "560", of="EIT.respondents"), of=of) != ()
    only = facts_of(NACC, answers={"EIT1": answered(560)})
    assert found(says("count", "560", of="EIT.respondents"), of=only) == ()


def test_change_of_an_item_follows_the_crosswalk() -> None:
    # o4 of 2568 was o5 in 2567; o1 was two items.
    of = dataclasses.replace(facts(), disclosure=facts_of(NACC, marks={"o4": "100", "o1": "100"}).disclosure)

    assert id_before(NACC, of, 2567, "OIT.o4") == "OIT.o5"
    assert id_before(NACC, of, 2567, "OIT.o1") is None
    assert id_before(NACC, of, 2567, "EIT1.e99") is None
    assert id_before(NACC, of, 2567, "sub:9.1") == "sub:9.1"
    older = dataclasses.replace(of, history={2566: of.history[2567]})
    assert id_before(NACC, older, 2566, "OIT.o4") is None
    assert found(says("change", "+100", figure="OIT.o4"), of=of) == ()
    assert found(says("change", "0", figure="OIT.o4"), of=of) != ()
    assert found(says("change", "0", figure="OIT.o1"), of=of) == ()


def test_past_figures_are_read_from_every_table() -> None:
    told = published(
        items={"OIT": {"o1": "1"}}, sub_indicators={"9.1": "2"}, indicators={"9": "3"},
        part_indicators={"EIT1": {"6": "4"}}, instruments={"IIT": "5"}, total="6",
    )  # fmt: skip
    of = dataclasses.replace(facts_of(NACC), history={2567: PastYear(told)})
    ids = ("OIT.o1", "sub:9.1", "ind:9", "ind:6@EIT1", "IIT", "total", "ind:1", "OIT.o2")

    assert [past_figure(of, 2567, each) for each in ids] == [*map(Decimal, "123456"), None, None]
    assert past_figure(of, 2566, "total") is None


# What holds for any numbers.

CENTS = st.integers(0, 10_000).map(lambda cents: Decimal(cents).scaleb(-2))


def card_of(scores: Iterable[Decimal]) -> tuple[Facts, Scorecard]:
    told = published(indicators={str(at): str(each) for at, each in enumerate(scores, 1)})
    made = facts_of(NACC, told=told)
    return made, score(NACC, made)


@given(st.lists(CENTS, min_size=10, max_size=10))
def test_claims_taken_from_the_figures_are_never_wrong(scores: list[Decimal]) -> None:
    of, card = card_of(scores)
    ids = [f"ind:{each}" for each in range(1, 11)]
    claims = [says("score", str(shown), figure=each) for each, shown in known(card, ids).items()]
    claims += [says("rank", str(each.rank), figure=each.figure) for each in ranking(card, ids)]
    claims += [says("lowest", figure=each) for each in lowest(card, ids)]
    claims += [says("highest", figure=each) for each in highest(card, ids)]
    claims += [says("lowest", "-", among="indicators")] if not lowest(card, ids) else []
    claims.append(says("count", str(sum(each > 91 for each in scores)), of="indicators>91"))

    assert contradictions(NACC, of, card, claims) == ()


@given(st.lists(CENTS, min_size=10, max_size=10), st.integers(1, 10), CENTS, st.integers(1, 10))
def test_claims_that_differ_from_the_figures_are_always_wrong(
    scores: list[Decimal], which: int, said: Decimal, rank: int
) -> None:
    of, card = card_of(scores)
    mine = scores[which - 1]
    claims = [says("score", f"{said:.2f}", figure=f"ind:{which}"), says("rank", str(rank), figure=f"ind:{which}")]
    wrong = {each.kind for each in contradictions(NACC, of, card, claims)}
    above, level = sum(each > mine for each in scores), sum(each == mine for each in scores)

    assert ("score" in wrong) == (said != mine)
    assert ("rank" in wrong) == (not above < rank <= above + level)


@given(st.integers(-10_000, 10_000), st.integers(0, 2))
def test_number_with_fewer_decimals_is_the_same_where_it_is_the_rounding(cents: int, decimals: int) -> None:
    so = Decimal(cents).scaleb(-2)
    unit = 10 ** (2 - decimals)
    away = (abs(cents) * 2 + unit) // (2 * unit)
    right = Decimal(away if cents >= 0 else -away).scaleb(-decimals)

    assert same(right, so)
    assert not same(right + Decimal(1).scaleb(-decimals), so)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("๙๙.๗๐", "99.70"), ("1,234", "1234"), ("+1.45", "1.45"), ("−4.71", "-4.71"),
        ("-", None), ("nan", None), ("1e5", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_printed_number_is_read_as_people_write_it(text: str | None, value: str | None) -> None:
    assert number(text) == (None if value is None else Decimal(value))
