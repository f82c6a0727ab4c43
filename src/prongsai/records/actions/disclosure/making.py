"""The rows of a year's board when the year is opened, and when its edition asks for something new."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from prongsai.records.models import AgencyRound, OitItem, Person
from prongsai.records.witness import Witness, witness


def make_rows(
    round: AgencyRound, items: Iterable[str], *, person: Person | None, now: datetime.datetime
) -> list[Witness]:
    """A row for each disclosure item, to do and of nobody, in the transaction of the change that asks for them; what
    its line is witness to."""
    now = now.replace(microsecond=now.microsecond // 1000 * 1000)
    made = [
        OitItem(agency_id=round.agency_id, round=round, item=item, changed_at=now, changed_by=person) for item in items
    ]
    return [witness(row) for row in OitItem.objects.bulk_create(made)]
