"""The named styles: a clerk who restyles one changes every place that uses it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from prongsai.publish.official_forms import PaperForm
from prongsai.publish.word.lengths import (
    CELL_SIDE,
    CELL_TOP,
    FAINT,
    FIRST_LINE,
    FONT,
    INK,
    RULE,
    TEAL,
    UPRIGHT_WIDTH,
    cm,
)
from prongsai.publish.word.markup import W, part_xml, w


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; ``size`` in points, ``before`` and ``after`` in points, ``left`` … in twentieths."""

    id: str
    name: str
    size: float = 16
    bold: bool = False
    colour: str = ""
    before: float = 0
    after: float = 0
    align: str = ""
    left: int = 0
    right: int = 0
    first: int = 0
    hanging: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    outline: int | None = None
    tabs: tuple[tuple[str, str, int], ...] = ()
    number: int | None = None
    based_on: str = "Normal"
    follows: str = ""
    line: int = 240
    exact: bool = False


_FULL = UPRIGHT_WIDTH
_STYLES = (
    Style("BodyText", "Body Text", after=4),
    Style("BodyTextFirstIndent", "Body Text First Indent", after=4, first=FIRST_LINE, based_on="BodyText"),
    Style("Lead", "Lead", size=18, bold=True, after=6, follows="BodyText"),
    Style("SmallText", "Small Text", size=14, colour=FAINT, after=2),
    Style("NoteText", "Note Text", size=14, colour=FAINT, after=2),
    Style("Title", "Title", size=24, bold=True, colour=TEAL, after=4, keep_next=True, follows="BodyText"),
    Style("Subtitle", "Subtitle", size=18, colour=FAINT, after=6, keep_next=True, follows="BodyText"),
    Style("Caption", "caption", bold=True, before=8, after=3, keep_next=True, keep_lines=True),
    Style("ChartSpace", "Chart", after=2),
    Style("ListNumber", "List Number", after=1, left=FIRST_LINE + cm(0.8), hanging=cm(0.8), number=2),
    Style("ListBullet", "List Bullet", after=1, left=FIRST_LINE + cm(0.6), hanging=cm(0.6), number=1),
    Style("TableText", "Table Text", size=14),
    Style("TableHead", "Table Head", size=14, bold=True, align="center", keep_next=True),
    Style("TableGap", "Table Gap", size=4, after=4, line=80, exact=True),
    Style("CardLabel", "Card Label", size=14, colour=FAINT, keep_next=True),
    Style("CardFigure", "Card Figure", size=24, bold=True, colour=TEAL, keep_next=True),
    Style("CardRemark", "Card Remark", size=14),
    Style("CoverTitle", "Cover Title", size=30, bold=True, colour=TEAL, after=8, align="center"),
    Style("CoverAgency", "Cover Agency", size=26, bold=True, before=56, after=4, align="center"),
    Style("CoverPlace", "Cover Place", size=20, align="center"),
    Style("CoverUnit", "Cover Unit", size=20, align="center"),
    Style("MemoTitle", "Memo Title", size=29, bold=True, align="center"),
    Style("MemoEmblem", "Memo Emblem", size=16),
    Style("MemoLine", "Memo Line", tabs=(("right", "dot", _FULL),)),
    Style("MemoNumber", "Memo Number and Date", tabs=(("left", "dot", _FULL // 2), ("right", "dot", _FULL))),
    Style("MemoAddressee", "Memo Addressee", before=6, after=8),
    Style("Choice", "Choice", before=2, after=2, keep_next=True, keep_lines=True),
    Style("SignatureLine", "Signature Line", align="center", left=_FULL * 38 // 100, keep_next=True, keep_lines=True),
    Style("TOCHeading", "TOC Heading", size=22, bold=True, colour=TEAL, before=6, after=8, keep_next=True),
    Style("TOCHead", "TOC Head", bold=True, after=2, keep_next=True, tabs=(("right", "none", _FULL),)),
    Style("TOC1", "toc 1", after=2, tabs=(("right", "dot", _FULL),)),
    Style("TOC2", "toc 2", after=2, left=cm(0.8), tabs=(("right", "dot", _FULL),)),
    Style("SignatureBeside", "Signature Beside", align="center", keep_next=True, keep_lines=True),
    Style("Garuda", "Garuda", align="center"),
    Style("Header", "header", align="center"),
    Style("Footer", "footer", size=14, colour=FAINT, align="center"),
    Style("MadeFrom", "Made From", size=12, colour=FAINT, before=6),
)
_HEADINGS = tuple(
    Style(
        f"Heading{level}",
        f"heading {level}",
        size=size,
        bold=True,
        colour=colour,
        before=before,
        after=3,
        keep_next=True,
        keep_lines=True,
        outline=level - 1,
        follows="BodyText",
    )
    for level, size, colour, before in ((1, 22, TEAL, 12), (2, 18, INK, 10), (3, 17, INK, 10), (4, 16, INK, 8))
)


_BY_ID = {style.id: style for style in (*_HEADINGS, *_STYLES)}


def style_of(style_id: str) -> Style | None:
    """A paragraph style by its id."""
    return _BY_ID.get(style_id)


def _formed(style: Style, form: PaperForm) -> Style:
    """A style with the sizes that the table of forms gives for this kind of document."""
    if style.id == "MemoTitle":
        return replace(style, size=float(form.title), line=round(form.title_line * 20), exact=True)
    if style.id == "BodyTextFirstIndent":
        style = replace(style, first=cm(float(form.indent)))
        return replace(style, before=float(form.before_parts), after=0) if form.official else style
    if style.id == "BodyText":
        return replace(style, size=float(form.text), after=0 if form.official else style.after)
    if style.id.startswith("Heading") and form.official:
        return replace(style, size=float(form.text), colour=INK, before=float(form.before_parts))
    return style


def styles(scale: float, form: PaperForm) -> bytes:
    """The part ``styles.xml``, with letters ``scale`` times as large as usual, as the form has them."""
    return part_xml(
        w(
            "styles",
            w("docDefaults", w("rPrDefault", _letters(16 * scale)), w("pPrDefault", w("pPr", _spacing(0, 0)))),
            w(
                "style",
                w("name", val="Normal"),
                w("qFormat"),
                _letters(16 * scale),
                type="paragraph",
                default=1,
                styleId="Normal",
            ),
            *(
                _paragraph_style(replace(paragraph_style, size=paragraph_style.size * scale))
                for paragraph_style in (_formed(style, form) for style in _BY_ID.values())
            ),
            *_character_styles(form),
            *_table_styles(),
            w(
                "style",
                w("name", val="No List"),
                w("uiPriority", val=99),
                type="numbering",
                default=1,
                styleId="NoList",
            ),
        ),
        w=W,
    )


def _letters(size: float, *, bold: bool = False, colour: str = "", lang: bool = True) -> Element:
    # Thai is a complex script: without its own font, weight and size Word sets it in another face at 10 pt.
    half_points = round(size * 2)
    return w(
        "rPr",
        w("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT),
        w("b") if bold else None,
        w("bCs") if bold else None,
        w("color", val=colour) if colour else None,
        w("sz", val=half_points),
        w("szCs", val=half_points),
        w("lang", val="en-US", eastAsia="en-US", bidi="th-TH") if lang else None,
    )


def _spacing(before: float, after: float, line: int = 240, *, exact: bool = False) -> Element:
    rule = "exact" if exact else "auto"
    return w("spacing", before=round(before * 20), after=round(after * 20), line=line, lineRule=rule)


def _paragraph_style(style: Style) -> Element:
    indents = {"left": style.left, "right": style.right, "hanging": style.hanging, "firstLine": style.first}
    set_indents = {name: length for name, length in indents.items() if length}
    tabs = [w("tab", val=kind, leader=leader, pos=at) for kind, leader, at in style.tabs]
    return w(
        "style",
        w("name", val=style.name),
        w("basedOn", val=style.based_on),
        w("next", val=style.follows) if style.follows else None,
        w("qFormat"),
        w(
            "pPr",
            w("keepNext") if style.keep_next else None,
            w("keepLines") if style.keep_lines else None,
            w("numPr", w("numId", val=style.number)) if style.number else None,
            w("tabs", *tabs) if tabs else None,
            _spacing(style.before, style.after, style.line, exact=style.exact),
            w("ind", **set_indents) if set_indents else None,
            w("jc", val=style.align) if style.align else None,
            w("outlineLvl", val=style.outline) if style.outline is not None else None,
        ),
        _letters(style.size, bold=style.bold, colour=style.colour),
        type="paragraph",
        styleId=style.id,
        **_own(style.name),
    )


def _own(name: str) -> dict[str, int]:
    # Word shows its own styles under their Thai names, and those that are not its own as they are written.
    built_in = name[:1].islower() or name in _WORDS_OWN
    return {} if built_in else {"customStyle": 1}


_WORDS_OWN = {"Body Text", "Body Text First Indent", "Title", "Subtitle", "List Number", "List Bullet", "TOC Heading"}


def _character_styles(form: PaperForm) -> list[Element]:
    base = w(
        "style",
        w("name", val="Default Paragraph Font"),
        w("uiPriority", val=1),
        w("semiHidden"),
        w("unhideWhenUsed"),
        type="character",
        default=1,
        styleId="DefaultParagraphFont",
    )

    def own(style_id: str, name: str, letters: Element) -> Element:
        return w(
            "style",
            w("name", val=name),
            w("basedOn", val="DefaultParagraphFont"),
            w("qFormat"),
            letters,
            type="character",
            customStyle=1,
            styleId=style_id,
        )

    symbol = "Segoe UI Symbol"
    return [
        base,
        # A figure looks like the words around it; the style lets it be found.
        own("Figure", "Figure", w("rPr", w("noProof"))),
        own("MemoLabel", "Memo Label", _letters(float(form.label), bold=True, lang=False)),
        own("Tick", "Tick", w("rPr", w("rFonts", ascii=symbol, hAnsi=symbol, eastAsia=symbol, cs=symbol))),
    ]


def _table_styles() -> list[Element]:
    def margins(side: int, top: int) -> Element:
        lengths = (("top", top), ("left", side), ("bottom", top), ("right", side))
        return w("tblCellMar", *(w(edge, w=length, type="dxa") for edge, length in lengths))

    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = w("tblBorders", *(w(edge, val="single", sz=4, space=0, color=RULE) for edge in edges))
    plain = w(
        "style",
        w("name", val="Normal Table"),
        w("uiPriority", val=99),
        w("semiHidden"),
        w("unhideWhenUsed"),
        w("tblPr", w("tblInd", w=0, type="dxa"), margins(CELL_SIDE, 0)),
        type="table",
        default=1,
        styleId="TableNormal",
    )

    def own(style_id: str, name: str, properties: Element) -> Element:
        return w(
            "style",
            w("name", val=name),
            w("basedOn", val="TableNormal"),
            properties,
            type="table",
            customStyle=1,
            styleId=style_id,
        )

    return [
        plain,
        own("FigureTable", "Figure Table", w("tblPr", lines, margins(CELL_SIDE, CELL_TOP))),
        own("PlainTable", "Plain Layout", w("tblPr", margins(CELL_SIDE, CELL_TOP))),
    ]
