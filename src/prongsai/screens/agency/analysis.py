"""What a year's numbers say, for the screen: findings, the document's contradictions, measures that could follow."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from prongsai.analyze.claims import Contradiction, Unjudged
from prongsai.analyze.finding.disclosure import regained
from prongsai.analyze.finding.readings import Reading
from prongsai.analyze.finding.strengths import Low, Standing
from prongsai.analyze.findings import Findings
from prongsai.analyze.sentences import score_text
from prongsai.criteria.names import disclosed_in, figure_name, item_name
from prongsai.criteria.shapes import Criteria
from prongsai.improve.proposals import Proposal
from prongsai.language.exact import half_up
from prongsai.language.text import Text
from prongsai.screens.agency.due import coming_year
from prongsai.screens.agency.places import in_document, place_words
from prongsai.screens.figures import text_of
from prongsai.screens.year import Year


@dataclass(frozen=True, kw_only=True)
class RankedIndicator:
    """An indicator in the ranking, with its score as text, whether it is weak, and then why."""

    rank: int
    figure: str
    name: Text
    score: str
    weak: bool = False
    why: Text | None = None


@dataclass(frozen=True, kw_only=True)
class LowestItems:
    """The lowest items of an instrument or part; those that rest on one answer are not named."""

    name: Text
    sentence: Text
    respondents_behind: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FigureChange:
    """A figure beside the year before; ``why_not``: why the two do not compare; ``unlinked``: why it is not known."""

    figure: str
    name: Text
    before: str
    now: str
    change: str
    why_not: Text | None = None
    unlinked: Text | None = None


@dataclass(frozen=True, kw_only=True)
class LostPoints:
    """An OIT item without the full mark: what to publish, and the points of the total at stake (None: not known)."""

    figure: str
    name: Text
    score: str
    stake: str | None = None
    fitted: bool = False
    to_show: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Contradicted:
    """Something in the agency's own document that its numbers contradict, or a note on it; ``where`` in words."""

    where: Text
    says: Text
    so: Text
    why: Text
    quote: str = ""


@dataclass(frozen=True, kw_only=True)
class NotJudged:
    """A claim of the agency's own document that was held against no figure, and why."""

    where: Text
    why: Text
    quote: str = ""


