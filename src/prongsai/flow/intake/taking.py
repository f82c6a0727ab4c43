"""A round that was read is scored once, by its edition, and what that gave is handed to what remembers it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from prongsai.assess.scorecard import Scorecard
from prongsai.assess.scorecard_json import to_json
from prongsai.collect.whose import Known
from prongsai.criteria.shapes import Criteria
from prongsai.flow.by_file.score import assessed
from prongsai.flow.rules import known
from prongsai.flow.year.stored import newest_stored
from prongsai.records.actions.results import Taken, add_agency, agency_in, take_result
from prongsai.records.models import Agency, Person
from prongsai.roundfile.round import Round
from prongsai.roundfile.write import to_data


@dataclass(frozen=True)
class ScoredRound:
    """A round with its edition and its scorecard."""

    round: Round
    criteria: Criteria
    scorecard: Scorecard

    @property
    def year(self) -> int:
        """The fiscal year (Buddhist era)."""
        return self.criteria.year

    @cached_property
    def file(self) -> dict[str, Any]:
        """The round as data (``prongsai/round@1``)."""
        return to_data(self.round)

    @cached_property
    def figures(self) -> dict[str, Any]:
        """The scorecard as data (``prongsai/scorecard@1``)."""
        return to_json(self.scorecard, self.criteria)


def scored_round(round: Round) -> ScoredRound:
    """A round scored by its edition. Raises ``Refused`` for an edition that is not there."""
    return ScoredRound(round, *assessed(round, newest_stored))


def agency_of(round: Round, *, person: Person | None, now: datetime.datetime) -> Agency:
    """The agency that a round is about: by code, else by its exact name and province; made where it is new."""
    return agency_in(to_data(round)["agency"], person=person, now=now)


def new_agency_of(round: Round, *, person: Person | None, now: datetime.datetime) -> Agency:
    """The agency that a round is about, made anew."""
    return add_agency(to_data(round)["agency"], person=person, now=now)


def known_of(agency: Agency) -> Known:
    """An agency as files are held against it."""
    return Known(agency.code, agency.name, agency.province, agency.district)


def take_round(
    *, agency: Agency, one: Round, person: Person | None, basis: str, why: str, now: datetime.datetime
) -> Taken:
    """A round becomes the newest version of its agency's year. The same round again changes nothing."""
    made = scored_round(one)
    return take_result(
        agency=agency,
        criteria=made.criteria,
        file=made.file,
        scorecard=made.figures,
        rules=known.files_of(made.criteria),
        person=person,
        basis=basis,
        why=why,
        now=now,
    )
