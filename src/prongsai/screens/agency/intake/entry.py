"""Entry: the form for announced scores, what the checks say at each field, what the rules make of the others."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem
from prongsai.language.text import Text
from prongsai.screens.agency.intake.entry_fields import FieldGroup, ScoreField, field_groups
from prongsai.screens.agency.intake.rules import RulesQuestion

OTHER = "other"  # the choice of a level that the edition does not name
LONGEST_LEVEL = 60


@dataclass(frozen=True, kw_only=True)
class LevelField:
    """The level: chosen from the edition's, or ``printed`` where ``chosen`` is ``other``."""

    choices: tuple[tuple[str, Text], ...] = ()
    chosen: str = ""
    printed: str = ""
    problem: Text | None = None
    by_rules: Text | None = None
    differs: bool = False
    before: str = ""

    @property
    def emptied(self) -> bool:
        """Whether one was announced, and none is chosen."""
        return bool(self.before) and not self.value

    @property
    def value(self) -> str:
        """The level as it would be kept; empty where none was announced."""
        return self.printed if self.chosen == OTHER else self.chosen


@dataclass(frozen=True, kw_only=True)
class TypedScores:
    """The whole form as it stands; ``general`` are problems of no one field; ``version``: what it started from, by the
    rules ``edition``."""

    groups: tuple[FieldGroup, ...] = ()
    level: LevelField = LevelField()
    general: tuple[Problem, ...] = ()
    version: int = 0
    edition: str = ""

    @property
    def fields(self) -> tuple[ScoreField, ...]:
        """Every field but the level's, in the order of the form."""
        return tuple(field for group in self.groups for field in group.fields)

    @property
    def typed(self) -> int:
        """How many fields are filled in."""
        return sum(bool(field.value) for field in self.fields) + bool(self.level.value)

    @property
    def emptied(self) -> bool:
        """Whether something that counts now stands in the form no more."""
        return self.level.emptied or any(field.emptied for field in self.fields)

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
    criteria: Criteria, now: Mapping[str, Any], typed: Mapping[str, str], *, version: int = 0
) -> TypedScores:
    """The form of an edition with what was typed, or with what stands in ``now`` (a round file as data) where a field
    was not sent; each field with its problem."""
    return TypedScores(
        groups=field_groups(criteria, now, typed),
        level=_level(criteria, now.get("published") or {}, typed),
        version=version,
        edition=criteria.id,
    )


def beside_computed(form: TypedScores, criteria: Criteria, card: Scorecard) -> TypedScores:
    """The form with what the rules make of what was typed: ``card`` is of the round that the form would make."""
    return dataclasses.replace(
        form,
        groups=tuple(
            dataclasses.replace(group, fields=tuple(_with_computed(field, card, criteria) for field in group.fields))
            for group in form.groups
        ),
        level=_with_rules(form.level, card, criteria),
    )


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
    return LevelField(choices=choices, chosen=chosen, printed=printed, problem=problem, before=now)


def _with_computed(field: ScoreField, card: Scorecard, criteria: Criteria) -> ScoreField:
    # A mark is its own whole: nothing below it gives it.
    figure = card.figures.get(field.figure) if field.figure is not None and field.kind == "score" else None
    if field.figure is None or figure is None or figure.computed is None:
        return field
    if field.figure == "total":
        source = Text(th="คำนวณจากเครื่องมือได้", en="its instruments give")
    elif field.figure in criteria.instruments:
        source = Text(th="คำนวณจากตัวชี้วัดได้", en="its indicators give")
    elif field.figure.kind == "item":
        source = Text(th="คำนวณจากคำตอบได้", en="its answers give")
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
