"""All that a document is made from, gathered once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from prongsai.analyze.contradictions import Contradiction
from prongsai.analyze.findings import Findings
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts
from prongsai.collect.papers import Document, Memo
from prongsai.criteria.shapes import Criteria
from prongsai.improve.plan import Plan
from prongsai.improve.proposals import Proposal
from prongsai.publish.report import Digits


@dataclass(frozen=True, slots=True)
class Dossier:
    """One agency's year, assessed and analysed, with the words of its documents.

    ``texts`` are blocks of text that the agency wrote itself, by part; they come before what the product would say.
    """

    criteria: Criteria
    facts: Facts
    scorecard: Scorecard
    findings: Findings
    contradictions: tuple[Contradiction, ...] = ()
    plan: Plan | None = None
    proposals: tuple[Proposal, ...] = ()
    document: Document | None = None
    memo: Memo | None = None
    digits: Digits = "arabic"
    texts: Mapping[str, str] = field(default_factory=dict)
    next_criteria: Criteria | None = None  # the edition of the plan's year, where it is another one and known

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
