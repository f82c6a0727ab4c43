"""The tables of the site: whether they are those of this program, and bringing them up to date, one at a time."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from prongsai.files.problems import Problem, Refused
from prongsai.flow.site.steps import migrate
from prongsai.language.text import Text

State = Literal["empty", "current", "older", "newer"]
OURS = "records"
# Of the whole database: several web processes may start at once on several machines.
_ADVISORY = 0x70726F6E67736169
LOCK = "tables.lock"
_PATIENCE = 600.0
# The step that stands for every chain being sealed; while the mark stands beside the steps, it counts as not made.
SEALED = "0008_chains_are_sealed"
_UNSEALED = ("chains", "not-sealed-yet")
# From this step on the database keeps decisions on one thing apart; what stands before it has the same columns.
UNDOUBLED, DOUBLED = "0014_one_decision_a_thing", "0013_signatories_of_agencies"
# Before this step files lay in tables; after the one before it they may be moved.
NO_BYTES, FILES_BESIDE = "0022_no_bytes_in_tables", "0021_files_by_content"


@dataclass(frozen=True)
class Tables:
    """How the tables stand to the program: ``waiting`` changes to make, ``unknown`` ones that another program made."""

    state: State
    vendor: str
    waiting: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def look() -> Tables:
    """How the tables stand; nothing is changed, and a database file that is not there is not made."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).is_file():
        return Tables("empty", connection.vendor)
    loader = MigrationLoader(connection)
    applied = set(loader.applied_migrations)
    if _UNSEALED in applied:
        applied -= {_UNSEALED, (OURS, SEALED)}
    if not any(app == OURS for app, _ in applied):
        return Tables("empty", connection.vendor)
    newest = {app: max(name for other, name in loader.disk_migrations if other == app) for app in loader.migrated_apps}
    unknown = tuple(
        f"{app}.{name}"
        for app, name in sorted(applied - set(loader.disk_migrations))
        # A library may drop old steps; what it adds comes after those that this program knows.
        if app == OURS or (app in newest and name > newest[app])
    )
    if unknown:
        return Tables("newer", connection.vendor, unknown=unknown)
    waiting = tuple(f"{app}.{name}" for app, name in sorted(set(loader.graph.nodes) - applied))
    return Tables("older" if waiting else "current", connection.vendor, waiting=waiting)


def need() -> Tables:
    """The tables as this program needs them: made where there are none.

    ``Refused`` for those of an earlier program, which ``prongsai migrate`` changes, and for those of a later one.
    """
    tables = look()
    if tables.state == "older":
        # Another process may be making them this moment: half of them looks as an earlier program's.
        with locked():
            tables = look()
    if tables.state == "empty":
        bring()
        return look()
    if tables.state == "older":
        count = len(tables.waiting)
        raise Refused(
            [
                Problem(
                    "",
                    Text(
                        th=f"ฐานข้อมูลเป็นของโปรแกรมรุ่นก่อน รอปรับ {count} รายการ ให้สำรองไฟล์ไว้ก่อน แล้วสั่ง prongsai migrate",
                        en=f"the database is of an earlier version of the program, {count} changes wait: keep a copy "
                        "of it, then run prongsai migrate",
                    ),
                )
            ]
        )
    refuse_newer(tables)
    return tables


def refuse_newer(tables: Tables) -> None:
    """``Refused`` where a later program made the tables."""
    if tables.state == "newer":
        first = tables.unknown[0]
        raise Refused(
            [
                Problem(
                    "",
                    Text(
                        th=f"ฐานข้อมูลเป็นของโปรแกรมรุ่นใหม่กว่านี้ (พบ {first}) ให้ติดตั้งโปรแกรมรุ่นนั้นหรือใหม่กว่า",
                        en=f"the database is of a later version of the program ({first}): install that version or a "
                        "later one",
                    ),
                )
            ]
        )


def bring() -> tuple[str, ...]:
    """Makes the tables or brings them up to date; the changes made. Of several at once one works, the others wait.

    ``Refused`` where a later program made them.
    """
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    from prongsai.flow.site.start import now
    from prongsai.records.actions.history import seal_old_chains
    from prongsai.records.actions.papers.decisions import merge_doubles

    with locked():
        before = look()
        refuse_newer(before)
        if before.state == "current":
            return ()
        sealing = f"{OURS}.{SEALED}" in before.waiting and before.state == "older"
        recorder = MigrationRecorder(connection)
        if sealing and _UNSEALED not in recorder.applied_migrations():
            recorder.record_applied(*_UNSEALED)
        if f"{OURS}.{UNDOUBLED}" in before.waiting:
            migrate(OURS, DOUBLED)
            if before.state == "older":
                merge_doubles(now=now())
        migrate_rest()
        if sealing:
            # Chains that an earlier program wrote are bound to their agencies, and to the rows that they tell of, at
            # once. Rows are read as today's tables have them, so these are there first; who is cut off before the mark
            # is taken away begins again here.
            seal_old_chains(now=now(), unwitnessed=True)
            recorder.record_unapplied(*_UNSEALED)
        return before.waiting or tuple(
            f"{app}.{name}" for app, name in sorted(MigrationRecorder(connection).applied_migrations())
        )


def migrate_rest() -> None:
    """The steps that are left; between two of them the files that lie in tables are moved into the store.

    What was broken off is done again from where it stopped: nothing is dropped that was not moved."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    from prongsai.flow.files.moving import give_back_room, move_files

    moved = 0
    if (OURS, NO_BYTES) not in MigrationRecorder(connection).applied_migrations():
        migrate(OURS, FILES_BESIDE)
        moved = move_files(FILES_BESIDE)
        # PostgreSQL changes no table while it has yet to look at rows of it.
        connection.check_constraints()
    migrate()
    if moved:
        give_back_room()


@contextlib.contextmanager
def locked() -> Iterator[None]:
    """Nobody else changes the tables meanwhile: a lock that ends with its process, whatever becomes of it."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_ADVISORY])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_ADVISORY])
        return
    folder = Path(str(connection.settings_dict["NAME"])).parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # SQLite's own lock of an empty file: the same on every system.
    lock = sqlite3.connect(folder / LOCK, timeout=_PATIENCE, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        lock.close()
