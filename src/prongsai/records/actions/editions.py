"""Keeps an edition as it is used, by its checksum."""

from __future__ import annotations

from collections.abc import Mapping

from prongsai.criteria.editions import edition_as_kept, edition_files, folder_of
from prongsai.criteria.shapes import Criteria
from prongsai.records.models import StoredEdition


def keep_edition(criteria: Criteria, rules: Mapping[str, bytes] | None = None) -> StoredEdition:
    """The stored revision of an edition; stored now where it is new, with all that it is read from.

    ``rules``: its files, where it does not come with the program. Raises ``ChangedEdition`` where ``criteria`` is not
    what the files give: it could not be read back.
    """
    stored = StoredEdition.objects.filter(checksum=criteria.checksum).first()
    if stored is not None:
        return stored
    given = rules if rules is not None else edition_files(folder_of(criteria.id))
    files = {name: content.decode("utf-8-sig") for name, content in given.items()}
    edition_as_kept(criteria.id, files, criteria.checksum)
    stored, _ = StoredEdition.objects.get_or_create(
        checksum=criteria.checksum,
        defaults={"name": criteria.id, "year": criteria.year, "revision": criteria.revision, "files": files},
    )
    return stored
