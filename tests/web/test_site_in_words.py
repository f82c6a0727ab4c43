"""What the command line says of people: in Thai by the names of roles, never by their codes."""

from __future__ import annotations

import datetime

import pytest

from people import TODAY, Cast, cast
from prongsai.files.problems import Refused
from prongsai.flow.people import site
from prongsai.records.models import Grant
from prongsai.records.roles import OWN_ROLES, ROLE_NAMES, ROLES, Role
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
WEEK = datetime.timedelta(days=7)


@pytest.fixture
def everybody() -> Cast:
    return cast()


def thai(said: str, role: Role) -> bool:
    """Whether a sentence names the role as people do, and holds no role's code."""
    return ROLE_NAMES[role].th in said and not [code for code in ROLES if code in said]


@pytest.mark.parametrize("role", ROLES)
def test_roles_are_given_in_words(everybody: Cast, role: Role) -> None:
    where = {"role": role, "agency": everybody.b.code, "today": TODAY}
    added = site.add_person(email="new@example.go.th", name="คนใหม่", password="ช้างม่วงร่มกระดาษดินสอ", **where)
    again = site.give_role(email="new@example.go.th", **where)
    given = site.give_role(email=everybody.gaew.email, **where)
    held = Grant.objects.within(SYSTEM).get(person=everybody.gaew)
    held.ends = TODAY + WEEK
    held.save()
    on = site.give_role(email=everybody.gaew.email, **where)
    assert [said.th for said in (added, again, given, on) if not thai(said.th, role)] == []
    assert [said.en for said in (added, again, given, on) if role not in said.en] == []


@pytest.mark.parametrize("role", sorted(OWN_ROLES))
def test_an_agency_is_asked_for_in_words(everybody: Cast, role: Role) -> None:
    with pytest.raises(Refused) as refused:
        site.check_role(role, None)
    (problem,) = refused.value.problems
    assert thai(problem.text.th, role)


def test_people_are_listed_with_the_names_of_their_roles(everybody: Cast) -> None:
    listed = {email: roles for email, _, roles, _ in site.people("th")}
    assert listed[everybody.anan.email] == f"ผู้ประสานงาน ITA ({everybody.a.name})"
    assert listed[everybody.ek.email] == "ผู้ดูแลระบบ (*)"
    assert {email: roles for email, _, roles, _ in site.people("en")}[everybody.ek.email] == "administrator (*)"
