"""Files that cannot be used are refused with every problem, its place and what to do; never with a traceback."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.files.problems import Problem, Refused
from prongsai.roundfile.read_file import read_bytes

HEAD = "format: prongsai/round@1\nyear: 2568\nagency: {name: เทศบาลตัวอย่าง}\n"


def problems_of(data: bytes | str, name: str = "a.yaml") -> list[Problem]:
    with pytest.raises(Refused) as caught:
        read_bytes(data.encode() if isinstance(data, str) else data, name)
    assert all(problem.file == name for problem in caught.value.problems)
    return caught.value.problems


# What the readers of YAML and JSON refuse.


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (HEAD + "staff: &a 3\nvisitors: *a\n", 4, "anchors"),
        (HEAD + "year: 2568\n", 4, "stands twice"),
        (HEAD + "answers:\n  IIT: {items: {i3: {counts: [1, 0]}, i3: {counts: [0, 1]}}}\n", 5, "stands twice"),
        (HEAD + "---\n" + HEAD, 4, "more than one document"),
        (HEAD + "x-deep: " + "[" * 500 + "]" * 500 + "\n", 4, "nested"),
        (HEAD + "memo: [\n", None, "YAML"),
        (HEAD + "staff: !!python/object:os.system x\n", 4, "tags"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", 1, "anchors"),
    ],
)
def test_yaml_that_could_mean_two_things_is_refused(text: str, line: int | None, words: str) -> None:
    found = problems_of(text)

    assert words in found[0].text.en
    assert line is None or found[0].line == line


JSON = '{"format": "prongsai/round@1", "year": 2568, "agency": {"name": "เทศบาล"}'


@pytest.mark.parametrize(
    ("text", "line", "place", "words"),
    [
        (JSON + ',\n"staff": NaN}', 2, "staff", "found “NaN”, expected a whole number"),
        (JSON + ',\n"staff": Infinity}', 2, "staff", "found “Infinity”"),
        (JSON + ',\n"document": {"title": NaN}}', 2, "document.title", "found “NaN”, expected text"),
        (JSON + ',\n"x-own": [NaN]}', 2, "x-own", "NaN"),
        (JSON + ',\n"staff": 1,\n"staff": 2}', 3, "staff", "stands twice (first on line 2)"),
        (JSON + ',\n"staff": true}', 2, "staff", "found “true”"),
        (JSON + ',\n"staff": 1e999999}', 2, "staff", "write the number out in full"),
        (JSON + ',\n"staff": ' + "9" * 5000 + "}", 2, "staff", "expected a whole number"),
        (JSON + ',\n"published": {"total": 99.' + "9" * 5000 + "}}", 2, "published.total", "more than 10 decimals"),
        (JSON + ',\n"staff": -1}', 2, "staff", "cannot be negative"),
        (JSON + ',\n"staff" 1}', 2, "", "JSON"),
        (JSON + ',\n"x-a": ' + "[" * 100_000 + "]" * 100_000 + "}", 1, "", "nested too deeply"),
        (JSON + ',\n"x-a": ' + "[" * 100 + "]" * 100 + "}", 2, "x-a", "nested too deeply"),
        (JSON + ',\n"document": {"title": "a\\u0000b"}}', 2, "", "U+0000"),
        (JSON + ',\n"document": {"title": "a\\ud800b"}}', 2, "", "U+D800"),
        ("[]", 1, "", "the list is empty"),
        ('"text"', 1, "", "expected a mapping"),
        ("[" + JSON + "},\n" + JSON + ', "staff": "x"}]', 2, "1.staff", "found “x”"),
    ],
)
def test_json_that_is_not_right_is_refused(text: str, line: int, place: str, words: str) -> None:
    (problem,) = problems_of(text, "a.json")

    assert words in problem.text.en
    assert (problem.line, problem.place) == (line, place)


def test_json_lines_name_the_line_of_every_wrong_agency() -> None:
    good = JSON + "}"
    found = problems_of("\n".join((good, "{", good, JSON + ', "staff": "x", "visitors": "y"}', "")), "a.jsonl")

    assert [(problem.line, problem.place) for problem in found] == [(2, ""), (4, "staff"), (4, "visitors")]


# What the format and the edition refuse: one line of YAML after the head, where the problem is, and its words.

ANSWERS = "answers: {IIT: {respondents: 3, items: {%s}}}"
WRONG = [
    ("staff: many", "staff", "found “many”, expected a whole number"),
    ("staff: 1,200", "staff", "write it without commas"),
    ("staff: 999999999", "staff", "more than there are people"),
    ("staff: [1]", "staff", "found a list of 1, expected a whole number"),
    ("stuff: 3", "stuff", "is “staff” meant?"),
    ("stuff:", "stuff", "is “staff” meant?"),
    ("document: {titel: null}", "document.titel", "is “title” meant?"),
    (
        "plan: {year: 2569, rows: [{measures: x, period: {text: x, ends: null}}]}",
        "plan.rows.0.period.ends",
        "unknown key",
    ),
    ("colour: red", "colour", "keys of your own begin with x-"),
    ("criteria: nacc-2467", "criteria", "nacc-2568"),
    ("criteria: nacc-2567", "criteria", "is for 2567, but the file is for 2568"),
    ("answers: [1]", "answers", "expected a mapping"),
    ("answers: {EIT: {items: {e1: {counts: [1]}}}}", "answers.EIT", "give EIT1, EIT2"),
    ("answers: {OIT: {items: {}}}", "answers.OIT", "under disclosure"),
    ("answers: {IXT: {items: {}}}", "answers.IXT", "it has IIT, EIT1, EIT2"),
    (ANSWERS % "i3: {counts: [1, 1, 1]}", "answers.IIT.items.i3", "3 counts, but i3 has 2 choices"),
    (ANSWERS % "i1: {shares: [50, 50]}", "answers.IIT.items.i1", "2 shares, but i1 has 6 choices"),
    (ANSWERS % "i3: {counts: [1, -1]}", "answers.IIT.items.i3.counts.1", "cannot be negative"),
    (ANSWERS % "i3: {counts: [1, 0.5]}", "answers.IIT.items.i3.counts.1", "expected a whole number"),
    (ANSWERS % "i3: {counts: [3, 1]}", "answers.IIT.items.i3", "add to 4, more than the 3 respondents"),
    (ANSWERS % "i3: {shares: [100.01, 0]}", "answers.IIT.items.i3.shares.0", "expected a number from 0 to 100"),
    (ANSWERS % 'i3: {shares: ["99,5", 0]}', "answers.IIT.items.i3.shares.0", "use a point"),
    (ANSWERS % "i3: {shares: [99.5%, 0]}", "answers.IIT.items.i3.shares.0", "without %"),
    (ANSWERS % "i3: {}", "answers.IIT.items.i3", "neither counts nor shares"),
    (ANSWERS % "i3: {counts: [1, 0], shares: [100, 0]}", "answers.IIT.items.i3", "both counts and shares"),
    (ANSWERS % "i3: {count: [1, 0]}", "answers.IIT.items.i3.count", "is “counts” meant?"),
    (ANSWERS % "i16: {counts: [1, 0]}", "answers.IIT.items.i16", "it has i1–i15"),
    (ANSWERS % "e1: {counts: [1, 0]}", "answers.IIT.items.e1", "e1 belongs to EIT"),
    (ANSWERS % "i3: {counts: [1, 0]}, I3: {counts: [1, 0]}", "answers.IIT.items.I3", "stands twice"),
    (
        "answers: {IIT: {demographics: {status: {counts: {person: 1}}}}}",
        "answers.IIT.demographics.status",
        "it has age",
    ),
    (
        "answers: {IIT: {demographics: {age: {counts: {20-29: 1}}}}}",
        "answers.IIT.demographics.age.counts.20-29",
        "20-30",
    ),
    ("answers: {IIT: {demographics: {age: {}}}}", "answers.IIT.demographics.age", "neither counts nor shares"),
    ("disclosure: [{item: o1, score: 50}]", "disclosure.0.score", "o1 can only get 100, 0"),
    ("disclosure: [{item: o2, score: 75}]", "disclosure.0.score", "o2 can only get 100, 50, 0"),
    ("answers: {IIT: {}, iit: {}}", "answers.iit", "IIT stands twice"),
    (
        "answers: {IIT: {respondents: 3, demographics: {age: {counts: {20-30: 4}}}}}",
        "answers.IIT.demographics.age.counts",
        "add to 4, more than the 3 respondents",
    ),
    (
        "answers: {IIT: {demographics: {age: {counts: {20-30: 1, ๒๐-30: 1}}}}}",
        "answers.IIT.demographics.age.counts.๒๐-30",
        "20-30 stands twice",
    ),
    (
        "answers: {IIT: {demographics: {age: {shares: {}}, AGE: {shares: {}}}}}",
        "answers.IIT.demographics.AGE",
        "age stands twice",
    ),
    ("published: {items: {IIT: {}, iit: {}}}", "published.items.iit", "IIT stands twice"),
    ("published: {items: {IXT: {}}}", "published.items.IXT", "it has IIT, EIT1, EIT2"),
    ("published: {items: {IIT: {i1: 1, I1: 1}}}", "published.items.IIT.I1", "i1 stands twice"),
    ("published: {part_indicators: {EIT3: {}}}", "published.part_indicators.EIT3", "it has EIT1, EIT2"),
    ('published: {indicators: {"1": 1, "๑": 1}}', "published.indicators.๑", "1 stands twice"),
    ("history: {2567: {published: {}}, ๒๕๖๗: {published: {}}}", "history.๒๕๖๗", "2567 stands twice"),
    ("assessor: [{scope: instrument, ids: [XIT]}]", "assessor.0.ids.0", "it has IIT, EIT, EIT1, EIT2, OIT"),
    ("assessor: [{scope: indicator, ids: ['11']}]", "assessor.0.ids.0", "it has 1–10"),
    ("assessor: [{scope: document, part: XIT}]", "assessor.0.part", "it has IIT, EIT, EIT1, EIT2, OIT"),
    ("claims: [{figure: total, of: IIT.respondents, kind: count, value: 1, where: x}]", "claims.0", "keep one of them"),
    ("claims: [{of: IIT.respondents, kind: score, value: 1, where: x}]", "claims.0.of", "not score"),
    (
        "claims: [{figure: total, kind: rank, among: all, value: 1, where: x}]",
        "claims.0.among",
        "a set such as indicators",
    ),
    ("claims: [{kind: lowest, where: x}]", "claims.0", "say which figure"),
    ("memo: {subject: x, to: x, date: today}", "memo.date", "a date such as"),
    ("plan: {year: 2569, rows: [x]}", "plan.rows.0", "expected a mapping with keys among measures"),
    ("disclosure: [{item: o29}]", "disclosure.0.item", "it has o1–o28"),
    ("disclosure: [{item: i1}]", "disclosure.0.item", "i1 belongs to IIT"),
    ("disclosure: [{item: o9}, {item: ๐9}]", "disclosure.1.item", "o9 stands twice"),
    ("disclosure: [{item: o9, urls: ['javascript:x']}]", "disclosure.0.urls.0", "begins with https://"),
    ("disclosure: [{score: 100}]", "disclosure.0.item", "item is missing"),
    ("disclosure: {o9: 100}", "disclosure", "expected a list"),
    ("published: {total: 100.01}", "published.total", "expected a number from 0 to 100"),
    ("published: {total: NaN}", "published.total", "leave out what is not known"),
    ("published: {total: inf}", "published.total", "leave out what is not known"),
    ("published: {total: -1}", "published.total", "cannot be negative"),
    ("published: {total: 1e1}", "published.total", "write the number out in full"),
    ("published: {total: 1_0}", "published.total", "expected a number"),
    ('published: {total: "99.12345678901"}', "published.total", "more than 10 decimals"),
    ("published: {instruments: {XIT: 1}}", "published.instruments.XIT", "it has IIT, EIT, EIT1, EIT2, OIT"),
    ('published: {indicators: {"11": 1}}', "published.indicators.11", "it has 1–10"),
    ('published: {sub_indicators: {"9.9": 1}}', "published.sub_indicators.9.9", "has no sub-indicator"),
    ("published: {items: {OIT: {o1: 100}}}", "published.items.OIT", "stand under disclosure"),
    ("published: {items: {IIT: {e1: 100}}}", "published.items.IIT.e1", "e1 belongs to EIT"),
    ('published: {part_indicators: {EIT1: {"1": 100}}}', "published.part_indicators.EIT1.1", "it has 6–8"),
    ('published: {part_indicators: {IIT: {"1": 100}}}', "published.part_indicators.IIT", "put its indicators under"),
    ("published: {level: %s}" % ("ผ่านดี" * 20), "published.level", "expected the name of a level such as"),
    ("history: {2568: {published: {total: 1}}}", "history.2568", "a year before the year assessed"),
    ("history: {2024: {published: {total: 1}}}", "history.2024", "2024 looks like a CE year; write 2567"),
    ("history: {last: {published: {total: 1}}}", "history.last", "Buddhist-era year as key"),
    ("history: {2567: {}}", "history.2567.published", "published is missing"),
    ("history: {2567: {criteria: nacc-2566, published: {}}}", "history.2567.criteria", "is for 2566, not for 2567"),
    ("history: {2567: {criteria: other, published: {}}}", "history.2567.criteria", "nacc-2567"),
    (
        'history: {2567: {published: {indicators: {"11": 1}}}}',
        "history.2567.published.indicators.11",
        "nacc-2567 has no",
    ),
    ("assessor: [{scope: item}]", "assessor.0.scope", "expected one of document, instrument, indicator, items"),
    ("assessor: [{scope: items, ids: [e10]}]", "assessor.0.ids.0", "has no item"),
    ("assessor: [{scope: document, ids: [e1]}]", "assessor.0.ids.0", "delete them"),
    ("assessor: [{scope: document, refs: [o99]}]", "assessor.0.refs.0", "has no item"),
    ("claims: [{figure: e2, kind: score, value: 1, where: x}]", "claims.0.figure", "name one of EIT1.e2, EIT2.e2"),
    ("claims: [{figure: EIT.e2, kind: score, value: 1, where: x}]", "claims.0.figure", "perhaps EIT1.e2, EIT2.e2"),
    ("claims: [{figure: total, kind: score, value: high, where: x}]", "claims.0.value", "a number such as 92.76"),
    ("claims: [{figure: total, kind: score, where: x}]", "claims.0.value", "value is missing"),
    ("claims: [{figure: total, kind: rank, value: first, where: x}]", "claims.0.value", "a rank such as 3"),
    ("claims: [{kind: score, value: 1, where: x}]", "claims.0", "say which figure"),
    ("claims: [{figure: total, kind: guess, value: 1, where: x}]", "claims.0.kind", "expected one of score, share"),
    ("claims: [{figure: total, kind: score, value: 1}]", "claims.0.where", "where is missing"),
    ("claims: [{kind: share, of: IIT.age.old, value: 1, where: x}]", "claims.0.of", "IIT.age.over-60"),
    ("claims: [{kind: count, of: IIT.answers, value: 1, where: x}]", "claims.0.of", "part.respondents"),
    (
        "claims: [{figure: total, kind: change, value: 1, since: 2568, where: x}]",
        "claims.0.since",
        "before the year assessed",
    ),
    ("published: {total: 1}\nplan: {year: 2568, rows: []}", "plan.year", "a year after the year assessed"),
    ("plan: {year: 2567, rows: []}", "plan.year", "a year after the year assessed"),
    ("plan: {year: 2026, rows: []}", "plan.year", "write 2569"),
    ("plan: {year: 2569}", "plan.rows", "rows is missing"),
    ("plan: {year: 2569, form: other, rows: []}", "plan.form", "nacc-five-column"),
    ("plan: {year: 2569, rows: [{measures: x, indicators: ['11']}]}", "plan.rows.0.indicators.0", "it has 1–10"),
    ("plan: {year: 2569, rows: [{measures: x, items: [e10]}]}", "plan.rows.0.items.0", "has no item"),
    (
        "plan: {year: 2569, rows: [{measures: x, period: {text: x, to: 2569-03-31}}]}",
        "plan.rows.0.period.to",
        "write 2026-03-31",
    ),
    (
        "plan: {year: 2569, rows: [{measures: x, period: {text: x, to: 2026-02-30}}]}",
        "plan.rows.0.period.to",
        "a date such as",
    ),
    (
        "plan: {year: 2569, rows: [{measures: x, period: {text: x, ends: 2026-02-20}}]}",
        "plan.rows.0.period.ends",
        "known are text, from, to",
    ),
    (
        "plan: {year: 2569, rows: [{measures: x, period: {text: x, from: 2026-03-31, to: 2026-03-30}}]}",
        "plan.rows.0.period.to",
        "before the start",
    ),
    ("plan: {year: 2569, rows: [], progress: {as_of: 20260404}}", "plan.progress.as_of", "a date such as 2026-03-31"),
    (
        "plan: {year: 2569, rows: [{measures: x, owners: [{unit: x, role: boss}]}]}",
        "plan.rows.0.owners.0.role",
        "lead, joint",
    ),
    ("document: {sections: [{heading: x}]}", "document.sections.0.part", "part is missing"),
    ("document: {publish: [everything]}", "document.publish.0", "iit-choices"),
    ("memo: {subject: x}", "memo.to", "to is missing"),
    (
        "memo: {subject: x, to: x, chain: [{position: x, choices: [a, b], chosen: c}]}",
        "memo.chain.0.chosen",
        "expected one of the choices: a, b",
    ),
]


@pytest.mark.parametrize(("text", "place", "words"), WRONG, ids=[text[:60] for text, _, _ in WRONG])
def test_what_does_not_fit_is_refused_with_its_place(text: str, place: str, words: str) -> None:
    (problem,) = problems_of(HEAD + text + "\n")

    assert (problem.place, words in problem.text.en) == (place, True), problem.say("en")
    assert problem.line == 4 + text.count("\n")
    assert any("ก" <= letter <= "๙" for letter in problem.text.th)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("year: 2568\nagency: {name: ก}", "", "format is missing"),
        ("format: prongsai/criteria@1", "format", "expected prongsai/round@1"),
        ("just text", "", "expected a mapping that begins with format"),
        ("- a\n- b", "", "found a list of 2"),
        ("format: prongsai/round@1\nyear: 2568", "agency", "agency is missing"),
        ("format: prongsai/round@1\nagency: {name: ก}", "year", "year is missing"),
        ("format: prongsai/round@1\nyear: 2568\nagency: {kind: ministry}", "agency.name", "name is missing"),
        ("format: prongsai/round@1\nyear: 2568\nagency: {name: ' '}", "agency.name", "found nothing"),
        ("format: prongsai/round@1\nyear: 2568\nagency: {name: ก, website: www}", "agency.website", "https://"),
        ("format: prongsai/round@1\nyear: 2025\nagency: {name: ก}", "year", "2025 looks like a CE year; write 2568"),
        ("format: prongsai/round@1\nyear: 1\nagency: {name: ก}", "year", "from 2550 to 2700"),
        ("format: prongsai/round@1\nyear: 2699\nagency: {name: ก}", "year", "there is no edition “nacc-2699”"),
    ],
)
def test_file_without_its_head_is_refused(text: str, place: str, words: str) -> None:
    (problem,) = problems_of(text)

    assert (problem.place, words in problem.text.en) == (place, True), problem.say("en")


def test_all_problems_come_at_once_in_the_order_of_the_lines() -> None:
    text = HEAD + (
        "staff: many\n"
        "disclosure:\n"
        "- {item: o1, score: high}\n"
        "- {item: o2, score: 75}\n"
        "published: {total: 101}\n"
        "claims:\n"
        "- {figure: total, kind: guess, where: x}\n"
        "- {figure: e2, kind: score, value: 1, where: x}\n"
        "plan: {year: 2026, rows: []}\n"
    )

    found = [(problem.line, problem.place) for problem in problems_of(text)]

    assert found == [
        (4, "staff"),
        (6, "disclosure.0.score"),
        (7, "disclosure.1.score"),
        (8, "published.total"),
        (10, "claims.0.kind"),
        (11, "claims.1.figure"),
        (12, "plan.year"),
    ]


def test_problems_of_a_hostile_file_are_counted_not_listed() -> None:
    text = HEAD + "".join(f"key{number}: 1\n" for number in range(3000))

    found = problems_of(text)

    assert len(found) == 201
    assert "2800 more" in found[-1].text.en


def test_more_values_than_an_agency_can_have_are_refused() -> None:
    (problem,) = problems_of(JSON + ', "x-a": [' + "1," * 200_000 + "1]}", "a.json")

    assert "100,000 values" in problem.text.en

    (problem,) = problems_of(JSON + ', "claims": [' + '{"kind": "score", "where": "x"},' * 60_000 + "{}]}", "a.json")

    assert "100,000 values" in problem.text.en


def test_structure_nested_too_deeply_is_refused_where_it_begins() -> None:
    (problem,) = problems_of(JSON + ', "answers": ' + '{"a": ' * 60 + "{}" + "}" * 60 + "}", "a.json")

    assert (problem.place, "nested too deeply" in problem.text.en) == ("answers.a.a.a", True)


def test_items_with_sub_questions_are_given_by_sub_question() -> None:
    head = "format: prongsai/round@1\nyear: 2564\nagency: {name: ก}\n"
    (problem,) = problems_of(head + "answers: {IIT: {items: {i1: {counts: [1, 0]}}}}\n")

    assert problem.place == "answers.IIT.items.i1"
    assert "give i1.1, i1.2 one by one" in problem.text.en
    (one,) = read_bytes((head + "answers: {IIT: {items: {I1.๑: {counts: [1, 0, 0, 0]}}}}\n").encode(), "a.yaml")
    assert list(one.facts.answers["IIT"].items or {}) == ["i1.1"]


def test_json_lines_stop_after_enough_problems() -> None:
    found = problems_of("\n".join(["{"] * 1000), "a.jsonl")

    assert len(found) == 201
    assert (found[-1].line, "not read from this line on" in found[-1].text.en) == (201, True)


def test_problem_says_itself_in_one_line() -> None:
    (problem,) = problems_of(HEAD + "answers: {IIT: {items: {i3: {counts: [1, 0, 0]}}}}\n")

    assert problem.say("en") == "a.yaml:4: answers.IIT.items.i3: 3 counts, but i3 has 2 choices"
    assert problem.say("th") == "a.yaml:4: answers.IIT.items.i3: พบ counts 3 ค่า แต่ข้อ i3 มี 2 ตัวเลือก"


# Whatever stands in a file, it is read or refused.

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=5),
    st.sampled_from(["o1", "๐9", "IIT", "2568", "99.70", "-", "ind:6", "2569-03-31", "x-a", "NaN"]),
)
KEYS = [
    "answers", "IIT", "EIT1", "items", "i1", "i3", "counts", "shares", "demographics", "age", "disclosure", "item",
    "score", "published", "total", "level", "indicators", "history", "2567", "claims", "figure", "kind", "value",
    "of", "among",
    "plan", "year", "rows", "measures", "period", "to", "from", "memo", "chain", "x-own", "agency", "name",
]  # fmt: skip
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)
TOP = [
    "answers",
    "disclosure",
    "published",
    "history",
    "claims",
    "plan",
    "memo",
    "document",
    "assessor",
    "staff",
    "x-own",
]


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(TOP), anything, min_size=1, max_size=4))
def test_any_structure_is_read_or_refused(sections: dict[str, Any]) -> None:
    data = {"format": "prongsai/round@1", "year": 2568, "agency": {"name": "ก"}, **sections}
    try:
        (one,) = read_bytes(json.dumps(data).encode(), "a.json")
    except Refused as refused:
        assert all(problem.text.th and problem.text.en for problem in refused.problems)
    else:
        assert one.facts.year == 2568


@settings(max_examples=200)
@given(st.binary(max_size=60), st.sampled_from(["a.yaml", "a.json", "a.jsonl", "a"]))
def test_any_bytes_are_refused(data: bytes, name: str) -> None:
    with pytest.raises(Refused):
        read_bytes(data, name)
