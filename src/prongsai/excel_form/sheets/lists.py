"""The sheets that are tables: the assessor's points, claims, the document, the plan with its steps, the memo."""

from __future__ import annotations

from collections.abc import Mapping

from prongsai.criteria.shapes import Criteria
from prongsai.excel_form import choices
from prongsai.excel_form.form import Choices, EntryTable, InputCell, Kind, Label, Place, Sheet, TableColumn

# Prepared rows of each table; a form that is made from a file has more where the file needs them.
ROWS = {
    "assessor": 60,
    "claims": 120,
    "document.sections": 30,
    "document.assigned": 20,
    "plan.rows": 30,
    "plan.rows.steps": 100,
    "memo.chain": 6,
    "memo.parts": 10,
}

Sizes = Mapping[str, int]


def _table(
    sheet: Sheet,
    place: Place,
    first: int,
    sizes: Sizes,
    columns: tuple[TableColumn, ...],
    *,
    owned: bool = False,
    last: bool = True,
) -> EntryTable:
    table = EntryTable(place, first, sizes[".".join(map(str, place))], columns, owned, last)
    sheet.tables.append(table)
    sheet.labels.append(Label(first - 1, 1, "ลำดับ", "head"))
    sheet.labels += [Label(first - 1, table.column_of(at), column.heading, "head") for at, column in enumerate(columns)]
    sheet.labels += [Label(first + at, 1, str(at + 1), "counter") for at in range(table.rows)]
    return table


def _simple(name: str, title: str, hint: str, place: Place, sizes: Sizes, columns: tuple[TableColumn, ...]) -> Sheet:
    sheet = Sheet(name, title, hint)
    sheet.widths = [7, *(column.width for column in columns)]
    _table(sheet, place, 4, sizes, columns)
    sheet.freeze, sheet.heads = (4, 2), (3, 3)
    return sheet


def assessor_sheet(criteria: Criteria, sizes: Sizes) -> Sheet:
    """What the assessor recommended."""
    columns = (
        TableColumn(("scope",), "เรื่อง", 20, "choice", choices.SCOPES, required=True),
        TableColumn(("part",), "แบบวัด/ส่วน", 15, "choice", choices.part_choices(criteria)),
        TableColumn(("ids",), "ข้อหรือตัวชี้วัดที่กล่าวถึง (คั่นด้วยจุลภาค)", 18, "ids", prompt="เช่น e4, e5 หรือเลขตัวชี้วัด 1, 2"),
        TableColumn(("issue",), "ประเด็น", 48),
        TableColumn(("advice",), "ข้อเสนอแนะ", 62),
        TableColumn(("refs",), "ข้อที่ควรใช้ประกอบ (คั่นด้วยจุลภาค)", 20, "ids", prompt="เช่น o9, o10, 9.1"),
    )
    return _simple(
        "ข้อเสนอแนะผู้ประเมิน",
        "ข้อเสนอแนะของผู้ประเมิน",
        "แถวละหนึ่งประเด็น เรื่องรายข้อหรือตัวชี้วัดให้ใส่เลขข้อหรือเลขตัวชี้วัด ซึ่งอยู่ในแผ่นงาน “รหัส”",
        ("assessor",),
        sizes,
        columns,
    )


def claims_sheet(criteria: Criteria, sizes: Sizes) -> Sheet:
    """What the agency's own document says about its figures."""
    columns = (
        TableColumn(("kind",), "เอกสารกล่าวถึง", 20, "choice", choices.CLAIMS, required=True),
        TableColumn(
            ("figure",),
            "ค่าใด",
            40,
            "choice",
            choices.figure_choices(criteria),
            prompt="เลือกจากรายการ",
        ),
        TableColumn(("value",), "ค่าที่เขียนไว้", 14, prompt="ตามที่เขียน เช่น 92.76, 3, -4.71 หรือชื่อระดับ"),
        TableColumn(("where",), "อยู่ที่ใดในเอกสาร", 28, required=True),
        TableColumn(("quote",), "ข้อความที่เขียนไว้", 44),
        TableColumn(
            ("among",), "เทียบในกลุ่มใด", 26, "choice", choices.set_choices(criteria), prompt="ใช้กับอันดับ ต่ำที่สุด และสูงที่สุด"
        ),
        TableColumn(
            ("of",),
            "ผู้ตอบกลุ่มใด",
            34,
            "choice",
            choices.group_choices(criteria),
            prompt="ใช้กับร้อยละหรือจำนวนของผู้ตอบ แทนช่อง “ค่าใด”",
        ),
        TableColumn(("since",), "เทียบกับปี พ.ศ.", 13, "year"),
    )
    return _simple(
        "ข้อความในเอกสาร",
        "ข้อความในเอกสารของหน่วยงานที่ต้องการให้ตรวจ",
        "แถวละหนึ่งข้อความ คัดตามที่เอกสารเขียนไว้แม้จะเขียนผิด โปรแกรมจะเทียบกับตัวเลขในแบบนี้",
        ("claims",),
        sizes,
        columns,
    )


