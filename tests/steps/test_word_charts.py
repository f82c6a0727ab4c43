"""Charts in the Word file: native, editable, in Thai letters, with the figures of the report."""

from __future__ import annotations

import io

import openpyxl
from lxml import etree
from word_samples import (
    BLOCKS,
    CHOICES,
    FIGURES,
    WHOLE,
    WHOLE_THAI,
    WP,
    A,
    C,
    R,
    body_of,
    is_target,
    opened,
    paragraphs_in,
    part,
    report,
)

from prongsai.publish.report import Chart, Series, Shown
from prongsai.publish.word import docx


def chart_parts(data: bytes) -> list[etree._Element]:
    names = sorted(name for name in opened(data).namelist() if name.startswith("word/charts/chart"))
    return [part(data, name) for name in names]


def test_word_chart_workbooks_hold_what_the_charts_show() -> None:
    data = docx(WHOLE)
    charts = [block for block in BLOCKS if isinstance(block, Chart)]
    for at, (chart, drawn) in enumerate(zip(charts, chart_parts(data), strict=True), start=1):
        book = openpyxl.load_workbook(io.BytesIO(opened(data).read(f"word/embeddings/chart{at}.xlsx")))
        sheet = book["Sheet1"]
        series = drawn.findall(f".//{C}ser")
        assert [each.value for each in sheet["A"][1:]] == list(chart.categories)
        for each in series:
            name, values = each.find(f"{C}tx//{C}f").text, each.find(f"{C}val//{C}f").text
            assert sheet[name.split("!")[1].replace("$", "")].value == each.find(f"{C}tx//{C}v").text
            held = [row[0].value for row in sheet[values.split("!")[1].replace("$", "")]]
            shown = {int(pt.get("idx")): float(pt.find(f"{C}v").text) for pt in each.iterfind(f"{C}val//{C}pt")}
            assert held == [shown.get(place) for place in range(len(chart.categories))]
        own = [each for each in series if not is_target(each)]
        keys = [[None if key is None else FIGURES[key].text for key in each.keys] for each in chart.series]
        assert [len(list(each.iterfind(f"{C}val//{C}v"))) for each in own] == [
            sum(v is not None for v in k) for k in keys
        ]
        assert drawn.find(f"{C}externalData").get(f"{R}id") == "rId1"


def test_word_charts_read_from_top_to_bottom_in_thai_letters_with_a_description() -> None:
    data = docx(WHOLE)
    bars, columns, lines, stacked = chart_parts(data)
    assert [each.find(f".//{C}barDir").get("val") for each in (bars, columns, stacked)] == ["bar", "col", "bar"]
    assert [each.find(f".//{C}catAx//{C}orientation").get("val") for each in (bars, columns, lines, stacked)] == [
        "maxMin", "minMax", "minMax", "maxMin",
    ]  # fmt: skip
    for each in (bars, columns, lines, stacked):
        assert {font.get("typeface") for font in each.iter(f"{A}cs")} == {"TH SarabunPSK"}
    drawings = list(part(data).iter(f"{WP}docPr"))
    assert [each.get("descr") for each in drawings] == ["แผนภูมิแท่งของตัวชี้วัด", "แผนภูมิตั้ง", "แผนภูมิเส้น", "สัดส่วนคำตอบ"]


def test_word_chart_shows_what_is_below_the_target_and_draws_the_target() -> None:
    bars, columns, lines, stacked = chart_parts(docx(WHOLE))
    assert [each.find(f"{C}idx").get("val") for each in bars.iter(f"{C}dPt")] == ["4"]  # 69.00 < 85
    assert [sum(is_target(each) for each in chart.iter(f"{C}ser")) for chart in (bars, columns, lines, stacked)] == [
        0,
        1,
        0,
        0,
    ]
    # Through lying bars the target is the one line of their axis, and what is below it is hatched.
    axes = [chart.find(f".//{C}valAx") for chart in (bars, stacked)]
    assert [axis.find(f"{C}majorGridlines") is not None for axis in axes] == [True, False]
    assert axes[0].find(f"{C}majorUnit").get("val") == "85"
    assert axes[0].find(f".//{A}prstDash").get("val") == "dash"
    assert [each.get("prst") for each in bars.iter(f"{A}pattFill")] == ["wdUpDiag"]
    assert paragraphs_in(part(docx(WHOLE)), "NoteText")[-2:] == ["เป้าหมาย 85", "เป้าหมาย 85"]


