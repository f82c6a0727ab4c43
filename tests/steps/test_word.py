"""The Word file: every block and figure is in it, hostile text is harmless, its structure is what the schema asks."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from word_samples import (
    BLOCKS,
    FIGURES,
    WHOLE,
    WHOLE_THAI,
    WP,
    R,
    W,
    body_of,
    opened,
    paragraphs_in,
    part,
    report,
    shown_figures,
    style_of,
    text_of,
)
from word_structure import check_structure

from prongsai.language.exact import thai
from prongsai.publish.report import (
    Block,
    Box,
    Cards,
    Cell,
    Chart,
    Column,
    Contents,
    Cover,
    Heading,
    Listing,
    MemoHead,
    PageBreak,
    Paragraph,
    Ref,
    Report,
    Series,
    Signature,
    Table,
    cell,
    refs_of,
    text_runs,
)
from prongsai.publish.word import docx
from prongsai.publish.word.lengths import TURNED_WIDTH, UPRIGHT_WIDTH, by_shares
from prongsai.publish.word.sections import sections
from prongsai.publish.word.tables import placed


def test_word_shows_every_figure_in_order() -> None:
    expected = [FIGURES[key].text for block in BLOCKS for key in refs_of(block)]

    assert shown_figures(docx(WHOLE)) == expected
    assert len(expected) > 30


def test_word_shows_figures_in_thai_digits_but_charts_keep_numbers() -> None:
    found = shown_figures(docx(WHOLE_THAI))
    charted = [key for block in BLOCKS if isinstance(block, Chart) for key in refs_of(block)]

    assert thai("99.70") in found
    assert "99.70" in found  # a chart's value is a number; its format shows it in Thai
    assert sum(text.isascii() for text in found) == len(charted) - 2  # two targets stand in words


def test_word_knows_no_figure_that_the_report_lacks() -> None:
    with pytest.raises(KeyError):
        docx(report(Paragraph(text_runs(Ref("nothing")))))


# Blocks


def test_word_headings_have_words_styles_and_contents_list_two_levels() -> None:
    root = part(docx(WHOLE))
    assert [paragraphs_in(root, f"Heading{level}") for level in (1, 2, 3, 4)] == [
        ["ผล 99.70"], ["ย้อนหลัง", "แผน"], ["สาม", "ในกล่อง"], ["สี่"],
    ]  # fmt: skip
    listed = root.find(f".//{W}sdt")
    assert paragraphs_in(listed, "TOCHeading") == ["สารบัญ"]
    assert paragraphs_in(listed, "TOCHead") == ["เรื่องหน้า"]
    # Each line ends with the page that it leads to in the PDF; the pages before the text have letters.
    assert [text.strip() for text in paragraphs_in(listed, "TOC1") + paragraphs_in(listed, "TOC2")] == [
        "ผล 99.701", "ย้อนหลัง2", "แผน3",
    ]  # fmt: skip
    marks = {each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")}
    assert {link.get(f"{W}anchor") for link in listed.iter(f"{W}hyperlink")} <= marks
    instructions = [each.text.strip() for each in listed.iter(f"{W}instrText")]
    assert instructions[0] == 'TOC \\o "1-2" \\h \\z \\u'
    kinds = [each.get(f"{W}fldCharType") for each in root.iter(f"{W}fldChar")]
    everywhere = [each.text.strip() for each in root.iter(f"{W}instrText")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(everywhere)
    counted = [each for each in everywhere if each.startswith("SEQ")]
    assert counted == ["SEQ แผนภูมิที่ \\* ARABIC"] * 4 + ["SEQ ตารางที่ \\* ARABIC"]
    assert paragraphs_in(root, "Caption")[:2] == ["แผนภูมิที่ 1 ตัวชี้วัด", "แผนภูมิที่ 2 เครื่องมือ"]


def test_word_asks_nothing_on_opening() -> None:
    assert part(docx(WHOLE), "word/settings.xml").find(f"{W}updateFields") is None
    assert [each.get(f"{W}dirty") for each in part(docx(WHOLE)).iter(f"{W}fldChar") if each.get(f"{W}dirty")] == []


def test_word_paragraphs_take_style_alignment_and_indent() -> None:
    body = body_of(*[block for block in BLOCKS if isinstance(block, Paragraph)])
    found = [
        (style_of(each), (jc := each.find(f"{W}pPr/{W}jc")) is not None and jc.get(f"{W}val"))
        for each in body.iter(f"{W}p")
    ]
    assert found == [
        ("Title", False), ("Subtitle", False), ("BodyTextFirstIndent", False), ("NoteText", "right"), ("Lead", False),
        ("SmallText", "center"),
    ]  # fmt: skip
    bold, line = body[2].findall(f"{W}r")[1:3]
    assert bold.find(f"{W}rPr/{W}bCs") is not None and line.find(f"{W}br") is not None
    styles = part(docx(WHOLE), "word/styles.xml")
    indent = styles.find(f"{W}style[@{W}styleId='BodyTextFirstIndent']/{W}pPr/{W}ind")
    assert indent.get(f"{W}firstLine") == "1417"  # 2.5 cm


@pytest.mark.parametrize(("digits", "form"), [("arabic", "decimal"), ("thai", "thaiNumbers")])
def test_word_lists_are_numbered_by_word_and_start_again(digits: str, form: str) -> None:
    data = docx(report(*[block for block in BLOCKS if isinstance(block, Listing)], digits=digits))
    items = [(text_of(each), each.find(f".//{W}numId").get(f"{W}val")) for each in part(data).iter(f"{W}p")]
    assert [text for text, _ in items][1:] == ["สอง", "จุด", "เริ่มใหม่"]
    first, second, bullet, again = (number for _, number in items)
    assert first == second and len({first, bullet, again}) == 3
    numbering = part(data, "word/numbering.xml")
    kinds = {}
    for number in numbering.findall(f"{W}num"):
        abstract = number.find(f"{W}abstractNumId").get(f"{W}val")
        level = numbering.find(f"{W}abstractNum[@{W}abstractNumId='{abstract}']/{W}lvl")
        kinds[number.get(f"{W}numId")] = level.find(f"{W}numFmt").get(f"{W}val")
    assert (kinds[first], kinds[bullet], kinds[again]) == (form, "bullet", form)
    assert numbering.find(f"{W}num[@{W}numId='{again}']//{W}startOverride").get(f"{W}val") == "1"


def test_word_table_repeats_its_head_and_gives_every_cell_its_width() -> None:
    table = body_of(next(block for block in BLOCKS if isinstance(block, Table))).find(f"{W}tbl")
    grid = [int(each.get(f"{W}w")) for each in table.find(f"{W}tblGrid")]
    rows = table.findall(f"{W}tr")
    assert sum(grid) == UPRIGHT_WIDTH
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 5
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    for row in rows:
        assert [int(each.get(f"{W}w")) for each in row.iter(f"{W}tcW")] == grid
    assert [each.get(f"{W}val") for each in rows[1].iter(f"{W}jc")] == ["center", "right"]


def test_word_table_spans_columns_and_rows() -> None:
    table = next(body_of(*[block for block in BLOCKS if isinstance(block, Table) and block.wide]).iter(f"{W}tbl"))
    grid = [int(each.get(f"{W}w")) for each in table.find(f"{W}tblGrid")]

    def shape(row: etree._Element) -> list[tuple[str, int, str, int]]:
        out = []
        for each in row.findall(f"{W}tc"):
            span, merge = each.find(f"{W}tcPr/{W}gridSpan"), each.find(f"{W}tcPr/{W}vMerge")
            out.append(
                (
                    text_of(each),
                    1 if span is None else int(span.get(f"{W}val")),
                    "" if merge is None else merge.get(f"{W}val"),
                    int(each.find(f"{W}tcPr/{W}tcW").get(f"{W}w")),
                )
            )
        return out

    assert sum(grid) == TURNED_WIDTH
    assert [shape(row) for row in table.findall(f"{W}tr")] == [
        [("ที่", 1, "restart", grid[0]), ("มาตรการ", 2, "", grid[1] + grid[2])],
        [("", 1, "continue", grid[0]), ("แนวทาง", 1, "", grid[1]), ("ขั้นตอน", 1, "", grid[2])],
        [("1", 1, "restart", grid[0]), ("ก", 1, "", grid[1]), ("ขค", 1, "", grid[2])],
        [("", 1, "continue", grid[0]), ("ง", 2, "", grid[1] + grid[2])],
    ]


cells = st.builds(Cell, st.just(()), span=st.integers(1, 5), rows=st.integers(1, 5))


@given(st.lists(st.lists(cells, max_size=6).map(tuple), max_size=6), st.integers(1, 5))
def test_word_table_rows_always_fill_the_grid(rows: list[tuple[Cell, ...]], columns: int) -> None:
    before: dict[int, tuple[int, str]] = {}
    for line in placed(rows, columns):
        assert [each.at for each in line] == [sum(one.span for one in line[:at]) for at in range(len(line))]
        assert sum(each.span for each in line) == columns
        for each in line:
            if each.merge == "continue":  # only below a cell of the same place and width that is merged too
                assert before[each.at] in {(each.span, "restart"), (each.span, "continue")}
        before = {each.at: (each.span, each.merge) for each in line}


@given(st.integers(100, 20000), st.lists(st.floats(0, 100), min_size=1, max_size=12))
def test_word_widths_add_up(width: int, shares: list[float]) -> None:
    assert sum(by_shares(width, tuple(shares))) == width


def test_word_lets_only_tall_rows_break() -> None:
    tall = cell("ข้อความยาว " * 200)
    table = body_of(Table((Column(1), Column(1)), (), ((cell("ก"), cell("ข")), (tall, cell("ค"))))).find(f"{W}tbl")
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.iter(f"{W}tr")] == [True, False]


def test_word_keeps_the_head_of_a_group_with_its_first_row() -> None:
    head = (cell("9.1 ข้อมูลพื้นฐาน", span=2, bold=True), cell("87.50", bold=True))
    row = (cell("o1"), cell("โครงสร้าง"), cell("100.00"))
    table = body_of(Table((Column(1), Column(6), Column(1)), (), (head, row, *[row] * 30))).find(f"{W}tbl")
    kept = [line.find(f".//{W}keepNext") is not None for line in table.iter(f"{W}tr")]
    assert kept == [True] + [False] * 31


def test_word_turns_the_page_for_a_wide_table_with_its_heading() -> None:
    body = body_of(*BLOCKS)
    sections = list(body.iter(f"{W}sectPr"))
    turned = [each.find(f"{W}pgSz").get(f"{W}orient") == "landscape" for each in sections]
    assert turned == [False, False, False, True, False]  # cover, contents, report, plan, rest
    margins = sections[1].find(f"{W}pgMar")
    assert [margins.get(f"{W}{side}") for side in ("left", "right", "top", "bottom")] == [
        "1701",
        "1134",
        "1417",
        "1134",
    ]
    texts: list[str] = [""]
    for node in body:
        texts[-1] += text_of(node)
        if node.find(f"{W}pPr/{W}sectPr") is not None:
            texts.append("")
    assert texts[3].startswith("แผน") and texts[3].endswith("ง")


def test_word_brief_has_close_margins_to_stay_on_one_page() -> None:
    brief = Report("brief", "ก", "ข", 2568, (BLOCKS[3],), FIGURES)
    assert [part(docx(each)).find(f".//{W}pgMar").get(f"{W}top") for each in (brief, report())] == ["737", "1417"]


def test_word_numbers_pages_at_the_top_but_neither_the_cover_nor_the_first() -> None:
    data = docx(WHOLE_THAI)
    links = {each.get("Id"): each.get("Target") for each in part(data, "word/_rels/document.xml.rels")}
    sections = list(part(data).iter(f"{W}sectPr"))

    def fields(section: etree._Element, pages: str) -> list[str] | None:
        named = section.find(f"{W}headerReference[@{W}type='{pages}']")
        if named is None:
            return None
        head = part(data, "word/" + links[named.get(f"{R}id")])
        return [each.text.strip() for each in head.iter(f"{W}instrText")]

    number = ["PAGE"]
    assert [fields(each, "default") for each in sections] == [[], number, number, number, number]
    assert [fields(each, "first") for each in sections] == [None, None, [], None, None]
    assert [each.find(f"{W}titlePg") is not None for each in sections] == [False, False, True, False, False]
    assert text_of(part(data, "word/header1.xml")) == "- ๑ -"
    numbers = [each.find(f"{W}pgNumType") for each in sections]
    # ก on the contents, and 1 where the text begins.
    assert [(each.get(f"{W}fmt"), each.get(f"{W}start")) for each in numbers] == [
        ("thaiNumbers", "0"), ("thaiLetters", "1"), ("thaiNumbers", "1"), ("thaiNumbers", None), ("thaiNumbers", None),
    ]  # fmt: skip
    plain = part(docx(report(BLOCKS[3], page_numbers=False)), "word/document.xml")
    assert plain.find(f".//{W}headerReference").get(f"{R}id") == "rIdUnnumbered"


def test_word_page_break_starts_the_next_paragraph_on_a_new_page() -> None:
    words = Paragraph(text_runs("ก"))
    body = body_of(
        PageBreak(),
        words,
        PageBreak(),
        PageBreak(),
        words,
        PageBreak(),
        next(b for b in BLOCKS if isinstance(b, Cards)),
        PageBreak(),
    )
    broken = [each.find(f"{W}pPr/{W}pageBreakBefore") is not None for each in body if each.tag == f"{W}p"]
    assert broken == [False, True, True, False]  # the third stands above the cards, the last below them


def test_word_sections_leave_no_empty_page_behind() -> None:
    words, wide = Paragraph(text_runs("ก")), next(b for b in BLOCKS if isinstance(b, Table) and b.wide)
    title = Heading(1, text_runs("แผน"))
    blocks = (PageBreak(), words, PageBreak(), title, wide, PageBreak(), wide, words)
    assert [(each.kind, each.blocks) for each in sections(blocks)] == [
        ("upright", [words]), ("turned", [title, wide]), ("turned", [wide]), ("upright", [words]),
    ]  # fmt: skip
    assert [each.kind for each in sections((title, wide))] == ["turned"]  # nothing is left upright
    assert [each.kind for each in sections((BLOCKS[0], wide))] == ["cover", "turned"]
    assert [each.kind for each in sections((BLOCKS[0], BLOCKS[0]))] == ["cover", "cover"]


def test_word_cards_fold_after_four() -> None:
    five = Cards(tuple((str(at), text_runs("ก"), ()) for at in range(5)))
    rows = list(body_of(five).iter(f"{W}tr"))
    assert [[text_of(each) for each in row.findall(f"{W}tc")] for row in rows] == [
        ["0ก", "1ก", "2ก", "3ก"], ["4ก", "", "", ""],
    ]  # fmt: skip
    assert [each.tag for each in body_of(Cards(()))] == [f"{W}p", f"{W}sectPr"]


def test_word_memo_head_has_dotted_leaders_and_the_emblems_place() -> None:
    body = body_of(next(block for block in BLOCKS if isinstance(block, MemoHead)), digits="thai")
    assert paragraphs_in(body, "MemoTitle") == ["บันทึกข้อความ"]
    assert paragraphs_in(body, "MemoLine") == ["ส่วนราชการ  กองแผน  โทร. ๐ ๒๐๐๐ ๐๐๐๐", "เรื่อง  รายงานผล"]
    assert paragraphs_in(body, "MemoNumber") == ["ที่วันที่  ๔ เมษายน ๒๕๖๙"]
    assert (
        paragraphs_in(body_of(MemoHead("", "0 2000 0000", "", "", "", "")), "MemoLine")[0]
        == "ส่วนราชการ  โทร. 0 2000 0000"
    )
    labels = [
        text_of(run) for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}rStyle[@{W}val='MemoLabel']") is not None
    ]
    assert labels == ["ส่วนราชการ", "ที่", "วันที่", "เรื่อง", "เรียน"]
    emblem = next(body.iter(f"{W}tr"))
    assert emblem.find(f"{W}trPr/{W}trHeight").get(f"{W}val") == "850"  # 1.5 cm
    assert emblem.find(f"{W}tc/{W}tcPr/{W}tcW").get(f"{W}w") == "850" and text_of(emblem[1]) == ""
    styles = part(docx(WHOLE), "word/styles.xml")
    sizes = {
        name: styles.find(f"{W}style[@{W}styleId='{name}']/{W}rPr/{W}szCs").get(f"{W}val")
        for name in ("MemoTitle", "MemoLabel")
    }
    assert sizes == {"MemoTitle": "58", "MemoLabel": "40"}
    for name in ("MemoLine", "MemoNumber"):
        tabs = styles.findall(f"{W}style[@{W}styleId='{name}']//{W}tab")
        assert tabs and {each.get(f"{W}leader") for each in tabs} == {"dot"}
        runs = [each for each in body.iter(f"{W}p") if style_of(each) == name]
        assert all(len(list(each.iterfind(f"{W}r/{W}tab"))) == len(tabs) for each in runs)


def test_word_cover_may_lack_place_and_unit() -> None:
    assert paragraphs_in(body_of(Cover(("ก",), "ข")), "CoverPlace") == []


def test_word_signature_ticks_what_was_chosen() -> None:
    body = body_of(BLOCKS[-1])
    assert paragraphs_in(body, "Choice") == ["☐ อนุมัติ", "☑ ทราบ"]
    assert paragraphs_in(body, "SignatureLine") == ["(..........)", "นายกเทศมนตรี"]


def test_word_cover_cards_box_and_source_are_there() -> None:
    # Below a signature nothing is printed.
    assert paragraphs_in(part(docx(WHOLE)), "MadeFrom") == []
    root = part(docx(replace(WHOLE, blocks=(*WHOLE.blocks, Heading(1, text_runs("ท้าย"))))))
    assert paragraphs_in(root, "CoverTitle") == ["รายงานผล ITA", "ปีงบประมาณ พ.ศ. 2568"]
    assert paragraphs_in(root, "CoverAgency") + paragraphs_in(root, "CoverUnit") == [
        "เทศบาลตัวอย่าง",
        "กองแผน",
        "ฝ่ายวิเคราะห์",
    ]
    assert paragraphs_in(root, "CardFigure") == ["99.70", "85"] and paragraphs_in(root, "CardRemark") == ["เพิ่ม +1.45"]
    boxes = [
        each for each in root.iter(f"{W}tc") if each.find(f"{W}tcPr/{W}tcBorders/{W}left[@{W}sz='24']") is not None
    ]
    assert [text_of(each) for each in boxes] == ["ระวัง 69.00ในกล่องก", ""]
    assert paragraphs_in(root, "MadeFrom") == ["เกณฑ์ nacc-2568 ฉบับ 1"]


def test_word_of_an_empty_report_has_one_page() -> None:
    assert [each.tag for each in part(docx(report()))[0]] == [f"{W}p", f"{W}sectPr"]


HOSTILE = "<&>\"' ]]> \x00\x01\x0b\x1f\ufffe\ud800 😀 =1+1 \t\r\n" + "ก" * 3000


def test_word_takes_any_text_as_text() -> None:
    runs = text_runs(HOSTILE)
    chart = Chart(
        "bars", HOSTILE, HOSTILE, (HOSTILE, "=1+1"), (Series(HOSTILE, ("total", "total")),), "target", HOSTILE
    )
    blocks: tuple[Block, ...] = (
        Cover((HOSTILE,), HOSTILE, HOSTILE, (HOSTILE,)),
        Contents(HOSTILE),
        Heading(1, runs),
        Paragraph(runs),
        chart,
        Listing((runs,)),
        Table((Column(1), Column(9)), ((Cell((runs,)),),), ((Cell((runs,)), Cell((runs,))),), caption=runs),
        Cards(((HOSTILE, runs, runs),)),
        Box("note", (Paragraph(runs), PageBreak())),
        MemoHead(*[HOSTILE] * 6),
        Signature((HOSTILE,), (HOSTILE,)),
    )
    data = docx(Report("book", HOSTILE, HOSTILE, 2568, blocks, FIGURES, made_from=HOSTILE))
    expected = "<&>\"' ]]>  😀 =1+1  " + "ก" * 3000
    assert text_of(next(each for each in part(data).iter(f"{W}p") if style_of(each) == "BodyText")) == expected
    assert part(data).find(f".//{WP}docPr").get("descr") == expected
    assert part(data, "docProps/core.xml")[0].text == expected
    book = openpyxl.load_workbook(io.BytesIO(opened(data).read("word/embeddings/chart1.xlsx")))
    assert book["Sheet1"]["A3"].value == "=1+1" and book["Sheet1"]["A3"].data_type == "s"
    check_structure(data)


@settings(max_examples=40)
@given(st.text(st.characters(), max_size=40))
def test_word_is_well_formed_for_any_text(text: str) -> None:
    data = docx(report(Paragraph(text_runs(text)), Heading(1, text_runs(text))))
    assert len(list(part(data).iter(f"{W}p"))) == 2


def test_word_is_the_same_every_time() -> None:
    first = docx(WHOLE)
    assert docx(report(*BLOCKS, made_from="เกณฑ์ nacc-2568 ฉบับ 1")) == first
    assert {each.date_time for each in opened(first).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = opened(first).read("docProps/core.xml").decode()
    assert "รายงาน ITA 2568" in core and "<dc:creator>เทศบาลตัวอย่าง<" in core and "<dc:language>th-TH<" in core


@pytest.mark.parametrize("whole", [WHOLE, WHOLE_THAI, report()], ids=["arabic", "thai", "empty"])
def test_word_structure_is_what_the_schema_asks_for(whole: Report) -> None:
    check_structure(docx(whole))


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: type(block).__name__)
def test_word_structure_holds_for_every_block_alone(block: Block) -> None:
    check_structure(docx(report(block)))


def test_word_styles_name_the_thai_font_size_and_language() -> None:
    styles = part(docx(WHOLE), "word/styles.xml")
    looks = [styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")]
    looks += [each.find(f"{W}rPr") for each in styles.iter(f"{W}style") if each.get(f"{W}type") == "paragraph"]
    assert len(looks) > 30
    for look in looks:
        assert {look.find(f"{W}rFonts").get(f"{W}{script}") for script in ("ascii", "hAnsi", "cs")} == {"TH SarabunPSK"}
        assert look.find(f"{W}sz").get(f"{W}val") == look.find(f"{W}szCs").get(f"{W}val")
        assert look.find(f"{W}lang").get(f"{W}bidi") == "th-TH" and look.find(f"{W}lang").get(f"{W}val") == "en-US"
    assert looks[0].find(f"{W}szCs").get(f"{W}val") == "32"


def test_word_file_opens_in_python_docx() -> None:
    import docx as reader

    document = reader.Document(io.BytesIO(docx(WHOLE)))
    assert document.core_properties.author == "เทศบาลตัวอย่าง"
    assert len(document.sections) == 5 and [len(table.columns) for table in document.tables] == [2, 3, 3, 1, 1, 3]


def test_word_file_has_no_findings_of_the_open_xml_rules(tmp_path: Path) -> None:
    import openxml_audit as audit

    file = tmp_path / "report.docx"
    for whole in (WHOLE, WHOLE_THAI, report()):
        file.write_bytes(docx(whole))
        assert [str(error) for error in audit.OpenXmlValidator().validate(file).errors] == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_word_file_opens_in_libreoffice(tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(docx(WHOLE))
    profile = (tmp_path / "profile").as_uri()
    convert = ["--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path), str(file)]
    command = ["soffice", f"-env:UserInstallation={profile}", *convert]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "report.txt").read_text("utf-8")
    assert "บันทึกข้อความ" in text and "99.70" in text


def test_word_keeps_together_what_is_read_as_one() -> None:
    words = " คะแนน ใช้ E-Service ณ วันที่ 4 เมษายน พ.ศ. 2569 ด้านต่าง ๆ"
    root = part(docx(report(Paragraph((*text_runs("ได้ "), Ref("total"), *text_runs(words))))))
    glued = "~คะแนน ใช้ Eณ วันที่ 4~เมษายน~พ.ศ.~2569 ด้านต่าง~ๆ".replace("Eณ", "EService ณ")
    assert text_of(root).replace("\u00a0", "~") == f"ได้ 99.70{glued}"
    assert [each.getprevious().text for each in root.iter(f"{W}noBreakHyphen")] == [
        " คะแนน ใช้ E".replace(" ค", "\u00a0ค")
    ]
