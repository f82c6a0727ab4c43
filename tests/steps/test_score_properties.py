"""What holds for every agency's answers and marks."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from small_facts import answered, facts_of, published

from prongsai.assess.computation import work
from prongsai.assess.differences import Reach
from prongsai.assess.evidence import spread
from prongsai.assess.graph import graph_of
from prongsai.assess.score import score
from prongsai.assess.scorecard import Scorecard
from prongsai.assess.shares import largest_remainder
from prongsai.criteria.editions import edition
from prongsai.language.exact import half_up

NOW = edition("nacc-2568")
SIX = st.lists(st.integers(0, 60), min_size=6, max_size=6).filter(any)
TWO = st.lists(st.integers(0, 60), min_size=2, max_size=2).filter(any)


def item(name: str, counts: list[int]) -> Fraction:
    exact = score(NOW, facts_of(NOW, answers={"IIT": answered(None, {name: counts})})).figures[f"IIT.{name}"].exact
    assert exact is not None
    return exact


def choices_of(name: str) -> int:
    question = NOW.items[name].question
    assert question is not None
    assert question.scale is not None
    return len(question.scale.points)


@st.composite
def years(draw: st.DrawFn) -> dict[str, object]:
    """Answers to some or all items, and some or all marks."""
    answers = {}
    for part in ("IIT", "EIT1", "EIT2"):
        items = NOW.items_of(NOW.instrument_of_part(part).id)
        chance = random.Random(draw(st.integers(0, 10**9)))
        left_out = draw(st.integers(0, 2))
        counts = {each.id: [chance.randint(0, 9) for _ in range(choices_of(each.id))] for each in items}
        for each in counts.values():
            each[0] += 1
        answers[part] = answered(None, dict(list(counts.items())[left_out:] if left_out == 2 else counts))
    chance = random.Random(draw(st.integers(0, 10**9)))
    marks = {each.id: chance.choice(["100", "50", "0"]) for each in NOW.items_of("OIT")}
    return {"answers": answers, "marks": marks}


def card_of(year: dict[str, object]) -> Scorecard:
    return score(NOW, facts_of(NOW, **year))


@given(years())
def test_every_figure_lies_between_0_and_100(year: dict[str, object]) -> None:
    for figure in card_of(year).figures.values():
        assert figure.shown is None or 0 <= figure.shown <= 100
        assert figure.exact is None or 0 <= figure.exact <= 100
        assert (figure.basis is None) == (figure.shown is None) == (figure.certainty is None)


@given(years(), st.randoms())
def test_order_of_items_and_marks_does_not_matter(year: dict[str, object], chance: random.Random) -> None:
    before = card_of(year)
    answers, marks = year["answers"], year["marks"]
    assert isinstance(answers, dict)
    assert isinstance(marks, dict)
    shuffled = list(marks.items())
    chance.shuffle(shuffled)
    after = card_of({"answers": dict(reversed(answers.items())), "marks": dict(shuffled)})

    assert before.figures == after.figures
    assert before.level == after.level


@given(st.lists(st.integers(0, 5), min_size=1, max_size=40), st.randoms())
def test_order_of_answers_does_not_matter(answers: list[int], chance: random.Random) -> None:
    mixed = answers[:]
    chance.shuffle(mixed)
    one, other = ([each.count(choice) for choice in range(6)] for each in (answers, mixed))

    assert item("i1", one) == item("i1", other) == Fraction(20 * sum(answers), len(answers))


@given(SIX, SIX)
def test_merged_counts_score_as_merged_answers(one: list[int], other: list[int]) -> None:
    merged = [first + second for first, second in zip(one, other, strict=True)]
    together = (item("i1", one) * sum(one) + item("i1", other) * sum(other)) / (sum(one) + sum(other))

    assert item("i1", merged) == together


@given(SIX, st.integers(0, 4))
def test_raising_an_answer_never_lowers_a_positive_item_nor_raises_a_negative_one(counts: list[int], at: int) -> None:
    if not counts[at]:
        return
    raised = counts[:]
    raised[at] -= 1
    raised[at + 1] += 1

    assert item("i1", raised) > item("i1", counts)
    assert item("i2", raised) < item("i2", counts)


@given(TWO)
def test_first_choice_is_the_good_one_of_two(counts: list[int]) -> None:
    assert item("i3", counts) == Fraction(100 * counts[0], sum(counts))


@given(years(), st.sampled_from([f"o{number}" for number in range(1, 29)]))
def test_better_mark_never_lowers_a_figure(year: dict[str, object], name: str) -> None:
    before = card_of(year)
    marks = year["marks"]
    assert isinstance(marks, dict)
    after = card_of({**year, "marks": {**marks, name: "100"}})

    for figure in before.figures.values():
        now = after.figures[figure.id]
        assert figure.exact is None or now.exact is None or now.exact >= figure.exact


@given(years())
def test_computed_figure_is_its_exact_value_half_up(year: dict[str, object]) -> None:
    for figure in card_of(year).figures.values():
        if figure.computed is not None and figure.exact is not None:
            assert figure.computed == half_up(figure.exact)


@given(years(), st.sampled_from(["ind:1", "ind:6@EIT1", "ind:9", "EIT1", "OIT", "IIT"]), st.integers(0, 2))
def test_intervals_hold_the_exact_value(year: dict[str, object], name: str, decimals: int) -> None:
    first = card_of(year)
    exact = first.figures[name].exact
    kinds: dict[str, object] = {}
    if exact is not None:
        value = str(half_up(exact, decimals))
        if name.startswith("ind:"):
            number, _, part = name.removeprefix("ind:").partition("@")
            kinds = {"part_indicators": {part: {number: value}}} if part else {"indicators": {number: value}}
        else:
            kinds = {"instruments": {name: value}}
    done = work(NOW, facts_of(NOW, told=published(**kinds), **year))
    reach = Reach(done)
    for at, node in enumerate(done.graph.nodes):
        found = done.figures[at].exact
        if found is None or node.marked:
            continue
        low, high = reach.widened(at)
        assert low <= found <= high
        # The truth before anything was announced lies inside too.
        truth = first.figures[node.id].exact
        assert truth is not None
        assert low <= truth <= high


@given(SIX)
def test_spread_of_printed_shares_holds_the_true_score(counts: list[int]) -> None:
    graph = graph_of(NOW)
    node = graph.nodes[graph.position["IIT.i1"]]
    low, high = spread(node, largest_remainder(counts))

    assert low <= item("i1", counts) <= high
    # Six shares of which each may be off by a hundredth: a few hundredths of a point.
    assert high - low <= Fraction(Decimal("0.04"))
