"""The files that an agency keeps: which belong to something, which are official records, how much room they take."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, Sum

from prongsai.records.models import Agency, AgencyFile, AgencyPicture, Issuance, MadeDocument, StoredFile
from prongsai.records.scope import SYSTEM, Scope
from prongsai.records.scoped import ScopedSet

# What belongs to one of these is kept as long as it is.
_BELONGS_TO = ("document", "result")


def files_of(scope: Scope, agency: Agency) -> ScopedSet[Any]:
    """The files of an agency that are there, newest first, each with ``record``: whether it is an official record."""
    rows: ScopedSet[AgencyFile] = AgencyFile.objects.within(scope).filter(agency=agency, removed_at=None)
    return rows.annotate(record=is_record()).order_by("-added_at", "-pk")


def is_record() -> Exists:
    """Whether a file belongs to a paper that was issued, and so is an official record."""
    return Exists(Issuance.objects.within(SYSTEM).filter(document=OuterRef("document")))


def belongs_to_nothing() -> Q:
    """Files that belong to nothing, as a condition: no column of theirs says so, and no other row names them."""
    condition = Q(**{f"{column}__isnull": True for column in _BELONGS_TO})
    for relation in AgencyFile._meta.related_objects:
        named: Any = relation.related_model
        condition &= Q(~Exists(named._base_manager.filter(**{relation.field.name: OuterRef("pk")})))
    return condition


def room_taken(agency: Agency, *, but: str = "") -> int:
    """The bytes that the files of an agency take, each once: made documents, issued papers, pictures, files that were
    given; ``but`` one, by its checksum."""
    checksums: set[str] = set()
    for rows in (
        AgencyFile.objects.within(SYSTEM).filter(agency=agency),
        MadeDocument.objects.within(SYSTEM).filter(round__agency=agency),
        Issuance.objects.within(SYSTEM).filter(document__round__agency=agency),
        AgencyPicture.objects.within(SYSTEM).filter(agency=agency),
    ):
        checksums.update(rows.exclude(file=None).values_list("file", flat=True))
    taken: int = 0
    listed = sorted(checksums - {but})
    for begin in range(0, len(listed), 500):
        some = StoredFile.objects.filter(pk__in=listed[begin : begin + 500])
        taken += some.aggregate(all=Sum("size"))["all"] or 0
    return taken
