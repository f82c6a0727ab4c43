"""Writes the blocks of a report one after the other, and packs them with styles, lists, charts and properties."""

from __future__ import annotations

import dataclasses
from xml.etree.ElementTree import Element

from prongsai.publish.captions import captioned
from prongsai.publish.paper_parts import within_parts
from prongsai.publish.pdf.pdf import heading_pages, signs_closely
from prongsai.publish.plain_report import headings_of, shown_texts
from prongsai.publish.report import (
    Block,
    Box,
    Cards,
    Chart,
    Contents,
    Cover,
    Heading,
    LetterHead,
    Listing,
    MemoHead,
    PageBreak,
    Paragraph,
    Ref,
    Report,
    Signature,
    Table,
    Words,
)
from prongsai.publish.signing import beside, closely, going_with_signatures, rows_of
from prongsai.publish.word import official, settings
from prongsai.publish.word.charts import chart_height, chart_part
from prongsai.publish.word.contents import ContentsLine, caption_runs, contents_lines, fill_pages
from prongsai.publish.word.lengths import CLOSE, EMU_PER_TWENTIETH, FIRST_LINE, UPRIGHT_WIDTH, cm
from prongsai.publish.word.markup import PIC, WP, A, C, R, W, a, c, part_xml, w, wp
from prongsai.publish.word.numbering import BULLETS, FIRST_ORDERED, numbering
from prongsai.publish.word.package import OFFICE, PACKAGE, WORD_TYPE, PackagePart, Relationship, zipped
from prongsai.publish.word.pagination import height, room_of
from prongsai.publish.word.paragraphs import (
    gap,
    inline,
    keep_with_next,
    paragraph,
    set_property,
    text_paragraph,
    text_run,
)
from prongsai.publish.word.pictures import picture_parts
from prongsai.publish.word.sections import (
    FOOT,
    PageSection,
    foot_part,
    form_margins,
    head_part,
    section_properties,
    sections,
)
from prongsai.publish.word.styles import styles
from prongsai.publish.word.tables import box, cards_table, figure_table, inner_width, keep_last_row
from prongsai.publish.word.theme import theme

_THEME = "word/theme/theme1.xml"
# How much smaller the letters of the brief may become, so that they can still be read.
_SCALES = (1.0, 0.97, 0.94, 0.91, 0.88, 0.85, 0.82)
_NUMBERED, _UNNUMBERED = "rIdNumbered", "rIdUnnumbered"  # heads of pages


