"""A small site for tests: two agencies with an example's year, and the people who look at it."""

from __future__ import annotations

import copy
import datetime
import functools
import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import people
from prongsai.records.models import Agency, Person, Result
from prongsai.records.scope import SYSTEM
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.round import Round
from prongsai.roundfile.write import to_data

NOW = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)
YEAR = 2568


@functools.cache
def example(name: str) -> dict[str, Any]:
    """The round file of an example as data."""
    return to_data(people.example(name))


def data_of(name: str = "mae-sot", **sections: Any) -> dict[str, Any]:
    """A copy of an example's data with sections replaced."""
    return copy.deepcopy(example(name)) | sections


def round_of(data: dict[str, Any]) -> Round:
    """Data as a round."""
    return read_data(data)


class Site:
    """The cast with browsers: Anan coordinates agency A (Mae Sot), Boon owns a section of it, Dao supervises it; and
    Chai, who coordinates agency B (Rangsit), must see nothing of A."""

    def __init__(self) -> None:
        everybody = people.cast()
        self.a, self.b = everybody.a, everybody.b
        self.anan, self.boon, self.chai, self.dao = everybody.anan, everybody.boon, everybody.chai, everybody.dao
        people.grant(self.dao, "supervisor")  # of every area here

    def coordinator(self, name: str) -> Person:
        """One more who coordinates A."""
        person = people.person(name)
        people.grant(person, "coordinator", self.a)
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
        return int(Result.objects.within(SYSTEM).filter(round__agency=agency or self.a).count())


def file(data: bytes | dict[str, Any], name: str = "round.json") -> dict[str, SimpleUploadedFile]:
    """An upload's form data."""
    return {"file": SimpleUploadedFile(name, data if isinstance(data, bytes) else json.dumps(data).encode())}
