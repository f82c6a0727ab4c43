"""A year of numbers alone is read on a shorter way; whatever stands in it, the outcome is that of the long one."""

from __future__ import annotations

import copy
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.criteria.editions import edition
from prongsai.files import strict_json
from prongsai.files.problems import Refused
from prongsai.roundfile import read_data

WHOLE: dict[str, Any] = {
    "format": "prongsai/round@1",
    "year": "2568",
    "agency": {"name": "เทศบาลตัวอย่าง", "kind": "city-municipality"},
    "staff": "60",
    "answers": {
        "IIT": {
            "respondents": "30",
            "items": {
                "i1": {"counts": ["1", "2", "3", "4", "5", "15"]},
                "i2": {"shares": ["99.47", "0", "0", "0", "0", "0.53"]},
            },
            "demographics": {"age": {"counts": {"20-30": "12"}}},
        },
        "EIT1": {"respondents": "20", "items": {"e3": {"counts": ["18", "2"]}}},
    },
    "disclosure": [{"item": "o1", "score": "100", "urls": ["https://example.org"]}, {"item": "o2", "score": "50"}],
    "published": {"total": "99.70", "instruments": {"IIT": "99.9"}, "level": "ผ่านดีเยี่ยม"},
    "history": {"2567": {"criteria": "nacc-2567", "published": {"total": "98.25"}}},
}
ODD = (
    None,
    "",
    "x",
    "๕",
    " 5 ",
    "05",
    "-1",
    "1e3",
    "100.5",
    "99.12345678901",
    "0000000000005",
    "100000001",
    "31",
    [],
    {},
    ["1"],
    [None],
    ["1", "2", "3", "4", "5", "๑๕"],
    {"x-note": "เอง"},
    {"x-note": None},
    {"name": None},
    True,
    "o1",
)


def places(data: Any, lead: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [place for key, value in pairs for place in ((*lead, key), *places(value, (*lead, key)))]


def outcome(data: Any) -> object:
    return read_data.round_of(copy.deepcopy(data), edition)


def at(data: Any, place: tuple[str | int, ...]) -> Any:
    for key in place:
        data = data[key]
    return data


def test_whole_file_of_numbers_takes_the_shorter_way() -> None:
    assert read_data._right_as_it_stands(copy.deepcopy(WHOLE), edition, read_data.of_the_year) == outcome(WHOLE)[0]


@given(st.data())
def test_shorter_way_has_the_outcome_of_the_long_one(data: st.DataObject) -> None:
    changed = copy.deepcopy(WHOLE)
    for _ in range(data.draw(st.integers(1, 3))):
        *lead, last = data.draw(st.sampled_from(places(changed)))
        holder = at(changed, tuple(lead))
        if data.draw(st.booleans()) and isinstance(holder, dict):
            holder[data.draw(st.sampled_from(("x-own", "nothing", "EIT2", "i2", "เอ", str(last).upper())))] = holder[
                last
            ]
        else:
            # A copy: what is put into it later must not stand in the next example as well.
            holder[last] = copy.deepcopy(data.draw(st.sampled_from(ODD)))
    quick = outcome(changed)
    with patch.object(read_data, "_right_as_it_stands", lambda *_: None):
        assert quick == outcome(changed)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1, "a": 2}', "stands twice"),
        ('{"a": {"b": 1, "b": 2}, ', "not well-formed"),
        ('{"a": 1, "a": [}', "not well-formed"),
    ],
)
def test_key_that_stands_twice_is_told_where_the_rest_is_well_formed(text: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        strict_json.read_json(text, "a.json")
    assert said in refused.value.problems[0].text.en
