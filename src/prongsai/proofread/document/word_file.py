"""Reads a Word document (docx) as its reader sees it: insertions taken, deletions and hidden text left out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from prongsai.files.problems import file_refusal
from prongsai.proofread.document.chart_parts import chart_rows
from prongsai.proofread.document.opening import Package, broken_document
from prongsai.proofread.document.passages import Collector, Piece

_WORD = re.compile(r"\{[^}]*wordprocessingml[^}]*\}")
_ANY = re.compile(r"\{[^}]*\}")
# What is not seen: deleted and moved-away text, field codes, comments, fallbacks of what was read already.
_UNSEEN = {"w:del", "w:moveFrom", "w:instrText", "w:delText", "Fallback", "w:rPr", "w:pPr", "w:sdtPr", "w:delInstrText"}
_INSIDE = {"w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag", "AlternateContent", "Choice"}
_HEADING = re.compile(r"heading\s*(\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"toc(\s*\d|\s*heading)?|สารบัญ.*", re.IGNORECASE)


def read_word(data: bytes, name: str) -> tuple[Piece, ...]:
    """The passages of a docx in reading order. Raises ``Refused``; also for macros."""
    package = Package(data, name)
    if any(part.lower().endswith("vbaproject.bin") for part in package.names):
        raise file_refusal(
            name,
            "ไฟล์นี้มีแมโคร จึงไม่อ่าน ให้บันทึกเป็นเอกสาร Word (.docx) ที่ไม่มีแมโคร",
            "the file has macros, so it is not read; save it as a Word document (.docx) without them",
        )
    main = _main_part(package)
    root = package.xml_of(main)
    body = next((element for element in root if tag(element) == "w:body"), None) if root is not None else None
    if body is None:
        raise broken_document(name)
    return _Reader(package, main).read(body)


def tag(element: Element) -> str:
    """``w:p`` for an element of WordprocessingML, else its bare name: files differ in namespaces, not in names."""
    full = element.tag if isinstance(element.tag, str) else ""
    word = _WORD.match(full)
    return f"w:{full[word.end() :]}" if word else _ANY.sub("", full)


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute by its bare name."""
    if element is None:
        return None
    return next((text for key, text in element.attrib.items() if _ANY.sub("", key) == name), None)


def child(element: Element | None, *names: str) -> Element | None:
    """The element that a chain of child names leads to."""
    for name in names:
        if element is None:
            return None
        element = next((inner for inner in element if tag(inner) == name), None)
    return element


def _main_part(package: Package) -> str:
    relations = package.xml_of("_rels/.rels")
    for relation in relations if relations is not None else ():
        if (value(relation, "Type") or "").endswith("/officeDocument"):
            return (value(relation, "Target") or "").lstrip("/")
    return "word/document.xml"


