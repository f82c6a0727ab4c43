"""Reads a PDF with PDFium: letters and lines with their places, put together to passages and tables.

PDFium is written in C++, knows one thread and may fall on a spoiled file: whoever reads what people hand in calls
``read_document`` in a process of its own.
"""

from __future__ import annotations

import re

import pypdfium2
import pypdfium2.raw as pdfium

from prongsai.files.problems import file_refusal
from prongsai.proofread.document.opening import broken_document, locked, too_much
from prongsai.proofread.document.passages import Piece
from prongsai.proofread.document.pdf.flow import pieces_of_pages
from prongsai.proofread.document.pdf.page import page_of
from prongsai.proofread.document.pdf.shapes import Page

MOST_PAGES = 300
MOST_LETTERS = 2_000_000
# A page with fewer letters than this that a picture covers is a scan of a page.
_FEW_LETTERS = 20
_COVERED = 0.3
# A text of which this part has no meaning cannot be read; it is no text that lost a letter here and there.
_MOST_UNREAD = 0.05
_THAI = re.compile(r"[\u0e01-\u0e5b]")
# Old Thai fonts gave Thai letters the codes of these.
_LATIN_SIGNS = re.compile(r"[\u0080-\u00ff]")


def read_portable(data: bytes, name: str) -> tuple[tuple[Piece, ...], tuple[int, ...]]:
    """The passages of a PDF, and the pages that are pictures without text. Raises ``Refused``, also for scans and for
    texts whose letters have no meaning."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _not_opened(error, name) from error
    try:
        if len(document) > MOST_PAGES:
            raise _too_long(name, len(document))
        pages: list[Page] = []
        letters = 0
        for number in range(1, len(document) + 1):
            pages.append(page_of(document, number))
            letters += pages[-1].letters
            if letters > MOST_LETTERS:
                raise too_much(name)
    except pypdfium2.PdfiumError as error:
        raise broken_document(name) from error
    except OverflowError as error:
        raise too_much(name) from error
    finally:
        document.close()
    scans = tuple(page.number for page in pages if page.letters < _FEW_LETTERS and page.pictures > _COVERED)
    _refuse_unread(pages, scans, name)
    return pieces_of_pages([page for page in pages if page.number not in scans]), scans


def _not_opened(error: pypdfium2.PdfiumError, name: str) -> Exception:
    return locked(name) if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD else broken_document(name)


def _refuse_unread(pages: list[Page], scans: tuple[int, ...], name: str) -> None:
    """Raises ``Refused`` where no text was read, or one whose letters have no meaning."""
    text = "".join(run.text for page in pages for run in page.runs)
    letters = sum(page.letters for page in pages)
    if not any(letter.isalpha() for letter in text):
        if letters and not scans:
            raise _without_meaning(name)
        raise file_refusal(
            name,
            "ไฟล์ PDF นี้ไม่มีข้อความ (น่าจะเป็นภาพสแกน) ให้ใช้ไฟล์ Word ต้นฉบับ",
            "this PDF holds no text (it may be a scan); use the Word file it was made from",
        )
    unread = sum(page.unread for page in pages)
    signs = len(_LATIN_SIGNS.findall(text))
    if unread > _MOST_UNREAD * letters or (signs > 0.2 * len(text) and signs > 5 * len(_THAI.findall(text))):
        raise _without_meaning(name)


def _without_meaning(name: str) -> Exception:
    return file_refusal(
        name,
        "อ่านตัวอักษรในไฟล์ PDF นี้ไม่ได้ เพราะแบบอักษรในไฟล์ไม่ได้บอกว่าเป็นตัวอักษรใด ให้ใช้ไฟล์ Word ต้นฉบับ",
        "the letters of this PDF cannot be read, for its fonts do not say which they are; use the Word file",
    )


def _too_long(name: str, pages: int) -> Exception:
    return file_refusal(
        name,
        f"ไฟล์ PDF นี้มี {pages} หน้า อ่านได้ไม่เกิน {MOST_PAGES} หน้า ให้แยกเฉพาะส่วนที่เป็นผลการประเมินและมาตรการ",
        f"the PDF has {pages} pages and at most {MOST_PAGES} are read; take out the part with results and measures",
    )
