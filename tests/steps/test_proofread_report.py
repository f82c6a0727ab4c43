"""A report is read as its page is: the same pieces, without making the page."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from tests.steps.documents import document, source
from tests.steps.reports import every_block, memo

from prongsai.proofread.document.passages import Grid, Marked
from prongsai.proofread.document.read import read_document
from prongsai.proofread.report_pieces import pieces_of
from prongsai.publish.assemble.kinds import kinds, lacking
from prongsai.publish.html.page import html
from prongsai.publish.report import Cell, Column, Digits, Paragraph, Report, Table, text_runs

NAMES = ("rangsit", "mae-sot", "watthana-nakhon", "trang", "mae-sai")


def _reports() -> Iterator[tuple[str, str]]:
    for name in NAMES:
        for kind in kinds():
            if lacking(source(name), kind) is None:
                yield name, kind


@pytest.mark.parametrize("digits", ["arabic", "thai"])
@pytest.mark.parametrize(("name", "kind"), list(_reports()))
def test_report_gives_the_pieces_of_its_page(name: str, kind: str, digits: Digits) -> None:
    made = document(name, kind, digits)
    assert pieces_of(made) == _of_page(made)


@pytest.mark.parametrize("made", [every_block("arabic"), every_block("thai"), memo()], ids=["all", "thai", "memo"])
def test_every_block_is_read_as_on_the_page(made: Report) -> None:
    assert pieces_of(made) == _of_page(made)


def test_what_no_page_holds_is_not_read() -> None:
    made = dataclasses.replace(memo(), blocks=(Paragraph(text_runs("ก\x00\x85ข\ud800ค\u200bง")),), kind="results")
    assert pieces_of(made) == _of_page(made)


def test_cells_that_cover_others_are_repeated_in_each_place() -> None:
    covering = Cell((text_runs("ก"),), span=2, rows=2)
    rows = ((covering, Cell((text_runs("1"),))), (Cell((text_runs("2"), text_runs("3"))),))
    made = dataclasses.replace(memo(), blocks=(Table((Column(1),) * 3, (), rows),), digits="arabic")
    (grid,) = (piece for piece in pieces_of(made) if isinstance(piece, Grid))
    assert grid.rows == (("ก", "ก", "1"), ("ก", "ก", "2\n3"))
    assert pieces_of(made) == _of_page(made)


def test_a_figure_in_a_cell_of_several_lines_is_quoted_without_line_marks() -> None:
    quotes = [piece.around for piece in pieces_of(document("rangsit", "analysis")) if isinstance(piece, Marked)]
    assert "1. การปฏิบัติหน้าที่ 99.82 คะแนน" in quotes
    assert [quote for quote in quotes if any(ord(letter) < 32 for letter in quote)] == []


def _of_page(made: Report) -> object:
    return read_document(html(made).encode(), "document.html").pieces
