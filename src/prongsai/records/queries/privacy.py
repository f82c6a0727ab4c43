"""What the tables hold about one person, and who has seen the privacy notice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from prongsai.records.models import BreachVersion, NoticeSeen, Person
from prongsai.records.scope import SYSTEM
from prongsai.records.scoped import ScopedSet

# Rows that are shown of one table; a file to be saved holds all.
SHOWN = 20
# The fields of a table that are read, in this order: a table of the settings of this program, ``app.Model``.
Fields = Sequence[str]


def has_seen(person: Person, version: int) -> bool:
    """Whether somebody has seen this version of the notice."""
    return NoticeSeen.objects.filter(person=person, version=version).exists()


def fields_by_table() -> Mapping[str, frozenset[str]]:
    """The columns of every table of this program and its libraries, by ``app.Model``."""
    return {
        model._meta.label: frozenset(field.name for field in model._meta.local_concrete_fields)
        for model in apps.get_models(include_auto_created=True)
    }


def rows_about(table: str, link: str, fields: Fields, person: Person) -> QuerySet[Any, dict[str, Any]]:
    """The rows of ``table`` that name a person through ``link``, newest first, each with ``fields`` alone.

    ``link`` leads from the row to the person; ``pk`` and ``email`` are the account's own number and address. A field
    may lead on (``agency__name``). Nobody's scope bounds it: it is their own, whatever role they have left.
    """
    rows: Any = apps.get_model(table)._default_manager.get_queryset()
    if isinstance(rows, ScopedSet):
        rows = rows.within(SYSTEM)
    wanted = {"pk": person.pk, "email": person.email}.get(link, person)
    found: QuerySet[Any, dict[str, Any]] = rows.filter(**{link: wanted}).order_by("-pk").values(*fields)
    return found


def people_and_seen(version: int) -> tuple[int, int]:
    """How many open accounts there are, and how many of them have seen this version of the notice."""
    people = Person.objects.filter(is_active=True)
    return people.count(), people.filter(notices_seen__version=version).count()


def breach_versions(number: int | None = None) -> list[BreachVersion]:
    """What was written down of breaches, or of one: the newest breach and version first."""
    rows = BreachVersion.objects.select_related("written_by")
    return list(rows if number is None else rows.filter(number=number))
