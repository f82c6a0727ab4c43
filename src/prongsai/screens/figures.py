"""Figures and levels as screens show them: text is ready, templates only place it."""

from __future__ import annotations

from dataclasses import dataclass

from prongsai.analyze.findings import Findings
from prongsai.analyze.history import Known
from prongsai.analyze.sentences import Sentence, score_text
from prongsai.assess.explaining.explanation import CERTAINTY_WORDS
from prongsai.assess.scorecard import Figure, Scorecard
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.names import figure_name, level_mark
from prongsai.criteria.rule_names import rule_name
from prongsai.criteria.shapes import Criteria
from prongsai.language.exact import signed
from prongsai.language.text import Text

DASH = "–"
# The colours of the scale of levels; an edition with more levels shares them out, always with the word beside.
COLOURS = 5


@dataclass(frozen=True, kw_only=True)
class ShownFigure:
    """One figure: ``text`` is what is shown, ``computed`` what its parts give where that is something else.

    ``star``: it rests on rules that are not confirmed, which ``why_star`` names. ``wrong``: rounding does not explain
    the difference. ``before`` and ``change`` are those of the year compared with; ``not_comparable``: why the two
    years do not compare; ``not_known``: why it is not known whether they do.
    """

    figure: str
    name: Text
    text: str = DASH
    known: bool = False
    basis: str | None = None
    computed: str | None = None
    wrong: bool = False
    star: bool = False
    why_star: Text | None = None
    respondents: int | None = None
    before: str | None = None
    before_star: bool = False
    change: str | None = None
    not_comparable: Text | None = None
    not_known: Text | None = None


@dataclass(frozen=True, kw_only=True)
class ShownLevel:
    """A level in words with its colour (1 best to 5). ``by_rules``: what the rules give, where that is another one.

    ``mark`` and ``by_rules_mark`` stand beside a level by rules that are not confirmed; what was announced has none.
    """

    name: Text
    colour: int
    by_rules: Text | None = None
    by_rules_colour: int = 0
    mark: Text | None = None
    by_rules_mark: Text | None = None


def text_of(sentence: Sentence) -> Text:
    """A sentence of the findings with its figures, in both languages."""
    return Text(th=sentence.say("th"), en=sentence.say("en"))


def label(criteria: Criteria, figure: str) -> Text:
    """The name of a figure as a label stands: in English with a capital, but codes of items as they are written."""
    name = figure_name(criteria, figure)
    if FigureId(figure).kind == "item":
        return name
    english = name.en.removeprefix("the ")
    return Text(th=name.th, en=english[:1].upper() + english[1:])


def shown_figure(criteria: Criteria, card: Scorecard, figure: str, since: Findings | None = None) -> ShownFigure:
    """A figure of the scorecard; beside that of an earlier year where ``since`` holds one. KeyError for no figure."""
    scored = card.figures[figure]
    change = since.change_of(figure) if since else None
    before = change.before if change else None
    broken = change.broken if change and change.before and change.now else None
    return ShownFigure(
        figure=figure,
        name=label(criteria, figure),
        known=scored.shown is not None,
        text=score_text(scored.shown) if scored.shown is not None else DASH,
        basis=scored.basis,
        computed=_other(scored),
        wrong=any(difference.figure == figure for difference in card.differences),
        star=scored.unconfirmed,
        why_star=_why_star(scored),
        respondents=scored.respondents,
        before=score_text(before.value) if before else None,
        before_star=before.unconfirmed if before else False,
        change=signed(change.difference) if change and change.difference is not None and not change.broken else None,
        not_comparable=broken.why if broken and broken.known else None,
        not_known=broken.why if broken and not broken.known else None,
    )


def past_figure(criteria: Criteria, figure: str, known: Known | None) -> ShownFigure:
    """A figure of an earlier year."""
    name = label(criteria, figure)
    if known is None:
        return ShownFigure(figure=figure, name=name)
    return ShownFigure(
        figure=figure,
        name=name,
        known=True,
        text=score_text(known.value),
        basis=known.basis,
        star=known.unconfirmed,
    )


def _other(figure: Figure) -> str | None:
    if figure.basis != "published" or figure.computed is None or figure.computed == figure.shown:
        return None
    return score_text(figure.computed)


def _why_star(figure: Figure) -> Text | None:
    if not figure.unconfirmed or figure.certainty is None:
        return None
    names = [rule_name(rule) for rule in figure.rests_on]
    word = CERTAINTY_WORDS[figure.certainty]
    return Text(
        th=f"{', '.join(name.th for name in names)}: {word.th}", en=f"{', '.join(name.en for name in names)}: {word.en}"
    )


def shown_level(criteria: Criteria, card: Scorecard) -> ShownLevel | None:
    """The level of the year; None where neither announced nor certain."""
    level = card.level
    if level.name is None:
        return None
    differs = level.name not in level.possible and len(level.possible) == 1
    by_rules = level.possible[0] if differs else None
    return ShownLevel(
        name=level_name(criteria, level.name),
        colour=colour(criteria, level.name),
        by_rules=level_name(criteria, by_rules) if by_rules else None,
        by_rules_colour=colour(criteria, by_rules) if by_rules else 0,
        mark=level_mark(criteria, level.name) if level.basis == "computed" else None,
        by_rules_mark=level_mark(criteria, by_rules),
    )


def possible_levels(criteria: Criteria, card: Scorecard) -> tuple[Text, ...]:
    """The levels that a year may have, where it is not known which."""
    if card.level.name is not None:
        return ()
    return tuple(marked(level_name(criteria, name), level_mark(criteria, name)) for name in card.level.possible)


def marked(name: Text, mark: Text | None) -> Text:
    """A level with what stands beside it."""
    return name if mark is None else Text(th=f"{name.th} {mark.th}", en=f"{name.en} {mark.en}")


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
