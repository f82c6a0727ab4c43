"""The rows that many tests begin with: the program writes them once a process, and they are put back from then on."""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction


@dataclass(frozen=True)
class _Kept:
    """What came, by table, with its columns; and what the maker gave back."""

    rows: dict[str, tuple[list[str], list[tuple[Any, ...]]]]
    given: Any


T = TypeVar("T")
_KEPT: dict[Hashable, _Kept] = {}


def begun(name: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` gives, with the rows that it writes; ``name`` says what they are and all that they depend on.

    Where other rows stand than stood when it wrote them, ``make`` writes anew.
    """
    before = _counts()
    key = (name, *before.items())
    if key in _KEPT:
        _put_back(_KEPT[key])
        given: T = copy.deepcopy(_KEPT[key].given)
        return given
    given = make()
    changed = [table for table, count in _counts().items() if count != before[table]]
    if not any(before[table] for table in changed):
        _KEPT[key] = _Kept({table: _rows(table) for table in changed}, copy.deepcopy(given))
    return given


def _counts() -> dict[str, int]:
    names = connection.introspection.django_table_names(only_existing=False, include_views=False)
    quoted = [(name, connection.ops.quote_name(name)) for name in names]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM {table}" for name, table in quoted))
        return dict(cursor.fetchall())


def _rows(table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return [column[0] for column in cursor.description], cursor.fetchall()


def _put_back(kept: _Kept) -> None:
    # References are looked at when the transaction ends, so the order of the tables is no matter.
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, rows) in kept.rows.items():
            names = ", ".join(map(connection.ops.quote_name, columns))
            values = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({values})", rows)
        # A restore in some test before sets the next numbers by what stood there then: they come behind these rows.
        models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in kept.rows]
        for line in connection.ops.sequence_reset_sql(no_style(), models) if connection.vendor == "postgresql" else ():
            cursor.execute(line)
