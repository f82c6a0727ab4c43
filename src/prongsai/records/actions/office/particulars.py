"""What an agency says of itself is kept: its kind and place, its web sites, how many work there and come to it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, fields, replace

from django.db import transaction

from prongsai.criteria.canonical import checksum
from prongsai.records.actions.history import record, turnstile
from prongsai.records.models import Agency, AgencyParticulars, Person
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import witness


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is kept of an agency: see ``Agency`` and ``AgencyParticulars``."""

    kind: str = ""
    size: str = ""
    province: str = ""
    district: str = ""
    domains: tuple[str, ...] = ()
    staff: int | None = None
    staff_on: datetime.date | None = None
    visitors: int | None = None


class AgencySaidOtherwise(Exception):
    """Somebody else changed it since it was opened."""


def said_of(agency: Agency) -> tuple[Said, AgencyParticulars | None]:
    """What is kept now, with the row that says who changed it when; None where nobody did yet."""
    held: Agency = Agency.objects.within(SYSTEM).get(pk=agency.pk)
    rows = AgencyParticulars.objects.within(SYSTEM).select_related("changed_by")
    more: AgencyParticulars | None = rows.filter(agency=agency).first()
    said = Said(kind=held.kind, size=held.size, province=held.province, district=held.district)
    if more is None:
        return said, None
    domains = tuple(more.domains)
    return replace(said, domains=domains, staff=more.staff, staff_on=more.staff_on, visitors=more.visitors), more


_OF_AGENCY = ("kind", "size", "province", "district")


def stamp(said: Said) -> str:
    """What tells one state from another."""
    return checksum({each.name: str(getattr(said, each.name)) for each in fields(said)})


@transaction.atomic
def keep_particulars(*, agency: Agency, opened: str, said: Said, person: Person | None, now: datetime.datetime) -> bool:
    """Keeps what is said of an agency as it stood when it was ``opened`` (its ``stamp``); whether anything changed.

    ``AgencySaidOtherwise`` where somebody changed it meanwhile. The same again writes nothing.
    """
    turnstile(agency)
    before, more = said_of(agency)
    if stamp(before) != opened:
        raise AgencySaidOtherwise
    if before == said:
        return False
    held: Agency = Agency.objects.within(SYSTEM).get(pk=agency.pk)
    for name in _OF_AGENCY:
        setattr(held, name, getattr(said, name))
    held.save()
    row = more or AgencyParticulars(agency=held)
    row.domains = list(said.domains)
    row.staff, row.staff_on, row.visitors = said.staff, said.staff_on, said.visitors
    row.changed_at, row.changed_by = now, person
    row.save()
    changed = [each.name for each in fields(said) if getattr(before, each.name) != getattr(said, each.name)]
    rows = [witness(held), witness(row)]
    record(agency=agency, person=person, action="edit-agency", detail={"fields": changed}, witnessed=rows, now=now)
    return True
