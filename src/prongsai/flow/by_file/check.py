"""What documents and plans of round files say that their own numbers contradict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from prongsai.analyze.claims import Contradiction, Unjudged
from prongsai.analyze.contradictions import contradictions
from prongsai.analyze.history import score_past
from prongsai.analyze.judging.announced import announced_contradictions
from prongsai.analyze.judging.unjudged import unjudged
from prongsai.analyze.unread import unread
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.deadlines import DISCLOSURE, Calendars
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Refused
from prongsai.flow.by_file.rounds import read_rounds
from prongsai.flow.by_file.score import assessed
from prongsai.flow.rules import known
from prongsai.flow.rules.deadlines import NO_ROUNDS, deadline
from prongsai.improve.plan import lines_of
from prongsai.improve.plan_checks import plan_contradictions
from prongsai.improve.plan_notes import lowest_left_out
from prongsai.proofread.numbers_read import Number
from prongsai.roundfile.round import Round

__all__ = ["Checked", "Contradiction", "Read", "check_files", "checked", "contradicted", "noted"]


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a document: how many numbers stand in it, those that were held against no figure, and the pages
    that are pictures, of which nothing was read."""

    numbers: int
    unread: tuple[Number, ...] = ()
    pictures: tuple[int, ...] = ()

    @property
    def compared(self) -> int:
        """How many numbers were held against the round's figures."""
        return self.numbers - len(self.unread)


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong in one round, or in one finished ``document`` (its name) beside it, and what was ``read`` of it.

    Of a round also ``notes``, which are no contradictions, and the claims that were held against nothing.
    """

    agency: str
    year: int
    findings: tuple[Contradiction, ...]
    document: str | None = None
    read: Read | None = None
    notes: tuple[Contradiction, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()


def check_files(paths: Iterable[Path], criteria: str | None = None) -> list[Checked]:
    """Every round of the files, in their order. Raises one ``Refused`` with every problem of every file."""
    rounds = read_rounds(paths, criteria=criteria)
    return [_checked(each) for each in rounds]


def _checked(one: Round) -> Checked:
    criteria, scorecard = assessed(one)
    findings = contradicted(one, criteria, scorecard)
    left = unjudged(criteria, one.facts, scorecard, one.claims)
    return Checked(
        one.facts.agency.name, one.facts.year, findings, notes=noted(one, criteria, scorecard), unjudged=left
    )


def noted(one: Round, criteria: Criteria, scorecard: Scorecard) -> tuple[Contradiction, ...]:
    """What is worth a second look and is no contradiction: advice and measures that leave out the lowest."""
    sections = one.document.sections if one.document is not None else ()
    advice = [(section.heading or "", section.text or "") for section in sections if section.part == "advice"]
    return lowest_left_out(criteria, one.facts, scorecard, advice, one.plan)


def checked(one: Round) -> tuple[Contradiction, ...]:
    """Every contradiction of a round: published figures, tables, claims, then the plan."""
    criteria, scorecard = assessed(one)
    return contradicted(one, criteria, scorecard)


def contradicted(
    one: Round, criteria: Criteria, scorecard: Scorecard, own: Calendars = NO_ROUNDS
) -> tuple[Contradiction, ...]:
    """As ``checked``, for a round that is assessed already; ``own``: the calendars of the agency's rounds."""
    found = contradictions(criteria, one.facts, scorecard, one.claims)
    found += tuple(_of_history(one))
    found += tuple(unread(_texts(one)))
    if one.plan is None:
        return found
    # An item filed elsewhere may be both a claim of the document and a row of the plan; it is one mistake.
    filed = {figure for each in found if each.kind == "filed" for figure in each.figures}
    plan = plan_contradictions(criteria, scorecard, one.plan, deadline(DISCLOSURE, one.plan.year, criteria.id, own))
    return found + tuple(each for each in plan if each.kind != "filed" or filed.isdisjoint(each.figures))


def _of_history(one: Round) -> Iterator[Contradiction]:
    """Levels and figures of earlier years that their own figures do not give, or that their year does not have."""
    for year, past in sorted(one.facts.history.items(), reverse=True):
        try:
            criteria = known.edition(past.criteria) if past.criteria is not None else None
        except Refused:
            criteria = None  # a year whose rules are not here is compared with nothing
        if criteria is not None:
            card = score_past(year, criteria, past.published)
            yield from announced_contradictions(criteria, card, f"history.{year}.published")


def _texts(one: Round) -> Iterator[tuple[str, str]]:
    """Everything that somebody wrote in words, with where it stands in the file."""
    document, memo = one.document, one.memo
    for number, section in enumerate(document.sections if document is not None else (), 1):
        yield f"document.sections.{number}: {section.heading or section.part}", section.text or ""
    if memo is not None:
        yield "memo", "\n".join((memo.subject, memo.to, memo.closing or "", *memo.attachments))
        for part in memo.parts:
            yield f"memo: {part.heading}", part.text
    for number, row in enumerate(one.plan.rows if one.plan is not None else (), 1):
        steps = [text for step in row.steps for text in (step.heading, step.text, step.result, step.suggestion)]
        told = (*lines_of(row.measures), *lines_of(row.analysis), *row.success, *steps, *row.result, *row.suggestion)
        rest = (row.follow_up, row.evidence, row.period.text if row.period is not None else None)
        yield f"plan.rows.{number}", "\n".join(text for text in (*told, *rest) if text)
