"""A small site for tests: two agencies with an example's year, and the people who look at it."""

from __future__ import annotations

import copy
import datetime
import functools
import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from prongsai.flow.by_file.examples import examples
from prongsai.records.actions.results import agency_of, take_round
from prongsai.records.models import Agency, Grant, Person, Result
from prongsai.records.scope import SYSTEM
from prongsai.roundfile.round import Round, read_bytes, to_data

NOW = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)
YEAR = 2568


@functools.cache
def example(name: str) -> dict[str, Any]:
    """The round file of an example as data."""
    return to_data(next(one for key, one in examples().items() if key.startswith(name)))


def data_of(name: str = "mae-sot", **sections: Any) -> dict[str, Any]:
    """A copy of an example's data with sections replaced."""
    return copy.deepcopy(example(name)) | sections


def round_of(data: dict[str, Any]) -> Round:
    """Data as a round."""
    (one,) = read_bytes(json.dumps(data).encode(), "test.json")
    return one


class Site:
    """Agency A (Mae Sot) with Anan, who coordinates, Boon, who owns a section, Dao, who supervises; and agency B with
    Chai, who must see nothing of A."""

    def __init__(self) -> None:
        self.a = self._agency("mae-sot")
        self.b = self._agency("rangsit")
        self.anan = self._person("anan", "coordinator", self.a)
        self.boon = self._person("boon", "section-owner", self.a)
        self.chai = self._person("chai", "coordinator", self.b)
        self.dao = self._person("dao", "supervisor", None)

    def _agency(self, name: str) -> Agency:
        one = round_of(data_of(name))
        agency = agency_of(one, person=None, now=NOW)
        take_round(agency=agency, one=one, person=None, basis="official", why="", now=NOW)
        return agency

    def _person(self, name: str, role: str, agency: Agency | None) -> Person:
        person = Person.objects.create_user(f"{name}@example.org", None, name=name.title())
        kind = "" if agency else "all"
        Grant.objects.create(person=person, role=role, agency=agency, area_kind=kind, starts=datetime.date(2024, 1, 1))
        return person

    def client(self, person: Person) -> Client:
        """A browser in which somebody is signed in."""
        browser = Client()
        browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return browser

    def at(self, rest: str, agency: Agency | None = None) -> str:
        """An address below an agency's year."""
        return f"/a/{(agency or self.a).code}/{YEAR}/{rest}"

    def versions(self, agency: Agency | None = None) -> int:
        """How many versions an agency's year has."""
        return int(Result.objects.within(SYSTEM).filter(round__agency=agency or self.a).count())  # type: ignore[attr-defined]


def file(data: bytes | dict[str, Any], name: str = "round.json") -> dict[str, SimpleUploadedFile]:
    """An upload's form data."""
    return {"file": SimpleUploadedFile(name, data if isinstance(data, bytes) else json.dumps(data).encode())}
