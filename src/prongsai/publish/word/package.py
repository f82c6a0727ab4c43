"""The package that holds a Word file's parts: content types, relationships, and a zip that is the same every time."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.publish.word.markup import element, part_xml

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

# The first moment a zip can tell; a report's bytes do not depend on when they were written.
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)
_DEFAULT_TYPES = {
    "png": "image/png",
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
}


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part points to: ``kind`` is the full type, ``target`` a path inside the package."""

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class PackagePart:
    """One part; ``content_type`` is empty where the ending of ``path`` says it."""

    path: str
    data: bytes
    content_type: str = ""
    relationships: tuple[Relationship, ...] = ()


def zipped(parts: Sequence[PackagePart], relationships: Sequence[Relationship]) -> bytes:
    """The package with ``relationships`` of its own; the same parts give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "[Content_Types].xml", _content_types(parts))
        _add(archive, "_rels/.rels", _relationships(relationships, ""))
        for part in parts:
            _add(archive, part.path, part.data)
            if part.relationships:
                folder, name = posixpath.split(part.path)
                _add(archive, f"{folder}/_rels/{name}.rels", _relationships(part.relationships, folder))
    return buffer.getvalue()


def _add(archive: zipfile.ZipFile, path: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(path, _FIRST_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # else the bytes tell Windows from the rest
    archive.writestr(entry, data)


def _content_types(parts: Sequence[PackagePart]) -> bytes:
    defaults = [element("Default", {"Extension": end, "ContentType": kind}) for end, kind in _DEFAULT_TYPES.items()]
    named = [
        element("Override", {"PartName": f"/{part.path}", "ContentType": part.content_type})
        for part in parts
        if part.content_type
    ]
    return part_xml(element("Types", {}, [*defaults, *named]), main=f"{PACKAGE}/content-types")


def _relationships(relationships: Sequence[Relationship], folder: str) -> bytes:
    lines = [
        element(
            "Relationship",
            {
                "Id": relationship.id,
                "Type": relationship.kind,
                "Target": posixpath.relpath(relationship.target, folder or "."),
            },
        )
        for relationship in relationships
    ]
    return part_xml(element("Relationships", {}, lines), main=f"{PACKAGE}/relationships")
