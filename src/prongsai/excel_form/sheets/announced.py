"""The sheets of the agency, its disclosure marks, the figures announced this year and in earlier years."""

from __future__ import annotations

from prongsai.collect.checks.checking import rules_of
from prongsai.criteria.figure_id import FigureId, indicator_figure, sub_indicator_figure
from prongsai.criteria.names import figure_name, titled
from prongsai.criteria.shapes import Criteria, Instrument
from prongsai.excel_form import choices
from prongsai.excel_form.form import Choices, InputCell, Kind, Label, Place, Sheet

YEAR_CELL = (3, 2)  # on the agency's sheet

PAST_YEARS = 5


def agency_sheet(criteria: Criteria) -> Sheet:
    """Who was assessed."""
    sheet = Sheet("หน่วยงาน", "หน่วยงานที่รับการประเมิน", "กรอกเฉพาะช่องสีอ่อน ช่องที่ไม่ทราบให้เว้นว่าง มีเพียงชื่อหน่วยงานที่ต้องกรอก")
    sheet.widths = [34, 52, 70]
    sheet.labels += [Label(3, 1, "ปีงบประมาณที่ประเมิน (พ.ศ.)", "line"), Label(*YEAR_CELL, str(criteria.year), "fixed")]
    sheet.labels += [Label(3, 3, "แบบนี้ใช้ได้กับปีนี้เท่านั้น ปีอื่นให้สร้างแบบใหม่", "note")]
    rows: tuple[tuple[str, Place, Kind, Choices | None, str], ...] = (
        ("ชื่อหน่วยงาน *", ("agency", "name"), "text", None, "ชื่อเต็มตามที่ประกาศ เช่น เทศบาลตำบลตัวอย่าง"),
        ("ประเภทหน่วยงาน", ("agency", "kind"), "choice", choices.kind_choices(), "เลือกจากรายการ"),
        ("ขนาด", ("agency", "size"), "choice", choices.size_choices(criteria), "ใช้หาจำนวนผู้ตอบขั้นต่ำของ อปท. บางประเภท"),
        ("รหัสหน่วยงาน", ("agency", "code"), "text", None, "รหัสในระบบ ITAS ถ้ามี"),
        ("อำเภอ/เขต", ("agency", "district"), "text", None, ""),
        ("จังหวัด", ("agency", "province"), "text", None, ""),
        ("เว็บไซต์หลัก", ("agency", "website"), "text", None, "ที่อยู่เต็ม ขึ้นต้นด้วย https://"),
        ("จำนวนเจ้าหน้าที่ที่มีสิทธิ์ตอบ IIT (คน)", ("staff",), "count", None, "เจ้าหน้าที่ทุกระดับตามหลักเกณฑ์ของปีนั้น"),
        ("จำนวนผู้รับบริการหรือผู้มาติดต่อ (คน)", ("visitors",), "count", None, "กรอกเมื่อใช้หาจำนวนผู้ตอบ EIT ขั้นต่ำ"),
    )
    for row, (label, place, kind, choice, note) in enumerate(rows, 4):
        sheet.labels += [Label(row, 1, label, "line"), Label(row, 3, note, "note")]
        sheet.fields.append(InputCell(row, 2, place, kind, choice, required=place == ("agency", "name")))
    return sheet


def disclosure_sheet(criteria: Criteria, instrument: Instrument) -> Sheet:
    """Every disclosure item: its mark, addresses, and what was said about it."""
    sheet = Sheet(
        instrument.short.th,
        f"{instrument.short.th} {instrument.name.th}",
        "คะแนนเลือกจากรายการ ข้อที่ยังไม่ทราบคะแนนให้เว้นว่าง หลายที่อยู่เว็บให้ใส่บรรทัดละหนึ่งแห่ง (ขึ้นบรรทัดใหม่ในช่องด้วย Alt+Enter)",
    )
    sheet.widths = [6, 56, 9, 42, 36, 36, 36]
    heads = ("ข้อ", "รายการ", "คะแนน", "URL (บรรทัดละหนึ่งแห่ง)", "คำอธิบายของหน่วยงาน", "เหตุผลของผู้ตรวจ", "ข้อเสนอแนะของผู้ตรวจ")
    sheet.labels += [Label(3, 1 + at, text, "head") for at, text in enumerate(heads)]
    sheet.freeze, sheet.heads = (4, 3), (3, 3)
    row, band = 4, ""
    for item in criteria.items_of(instrument.id):
        indicator = criteria.indicators[item.indicator]
        title = f"ตัวชี้วัดที่ {indicator.id} {indicator.name.th}"
        if item.sub_indicator is not None:
            title += f" · {item.sub_indicator} {criteria.sub_indicators[item.sub_indicator].name.th}"
        if title != band:
            sheet.labels.append(Label(row, 1, title, "band", 7))
            row, band = row + 1, title
        place: Place = ("disclosure", item.id)
        marks = choices.mark_choices(criteria, item.id)
        sheet.labels += [Label(row, 1, item.id, "number"), Label(row, 2, titled(criteria, item.wording), "wording")]
        sheet.fields += [
            InputCell(row, 3, (*place, "score"), "score", marks, centred=True),
            InputCell(row, 4, (*place, "urls"), "lines"),
            InputCell(row, 5, (*place, "explanation"), "text"),
            InputCell(row, 6, (*place, "reason"), "text"),
            InputCell(row, 7, (*place, "advice"), "text"),
        ]
        row += 1
    return sheet


