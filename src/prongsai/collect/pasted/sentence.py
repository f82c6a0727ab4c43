"""A line without columns taken apart: labels, each with the numbers behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from prongsai.collect.pasted.labels import Label, Labels
from prongsai.collect.pasted.numbers import Number, numbers_in
from prongsai.criteria.figure_id import FigureId


@dataclass(slots=True)
class Pair:
    """A label and the numbers that stand behind it."""

    label: Label
    numbers: list[Number] = field(default_factory=list)


def pairs_in(said: str, text: str, labels: Labels, part: str | None) -> list[Pair]:
    """The labels of a line in order, at least one. ``said`` as it was typed, ``text`` with Arabic digits."""
    words = said if len(said) == len(text) else text
    numbers = [number for number in numbers_in(text) if number.role != "other"]
    pairs: list[Pair] = []
    at = 0
    for number in numbers:
        if not pairs and number.role == "whole" and _inside_name(number, numbers, text):
            continue
        label = labels.read(words[at : number.start], part)
        if not pairs:
            pairs.append(Pair(label, [number]))
        else:
            _next(pairs, label, number, labels, part)
        at = number.after
    return pairs or [Pair(labels.read(said, part))]


def _next(pairs: list[Pair], label: Label, number: Number, labels: Labels, part: str | None) -> None:
    """A further number of a line: of the same label, of the same figure in another part, or of a label of its own."""
    before = pairs[-1]
    if label.kind == "empty" and label.part in (None, part, before.label.part):
        before.numbers.append(number)
    elif label.kind == "empty" and before.label.figure is not None:
        pairs.append(Pair(_sister(before.label.figure, label.part, labels), [number]))
    elif label.kind in ("figure", "sum", "told"):
        pairs.append(Pair(label, [number]))
    elif label.kind != "other" and number.role == "score" and "." in number.said:
        before.numbers.append(number)  # whose it is cannot be said: then neither can be taken


def _inside_name(number: Number, numbers: list[Number], text: str) -> bool:
    """Whether a whole number stands before the words of a name or within them, and a better one follows."""
    if not text[: number.start].strip(" (."):
        return True
    later = next((other for other in numbers if other.start > number.start), None)
    better = any(other.role == "score" and other.start > number.start for other in numbers)
    return better and later is not None and bool(re.search(r"[\u0e01-\u0e2e]", text[number.after : later.start]))


def _sister(figure: FigureId, part: str | None, labels: Labels) -> Label:
    """The same figure in another part: "EIT ส่วนที่ 1 ได้ 74.90 คะแนน ส่วนที่ 2 ได้ 82.24 คะแนน"."""
    parts = labels.parts.items()
    of_same = any(part in known and (figure in known or figure == whole) for whole, known in parts)
    if part is not None and figure.kind == "whole" and of_same:
        return Label("figure", FigureId(part), part=part)
    if part is not None and figure.kind == "indicator":
        return Label("figure", labels.indicator(figure.number, part), part=part)
    return Label("nothing")
