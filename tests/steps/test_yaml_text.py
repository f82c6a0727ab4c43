"""What is written as YAML is read back as it was, by our own reader and by others, and people like to read it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from prongsai.files.incoming import CONTROL, decoded_text
from prongsai.files.problems import Refused
from prongsai.files.strict_yaml import read_yaml
from prongsai.files.yaml_text import WIDTH, yaml_text

ODD = (
    "", " ", "null", "~", "no", "yes", "on", "y", "N", "true", "2568", "007", "0x1F", "1e5", "9.10", "1,000",
    "12:30", "-4.71", "+1", ".5", ".inf", "nan", "2026-03-31", "2026-03-31T10:00:00Z", "2026-02-30", "0000-00-00",
     "๐9", "๒๕๖๘", "=", "<<", "?",
    "a:", "a: b", "a #b", "#", "- a", "-", "[", "{a", "]", "%a", "@a", "`", "&a", "*a", "!a", "|", ">", "'", '"', "\\",
    "\t", "a\tb", "a\nb", "a\n b", " a\nb", "a\n\nb\n", "\n", "a\n\n", "a\n \nb", "a\nb ", "a\n---\nb", "a\n# b",
    "ก\r\nข", "\u2028", "a\x85b", "\ufeffa", "---", "...", "\xa0", "ทดสอบ ๆ น้ำ", "https://a.b/?c=[1,2]", "ข้อ 1: ไม่มี",
    "x" * 200, "a b " * 80,
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.text("กขำ่ๆ๐๙ \n-:#'\"[]{},0123456789", max_size=30), st.sampled_from(ODD)).filter(
    lambda text: not CONTROL.search(text)
)
VALUES = st.recursive(
    st.none() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def read_back(data: dict[str, Any]) -> object:
    """The data as a file that holds it gives it."""
    return read_yaml(decoded_text(yaml_text(data).encode(), "a.yaml"), "a.yaml")


@given(data=st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4))
@example(data={text: {"in": [text, [text], {text: text}], "alone": text} for text in ODD})
def test_any_data_comes_back_as_it_was(data: dict[str, Any]) -> None:
    assert read_back(data) == data


@given(text=TEXTS)
def test_others_read_text_as_text(text: str) -> None:
    # Days are the exception: they stand without quotation marks, and are days to others.
    alone, *inside = (yaml.safe_load(yaml_text({"a": value}))["a"] for value in (text, [text], {"b": text}))
    for other in (alone, inside[0][0], inside[1]["b"]):
        assert (str(other), isinstance(other, str | datetime.date)) == (text, True)


@given(data=st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4))
def test_written_again_it_is_the_same_text(data: dict[str, Any]) -> None:
    assert yaml_text(read_back(data)) == yaml_text(data)


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x9f", "\ufffe", "\uffff"])
@pytest.mark.parametrize("as_key", [False, True])
def test_control_characters_are_refused_when_read(character: str, as_key: bool) -> None:
    text = f"a{character}b"
    with pytest.raises(Refused) as caught:
        read_back({text: "x"} if as_key else {"x": text})
    assert f"U+{ord(character):04X}" in caught.value.problems[0].text.en


def test_written_text_is_for_people() -> None:
    data = {
        "format": "prongsai/round@1",
        "year": 2568,
        "agency": {"name": "เทศบาลนครตัวอย่าง", "website": "https://example.go.th", "code": "0107"},
        "published": {"total": "99.70", "level": "ผ่านดี", "none": None, "sure": True},
        "plan": {
            "rows": [
                {"measures": ["หนึ่ง", "ส" * 60], "period": {"text": "ภายในเดือนมีนาคม 2569", "to": "2026-03-31"}},
                {"text": "บรรทัดหนึ่ง\nบรรทัดสอง", "note": "ก" * WIDTH, "empty": [], "nothing": {}},
            ]
        },
    }

    assert yaml_text(data) == (
        "format: prongsai/round@1\n"
        "year: 2568\n"
        'agency: {name: เทศบาลนครตัวอย่าง, website: "https://example.go.th", code: "0107"}\n'
        'published: {total: "99.70", level: ผ่านดี, none: null, sure: true}\n'
        "plan:\n"
        "  rows:\n"
        f"  - measures: [หนึ่ง, {'ส' * 60}]\n"
        "    period: {text: ภายในเดือนมีนาคม 2569, to: 2026-03-31}\n"
        "  - text: |-\n"
        "      บรรทัดหนึ่ง\n"
        "      บรรทัดสอง\n"
        f"    note: {'ก' * WIDTH}\n"
        "    empty: []\n"
        "    nothing: {}\n"
    )


def test_line_is_as_long_as_it_is_shown() -> None:
    # Vowels and tone marks above and below stand over their letter.
    word = "กี่" * 30

    assert yaml_text({"a": [word, word, word]}) == f"a: [{word}, {word}, {word}]\n"
    assert yaml_text({"a": [word, word, word, word]}) == f"a:\n- {word}\n- {word}\n- {word}\n- {word}\n"
