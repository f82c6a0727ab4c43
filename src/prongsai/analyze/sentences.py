"""Sentences about figures, in both languages: words with places for figures, which publish fills with references."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from importlib import resources
from string import Formatter
from typing import Literal

from prongsai.files.strict_yaml import read_yaml
from prongsai.language.exact import half_up, signed
from prongsai.language.text import Language, Text

# As publish.report names them: a report shows a figure by key, text and kind.
FigureKind = Literal["score", "change", "count", "share", "rank", "level", "points"]


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A figure that a sentence shows. ``key`` names it for a report: a figure id (``ind:1``), ``ind:1@2567`` (that
    year's), ``change:ind:1:2567``, ``size:…`` (a change without sign), ``margin:total``, ``stake:OIT.o2``.

    ``text`` has Arabic digits and is the same wherever the key stands.
    """

    key: str
    text: str
    kind: FigureKind


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence whose ``text`` has ``{names}`` for its ``figures``; every other word is filled in already."""

    text: Text
    figures: dict[str, FigureValue]

    def say(self, language: Language = "th") -> str:
        """The sentence with its figures as plain text."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts(language))

    def parts(self, language: Language = "th") -> Iterator[str | FigureValue]:
        """Words and figures in order, for a paragraph of runs."""
        template = self.text.th if language == "th" else self.text.en
        for words, name, _, _ in Formatter().parse(template):
            if words:
                yield words
            if name is not None:
                yield self.figures[name]


_THAI_END = re.compile("[ก-๛]$")
_OTHER_LETTERS = re.compile("[A-Za-z0-9“(]")


@functools.cache
def templates() -> dict[str, Text]:
    """The sentences of ``sentences.yaml`` by their names. ValueError where the two languages hold different names."""
    raw = read_yaml(resources.files("prongsai.analyze").joinpath("sentences.yaml").read_bytes(), "sentences.yaml")
    by_name: dict[str, Text] = {}
    for key, value in raw.items() if isinstance(raw, dict) else ():
        text = Text(th=value["th"], en=value["en"])
        if names_in(text.th) != names_in(text.en):
            raise ValueError(f"sentences.yaml: {key}: the two languages have different {{names}}")
        by_name[key] = text
    return by_name


def names_in(template: str) -> set[str]:
    """The ``{names}`` of a template."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def sentence(
    template: str, figures: Mapping[str, FigureValue] | None = None, words: Mapping[str, Text | str | int] | None = None
) -> Sentence:
    """The sentence ``template`` with ``words`` filled in and ``figures`` left as names. KeyError for a missing name."""
    text, figures, words = templates()[template], figures or {}, words or {}
    wanted = names_in(text.th)
    missing = wanted - figures.keys() - words.keys()
    if missing:
        raise KeyError(f"{template}: {', '.join(sorted(missing))}")
    filled = Text(th=_filled(text.th, words, "th"), en=_filled(text.en, words, "en"))
    return Sentence(filled, {name: value for name, value in figures.items() if name in wanted})


def _filled(template: str, words: Mapping[str, Text | str | int], language: Language) -> str:
    def word(match: re.Match[str]) -> str:
        value = words.get(match[1])
        if value is None:
            return match[0]
        said = value.say(language) if isinstance(value, Text) else str(value)
        # Thai runs on without a blank, but not into what is written in other letters.
        if _THAI_END.search(template[: match.start()]) and _OTHER_LETTERS.match(said):
            said = f" {said}"
        return said.replace("{", "{{").replace("}", "}}")

    return re.sub(r"\{(\w+)\}", word, template)


# Figures as every format shows them.


def score_text(value: Decimal) -> str:
    """A score with at least two decimals: ``100`` reads ``100.00``; longer ones stay."""
    exponent = value.as_tuple().exponent
    return f"{value:.2f}" if isinstance(exponent, int) and exponent > -2 else str(value)


def score_of(key: str, value: Decimal) -> FigureValue:
    """A score, or a bar that scores are held against, in points 0–100."""
    return FigureValue(key, score_text(value), "score")


def points_of(key: str, value: Decimal | Fraction) -> FigureValue:
    """A distance in points without a sign, half-up to two decimals."""
    return FigureValue(key, score_text(half_up(abs(value)) if isinstance(value, Fraction) else abs(value)), "points")


def change_of(key: str, value: Decimal) -> FigureValue:
    """A change in points with its sign: ``+1.45``, ``-4.71``, ``0.00``."""
    return FigureValue(key, signed(value), "change")


def count_of(key: str, value: int) -> FigureValue:
    """A number of people or things."""
    return FigureValue(key, str(value), "count")


def bar_of(key: str, value: Decimal) -> FigureValue:
    """A target or threshold, with the digits that the rules give it: ``85``."""
    return FigureValue(key, str(value), "score")
