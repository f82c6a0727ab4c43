"""Charts as inline SVG with a title and a description; values are read off the figures, never computed.

They are drawn 320 units wide, which a small phone shows at about its own size; the page keeps them from growing large.
"""

from __future__ import annotations

import math
from xml.etree.ElementTree import Element

from prongsai.language.digits import thai
from prongsai.language.measure import width
from prongsai.language.wrapping import wrap
from prongsai.publish.html.marks import mark, path, written
from prongsai.publish.plain_report import Plain

TEAL, ACCENT, INK, FAINT, TINT, RULE = "#0b5f61", "#b45309", "#1c2526", "#56646a", "#eef5f5", "#9fb0b1"
# From the first choice to the last always darker: the order shows without colour, and no choice looks like a warning.
STACK = ("#e3f1f1", "#b3d8d9", "#82babc", "#4f999b", "#23767a", "#084648")
STACK_INK = (INK, INK, INK, INK, "#fff", "#fff")
# The last of several series, as a rule the newest year, is the darkest.
SERIES = (TEAL, "#a9d3d3", "#56646a", "#d5dcdd")
LINE_INK = ("#0b5f61", "#9a4a0b", INK, "#3d8082")
DASHES = (None, "7 4", "2 3", "8 3 2 3")
TARGET = {"stroke": INK, "stroke_width": "1.5", "stroke_dasharray": "4 2"}
HALO = {"stroke": "#fff", "stroke_width": "3", "paint_order": "stroke"}
WIDTH = 320
LABEL, VALUE, SMALL = 14.0, 13.5, 12.0
LINE = 18.0


def chart_svg(chart: Plain, key: str = "chart") -> str:
    """The SVG of a resolved chart; ``key`` is its own on the page, for the ids inside."""
    height, marks = _draw(chart, key)
    title = mark("title", chart["title"], id=f"{key}-title")
    description = mark("desc", chart["description"], id=f"{key}-desc")
    return written(
        mark(
            "svg",
            [title, description, _hatch(key), *marks],
            viewBox=f"0 -4 {WIDTH} {height + 8:.0f}",
            role="img",
            aria_labelledby=f"{key}-title {key}-desc",
            xmlns="http://www.w3.org/2000/svg",
        )
    )


def _draw(chart: Plain, key: str) -> tuple[float, list[Element]]:
    slot = WIDTH / max(1, len(chart["categories"]))
    match chart["kind"]:
        case "stacked":
            return _stacked(chart)
        # Where columns or years would crowd, bars tell the same and have room.
        case "columns" if slot >= max(58, 50 * len(chart["series"])):
            return _columns(chart, key)
        case "lines" if slot >= 44:
            return _lines(chart)
        case _:
            return _bars(chart, key)


def _number(chart: Plain, number: float) -> str:
    return thai(f"{number:g}") if chart["digits"] == "thai" else f"{number:g}"


def _text(
    x: float, y: float, words: str, *, size: float = LABEL, anchor: str = "start", fill: str = INK, halo: bool = False
) -> Element:
    looks = {"x": f"{x:.1f}", "y": f"{y:.1f}", "font_size": f"{size:g}", "text_anchor": anchor, "fill": fill}
    return mark("text", words, **looks, **(HALO if halo else {}))


def _lines_of_text(
    x: float, y: float, words: str, room: float, *, size: float = LABEL, anchor: str = "start"
) -> tuple[float, Element]:
    """Wrapped words from baseline ``y``, and how high they are."""
    lines = wrap(words, room, size)
    spans = [mark("tspan", line, x=f"{x:.1f}", y=f"{y + n * LINE:.1f}") for n, line in enumerate(lines)]
    return LINE * len(lines), mark("text", spans, font_size=f"{size:g}", text_anchor=anchor, fill=INK)


def _rect(x: float, y: float, wide: float, high: float, fill: str, **more: str) -> Element:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{max(0, wide):.1f}", "height": f"{max(0, high):.1f}"}
    return mark("rect", **place, fill=fill, **more)


