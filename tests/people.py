"""The cast. Everybody knows them: Anan coordinates A, Boon owns a section of A, Chai must see nothing of A."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from prongsai.flow.by_file.examples import examples
from prongsai.records.actions.results import agency_of, take_round
from prongsai.records.models import Agency, Grant, Person
from prongsai.records.scope import SYSTEM

NOW = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)
TODAY = datetime.date(2026, 3, 2)
LONG_AGO = datetime.date(2020, 1, 1)
PASSWORD = "a-good-long-password"


@dataclass(frozen=True)
class Cast:
    """Two agencies in two provinces, and who works with them."""

    a: Agency
    b: Agency
    anan: Person  # coordinator of A
    boon: Person  # section owner of A
    chai: Person  # coordinator of B, the outsider
    dao: Person  # supervisor of A's province
    ek: Person  # administrator of everything
    fon: Person  # executive of A
    gaew: Person  # has an account and no role at all
    hong: Person  # assessor of B


def person(name: str) -> Person:
    """Somebody with an account."""
    return Person.objects.create(email=f"{name.lower()}@example.org", name=name, password=make_password(PASSWORD))


def grant(who: Person, role: str, agency: Agency | None = None, **more: object) -> Grant:
    """A role from long ago, without end, unless said otherwise."""
    fields: dict[str, object] = {"starts": LONG_AGO, **more}
    if agency is None:
        fields.setdefault("area_kind", "all")
    made: Grant = Grant.objects.create(person=who, role=role, agency=agency, **fields)
    return made


def cast() -> Cast:
    """Everybody, with a result in A and in B."""
    files = examples()
    names = sorted(files)
    agencies = []
    for name in names[:2]:
        agency = agency_of(files[name], person=None, now=NOW)
        take_round(agency=agency, one=files[name], person=None, basis="official", why="test", now=NOW)
        agencies.append(agency)
    a, b = agencies
    Agency.objects.within(SYSTEM).filter(pk=a.pk).update(province="ก", district="กลาง")  # type: ignore[attr-defined]
    Agency.objects.within(SYSTEM).filter(pk=b.pk).update(province="ข", district="กลาง")  # type: ignore[attr-defined]
    a, b = (Agency.objects.within(SYSTEM).get(pk=each.pk) for each in agencies)  # type: ignore[attr-defined]
    everybody = [person(each) for each in ("Anan", "Boon", "Chai", "Dao", "Ek", "Fon", "Gaew", "Hong")]
    anan, boon, chai, dao, ek, fon, gaew, hong = everybody
    grant(anan, "coordinator", a)
    grant(boon, "section-owner", a)
    grant(chai, "coordinator", b)
    grant(dao, "supervisor", area_kind="province", area="ก")
    grant(ek, "administrator")
    grant(fon, "executive", a)
    grant(hong, "assessor", b)
    return Cast(a, b, anan, boon, chai, dao, ek, fon, gaew, hong)
