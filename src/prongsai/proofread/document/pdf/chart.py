"""Charts of a page: which value stands at which label, where that can be told."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.language.thai_text import digits
from prongsai.proofread.document.pdf.grid import Table
from prongsai.proofread.document.pdf.lines import Line, joined
from prongsai.proofread.document.pdf.shapes import Page

# Bars of one chart are no further apart than this; its labels stand so near.
_BETWEEN_BARS, _BELOW_BARS, _ABOVE_BARS = 30, 26, 14
_VALUE = re.compile(r"\d{1,3}(?:\.\d{1,2})?\*?")
_LABEL = re.compile(r"[ก-ฮA-Za-z]|(?:ปี\s?)?25\d\d$")
_LABEL_AND_VALUE = re.compile(r"(.*[^\d.\s])\s+(\d{1,3}\.\d\d\*?)")


@dataclass(slots=True)
class _Part:
    left: float
    right: float
    base: float
    size: float
    text: str

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def charts_of(page: Page, tables: Sequence[Table]) -> list[tuple[float, float]]:
    """From where to where on the page the bars of each chart and its labels stand."""
    bars = [
        (bottom, top)
        for left, bottom, right, top in page.drawn
        if top - bottom > 3
        and right - left > 3
        and not any(table.bottom - 2 <= bottom and top <= table.top + 2 for table in tables)
        and not any(left <= run.left <= right and bottom <= run.base <= top for run in page.runs)
    ]
    charts: list[list[float]] = []
    for bottom, top in sorted(bars):
        if charts and bottom <= charts[-1][1] + _BETWEEN_BARS:
            charts[-1][1] = max(charts[-1][1], top)
            charts[-1][2] += 1
        else:
            charts.append([bottom, top, 1])
    return [(bottom - _BELOW_BARS, top + _ABOVE_BARS) for bottom, top, many in charts if many > 1]


def chart_rows(lines: Sequence[Line]) -> list[list[str]]:
    """Label and value of each bar whose value is certain: the only one beside its label, or above it."""
    values: list[_Part] = []
    labels: list[list[_Part]] = []
    for line in lines:
        for left, right, text in line.parts:
            plain = digits(text).strip()
            part = _Part(left, right, line.base, line.size, text.strip())
            both = _LABEL_AND_VALUE.fullmatch(plain)
            if _VALUE.fullmatch(plain):
                values.append(part)
            elif both is not None:
                cut = left + (right - left) * both.start(2) / max(len(plain), 1)
                values.append(_Part(cut, right, line.base, line.size, text.strip()[both.start(2) :]))
                _label(labels, _Part(left, cut, line.base, line.size, text.strip()[: both.end(1)]))
            elif _LABEL.search(plain):
                _label(labels, part)
    rows = []
    beside = [[value for value in values if _beside(label, value)] for label in labels]
    for label, at in zip(labels, beside, strict=True):
        at = at or [value for value in values if _above(label, value)]
        at = at or [value for value in values if _next_line(label, value, labels)]
        taken = [
            other for other in labels if other is not label and at and (_beside(other, at[0]) or _above(other, at[0]))
        ]
        # What begins with a bracket is the rest of a label that the chart had no room for.
        if len(at) == 1 and not taken and not label[0].text.startswith("("):
            text = joined([Line([(part.left, part.right, part.text)], part.base, part.size, False) for part in label])
            rows.append([text, at[0].text])
    return rows


def _label(labels: list[list[_Part]], part: _Part) -> None:
    """Adds a line to the label that it goes on with, or as a new one."""
    for label in labels:
        last = label[-1]
        if 0 < last.base - part.base <= 1.35 * part.size and part.left < last.right and last.left < part.right:
            label.append(part)
            return
    labels.append([part])


def _beside(label: Sequence[_Part], value: _Part) -> bool:
    size = value.size
    return (
        label[-1].base - 0.5 * size <= value.base <= label[0].base + 0.5 * size
        and value.left >= max(part.right for part in label) - size
    )


def _next_line(label: Sequence[_Part], value: _Part, labels: Sequence[Sequence[_Part]]) -> bool:
    """Whether a value stands at the end of the bar that is drawn below its label, well nearer to it than to the next
    label."""
    down = label[-1].base - value.base
    after = min((value.base - other[0].base for other in labels if other[0].base < value.base), default=math.inf)
    right = value.left >= max(part.right for part in label) - value.size
    return right and 0 < down < 1.6 * value.size and down < 0.8 * after


def _above(label: Sequence[_Part], value: _Part) -> bool:
    wide = max(part.right for part in label) - min(part.left for part in label)
    middle = sum(part.middle for part in label) / len(label)
    return value.base > label[0].base + 0.5 * value.size and abs(value.middle - middle) < max(wide / 2, value.size)
