"""Rows of which something can no longer be read: they are named, and the others are read all the same.

Whoever writes to the database itself can leave there what no program writes: no JSON, no date, bytes for text, a number
of a thousand digits. On SQLite every column takes every kind of value.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from django.db import DataError, OperationalError, connection, models

from prongsai.records.fields import KeptJSON
from prongsai.records.models import Agency
from prongsai.records.scope import SYSTEM

P = ParamSpec("P")
Found = TypeVar("Found")
AnyRow = TypeVar("AnyRow", bound=models.Model)
# So many rows are read together where nothing is said of their size.
TOGETHER = 100


@dataclass(frozen=True)
class Unreadable:
    """The row of that number in its table is there, and what it says cannot be read."""

    pk: int


def is_garbage(error: Exception) -> bool:
    """Whether an error that came while a row was read says that the row itself cannot be read.

    Every other one says something of the database: that it is locked, or gone.
    """
    if isinstance(error, OperationalError):
        return "decode" in str(error)  # SQLite's word for text that is not UTF-8
    kinds = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError, DataError)
    return isinstance(error, kinds)


def attempt(read: Callable[P, Found], *arguments: P.args, **named: P.kwargs) -> Found | None:
    """What ``read`` gives; None where what it reads is garbage."""
    try:
        return read(*arguments, **named)
    except Exception as error:
        if is_garbage(error):
            return None
        raise


def readable(rows: models.QuerySet[AnyRow], together: int = TOGETHER) -> Iterator[AnyRow | Unreadable]:
    """Every row as it is, or its number where it cannot be read, in the order of the rows."""
    numbers = list(rows.values_list("pk", flat=True))
    for begin in range(0, len(numbers), together):
        some = numbers[begin : begin + together]
        found = attempt(_by_number, rows, some)
        if found is None:
            found = {}
            for number in some:
                found |= attempt(_by_number, rows, [number]) or {}
        for number in some:
            # A row that was taken away since is none; one whose neighbour in another table is gone cannot be read.
            if number in found:
                yield found[number]
            elif rows.filter(pk=number).values_list("pk").exists():
                yield Unreadable(number)


def _by_number(rows: models.QuerySet[AnyRow], numbers: list[int]) -> dict[int, AnyRow | Unreadable]:
    some = {row.pk: row for row in rows.filter(pk__in=numbers)}
    unsound = {number for number, row in some.items() if not all_sound(row)}
    if connection.vendor == "sqlite":
        unsound |= set(_disguised(rows.filter(pk__in=numbers), some))
    return {number: Unreadable(number) if number in unsound else row for number, row in some.items()}


def _disguised(rows: models.QuerySet[AnyRow], some: dict[int, AnyRow]) -> Iterator[int]:
    """Rows with a value that comes back as if it were sound: on SQLite what is no date as nothing, what is neither yes
    nor no as no."""
    for field in rows.model._meta.concrete_fields:
        if isinstance(field, models.BooleanField):
            yield from rows.exclude(**{f"{field.name}__in": (True, False)}).values_list("pk", flat=True)
        elif field.null and isinstance(field, models.DateField):
            there = rows.filter(**{f"{field.name}__isnull": False}).values_list("pk", flat=True)
            yield from (number for number in there if number in some and getattr(some[number], field.attname) is None)


def all_sound(row: models.Model) -> bool:
    """Whether every value of a row, as far as it was read, is of the kind of its column."""
    left_out = row.get_deferred_fields()
    return all(
        is_sound(field, getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.attname not in left_out
    )


def is_sound(field: models.Field[Any, Any], value: object) -> bool:
    """Whether a value is of the kind of its column."""
    if value is None:
        return field.null
    match field:
        case models.BooleanField():
            return isinstance(value, bool)
        case models.DateTimeField():
            return isinstance(value, datetime.datetime)
        case models.DateField():
            return isinstance(value, datetime.date)
        case models.BinaryField():
            return isinstance(value, bytes | memoryview)
        case models.ForeignKey():
            return is_sound(field.target_field, value)
        case models.IntegerField():
            return isinstance(value, int) and not isinstance(value, bool)
        case models.JSONField() | KeptJSON():
            return True  # whatever JSON can say
        case _:
            return isinstance(value, str)


def readable_values(rows: models.QuerySet[Any], names: tuple[str, ...]) -> Iterator[tuple[int, tuple[Any, ...] | None]]:
    """Values of every row with its number, in the order of the rows; None where one of them cannot be read.

    All come in one go; only from where one could not be read on are they asked for a few at a time.
    """
    fields = [rows.model._meta.get_field(name) for name in names]
    passed = 0
    try:
        for number, *values in rows.values_list("pk", *names).iterator():
            yield number, _sound_values(fields, values)
            passed += 1
    except Exception as error:
        if not is_garbage(error):
            raise
    else:
        return
    numbers = list(rows.values_list("pk", flat=True))[passed:]
    for begin in range(0, len(numbers), TOGETHER):
        some = numbers[begin : begin + TOGETHER]
        found = attempt(list[Any], rows.filter(pk__in=some).values_list("pk", *names))
        if found is None:
            found = []
            for number in some:
                row = attempt(list[Any], rows.filter(pk=number).values_list("pk", *names))
                found += [(number,)] if row is None else row
        yield from ((number, _sound_values(fields, values)) for number, *values in found)


def _sound_values(fields: list[Any], values: list[Any]) -> tuple[Any, ...] | None:
    sound = len(values) == len(fields) and all(map(is_sound, fields, values))
    return tuple(values) if sound else None


def values_alone(rows: models.QuerySet[Any], pk: int, *names: str) -> tuple[Any, ...]:
    """Values of one row, each read by itself; None for what cannot be read, or is no text and no number."""
    found = []
    for name in names:
        value = attempt(rows.filter(pk=pk).values_list(name, flat=True).first)
        found.append(value if isinstance(value, int | str) else None)
    return tuple(found)


def every_agency() -> Iterator[Agency]:
    """Every agency; of one whose row cannot be read, as much as is there, under its number where it has no name.

    Its code is empty where that is what cannot be read.
    """
    rows = Agency.objects.within(SYSTEM)
    for row in readable(rows):
        if isinstance(row, Agency):
            yield row
            continue
        code, name = values_alone(rows, row.pk, "code", "name")
        named = name if isinstance(name, str) else f"#{row.pk}"
        yield Agency(pk=row.pk, code=code if isinstance(code, str) else "", name=named)
