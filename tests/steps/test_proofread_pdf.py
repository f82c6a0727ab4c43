"""The reader of PDF files: lines, paragraphs, tables and charts put together from the places of letters and rules."""

from __future__ import annotations

import functools
import io
import random
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pypdf
import pytest
import typst
from PIL import Image
from pypdf.generic import NameObject

from prongsai.files.problems import Refused
from prongsai.flow.by_file import proofread
from prongsai.outside.child import Spent
from prongsai.proofread.document.passages import Grid, Passage, Piece
from prongsai.proofread.document.pdf import file, letters
from prongsai.proofread.document.read import Reading, read_document

HEAD = '#set page(paper: "a4", margin: 2.5cm)\n#set text(font: "Sarabun", size: 12pt, lang: "th")\n'


@functools.cache
def made(source: str) -> bytes:
    """A PDF of a page's source."""
    package = find_spec("fontpkg_sarabun")
    assert package is not None and package.origin is not None
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(Path(package.origin).parent)])
    data = typst.Compiler((HEAD + source).encode(), font_paths=fonts).compile(format="pdf")
    assert isinstance(data, bytes)
    return data


def read(source: str) -> tuple[Piece, ...]:
    return read_document(made(source), "a.pdf").pieces


def texts(pieces: Sequence[Piece]) -> list[str]:
    return [piece.text for piece in pieces if isinstance(piece, Passage)]


def grid(pieces: Sequence[Piece]) -> Grid:
    (found,) = [piece for piece in pieces if isinstance(piece, Grid)]
    return found


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read_document(data, "a.pdf")
    (problem,) = caught.value.problems
    assert problem.text.th
    return problem.text.en


def changed(data: bytes, change: object) -> bytes:
    """A PDF whose pages were changed one by one."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        change(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


LONG = (
    "ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ ประจำปีงบประมาณ พ.ศ. 2568 ได้คะแนนรวม 87.15 คะแนน "
    "สูงกว่าค่าเป้าหมาย ทั้งนี้ ตัวชี้วัดที่ 3 การใช้อำนาจ ได้คะแนนสูงสุด และตัวชี้วัดที่ 9 การเปิดเผยข้อมูล ได้คะแนนต่ำสุด"
)


def test_letters_are_whole_and_paragraphs_go_over_lines() -> None:
    marks = "ผู้ที่น้ำหนัก กำลัง ปั๊ม ญี่ปุ่น ฐิติ ฎุ ปี่ ป้ำ"
    assert texts(read(f"{marks}\n\n{LONG}\n\nจบ")) == [marks, LONG, "จบ"]


def test_a_paragraph_goes_over_the_page_and_what_repeats_on_pages_is_left_out() -> None:
    pages = "#set page(header: [เทศบาลตัวอย่าง รายงานประจำปี], footer: context [- #counter(page).display() -])\n"
    alphabet = "กขคงจฉชซญดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
    paragraphs = [f"{letter * 3}{LONG.replace('ประเมิน', letter * 4)}" for letter in alphabet]
    pieces = read(pages + "\n\n".join(paragraphs))
    assert texts(pieces) == paragraphs
    assert isinstance(pieces[-1], Passage) and pieces[-1].place.startswith("หน้า 3 ")


def test_larger_or_bold_lines_are_headings_and_stand_over_what_follows() -> None:
    pieces = read(f"#text(18pt, weight: 700)[บทที่ 1 ผลการประเมิน]\n\n#strong[1.1 ภาพรวม]\n\n{LONG}")
    first, second, paragraph = pieces
    assert isinstance(first, Passage) and isinstance(second, Passage) and isinstance(paragraph, Passage)
    assert (first.level, second.level, paragraph.level) == (1, 2, None)
    assert paragraph.headings == ("บทที่ 1 ผลการประเมิน", "1.1 ภาพรวม")
    assert "1.1 ภาพรวม" in paragraph.place and paragraph.place.startswith("หน้า 1 ")


def test_items_of_lists_are_paragraphs_of_their_own() -> None:
    listed = "#set par(hanging-indent: 1em)\n"
    pieces = read(listed + f"๑. {LONG}\\\n๒. ข้อสอง\\\n• ข้อสาม")
    assert texts(pieces) == [f"๑. {LONG}", "๒. ข้อสอง", "• ข้อสาม"]


def test_a_ruled_table_is_read_with_its_head_and_merged_cells() -> None:
    pieces = read(
        """ก่อนตาราง
