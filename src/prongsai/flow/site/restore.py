"""Restore: a site out of a backup, of this program or an earlier one; all of it, or nothing is left of the attempt."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prongsai.files.problems import Problem, Refused
from prongsai.flow.site.backup import LEFT_OUT, database_at, forget_database, kept_models
from prongsai.flow.site.copies.archive import Archive, kept_files, lines, refused
from prongsai.flow.site.copies.archive_checked import looked_at
from prongsai.flow.site.copies.left_behind import take_away
from prongsai.flow.site.start import answering, prepare
from prongsai.flow.site.tables import DOUBLED, OURS, UNDOUBLED, locked, look, migrate_rest, refuse_newer
from prongsai.language.text import Text
from prongsai.outside.options import read_options
from prongsai.outside.store import by_content
from prongsai.records.roles import ROLES

# Without these people would come back without what guards their accounts.
OF_ACCOUNTS = {"account.emailaddress", "mfa.authenticator", "socialaccount.socialaccount"}
# So much is put in at a time.
_ROWS, _BYTES = 500, 4_000_000


def restore(path: Path, folder: Path | None = None, *, despite_history: bool = False) -> dict[str, int]:
    """Puts a backup into the site, which must be empty; the number of rows by table.

    The rows go into tables as they were when the backup was made; then the tables are brought up to date as those of
    an old site are, and the history is verified. ``Refused`` for a file that is not whole or of a later program, for a
    site in use, and, but for ``despite_history``, for rows that are not what the history says of them.
    """
    home = folder.resolve() if folder else read_options().home
    take_away(home)
    with _nothing_left(home):
        prepare(folder, tables="leave")
        archive = looked_at(path, {model._meta.label_lower for model in kept_models()}, ROLES)
        with answering(), locked():
            from django.db import connection, transaction

            _must_be_empty(path)
            with _folder_taken_over(home):
                _put_files(path, archive, home)
                if connection.vendor == "sqlite":
                    _into_file(path, archive, despite_history)
                else:
                    with transaction.atomic():
                        _drop_tables()
                        _fill(path, archive, despite_history)
    return dict(archive.counts)


@contextlib.contextmanager
def _nothing_left(home: Path) -> Iterator[None]:
    """Where it goes wrong, what was not in the folder before is removed, and so are folders that were not there."""
    missing = [folder for folder in (home, *home.parents) if not folder.exists()]
    before = set(home.iterdir()) if home.is_dir() else set()
    try:
        yield
    except BaseException:
        _let_go()
        for left in set(home.iterdir()) - before if home.is_dir() else ():
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)
        for folder in missing:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _let_go() -> None:
    """Closes the database. What goes wrong before there is one, a wrong setting, has none."""
    from django.conf import settings

    if settings.configured:
        from django.db import connection

        # Nor does a database that is broken hide what broke it.
        with contextlib.suppress(Exception):
            connection.close()


@contextlib.contextmanager
def _folder_taken_over(home: Path) -> Iterator[None]:
    """Whoever restores says that the folder is to be this site's, of whichever database it was; unless it fails."""
    mark = by_content.mark_of(home)
    by_content.forget_mark(home)
    try:
        yield
    except BaseException:
        if mark:
            by_content.set_mark(home, mark)
        raise


def _put_files(path: Path, archive: Archive, home: Path) -> None:
    """The files are there before any row that names them. What a restore that fails put into a folder that was there
    before is cleared as all is that no row names."""
    for digits in archive.files:
        for file in kept_files(path, digits):
            by_content.put(home, file.data)


def _must_be_empty(path: Path) -> None:
    from django.apps import apps
    from django.db import connection

    tables = look()
    refuse_newer(tables)
    if tables.state == "empty":
        return
    there = set(connection.introspection.table_names())
    for model in apps.get_models(include_auto_created=True):
        label, table = model._meta.label, model._meta.db_table
        if table not in there or label.lower() in LEFT_OUT:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608 — our own table
            if cursor.fetchone():
                raise refused(
                    path,
                    f"ที่เก็บข้อมูลปลายทางมีข้อมูลอยู่แล้ว ({label}) ให้กู้คืนลงโฟลเดอร์ว่าง",
                    f"the site holds data already ({label}); restore into an empty folder",
                )


