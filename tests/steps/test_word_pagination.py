"""The page numbers that a Word file's contents bring, and the brief that stays on one page."""

import io
import re
import zipfile

import pytest

from prongsai.publish.report import Block, Chart, Contents, Cover, Heading, Listing, Paragraph, Report, Series, Shown
from prongsai.publish.report import text_runs as runs
from prongsai.publish.word import docx

LONG = "ข้อความที่ยาวพอจะกินหลายบรรทัดของหน้ากระดาษ " * 12


def _report(*blocks: Block, kind: str = "book", digits: str = "arabic") -> Report:
    return Report(kind, "ชื่อ", "เทศบาล", 2568, blocks, {"a": Shown("99.70", "score")}, digits=digits)


def _part(made: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(made)).read(name).decode()


def _listed(made: bytes) -> list[str]:
    text = _part(made, "word/document.xml")
    return re.findall(r"PAGEREF .*?<w:t[^>]*>(.*?)</w:t>", text)


def test_contents_have_a_number_for_every_heading_that_never_falls() -> None:
    chapters: list[Block] = []
    for number in range(9):
        chapters += [Heading(1, runs(f"บทที่ {number}")), *(Paragraph(runs(LONG)) for _ in range(4))]
    numbers = [int(each) for each in _listed(docx(_report(Contents("สารบัญ"), *chapters)))]

    assert len(numbers) == 9
    assert numbers == sorted(numbers)
    assert numbers[0] == 2  # the contents stand on a page of their own
    assert 6 < numbers[-1] < 11


def test_contents_count_from_where_the_text_begins_and_keep_the_digits_of_the_report() -> None:
    cover = Cover(("ชื่อเรื่อง",), "เทศบาล", None, ())
    blocks = (cover, Contents("สารบัญ"), Heading(1, runs("บทนำ")), Paragraph(runs("คำ")))

    assert _listed(docx(_report(*blocks, digits="thai"))) == ["๑"]
    assert 'w:start="0"' in _part(docx(_report(*blocks)), "word/document.xml")


@pytest.mark.parametrize(("items", "smaller"), [(3, False), (22, True)])
def test_brief_with_much_to_say_has_smaller_letters(items: int, smaller: bool) -> None:
    chart = Chart("bars", "คะแนน", "คะแนน", tuple("กขคงจ"), (Series("ปี", ("a",) * 5),))
    made = docx(_report(chart, Listing(tuple(runs(LONG[:200]) for _ in range(items))), kind="brief"))
    body = re.search(r'w:styleId="BodyText".*?<w:sz w:val="(\d+)"', _part(made, "word/styles.xml"))

    assert body is not None
    assert (int(body[1]) < 32) is smaller
    assert int(body[1]) >= 26
