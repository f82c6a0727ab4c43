"""The table of contents: Word's own field, filled in beforehand with the headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from prongsai.language.digits import thai
from prongsai.publish.report import Contents, Digits, Heading, Report
from prongsai.publish.word.markup import element, w
from prongsai.publish.word.paragraphs import inline, paragraph, tab, text_run

DEEPEST = 2


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A heading that the contents list: its text, level and bookmark."""

    heading: Heading
    bookmark: str


def contents_lines(block: Contents, entries: list[ContentsLine], report: Report) -> list[Element]:
    """Title and lines; page numbers are fields that Word updates when it opens the file."""
    listed = [entry for entry in entries if entry.heading.level <= DEEPEST]
    lines = [_line(entry, report) for entry in listed] or [paragraph("TOC1")]
    opening = [
        _mark("begin", dirty=True),
        _instruction(f'TOC \\o "1-{DEEPEST}" \\h \\z \\u'),
        _mark("separate"),
    ]
    for at, run in enumerate(opening, start=1):
        lines[0].insert(at, run)
    lines[-1].append(_mark("end"))
    title = paragraph("TOCHeading", [text_run(report.words(block.title))])
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    return [w("sdt", w("sdtPr", gallery), w("sdtContent", title, *lines))]


def _line(entry: ContentsLine, report: Report) -> Element:
    page = [
        _mark("begin"),
        _instruction(f"PAGEREF {entry.bookmark} \\h"),
        _mark("separate"),
        text_run(" "),
        _mark("end"),
    ]
    # A figure in a heading is repeated here as plain words: the heading is where it is shown.
    words = inline(entry.heading.runs, report, marked=False)
    link = w("hyperlink", *words, tab(), *page, anchor=entry.bookmark, history=1)
    return paragraph(f"TOC{max(1, entry.heading.level)}", [link])


def fill_pages(content: Iterable[Element], pages: Mapping[str, int], digits: Digits) -> None:
    """Writes about which page each line of the contents leads to; Word puts the exact number when it opens the file."""
    for child in content:
        for link in child.iter("w:hyperlink"):
            number = pages.get(str(link.get("w:anchor")))
            texts = list(link.iter("w:t"))
            if number is not None and texts:
                texts[-1].text = thai(str(number)) if digits == "thai" else str(number)


def _mark(kind: str, *, dirty: bool = False) -> Element:
    mark = w("fldChar", fldCharType=kind, dirty="true") if dirty else w("fldChar", fldCharType=kind)
    return w("r", mark)


def _instruction(text: str) -> Element:
    return w("r", element("w:instrText", {"xml:space": "preserve"}, (), f" {text} "))


def page_number(digits: str) -> list[Element]:
    """The field that shows the page's number at the head of a page. Its digits are the section's: where they are asked
    for here too, LibreOffice shows letters (ข for ๒)."""
    return [
        _mark("begin"),
        _instruction("PAGE"),
        _mark("separate"),
        text_run("๑" if digits == "thai" else "1"),
        _mark("end"),
    ]
