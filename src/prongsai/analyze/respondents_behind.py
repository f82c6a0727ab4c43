"""How many respondents are behind a lost point: one person's answer is never the subject of advice."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil

from prongsai.analyze.bars import bars
from prongsai.assess.scorecard import Scorecard
from prongsai.assess.shares import unique_counts
from prongsai.collect.facts import Answers, Facts
from prongsai.criteria.figure_id import FigureId, item_figure
from prongsai.criteria.shapes import Criteria, Question

# Grounds: “One respondent is not a finding”. A public text that points at one answer starts a hunt for its author.
FEWEST_BEHIND = 2
# Half a unit of a score with two decimals: the least that a printed score may hide.
_HIDDEN = Fraction(1, 200)


@dataclass(frozen=True, slots=True)
class Behind:
    """Respondents who chose less than the full score: exactly ``least`` where ``exact``, else at least so many.

    ``respondents``: of how many, None where not known. ``inside``: asked of the agency's own people.
    """

    least: int
    exact: bool
    respondents: int | None
    inside: bool = field(default=False, compare=False)

    @property
    def private(self) -> bool:
        """Whether what was lost rests, or may rest, on one respondent."""
        return 0 < self.least < FEWEST_BEHIND

    @property
    def few(self) -> bool:
        """Whether a text may show the score alone, not what was answered: too few may be behind what was lost.

        Fewer than five anywhere, or fewer than thirty who answered inside (grounds: “One respondent is not a finding”).
        """
        if self.least == 0:
            return False
        known = self.inside and self.respondents is not None
        return self.least < bars().fewest_behind or (known and (self.respondents or 0) < bars().fewest_answers)


def behind_item(criteria: Criteria, facts: Facts, scorecard: Scorecard, figure: str) -> Behind | None:
    """The respondents behind what a survey item lost; None for disclosure items and where nothing is known.

    Of an item with sub-questions the largest number of one sub-question counts: who they are together is not known.
    """
    own = FigureId(figure)
    asked = criteria.instrument_of_part(own.part or "")
    if asked.kind != "survey":
        return None
    found = _behind(criteria, facts, scorecard, own)
    return replace(found, inside=asked.id == inside(criteria)) if found is not None else None


def inside(criteria: Criteria) -> str:
    """The instrument that is asked inside: the first survey (grounds: “Inside and outside”); empty for none."""
    return next((asked.id for asked in criteria.instruments.values() if asked.kind == "survey"), "")


def _behind(criteria: Criteria, facts: Facts, scorecard: Scorecard, own: FigureId) -> Behind | None:
    figure, part = own, own.part or ""
    shown = scorecard.figures[figure].shown if figure in scorecard.figures else None
    answers = facts.answers.get(part)
    people = answers.respondents if answers else None
    item = criteria.items[own.number]
    questions = (item.question,) if item.question is not None else item.sub_questions
    given = (answers.items or {}) if answers else {}
    of_questions = [
        _behind_answers(given[question.id], question, people)
        for question in questions
        if question is not None and question.id in given
    ]
    known = [behind for behind in of_questions if behind is not None]
    if known and len(known) == len(questions):
        most = max(known, key=lambda behind: behind.least)
        return Behind(most.least, most.exact and len(known) == 1, most.respondents)
    if shown is None:
        return None
    return _behind_score(shown, people)


def _behind_answers(answers: Answers, question: Question, people: int | None) -> Behind | None:
    if question.scale is None:
        return None
    full = {at for at, points in enumerate(question.scale.points) if points == max(question.scale.points)}
    counts = answers.counts
    if counts is None and answers.shares is not None and people:
        counts = unique_counts(answers.shares, people)
        if counts is None:
            # Each printed share may be off by a unit of its last digit.
            lost = sum(share for at, share in enumerate(answers.shares) if at not in full)
            least = max(0, ceil(Fraction(lost) * people / 100 - Fraction(people * len(answers.shares), 10_000)))
            return Behind(max(least, 1) if lost else 0, False, people)
    if counts is None:
        return None
    return Behind(sum(count for at, count in enumerate(counts) if at not in full), True, sum(counts))


def _behind_score(shown: Decimal, people: int | None) -> Behind | None:
    if shown >= 100:
        return Behind(0, True, people)
    if people is None:
        return None
    # The fewest who can have lost so much: everyone of them lost everything.
    return Behind(max(1, ceil((100 - Fraction(shown) - _HIDDEN) * people / 100)), False, people)


def behind_indicator(criteria: Criteria, facts: Facts, scorecard: Scorecard, figure: str) -> Behind | None:
    """The same for an indicator (``ind:6``, ``ind:6@EIT1``): the largest number of one item in a part, parts added up.

    None where an item is not known, unless those that are known already make at least two.
    """
    own = FigureId(figure)
    indicator = criteria.indicators[own.number]
    instrument = criteria.instruments[indicator.instrument]
    if instrument.kind != "survey":
        return None
    least, unknown, people = 0, False, 0
    for part in [own.part] if own.part else [own_part.id for own_part in instrument.parts]:
        of_items = [behind_item(criteria, facts, scorecard, item_figure(part, item)) for item in indicator.items]
        known = [behind for behind in of_items if behind is not None]
        unknown = unknown or len(known) < len(of_items)
        least += max((behind.least for behind in known), default=0)
        people += next((behind.respondents for behind in known if behind.respondents is not None), 0)
    if unknown and least < FEWEST_BEHIND:
        return None
    return Behind(least, least == 0 and not unknown, people or None)
