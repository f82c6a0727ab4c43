"""Entry: the form for announced scores, what the checks say at each field, what the rules make of the others."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from prongsai.assess.scorecard import Scorecard
from prongsai.collect.pasted.numbers import read_score
from prongsai.criteria.figure_id import FigureId, indicator_figure
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem
from prongsai.language.text import Text
from prongsai.screens.agency.intake.rules import RulesQuestion

OTHER = "other"  # the choice of a level that the edition does not name
LONGEST_LEVEL = 60
LONGEST_VALUE = 200


@dataclass(frozen=True, kw_only=True)
class ScoreField:
    """A figure to type: ``key`` is its name in the form; ``computed`` what its own parts give, by ``source``;
    ``differs``: that is not what was typed."""

    key: str
    figure: FigureId
    name: Text
    value: str = ""
    problem: Text | None = None
    computed: str | None = None
    differs: bool = False
    source: Text | None = None


@dataclass(frozen=True, kw_only=True)
class LevelField:
    """The level: chosen from the edition's, or ``printed`` where ``chosen`` is ``other``."""

    choices: tuple[tuple[str, Text], ...] = ()
    chosen: str = ""
    printed: str = ""
    problem: Text | None = None
    by_rules: Text | None = None
    differs: bool = False

    @property
    def value(self) -> str:
        """The level as it would be kept; empty where none was announced."""
        return self.printed if self.chosen == OTHER else self.chosen


@dataclass(frozen=True, kw_only=True)
class TypedScores:
    """The whole form as it stands; ``general`` are problems of no one field; ``version``: what it started from."""

    groups: tuple[tuple[Text, tuple[ScoreField, ...]], ...] = ()
    level: LevelField = LevelField()
    general: tuple[Problem, ...] = ()
    version: int = 0

    @property
    def fields(self) -> tuple[ScoreField, ...]:
        """Every field but the level's, in the order of the form."""
        return tuple(field for _, group in self.groups for field in group)

    @property
    def typed(self) -> int:
        """How many fields are filled in."""
        return sum(bool(field.value) for field in self.fields) + bool(self.level.value)

    @property
    def wrong(self) -> int:
        """How many fields must be corrected."""
        fields = sum(field.problem is not None for field in self.fields)
        return fields + (self.level.problem is not None) + len(self.general)

    @property
    def differing(self) -> int:
        """How many announced figures their own parts do not give."""
        return sum(field.differs for field in self.fields) + self.level.differs


@dataclass(frozen=True, kw_only=True)
class EntryPage:
    """The page of the form (None: the year has no rules), with what stood in the way of handing it in.

    ``upload``: the number of what was kept to be previewed; then the page leads there.
    """

    year: int
    form: TypedScores | None = None
    problems: tuple[Problem, ...] = ()
    upload: int | None = None
    asked: RulesQuestion | None = None


def typed_scores(
    criteria: Criteria, published: Mapping[str, Any], typed: Mapping[str, str], *, version: int = 0
) -> TypedScores:
    """The form of an edition with what was typed, or with what is ``published`` (the section of a round file) where a
    field was not sent; each field with its problem."""
    return TypedScores(
        groups=tuple(
            (head, tuple(_field(criteria, figure, published, typed) for figure in figures))
            for head, figures in _figures(criteria)
        ),
        level=_level(criteria, published, typed),
        version=version,
    )


def beside_computed(form: TypedScores, criteria: Criteria, card: Scorecard) -> TypedScores:
    """The form with what the rules make of what was typed: ``card`` is of the round that the form would make."""
    return dataclasses.replace(
        form,
        groups=tuple(
            (head, tuple(_with_computed(field, card, criteria) for field in group)) for head, group in form.groups
        ),
        level=_with_rules(form.level, card, criteria),
    )


