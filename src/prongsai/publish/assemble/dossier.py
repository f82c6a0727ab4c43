"""All that a document is made from, gathered once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from prongsai.collect.papers import CHOICES_INSIDE
from prongsai.criteria.figure_id import FigureId
from prongsai.publish.report import Digits, State

if TYPE_CHECKING:
    from prongsai.analyze.claims import Contradiction, Unjudged
    from prongsai.analyze.findings import Findings
    from prongsai.assess.scorecard import Scorecard
    from prongsai.collect.facts import Facts
    from prongsai.collect.papers import Document, Memo
    from prongsai.criteria.shapes import Criteria
    from prongsai.improve.plan import Plan
    from prongsai.improve.proposals import Proposal


class Outcome(Protocol):
    """What follows from the facts. Each is worked out when a document first asks for it: a memo asks for nothing."""

    @property
    def scorecard(self) -> Scorecard:
        """Every figure of the edition."""

    @property
    def findings(self) -> Findings:
        """What the figures mean."""

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """What the agency's own document says and its numbers do not."""

    @property
    def notes(self) -> tuple[Contradiction, ...]:
        """What is worth a second look and contradicts nothing: advice and measures that leave out the lowest."""

    @property
    def unjudged(self) -> tuple[Unjudged, ...]:
        """Claims of the agency's own document that were held against no figure."""

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """Measures that the findings suggest."""

    @property
    def next_criteria(self) -> Criteria | None:
        """The edition of the plan's year, where it is another one and known."""


class FromOutcome:
    """What has an outcome says what follows from the facts, as that outcome does."""

    __slots__ = ()
    outcome: Outcome

    @property
    def scorecard(self) -> Scorecard:
        """Every figure of the edition."""
        return self.outcome.scorecard

    @property
    def findings(self) -> Findings:
        """What the figures mean."""
        return self.outcome.findings

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """What the agency's own document says and its numbers do not."""
        return self.outcome.contradictions

    @property
    def notes(self) -> tuple[Contradiction, ...]:
        """What is worth a second look and contradicts nothing: advice and measures that leave out the lowest."""
        return self.outcome.notes

    @property
    def unjudged(self) -> tuple[Unjudged, ...]:
        """Claims of the agency's own document that were held against no figure."""
        return self.outcome.unjudged

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """Measures that the findings suggest."""
        return self.outcome.proposals

    @property
    def next_criteria(self) -> Criteria | None:
        """The edition of the plan's year, where it is another one and known."""
        return self.outcome.next_criteria


@dataclass(frozen=True, slots=True)
class Dossier(FromOutcome):
    """One agency's year with what follows from it, and the words of its documents.

    ``texts`` are blocks of text that the agency wrote itself, by part; they come before what the product would say.
    ``state`` is that of the document to be made; ``taken`` are the figures whose advice the agency took as its own, or
    ``all``.
    """

    criteria: Criteria
    facts: Facts
    outcome: Outcome
    plan: Plan | None = None
    document: Document | None = None
    memo: Memo | None = None
    digits: Digits = "arabic"
    texts: Mapping[str, str] = field(default_factory=dict)
    state: State | None = None
    taken: frozenset[str] = frozenset()

    @property
    def clean(self) -> bool:
        """Whether the document is one to be signed: the software says nothing in it in its own name."""
        return self.state in ("for-signature", "issued")

    def takes(self, *figures: str) -> bool:
        """Whether our advice on one of these figures may stand: always, but in what is signed only where the agency
        took it. An item's figure and the item itself are the same here."""
        if not self.clean or "all" in self.taken:
            return True
        taken = {FigureId(figure).item or figure for figure in self.taken}
        return any((FigureId(figure).item or figure) in taken for figure in figures)

    @property
    def shows_answers_inside(self) -> bool:
        """Whether the shares of each answer of the survey inside may stand: in what is signed only where asked for."""
        return not self.clean or (self.document is not None and CHOICES_INSIDE in self.document.publish)

    @property
    def agency(self) -> str:
        """The agency's name."""
        return self.facts.agency.name

    @property
    def place(self) -> str:
        """District and province, as far as known: ``อำเภอธัญบุรี จังหวัดปทุมธานี``."""
        agency = self.facts.agency
        district = f"อำเภอ{agency.district}" if agency.district else ""
        province = f"จังหวัด{agency.province}" if agency.province else ""
        return " ".join(part for part in (district, province) if part)