@dataclass(frozen=True, kw_only=True)
class AnalysisPage:
    """Everything that the analysis page shows; ``weak_below`` is the bar in points; ``disclosed`` names the
    instruments whose items are published; ``coming``: for which year points can still be gained, this one being over.
    ``notes`` are no contradictions, and neither are claims ``not_judged``. ``agreeing`` are readings on which all is
    well, ``unread`` topics of which too little is known.
    """

    year: int
    years: tuple[int, ...] = ()
    disclosed: Text | None = None
    weak_below: str = ""
    level: tuple[Text, ...] = ()
    ranking: tuple[RankedIndicator, ...] = ()
    strengths: tuple[Text, ...] = ()
    weaknesses: tuple[Text, ...] = ()
    lowest: tuple[LowestItems, ...] = ()
    since: int | None = None
    changes: tuple[FigureChange, ...] = ()
    readings: tuple[tuple[Text, tuple[Text, ...]], ...] = ()
    agreeing: tuple[tuple[Text, tuple[Text, ...]], ...] = ()
    unread: tuple[Text, ...] = ()
    gaps: tuple[Text, ...] = ()
    gap_instrument: Text | None = None
    lost: tuple[LostPoints, ...] = ()
    regained: Text | None = None
    coming: int | None = None
    contradictions: tuple[Contradicted, ...] = ()
    in_document: bool = False
    notes: tuple[Contradicted, ...] = ()
    not_judged: tuple[NotJudged, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    caveats: tuple[Text, ...] = ()


def analysis_page(year: Year, today: datetime.date | None = None) -> AnalysisPage:
    """The analysis of a year as it stands ``today``; a year without results has empty parts."""
    findings, criteria = year.findings, year.criteria
    if findings is None:
        return AnalysisPage(year=year.year, years=year.years)
    since, changes = _changes(criteria, findings)
    return AnalysisPage(
        year=year.year,
        years=year.years,
        disclosed=disclosed_in(criteria),
        weak_below=str(findings.weak_below),
        level=tuple(map(text_of, findings.level.sentences)) if findings.level else (),
        ranking=_ranking(criteria, findings),
        strengths=tuple(text_of(strength.sentence) for strength in findings.strengths),
        weaknesses=tuple(text_of(weakness.sentence) for weakness in findings.weaknesses),
        lowest=_lowest(criteria, findings),
        since=since,
        changes=changes,
        readings=_by_topic(reading for reading in findings.readings if reading.kind not in ("agree-high", "unknown")),
        agreeing=_by_topic(reading for reading in findings.readings if reading.kind == "agree-high"),
        unread=_unread(findings),
        gaps=tuple(
            text_of(gap.sentence) for gap in findings.part_gaps if gap.apart or gap.figure in criteria.instruments
        ),
        gap_instrument=next(
            (instrument.short for instrument in criteria.instruments.values() if len(instrument.parts) > 1), None
        ),
        lost=_lost(criteria, findings),
        regained=text_of(together) if (together := regained(findings.losses)) else None,
        coming=coming_year(today, year) if today is not None else None,
        contradictions=tuple(_contradicted(criteria, one) for one in year.contradictions),
        in_document=any(map(in_document, year.contradictions)),
        notes=tuple(_contradicted(criteria, one) for one in year.notes),
        not_judged=tuple(_not_judged(criteria, one) for one in year.unjudged),
        proposals=year.dossier.proposals if year.dossier else (),
        caveats=tuple(text_of(caveat.sentence) for caveat in findings.caveats),
    )


def _contradicted(criteria: Criteria, one: Contradiction) -> Contradicted:
    where = place_words(one.where, criteria)
    return Contradicted(where=where, says=one.says, so=one.so, why=one.why, quote=one.quote or "")


def _not_judged(criteria: Criteria, one: Unjudged) -> NotJudged:
    return NotJudged(where=place_words(one.where, criteria), why=one.why, quote=one.quote or "")


def _ranking(criteria: Criteria, findings: Findings) -> tuple[RankedIndicator, ...]:
    weak = {standing.figure: standing for standing in findings.standings if standing.weak}
    return tuple(
        RankedIndicator(
            rank=ranked.rank,
            figure=ranked.figure,
            name=figure_name(criteria, ranked.figure),
            score=score_text(ranked.shown),
            weak=ranked.figure in weak,
            why=_why(criteria, findings, weak[ranked.figure]) if ranked.figure in weak else None,
        )
        for ranked in findings.ranking
    )


def _why(criteria: Criteria, findings: Findings, standing: Standing) -> Text:
    """Why an indicator is to be improved though others below it may not be: held against the bar, and in its set."""
    among = figure_name(criteria, standing.among)
    below = Text(th=f"ต่ำกว่าเกณฑ์ {findings.weak_below} คะแนน", en=f"below the bar of {findings.weak_below}")
    least = Text(th=f"ต่ำที่สุดใน {among.th}", en=f"the lowest in {among.en}")
    told = [text for why, text in (("below-threshold", below), ("lowest-of-instrument", least)) if why in standing.why]
    return Text(th=" และ".join(text.th for text in told), en=" and ".join(text.en for text in told))


def _lowest(criteria: Criteria, findings: Findings) -> tuple[LowestItems, ...]:
    parts = (*criteria.instruments, *(part for part in criteria.part_ids() if part not in criteria.instruments))
    return tuple(
        LowestItems(
            name=figure_name(criteria, part),
            sentence=text_of(lowest.sentence),
            respondents_behind=_respondents_behind(lowest.figures),
        )
        for part in parts
        if (lowest := findings.lowest_of(part)) is not None
    )


def _respondents_behind(lows: tuple[Low, ...]) -> tuple[Text, ...]:
    return tuple(text_of(low.sentence) for low in lows if low.sentence is not None and not low.private)


def _changes(criteria: Criteria, findings: Findings) -> tuple[int | None, tuple[FigureChange, ...]]:
    """The year compared with, and the figures above items beside it."""
    compared = [change for change in findings.changes if not change.figure.small and change.difference is not None]
    return compared[0].since if compared else None, tuple(
        FigureChange(
            figure=change.figure,
            name=figure_name(criteria, change.figure),
            before=change.figures["before"].text,
            now=change.figures["now"].text,
            change=change.figures["change"].text,
            why_not=change.broken.why if change.broken and change.broken.known else None,
            unlinked=change.broken.why if change.broken and not change.broken.known else None,
        )
        for change in compared
    )


def _lost(criteria: Criteria, findings: Findings) -> tuple[LostPoints, ...]:
    return tuple(
        LostPoints(
            figure=loss.figure,
            name=item_name(criteria, criteria.items[loss.item]),
            score=score_text(loss.score),
            stake=score_text(half_up(loss.at_stake)) if loss.at_stake is not None else None,
            fitted=loss.fitted,
            to_show=tuple(
                f"{element.text} ({element.condition})" if element.condition else element.text
                for element in loss.elements
            ),
            advice=loss.recommendation.advice if loss.recommendation else (),
        )
        for loss in findings.losses
    )


def _by_topic(readings: Iterable[Reading]) -> tuple[tuple[Text, tuple[Text, ...]], ...]:
    """What is said of each topic, under one heading."""
    said: dict[Text, list[Text]] = {}
    for reading in readings:
        said.setdefault(reading.topic, []).append(text_of(reading.sentence))
    return tuple((topic, tuple(sentences)) for topic, sentences in said.items())


def _unread(findings: Findings) -> tuple[Text, ...]:
    """The topics of which nothing can be said, as too little is known: named once, in one line."""
    told = {reading.topic for reading in findings.readings if reading.kind != "unknown"}
    return tuple(dict.fromkeys(reading.topic for reading in findings.readings if reading.topic not in told))
