"""Charts as SVG: bars stay inside, every label and figure is there, and colour is not the only sign."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import charts, every_block

from prongsai.publish.html.charts import WIDTH, chart_svg
from prongsai.publish.plain_report import resolve_block
from prongsai.publish.report import Chart, Report, Series, Shown

NAMES = st.text(alphabet="กขคงจฉชซิีุูั่้ ์EITabc 0123-/", min_size=1, max_size=40).map(str.strip).filter(bool)
CENTS = st.integers(0, 10_000).map(lambda cents: f"{cents / 100:.2f}")


def svg_of(chart: Chart, figures: dict[str, Shown]) -> ET.Element:
    report = Report("results", "ก", "ข", 2568, (chart,), figures)
    return ET.fromstring(chart_svg(resolve_block(chart, report)))


def texts(svg: ET.Element) -> str:
    """The words of a chart, with the lines of each label put together."""
    lines = ("".join(each.itertext()) for each in svg.iter() if each.tag.endswith("text"))
    return re.sub(r"[\s\u200b]", "", "".join(lines))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@st.composite
def drawn(draw: st.DrawFn) -> tuple[Chart, dict[str, Shown]]:
    kind = draw(st.sampled_from(["bars", "columns", "lines", "stacked"]))
    categories = draw(st.lists(NAMES, min_size=1, max_size=12))
    figures: dict[str, Shown] = {"target": Shown(draw(CENTS), "score")}
    series = []
    for at in range(draw(st.integers(2, 6) if kind == "stacked" else st.integers(1, 3))):
        keys: list[str | None] = []
        for n in range(len(categories)):
            if draw(st.integers(0, 9)):
                # The shares of one question add to about 100.
                text = draw(CENTS) if kind != "stacked" else f"{draw(st.integers(0, 1700)) / 100:.2f}"
                figures[f"f{at}:{n}"] = Shown(text, "score")
                keys.append(f"f{at}:{n}")
            else:
                keys.append(None)
        series.append(Series(draw(NAMES), tuple(keys)))
    target = draw(st.sampled_from([None, "target"])) if kind != "stacked" else None
    return Chart(kind, draw(NAMES), draw(NAMES), tuple(categories), tuple(series), target, "เป้าหมาย"), figures


@given(drawn())
def test_bars_never_leave_the_drawing(made: tuple[Chart, dict[str, Shown]]) -> None:
    svg = svg_of(*made)
    _, _, width, height = map(float, svg.attrib["viewBox"].split())

    assert width == WIDTH
    for each in svg.iter():
        if each.tag.endswith("rect") and "x" in each.attrib:
            x, y, wide, high = (float(each.attrib[name]) for name in ("x", "y", "width", "height"))
            assert x >= -0.05
            assert x + wide <= width + 0.15
            assert y >= -0.05
            assert y + high <= height + 0.15
        if each.tag.endswith("circle"):
            assert 0 <= float(each.attrib["cx"]) <= width
            assert 0 <= float(each.attrib["cy"]) <= height


@given(drawn())
def test_every_label_and_every_figure_of_bars_is_there(made: tuple[Chart, dict[str, Shown]]) -> None:
    chart, figures = made
    svg = svg_of(chart, figures)
    said = texts(svg)

    for category in chart.categories:
        assert squeezed(category) in said
    if len(chart.series) > 1:
        for series in chart.series:
            assert squeezed(series.name) in said
    # What is too narrow in a stack, or would cross another line, is told by the table below the chart.
    if chart.kind in ("bars", "columns") or (chart.kind == "lines" and len(chart.series) == 1):
        for series in chart.series:
            assert all(key is None or figures[key].text in said for key in series.keys)


@given(drawn())
def test_chart_has_a_title_and_a_description(made: tuple[Chart, dict[str, Shown]]) -> None:
    svg = svg_of(*made)
    inside = {each.tag.rpartition("}")[2]: each.text for each in svg}

    assert (inside["title"], inside["desc"]) == (made[0].title, made[0].description)
    assert svg.attrib["role"] == "img"


@given(CENTS)
def test_bar_is_as_long_as_its_figure(text: str) -> None:
    chart = Chart("bars", "ก", "ข", ("หนึ่ง", "สอง"), (Series("ปี", ("one", "whole")),))
    svg = svg_of(chart, {"one": Shown(text, "score"), "whole": Shown("100.00", "score")})
    bars = [each for each in svg.iter() if each.tag.endswith("rect") and "rx" not in each.attrib]
    wide = {float(each.attrib["width"]) for each in bars}

    assert any(abs(each - max(wide) * float(text) / 100) < 0.6 for each in [0.0, *wide])


@pytest.mark.parametrize("chart", charts(), ids=lambda chart: f"{chart.kind} {len(chart.series)}")
def test_chart_of_real_names_is_well_formed(chart: Chart) -> None:
    svg = svg_of(chart, every_block().figures)

    assert all(squeezed(each) in texts(svg) for each in chart.categories)
