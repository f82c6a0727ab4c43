"""The table of contents: Word's own field, filled in beforehand with the headings."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from prongsai.publish.captions import LABEL
from prongsai.publish.report import Contents, Heading, Report, Runs, Words
from prongsai.publish.word.markup import element, w
from prongsai.publish.word.paragraphs import inline, paragraph, tab, text_run

DEEPEST = 2


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A heading that the contents list: its text, level and bookmark."""

    heading: Heading
    bookmark: str


def contents_lines(block: Contents, entries: list[ContentsLine], report: Report) -> list[Element]:
    """Title, head and lines; page numbers are fields that Word fills in anew when somebody asks it to."""
    listed = [entry for entry in entries if entry.heading.level <= DEEPEST]
    lines = [_line(entry, report) for entry in listed] or [paragraph("TOC1")]
    opening = [
        _mark("begin"),
        _instruction(f'TOC \\o "1-{DEEPEST}" \\h \\z \\u'),
        _mark("separate"),
    ]
    for at, run in enumerate(opening, start=1):
        lines[0].insert(at, run)
    lines[-1].append(_mark("end"))
    title = paragraph("TOCHeading", [text_run(report.words(block.title))])
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    thai_words = report.language == "th"
    head = [text_run("เรื่อง" if thai_words else "Part"), tab(), text_run("หน้า" if thai_words else "Page")]
    return [w("sdt", w("sdtPr", gallery), w("sdtContent", title, paragraph("TOCHead", head), *lines))]


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


def fill_pages(content: Iterable[Element], pages: Mapping[str, str]) -> None:
    """Writes the number of the page that each line of the contents leads to."""
    for child in content:
        for link in child.iter("w:hyperlink"):
            number = pages.get(str(link.get("w:anchor")))
            texts = list(link.iter("w:t"))
            if number is not None and texts:
                texts[-1].text = number


def caption_runs(runs: Runs, report: Report) -> list[Element]:
    """A caption; the number before it is Word's own, so that a table put in later is counted."""
    first = runs[0] if runs else None
    label = LABEL.match(first.text) if isinstance(first, Words) else None
    if label is None or first is None or not isinstance(first, Words):
        return inline(runs, report)
    form = "THAIARABIC" if report.digits == "thai" else "ARABIC"
    number = [
        _mark("begin"),
        _instruction(f"SEQ {label['name']} \\* {form}"),
        _mark("separate"),
        text_run(report.words(label["number"])),
        _mark("end"),
    ]
    rest = dataclasses.replace(first, text=first.text[label.end() :])
    return [text_run(f"{label['name']} "), *number, text_run(" "), *inline((rest, *runs[1:]), report)]


def _mark(kind: str) -> Element:
    return w("r", w("fldChar", fldCharType=kind))


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
