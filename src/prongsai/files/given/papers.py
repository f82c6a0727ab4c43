"""PDF that is given to be kept: it opens, has no lock, runs nothing and carries no other file."""

from __future__ import annotations

import ctypes
import io
import re
import zlib
from typing import Any

from prongsai.files.problems import Refused, file_refusal

MOST_PAGES = 3_000
# Of compressed objects so many bytes are looked through.
_MOST_OBJECTS = 200_000_000
_LAUNCH = 4  # PDFACTION_LAUNCH


def _name(word: str) -> bytes:
    """A name of PDF, any letter of which may be written as ``#4A``."""
    letters = (rb"(?:%s|#(?i:%02x))" % (re.escape(letter.encode()), ord(letter)) for letter in word)
    return b"/" + b"".join(letters)


_RUNS = re.compile(rb"(?:%s|%s)(?![A-Za-z0-9])" % (_name("JavaScript"), _name("Launch")))
# In the address of a page such a name is a word like others. No sign of these ends a string or a remark.
_IN_ADDRESS = re.compile(rb"\((?:https?|ftp)://[\w.~/%#?&=+:;,@!$*'-]*\Z")
_LONGEST_ADDRESS = 2_000
_HOLDS = re.compile(rb"/EF\s*(?:<<|\d{1,10} \d{1,5} R)|/FileAttachment(?![A-Za-z0-9])")
_FORM_SCRIPT = re.compile(rb"(?i)<(?:[\w.-]+:)?script\b")
_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b.{0,600}?stream\r?\n", re.DOTALL)


def pages_of(data: bytes, name: str) -> int:
    """How many pages a PDF has. ``Refused`` for one that cannot be opened, is locked, runs something, holds files or
    has too many pages. To be called in a process with limits."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    if _says_so(data) or _runs_compressed(data):
        raise _runs(name)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise file_refusal(
                name,
                "ไฟล์ PDF นี้ใส่รหัสผ่าน ให้บันทึกใหม่โดยไม่ใส่รหัสผ่านแล้วลองอีกครั้ง",
                "this PDF has a password; save it without one and try again",
            ) from error
        raise damaged(name) from error
    try:
        count = len(document)
        if count == 0:
            raise damaged(name)
        if count > MOST_PAGES:
            raise file_refusal(
                name,
                f"ไฟล์ PDF นี้มี {count:,} หน้า รับได้ไม่เกิน {MOST_PAGES:,} หน้า ให้แยกเป็นหลายไฟล์",
                f"this PDF has {count:,} pages; at most {MOST_PAGES:,} are taken: split it",
            )
        plain = _written_plainly(document)
        if (
            _says_so(plain)
            or pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0
            or _launches(document, pdfium)
            or _form_runs(document, pdfium)
        ):
            raise _runs(name)
        if pdfium.FPDFDoc_GetAttachmentCount(document.raw) > 0 or _HOLDS.search(plain):
            raise file_refusal(
                name,
                "ไฟล์ PDF นี้มีไฟล์อื่นแนบอยู่ข้างใน ให้นำออก หรือสั่งพิมพ์เป็น PDF ใหม่ แล้วส่งแต่ละไฟล์แยกกัน",
                "this PDF carries other files inside; print it to PDF anew and give each file by itself",
            )
        return count
    finally:
        document.close()


def _says_so(data: bytes) -> bool:
    """Whether a name of what runs stands there, but in the address of a page."""
    for found in _RUNS.finditer(data):
        if not _IN_ADDRESS.search(data, max(0, found.start() - _LONGEST_ADDRESS), found.start()):
            return True
    return False


def _written_plainly(document: Any) -> bytes:
    """The same paper as PDFium writes it: no lock, no object packed with others, every name spelt out."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    written = io.BytesIO()
    try:
        document.save(written, flags=pdfium.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError:
        return b""  # what it cannot write was looked at as it is
    return written.getvalue()


def _form_runs(document: Any, pdfium: Any) -> bool:
    """Whether a form of the old kind, which is XML inside, has scripts."""
    for number in range(max(0, pdfium.FPDF_GetXFAPacketCount(document.raw))):
        size = ctypes.c_ulong(0)
        pdfium.FPDF_GetXFAPacketContent(document.raw, number, None, 0, size)
        held = ctypes.create_string_buffer(size.value)
        pdfium.FPDF_GetXFAPacketContent(document.raw, number, held, size.value, size)
        if _FORM_SCRIPT.search(held.raw):
            return True
    return False


def _launches(document: Any, pdfium: Any) -> bool:
    """Whether a link of a page starts a program."""
    for page in document:
        at, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page.raw, at, link):
            action = pdfium.FPDFLink_GetAction(link)
            if action and pdfium.FPDFAction_GetType(action) == _LAUNCH:
                return True
        page.close()
    return False


def _runs_compressed(data: bytes) -> bool:
    """Whether an object that is kept compressed runs something."""
    left, whole = _MOST_OBJECTS, memoryview(data)
    for found in _OBJECTS.finditer(data):
        try:
            objects = zlib.decompressobj().decompress(whole[found.end() :], min(left, 20_000_000))
        except zlib.error:
            continue  # packed in another way, or damaged: pdfium says what it holds
        left -= len(objects)
        if _says_so(objects):
            return True
        if left <= 0:
            return True  # more than any paper has: it is made to hide something
    return False


def _runs(name: str) -> Refused:
    return file_refusal(
        name,
        "ไฟล์ PDF นี้มีคำสั่งที่ทำงานเอง (สคริปต์หรือคำสั่งเปิดโปรแกรม) จึงไม่รับ ให้เปิดไฟล์แล้วสั่งพิมพ์เป็น PDF ใหม่",
        "this PDF runs something by itself (a script, or a command that starts a program); print it to PDF anew",
    )


def damaged(name: str) -> Refused:
    """The refusal of a file that cannot be opened."""
    return file_refusal(
        name,
        "เปิดไฟล์นี้ไม่ได้ ไฟล์เสียหายหรือไม่ครบ ให้บันทึกไฟล์ใหม่แล้วลองอีกครั้ง",
        "this file cannot be opened: it is damaged or not whole; save it anew",
    )
