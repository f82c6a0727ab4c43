"""Every address has a declared permission, and an outsider of each kind sees nothing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from people import Cast, Furniture, cast, furnished_cast, grant, person
from prongsai.records.models import AgencyRound, Grant
from prongsai.records.roles import ABILITIES
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db
VALUES = {
    "figure": "total",
    "form": "json",
    "item": "i1",
    "name": "Sarabun-Regular.ttf",
    "provider_id": "sso",
    "step": "close",
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


def address(route: str, everybody: Cast, rows: Furniture | None = None) -> str:
    """An address with the real numbers of A's rows, so that what is refused is there."""
    year = AgencyRound.objects.within(SYSTEM).get(agency=everybody.a).year
    held = Grant.objects.within(SYSTEM).get(person=everybody.boon)
    own = {"grant": held.pk, "person": everybody.boon.pk} if rows is None else vars(rows)
    known = {"code": everybody.a.code, "year": year, **own, **VALUES}
    return "/" + re.sub(r"<(\w+):(\w+)>", lambda place: str(known.get(place.group(2), 1)), route)


@pytest.fixture
def site() -> tuple[Cast, tuple[Furniture, Furniture]]:
    return furnished_cast()


@pytest.fixture
def everybody(request: pytest.FixtureRequest) -> Cast:
    if "furnished" in request.fixturenames:
        found: Cast = request.getfixturevalue("site")[0]
        return found
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


def rows_of(model: type[models.Model], agency: object) -> models.QuerySet[models.Model]:
    path = getattr(model, "agency_path", "agency") or "pk"
    kept = model._default_manager
    return (kept.within(SYSTEM) if hasattr(kept, "within") else kept).filter(**{path: agency})


# Tables that are nobody's alone: editions and holidays are the same for all, people hold roles in several agencies and
# have seen a notice wherever they work, the logs of breaches and sign-ins are the site's, what the program does by
# itself names nobody, and a stored file is whose row names it.
SHARED = {
    *("StoredEdition", "Holiday", "Person", "NoticeSeen", "BreachVersion", "Beat", "Job", "SignIn"),
    *("StoredFile", "FileStore"),
}
OWNED = [each for each in apps.get_app_config("records").get_models() if each.__name__ not in SHARED]


def everything_of(agency: object) -> dict[str, list[dict[str, object]]]:
    return {model.__name__: list(rows_of(model, agency).order_by("pk").values()) for model in OWNED}


@pytest.fixture
def furnished(site: tuple[Cast, tuple[Furniture, Furniture]]) -> tuple[Furniture, Furniture]:
    return site[1]


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_each_agency_of_the_cast_has_a_row_of_every_table(
    everybody: Cast, furnished: tuple[Furniture, Furniture], model: type[models.Model]
) -> None:
    # A new table without rows here would be a leak that no test could see.
    assert [rows_of(model, agency.pk).exists() for agency in (everybody.a, everybody.b)] == [True, True]


def test_an_outsider_of_each_kind_sees_and_changes_nothing_of_an_agency(
    everybody: Cast, furnished: tuple[Furniture, Furniture]
) -> None:
    over = person("Ing")
    grant(over, "coordinator", everybody.a, ends=datetime.date(2020, 2, 1))
    outsiders = {
        "anonymous": None,
        "another agency's coordinator": everybody.chai,
        "assessor without grant": everybody.hong,
        "nobody's person": everybody.gaew,
        "one whose role is over": over,
    }
    signed_in = {kind: client_of(who).cookies for kind, who in outsiders.items()}
    before = everything_of(everybody.a.pk)
    words = (everybody.a.name, everybody.anan.name, everybody.boon.name, *furnished[0].words)
    asked = 0
    for route, _ in ALL:
        if "logout" in route or "reset" in route:
            continue  # an outsider's own session and password
        url = address(route, everybody, furnished[0])
        of_agency = "<str:code>" in route
        for kind, who in outsiders.items():
            client = Client()
            client.cookies.load(signed_in[kind])  # no address finds what another left in the browser
            for response in (client.get(url), client.post(url, {"role": "coordinator", "do": "take", "why": "?"})):
                page = b"".join(response.streaming_content) if response.streaming else response.content
                said = page.decode("utf-8", "replace")
                # What is kept of oneself says where one's role was that is over.
                own = {everybody.a.name} if "/accounts/data" in url and who == over else set()
                assert [word for word in words if word in said and word not in own] == [], (kind, url)
                asked += 1
                if not of_agency:
                    continue
                assert response.status_code in (302, 403, 404, 405), (kind, url, response.status_code)
                assert who is None or response.status_code != 302, (kind, url)
                if response.status_code == 302:
                    assert response.headers["Location"].startswith("/accounts/login/")
    assert asked > 500
    assert everything_of(everybody.a.pk) == before


def test_a_row_of_another_agency_is_not_there_under_ones_own(
    everybody: Cast, furnished: tuple[Furniture, Furniture]
) -> None:
    client, before = client_of(everybody.chai), everything_of(everybody.a.pk)
    numbered = [route for route, _ in AGENCY if re.search(r"<int:(?!year)", route)]
    assert len(numbered) > 5
    for route in numbered:
        url = address(route, everybody, furnished[0]).replace(everybody.a.code, everybody.b.code)
        for response in (client.get(url), client.post(url, {"do": "take", "why": "?", "role": "coordinator"})):
            page = b"".join(response.streaming_content) if response.streaming else response.content
            # An upload that is gone sends its own people to where they can begin again.
            gone = (
                response.status_code == 302
                and response.headers["Location"].endswith("/import/")
                and everybody.b.code in response.headers["Location"]
            )
            assert response.status_code in (404, 405) or gone, (url, response.status_code)
            assert [word for word in furnished[0].words if word in page.decode("utf-8", "replace")] == [], url
    assert everything_of(everybody.a.pk) == before


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
