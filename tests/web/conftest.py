"""Every page of these tests fails where its template asks for a name that nothing sets."""

from __future__ import annotations

import pytest
from strict_names import watch


@pytest.fixture(autouse=True)
def _templates_know_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    watch(monkeypatch)


@pytest.fixture(scope="session", autouse=True)
def _tables_outlive_the_server(django_db_setup: None) -> None:
    """What is made first goes last: the server of the browser's tests lets go of the tables before they go."""
