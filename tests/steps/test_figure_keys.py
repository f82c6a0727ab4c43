"""Keys of figures in sentences and reports: printed and taken apart in one place."""

from __future__ import annotations

import pytest

from prongsai.analyze.figure_keys import FigureKey, change_key, gap_key, key_of, past_key, size_key
from prongsai.criteria.figure_id import FigureId


@pytest.mark.parametrize(
    ("key", "apart"),
    [
        ("total", FigureKey("score", "total")),
        ("ind:6@EIT1", FigureKey("score", "ind:6@EIT1")),
        ("sub:9.1", FigureKey("score", "sub:9.1")),
        (past_key("ind:6@EIT1", 2567), FigureKey("score", "ind:6@EIT1", 2567)),
        (past_key("total", 2567), FigureKey("score", "total", 2567)),
        (change_key("ind:6@EIT1", 2567), FigureKey("change", "ind:6@EIT1", 2567)),
        (size_key("total", 2566), FigureKey("size", "total", 2566)),
        ("change:total", FigureKey("change", "total")),
        ("margin:total", FigureKey("margin", "total")),
        ("stake:OIT.o2", FigureKey("stake", "OIT.o2")),
        ("reading:budget:inside", FigureKey("reading", "budget:inside")),
        (gap_key(FigureId("EIT1.e2"), FigureId("EIT2.e2")), FigureKey("gap", "EIT1.e2:EIT2.e2")),
        ("count:IIT.respondents", FigureKey("count", "IIT.respondents")),
        ("", FigureKey("score", "")),
    ],
)
def test_key_is_taken_apart_as_it_was_made(key: str, apart: FigureKey) -> None:
    assert key_of(key) == apart
