"""The scope of a person: their grants of a day."""

from __future__ import annotations

import datetime

from prongsai.records.models import Grant, Person
from prongsai.records.roles import is_role
from prongsai.records.scope import SYSTEM, Holding, Scope


def scope_of(person: Person, today: datetime.date) -> Scope:
    """The scope of a person on a day: grants that have begun and not ended. A role that is not known gives nothing."""
    grants = Grant.objects.within(SYSTEM).filter(person=person, starts__lte=today)
    # Asked for with each page: the four values only, and not in the order of names, which would read people as well.
    grants = grants.exclude(ends__lt=today).order_by("pk")
    holdings = []
    for role, agency, area_kind, area in grants.values_list("role", "agency_id", "area_kind", "area"):
        if not is_role(role):
            continue
        if agency is not None:
            holdings.append(Holding(role, agency=agency))
        elif area_kind == "all":
            holdings.append(Holding(role, everywhere=True))
        elif area_kind and area:
            holdings.append(Holding(role, area=(area_kind, area)))
    return Scope(person.pk, tuple(holdings))
