"""The program's own books read back: every figure that a book prints comes back as it is, in every format and digit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from tests.steps.documents import document, example

from prongsai.booklets.reading import Booklet, read_booklet
from prongsai.booklets.whose import whose
from prongsai.criteria.editions import default_edition, edition, editions
from prongsai.criteria.figure_id import figure_at, item_figure
from prongsai.flow.by_file.score import assessed
from prongsai.proofread.document.read import read_document
from prongsai.publish.html.page import html
from prongsai.publish.pdf.pdf import pdf
from prongsai.publish.report import Digits
from prongsai.publish.word.document import docx
from prongsai.roundfile.round import Round
from prongsai.roundfile.write import to_data

WRITERS = {
    "docx": docx,
    "html": lambda report: html(report).encode(),
    "pdf": pdf,
}
# What the plan's own tests look at: a PDF joins the lines of a cell where units stand one below the other.
OF_PLANS = frozenset(("ชื่อส่วนราชการเขียนต่อกัน ไม่ชัดเจนว่าเป็นหน่วยเดียวหรือหลายหน่วย จึงไม่ได้นำเข้าแผน ให้แยกเป็นบรรทัด",))
SECTIONS = ("answers", "disclosure", "published", "history")
Way = tuple[str, ...]


def values(data: dict[str, Any]) -> dict[Way, str]:
    """Every figure of a round file by its place in it."""

    def walk(at: Any, way: Way) -> Iterator[tuple[Way, str]]:
        if isinstance(at, dict) and way == ():
            for key in SECTIONS:
                yield from walk(at.get(key, {}), (key,))
        elif isinstance(at, dict):
            for key, below in at.items():
                yield from walk(below, (*way, str(key)))
        elif isinstance(at, list) and way == ("disclosure",):
            yield from (((*way, row["item"]), row["score"]) for row in at if "score" in row)
        elif isinstance(at, list):
            for number, below in enumerate(at):
                yield from walk(below, (*way, str(number)))
        elif way[-1] not in ("criteria", "certainty"):
            yield way, str(at)

    return dict(walk(data, ()))


def same(one: str, other: object) -> bool:
    return one == other if not one[:1].isdigit() else Decimal(one) == Decimal(str(other))


def read_back(name: str, ending: str, kind: str, digits: Digits) -> tuple[Round, Booklet]:
    one = example(name)
    pieces = read_document(WRITERS[ending](document(name, kind, digits)), f"book.{ending}").pieces
    year = one.facts.year
    found = whose(pieces)
    assert found.agency == one.facts.agency.name
    past = {
        before: default_edition(before) if default_edition(before) in editions() else None
        for before in range(year - 8, year)
    }
    return one, read_booklet(pieces, edition(default_edition(year)), found, past)


@pytest.mark.parametrize("digits", ["arabic", "thai"])
@pytest.mark.parametrize("ending", list(WRITERS))
@pytest.mark.parametrize("name", ["rangsit", "mae-sot", "watthana-nakhon", "trang"])
def test_a_book_comes_back_with_the_figures_of_its_round(name: str, ending: str, digits: Digits) -> None:
    one, booklet = read_back(name, ending, "book", digits)
    _, card = assessed(one)
    wanted, found = values(to_data(one)), values(booklet.data)
    assert [way for way in wanted if way not in found] == []
    for way, value in found.items():
        if way in wanted:
            assert same(value, wanted[way]), way
            continue
        # A figure that the program worked out and the book prints without a star: the same as the scorecard shows.
        assert way[0] in ("published", "disclosure"), way
        figure = item_figure("OIT", way[1]) if way[0] == "disclosure" else figure_at(way[1:])
        shown = card.level.possible[0] if figure == "level" else card.figures[figure].shown
        assert same(value, shown), way
    assert [doubt for doubt in booklet.doubts if doubt.why.th not in OF_PLANS] == []


@pytest.mark.parametrize("kind", ["results", "analysis", "measures", "brief", "memo", "announcement"])
@pytest.mark.parametrize("name", ["rangsit", "mae-sot", "watthana-nakhon", "trang"])
def test_no_paper_gives_a_wrong_figure(name: str, kind: str) -> None:
    one = example(name)
    _, card = assessed(one)
    wanted = values(to_data(one))
    pieces = read_document(docx(document(name, kind, "thai")), "paper.docx").pieces
    year = one.facts.year
    past = {year - 1: default_edition(year - 1)}
    found = values(read_booklet(pieces, edition(default_edition(year)), whose(pieces), past).data)
    for way, value in found.items():
        if way not in wanted:
            figure = item_figure("OIT", way[1]) if way[0] == "disclosure" else figure_at(way[1:])
            wanted[way] = card.level.possible[0] if figure == "level" else str(card.figures[figure].shown)
        assert same(value, wanted[way]), way
