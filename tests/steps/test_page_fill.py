"""Pages of PDFs: none stands nearly empty, rows stay whole or go on under their name, notes stay with tables."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from documents import document, source
from hypothesis import given
from hypothesis import strategies as st

from prongsai.publish.front_pages import front_of
from prongsai.publish.pdf.long_rows import WHOLE_ROW, mark_long_rows, split_rows
from prongsai.publish.pdf.pdf import pdf
from prongsai.publish.pdf.thin_pages import LEAST, mend
from prongsai.publish.plain_report import Plain
from prongsai.publish.report import (
    Block,
    Cell,
    Column,
    Contents,
    Cover,
    Heading,
    PageBreak,
    Paragraph,
    Report,
    Table,
    cell,
    text_runs,
)

poppler = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler's pdftoppm is not installed")
EXAMPLES = ("mae-sai", "mae-sot", "rangsit", "trang", "watthana")
KINDS = [
    (name, kind)
    for name in EXAMPLES
    for kind in ("book", "analysis", "measures")
    if (name, kind) != ("mae-sai", "analysis")
]
DOTS = 24
SENTENCE = "หน่วยงานควรเผยแพร่ข้อมูลให้ครบองค์ประกอบและชี้แจงขั้นตอนแก่เจ้าหน้าที่ทุกระดับ "


def fills(data: bytes, folder: Path) -> list[float]:
    """How far down each page has ink, as a share of the text's area."""
    file = folder / "one.pdf"
    file.write_bytes(data)
    raw = subprocess.run(
        ["pdftoppm", "-q", "-r", str(DOTS), "-gray", str(file)], capture_output=True, check=True
    ).stdout
    shares, at = [], 0
    while at < len(raw):
        head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", raw[at : at + 40])
        assert head is not None
        wide, high = int(head[1]), int(head[2])
        at += head.end()
        top, bottom = (2.2, 1.6) if wide > high else (2.5, 2.0)
        first, last = int(top / 2.54 * DOTS), int(high - bottom / 2.54 * DOTS)
        inked = [y for y in range(first, last) if min(raw[at + y * wide : at + (y + 1) * wide]) < 200]
        shares.append((max(inked, default=first) - first) / (last - first))
        at += wide * high
    return shares


def texts(data: bytes, folder: Path) -> list[str]:
    file = folder / "one.pdf"
    file.write_bytes(data)
    said = subprocess.run(
        ["pdftotext", "-q", "-layout", str(file), "-"], capture_output=True, check=True
    ).stdout.decode()
    return said.split("\f")[:-1]


@poppler
@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_no_page_of_an_example_stands_nearly_empty(name: str, kind: str, tmp_path: Path) -> None:
    made = document(name, kind)
    shares = fills(pdf(made), tmp_path)
    # The cover, and the preface and the contents before the text.
    before = sum(isinstance(block, Cover | Contents | PageBreak) for block in made.blocks[: front_of(made.blocks)])
    assert [(at, share) for at, share in enumerate(shares[before:-1], before + 1) if share < LEAST] == []


def _table(*rows: tuple[Cell, ...], wide: bool = False) -> Table:
    return Table((Column(1), Column(1), Column(4)), ((cell("ประเด็น"), cell("คะแนน"), cell("แนวทาง")),), rows, wide=wide)


def _row(name: str, sentences: int) -> tuple[Cell, ...]:
    lines = tuple(text_runs(f"{at}) ", SENTENCE) for at in range(1, sentences + 1))
    return cell(name), cell("69.00"), Cell(lines)


def _made(*blocks: Block) -> bytes:
    return pdf(Report("analysis", "ก", "เทศบาลตำบลนาดี", 2568, blocks, page_numbers=False))


@poppler
def test_row_of_a_few_lines_stays_whole_and_a_long_one_goes_on_under_its_name(tmp_path: Path) -> None:
    rows = [*(_row(f"ข้อที่ {at}", 3) for at in range(1, 13)), _row("เรื่องยาว", 40), _row("ข้อสุดท้าย", 1)]
    pages = texts(_made(_table(*rows)), tmp_path)
    joined = ["".join(page.split()) for page in pages]
    assert len(pages) > 2
    for at in range(1, 13):
        (page,) = [page for page in pages if re.search(rf"ข้อที่ {at}(?![0-9])", page)]
        assert "ต่อ)" not in page or "เรื่องยาว" in page
    begun = next(at for at, page in enumerate(joined) if "เรื่องยาว" in page)
    ended = next(at for at, page in enumerate(joined) if "40)" in page)
    assert ended > begun
    assert ["เรื่องยาว(ต่อ)" in page for page in joined[begun : ended + 1]] == [False] + [True] * (ended - begun)
    assert ["ประเด็น" in page and "แนวทาง" in page for page in joined] == [True] * len(joined)
    # Nothing is lost or said twice.
    assert sum(page.count("หน่วยงานควรเผยแพร่") for page in joined) == 12 * 3 + 40 + 1