#table(columns: (1fr, 2fr, 1fr, 1fr), inset: 5pt,
  table.cell(rowspan: 2)[*ที่*], table.cell(rowspan: 2)[*ตัวชี้วัด*], table.cell(colspan: 2)[*คะแนน*],
  [*ปี 2567*], [*ปี 2568*],
  [1], [การปฏิบัติหน้าที่ของบุคลากรในหน่วยงานของรัฐ], [95.24], [96.00],
  table.cell(colspan: 2)[รวม], [95.00], [100.00])
หลังตาราง"""
    )
    table = grid(pieces)
    assert texts(pieces) == ["ก่อนตาราง", "หลังตาราง"]
    assert table.head == 2
    assert table.rows == (
        ("ที่", "ตัวชี้วัด", "คะแนน", "คะแนน"),
        ("ที่", "ตัวชี้วัด", "ปี 2567", "ปี 2568"),
        ("1", "การปฏิบัติหน้าที่ของบุคลากรในหน่วยงานของรัฐ", "95.24", "96.00"),
        ("รวม", "รวม", "95.00", "100.00"),
    )


def test_a_table_goes_over_the_page_once_and_its_repeated_head_is_left_out() -> None:
    rows = "".join(f"[{at}], [ตัวชี้วัดที่ {at}], [{80 + at / 10:.2f}]," for at in range(1, 90))
    table = grid(read(f"#table(columns: 3, table.header([*ที่*], [*ตัวชี้วัด*], [*คะแนน*]), {rows})"))
    assert len(table.rows) == 90
    assert table.rows[0] == ("ที่", "ตัวชี้วัด", "คะแนน")
    assert [row[0] for row in table.rows[1:]] == [str(at) for at in range(1, 90)]


def test_a_number_that_a_narrow_cell_cut_in_two_is_whole() -> None:
    narrow = "#set text(hyphenate: false)\n#table(columns: (5cm, 23pt), inset: 2pt, "
    table = grid(read(narrow + "[*ข้อ*], [*ได้*], [i1 การปฏิบัติงาน], [๑๐\\ ๐.๐๐], [i2 การให้บริการ], [๙๘.\\ ๖๗])"))
    assert [row[1] for row in table.rows] == ["ได้", "๑๐๐.๐๐", "๙๘.๖๗"]


def test_columns_without_rules_are_a_table_and_two_lines_are_none() -> None:
    columns = "#grid(columns: (6cm, 4cm, 4cm), row-gutter: 8pt, "
    pieces = read(columns + "[*ตัวชี้วัด*],[*ปี 2567*],[*ปี 2568*],[การใช้อำนาจ],[90.10],[91.20],[การใช้งบ],[92.30],[93.40])")
    assert grid(pieces).rows[1:] == (("การใช้อำนาจ", "90.10", "91.20"), ("การใช้งบ", "92.30", "93.40"))
    pieces = read(columns + "[ลงชื่อ],[ลงชื่อ],[ลงชื่อ],[ปลัด],[รองนายก],[นายก])")
    assert not [piece for piece in pieces if isinstance(piece, Grid)]


def test_names_with_their_numbers_below_are_read_downwards() -> None:
    columns = "#grid(columns: (5cm, 5cm), row-gutter: 8pt, [คะแนนรวม], [เป้าหมาย], [95.36], [85], [ระดับ AA], [บรรลุ])"
    assert texts(read(columns)) == ["คะแนนรวม 95.36 ระดับ AA", "เป้าหมาย 85 บรรลุ"]


def test_fields_side_by_side_are_read_one_by_one() -> None:
    card = "rect(width: 100%, height: 60pt, fill: luma(230), stroke: none)[{}]"
    cards = ", ".join(card.format(words) for words in ("คะแนนรวม\\ 87.15\\ ระดับ ผ่าน", "เป้าหมาย\\ 85", "ปีก่อน\\ 92.07"))
    assert texts(read(f"#grid(columns: (1fr, 1fr, 1fr), column-gutter: 8pt, {cards})")) == [
        "คะแนนรวม 87.15 ระดับ ผ่าน",
        "เป้าหมาย 85",
        "ปีก่อน 92.07",
    ]


def test_a_page_that_is_shown_turned_is_read_as_it_is_held() -> None:
    def turn(page: pypdf.PageObject) -> None:
        page[NameObject("/Rotate")] = pypdf.generic.NumberObject(90)

    source = f"#set page(flipped: true)\n{LONG}\n\n#table(columns: 2, [ก], [1.00], [ข], [2.00])"
    straight = read(source)

    def lie(page: pypdf.PageObject) -> None:
        # The same page, drawn upright and shown turned.
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        page.add_transformation((0, 1, -1, 0, height, 0))
        page.mediabox = pypdf.generic.RectangleObject((0, 0, height, width))
        page.cropbox = page.mediabox
        turn(page)

    turned = read_document(changed(made(source), lie), "a.pdf").pieces
    assert texts(turned) == texts(straight) == [LONG]
    assert grid(turned).rows == grid(straight).rows == (("ก", "1.00"), ("ข", "2.00"))


def scan() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(out, "PDF")
    return out.getvalue()


def test_a_scan_is_refused_and_a_scanned_page_is_named() -> None:
    assert "may be a scan" in refused(scan())
    writer = pypdf.PdfWriter()
    for data in (made(LONG), scan(), made("จบ")):
        writer.append(io.BytesIO(data))
    out = io.BytesIO()
    writer.write(out)
    reading = read_document(out.getvalue(), "a.pdf")
    assert reading == Reading(reading.pieces, (2,))
    assert texts(reading.pieces) == [LONG, "จบ"]


def test_letters_that_the_fonts_give_no_meaning_are_never_called_clean() -> None:
    def forget(page: pypdf.PageObject) -> None:
        for font in page["/Resources"]["/Font"].values():
            font.get_object().pop("/ToUnicode", None)

    assert "letters" in refused(changed(made("ผลการประเมิน ได้ 87.15 คะแนน"), forget))


def test_a_file_with_a_password_is_refused_as_such() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made("ก")))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "password" in refused(out.getvalue())


def test_too_many_pages_and_too_full_ones_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = made("ก\n#pagebreak()\nข")
    monkeypatch.setattr(file, "MOST_PAGES", 1)
    assert "2 pages" in refused(data)
    monkeypatch.setattr(file, "MOST_PAGES", 300)
    monkeypatch.setattr(letters, "MOST_LETTERS_OF_A_PAGE", 0)
    assert "unpacks" in refused(data)


@pytest.mark.parametrize(
    ("why", "words"), [("died", "damaged"), ("time", "20 seconds"), ("memory", "512"), ("busy", "again")]
)
def test_what_ends_the_reading_process_is_told(why: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def ends(*_: object) -> None:
        raise Spent(why)

    monkeypatch.setattr(proofread, "call", ends)
    with pytest.raises(Refused) as caught:
        proofread.read_apart(b"", "a.pdf")
    assert words in caught.value.problems[0].text.en


@pytest.mark.parametrize("seed", range(30))
def test_a_damaged_pdf_is_refused_or_read_in_its_own_process(seed: int) -> None:
    choose = random.Random(seed)
    data = bytearray(made(f"{LONG}\n\n#table(columns: 2, [ก], [1.00], [ข], [2.00])"))
    for _ in range(choose.randrange(1, 200)):
        data[choose.randrange(20, len(data))] = choose.randrange(256)
    if seed % 3 == 0:
        del data[choose.randrange(len(data)) :]
    try:
        assert proofread.read_apart(bytes(data), "a.pdf").pieces is not None
    except Refused as caught:
        assert caught.problems
