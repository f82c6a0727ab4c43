"""How wide a text is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.language.measure import cells, letters, width


@pytest.mark.parametrize(
    ("text", "beside", "on_terminal"),
    [("", 0, 0), ("ที่นี่", 2, 2), ("ก\u200bข", 3, 2), ("ab 1", 4, 4), ("漢字", 2, 4), ("กำ", 2, 2)],
)
def test_marks_take_no_room(text: str, beside: int, on_terminal: int) -> None:
    assert (letters(text), cells(text)) == (beside, on_terminal)


def test_width_grows_with_the_size_and_tells_narrow_from_broad() -> None:
    assert width("กี่", 10) == width("ก", 10) == 6.4
    assert width("i", 10) < width("a", 10) < width("m", 10)
    assert width("12", 20) == 2 * width("12", 10)


@given(st.text(max_size=30), st.text(max_size=30))
def test_width_of_two_texts_is_the_sum_of_theirs(before: str, after: str) -> None:
    assert letters(before + after) == letters(before) + letters(after)
    assert cells(before + after) == cells(before) + cells(after)
    assert width(before + after, 1) == pytest.approx(width(before, 1) + width(after, 1))


@given(st.text(alphabet="ก\u0e31\u0e34\u0e48\u0e4d", max_size=30))
def test_only_marks_are_left_out(text: str) -> None:
    assert letters(text) == len([letter for letter in text if unicodedata.category(letter) != "Mn"]) == text.count("ก")