@poppler
def test_little_that_is_left_before_a_turned_page_gets_company(tmp_path: Path) -> None:
    line = Paragraph(text_runs(SENTENCE * 3))
    blocks: list[Block] = [block for at in range(1, 30) for block in (Heading(2, text_runs(f"หัวข้อ {at}")), line)]
    turned = _table(_row("ก", 2), wide=True)
    for many in range(20, 30):
        shares = fills(_made(*blocks[: 2 * many], line, turned), tmp_path)
        assert [share for share in shares[:-1] if share < LEAST] == []


@poppler
def test_note_stands_on_the_page_of_the_last_row_of_its_table(tmp_path: Path) -> None:
    note = Paragraph(text_runs("หมายเหตุของตาราง"), style="note")
    for many in range(8, 17):
        rows = [_row(f"ข้อที่ {at}", 2) for at in range(1, many + 1)]
        pages = texts(_made(_table(*rows), note), tmp_path)
        (page,) = [page for page in pages if "หมายเหตุของตาราง" in page]
        assert f"ข้อที่ {many}" in page


def _plain(lines: int) -> Plain:
    run = {"text": "คำ", "bold": False, "italic": False}
    cells = [
        {
            "column": at,
            "row": 0,
            "lines": [[dict(run)] for _ in range(lines if at else 1)],
            "span": 1,
            "rows": 1,
            "across": 99.0,
        }
        for at in range(2)
    ]
    return {"head": [], "rows": [{"cells": cells, "keep": False, "leads": False}]}


@given(st.integers(2, 20), st.data())
def test_parts_of_a_row_hold_all_of_it_once(lines: int, data: st.DataObject) -> None:
    table = _plain(lines)
    mark_long_rows([table])
    numbers = [run["piece"] for each in table["rows"][0]["cells"] for line in each["lines"] for run in line]
    assert numbers == list(range(lines + 1))
    ends = sorted(data.draw(st.lists(st.integers(1, 3), min_size=lines, max_size=lines)))
    places = {number: (page, 20.0 * number) for number, page in zip(numbers, [ends[0], *ends], strict=True)}
    assert split_rows([table], places, "(ต่อ)") is (len(set(ends)) > 1)
    counted = [len(row["cells"][1]["lines"]) for row in table["rows"]]
    assert sum(counted) == lines
    # A page has two lines of it at least, where there are so many, and where one does not stand between two pages.
    assert counted[0] > 1 and counted[-1] > 1
    if len(set(ends)) < 2 or min(ends.count(page) for page in set(ends)) < 3:
        return
    assert [len(row["cells"][1]["lines"]) for row in table["rows"]] == [ends.count(page) for page in sorted(set(ends))]
    firsts = ["".join(run["text"] for run in row["cells"][0]["lines"][0]) for row in table["rows"]]
    assert firsts == ["คำ", *["คำ \u2068(ต่อ)\u2069"] * (len(set(ends)) - 1)]
    assert [each["row"] for row in table["rows"] for each in row["cells"]] == [
        at for at in range(len(firsts)) for _ in "12"
    ]


def test_pages_that_are_full_are_left_alone() -> None:
    block = {"block": "paragraph", "style": "body"}
    plain = {"sheets": [{"wide": False, "front": False, "blocks": [block]}]}
    edges = [{"sheet": 0, "block": 0, "edge": edge, "page": 1, "y": y} for edge, y in (("start", 71.0), ("end", 700.0))]
    assert mend(plain, edges) is False
    assert block == {"block": "paragraph", "style": "body"}
    assert WHOLE_ROW == 15


@poppler
@pytest.mark.parametrize("name", [name for name in EXAMPLES if source(name).plan is not None])
def test_who_signs_below_a_table_never_stands_alone(name: str, tmp_path: Path) -> None:
    file = tmp_path / "one.pdf"
    file.write_bytes(pdf(document(name, "progress")))
    told = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True, text=True).stdout
    pages = [re.sub(r"\s+", "", page) for page in told.split("\f") if page.strip()]
    signed = [page for page in pages if "ลงชื่อ" in page]
    assert signed and all("มาตรการ" in page for page in signed)


@poppler
def test_no_page_has_a_single_line_of_a_row_that_is_split(tmp_path: Path) -> None:
    seen = set()
    for before in range(36):
        lines = [Paragraph(text_runs("บรรทัด")) for _ in range(before)]
        long = (cell("เรื่องยาว"), cell("–"), Cell(tuple(text_runs(f"ข้อที่ {at} จบ") for at in range(1, 21))))
        pages = texts(_made(*lines, _table(long)), tmp_path)
        counts = [page.count("ข้อที่") for page in pages if "ข้อที่" in page]
        assert sum(counts) == 20
        assert min(counts) > 1, (before, counts)
        seen.add(tuple(counts))
    assert (18, 2) in seen
