"""What official papers of a year say of the agency: its power, its address, who is given which items, their form."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from prongsai.language.text import Text

Pairs = tuple[tuple[str, Text], ...]
NAME = Text(th="ข้อมูลหนังสือราชการ", en="What official papers say of the agency")


@dataclass(frozen=True, kw_only=True)
class PaperField:
    """A field of the page: ``key`` is its path below ``document``; ``choices`` where it is chosen from a list.

    ``lines``: it may have several lines. ``usual``: what stands in papers where it is left empty."""

    key: str
    label: Text
    hint: Text | None = None
    most: int = 200
    lines: bool = False
    choices: Pairs = ()
    value: str = ""
    usual: str = ""
    wrong: Text | None = None


@dataclass(frozen=True, kw_only=True)
class AssignedRow:
    """A unit and the disclosure items that orders give it, as typed."""

    unit: str = ""
    items: str = ""
    wrong: Text | None = None


@dataclass(frozen=True, kw_only=True)
class PapersPage:
    """The page of a year: its fields, the power that the program proposes and whether the agency took it, the units.

    ``likely``: what the program supposes of the units' work. ``opened``: the stamp of what the page was opened with.
    ``conflict``: somebody else (``by``, ``at``) saved meanwhile; ``others`` are their values, by label. ``saved``: what
    was typed is kept; ``changed``: it was not the same."""

    year: int
    fields: tuple[PaperField, ...] = ()
    forms: tuple[PaperField, ...] = ()
    rows: tuple[AssignedRow, ...] = ()
    proposal: str = ""
    taken: bool = False
    likely: tuple[tuple[str, str], ...] = ()
    opened: str = ""
    may_change: bool = False
    conflict: bool = False
    by: str = ""
    at: datetime.datetime | None = None
    others: tuple[tuple[Text, str], ...] = ()
    saved: bool = False
    changed: bool = False

    @property
    def forms_set(self) -> bool:
        """Whether the agency has papers set otherwise, or typed so."""
        return any(field.value or field.wrong for field in self.forms)

    @property
    def wrong(self) -> tuple[tuple[Text, Text], ...]:
        """What cannot be kept: label and reason."""
        named = [(field.label, field.wrong) for field in (*self.fields, *self.forms) if field.wrong is not None]
        return (*named, *((UNITS, row.wrong) for row in self.rows if row.wrong is not None))


UNITS = Text(th="ส่วนราชการผู้รับผิดชอบข้อ OIT", en="units and their OIT items")
POWER = Text(th="อำนาจตามกฎหมายของคำสั่งและประกาศ", en="power that orders and announcements rest on")
_TO: Pairs = (
    ("", Text(th="ตามประเภทหน่วยงาน", en="as agencies of the kind report")),
    ("district", Text(th="นายอำเภอ", en="the head of the district")),
    ("province", Text(th="ผู้ว่าราชการจังหวัด", en="the governor of the province")),
    ("nacc", Text(th="เลขาธิการคณะกรรมการ ป.ป.ช.", en="the secretary-general of the NACC")),
)
_USUAL = Text(th="ค่าของโปรแกรม", en="as the program has it")

FIELDS: tuple[PaperField, ...] = (
    PaperField(
        key="legal_basis",
        label=POWER,
        hint=Text(
            th="ถ้อยคำหลังคำว่า อาศัยอำนาจตามความใน เช่น มาตรา และชื่อพระราชบัญญัติ",
            en="the words behind “อาศัยอำนาจตามความใน”",
        ),
        most=2000,
        lines=True,
    ),
    PaperField(
        key="address",
        label=Text(th="ที่อยู่ในหัวหนังสือ", en="address at the head of letters"),
        hint=Text(th="บรรทัดละส่วน ตามที่พิมพ์ไว้มุมบนขวา", en="line by line, as at the upper right"),
        most=500,
        lines=True,
    ),
    PaperField(key="phone", label=Text(th="โทรศัพท์", en="telephone"), most=100),
    PaperField(
        key="email",
        label=Text(th="ไปรษณีย์อิเล็กทรอนิกส์", en="e-mail"),
        hint=Text(th="ของส่วนราชการ ไม่ใช่ของบุคคล", en="of the office, not of a person"),
        most=200,
    ),
    PaperField(key="letter.to", label=Text(th="ส่งหนังสือถึง", en="letters are to"), choices=_TO),
    PaperField(
        key="letter.reference",
        label=Text(th="อ้างถึงหนังสือ", en="letter that is referred to"),
        hint=Text(th="ส่วนราชการ เลขที่ และวันที่ของหนังสือที่อ้างถึง", en="whose, its number and day"),
        most=500,
    ),
    PaperField(
        key="announcement_number",
        label=Text(th="เลขที่ของประกาศ", en="number of announcements"),
        choices=(("no", Text(th="ไม่มีเลขที่", en="none")), ("yes", Text(th="มีเลขที่", en="with a number"))),
    ),
    PaperField(
        key="progress_signed",
        label=Text(th="ลงนามในรายงานความก้าวหน้า", en="progress reports are signed"),
        choices=(("end", Text(th="ท้ายรายงาน", en="at the end")), ("each-page", Text(th="ทุกหน้า", en="on each page"))),
    ),
    PaperField(
        key="numbered_headings",
        label=Text(th="เลขหัวข้อของเล่มและรายงาน", en="numbers of headings in booklet and reports"),
        hint=Text(
            th="๑. ๑.๑ ๑.๑.๑ ตามระดับ หัวข้อที่ใส่เลขเองไว้แล้วคงเลขเดิม", en="headings with a number of their own keep it"
        ),
        choices=(
            ("", Text(th="ตามรูปแบบของเล่ม", en="as the profile has it")),
            ("yes", Text(th="มีเลขกำกับ", en="numbered")),
            ("no", Text(th="ไม่มีเลขกำกับ", en="without numbers")),
        ),
    ),
)
FORMS: tuple[PaperField, ...] = (
    PaperField(key="forms.top", label=Text(th="ขอบกระดาษบน (ซม.)", en="upper margin (cm)"), most=10),
    PaperField(key="forms.bottom", label=Text(th="ขอบกระดาษล่าง (ซม.)", en="lower margin (cm)"), most=10),
    PaperField(key="forms.garuda_top", label=Text(th="จากขอบกระดาษถึงตราครุฑ (ซม.)", en="edge to garuda (cm)"), most=10),
    PaperField(
        key="forms.number_top", label=Text(th="จากขอบกระดาษถึงเลขหน้า (ซม.)", en="edge to page number (cm)"), most=10
    ),
    PaperField(
        key="forms.first_numbered",
        label=Text(th="หน้าแรกที่มีเลขหน้า", en="first page with its number"),
        choices=(
            ("", _USUAL),
            ("2", Text(th="หน้าที่ 2", en="page 2")),
            ("1", Text(th="หน้าที่ 1", en="page 1")),
        ),
    ),
    PaperField(
        key="forms.continuation",
        label=Text(th="คำต่อเนื่องท้ายหน้า (เฉพาะ PDF)", en="word that continues, at the foot (PDF)"),
        choices=(("", _USUAL), ("no", Text(th="ไม่มี", en="no")), ("yes", Text(th="มี", en="yes"))),
    ),
)


def shown(field: PaperField, value: str) -> str:
    """A value as people read it."""
    named: Mapping[str, Text] = dict(field.choices)
    return named[value].th if value in named else value or "–"