def test_word_stacked_chart_has_six_colours_numbers_and_no_label_where_there_is_no_room() -> None:
    stacked = chart_parts(docx(WHOLE))[3]
    series = stacked.findall(f".//{C}ser")
    assert [each.find(f"{C}tx//{C}v").text for each in series] == [f"{at} {name}" for at, name in enumerate(CHOICES, 1)]
    assert len({each.find(f"{C}spPr//{A}srgbClr").get("val") for each in series}) == 6
    assert [[hidden.find(f"{C}idx").get("val") for hidden in each.iter(f"{C}dLbl")] for each in series] == [
        ["0"], ["0"], ["0"], ["1"], ["1"], ["1"],
    ]  # fmt: skip
    assert stacked.find(f".//{C}grouping").get("val") == "stacked"


def test_word_chart_numbers_follow_the_figures_decimals_and_digits() -> None:
    formats = [
        [each.get("formatCode") for each in chart.iterfind(f".//{C}dLbls/{C}numFmt")]
        for chart in chart_parts(docx(WHOLE))
    ]
    assert set(formats[0]) == set(formats[1]) == set(formats[2]) == {"0.00"} and formats[3][0] == '"1: "0.00'
    thai_formats = [
        each.get("formatCode") for each in chart_parts(docx(WHOLE_THAI))[0].iterfind(f".//{C}dLbls/{C}numFmt")
    ]
    assert thai_formats == ["[$-D00041E]0.00"]


def test_word_chart_draws_lines_with_a_target_and_columns_without() -> None:
    series = (Series("ก", ("total",)), Series("ข", ("ind:0",)))
    lines = Chart("lines", "ก", "ข", ("2568",), series, target="target", target_name="เป้าหมาย")
    columns = Chart("columns", "ก", "ข", ("2568",), series)
    drawn, plain = chart_parts(docx(report(lines, columns)))
    assert [is_target(each) for each in drawn.iter(f"{C}ser")] == [False, False, True]
    assert drawn.findall(f".//{C}ser")[2].find(f"{C}marker/{C}symbol").get("val") == "dash"  # one year has no length
    assert plain.find(f".//{C}lineChart") is None
    assert float(drawn.find(f".//{C}valAx//{C}min").get("val")) == 80  # the least is the target, 85


def test_word_chart_axis_reaches_below_nothing_for_losses() -> None:
    figures = {"loss": Shown("-1.50", "change"), "gain": Shown("+2.00", "change")}
    chart = Chart("bars", "ก", "ข", ("1", "2"), (Series("ก", ("loss", "gain")),), maximum=5)
    (drawn,) = chart_parts(docx(report(chart, figures=figures)))
    assert drawn.find(f".//{C}valAx//{C}min") is None
    assert [each.text for each in drawn.iterfind(f".//{C}val//{C}v")] == ["-1.50", "2.00"]


def test_word_chart_grows_with_its_bars_and_stays_on_a_page() -> None:
    def height(many: int, inner: int, name: str = "ก") -> int:
        series = tuple(Series(f"ปี {at}", ("total",) * many) for at in range(inner))
        drawn = body_of(Chart("bars", "ก", "ข", (name,) * many, series))
        return int(drawn.find(f".//{WP}extent").get("cy")) // 360000  # whole centimetres

    assert height(3, 1) < height(6, 1) < height(6, 2) < height(6, 3)
    assert height(6, 1) < height(6, 1, "ชื่อยาว" * 10)  # its name takes more lines
    assert height(200, 3) == 21
