"""Sentences: both languages, figures by key, no number that stands in the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest
from found_cases import example

from prongsai.analyze import sentences
from prongsai.analyze.sentences import (
    FigureKind,
    FigureValue,
    Sentence,
    change_of,
    names_in,
    points_of,
    score_of,
    sentence,
    templates,
)
from prongsai.language.exact import signed
from prongsai.language.text import Text
from prongsai.publish.figures import two
from prongsai.publish.report import FigureKind as ReportKind

EXAMPLES = ["rangsit-2568", "watthana-nakhon-2568", "mae-sot-2568", "trang-2564", "mae-sai-2566"]


def sentences_in(value: object) -> Iterator[Sentence]:
    if isinstance(value, Sentence):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from sentences_in(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from sentences_in(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from sentences_in(getattr(value, each.name))


def test_templates_hold_no_numbers_of_their_own() -> None:
    for name, text in templates().items():
        assert not re.search(r"[0-9๐-๙]", text.th + text.en), name
        assert names_in(text.th) == names_in(text.en), name


@pytest.mark.parametrize("name", EXAMPLES)
def test_sentences_of_the_examples_are_whole_and_agree_on_every_figure(name: str) -> None:
    *_, found = example(name)
    held: dict[str, FigureValue] = {}

    for each in sentences_in(found):
        assert "{" not in each.say("th") + each.say("en")
        assert set(each.figures) == names_in(each.text.th) == names_in(each.text.en)
        for figure in each.figures.values():
            assert held.setdefault(figure.key, figure) == figure


def test_sentences_show_scores_as_documents_do() -> None:
    assert get_args(FigureKind) == get_args(ReportKind)
    for value in (Decimal("100"), Decimal("99.7"), Decimal("99.70"), Decimal("99.123")):
        assert score_of("total", value).text == two(value)
    for change in (Decimal("-4.71"), Decimal("1.45"), Decimal("0.00")):
        assert change_of("change:total:2567", change).text == signed(change)
    assert points_of("stake:OIT.o1", Fraction(1, 3)).text == "0.33"
    assert points_of("size:total:2567", Decimal("-4.71")).text == "4.71"


def test_sentence_gives_words_and_figures_in_order() -> None:
    score = score_of("IIT", Decimal("99.93"))
    one = sentence("band.of", {"score": score}, {"name": Text(th="IIT", en="IIT"), "band": Text(th="สูง", en="high")})

    assert list(one.parts()) == ["IIT อยู่ในช่วงคะแนนสูง (", score, " คะแนน)"]
    assert one.say("en") == "IIT is high (99.93)."


def test_sentence_keeps_braces_of_its_words() -> None:
    one = sentence("band.of", {"score": score_of("IIT", Decimal(1))}, {"name": "{a}", "band": "สูง"})

    assert one.say() == "{a} อยู่ในช่วงคะแนนสูง (1.00 คะแนน)"


def test_sentence_refuses_a_missing_name() -> None:
    with pytest.raises(KeyError, match=r"band\.of: score"):
        sentence("band.of", {}, {"name": "IIT", "band": "สูง"})


def test_templates_refuse_languages_with_different_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "read_yaml", lambda *_: {"a": {"th": "{x}", "en": "{y}"}})

    with pytest.raises(ValueError, match="a: the two languages"):
        templates.__wrapped__()
