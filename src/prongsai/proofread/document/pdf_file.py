"""Reads the text of a PDF, line by line; its tables are lines too, for a PDF knows no cells."""

from __future__ import annotations

import io
import logging

import pypdf
from pypdf.errors import PyPdfError

from prongsai.files.problems import file_refusal
from prongsai.language.thai_text import lines_of
from prongsai.proofread.document.actual_text import say_actual_text
from prongsai.proofread.document.opening import broken_document, locked, too_much
from prongsai.proofread.document.passages import Collector, Piece

MOST_PAGES = 1_000
MOST_LETTERS = 10_000_000

# What pypdf has to say about odd files is for its makers; what a reader needs to know is said by the refusals here.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_portable(data: bytes, name: str) -> tuple[Piece, ...]:
    """The lines of a PDF as passages, page by page. Raises ``Refused``; also for scans, which hold no text."""
    out = Collector()
    letters = 0
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise locked(name)
        if len(reader.pages) > MOST_PAGES:
            raise too_much(name)
        for number, page in enumerate(reader.pages, start=1):
            say_actual_text(page)
            text = page.extract_text()
            letters += len(text)
            if letters > MOST_LETTERS:
                raise too_much(name)
            for line in lines_of(text):
                out.line(line, number)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError) as error:
        raise broken_document(name) from error
    except (ArithmeticError, AssertionError, NotImplementedError, ImportError, LookupError) as error:
        raise broken_document(name) from error
    if not any(letter.isalpha() for piece in out.pieces for letter in getattr(piece, "text", "")):
        raise file_refusal(
            name,
            "ไฟล์ PDF นี้ไม่มีข้อความ (น่าจะเป็นภาพสแกน) ให้ใช้ไฟล์ Word ต้นฉบับ",
            "this PDF holds no text (it may be a scan); use the Word file it was made from",
        )
    return tuple(out.pieces)
