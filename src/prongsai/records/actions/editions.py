"""Keeps an edition as it is used, by its checksum."""

from __future__ import annotations

from prongsai.criteria.editions import FILES, SHARED, folder_of
from prongsai.criteria.shapes import Criteria
from prongsai.records.models import StoredEdition


def keep_edition(criteria: Criteria) -> StoredEdition:
    """The stored revision of an edition; stored now where it is new."""
    found = StoredEdition.objects.filter(checksum=criteria.checksum).first()
    if found is not None:
        return found
    folder = folder_of(criteria.id)
    files = {
        name: folder.joinpath(name).read_text(encoding="utf-8") for name in FILES if folder.joinpath(name).is_file()
    }
    for name in SHARED:
        files[f"../{name}"] = folder.joinpath("..").joinpath("..").joinpath(name).read_text(encoding="utf-8")
    stored, _ = StoredEdition.objects.get_or_create(
        checksum=criteria.checksum,
        defaults={"name": criteria.id, "year": criteria.year, "revision": criteria.revision, "files": files},
    )
    return stored