def _into_file(path: Path, archive: Archive, despite_history: bool) -> None:
    """Beside its place first; the site's own file is there when all of it is right."""
    from django.db import connection

    site = Path(str(connection.settings_dict["NAME"]))
    part = site.with_name(f".{site.name}.{os.getpid()}.part")
    forget_database(part)
    try:
        with database_at(part):
            _fill(path, archive, despite_history)
        if not site.exists():
            part.replace(site)
            return
        # Whoever has the empty site open goes on with the same file.
        with (
            contextlib.closing(sqlite3.connect(part)) as source,
            contextlib.closing(sqlite3.connect(site, timeout=20)) as target,
        ):
            source.backup(target, pages=-1)
    finally:
        forget_database(part)


def _drop_tables() -> None:
    """The tables of an empty site are made anew, as they were when the backup was made."""
    from django.db import connection

    there = set(connection.introspection.table_names())
    ours = {*connection.introspection.django_table_names(), "django_migrations", "shared_cache"} & there
    with connection.cursor() as cursor:
        for table in sorted(ours):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")


def _fill(path: Path, archive: Archive, despite_history: bool) -> None:
    from django.apps import apps
    from django.core.exceptions import FieldDoesNotExist
    from django.core.management.color import no_style
    from django.core.serializers.base import DeserializationError
    from django.db import DatabaseError, connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    from prongsai.flow.files.store import forget_what_was_seen, is_ours
    from prongsai.flow.history.verify import chains, heads_of_elsewhere
    from prongsai.flow.site.start import now
    from prongsai.records.actions.history import FIRST_WITNESSED, seal_heads, seal_old_chains
    from prongsai.records.actions.privacy.sign_ins import clear_sign_ins

    executor = MigrationExecutor(connection)
    if (OURS, archive.tables) not in executor.loader.disk_migrations:
        raise refused(
            path,
            f"ไฟล์สำรองเป็นของโปรแกรมรุ่นใหม่กว่านี้ ({archive.version}) ให้ติดตั้งรุ่นนั้นหรือใหม่กว่า",
            f"the backup is of a later version of the program ({archive.version}): install that version or a later one",
        )
    targets = [node for node in executor.loader.graph.leaf_nodes() if node[0] != OURS]
    targets.append((OURS, archive.tables))
    executor.migrate(targets)
    then = MigrationExecutor(connection).loader.project_state(targets).apps
    ours = {model._meta.label_lower for model in then.get_models() if model._meta.app_label == OURS} - LEFT_OUT
    if missing := (ours | OF_ACCOUNTS) - archive.counts.keys():
        names = ", ".join(sorted(missing))
        raise refused(path, f"ไฟล์สำรองขาดตาราง {names}", f"the backup lacks the tables {names}")
    try:
        with transaction.atomic():
            # Rows point at each other both ways, so the references are looked at when all are there. Making the
            # tables in the same transaction has told PostgreSQL to look at each at once.
            if connection.vendor == "postgresql":
                connection.cursor().execute("SET CONSTRAINTS ALL DEFERRED")
            for name in archive.counts:
                _table(path, name, then)
            connection.check_constraints()
    except (DeserializationError, DatabaseError, FieldDoesNotExist, OverflowError, TypeError, ValueError) as error:
        # What has the form of a row, and in one field what no row has. The database's own words may hold it: the first
        # line says enough.
        said = " ".join(str(error).partition("\n")[0].split())[:200]
        reason = "".join(sign if sign.isprintable() else "…" for sign in said)
        raise refused(
            path, f"ข้อมูลในไฟล์สำรองใช้ไม่ได้ ({reason})", f"the rows of the backup cannot be used ({reason})"
        ) from error
    heads = _undoubled(archive)
    migrate_rest()
    forget_what_was_seen()
    is_ours(read_options().home, now=now())
    with connection.cursor() as cursor:
        for line in connection.ops.sequence_reset_sql(no_style(), list(apps.get_models(include_auto_created=True))):
            cursor.execute(line)
    if heads is None:
        heads = [] if archive.tables < FIRST_WITNESSED else list(heads_of_elsewhere())
    wrong = heads
    clear_sign_ins(now=now())  # what was to be deleted since the backup was made does not come back
    seal_old_chains(now=now(), unwitnessed=archive.tables < FIRST_WITNESSED)
    # The heads of another machine are bound to its key; these chains go on here.
    seal_heads()
    if not despite_history:
        wrong += [(chain.agency, fault) for chain in chains() for fault in chain.wrong]
        _refuse(path, wrong)


