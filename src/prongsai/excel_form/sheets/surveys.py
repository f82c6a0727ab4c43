"""The sheets on which a survey's answers and its respondents are filled in."""

from __future__ import annotations

from fractions import Fraction

from prongsai.criteria.names import titled
from prongsai.criteria.shapes import Criteria, Item, Part, Question
from prongsai.excel_form.form import AnswerRow, Formula, InputCell, Label, Place, Sheet
from prongsai.excel_form.sheets.formulas import column_sum, mean_formula, row_formulas

FIRST_CHOICE = 3  # column D
LOOSE_CHOICES = 6  # cells for a question whose choices are not known

_HINT = (
    "กรอกจำนวนคนหรือร้อยละของแต่ละตัวเลือกให้ครบทุกช่องของข้อ ตัวเลือกที่ไม่มีผู้เลือกให้ใส่ 0 "
    "ข้อที่ไม่มีข้อมูลให้เว้นว่างทั้งข้อ คะแนนเบื้องต้นเป็นเพียงตัวช่วยตรวจ โปรแกรมจะคำนวณอีกครั้งเมื่อนำเข้า"
)


def survey_sheet(criteria: Criteria, part: Part, loose: int) -> Sheet:
    """One part's sheet: respondents, the unit, then every question with its choices. ``loose``: cells where unknown."""
    items = criteria.items_of(criteria.instrument_of_part(part.id).id)
    questions = [question for item in items for question in ((item.question,) if item.question else item.sub_questions)]
    width = max((_choices(question, loose)[1] for question in questions), default=LOOSE_CHOICES)
    tail = FIRST_CHOICE + width
    name = part.name.th if part.name.th.startswith(part.short.th) else f"{part.short.th} {part.name.th}"
    sheet = Sheet(part.short.th, name, _HINT)
    sheet.widths = [6, 46, *[12.5] * width, 9, 9, 11, 12, 13]
    sheet.labels += [Label(2, 2, "จำนวนผู้ตอบ (คน)", "right"), Label(3, 2, "กรอกคำตอบเป็น", "right")]
    sheet.fields.append(InputCell(2, 3, ("answers", part.id, "respondents"), "count", centred=True))
    sheet.mode = (3, 3)
    heads = ["ข้อ", "คำถาม", *[""] * width, "รวม", "ตรวจ", "คะแนนเบื้องต้น", "คะแนนที่ประกาศ", "เฉพาะข้อนี้กรอกเป็น"]
    sheet.labels += [Label(5, 1 + at, text, "head") for at, text in enumerate(heads) if text]
    sheet.labels.append(Label(5, FIRST_CHOICE, "ตัวเลือก (ตามลำดับในแบบวัด)", "head", FIRST_CHOICE + width - 1))
    sheet.freeze, sheet.heads = (6, 3), (5, 5)
    row = 6
    for number in criteria.instruments[criteria.instrument_of_part(part.id).id].indicators:
        indicator = criteria.indicators[number]
        sheet.labels.append(Label(row, 1, f"ตัวชี้วัดที่ {number} {indicator.name.th}", "band", tail + 4))
        row += 1
        for item in items:
            if item.indicator == number:
                row = _item(sheet, criteria, part, item, row, tail, loose)
    return sheet


def _choices(question: Question, loose: int) -> tuple[tuple[str, ...], int, bool]:
    if question.options:
        return question.options, len(question.options), True
    points = question.scale.points if question.scale else ()
    count = len(points) or loose
    return tuple(f"ตัวเลือกที่ {number}" for number in range(1, count + 1)), count, bool(points)


