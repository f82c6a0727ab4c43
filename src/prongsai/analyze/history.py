"""Earlier years beside this one, and between which years figures do not compare."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from prongsai.assess.score import score
from prongsai.assess.scorecard import Basis, Scorecard, rests_on_unconfirmed_rule
from prongsai.collect.facts import Agency, Disclosure, Facts, Published
from prongsai.criteria.figure_id import FigureId, indicator_figure, item_figure
from prongsai.criteria.names import level_mark
from prongsai.criteria.shapes import Certainty, Criteria, Crosswalk, Origin
from prongsai.files.problems import Refused
from prongsai.language.text import Text

Edition = Callable[[str], Criteria]

NO_CROSSWALK = Text(th="ไม่มีตารางเทียบเกณฑ์ระหว่างสองปีนี้", en="there is no crosswalk between the rules of the two years")
_NOT_KNOWN = Origin(certainty="unknown", source=())


@dataclass(frozen=True, slots=True)
class Known:
    """A figure of one year: as published where it was, else computed from what was published then."""

    value: Decimal
    basis: Basis
    certainty: Certainty | None

    @property
    def unconfirmed(self) -> bool:
        """Whether it rests on an unconfirmed rule."""
        return rests_on_unconfirmed_rule(self.basis, self.certainty)


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One year's figures by their ids: total, instruments, parts, indicators, sub-indicators and items.

    ``certainty``: how surely what was published then is known. ``level_mark``: what stands beside a level that is by
    rules which are not confirmed.
    """

    year: int
    criteria: str | None
    figures: dict[str, Known]
    level: str | None
    level_basis: Basis | None
    certainty: Certainty = "confirmed"
    level_mark: Text | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """Why figures of ``since`` and ``until`` do not directly compare. ``figures``: ids or beginnings with ``*``.

    Not ``linked``: nothing connects the rules of the two years, so that whether they compare is not known.
    """

    since: int
    until: int
    figures: tuple[str, ...]
    why: Text
    origin: Origin
    linked: bool = True

    @property
    def known(self) -> bool:
        """Whether it is known that the two years do not compare; else nobody knows whether they do."""
        return self.linked and self.origin.certainty != "unknown"


def year_of(scorecard: Scorecard, criteria: Criteria) -> YearFigures:
    """The year of a scorecard; figures that are not known are left out."""
    figures: dict[str, Known] = {
        figure.id: Known(figure.shown, figure.basis, figure.certainty)
        for figure in scorecard.figures.values()
        if figure.shown is not None and figure.basis is not None
    }
    level = scorecard.level
    mark = level_mark(criteria, level.name) if level.basis == "computed" else None
    return YearFigures(scorecard.year, scorecard.criteria, figures, level.name, level.basis, level_mark=mark)


def past_year(
    year: int, criteria: Criteria | None, published: Published, certainty: Certainty | None = None
) -> YearFigures:
    """An earlier year, computed where its rules are known; else only what was published.

    ``certainty``: how surely what was published is known; None as announced.
    """
    sure: Certainty = certainty or "confirmed"
    if criteria is not None:
        scored = year_of(score_past(year, criteria, published), criteria)
        return scored if sure == "confirmed" else replace(scored, certainty=sure)
    figures = {str(name): Known(value, "published", sure) for name, value in published.scores().items()}
    return YearFigures(year, None, figures, published.level, "published" if published.level else None, sure)


def score_past(year: int, criteria: Criteria, published: Published) -> Scorecard:
    """The scorecard of an earlier year by its own rules, from what was published then."""
    return score(criteria, _as_facts(year, criteria, published))


def _as_facts(year: int, criteria: Criteria, published: Published) -> Facts:
    # An earlier year has no list of disclosure items: what was printed for them are their marks.
    # Item scores of an instrument that has parts by now are of no part: which one was never said.
    items = {part: scores for part, scores in (published.items or {}).items() if part in criteria.part_ids()}
    marks = {
        item: score
        for part, scores in items.items()
        if criteria.instrument_of_part(part).kind == "disclosure"
        for item, score in scores.items()
    }
    return Facts(
        agency=Agency(name="-"),
        year=year,
        criteria=criteria.id,
        staff=None,
        visitors=None,
        answers={},
        disclosure={item: Disclosure(item=item, score=score) for item, score in marks.items()},
        published=replace(published, items=items),
        history={},
        assessor=(),
    )


