"""From a round to all that its documents are made from."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

from prongsai.analyze.findings import Findings, find
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Published
from prongsai.criteria.editions import default_edition, edition, editions
from prongsai.criteria.shapes import Criteria
from prongsai.flow.by_file.check import contradicted, disclosure_ends
from prongsai.flow.by_file.score import assessed
from prongsai.improve.proposals import Proposal, propose
from prongsai.publish.assemble.assemble import profiles
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.report import Digits
from prongsai.roundfile.round import Round
from prongsai.screens.year import Year


def dossier_of(one: Round, digits: Digits = "arabic", known: tuple[Criteria, Scorecard] | None = None) -> Dossier:
    """A round assessed, analysed and checked, with proposals for its plan's year (else the year after).

    ``known``: edition and scorecard, where it was assessed already, as by an edition that was stored.
    """
    criteria, scorecard = known or assessed(one)
    findings = findings_of(one, criteria, scorecard)
    year = one.plan.year if one.plan is not None else one.facts.year + 1
    later = default_edition(year)
    return Dossier(
        criteria=criteria,
        facts=one.facts,
        scorecard=scorecard,
        findings=findings,
        contradictions=contradicted(one, criteria, scorecard),
        plan=one.plan,
        proposals=_proposed(one, criteria, findings, year),
        document=one.document,
        memo=one.memo,
        digits=digits,
        next_criteria=edition(later) if later != criteria.id and later in editions() else None,
    )


def findings_of(one: Round, criteria: Criteria, scorecard: Scorecard) -> Findings:
    """The findings of a round; what is weak is held against the bar of its profile where that has one."""
    past: dict[int, tuple[Criteria | None, Published]] = {
        year: (edition(each.criteria) if each.criteria in editions() else None, each.published)
        for year, each in one.facts.history.items()
    }
    profile = profiles().get(one.document.profile or "") if one.document else None
    threshold = profile.options.get("strengths", {}).get("threshold") if profile else None
    return find(
        criteria, one.facts, scorecard, past=past, weak_below=Decimal(threshold) if threshold is not None else None
    )


def findings_since(year: Year, since: int) -> Findings | None:
    """The findings of a year with ``since`` as the latest earlier one; None where that year is not known."""
    if year.file is None or year.scorecard is None or year.findings is None or since not in year.file.facts.history:
        return None
    if since == max(year.file.facts.history):
        return year.findings
    history = {past: published for past, published in year.file.facts.history.items() if past <= since}
    shorter = dataclasses.replace(year.file, facts=dataclasses.replace(year.file.facts, history=history))
    return findings_of(shorter, year.criteria, year.scorecard)


def _proposed(one: Round, criteria: Criteria, findings: Findings, year: int) -> tuple[Proposal, ...]:
    form = one.plan.form if one.plan is not None and one.plan.form in criteria.forms else None
    if form is None:
        # Measures that are not planned yet are filed under issues where the edition's forms have them.
        form = next((each.id for each in criteria.forms.values() if each.issues), None)
    return propose(criteria, findings, plan_year=year, form=form, disclosure_ends=disclosure_ends(year))
