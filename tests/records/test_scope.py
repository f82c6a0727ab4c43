"""Who sees what: every query of an agency's data is scoped, and forgetting raises."""

from __future__ import annotations

import datetime

import pytest
from django.apps import apps
from django.db import models

from people import TODAY, Cast, cast, grant, person
from prongsai.records.models import Agency, AgencyRound, Entry, Grant
from prongsai.records.queries.scopes import scope_of
from prongsai.records.roles import ABILITIES, OWN_ROLES, ROLES
from prongsai.records.scope import NOBODY, SYSTEM, Scope
from prongsai.records.scoped import ScopedSet, Unscoped

pytestmark = pytest.mark.django_db
MODELS = list(apps.get_app_config("records").get_models())


def of_an_agency(model: type[models.Model], seen: frozenset[type[models.Model]] = frozenset()) -> bool:
    if model is Agency:
        return True
    return any(
        isinstance(field, models.ForeignKey)
        and field.related_model not in seen
        and of_an_agency(field.related_model, seen | {model})
        for field in model._meta.get_fields()
    )


OWNED = [each for each in MODELS if of_an_agency(each)]


@pytest.fixture
def everybody() -> Cast:
    return cast()


def seen_by(scope: Scope) -> set[str]:
    return {each.code for each in Agency.objects.within(scope)}


@pytest.mark.parametrize("model", OWNED, ids=lambda each: each.__name__)
@pytest.mark.parametrize(
    "ask",
    [
        list,
        len,
        bool,
        lambda rows: rows.count(),
        lambda rows: rows.exists(),
        lambda rows: rows.first(),
        lambda rows: rows.get(pk=1),
        lambda rows: list(rows.values_list("pk")),
        lambda rows: list(rows.iterator()),
        lambda rows: rows.update(pk=1),
        lambda rows: rows.delete(),
        lambda rows: rows.aggregate(models.Count("pk")),
        lambda rows: list(rows.select_related().filter(pk=1)),
        lambda rows: rows.in_bulk([1]),
        lambda rows: rows.latest("pk"),
        lambda rows: rows.raw("select 1"),
        lambda rows: rows.contains(rows.model(pk=1)),
    ],
)
def test_a_query_that_forgets_the_scope_raises(model: type[models.Model], ask: object) -> None:
    with pytest.raises(Unscoped):
        ask(model.objects.all())


@pytest.mark.parametrize("model", OWNED, ids=lambda each: each.__name__)
def test_nobody_sees_no_row_and_system_sees_all(model: type[models.Model], everybody: Cast) -> None:
    assert list(model.objects.within(NOBODY)) == []
    assert model.objects.within(SYSTEM).count() == model._base_manager.count()


def test_every_model_with_an_agency_is_scoped() -> None:
    assert {"Agency", "AgencyRound", "Result", "Entry", "Grant", "Invitation"} <= {each.__name__ for each in OWNED}
    assert [each for each in OWNED if not isinstance(each.objects.all(), ScopedSet)] == []


@pytest.mark.parametrize("join", ["__or__", "__and__", "__xor__", "union", "intersection", "difference"])
def test_joining_a_scoped_query_with_one_that_is_not_raises(everybody: Cast, join: str) -> None:
    scoped = AgencyRound.objects.within(scope_of(everybody.anan, TODAY))
    with pytest.raises(Unscoped):
        list(getattr(scoped, join)(AgencyRound.objects.all()))
    with pytest.raises(Unscoped):
        list(getattr(AgencyRound.objects.all(), join)(scoped))


def test_rows_reached_through_a_parent_need_a_scope_as_well(everybody: Cast) -> None:
    with pytest.raises(Unscoped):
        list(everybody.a.rounds.all())
    assert everybody.a.rounds.within(scope_of(everybody.chai, TODAY)).count() == 0
    assert everybody.a.rounds.within(scope_of(everybody.anan, TODAY)).count() == 1