def _undoubled(archive: Archive) -> list[tuple[str, Text]] | None:
    """Merges what stands twice in a backup of before the database kept it apart; then what its heads said before that,
    else None."""
    from django.core.management import call_command
    from django.core.management.color import no_style
    from django.db import connection

    from prongsai.flow.history.verify import heads_of_elsewhere
    from prongsai.flow.site.start import now
    from prongsai.records.actions.papers.decisions import doubles, merge_doubles
    from prongsai.records.models import Entry

    if archive.tables >= UNDOUBLED:
        return None
    call_command("migrate", OURS, DOUBLED, verbosity=0, interactive=False)
    if not doubles():
        return None
    heads = list(heads_of_elsewhere())
    with connection.cursor() as cursor:
        for line in connection.ops.sequence_reset_sql(no_style(), [Entry]):
            cursor.execute(line)
    merge_doubles(now=now())
    return heads


def _refuse(path: Path, wrong: list[tuple[str, Text]]) -> None:
    if wrong:
        why = Text(
            th="ประวัติในไฟล์สำรองไม่ครบหรือข้อมูลไม่ตรงกับประวัติ จึงไม่กู้คืน ให้ใช้ไฟล์สำรองฉบับก่อนหน้า "
            "หากจำเป็นต้องใช้ฉบับนี้ ให้ใส่ --despite-history",
            en="the history in the backup is not whole, or rows are not what it says of them; nothing was restored: "
            "use an earlier backup; where it must be this one, add --despite-history",
        )
        faults = [
            Problem("", Text(th=f"{agency} {fault.th}".strip(), en=f"{agency} {fault.en}".strip()))
            for agency, fault in wrong[:20]
        ]
        raise Refused([Problem("", why, file=str(path)), *faults])


def _table(path: Path, name: str, then: Any) -> None:
    from django.core.serializers.python import Deserializer

    try:
        model = then.get_model(name)
    except LookupError:
        raise refused(path, f"ไม่รู้จักตาราง {name}", f"unknown table {name}; was it made by a newer version?") from None

    class OfThatTime(Deserializer):
        """Rows of the tables as they were."""

        def _get_model_from_node(self, _identifier: str) -> Any:
            return model

    rows: list[Any] = []
    room = _BYTES

    for line in lines(path, name):
        room -= len(line)
        said = [json.loads(line)]
        # Of a large row there is a copy less for each name that lets go of it.
        del line
        rows.extend(row.object for row in OfThatTime(said))
        del said
        if len(rows) >= _ROWS or room <= 0:
            _insert(model, rows)
            rows.clear()
            room = _BYTES
    _insert(model, rows)


def _insert(model: Any, rows: list[Any]) -> None:
    """Puts rows in as they are; ``bulk_create`` would give fields such as the day of joining the day of today."""
    from django.db import connection

    fields = model._meta.local_concrete_fields
    at_once = max(1, connection.ops.bulk_batch_size(fields, rows)) if rows else 1
    for start in range(0, len(rows), at_once):
        model._base_manager._insert(rows[start : start + at_once], fields=fields, using="default", raw=True)
