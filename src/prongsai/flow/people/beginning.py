"""The first day of a site on the web: the first account on a desk, and the first agency."""

from __future__ import annotations

import datetime

from prongsai.criteria.agency_kinds import agency_kinds, provinces
from prongsai.flow.year.beginning import years_with_rules
from prongsai.language.text import Text
from prongsai.outside.options import read_options
from prongsai.records.actions import beginning as actions
from prongsai.records.actions.grants import NotPossible
from prongsai.records.models import Agency, Person
from prongsai.records.scope import Scope

__all__ = ["NotPossible", "add_agency", "first_account", "kinds", "may_begin", "provinces", "years_with_rules"]


def may_begin() -> bool:
    """Whether the first account is made in the browser: on a desk, which only this machine reaches, with no account."""
    return read_options().mode == "desk" and not Person.objects.exists()


def first_account(*, email: str, name: str, password: str, today: datetime.date, now: datetime.datetime) -> Person:
    """Makes the first account. ``NotPossible`` where it may not be made so."""
    if not may_begin():
        raise NotPossible(
            "ระบบนี้มีบัญชีผู้ใช้แล้ว ให้เข้าสู่ระบบ หรือขอคำเชิญจากผู้ดูแลระบบ",
            "This site has accounts already: sign in, or ask an administrator for an invitation.",
        )
    return actions.first_account(email=email, name=name, password=password, today=today, now=now)


def add_agency(
    scope: Scope,
    *,
    name: str,
    kind: str,
    province: str,
    district: str,
    person: Person,
    today: datetime.date,
    now: datetime.datetime,
) -> Agency:
    """Adds an agency. On a desk that one person uses alone, that person looks after it as its coordinator."""
    if not scope.everywhere("add-agency"):
        raise NotPossible("เฉพาะผู้ดูแลระบบ", "For administrators only.")
    alone = read_options().mode == "desk" and Person.objects.filter(is_active=True).count() == 1
    return actions.add_agency(
        name=name,
        kind=kind,
        province=province,
        district=district,
        person=person,
        coordinator=alone,
        today=today,
        now=now,
    )


def kinds() -> dict[str, Text]:
    """The kinds of agency by code."""
    return agency_kinds()
