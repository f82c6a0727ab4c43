"""Figures, levels and charts as screens show them: text is ready, templates only place it."""

from __future__ import annotations

from dataclasses import dataclass

from prongsai.analyze.findings import Findings
from prongsai.analyze.history import Known
from prongsai.analyze.sentences import Sentence, score_text
from prongsai.assess.explaining.explanation import CERTAINTY_WORDS
from prongsai.assess.scorecard import Figure, Scorecard
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.names import figure_name
from prongsai.criteria.rule_names import rule_name
from prongsai.criteria.shapes import Criteria
from prongsai.language.exact import signed
from prongsai.language.text import Language, Text
from prongsai.publish.html.charts import chart_svg

DASH = "–"
# The colours of the scale of levels; an edition with more levels shares them out, always with the word beside.
COLOURS = 5


@dataclass(frozen=True)
class Mark:
    """One figure: ``text`` is what is shown, ``computed`` what its parts give where that is something else.

    ``star``: it rests on rules that are not confirmed, which ``why_star`` names. ``wrong``: rounding does not explain
    the difference. ``before`` and ``change`` are those of the year compared with; ``broken``: why they do not compare.
    """

    figure: str
    name: Text
    known: bool
    text: str
    basis: str | None
    computed: str | None = None
    wrong: bool = False
    star: bool = False
    why_star: Text | None = None
    respondents: int | None = None
    before: str | None = None
    before_star: bool = False
    change: str | None = None
    broken: Text | None = None


@dataclass(frozen=True)
class LevelShown:
    """A level in words with its colour (1 best to 5). ``by_rules``: what the rules give, where that is another one."""

    name: Text
    colour: int
    by_rules: Text | None = None
    by_rules_colour: int = 0


@dataclass(frozen=True)
class Point:
    """A value of a chart with the text that stands for it."""

    value: float
    text: str


@dataclass(frozen=True)
class Drawing:
    """A chart in both languages. ``series``: a name and, by category, a point or None where it is not known."""

    kind: str  # bars, columns, lines, stacked
    title: Text
    description: Text
    categories: tuple[Text, ...]
    series: tuple[tuple[Text, tuple[Point | None, ...]], ...]
    target: Point | None = None

    def svg(self, language: Language, key: str) -> str:
        """The chart as inline SVG, every word escaped; ``key`` is its own on the page."""

        def plain(point: Point | None) -> dict[str, object] | None:
            return None if point is None else {"value": point.value, "text": point.text}

        return chart_svg(
            {
                "kind": self.kind,
                "title": self.title.say(language),
                "description": self.description.say(language),
                "categories": [each.say(language) for each in self.categories],
                "series": [
                    {"name": name.say(language), "points": [plain(each) for each in points]}
                    for name, points in self.series
                ],
                "target": plain(self.target),
                "target_name": TARGET.say(language),
                "below_name": BELOW.say(language),
                "maximum": 100,
                "digits": "arabic",
            },
            key,
        )


TARGET = Text(th="เป้าหมาย", en="Target")
BELOW = Text(th="ต่ำกว่าเป้าหมาย", en="below the target")


def said(sentence: Sentence) -> Text:
    """A sentence of the findings as text in both languages."""
    return Text(th=sentence.say("th"), en=sentence.say("en"))


def label(criteria: Criteria, figure: str) -> Text:
    """The name of a figure as a label stands: in English with a capital, but codes of items as they are written."""
    name = figure_name(criteria, figure)
    if FigureId(figure).kind == "item":
        return name
    english = name.en.removeprefix("the ")
    return Text(th=name.th, en=english[:1].upper() + english[1:])


def mark(criteria: Criteria, card: Scorecard, figure: str, since: Findings | None = None) -> Mark:
    """A figure of the scorecard; beside that of an earlier year where ``since`` holds one. KeyError for no figure."""
    one = card.figures[figure]
    name = label(criteria, figure)
    change = since.change_of(figure) if since else None
    before = change.before if change else None
    return Mark(
        figure=figure,
        name=name,
        known=one.shown is not None,
        text=score_text(one.shown) if one.shown is not None else DASH,
        basis=one.basis,
        computed=_other(one),
        wrong=any(each.figure == figure for each in card.differences),
        star=one.unconfirmed,
        why_star=_why_star(one),
        respondents=one.respondents,
        before=score_text(before.value) if before else None,
        before_star=before.unconfirmed if before else False,
        change=signed(change.difference) if change and change.difference is not None and not change.broken else None,
        broken=change.broken.why if change and change.broken and change.before and change.now else None,
    )


def past_mark(criteria: Criteria, figure: str, known: Known | None) -> Mark:
    """A figure of an earlier year."""
    name = label(criteria, figure)
    if known is None:
        return Mark(figure, name, False, DASH, None)
    return Mark(figure, name, True, score_text(known.value), known.basis, star=known.unconfirmed)


def _other(one: Figure) -> str | None:
    if one.basis != "published" or one.computed is None or one.computed == one.shown:
        return None
    return score_text(one.computed)


def _why_star(one: Figure) -> Text | None:
    if not one.unconfirmed or one.certainty is None:
        return None
    names = [rule_name(each) for each in one.rests_on]
    word = CERTAINTY_WORDS[one.certainty]
    return Text(
        th=f"{', '.join(each.th for each in names)}: {word.th}", en=f"{', '.join(each.en for each in names)}: {word.en}"
    )


def level_shown(criteria: Criteria, card: Scorecard) -> LevelShown | None:
    """The level of the year; None where neither announced nor certain."""
    level = card.level
    if level.name is None:
        return None
    differs = level.name not in level.possible and len(level.possible) == 1
    by_rules = level.possible[0] if differs else None
    return LevelShown(
        level_name(criteria, level.name),
        colour(criteria, level.name),
        level_name(criteria, by_rules) if by_rules else None,
        colour(criteria, by_rules) if by_rules else 0,
    )


def level_name(criteria: Criteria, name: str) -> Text:
    """A level in both languages; one that the rules do not know stays as it was written."""
    english = next((step.english for step in criteria.levels.steps if step.name == name), name)
    return Text(th=name, en=english if english == name else f"{english} ({name})")


def colour(criteria: Criteria, name: str) -> int:
    """The place of a level on the scale of colours, 1 best to 5; 0 where the rules do not know it."""
    names = [step.name for step in criteria.levels.steps]
    if name not in names:
        return 0
    return 1 + round(names.index(name) * (COLOURS - 1) / max(1, len(names) - 1))
