"""What is counted for all processes together (wrong passwords and codes), in a table that strangers cannot empty."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import connections


class KeptCounts(DatabaseCache):
    """Django's table of values that run out, of which none goes before its time.

    Django's own throws a third of its rows away when there are many, whatever they are. Whoever tried enough addresses
    that nobody has would so have the wrong tries for an account forgotten, and guess on.
    """

    _table: str  # the parent's, which its types do not tell of

    def _cull(self, db: str, cursor: Any, now: datetime.datetime, num: int) -> None:
        """Takes away what has run out, and nothing else."""
        connection = connections[db]
        table, expires = (connection.ops.quote_name(name) for name in (self._table, "expires"))
        at = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(f"DELETE FROM {table} WHERE {expires} < %s", [at])  # noqa: S608 — names of our own table
