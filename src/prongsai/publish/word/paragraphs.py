"""Paragraphs and runs: words as they are, figures in a style of their own."""

from __future__ import annotations

import math
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from prongsai.language.measure import width
from prongsai.language.wrapping import HYPHENED, wrap
from prongsai.publish.paper_parts import heads_part
from prongsai.publish.pdf.columns import SIZE
from prongsai.publish.plain_report import names_in, shown_texts
from prongsai.publish.report import Align, LineBreak, Paragraph, Ref, Report, Runs, Words
from prongsai.publish.word.lengths import UPRIGHT_WIDTH, cm
from prongsai.publish.word.markup import w, written

JUSTIFY: dict[Align, str] = {"start": "left", "center": "center", "end": "right"}
_STYLE = {
    "body": "BodyText",
    "lead": "Lead",
    "small": "SmallText",
    "note": "NoteText",
    "title": "Title",
    "subtitle": "Subtitle",
}
# The size of a title in points, how wide TH Sarabun is beside Sarabun (decision 10), and the share of an estimated
# width that a text surely takes.
_TITLE, _AS_SARABUN, _SURELY = 24, 0.66, 0.9
# Stands for a hyphen at which no line ends, until it becomes the element that is one.
_NO_BREAK = "\u2011"
# The schema wants a paragraph's properties in this order.
_ORDER = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "numPr", "tabs", "spacing", "ind", "jc")


def paragraph(style: str, content: Iterable[Element] = (), *properties: Element) -> Element:
    """A paragraph in ``style``; ``properties`` in any order."""
    ordered = sorted(
        (w("pStyle", val=style), *properties), key=lambda child: _ORDER.index(child.tag.removeprefix("w:"))
    )
    return w("p", w("pPr", *ordered), *content)


def set_property(block: Element, added: Element) -> None:
    """Gives a paragraph one more property in its place."""
    properties = block[0]
    rank = _ORDER.index(added.tag.removeprefix("w:"))
    at = sum(_ORDER.index(child.tag.removeprefix("w:")) < rank for child in properties)
    properties.insert(at, added)


def keep_with_next(block: Element) -> None:
    """Lets a paragraph never stand last on a page."""
    for child in [child for child in block[0] if child.tag == "w:keepNext"]:
        block[0].remove(child)
    set_property(block, w("keepNext"))


def text_run(text: str, *, style: str = "", bold: bool = False, italic: bool = False) -> Element:
    """One run of text."""
    look = [
        w("rStyle", val=style) if style else None,
        *((w("b"), w("bCs")) if bold else ()),
        *((w("i"), w("iCs")) if italic else ()),
    ]
    shown = [child for child in look if child is not None]
    # The hyphen of a word that is one, as E-Service, does not end a line.
    whole = HYPHENED.sub(lambda found: found[0].replace("-", _NO_BREAK), text)
    parts: list[Element] = []
    for at, part in enumerate(whole.split(_NO_BREAK)):
        parts += [w("noBreakHyphen")] if at else []
        parts += [written("w:t", part)]
    return w("r", w("rPr", *shown) if shown else None, *parts)


def tab() -> Element:
    """A tab, drawn as its stop says."""
    return w("r", w("tab"))


def inline(
    runs: Runs, report: Report, *, bold: bool = False, marked: bool = True, room: float = math.inf
) -> list[Element]:
    """Runs of a report. Figures get the style Figure unless they only repeat a heading (``marked`` False).

    ``room`` is the width of a line in twentieths of a point: what is read as one and is wider may break.
    """
    made: list[Element] = []
    for run, text in zip(runs, shown_texts(runs, report, room / 20, SIZE), strict=True):
        if isinstance(run, LineBreak):
            made.append(w("r", w("br")))
        elif isinstance(run, Ref):
            made.append(text_run(text, style="Figure" if marked else "", bold=bold or run.bold))
        else:
            made.append(text_run(text, bold=bold or run.bold, italic=run.italic))
    return made


def title_lines(text: str, report: Report, size: float) -> list[str]:
    """A title in lines that end where its sense lets them, ``size`` in points: Word would part the agency's name."""
    room, wide = UPRIGHT_WIDTH / 20, size * _AS_SARABUN
    return wrap(text, room, wide, names_in(report)) if width(text, wide) * _SURELY > room else [text]


def broken(lines: Iterable[str]) -> Element:
    """A run of several lines."""
    made: list[Element] = []
    for at, line in enumerate(lines):
        made += [*([w("br")] if at else []), written("w:t", line)]
    return w("r", *made)


def text_paragraph(block: Paragraph, report: Report) -> Element:
    """A paragraph of a report."""
    indented = block.style == "body" and block.indent
    properties: list[Element] = []
    form = report.set_as
    keeps = block.stays
    if form.official and heads_part(block):
        # The head of a part stands off from what is above it, and with what is below it.
        before = w("spacing", before=round(form.before_parts * 20), after=0, line=240, lineRule="auto")
        properties.append(before)
        keeps = True
    if block.indent and not indented:
        properties.append(w("ind", firstLine=cm(float(form.indent))))
    if keeps:
        properties.append(w("keepNext"))
    if block.align != "start":
        properties.append(w("jc", val=JUSTIFY[block.align]))
    style = "BodyTextFirstIndent" if indented else _STYLE[block.style]
    if block.style == "title" and all(isinstance(run, Words) for run in block.runs):
        lines = title_lines("".join(shown_texts(block.runs, report)), report, _TITLE)
        if len(lines) > 1:
            return paragraph(style, [broken(lines)], *properties)
    return paragraph(style, inline(block.runs, report), *properties)


def gap() -> Element:
    """A low empty paragraph: Word joins tables that touch, and a cell must end with a paragraph."""
    return paragraph("TableGap")
