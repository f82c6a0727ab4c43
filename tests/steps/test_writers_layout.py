"""How pages look, measured: nothing leaves the margins, nothing is lost, heads repeat, headings have no gaps."""

from __future__ import annotations

import dataclasses
import itertools
import multiprocessing
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import ADDRESS, CHECKSUM, charts, every_block, long_table, memo, small_table, wide_table

from prongsai.language.measure import width
from prongsai.language.wrapping import seamed, wrap
from prongsai.publish.html.charts import ACCENT, FAINT, INK, STACK, STACK_INK, TEAL, TINT, chart_svg
from prongsai.publish.html.page import html
from prongsai.publish.pdf.pdf import pdf
from prongsai.publish.plain_report import resolve_block, sound_levels
from prongsai.publish.report import (
    Block,
    Box,
    Cards,
    Chart,
    Column,
    Cover,
    Digits,
    Heading,
    Listing,
    PageBreak,
    Paragraph,
    Ref,
    Report,
    Series,
    Shown,
    Signature,
    Table,
    Words,
    cell,
    text_runs,
)
from prongsai.publish.turned_pages import sheets

poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed")
POINTS_PER_CM = 72 / 2.54
HEAD = "รายการข้อมูลที่ต้องเผยแพร่"
WIDE_HEAD = "ระยะเวลาดำเนินการ"


