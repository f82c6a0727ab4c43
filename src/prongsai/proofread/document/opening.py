"""Refusals of documents, and archives that are opened with limits."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree as ElementTree
from defusedxml.common import DefusedXmlException

from prongsai.files.archive import Archive, Limits, NotOpened
from prongsai.files.problems import Refused, file_refusal

# A document of 300 pages with photographs has about 30 MB; its text a tenth of that.
MOST_BYTES = 60_000_000
MOST_ENTRIES = 5_000
MOST_OF_A_PART = 40_000_000
MOST_OF_ALL_PARTS = 120_000_000
# Word's XML shrinks to a tenth or a twentieth; what shrinks to a thousandth was made to harm.
MOST_RATIO = 400
DEEPEST = 300


def broken_document(name: str) -> Refused:
    """A file that does not hold what its name says."""
    return file_refusal(
        name,
        "ไฟล์เสียหรือไม่ใช่เอกสารตามนามสกุล ให้เปิดในโปรแกรมเดิมแล้วบันทึกใหม่เป็น .docx",
        "the file is damaged or is not what its name says; open it where it was made and save it again as .docx",
    )


def too_much(name: str) -> Refused:
    """A file that grows beyond all measure when it is unpacked."""
    return file_refusal(
        name,
        "ไฟล์ขยายออกแล้วใหญ่ผิดปกติ จึงไม่อ่าน ให้คัดลอกเนื้อหาไปไว้ในเอกสารใหม่แล้วบันทึก",
        "the file unpacks to far more than a document holds, so it is not read; copy its text to a new document",
    )


def _not_opened(error: NotOpened, name: str) -> Refused:
    return (
        too_much(name)
        if error.reason == "large"
        else locked(name)
        if error.reason == "locked"
        else broken_document(name)
    )


class Package:
    """The parts of an Office file, read one by one and never beyond the limits."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        limits = Limits(MOST_ENTRIES, MOST_OF_A_PART, MOST_OF_ALL_PARTS, MOST_RATIO)
        try:
            self._archive = Archive(data, limits)
        except NotOpened as error:
            raise _not_opened(error, name) from error
        self.names = self._archive.names

    def __contains__(self, part: str) -> bool:
        return part in self._archive

    def bytes_of(self, part: str) -> bytes | None:
        """A part's bytes, None where it is not there."""
        try:
            return self._archive.read(part)
        except NotOpened as error:
            raise _not_opened(error, self.name) from error

    def xml_of(self, part: str) -> Element | None:
        """A part as XML, None where it is not there; a document type or entity is refused."""
        data = self.bytes_of(part)
        if data is None:
            return None
        try:
            root: Element = ElementTree.fromstring(data, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise broken_document(self.name) from error
        if _deep(root):
            raise too_much(self.name)
        return root


def _deep(root: Element) -> bool:
    """Whether elements stand in each other deeper than any document's."""
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def locked(name: str) -> Refused:
    """A file with a password."""
    return file_refusal(
        name,
        "ไฟล์นี้ตั้งรหัสผ่านไว้ ให้บันทึกสำเนาที่ไม่มีรหัสผ่านแล้วเลือกใหม่",
        "the file has a password; save a copy without one and check that",
    )
