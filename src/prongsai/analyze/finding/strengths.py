"""Strengths and weaknesses among the indicators, and the lowest items; ties are named together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from prongsai.analyze.bars import bars
from prongsai.analyze.ranking import highest, indicators_of, items_of, known, least_possible, lowest
from prongsai.analyze.respondents_behind import Behind, behind_indicator, behind_item
from prongsai.analyze.sentences import FigureValue, Sentence, bar_of, count_of, score_of, sentence
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts
from prongsai.criteria.figure_id import FigureId, indicator_in
from prongsai.criteria.names import figure_name, figure_names, listed
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text

Why = Literal["below-threshold", "lowest-of-instrument"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One indicator as a strength (no ``why``) or a weakness.

    ``among`` is the instrument or part that it was compared in, ``tied`` the others that share its
    lowest (of a strength: highest) place there.
    ``private``: what it lost rests, or may rest, on one respondent; no advice is given then.
    """

    figure: FigureId
    score: Decimal
    why: tuple[Why, ...]
    among: str
    tied: tuple[FigureId, ...]
    behind: Behind | None
    highest: bool
    sentence: Sentence

    @property
    def weak(self) -> bool:
        """Whether it is a weakness."""
        return bool(self.why)

    @property
    def private(self) -> bool:
        """Whether it must not be the subject of advice."""
        return self.behind is not None and self.behind.private


@dataclass(frozen=True, slots=True)
class Low:
    """One figure that has the lowest score of its set."""

    figure: FigureId
    behind: Behind | None
    sentence: Sentence | None  # how many respondents are behind it, where that is known and more than one

    @property
    def private(self) -> bool:
        """Whether it must not be named in public: its loss rests, or may rest, on one respondent."""
        return self.behind is not None and self.behind.private

    @property
    def few(self) -> bool:
        """Whether no document may say how many are behind it."""
        return self.behind is not None and self.behind.few


@dataclass(frozen=True, slots=True)
class Lowest:
    """The lowest of a set: ``scope`` is an instrument, a part, or an indicator (``ind:6``, ``ind:6@EIT1``).

    ``figures`` are all that tie. ``complete``: no score of the set that is not known may be lower. ``sentence`` names
    none of those that are private.
    """

    scope: FigureId
    score: Decimal
    figures: tuple[Low, ...]
    complete: bool
    sentence: Sentence

    @property
    def public(self) -> tuple[FigureId, ...]:
        """Those that may be named and advised on."""
        return tuple(low.figure for low in self.figures if not low.private)


@dataclass(frozen=True, slots=True)
class Extremes:
    """The highest and lowest indicators of ``scope`` (``indicators``, an instrument or a part), all that tie.

    Both are empty where fewer than two are known or all are equal. ``lowest`` leaves out what rests on one respondent.
    """

    scope: str
    highest: tuple[FigureId, ...]
    lowest: tuple[FigureId, ...]
    complete: bool


def extremes(criteria: Criteria, facts: Facts, scorecard: Scorecard) -> tuple[Extremes, ...]:
    """Highest and lowest of all indicators, of each instrument's and of each part's."""
    sets = [("indicators", indicators_of(criteria))]
    for instrument in criteria.instruments.values():
        sets.append((instrument.id, indicators_of(criteria, instrument.id)))
        if len(instrument.parts) > 1:
            sets += [(part.id, indicators_of(criteria, instrument.id, part.id)) for part in instrument.parts]
    all_extremes = []
    for scope, figures in sets:
        least = lowest(scorecard, figures)
        behind = {figure: behind_indicator(criteria, facts, scorecard, figure) for figure in least}
        public = tuple(figure for figure, who in behind.items() if who is None or not who.private)
        complete = len(known(scorecard, figures)) == len(figures)
        all_extremes.append(Extremes(scope, highest(scorecard, figures), public, complete))
    return tuple(all_extremes)


def bar(criteria: Criteria, weak_below: Decimal | None = None) -> Decimal:
    """The score below which an indicator is weak: as asked for, else the edition's target for the total."""
    if weak_below is not None:
        return weak_below
    return next((target.score for target in criteria.targets if target.figure == "total"), bars().usual_target)


def bar_figure(criteria: Criteria, threshold: Decimal) -> FigureValue:
    """The bar as a figure: the target by its own key where it is the target, else one key for each bar."""
    target = next((target.score for target in criteria.targets if target.figure == "total"), None)
    return bar_of("target:total" if target == threshold else f"bar:{threshold}", threshold)


def standings(criteria: Criteria, facts: Facts, scorecard: Scorecard, threshold: Decimal) -> tuple[Standing, ...]:
    """Every indicator that has a score, in the edition's order.

    An indicator of an instrument with parts is judged as a whole; where only a part's score is known, in that part.
    """
    judged: list[Standing] = []
    for instrument in criteria.instruments.values():
        whole = indicators_of(criteria, instrument.id)
        sets = [(instrument.id, whole)]
        if len(instrument.parts) > 1:
            values = known(scorecard, whole)
            missing = {figure for figure in whole if figure not in values}
            for part in instrument.parts:
                asked = indicators_of(criteria, instrument.id, part.id)
                sets.append((part.id, tuple(figure for figure in asked if figure.over_all_parts in missing)))
        for among, figures in sets:
            judged += _standings(criteria, facts, scorecard, threshold, among, figures)
    return tuple(judged)


