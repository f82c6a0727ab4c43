"""A table's head: which row it is, and what each column is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from prongsai.language.thai_text import digits, tidy
from prongsai.proofread.document.passages import Grid

Kind = Literal[
    "ordinal",
    "about",
    "measures",
    "analysis",
    "steps",
    "period",
    "owners",
    "follow_up",
    "success",
    "result",
    "suggestion",
    "evidence",
    "projects",  # measures, where no column is headed so; else the steps
    "ways",  # measures, where no column is headed so; else the steps
]
# Kinds of which a table of measures has at least one beside the measures themselves.
CARRIED_OUT = frozenset(("steps", "period", "owners", "follow_up", "result"))
# A head stands in one of a table's first rows, below a title or an issue.
_FIRST_ROWS = 4

# Letters that a head may have: what is longer is text.
_LONGEST = 70
# Letters of a head that is more than likely one, whatever stands beside it.
_SHORT = 25
# Heads without their spaces, whole; the first that fits counts. What fits none is not understood.
_HEADS: tuple[tuple[Kind, str], ...] = (
    ("ordinal", r"(?:ลำดับ)?ที่|ลำดับ|[Nn]o\.?"),
    (
        "success",
        r"ตัวชี้วัด(?:และ|/)?(?:ค่า)?(?:เป้าหมาย)?(?:และ|/|ของ)?(?:ความ|ผล)สำเร็จ.*|ตัวชี้วัด(?:/|และ)(?:ค่า)?เป้าหมาย.*|"
        r"(?:ค่า)?เป้าหมาย(?:/|และ)ตัวชี้วัด.*|ตัวชี้วัดของ(?:มาตรการ|โครงการ|กิจกรรม).*|เกณฑ์(?:วัด)?ความสำเร็จ.*",
    ),
    (
        "analysis",
        r"(?:ผล)?(?:การ)?วิเคราะห์.*|ประเด็น(?:ปัญหา)?ที่(?:ต้อง|ควร).*|ข้อบกพร่อง.*|จุดอ่อน.*|สาเหตุ.*|ข้อค้นพบ.*",
    ),
    (
        "result",
        r"(?:สรุป|รายงาน)*(?:ผล|ความก้าวหน้า|ความคืบหน้า)(?:ของ|ใน)?การ(?:ดำเนิน|ปฏิบัติ).*|ความก้าวหน้า|ความคืบหน้า",
    ),
    ("suggestion", r"(?:ปัญหา)?(?:/|และ)?(?:อุปสรรค)?(?:/|และ)?ข้อเสนอแนะ.*"),
    ("period", r"(?:ช่วง|กรอบ|กำหนด|ห้วง)?(?:ระยะ)?เวลา.*|กำหนด(?:การ)?แล้วเสร็จ.*"),
    ("owners", r"(?:หน่วยงาน|ส่วนราชการ|ส่วนงาน|หน่วย|สำนัก|กอง|/|ผู้|ที่)*รับผิดชอบ.*"),
    (
        "follow_up",
        r"(?:แนวทาง|วิธีการ|วิธี)?(?:การ)?(?:กำกับ)?(?:ดูแล)?(?:/|และ)?(?:การ)?ติดตาม.*|การกำกับ.*|การรายงานผล",
    ),
    ("evidence", r"(?:เอกสาร|หลักฐาน|ร่องรอย).*"),
    ("steps", r"(?:รายละเอียด)?(?:ขั้นตอน|วิธีการ|วิธีดำเนิน|วิธีปฏิบัติ).*"),
    ("measures", r"(?:ชื่อ)?(?:(?:แผนงาน|แผน|โครงการ|กิจกรรม)[/,])*มาตรการ.*|แนวทาง(?:/|และ|หรือ)มาตรการ.*"),
    ("projects", r"(?:ชื่อ)?(?:(?:แผนงาน|แผน|โครงการ|กิจกรรม)[/,]?)+"),
    ("ways", r"แนวทาง.*|การดำเนิน(?:การ|งาน)"),
    (
        "about",
        r"ตัวชี้วัด(?:ที่|ย่อย|ITA|(?:ของ)?การประเมิน.*|/ประเด็น.*|/ข้อคำถาม.*)?|ข้อคำถาม.*|ข้อ|หัวข้อ|"
        r"ประเด็น(?:การประเมิน.*|(?:ตาม)?ตัวชี้วัด.*|(?:/|การ)?ข้อคำถาม.*|/ตัวชี้วัด.*|คำถาม.*)?",
    ),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _HEADS)
# What a head names beside what its column is for: "ระยะเวลา/การติดตามผล".
_BESIDE: tuple[tuple[Kind, str], ...] = (
    ("follow_up", "ติดตาม"),
    ("owners", "รับผิดชอบ"),
    ("evidence", "หลักฐาน"),
    ("success", "ความสำเร็จ"),
)
# Heads of measures, the surest first.
_LEADS: tuple[Kind, ...] = ("measures", "projects", "ways")
# What may stand below a cell of the head without making another column of it.
_BELOW = re.compile(r"(?:วัน|เดือน)?(?:ที่)?(?:เริ่ม|สิ้นสุด|แล้วเสร็จ).*|\(?\d{1,2}\)?")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``kind`` is None where its head is not understood; ``beside`` what else its head names."""

    heading: str
    kind: Kind | None
    beside: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table of measures: rows ``first`` to ``last``, from 0, and what each column is for."""

    first: int
    last: int
    columns: tuple[Column, ...]
    lines: tuple[tuple[str, ...], ...]  # its rows without spaces

    @property
    def kinds(self) -> tuple[Kind | None, ...]:
        """What each column is for."""
        return tuple(column.kind for column in self.columns)

    def at(self, kind: Kind) -> tuple[int, ...]:
        """The columns of a kind."""
        return tuple(number for number, column in enumerate(self.columns) if column.kind == kind)


def squashed(text: str) -> str:
    """A text without its spaces, in Arabic digits: what is compared of it."""
    return re.sub(r"\s+", "", digits(tidy(text.replace("\n", " "))))


def head_of(grid: Grid) -> Head | None:
    """The head of a table of measures; None where no row of it is one."""
    found: Head | None = None
    for at in range(min(_FIRST_ROWS, len(grid.rows))):
        for last in (at, at + 1):
            if last > at and not (last < len(grid.rows) and _second(grid, at)):
                continue
            columns = _columns(grid, at, last)
            more = -1 if found is None else _known(columns) - _known(found.columns)
            # Of a head of two rows the lower one says more, though both name as many columns.
            if _is_plan(columns) and (found is None or more > 0 or (more == 0 and last > at == found.first)):
                lines = (tuple(map(squashed, row)) for row in grid.rows[at : last + 1])
                found = Head(at, last, columns, tuple(lines))
    return found


def names_measures(grid: Grid) -> bool:
    """Whether its first row has a short head for measures among others, whatever these are."""
    row = grid.rows[0] if grid.rows else ()
    heads = [cell for cell in row if cell]
    named = any(_named(cell) == "measures" and len(squashed(cell)) <= _SHORT for cell in heads)
    return len(grid.rows) > 1 and len(set(heads)) > 1 and named


def is_head(head: Head, row: Sequence[str]) -> bool:
    """Whether a row says again what the head says, as on a new page."""
    return tuple(map(squashed, row)) in head.lines


def _columns(grid: Grid, first: int, last: int) -> tuple[Column, ...]:
    top, below = grid.rows[first], grid.rows[last]
    headings = [_heading(top, below, number) for number in range(grid.columns)]
    named = [_named(words) or _beneath(top, below, number) for number, words in enumerate(headings)]
    # The first of these that a table has is its column of measures.
    lead: Kind | None = next((kind for kind in _LEADS if kind in named), None)
    columns = []
    for words, name in zip(headings, named, strict=True):
        kind = name
        if name in _LEADS:
            kind = "measures" if name == lead else None if "steps" in named else "steps"
        columns.append(Column(words, kind, _beside(squashed(words), kind)))
    return tuple(columns)


def _heading(top: Sequence[str], below: Sequence[str], number: int) -> str:
    over = top[number] if number < len(top) else ""
    under = below[number] if number < len(below) else ""
    return (under or over).replace("\n", " ")


def _beneath(top: Sequence[str], below: Sequence[str], number: int) -> Kind | None:
    """What the upper cell says, where the lower one only says which part of it."""
    under = below[number] if number < len(below) else ""
    return _named(top[number]) if number < len(top) and _BELOW.fullmatch(squashed(under)) else None


def _beside(words: str, kind: Kind | None) -> tuple[Kind, ...]:
    if kind not in ("steps", "period", "result", "owners"):
        return ()
    return tuple(other for other, word in _BESIDE if word in words and other != kind)


def _named(heading: str) -> Kind | None:
    words = squashed(heading)
    if len(words) > _LONGEST:
        return None
    return next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(words)), None)


def _second(grid: Grid, at: int) -> bool:
    """Whether the row below a head row is one too: a cell of the head reaches down into it."""
    top, below = grid.rows[at], grid.rows[at + 1]
    same = [bool(over) and over == under for over, under in zip(top, below, strict=False)]
    return any(same) and not all(same) and len(set(top)) > 1


def _known(columns: Sequence[Column]) -> int:
    return sum(column.kind is not None for column in columns)


def _is_plan(columns: Sequence[Column]) -> bool:
    kinds = {column.kind for column in columns}
    if "measures" not in kinds:
        return False
    heading = next(column.heading for column in columns if column.kind == "measures")
    if "มาตรการ" in squashed(heading):
        return bool(kinds & CARRIED_OUT)
    # Advice has ways too, and a budget has projects: a plan says who does them, or when, and how.
    return bool(kinds & {"period", "owners"}) and (_named(heading) == "ways" or "steps" in kinds)
