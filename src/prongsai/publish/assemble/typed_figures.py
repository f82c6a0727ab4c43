"""Figures that somebody typed though they could be inserted: which ones they equal, and the one put in their place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from prongsai.language.digits import TO_ARABIC
from prongsai.publish.assemble.field_names import FIELD, FieldNames
from prongsai.publish.assemble.own_words import Field, typed

MOST_OFFERED = 5


@dataclass(frozen=True)
class TypedFigure:
    """A number as it was typed, in Arabic digits, with the fields that show the same: those its line names first."""

    number: str
    fields: tuple[Field, ...]


def typed_figures(text: str, known: Mapping[str, Field], names: FieldNames) -> tuple[TypedFigure, ...]:
    """Every typed number that equals a known figure, in the order of the text."""
    scores = [(abs(Decimal(field.text)), field) for field in known.values() if _NUMBER.fullmatch(field.text)]
    return tuple(
        TypedFigure(
            number, _offered(text, number, [field for value, field in scores if value == Decimal(number)], names)
        )
        for number in typed(text)
        if any(value == Decimal(number) for value, _ in scores)
    )


_NUMBER = re.compile(r"[+-]?\d{1,3}\.\d{1,3}")


def _offered(text: str, number: str, same: list[Field], names: FieldNames) -> tuple[Field, ...]:
    if len(same) > 1:
        lines = [line for line in text.translate(TO_ARABIC).split("\n") if number in line]
        told = {str(figure) for line in lines[:3] for figure in names.spoken_of(line)}
        same = sorted(same, key=lambda field: field.key.partition(":")[2] not in told and field.key not in told)
    return tuple(same[:MOST_OFFERED])


def swapped(text: str, number: str, key: str) -> str:
    """A text in which every typed ``number``, in either digits, is the field ``key`` instead."""
    pattern = re.compile(rf"(?<![\d.]){re.escape(number)}(?![\d.])")
    pieces, at = [], 0
    for field in [*FIELD.finditer(text), None]:
        words = text[at : field.start() if field else len(text)]
        places = [match.span() for match in pattern.finditer(words.translate(TO_ARABIC))]
        for start, end in reversed(places):
            words = f"{words[:start]}{{{key}}}{words[end:]}"
        pieces.append(words)
        if field is not None:
            pieces.append(field[0])
            at = field.end()
    return "".join(pieces)
