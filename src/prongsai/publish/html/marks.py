"""The marks that a drawing is made of, as elements of SVG: whatever they hold is escaped when they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, tostring

_SHAPE_END = re.compile(r"></(?:rect|path|circle)>")


def mark(tag: str, holds: str | Sequence[Element] = "", /, **looks: str | None) -> Element:
    """One element with words or marks inside; looks by their names with _ for -, those that are None left out."""
    made = Element(tag, {name.replace("_", "-"): look for name, look in looks.items() if look is not None})
    if isinstance(holds, str):
        made.text = holds
    else:
        made.extend(holds)
    return made


def path(way: str, **looks: str | None) -> Element:
    """A line or shape along ``way``, in the words of SVG."""
    return mark("path", d=way, **looks)


def written(drawing: Element) -> str:
    """The drawing as text for a page: shapes close themselves, what holds words does not, even where it has none."""
    return _SHAPE_END.sub("/>", tostring(drawing, encoding="unicode", short_empty_elements=False))