def _lined(sheet: Sheet, rows: tuple[tuple[str, Place, Kind, Choices | None, bool], ...], first: int) -> None:
    for row, (label, place, kind, choice, required) in enumerate(rows, first):
        sheet.labels.append(Label(row, 1, label, "line", 2))
        sheet.fields.append(InputCell(row, 3, place, kind, choice, required=required))


def document_sheet(sizes: Sizes) -> Sheet:
    """Particulars and sections of the agency's document."""
    sheet = Sheet("เอกสาร", "เอกสารของหน่วยงาน", "กรอกเมื่อต้องการให้โปรแกรมจัดทำเอกสาร แต่ละส่วนของเอกสารใส่แถวละหนึ่งส่วน")
    rows: tuple[tuple[str, Place, Kind, Choices | None, bool], ...] = (
        ("รูปแบบเอกสาร", ("document", "profile"), "text", None, False),
        ("ชื่อเอกสาร", ("document", "title"), "text", None, False),
        ("หน่วยงาน/กองที่จัดทำ", ("document", "unit"), "text", None, False),
        ("ตำแหน่งผู้ลงนาม", ("document", "signed_by"), "text", None, False),
    )
    _lined(sheet, rows, 3)
    columns = (
        TableColumn(("part",), "ส่วนของเอกสาร", 26, "choice", choices.SECTIONS, required=True),
        TableColumn(("heading",), "หัวข้อ", 56),
        TableColumn(("text",), "ข้อความ", 100),
    )
    _table(sheet, ("document", "sections"), 9, sizes, columns)
    sheet.widths = [7, *(column.width for column in columns)]
    sheet.freeze, sheet.heads = (9, 2), (8, 8)
    return sheet


def plan_sheet(criteria: Criteria, sizes: Sizes, *, headings: bool = True) -> Sheet:
    """The plan that follows from the results; ``headings``: whether measures and analyses may stand under headings."""
    sheet = Sheet(
        "แผน",
        "แผนหรือมาตรการที่จัดทำจากผลการประเมิน",
        "แถวละหนึ่งมาตรการ หลายรายการในช่องเดียวให้ขึ้นบรรทัดใหม่ด้วย Alt+Enter "
        "หน่วยงานร่วมให้นำหน้าด้วย “ร่วม:” ขั้นตอนกรอกในแผ่นงาน “ขั้นตอน”"
        + (" หัวข้อย่อยให้นำหน้าด้วย “หัวข้อ:” แล้วขึ้นต้นข้อย่อยแต่ละบรรทัดด้วย “-”" if headings else ""),
    )
    rows: tuple[tuple[str, Place, Kind, Choices | None, bool], ...] = (
        ("แผนของปีงบประมาณ (พ.ศ.)", ("plan", "year"), "year", None, True),
        ("แบบแผน", ("plan", "form"), "choice", choices.form_choices(criteria), False),
        ("ชื่อแผน", ("plan", "title"), "text", None, False),
        ("รายงานความก้าวหน้า ณ วันที่", ("plan", "progress", "as_of"), "day", None, False),
        ("หมายเหตุความก้าวหน้า", ("plan", "progress", "note"), "text", None, False),
    )
    _lined(sheet, rows, 3)
    day = "เช่น 31 มี.ค. 2569 หรือ 31/3/2569"
    lines: Kind = "headed" if headings else "lines"
    under = "หัวข้อย่อยให้นำหน้าด้วย “หัวข้อ:” ข้อย่อยขึ้นต้นด้วย “-”" if headings else ""
    columns = (
        TableColumn(("issue",), "ประเด็นที่", 20, "choice", choices.issue_choices(criteria)),
        TableColumn(("measures",), "มาตรการ/โครงการ/กิจกรรม (บรรทัดละหนึ่ง)", 46, lines, required=True, prompt=under),
        TableColumn(("indicators",), "ตัวชี้วัด", 11, "ids", prompt="เลขตัวชี้วัด คั่นด้วยจุลภาค เช่น 6, 7"),
        TableColumn(("items",), "ข้อ", 13, "ids", prompt="รหัสข้อ คั่นด้วยจุลภาค เช่น e2, o10"),
        TableColumn(("analysis",), "ผลการวิเคราะห์ (บรรทัดละหนึ่ง)", 46, lines, prompt=under),
        TableColumn(("owners",), "ผู้รับผิดชอบ (บรรทัดละหนึ่ง)", 32, "owners", prompt="หน่วยงานร่วมให้นำหน้าด้วย “ร่วม:”"),
        TableColumn(("period", "text"), "ระยะเวลา (ข้อความ)", 26, required=True),
        TableColumn(("period", "from"), "ตั้งแต่วันที่", 15, "day", prompt=day),
        TableColumn(("period", "to"), "ถึงวันที่", 15, "day", prompt=day),
        TableColumn(("period", "repeats"), "ทำซ้ำ", 15, prompt="เช่น ทุกเดือน ทุกไตรมาส"),
        TableColumn(("success",), "ตัวชี้วัดความสำเร็จ (บรรทัดละหนึ่ง)", 34, "lines"),
        TableColumn(("follow_up",), "การติดตาม", 30),
        TableColumn(("evidence",), "หลักฐาน", 30),
        TableColumn(("result",), "ผลการดำเนินการ (บรรทัดละหนึ่ง)", 40, "lines"),
        TableColumn(("suggestion",), "ข้อเสนอแนะ (บรรทัดละหนึ่ง)", 34, "lines"),
    )
    _table(sheet, ("plan", "rows"), 10, sizes, columns)
    sheet.widths = [7, *(column.width for column in columns)]
    sheet.freeze, sheet.heads = (10, 2), (9, 9)
    return sheet


