"""Accounts: who has one, with what they sign in, where they are signed in."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q

from prongsai.records.models import Person

PAGE = 50


@dataclass(frozen=True)
class PeopleSelection:
    """One page of the people who were asked for."""

    people: tuple[Person, ...]
    page: int
    pages: int
    search: str


def selected(*, search: str = "", page: str = "1") -> PeopleSelection:
    """The people whose name or address holds ``search``, by name, fifty to a page."""
    people = Person.objects.order_by("name", "pk")
    if search:
        people = people.filter(Q(name__icontains=search) | Q(email__icontains=search))
    pages = Paginator(people, PAGE)
    here = pages.get_page(page)
    return PeopleSelection(tuple(here.object_list), here.number, pages.num_pages, search)


def person(number: int) -> Person | None:
    """The person of a number; None where there is none."""
    return Person.objects.filter(pk=number).first()


def factors_of(whose: Person) -> list[str]:
    """The kinds of second factor that somebody has set up: ``totp``, ``webauthn``, ``recovery_codes``; each once."""
    kinds = Authenticator.objects.filter(user_id=whose.pk).values_list("type", flat=True)
    return sorted(set(kinds))


def sessions_of(whose: Person, now: datetime.datetime) -> list[UserSession]:
    """Where somebody is signed in, the latest first; without what ended by itself, of which the row may stand still."""
    sessions = UserSession.objects.filter(user_id=whose.pk).order_by("-last_seen_at", "-pk")
    lasting = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    return list(sessions.filter(Exists(lasting)))
