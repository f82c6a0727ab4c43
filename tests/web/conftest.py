"""Every page of these tests fails where its template asks for a name that nothing sets; no test leaves a thread."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from strict_names import watch


@pytest.fixture(autouse=True)
def _templates_know_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    watch(monkeypatch)


@pytest.fixture(scope="session", autouse=True)
def _tables_outlive_the_server(django_db_setup: None) -> None:
    """What is made first goes last: the server of the browser's tests lets go of the tables before they go."""


@pytest.fixture(autouse=True)
def _nobody_sends_mail_after_the_test() -> Iterator[None]:
    yield
    from prongsai.flow.people.mail import SENDER

    SENDER.stop()
