"""The fields of the entry form: which there are for an edition, what stands in each, and what is wrong with it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from prongsai.collect.pasted.numbers import read_score
from prongsai.collect.pasted.shapes import mark_text, score_text
from prongsai.criteria.figure_id import FigureId, indicator_figure, item_figure, sub_indicator_figure
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria, Instrument, Item
from prongsai.language.digits import TO_ARABIC
from prongsai.language.text import Text
from prongsai.roundfile.vanishing import Place, value_at

Kind = Literal["score", "count", "mark"]
LONGEST_VALUE = 200
MOST_PEOPLE = 10_000_000  # who may answer: more than that are no respondents of one agency


@dataclass(frozen=True, kw_only=True)
class ScoreField:
    """Something to type: ``key`` is its name in the form, ``place`` where a round file has it; ``figure`` is None for a
    number of respondents.

    ``computed`` is what its own parts give, by ``source``; ``differs``: that is not what was typed. ``before`` is what
    counts now, as it is kept; a mark is one of ``choices``."""

    key: str
    place: Place
    name: Text
    kind: Kind = "score"
    figure: FigureId | None = None
    value: str = ""
    before: str | int | None = None
    problem: Text | None = None
    computed: str | None = None
    differs: bool = False
    source: Text | None = None
    choices: tuple[tuple[str, Text], ...] = ()

    @property
    def emptied(self) -> bool:
        """Whether it was announced, and nothing stands in the field."""
        return not self.value and self.before is not None

    @property
    def kept(self) -> str | int | None:
        """What a round file keeps of it, None where nothing was typed or it is wrong; what was not changed stays as it
        is kept, digit for digit."""
        if not self.value or self.problem is not None:
            return None
        made: str | int
        if self.kind == "count":
            made = int(_plain(self.value))
        else:
            score = read_score(self.value)[0]
            if score is None:
                return None
            made = mark_text(score) if self.kind == "mark" else score_text(score)
        same = self.before is not None and Decimal(str(self.before)) == Decimal(str(made))
        return self.before if same else made


@dataclass(frozen=True, kw_only=True)
class FieldGroup:
    """Fields under one head. ``folded``: many, so that they are opened by who needs them."""

    head: Text
    fields: tuple[ScoreField, ...]
    folded: bool = False

    @property
    def filled(self) -> int:
        """How many of them are filled in."""
        return sum(bool(field.value) for field in self.fields)

    @property
    def open(self) -> bool:
        """Whether they are shown at once: few, or something in them is to be looked at."""
        return not self.folded or any(field.problem is not None or field.differs for field in self.fields)


def form_key(figure: str) -> str:
    """A figure's name in the form: letters, digits and hyphens, as ``ind-6-EIT1``."""
    return re.sub(r"[^A-Za-z0-9]", "-", figure)


def field_groups(criteria: Criteria, now: Mapping[str, Any], typed: Mapping[str, str]) -> tuple[FieldGroup, ...]:
    """Every field of an edition with what was ``typed``, or with what stands in ``now`` (a round file as data) where it
    was not sent."""
    return tuple(
        FieldGroup(head=head, fields=made, folded=folded)
        for head, folded, fields in _groups(criteria)
        if (made := tuple(_filled(field, now, typed) for field in fields))
    )


def _groups(criteria: Criteria) -> Iterator[tuple[Text, bool, list[ScoreField]]]:
    asked = [one for one in criteria.instruments.values() if one.kind != "disclosure"]
    yield Text(th="ภาพรวม", en="Overall"), False, [_score(criteria, "total")]
    yield (
        Text(th="จำนวนผู้ตอบแบบวัด (คน)", en="Number of respondents"),
        False,
        [_people(criteria, part.id) for one in asked for part in one.parts],
    )
    wholes = [
        name
        for one in criteria.instruments.values()
        for name in (one.id, *(part.id for part in one.parts if len(one.parts) > 1))
    ]
    yield Text(th="คะแนนตามเครื่องมือ", en="Instruments"), False, [_score(criteria, name) for name in wholes]
    indicators = [
        figure
        for number, one in criteria.indicators.items()
        for figure in (indicator_figure(number), *_by_part(criteria.instruments[one.instrument], number))
    ]
    yield Text(th="คะแนนตามตัวชี้วัด", en="Indicators"), False, [_score(criteria, figure) for figure in indicators]
    yield (
        Text(th="คะแนนตามตัวชี้วัดย่อย", en="Sub-indicators"),
        True,
        [_score(criteria, sub_indicator_figure(number)) for number in criteria.sub_indicators],
    )
    for one in criteria.instruments.values():
        name = one.short
        if one.kind == "disclosure":
            head = Text(th=f"คะแนนรายข้อ {name.th}", en=f"Items of {name.en}")
            yield head, True, [_mark(criteria, one.id, item) for item in criteria.items_of(one.id)]
            continue
        for part in one.parts:
            head = Text(th=f"คะแนนรายข้อ {part.short.th}", en=f"Questions of {part.short.en}")
            yield head, True, _questions(criteria, one, part.id)


