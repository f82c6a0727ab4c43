"""Every figure of every example's booklet is the same in Word, PDF and HTML: read back from the files, and counted."""

from __future__ import annotations

import functools
import html as markup
import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from prongsai.flow.by_file.examples import EXAMPLES, examples
from prongsai.flow.by_file.write import make
from prongsai.language.exact import arabic

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
# A figure with decimals; a code such as o12 or a number in an address is none.
FIGURE = re.compile(r"(?<![0-9A-Za-z.,/=])[0-9]+\.[0-9]+(?![0-9A-Za-z/]|\.[0-9])")
NUMBER_OF_A_HEADING = re.compile(r"[0-9]\.[0-9]")
WHOLE = re.compile(r"(?<![0-9A-Za-z.,/=])[0-9]+(?![0-9A-Za-z/]|[.,][0-9])")
poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler reads the PDF back")


@functools.cache
def book(name: str) -> dict[str, bytes]:
    """The booklet of an example in every format, by the ending of the file."""
    made = make([examples()[name]], [name], "book", ("docx", "pdf", "html"))
    return {each.name.rpartition(".")[2]: each.data for each in made}


def latin(text: str) -> str:
    return "".join(str(arabic(letter)) if "๐" <= letter <= "๙" else letter for letter in text)


def found(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(pattern.findall(latin(text)))


def word_text(data: bytes) -> str:
    """Every paragraph of the body but the contents, which repeat the headings."""
    body = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    lines = []
    for each in body.iter(f"{W}p"):
        style = each.find(f"{W}pPr/{W}pStyle")
        if style is None or not style.get(f"{W}val", "").startswith("TOC"):
            lines.append("".join(part.text or "" if part.tag == f"{W}t" else " " for part in _parts(each)))
    return "\n".join(lines)


def _parts(paragraph: ElementTree.Element) -> list[ElementTree.Element]:
    return [each for each in paragraph.iter() if each.tag in (f"{W}t", f"{W}br", f"{W}tab")]


def word_charts(data: bytes) -> Counter[str]:
    """The values that the charts of a Word file show, with two decimals."""
    package = zipfile.ZipFile(io.BytesIO(data))
    values: Counter[str] = Counter()
    for name in package.namelist():
        if re.fullmatch(r"word/charts/chart\d+\.xml", name):
            for series in ElementTree.fromstring(package.read(name)).iter(f"{C}val"):
                values.update(f"{float(each.text or 0):.2f}" for each in series.iter(f"{C}v"))
    return values


def page_text(data: bytes) -> str:
    """The words of a page without its charts, its contents and what no reader sees."""
    text = data.decode()
    for hidden in (r"<head>.*?</head>", r"<svg\b.*?</svg>", r"<details\b.*?</details>", r"<nav\b.*?</nav>"):
        text = re.sub(hidden, " ", text, flags=re.DOTALL)
    text = re.sub(r"<(?:wbr|/?(?:b|i|em|strong|data|span|a)\b)[^>]*>", "", text)
    return markup.unescape(re.sub(r"<[^>]+>", "\n", text))


def page_charts(data: bytes) -> Counter[str]:
    """The values in the tables behind the charts of a page."""
    tables = re.findall(r"<details\b.*?</details>", data.decode(), re.DOTALL)
    cells = [each for table in tables for each in re.findall(r"<td\b[^>]*>(.*?)</td>", table, re.DOTALL)]
    return found(FIGURE, "\n".join(re.sub(r"<[^>]+>", "", each) for each in cells))


def portable_text(data: bytes, folder: Path) -> str:
    (folder / "book.pdf").write_bytes(data)
    command = ["pdftotext", "-q", "-raw", str(folder / "book.pdf"), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("name", EXAMPLES)
def test_word_and_page_show_the_same_figures_as_often(name: str) -> None:
    word, page = word_text(book(name)["docx"]), page_text(book(name)["html"])
    assert found(FIGURE, word) == found(FIGURE, page)
    # The target of a chart is a line below it in Word, and a label within it on the page.
    labels = re.findall(r"<text\b[^>]*>([^<]*เป้าหมาย [^<]*)</text>", book(name)["html"].decode())
    assert found(WHOLE, word) == found(WHOLE, "\n".join((page, *labels)))


@pytest.mark.parametrize("name", EXAMPLES)
def test_word_and_page_draw_the_same_charts(name: str) -> None:
    assert word_charts(book(name)["docx"]) == page_charts(book(name)["html"])


@poppler
@pytest.mark.parametrize("name", EXAMPLES)
def test_pdf_shows_the_figures_of_the_word_file_as_often(name: str, tmp_path: Path) -> None:
    shown = found(FIGURE, portable_text(book(name)["pdf"], tmp_path))
    asked = found(FIGURE, word_text(book(name)["docx"]))
    drawn = word_charts(book(name)["docx"])
    assert asked - shown == Counter()
    # What is left are the labels of the charts; nothing is drawn for 0.00. The contents repeat the numbers of headings.
    left = {each: many for each, many in (shown - asked).items() if not NUMBER_OF_A_HEADING.fullmatch(each)}
    assert {each: many for each, many in left.items() if each != "0.00"} == {
        each: many for each, many in drawn.items() if each != "0.00"
    }


@poppler
@pytest.mark.parametrize("name", EXAMPLES)
def test_pdf_shows_every_whole_number_of_the_word_file(name: str, tmp_path: Path) -> None:
    text = portable_text(book(name)["pdf"], tmp_path)
    asked, shown = found(WHOLE, word_text(book(name)["docx"])), found(WHOLE, text)
    # The PDF says more of them: pages, contents and the heads of tables on every page.
    assert asked - shown == Counter()


def test_a_figure_that_differs_is_noticed() -> None:
    data = book("trang-2564")["html"]
    other = data.replace("๙๕.๓๖".encode(), "๙๕.๓๗".encode(), 1)
    assert other != data
    assert found(FIGURE, page_text(other)) != found(FIGURE, word_text(book("trang-2564")["docx"]))
