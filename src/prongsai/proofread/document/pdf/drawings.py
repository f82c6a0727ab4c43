"""What is drawn on a page beside its letters: rules, fields, pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from prongsai.proofread.document.pdf.shapes import Rule, Turned

# A line thinner than this is a rule; a coloured field or the bar of a chart is wider.
THIN = 3.5
MOST_PATHS_OF_A_PAGE = 20_000
_SHORTEST_RULE = 6.0
# Borders of cards may be thick; what is ten times as long as it is wide is a line all the same.
_LONG = 10
_DEEPEST = 8

_Matrix = tuple[float, float, float, float, float, float]


def _things(
    count: Any, get: Any, holder: Any, forms: tuple[_Matrix, ...]
) -> Iterator[tuple[Any, int, tuple[_Matrix, ...]]]:
    """Paths and pictures of a page or form, with the moves of the forms that they stand in, the inmost first."""
    for at in range(max(count(holder), 0)):
        thing = get(holder, at)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield thing, kind, forms
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and len(forms) < _DEEPEST:
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(thing, matrix)
            own = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
            inner = (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, thing)
            yield from _things(*inner, (own, *forms))


def drawings_of(
    page: pypdfium2.PdfPage, turned: Turned
) -> tuple[tuple[Rule, ...], tuple[tuple[float, float, float, float], ...], float]:
    """The rules of a page, its other fields, and the points that pictures cover."""
    rules: list[Rule] = []
    drawn: list[tuple[float, float, float, float]] = []
    pictures = 0.0
    every = _things(pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, page.raw, ())
    for seen, (thing, kind, forms) in enumerate(every):
        if seen > MOST_PATHS_OF_A_PAGE:
            raise OverflowError(seen)
        box = _bounds(thing, forms, turned)
        if box is None:
            continue
        left, bottom, right, top = box
        wide, high = right - left, top - bottom
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures += max(min(wide, turned.width), 0) * max(min(high, turned.height), 0)
            continue
        found = [*_lines(thing, left, bottom, right, top)]
        rules += found
        if not found and wide < 0.98 * turned.width:
            drawn.append(box)
    return tuple(rules), tuple(drawn), pictures


def _bounds(thing: Any, forms: tuple[_Matrix, ...], turned: Turned) -> tuple[float, float, float, float] | None:
    """The box of a thing, taken through the forms that it stands in."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return None
    corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    for a, b, c, d, e, f in forms:
        corners = [(a * x + c * y + e, b * x + d * y + f) for x, y in corners]
    corners = [turned.point(x, y) for x, y in corners]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def _lines(thing: Any, left: float, bottom: float, right: float, top: float) -> Iterator[Rule]:
    """The rules that a path is: one where it is thin, four where it is the outline of a field."""
    wide, high = right - left, top - bottom
    if high <= THIN and wide >= _SHORTEST_RULE:
        yield Rule("across", (top + bottom) / 2, left, right)
        return
    if wide <= THIN and high >= _SHORTEST_RULE:
        yield Rule("down", (left + right) / 2, bottom, top)
        return
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing, filled, stroked)
    segments = pdfium.FPDFPath_CountSegments(thing)
    if stroked.value and segments == 2 and max(wide, high) >= _LONG * min(wide, high):
        # The bounds of a thick line are widened by its ends as well.
        ends = min(wide, high) / 2
        if wide > high:
            yield Rule("across", (top + bottom) / 2, left + ends, right - ends)
        else:
            yield Rule("down", (left + right) / 2, bottom + ends, top - ends)
        return
    if stroked.value and 4 <= segments <= 6 and min(wide, high) >= _SHORTEST_RULE:
        yield Rule("across", top, left, right)
        yield Rule("across", bottom, left, right)
        yield Rule("down", left, bottom, top)
        yield Rule("down", right, bottom, top)
