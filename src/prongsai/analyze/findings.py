"""Step 4 as a whole: everything that an agency's figures say, each with the sentence that may be said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from prongsai.analyze.finding.advice import Advice, WeakItem, advice, weak_items
from prongsai.analyze.finding.caveats import Caveat, caveats
from prongsai.analyze.finding.changes import YearlyChange, changes
from prongsai.analyze.finding.disclosure import Loss, losses
from prongsai.analyze.finding.readings import (
    InstrumentReading,
    PartGap,
    Reading,
    band_rule,
    instrument_readings,
    part_gaps,
    readings,
)
from prongsai.analyze.finding.strengths import Extremes, Lowest, Standing, bar, extremes, lowest_items, standings
from prongsai.analyze.finding.verdict import LevelReading, TargetReading, level_reading, target_readings
from prongsai.analyze.history import Break, Chain, Edition, YearFigures, no_crosswalk, past_year, year_of
from prongsai.analyze.ranking import Ranked, indicators_of, ranking
from prongsai.analyze.sentences import Sentence
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts, Published
from prongsai.criteria import editions
from prongsai.criteria.shapes import Criteria


@dataclass(frozen=True, slots=True)
class Findings:
    """What the figures of one year say. Everything is in the edition's order unless it says otherwise.

    ``ranking``: all indicators from best to worst; ``rankings``: those of each instrument, and of each part where an
    instrument has several. ``weak_below``: the bar that strengths and weaknesses are held against. ``changes``: since
    the latest earlier year; ``years``: the earlier years and this one, oldest first; ``breaks``: between them.
    ``losses``: most points at stake first. ``band_rule``: what high, middle and low mean in ``instruments``.
    """

    year: int
    criteria: str
    weak_below: Decimal
    ranking: tuple[Ranked, ...]
    rankings: dict[str, tuple[Ranked, ...]]
    extremes: tuple[Extremes, ...]
    standings: tuple[Standing, ...]
    lowest: tuple[Lowest, ...]
    changes: tuple[YearlyChange, ...]
    years: tuple[YearFigures, ...]
    breaks: tuple[Break, ...]
    targets: tuple[TargetReading, ...]
    level: LevelReading | None
    instruments: tuple[InstrumentReading, ...]
    band_rule: Sentence
    readings: tuple[Reading, ...]
    part_gaps: tuple[PartGap, ...]
    losses: tuple[Loss, ...]
    weak_items: tuple[WeakItem, ...]
    advice: tuple[Advice, ...]
    caveats: tuple[Caveat, ...]

    @property
    def strengths(self) -> tuple[Standing, ...]:
        """The indicators that are not weak, best first."""
        return tuple(
            sorted((standing for standing in self.standings if not standing.weak), key=lambda standing: -standing.score)
        )

    @property
    def weaknesses(self) -> tuple[Standing, ...]:
        """The indicators that are weak, the lowest first."""
        return tuple(
            sorted((standing for standing in self.standings if standing.weak), key=lambda standing: standing.score)
        )

    def lowest_of(self, scope: str) -> Lowest | None:
        """The lowest items of an instrument, part or indicator (``EIT1``, ``ind:4``); None where all are equal."""
        return next((lowest for lowest in self.lowest if lowest.scope == scope), None)

    def change_of(self, figure: str) -> YearlyChange | None:
        """The change of a figure since the latest earlier year."""
        return next((change for change in self.changes if change.figure == figure), None)


def find(
    criteria: Criteria,
    facts: Facts,
    scorecard: Scorecard,
    *,
    past: Mapping[int, tuple[Criteria | None, Published]],
    weak_below: Decimal | None = None,
    edition: Edition = editions.edition,
) -> Findings:
    """The findings of one agency's year.

    ``past``: by year, the edition it was assessed by (None: not known) and what was published. ``weak_below``: the bar
    for weaknesses in points, by default the edition's target. ``edition`` gives the editions in between by their ids.
    """
    threshold = bar(criteria, weak_below)
    judged = standings(criteria, facts, scorecard, threshold)
    lows = lowest_items(criteria, facts, scorecard)
    weak = weak_items(criteria, facts, scorecard, lows, threshold)
    lost = losses(criteria, facts, scorecard)
    earlier = {year: past[year] for year in sorted(past) if year < facts.year}
    chain = Chain(criteria, {year: rules for year, (rules, _) in earlier.items()}, edition)
    # The rules of a year that names none are those that the crosswalks lead to.
    rules = {year: given or chain.editions.get(year) for year, (given, _) in earlier.items()}
    sure = {year: known.certainty for year, known in facts.history.items()}
    years = [past_year(year, rules[year], told, sure.get(year)) for year, (_, told) in earlier.items()]
    now = year_of(scorecard, criteria)
    changed = changes(criteria, chain, now, years[-1], rules[years[-1].year], judged, threshold) if years else ()
    return Findings(
        year=facts.year,
        criteria=criteria.id,
        weak_below=threshold,
        ranking=ranking(scorecard, indicators_of(criteria)),
        rankings=_rankings(criteria, scorecard),
        extremes=extremes(criteria, facts, scorecard),
        standings=judged,
        lowest=lows,
        changes=changed,
        years=(*years, now),
        breaks=_breaks(chain, earlier, rules, facts.year),
        targets=target_readings(criteria, scorecard),
        level=level_reading(criteria, scorecard),
        instruments=instrument_readings(criteria, scorecard),
        band_rule=band_rule(),
        readings=readings(criteria, scorecard),
        part_gaps=part_gaps(criteria, scorecard),
        losses=lost,
        weak_items=weak,
        advice=advice(criteria, weak),
        caveats=caveats(criteria, facts, scorecard, lost),
    )


def _rankings(criteria: Criteria, scorecard: Scorecard) -> dict[str, tuple[Ranked, ...]]:
    by_set = {}
    for instrument in criteria.instruments.values():
        by_set[instrument.id] = ranking(scorecard, indicators_of(criteria, instrument.id))
        for part in instrument.parts:
            if part.id != instrument.id:
                by_set[part.id] = ranking(scorecard, indicators_of(criteria, instrument.id, part.id))
    return by_set


def _breaks(
    chain: Chain, earlier: Mapping[int, object], rules: Mapping[int, Criteria | None], year: int
) -> tuple[Break, ...]:
    """The breaks between the years that are shown, oldest first; years that nothing connects break in everything."""
    if not earlier:
        return ()
    known = [since for since in earlier if chain.reaches(since, rules[since])]
    broken = [no_crosswalk(since, year) for since in earlier if since not in known]
    if known:
        broken += chain.breaks(min(known))
    return tuple(sorted(broken, key=lambda gap: (gap.since, gap.until)))
