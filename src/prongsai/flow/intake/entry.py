"""Announced scores typed into a form: checked field by field, then merged into what counts now, to be previewed."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from prongsai.assess.scorecard import Scorecard
from prongsai.collect.pasted import Pasted, read_score
from prongsai.criteria.figure_id import FigureId, indicator_figure
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused, refusal
from prongsai.flow.intake.paste import rules_for
from prongsai.flow.intake.taking import ScoredRound, scored_round
from prongsai.flow.intake.uploads import base_of, keep
from prongsai.flow.year.current import Current
from prongsai.language.text import Text
from prongsai.records.models import Agency, Person, Upload
from prongsai.records.scope import Scope
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.round import Round

OTHER = "other"  # the choice of a level that the edition does not name
LONGEST_LEVEL = 60


@dataclass(frozen=True)
class ScoreField:
    """A figure to type: ``key`` is its name in the form; ``computed`` what its own parts give; ``differs``: not so."""

    key: str
    figure: FigureId
    name: Text
    value: str
    problem: Text | None = None
    computed: str | None = None
    differs: bool = False
    source: Text | None = None  # what the computed figure comes from


@dataclass(frozen=True)
class LevelField:
    """The level: chosen from the edition's, or ``printed`` where ``chosen`` is ``other``."""

    choices: tuple[tuple[str, Text], ...]
    chosen: str
    printed: str
    problem: Text | None = None
    by_rules: Text | None = None
    differs: bool = False

    @property
    def value(self) -> str:
        """The level as it would be kept; empty where none was announced."""
        return self.printed if self.chosen == OTHER else self.chosen


@dataclass(frozen=True)
class TypedScores:
    """The whole form as it stands; ``general`` are problems of no one field; ``made`` is what it would make."""

    groups: tuple[tuple[Text, tuple[ScoreField, ...]], ...]
    level: LevelField
    general: tuple[Problem, ...]
    made: ScoredRound | None
    typed: int
    version: int

    @property
    def wrong(self) -> int:
        """How many fields must be corrected."""
        fields = sum(field.problem is not None for _, group in self.groups for field in group)
        return fields + (self.level.problem is not None) + len(self.general)

    @property
    def differing(self) -> int:
        """How many announced figures their own parts do not give."""
        return sum(field.differs for _, group in self.groups for field in group) + self.level.differs


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


def _current(published: Mapping[str, Any], figure: FigureId) -> str:
    """A figure as it is announced in what counts now, digit for digit."""
    *way, key = figure.place
    value = _table(published, way).get(key)
    return "" if value is None else str(value)


def _table(published: Mapping[str, Any], way: list[str]) -> Any:
    """The table of ``published`` at the end of ``way``; an empty one where there is none."""
    for step in way:
        published = published.get(step) or {}
    return published


def check(agency: Agency, which: int, held: Current | None, typed: Mapping[str, str]) -> TypedScores:
    """The form with what was typed, or with what counts now where a field was not sent; each field with its problem
    and with what the rules make of the others. ``Refused`` where the year has no rules. Keeps nothing."""
    criteria = rules_for(held, which)
    data = base_of(agency, which, held)
    published = data.get("published") or {}
    groups = tuple(
        (head, tuple(_field(criteria, figure, published, typed) for figure in figures))
        for head, figures in _figures(criteria)
    )
    level = _level(criteria, published, typed)
    fields = [field for _, group in groups for field in group]
    scores = {field.figure: read_score(field.value)[0] for field in fields if field.value}
    general: tuple[Problem, ...] = ()
    made: ScoredRound | None = None
    try:
        made = scored_round(_merged(data, fields, scores, "" if level.problem else level.value))
    except Refused as wrong:
        # The places are those of a file that nobody has seen; the words name the figure.
        general = tuple(Problem("", problem.text) for problem in wrong.problems)
    if made is not None:
        card = made.scorecard
        groups = tuple(
            (head, tuple(_with_computed(field, card, criteria) for field in group)) for head, group in groups
        )
        level = _with_rules(level, card, criteria)
    filled = sum(bool(field.value) for field in fields) + bool(level.value)
    return TypedScores(groups, level, general, made, filled, _version(held))


def _version(held: Current | None) -> int:
    return held.result.version if held is not None and held.result is not None else 0


def _field(criteria: Criteria, figure: FigureId, published: Mapping[str, Any], typed: Mapping[str, str]) -> ScoreField:
    key = figure.replace(":", "-")
    value = typed.get(key, _current(published, figure)).strip()[:200]
    problem = read_score(value)[1] if value else None
    return ScoreField(key, figure, figure_name(criteria, figure), value, problem)


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
    return LevelField(choices, chosen, printed, problem)


def _merged(
    data: Mapping[str, Any], fields: list[ScoreField], scores: Mapping[FigureId, Decimal | None], level: str
) -> Round:
    """What counts now with the typed figures in the place of its announced ones; an empty field takes one away."""
    made = copy.deepcopy(dict(data))
    published: dict[str, Any] = made.pop("published", None) or {}
    published.pop("level", None)
    for field in fields:
        *way, key = field.figure.place
        _table(published, way).pop(key, None)
    good = {figure: typed for figure, typed in scores.items() if typed is not None}
    published = Pasted((), good, level or None).published(published)
    published = {key: value for key, value in published.items() if value != {}}
    if published:
        made["published"] = published
    return read_data(made)


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
    return ScoreField(
        field.key, field.figure, field.name, field.value, field.problem, str(figure.computed), differs, source
    )


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
    return LevelField(level.choices, level.chosen, level.printed, level.problem, by_rules, differs)


def hand_in(
    scope: Scope, agency: Agency, entry: TypedScores, seen: str, *, person: Person, now: datetime.datetime
) -> Upload:
    """Keeps what was typed for its preview, as a paste; nothing counts yet. ``seen``: the version it started from."""
    if entry.wrong or entry.made is None:
        raise refusal(f"ยังมี {entry.wrong} ช่องที่ต้องแก้", f"{entry.wrong} fields are still to be corrected")
    if not entry.typed:
        raise refusal("ยังไม่ได้กรอกคะแนน", "no score was typed")
    if seen != str(entry.version):
        raise refusal(
            "มีผู้บันทึกฉบับใหม่กว่าระหว่างที่กรอก ตัวเลขด้านล่างเป็นของคุณ ตรวจแล้วกดอีกครั้งเพื่อเทียบกับฉบับใหม่",
            "somebody saved a newer version meanwhile; the figures below are yours: "
            "check them, then press again to compare with the newer one",
        )
    name = f"แบบฟอร์ม {entry.typed} ช่อง"
    return keep(scope, agency, entry.made, source="form", name=name, person=person, now=now)
