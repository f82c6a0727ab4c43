"""Every address has a declared permission, and an outsider of each kind sees nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from people import Cast, cast, grant, person
from prongsai.records.models import AgencyRound, Grant
from prongsai.records.roles import ABILITIES
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
VALUES = {
    "figure": "total",
    "item": "i1",
    "name": "Sarabun-Regular.ttf",
    "provider_id": "sso",
    "uidb36": "1",
    "key": "x-y",
}


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each, prefix + str(each.pattern))
        else:
            yield prefix + str(each.pattern), each


ALL = list(patterns())
AGENCY = [(route, each) for route, each in ALL if "<str:code>" in route]


def address(route: str, everybody: Cast) -> str:
    year = AgencyRound.objects.within(SYSTEM).get(agency=everybody.a).year
    held = Grant.objects.within(SYSTEM).get(person=everybody.boon)

    def value(found: re.Match[str]) -> str:
        name = found.group(2)
        known = {"code": everybody.a.code, "year": year, "grant": held.pk, "person": everybody.boon.pk, **VALUES}
        return str(known.get(name, 1))

    return "/" + re.sub(r"<(\w+):(\w+)>", value, route)


@pytest.fixture
def everybody() -> Cast:
    return cast()


@pytest.mark.parametrize(("route", "pattern"), ALL, ids=[route for route, _ in ALL])
def test_every_address_declares_its_permission(route: str, pattern: URLPattern) -> None:
    permission = getattr(pattern.callback, "permission", None)
    known = {"public", "signed-in", *{each for one in ABILITIES.values() for each in one}}
    assert permission in known or str(permission).removeprefix("everywhere:") in known, f"{route} declares {permission}"


def test_every_address_of_an_agency_needs_an_ability_in_it() -> None:
    assert {route for route, each in AGENCY if each.callback.permission in ("public", "signed-in")} == set()
    assert len(AGENCY) > 10


def client_of(who: object) -> Client:
    client = Client()
    if who is not None:
        client.force_login(who)
    return client


def test_an_outsider_of_each_kind_sees_nothing_of_an_agency(everybody: Cast) -> None:
    over = person("Ing")
    grant(over, "coordinator", everybody.a, ends="2020-02-01")
    outsiders = {
        "anonymous": None,
        "another agency's coordinator": everybody.chai,
        "assessor without grant": everybody.hong,
        "nobody's person": everybody.gaew,
        "one whose role is over": over,
    }
    for route, _ in AGENCY:
        url = address(route, everybody)
        for kind, who in outsiders.items():
            client = client_of(who)
            for response in (client.get(url), client.post(url, {"role": "coordinator"})):
                assert response.status_code in (302, 403, 404, 405), (kind, url, response.status_code)
                assert who is None or response.status_code != 302, (kind, url)
                assert everybody.a.name not in response.content.decode("utf-8", "replace"), (kind, url)
                if response.status_code == 302:
                    assert response.headers["Location"].startswith("/accounts/login/")


def test_the_coordinator_sees_what_the_outsider_must_not(everybody: Cast) -> None:
    client, seen = client_of(everybody.anan), 0
    for route, _ in AGENCY:
        response = client.get(address(route, everybody))
        seen += response.status_code == 200 and everybody.a.name in response.content.decode("utf-8", "replace")
    assert seen >= 8


def test_an_address_that_does_not_exist_looks_like_one_that_is_not_yours(everybody: Cast) -> None:
    client = client_of(everybody.chai)
    there = client.get(f"/a/{everybody.a.code}/")
    nowhere = client.get("/a/no-such-agency/")
    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content


@pytest.mark.parametrize(("name", "sees"), [("boon", 200), ("fon", 200), ("dao", 403)])
def test_people_without_the_ability_cannot_invite(everybody: Cast, name: str, sees: int) -> None:
    client = client_of(getattr(everybody, name))
    assert client.get(f"/a/{everybody.a.code}/people/").status_code == sees
    assert client.post(f"/a/{everybody.a.code}/people/invite/", {}).status_code == 403


def test_the_sites_own_pages_are_for_those_who_hold_everything(everybody: Cast) -> None:
    within_a = person("Jai")
    grant(within_a, "administrator", everybody.a)
    assert client_of(everybody.ek).get("/people/").status_code == 200
    for who in (everybody.anan, everybody.dao, within_a):
        assert client_of(who).get("/people/").status_code == 403
    assert client_of(None).get("/people/").status_code == 302