def _read(data: bytes, folder: Path, *options: str) -> str:
    file = folder / "one.pdf"
    file.write_bytes(data)
    command = ["pdftotext", "-q", *options, str(file), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def _pages(data: bytes, folder: Path) -> list[str]:
    return _read(data, folder, "-raw").split("\f")[:-1]


def _bare(text: str) -> str:
    """Letters alone: readers of PDFs part SARA AM and order marks as they like."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(each for each in decomposed if unicodedata.category(each) not in ("Mn", "Cf") and not each.isspace())


def _said(report: Report) -> Iterator[str]:
    """Every text of a report, as its readers see it."""

    def of_runs(runs: tuple[Any, ...]) -> Iterator[str]:
        for run in runs:
            if isinstance(run, Words):
                yield report.words(run.text, verbatim=run.verbatim)
            elif isinstance(run, Ref):
                yield report.figure(run.key)

    def of_block(block: Block) -> Iterator[str]:
        match block:
            case Heading() | Paragraph():
                yield from of_runs(block.runs)
            case Listing():
                for item in block.items:
                    yield from of_runs(item)
            case Table():
                yield from of_runs(block.caption)
                for row in (*block.head, *block.rows):
                    for each in row:
                        for line in each.lines:
                            yield from of_runs(line)
            case Cards():
                for label, figure, remark in block.cards:
                    yield report.words(label)
                    yield from of_runs((*figure, *remark))
            case Box():
                for inner in block.blocks:
                    yield from of_block(inner)
            case Chart():
                yield from (report.words(each) for each in (block.title, *block.categories))
                if len(block.series) > 1:
                    yield from (report.words(series.name) for series in block.series)
                for series in block.series:
                    yield from (report.figure(key) for key in series.keys if key and report.figures[key].text != "0.00")
            case Signature():
                yield from (report.words(each) for each in (*block.lines, *block.choices))
            case Cover():
                yield from (report.words(each) for each in (*block.title, *block.unit))
                yield block.place or ""

    for block in report.blocks:
        yield from of_block(block)


def _words_on_pages(data: bytes, folder: Path) -> Iterator[tuple[float, float, list[tuple[float, ...]]]]:
    """Each page's width and height, and the boxes of its words, in points."""
    for page in re.findall(r"<page .*?</page>", _read(data, folder, "-bbox"), re.DOTALL):
        size = re.search(r'width="([\d.]+)" height="([\d.]+)"', page)
        assert size is not None
        boxes = re.findall(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"', page)
        yield float(size[1]), float(size[2]), [tuple(map(float, box)) for box in boxes]


@pytest.fixture(scope="module", params=["arabic", "thai"])
def digits(request: pytest.FixtureRequest) -> Digits:
    return request.param


@pytest.fixture(scope="module")
def book(digits: Digits) -> tuple[Report, bytes]:
    report = every_block(digits)
    return report, pdf(report)


@poppler
def test_pdf_words_stay_inside_the_margins(book: tuple[Report, bytes], tmp_path: Path) -> None:
    upright = turned = 0
    for wide, high, boxes in _words_on_pages(book[1], tmp_path):
        upright, turned = (upright + 1, turned) if high > wide else (upright, turned + 1)
        left, right = (3.0, 2.0) if high > wide else (2.0, 2.0)
        outside = [
            box
            for box in boxes
            if box[0] < left * POINTS_PER_CM - 1 or box[2] > wide - right * POINTS_PER_CM + 1.5 or box[1] < 40
            or box[3] > high - 15
        ]  # fmt: skip
        assert outside == []
    assert upright > 5
    assert turned > 1


@poppler
def test_pdf_loses_no_word(book: tuple[Report, bytes], tmp_path: Path) -> None:
    everything = _bare("".join(_pages(book[1], tmp_path)))
    chunks = {_bare(chunk) for text in _said(book[0]) for chunk in text.split()}
    assert len(chunks) > 150
    assert sorted(chunk for chunk in chunks if chunk not in everything) == []


@poppler
def test_pdf_long_tables_repeat_their_heads(book: tuple[Report, bytes], tmp_path: Path) -> None:
    pages = _pages(book[1], tmp_path)
    of_items = [_bare(page) for page in pages if page.count("example.go.th") > 3]
    assert len(of_items) >= 3
    assert [_bare(HEAD) in page for page in of_items] == [True] * len(of_items)
    sizes = [wide > high for wide, high, _ in _words_on_pages(book[1], tmp_path)]
    turned = [_bare(page) for page, wide in zip(pages, sizes, strict=True) if wide]
    assert len(turned) >= 3
    assert [_bare(WIDE_HEAD) in page for page in turned] == [True] * len(turned)
    # The heading goes with its table.
    assert _bare("มาตรการส่งเสริมคุณธรรมและความโปร่งใส") in turned[0]


@poppler
def test_pdf_numbers_pages_after_the_cover_in_the_digits_asked_for(book: tuple[Report, bytes], tmp_path: Path) -> None:
    report, data = book
    pages = _pages(data, tmp_path)
    assert 12 <= len(pages) <= 24
    first_lines = [page.strip().splitlines()[0] for page in pages]
    # Neither the cover nor the first page of the text shows a number; the contents before it have a letter.
    assert [line if line.startswith("- ") else "" for line in first_lines[:3]] == ["", "- ก -", ""]
    assert first_lines[3:] == [report.words(f"- {number} -") for number in range(2, len(pages) - 1)]
    contents = [line.split()[-1].strip("\u2060") for line in pages[1].splitlines() if "..." in line]
    assert contents[:2] == [report.words("1"), report.words("2")]


@poppler
def test_pdf_addresses_are_copied_without_hidden_signs(book: tuple[Report, bytes], tmp_path: Path) -> None:
    text = "".join(_pages(book[1], tmp_path))
    assert "\u200b" not in text
    joined = "".join(text.split())
    assert ADDRESS in joined
    assert CHECKSUM in joined


@poppler
def test_pdf_memo_is_one_page_with_its_fields(tmp_path: Path) -> None:
    pages = _pages(pdf(memo()), tmp_path)
    assert len(pages) == 1
    assert [word in _bare(pages[0]) for word in map(_bare, ("บันทึกข้อความ", "ส่วนราชการ", "๔ เมษายน ๒๕๖๙"))] == [True] * 3


@poppler
def test_pdf_brief_is_made_smaller_until_it_is_one_page(tmp_path: Path) -> None:
    def brief(lines: int) -> Report:
        blocks = tuple(Paragraph(text_runs(f"บรรทัดที่ {at}")) for at in range(lines))
        return Report("brief", "สรุป", "เทศบาล", 2568, blocks, page_numbers=False)

    assert len(_pages(pdf(brief(20)), tmp_path)) == 1
    assert len(_pages(pdf(brief(36)), tmp_path)) == 1
    # What could not be read any more goes on to a second page instead.
    assert len(_pages(pdf(brief(90)), tmp_path)) > 1


@poppler
def test_pdf_narrow_columns_are_widened_for_figures_and_words(tmp_path: Path) -> None:
    head = tuple(cell(each) for each in ("ข้อคำถาม", "วัตถุประสงค์", "มาก", "คะแนน"))
    row = (cell("ก " * 60), cell("100.00", bold=True), cell("100.00", bold=True), cell("100.00", bold=True))
    table = Table((Column(12), Column(1), Column(1, "end"), Column(1, "center")), (head,), (row,))
    data = pdf(Report("results", "ก", "ก", 2568, (table,), page_numbers=False))
    ((wide, _, boxes),) = _words_on_pages(data, tmp_path)
    figures = [box for box in boxes if box[3] - box[1] > 0][-3:]
    assert len(boxes) >= 60
    assert all(one[2] + 6 < other[0] for one, other in itertools.pairwise(sorted(figures)))
    assert max(box[2] for box in boxes) < wide - 2 * POINTS_PER_CM - 3


def test_pdf_of_the_same_report_is_the_same_bytes() -> None:
    assert pdf(memo()) == pdf(memo())


@poppler
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ดี 😀 มาก", "ดี � มาก"),
        ("漢字 กับ ไทย", "�� กับ ไทย"),
        ("ก\x01ข\x00ค", "ก ข ค"),
        ("ก\ud800ข", "ก?ข"),
        ("ก \u20e2\ua670\u20e0 ข ค่า", "ก ??? ข ค่า"),
        ("#panic() $x$ *a* @b \\u{41} {% %}", "#panic() $x$ *a* @b \\u{41} {% %}"),
    ],
)
def test_pdf_can_be_made_of_any_text(text: str, shown: str, tmp_path: Path) -> None:
    blocks = (Heading(1, text_runs(text)), Table((Column(1),), (), ((cell(text),),)))
    report = Report("results", text, text, 2568, blocks, page_numbers=False)
    assert _bare(_read(pdf(report), tmp_path)) == _bare(shown * 2)