class Chain:
    """The editions from this year's back to an earlier one, step by step, and what breaks on the way."""

    def __init__(self, criteria: Criteria, past: Mapping[int, Criteria | None], edition: Edition) -> None:
        self.criteria = criteria
        self.editions = {criteria.year: criteria}
        self.steps: list[tuple[Criteria, Crosswalk]] = []
        known = {rules.id: rules for rules in past.values() if rules is not None}
        here = criteria
        # One edition a year: a crosswalk that does not lead to an earlier year ends the chain.
        while here.crosswalk is not None and here.year > min(past, default=here.year):
            crosswalk = here.crosswalk
            before = known.get(crosswalk.previous) or _edition_named(edition, crosswalk.previous)
            if before is None or before.year >= here.year:
                break
            self.steps.append((here, crosswalk))
            self.editions[before.year] = here = before

    def reaches(self, year: int, edition: Criteria | None) -> bool:
        """Whether crosswalks lead to the edition of ``year``, and it is the one that was used then."""
        there = self.editions.get(year)
        return there is not None and (edition is None or edition.id == there.id)

    def breaks(self, since: int) -> tuple[Break, ...]:
        """Every break of method between ``since`` and this year, the latest first."""
        crossed = []
        for here, crosswalk in self.steps:
            if here.year <= since:
                break
            before = next((year for year in sorted(self.editions, reverse=True) if year < here.year), since)
            crossed += [
                Break(before, here.year, broken.figures, broken.why, broken.origin) for broken in crosswalk.breaks
            ]
        return tuple(crossed)

    def break_of(self, figure: str, since: int) -> Break | None:
        """The latest break that ``figure`` cannot be compared across; None where it can."""
        touching = [broken for broken in self.breaks(since) if breaks(self.criteria, broken, figure)]
        # A break that names the figure itself gives the better reason than one of what the figure is made of.
        named = [broken for broken in touching if any(_fits(pattern, figure) for pattern in broken.figures)]
        return next(iter((*named, *touching)), None)

    def before(self, figure: str, since: int) -> str | None:
        """The figure of ``since`` that an item's figure continues; None where it is new, merged or not comparable."""
        own = FigureId(figure)
        if own.kind != "item":
            return figure
        item = own.number
        for here, crosswalk in self.steps:
            if here.year <= since:
                break
            continued = next((pair for pair in crosswalk.items if pair.here == item), None)
            if continued is None or not continued.comparable or len(continued.there) != 1:
                return None
            item = continued.there[0]
        return item_figure(own.part or "", item)


def _edition_named(edition: Edition, name: str) -> Criteria | None:
    try:
        return edition(name)
    except Refused:
        return None


def joins(criteria: Criteria, between: Iterable[Break], figure: str) -> bool:
    """Whether a line may join a figure's years: none of the breaks between them touches it."""
    return not any(breaks(criteria, broken, figure) for broken in between)


def breaks(criteria: Criteria, broken: Break, figure: str) -> bool:
    """Whether a break touches ``figure``: by its id, or because what it is made of is broken.

    The total rests on the instruments, an instrument on its indicators, the level on the total; a part's figure is
    broken with the whole's.
    """
    if any(_fits(pattern, figure) for pattern in broken.figures):
        return True
    if figure == "level":
        return breaks(criteria, broken, "total")
    if figure == "total":
        return any(breaks(criteria, broken, instrument) for instrument in criteria.instruments)
    if figure in criteria.instruments:
        return any(
            breaks(criteria, broken, indicator_figure(number)) for number in criteria.instruments[figure].indicators
        )
    own = FigureId(figure)
    if own.kind == "indicator" and own.part:
        return breaks(criteria, broken, own.over_all_parts) or breaks(criteria, broken, own.part)
    if figure in criteria.part_ids():
        instrument = criteria.instrument_of_part(figure).id
        return any(_fits(pattern, instrument) for pattern in broken.figures)
    return False


def _fits(pattern: str, figure: str) -> bool:
    return figure.startswith(pattern[:-1]) if pattern.endswith("*") else figure == pattern


def no_crosswalk(since: int, until: int) -> Break:
    """The break between years whose rules nothing connects: whether they compare is not known."""
    return Break(since, until, ("*",), NO_CROSSWALK, _NOT_KNOWN, linked=False)
