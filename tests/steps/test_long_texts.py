"""A text, a name or a number of figures beyond what one agency's year can hold is refused in words, at its place."""

from __future__ import annotations

import json
import time

import pytest

from prongsai.files.problems import Refused
from prongsai.files.tidying import MOST_FIGURES, MOST_LETTERS
from prongsai.roundfile.read_data import MOST_LETTERS_OF, read_data
from prongsai.roundfile.read_file import read_bytes

HEAD = {"format": "prongsai/round@1", "year": 2568, "agency": {"name": "เทศบาลตำบลนาดี"}}


def section(text: str) -> dict[str, object]:
    return {"document": {"sections": [{"part": "preface", "heading": "คำนำ", "text": text}]}}


def refused(data: dict[str, object]) -> list[tuple[str, str, str]]:
    with pytest.raises(Refused) as error:
        read_data({**HEAD, **data})
    return [(problem.place, problem.text.th, problem.text.en) for problem in error.value.problems]


def test_text_of_a_section_has_a_length() -> None:
    read_data({**HEAD, **section("ก" * MOST_LETTERS)})
    ((place, th, en),) = refused(section("ก" * (MOST_LETTERS + 1)))
    assert place == "document.sections.0.text"
    assert "20,001" in th
    assert "ให้ตัดให้สั้นลง" in th
    assert "at most 20,000" in en


def test_file_of_half_a_million_figures_is_refused_at_once() -> None:
    data = json.dumps({**HEAD, **section("{total} " * 480_000)}).encode()
    begun = time.process_time()
    with pytest.raises(Refused):
        read_bytes(data, "round.json")
    assert time.process_time() - begun < 5


def test_figures_of_all_texts_together_are_counted() -> None:
    one = "{total} " * 1_000
    texts = [{"part": "preface", "heading": "ก", "text": one}] * (MOST_FIGURES // 1_000 + 1)
    assert any("more than 5,000" in en for _, _, en in refused({"document": {"sections": texts}}))


@pytest.mark.parametrize("row", ["explanation", "urls"])
def test_long_text_in_a_file_of_numbers_is_seen_too(row: str) -> None:
    long = "x" * (MOST_LETTERS + 1)
    problems = refused({"disclosure": [{"item": "o1", row: [long] if row == "urls" else long}]})
    assert problems[0][0].startswith(f"disclosure.0.{row}")


@pytest.mark.parametrize("name", MOST_LETTERS_OF)
def test_name_longer_than_its_column_is_refused_at_its_place(name: str) -> None:
    problems = refused({"agency": {"name": "เทศบาลตำบลนาดี", name: "ก" * 10_000}})
    assert (f"agency.{name}", "ให้ตัดให้สั้นลง") in [(place, "ให้ตัดให้สั้นลง") for place, th, _ in problems if "10,000" in th]
