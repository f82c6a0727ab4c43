"""The PDF: every figure occurs, user text appears letter by letter, and it is accessible (PDF/UA-1)."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from reports import every_block, memo

from prongsai.flow.by_file.examples import examples
from prongsai.flow.by_file.write import report_of
from prongsai.publish.pdf.pdf import pdf
from prongsai.publish.report import (
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
reading = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="reading the text of a PDF needs pdftotext (poppler-utils)"
)


def text_of(data: bytes, folder: Path) -> str:
    """The text of a PDF as a reader copies it, without its line breaks and spaces."""
    path = folder / "made.pdf"
    path.write_bytes(data)
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, timeout=60)
    return re.sub(r"[\s\u200b\u00ad]", "", done.stdout.decode("utf-8"))


@reading
@pytest.mark.parametrize("digits", ["arabic", "thai"])
@pytest.mark.parametrize("name", [*EXAMPLES, "every block"])
def test_every_figure_occurs_in_the_pdf(name: str, digits: Digits, tmp_path: Path) -> None:
    report = every_block(digits) if name == "every block" else report_of(EXAMPLES[name], "brief", digits)
    used = {key for block in report.blocks for key in refs_of(block)}
    said = bare(text_of(pdf(report), tmp_path))
    # A share too narrow to write on stands in the table of answers, not in the chart.
    stacked = [block for block in report.blocks if isinstance(block, Chart) and block.kind == "stacked"]
    drawn = {key for block in stacked for key in refs_of(block)}

    assert [key for key in used - drawn if bare(report.figure(key)) not in said] == []


def bare(text: str) -> str:
    """Without the marks on Thai letters: a PDF gives them back in another order, or twice."""
    return re.sub(r"[\s\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", "", text)


HOSTILE = (
    '#panic("x")', "#let a = 1", "\\", "\\u{41}", "$ x^2 $", "*bold*", "_em_", "`raw`", "<label>", "@ref", "= heading",
    "- item", "+ item", "/ term: x", "// comment", "/* comment */", "#[x]", "]", "[", "{", "}", '"', "'", "~", "--",
    "...",
)  # fmt: skip


def hostile(*texts: str) -> Report:
    words = tuple(Words(f"{text} ") for text in texts)
    last = texts[-1]
    return Report(
        kind="results",
        title=last,
        agency=last,
        year=2568,
        blocks=(
            Cover(("รายงาน", last), last, last, (last,)),
            Contents("สารบัญ"),
            Heading(1, words),
            Paragraph(words),
            Listing((words,)),
            Cards(((last, (Ref("total"),), words),)),
            Table((Column(1),), ((Cell((words,)),),), ((Cell((words,)),),), words),
            Chart("bars", last, last, (last,), (Series(last, ("total",)),), target="total", target_name=last),
            Signature((last,), (last, "อนุมัติ"), "อนุมัติ"),
            MemoHead(last, last, last, last, last, last),
        ),
        figures={"total": Shown("99.70", "score")},
        made_from=last,
    )


@reading
def test_text_that_looks_like_typst_appears_letter_by_letter(tmp_path: Path) -> None:
    said = text_of(pdf(hostile(*HOSTILE)), tmp_path)

    for text in HOSTILE:
        expected = re.sub(r"\s", "", text)
        # Heading, paragraph, list, card, and head, cell and caption of the table.
        assert said.count(expected) >= 6, text


@pytest.mark.parametrize("text", [*HOSTILE, "", " ", "\x00", "a\nb", "\u202e", "😀", "中文", "ก" * 400, "x" * 400, "ั่"])
def test_pdf_is_made_whatever_a_text_holds(text: str) -> None:
    assert pdf(hostile(text)).startswith(b"%PDF-")


@pytest.mark.parametrize("report", [every_block(), memo()], ids=["every block", "memo"])
def test_pdf_is_tagged_for_readers_of_the_screen(report: Report) -> None:
    data = pdf(report)

    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert re.search(rb"/Marked\s+true", data)
    assert b"<dc:language><rdf:Bag><rdf:li>th</rdf:li>" in data


def test_same_report_gives_the_same_bytes() -> None:
    report = report_of(EXAMPLES["trang-2564"], "brief")

    assert pdf(report) == pdf(report)
    other = dataclasses.replace(report, title="อื่น")
    assert pdf(other) != pdf(report)
