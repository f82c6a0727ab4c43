"""The HTML page: every figure once as data, user text only ever as text, nothing loaded from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import every_block

from prongsai.flow.by_file.examples import examples
from prongsai.flow.by_file.write import report_of
from prongsai.publish.html.page import html
from prongsai.publish.report import (
    Box,
    Cards,
    Cell,
    Chart,
    Column,
    Contents,
    Cover,
    Digits,
    Heading,
    Listing,
    MemoHead,
    Paragraph,
    Ref,
    Report,
    Series,
    Shown,
    Signature,
    Table,
    Words,
    refs_of,
)

EXAMPLES = examples()
VOID = {"meta", "br", "wbr", "line", "rect", "circle", "path", "use", "img", "hr", "col"}
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(1)">"\'&amp;</style></title></svg>'


class Page(HTMLParser):
    """What a browser would make of a page: elements, their text, and tags that do not pair."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.unpaired: list[str] = []
        self.figures: list[tuple[str, str, str]] = []  # key, value, shown
        self.text = ""
        self.feed(source)
        self.close()
        self.unpaired += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag == "data":
            self.figures.append((found["data-figure"] or "", found["value"] or "", ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unpaired.append(tag)

    def handle_data(self, data: str) -> None:
        if "data" in self.open:
            key, value, shown = self.figures.pop()
            self.figures.append((key, value, shown + data))
        if "style" not in self.open:
            self.text += data


def plain(text: str) -> str:
    """Text without the places where a long word may break."""
    return re.sub("[\u200b\u00ad\u2060]", "", text)


def reports() -> list[Report]:
    return [every_block(), every_block("thai"), *(report_of(one, "brief") for one in EXAMPLES.values())]


@pytest.mark.parametrize("report", reports(), ids=lambda report: f"{report.kind} {report.agency[:20]} {report.digits}")
def test_every_figure_stands_on_the_page_as_data_with_its_key(report: Report) -> None:
    page = Page(html(report))
    used = {key for block in report.blocks for key in refs_of(block)} - _targets(report)

    assert {key for key, _, _ in page.figures} >= used
    for key, value, shown in page.figures:
        assert value == report.figures[key].text, key
        assert plain(shown) == report.figure(key), key


def _targets(report: Report) -> set[str]:
    # A chart's target is drawn with its words; it need not be a cell of the chart's table.
    charts = [block for block in report.blocks if isinstance(block, Chart)]
    return {chart.target for chart in charts if chart.target is not None}


@pytest.mark.parametrize("report", reports(), ids=lambda report: f"{report.kind} {report.agency[:20]} {report.digits}")
def test_page_is_well_formed_and_loads_nothing(report: Report) -> None:
    source = html(report)
    page = Page(source)
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]

    assert page.unpaired == []
    assert len(ids) == len(set(ids))
    assert not {tag for tag, _ in page.tags} & {"script", "link", "iframe", "object", "embed", "form", "base"}
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert not (attributes.get("src") or "").startswith(("http", "//"))
        assert (attributes.get("href") or "#").startswith("#")
    assert re.search(r"url\((?!#)", source) is None
    assert "@import" not in source


def test_figures_of_a_page_with_thai_digits_keep_their_arabic_value() -> None:
    page = Page(html(report_of(EXAMPLES["rangsit-2568"], "brief", "thai")))

    assert ("total", "99.70", "๙๙.๗๐") in page.figures
    assert "o2" in page.text
    assert "o๒" not in page.text


def hostile(text: str, digits: Digits = "arabic") -> Report:
    """A report with the same text wherever a person's text may stand."""
    words = (Words(text), Words(text, bold=True, italic=True), Words(text, verbatim=True))
    cell = Cell((words,))
    return Report(
        kind="brief",
        title=text,
        agency=text,
        year=2568,
        blocks=(
            Cover((text,), text, text, (text,)),
            Contents(text),
            Heading(1, words),
            Paragraph(words),
            Listing((words, words), ordered=True),
            Cards(((text, (Ref("total"),), words),)),
            Box("warn", (Paragraph(words),)),
            Table((Column(1), Column(1)), ((cell, cell),), ((Cell((words, words)), Cell(())),), words),
            Chart("bars", text, text, (text,), (Series(text, ("total",)),), target="total", target_name=text),
            Chart("stacked", text, text, (text,), (Series(text, ("total",)), Series(text, (None,)))),
            Signature((text,), (text, "อนุมัติ"), "อนุมัติ"),
            MemoHead(text, text, text, text, text, text),
        ),
        figures={"total": Shown("99.70", "score")},
        digits=digits,
        made_from=text,
    )


def shape(report: Report) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page and their attributes; a label may take more or fewer lines, and break where it must."""
    tags = Page(html(report)).tags
    return [
        (tag, tuple(sorted(attributes)))
        for tag, attributes in tags
        if tag not in ("tspan", "wbr", "text") and attributes.get("class") != "w"
    ]


def test_hostile_text_is_text_wherever_it_stands() -> None:
    page = Page(html(hostile(HOSTILE)))

    assert page.unpaired == []
    assert not {"script", "img"} & {tag for tag, _ in page.tags}
    assert plain(page.text).count("<script>alert(1)</script>") > 20


@given(st.text(alphabet=st.sampled_from("<>&\"'/=! \n\t\x00aกิ่์่ํ1๑-[]{}`$#\\%;:?"), max_size=30))
def test_no_text_of_a_person_makes_or_closes_an_element(text: str) -> None:
    assert Page(html(hostile(text))).unpaired == []
    assert shape(hostile(text + "ก")) == shape(hostile("ก"))


@given(st.text(max_size=40))
def test_page_can_always_be_written(text: str) -> None:
    html(hostile(text)).encode("utf-8", "replace")


def test_templates_escape_everything_but_our_own_style_and_drawings() -> None:
    templates = {path.name: path.read_text("utf-8") for path in (files("prongsai.publish.html") / "pages").iterdir()}
    assert sorted(templates) == ["blocks.html", "page.html"]
    assert [name for name, text in templates.items() if re.search(r"\|\s*safe|autoescape", text)] == []


def test_other_formats_start_without_the_templates() -> None:
    modules = "prongsai.flow.by_file.write, prongsai.publish.pdf.pdf, prongsai.publish.word"
    told = f"import sys, {modules}; print('jinja2' in sys.modules)"
    made = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert made.stdout == "False\n"


def test_page_keeps_words_and_what_is_read_as_one_together() -> None:
    blocks = (Paragraph((Words("ได้ "), Ref("total"), Words(" คะแนนของ E-Service ประพฤติมิชอบ"))),)
    page = html(Report("results", "ก", "ก", 2568, blocks, {"total": Shown("99.70", "score")}))
    said = re.search(r"<p>(.*?)</p>", page)
    assert said is not None
    assert said[1].replace("\u00a0", "~") == (
        'ได้ <data value="99.70" data-figure="total">99.70</data><span class="w">~คะแนน</span>ของ '
        '<span class="w">E-Service</span> <span class="w">ประพฤติมิชอบ</span>'
    )
