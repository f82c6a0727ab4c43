"""From a round to all that its documents are made from."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from prongsai.criteria.editions import same_body
from prongsai.criteria.shapes import Criteria
from prongsai.flow.rules.known import edition, editions
from prongsai.publish.assemble.dossier import Dossier, FromOutcome, Outcome
from prongsai.publish.report import Digits

if TYPE_CHECKING:
    from prongsai.analyze.claims import Contradiction, Unjudged
    from prongsai.analyze.findings import Findings
    from prongsai.assess.scorecard import Scorecard
    from prongsai.collect.facts import Published
    from prongsai.improve.proposals import Proposal
    from prongsai.roundfile.round import Round


def dossier_of(one: Round, digits: Digits = "arabic", known: tuple[Criteria, Scorecard] | None = None) -> Dossier:
    """A round with all that follows from it, and proposals for its plan's year (else the year after).

    ``known``: edition and scorecard, where it was assessed already, as by an edition that was stored. What is not known
    is worked out when a document asks for it.
    """
    criteria, scorecard = known or (edition(one.facts.criteria), None)
    return Dossier(
        criteria=criteria,
        facts=one.facts,
        outcome=_RoundOutcome(one, criteria, scorecard),
        plan=one.plan,
        document=one.document,
        memo=one.memo,
        digits=digits,
    )


@dataclass(frozen=True)
class _RoundOutcome:
    """The outcome of a round; the steps that work it out are loaded when they are needed."""

    round: Round
    criteria: Criteria
    known: Scorecard | None

    @cached_property
    def scorecard(self) -> Scorecard:
        """Every figure of the edition."""
        if self.known is not None:
            return self.known
        from prongsai.assess.score import score

        return score(self.criteria, self.round.facts)

    @cached_property
    def findings(self) -> Findings:
        """What the figures mean."""
        return findings_of(self.round, self.criteria, self.scorecard)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """What the agency's own document says and its numbers do not."""
        from prongsai.flow.by_file.check import contradicted

        return contradicted(self.round, self.criteria, self.scorecard)

    @cached_property
    def notes(self) -> tuple[Contradiction, ...]:
        """What is worth a second look and contradicts nothing."""
        from prongsai.flow.by_file.check import noted

        return noted(self.round, self.criteria, self.scorecard)

    @cached_property
    def unjudged(self) -> tuple[Unjudged, ...]:
        """Claims of the agency's own document that were held against no figure."""
        from prongsai.analyze.judging.unjudged import unjudged

        return unjudged(self.criteria, self.round.facts, self.scorecard, self.round.claims)

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """Measures for the plan's year, else the year after."""
        return _proposed(self.round, self.criteria, self.findings, self._plan_year)

    @cached_property
    def next_criteria(self) -> Criteria | None:
        """The edition of the plan's year, where it is another one and known."""
        later = same_body(self.criteria.id, self._plan_year)
        return edition(later) if later != self.criteria.id and later in editions() else None

    @property
    def _plan_year(self) -> int:
        return self.round.plan.year if self.round.plan is not None else self.round.facts.year + 1


@dataclass(frozen=True)
class _FoundInFacts(FromOutcome):
    """An outcome but for what was found in drafts: only what a file without them has is told."""

    outcome: Outcome
    without: Outcome

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """What was found in the file without the agency's own document."""
        return self.without.contradictions

    @property
    def notes(self) -> tuple[Contradiction, ...]:
        """What was noted of the assessor's points."""
        return self.without.notes

    @property
    def unjudged(self) -> tuple[Unjudged, ...]:
        """None: claims are of that document."""
        return self.without.unjudged


def dossier_without_drafts(dossier: Dossier, file: Round) -> Dossier:
    """A dossier without plan, document and memo, and with what is found in ``file``, which has none; its findings
    stay."""
    outcome = _FoundInFacts(dossier.outcome, _RoundOutcome(file, dossier.criteria, dossier.scorecard))
    return dataclasses.replace(dossier, outcome=outcome, plan=None, document=None, memo=None)


def findings_of(one: Round, criteria: Criteria, scorecard: Scorecard) -> Findings:
    """The findings of a round; what is weak is held against the bar of its profile where that has one."""
    from prongsai.analyze.findings import find
    from prongsai.publish.assemble.profiles import profiles

    past: dict[int, tuple[Criteria | None, Published]] = {
        year: (edition(told.criteria) if told.criteria in editions() else None, told.published)
        for year, told in one.facts.history.items()
    }
    profile = profiles().get(one.document.profile or "") if one.document else None
    threshold = profile.options.get("strengths", {}).get("threshold") if profile else None
    return find(
        criteria,
        one.facts,
        scorecard,
        past=past,
        weak_below=Decimal(threshold) if threshold is not None else None,
        edition=edition,
    )


def _proposed(one: Round, criteria: Criteria, findings: Findings, year: int) -> tuple[Proposal, ...]:
    from prongsai.flow.by_file.check import disclosure_ends
    from prongsai.improve.proposals import propose

    form = one.plan.form if one.plan is not None and one.plan.form in criteria.forms else None
    if form is None:
        # Measures that are not planned yet are filed under issues where the edition's forms have them.
        form = next((kept.id for kept in criteria.forms.values() if kept.issues), None)
    return propose(criteria, findings, plan_year=year, form=form, disclosure_ends=disclosure_ends(year, criteria.id))