@given(
    st.lists(
        st.sampled_from(
            [
                Heading(1, text_runs("หนึ่ง")),
                Heading(2, text_runs("สอง")),
                Heading(4, text_runs("สี่")),
                Box("note", (Heading(3, text_runs("ในกรอบ")),)),
                Paragraph(text_runs("ข้อความ")),
                Paragraph(text_runs("ชื่อ"), style="title"),
                Listing(()),
                Table((Column(1), Column(1)), (), ()),
                Table((Column(1), Column(2)), (), ((cell("ก"),), (cell("ข", rows=2), cell("ค")), (cell("ง"),))),
                Table((Column(1),), ((cell("หัว"),),), ((cell("กว้าง"),),), wide=True),
                Chart("lines", "", "", (), ()),
                Chart("bars", "ว่าง", "", ("ก",), (Series("2568", (None,)),)),
                PageBreak(),
            ]
        ),
        max_size=8,
    )
)
def test_levels_and_sheets_hold_for_any_order_of_blocks(blocks: list[Block]) -> None:
    levels = sound_levels(blocks)
    assert all(level <= before + 1 for before, level in itertools.pairwise([0, *levels]))
    assert all(1 <= level <= 4 for level in levels)
    groups = [group for _, group in sheets(blocks)]
    told = [block for group in groups for block in group if not isinstance(block, PageBreak)]
    assert told == [block for block in blocks if not isinstance(block, PageBreak)]
    edges = [edge for group in groups for edge in (group[0], group[-1])]
    assert not any(isinstance(edge, PageBreak) for edge in edges)


def test_levels_keep_what_stands_side_by_side() -> None:
    def levels(*asked: int) -> list[int]:
        return sound_levels([Heading(level, text_runs("ก")) for level in asked])

    assert levels(2, 2, 4, 3, 1, 2) == [1, 1, 2, 2, 1, 2]
    assert levels(1, 2, 3, 2) == [1, 2, 3, 2]


