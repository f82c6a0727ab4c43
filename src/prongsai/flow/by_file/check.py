"""What documents and plans of round files say that their own numbers contradict."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from prongsai.analyze.claims import Contradiction
from prongsai.analyze.contradictions import contradictions
from prongsai.analyze.unread import unread
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.editions import default_edition, family, same_body
from prongsai.criteria.shapes import Criteria
from prongsai.flow.by_file.rounds import read_rounds
from prongsai.flow.by_file.score import assessed
from prongsai.flow.rules import known
from prongsai.improve.plan import lines_of
from prongsai.improve.plan_checks import plan_contradictions
from prongsai.language.calendar import same_day
from prongsai.proofread.numbers_read import Number
from prongsai.roundfile.round import Round

__all__ = ["Checked", "Contradiction", "Read", "check_files", "checked", "contradicted", "disclosure_ends"]


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
    """What is wrong in one round, or in one finished ``document`` (its name) beside it, and what was ``read`` of it."""

    agency: str
    year: int
    findings: tuple[Contradiction, ...]
    document: str | None = None
    read: Read | None = None


def check_files(paths: Iterable[Path], criteria: str | None = None) -> list[Checked]:
    """Every round of the files, in their order. Raises one ``Refused`` with every problem of every file."""
    rounds = read_rounds(paths, criteria=criteria)
    return [Checked(each.facts.agency.name, each.facts.year, checked(each)) for each in rounds]


def checked(one: Round) -> tuple[Contradiction, ...]:
    """Every contradiction of a round: published figures, tables, claims, then the plan."""
    criteria, scorecard = assessed(one)
    return contradicted(one, criteria, scorecard)


def contradicted(one: Round, criteria: Criteria, scorecard: Scorecard) -> tuple[Contradiction, ...]:
    """As ``checked``, for a round that is assessed already."""
    found = contradictions(criteria, one.facts, scorecard, one.claims)
    found += tuple(unread(_texts(one)))
    if one.plan is None:
        return found
    # An item filed elsewhere may be both a claim of the document and a row of the plan; it is one mistake.
    filed = {figure for each in found if each.kind == "filed" for figure in each.figures}
    plan = plan_contradictions(criteria, scorecard, one.plan, disclosure_ends(one.plan.year, criteria.id))
    return found + tuple(each for each in plan if each.kind != "filed" or filed.isdisjoint(each.figures))


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


def disclosure_ends(year: int, by: str = default_edition(2568)) -> datetime.date | None:
    """The last day on which disclosure items of fiscal year ``year`` are filed; None where nothing is known.

    ``by``: an edition of the body that assesses. The year's own calendar where it says so, else the day and month of
    the latest earlier year that is known.
    """
    own = [name for name in known.editions() if family(name) == family(by)]
    for name in sorted(own, reverse=True):
        if name > same_body(by, year):
            continue
        of, phases = known.calendar(name)
        for phase in phases:
            if phase.id == "disclosure" and phase.ends is not None:
                return same_day(phase.ends, year - of)
    return None
