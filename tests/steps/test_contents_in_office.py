"""The page numbers that Word files bring for their contents, held against the pages that LibreOffice makes of them."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from documents import document
from pypdf import PdfReader
from word_samples import W, part

from office_font import office_fonts
from prongsai.publish.pdf.pdf import heading_pages
from prongsai.publish.report import Contents
from prongsai.publish.word import docx

EXAMPLES = ("mae-sai", "mae-sot", "rangsit", "trang", "watthana")
ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
# PDF and Word break lines by lists of their own, so that a heading may stand on another page than in the PDF.
FARTHEST, WITH_CONTENTS = 2, 1
pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five books as LibreOffice prints their Word files, all at once."""
    folder = tmp_path_factory.mktemp("books")
    for name in EXAMPLES:
        (folder / f"{name}.docx").write_bytes(docx(document(name, "book")))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{name}.docx") for name in EXAMPLES]
    asked = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    fonts = folder / "fonts"
    fonts.mkdir()
    env = {**os.environ, "FONTCONFIG_FILE": str(office_fonts(fonts))}
    subprocess.run(asked, check=True, capture_output=True, timeout=300, env=env)
    return folder


@functools.cache
def told(name: str) -> list[str]:
    return [number.translate(ARABIC) for number in heading_pages(document(name, "book"))]


def printed(file: Path) -> list[int]:
    """The sheet of every heading, from the bookmarks of the PDF that LibreOffice made."""
    reader = PdfReader(file)

    def sheets(outline: list) -> list[int]:
        found: list[int] = []
        for each in outline:
            found += sheets(each) if isinstance(each, list) else [reader.get_destination_page_number(each) + 1]
        return found

    return sheets(reader.outline)


@pytest.mark.parametrize("name", EXAMPLES)
def test_headings_stand_where_the_contents_say(name: str, books: Path) -> None:
    numbers, sheets = told(name), printed(books / f"{name}.pdf")
    assert len(numbers) == len(sheets) > 0
    # Pages before the text are numbered by letters; the text begins with one on the sheet of its first heading.
    of_text = [(int(number), sheet) for number, sheet in zip(numbers, sheets, strict=True) if number.isdigit()]
    before = of_text[0][1] - of_text[0][0]
    apart = [abs(sheet - before - number) for number, sheet in of_text]
    contents = any(isinstance(block, Contents) for block in document(name, "book").blocks)
    assert max(apart) <= (WITH_CONTENTS if contents else FARTHEST), apart
    assert apart.count(0) >= len(apart) * (0.9 if contents else 0.5), apart


def test_contents_of_a_word_file_bring_those_numbers() -> None:
    (name,) = [name for name in EXAMPLES if any(isinstance(b, Contents) for b in document(name, "book").blocks)]
    links = list(part(docx(document(name, "book"))).iter(f"{W}hyperlink"))
    cached = [[each.text for each in link.iter(f"{W}t")][-1].translate(ARABIC) for link in links]
    counted = [int(number) for number in cached if number.isdigit()]
    assert len(counted) > 10 and counted == sorted(counted) and set(cached) <= set(told(name))
