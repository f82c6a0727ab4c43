"""Who holds which role, who was invited, and who looks in from above."""

from __future__ import annotations

import datetime

from django.db.models import Q

from prongsai.records.models import Agency, Grant, Invitation, Person
from prongsai.records.scope import SYSTEM, Scope


def grants_in(scope: Scope, agency: Agency, today: datetime.date) -> list[Grant]:
    """Roles in an agency that hold today or will, with the person and the unit."""
    grants = Grant.objects.within(scope).filter(agency=agency).exclude(ends__lt=today)
    return list(grants.select_related("person", "unit").order_by("person__name", "person", "starts", "pk"))


def grants_over(agency: Agency, today: datetime.date) -> list[Grant]:
    """Roles over an area that the agency is in: it may know who looks in."""
    place = Q(area_kind="all")
    if agency.province:
        place |= Q(area_kind="province", area=agency.province)
        if agency.district:
            place |= Q(area_kind="district", area=f"{agency.province}/{agency.district}")
    if agency.ministry:
        place |= Q(area_kind="ministry", area=agency.ministry)
    grants = Grant.objects.within(SYSTEM).filter(place, agency=None, starts__lte=today)
    return list(grants.exclude(ends__lt=today).select_related("person").order_by("role", "person__name", "pk"))


def grants_of(person: Person, today: datetime.date) -> list[Grant]:
    """A person's own roles that hold today or will."""
    grants = Grant.objects.within(SYSTEM).filter(person=person).exclude(ends__lt=today)
    return list(grants.select_related("agency", "unit").order_by("starts", "pk"))


def area_grants(today: datetime.date) -> list[Grant]:
    """All roles over areas that hold today or will; for those who hold everything."""
    grants = Grant.objects.within(SYSTEM).filter(agency=None).exclude(ends__lt=today)
    return list(grants.select_related("person").order_by("role", "person__name", "pk"))


def open_invitations(agency: Agency | None, now: datetime.datetime) -> list[Invitation]:
    """Invitations that can still be used."""
    waiting = Invitation.objects.within(SYSTEM).filter(agency=agency, used_at=None, expires_at__gt=now)
    return list(waiting.select_related("agency", "unit", "made_by").order_by("made_at", "pk"))