def test_pdf_of_odd_reports_is_still_accessible() -> None:
    odd: tuple[Block, ...] = (
        Box("warn", (Heading(3, text_runs("ในกรอบ")),)),
        Heading(2, text_runs("สอง")),
        Listing(()),
        Table((Column(1), Column(1)), (), ()),
        Table((Column(1), Column(1)), (), ((cell("ก"),), (cell("ข", span=5),))),
        Chart("bars", "", "", (), ()),
        Chart("lines", "", "", ("2567",), (Series("ก", (None,)),)),
        Chart("columns", "", "", ("ก",), (Series("ก", ("zero",)),)),
        Chart("stacked", "", "", ("i1",), (Series("ก", ("zero",)),)),
        PageBreak(),
        PageBreak(),
        wide_table(),
        wide_table(),
    )
    figures = {**every_block().figures, "zero": Shown("0.00", "score")}
    assert pdf(Report("results", "", "", 2568, odd, figures)).startswith(b"%PDF")


def test_pdf_can_be_made_in_processes_that_are_renewed() -> None:
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, max_tasks_per_child=1) as pool:
        assert pool.submit(pdf, memo()).result() == pdf(memo())


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "wbr", "col", "path", "rect", "circle"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "title", "desc"):
            self.text.append(data)


def _outline(page: str) -> _Outline:
    outline = _Outline()
    outline.feed(page)
    outline.close()
    return outline


@pytest.mark.parametrize("report", [every_block("thai"), every_block(language="en"), memo()], ids=["th", "en", "memo"])
def test_html_is_sound_for_screen_readers(report: Report) -> None:
    outline = _outline(html(report))
    assert outline.open == []
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(level <= before + 1 for before, level in itertools.pairwise(levels))
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    named = [attributes.get("aria-labelledby") for tag, attributes in outline.tags if tag == "svg"]
    assert [set((each or "-").split()) <= set(ids) for each in named] == [True] * len(named)
    assert all(attributes.get("scope") for tag, attributes in outline.tags if tag == "th")
    assert all(attributes.get("aria-label") for tag, attributes in outline.tags if attributes.get("role") == "region")
    links = [str(attributes["href"]) for _, attributes in outline.tags if "href" in attributes]
    assert [link[1:] in ids and link[0] == "#" for link in links] == [True] * len(links)
    assert not any("src" in attributes or tag in ("script", "link", "img") for tag, attributes in outline.tags)


def test_html_loses_no_word(digits: Digits) -> None:
    report = every_block(digits)
    everything = _bare("".join(_outline(html(report)).text))
    assert sorted({each for each in map(_bare, _said(report)) if each not in everything}) == []


def test_html_addresses_are_copied_as_they_are() -> None:
    page = html(every_block("thai"))
    assert "\u200b" not in page
    assert ADDRESS.replace("&", "&amp;") in page.replace("<wbr>", "")
    assert ADDRESS.replace("&", "&amp;") not in page


def test_html_of_odd_characters_can_be_written() -> None:
    report = dataclasses.replace(memo(), agency="ก\x00\x85ข\ud800ค")
    assert "ก  ข?ค</title>" in html(report).encode().decode()


def test_html_without_a_title_has_an_unseen_one() -> None:
    report = dataclasses.replace(memo(), blocks=(Heading(3, text_runs("หัว")),), kind="results")
    assert re.findall(r"<h(\d)[^>]*>([^<]*)", html(report)) == [("1", "บันทึกข้อความ"), ("2", "หัว")]


def _svg_texts(chart: Chart, digits: Digits = "arabic") -> list[tuple[float, float, str, str, float]]:
    """Each line of text of a chart: x, y, anchor, words, size."""
    report = dataclasses.replace(every_block(digits), blocks=(chart,))
    svg = chart_svg(resolve_block(chart, report))
    out = []
    for attributes, inside in re.findall(r"<text ([^>]*)>(.*?)</text>", svg):
        here = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
        lines = re.findall(r'<tspan x="([-\d.]+)" y="([-\d.]+)">([^<]*)', inside) or [(here["x"], here["y"], inside)]
        out += [(float(x), float(y), here["text-anchor"], words, float(here["font-size"])) for x, y, words in lines]
    return out


@pytest.mark.parametrize("chart", charts(), ids=[f"{each.kind}-{len(each.series)}" for each in charts()])
def test_svg_text_stays_inside_and_can_be_read_on_a_phone(chart: Chart, digits: Digits) -> None:
    report = dataclasses.replace(every_block(digits), blocks=(chart,))
    svg = chart_svg(resolve_block(chart, report))
    height = float(re.findall(r'viewBox="0 -4 320 (\d+)"', svg)[0])
    for x, y, anchor, words, size in _svg_texts(chart, digits):
        wide = width(words, size)
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
        assert left >= -3, words
        assert left + wide <= 323, words
        assert size * 1.07 <= y + 4, words
        assert y + size * 0.24 <= height - 4, words
        assert size >= 11
    assert max(height, 100) <= 800


