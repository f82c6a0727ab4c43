"""Whatever is asked of the site, by whomever: it answers, and nothing falls."""

from __future__ import annotations

import collections
import io
from collections.abc import Iterator

import pytest
from fuzzing import Asked, Fuzz, logged

from people import cast, furnish
from prongsai.flow.documents import shelf
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
    monkeypatch.setattr(shelf, "work", lambda *_, **__: False)
    monkeypatch.setattr(shelf, "later", lambda *_, **__: None)
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
    # It got somewhere: pages were shown, forms refused in words, others taken.
    statuses = collections.Counter(each.status for each in asked)
    assert len(asked) > 5_000
    assert min(statuses[status] for status in (200, 302, 400, 403, 404, 405, 422)) > 80


def test_an_error_is_seen(log: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OverflowError

    monkeypatch.setattr(home, "agencies_page", broken)
    everybody = cast()
    fuzz = Fuzz("gaew", everybody, furnish(everybody.a, everybody.anan, "mae-sot"), SEED)
    fuzz.ask("GET", "/")
    assert [each.status for each in fuzz.asked] == [500]
    assert "Traceback" in log.getvalue()
