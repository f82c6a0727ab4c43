"""About how high what was written stands: for the one page of the brief."""

from __future__ import annotations

import math
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from prongsai.language.measure import letters
from prongsai.publish.word.lengths import CELL_SIDE, CELL_TOP, EMU_PER_TWENTIETH, PAGE_LONG, PAGE_SHORT
from prongsai.publish.word.sections import PageSection
from prongsai.publish.word.styles import Style, style_of

# Of TH Sarabun: the mean width of a letter and the height of a line, in twentieths of a point for each point of size.
_LETTER, _LINE = 7.6, 24.0


def room_of(section: PageSection) -> float:
    """How high the text of a section's page may stand."""
    high = PAGE_SHORT if section.kind == "turned" else PAGE_LONG
    return float(high - section.margins.top - section.margins.bottom)


def height(content: Iterable[Element], width: float, scale: float = 1.0) -> float:
    """How high all of it stands on a page without end, with letters ``scale`` times as large."""
    total = 0.0
    for element in content:
        if element.tag == "w:tbl":
            total += sum(_row(row, scale) for row in element.iter("w:tr"))
        else:
            total += sum(_paragraph(paragraph, width, scale) for paragraph in element.iter("w:p"))
    return total


def _row(row: Element, scale: float) -> float:
    highest = 0.0
    for cell in row.findall("w:tc"):
        merge = _at(cell, "w:tcPr", "w:vMerge")
        if merge is not None:
            continue
        wide = _at(cell, "w:tcPr", "w:tcW")
        inner = float(wide.get("w:w", 0) if wide is not None else 0) - 2 * CELL_SIDE
        highest = max(highest, sum(_paragraph(paragraph, inner, scale) for paragraph in cell.findall("w:p")))
    return highest + 2 * CELL_TOP


def _style(paragraph: Element) -> Style | None:
    named = _at(paragraph, "w:pPr", "w:pStyle")
    return style_of(str(named.get("w:val"))) if named is not None else None


def _paragraph(paragraph: Element, width: float, scale: float) -> float:
    style = _style(paragraph)
    if style is None:
        return 0.0
    around = (style.before + style.after) * 20.0
    spacing = _at(paragraph, "w:pPr", "w:spacing")
    if spacing is not None:
        around = float(spacing.get("w:before", 0)) + float(spacing.get("w:after", 0))
    drawn = [float(extent.get("cy", 0)) / EMU_PER_TWENTIETH for extent in paragraph.iter("wp:extent")]
    if drawn:
        return around + max(drawn)
    if style.exact:
        return around + style.line
    room = max(width - style.left - style.right, 1.0)
    size = style.size * scale
    lines = 0
    for at, text in enumerate(_texts(paragraph)):
        first = style.first if at == 0 else 0
        wide = letters(text) * _LETTER * size
        lines += max(1, math.ceil((wide + first) / room))
    return around + lines * _LINE * size


def _at(element: Element, *tags: str) -> Element | None:
    """What stands at a path of tags; they have prefixes, which a path in one string may not have."""
    reached: Element | None = element
    for tag in tags:
        reached = reached.find(tag) if reached is not None else None
    return reached


def _texts(paragraph: Element) -> list[str]:
    """The paragraph's lines as its breaks part them."""
    lines = [""]
    for element in paragraph.iter():
        if element.tag == "w:t":
            lines[-1] += element.text or ""
        elif element.tag == "w:br":
            lines.append("")
    return lines
