"""One item in all its parts: its words, its scores, how its answers are spread or what it has to show."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prongsai.assess.explaining.explain import explain
from prongsai.assess.explaining.explanation import CERTAINTY_WORDS, Explanation
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Disclosure
from prongsai.criteria.figure_id import FigureId, indicator_figure, item_figure
from prongsai.criteria.names import item_name, titled
from prongsai.criteria.shapes import CERTAINTIES
from prongsai.language.text import Text
from prongsai.screens.agency.answers import ChoiceRow, choice_rows, too_few
from prongsai.screens.agency.due import coming_year
from prongsai.screens.drawings import Drawing, Point
from prongsai.screens.figures import DASH, ShownFigure, label, shown_figure, text_of
from prongsai.screens.year import Year


@dataclass(frozen=True, kw_only=True)
class AnswerSpread:
    """The answers to one question in one part. ``choices`` is empty where unknown or ``hidden`` (too few answers)."""

    part: str
    part_name: Text
    question: str
    figure: ShownFigure
    respondents: int | None = None
    choices: tuple[ChoiceRow, ...] = ()
    hidden: bool = False
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FiledItem:
    """A disclosure item as filed and marked, with what it must show and what the full mark would add."""

    disclosure: Disclosure | None = None
    shows: tuple[str, ...] = ()
    shows_certainty: Text | None = None
    stake: Text | None = None


@dataclass(frozen=True, kw_only=True)
class ItemPage:
    """One item in all its parts; ``before`` and ``after`` are its neighbours; ``coming``: for which year points can be
    gained, this one being over."""

    year: int
    id: str
    name: Text
    wording: str
    indicator: str
    indicator_name: Text
    years: tuple[int, ...] = ()
    title_only: bool = False
    survey: bool = False
    spreads: tuple[AnswerSpread, ...] = ()
    chart: Drawing | None = None
    lowest: tuple[Text, ...] = ()
    filed: FiledItem | None = None
    before: str | None = None
    after: str | None = None
    coming: int | None = None

    @property
    def made_into(self) -> FigureId:
        """The figure of its indicator, all parts together."""
        return indicator_figure(self.indicator)


def item_page(year: Year, code: str, today: datetime.date | None = None) -> ItemPage | None:
    """An item of a year as it stands ``today``, in all its parts; None where there is no result or no such item."""
    criteria, card = year.criteria, year.scorecard
    if card is None or year.computation is None or code not in criteria.items:
        return None
    item = criteria.items[code]
    instrument = criteria.instruments[item.instrument]
    survey = instrument.kind == "survey"
    spreads: list[AnswerSpread] = []
    for part in instrument.parts:
        explained = explain(year.computation, item_figure(part.id, code), full=True)
        questions = (explained.below or (explained,)) if survey else (explained,)
        spreads += [_spread(year, card, part.id, part.short, question) for question in questions]
    listed = [neighbour.id for neighbour in criteria.items_of(item.instrument)]
    at = listed.index(code)
    figures = {item_figure(part.id, code) for part in instrument.parts}
    lows = [
        text_of(lowest.sentence)
        for lowest in (year.findings.lowest if year.findings else ())
        if figures & set(lowest.public) and not lowest.scope.startswith(instrument.id)
    ]
    return ItemPage(
        year=year.year,
        coming=coming_year(today, year) if today is not None else None,
        years=year.years,
        id=code,
        name=item_name(criteria, item),
        wording=titled(criteria, item.wording),
        title_only=item.title_only,
        indicator=item.indicator,
        indicator_name=label(criteria, indicator_figure(item.indicator)),
        survey=survey,
        spreads=tuple(spreads),
        chart=_chart(item_name(criteria, item), spreads) if survey else None,
        lowest=tuple(dict.fromkeys(lows)),
        filed=None if survey else _filed(year, item_figure(instrument.parts[0].id, code), code),
        before=listed[at - 1] if at else None,
        after=listed[at + 1] if at + 1 < len(listed) else None,
    )


def _spread(year: Year, card: Scorecard, part: str, part_name: Text, explained: Explanation) -> AnswerSpread:
    hidden = bool(explained.choices) and too_few(year, explained.figure)
    scored = card.figures.get(explained.figure)
    if scored is None:
        figure = ShownFigure(
            figure=explained.figure,
            name=explained.name,
            known=explained.shown is not None,
            text=explained.shown or DASH,
            basis=explained.basis,
        )
    else:
        figure = shown_figure(year.criteria, card, explained.figure)
    answers = year.file.facts.answers.get(part) if year.file else None
    people = scored.respondents if scored is not None and scored.respondents is not None else None
    return AnswerSpread(
        part=part,
        part_name=part_name,
        question=explained.wording or "",
        figure=figure,
        respondents=people if people is not None else (answers.respondents if answers else None),
        choices=() if hidden else choice_rows(explained.choices),
        hidden=hidden,
        notes=explained.notes,
    )


def _chart(name: Text, spreads: list[AnswerSpread]) -> Drawing | None:
    """One bar for each question and part; the choices are numbered as in the tables beside."""
    drawn = [spread for spread in spreads if spread.choices and all(row.share is not None for row in spread.choices)]
    if not drawn or len({len(spread.choices) for spread in drawn}) > 1:
        return None
    several = len({spread.question for spread in drawn}) > 1
    bars = [
        Text(
            th=f"{spread.part_name.th} {spread.question}" if several else spread.part_name.th,
            en=f"{spread.part_name.en} {spread.question}" if several else spread.part_name.en,
        )
        for spread in drawn
    ]
    series = tuple(
        (
            Text(th=row.label, en=row.label),
            tuple(Point(float(spread.choices[at].share or 0), f"{spread.choices[at].share}%") for spread in drawn),
        )
        for at, row in enumerate(drawn[0].choices)
    )
    told = [
        (bar, ", ".join(f"{row.label} {row.share}%" for row in spread.choices))
        for bar, spread in zip(bars, drawn, strict=True)
    ]
    return Drawing(
        kind="stacked",
        title=Text(th=f"สัดส่วนคำตอบของ {name.th}", en=f"How answers to {name.en} are spread"),
        description=Text(
            th="; ".join(f"{bar.th}: {shares}" for bar, shares in told),
            en="; ".join(f"{bar.en}: {shares}" for bar, shares in told),
        ),
        categories=tuple(bars),
        series=series,
    )


def _filed(year: Year, figure: str, code: str) -> FiledItem:
    losses = year.findings.losses if year.findings else ()
    loss = next((loss for loss in losses if loss.figure == figure), None)
    facts = year.file.facts if year.file else None
    kind = facts.agency.kind if facts else None
    elements = [
        element
        for element in year.criteria.items[code].elements
        if not element.kinds or kind is None or kind in element.kinds
    ]
    worst = max((CERTAINTIES.index(element.origin.certainty) for element in elements), default=0)
    return FiledItem(
        disclosure=facts.disclosure.get(code) if facts else None,
        shows=tuple(
            f"{element.text} ({element.condition})" if element.condition else element.text for element in elements
        ),
        shows_certainty=CERTAINTY_WORDS[CERTAINTIES[worst]] if worst else None,
        stake=text_of(loss.sentence) if loss else None,
    )
