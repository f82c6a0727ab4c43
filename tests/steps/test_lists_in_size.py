"""Lists in documents are set in the letters of the text, 16 point of TH Sarabun, in Word and in PDF."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader
from word_samples import W, opened, part, report, style_of

from prongsai.publish.pdf.pdf import pdf
from prongsai.publish.report import Digits, Listing, Paragraph, text_runs
from prongsai.publish.word.document import docx

# Official points, and the ratio at which the PDF sets them in Sarabun (decision 10).
OFFICIAL, RATIO = 16, 0.66
BULLETS = Listing(tuple(text_runs(f"จุดที่ {name}") for name in ("แรก", "สอง")))
NUMBERED = Listing(tuple(text_runs(f"ลำดับ {name}") for name in ("แรก", "สอง")), ordered=True)
BLOCKS = (Paragraph(text_runs("เนื้อความ")), BULLETS, NUMBERED)


def letters_of(data: bytes, style: str) -> tuple[str, str]:
    """The size of a style in half points, of Latin and of Thai letters, of it or of what it is based on."""
    styles = part(data, "word/styles.xml")
    found = next(each for each in styles.iter(f"{W}style") if each.get(f"{W}styleId") == style)
    for name in ("sz", "szCs"):
        if found.find(f"{W}rPr/{W}{name}") is None:
            return letters_of(data, found.find(f"{W}basedOn").get(f"{W}val"))
    size, thai = (found.find(f"{W}rPr/{W}{name}").get(f"{W}val") for name in ("sz", "szCs"))
    return size, thai


@pytest.mark.parametrize("digits", ["arabic", "thai"])
def test_word_sets_lists_as_the_text(digits: Digits) -> None:
    data = docx(report(*BLOCKS, digits=digits))
    for style in ("BodyText", "ListBullet", "ListNumber"):
        assert letters_of(data, style) == (str(OFFICIAL * 2),) * 2, style
    listed = [each for each in part(data).iter(f"{W}p") if each.find(f"{W}pPr/{W}pStyle") is not None]
    listed = [each for each in listed if style_of(each) in ("ListBullet", "ListNumber")]
    assert len(listed) == 4
    # Neither a run nor the sign before it has a size of its own.
    assert [each for one in listed for each in one.iter(f"{W}sz", f"{W}szCs")] == []
    with opened(data) as word:
        assert b"w:sz" not in word.read("word/numbering.xml")


@pytest.mark.parametrize("digits", ["arabic", "thai"])
def test_pdf_sets_lists_as_the_text(digits: Digits) -> None:
    sizes: set[float] = set()
    seen: list[str] = []

    def note(text: str, matrix: Any, placed: Any, font: Any, size: float) -> None:
        if text.strip():
            seen.append(text)
            sizes.add(round(size * abs(placed[3] or 1) * abs(matrix[3] or 1), 2))

    pages = PdfReader(io.BytesIO(pdf(report(*BLOCKS, digits=digits, page_numbers=False)))).pages
    pages[0].extract_text(visitor_text=note)
    assert "แรก" in "".join(seen) and len(seen) > 3
    assert sizes == {round(OFFICIAL * RATIO, 2)}, (sizes, seen)
