"""What is counted for all processes together (wrong passwords and codes), in a table that strangers cannot empty."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, IntegrityError, OperationalError, connections
from django.db.utils import DEFAULT_DB_ALIAS


class KeptCounts(DatabaseCache):
    """Django's table of values that run out, of which none goes before its time.

    Django's own throws a third of its rows away when there are many, whatever they are. Whoever tried enough addresses
    that nobody has would so have the wrong tries for an account forgotten, and guess on.

    Nor is anything silently not written, as Django's own allows: on a full disk the right password would be answered as
    one try too many. Whoever is counted is told that the database takes nothing: ``OperationalError``.
    """

    _table: str  # the parent's, which its types do not tell of

    def _cull(self, db: str, cursor: Any, now: datetime.datetime, num: int) -> None:
        """Takes away what has run out, and nothing else."""
        connection = connections[db]
        table, expires = (connection.ops.quote_name(name) for name in (self._table, "expires"))
        at = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(f"DELETE FROM {table} WHERE {expires} < %s", [at])  # noqa: S608 — names of our own table

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        """As the parent's, which says False for a value that is there already, or came meanwhile, and nothing else."""
        wrote, wrong = False, None

        def watch(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
            nonlocal wrote, wrong
            try:
                done = execute(sql, parameters, many, context)
            except DatabaseError as error:
                wrong = error
                raise
            wrote = wrote or sql.startswith(("INSERT", "UPDATE"))
            return done

        with connections[DEFAULT_DB_ALIAS].execute_wrapper(watch):
            done: bool = super()._base_set(mode, key, value, timeout)  # type: ignore[misc]  # the stubs leave it out
        if not done:
            if wrong is not None and not isinstance(wrong, IntegrityError):
                raise wrong
            if wrong is None and wrote:
                # It was taken, and what ends the transaction was not.
                raise OperationalError("the count could not be written")
        return done
