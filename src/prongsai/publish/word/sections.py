"""Sections of the document: the cover without a page number, upright pages, and turned pages for wide tables."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import Element

from prongsai.publish.front_pages import front_of
from prongsai.publish.official_forms import PaperForm
from prongsai.publish.report import Block, Cover, Digits, PageBreak
from prongsai.publish.turned_pages import sheets
from prongsai.publish.word.contents import page_number
from prongsai.publish.word.lengths import FORMAL, PAGE_LONG, PAGE_SHORT, TURNED, Margins, cm
from prongsai.publish.word.markup import W, part_xml, w
from prongsai.publish.word.paragraphs import paragraph, text_run

# The relationship of the foot, and the line that a page number stands on.
FOOT = "rIdFoot"
_NUMBER_LINE = 400

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


def form_margins(form: PaperForm) -> Margins:
    """A form's margins. Where a garuda stands on the first page, the text begins there; the heads of later pages are so
    high that theirs begins at the margin."""
    top = form.garuda_top if form.garuda_place != "none" else form.top
    return Margins(*(cm(float(length)) for length in (form.left, form.right, top, form.bottom)))


def section_properties(
    section: PageSection,
    head: str,
    digits: Digits,
    *,
    first_head: str = "",
    number_top: int = cm(1.5),
    thai: bool = True,
) -> Element:
    """The page's shape, margins, head and foot; ``head`` and ``first_head`` (of the first page, where it has another)
    are relationships' ids."""
    turned, edges = section.kind == "turned", section.margins
    size = w("pgSz", w=PAGE_LONG, h=PAGE_SHORT, orient="landscape") if turned else w("pgSz", w=PAGE_SHORT, h=PAGE_LONG)
    fmt = "thaiNumbers" if digits == "thai" else "decimal"
    if section.kind == "front":
        fmt = "thaiLetters" if thai else "lowerRoman"
    start = {"start": 0} if section.kind == "cover" else {"start": 1} if section.first else {}
    named = [("headerReference", "default", head), ("headerReference", "first", first_head)]
    named += [("footerReference", "default", FOOT), ("footerReference", "first", FOOT if first_head else "")]
    references = [w(tag, type=kind) for tag, kind, id_ in named if id_]
    for reference, (_, _, id_) in zip(references, [each for each in named if each[2]], strict=True):
        reference.set("r:id", id_)
    return w(
        "sectPr",
        *references,
        w("type", val="nextPage"),
        size,
        w(
            "pgMar",
            top=edges.top,
            right=edges.right,
            bottom=edges.bottom,
            left=edges.left,
            header=number_top,
            footer=cm(0.8),
            gutter=0,
        ),
        # The cover is not counted, as in the other formats.
        w("pgNumType", fmt=fmt, **start),
        w("cols", space=720),
        w("titlePg") if first_head else None,
    )


def head_part(digits: Digits, form: PaperForm, *, numbered: bool) -> bytes:
    """A head with the page's number in the form's shape, or one that takes no room.

    Below the number stands so much room that the text begins at the margin, also where the first page's begins higher.
    """
    if not numbered:
        return part_xml(
            w("hdr", paragraph("Header", (), w("spacing", before=0, after=0, line=20, lineRule="exact"))), w=W
        )
    before, _, after = form.number.partition("{}")
    room = max(0, cm(float(form.top - form.number_top)) - _NUMBER_LINE)
    spacing = w("spacing", before=0, after=room, line=_NUMBER_LINE, lineRule="exact")
    content = [text_run(before), *page_number(digits), text_run(after)]
    return part_xml(w("hdr", paragraph("Header", content, spacing)), w=W)


def foot_part(notice: str = "", signed: Sequence[str] = ()) -> bytes:
    """A foot with the lines of who signs on every page and with ``notice``, where there are any."""
    room = [w("spacing", before=cm(0.7), after=0, line=240, lineRule="auto")]
    lines = [paragraph("SignatureLine", [text_run(line)], *(room if at == 0 else [])) for at, line in enumerate(signed)]
    return part_xml(w("ftr", *lines, paragraph("Footer", [text_run(notice)] if notice else ())), w=W)