def announced_sheet(criteria: Criteria) -> Sheet:
    """The figures as announced this year."""
    sheet = Sheet(
        "ผลที่ประกาศ",
        f"ผลการประเมินที่ประกาศ ปีงบประมาณ พ.ศ. {criteria.year}",
        "กรอกตามที่ประกาศทุกหลัก เช่น 99.70 ไม่ตัดเป็น 99.7 ค่าที่ไม่ได้ประกาศให้เว้นว่าง คะแนนรายข้อกรอกในแผ่นงานของแบบวัดนั้น",
    )
    sheet.widths = [70, 18]
    sheet.labels += [Label(3, 1, "รายการ", "head"), Label(3, 2, "คะแนนที่ประกาศ", "head")]
    sheet.freeze, sheet.heads = (4, 0), (3, 3)
    row = _figures(sheet, 4, "ภาพรวม", [("คะแนนรวม", ("published", "total"))])
    sheet.labels.append(Label(row, 1, "ระดับผลการประเมิน", "line"))
    sheet.fields.append(
        InputCell(row, 2, ("published", "level"), "choice", choices.level_choices(criteria), centred=True)
    )
    row += 1
    rules = rules_of(criteria)
    in_parts = [
        indicator_figure(number, part)
        for part, own in rules.split_parts.items()
        for number in criteria.instruments[own.instrument].indicators
    ]
    for title, figures in (
        ("เครื่องมือ", map(FigureId, rules.instruments)),
        ("ตัวชี้วัด", map(indicator_figure, criteria.indicators)),
        ("ตัวชี้วัดแยกตามส่วน (ถ้าประกาศ)", in_parts),
        ("ตัวชี้วัดย่อย", map(sub_indicator_figure, criteria.sub_indicators)),
    ):
        row = _figures(
            sheet, row, title, [(_named(criteria, figure), ("published", *figure.place)) for figure in figures]
        )
    return sheet


def _named(criteria: Criteria, figure: str) -> str:
    """An instrument with its code and full name, any other figure by its name."""
    instrument = criteria.instruments.get(figure)
    if instrument is not None:
        return f"{instrument.short.th} {instrument.name.th}"
    return figure_name(criteria, figure).th


def _figures(sheet: Sheet, row: int, title: str, listed: list[tuple[str, Place]]) -> int:
    if listed:
        sheet.labels.append(Label(row, 1, title, "band", 2))
        row += 1
    for name, place in listed:
        sheet.labels.append(Label(row, 1, name, "line"))
        sheet.fields.append(InputCell(row, 2, place, "score", centred=True))
        row += 1
    return row


def past_sheet(criteria: Criteria, years: tuple[int, ...]) -> Sheet:
    """What was announced in ``years`` (Buddhist era), one column each."""
    sheet = Sheet(
        "ปีก่อน",
        "ผลที่ประกาศในปีก่อน",
        "กรอกเฉพาะปีที่มี ตามที่ประกาศทุกหลัก เครื่องมือหรือตัวชี้วัดที่ปีนั้นไม่มีให้เว้นว่าง",
    )
    sheet.widths = [62, *[13.0] * len(years)]
    sheet.labels.append(Label(3, 1, "ปีงบประมาณ พ.ศ.", "head"))
    sheet.labels += [Label(3, 2 + at, str(year), "head") for at, year in enumerate(years)]
    sheet.freeze, sheet.heads = (4, 2), (3, 3)
    instruments = [FigureId(name) for name in rules_of(criteria).instruments]
    indicators = [indicator_figure(number) for number in criteria.indicators]
    row = 4
    bands: tuple[tuple[str, list[tuple[str, tuple[str, ...]]]], ...] = (
        ("ภาพรวม", [("คะแนนรวม", ("total",)), ("ระดับผลการประเมิน", ("level",))]),
        ("เครื่องมือ", [(_named(criteria, figure), figure.place) for figure in instruments]),
        ("ตัวชี้วัด", [(_named(criteria, figure), figure.place) for figure in indicators]),
    )
    for title, listed in bands:
        sheet.labels.append(Label(row, 1, title, "band", 1 + len(years)))
        row += 1
        for name, place in listed:
            sheet.labels.append(Label(row, 1, name, "line"))
            kind: Kind = "text" if place == ("level",) else "score"
            sheet.fields += [
                InputCell(row, 2 + at, ("history", str(year), "published", *place), kind, centred=True)
                for at, year in enumerate(years)
            ]
            row += 1
    return sheet
