"""The first sheet, which tells how to fill in the form, and the sheet of numbers to look up."""

from __future__ import annotations

from prongsai.criteria.figure_id import indicator_figure, sub_indicator_figure
from prongsai.criteria.names import figure_name, item_name, rules_name, titled
from prongsai.criteria.shapes import Criteria
from prongsai.excel_form.form import Label, Sheet

FIRST, CODES = "อ่านก่อน", "รหัส"

_IMPORT = (
    "พิมพ์คำสั่ง  prongsai import ชื่อไฟล์.xlsx --out หน่วยงาน.yaml  "
    "หากมีที่ผิด โปรแกรมจะบอกชื่อแผ่นงานและช่องทุกแห่งในครั้งเดียว เช่น IIT!D9"
)


def first_sheet(criteria: Criteria, sheets: tuple[Sheet, ...]) -> Sheet:
    """How to fill in the form."""
    name = titled(criteria, criteria.title.th)
    sheet = Sheet(FIRST, "แบบกรอกข้อมูลการประเมิน ITA", name, reference=True)
    sheet.widths = [30, 96]
    lines = [
        ("band", "วิธีกรอก", ""),
        ("line", "กรอกที่ใด", "กรอกเฉพาะช่องสีเขียวอ่อน ช่องอื่นล็อกไว้และไม่ต้องแก้ กรอกเฉพาะส่วนที่มีข้อมูล ส่วนที่ไม่มีเว้นว่างได้ทั้งแผ่น"),
        ("line", "ส่งเพียงบางส่วน", "ส่วนที่เว้นว่างทั้งส่วนใช้ข้อมูลที่บันทึกไว้เดิมในเว็บ ส่วนที่กรอกแม้ช่องเดียวถือว่าส่งทั้งส่วน"),
        ("line", "หนึ่งส่วนคือ", "คำตอบของแบบวัดหนึ่งส่วน ผู้ตอบรายคำถาม คะแนนรายข้อที่ประกาศ OIT ผลที่ประกาศ ปีก่อนแต่ละปี แผนกับขั้นตอน"),
        ("line", "ลบคะแนนเดิม", "ช่องที่ลบในส่วนที่ส่ง จะแสดงให้ตรวจก่อน และลบเมื่อเลือก “ลบคะแนนที่มีอยู่” เท่านั้น"),
        ("line", "ค่าที่ไม่ทราบ", "เว้นว่าง อย่าใส่ 0 เพราะ 0 หมายถึงได้ศูนย์คะแนนหรือไม่มีผู้ตอบ"),
        ("line", "คะแนน", "พิมพ์ตามที่ประกาศทุกหลัก เช่น 99.70 ใช้เลขไทยหรือเลขอารบิกก็ได้"),
        ("line", "คำตอบแบบวัด", "เลือกที่ช่อง “กรอกคำตอบเป็น” ด้านบนของแผ่นว่าเป็นจำนวนคนหรือร้อยละ แล้วกรอกให้ครบทุกตัวเลือกของข้อนั้น"),
        ("line", "ร้อยละ", "ร้อยละของแต่ละข้อต้องรวมได้ 100 ต่างได้จากการปัดเศษเท่านั้น คือครึ่งหน่วยของทศนิยมหลักสุดท้ายต่อค่าที่ไม่ใช่ศูนย์"),
        ("line", "วันที่", "พิมพ์ 31 มี.ค. 2569 หรือ 31/3/2569 (พ.ศ.) หรือ 2026-03-31 (ค.ศ.)"),
        ("line", "หลายรายการในช่องเดียว", "ขึ้นบรรทัดใหม่ในช่องด้วย Alt+Enter บรรทัดละหนึ่งรายการ ช่องรหัสให้คั่นด้วยจุลภาค เช่น e2, o10"),
        ("line", "คัดลอกจากไฟล์อื่น", "ใช้วางแบบค่าเท่านั้น (Paste Special > Values) อย่าใส่สูตรในช่องกรอก"),
        ("line", "ห้ามเปลี่ยน", "อย่าเปลี่ยนชื่อแผ่นงาน อย่าเพิ่มหรือลบแถวและคอลัมน์ บันทึกเป็น Excel Workbook (.xlsx)"),
        ("line", "ข้อมูลส่วนบุคคล", "อย่าใส่ชื่อหรือข้อมูลส่วนบุคคลของผู้ตอบ ผู้บริหารและผู้ลงนามให้ใส่ตำแหน่ง"),
        ("band", "เมื่อกรอกเสร็จ", ""),
        ("line", "นำเข้า", _IMPORT),
        ("band", "แผ่นงาน", ""),
        *(("line", sheet.name, sheet.title) for sheet in sheets),
        ("line", CODES, "เลขของตัวชี้วัดและข้อ สำหรับค้นเมื่อต้องกรอกเลขข้อ"),
        ("band", "แบบนี้", ""),
        *((("line", "หมายเหตุ", criteria.notice.th),) if criteria.notice is not None else ()),
        ("line", "ปีงบประมาณ", f"{criteria.year} เท่านั้น ปีอื่นให้สร้างแบบใหม่ด้วย  prongsai template --year ปี --out ชื่อไฟล์.xlsx"),
        ("line", "เกณฑ์", rules_name(criteria).th),
    ]  # fmt: skip
    for row, (style, left, right) in enumerate(lines, 3):
        if style == "band":
            sheet.labels.append(Label(row, 1, left, "band", 2))
        else:
            sheet.labels += [Label(row, 1, left, "line"), Label(row, 2, right, "plain")]
    return sheet


def codes_sheet(criteria: Criteria) -> Sheet:
    """The numbers that are typed into the form for indicators and items, with what they name."""
    sheet = Sheet(
        CODES,
        "เลขตัวชี้วัดและเลขข้อ",
        "แผ่นนี้มีไว้ค้น ไม่ต้องกรอก ใช้เลขในคอลัมน์แรกเมื่อช่องให้ใส่เลขข้อหรือเลขตัวชี้วัด",
        reference=True,
    )
    sheet.widths = [16, 90]
    sheet.labels += [Label(3, 1, "เลข", "head"), Label(3, 2, "หมายถึง", "head")]
    sheet.freeze, sheet.heads = (4, 0), (3, 3)
    named = [(number, figure_name(criteria, indicator_figure(number)).th) for number in criteria.indicators]
    named += [(number, figure_name(criteria, sub_indicator_figure(number)).th) for number in criteria.sub_indicators]
    named += [(item.id, item_name(criteria, item).th) for item in criteria.items.values()]
    for row, (number, name) in enumerate(named, 4):
        sheet.labels += [Label(row, 1, number, "line"), Label(row, 2, name, "plain")]
    return sheet
