"""Changes from an earlier year, figure by figure, each with the sentence that may be said about it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from prongsai.analyze.figure_keys import change_key, past_key, size_key
from prongsai.analyze.finding.strengths import Standing, among_name, bar_figure
from prongsai.analyze.history import Break, Chain, Known, YearFigures, no_crosswalk
from prongsai.analyze.ranking import items_of
from prongsai.analyze.sentences import FigureValue, Sentence, change_of, points_of, score_of, sentence
from prongsai.criteria.figure_id import FigureId, indicator_figure, sub_indicator_figure
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text

IN_ALL = Text(th="ในภาพรวม", en="the total")
Kind = Literal[
    "fell-and-weak",
    "fell-but-high",
    "fell-to-the-bar",
    "rose",
    "rose-but-still-lowest",
    "rose-but-still-weak",
    "unchanged",
    "not-comparable",
    "not-known-to-compare",
    "unknown",
]


@dataclass(frozen=True, slots=True)
class YearlyChange:
    """One figure beside that of the year ``since``; scores and difference in points.

    ``difference`` is the arithmetic one even where ``kind`` says that the years do not compare, or may not; ``broken``
    says why. ``note``: said where the earlier figure was not published but is computed. ``figures`` holds what a
    table shows: ``before``, ``now`` and ``change``, where known.
    """

    figure: FigureId
    since: int
    before: Known | None
    now: Known | None
    difference: Decimal | None
    kind: Kind
    broken: Break | None
    sentence: Sentence
    note: Sentence | None
    figures: dict[str, FigureValue]


def changes(
    criteria: Criteria,
    chain: Chain,
    now: YearFigures,
    before: YearFigures,
    edition: Criteria | None,
    standings: tuple[Standing, ...],
    threshold: Decimal,
) -> tuple[YearlyChange, ...]:
    """Total, instruments, parts and indicators of which one year is known; of sub-indicators and items, where both are.

    Items only where the crosswalks say that they continue one item of the earlier year and compare with it. ``edition``
    is the one that the earlier year used.
    """
    judge = _Judge(criteria, chain, now, before, edition, standings, threshold)
    return tuple(change for figure in _figures(criteria) if (change := judge.change(figure)) is not None)


def _figures(criteria: Criteria) -> list[FigureId]:
    wholes = ["total"]
    for instrument in criteria.instruments.values():
        wholes += [instrument.id, *(part.id for part in instrument.parts if part.id != instrument.id)]
    figures = [*map(FigureId, wholes), *map(indicator_figure, criteria.indicators)]
    figures += map(sub_indicator_figure, criteria.sub_indicators)
    return figures + [figure for part in criteria.part_ids() for figure in items_of(criteria, part)]


class _Judge:
    """Compares the figures of two years."""

    def __init__(
        self,
        criteria: Criteria,
        chain: Chain,
        now: YearFigures,
        before: YearFigures,
        edition: Criteria | None,
        standings: tuple[Standing, ...],
        threshold: Decimal,
    ) -> None:
        self.criteria = criteria
        self.chain = chain
        self.now = now
        self.before = before
        self.reached = chain.reaches(before.year, edition)
        self.standing = {standing.figure: standing for standing in standings}
        self.threshold = threshold

    def change(self, figure: FigureId) -> YearlyChange | None:
        """What became of ``figure``; None where nothing can be said or asked."""
        there: str | None = figure
        if figure.kind == "item":
            # Item codes move from year to year: without a crosswalk the same code says nothing.
            there = self.chain.before(figure, self.before.year) if self.reached else None
        now = self.now.figures.get(figure)
        before = self.before.figures.get(there) if there else None
        if (now is None and before is None) or (figure.small and (now is None or before is None)):
            return None
        broken = self._broken(figure)
        difference = now.value - before.value if now is not None and before is not None else None
        kind = self._kind(figure, difference, broken, now)
        shown = self._shown(figure, before, now, difference)
        computed = before is not None and before.basis == "computed"
        return YearlyChange(
            figure=figure,
            since=self.before.year,
            before=before,
            now=now,
            difference=difference,
            kind=kind,
            broken=broken,
            sentence=self._sentence(figure, kind, difference, broken, shown),
            note=sentence("change.before-computed", shown, {"since": self.before.year}) if computed else None,
            figures=shown,
        )

    def _broken(self, figure: FigureId) -> Break | None:
        if not self.reached:
            return no_crosswalk(self.before.year, self.now.year)
        return self.chain.break_of(figure, self.before.year)

    def _kind(self, figure: FigureId, difference: Decimal | None, broken: Break | None, now: Known | None) -> Kind:
        if difference is None or now is None:
            return "unknown"
        if broken is not None:
            return "not-comparable" if broken.known else "not-known-to-compare"
        if difference == 0:
            return "unchanged"
        standing = self.standing.get(figure)
        low = standing is not None and "lowest-of-instrument" in standing.why
        below = now.value < self.threshold
        if difference < 0:
            if low or below:
                return "fell-and-weak"
            return "fell-but-high" if now.value > self.threshold else "fell-to-the-bar"
        return "rose-but-still-lowest" if low else "rose-but-still-weak" if below else "rose"

    def _shown(
        self, figure: FigureId, before: Known | None, now: Known | None, difference: Decimal | None
    ) -> dict[str, FigureValue]:
        since = self.before.year
        shown = {}
        if before is not None:
            shown["before"] = score_of(past_key(figure, since), before.value)
        if now is not None:
            shown["now"] = score_of(figure, now.value)
        if difference is not None:
            shown["change"] = change_of(change_key(figure, since), difference)
        return shown

    def _sentence(
        self,
        figure: FigureId,
        kind: Kind,
        difference: Decimal | None,
        broken: Break | None,
        shown: dict[str, FigureValue],
    ) -> Sentence:
        figures = shown | {"bar": bar_figure(self.criteria, self.threshold)}
        if difference is not None:
            figures["size"] = points_of(size_key(figure, self.before.year), difference)
        words: dict[str, Text | str | int] = {
            # “คะแนนรวม ได้ … คะแนน” says the word twice.
            "name": IN_ALL if figure.kind == "total" else figure_name(self.criteria, figure),
            "since": self.before.year,
            "year": self.now.year,
        }
        if broken is not None:
            words["why"] = broken.why
        standing = self.standing.get(figure)
        if standing is not None:
            words["among"] = among_name(self.criteria, standing.among, standing.tied)
        template: str = kind
        if kind == "unknown":
            template = "unknown-now" if "before" in shown else "unknown-before"
        return sentence(f"change.{template}", figures, words)
