"""A paper stays on one page where it can: what stands off from what, and three who sign in one row."""

from __future__ import annotations

import dataclasses
import io

from pypdf import PdfReader
from reports import memo
from word_samples import W, part, text_of

from prongsai.publish.paper_parts import within_parts
from prongsai.publish.pdf.pdf import pdf, signs_closely
from prongsai.publish.report import Block, Paragraph, Report, Signature, Words, text_runs
from prongsai.publish.signing import beside, closely, rows_of, shares_of
from prongsai.publish.word import docx

HEAD = Paragraph((Words("ข้อเท็จจริง", bold=True),))
TEXT = Paragraph(text_runs("ข้อความ"), indent=True)
POINT = Paragraph(text_runs("(1) ข้อย่อย"), indent=True)
DOTS = "." * 40
DREW_UP = Signature((f"({DOTS})", f"ตำแหน่ง {DOTS}"))
CLERK = Signature((f"({DOTS})", "ปลัดเทศบาล"), ("เห็นชอบ", DOTS))
MAYOR = Signature((f"({DOTS})", "นายกเทศมนตรี"), ("ให้ความเห็นชอบ และดำเนินการตามเสนอ", DOTS))
CHAIN = (DREW_UP, CLERK, MAYOR)


def paper(lines: int) -> Report:
    held = memo()
    text: tuple[Block, ...] = (TEXT,) * lines
    return dataclasses.replace(held, blocks=(held.blocks[0], *text, *CHAIN))


def pages(report: Report) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf(report))).pages]


def test_paragraphs_below_the_head_of_a_part_and_points_of_a_list_are_no_parts() -> None:
    assert within_parts((HEAD, TEXT, TEXT, POINT, TEXT, DREW_UP)) == {1, 2, 3}
    assert within_parts((TEXT, POINT, TEXT, DREW_UP)) == {1}


def test_word_sets_no_space_before_what_goes_on_in_a_part() -> None:
    held = memo()
    body = part(docx(dataclasses.replace(held, blocks=(held.blocks[0], HEAD, TEXT, TEXT, *CHAIN))))[0]
    lines = [node for node in body if node.tag == f"{W}p" and text_of(node) == "ข้อความ"]
    before = [node.find(f"{W}pPr/{W}spacing") for node in lines]
    assert [None if each is None else each.get(f"{W}before") for each in before] == ["0", None]


def test_three_sign_in_one_row_only_where_that_takes_a_page_less() -> None:
    by_length = {lines: signs_closely(paper(lines)) for lines in range(10, 40)}
    close = [lines for lines, closely_signed in by_length.items() if closely_signed]
    assert close and close == list(range(close[0], close[-1] + 1)) and close[0] > 10 and close[-1] < 39
    for lines in (close[0] - 1, close[0], close[-1]):
        assert len(pages(paper(lines))) == 1
    assert len(pages(paper(close[-1] + 1))) == 2


def test_word_sets_three_in_the_row_that_the_pdf_has() -> None:
    close = next(paper(lines) for lines in range(10, 40) if signs_closely(paper(lines)))
    for report, cells in ((close, 3), (paper(10), 2)):
        (row,) = [row for row in part(docx(report)).iter(f"{W}tr") if "นายกเทศมนตรี" in text_of(row)]
        assert len(row.findall(f"{W}tc")) == cells


def test_row_of_three_gives_each_the_room_that_the_words_ask_for() -> None:
    blocks = (TEXT, *CHAIN)
    assert rows_of(beside(blocks)) == [range(2, 4)] and rows_of(beside(blocks, close=True)) == [range(1, 4)]
    drew_up, clerk, mayor = (block for block in closely(blocks) if isinstance(block, Signature))
    # Dots behind a word end where those for the name end; those for the name keep their length.
    assert drew_up.lines[0] == DREW_UP.lines[0] and 10 <= drew_up.lines[1].count(".") < 30
    assert mayor.choices[0] == MAYOR.choices[0] and len(mayor.choices[1]) < len(DOTS)
    shares = shares_of((drew_up, clerk, mayor))
    assert shares[2] > shares[1] == shares[0]
    assert shares_of((clerk, mayor)) == (1.0, 1.0)
