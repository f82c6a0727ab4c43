"""Data in memory is read exactly as the JSON that holds it; the list of sections is the only one."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.excel_form.numbered import STEPS, TABLES
from prongsai.excel_form.sheets.lists import ROWS
from prongsai.files.problems import Refused
from prongsai.flow.by_file.examples import examples
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.read_file import read_bytes
from prongsai.roundfile.round import Round
from prongsai.roundfile.sections import HEAD, SECTIONS, RoundFile, one_text_lists, record_lists
from prongsai.roundfile.write import to_data

EXAMPLES = sorted(examples())
SMALL: dict[str, Any] = {"format": "prongsai/round@1", "year": 2568, "agency": {"name": "เทศบาลตำบลตัวอย่าง"}}

# What may stand anywhere in data that somebody hands over, right or wrong.
VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-3, 3000), st.floats(), st.text(max_size=8),
        st.sampled_from(["", "99.70", "2568", "o9", "๙๙.๗๐", "i1", "\x00", "x\x85", "no"]),
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


def outcome(read: Any) -> tuple[Round | None, list[tuple[str, str, str]]]:
    """The round that was read, or place and words of every problem."""
    try:
        return read(), []
    except Refused as refused:
        return None, [(problem.place, problem.text.th, problem.text.en) for problem in refused.problems]


def by_file(data: object) -> Round:
    """The round in the JSON that holds the data."""
    (round_read,) = read_bytes(json.dumps(data).encode(), "a.json")
    return round_read


def places(node: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in data."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        yield (*here, key)
        if isinstance(value, dict | list):
            yield from places(value, (*here, key))


@pytest.mark.parametrize("name", EXAMPLES)
def test_data_of_every_example_is_read_as_its_file(name: str) -> None:
    data = to_data(examples()[name])

    assert read_data(data) == by_file(data) == examples()[name]


@given(name=st.sampled_from(EXAMPLES), data=st.data())
def test_data_with_anything_anywhere_is_read_or_refused_as_its_file(name: str, data: st.DataObject) -> None:
    changed = json.loads(json.dumps(to_data(examples()[name])))
    target = data.draw(st.sampled_from(sorted(places(changed), key=repr)))
    above = changed
    for key in target[:-1]:
        above = above[key]
    if data.draw(st.booleans()):
        above[target[-1]] = data.draw(VALUES)
    elif isinstance(above, dict):
        above[data.draw(st.sampled_from(["x-own", "odd", "starts", "from", "measure", "โน้ต"]))] = data.draw(VALUES)

    assert outcome(lambda: read_data(changed)) == outcome(lambda: by_file(changed))


@given(section=st.sampled_from([section.key for section in SECTIONS]), value=VALUES)
def test_small_data_with_any_section_is_read_or_refused_as_its_file(section: str, value: object) -> None:
    changed = {**SMALL, section: value}

    assert outcome(lambda: read_data(changed)) == outcome(lambda: by_file(changed))


@pytest.mark.parametrize(
    "data",
    [
        {**SMALL, "staff": math.nan},
        {**SMALL, "x-own": math.inf},
        {**SMALL, "agency": {"name": "x", "kind": -math.inf}},
        {**SMALL, "history": {2567: {"published": {"total": 98.25}}}},
        {**SMALL, "agency": {"name": "ab\ud800"}},
        {**SMALL, "x-own": json.loads("[" * 45 + "1" + "]" * 45)},
        {},
    ],
)
def test_odd_data_is_read_or_refused_as_its_file(data: dict[str, Any]) -> None:
    assert outcome(lambda: read_data(data)) == outcome(lambda: by_file(data))


def test_data_that_never_ends_is_refused() -> None:
    endless: dict[str, Any] = dict(SMALL)
    endless["x-own"] = endless

    _, ((place, _, words),) = outcome(lambda: read_data(endless))

    assert (place, words) == ("", "nested too deeply; keep to the structure of the format")


def test_key_given_as_number_and_as_text_is_refused() -> None:
    _, problems = outcome(lambda: read_data({**SMALL, "history": {2567: {}, "2567": {}}}))

    assert [words for _, _, words in problems] == ["the key “2567” stands twice; keep one of them"]


def test_data_that_json_cannot_hold_is_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError, match="set has no form in JSON"):
        read_data({**SMALL, "x-own": {1}})


# One list of sections.


def test_head_and_sections_are_the_whole_file_in_order() -> None:
    assert (*HEAD, *(section.key for section in SECTIONS)) == tuple(RoundFile.__dataclass_fields__)
    assert [section.key for section in SECTIONS if section.many] == [
        "answers", "disclosure", "assessor", "history", "claims",
    ]  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_file_is_written_in_the_order_of_the_sections(name: str) -> None:
    order = (*HEAD, *(section.key for section in SECTIONS))
    written = [key for key in to_data(examples()[name]) if not key.startswith("x-")]

    assert written == [key for key in order if key in written]


def test_form_has_a_table_for_every_list_of_records() -> None:
    elsewhere = {("disclosure",), ("plan", "rows", "owners"), ("document", "decided")}

    assert set(record_lists()) == {*TABLES, STEPS, *elsewhere}
    assert set(ROWS) == {".".join(place) for place in (*TABLES, STEPS)}


def test_texts_that_may_be_one_or_many_are_those_of_plan_rows() -> None:
    assert one_text_lists() == {
        ("plan", "rows", key) for key in ("measures", "analysis", "success", "result", "suggestion")
    }


@pytest.mark.parametrize("key", sorted(path[-1] for path in one_text_lists()))
def test_one_text_is_read_as_a_list_of_one(key: str) -> None:
    row = {"measures": ["จัดทำคู่มือ"], key: "ข้อความเดียว"}
    read = read_data({**SMALL, "plan": {"year": 2569, "rows": [row]}})

    assert read.plan is not None
    assert getattr(read.plan.rows[0], key) == ("ข้อความเดียว",)
    assert to_data(read)["plan"]["rows"][0][key] == (["ข้อความเดียว"] if key == "measures" else "ข้อความเดียว")


def test_reference_page_is_listed_by_the_same_shapes() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "round-file.md").read_text("utf-8")
    whole = page.partition("## The whole")[2].partition("\n## ")[0]

    assert [line.split("`")[1] for line in whole.splitlines() if line.startswith("| `")] == [
        *HEAD, *(section.key for section in SECTIONS),
    ]  # fmt: skip
