"""The pieces of a chart's XML in the order that the schema wants: series, labels, axes, legend, letters."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from prongsai.publish.report import Chart, Report
from prongsai.publish.word.chart_workbook import SHEET, cells_at, column
from prongsai.publish.word.lengths import FONT, INK, RULE
from prongsai.publish.word.markup import a, c, written

# Lines differ in the shape of their points too, so that they can be told apart in grey.
_DOTS = ("circle", "square", "triangle", "diamond")


def lettering(size: float, colour: str = INK) -> Element:
    """The look of a chart's text: Latin and Thai in the document's font, ``size`` in points."""
    return c(
        "txPr",
        a("bodyPr"),
        a("lstStyle"),
        a(
            "p",
            a(
                "pPr",
                a(
                    "defRPr",
                    _fill(colour),
                    a("latin", typeface=FONT),
                    a("ea", typeface=FONT),
                    a("cs", typeface=FONT),
                    sz=round(size * 100),
                    b=0,
                ),
            ),
            a("endParaRPr", lang="th-TH"),
        ),
    )


def _fill(colour: str) -> Element:
    return a("solidFill", a("srgbClr", val=colour))


def _hatched(colour: str) -> Element:
    return a("pattFill", a("fgClr", a("srgbClr", val="FFFFFF")), a("bgClr", a("srgbClr", val=colour)), prst="wdUpDiag")


def labels(shape: str, size: float, colour: str, place: str, hidden: tuple[int, ...] = ()) -> Element:
    """Data labels with the value alone; ``hidden`` are points without one."""
    return c(
        "dLbls",
        *(c("dLbl", c("idx", val=at), c("delete", val=1)) for at in hidden),
        c("numFmt", formatCode=shape, sourceLinked=0),
        c("spPr", a("noFill"), a("ln", a("noFill"))),
        lettering(size, colour),
        c("dLblPos", val=place),
        c("showLegendKey", val=0),
        c("showVal", val=1),
        c("showCatName", val=0),
        c("showSerName", val=0),
        c("showPercent", val=0),
        c("showBubbleSize", val=0),
    )


def _name(at: int, name: str) -> list[Element]:
    address = f"{SHEET}!${column(at + 1)}$1"
    cache = c("strCache", c("ptCount", val=1), c("pt", written("c:v", name), idx=0))
    return [c("idx", val=at), c("order", val=at), c("tx", c("strRef", written("c:f", address), cache))]


def _data(at: int, chart: Chart, report: Report, texts: tuple[str | None, ...]) -> list[Element]:
    many = len(chart.categories)
    names = [
        c("pt", written("c:v", report.words(category)), idx=down) for down, category in enumerate(chart.categories)
    ]
    # The figure's own digits: 99.70 stays 99.70.
    values = [
        c("pt", written("c:v", text.removeprefix("+")), idx=down) for down, text in enumerate(texts) if text is not None
    ]
    return [
        c(
            "cat",
            c("strRef", written("c:f", cells_at(0, many)), c("strCache", c("ptCount", val=many), *names)),
        ),
        c(
            "val",
            c(
                "numRef",
                written("c:f", cells_at(at + 1, many)),
                c("numCache", written("c:formatCode", "General"), c("ptCount", val=many), *values),
            ),
        ),
    ]


def bar_series(
    at: int,
    name: str,
    colour: str,
    chart: Chart,
    report: Report,
    texts: tuple[str | None, ...],
    marks: Element,
    below: tuple[int, ...],
    accent: str,
    *,
    parted: bool = False,
) -> Element:
    """A series of bars; points ``below`` the target in ``accent``; ``parted`` draws a white line between parts."""
    edge = a("ln", _fill("FFFFFF"), w=6350) if parted else a("ln", a("noFill"))
    # Hatched too: on a printer without colour the accent is as dark as the rest.
    points = [
        c("dPt", c("idx", val=point), c("invertIfNegative", val=0), c("bubble3D", val=0), c("spPr", _hatched(accent)))
        for point in below
    ]
    return c(
        "ser",
        *_name(at, name),
        c("spPr", _fill(colour), edge),
        c("invertIfNegative", val=0),
        *points,
        marks,
        *_data(at, chart, report, texts),
    )


def line_series(
    at: int,
    name: str,
    colour: str,
    chart: Chart,
    report: Report,
    texts: tuple[str | None, ...],
    marks: Element | None,
    *,
    dashed: bool = False,
) -> Element:
    """A series as a line with round points, or a thin dashed one without points."""
    # A line through one category has no length: a dash stands for it.
    alone = len(chart.categories) == 1
    stroke = a("ln", _fill(colour), a("prstDash", val="dash") if dashed else None, w=9525 if dashed else 25400)
    dot = (
        c("marker", c("symbol", val="dash"), c("size", val=30))
        if alone
        else c("marker", c("symbol", val="none"))
        if dashed
        else c(
            "marker",
            c("symbol", val=_DOTS[at % len(_DOTS)]),
            c("size", val=7),
            c("spPr", _fill(colour), a("ln", _fill(colour))),
        )
    )
    return c(
        "ser",
        *_name(at, name),
        c("spPr", stroke),
        dot,
        marks,
        *_data(at, chart, report, texts),
        c("smooth", val=0),
    )


def category_axis(side: str, *, downwards: bool = False) -> Element:
    """The axis of names; ``downwards`` puts the first on top, as a reader expects."""
    return c(
        "catAx",
        c("axId", val=1),
        c("scaling", c("orientation", val="maxMin" if downwards else "minMax")),
        c("delete", val=0),
        c("axPos", val=side),
        c("numFmt", formatCode="General", sourceLinked=0),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val="low"),
        c("spPr", a("ln", _fill(RULE), w=9525)),
        lettering(14),
        c("crossAx", val=2),
        c("crosses", val="autoZero"),
        c("auto", val=0),
        c("lblAlgn", val="ctr"),
        c("lblOffset", val=60),
        c("tickLblSkip", val=1),  # else Word leaves out every other name where they stand close
        c("noMultiLvlLbl", val=1),
    )


def value_axis(
    side: str, shape: str, least: float | None, most: float, *, shown: bool, target: float | None = None
) -> Element:
    """The axis of values; hidden where every bar carries its figure. A dashed line crosses it at ``target``."""
    step = None if least is None else (most - least) / 2
    # The steps of the axis are as long as the target is high, so that the one line across it stands there.
    crossed = target is not None and least == 0 and most / 2 < target <= most
    lines = a("ln", _fill("D5DEDF"), w=6350)
    if crossed:
        step, lines = target, a("ln", _fill(INK), a("prstDash", val="dash"), w=12700)
    return c(
        "valAx",
        c("axId", val=2),
        c(
            "scaling",
            c("orientation", val="minMax"),
            c("max", val=f"{most:g}"),
            c("min", val=f"{least:g}") if least is not None else None,
        ),
        c("delete", val=0 if shown else 1),
        c("axPos", val=side),
        c("majorGridlines", c("spPr", lines)) if shown or crossed else None,
        c("numFmt", formatCode=shape, sourceLinked=0),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val="nextTo"),
        c("spPr", a("ln", a("noFill"))),
        lettering(12),
        c("crossAx", val=1),
        c("crosses", val="min" if shown else "autoZero"),
        c("crossBetween", val="between"),
        c("majorUnit", val=f"{step:g}") if (shown or crossed) and step else None,
    )


def plot_area_layout(left: float, top: float, width: float, height: float) -> Element:
    """Room for the bars alone, in shares of the chart; names stand to the left of it."""
    places = (("x", left), ("y", top), ("w", width), ("h", height))
    return c(
        "layout",
        c(
            "manualLayout",
            c("layoutTarget", val="inner"),
            c("xMode", val="edge"),
            c("yMode", val="edge"),
            *(c(name, val=f"{share:.4f}") for name, share in places),
        ),
    )


def legend(*, upright: bool) -> Element:
    """The names of the series: above bars, below columns and lines."""
    return c("legend", c("legendPos", val="b" if upright else "t"), c("overlay", val=0), lettering(13))