def test_svg_below_the_target_does_not_rest_on_colour() -> None:
    report = every_block()
    bars = charts()[0]
    svg = chart_svg(resolve_block(bars, report), "c1")
    weak = [each for each in (report.figures[key or ""].text for key in bars.series[0].keys) if float(each) < 85]
    assert svg.count('fill="url(#c1-below)"') == len(weak) == 3
    assert svg.count(f'fill="{ACCENT}"/><rect') + svg.count("h9l-4.5 8z") == 1 + len(weak) + 1
    assert "ต่ำกว่าเป้าหมาย" in svg


def test_svg_stacked_parts_carry_number_and_figure() -> None:
    report = every_block()
    stacked = charts()[4]
    svg = chart_svg(resolve_block(stacked, report))
    for n, series in enumerate(stacked.series, start=1):
        for key in series.keys:
            text = report.figures[key or ""].text
            assert text == "0.00" or f"{n}: {text}" in svg


def test_svg_long_names_are_wrapped_whole() -> None:
    names = ("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงานประจำปีงบประมาณและรายงานผลการดำเนินการตามมาตรการ", "ก" * 90)
    chart = Chart("columns", "ก", "ข", names, (Series("2568", ("ind:1", "ind:2")),))
    lines = [words for _, _, _, words, _ in _svg_texts(chart)]
    assert all(name in "".join(lines) for name in names)
    assert len(lines) > 5


@given(st.text(alphabet="กขคงเแโใไาำะิีุู่้๊็์ฯๆ abc/-1๑.", max_size=80), st.integers(20, 300))
def test_wrap_keeps_every_sign_and_parts_no_syllable(text: str, room: int) -> None:
    lines = wrap(text, room, 14)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for before, line in itertools.pairwise(lines):
        assert unicodedata.category(line[0]) != "Mn" or unicodedata.category(before[-1]) == "Zs" or " " in text
    assert all(line for line in lines) or not text.strip()


def test_wrap_breaks_official_names_where_a_part_begins() -> None:
    assert wrap("การเปิดเผยข้อมูลสาธารณะของหน่วยงานภาครัฐ", 200, 14) == ["การเปิดเผยข้อมูลสาธารณะ", "ของหน่วยงานภาครัฐ"]
    assert wrap("อำเภอเฉลิมพระเกียรติ จังหวัดนครราชสีมา", 220, 14) == ["อำเภอเฉลิมพระเกียรติ", "จังหวัดนครราชสีมา"]
    assert wrap("", 100, 14) == [""]


@given(st.text(max_size=60))
def test_seams_change_nothing_but_themselves(text: str) -> None:
    assert seamed(text).replace("\u200b", "") == text.replace("\u200b", "")


def test_seams_leave_no_long_piece_in_an_address() -> None:
    assert max(map(len, seamed(ADDRESS).split("\u200b"))) <= 16
    assert seamed("o27 2568-2569") == "o27 2568-2569"


def _luminance(colour: str) -> float:
    full = "".join(each * 2 for each in colour[1:]) if len(colour) == 4 else colour[1:]
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_of_text_stand_out() -> None:
    pairs = [(INK, "#ffffff"), (FAINT, "#ffffff"), (TEAL, "#ffffff"), (ACCENT, "#ffffff"), (FAINT, TINT), (TEAL, TINT)]
    pairs += [*zip(STACK_INK, STACK, strict=True), (FAINT, "#fdf3e7")]
    assert [pair for pair in pairs if _contrast(*pair) < 4.5] == []
    neighbours = [_contrast(one, other) for one, other in itertools.pairwise(STACK)]
    assert [round(each, 2) for each in neighbours if each < 1.25] == []


def test_tables_of_the_sample_are_what_they_say() -> None:
    assert (len(long_table().rows), len(small_table().rows), wide_table().wide) == (60, 10, True)
