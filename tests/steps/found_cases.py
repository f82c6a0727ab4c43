"""Findings for tests: of the example agencies, and of facts built from little."""

from __future__ import annotations

import functools
from decimal import Decimal

from prongsai.analyze.findings import Findings, find
from prongsai.assess.score import score
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts, Published
from prongsai.criteria.editions import edition
from prongsai.criteria.shapes import Criteria
from prongsai.flow.by_file.examples import examples

Past = dict[int, tuple[Criteria | None, Published]]

NOW = edition("nacc-2568")


def past_of(facts: Facts) -> Past:
    return {
        year: (edition(past.criteria) if past.criteria else None, past.published)
        for year, past in facts.history.items()
    }


def found_in(
    criteria: Criteria, facts: Facts, past: Past | None = None, weak_below: str | None = None
) -> tuple[Scorecard, Findings]:
    card = score(criteria, facts)
    bar = None if weak_below is None else Decimal(weak_below)
    return card, find(criteria, facts, card, past=past or {}, weak_below=bar)


@functools.cache
def example(name: str, weak_below: str | None = None) -> tuple[Criteria, Facts, Scorecard, Findings]:
    facts = examples()[name].facts
    criteria = edition(facts.criteria)
    return criteria, facts, *found_in(criteria, facts, past_of(facts), weak_below)
