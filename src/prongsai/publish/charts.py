"""Charts as inline SVG with a title and a description; values are read off the figures, never computed."""

from __future__ import annotations

import math
from html import escape

from prongsai.publish.resolved import Plain

TEAL, ACCENT, INK, FAINT, TINT, RULE = "#0b5f61", "#b45309", "#1c2526", "#56646a", "#eef5f5", "#9fb0b1"
# Dark to light to dark: neighbours differ in lightness, so that the order shows without colour.
STACK = ("#0b5f61", "#5aa6a8", "#bcdcdc", "#f3d9b8", "#dd9a4e", "#9a4a0b")
STACK_INK = ("#fff", INK, INK, INK, INK, "#fff")
WIDTH = 720


def chart_svg(chart: Plain) -> str:
    """The SVG of a resolved chart, as wide as the page allows."""
    draw = {"bars": _bars, "columns": _columns, "lines": _lines, "stacked": _stacked}[chart["kind"]]
    height, marks = draw(chart)
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:g}" role="img" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(chart['title'])}</title><desc>{escape(chart['description'])}</desc>{''.join(marks)}</svg>"
    )


def _text(x: float, y: float, words: str, *, size: float = 14, anchor: str = "start", fill: str = INK) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{fill}">{escape(words)}</text>'
    )


def _rect(x: float, y: float, width: float, height: float, fill: str, more: str = "") -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(0, width):.1f}" height="{height:.1f}" fill="{fill}"{more}/>'


def _legend(chart: Plain, y: float, colours: tuple[str, ...], numbered: bool = False) -> tuple[float, list[str]]:
    marks: list[str] = []
    x = 0.0
    for at, series in enumerate(chart["series"]):
        name = f"{at + 1} {series['name']}" if numbered else series["name"]
        width = 26 + 8.2 * len(name)
        if x and x + width > WIDTH:
            x, y = 0.0, y + 22
        marks += [
            _rect(x, y - 11, 12, 12, colours[at % len(colours)], f' stroke="{INK}" stroke-width=".4"'),
            _text(x + 18, y, name, size=13),
        ]
        x += width
    return y + 18, marks


def _target(chart: Plain, left: float, width: float, top: float, bottom: float) -> list[str]:
    if not chart["target"]:
        return []
    x = left + width * min(1, chart["target"]["value"] / chart["maximum"])
    return [
        f'<line x1="{x:.1f}" y1="{top:.1f}" x2="{x:.1f}" y2="{bottom:.1f}" stroke="{INK}" stroke-dasharray="3 3"/>',
        _text(
            x, bottom + 15, f"{chart['target_name']} {chart['target']['text']}", size=12, anchor="middle", fill=FAINT
        ),
    ]


def _colour(chart: Plain, at: int, value: float) -> str:
    if len(chart["series"]) > 1:
        return STACK[at * 2 % len(STACK)]
    below = chart["target"] is not None and value < chart["target"]["value"]
    return ACCENT if below else TEAL


def _bars(chart: Plain) -> tuple[float, list[str]]:
    inner = len(chart["series"])
    thick = 18 if inner == 1 else 11
    gap = 10
    left, right = 262, 62
    width = WIDTH - left - right
    y, marks = (6.0, []) if inner == 1 else _legend(chart, 14, STACK[::2])
    top = y
    for at, category in enumerate(chart["categories"]):
        marks.append(_text(left - 10, y + inner * thick / 2 + 5, category, anchor="end"))
        for n, series in enumerate(chart["series"]):
            point = series["points"][at]
            line = y + n * thick
            marks.append(_rect(left, line, width, thick - 1, TINT))
            if point:
                share = max(0.0, min(1.0, point["value"] / chart["maximum"]))
                marks.append(_rect(left, line, width * share, thick - 1, _colour(chart, n, point["value"])))
            size = 14 if inner == 1 else 11
            marks.append(_text(WIDTH - right + 8, line + thick - 4, point["text"] if point else "–", size=size))
        y += inner * thick + gap
    marks += _target(chart, left, width, top - 2, y - gap + 4)
    return y + (16 if chart["target"] else 0), marks


