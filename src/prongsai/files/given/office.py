"""Office files that are given to be kept: of a kind that is taken, and with nothing in them that runs."""

from __future__ import annotations

import io
import re
from typing import Literal

from prongsai.files.archive import Archive, Limits, NotOpened
from prongsai.files.given.papers import damaged
from prongsai.files.problems import Refused, file_refusal

OfficeKind = Literal["docx", "xlsx", "pptx", "odt", "ods"]

# As unpacked; a report of three hundred pages with photographs has some ten megabytes.
# A drawing with a white ground is packed a thousand times smaller, and is no bomb while it is not large.
LIMITS = Limits(
    entries=5_000, each=200_000_000, all=600_000_000, ratio=300, ratio_from=20_000_000, whole=True, nested=True
)
_TYPES = "[Content_Types].xml"
_KINDS: tuple[tuple[bytes, OfficeKind], ...] = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"presentationml.presentation.main+xml", "pptx"),
)
_OPEN_DOCUMENTS: dict[bytes, OfficeKind] = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
# Parts that hold macros, or controls and old sheets that run.
_RUNNING_PARTS = re.compile(r"(?i)vbaproject|vbadata|activex|macrosheets|(?:^|/)(?:basic|scripts)/")
_RUNNING_TYPES = re.compile(rb"(?i)macroenabled|vbaproject|activex|macrosheet")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Streams of a compound file: a packed file of any kind, and macros.
_PACKED, _OLD_MACROS = "Ole10Native".encode("utf-16-le"), "_VBA_PROJECT".encode("utf-16-le")
# A letter shows a slide, in which is a chart with its sheet.
_DEEPEST = 3
# A binary sheet is of this type with macros and without.
_BINARY_SHEET = b"sheet.binary.macroEnabled"
# What is fetched when the file is opened: a template, in which macros may be, or an object.
_FETCHED = re.compile(
    rb"(?is)<Relationship\b(?=[^>]*/(?:attachedTemplate|oleObject|frame)[\"'])(?=[^>]*Target\s*=\s*[\"']\s*"
    rb"(?:https?|ftp|mhtml|ms-[\w-]+)\s*:)"
)


def office_kind(data: bytes, name: str) -> OfficeKind:
    """Which office file it is. ``Refused`` for other kinds, macros, programs inside, locks and archives beyond limits.
    To be called in a process with limits."""
    kind = _looked_through(data, name, 0)
    if kind is None:
        raise _other(name)
    return kind


def _looked_through(data: bytes, name: str, depth: int) -> OfficeKind | None:
    """The kind of an office file; None for one that is not taken by itself, as a drawing that a letter shows."""
    try:
        with Archive(io.BytesIO(data), LIMITS) as archive:
            kind = _kind(archive, name, depth)
            if any(_RUNNING_PARTS.search(part) for part in archive.names):
                raise _macros(name)
            if archive.names[:1] == ("mimetype",) and b"encryption-data" in (
                archive.read("META-INF/manifest.xml") or b""
            ):
                raise _locked(name)
            for part in archive.names:
                _look_at_part(archive, part, name, depth)
            return kind
    except NotOpened as error:
        if error.reason == "locked":
            raise _locked(name) from error
        if error.reason == "large":
            raise file_refusal(
                name,
                "ไฟล์นี้ขยายแล้วใหญ่เกินไป ให้ย่อรูปภาพในไฟล์ หรือแยกเป็นหลายไฟล์",
                "this file unpacks to too much: make its pictures smaller, or split it",
            ) from error
        raise damaged(name) from error


def _kind(archive: Archive, name: str, depth: int) -> OfficeKind | None:
    types = archive.read(_TYPES)
    if types is not None:
        if _RUNNING_TYPES.search(types.replace(_BINARY_SHEET, b"") if depth else types):
            raise _macros(name)
        return next((kind for sign, kind in _KINDS if sign in types), None)
    mimetype = (archive.read("mimetype") or b"").strip()
    if depth and not mimetype.startswith(b"application/vnd.oasis.opendocument."):
        raise _other(name)
    return _OPEN_DOCUMENTS.get(mimetype)


def _other(name: str) -> Refused:
    return file_refusal(
        name,
        "ไฟล์นี้เป็นไฟล์บีบอัด แม่แบบ หรือเอกสารชนิดที่ไม่รับ ให้แตกไฟล์ออกมาส่งทีละไฟล์ หรือบันทึกเป็น Word, Excel, PowerPoint หรือ PDF",
        "this is an archive, a template or a document of a kind that is not taken: unpack it and give its files "
        "one by one, or save it as Word, Excel, PowerPoint or PDF",
    )


def _look_at_part(archive: Archive, part: str, name: str, depth: int) -> None:
    """What lies inside as a file of its own: another office file, or what an old program packed."""
    lower = part.lower()
    if lower.endswith(".rels") and _FETCHED.search(archive.read(part) or b""):
        raise _fetches(name)
    if "embeddings/" not in lower and not lower.startswith("object "):
        return
    data = archive.read(part) or b""
    if data.startswith(_COMPOUND):
        if _OLD_MACROS in data:
            raise _macros(name)
        if _PACKED in data:
            raise _packed(name)
    elif data[:4] == b"PK\x03\x04":
        if depth + 1 >= _DEEPEST:
            raise _packed(name)
        _looked_through(data, name, depth + 1)


def _macros(name: str) -> Refused:
    return file_refusal(
        name,
        "ไฟล์นี้มีแมโครหรือคำสั่งที่ทำงานเอง จึงไม่รับ ให้บันทึกเป็น .docx, .xlsx, .pptx, .odt หรือ .ods ที่ไม่มีแมโคร หรือเป็น PDF",
        "this file has macros or something else that runs; save it as .docx, .xlsx, .pptx, .odt or .ods without "
        "macros, or as PDF",
    )


def _fetches(name: str) -> Refused:
    return file_refusal(
        name,
        "ไฟล์นี้เรียกแม่แบบหรือวัตถุจากเว็บไซต์อื่นเมื่อเปิด จึงไม่รับ ให้เปิดไฟล์แล้วตัดการเชื่อมโยง หรือบันทึกเป็น PDF",
        "this file fetches a template or an object from elsewhere when it is opened; break the link, or save it as PDF",
    )


def _packed(name: str) -> Refused:
    return file_refusal(
        name,
        "ไฟล์นี้มีไฟล์อื่นฝังอยู่ข้างใน ให้นำออก แล้วส่งแต่ละไฟล์แยกกัน",
        "this file carries another file inside; take it out and give each by itself",
    )


def _locked(name: str) -> Refused:
    return file_refusal(
        name,
        "ไฟล์นี้ใส่รหัสผ่าน ให้บันทึกใหม่โดยไม่ใส่รหัสผ่านแล้วลองอีกครั้ง",
        "this file has a password; save it without one and try again",
    )
