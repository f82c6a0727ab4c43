"""Native charts: drawn by Word from the figures, with the workbook that lets a person edit them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from prongsai.language.measure import letters
from prongsai.publish.report import Chart, Report
from prongsai.publish.word.chart_parts import (
    bar_series,
    category_axis,
    labels,
    legend,
    lettering,
    line_series,
    plot_area_layout,
    value_axis,
)
from prongsai.publish.word.chart_workbook import workbook
from prongsai.publish.word.lengths import ACCENT, FAINT, INK, SERIES, STACK, TEAL, cm
from prongsai.publish.word.markup import A, C, R, a, c, part_xml

# The light ones would not show as lines.
LINES = (TEAL, ACCENT, STACK[3], FAINT, INK, STACK[2])
STACK_INK = (INK, INK, INK, INK, "FFFFFF", "FFFFFF")
_TALLEST = cm(21)
# More bars than these stand closer; a name with more letters than these takes another line.
_FEW, _LETTERS_OF_NAME = 6, 34
# A part of a stacked bar that is narrower than this has no room for its label.
_LABELLED_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class Drawn:
    """One series as drawn: a name, the figures' texts in Arabic digits, its colour."""

    name: str
    texts: tuple[str | None, ...]
    colour: str


def drawn_series(chart: Chart, report: Report) -> list[Drawn]:
    """The chart's series; those of a stack are numbered, so that they can be told apart without colour."""
    made = []
    for at, series in enumerate(chart.series):
        texts = tuple(None if key is None else report.figures[key].text for key in series.keys)
        name = f"{at + 1} {series.name}" if chart.kind == "stacked" else series.name
        beside = SERIES[(len(chart.series) - 1 - at) % len(SERIES)]
        colour = STACK[at % 6] if chart.kind == "stacked" else LINES[at % 6] if chart.kind == "lines" else beside
        made.append(Drawn(report.words(name), texts, TEAL if len(chart.series) == 1 else colour))
    return made


def target_series(chart: Chart, report: Report) -> Drawn | None:
    """The target as a level line, in charts that stand upright; through lying bars it is a line of their axis."""
    if chart.target is None or chart.kind in ("bars", "stacked"):
        return None
    text = report.figures[chart.target].text
    return Drawn(report.words(chart.target_name), (text,) * len(chart.categories), INK)


def chart_height(chart: Chart) -> int:
    """How tall the chart stands, in twentieths of a point."""
    many, inner = len(chart.categories), len(chart.series)
    if chart.kind in ("columns", "lines"):
        return cm(6.4 if inner > 1 else 5.0)
    if chart.kind == "stacked":
        per_category = 0.85
    elif inner == 1:
        per_category = (0.55 if many > _FEW else 0.66) * _lines_of_names(chart)
    else:
        per_category = 0.3 + 0.45 * inner
    return min(_TALLEST, cm(0.2 + per_category * many) + _legend_height(chart))


def _lines_of_names(chart: Chart) -> int:
    widest = max(map(letters, chart.categories), default=0)
    return max(1, math.ceil(widest / _LETTERS_OF_NAME))


def _legend_height(chart: Chart) -> int:
    if len(chart.series) < 2:
        return 0
    letters_in_all = sum(len(series.name) + 6 for series in chart.series)
    return cm(0.3 + 0.65 * math.ceil(letters_in_all / 75))


def chart_part(chart: Chart, report: Report) -> tuple[bytes, bytes]:
    """The chart's XML and its workbook."""
    series = drawn_series(chart, report)
    target = target_series(chart, report)
    everything = [*series, *([target] if target else [])]
    book = workbook(
        chart, report, tuple(drawn.name for drawn in everything), tuple(drawn.texts for drawn in everything)
    )
    draw = {"bars": _bars, "columns": _columns, "lines": _lines, "stacked": _stacked}[chart.kind]
    legended = len(series) > 1
    root = c(
        "chartSpace",
        c("date1904", val=0),
        c("lang", val="th-TH"),
        c("roundedCorners", val=0),
        c(
            "chart",
            c("autoTitleDeleted", val=1),
            draw(chart, report, series, target),
            legend(upright=chart.kind in ("columns", "lines")) if legended else None,
            c("plotVisOnly", val=1),
            c("dispBlanksAs", val="gap"),
        ),
        c("spPr", a("noFill"), a("ln", a("noFill"))),
        lettering(14),
        c("externalData", c("autoUpdate", val=0), **{"r:id": "rId1"}),
    )
    return part_xml(root, c=C, a=A, r=R), book


def number_format(series: list[Drawn], report: Report, before: str = "") -> str:
    """As many decimals as the figures show, in the report's digits."""
    decimals = max((len(text.partition(".")[2]) for drawn in series for text in drawn.texts if text), default=0)
    shape = "0." + "0" * decimals if decimals else "0"
    quoted = f'"{before}"' if before else ""
    # Numeral shape 0D is Thai, locale 041E is Thailand.
    return f"{'[$-D00041E]' if report.digits == 'thai' else ''}{quoted}{shape}"


def _floor(chart: Chart, series: list[Drawn]) -> float:
    # As in the other formats: cut at a round figure below the least point; the axis says so by its labels.
    values = [float(text) for drawn in series for text in drawn.texts if text is not None]
    return max(0.0, min(math.floor((min(values, default=0.0) - 5) / 10) * 10, chart.maximum - 10))


