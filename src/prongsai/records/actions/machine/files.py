"""Files of the store noted, looked at and forgotten. Whatever names one does so in a change of its own."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.db.models.deletion import ProtectedError

from prongsai.records.models import FileStore, StoredFile
from prongsai.records.queries.machine.files import unnamed

# So many are forgotten in one go.
_TOGETHER = 200


def note_stored(*, checksum: str, size: int, now: datetime.datetime) -> StoredFile:
    """A file lies in the store and is about to be named: it stays for a day at least."""
    stored, made = StoredFile.objects.get_or_create(pk=checksum, defaults={"size": size, "wanted_at": now})
    if not made:
        # Whoever forgets it at this moment has taken the row: then it is made anew.
        if not StoredFile.objects.filter(pk=checksum).update(wanted_at=now, size=size, wrong=""):
            stored, _ = StoredFile.objects.get_or_create(pk=checksum, defaults={"size": size, "wanted_at": now})
        stored.wanted_at = now
    return stored


def forget_stored(*, before: datetime.datetime) -> list[str]:
    """Forgets files that nothing names and nobody wanted since ``before``; their checksums."""
    gone = []
    while True:
        rows = list(unnamed().filter(wanted_at__lt=before).values_list("pk", flat=True)[:_TOGETHER])
        taken = [checksum for checksum in rows if _forget(checksum, before)]
        gone += taken
        if not taken:
            return gone


def _forget(checksum: str, before: datetime.datetime) -> bool:
    try:
        with transaction.atomic():
            deleted, _ = unnamed().filter(pk=checksum, wanted_at__lt=before).delete()
    except ProtectedError:
        return False  # named meanwhile
    return bool(deleted)


def mark_store(*, mark: str, now: datetime.datetime) -> str:
    """The folder of files is known by ``mark``, unless it is by another already; the mark that counts."""
    with transaction.atomic():
        row, _ = FileStore.objects.get_or_create(pk=1, defaults={"mark": mark, "made_at": now})
    return row.mark


def note_checked(found: Mapping[str, str], *, now: datetime.datetime) -> None:
    """What was found of files that were read whole: by checksum ``missing``, ``altered``, or nothing."""
    for checksum, wrong in found.items():
        StoredFile.objects.filter(pk=checksum).update(checked_at=now, wrong=wrong)
