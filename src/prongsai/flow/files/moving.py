"""Files that an earlier program kept in tables are moved into the store, one by one."""

from __future__ import annotations

import contextlib
from typing import Any

from prongsai.flow.files.store import forget_what_was_seen, is_ours
from prongsai.outside.options import read_options
from prongsai.outside.store import by_content

_TABLES = ("MadeDocument", "Issuance", "AgencyPicture")


def move_files(step: str) -> int:
    """Moves every file that lies in a table as the tables are at ``step`` of the changes; how many.

    One that was moved is not looked at again, so that whoever was cut off goes on. OSError where the disk is full: then
    nothing is lost, for a file leaves its table when it lies in the store.
    """
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor
    from django.utils import timezone

    tables: Any = MigrationExecutor(connection).loader.project_state([("records", step)]).apps
    stored = tables.get_model("records", "StoredFile")._base_manager
    home, moved, now = read_options().home, 0, timezone.now()
    forget_what_was_seen()
    for name in _TABLES:
        rows = tables.get_model("records", name)._base_manager
        kept = rows.exclude(data=b"") if name == "MadeDocument" else rows.filter(file=None)
        for pk in list(kept.order_by("pk").values_list("pk", flat=True)):
            if not moved and not is_ours(home, now=now):
                raise OSError("the folder of files is another database's")
            row = rows.only("data").get(pk=pk)
            data = bytes(row.data)
            checksum = by_content.put(home, data)
            with transaction.atomic():
                stored.get_or_create(pk=checksum, defaults={"size": len(data), "wanted_at": now})
                rows.filter(pk=pk).update(file=checksum, data=b"")
            moved += 1
    return moved


def give_back_room() -> None:
    """SQLite keeps the room of what left its file until it is told; PostgreSQL gives it back by itself in time."""
    from django.db import DatabaseError, connection

    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with contextlib.suppress(DatabaseError), connection.cursor() as cursor:  # a full disk keeps its file as it is
            cursor.execute("VACUUM")
