"""What the schema of Word files asks for, checked without it: order, ids, relationships, content types."""

from __future__ import annotations

import io
import posixpath
import zipfile

from lxml import etree
from word_samples import WP, A, R, W, opened, part

# The children of an element in the order that the schema wants; of these the writer uses some.
ORDER = {
    name.strip(): children.split()
    for name, _, children in (
        line.partition(":")
        for line in """
pPr: pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs spacing ind
    contextualSpacing jc outlineLvl rPr sectPr
rPr: rStyle rFonts b bCs i iCs noProof color sz szCs u lang
tblPr: tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook
trPr: cantSplit trHeight tblHeader
tcPr: tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign
tcBorders: top left bottom right
tblBorders: top left bottom right insideH insideV
tblCellMar: top left bottom right
tcMar: top left bottom right
sectPr: headerReference footerReference type pgSz pgMar pgNumType cols titlePg
tbl: tblPr tblGrid tr
tr: trPr tc
style: name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr
abstractNum: multiLevelType lvl
lvl: start numFmt lvlText lvlJc pPr rPr
numbering: abstractNum num
num: abstractNumId lvlOverride
styles: docDefaults style
sdt: sdtPr sdtContent
settings: zoom defaultTabStop characterSpacingControl updateFields compat themeFontLang decimalSymbol listSeparator
ser: idx order tx spPr invertIfNegative marker dPt dLbls cat val smooth
dLbls: dLbl numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize
barChart: barDir grouping varyColors ser gapWidth overlap axId
lineChart: grouping varyColors ser marker axId
catAx: axId scaling delete axPos numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses auto
    lblAlgn lblOffset tickLblSkip noMultiLvlLbl
valAx: axId scaling delete axPos majorGridlines numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx
    crosses crossBetween majorUnit
scaling: orientation max min
plotArea: layout barChart lineChart catAx valAx
chartSpace: date1904 lang roundedCorners chart spPr txPr externalData
""".strip()
        .replace("\n    ", " ")
        .splitlines()
    )
}


def check_structure(data: bytes) -> None:
    """The order of children, unique ids, relationships that lead somewhere, a content type for every part."""
    package = opened(data)
    names = package.namelist()
    assert len(names) == len(set(names)) and names[0] == "[Content_Types].xml"
    types = etree.fromstring(package.read("[Content_Types].xml"))
    defaults = {each.get("Extension") for each in types if each.tag.endswith("Default")}
    overrides = {each.get("PartName").lstrip("/") for each in types if each.tag.endswith("Override")}
    assert overrides <= set(names)
    for name in names:
        assert name in overrides or name.rsplit(".", 1)[1] in defaults
        if name.endswith(".xlsx"):
            assert zipfile.is_zipfile(io.BytesIO(package.read(name)))
            continue
        if name.endswith(".png"):
            assert package.read(name).startswith(b"\x89PNG")
            continue
        root = etree.fromstring(package.read(name))
        check_order(root)
        if not name.endswith(".rels"):
            links = f"{posixpath.dirname(name)}/_rels/{posixpath.basename(name)}.rels"
            held = [each.get("Id") for each in etree.fromstring(package.read(links))] if links in names else []
            used = [value for node in root.iter() for key, value in node.attrib.items() if key.startswith(R)]
            assert len(held) == len(set(held)) and set(used) <= set(held), name
        else:
            folder = posixpath.dirname(posixpath.dirname(name))
            for each in root:
                assert posixpath.normpath(posixpath.join(folder, each.get("Target"))) in names
    root = part(data)
    for tag, key in ((f"{W}bookmarkStart", f"{W}id"), (f"{W}bookmarkStart", f"{W}name"), (f"{WP}docPr", "id")):
        ids = [each.get(key) for each in root.iter(tag)]
        assert len(ids) == len(set(ids))
    styles = {each.get(f"{W}styleId") for each in part(data, "word/styles.xml").iter(f"{W}style")}
    for tag in ("pStyle", "rStyle", "tblStyle"):
        assert {each.get(f"{W}val") for each in root.iter(f"{W}{tag}")} <= styles
    numbers = {each.get(f"{W}numId") for each in part(data, "word/numbering.xml").iter(f"{W}num")}
    assert {each.get(f"{W}val") for each in root.iter(f"{W}numId")} <= numbers
    for each in root.iter(f"{W}tc"):
        assert each[-1].tag == f"{W}p"  # Word calls a file broken where a cell ends otherwise
    for table in root.iter(f"{W}tbl"):
        after = table.getnext()
        assert after is not None and after.tag == f"{W}p"  # tables that touch become one


def check_order(root: etree._Element) -> None:
    for node in root.iter(etree.Element):
        name = etree.QName(node).localname
        if name in ORDER and not node.tag.startswith(A):
            order = ORDER[name]
            children = [etree.QName(each).localname for each in node]
            assert set(children) <= set(order), (name, set(children) - set(order))
            assert children == sorted(children, key=order.index), (name, children)
            if name.endswith("Pr"):
                # Heads and feet are named for the first page and for the others.
                once = [child for child in children if not child.endswith("Reference")]
                assert len(once) == len(set(once)), (name, children)
