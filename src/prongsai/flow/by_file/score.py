"""From rounds to scorecards."""

from __future__ import annotations

from prongsai.assess.score import score
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.editions import edition
from prongsai.criteria.shapes import Criteria
from prongsai.roundfile.round import Round


def assessed(one: Round) -> tuple[Criteria, Scorecard]:
    """The edition of a round, and its scorecard. Raises ``Refused`` for an edition that is not there."""
    criteria = edition(one.facts.criteria)
    return criteria, score(criteria, one.facts)