def _hatch(key: str) -> Element:
    ground = mark("rect", width="6", height="6", fill=ACCENT)
    stripe = mark("rect", width="1.5", height="6", fill="#fbe3c4")
    looks = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    pattern = mark("pattern", [ground, stripe], id=f"{key}-below", width="6", height="6", **looks)
    return mark("defs", [pattern])


def _sign(x: float, y: float) -> Element:
    """A mark, ten units wide, that stands before what is below the target."""
    return path(f"M{x:.1f} {y - 9:.1f}h9l-4.5 8z", fill=ACCENT)


def _swatch(x: float, y: float, fill: str) -> Element:
    return _rect(x, y - 10, 12, 12, fill, stroke=INK, stroke_width=".5")


def _series_fill(chart: Plain, at: int) -> str:
    return SERIES[(len(chart["series"]) - 1 - at) % len(SERIES)]


def _legend(chart: Plain, y: float, *, numbered: bool = False) -> tuple[float, list[Element]]:
    """What each series looks like, from the line whose top is ``y``; the top of what follows."""
    marks: list[Element] = []
    x = 0.0
    for at, series in enumerate(chart["series"]):
        name = f"{_number(chart, at + 1)} {series['name']}" if numbered else series["name"]
        wide = 32 + width(name, SMALL)
        if x and x + wide > WIDTH:
            x, y = 0.0, y + LINE
        marks.append(_swatch(x, y + 13, STACK[at % 6] if numbered else _series_fill(chart, at)))
        high, text = _lines_of_text(x + 18, y + 13, name, WIDTH - x - 18, size=SMALL)
        marks.append(text)
        y += high - LINE
        x += wide
    return y + LINE + 6, marks


def _target_legend(chart: Plain, y: float, *, signs: bool = True) -> tuple[float, list[Element]]:
    if not chart["target"]:
        return y, []
    words = f"{chart['target_name']} {chart['target']['text']}".strip()
    marks = [
        path(f"M0 {y + 9:.1f}h18", **TARGET),
        _text(24, y + 13, words, size=SMALL),
    ]
    if signs and any(_below(chart, point) for series in chart["series"] for point in series["points"]):
        x = 24 + width(words, SMALL) + 16
        if x + 14 + width(chart["below_name"], SMALL) > WIDTH:
            x, y = 0.0, y + LINE
        marks += [_sign(x, y + 13), _text(x + 14, y + 13, chart["below_name"], size=SMALL)]
    return y + LINE, marks


def _below(chart: Plain, point: Plain | None) -> bool:
    return bool(chart["target"] and point and point["value"] < chart["target"]["value"])


def _share(chart: Plain, value: float) -> float:
    return max(0.0, min(1.0, value / float(chart["maximum"])))


def _fill(chart: Plain, at: int, point: Plain, key: str) -> str:
    if len(chart["series"]) > 1:
        return _series_fill(chart, at)
    return f"url(#{key}-below)" if _below(chart, point) else TEAL


def _bars(chart: Plain, key: str) -> tuple[float, list[Element]]:
    """A category's name above its bars, so that both have the whole width."""
    many = len(chart["series"])
    thick, size = (16.0, VALUE) if many == 1 else (14.0, SMALL)
    names = [width(series["name"], SMALL) for series in chart["series"]]
    named = many > 1 and max(names) <= 76
    y, marks = (0.0, []) if many == 1 or named else _legend(chart, 0)
    left = max(names) + 8 if named else 0.0
    texts = [point["text"] for series in chart["series"] for point in series["points"] if point]
    signs = any(_below(chart, point) for series in chart["series"] for point in series["points"])
    room = WIDTH - left - max([width(text, size) for text in texts], default=0) - (24 if signs else 8)
    for at, category in enumerate(chart["categories"]):
        high, text = _lines_of_text(0, y + 13, category, WIDTH)
        marks.append(text)
        y += high
        for n, series in enumerate(chart["series"]):
            point = series["points"][at]
            foot = y + thick - 3
            if named:
                marks.append(_text(0, foot, series["name"], size=SMALL, fill=FAINT))
            marks.append(_rect(left, y, room, thick - 1, TINT))
            if point:
                long = room * _share(chart, point["value"])
                marks.append(_rect(left, y, long, thick - 1, _fill(chart, n, point, key)))
            marks.append(_text(WIDTH, foot, point["text"] if point else "–", size=size, anchor="end"))
            if point and _below(chart, point):
                marks.append(_sign(WIDTH - width(point["text"], size) - 14, foot))
            if chart["target"]:
                x = left + room * _share(chart, chart["target"]["value"])
                marks.append(path(f"M{x:.1f} {y - 2:.1f}v{thick + 3:.1f}", **TARGET))
            y += thick + (2 if n + 1 < many else 0)
        y += 9
    y, legend = _target_legend(chart, y)
    return y, marks + legend


