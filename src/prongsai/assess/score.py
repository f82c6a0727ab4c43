"""Criteria and facts to a scorecard: every figure of the edition, exact, published or computed."""

from __future__ import annotations

from prongsai.assess.computation import Computation, work
from prongsai.assess.differences import differences
from prongsai.assess.level import level
from prongsai.assess.notices import notices
from prongsai.assess.scorecard import Figure, Scorecard
from prongsai.collect.facts import Facts
from prongsai.criteria.shapes import Criteria


def score(criteria: Criteria, facts: Facts) -> Scorecard:
    """Every figure of the edition for one agency and year, the level, the differences and the warnings.

    A figure is computed only where each of its parts has a value: the published one, else the exact computed one,
    rounded where the edition rounds. What was published is shown; the computed figure is kept beside it.
    """
    return scorecard(work(criteria, facts))


def scorecard(done: Computation) -> Scorecard:
    """The scorecard of figures that were computed, where they are also to be explained."""
    criteria, facts = done.graph.criteria, done.facts
    figures: dict[str, Figure] = {name: done.figures[at] for name, at in done.graph.listed}
    reached, missed = level(done)
    return Scorecard(
        agency=facts.agency.name,
        year=facts.year,
        criteria=criteria.id,
        criteria_revision=criteria.revision,
        criteria_checksum=criteria.checksum,
        figures=figures,
        level=reached,
        differences=(*differences(done), *missed),
        warnings=notices(done),
    )
