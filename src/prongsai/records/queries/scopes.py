"""The scope of a person: their grants of a day, and the units that those reach."""

from __future__ import annotations

import datetime

from prongsai.records.models import Grant, Person
from prongsai.records.queries.units import reach, tree_of
from prongsai.records.roles import UNIT_ROLES, is_role
from prongsai.records.scope import SYSTEM, Holding, Scope


def scope_of(person: Person, today: datetime.date) -> Scope:
    """The scope of a person on a day: grants that have begun and not ended. A role that is not known gives nothing."""
    grants = Grant.objects.within(SYSTEM).filter(person=person, starts__lte=today)
    # Asked for with each page: the five values only, and not in the order of names, which would read people as well.
    grants = grants.exclude(ends__lt=today).order_by("pk")
    held = list(grants.values_list("role", "agency_id", "unit_id", "area_kind", "area"))
    tree = tree_of({agency for role, agency, unit, *_ in held if unit is not None and role in UNIT_ROLES})
    holdings = []
    for role, agency, unit, area_kind, area in held:
        if not is_role(role):
            continue
        if agency is not None:
            bound = unit is not None and role in UNIT_ROLES
            holdings.append(Holding(role, agency=agency, units=reach(tree, unit) if bound else None))
        elif area_kind == "all":
            holdings.append(Holding(role, everywhere=True))
        elif area_kind and area:
            holdings.append(Holding(role, area=(area_kind, area)))
    return Scope(person.pk, tuple(holdings))
