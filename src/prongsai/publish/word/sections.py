"""Sections of the document: the cover without a page number, upright pages, and turned pages for wide tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import Element

from prongsai.publish.plain_report import goes_with_table
from prongsai.publish.report import Block, Cover, Digits, Heading, PageBreak, Table
from prongsai.publish.word.contents import page_number
from prongsai.publish.word.lengths import FORMAL, PAGE_LONG, PAGE_SHORT, TURNED, Margins, cm
from prongsai.publish.word.markup import W, part_xml, w
from prongsai.publish.word.paragraphs import paragraph

Kind = Literal["cover", "upright", "turned"]


@dataclass(slots=True)
class Section:
    """Blocks that share a page's shape."""

    kind: Kind
    blocks: list[Block] = field(default_factory=list)
    margins: Margins = FORMAL

    @property
    def width(self) -> int:
        """The width of the text."""
        page = PAGE_LONG if self.kind == "turned" else PAGE_SHORT
        return page - self.margins.left - self.margins.right


def sections(blocks: Sequence[Block], margins: Margins = FORMAL) -> list[Section]:
    """The report's blocks by section, at least one.

    Headings right above a wide table turn with it, and so do notes and who signs right below.
    """
    made: list[Section] = []
    for block in blocks:
        kind: Kind = "upright"
        if isinstance(block, Cover):
            kind = "cover"
        elif block.wide if isinstance(block, Table) else made and made[-1].kind == "turned" and goes_with_table(block):
            kind = "turned"
        if not made or made[-1].kind != kind or kind == "cover":
            # A new section is a new page: a break that is asked for besides would leave an empty one.
            if isinstance(block, PageBreak):
                continue
            moved = _headings_at_end(made[-1]) if made and kind == "turned" else []
            if made and not made[-1].blocks:
                made.pop()
            made.append(Section(kind, moved, TURNED if kind == "turned" else margins))
        made[-1].blocks.append(block)
    return made or [Section("upright", [], margins)]


def _headings_at_end(section: Section) -> list[Block]:
    moved: list[Block] = []
    if section.kind == "upright":
        while section.blocks and isinstance(section.blocks[-1], Heading):
            moved.insert(0, section.blocks.pop())
        while section.blocks and isinstance(section.blocks[-1], PageBreak):
            section.blocks.pop()
    return moved


def section_properties(section: Section, footer: str, digits: Digits) -> Element:
    """The page's shape, margins and footer; ``footer`` is a relationship's id."""
    turned, edges = section.kind == "turned", section.margins
    size = w("pgSz", w=PAGE_LONG, h=PAGE_SHORT, orient="landscape") if turned else w("pgSz", w=PAGE_SHORT, h=PAGE_LONG)
    fmt = "thaiNumbers" if digits == "thai" else "decimal"
    reference = w("footerReference", type="default")
    reference.set("r:id", footer)
    return w(
        "sectPr",
        reference,
        w("type", val="nextPage"),
        size,
        w(
            "pgMar",
            top=edges.top,
            right=edges.right,
            bottom=edges.bottom,
            left=edges.left,
            header=cm(1.2),
            footer=cm(0.8),
            gutter=0,
        ),
        # The cover is not counted, as in the other formats.
        w("pgNumType", fmt=fmt, start=0) if section.kind == "cover" else w("pgNumType", fmt=fmt),
        w("cols", space=720),
    )


def footer_part(digits: Digits, *, numbered: bool) -> bytes:
    """A footer with the page's number, or an empty one."""
    return part_xml(w("ftr", paragraph("Footer", page_number(digits) if numbered else ())), w=W)
