"""The tables at a start: what another process is making this moment is not taken for an earlier program's."""

from __future__ import annotations

import pytest

from prongsai.files.problems import Refused
from prongsai.flow.site import tables
from prongsai.flow.site.tables import Tables

pytestmark = pytest.mark.django_db
OLDER = Tables("older", "sqlite", waiting=("records.0004_x",))


def looked(monkeypatch: pytest.MonkeyPatch, *seen: Tables) -> list[Tables]:
    left = list(seen)
    monkeypatch.setattr(tables, "look", lambda: left.pop(0))
    return left


def test_tables_that_are_made_meanwhile_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    left = looked(monkeypatch, OLDER, Tables("current", "sqlite"))
    assert tables.need().state == "current"
    assert left == []


def test_tables_of_an_earlier_program_are_refused_when_nobody_makes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    looked(monkeypatch, OLDER, OLDER)
    with pytest.raises(Refused, match="prongsai migrate"):
        tables.need()
