"""Sections of the document: the cover without a page number, upright pages, and turned pages for wide tables."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import Element

from prongsai.publish.front_pages import front_of
from prongsai.publish.report import Block, Cover, Digits, PageBreak
from prongsai.publish.turned_pages import sheets
from prongsai.publish.word.contents import page_number
from prongsai.publish.word.lengths import FORMAL, PAGE_LONG, PAGE_SHORT, TURNED, Margins, cm
from prongsai.publish.word.markup import W, part_xml, w
from prongsai.publish.word.paragraphs import paragraph, text_run

Kind = Literal["cover", "front", "upright", "turned"]


@dataclass(slots=True)
class PageSection:
    """Blocks that share a page's shape. ``front``: a page before the text; ``first``: its numbers begin with one."""

    kind: Kind
    blocks: list[Block] = field(default_factory=list)
    margins: Margins = FORMAL
    first: bool = False

    @property
    def width(self) -> int:
        """The width of the text."""
        page = PAGE_LONG if self.kind == "turned" else PAGE_SHORT
        return page - self.margins.left - self.margins.right


def sections(blocks: Sequence[Block], margins: Margins = FORMAL) -> list[PageSection]:
    """The report's blocks by section, at least one: its sheets, and every cover by itself."""
    made: list[PageSection] = []
    front = {id(block) for block in blocks[: front_of(blocks)]}
    for turned, on_sheet in sheets(blocks):
        if turned:
            made.append(PageSection("turned", on_sheet, TURNED))
            continue
        upright: PageSection | None = None
        for block in on_sheet:
            kind: Kind = "front" if id(block) in front else "upright"
            if isinstance(block, Cover):
                made.append(PageSection("cover", [block], margins))
                upright = None
            elif upright is not None and upright.kind == kind:
                upright.blocks.append(block)
            elif not isinstance(block, PageBreak):  # a section is a new page already
                upright = PageSection(kind, [block], margins)
                made.append(upright)
    for before, section in itertools.pairwise(made):
        section.first = section.kind != before.kind and "front" in (section.kind, before.kind)
    return made or [PageSection("upright", [], margins)]


def section_properties(section: PageSection, footer: str, digits: Digits, *, thai: bool = True) -> Element:
    """The page's shape, margins and footer; ``footer`` is a relationship's id."""
    turned, edges = section.kind == "turned", section.margins
    size = w("pgSz", w=PAGE_LONG, h=PAGE_SHORT, orient="landscape") if turned else w("pgSz", w=PAGE_SHORT, h=PAGE_LONG)
    fmt = "thaiNumbers" if digits == "thai" else "decimal"
    if section.kind == "front":
        fmt = "thaiLetters" if thai else "lowerRoman"
    start = {"start": 0} if section.kind == "cover" else {"start": 1} if section.first else {}
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
        w("pgNumType", fmt=fmt, **start),
        w("cols", space=720),
    )


def footer_part(digits: Digits, *, numbered: bool, notice: str = "") -> bytes:
    """A footer with the page's number, or an empty one; above it ``notice`` where there is one."""
    lines = [paragraph("Footer", [text_run(notice)])] if notice else []
    lines.append(paragraph("Footer", page_number(digits) if numbered else ()))
    return part_xml(w("ftr", *lines), w=W)
