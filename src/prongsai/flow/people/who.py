"""Who asks, and about which agency: rows that the web hands on to journeys, and of which it shows the names."""

from __future__ import annotations

import datetime

from prongsai.records.actions.tries import key_of_tries
from prongsai.records.models import Agency, Person
from prongsai.records.queries.scopes import scope_of
from prongsai.records.scope import NOBODY, Scope

__all__ = ["Agency", "Person", "agency_in", "has_account", "key_of_tries", "number_of", "scope_of_user"]


def scope_of_user(user: object, today: datetime.date) -> Scope:
    """The scope of whoever is signed in; nobody's for a stranger and for an account that is closed."""
    return scope_of(user, today) if isinstance(user, Person) and user.is_active else NOBODY


def agency_in(scope: Scope, code: str) -> Agency | None:
    """The agency of a code; None where there is none, or none that the scope reaches."""
    agency: Agency | None = Agency.objects.within(scope).filter(code=code).first()
    return agency


def has_account(email: str) -> bool:
    """Whether somebody signs in with this address."""
    return bool(email) and Person.objects.filter(email=email).exists()


def number_of(email: str) -> int | None:
    """The number of whoever signs in with this address; None where nobody does."""
    return Person.objects.filter(email=email.strip().lower()).values_list("pk", flat=True).first()
