"""A report with every block, and ways to look into the Word file made of it."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

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
    LineBreak,
    Listing,
    MemoHead,
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
from prongsai.publish.word import docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

FIGURES = {
    "total": Shown("99.70", "score"),
    "change": Shown("+1.45", "change"),
    "target": Shown("85", "score"),
    **{f"ind:{at}": Shown(f"{90 + at}.2{at}", "score") for at in range(4)},
    "ind:4": Shown("69.00", "score"),
    **{
        f"share:{at}": Shown(text, "share")
        for at, text in enumerate(("1.06", "2.13", "4.26", "8.51", "22.34", "61.70"))
    },
}
NAMES = ("การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ", "การแก้ไขปัญหาการทุจริต")
KEYS = tuple(f"ind:{at}" for at in range(5))
CHOICES = ("น้อยที่สุดหรือไม่มีเลย", "น้อย", "ค่อนข้างน้อย", "ค่อนข้างมาก", "มาก", "มากที่สุด")

BLOCKS: tuple[Block, ...] = (
    Cover(("รายงานผล ITA", "ปีงบประมาณ พ.ศ. 2568"), "เทศบาลตัวอย่าง", "จังหวัดตัวอย่าง", ("กองแผน", "ฝ่ายวิเคราะห์")),
    PageBreak(),
    Contents("สารบัญ"),
    Paragraph(text_runs("สรุปผล"), style="title"),
    Paragraph(text_runs("ปี 2568"), style="subtitle"),
    Cards(
        (
            ("คะแนนรวม", text_runs(Ref("total")), text_runs("เพิ่ม ", Ref("change"))),
            ("เป้าหมาย", text_runs(Ref("target")), ()),
        )
    ),
    Heading(1, text_runs("ผล ", Ref("total"))),
    Paragraph(
        text_runs("ได้ ", Ref("total", bold=True), LineBreak(), " ข้อ o27 ที่ https://example.go.th/2568"), indent=True
    ),
    Paragraph(text_runs(Words("เอียง", italic=True), Words("2568", verbatim=True)), style="note", align="end"),
    Paragraph(text_runs("นำ"), style="lead"),
    Paragraph(text_runs("เล็ก"), style="small", align="center", indent=True),
    Chart("bars", "ตัวชี้วัด", "แผนภูมิแท่งของตัวชี้วัด", NAMES, (Series("2568", KEYS),), target="target", target_name="เป้าหมาย"),
    Chart(
        "columns",
        "เครื่องมือ",
        "แผนภูมิตั้ง",
        NAMES[:2],
        (Series("ก", KEYS[:2]), Series("ข", KEYS[2:4])),
        target="target",
        target_name="เป้าหมาย",
    ),
    Heading(2, text_runs("ย้อนหลัง")),
    Chart("lines", "ย้อนหลัง", "แผนภูมิเส้น", ("2566", "2567", "2568"), (Series("รวม", ("ind:0", None, "total")),)),
    Chart(
        "stacked",
        "คำตอบ",
        "สัดส่วนคำตอบ",
        ("i1", "i2"),
        tuple(Series(name, (f"share:{at}", f"share:{5 - at}")) for at, name in enumerate(CHOICES)),
    ),
    Listing((text_runs("หนึ่ง ", Ref("ind:1")), text_runs("สอง")), ordered=True),
    Listing((text_runs("จุด"),)),
    Listing((text_runs("เริ่มใหม่"),), ordered=True),
    Table(
        (Column(1, "center"), Column(3), Column(1, "end")),
        ((cell("ที่"), cell("ตัวชี้วัด"), cell("คะแนน")),),
        tuple((cell(str(at)), cell(name), cell(Ref(f"ind:{at}"), bold=True)) for at, name in enumerate(NAMES)),
        caption=text_runs("ตารางที่ 1 ", Ref("ind:0")),
    ),
    Heading(2, text_runs("แผน")),
    Table(
        (Column(1), Column(2), Column(2)),
        ((cell("ที่", rows=2), cell("มาตรการ", span=2)), (cell("แนวทาง"), cell("ขั้นตอน"))),
        ((cell("1", rows=2), cell("ก"), Cell((text_runs("ข"), text_runs("ค")))), (cell("ง", span=2),)),
        wide=True,
    ),
    Heading(3, text_runs("สาม")),
    Heading(4, text_runs("สี่")),
    Box(
        "warn",
        (Paragraph(text_runs("ระวัง ", Ref("ind:4"))), Heading(3, text_runs("ในกล่อง")), Listing((text_runs("ก"),))),
    ),
    Box("note", ()),
    PageBreak(),
    MemoHead("กองแผน", "0 2000 0000", "", "4 เมษายน 2569", "รายงานผล", "นายกเทศมนตรี"),
    Signature(("(..........)", "นายกเทศมนตรี"), ("อนุมัติ", "ทราบ"), "ทราบ"),
)


def report(*blocks: Block, figures: dict[str, Shown] | None = None, **more: object) -> Report:
    return Report("book", "รายงาน ITA 2568", "เทศบาลตัวอย่าง", 2568, blocks, figures or FIGURES, **more)


WHOLE = report(*BLOCKS, made_from="เกณฑ์ nacc-2568 ฉบับ 1")
WHOLE_THAI = report(*BLOCKS, made_from="เกณฑ์ nacc-2568 ฉบับ 1", digits="thai")


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def part(data: bytes, path: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(opened(data).read(path))


def body_of(*blocks: Block, **more: object) -> etree._Element:
    return part(docx(report(*blocks, **more)))[0]


def text_of(node: etree._Element) -> str:
    return "".join(each.text or "" for each in node.iter(f"{W}t"))


def style_of(node: etree._Element) -> str:
    return node.find(f"{W}pPr/{W}pStyle").get(f"{W}val")


def paragraphs_in(node: etree._Element, style: str) -> list[str]:
    return [text_of(each) for each in node.iter(f"{W}p") if style_of(each) == style]


def shown_figures(data: bytes) -> list[str]:
    """Every figure in the order of the document: runs in the style Figure, and the points of each chart's series."""
    found: list[str] = []
    for node in part(data).iter(f"{W}r", f"{C}chart"):
        if node.tag == f"{C}chart":
            number = node.get(f"{R}id").removeprefix("rIdChart")
            drawn = part(data, f"word/charts/chart{number}.xml")
            series = [each for each in drawn.iter(f"{C}ser") if not is_target(each)]
            found += [value.text for each in series for value in each.findall(f"{C}val//{C}v")]
        elif node.find(f"{W}rPr/{W}rStyle[@{W}val='Figure']") is not None:
            found.append(text_of(node))
    return found


def is_target(series: etree._Element) -> bool:
    return series.find(f".//{A}prstDash") is not None
