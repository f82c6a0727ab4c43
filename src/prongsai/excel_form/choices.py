"""The drop-downs of the Excel form: what an officer picks, and the code that stands in the file."""

from __future__ import annotations

from prongsai.collect.checks.checking import rules_of
from prongsai.criteria.agency_kinds import agency_kinds
from prongsai.criteria.figure_id import figure_ids, indicator_figure
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.excel_form.form import Choices

COUNTS, SHARES = "จำนวนคน", "ร้อยละ"
UNITS = Choices("units", ((COUNTS, "counts"), (SHARES, "shares")))

SCOPES = Choices(
    "scopes",
    (("ภาพรวมทั้งหน่วยงาน", "document"), ("เครื่องมือ", "instrument"), ("ตัวชี้วัด", "indicator"), ("รายข้อ", "items")),
)

CLAIMS = Choices(
    "claims",
    (
        ("คะแนน", "score"),
        ("ร้อยละของผู้ตอบ", "share"),
        ("อันดับที่", "rank"),
        ("ต่ำที่สุด", "lowest"),
        ("สูงที่สุด", "highest"),
        ("เพิ่มหรือลดจากปีก่อน", "change"),
        ("เทียบค่าเป้าหมาย", "target"),
        ("ระดับ", "level"),
        ("จำนวน", "count"),
        ("จัดอยู่ในตัวชี้วัด", "filed"),
    ),
)

SECTIONS = Choices(
    "sections",
    (
        ("ปก", "cover"),
        ("คำนำ", "preface"),
        ("สารบัญ", "contents"),
        ("บทนำ", "introduction"),
        ("หลักการและเหตุผล", "rationale"),
        ("ข้อมูลผู้ตอบ", "respondents"),
        ("ผลการประเมิน", "results"),
        ("ผลรายเครื่องมือ", "instruments"),
        ("อันดับรายตัวชี้วัด", "ranking"),
        ("ผลย้อนหลัง", "history"),
        ("เทียบกับปีก่อน", "change"),
        ("การวิเคราะห์", "analysis"),
        ("ประเด็นที่ต้องแก้ไข", "issues"),
        ("ข้อเสนอแนะของผู้ประเมิน", "assessor"),
        ("แผนหรือมาตรการ", "plan"),
        ("รายงานความก้าวหน้า", "progress"),
    ),
    open=True,
)


ADDRESSEES = Choices(
    "addressees",
    (("นายอำเภอ", "district"), ("ผู้ว่าราชการจังหวัด", "province"), ("เลขาธิการคณะกรรมการ ป.ป.ช.", "nacc")),
)
NUMBERED = Choices("numbered", (("ไม่มีเลขที่", "no"), ("มีเลขที่", "yes")))
PROGRESS_SIGNED = Choices("progress-signed", (("ท้ายรายงาน", "end"), ("ทุกหน้า", "each-page")))
NUMBERED_HEADINGS = Choices("numbered-headings", (("มีเลขกำกับ", "yes"), ("ไม่มีเลขกำกับ", "no")))
FIRST_NUMBERED = Choices("first-numbered", (("หน้าที่ 2", "2"), ("หน้าที่ 1", "1")))
CONTINUATION = Choices("continuation", (("ไม่มี", "no"), ("มี", "yes")))


def kind_choices() -> Choices:
    """Kinds of agency by their Thai names."""
    return Choices("kinds", tuple((name.th, code) for code, name in agency_kinds().items()))


def size_choices(criteria: Criteria) -> Choices:
    """Sizes of agency that the edition's sample rules tell apart."""
    known = [size for size in ("S", "M", "L", "XL") if any(rule.size == size for rule in criteria.samples)]
    names = {"S": "เล็ก (S)", "M": "กลาง (M)", "L": "ใหญ่ (L)", "XL": "ใหญ่พิเศษ (XL)"}
    return Choices("sizes", tuple((names[size], size) for size in known), open=True)


def level_choices(criteria: Criteria) -> Choices:
    """Levels from best to worst. Agencies print others too, so that any may be typed."""
    return Choices("levels", tuple((step.name, step.name) for step in criteria.levels.steps), open=True)


def part_choices(criteria: Criteria) -> Choices:
    """Instruments and their parts by their short names."""
    names = ((part, figure_name(criteria, part).th) for part in rules_of(criteria).instruments)
    return Choices("parts", tuple((name, code) for code, name in names), open=True)


def mark_choices(criteria: Criteria, item: str) -> Choices | None:
    """The marks that a disclosure item can get; None where they are not known."""
    question = criteria.items[item].question
    if question is None or question.scale is None:
        return None
    points = tuple(format(point, "f") for point in question.scale.points)
    return Choices("marks-" + "-".join(points), tuple((point, point) for point in points), open=True)


def form_choices(criteria: Criteria) -> Choices:
    """Plan forms of the year by their names."""
    return Choices("forms", tuple((form.name.th, form.id) for form in criteria.forms.values()), open=True)


def issue_choices(criteria: Criteria) -> Choices:
    """Numbered issues of the year's plan forms: ``2 · การให้บริการ``."""
    titles = {number: title for form in criteria.forms.values() for number, title, _ in form.issues}
    return Choices("issues", tuple((f"{number} · {title}", number) for number, title in titles.items()), open=True)


def figure_choices(criteria: Criteria) -> Choices:
    """Every figure of the edition by its name."""
    return Choices(
        "figures", tuple((figure_name(criteria, figure).th, figure) for figure in figure_ids(criteria)), open=True
    )


def group_choices(criteria: Criteria) -> Choices:
    """What a share or a count may be of: respondents of a part, and groups of respondents."""
    pairs = []
    for part in rules_of(criteria).parts:
        name = figure_name(criteria, part).th
        pairs.append((f"ผู้ตอบ {name}", f"{part}.respondents"))
        for asked in criteria.demographics.values():
            if part in asked.parts:
                pairs += [
                    (f"{name} {asked.name.th} {group.label.th}", f"{part}.{asked.id}.{group.code}")
                    for group in asked.groups
                ]
    return Choices("groups", tuple(pairs), open=True)


def set_choices(criteria: Criteria) -> Choices:
    """Sets within which something is lowest, highest or has a rank."""
    pairs = [("ทุกตัวชี้วัด", "indicators"), ("ทุกข้อ", "items")]
    pairs += [(f"ใน {label}", code) for label, code in part_choices(criteria).pairs]
    pairs += [(f"ในตัวชี้วัดที่ {number}", indicator_figure(number)) for number in criteria.indicators]
    return Choices("sets", tuple(pairs), open=True)