class _Reader:
    """Walks one document."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.folder = posixpath.dirname(main)
        self.out = Collector()
        self.levels, self.contents = self._styles()
        self.charts = self._relations(main)
        self.boxes: list[Element] = []
        self.drawn: list[str] = []
        self.nested: list[Element] = []

    def read(self, body: Element) -> tuple[Piece, ...]:
        self._blocks(body)
        for part, word, where in (("footnotes", "w:footnote", "เชิงอรรถ"), ("endnotes", "w:endnote", "อ้างอิงท้ายเรื่อง")):
            notes = self.package.xml_of(posixpath.join(self.folder, f"{part}.xml"))
            number = 0
            for note in notes if notes is not None else ():
                if tag(note) == word and value(note, "type") in (None, "normal"):
                    number += 1
                    self.out.paragraph(self._words(note), f"{where} {number}")
        return tuple(self.out.pieces)

    def _styles(self) -> tuple[dict[str, int], set[str]]:
        """Heading levels by style id, through the styles that a style is based on; and the styles of contents."""
        root = self.package.xml_of(posixpath.join(self.folder, "styles.xml"))
        own: dict[str, int] = {}
        based: dict[str, str] = {}
        contents: set[str] = set()
        for style in root if root is not None else ():
            if tag(style) != "w:style":
                continue
            key, name = value(style, "styleId") or "", value(child(style, "w:name")) or ""
            outline = value(child(style, "w:pPr", "w:outlineLvl"))
            if heading := _HEADING.fullmatch(name):
                own[key] = int(heading[1])
            elif outline is not None and outline.isascii() and outline.isdigit() and int(outline) < 9:
                own[key] = int(outline) + 1
            if _CONTENTS.fullmatch(name):
                contents.add(key)
            if parent := value(child(style, "w:basedOn")):
                based[key] = parent
        levels: dict[str, int] = {}
        for key in {*own, *based}:
            at, seen = key, set[str]()
            while at not in own and at in based and at not in seen:
                seen.add(at)
                at = based[at]
            if at in own:
                levels[key] = own[at]
        return levels, contents

    def _relations(self, main: str) -> dict[str, str]:
        root = self.package.xml_of(posixpath.join(self.folder, "_rels", f"{posixpath.basename(main)}.rels"))
        charts = {}
        for relation in root if root is not None else ():
            target = value(relation, "Target") or ""
            if (value(relation, "Type") or "").endswith("/chart"):
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(self.folder, target)
                charts[value(relation, "Id") or ""] = posixpath.normpath(path)
        return charts

    def _blocks(self, parent: Element) -> None:
        for element in _seen(parent):
            if tag(element) == "w:p":
                self._paragraph(element)
            elif tag(element) == "w:tbl":
                self._table(element)

    def _paragraph(self, element: Element) -> None:
        style = value(child(element, "w:pPr", "w:pStyle"))
        text = self._words(element)
        outline = value(child(element, "w:pPr", "w:outlineLvl"))
        level = self.levels.get(style or "")
        if level is None and outline is not None and outline.isascii() and outline.isdigit() and int(outline) < 9:
            level = int(outline) + 1
        if style in self.contents:
            pass
        elif level is not None:
            self.out.heading(text, level)
        else:
            self.out.paragraph(text)
        self._hanging()

    def _hanging(self) -> None:
        """What hung on the text just read: text boxes, charts, tables in cells."""
        boxes, drawn, nested = self.boxes, self.drawn, self.nested
        self.boxes, self.drawn, self.nested = [], [], []
        for box in boxes:
            self._blocks(box)
        for identity in drawn:
            root = self.package.xml_of(self.charts.get(identity, ""))
            if root is not None:
                title, rows = chart_rows(root)
                self.out.chart(rows, title)
        for table in nested:
            self._table(table)

    def _words(self, element: Element) -> str:
        """The text of a paragraph or note; boxes and charts that hang on it are put aside."""
        out: list[str] = []
        for inner in element:
            name = tag(inner)
            if name in _UNSEEN:
                continue
            if name == "w:r" and value_on(child(inner, "w:rPr", "w:vanish")):
                continue
            if name == "w:t":
                out.append(inner.text or "")
            elif name in ("w:tab", "w:br", "w:cr", "w:ptab"):
                out.append(" ")
            elif name == "w:noBreakHyphen":
                out.append("-")
            elif name == "w:txbxContent":
                self.boxes.append(inner)
            elif name == "chart":
                self.drawn.append(value(inner, "id") or "")
            elif name == "w:p":
                out += [self._words(inner), "\n"]
            elif name == "w:tbl":
                self.nested.append(inner)
            else:
                out.append(self._words(inner))
        return "".join(out)

    def _table(self, element: Element) -> None:
        rows: list[list[str]] = []
        open_cells: dict[int, str] = {}  # cells that go on downwards, by column
        head = 0
        for row in _seen(element):
            if tag(row) != "w:tr" or child(row, "w:trPr", "w:del") is not None:
                continue
            if head == len(rows) and value_on(child(row, "w:trPr", "w:tblHeader")):
                head += 1
            cells = [""] * _count(child(row, "w:trPr", "w:gridBefore"), 0)
            for part in _seen(row):
                if tag(part) != "w:tc":
                    continue
                properties = child(part, "w:tcPr")
                if child(properties, "w:cellDel") is not None:
                    continue
                at, span = len(cells), _count(child(properties, "w:gridSpan"), 1)
                merge = child(properties, "w:vMerge")
                text = self._words(part).strip()
                if merge is not None and value(merge) != "restart":
                    text = open_cells.get(at, text)
                elif merge is not None:
                    open_cells[at] = text
                else:
                    open_cells.pop(at, None)
                cells += [text] * span
            rows.append(cells)
        self.out.table(rows, head)
        self._hanging()


def value_on(element: Element | None) -> bool:
    """Whether a switch is there and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off")


def _count(element: Element | None, otherwise: int) -> int:
    text = value(element) or ""
    return min(int(text), 100) if text.isascii() and text.isdigit() else otherwise


def _seen(parent: Element) -> Iterator[Element]:
    """The children that are seen, with those of insertions and content controls in their place."""
    for element in parent:
        name = tag(element)
        if name in _INSIDE:
            yield from _seen(element)
        elif name not in _UNSEEN:
            yield element
