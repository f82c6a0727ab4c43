"""A finished document's bytes → its passages; what cannot be read is refused with what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from prongsai.files.kinds import ARCHIVES, COMPOUND, ZIPPED, kind_of
from prongsai.files.problems import file_refusal
from prongsai.proofread.document.html_file import read_page
from prongsai.proofread.document.opening import MOST_BYTES, broken_document, locked, too_much
from prongsai.proofread.document.passages import Piece
from prongsai.proofread.document.word_file import read_word

__all__ = ["ENDINGS", "MOST_BYTES", "Reading", "read_document"]

ENDINGS = (".docx", ".html", ".htm", ".pdf")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a document: its passages in reading order, and the pages that hold a picture and no text."""

    pieces: tuple[Piece, ...]
    pictures: tuple[int, ...] = ()


def read_document(data: bytes, name: str) -> Reading:
    """What a document says; ``name`` tells its kind by its ending.

    Raises ``Refused`` for another kind of file, and for one that is broken, locked, too large or has macros.
    """
    ending = PurePath(name).suffix.lower()
    if len(data) > MOST_BYTES:
        raise too_much(name)
    if ending not in ENDINGS:
        raise _other_kind(name, ending)
    if not data.strip():
        raise file_refusal(name, "ไฟล์ว่างเปล่า", "the file is empty")
    try:
        if ending == ".docx":
            return Reading(_word(data, name))
        if ending == ".pdf":
            if b"%PDF-" not in data[:1024]:
                raise broken_document(name)
            from prongsai.proofread.document.pdf.file import read_portable

            return Reading(*read_portable(data, name))
        if kind_of(data) in ARCHIVES | COMPOUND | {"pdf"} or _binary(data):
            raise broken_document(name)
        return Reading(read_page(data, name))
    except RecursionError as error:
        raise too_much(name) from error


def _binary(data: bytes) -> bool:
    """Whether bytes that should be a page hold what no text holds."""
    return not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\x00" in data[:2000]


def _word(data: bytes, name: str) -> tuple[Piece, ...]:
    kind = kind_of(data)
    if kind == "locked office":
        raise locked(name)
    if kind in COMPOUND:
        raise file_refusal(
            name,
            "ไฟล์นี้เป็น Word รุ่นเก่า (.doc) ให้เปิดแล้วบันทึกเป็น .docx",
            "this is a file of an old Word (.doc); open it and save it as .docx",
        )
    if kind not in ZIPPED:
        raise broken_document(name)
    return read_word(data, name)


def _other_kind(name: str, ending: str) -> Exception:
    if ending in (".doc", ".rtf", ".odt", ".docm", ".dotx", ".dotm"):
        return file_refusal(
            name,
            f"ไม่รับไฟล์ {ending} ให้เปิดใน Word แล้วบันทึกเป็น .docx",
            f"{ending} files are not read; open it in Word and save it as .docx",
        )
    return file_refusal(
        name,
        "ตรวจเอกสารได้เฉพาะไฟล์ .docx .html และ .pdf",
        "only .docx, .html and .pdf documents can be checked",
    )
