"""One figure explained, and one item with how its answers are spread."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from prongsai.assess.explaining.explain import explain
from prongsai.assess.explaining.explanation import CERTAINTY_WORDS, Choice, Explanation, number
from prongsai.assess.notices import FEWEST_SHOWN
from prongsai.assess.shares import largest_remainder
from prongsai.collect.facts import Disclosure
from prongsai.criteria.figure_id import FigureId, indicator_figure, item_figure, parents
from prongsai.criteria.names import item_name, titled
from prongsai.criteria.shapes import CERTAINTIES
from prongsai.flow.year.shown import Drawing, LevelShown, Mark, Point, label, level_shown, mark, said
from prongsai.flow.year.stored import Year
from prongsai.flow.year.stored import year as year_of
from prongsai.language.text import Text
from prongsai.records.models import Agency
from prongsai.records.scope import Scope


@dataclass(frozen=True)
class ChoiceShown:
    """A choice of a question: its number on the chart, points, how many chose it, and their share in percent."""

    number: int
    label: str
    points: str
    count: int | None
    share: str | None


@dataclass(frozen=True)
class Spread:
    """The answers to one question in one part. ``choices`` is empty where unknown or ``hidden`` (too few answers)."""

    part: str
    part_name: Text
    question: str
    mark: Mark
    respondents: int | None
    choices: tuple[ChoiceShown, ...]
    hidden: bool
    notes: tuple[Text, ...]


@dataclass(frozen=True)
class Filed:
    """A disclosure item as filed and marked, with what it must show and what the full mark would add."""

    disclosure: Disclosure | None
    shows: tuple[str, ...]
    shows_certainty: Text | None
    stake: Text | None


@dataclass(frozen=True)
class ItemShown:
    """One item in all its parts."""

    found: Year
    id: str
    name: Text
    wording: str
    title_only: bool
    indicator: str
    indicator_name: Text
    survey: bool
    spreads: tuple[Spread, ...]
    chart: Drawing | None
    lowest: tuple[Text, ...]
    filed: Filed | None
    before: str | None
    after: str | None

    @property
    def made_into(self) -> FigureId:
        """The figure of its indicator, all parts together."""
        return indicator_figure(self.indicator)


@dataclass(frozen=True)
class PartShown:
    """A figure that another is computed from, as the arithmetic uses it."""

    figure: str
    name: Text
    value: str | None
    basis: str | None
    weight: str | None


@dataclass(frozen=True)
class RuleShown:
    """A rule that was used: how certain, from where."""

    text: Text
    sure: bool
    certainty: Text
    sources: tuple[Text, ...]
    note: Text | None


@dataclass(frozen=True)
class FigureShown:
    """The trace of one figure, one step deep; ``parts`` lead on, ``up`` are the figures made from it."""

    found: Year
    id: str
    name: Text
    text: str | None
    basis: str | None
    published: str | None
    computed: str | None
    wrong: bool
    star: Text | None
    level: LevelShown | None
    wording: str | None
    method: Text | None
    choices: tuple[ChoiceShown, ...]
    hidden: bool
    parts: tuple[PartShown, ...]
    weighted: bool
    arithmetic: str | None
    rules: tuple[RuleShown, ...]
    notes: tuple[Text, ...]
    up: tuple[tuple[str, Text], ...]
    item: str | None
    respondents: int | None


def figure(scope: Scope, agency: Agency, year: int, which: str, today: datetime.date) -> FigureShown | None:
    """The trace of a figure of a year; None where there is no such round or figure."""
    found = year_of(scope, agency, year, today)
    if found is None or found.scorecard is None or found.computation is None:
        return None
    card, criteria = found.scorecard, found.criteria
    if which != "level" and which not in card.figures:
        return None
    own = FigureId(which)
    one = explain(found.computation, which)
    shown = mark(criteria, card, which) if which != "level" else None
    hidden = bool(one.choices) and _too_few(found, which)
    return FigureShown(
        found=found,
        id=which,
        name=label(criteria, which),
        text=shown.text if shown and shown.known else one.shown,
        basis=one.basis,
        published=one.published,
        computed=one.computed,
        wrong=any(each.figure == which for each in card.differences),
        star=shown.why_star if shown else None,
        level=level_shown(criteria, card) if which == "level" else None,
        wording=one.wording,
        method=one.method,
        choices=() if hidden else _choices(one.choices),
        hidden=hidden,
        parts=tuple(
            PartShown(
                each.figure,
                label(criteria, each.figure),
                each.value,
                each.basis,
                number(each.weight, least=0) if each.weight is not None else None,
            )
            for each in one.parts
        ),
        weighted=any(each.weight is not None for each in one.parts),
        arithmetic=None if hidden else one.arithmetic,
        rules=tuple(
            RuleShown(
                each.text, each.certainty == "confirmed", CERTAINTY_WORDS[each.certainty], each.sources, each.note
            )
            for each in one.rules
        ),
        notes=one.notes,
        up=tuple((each, label(criteria, each)) for each in parents(criteria, own)),
        item=own.item or None,
        respondents=shown.respondents if shown else None,
    )


def _too_few(found: Year, figure: str) -> bool:
    """Below so many answers only the score is shown, never how it is made up."""
    answers = found.file.facts.answers.get(FigureId(figure).part or "") if found.file else None
    return answers is not None and answers.respondents is not None and answers.respondents < FEWEST_SHOWN


def item(scope: Scope, agency: Agency, year: int, which: str, today: datetime.date) -> ItemShown | None:
    """An item of a year in all its parts; None where there is no such round or item."""
    found = year_of(scope, agency, year, today)
    if found is None or found.scorecard is None or found.computation is None or which not in found.criteria.items:
        return None
    criteria, card = found.criteria, found.scorecard
    one = criteria.items[which]
    instrument = criteria.instruments[one.instrument]
    survey = instrument.kind == "survey"
    spreads: list[Spread] = []
    for part in instrument.parts:
        told = explain(found.computation, item_figure(part.id, which), full=True)
        spreads += [
            _spread(found, part.id, part.short, each) for each in ((told.below or (told,)) if survey else (told,))
        ]
    listed = [each.id for each in criteria.items_of(one.instrument)]
    at = listed.index(which)
    figures = {item_figure(part.id, which) for part in instrument.parts}
    lows = [
        said(each.sentence)
        for each in (found.findings.lowest if found.findings else ())
        if figures & set(each.public) and not each.scope.startswith(instrument.id)
    ]
    return (
        ItemShown(
            found=found,
            id=which,
            name=item_name(criteria, one),
            wording=titled(criteria, one.wording),
            title_only=one.title_only,
            indicator=one.indicator,
            indicator_name=label(criteria, indicator_figure(one.indicator)),
            survey=survey,
            spreads=tuple(spreads),
            chart=_chart(item_name(criteria, one), spreads) if survey else None,
            lowest=tuple(dict.fromkeys(lows)),
            filed=None if survey else _filed(found, item_figure(instrument.parts[0].id, which), which),
            before=listed[at - 1] if at else None,
            after=listed[at + 1] if at + 1 < len(listed) else None,
        )
        if card
        else None
    )


def _spread(found: Year, part: str, name: Text, one: Explanation) -> Spread:
    if found.scorecard is None:
        raise ValueError("a year without figures has no spreads")
    hidden = bool(one.choices) and _too_few(found, one.figure)
    shown = found.scorecard.figures.get(one.figure)
    if shown is None:
        marked = Mark(one.figure, one.name, one.shown is not None, one.shown or "–", one.basis)
    else:
        marked = mark(found.criteria, found.scorecard, one.figure)
    answers = found.file.facts.answers.get(part) if found.file else None
    people = shown.respondents if shown is not None and shown.respondents is not None else None
    return Spread(
        part=part,
        part_name=name,
        question=one.wording or "",
        mark=marked,
        respondents=people if people is not None else (answers.respondents if answers else None),
        choices=() if hidden else _choices(one.choices),
        hidden=hidden,
        notes=one.notes,
    )


def _choices(choices: tuple[Choice, ...]) -> tuple[ChoiceShown, ...]:
    counts = [each.count for each in choices if each.count is not None]
    computed: tuple[Decimal | None, ...] = (None,) * len(choices)
    if choices and len(counts) == len(choices) and sum(counts):
        computed = largest_remainder(counts)
    found = []
    for at, (each, share) in enumerate(zip(choices, computed, strict=True), 1):
        told = each.share if each.share is not None else share
        found.append(
            ChoiceShown(
                at, each.label, number(each.points, least=0), each.count, f"{told:.2f}" if told is not None else None
            )
        )
    return tuple(found)


def _chart(name: Text, spreads: list[Spread]) -> Drawing | None:
    """One bar for each question and part; the choices are numbered as in the tables beside."""
    drawn = [each for each in spreads if each.choices and all(choice.share is not None for choice in each.choices)]
    if not drawn or len({len(each.choices) for each in drawn}) > 1:
        return None
    several = len({each.question for each in drawn}) > 1
    labels = [
        Text(
            th=f"{each.part_name.th} {each.question}" if several else each.part_name.th,
            en=f"{each.part_name.en} {each.question}" if several else each.part_name.en,
        )
        for each in drawn
    ]
    choices = drawn[0].choices
    series = tuple(
        (
            Text(th=choice.label, en=choice.label),
            tuple(Point(float(each.choices[at].share or 0), f"{each.choices[at].share}%") for each in drawn),
        )
        for at, choice in enumerate(choices)
    )

    def told(spread: Spread) -> str:
        return ", ".join(f"{each.label} {each.share}%" for each in spread.choices)

    lines = [(label, told(each)) for label, each in zip(labels, drawn, strict=True)]
    return Drawing(
        "stacked",
        Text(th=f"สัดส่วนคำตอบของ {name.th}", en=f"How answers to {name.en} are spread"),
        Text(
            th="; ".join(f"{label.th}: {words}" for label, words in lines),
            en="; ".join(f"{label.en}: {words}" for label, words in lines),
        ),
        tuple(labels),
        series,
    )


def _filed(found: Year, figure_id: str, item_id: str) -> Filed:
    loss = next((each for each in found.findings.losses if each.figure == figure_id), None) if found.findings else None
    facts = found.file.facts if found.file else None
    kind = facts.agency.kind if facts else None
    elements = [
        each for each in found.criteria.items[item_id].elements if not each.kinds or kind is None or kind in each.kinds
    ]
    worst = max((CERTAINTIES.index(each.origin.certainty) for each in elements), default=0)
    return Filed(
        disclosure=facts.disclosure.get(item_id) if facts else None,
        shows=tuple(f"{each.text} ({each.condition})" if each.condition else each.text for each in elements),
        shows_certainty=CERTAINTY_WORDS[CERTAINTIES[worst]] if worst else None,
        stake=said(loss.sentence) if loss else None,
    )
