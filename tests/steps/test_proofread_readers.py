"""Readers of finished documents: what a reader sees is read; what could harm or mislead is refused."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from prongsai.files.problems import Refused
from prongsai.language.thai_text import digits, tidy
from prongsai.proofread.document import opening
from prongsai.proofread.document.passages import Grid, Marked, Passage, Piece, shortened
from prongsai.proofread.document.read import read_document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def word(body: str, **parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def texts(pieces: tuple[Piece, ...]) -> list[str]:
    return [each.text for each in pieces if isinstance(each, Passage)]


def grid(pieces: tuple[Piece, ...]) -> Grid:
    (found,) = [each for each in pieces if isinstance(each, Grid)]
    return found


def refused(data: bytes, name: str) -> str:
    with pytest.raises(Refused) as caught:
        read_document(data, name)
    (problem,) = caught.value.problems
    assert problem.file == name
    assert problem.text.th and problem.text.en
    return problem.text.en


def test_word_takes_insertions_and_leaves_deletions() -> None:
    body = (
        "<w:p><w:r><w:t>ได้ </w:t></w:r><w:del><w:r><w:delText>92.76</w:delText><w:t>92.76</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>90.76</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert texts(read_document(word(body), "a.docx").pieces) == ["ได้ 90.76"]


def test_word_headings_come_through_styles_and_stand_over_paragraphs() -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="Own"><w:basedOn w:val="H1"/></w:style>'
        '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style></w:styles>'
    )
    own = '<w:pPr><w:pStyle w:val="Own"/></w:pPr>'
    contents = '<w:pPr><w:pStyle w:val="T1"/></w:pPr>'
    data = word(p("การใช้อำนาจ 7", contents) + p("บทที่ 1", own) + p("เนื้อความ"), **{"word/styles.xml": styles})
    heading, paragraph = read_document(data, "a.docx").pieces
    assert isinstance(heading, Passage) and heading.level == 1
    assert isinstance(paragraph, Passage) and paragraph.headings == ("บทที่ 1",)


def test_word_merged_cells_are_spread_out_and_head_rows_counted() -> None:
    across, begins, goes_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{tc('ก', across)}{tc('ข')}</w:tr>"
        f"<w:tr>{tc('ค', begins)}{tc('1')}{tc('2')}</w:tr>"
        f"<w:tr>{tc('', goes_on)}{tc('3')}{tc('4')}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{tc('ลบแล้ว')}</w:tr>"
    )
    found = grid(read_document(word(f"<w:tbl>{rows}</w:tbl>"), "a.docx").pieces)
    assert found.head == 1
    assert found.rows == (("ก", "ก", "ข"), ("ค", "1", "2"), ("ค", "3", "4"))


def test_word_text_boxes_footnotes_and_nested_tables_are_read() -> None:
    box = f"<w:p><w:r><w:t>นอกกล่อง</w:t><w:pict><w:txbxContent>{p('ในกล่อง')}</w:txbxContent></w:pict></w:r></w:p>"
    line = f'<w:footnote w:type="separator">{p("-")}</w:footnote>'
    notes = f"<w:footnotes {W}>{line}<w:footnote>{p('หมายเหตุ')}</w:footnote></w:footnotes>"
    inner = f"<w:tbl><w:tr>{tc('ใน')}</w:tr></w:tbl>"
    table = f"<w:tbl><w:tr><w:tc>{p('นอก')}{inner}{p('')}</w:tc></w:tr></w:tbl>"
    pieces = read_document(word(box + table, **{"word/footnotes.xml": notes}), "a.docx").pieces
    assert texts(pieces) == ["นอกกล่อง", "ในกล่อง", "หมายเหตุ"]
    assert [each.rows for each in pieces if isinstance(each, Grid)] == [(("นอก",),), (("ใน",),)]
    assert pieces[-1].place.startswith("เชิงอรรถ 1")


def test_word_charts_are_read_from_the_values_that_they_show() -> None:
    body = '<w:p><w:r><w:drawing><c:chart xmlns:c="c" xmlns:r="r" r:id="rId7"/></w:drawing></w:r></w:p>'
    relations = (
        '<Relationships xmlns="x"><Relationship Id="rId7" Type="http://x/relationships/chart" '
        'Target="charts/chart1.xml"/>'
        "</Relationships>"
    )
    points = '<c:pt idx="0"><c:v>IIT</c:v></c:pt><c:pt idx="1"><c:v>OIT</c:v></c:pt>'
    values = '<c:pt idx="0"><c:v>95.239999999999995</c:v></c:pt><c:pt idx="1"><c:v>77</c:v></c:pt>'
    chart = (
        '<c:chartSpace xmlns:c="c" xmlns:a="a"><c:title><a:t>คะแนน</a:t></c:title><c:ser><c:tx><c:v>ปี 2568</c:v></c:tx>'
        f"<c:cat>{points}</c:cat><c:val>{values}</c:val></c:ser></c:chartSpace>"
    )
    parts = {"word/_rels/document.xml.rels": relations, "word/charts/chart1.xml": chart}
    found = grid(read_document(word(body, **parts), "a.docx").pieces)
    assert found.chart and found.caption == "คะแนน"
    assert found.rows == (("", "ปี 2568"), ("IIT", "95.24"), ("OIT", "77"))


def test_page_reads_tables_terms_and_marked_figures() -> None:
    page = (
        "<html><head><title>ไม่อ่าน</title></head><body><h1>หัว</h1><p>ได้ "
        '<data value="95.24" data-figure="ind:1">๙๕.๒๔</data> คะแนน<script>var a=1</script></p>'
        "<dl><div><dt>คะแนนรวม</dt><dd>87.15</dd></div></dl>"
        "<table><thead><tr><th colspan=2>ก</th></tr></thead><tr><td rowspan=2>ข<td>1</tr><tr><td>2</td></tr></table>"
    )
    pieces = read_document(page.encode(), "a.html").pieces
    assert texts(pieces) == ["หัว", "ได้ ๙๕.๒๔ คะแนน", "คะแนนรวม 87.15"]
    (mark,) = [each for each in pieces if isinstance(each, Marked)]
    assert (mark.key, mark.value, mark.shown) == ("ind:1", "95.24", "๙๕.๒๔")
    found = grid(pieces)
    assert (found.head, found.rows) == (1, (("ก", "ก"), ("ข", "1"), ("ข", "2")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_page_is_read_in_the_encodings_that_offices_use(encoding: str) -> None:
    assert texts(read_document("<p>คะแนนรวม</p>".encode(encoding), "a.htm").pieces) == ["คะแนนรวม"]


def test_thai_text_of_pdf_files_is_made_whole() -> None:
    assert tidy("อ\u0e4d\u0e32นาจ ก\u0e4d\u0e48\u0e32  ท \u0e35\u0e48  น\u0e49\u0e4d\u0e32") == "อำนาจ ก่ำ ที่ น้ำ"
    assert tidy("ท\u0e48\u0e35\u200b") == "ที่"
    assert digits("๙๒.๗๖ คะแนน") == "92.76 คะแนน"


def test_shortened_cuts_between_letters() -> None:
    assert shortened("สั้น") == "สั้น"
    cut = shortened("ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน", 20)
    assert cut.endswith("…") and len(cut) <= 21


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.docx", "empty"),
        (b"not a zip", "a.docx", "damaged"),
        (b"PK\x03\x04rest", "a.docx", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.docx", "old Word"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            "password",
        ),
        (b"%PDF-1.7 broken", "a.pdf", "damaged"),
        (b"<p>x</p>", "a.pdf", "damaged"),
        (b"PK\x03\x04", "a.html", "damaged"),
        (b"x", "a.doc", "save it as .docx"),
        (b"x", "a.docm", "save it as .docx"),
        (b"x", "a.xlsx", "only .docx"),
    ],
)
def test_wrong_files_are_refused_with_what_to_do(data: bytes, name: str, words: str) -> None:
    assert words in refused(data, name)


def test_macros_are_refused() -> None:
    assert "macros" in refused(word(p("x"), **{"word/vbaProject.bin": b"x"}), "a.docx")


def test_document_without_a_body_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/other.xml", "<a/>")
    assert "damaged" in refused(out.getvalue(), "a.docx")


def test_bomb_is_refused_before_it_fills_the_memory() -> None:
    assert "unpacks" in refused(word("<!--" + "x" * 30_000_000 + "-->" + p("x")), "a.docx")


def test_entities_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f'<!DOCTYPE a [<!ENTITY b "c">]><w:document {W}>&b;</w:document>')
    assert "damaged" in refused(out.getvalue(), "a.docx")


def test_deep_nesting_is_refused() -> None:
    deep = "<w:sdt>" * 400 + "</w:sdt>" * 400
    assert "unpacks" in refused(word(deep), "a.docx")


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_ENTRIES", 1)
    assert "unpacks" in refused(word(p("x")), "a.docx")


def test_locked_entries_are_refused() -> None:
    data = bytearray(word(p("x")))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.find(mark)
        while at >= 0:
            data[at + (6 if mark[2] == 3 else 8)] |= 1
            at = data.find(mark, at + 4)
    assert "password" in refused(bytes(data), "a.docx")


@pytest.mark.parametrize("seed", range(60))
def test_damaged_word_file_is_refused_or_read_but_never_fails_otherwise(seed: int) -> None:
    choose = random.Random(seed)
    data = bytearray(word(p("ข้อความ " * 50), **{"word/styles.xml": f"<w:styles {W}/>"}))
    if seed % 2:
        at = choose.randrange(len(data))
        del data[at : at + choose.randrange(1, 400)]
    for _ in range(choose.randrange(30)):
        data[choose.randrange(len(data))] = choose.randrange(256)
    try:
        read_document(bytes(data), "a.docx")
    except Refused as caught:
        assert caught.problems