def _standings(
    criteria: Criteria,
    facts: Facts,
    scorecard: Scorecard,
    threshold: Decimal,
    among: str,
    figures: tuple[FigureId, ...],
) -> list[Standing]:
    values = known(scorecard, figures)
    behind = {figure: behind_indicator(criteria, facts, scorecard, figure) for figure in values}
    least = lowest(scorecard, figures)
    best = highest(scorecard, figures)
    judged = []
    for figure, score in values.items():
        who = behind[figure]
        low = figure in least and not (who is not None and who.private)
        why: list[Why] = ["below-threshold"] if score < threshold else []
        why += ["lowest-of-instrument"] if low else []
        edge = least if low else best if figure in best and not why else ()
        tied = tuple(other for other in edge if other != figure)
        judged.append(
            Standing(
                figure=figure,
                score=score,
                why=tuple(why),
                among=among,
                tied=tied,
                behind=who,
                highest=figure in best,
                sentence=_said(criteria, figure, score, why, among, tied, figure in best, threshold),
            )
        )
    return judged


def _said(
    criteria: Criteria,
    figure: FigureId,
    score: Decimal,
    why: list[Why],
    among: str,
    tied: tuple[FigureId, ...],
    is_best: bool,
    threshold: Decimal,
) -> Sentence:
    template: str = "both" if len(why) > 1 else why[0] if why else "strong-highest" if is_best else "strong"
    if score == threshold:
        template += "-exactly"
    return sentence(
        f"standing.{template}",
        {"score": score_of(figure, score), "bar": bar_figure(criteria, threshold)},
        {"name": figure_name(criteria, figure), "among": among_name(criteria, among, tied)},
    )


def among_name(criteria: Criteria, among: str, tied: tuple[FigureId, ...]) -> Text:
    """The set that something is lowest in, with those that share the place."""
    name = figure_name(criteria, among)
    if not tied:
        return name
    others = figure_names(criteria, tied)
    return Text(th=f"{name.th} ร่วมกับ {others.th}", en=f"{name.en}, along with {others.en}")


def lowest_items(criteria: Criteria, facts: Facts, scorecard: Scorecard) -> tuple[Lowest, ...]:
    """The lowest items of every instrument, part and indicator; none for a set in which all are equal.

    Parts stand apart: of EIT in two parts there are ``EIT``, ``EIT1``, ``EIT2``, ``ind:6@EIT1``, ``ind:6@EIT2`` …
    """
    all_lows = []
    for instrument in criteria.instruments.values():
        parts = [part.id for part in instrument.parts]
        sets = [(FigureId(instrument.id), tuple(figure for part in parts for figure in items_of(criteria, part)))]
        if parts != [instrument.id]:
            sets += [(FigureId(part), items_of(criteria, part)) for part in parts]
        for number in instrument.indicators:
            sets += [(indicator_in(criteria, number, part), items_of(criteria, part, number)) for part in parts]
        for scope, figures in sets:
            lowest_of_scope = _lowest(criteria, facts, scorecard, scope, figures)
            if lowest_of_scope is not None:
                all_lows.append(lowest_of_scope)
    return tuple(all_lows)


def _lowest(
    criteria: Criteria, facts: Facts, scorecard: Scorecard, scope: FigureId, figures: tuple[FigureId, ...]
) -> Lowest | None:
    values = known(scorecard, figures)
    least = lowest(scorecard, figures)
    if not least and len(values) == 1 and len(figures) > 1:
        # One known score is the lowest where every other one must be above it.
        (only, score), *_ = values.items()
        others = (figure for figure in figures if figure != only)
        least = (only,) if all(_above(criteria, scorecard, figure, score) for figure in others) else ()
    if not least:
        return None
    score = values[least[0]]
    lows = tuple(_low(criteria, facts, scorecard, figure) for figure in least)
    complete = all(figure in values or _above(criteria, scorecard, figure, score) for figure in figures)
    named = tuple(low.figure for low in lows if not low.private)
    words = {"scope": figure_name(criteria, scope)}
    if named:
        template = "lowest.named" if complete else "lowest.of-known"
        said = sentence(
            template, {"score": score_of(named[0], score)}, words | {"names": _named(criteria, scope, named)}
        )
    else:
        said = sentence("lowest.nearly-full" if score >= bars().nearly_full else "lowest.too-few", {}, words)
    return Lowest(scope, score, lows, complete, said)


def _above(criteria: Criteria, scorecard: Scorecard, figure: FigureId, score: Decimal) -> bool:
    """Whether a figure that is not known must be above a score, by what it is a part of."""
    least = least_possible(criteria, scorecard, figure)
    return least is not None and least > Fraction(score)


def _named(criteria: Criteria, scope: FigureId, named: tuple[FigureId, ...]) -> Text:
    """The items by name; the part is left out where the scope has said it."""
    if (scope.part or scope) not in criteria.part_ids():
        return figure_names(criteria, named)
    return listed([figure_name(criteria, figure, part=False) for figure in named])


def _low(criteria: Criteria, facts: Facts, scorecard: Scorecard, figure: FigureId) -> Low:
    who = behind_item(criteria, facts, scorecard, figure)
    said = None
    if who is not None and who.exact and not who.private and who.least and who.respondents is not None:
        part = figure.part or ""
        answered = facts.answers[part].respondents
        # The part's own number has its key in every document; an item that fewer answered has its own.
        key = f"count:{part}.respondents" if who.respondents == answered else f"count:{figure}.answered"
        said = sentence(
            "behind.exactly",
            {"behind": count_of(f"behind:{figure}", who.least), "respondents": count_of(key, who.respondents)},
        )
    return Low(figure, who, said)