def docx(report: Report) -> bytes:
    """The Word file's bytes; the same report gives the same bytes. Figures stand in the character style Figure.

    Errors: KeyError for a figure that the report does not hold.
    """
    report = captioned(report)
    # The PDF's pages are known; Word's are about the same.
    close = report.set_as.official and signs_closely(report)
    if close:
        report = dataclasses.replace(report, blocks=closely(report.blocks))
    body = _Body(report, close=close)
    content = body.all()
    parts = [
        *_main_parts(report, content, body),
        PackagePart("docProps/core.xml", settings.core_properties(report), f"{_PACKAGE_TYPE}.core-properties+xml"),
        PackagePart("docProps/app.xml", settings.program_properties(report), f"{_OFFICE_TYPE}.extended-properties+xml"),
    ]
    return zipped(
        parts,
        (
            Relationship("rId1", f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
            Relationship("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            Relationship("rId3", f"{OFFICE}/relationships/extended-properties", "docProps/app.xml"),
        ),
    )


_PACKAGE_TYPE = "application/vnd.openxmlformats-package"
_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument"


def _main_parts(report: Report, content: list[Element], body: _Body) -> list[PackagePart]:
    signed = [report.words(line) for block in report.blocks if isinstance(block, Table) for line in block.foot]
    named = {
        "styles": styles(body.scale, report.set_as),
        "numbering": numbering(body.lists, report.digits, cm(0.4) if report.kind == "brief" else FIRST_LINE),
        "settings": settings.settings(),
        "fontTable": settings.fonts(),
    }
    links = [
        Relationship(f"rId{at}", f"{OFFICE}/relationships/{name}", f"word/{name}.xml")
        for at, name in enumerate(named, start=1)
    ]
    links.append(Relationship("rIdTheme", f"{OFFICE}/relationships/theme", _THEME))
    heads = {_NUMBERED: "header1", _UNNUMBERED: "header2"}
    links += [Relationship(id_, f"{OFFICE}/relationships/header", f"word/{name}.xml") for id_, name in heads.items()]
    links.append(Relationship(FOOT, f"{OFFICE}/relationships/footer", "word/footer1.xml"))
    parts: list[PackagePart] = []
    for at, chart in enumerate(body.charts, start=1):
        links.append(Relationship(f"rIdChart{at}", f"{OFFICE}/relationships/chart", f"word/charts/chart{at}.xml"))
        drawn, book = chart_part(chart, report)
        sheet = f"word/embeddings/chart{at}.xlsx"
        data = Relationship("rId1", f"{OFFICE}/relationships/package", sheet)
        parts += [
            PackagePart(f"word/charts/chart{at}.xml", drawn, f"{_OFFICE_TYPE}.drawingml.chart+xml", (data,)),
            PackagePart(sheet, book),
        ]
    for link, picture in picture_parts(report):
        links.append(link)
        parts.append(picture)
    main = part_xml(w("document", w("body", *content)), w=W, r=R, wp=WP, a=A, c=C, pic=PIC)
    return [
        PackagePart("word/document.xml", main, f"{WORD_TYPE}.document.main+xml", tuple(links)),
        *(PackagePart(f"word/{name}.xml", data, f"{WORD_TYPE}.{name}+xml") for name, data in named.items()),
        *(
            PackagePart(
                f"word/{name}.xml",
                head_part(report.digits, report.set_as, numbered=id_ == _NUMBERED),
                f"{WORD_TYPE}.header+xml",
            )
            for id_, name in heads.items()
        ),
        PackagePart("word/footer1.xml", foot_part(report.words(report.notice), signed), f"{WORD_TYPE}.footer+xml"),
        PackagePart(_THEME, theme(), f"{_OFFICE_TYPE}.theme+xml"),
        *parts,
    ]


class _Body:
    """Writes blocks; counts what needs a number of its own: bookmarks, lists, charts."""

    def __init__(self, report: Report, *, close: bool = False) -> None:
        self.report, self.close = report, close
        headings = [block for block in report.blocks if isinstance(block, Heading)]
        self.entries = [ContentsLine(heading, f"_Toc{at:06d}") for at, heading in enumerate(headings, start=1)]
        self.headings = 0
        self.lists = 0
        self.scale = 1.0
        self.charts: list[Chart] = []

    def all(self) -> list[Element]:
        """Everything in the body, section by section."""
        made: list[Element] = []
        written: list[tuple[PageSection, list[Element]]] = []
        form = self.report.set_as
        every = sections(self.report.blocks, CLOSE if self.report.kind == "brief" else form_margins(form))
        opened = False
        for section in every:
            last = section is every[-1]
            content = self._section(section)
            if section is every[0] and form.garuda_place == "center":
                content.insert(0, official.garuda_place(self.report))
            if last and self.report.printed_source:
                content.append(paragraph("MadeFrom", [text_run(self.report.printed_source)]))
            if not content or content[-1].tag != "w:p":
                content.append(gap())
            written.append((section, content[:]))
            numbered = self.report.page_numbers and section.kind != "cover"
            # The first page that is counted shows no number.
            counted = section.kind not in ("cover", "front")
            bare = _UNNUMBERED if numbered and counted and not opened and form.first_numbered > 1 else ""
            opened = opened or counted
            shape = section_properties(
                section,
                _NUMBERED if numbered else _UNNUMBERED,
                self.report.digits,
                first_head=bare,
                thai=self.report.language == "th",
                number_top=cm(float(form.number_top)) if numbered else cm(0.6),
            )
            if last:
                content.append(shape)
            else:
                content[-1][0].append(shape)
            made += content
        if any(isinstance(block, Contents) for block in self.report.blocks):
            fill_pages(made, self._pages())
        if self.report.kind == "brief":
            # One page is promised: where there is more to say, everything becomes a little smaller.
            (section, content), *_ = written
            high = (scale for scale in _SCALES if height(content, section.width, scale) <= room_of(section))
            self.scale = next(high, _SCALES[-1])
        return made

    def _pages(self) -> dict[str, str]:
        """The page of every heading by its bookmark, as the PDF of the same report numbers it."""
        every = list(headings_of(self.report.blocks))
        worded = [heading for heading in every if "".join(shown_texts(heading.runs, self.report)).strip()]
        numbers = zip(worded, heading_pages(self.report), strict=True)
        by_heading = {id(heading): number for heading, number in numbers}
        found = ((entry.bookmark, by_heading.get(id(entry.heading))) for entry in self.entries)
        return {bookmark: number for bookmark, number in found if number is not None}

    def _section(self, section: PageSection) -> list[Element]:
        made: list[Element] = []
        new_page = False
        kept = going_with_signatures(section.blocks, self.report.set_as.lines_with_signature)
        pairs = beside(section.blocks, close=self.close)
        within = within_parts(section.blocks) if self.report.set_as.official else frozenset()
        for at, block in enumerate(section.blocks, 1):
            if isinstance(block, PageBreak):
                new_page = bool(made)
                continue
            if at - 2 in pairs:
                continue
            if at - 1 in pairs:
                signing = next(row for row in rows_of(pairs) if at - 1 == row[0])
                signed = [section.blocks[each] for each in signing]
                content = official.side_by_side(signed, self.report, section.width, followed=signing[-1] in kept)
            else:
                content = self.block(block, section.width)
                if at - 1 in within:
                    set_property(content[0], w("spacing", before=0, after=0, line=240, lineRule="auto"))
                if at - 1 in kept:
                    for element in content:
                        for each in element.iter("w:p"):
                            keep_with_next(each)
            # A note belongs to what stands before it, other words to the table, chart or signature after them.
            after = section.blocks[at] if at < len(section.blocks) else None
            if isinstance(block, Table) and isinstance(after, Signature):
                # Nobody signs alone on a page: the last row goes along.
                *_, row = content[-2].iter("w:tr")
                for each in (*row.iter("w:p"), content[-1]):
                    keep_with_next(each)
            words = isinstance(block, Paragraph) and block.style not in ("small", "note")
            if words and isinstance(after, Table | Chart | Signature):
                keep_with_next(content[0])
            if isinstance(block, Table) and isinstance(after, Paragraph) and after.style in ("small", "note"):
                keep_last_row(content)
            if new_page and content:
                if content[0].tag != "w:p":
                    content.insert(0, gap())
                set_property(content[0], w("pageBreakBefore"))
            made += content
            new_page = isinstance(block, Contents) or (new_page and not content)
        return made

    def block(self, block: Block, width: int) -> list[Element]:
        """One block as paragraphs and tables, ``width`` wide."""
        match block:
            case Heading():
                return [self._heading(block)]
            case Paragraph():
                return [text_paragraph(block, self.report)]
            case Listing():
                return self._listing(block, width)
            case Table():
                return figure_table(block, self.report, width)
            case Chart():
                return self._chart(block, width)
            case Cards():
                return cards_table(block, self.report, width)
            case Box():
                inner = inner_width(width)
                return box(block.kind, [made for boxed in block.blocks for made in self.block(boxed, inner)], width)
            case Signature():
                return official.place_to_sign(block, self.report)
            case Cover():
                return official.cover_page(block, self.report, width)
            case Contents():
                return contents_lines(block, self.entries, self.report)
            case MemoHead():
                return official.memo_head(block, self.report, width)
            case LetterHead():
                return official.letter_head(block, self.report, width)
            case PageBreak():
                return []

    def _heading(self, block: Heading) -> Element:
        style = f"Heading{min(max(block.level, 1), 4)}"
        words = inline(block.runs, self.report)
        if self.headings >= len(self.entries) or self.entries[self.headings].heading is not block:
            return paragraph(style, words)  # a heading inside a box: the contents made here do not list it
        self.headings += 1
        name = self.entries[self.headings - 1].bookmark
        start = w("bookmarkStart", id=self.headings, name=name)
        return paragraph(style, [start, *words, w("bookmarkEnd", id=self.headings)])

    def _listing(self, block: Listing, width: int) -> list[Element]:
        style, number = ("ListBullet", BULLETS)
        if block.ordered:
            self.lists += 1
            style, number = ("ListNumber", FIRST_ORDERED + self.lists)
        # In a box there is no room for lines that begin where a paragraph does.
        near = width < UPRIGHT_WIDTH
        return [
            paragraph(
                style,
                inline(item, self.report),
                w("numPr", w("ilvl", val=0), w("numId", val=number)),
                *([w("ind", left=cm(1.2), hanging=cm(0.8))] if near else []),
            )
            for item in block.items
        ]

    def _chart(self, block: Chart, width: int) -> list[Element]:
        self.charts.append(block)
        at = len(self.charts)
        title = self.report.words(block.title)
        reference = c("chart")
        reference.set("r:id", f"rIdChart{at}")
        extent = {"cx": width * EMU_PER_TWENTIETH, "cy": chart_height(block) * EMU_PER_TWENTIETH}
        drawing = w(
            "drawing",
            wp(
                "inline",
                wp("extent", **extent),
                wp("docPr", id=at, name=title, descr=self.report.words(block.description)),
                wp("cNvGraphicFramePr"),
                a("graphic", a("graphicData", reference, uri=C)),
                distT=0,
                distB=0,
                distL=0,
                distR=0,
            ),
        )
        made = [
            paragraph("Caption", caption_runs((Words(block.title),), self.report)),
            paragraph("ChartSpace", [w("r", drawing)], *([w("keepNext")] if block.target else [])),
        ]
        if block.target:
            line = (Words(f"{block.target_name} "), Ref(block.target))
            made.append(paragraph("NoteText", inline(line, self.report)))
        return made
