"""Nothing of a round file is passed over in silence: earlier years, claims that cannot be judged, why a level is so."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from small_facts import answered, facts_of, published

from prongsai.analyze.claims import Claim, ClaimKind
from prongsai.analyze.contradictions import contradictions
from prongsai.analyze.judging.announced import why_level
from prongsai.analyze.judging.unjudged import unjudged
from prongsai.assess.score import score
from prongsai.collect.facts import Facts
from prongsai.criteria.editions import edition
from prongsai.flow.by_file.check import checked
from prongsai.roundfile.read_file import read_bytes

NACC = edition("nacc-2568")
FILE = """
format: prongsai/round@1
year: 2568
agency: {name: เทศบาลตำบลบ้านนา}
published: {total: "87.15"}
history:
  2567:
    criteria: nacc-2567
    published: PUBLISHED
"""
FOUR = 'instruments: {IIT: "96.00", EIT1: "96.00", EIT2: "96.00", OIT: "90.00"}'


def found(past: str) -> list[tuple[str, str]]:
    (one,) = read_bytes(FILE.replace("PUBLISHED", past).encode(), "town.yaml", edition=edition)
    return [(each.kind, each.where) for each in checked(one)]


def test_earlier_year_is_held_against_its_own_figures_and_rules() -> None:
    right = f'{{total: "93.60", level: ผ่านดี, {FOUR}}}'
    assert found(right) == []
    assert found(right.replace("ผ่านดี", "ผ่านดีเยี่ยม")) == [("level", "history.2567.published.level")]
    assert found(right.replace("93.60", "98.60")) == [("difference", "history.2567.published: total")]
    assert found('{total: "93.60", level: AA}') == [("level", "history.2567.published.level")]


def test_announced_level_is_judged_by_the_total_alone_where_no_more_is_known() -> None:
    facts = facts_of(NACC, told=published(total="87.15", level="ผ่านดีเยี่ยม"))
    (wrong,) = contradictions(NACC, facts, score(NACC, facts), ())
    assert wrong.so.th == "ระดับ “ผ่านดี / ผ่าน”"
    assert wrong.why.en == "a total of 87.15 can only be ผ่านดี or ผ่าน"
    right = facts_of(NACC, told=published(total="87.15", level="ผ่านดี"))
    assert contradictions(NACC, right, score(NACC, right), ()) == ()


@pytest.mark.parametrize(
    ("total", "low", "why"),
    [
        ("96.10", "90.00", "the total is 96.10, but OIT is 90.00, below 95"),
        ("87.15", "74.50", "the total is 87.15, but OIT is 74.50, below 85"),
        ("84.00", "74.50", "the total is 84.00, below 85"),
        ("97.00", "96.00", "the total is 97.00, and IIT, EIT part 1, EIT part 2 and OIT are at least 95"),
    ],
)
def test_reason_of_a_level_names_what_decides_it(total: str, low: str, why: str) -> None:
    told = published(total=total, instruments={"IIT": "97", "EIT1": "97", "EIT2": "97", "OIT": low})
    facts = facts_of(NACC, told=told)
    assert why_level(NACC, score(NACC, facts), "ผ่าน").en == why


def says(kind: ClaimKind, value: str | None = None, **more: str) -> Claim:
    return dataclasses.replace(Claim(kind=kind, where="หน้า 1", value=value), **more)


def left(*claims: Claim, of: Facts | None = None) -> list[str]:
    facts = of or facts_of(NACC, told=published(total="87.15", indicators={"1": "95.24"}))
    return [each.why.en for each in unjudged(NACC, facts, score(NACC, facts), claims)]


@pytest.mark.parametrize(
    "claim",
    [
        says("rank", "1", figure="total"),
        says("lowest", figure="level"),
        says("target", "met", figure="IIT"),
        says("score", "1", figure="level"),
        says("count", "3", figure="ind:1"),
        says("level", "ผ่าน", figure="ind:1"),
        says("filed", figure="ind:1", among="ind:1"),
    ],
)
def test_claim_whose_kind_does_not_fit_its_figure_is_told_with_the_reason(claim: Claim) -> None:
    (why,) = left(claim)
    assert "to compare with" in why


def test_claim_about_what_the_file_does_not_have_is_told() -> None:
    assert left(says("score", "90", figure="ind:2")) == ["the file neither has nor gives indicator 2 Use of budget"]
    assert "of 2567" in left(says("change", "+1", figure="total"))[0]
    assert left(says("rank", "1", figure="ind:1")) == ["not all scores of the set are known"]
    assert left(says("count", "1", of="OIT<100")) == ["not all scores of the set are known"]
    assert "IIT" in left(says("count", "40", of="IIT.respondents"))[0]
    assert "IIT.gender.male" in left(says("share", "40", of="IIT.gender.male"))[0]


def test_claim_that_is_judged_is_not_told() -> None:
    assert left(says("score", "95.24", figure="ind:1"), says("target", "met", figure="total")) == []
    facts = dataclasses.replace(facts_of(NACC), answers={"IIT": answered(40)})
    assert left(says("count", "45", of="IIT.respondents"), of=facts) == []


def test_items_of_one_instrument_are_counted() -> None:
    marks = {item: "100" for item in NACC.items if item.startswith("o")} | {"o2": "50", "o10": "0"}
    facts = facts_of(NACC, marks=marks)
    card = score(NACC, facts)
    right = [says("count", "2", of="OIT<100"), says("count", "26", of="OIT>=100")]
    assert contradictions(NACC, facts, card, right) == ()
    (wrong,) = contradictions(NACC, facts, card, [says("count", "5", of="OIT<100")])
    assert wrong.so.en == "there are 2" and Decimal(wrong.says.en.split()[0]) == 5
