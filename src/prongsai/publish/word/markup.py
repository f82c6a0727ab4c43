"""XML elements of a Word file, built as objects; user text is cleaned and escaped here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, tostring

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"

# XML 1.0 forbids these even as references; a document that holds one does not open.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile("[\t\r\n]+")

Value = str | int | float


def clean(text: str) -> str:
    """``text`` without characters that XML forbids; tabs and line ends become a space."""
    return _FORBIDDEN.sub("", _BLANKS.sub(" ", text))


def w(tag: str, *children: Element | None, **attributes: Value) -> Element:
    """A WordprocessingML element; its attributes are in the same namespace: ``w("jc", val="center")``."""
    return element(f"w:{tag}", {f"w:{name}": value for name, value in attributes.items()}, children)


def a(tag: str, *children: Element | None, **attributes: Value) -> Element:
    """A DrawingML element."""
    return element(f"a:{tag}", attributes, children)


def c(tag: str, *children: Element | None, **attributes: Value) -> Element:
    """An element of a chart."""
    return element(f"c:{tag}", attributes, children)


def wp(tag: str, *children: Element | None, **attributes: Value) -> Element:
    """An element that places a drawing in the text."""
    return element(f"wp:{tag}", attributes, children)


def pic(tag: str, *children: Element | None, **attributes: Value) -> Element:
    """An element of a picture."""
    return element(f"pic:{tag}", attributes, children)


def element(tag: str, attributes: dict[str, Value], children: Iterable[Element | None] = (), text: str = "") -> Element:
    """An element with a prefixed name; children that are None are left out."""
    made = Element(tag, {name: clean(str(value)) for name, value in attributes.items()})
    made.extend(child for child in children if child is not None)
    if text:
        made.text = clean(text)
    return made


def written(tag: str, text: str) -> Element:
    """An element that holds ``text`` alone, its blanks kept where the element is Word's."""
    return element(tag, {"xml:space": "preserve"} if tag.startswith("w:") else {}, (), text)


def part_xml(root: Element, **namespaces: str) -> bytes:
    """The bytes of a part whose root declares ``namespaces`` by prefix (``main`` is the default one)."""
    for prefix, address in namespaces.items():
        root.set("xmlns" if prefix == "main" else f"xmlns:{prefix}", address)
    body: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + body
