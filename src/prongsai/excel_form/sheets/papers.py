"""The sheet of what official papers say of the agency: its power, its address, who is given which items, their form."""

from __future__ import annotations

from collections.abc import Mapping

from prongsai.excel_form import choices
from prongsai.excel_form.form import Choices, EntryTable, InputCell, Kind, Label, Place, Sheet, TableColumn

ASSIGNED: Place = ("document", "assigned")
_POWER = "ถ้อยคำหลังคำว่า อาศัยอำนาจตามความใน เว้นว่างเมื่อใช้ถ้อยคำที่โปรแกรมเสนอ ซึ่งต้องยืนยันในเว็บก่อนลงนาม"
_ADDRESS = "ขึ้นบรรทัดใหม่ในช่องด้วย Alt+Enter ตามที่พิมพ์ไว้มุมบนขวาของหนังสือภายนอก"
_OWN = "เว้นว่างเมื่อใช้ค่าของโปรแกรม"
_Row = tuple[str, tuple[str, ...], Kind, Choices | None, str]

_LINES: tuple[_Row, ...] = (
    ("อำนาจตามกฎหมายของคำสั่งและประกาศ", ("legal_basis",), "text", None, _POWER),
    ("ที่อยู่ในหัวหนังสือ", ("address",), "text", None, _ADDRESS),
    ("โทรศัพท์", ("phone",), "text", None, "ของส่วนราชการที่ออกหนังสือ"),
    ("ไปรษณีย์อิเล็กทรอนิกส์", ("email",), "text", None, "ของส่วนราชการ ไม่ใช่ของบุคคล"),
    ("ส่งหนังสือถึง", ("letter", "to"), "choice", choices.ADDRESSEES, "เว้นว่างเมื่อส่งตามประเภทหน่วยงาน"),
    ("อ้างถึงหนังสือ", ("letter", "reference"), "text", None, "ส่วนราชการ เลขที่ และวันที่ของหนังสือที่อ้างถึง"),
    ("เลขที่ของประกาศ", ("announcement_number",), "choice", choices.NUMBERED, ""),
    ("ลงนามในรายงานความก้าวหน้า", ("progress_signed",), "choice", choices.PROGRESS_SIGNED, ""),
    ("เลขหัวข้อของเล่มและรายงาน", ("numbered_headings",), "choice", choices.NUMBERED_HEADINGS, _OWN),
)
_FORMS: tuple[_Row, ...] = (
    ("ขอบกระดาษบน (ซม.)", ("forms", "top"), "length", None, f"2.3 ถึง 5 {_OWN}"),
    ("ขอบกระดาษล่าง (ซม.)", ("forms", "bottom"), "length", None, f"1 ถึง 5 {_OWN}"),
    ("จากขอบกระดาษถึงตราครุฑ (ซม.)", ("forms", "garuda_top"), "length", None, f"0.5 ถึง 3 {_OWN}"),
    ("จากขอบกระดาษถึงเลขหน้า (ซม.)", ("forms", "number_top"), "length", None, f"0.5 ถึง 1.5 {_OWN}"),
    ("หน้าแรกที่มีเลขหน้า", ("forms", "first_numbered"), "choice", choices.FIRST_NUMBERED, _OWN),
    ("คำต่อเนื่องท้ายหน้า", ("forms", "continuation"), "choice", choices.CONTINUATION, _OWN),
)

# What this sheet holds of `document`.
KEYS = frozenset({ASSIGNED[1], *(below[0] for _, below, *_ in (*_LINES, *_FORMS))})


def papers_sheet(sizes: Mapping[str, int]) -> Sheet:
    """Particulars of official papers, how they are set, and the units that disclosure items are given to."""
    sheet = Sheet(
        "หนังสือราชการ",
        "ข้อมูลหนังสือราชการ",
        "กรอกเมื่อต้องการให้โปรแกรมจัดทำคำสั่ง ประกาศ หนังสือ และบันทึกข้อความ ชื่อผู้ลงนามไม่กรอกในแบบนี้",
    )
    _lines(sheet, _LINES, 3)
    band = 3 + len(_LINES) + 1
    sheet.labels.append(Label(band, 1, "การจัดหน้ากระดาษ เฉพาะที่หน่วยงานใช้ต่างจากค่าของโปรแกรม", "band", 3))
    _lines(sheet, _FORMS, band + 1)
    band += len(_FORMS) + 2
    sheet.labels.append(Label(band, 1, "ส่วนราชการผู้รับผิดชอบข้อ OIT ในคำสั่งมอบหมาย", "band", 3))
    columns = (
        TableColumn(("unit",), "ส่วนราชการ", 44, required=True, prompt="เช่น สำนักปลัดเทศบาล"),
        TableColumn(("items",), "ข้อ OIT (คั่นด้วยจุลภาค)", 60, "ids", required=True, prompt="รหัสข้อ เช่น o1, o2"),
    )
    table = EntryTable(ASSIGNED, band + 2, sizes[".".join(map(str, ASSIGNED))], columns)
    sheet.tables.append(table)
    sheet.labels.append(Label(band + 1, 1, "ลำดับ", "head"))
    sheet.labels += [Label(band + 1, table.column_of(at), column.heading, "head") for at, column in enumerate(columns)]
    sheet.labels += [Label(table.first + at, 1, str(at + 1), "counter") for at in range(table.rows)]
    sheet.widths = [7, *(column.width for column in columns)]
    return sheet


def _lines(sheet: Sheet, rows: tuple[_Row, ...], first: int) -> None:
    for row, (label, below, kind, words, prompt) in enumerate(rows, first):
        sheet.labels.append(Label(row, 1, label, "line", 2))
        sheet.fields.append(InputCell(row, 3, ("document", *below), kind, words, prompt=prompt))
