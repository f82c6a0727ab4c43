"""Results of a year: from the total down to items, beside an earlier year where one is asked for."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from prongsai.analyze.findings import Findings
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.figure_id import indicator_figure, indicator_in, item_figure, sub_indicator_figure
from prongsai.criteria.names import item_name, titled
from prongsai.criteria.shapes import Criteria, Indicator, Instrument, Item
from prongsai.language.text import Text
from prongsai.screens.figures import (
    ShownFigure,
    ShownLevel,
    label,
    level_name,
    marked,
    possible_levels,
    shown_figure,
    shown_level,
    text_of,
)
from prongsai.screens.year import Year


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of scores: an instrument, one of its parts, or all parts together."""

    id: str
    name: Text
    respondents: int | None = None


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """A row: what it is about, and a figure for each column (None where the column has none)."""

    id: str
    name: Text
    figures: tuple[ShownFigure | None, ...]
    wording: str = ""
    title_only: bool = False
    lowest: bool = False
    weight: str | None = None

    @property
    def together(self) -> ShownFigure | None:
        """The figure of all columns together: the last."""
        return self.figures[-1]

    @property
    def known(self) -> bool:
        """Whether any column has a score."""
        return any(figure is not None and figure.known for figure in self.figures)


@dataclass(frozen=True, kw_only=True)
class ItemRows:
    """The items of a sub-indicator, or of the whole indicator where it has none (``row`` is None)."""

    row: FigureRow | None = None
    items: tuple[FigureRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class IndicatorResults:
    """An indicator with what it measures and its items. ``known``: how many of its ``whole`` items have a score."""

    row: FigureRow
    measures: Text
    groups: tuple[ItemRows, ...]
    known: int
    whole: int


@dataclass(frozen=True, kw_only=True)
class InstrumentResults:
    """An instrument: its columns, its own figures, its indicators."""

    id: str
    name: Text
    survey: bool
    columns: tuple[Column, ...]
    row: FigureRow
    item_columns: tuple[Column, ...]
    indicators: tuple[IndicatorResults, ...]
    lowest: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """A published figure that its parts do not give."""

    figure: str
    name: Text
    published: str
    computed: str
    affects: Text | None = None


@dataclass(frozen=True, kw_only=True)
class OverviewRow:
    """A row of the overview: an instrument or part with its weight and how many answered."""

    figure: ShownFigure
    weight: str | None = None
    part: bool = False
    survey: bool = False


@dataclass(frozen=True, kw_only=True)
class Correction:
    """That the version that counts is a correction: its number, by whom, when and why."""

    version: int
    by: str
    at: datetime.datetime
    why: str


@dataclass(frozen=True, kw_only=True)
class ResultsPage:
    """All that the results page shows. ``since``: the year compared with; ``others``: years that may be."""

    year: int
    years: tuple[int, ...] = ()
    scored: bool = False
    since: int | None = None
    others: tuple[int, ...] = ()
    level: ShownLevel | None = None
    level_before: Text | None = None
    possible: tuple[Text, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    warnings: tuple[Text, ...] = ()
    overview: tuple[OverviewRow, ...] = ()
    instruments: tuple[InstrumentResults, ...] = ()
    breaks: tuple[Text, ...] = ()
    unlinked: tuple[Text, ...] = ()
    version: int | None = None
    basis: str = ""
    corrected: Correction | None = None

    @property
    def starred(self) -> tuple[Text, ...]:
        """Why figures of the page have stars, each reason once."""
        reasons = (figure.why_star for figure in self._figures() if figure is not None)
        return tuple(dict.fromkeys(reason for reason in reasons if reason is not None))

    def _figures(self) -> Iterator[ShownFigure | None]:
        yield from (row.figure for row in self.overview)
        for instrument in self.instruments:
            for indicator in instrument.indicators:
                yield from indicator.row.figures
                for group in indicator.groups:
                    yield from group.row.figures if group.row else ()
                    for row in group.items:
                        yield from row.figures


def results_page(year: Year, compared: Findings | None = None, since: int | None = None) -> ResultsPage:
    """The results of a year; ``compared`` are its findings with ``since`` as the latest earlier year."""
    card, criteria = year.scorecard, year.criteria
    if card is None or year.findings is None or year.file is None:
        return ResultsPage(year=year.year, years=year.years)
    before = compared.years[-2] if compared and len(compared.years) > 1 else None
    return ResultsPage(
        year=year.year,
        years=year.years,
        scored=any(figure.shown is not None for figure in card.figures.values()),
        since=since if compared else None,
        others=tuple(sorted(year.file.facts.history, reverse=True)),
        level=shown_level(criteria, card),
        level_before=marked(level_name(criteria, before.level), before.level_mark) if before and before.level else None,
        possible=possible_levels(criteria, card),
        disagreements=_disagreements(criteria, card),
        warnings=card.warnings,
        overview=_overview(criteria, card, compared),
        instruments=tuple(
            _instrument(year, card, instrument, compared) for instrument in criteria.instruments.values()
        ),
        breaks=_whys(compared, known=True),
        unlinked=_whys(compared, known=False),
        version=year.version,
        basis=year.basis,
    )


def _overview(criteria: Criteria, card: Scorecard, since: Findings | None) -> tuple[OverviewRow, ...]:
    rows = [OverviewRow(figure=shown_figure(criteria, card, "total", since))]
    for instrument in criteria.instruments.values():
        survey = instrument.kind == "survey"
        figure = shown_figure(criteria, card, instrument.id, since)
        weight = f"{instrument.weight.normalize():f}" if instrument.weight is not None else None
        rows.append(OverviewRow(figure=figure, weight=weight, survey=survey))
        if len(instrument.parts) > 1:
            figures = [shown_figure(criteria, card, part.id, since) for part in instrument.parts]
            rows += [OverviewRow(figure=figure, part=True, survey=survey) for figure in figures]
    return tuple(rows)


def _disagreements(criteria: Criteria, card: Scorecard) -> tuple[Disagreement, ...]:
    listed = []
    for difference in card.differences:
        published, computed, affects = difference.published, difference.computed, None
        if difference.figure == "level":
            published, computed = level_name(criteria, published).th, level_name(criteria, computed).th
        elif difference.affects:
            names = [label(criteria, figure) for figure in difference.affects]
            affects = Text(th=", ".join(name.th for name in names), en=", ".join(name.en for name in names))
        listed.append(
            Disagreement(
                figure=difference.figure,
                name=label(criteria, difference.figure),
                published=published,
                computed=computed,
                affects=affects,
            )
        )
    return tuple(listed)


def _instrument(year: Year, card: Scorecard, instrument: Instrument, since: Findings | None) -> InstrumentResults:
    criteria = year.criteria
    parts = [part.id for part in instrument.parts]
    several = len(parts) > 1
    ids = [*parts, instrument.id] if several else [instrument.id]
    columns = tuple(_column(year, figure) for figure in ids)
    lowest = year.findings.lowest_of(instrument.id) if year.findings else None
    return InstrumentResults(
        id=instrument.id,
        name=instrument.name,
        survey=instrument.kind == "survey",
        columns=columns,
        row=FigureRow(
            id=instrument.id,
            name=instrument.name,
            figures=tuple(shown_figure(criteria, card, figure, since) for figure in ids),
        ),
        item_columns=columns[:-1] if several else columns,
        indicators=tuple(
            _indicator(year, card, criteria.indicators[code], ids, parts, since) for code in instrument.indicators
        ),
        lowest=text_of(lowest.sentence) if lowest else None,
    )


def _column(year: Year, figure: str) -> Column:
    answers = year.file.facts.answers.get(figure) if year.file else None
    return Column(id=figure, name=label(year.criteria, figure), respondents=answers.respondents if answers else None)


def _indicator(
    year: Year, card: Scorecard, indicator: Indicator, columns: list[str], parts: list[str], since: Findings | None
) -> IndicatorResults:
    criteria = year.criteria
    figures = [indicator_in(criteria, indicator.id, column) for column in columns]
    lows = _lows(year, indicator)
    rows = {code: _item(criteria, card, criteria.items[code], parts, lows, since) for code in indicator.items}
    groups: list[ItemRows] = []
    taken: set[str] = set()
    for code in indicator.sub_indicators:
        sub = criteria.sub_indicators[code]
        whole = sub_indicator_figure(code)
        row = FigureRow(
            id=code, name=sub.name, figures=tuple(shown_figure(criteria, card, whole, since) for _ in parts)
        )
        groups.append(ItemRows(row=row, items=tuple(rows[item] for item in sub.items if item in rows)))
        taken |= set(sub.items)
    rest = tuple(row for item, row in rows.items() if item not in taken)
    if rest:
        groups.append(ItemRows(items=rest))
    return IndicatorResults(
        row=FigureRow(
            id=indicator.id,
            name=indicator.name,
            figures=tuple(shown_figure(criteria, card, figure, since) for figure in figures),
        ),
        measures=indicator.measures,
        groups=tuple(groups),
        known=sum(row.known for row in rows.values()),
        whole=len(rows),
    )


def _lows(year: Year, indicator: Indicator) -> set[str]:
    """The lowest items of an indicator that may be named: never one that rests on a single answer."""
    if year.findings is None:
        return set()
    whole = indicator_figure(indicator.id)
    named = (lowest for lowest in year.findings.lowest if lowest.scope.over_all_parts == whole)
    return {figure for lowest in named for figure in lowest.public}


def _item(
    criteria: Criteria, card: Scorecard, item: Item, parts: list[str], lows: set[str], since: Findings | None
) -> FigureRow:
    figures = [item_figure(part, item.id) for part in parts]
    return FigureRow(
        id=item.id,
        name=item_name(criteria, item),
        figures=tuple(
            shown_figure(criteria, card, figure, since) if figure in card.figures else None for figure in figures
        ),
        wording=titled(criteria, item.wording),
        title_only=item.title_only,
        lowest=any(figure in lows for figure in figures),
        weight=f"{item.weight.normalize():f}" if item.weight is not None else None,
    )


def _whys(compared: Findings | None, *, known: bool) -> tuple[Text, ...]:
    """Why years do not compare; not ``known``: why it is not known whether they do."""
    breaks = compared.breaks if compared else ()
    return tuple(dict.fromkeys(between.why for between in breaks if between.known == known))
