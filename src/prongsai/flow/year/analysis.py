"""What a year's numbers say, for the screen: findings, the document's contradictions, measures that could follow."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prongsai.analyze.claims import Contradiction
from prongsai.analyze.finding.disclosure import regained
from prongsai.analyze.finding.strengths import Low
from prongsai.analyze.sentences import Sentence, score_text
from prongsai.criteria.names import figure_name, item_name
from prongsai.flow.year.stored import Year, year
from prongsai.improve.proposals import Proposal
from prongsai.language.exact import half_up
from prongsai.language.text import Text
from prongsai.records.models import Agency
from prongsai.records.scope import Scope


@dataclass(frozen=True)
class Placed:
    """An indicator in the ranking, with its score as text, and whether it is weak."""

    rank: int
    figure: str
    name: Text
    score: str
    weak: bool
    sentence: Text | None


@dataclass(frozen=True)
class Fewest:
    """The lowest items of an instrument or part; those that rest on one answer are not named."""

    name: Text
    sentence: Text
    behind: tuple[Text, ...]


@dataclass(frozen=True)
class Moved:
    """A figure beside the year before."""

    figure: str
    name: Text
    before: str
    now: str
    change: str
    why_not: Text | None
    sentence: Text


@dataclass(frozen=True)
class Lost:
    """An OIT item without the full mark: what to publish, and the points of the total at stake (None: not known)."""

    figure: str
    name: Text
    score: str
    stake: str | None
    fitted: bool
    to_show: tuple[str, ...]
    issue: str | None
    advice: tuple[str, ...]
    sentence: Text


@dataclass(frozen=True)
class Analysis:
    """Everything that the analysis page shows; ``weak_below`` is the bar in points."""

    found: Year
    weak_below: str
    level: tuple[Text, ...]
    ranking: tuple[Placed, ...]
    strengths: tuple[Text, ...]
    weaknesses: tuple[Text, ...]
    lowest: tuple[Fewest, ...]
    since: int | None
    changes: tuple[Moved, ...]
    readings: tuple[tuple[Text, Text], ...]
    gaps: tuple[Text, ...]
    gap_instrument: Text | None
    lost: tuple[Lost, ...]
    regained: Text | None
    contradictions: tuple[Contradiction, ...]
    proposals: tuple[Proposal, ...]
    caveats: tuple[Text, ...]


def analysis(scope: Scope, agency: Agency, which: int, today: datetime.date) -> Analysis | None:
    """The analysis of a year; None where there is no such round. A year without results has empty parts."""
    found = year(scope, agency, which, today)
    if found is None:
        return None
    if found.findings is None or found.dossier is None:
        return Analysis(found, "", (), (), (), (), (), None, (), (), (), None, (), None, (), (), ())
    findings, criteria = found.findings, found.criteria
    standing = {each.figure: each for each in findings.standings}
    wide = [each for each in findings.changes if not each.figure.small]
    compared = [each for each in wide if each.difference is not None]
    parts = (*criteria.instruments, *(part for part in criteria.part_ids() if part not in criteria.instruments))
    return Analysis(
        found=found,
        weak_below=str(findings.weak_below),
        level=tuple(map(_said, findings.level.sentences)) if findings.level else (),
        ranking=tuple(
            Placed(
                each.rank,
                each.figure,
                figure_name(criteria, each.figure),
                score_text(each.shown),
                each.figure in standing and standing[each.figure].weak,
                _said(standing[each.figure].sentence) if each.figure in standing else None,
            )
            for each in findings.ranking
        ),
        strengths=tuple(_said(each.sentence) for each in findings.strengths),
        weaknesses=tuple(_said(each.sentence) for each in findings.weaknesses),
        lowest=tuple(
            Fewest(figure_name(criteria, part), _said(low.sentence), _behind(low.figures))
            for part in parts
            if (low := findings.lowest_of(part)) is not None
        ),
        since=compared[0].since if compared else None,
        changes=tuple(
            Moved(
                each.figure,
                figure_name(criteria, each.figure),
                each.figures["before"].text,
                each.figures["now"].text,
                each.figures["change"].text,
                each.broken.why if each.broken else None,
                _said(each.sentence),
            )
            for each in compared
        ),
        readings=tuple((each.topic, _said(each.sentence)) for each in findings.readings),
        gaps=tuple(
            _said(each.sentence) for each in findings.part_gaps if each.apart or each.figure in criteria.instruments
        ),
        gap_instrument=_parted(found),
        lost=tuple(
            Lost(
                each.figure,
                item_name(criteria, criteria.items[each.item]),
                score_text(each.score),
                score_text(half_up(each.at_stake)) if each.at_stake is not None else None,
                each.fitted,
                tuple(element.text for element in each.elements),
                each.recommendation.issue if each.recommendation else None,
                each.recommendation.advice if each.recommendation else (),
                _said(each.sentence),
            )
            for each in findings.losses
        ),
        regained=_said(together) if (together := regained(findings.losses)) else None,
        contradictions=found.contradictions,
        proposals=found.dossier.proposals,
        caveats=tuple(_said(each.sentence) for each in findings.caveats),
    )


def _said(sentence: Sentence) -> Text:
    return Text(th=sentence.say("th"), en=sentence.say("en"))


def _behind(lows: tuple[Low, ...]) -> tuple[Text, ...]:
    return tuple(_said(each.sentence) for each in lows if each.sentence is not None and not each.private)


def _parted(found: Year) -> Text | None:
    many = [each for each in found.criteria.instruments.values() if len(each.parts) > 1]
    return many[0].short if many else None