def _columns(chart: Plain, key: str) -> tuple[float, list[Element]]:
    tall = 150.0
    many = len(chart["series"])
    y, marks = (0.0, []) if many == 1 else _legend(chart, 0)
    top = y + 20
    foot = top + tall
    slot = WIDTH / len(chart["categories"])
    wide = min(44.0, slot * 0.86 / many)
    lowest = 0.0
    for at, category in enumerate(chart["categories"]):
        middle = slot * (at + 0.5)
        for n, series in enumerate(chart["series"]):
            x = middle + (n - many / 2) * wide
            point = series["points"][at]
            high = tall * _share(chart, point["value"]) if point else 0.0
            if point:
                marks.append(_rect(x + 2, foot - high, wide - 4, high, _fill(chart, n, point, key)))
            words = point["text"] if point else "–"
            size = VALUE if many == 1 else SMALL
            marks.append(_text(x + wide / 2, foot - high - 6, words, size=size, anchor="middle"))
            if point and _below(chart, point):
                marks.append(_sign(x + wide / 2 - 4.5, foot - high - 18))
        high, text = _lines_of_text(middle, foot + 18, category, slot - 6, size=13, anchor="middle")
        marks.append(text)
        lowest = max(lowest, high)
    marks.append(path(f"M0 {foot:.1f}h{WIDTH}", stroke=RULE))
    if chart["target"]:
        line = top + tall * (1 - _share(chart, chart["target"]["value"]))
        marks.append(path(f"M0 {line:.1f}h{WIDTH}", **TARGET))
    y, legend = _target_legend(chart, foot + lowest + 10)
    return y, marks + legend


