"""The first day of a site: its first account, and an agency that was not there before."""

from __future__ import annotations

import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from prongsai.criteria.agency_kinds import names_of_agency
from prongsai.records.actions.accounts import name_of_person, wrong_password
from prongsai.records.actions.grants import Area, NotPossible, give_role
from prongsai.records.actions.history import turnstile
from prongsai.records.actions.results import agency_in
from prongsai.records.models import Agency, Person
from prongsai.records.scope import SYSTEM


def first_account(*, email: str, name: str, password: str, today: datetime.date, now: datetime.datetime) -> Person:
    """The site's first account, an administrator of all of it. ``NotPossible`` where somebody has one already."""
    try:
        with transaction.atomic():
            turnstile(None)
            return _first_account(email=email, name=name, password=password, today=today, now=now)
    except IntegrityError:
        raise _not_first() from None  # somebody else was first at this very moment


def _first_account(*, email: str, name: str, password: str, today: datetime.date, now: datetime.datetime) -> Person:
    if Person.objects.exists():
        raise _not_first()
    address, name = email.strip().lower(), name_of_person(name)
    wrong = wrong_password(password, Person(email=address, name=name))
    if wrong:
        raise NotPossible.for_all(wrong)
    person = Person.objects.create_user(address, password, name=name)
    # Whoever sits at the machine vouches for the address, as on the command line.
    EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    give_role(
        by=None,
        person=person,
        role="administrator",
        agency=None,
        area=Area("all"),
        manner="own",
        unit=None,
        starts=today,
        ends=None,
        now=now,
    )
    return person


def _not_first() -> NotPossible:
    return NotPossible(
        "ระบบนี้มีบัญชีผู้ใช้แล้ว ให้เข้าสู่ระบบ หรือขอคำเชิญจากผู้ดูแลระบบ",
        "This site has accounts already: sign in, or ask an administrator for an invitation.",
    )


@transaction.atomic
def add_agency(
    *,
    name: str,
    kind: str,
    province: str,
    district: str,
    person: Person,
    coordinator: bool,
    today: datetime.date,
    now: datetime.datetime,
) -> Agency:
    """An agency that is not there yet; ``coordinator``: the person looks after it as well, as the machine says.

    ``NotPossible`` where there is one of that name, in full or short, in the province.
    """
    turnstile(None)
    plain = " ".join(name.split())
    same = {"".join(each.split()) for each in names_of_agency(plain)}
    for other in Agency.objects.within(SYSTEM).filter(province__in={province, ""}):
        if same & {"".join(each.split()) for each in names_of_agency(other.name)}:
            raise NotPossible(
                f"มีหน่วยงาน “{other.name}” อยู่ในระบบแล้ว ให้เปิดจากรายชื่อหน่วยงาน",
                f"“{other.name}” is there already: open it from the list of agencies.",
            )
    particulars = {"name": plain, "kind": kind, "province": province, "district": district}
    agency = agency_in(particulars, person=person, now=now)
    if coordinator:
        give_role(
            by=None,
            person=person,
            role="coordinator",
            agency=agency,
            area=None,
            manner="own",
            unit=None,
            starts=today,
            ends=None,
            now=now,
        )
    return agency
