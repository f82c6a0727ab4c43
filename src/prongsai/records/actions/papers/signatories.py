"""Who signs for an agency is kept, changed and taken away; no line of the history holds a name."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from prongsai.records.actions.history import record, turnstile
from prongsai.records.models import Agency, AgencySignatory, Person
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import gone, witness


@dataclass(frozen=True, kw_only=True)
class Signing:
    """What is kept of who signs: see ``AgencySignatory``."""

    position: str
    name: str
    manner: str
    own_position: str
    starts: datetime.date
    ends: datetime.date | None = None


class SignatoryChanged(Exception):
    """Somebody else changed the row since it was opened; ``now`` is what stands there, None where it is gone."""

    def __init__(self, now: AgencySignatory | None) -> None:
        super().__init__("the signatory was changed meanwhile")
        self.now = now


class Overlapping(Exception):
    """Somebody else (``other``) signs for the position in the same manner in some of the same days."""

    def __init__(self, other: AgencySignatory) -> None:
        super().__init__("another signatory in the same days")
        self.other = other


@transaction.atomic
def keep_signatory(
    *,
    agency: Agency,
    pk: int | None,
    opened: str,
    signing: Signing,
    person: Person | None,
    now: datetime.datetime,
) -> AgencySignatory:
    """Who signs is kept: a new row, or the row ``pk`` as it stood when it was ``opened`` (its ``stamp``) changed.

    ``SignatoryChanged`` where that is no longer so; ``Overlapping`` where another signs in the same manner. The same
    again writes nothing."""
    turnstile(agency)
    row = _opened(agency, pk, opened) if pk is not None else AgencySignatory(agency=agency)
    clash = in_the_same_days(agency, signing, but=pk)
    for other in clash:
        if (other.manner, _plain(other.own_position)) == (signing.manner, _plain(signing.own_position)):
            raise Overlapping(other)
    before = vars(signing) if pk is None else {name: getattr(row, name) for name in vars(signing)}
    if pk is not None and before == vars(signing):
        return row
    for name, value in vars(signing).items():
        setattr(row, name, value)
    row.changed_at, row.changed_by = now, person
    row.save()
    record(
        agency=agency,
        person=person,
        action="keep-signatory",
        about=row.position,
        detail=_detail(signing),
        witnessed=[witness(row)],
        now=now,
    )
    return row


@transaction.atomic
def remove_signatory(*, agency: Agency, pk: int, opened: str, person: Person | None, now: datetime.datetime) -> None:
    """Who signs is taken away with the name. ``SignatoryChanged`` as ``keep_signatory``."""
    turnstile(agency)
    row = _opened(agency, pk, opened)
    told = gone(row)
    row.delete()
    record(agency=agency, person=person, action="remove-signatory", about=row.position, witnessed=[told], now=now)


def in_the_same_days(agency: Agency, signing: Signing, *, but: int | None = None) -> list[AgencySignatory]:
    """The other rows of an agency for the same position of which some days are the same."""
    rows = AgencySignatory.objects.within(SYSTEM).filter(agency=agency)
    rows = rows.filter(Q(ends=None) | Q(ends__gte=signing.starts))
    if signing.ends is not None:
        rows = rows.filter(starts__lte=signing.ends)
    # The same position may be written with other spaces.
    return [row for row in rows if row.pk != but and _plain(row.position) == _plain(signing.position)]


def stamp(row: AgencySignatory | None) -> str:
    """What tells one state of a row from another."""
    return row.changed_at.astimezone(datetime.UTC).isoformat() if row else ""


def _opened(agency: Agency, pk: int, opened: str) -> AgencySignatory:
    row: AgencySignatory | None = AgencySignatory.objects.within(SYSTEM).filter(agency=agency, pk=pk).first()
    if row is None or stamp(row) != opened:
        raise SignatoryChanged(row)
    return row


def _plain(text: str) -> str:
    return "".join(text.split())


def _detail(signing: Signing) -> dict[str, str | None]:
    days = {"starts": signing.starts.isoformat(), "ends": signing.ends.isoformat() if signing.ends else None}
    return {"signs_as": signing.manner, "own_position": signing.own_position, **days}
