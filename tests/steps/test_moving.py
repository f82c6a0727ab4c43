"""A year's file moved from carried rules to those that were announced: what goes on goes on, and nothing is lost."""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.criteria.editions import carried_id, edition
from prongsai.criteria.keeping.continuing import Continuity, continuity
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Refused
from prongsai.flow.by_file.examples import examples
from prongsai.flow.rules import known
from prongsai.roundfile.moving import keys_moved, moved
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.write import to_data

# From the rules of 2568, carried over to 2569 before those of 2569 were known, to these.
CARRIED: Criteria = known.edition(carried_id("nacc-2568", 2569))
REAL = edition("nacc-2569")
ON: Continuity = continuity(CARRIED, REAL)
EXAMPLES = {name: one for name, one in examples().items() if one.facts.criteria == "nacc-2568"}


def read(data: dict[str, Any]) -> object:
    return read_data(data, edition=known.edition)


def as_carried(data: dict[str, Any]) -> dict[str, Any]:
    """A file of 2568 as if it were of 2569, kept by the rules carried over."""
    made = copy.deepcopy(data) | {"year": 2569, "criteria": CARRIED.id}
    made.pop("history", None)
    if "plan" in made:
        made["plan"]["year"] = 2570
    return made


def leaves(value: Any) -> Iterator[str]:
    """Every value of data, as text; names of items are looked at elsewhere, for they change."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key not in ("item", "items", "ids", "refs", "figure", "criteria", "indicators") or isinstance(
                each, dict
            ):
                yield from leaves(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from leaves(each)
    elif value is not None:
        # Two explanations that became one stand below each other.
        yield from str(value).splitlines()


def test_items_go_on_along_the_crosswalk_that_begins_at_the_edition_carried_over() -> None:
    assert ON.moved["o13"] == "o12" and ON.moved["o1"] == "o1"
    assert ON.merged == {"o10": ("o10", "o11"), "o20": ("o21", "o22")}
    assert (ON.new, ON.gone, ON.split) == ((), (), {})
    assert ON.figure("OIT.o13") == "OIT.o12" and ON.figure("OIT.o11") is None
    assert (ON.figure("ind:9"), ON.figure("ind:11"), ON.figure("total"), ON.figure("nonsense")) == (
        "ind:9",
        None,
        "total",
        None,
    )


def test_without_a_crosswalk_items_go_on_by_their_ids() -> None:
    on = continuity(edition("nacc-2565"), edition("nacc-2568"))
    assert all(old == here for old, here in on.moved.items())


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_value_of_a_real_file_goes_on_or_is_told(name: str) -> None:
    before = as_carried(to_data(EXAMPLES[name]))
    read(before)
    kept = copy.deepcopy(before)

    after, left = moved(before, ON, read)

    assert before == kept  # what counted stays as it was
    assert read(after) is not None and after["criteria"] == "nacc-2569"
    gone = Counter(leaves(before)) - Counter(leaves(after)) - Counter(leaves([one.value for one in left]))
    assert gone == Counter()


def test_marks_and_links_of_an_item_go_on_under_its_new_number() -> None:
    before = as_carried(
        {
            "format": "prongsai/round@1",
            "agency": {"name": "ก"},
            "disclosure": [
                {"item": "o13", "urls": ["https://a.example/13"], "score": "100"},
                {"item": "o10", "urls": ["https://a.example/10"], "explanation": "ช่องทาง", "score": "100"},
                {"item": "o11", "urls": ["https://a.example/11"], "explanation": "สถิติ", "score": "50"},
            ],
        }
    )
    after, left = moved(before, ON, read)

    assert after["disclosure"] == [
        {
            "item": "o10",
            "urls": ["https://a.example/10", "https://a.example/11"],
            "explanation": "ช่องทาง\nสถิติ",
        },
        {"item": "o12", "urls": ["https://a.example/13"], "score": "100"},
    ]
    assert [(one.place, one.value) for one in left] == [
        (("disclosure", "o10", "score"), "100"),
        (("disclosure", "o11", "score"), "50"),
    ]


def test_plan_units_advice_and_claims_name_the_new_items() -> None:
    before = as_carried(
        {
            "format": "prongsai/round@1",
            "agency": {"name": "ก"},
            "plan": {"year": 2570, "rows": [{"measures": ["ข"], "items": ["o13", "o22"], "indicators": ["9"]}]},
            "document": {
                "assigned": [{"unit": "กองคลัง", "items": ["o13", "o14"]}],
                "taken": ["OIT.o13", "OIT.o11", "words"],
                "sections": [{"part": "results", "text": "ได้ {OIT.o13} จาก {change:ind:9} และ {agency}"}],
            },
            "claims": [{"kind": "score", "where": "หน้า 1", "figure": "OIT.o13", "value": "100"}],
            "assessor": [{"scope": "items", "ids": ["o13"], "refs": ["o14", "9.1"], "advice": "ค"}],
        }
    )
    after, left = moved(before, ON, lambda made: None)

    assert after["plan"]["rows"] == [{"measures": ["ข"], "items": ["o12", "o20"], "indicators": ["9"]}]
    assert after["document"]["assigned"] == [{"unit": "กองคลัง", "items": ["o12", "o13"]}]
    assert after["document"]["taken"] == ["OIT.o12", "words"]
    assert after["document"]["sections"][0]["text"] == "ได้ {OIT.o12} จาก {change:ind:9} และ {agency}"
    assert after["claims"][0]["figure"] == "OIT.o12"
    assert after["assessor"][0]["ids"] == ["o12"]
    assert [one.value for one in left] == [["9.1"], "OIT.o11"]


def test_what_the_new_rules_do_not_take_is_left_over_and_the_rest_goes_on() -> None:
    # The items are the same; one of them has other choices now.
    before = {
        "format": "prongsai/round@1",
        "year": 2568,
        "criteria": "nacc-2568",
        "agency": {"name": "ก"},
        "answers": {
            "IIT": {"respondents": 3, "items": {"i1": {"counts": [0, 0, 0, 0, 0, 3]}, "i3": {"counts": [1, 2]}}}
        },
        "published": {"total": "90.00"},
    }

    def strict(made: dict[str, Any]) -> None:
        there = "i3" in made.get("answers", {}).get("IIT", {}).get("items", {})
        read_data({**made, "answers": {"IIT": {"items": {"i3": {"counts": [1, 2, 3]}}}}} if there else made)

    same = continuity(edition("nacc-2568"), edition("nacc-2568"))
    after, left = moved(before, same, strict)
    assert after["answers"]["IIT"]["items"] == {"i1": {"counts": [0, 0, 0, 0, 0, 3]}}
    assert after["published"] == {"total": "90.00"}
    assert [(one.place, one.value) for one in left] == [(("answers", "IIT", "items", "i3"), {"counts": [1, 2]})]


def test_a_file_that_no_value_can_save_is_refused() -> None:
    def never(made: dict[str, Any]) -> None:
        read_data({**made, "agency": {"name": ""}})

    with pytest.raises(Refused):
        moved({"format": "prongsai/round@1", "year": 2569, "agency": {"name": "ก"}}, ON, never)


ITEMS = [item for item in CARRIED.items if item.startswith("o")]
LINK = st.integers(0, 9999).map(lambda number: f"https://a.example/{number}")


@st.composite
def filed(draw: st.DrawFn) -> dict[str, Any]:
    items = draw(st.lists(st.sampled_from(ITEMS), unique=True, max_size=12))
    entries = [
        {
            "item": item,
            "urls": draw(st.lists(LINK, min_size=1, max_size=2)),
            "explanation": draw(st.sampled_from(["ก", "ข", "ค"])) + item,
            "score": draw(st.sampled_from(["0", "50", "100"])),
        }
        for item in items
    ]
    scores = draw(
        st.dictionaries(st.sampled_from([f"{n}" for n in range(1, 11)]), st.integers(0, 100).map(lambda n: f"{n}.00"))
    )
    data = {"format": "prongsai/round@1", "agency": {"name": "ก"}, "disclosure": entries}
    return as_carried(data | ({"published": {"indicators": scores}} if scores else {}))


@settings(max_examples=60)
@given(data=filed())
def test_whatever_was_filed_goes_on_or_is_told(data: dict[str, Any]) -> None:
    after, left = moved(data, ON, read)

    told = [*leaves(after), *leaves([one.value for one in left])]
    assert set(leaves({key: data[key] for key in ("disclosure", "published") if key in data})) <= set(told)
    for entry in data["disclosure"]:
        if entry["item"] in ON.moved:
            here = next(each for each in after["disclosure"] if each["item"] == ON.moved[entry["item"]])
            assert {**entry, "item": here["item"]} == here
    # Moved by the same rules again nothing changes.
    again, none = moved(after, continuity(REAL, REAL), read)
    assert (json.dumps(again), none) == (json.dumps(after), ())


@given(text=st.text(st.sampled_from("ก{}:@.o1 2iOITnd9"), max_size=60))
def test_words_are_never_lost_with_their_keys(text: str) -> None:
    made, gone = keys_moved(text, ON)
    assert made.count("{") == text.count("{") and made.count("}") == text.count("}")
    assert all(f"{{{key}}}" in made for key in gone)


@st.composite
def crosswalks(draw: st.DrawFn) -> Continuity:
    """Any way in which items may go on: under another number, joined, split, gone, new."""
    here = [item for item in REAL.items if item.startswith("o")]
    there = draw(
        st.dictionaries(
            st.sampled_from(here), st.lists(st.sampled_from(ITEMS), unique=True, min_size=1, max_size=3).map(tuple)
        )
    )
    return Continuity(CARRIED, REAL, there)


@settings(max_examples=80)
@given(data=filed(), on=crosswalks())
def test_however_items_go_on_nothing_that_was_filed_is_lost_or_put_into_two_items(
    data: dict[str, Any], on: Continuity
) -> None:
    after, left = moved(data, on, lambda made: None)

    items = [entry["item"] for entry in after.get("disclosure", ())]
    assert len(items) == len(set(items)) and set(items) <= REAL.items.keys()
    before = Counter(leaves(data["disclosure"]))
    kept = Counter(leaves(after.get("disclosure", [])))
    told = Counter(leaves([one.value for one in left if one.place[0] == "disclosure"]))
    # Two items that became one have a link that both had once.
    assert set(before) <= set(kept) | set(told)
    assert all(kept[value] + told[value] <= count for value, count in before.items())
    for each in after.get("disclosure", ()):
        # A mark goes on with its own item alone, or not at all.
        assert "score" not in each or [old for old, here in on.moved.items() if here == each["item"]]


def test_rows_that_name_an_item_that_was_split_name_both_and_one_that_is_gone_is_told() -> None:
    on = Continuity(CARRIED, REAL, {"o1": ("o1",), "o2": ("o2",), "o3": ("o2",)})
    before = as_carried(
        {
            "format": "prongsai/round@1",
            "agency": {"name": "ก"},
            "plan": {"year": 2570, "rows": [{"measures": ["ข"], "items": ["o2", "o9"]}]},
        }
    )
    after, left = moved(before, on, lambda made: None)
    assert on.split == {"o2": ("o2", "o3")} and "o9" in on.gone and "o4" in on.new
    assert after["plan"]["rows"][0]["items"] == ["o2", "o3"]
    assert [(one.place, one.value) for one in left] == [(("plan", "rows", "0", "items"), ["o9"])]