def _figures(criteria: Criteria) -> tuple[tuple[Text, tuple[FigureId, ...]], ...]:
    instruments: list[FigureId] = []
    for instrument in criteria.instruments.values():
        instruments.append(FigureId(instrument.id))
        if len(instrument.parts) > 1:
            instruments += [FigureId(part.id) for part in instrument.parts]
    return (
        (Text(th="ภาพรวม", en="Overall"), (FigureId("total"),)),
        (Text(th="คะแนนตามเครื่องมือ", en="Instruments"), tuple(instruments)),
        (Text(th="คะแนนตามตัวชี้วัด", en="Indicators"), tuple(map(indicator_figure, criteria.indicators))),
    )


def _announced(published: Mapping[str, Any], figure: FigureId) -> str:
    """A figure as it is announced in what counts now, digit for digit; empty where it is not."""
    *way, key = figure.place
    for step in way:
        published = published.get(step) or {}
    value = published.get(key)
    return "" if value is None else str(value)


def _field(criteria: Criteria, figure: FigureId, published: Mapping[str, Any], typed: Mapping[str, str]) -> ScoreField:
    key = figure.replace(":", "-")
    value = typed.get(key, _announced(published, figure)).strip()[:LONGEST_VALUE]
    problem = read_score(value)[1] if value else None
    return ScoreField(key=key, figure=figure, name=figure_name(criteria, figure), value=value, problem=problem)


def _level(criteria: Criteria, published: Mapping[str, Any], typed: Mapping[str, str]) -> LevelField:
    choices = tuple((step.name, Text(th=step.name, en=step.english)) for step in criteria.levels.steps)
    names = {name for name, _ in choices}
    now = str(published.get("level") or "")
    known = not now or now in names
    chosen = typed.get("level", now if known else OTHER)
    printed = " ".join(typed.get("level-printed", "" if known else now).split())
    problem: Text | None = None
    if chosen and chosen != OTHER and chosen not in names:
        problem = Text(th="เลือกระดับจากรายการ", en="choose a level of the list")
    elif chosen == OTHER and not printed:
        problem = Text(th="พิมพ์ระดับตามที่ประกาศ หรือเลือกจากรายการ", en="type the level as printed, or choose one")
    elif chosen != OTHER and printed:
        problem = Text(th="เลือก “ตามที่พิมพ์ในประกาศ” หรือลบข้อความระดับที่พิมพ์ไว้", en="choose “as printed”, or clear the text")
    elif len(printed) > LONGEST_LEVEL:
        problem = Text(th=f"ชื่อระดับยาวเกิน {LONGEST_LEVEL} ตัวอักษร", en=f"longer than {LONGEST_LEVEL} characters")
    return LevelField(choices=choices, chosen=chosen, printed=printed, problem=problem)


def _with_computed(field: ScoreField, card: Scorecard, criteria: Criteria) -> ScoreField:
    figure = card.figures.get(field.figure)
    if figure is None or figure.computed is None:
        return field
    if field.figure == "total":
        source = Text(th="คำนวณจากเครื่องมือได้", en="its instruments give")
    elif field.figure in criteria.instruments:
        source = Text(th="คำนวณจากตัวชี้วัดได้", en="its indicators give")
    else:
        source = Text(th="คำนวณจากคะแนนย่อยได้", en="its parts give")
    differs = any(gap.figure == field.figure for gap in card.differences)
    return dataclasses.replace(field, computed=str(figure.computed), differs=differs, source=source)


def _with_rules(level: LevelField, card: Scorecard, criteria: Criteria) -> LevelField:
    english = {step.name: step.english for step in criteria.levels.steps}
    names = card.level.possible
    by_rules: Text | None = None
    if names:
        th, en = " หรือ ".join(names), " or ".join(english.get(level_name, level_name) for level_name in names)
        by_rules = (
            Text(th=f"ตามเกณฑ์ได้ “{th}”", en=f"by the rules “{en}”")
            if len(names) == 1
            else Text(th=f"ตามเกณฑ์อาจเป็น {th}", en=f"by the rules perhaps {en}")
        )
    differs = any(gap.figure == "level" for gap in card.differences)
    return dataclasses.replace(level, by_rules=by_rules, differs=differs)
