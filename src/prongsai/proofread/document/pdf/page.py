"""A page of a PDF as what stands on it and where, by positions from PDFium.

A PDF knows no words, lines or cells: it places letters. What they make is put together in ``grid`` and ``flow`` from
these positions alone, for a page that any program wrote.
"""

from __future__ import annotations

import pypdfium2

from prongsai.proofread.document.pdf.drawings import drawings_of
from prongsai.proofread.document.pdf.letters import runs_of
from prongsai.proofread.document.pdf.shapes import Page, Turned


def page_of(document: pypdfium2.PdfDocument, number: int) -> Page:
    """Page ``number``, from 1. Raises ``PdfiumError``; ``OverflowError`` where it holds more than a page can."""
    page = document[number - 1]
    try:
        turned = Turned(page)
        text = page.get_textpage()
        try:
            runs, letters, unread = runs_of(text, turned)
        finally:
            text.close()
        rules, drawn, pictures = drawings_of(page, turned)
    finally:
        page.close()
    area = turned.width * turned.height
    return Page(
        number, turned.width, turned.height, tuple(runs), rules, letters, unread, min(pictures / area, 1.0), drawn
    )
