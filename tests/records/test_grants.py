"""What no role may be: over an area where it is an agency's own, given by oneself, or held twice on a day."""

from __future__ import annotations

import datetime

import pytest

from people import NOW, TODAY, Cast, cast, grant
from prongsai.records.actions import accounts, grants, people
from prongsai.records.actions.grants import Area, NotPossible
from prongsai.records.models import Grant, Invitation, Person, Unit
from prongsai.records.roles import AREA_ROLES, OWN_ROLES, ROLES, Role
from prongsai.records.scope import SYSTEM, Holding, Scope

pytestmark = pytest.mark.django_db
EVERYWHERE = Area("all")
WEEK = datetime.timedelta(days=7)


@pytest.fixture
def everybody() -> Cast:
    return cast()


def give(everybody: Cast, role: Role, who: Person | None = None, **more: object) -> Grant:
    wanted: dict[str, object] = {
        "by": everybody.ek, "agency": everybody.a, "area": None, "manner": "own", "unit": None, "starts": TODAY,
        "ends": None, **more,
    }  # fmt: skip
    return grants.give_role(person=who or everybody.gaew, role=role, now=NOW, **wanted)


@pytest.mark.parametrize("role", sorted(OWN_ROLES))
@pytest.mark.parametrize(
    "area", [EVERYWHERE, Area("province", "ก"), Area("district", "ก/กลาง")], ids=lambda area: area.kind
)
def test_an_agencys_own_role_is_never_held_over_an_area(everybody: Cast, role: Role, area: Area) -> None:
    with pytest.raises(NotPossible, match="name the agency"):
        give(everybody, role, agency=None, area=area)
    with pytest.raises(NotPossible, match="name the agency"):
        people.invite(by=everybody.ek, role=role, agency=None, area=area, email="", now=NOW)
    assert not Invitation.objects.within(SYSTEM).exists()


@pytest.mark.parametrize("role", sorted(AREA_ROLES))
def test_who_looks_in_may_hold_one_agency_an_area_or_everything(everybody: Cast, role: Role) -> None:
    give(everybody, role)
    give(everybody, role, agency=None, area=Area("province", "ก"))
    give(everybody, role, agency=None, area=EVERYWHERE)
    assert set(AREA_ROLES | OWN_ROLES) == set(ROLES)


def test_nobody_gives_themselves_a_role(everybody: Cast) -> None:
    with pytest.raises(NotPossible, match="Nobody gives themselves a role"):
        give(everybody, "executive", everybody.ek)
    with pytest.raises(NotPossible, match="Nobody gives themselves a role"):
        people.invite(
            by=everybody.anan, role="executive", agency=everybody.a, area=None, email=" Anan@Example.org ", now=NOW
        )
    code = people.invite(by=everybody.anan, role="executive", agency=everybody.a, area=None, email="", now=NOW).code
    accept = {"email": "", "name": "", "position": "", "password": "", "now": NOW, "today": TODAY}
    with pytest.raises(NotPossible, match="Nobody gives themselves a role"):
        people.accept(code=code, person=everybody.anan, **accept)
    assert not Grant.objects.within(SYSTEM).filter(person=everybody.anan, role="executive").exists()
    people.accept(code=code, person=everybody.gaew, **accept)


def test_nobody_makes_their_own_role_longer_by_ending_it_later(everybody: Cast) -> None:
    held = grant(everybody.boon, "coordinator", everybody.a, ends=TODAY + WEEK)
    for last in (TODAY + WEEK, TODAY + 50 * WEEK):
        with pytest.raises(NotPossible, match="ends on 9 Mar 2026 anyway"):
            grants.end_role(by=everybody.boon, grant=held, last_day=last, orphan=False, today=TODAY, now=NOW)
    held.refresh_from_db()
    assert held.ends == TODAY + WEEK


def test_same_role_twice_on_a_day_is_refused_with_its_days(everybody: Cast) -> None:
    give(everybody, "coordinator", ends=TODAY + WEEK)
    for starts, ends in ((TODAY, None), (TODAY + WEEK, None), (TODAY - WEEK, TODAY), (TODAY, TODAY)):
        with pytest.raises(NotPossible, match="already, from 2 Mar 2026 until 9 Mar 2026") as refused:
            give(everybody, "coordinator", starts=starts, ends=ends, manner="delegated")
        assert "มีบทบาทนี้อยู่แล้ว ตั้งแต่ 2 มีนาคม 2569 ถึง 9 มีนาคม 2569" in refused.value.text.th
    give(everybody, "coordinator", starts=TODAY + WEEK + datetime.timedelta(days=1))
    give(everybody, "executive")
    give(everybody, "coordinator", agency=everybody.b)


