"""Backup: every row, as all are at one moment, in one file that any database takes back. Nobody waits for it."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from prongsai.flow.site.copies.archive import LARGER_ROWS, Archive, Sealing, Writer
from prongsai.flow.site.copies.left_behind import take_away
from prongsai.flow.site.copies.packs import KeptFile
from prongsai.flow.site.tables import OURS
from prongsai.outside.files import yield_to_others
from prongsai.outside.options import read_options

# So many rows are read together: of tables whose rows may be large, and of others.
_FEW, _MANY = 10, 200
# Sessions end with a move to another machine; Django's own bookkeeping is made anew there.
LEFT_OUT = {
    "sessions.session",
    "contenttypes.contenttype",
    "auth.permission",
    "usersessions.usersession",
    # Nor does mail that waits: it would be sent from both, and codes in it follow from the secret key.
    "records.waitingmail",
    # What the program does by itself begins anew where it is restored.
    "records.beat",
    "records.job",
    # Nor what people were told: its mail would be sent from both, and what it tells of stands elsewhere.
    "records.message",
    # By which mark the folder of files is known: that of another machine is another folder.
    "records.filestore",
}


def kept_models() -> list[Any]:
    """The tables that a backup holds."""
    from django.apps import apps

    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label_lower not in LEFT_OUT and model._meta.managed and not model._meta.proxy
    ]


def backup(path: Path, *, replace: bool = False) -> Archive:
    """Writes a backup of the site to ``path``, whole and read back, or not at all; what is in it.

    It may be made while the site is in use and nobody waits: SQLite copies its file in one step, and the rows are read
    from the copy; PostgreSQL gives a snapshot. Rows pass through one at a time. The secret key is not in it: people
    sign in again after a restore. ``Refused`` where a file is there that is not to be replaced. What an earlier
    one that was killed left in the site's folder or beside ``path`` is removed.
    """
    yield_to_others()
    take_away(read_options().home)
    take_away(path.parent, name=path.name)
    with _moment(), Writer(path, tables=_newest(), replace=replace) as archive:
        for model in kept_models():
            archive.rows(model._meta.label_lower, functools.partial(_write, model))
        for digits in range(256):
            _pack(archive, f"{digits:02x}")
        return archive.finish()


def _pack(archive: Writer, digits: str) -> None:
    """The files whose checksums begin with two digits. Whatever a row named at this moment lies there for a day yet."""
    from prongsai.flow.files.naming import names_of
    from prongsai.flow.files.store import bytes_of
    from prongsai.records.models import StoredFile
    from prongsai.records.queries.machine.files import unnamed

    begin = f"sha256:{digits}"
    checksums = list(StoredFile.objects.filter(pk__startswith=begin).order_by("pk").values_list("pk", flat=True))
    if not checksums:
        return
    names, lacking = names_of(checksums), []
    # What nothing names any more is missed by nobody.
    needed = set(checksums) - set(unnamed().filter(pk__in=checksums).values_list("pk", flat=True))

    def kept() -> Iterator[KeptFile]:
        for checksum in checksums:
            name, data = names.get(checksum, ""), bytes_of(checksum)
            if data is not None:
                yield KeptFile(checksum, name, data)
            elif checksum in needed:
                lacking.append(name or checksum)

    archive.files(digits, kept(), lacking)


def _newest() -> str:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return max(name for app, name in MigrationRecorder(connection).applied_migrations() if app == OURS)


def _write(model: Any, out: Sealing) -> None:
    from django.core.serializers.jsonl import Serializer

    class Lines(Serializer):
        """As Django's, with each row encoded in one go."""

        def end_object(self, obj: Any) -> None:
            """One line."""
            self.stream.write(json.dumps(self.get_dump_object(obj), **self.json_kwargs) + "\n")
            self._current = None

    # A document may be large, and so may a round file.
    together = _FEW if model._meta.label_lower in LARGER_ROWS else _MANY
    rows = model._base_manager.order_by("pk").iterator(chunk_size=together)
    Lines().serialize(rows, stream=cast("IO[str]", out))  # of a stream it asks for no more than to be written to


@contextlib.contextmanager
def _moment() -> Iterator[None]:
    """What is read meanwhile is as it was at one moment."""
    from django.db import connection, transaction

    if connection.vendor == "postgresql":
        with transaction.atomic():
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    site = Path(str(connection.settings_dict["NAME"]))
    copy = site.with_name(f".{site.name}.{os.getpid()}.copy")
    try:
        with (
            contextlib.closing(sqlite3.connect(site, timeout=20)) as source,
            contextlib.closing(sqlite3.connect(copy)) as target,
        ):
            # A copy that is thrown away need not survive a power cut: the disk is left to those who write.
            target.execute("PRAGMA synchronous = OFF")
            # In one step: in several, each write in between would make it begin again.
            source.backup(target, pages=-1)
        with database_at(copy):
            yield
    finally:
        forget_database(copy)


@contextlib.contextmanager
def database_at(file: Path) -> Iterator[None]:
    """Meanwhile every query of this thread goes to another SQLite file."""
    from django.db import connection

    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = file
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def forget_database(file: Path) -> None:
    """Removes an SQLite file with what belongs to it."""
    for end in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + end).unlink(missing_ok=True)