def _item(sheet: Sheet, criteria: Criteria, part: Part, item: Item, row: int, tail: int, loose: int) -> int:
    if item.question is not None:
        _question(sheet, criteria, part, item.id, titled(criteria, item.wording), item.question, row, tail, loose)
        return row + 2
    sheet.labels += [Label(row, 1, item.id, "number"), Label(row, 2, titled(criteria, item.wording), "wording")]
    sheet.fields.append(_announced(part, item.id, row, tail))
    head, scores = row, []
    row += 1
    for question in item.sub_questions:
        wording = titled(criteria, question.wording)
        score = _question(sheet, criteria, part, question.id, wording, question, row, tail, loose)
        scores += [score] if score is not None else []
        row += 2
    method = criteria.methods.get("item_with_sub_questions")
    if method is not None and method.name == "mean" and len(scores) == len(item.sub_questions):
        sheet.formulas.append(mean_formula(head, tail + 2, scores))
    return row


def _question(
    sheet: Sheet,
    criteria: Criteria,
    part: Part,
    name: str,
    wording: str,
    question: Question,
    row: int,
    tail: int,
    loose: int,
) -> Formula | None:
    """Two rows: the wording with its choices, and under it the cells. Gives the formula of the provisional score."""
    options, _, known = _choices(question, loose)
    sheet.labels += [Label(row, 1, name, "number"), Label(row, 2, wording, "wording")]
    sheet.labels += [Label(row, FIRST_CHOICE + at, text, "choice") for at, text in enumerate(options)]
    method = criteria.methods.get("item")
    scored = known and question.scale is not None and method is not None and method.name == "mean_of_answers"
    points = tuple(Fraction(point) for point in question.scale.points) if scored and question.scale else ()
    place: Place = ("answers", part.id, "items", name)
    answers = AnswerRow(row + 1, FIRST_CHOICE, place, options, known, tail, points)
    sheet.answers.append(answers)
    assert sheet.mode is not None
    made = row_formulas(answers, sheet.mode, (2, 3))
    sheet.formulas += made
    sheet.fields.append(_announced(part, name, row + 1, tail))
    return made[2] if len(made) > 2 else None


def _announced(part: Part, name: str, row: int, tail: int) -> InputCell:
    return InputCell(row, tail + 3, ("published", "items", part.id, name), "score", centred=True)


def respondents_sheet(criteria: Criteria) -> Sheet:
    """Who answered: counts and shares per group of every question about the respondents."""
    sheet = Sheet(
        "ผู้ตอบ",
        "ข้อมูลทั่วไปของผู้ตอบ",
        "กรอกจำนวนคน ร้อยละ หรือทั้งสองอย่างตามที่ประกาศ กลุ่มที่ไม่ทราบให้เว้นว่าง ห้ามใส่ชื่อผู้ตอบ",
    )
    sheet.widths = [26, 52, 14, 14]
    heads = ("แบบวัด / คำถาม", "กลุ่ม", "จำนวน (คน)", "ร้อยละ")
    sheet.labels += [Label(3, 1 + at, text, "head") for at, text in enumerate(heads)]
    sheet.freeze, sheet.heads = (4, 0), (3, 3)
    row = 4
    for part in (
        own for instrument in criteria.instruments.values() if instrument.kind == "survey" for own in instrument.parts
    ):
        asked = [question for question in criteria.demographics.values() if part.id in question.parts]
        if asked:
            sheet.labels.append(Label(row, 1, part.name.th, "band", 4))
            row += 1
        for question in asked:
            first = row
            place: Place = ("answers", part.id, "demographics", question.id)
            for group in question.groups:
                sheet.labels += [
                    Label(row, 1, question.name.th if row == first else "", "number_left"),
                    Label(row, 2, group.label.th),
                ]
                sheet.fields += [
                    InputCell(row, 3, (*place, "counts", group.code), "count", centred=True),
                    InputCell(row, 4, (*place, "shares", group.code), "share", centred=True),
                ]
                row += 1
            sheet.labels += [Label(row, 1, "", "number_left"), Label(row, 2, "รวม", "right")]
            sheet.formulas += [column_sum(row, column, first, row - 1) for column in (3, 4)]
            row += 1
    return sheet