def _columns(chart: Plain) -> tuple[float, list[str]]:
    tall = 190
    inner = len(chart["series"])
    y, marks = (20.0, []) if inner == 1 else _legend(chart, 14, STACK[::2])
    top = y + 18
    slot = WIDTH / max(1, len(chart["categories"]))
    wide = min(64.0, slot * 0.8 / inner)
    for at, category in enumerate(chart["categories"]):
        middle = slot * (at + 0.5)
        for n, series in enumerate(chart["series"]):
            x = middle + (n - inner / 2) * wide
            point = series["points"][at]
            if not point:
                marks.append(_text(x + wide / 2, top + tall - 6, "–", anchor="middle"))
                continue
            high = tall * max(0.0, min(1.0, point["value"] / chart["maximum"]))
            marks.append(_rect(x + 1, top + tall - high, wide - 2, high, _colour(chart, n, point["value"])))
            marks.append(_text(x + wide / 2, top + tall - high - 6, point["text"], size=13, anchor="middle"))
        marks.append(_text(middle, top + tall + 20, category, size=13, anchor="middle"))
    if chart["target"]:
        line = top + tall * (1 - chart["target"]["value"] / chart["maximum"])
        words = f"{chart['target_name']} {chart['target']['text']}"
        marks.append(
            f'<line x1="0" y1="{line:.1f}" x2="{WIDTH}" y2="{line:.1f}" stroke="{INK}" stroke-dasharray="3 3"/>'
        )
        marks.append(_text(0, top + tall + 40, words, size=12, fill=FAINT))
    return top + tall + (46 if chart["target"] else 28), marks


def _lines(chart: Plain) -> tuple[float, list[str]]:
    tall, top = 200, 34
    values = [point["value"] for series in chart["series"] for point in series["points"] if point]
    # The axis is cut at a round figure below the least point; its labels say so.
    floor = max(0.0, math.floor((min(values, default=0) - 5) / 10) * 10)
    marks: list[str] = []
    if len(chart["series"]) > 1:
        top, marks = int(_legend(chart, 14, STACK[::2])[0]) + 24, _legend(chart, 14, STACK[::2])[1]

    maximum = float(chart["maximum"])

    def height(value: float) -> float:
        return top + tall * (1 - (value - floor) / (maximum - floor))

    for tick in (floor, (floor + chart["maximum"]) / 2, chart["maximum"]):
        line = height(tick)
        marks.append(f'<line x1="34" y1="{line:.1f}" x2="{WIDTH}" y2="{line:.1f}" stroke="{RULE}" stroke-width=".6"/>')
        marks.append(_text(28, line + 4, f"{tick:g}", size=11, anchor="end", fill=FAINT))
    slot = (WIDTH - 34) / max(1, len(chart["categories"]))
    for n, series in enumerate(chart["series"]):
        colour = STACK[n * 2 % len(STACK)]
        before: tuple[float, float] | None = None
        for at, point in enumerate(series["points"]):
            if not point:
                before = None
                continue
            here = (34 + slot * (at + 0.5), height(point["value"]))
            if before:
                marks.append(
                    f'<line x1="{before[0]:.1f}" y1="{before[1]:.1f}" x2="{here[0]:.1f}" y2="{here[1]:.1f}" '
                    f'stroke="{colour}" stroke-width="2"/>'
                )
            marks.append(f'<circle cx="{here[0]:.1f}" cy="{here[1]:.1f}" r="4" fill="{colour}"/>')
            marks.append(_text(here[0], here[1] - 10, point["text"], size=13, anchor="middle"))
            before = here
    for at, category in enumerate(chart["categories"]):
        marks.append(_text(34 + slot * (at + 0.5), top + tall + 22, category, size=13, anchor="middle"))
    return top + tall + 30, marks


def _stacked(chart: Plain) -> tuple[float, list[str]]:
    y, marks = _legend(chart, 14, STACK, numbered=True)
    left = 60
    width = WIDTH - left - 2
    for at, category in enumerate(chart["categories"]):
        marks.append(_text(left - 10, y + 15, category, anchor="end"))
        x = float(left)
        for n, series in enumerate(chart["series"]):
            point = series["points"][at]
            if not point or point["value"] <= 0:
                continue
            part = width * point["value"] / chart["maximum"]
            marks.append(_rect(x, y, part, 22, STACK[n % 6], ' stroke="#fff" stroke-width=".6"'))
            if part > 74:
                words = f"{n + 1}: {point['text']}"
                marks.append(_text(x + part / 2, y + 16, words, size=12, anchor="middle", fill=STACK_INK[n % 6]))
            x += part
        marks.append(_rect(left, y, width, 22, "none", f' stroke="{INK}" stroke-width=".5"'))
        y += 30
    return y, marks
