"""Keeps an edition as it is used, by its checksum."""

from __future__ import annotations

from prongsai.criteria.editions import edition_as_kept, edition_files, folder_of
from prongsai.criteria.shapes import Criteria
from prongsai.records.models import StoredEdition


def keep_edition(criteria: Criteria) -> StoredEdition:
    """The stored revision of an edition; stored now where it is new, with all that it is read from.

    Raises ``ChangedEdition`` where ``criteria`` is not what the program's files give: it could not be read back.
    """
    stored = StoredEdition.objects.filter(checksum=criteria.checksum).first()
    if stored is not None:
        return stored
    files = {name: content.decode("utf-8-sig") for name, content in edition_files(folder_of(criteria.id)).items()}
    edition_as_kept(criteria.id, files, criteria.checksum)
    stored, _ = StoredEdition.objects.get_or_create(
        checksum=criteria.checksum,
        defaults={"name": criteria.id, "year": criteria.year, "revision": criteria.revision, "files": files},
    )
    return stored