def _marker(n: int, x: float, y: float) -> Element:
    """Each series has its own shape, so that lines are told apart without colour."""
    colour = LINE_INK[n % 4]
    match n % 4:
        case 0:
            return mark("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="4", fill=colour)
        case 1:
            return _rect(x - 4, y - 4, 8, 8, colour)
        case 2:
            return path(f"M{x - 5:.1f} {y + 4:.1f}h10l-5 -9z", fill=colour)
        case _:
            return path(f"M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5z", fill=colour)


def _stroke(n: int, way: str) -> Element:
    return path(way, stroke=LINE_INK[n % 4], stroke_width="2", stroke_dasharray=DASHES[n % 4])


def _lines(chart: Plain) -> tuple[float, list[Element]]:
    tall, axis, many = 160.0, 32.0, len(chart["series"])
    values = [point["value"] for series in chart["series"] for point in series["points"] if point]
    # The axis is cut at a round figure below the least point; its labels say so.
    floor = max(0.0, math.floor((min(values, default=0) - 5) / 10) * 10)
    maximum = float(chart["maximum"])
    y, marks = (0.0, []) if many == 1 else _line_legend(chart)
    top = y + 22

    def height(value: float) -> float:
        return top + tall * (1 - (value - floor) / (maximum - floor))

    for tick in (floor, (floor + maximum) / 2, maximum):
        marks.append(path(f"M{axis:g} {height(tick):.1f}H{WIDTH}", stroke=RULE, stroke_width=".7"))
        marks.append(_text(axis - 5, height(tick) + 4, _number(chart, tick), size=11, anchor="end", fill=FAINT))
    slot = (WIDTH - axis) / len(chart["categories"])
    if chart["target"] and floor <= chart["target"]["value"] <= maximum:
        line = height(chart["target"]["value"])
        marks.append(path(f"M{axis:g} {line:.1f}H{WIDTH}", stroke=INK, stroke_dasharray="4 2"))
    for n, series in enumerate(chart["series"]):
        before: tuple[float, float] | None = None
        shapes: list[Element] = []
        for at, point in enumerate(series["points"]):
            here = (axis + slot * (at + 0.5), height(point["value"])) if point else None
            if here and before:
                marks.append(_stroke(n, f"M{before[0]:.1f} {before[1]:.1f}L{here[0]:.1f} {here[1]:.1f}"))
            if here:
                shapes.append(_marker(n, *here))
                # Several series would write over each other: their figures stand in the table, which is open then.
                if many == 1 and point:
                    shapes.append(_text(here[0], here[1] - 9, point["text"], size=VALUE, anchor="middle", halo=True))
            before = here
        marks += shapes
    lowest = 0.0
    for at, category in enumerate(chart["categories"]):
        x = axis + slot * (at + 0.5)
        if not any(series["points"][at] for series in chart["series"]):
            marks.append(_text(x, top + tall - 6, "–", anchor="middle"))
        high, text = _lines_of_text(x, top + tall + 18, category, slot - 4, size=13, anchor="middle")
        marks.append(text)
        lowest = max(lowest, high)
    y, legend = _target_legend(chart, top + tall + lowest + 10, signs=False)
    return y, marks + legend


def _line_legend(chart: Plain) -> tuple[float, list[Element]]:
    y, x = 0.0, 0.0
    marks: list[Element] = []
    for n, series in enumerate(chart["series"]):
        wide = 48 + width(series["name"], SMALL)
        if x and x + wide > WIDTH:
            x, y = 0.0, y + LINE
        marks.append(_stroke(n, f"M{x:.1f} {y + 9:.1f}h26"))
        marks.append(_marker(n, x + 13, y + 9))
        high, text = _lines_of_text(x + 32, y + 13, series["name"], WIDTH - x - 32, size=SMALL)
        marks.append(text)
        y += high - LINE
        x += wide
    return y + LINE, marks


def _stacked(chart: Plain) -> tuple[float, list[Element]]:
    """A part carries its choice's number and figure; what is too narrow is told in the line under the bar."""
    y, marks = _legend(chart, 0, numbered=True)
    thick = 22.0
    for at, category in enumerate(chart["categories"]):
        high, text = _lines_of_text(0, y + 13, category, WIDTH)
        marks.append(text)
        y += high
        x = 0.0
        untold: list[str] = []
        for n, series in enumerate(chart["series"]):
            point = series["points"][at]
            if not point or point["value"] <= 0:
                continue
            part = WIDTH * _share(chart, point["value"])
            marks.append(_rect(x, y, part, thick, STACK[n % 6], stroke="#fff", stroke_width=".7"))
            told = f"{_number(chart, n + 1)}: {point['text']}"
            fits = part > width(told, SMALL) + 6
            if fits or part > 14:
                words = told if fits else _number(chart, n + 1)
                ink = STACK_INK[n % 6]
                marks.append(_text(x + part / 2, y + 15.5, words, size=SMALL, anchor="middle", fill=ink))
            if not fits:
                untold.append(told)
            x += part
        marks.append(_rect(0.5, y, WIDTH - 1, thick, "none", stroke=INK, stroke_width=".6"))
        y += thick
        if untold:
            high, text = _lines_of_text(0, y + 14, " · ".join(untold), WIDTH, size=SMALL)
            marks.append(text)
            y += high
        y += 8
    return y, marks
