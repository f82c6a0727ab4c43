"""What a file is by its content, whatever it is called: the one table of kinds."""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "excel", "excel with macros", "word", "slides", "open document", "zip", "old excel", "old word", "locked office",
    "old office", "pdf", "rtf", "PNG", "JPEG", "GIF", "TIFF", "WebP", "7z", "RAR", "gzip", "bzip2", "xz", "SQLite",
    "HTML", "XML", "UTF-16", "empty", "text",
]  # fmt: skip

IMAGES: frozenset[Kind] = frozenset(("PNG", "JPEG", "GIF", "TIFF", "WebP"))
PACKED: frozenset[Kind] = frozenset(("zip", "7z", "RAR", "gzip", "bzip2", "xz", "SQLite"))
ZIPPED: frozenset[Kind] = frozenset(("excel", "excel with macros", "word", "slides", "open document", "zip"))
COMPOUND: frozenset[Kind] = frozenset(("old excel", "old word", "locked office", "old office"))
ARCHIVES = PACKED | ZIPPED

# How the files of a kind begin.
_BEGINNINGS: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "RAR"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"SQLite format 3", "SQLite"),
)
_AFTER_BLANKS: tuple[tuple[bytes, Kind], ...] = ((b"%PDF", "pdf"), (b"{\\rtf", "rtf"))
# What files in a zip's folders make it. Names stand uncompressed, so that no archive need be opened to tell.
_ZIPPED: tuple[tuple[bytes, Kind], ...] = (
    (b"xl/vbaProject", "excel with macros"),
    (b"word/", "word"),
    (b"xl/", "excel"),
    (b"ppt/", "slides"),
)
# Names of streams in the compound files of old Office; a new file with a password is put into one too.
_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("EncryptedPackage", "locked office"),
    ("WordDocument", "old word"),
    ("Workbook", "old excel"),
    ("Book", "old excel"),
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(data: bytes) -> Kind:
    """What a file is by its content, whatever it is called. ``text`` is what it may be where nothing else is known."""
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        if b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]:
            return "open document"
        return next((kind for part, kind in _ZIPPED if part in data), "zip")
    if data.startswith(_COMPOUND):
        return next((kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in data), "old office")
    head = data[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ")
    for beginning, kind in _AFTER_BLANKS:
        if head.startswith(beginning):
            return kind
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    lower = head[:64].lower()
    if lower.startswith((b"<!doctype", b"<html", b"<?xml")):
        return "HTML" if b"html" in lower else "XML"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    return "text" if head or data[1024:].strip() else "empty"
