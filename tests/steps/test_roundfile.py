"""A round file is read as it was written, in YAML, JSON and JSON Lines, and comes back the same when written again."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.analyze.claims import Claim
from prongsai.collect.facts import (
    Agency,
    Answers,
    AssessorPoint,
    Disclosure,
    Facts,
    Groups,
    PartAnswers,
    PastYear,
    Published,
)
from prongsai.collect.papers import Document, Endorsement, Memo, MemoPart, Section
from prongsai.criteria.editions import edition
from prongsai.improve.plan import Owner, Period, Plan, Progress, Row, Step
from prongsai.roundfile.read_file import read_bytes
from prongsai.roundfile.round import Round
from prongsai.roundfile.write import to_data, write_json, write_yaml

HEAD = "format: prongsai/round@1\nyear: 2568\nagency: {name: เทศบาลตัวอย่าง}\n"
CRITERIA = edition("nacc-2568")


def read(text: str, name: str = "a.yaml") -> Round:
    (one,) = read_bytes(text.encode(), name)
    return one


def test_smallest_file_is_a_good_file() -> None:
    one = read(HEAD)

    assert one == Round(
        facts=Facts(
            agency=Agency(name="เทศบาลตัวอย่าง"),
            year=2568,
            criteria="nacc-2568",
            staff=None,
            visitors=None,
            answers={},
            disclosure={},
            published=Published(),
            history={},
            assessor=(),
        ),
        claims=(),
        document=None,
        plan=None,
        memo=None,
        extra={},
    )


FULL = """\
format: prongsai/round@1
year: ๒๕๖๘
criteria: nacc-2568
agency: {code: null, name: เทศบาลนครตัวอย่าง, kind: city-municipality, size: null, website: https://example.go.th/ita}
staff: ๔๒๐
answers:
  IIT:
    respondents: 188
    items: {i1: {counts: [0, 0, 0, 0, 0, 188]}, i2: {shares: ["99.47", "0.00", "0.00", "0.00", "0.00", "๐.๕๓"]}}
    demographics: {age: {counts: {"20-30": 32}, shares: {"20-30": "17.02"}}}
disclosure: [{item: ๐9, urls: [https://example.go.th/9], score: "100", reason: null}]
published:
  items: {IIT: {i1: "100.00"}, EIT1: {}}
  sub_indicators: {"9.1": "87.50"}
  indicators: {"1": 99.820}
  part_indicators: {EIT1: {"6": "99.81"}}
  instruments: {IIT: "99.93"}
  total: ๙๙.๗๐
  level: ผ่านดีเยี่ยม
assessor: [{scope: items, ids: [e4, E5], part: EIT1, issue: ก, refs: [O9, "9.1"]}]
history: {๒๕๖๗: {criteria: nacc-2567, published: {total: "98.25", indicators: {}}}}
claims: [{figure: ๐9, kind: score, value: "๙๒.๗๖", where: ข้อ ๓.๒.๑}, {kind: level, value: ดีมาก, where: ก}]
document: {profile: rangsit, sections: [{part: preface, heading: คำนำ, text: ก}]}
plan:
  year: 2569
  form: nacc-five-column
  rows:
  - {indicators: ["6"], items: [e2, ๐10], measures: [ก, ข], analysis: ก, success: [ก, ข],
     steps: [{text: ก, owner: ข}], owners: [{unit: สำนักปลัด, role: lead}],
     period: {text: ภายในมีนาคม 2569, from: null, to: ๒๐๒๖-๐๓-๓๑}}
  - {measures: ก, period: ตลอดปี}
  progress: {as_of: 2026-04-04}
memo: {subject: ก, to: ข, date: 2026-04-04, parts: [{heading: เรื่องเดิม, text: ก}], chain: [{position: ปลัดเทศบาล}]}
"""


def test_full_file_is_read_into_the_pipelines_values() -> None:
    one = read(FULL)

    iit = one.facts.answers["IIT"]
    assert iit.items is not None and iit.items["i1"].counts == (0, 0, 0, 0, 0, 188)
    assert iit.items["i2"].shares is not None and str(iit.items["i2"].shares[5]) == "0.53"
    assert iit.demographics == {"age": Groups(counts={"20-30": 32}, shares={"20-30": Decimal("17.02")})}
    assert one.facts.staff == 420
    assert one.facts.disclosure == {"o9": Disclosure(item="o9", urls=("https://example.go.th/9",), score=Decimal(100))}
    assert str(one.facts.published.total) == "99.70"
    assert one.facts.published.indicators is not None and str(one.facts.published.indicators["1"]) == "99.820"
    assert one.facts.assessor[0].ids == ("e4", "e5")
    assert one.facts.assessor[0].refs == ("o9", "9.1")
    assert one.facts.history == {
        2567: PastYear(published=Published(total=Decimal("98.25"), indicators={}), criteria="nacc-2567")
    }
    assert one.claims[0] == Claim(kind="score", figure="OIT.o9", value="92.76", where="ข้อ ๓.๒.๑")
    assert one.claims[1].figure == "level"
    assert one.plan is not None and one.plan.progress == Progress(as_of=datetime.date(2026, 4, 4))
    first, second = one.plan.rows
    assert (first.items, first.analysis, first.success) == (("e2", "o10"), ("ก",), ("ก", "ข"))
    assert first.period == Period(text="ภายในมีนาคม 2569", ends=datetime.date(2026, 3, 31))
    assert (second.measures, second.period) == (("ก",), Period(text="ตลอดปี"))
    assert one.memo is not None and one.memo.chain == (Endorsement(position="ปลัดเทศบาล"),)


def test_byte_order_mark_and_windows_line_ends_are_read() -> None:
    assert read("\ufeff" + FULL.replace("\n", "\r\n")) == read(FULL)


def test_json_list_and_json_lines_hold_many_rounds() -> None:
    one = read(FULL)
    line = write_json(one, one_line=True)
    small = write_json(read(HEAD), one_line=True)

    assert line.count("\n") == 1
    assert read_bytes((line + "\r\n" + small).encode(), "a.jsonl") == [one, read(HEAD)]
    assert read_bytes(f"[{line},{small}]".encode(), "a.json") == [one, read(HEAD)]
    assert read_bytes((line + small).encode(), "a.json") == [one, read(HEAD)]
    assert read_bytes(line.encode(), "-") == [one]


def test_json_numbers_keep_their_digits() -> None:
    one = read(
        '{"format": "prongsai/round@1", "year": 2568, "agency": {"name": "ก"}, "published": {"total": 99.70}}', "a.json"
    )

    assert str(one.facts.published.total) == "99.70"


def test_counts_may_be_less_than_the_respondents_but_shares_need_not_add_up() -> None:
    one = read(HEAD + "answers: {IIT: {respondents: 9, items: {i3: {counts: [1, 2]}, i9: {shares: [98.99, 0.53]}}}}\n")

    assert one.facts.answers["IIT"].items is not None


def test_plan_alone_may_be_of_its_own_year() -> None:
    one = read(HEAD + "plan: {year: 2568, rows: []}\n")

    assert one.plan == Plan(year=2568, rows=())


def test_earlier_year_without_an_edition_is_kept_as_printed() -> None:
    one = read(HEAD + 'history: {2560: {published: {total: "70.1", indicators: {"77": 1}}}}\n')

    assert one.facts.history[2560].published.indicators == {"77": Decimal(1)}


CLAIMS = """\
claims:
- {kind: count, of: IIT.respondents, value: "188", where: ก}
- {kind: rank, of: IIT.position.officer, among: IIT.position, value: "3", where: ก}
- {kind: count, of: "indicators>91", value: "8", where: ก}
- {kind: lowest, value: "-", among: "ind:1", where: ก}
- {kind: lowest, figure: i2, among: IIT, where: ก}
- {kind: target, figure: total, value: met, where: ก}
- {kind: change, figure: total, value: "-๔.๗๑", since: 2567, where: ก}
"""


def test_claims_about_groups_counts_and_blanks_are_read() -> None:
    one = read(HEAD + CLAIMS)

    assert [claim.figure or claim.of or claim.among for claim in one.claims] == [
        "IIT.respondents", "IIT.position.officer", "indicators>91", "ind:1", "IIT.i2", "total", "total",
    ]  # fmt: skip
    assert one.claims[-1].value == "-4.71"


def test_loosely_written_ids_become_the_editions_own() -> None:
    one = read(
        HEAD + "published: {indicators: {'๙': 1}, items: {eit1: {E1: 2}}, part_indicators: {EIT1: {'๖': 3}}}\n"
        "plan: {year: 2569, form: nacc-five-column, rows: [{measures: ก, issue: '๒'}]}\n"
    )

    assert one.facts.published.indicators == {"9": 1}
    assert one.facts.published.items == {"EIT1": {"e1": 2}}
    assert one.facts.published.part_indicators == {"EIT1": {"6": 3}}
    assert one.plan is not None and one.plan.rows[0].issue == "2"


OWN = """\
x-file: {source: ตาราง, list: [a, {b: null}]}
answers: {x-note: ก, IIT: {respondents: 1, items: {I๓: {counts: [1, 0], x-seen: "3"}}}}
disclosure: [{item: o1}, {item: o2, x-id: "7"}]
history: {๒๕๖๗: {x-page: "4", published: {}}}
"""


def test_own_keys_are_kept_wherever_they_stand() -> None:
    one = read(HEAD + OWN)

    assert one.extra == {
        "x-file": {"source": "ตาราง", "list": ["a", {"b": None}]},
        "answers": {"x-note": "ก", "IIT": {"items": {"i3": {"x-seen": "3"}}}},
        "disclosure": {"1": {"x-id": "7"}},
        "history": {"2567": {"x-page": "4"}},
    }


@pytest.mark.parametrize("text", [HEAD, FULL, HEAD + OWN])
def test_file_comes_back_the_same(text: str) -> None:
    one = read(text)

    assert read(write_yaml(one)) == one
    assert read(write_json(one), "a.json") == one
    assert write_yaml(read(write_yaml(one))) == write_yaml(one)


def test_data_has_the_order_of_the_format_and_leaves_out_what_is_not_known() -> None:
    data = to_data(read(FULL))

    assert list(data) == [
        "format", "year", "criteria", "agency", "staff", "answers", "disclosure", "published", "assessor", "history",
        "claims", "document", "plan", "memo",
    ]  # fmt: skip
    assert list(to_data(read(HEAD))) == ["format", "year", "criteria", "agency"]
    assert data["published"]["total"] == "99.70"
    assert json.loads(json.dumps(data))["history"]["2567"]["published"]["total"] == "98.25"


def test_yaml_is_easy_to_read() -> None:
    text = write_yaml(read(FULL.replace("text: ก}]}\nplan", 'text: "บรรทัดหนึ่ง\\nบรรทัดสอง"}]}\nplan')))

    assert text.startswith(
        "format: prongsai/round@1\n"
        "year: 2568\n"
        "criteria: nacc-2568\n"
        'agency: {name: เทศบาลนครตัวอย่าง, kind: city-municipality, website: "https://example.go.th/ita"}\n'
        "staff: 420\n"
        "answers:\n"
        "  IIT:\n"
        "    respondents: 188\n"
        "    items:\n"
        "      i1: {counts: [0, 0, 0, 0, 0, 188]}\n"
        '      i2: {shares: ["99.47", "0.00", "0.00", "0.00", "0.00", "0.53"]}\n'
    )
    assert '\n  total: "99.70"\n  level: ผ่านดีเยี่ยม\n' in text
    assert "\n      to: 2026-03-31\n" in text or "to: 2026-03-31}" in text
    assert "\n    text: |-\n      บรรทัดหนึ่ง\n      บรรทัดสอง\n" in text
    assert "\\u" not in text


# What is written is read back the same, for rounds of any content.

printed = (
    st.decimals(0, 100, places=2) | st.decimals(0, 100, places=0) | st.sampled_from([Decimal("99.820"), Decimal(0)])
)
text = st.text(max_size=40) | st.sampled_from(
    ["null", "~", "", " ", "yes", "9.10", "0x1F", "1e5", "- a", "a: b", "a #b", "#", "'", '"', "\\", "a\n b",
     "a\n\nb\n", "\n", "a\n\n", " a\nb", "a\n \nb", "ก\r\nข", "\t", "a\tb\nc", "---", "...", "2026-03-31", "=", "<<",
     "?", "a:", "[", "๐9", "%a", "a\n---\nb", "a\n# b", "\u2028", "\ufeffa", "\x85", "a\nb ", "https://a.b/?c=[1,2]"]
)  # fmt: skip
text = text.filter(lambda one: all(letter.isprintable() or letter in "\n\r\t\x85\u2028\ufeff" for letter in one))
texts = st.lists(text, max_size=3).map(tuple)
maybe_text = st.none() | text
days = st.none() | st.dates(datetime.date(1950, 1, 1), datetime.date(2200, 1, 1))
item_ids = st.sampled_from([item.id for item in CRITERIA.items.values()])
numbers = st.sampled_from(list(CRITERIA.indicators))
DISCLOSURE = {
    item.id: item.question.scale.points for item in CRITERIA.items_of("OIT") if item.question and item.question.scale
}


@st.composite
def part_answers(draw: st.DrawFn, instrument: str, part: str) -> PartAnswers:
    respondents = draw(st.none() | st.just(100_000))
    items: dict[str, Answers] = {}
    for item in CRITERIA.items_of(instrument):
        assert item.question is not None and item.question.scale is not None
        size = len(item.question.scale.points)
        kind = draw(st.sampled_from(["counts", "shares", None]))
        if kind == "counts":
            items[item.id] = Answers(counts=tuple(draw(st.lists(st.integers(0, 9999), min_size=size, max_size=size))))
        elif kind == "shares":
            items[item.id] = Answers(shares=tuple(draw(st.lists(printed, min_size=size, max_size=size))))
    groups = {
        one.id: Groups(counts={group.code: draw(st.integers(0, 9999)) for group in one.groups})
        for one in CRITERIA.demographics.values()
        if part in one.parts and draw(st.booleans())
    }
    return PartAnswers(
        respondents=respondents,
        items=draw(st.sampled_from([None, items])),
        demographics=draw(st.sampled_from([None, groups])),
    )


published = st.builds(
    Published,
    items=st.none() | st.just({"IIT": {"i1": Decimal("99.90")}, "EIT2": {}}),
    sub_indicators=st.none() | st.dictionaries(st.sampled_from(list(CRITERIA.sub_indicators)), printed, max_size=3),
    indicators=st.none() | st.dictionaries(numbers, printed, max_size=3),
    part_indicators=st.none() | st.just({"EIT1": {"6": Decimal("1.0")}}),
    instruments=st.none()
    | st.dictionaries(st.sampled_from(["IIT", "EIT", "EIT1", "EIT2", "OIT"]), printed, max_size=3),
    total=st.none() | printed,
    level=st.none() | st.sampled_from([step.name for step in CRITERIA.levels.steps]),
)


def disclosure_of(draw: st.DrawFn) -> dict[str, Disclosure]:
    chosen = draw(st.lists(st.sampled_from(list(DISCLOSURE)), unique=True, max_size=4))
    return {
        item: Disclosure(
            item=item,
            urls=draw(st.sampled_from([(), ("https://example.go.th/a,b",), ("http://a.th", "http://b.th")])),
            explanation=draw(maybe_text),
            score=draw(st.none() | st.sampled_from(DISCLOSURE[item])),
            reason=draw(maybe_text),
        )
        for item in chosen
    }


rows = st.builds(
    Row,
    measures=texts,
    issue=st.none(),
    indicators=st.lists(numbers, max_size=2).map(tuple),
    items=st.lists(item_ids, max_size=2).map(tuple),
    analysis=texts,
    success=texts,
    follow_up=maybe_text,
    evidence=maybe_text,
    steps=st.lists(st.builds(Step, text=text, owner=maybe_text, result=maybe_text), max_size=2).map(tuple),
    owners=st.lists(st.builds(Owner, unit=text, role=st.sampled_from(["lead", "joint"])), max_size=2).map(tuple),
    period=st.none() | st.builds(Period, text=text, starts=st.none(), ends=days, repeats=maybe_text),
    result=texts,
    suggestion=texts,
)
own = st.recursive(
    st.none() | text, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3), max_leaves=6
)


@st.composite
def rounds(draw: st.DrawFn) -> Round:
    claim = st.builds(
        Claim,
        kind=st.just("score"),
        figure=st.sampled_from(["total", "ind:6@EIT1", "OIT.o9"]),
        value=st.just("92.70"),
        where=text,
        quote=maybe_text,
    )
    point = st.builds(
        AssessorPoint,
        scope=st.just("items"),
        ids=st.lists(item_ids, max_size=3).map(tuple),
        issue=maybe_text,
        advice=maybe_text,
        refs=st.lists(item_ids, max_size=2).map(tuple),
    )
    facts = Facts(
        agency=Agency(name="ก" + draw(text), code=draw(maybe_text), province=draw(maybe_text)),
        year=2568,
        criteria="nacc-2568",
        staff=draw(st.none() | st.integers(0, 10_000)),
        visitors=draw(st.none() | st.integers(0, 10_000)),
        answers={
            part: draw(part_answers(instrument, part))
            for part, instrument in (("IIT", "IIT"), ("EIT1", "EIT"), ("EIT2", "EIT"))
            if draw(st.booleans())
        },
        disclosure=disclosure_of(draw),
        published=draw(published),
        history=draw(st.just({}) | st.builds(lambda one: {2567: PastYear(published=Published(total=one))}, printed)),
        assessor=tuple(draw(st.lists(point, max_size=2))),
    )
    section = st.builds(Section, part=text, heading=maybe_text, text=maybe_text)
    memo = st.builds(
        Memo,
        subject=text,
        to=text,
        number=maybe_text,
        date=days,
        parts=st.lists(st.builds(MemoPart, heading=text, text=text), max_size=2).map(tuple),
        chain=st.lists(st.builds(Endorsement, position=text, choices=texts, date=days), max_size=2).map(tuple),
    )
    return Round(
        facts=facts,
        claims=tuple(draw(st.lists(claim, max_size=2))),
        document=draw(
            st.none() | st.builds(Document, title=maybe_text, sections=st.lists(section, max_size=2).map(tuple))
        ),
        plan=draw(st.none() | st.builds(Plan, year=st.just(2569), rows=st.lists(rows, max_size=2).map(tuple))),
        memo=draw(st.none() | memo),
        extra={"x-own": one} if (one := draw(own)) else {},
    )


@settings(max_examples=120)
@given(rounds())
def test_any_round_comes_back_the_same(one: Round) -> None:
    assert read(write_yaml(one)) == one
    assert read(write_json(one), "a.json") == one
    assert read(write_json(one, one_line=True), "a.jsonl") == one


def digits(data: Any) -> list[str]:
    """Every figure of plain data as text, in order."""
    if isinstance(data, dict):
        return [each for value in data.values() for each in digits(value)]
    if isinstance(data, list):
        return [each for value in data for each in digits(value)]
    return [str(data)]


@settings(max_examples=40)
@given(published)
def test_published_figures_keep_every_digit(one: Published) -> None:
    before = Round(
        facts=Facts(Agency("ก"), 2568, "nacc-2568", None, None, {}, {}, one, {}, ()),
        claims=(), document=None, plan=None, memo=None, extra={},
    )  # fmt: skip

    assert digits(to_data(read(write_yaml(before)))) == digits(to_data(before))
