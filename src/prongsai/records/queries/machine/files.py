"""Files of the store as the tables have them: which are named, by what, and which were found wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from prongsai.records.models import Agency, FileStore, StoredFile
from prongsai.records.queries.readable import readable_values


def known_mark() -> str:
    """By which mark the folder of files is known; empty where nothing was put into it yet."""
    return FileStore.objects.order_by("pk").values_list("mark", flat=True).first() or ""


def any_stored() -> bool:
    """Whether any file is known to lie in the store."""
    return StoredFile.objects.exists()


def unnamed() -> QuerySet[StoredFile]:
    """The files that no row of any table names."""
    rows = StoredFile.objects.all()
    for model, field in named_by():
        rows = rows.filter(~Exists(model._base_manager.filter(**{field: OuterRef("pk")})))
    return rows


def named_by() -> Iterator[tuple[Any, str]]:
    """Every table that names files, with the column: whatever is added later is among them by itself."""
    for relation in StoredFile._meta.related_objects:
        yield relation.related_model, relation.field.name


def checksums_of(agency: Agency) -> list[str]:
    """The checksum of every file that a row of an agency names, once."""
    found: set[str] = set()
    for model, field in named_by():
        path = getattr(model, "agency_path", "agency")
        rows = model._base_manager.filter(**{path: agency}).exclude(**{field: None})
        # What is no text names no file; the row itself is named as one that cannot be read.
        found.update(values[0] for _, values in readable_values(rows, (field,)) if values is not None)
    return sorted(found)


def faulty() -> QuerySet[StoredFile]:
    """The files that were found wrong and are named still."""
    return StoredFile.objects.filter(~Q(wrong=""), ~Exists(unnamed().filter(pk=OuterRef("pk"))))