def test_sections_are_places_of_their_own_and_areas_too(everybody: Cast) -> None:
    one, other = (Unit.objects.create(agency=everybody.a, name=name) for name in ("กองคลัง", "กองช่าง"))
    give(everybody, "section-owner", unit=one)
    give(everybody, "section-owner", unit=other)
    with pytest.raises(NotPossible, match="hold this role already"):
        give(everybody, "section-owner", unit=one)
    give(everybody, "executive", unit=one)
    with pytest.raises(NotPossible, match="without end"):
        give(everybody, "executive", unit=other)
    give(everybody, "supervisor", agency=None, area=Area("province", "ก"))
    give(everybody, "supervisor", agency=None, area=Area("province", "ข"))
    with pytest.raises(NotPossible, match="hold this role already"):
        give(everybody, "supervisor", agency=None, area=Area("province", "ก"))


def test_an_ended_role_is_given_anew(everybody: Cast) -> None:
    held = give(everybody, "mentor", starts=TODAY - WEEK)
    yesterday = TODAY - datetime.timedelta(days=1)
    grants.end_role(by=everybody.ek, grant=held, last_day=yesterday, orphan=False, today=TODAY, now=NOW)
    again = give(everybody, "mentor")
    held.refresh_from_db()
    assert (held.ends, again.starts, again.ends) == (yesterday, TODAY, None)


def end(everybody: Cast, held: Grant, last_day: datetime.date) -> None:
    grants.end_role(by=everybody.ek, grant=held, last_day=last_day, orphan=False, today=TODAY, now=NOW)


def test_what_somebody_else_ended_meanwhile_is_not_made_longer(everybody: Cast) -> None:
    held = give(everybody, "mentor")
    seen = Grant.objects.within(SYSTEM).get(pk=held.pk)
    end(everybody, held, TODAY)
    with pytest.raises(NotPossible, match="ends on 2 Mar 2026 anyway"):
        end(everybody, seen, TODAY + WEEK)
    held.refresh_from_db()
    assert held.ends == TODAY


def test_what_somebody_else_took_away_meanwhile_is_refused_in_words(everybody: Cast) -> None:
    held = give(everybody, "mentor", starts=TODAY + WEEK)
    seen = Grant.objects.within(SYSTEM).get(pk=held.pk)
    end(everybody, held, TODAY)
    with pytest.raises(NotPossible, match="Somebody else took this role away meanwhile"):
        end(everybody, seen, TODAY)
    invited = people.invite(by=everybody.anan, role="executive", agency=everybody.a, area=None, email="", now=NOW)
    people.withdraw(by=everybody.anan, invitation=invited.invitation, now=NOW)
    with pytest.raises(NotPossible, match="took this invitation back already"):
        people.withdraw(by=everybody.ek, invitation=invited.invitation, now=NOW)


def test_a_role_held_already_is_not_taken_again_with_an_invitation(everybody: Cast) -> None:
    code = people.invite(by=everybody.anan, role="section-owner", agency=everybody.a, area=None, email="", now=NOW).code
    with pytest.raises(NotPossible, match="hold this role already"):
        people.accept(
            code=code, person=everybody.boon, email="", name="", position="", password="", now=NOW, today=TODAY
        )
    assert people.invitation_of(code, now=NOW).used_at is None


def test_a_closed_account_gets_no_role(everybody: Cast) -> None:
    accounts.close_account(by=everybody.ek, person=everybody.gaew, orphan=False, today=TODAY, now=NOW)
    with pytest.raises(NotPossible, match="account is closed"):
        give(everybody, "mentor")


@pytest.mark.parametrize("role", ROLES)
def test_every_role_over_an_area_needs_a_second_factor(role: Role) -> None:
    over = [Holding(role, everywhere=True), Holding(role, area=("province", "ก"))]
    assert [Scope(1, (Holding("executive", agency=1), held)).needs_second_factor for held in over] == [True, True]
    assert Scope(1, (Holding(role, agency=1),)).needs_second_factor == (role in AREA_ROLES)
    assert not Scope(1, ()).needs_second_factor
