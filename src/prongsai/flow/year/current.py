"""What counts now of an agency's year, as it was stored: nothing is validated or scored to answer that."""

from __future__ import annotations

from dataclasses import dataclass

from prongsai.criteria.shapes import Criteria
from prongsai.flow.year.stored import stored_criteria
from prongsai.records.models import Agency, AgencyRound, Result
from prongsai.records.scope import Scope


@dataclass(frozen=True)
class Current:
    """A round with its newest result, None where it has none yet, and the edition that was stored with it."""

    round: AgencyRound
    result: Result | None
    criteria: Criteria


def current(scope: Scope, agency: Agency, which: int | None) -> Current | None:
    """What counts now of an agency's year, the newest where none is named; None where there is no such round."""
    rounds = AgencyRound.objects.within(scope).filter(agency=agency).order_by("-year")
    if which is not None:
        rounds = rounds.filter(year=which)
    kept: AgencyRound | None = rounds.select_related(
        "edition", "current", "current__edition", "current__made_by"
    ).first()
    if kept is None:
        return None
    edition = kept.current.edition if kept.current is not None else kept.edition
    return Current(kept, kept.current, stored_criteria(edition.checksum))
