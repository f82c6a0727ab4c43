"""What a heading, a caption or a paragraph says of all that stands below it: another year, or that it is no result."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from prongsai.criteria.lexicon import codes_in
from prongsai.criteria.shapes import Criteria
from prongsai.language.thai_text import digits
from prongsai.proofread.document.passages import Grid, Passage, Piece
from prongsai.proofread.wordings import OTHER_SCORES, AgencyNames, agency_names, named_years

# A paragraph this long says something itself; a shorter one without a score may stand over what follows.
_TITLE = 130
_ANNOUNCES = re.compile(r"(?:ดัง\s?(?:นี้|ต่อ\s?ไป\s?นี้|ตาราง.{0,30})|ต่อ\s?ไป\s?นี้|ได้\s?แก่|คือ|:)\s?$")
# A sentence says something, and what stands below it is another matter.
_SAYS = re.compile(r"ได้|มี|กำหนด|ต้อง|ควร|เพื่อ|พบ|เป็น|จะ|ให้")
_CAPTION = re.compile(r"\s*(?:ตาราง|แผนภูมิ|แผน\s?ภาพ|ภาพ|กราฟ)")
# What the title of a booklet calls it.
_BOOKLET = re.compile(r"รายงาน|มาตรการ|แผน(?!ภูมิ|\s?ภาพ)|ประกาศ|คู่มือ|เล่ม")
_SCORE = re.compile(r"(?<![\d.])\d{1,3}\.\d{1,2}(?![\d.])")
_NUMBERING = re.compile(
    r"^[\s\d.()•*–-]*(?:ส่วน\s?ที่\s?\d+\s?)?(?:(?:ตาราง|แผนภูมิ|ภาพ)\s?(?:ที่\s?)?[\d.-]*\s?)?(?:แสดง\s?)?"
)
_ITA = re.compile(r"(?<![A-Za-z])ITA(?![A-Za-z])|คุณธรรม\s?และ\s?ความ\s?โปร่งใส")
_RESULT = re.compile(r"ผล\s?(?:คะแนน|(?:การ\s?)?(?:ประเมิน|วิเคราะห์))|คะแนน|ระดับ")
_SEVERAL = re.compile(r"เทียบ|ระหว่าง|ย้อน\s?หลัง|แนว\s?โน้ม|พัฒนา\s?การ|ตั้ง\s?แต่|[/,&]|และ|กับ")
_LATER = re.compile(r"มาตรการ|แผน|แนวทาง|ข้อ\s?เสนอ|ขับ\s?เคลื่อน|การ\s?ดำเนิน\s?การ")
# Whatever else a heading says, below it stand no results.
_SUPPOSED = re.compile(
    r"จำลอง|ประมาณ\s?การ|คาด\s?การณ์|พยากรณ์|ตัวอย่าง(?!\s?ของ\s?ผู้)|สมมติ|ประเมิน\s?ตน\s?เอง|เบื้อง\s?ต้น|ก่อน\s?(?:การ\s?)?(?:ยื่น\s?)?อุทธรณ์|"
    r"(?:แยก|จำแนก)\s?ตาม\s?(?:กลุ่ม|กอง|หน่วย|สังกัด|ช่วง\s?อายุ|อายุ|เพศ|คณะ|ประเภท|ตำแหน่ง|สถานภาพ|อายุ\s?งาน)|"
    r"ระดับ\s?(?:คณะ|กอง|สำนัก|แผนก|อำเภอ|จังหวัด|ประเทศ|ภาค|กระทรวง)|(?:ทั้ง|ทั่ว)\s?(?:ประเทศ|จังหวัด)|หน่วย\s?งาน\s?(?:อื่น|ที่\s?(?:ได้|มี))|กรณี\s?ศึกษา|ต้น\s?แบบ"
)
# Others' scores and what is wished for, where the heading speaks of them first or of no result.
_OTHERS = re.compile(
    r"(?:คะแนน\s?|ผล\s?)?(?:ค่า\s?)?เฉลี่ย\s?(?:ของ|ระดับ|ทั้ง|ใน|กลุ่ม|ประเทศ|จังหวัด)|(?:ค่า\s?)?เป้า\s?หมาย|ตั้ง\s?เป้า|"
    r"(?:หลัก\s?)?เกณฑ์\s?(?:การ\s?)?(?:ประเมิน|คำนวณ|ให้\s?คะแนน|ตัดสิน|พิจารณา)|วิธี\s?(?:การ\s?)?คำนวณ"
)
_UNITS = re.compile(
    r"(?:ของ|ภายใน|ใน)\s?(?:กอง(?!\s?ทุน)|สำนัก(?!\s?งาน)|คณะ(?!\s?(?:กรรม|ที่|ผู้))|ฝ่าย|แผนก|ศูนย์|โรง\s?เรียน|สถานี)"
)
_SURVEYS = re.compile(
    rf"{OTHER_SCORES.pattern}|(?:สำรวจ|ประเมิน)\s?(?:ความ\s?)?(?:เชื่อ\s?มั่น|ผูก\s?พัน|พึง\s?พอใจ)|เบิก\s?จ่าย|EdPEx|ITA\s?Online"
)
# Others who survey and assess, under names that sound like the indicators'.
_ASSESSORS = re.compile(r"สตง\.?|สสช\.?|สำนักงาน\s?สถิติ|ก\.\s?พ\.\s?ร\.|ผล\s?(?:การ\s?)?สำรวจ\s?(?:ของ|ความ)")
# Columns of means of five and lists of other things.
_LOWEST, _HIGHEST = re.compile(r"(?:ต่ำ|น้อย)\s?(?:ที่\s?)?สุด"), re.compile(r"(?:สูง|มาก)\s?(?:ที่\s?)?สุด")
_OF_FIVE = re.compile(r"S\.?\s?D\.?(?![A-Za-z])|ส่วน\s?เบี่ยง\s?เบน|x̄|X̅|เต็ม\s?5(?!\d)")
_THINGS = re.compile(r"(?:ที่\s?)?(?:มิติ|กลยุทธ์|ยุทธ\s?ศาสตร์|โครงการ|งาน\s?บริการ|กิจกรรม|คณะ|กอง)")
_FIVE = Decimal(5)
# In a sentence: an example, a supposition, a mark that the agency gave itself.
_SUPPOSES = re.compile(
    r"ตัวอย่าง\s?(?:เช่น|การ|ที่)|เช่น\s?หาก|สมมติ|จำลอง|ประเมิน\s?ตน\s?เอง|ก่อน\s?(?:การ\s?)?(?:ยื่น\s?)?อุทธรณ์|คาด\s?(?:การณ์|ว่า)"
)


@dataclass(frozen=True, slots=True)
class Below:
    """What is said of a place: ``year`` where an earlier one is named over it, ``own`` false where it is no result."""

    year: int | None = None
    own: bool = True


class Setting:
    """Follows a booklet piece after piece and says what stands over each."""

    def __init__(self, criteria: Criteria, agency: str) -> None:
        self.this = criteria.year
        self.codes = codes_in(criteria)
        self.names: AgencyNames = agency_names(agency)
        self._leader: str | None = None
        self._headings: tuple[str, ...] = ()
        self._title: str | None = None  # speaks of all that the booklet holds

    def of(self, piece: Piece) -> Below:
        """What stands over a piece. Asked once for each piece, in order."""
        if not isinstance(piece, (Passage, Grid)):
            return Below()
        if self._title is None and isinstance(piece, Passage) and piece.level is not None:
            self._title = piece.text if _BOOKLET.search(piece.text) else ""
        if piece.headings != self._headings or (isinstance(piece, Passage) and piece.level is not None):
            self._headings, self._leader = piece.headings, None
        if isinstance(piece, Grid):
            return self._grid(piece)
        plain = digits(piece.text)
        if piece.level is None and self._leads(plain):
            self._leader = plain
            return self._here(plain, piece.headings[::-1])
        if len(plain) > _TITLE:
            self._leader = None
        return self._here(plain, [*([self._leader] if self._leader else ()), *piece.headings[::-1]])

    def _of_ita(self, plain: str) -> bool:
        """Whether a text speaks of the assessment or of one of its instruments."""
        return _ITA.search(plain) is not None or self.codes.search(plain) is not None

    def _leads(self, plain: str) -> bool:
        """Whether a paragraph stands over what follows: it announces it, or is short and gives no score."""
        if _ANNOUNCES.search(plain):
            return True
        if len(plain) > _TITLE or _SCORE.search(plain) or (_SAYS.search(plain) and not _CAPTION.match(plain)):
            return False
        return "ปี" in plain or any(
            sort.search(plain) for sort in (_CAPTION, _SUPPOSED, _OTHERS, _UNITS, _SURVEYS, _RESULT)
        )

    def _here(self, plain: str, over: Iterable[str]) -> Below:
        """Of a paragraph: its own words go before those above it."""
        if _SUPPOSES.search(plain) and not self.names.named(plain):
            return Below(own=False)
        if (_SURVEYS.search(plain) or _ASSESSORS.search(plain)) and not self._of_ita(plain):
            return Below(own=False)
        below = self._below(over)
        if self.names.named(plain) and self._of_ita(plain):
            return Below()
        return Below(None, below.own) if below.year and set(named_years(plain, self.this)) else below

    def _grid(self, grid: Grid) -> Below:
        heads = " ".join(cell for row in grid.rows[: max(grid.head, 1)] for cell in row)
        edges = _LOWEST.search(heads) and _HIGHEST.search(heads) and _over_numbers(grid, _LOWEST)
        if edges or _OF_FIVE.search(digits(heads)) or _THINGS.match(grid.rows[0][0]) or _all_of_five(grid):
            return Below(own=False)
        over = [digits(grid.caption), *([self._leader] if self._leader else ()), *grid.headings[::-1]]
        below = self._below(text for text in over if text)
        cells = " ".join(dict.fromkeys(cell for row in grid.rows for cell in row))
        return Below(None, below.own) if below.year and set(named_years(digits(cells), self.this)) else below

    def _below(self, over: Iterable[str]) -> Below:
        """The nearest words above that say something decide."""
        year: int | None = None
        settled = False
        for text in over:
            if text == self._title:
                continue
            plain = digits(text)
            if self._no_result(plain):
                return Below(own=False)
            if not settled and (named := self._year(plain)) is not None:
                settled = True
                year = named if named < self.this else None
            if settled and _RESULT.search(plain):
                break  # what stands further up speaks of more than this
        return Below(year)

    def _year(self, plain: str) -> int | None:
        """The one year whose results a text announces."""
        years = set(named_years(plain, self.this))
        if len(years) != 1 or (
            _SEVERAL.search(plain.replace("คุณธรรมและความโปร่งใส", "")) and not _ANNOUNCES.search(plain)
        ):
            return None
        if not _RESULT.search(plain) and "ปี" not in plain:
            return None
        year = years.pop()
        return None if year > self.this or (_LATER.search(plain) and not _ANNOUNCES.search(plain)) else year

    def _no_result(self, plain: str) -> bool:
        if _SUPPOSED.search(plain) and not re.search(r"เทียบ", plain):
            return True
        begin = _NUMBERING.match(plain)
        at = begin.end() if begin else 0
        others = _OTHERS.search(plain)
        if others and not re.search(r"เทียบ", plain) and (others.start() <= at or not _RESULT.search(plain)):
            return True
        if self.names.another(plain) and not self.names.named(plain):
            return True
        if _UNITS.search(plain) and not self.names.named(plain) and not re.search(r"ป\.?\s?ป\.?\s?ช", plain):
            return True
        return _SURVEYS.search(plain) is not None and not self._of_ita(plain.replace("ITA Online", ""))


def _over_numbers(grid: Grid, head: re.Pattern[str]) -> bool:
    """Whether a column that is called so holds numbers: the lowest of many agencies, no name of a question."""
    at = [column for column, cell in enumerate(grid.rows[0]) if head.search(cell)]
    return any(column < len(row) and _decimal(row[column]) is not None for row in grid.rows[1:] for column in at)


def _all_of_five(grid: Grid) -> bool:
    """Whether all numbers with decimals of a table are of a scale that ends with five."""
    values = [value for row in grid.rows for cell in row if (value := _decimal(cell)) is not None]
    return len(values) > 1 and all(value <= _FIVE for value in values) and any(values)


def _decimal(cell: str) -> Decimal | None:
    plain = digits(cell).strip()
    if "." not in plain:
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