def _by_part(instrument: Instrument, number: str) -> list[FigureId]:
    parts = instrument.parts if len(instrument.parts) > 1 else ()
    return [indicator_figure(number, part.id) for part in parts]


def _questions(criteria: Criteria, instrument: Instrument, part: str) -> list[ScoreField]:
    codes = [
        code
        for item in criteria.items_of(instrument.id)
        for code in (item.id, *(question.id for question in item.sub_questions))
    ]
    return [_score(criteria, item_figure(part, code), part=False) for code in codes]


def _score(criteria: Criteria, figure: str, *, part: bool = True) -> ScoreField:
    own = FigureId(figure)
    name = figure_name(criteria, own, part=part)
    return ScoreField(key=form_key(own), place=("published", *own.place), name=name, figure=own)


def _people(criteria: Criteria, part: str) -> ScoreField:
    name = figure_name(criteria, part)
    return ScoreField(
        key=f"people-{form_key(part)}",
        place=("answers", part, "respondents"),
        kind="count",
        name=Text(th=f"ผู้ตอบ {name.th}", en=f"respondents of {name.en}"),
    )


def _mark(criteria: Criteria, instrument: str, item: Item) -> ScoreField:
    figure = item_figure(instrument, item.id)
    scale = item.question.scale if item.question is not None else None
    marks = [mark_text(points) for points in scale.points] if scale is not None else []
    return ScoreField(
        key=form_key(figure),
        place=("disclosure", item.id, "score"),
        kind="mark",
        figure=figure,
        name=figure_name(criteria, figure),
        choices=tuple((mark, Text(th=f"{mark} คะแนน", en=f"{mark} points")) for mark in marks),
    )


def _filled(field: ScoreField, now: Mapping[str, Any], typed: Mapping[str, str]) -> ScoreField:
    before = value_at(now, field.place)
    value = typed.get(field.key, "" if before is None else str(before)).strip()[:LONGEST_VALUE]
    choices = field.choices
    if field.kind == "mark" and value:
        value = next((mark for mark, _ in choices if _same(mark, value)), value)
        if before is not None and _same(str(before), value) and value not in dict(choices):
            # Announced so, whatever the rules say: shown, and not changed unless somebody chooses another.
            choices = (*choices, (value, Text(th=f"{value} คะแนน (ตามที่บันทึกไว้)", en=f"{value} points (as it stands)")))
    problem = _problem(field.kind, value, choices) if value else None
    return dataclasses.replace(field, value=value, before=before, problem=problem, choices=choices)


def _problem(kind: Kind, value: str, choices: tuple[tuple[str, Text], ...]) -> Text | None:
    if kind == "count":
        number = _plain(value)
        if re.fullmatch(r"[0-9]{1,12}", number) is None:
            return Text(
                th=f"“{value[:20]}” ไม่ใช่จำนวนคน ให้พิมพ์เป็นจำนวนเต็ม เช่น 188",
                en=f"“{value[:20]}” is no number of people; type a whole number, as 188",
            )
        if int(number) > MOST_PEOPLE:
            return Text(
                th=f"จำนวนผู้ตอบมากกว่า {MOST_PEOPLE:,} คนไม่ได้ ให้ตรวจตัวเลขกับประกาศ",
                en=f"there are not more than {MOST_PEOPLE:,} respondents; compare with the announcement",
            )
        return None
    problem = read_score(value)[1]
    if problem is None and kind == "mark" and choices and value not in dict(choices):
        return Text(th="เลือกคะแนนจากรายการ", en="choose a mark of the list")
    return problem


def _plain(value: str) -> str:
    """A number of people without what people write in it: ``๑,๒๓๔ คน`` is 1234."""
    number = value.translate(TO_ARABIC).replace("\u200b", "").strip().removesuffix("คน").strip()
    return number.replace(",", "") if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+", number) else number


def _same(one: str, other: str) -> bool:
    first, second = read_score(one)[0], read_score(other)[0]
    return first is not None and first == second