@pytest.mark.parametrize("role", ROLES)
def test_a_role_in_an_agency_reaches_that_agency_only(everybody: Cast, role: str) -> None:
    who = person("Kan")
    grant(who, role, everybody.a)
    scope = scope_of(who, TODAY)
    assert seen_by(scope) == {everybody.a.code}
    for ability in {each for one in ABILITIES.values() for each in one}:
        assert scope.may(ability, everybody.a) == (ability in ABILITIES[role])
        assert not scope.may(ability, everybody.b)
        assert not scope.everywhere(ability)
        assert Agency.objects.within(scope, ability).count() == (ability in ABILITIES[role])


@pytest.mark.parametrize(
    ("kind", "area", "sees"),
    [
        ("all", "", "ab"),
        ("province", "ก", "a"),
        ("province", "ค", ""),
        ("ministry", "มหาดไทย", "b"),
        ("district", "ก/กลาง", "a"),
        ("district", "ข/กลาง", "b"),
        ("district", "กลาง", ""),
        ("province", "", ""),
        ("ministry", "", ""),
    ],
)
def test_an_area_reaches_its_agencies_only(everybody: Cast, kind: str, area: str, sees: str) -> None:
    Agency.objects.within(SYSTEM).filter(pk=everybody.b.pk).update(ministry="มหาดไทย")
    everybody.b.refresh_from_db()
    who = person("Lek")
    grant(who, "supervisor", area_kind=kind, area=area)
    scope = scope_of(who, TODAY)
    expected = {{"a": everybody.a, "b": everybody.b}[each].code for each in sees}
    assert seen_by(scope) == expected
    assert {each.code for each in (everybody.a, everybody.b) if scope.may("see", each)} == expected


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [(0, None, True), (0, 0, True), (-9, 0, True), (-9, -1, False), (1, None, False), (1, 9, False)],
)
def test_a_role_holds_from_its_first_to_its_last_day(
    everybody: Cast, starts: int, ends: int | None, holds: bool
) -> None:
    who = person("Mai")
    days = [None if each is None else TODAY + datetime.timedelta(days=each) for each in (starts, ends)]
    grant(who, "coordinator", everybody.a, starts=days[0], ends=days[1])
    assert bool(seen_by(scope_of(who, TODAY))) == holds


def test_several_roles_add_up(everybody: Cast) -> None:
    grant(everybody.chai, "section-owner", everybody.a)
    scope = scope_of(everybody.chai, TODAY)
    assert seen_by(scope) == {everybody.a.code, everybody.b.code}
    assert scope.may("import", everybody.b)
    assert not scope.may("import", everybody.a)
    assert [each.code for each in Agency.objects.within(scope, "import")] == [everybody.b.code]


def test_nobody_gives_more_than_they_may(everybody: Cast) -> None:
    assert scope_of(everybody.anan, TODAY).may_give(everybody.a) == OWN_ROLES
    assert scope_of(everybody.anan, TODAY).may_give(everybody.b) == frozenset()
    assert scope_of(everybody.anan, TODAY).may_give(None) == frozenset()
    assert scope_of(everybody.ek, TODAY).may_give(everybody.a) == frozenset(ROLES) - {"administrator", "supervisor"}
    assert "administrator" in scope_of(everybody.ek, TODAY).may_give(None)
    for who in (everybody.boon, everybody.dao, everybody.fon):
        assert scope_of(who, TODAY).may_give(everybody.a) == frozenset()


def test_lines_of_no_agency_are_for_those_who_hold_everything(everybody: Cast) -> None:
    Grant.objects.create(person=everybody.gaew, role="supervisor", area_kind="province", area="ค", starts=TODAY)
    assert not Grant.objects.within(scope_of(everybody.anan, TODAY)).filter(agency=None).exists()
    assert Grant.objects.within(scope_of(everybody.ek, TODAY)).filter(agency=None).count() >= 3
    assert not Entry.objects.within(scope_of(everybody.anan, TODAY)).exclude(agency=everybody.a).exists()


def test_role_that_is_not_known_gives_nothing(everybody: Cast) -> None:
    grant(everybody.gaew, "inspector", everybody.a)
    assert scope_of(everybody.gaew, TODAY).holdings == ()
    assert seen_by(scope_of(everybody.gaew, TODAY)) == set()
