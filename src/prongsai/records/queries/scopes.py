"""The scope of a person: their grants of a day."""

from __future__ import annotations

import datetime

from prongsai.records.models import Grant, Person
from prongsai.records.roles import is_role
from prongsai.records.scope import SYSTEM, Holding, Scope


def scope_of(person: Person, today: datetime.date) -> Scope:
    """The scope of a person on a day: grants that have begun and not ended. A role that is not known gives nothing."""
    grants = Grant.objects.within(SYSTEM).filter(person=person, starts__lte=today).exclude(ends__lt=today)
    holdings = []
    for grant in grants:
        if not is_role(grant.role):
            continue
        if grant.agency_id is not None:
            holdings.append(Holding(grant.role, agency=grant.agency_id))
        elif grant.area_kind == "all":
            holdings.append(Holding(grant.role, everywhere=True))
        elif grant.area_kind and grant.area:
            holdings.append(Holding(grant.role, area=(grant.area_kind, grant.area)))
    return Scope(person.pk, tuple(holdings))
