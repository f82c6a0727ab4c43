"""The chart of a Word document as the table behind it."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

_NAMESPACE = re.compile(r"\{[^}]*\}")
MOST_POINTS = 2_000


def chart_rows(root: Element) -> tuple[str, list[list[str]]]:
    """The title of a chart, and its rows: a head of series, then a category with a value of each series.

    What is read is what the chart shows: the values kept beside it, not the workbook that they came from.
    """
    title = ""
    names: list[str] = []
    columns: list[dict[int, str]] = []
    categories: dict[int, str] = {}
    for element in root.iter():
        name = _bare(element)
        if name == "title" and not title:
            title = _text(element)
        if name != "ser":
            continue
        parts = {_bare(part): part for part in element}
        names.append(_text(parts["tx"]) if "tx" in parts else "")
        if "cat" in parts:
            categories |= {at: text for at, text in _points(parts["cat"]).items() if at not in categories}
        columns.append(_points(parts["val"]) if "val" in parts else {})
    places = sorted({*categories, *(at for column in columns for at in column)})[:MOST_POINTS]
    rows = [["", *names]]
    rows += [[categories.get(at, ""), *(column.get(at, "") for column in columns)] for at in places]
    return title, rows


def _bare(element: Element) -> str:
    return _NAMESPACE.sub("", element.tag) if isinstance(element.tag, str) else ""


def _text(element: Element) -> str:
    return "".join(inner.text or "" for inner in element.iter() if _bare(inner) in ("t", "v"))


def _points(element: Element) -> dict[int, str]:
    points = {}
    for point in element.iter():
        if _bare(point) != "pt":
            continue
        at = point.attrib.get("idx", "")
        shown = next((inner.text or "" for inner in point if _bare(inner) == "v"), "")
        if at.isascii() and at.isdigit() and len(at) < 7:
            points[int(at)] = _rounded(shown)
    return points


def _rounded(text: str) -> str:
    """A float that a spreadsheet kept (95.239999999999995) as the two decimals that it stands for."""
    return f"{float(text):.2f}" if re.fullmatch(r"-?\d{1,6}\.\d{5,20}", text) else text
