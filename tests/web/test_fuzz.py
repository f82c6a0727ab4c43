"""Whatever is asked of the site, by whomever: it answers, and nothing falls."""

from __future__ import annotations

import collections
import io
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.db.models.functions import Length
from fuzzing import Asked, Fuzz, logged

from people import cast, furnish
from prongsai.flow.documents import making
from prongsai.records.models import Agency
from prongsai.records.scope import SYSTEM
from prongsai.records.scoped import ScopedSet
from prongsai.roundfile.read_data import MOST_LETTERS_OF
from prongsai.web.shell import home

pytestmark = pytest.mark.django_db
SEED = 2569
# Of each kind of person: so many addresses, and so many forms.
ADDRESSES, FORMS = 180, 180
KINDS = ("nobody", "anan", "boon", "chai", "dao", "ek", "fon", "gaew", "hong")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    yield from logged()


def test_nothing_that_is_asked_ends_in_an_error(log: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    # Documents are made in other tests; here they would take most of the time.
    monkeypatch.setattr(making, "work", lambda *_, **__: False)
    monkeypatch.setattr(making, "later", lambda *_, **__: None)
    everybody = cast()
    rows = furnish(everybody.a, everybody.anan, "mae-sot")
    furnish(everybody.b, everybody.chai, "rangsit")
    asked: list[Asked] = []
    done: set[object] = set()
    for name in KINDS:
        fuzz = Fuzz(name, everybody, rows, SEED)
        fuzz.look()
        fuzz.addresses(ADDRESSES)
        fuzz.every_value(done)
        fuzz.posts(FORMS)
        asked += fuzz.asked
    assert [f"{each.who}: {each.what}: {each.status}" for each in asked if each.status >= 500] == []
    assert [line for line in log.getvalue().splitlines() if line.startswith(("Traceback", "  File"))] == []
    # SQLite keeps a text of any length in any column, PostgreSQL ends in an error: nothing is longer than its column.
    assert list(too_long()) == []
    # It got somewhere: pages were shown, forms refused in words, others taken.
    statuses = collections.Counter(each.status for each in asked)
    assert len(asked) > 5_000
    assert min(statuses[status] for status in (200, 302, 400, 403, 404, 405, 422)) > 80


def too_long() -> Iterator[str]:
    """Every text in the tables that is longer than its column."""
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, models.CharField) and column.max_length:
                rows = model._base_manager.annotate(letters=Length(column.name)).filter(letters__gt=column.max_length)
                if isinstance(rows, ScopedSet):
                    rows = rows.within(SYSTEM)
                if rows.exists():
                    yield f"{model.__name__}.{column.name}"


def test_columns_of_agencies_are_as_wide_as_files_may_say() -> None:
    assert {name: Agency._meta.get_field(name).max_length for name in MOST_LETTERS_OF} == MOST_LETTERS_OF


def test_an_error_is_seen(log: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OverflowError

    monkeypatch.setattr(home, "agencies_page", broken)
    everybody = cast()
    fuzz = Fuzz("gaew", everybody, furnish(everybody.a, everybody.anan, "mae-sot"), SEED)
    fuzz.ask("GET", "/")
    assert [each.status for each in fuzz.asked] == [500]
    assert "Traceback" in log.getvalue()