def _least(series: list[Drawn]) -> float | None:
    values = [float(text) for drawn in series for text in drawn.texts if text is not None]
    return None if min(values, default=0.0) < 0 else 0.0


def _below(chart: Chart, report: Report, series: list[Drawn]) -> tuple[int, ...]:
    # One series alone shows what is below the target in the accent colour.
    if len(series) != 1 or chart.target is None:
        return ()
    target = float(report.figures[chart.target].text)
    return tuple(at for at, text in enumerate(series[0].texts) if text is not None and float(text) < target)


def _target(chart: Chart, report: Report) -> float | None:
    return None if chart.target is None else float(report.figures[chart.target].text)


def _bars(chart: Chart, report: Report, series: list[Drawn], target: Drawn | None) -> Element:
    shape = number_format(series, report)
    size = 14 if len(series) == 1 else 12
    below = _below(chart, report, series)
    bars = [
        bar_series(
            at, drawn.name, drawn.colour, chart, report, drawn.texts, labels(shape, size, INK, "outEnd"), below, ACCENT
        )
        for at, drawn in enumerate(series)
    ]
    top = _legend_height(chart) / chart_height(chart)
    return c(
        "plotArea",
        plot_area_layout(0.37, top, 0.53, 1 - top),
        c(
            "barChart",
            c("barDir", val="bar"),
            c("grouping", val="clustered"),
            c("varyColors", val=0),
            *bars,
            c("gapWidth", val=45),
            c("overlap", val=0),
            c("axId", val=1),
            c("axId", val=2),
        ),
        category_axis("l", downwards=True),
        value_axis("t", shape, _least(series), chart.maximum, shown=False, target=_target(chart, report)),
    )


def _columns(chart: Chart, report: Report, series: list[Drawn], target: Drawn | None) -> Element:
    shape = number_format(series, report)
    below = _below(chart, report, series)
    size = 14 if len(series) * len(chart.categories) <= 12 else 11
    columns = [
        bar_series(
            at, drawn.name, drawn.colour, chart, report, drawn.texts, labels(shape, size, INK, "outEnd"), below, ACCENT
        )
        for at, drawn in enumerate(series)
    ]
    return c(
        "plotArea",
        c("layout"),
        c(
            "barChart",
            c("barDir", val="col"),
            c("grouping", val="clustered"),
            c("varyColors", val=0),
            *columns,
            c("gapWidth", val=70),
            c("overlap", val=0),
            c("axId", val=1),
            c("axId", val=2),
        ),
        _target_line(chart, report, target, len(series)),
        category_axis("b"),
        value_axis("l", shape, _least(series), chart.maximum * 1.08, shown=False),
    )


def _target_line(chart: Chart, report: Report, target: Drawn | None, at: int) -> Element | None:
    if target is None:
        return None
    return c(
        "lineChart",
        c("grouping", val="standard"),
        c("varyColors", val=0),
        line_series(at, target.name, target.colour, chart, report, target.texts, None, dashed=True),
        c("marker", val=1),
        c("axId", val=1),
        c("axId", val=2),
    )


def _lines(chart: Chart, report: Report, series: list[Drawn], target: Drawn | None) -> Element:
    shape = number_format(series, report)
    lines = [
        line_series(at, drawn.name, drawn.colour, chart, report, drawn.texts, labels(shape, 13, INK, "t"))
        for at, drawn in enumerate(series)
    ]
    if target is not None:
        lines.append(line_series(len(series), target.name, INK, chart, report, target.texts, None, dashed=True))
    return c(
        "plotArea",
        c("layout"),
        c(
            "lineChart",
            c("grouping", val="standard"),
            c("varyColors", val=0),
            *lines,
            c("marker", val=1),
            c("axId", val=1),
            c("axId", val=2),
        ),
        category_axis("b"),
        value_axis(
            "l",
            number_format([], report),
            _floor(chart, [*series, *([target] if target else [])]),
            chart.maximum,
            shown=True,
        ),
    )


def _stacked(chart: Chart, report: Report, series: list[Drawn], target: Drawn | None) -> Element:
    bars = []
    for at, drawn in enumerate(series):
        shape = number_format(series, report, report.words(f"{at + 1}: "))
        narrow = tuple(
            n
            for n, text in enumerate(drawn.texts)
            if text is not None and float(text) < chart.maximum * _LABELLED_SHARE
        )
        marks = labels(shape, 12, STACK_INK[at % len(STACK_INK)], "ctr", hidden=narrow)
        bars.append(
            bar_series(at, drawn.name, drawn.colour, chart, report, drawn.texts, marks, (), ACCENT, parted=True)
        )
    top = _legend_height(chart) / chart_height(chart)
    widest = max((len(name) for name in chart.categories), default=0)
    left = min(0.4, 0.03 + 0.016 * widest)
    return c(
        "plotArea",
        plot_area_layout(left, top, 0.98 - left, 1 - top),
        c(
            "barChart",
            c("barDir", val="bar"),
            c("grouping", val="stacked"),
            c("varyColors", val=0),
            *bars,
            c("gapWidth", val=35),
            c("overlap", val=100),
            c("axId", val=1),
            c("axId", val=2),
        ),
        category_axis("l", downwards=True),
        value_axis("t", number_format([], report), 0.0, chart.maximum, shown=False),
    )
