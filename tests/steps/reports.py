"""A report with a block of every kind, for the tests of all writers, with what strains them: long, tall, stacked."""

from __future__ import annotations

from typing import Literal

from prongsai.publish.report import (
    Block,
    Box,
    Cards,
    Cell,
    Chart,
    Column,
    Contents,
    Cover,
    Digits,
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

AGENCY = "องค์การบริหารส่วนตำบลหนองบัวศาลาเฉลิมพระเกียรติสมเด็จพระเทพรัตนราชสุดา"
ADDRESS = (
    "https://www.example.go.th/ita/2568/documents/o27_report-on-the-promotion-of-integrity.pdf?download=true&lang=th"
)
CHECKSUM = "sha256:3f2a9c0d5b7e41880aa1c2d3e4f5061728394a5b6c7d8e9f00112233445566aa"

INDICATORS = (
    "การปฏิบัติหน้าที่",
    "การใช้งบประมาณ",
    "การใช้อำนาจ",
    "การใช้ทรัพย์สินของราชการ",
    "การแก้ไขปัญหาการทุจริต",
    "คุณภาพการดำเนินงาน",
    "ประสิทธิภาพการสื่อสาร",
    "การปรับปรุงระบบการทำงาน",
    "การเปิดเผยข้อมูล",
    "การป้องกันการทุจริต",
)
CHOICES = ("น้อยที่สุดหรือไม่มีเลย", "น้อย", "ค่อนข้างน้อย", "ค่อนข้างมาก", "มาก", "มากที่สุด")
SCORES = ("95.24", "95.83", "99.31", "93.38", "69.00", "84.99", "88.12", "90.40", "100.00", "72.50")
EARLIER = ("91.02", "96.10", "98.20", "90.15", "75.40", "80.00", "84.71", "88.88", "97.50", "70.00")
SHARES = (
    ("0.53", "1.06", "2.13", "6.38", "20.21", "69.69"),
    ("0.00", "0.00", "0.00", "0.00", "0.53", "99.47"),
    ("12.50", "12.50", "25.00", "25.00", "12.50", "12.50"),
    ("5.00", "4.00", "3.00", "2.00", "1.00", "85.00"),
)
LONG = (
    "หน่วยงานควรเผยแพร่ข้อมูลให้ครบองค์ประกอบ ชี้แจงขั้นตอนการใช้อำนาจหน้าที่แก่เจ้าหน้าที่ทุกระดับ ฟื้นฟูความเชื่อมั่น "
    "และกำกับติดตามให้เป็นไปตามปีงบประมาณ "
)


def _figures() -> dict[str, Shown]:
    figures = {
        "total": Shown("99.70", "score"),
        "target": Shown("85", "score"),
        "change": Shown("-4.71", "change"),
        "level": Shown("ผ่านดีเยี่ยม", "level"),
        "people": Shown("1234", "count"),
    }
    for at, (score, before) in enumerate(zip(SCORES, EARLIER, strict=True)):
        figures[f"ind:{at + 1}"] = Shown(score, "score")
        figures[f"ind:{at + 1}@2567"] = Shown(before, "score")
    for at, shares in enumerate(SHARES):
        for n, share in enumerate(shares):
            figures[f"share:i{at + 1}:{n + 1}"] = Shown(share, "share")
    return figures


def charts() -> tuple[Chart, ...]:
    """Ten indicators with a target, instruments, history, answers, and year against year."""
    ten = tuple(f"ind:{at}" for at in range(1, 11))
    items = tuple(f"i{at}" for at in range(1, len(SHARES) + 1))
    answers = tuple(
        Series(choice, tuple(f"share:{item}:{n}" for item in items)) for n, choice in enumerate(CHOICES, start=1)
    )
    history = (
        Series("IIT", ("ind:5", None, "ind:4", "ind:3")),
        Series("EIT", ("ind:6", None, "ind:2", "ind:1")),
        Series("OIT", ("ind:10", None, None, "ind:9")),
    )
    return (
        Chart(
            "bars",
            "คะแนนรายตัวชี้วัด",
            "แท่งสิบแท่ง ตัวชี้วัดที่ต่ำสุดคือการแก้ไขปัญหาการทุจริต",
            INDICATORS,
            (Series("2568", ten),),
            target="target",
            target_name="เป้าหมาย",
        ),
        Chart(
            "columns",
            "คะแนนรายเครื่องมือ",
            "แท่งสามแท่ง",
            ("IIT", "EIT", "OIT"),
            (Series("2568", ("ind:1", "ind:5", "ind:9")),),
        ),
        Chart(
            "lines",
            "คะแนนรวมย้อนหลัง",
            "เส้นสี่ปี",
            ("2565", "2566", "2567", "2568"),
            (Series("คะแนนรวม", ("ind:5", None, "ind:4", "total")),),
            target="target",
            target_name="เป้าหมาย",
        ),
        Chart("lines", "คะแนนเครื่องมือย้อนหลัง", "เส้นสามเส้น", ("2565", "2566", "2567", "2568"), history),
        Chart("stacked", "การกระจายของคำตอบ", "ร้อยละของคำตอบหกตัวเลือกในสี่ข้อ", items, answers),
        Chart(
            "bars",
            "เปรียบเทียบสองปี",
            "แท่งคู่ของสองปี",
            INDICATORS[:5],
            (Series("ปี 2567", tuple(f"ind:{at}@2567" for at in range(1, 6))), Series("ปี 2568", ten[:5])),
        ),
    )


def small_table() -> Table:
    """Ten indicators: rank, name, score."""
    rows = tuple((cell(str(at)), cell(name), cell(Ref(f"ind:{at}"))) for at, name in enumerate(INDICATORS, start=1))
    head = ((cell("ที่"), cell("ตัวชี้วัด"), cell("คะแนน")),)
    return Table((Column(1, "center"), Column(6), Column(2, "end")), head, rows, caption=text_runs("ผลรายตัวชี้วัด"))


def long_table(rows: int = 60) -> Table:
    """A table over several pages with a head of two rows, joined cells, and an address in a narrow column."""
    head = (
        (cell("ข้อ", rows=2), cell("รายการข้อมูลที่ต้องเผยแพร่", rows=2), cell("ผลการประเมิน", span=2)),
        (cell("คะแนน"), cell("ที่อยู่เว็บไซต์")),
    )
    body = tuple(
        (
            cell(f"o{at}"),
            cell(f"รายการที่ {at} ", LONG if at % 7 == 0 else "แผนการใช้จ่ายงบประมาณประจำปี"),
            cell(Ref("total") if at % 3 else Ref("ind:5", bold=True)),
            cell(Words(ADDRESS if at % 5 == 0 else "www.example.go.th", verbatim=True)),
        )
        for at in range(1, rows + 1)
    )
    return Table((Column(1, "center"), Column(4), Column(1.4, "end"), Column(3)), head, body)


def wide_table() -> Table:
    """The six-column form of measures on a turned page; one row is taller than a page."""
    names = ("ประเด็น", "มาตรการ", "การวิเคราะห์", "ขั้นตอนหรือวิธีการ", "ผู้รับผิดชอบ", "ระยะเวลาดำเนินการ")
    tall = Cell(tuple(text_runs(f"({at}) ", LONG * 2) for at in range(1, 16)))
    rows = (
        (
            cell("การใช้อำนาจ", rows=2),
            cell(LONG),
            cell(LONG),
            cell(LONG),
            cell("สำนักปลัดเทศบาล/งานนิติการ"),
            cell("ม.ค. – มี.ค. 2569"),
        ),
        (cell("จัดทำคู่มือ"), cell("–"), cell(LONG), cell("กองคลัง"), cell("ภายในเดือนมีนาคม 2569")),
        (cell("การเปิดเผยข้อมูล"), cell(LONG), cell(LONG), tall, cell("ทุกสำนัก/กอง"), cell("ตลอดปีงบประมาณ พ.ศ. 2569")),
        (cell("รวมทุกประเด็น", span=3, bold=True, align="end"), cell("ครบถ้วน", span=3)),
    )
    widths = (2.0, 3.0, 3.0, 4.0, 2.2, 2.2)
    return Table(
        tuple(Column(width) for width in widths),
        (tuple(cell(name) for name in names),),
        rows,
        caption=text_runs("มาตรการปี 2569"),
        wide=True,
    )


def every_block(digits: Digits = "arabic", language: Literal["th", "en"] = "th") -> Report:
    """The report; its headings skip a level on purpose, as an agency's own sections may."""
    bars, columns, total, history, stacked, years = charts()
    blocks: tuple[Block, ...] = (
        Cover(
            ("รายงานผลการประเมินคุณธรรมและความโปร่งใส", "ในการดำเนินงานของหน่วยงานภาครัฐ (ITA)", "ประจำปีงบประมาณ พ.ศ. 2568"),
            AGENCY,
            "อำเภอเฉลิมพระเกียรติ จังหวัดนครราชสีมา",
            ("จัดทำโดย กองยุทธศาสตร์และงบประมาณ", "ฝ่ายนิติการ"),
        ),
        Contents("สารบัญ"),
        Heading(2, text_runs("คำนำ")),
        Paragraph(text_runs(LONG * 3), indent=True),
        Signature((AGENCY, "พฤศจิกายน 2568")),
        PageBreak(),
        Heading(1, text_runs("สรุปผลการประเมิน ปี 2568")),
        Paragraph(text_runs("สรุปสำหรับผู้บริหาร"), style="subtitle"),
        Paragraph(text_runs("ที่ ปี้ ฟื้น ผู้ใหญ่ ซึ้ง น้ำ กำปั้น ญู ฐู ฎู"), style="lead"),
        Cards(
            (
                ("คะแนนรวม", text_runs(Ref("total")), text_runs(Ref("level"))),
                ("เป้าหมาย", text_runs(Ref("target")), text_runs("สูงกว่าเป้าหมาย")),
                ("เทียบปี 2567", text_runs(Ref("change")), ()),
                ("ผู้ตอบทั้งหมด", text_runs(Ref("people")), text_runs("คน จากผู้มีสิทธิทุกส่วนราชการ")),
                ("ระดับ", text_runs(Ref("level")), ()),
            )
        ),
        Paragraph(
            text_runs(
                "ได้คะแนน ",
                Ref("total", bold=True),
                " คะแนน ",
                Words("อยู่ในระดับ", italic=True),
                " ",
                Ref("level"),
                LineBreak(),
                "ข้อ o27 เผยแพร่ที่ ",
                Words(ADDRESS, verbatim=True),
                " รหัส ",
                Words(CHECKSUM, verbatim=True),
            ),
            indent=True,
        ),
        Listing((text_runs("ชี้แจงขั้นตอน ", LONG), text_runs("ลงโทษ"), text_runs("ทบทวน")), ordered=True),
        Listing((text_runs("เพิ่มช่องทางรับฟัง"), text_runs("แจ้งผลภายใน 30 วัน"))),
        Heading(3, text_runs("ผลรายตัวชี้วัด")),
        bars,
        small_table(),
        columns,
        total,
        history,
        Heading(3, text_runs("คำตอบของผู้มีส่วนได้ส่วนเสียภายใน ", Words("IIT", bold=True))),
        stacked,
        years,
        Box("note", (Paragraph(text_runs("คะแนนวัดการรับรู้ ", LONG)), Listing((text_runs("หนึ่ง"), text_runs("สอง"))))),
        Box(
            "warn",
            (Heading(4, text_runs("ควรระวัง")), Paragraph(text_runs("วิธีคำนวณของปี 2567 และ 2568 ต่างกัน"), style="small")),
        ),
        Heading(1, text_runs("ข้อมูลที่เผยแพร่ (OIT)")),
        long_table(),
        Heading(2, text_runs("มาตรการส่งเสริมคุณธรรมและความโปร่งใส")),
        wide_table(),
        Paragraph(text_runs("* ตามแบบรายงาน"), style="note"),
        Paragraph(text_runs("ชิดขวา"), align="end"),
        Paragraph(text_runs("กึ่งกลาง"), align="center"),
        Signature(
            ("(............................................)", "นายกองค์การบริหารส่วนตำบล"), ("อนุมัติ", "ทราบ"), "ทราบ"
        ),
    )
    return Report(
        "book",
        "รายงานผลการประเมิน ITA ประจำปี 2568",
        AGENCY,
        2568,
        blocks,
        _figures(),
        language=language,
        digits=digits,
        made_from="เกณฑ์ nacc-2568 ฉบับแก้ไขที่ 1 · sha256:3f2a9c0d5b7e",
    )


def memo(digits: Digits = "thai") -> Report:
    """A one-page memo, its number still blank."""
    head = MemoHead(
        unit=f"สำนักปลัด {AGENCY}",
        phone="0 4421 0000 ต่อ 12",
        number="",
        date="4 เมษายน 2569",
        subject="รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2569",
        to="นายกองค์การบริหารส่วนตำบล",
    )
    blocks: tuple[Block, ...] = (
        head,
        Heading(3, text_runs("เรื่องเดิม")),
        Paragraph(text_runs(LONG), indent=True),
        Heading(3, text_runs("ข้อเสนอ")),
        Paragraph(text_runs("จึงเรียนมาเพื่อโปรดพิจารณา"), indent=True),
        Signature(("(............................................)", "นักวิเคราะห์นโยบายและแผน")),
        Signature(("(............................................)", "ปลัด"), ("อนุมัติ", "ทราบ"), "อนุมัติ"),
    )
    return Report("memo", "บันทึกข้อความ", AGENCY, 2569, blocks, digits=digits, page_numbers=False)