def steps_sheet(sizes: Sizes, *, headings: bool = True) -> Sheet:
    """The steps of the plan's rows; ``headings``: with a column for the heading that a step begins."""
    prompt = "หัวข้อที่ขั้นตอนนี้และขั้นตอนถัดไปอยู่ภายใต้ เว้นว่างเมื่อไม่เริ่มหัวข้อใหม่"
    columns = (
        TableColumn(("row",), "ลำดับในแผน", 11, "count", required=True, prompt="เลขลำดับของแถวในแผ่นงาน “แผน”"),
        TableColumn(("text",), "ขั้นตอน/วิธีการ", 60, required=True),
        TableColumn(("owner",), "ผู้รับผิดชอบ", 30),
        TableColumn(("period",), "ระยะเวลา", 28),
        TableColumn(("result",), "ผลการดำเนินการ", 46),
        TableColumn(("suggestion",), "ข้อเสนอแนะ", 40),
        *((TableColumn(("heading",), "หัวข้อย่อย (ถ้ามี)", 34, prompt=prompt),) if headings else ()),
    )
    sheet = Sheet(
        "ขั้นตอน",
        "ขั้นตอนของแต่ละมาตรการ",
        "แถวละหนึ่งขั้นตอน เรียงตามลำดับที่ทำ ช่อง “ลำดับในแผน” คือเลขลำดับของแถวในแผ่นงาน “แผน”",
    )
    sheet.widths = [7, *(column.width for column in columns)]
    _table(sheet, ("plan", "rows", "steps"), 4, sizes, columns, owned=True)
    sheet.freeze, sheet.heads = (4, 2), (3, 3)
    return sheet


def memo_sheet(sizes: Sizes) -> Sheet:
    """The official memo and those who endorse it."""
    sheet = Sheet("บันทึกข้อความ", "บันทึกข้อความเสนอผู้บริหาร", "กรอกเมื่อต้องการให้โปรแกรมจัดทำบันทึกข้อความ ใส่ตำแหน่ง ไม่ต้องใส่ชื่อบุคคล")
    rows: tuple[tuple[str, Place, Kind, Choices | None, bool], ...] = (
        ("เรื่อง", ("memo", "subject"), "text", None, True),
        ("เรียน", ("memo", "to"), "text", None, True),
        ("ส่วนราชการ", ("memo", "unit"), "text", None, False),
        ("โทรศัพท์", ("memo", "phone"), "text", None, False),
        ("ที่ (เลขที่หนังสือ)", ("memo", "number"), "text", None, False),
        ("วันที่", ("memo", "date"), "day", None, False),
        ("คำลงท้าย", ("memo", "closing"), "text", None, False),
        ("สิ่งที่ส่งมาด้วย (บรรทัดละหนึ่ง)", ("memo", "attachments"), "lines", None, False),
    )
    _lined(sheet, rows, 3)
    chain = (
        TableColumn(("position",), "ตำแหน่งผู้เสนอ/ผู้ให้ความเห็น", 34, required=True),
        TableColumn(("choices",), "ตัวเลือกที่พิมพ์ไว้ (บรรทัดละหนึ่ง)", 90, "lines"),
        TableColumn(("chosen",), "ตัวเลือกที่เลือก", 34),
        TableColumn(("date",), "วันที่", 16, "day"),
    )
    sheet.labels.append(Label(12, 1, "ลำดับการเสนอ", "band", 5))
    table = _table(sheet, ("memo", "chain"), 14, sizes, chain, last=False)
    start = table.first + table.rows + 1
    sheet.labels.append(Label(start, 1, "เนื้อความ", "band", 5))
    parts = (
        TableColumn(("heading",), "หัวข้อ", 34, required=True, prompt="เช่น เรื่องเดิม ข้อเท็จจริง ข้อพิจารณา"),
        TableColumn(("text",), "ข้อความ", 90, required=True),
    )
    _table(sheet, ("memo", "parts"), start + 2, sizes, parts)
    sheet.widths = [7, *(column.width for column in chain)]
    return sheet
