"""Results of a year: from the total down to items, beside an earlier year where one is asked for."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prongsai.analyze.findings import Findings
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.figure_id import indicator_figure, indicator_in, item_figure, sub_indicator_figure
from prongsai.criteria.names import item_name, titled
from prongsai.criteria.shapes import Criteria, Indicator, Instrument, Item
from prongsai.flow.year.shown import LevelShown, Mark, label, level_name, level_shown, mark, said
from prongsai.flow.year.stored import Year, findings_since
from prongsai.flow.year.stored import year as year_of
from prongsai.language.text import Text
from prongsai.records.models import Agency
from prongsai.records.scope import Scope


@dataclass(frozen=True)
class Head:
    """A column of scores: an instrument, one of its parts, or all parts together."""

    id: str
    name: Text
    respondents: int | None
    survey: bool


@dataclass(frozen=True)
class Line:
    """A row: what it is about, and a figure for each column (None where the column has none)."""

    id: str
    name: Text
    marks: tuple[Mark | None, ...]
    wording: str = ""
    title_only: bool = False
    lowest: bool = False
    weight: str | None = None

    @property
    def whole(self) -> Mark | None:
        """The figure of all columns together: the last."""
        return self.marks[-1]

    @property
    def known(self) -> bool:
        """Whether any column has a score."""
        return any(each is not None and each.known for each in self.marks)


@dataclass(frozen=True)
class Group:
    """The items of a sub-indicator, or of the whole indicator where it has none (``line`` is None)."""

    line: Line | None
    items: tuple[Line, ...]


@dataclass(frozen=True)
class IndicatorShown:
    """An indicator with what it measures and its items. ``known``: how many of its items have a score."""

    line: Line
    measures: Text
    groups: tuple[Group, ...]
    known: int
    whole: int


@dataclass(frozen=True)
class InstrumentShown:
    """An instrument: its columns, its own figures, its indicators."""

    id: str
    name: Text
    short: Text
    survey: bool
    heads: tuple[Head, ...]
    line: Line
    item_heads: tuple[Head, ...]
    indicators: tuple[IndicatorShown, ...]
    lowest: Text | None


@dataclass(frozen=True)
class Unlike:
    """A published figure that its parts do not give."""

    figure: str
    name: Text
    published: str
    computed: str
    affects: Text | None


@dataclass(frozen=True)
class Overview:
    """A row of the overview: an instrument or part with its weight and how many answered."""

    mark: Mark
    weight: str | None
    part: bool
    survey: bool


@dataclass(frozen=True)
class Results:
    """All that the results page shows. ``since``: the year compared with; ``others``: years that may be."""

    found: Year
    scored: bool
    since: int | None
    others: tuple[int, ...]
    level: LevelShown | None
    level_before: Text | None
    possible: tuple[Text, ...]
    unlike: tuple[Unlike, ...]
    warnings: tuple[Text, ...]
    overview: tuple[Overview, ...]
    instruments: tuple[InstrumentShown, ...]
    breaks: tuple[Text, ...]
    starred: tuple[Text, ...]
    version: int | None
    basis: str


def results(scope: Scope, agency: Agency, year: int, today: datetime.date, since: int | None = None) -> Results | None:
    """The results of a year; None where there is no such round. ``since`` is left out where that year is not known."""
    found = year_of(scope, agency, year, today)
    if found is None:
        return None
    card, criteria = found.scorecard, found.criteria
    if card is None or found.findings is None or found.file is None:
        return Results(found, False, None, (), None, None, (), (), (), (), (), (), (), None, "")
    others = tuple(sorted(found.file.facts.history, reverse=True))
    compared = findings_since(found, since) if since in others and since is not None else None
    made = tuple(_instrument(found, card, each, compared) for each in criteria.instruments.values())
    overview = _overview(criteria, card, compared)
    before = compared.years[-2] if compared and len(compared.years) > 1 else None
    result = found.result
    return Results(
        found=found,
        scored=any(each.shown is not None for each in card.figures.values()),
        since=since if compared else None,
        others=others,
        level=level_shown(criteria, card),
        level_before=level_name(criteria, before.level) if before and before.level else None,
        possible=tuple(level_name(criteria, each) for each in card.level.possible) if card.level.name is None else (),
        unlike=_unlike(criteria, card),
        warnings=card.warnings,
        overview=overview,
        instruments=made,
        breaks=tuple(dict.fromkeys(each.why for each in compared.breaks)) if compared else (),
        starred=_stars(overview, made),
        version=result.version if result else None,
        basis=result.basis if result else "",
    )


def _overview(criteria: Criteria, card: Scorecard, since: Findings | None) -> tuple[Overview, ...]:
    rows = [Overview(mark(criteria, card, "total", since), None, False, False)]
    for one in criteria.instruments.values():
        weight = f"{one.weight.normalize():f}" if one.weight is not None else None
        survey = one.kind == "survey"
        rows.append(Overview(mark(criteria, card, one.id, since), weight, False, survey))
        if len(one.parts) > 1:
            rows += [Overview(mark(criteria, card, part.id, since), None, True, survey) for part in one.parts]
    return tuple(rows)


def _unlike(criteria: Criteria, card: Scorecard) -> tuple[Unlike, ...]:
    found = []
    for each in card.differences:
        if each.figure == "level":
            published, computed = level_name(criteria, each.published), level_name(criteria, each.computed)
            found.append(Unlike("level", label(criteria, "level"), published.th, computed.th, None))
            continue
        names = [label(criteria, one) for one in each.affects]
        affects = Text(th=", ".join(one.th for one in names), en=", ".join(one.en for one in names)) if names else None
        found.append(Unlike(each.figure, label(criteria, each.figure), each.published, each.computed, affects))
    return tuple(found)


def _instrument(found: Year, card: Scorecard, one: Instrument, since: Findings | None) -> InstrumentShown:
    criteria = found.criteria
    parts = [each.id for each in one.parts]
    several = len(parts) > 1
    survey = one.kind == "survey"
    columns = [*parts, one.id] if several else [one.id]
    heads = tuple(_head(found, each, survey) for each in columns)
    item_heads = heads[:-1] if several else heads
    line = Line(one.id, one.name, tuple(mark(criteria, card, each, since) for each in columns))
    low = found.findings.lowest_of(one.id) if found.findings else None
    return InstrumentShown(
        id=one.id,
        name=one.name,
        short=one.short,
        survey=survey,
        heads=heads,
        line=line,
        item_heads=item_heads,
        indicators=tuple(
            _indicator(found, card, criteria.indicators[each], columns, parts, since) for each in one.indicators
        ),
        lowest=said(low.sentence) if low else None,
    )


def _head(found: Year, figure: str, survey: bool) -> Head:
    answers = found.file.facts.answers.get(figure) if found.file else None
    return Head(figure, label(found.criteria, figure), answers.respondents if answers else None, survey)


def _indicator(
    found: Year, card: Scorecard, one: Indicator, columns: list[str], parts: list[str], since: Findings | None
) -> IndicatorShown:
    criteria = found.criteria
    figures = [indicator_in(criteria, one.id, each) for each in columns]
    line = Line(one.id, one.name, tuple(mark(criteria, card, each, since) for each in figures))
    lows = _lows(found, one, parts)
    lines = {each: _item(criteria, card, criteria.items[each], parts, lows, since) for each in one.items}
    groups: list[Group] = []
    taken: set[str] = set()
    for each in one.sub_indicators:
        sub = criteria.sub_indicators[each]
        marks = tuple(mark(criteria, card, sub_indicator_figure(each), since) for _ in parts)
        groups.append(Group(Line(each, sub.name, marks), tuple(lines[item] for item in sub.items if item in lines)))
        taken |= set(sub.items)
    rest = tuple(line for item, line in lines.items() if item not in taken)
    if rest:
        groups.append(Group(None, rest))
    return IndicatorShown(line, one.measures, tuple(groups), sum(each.known for each in lines.values()), len(lines))


def _lows(found: Year, one: Indicator, parts: list[str]) -> set[str]:
    """The lowest items of an indicator that may be named: never one that rests on a single answer."""
    if found.findings is None:
        return set()
    whole = indicator_figure(one.id)
    lows = [each for each in found.findings.lowest if each.scope.over_all_parts == whole]
    return {figure for each in lows for figure in each.public}


def _item(
    criteria: Criteria, card: Scorecard, item: Item, parts: list[str], lows: set[str], since: Findings | None
) -> Line:
    figures = [item_figure(part, item.id) for part in parts]
    return Line(
        item.id,
        item_name(criteria, item),
        tuple(mark(criteria, card, each, since) if each in card.figures else None for each in figures),
        wording=titled(criteria, item.wording),
        title_only=item.title_only,
        lowest=any(each in lows for each in figures),
        weight=f"{item.weight.normalize():f}" if item.weight is not None else None,
    )


def _stars(overview: tuple[Overview, ...], made: tuple[InstrumentShown, ...]) -> tuple[Text, ...]:
    """Why figures of the page have stars, each reason once."""
    marks: list[Mark | None] = [each.mark for each in overview]
    for one in made:
        for indicator in one.indicators:
            marks += indicator.line.marks
            for group in indicator.groups:
                marks += group.line.marks if group.line else ()
                marks += [each for line in group.items for each in line.marks]
    return tuple(dict.fromkeys(each.why_star for each in marks if each is not None and each.why_star is not None))
