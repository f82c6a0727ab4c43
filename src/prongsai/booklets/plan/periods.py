"""When a measure is carried out: the text as printed, and its days where they are printed exactly."""

from __future__ import annotations

import calendar
import datetime
import re

from prongsai.language.calendar import MONTHS, SHORT_MONTHS
from prongsai.language.days import BUDDHIST_ERA
from prongsai.language.thai_text import digits, loose, tidy

_NUMBER_OF = {name: at for names in (MONTHS, SHORT_MONTHS) for at, name in enumerate(names, 1)}
_SHORT = "|".join(r"\.?\s?".join(map(re.escape, name.replace(".", ""))) + r"\.?" for name in SHORT_MONTHS)
_MONTH = "|".join(loose(name) for name in MONTHS) + "|" + _SHORT
_DAY = re.compile(rf"(?:(?P<day>\d{{1,2}})\s*)?(?P<month>{_MONTH})\s*(?:พ\.\s?ศ\.\s?)?(?P<year>25\d\d|\d\d)(?!\d)")
_BETWEEN = re.compile(r"\s*(?:[-–—]|ถึง|จนถึง)\s*(?:วันที่|เดือน|สิ้นเดือน)?\s*")
_WITHIN = re.compile(r"ภายใน\s?(?:วันที่|เดือน|สิ้นเดือน)?\s*$")
_TIME = re.compile(
    rf"{_MONTH}|ปี\s?งบ\s?ประมาณ|ไตรมาส|เดือน|ตลอด\s?(?:ทั้ง)?ปี|ทุก\s?(?:วัน|สัปดาห์|ปี)|ภายใน|ปีละ|(?<!\d)25\d\d(?!\d)|รอบ"
)

# A period that is longer is none, and takes long to compare with itself.
_LONGEST = 600
# Two digits of a year are read as one of these; no plan is older.
_FIRST_YEAR = 2550


def period_text(text: str) -> str:
    """A period in one line; what stands in it twice over stands once."""
    line = re.sub(r"(?<=[ก-๙])พ\.\s?ศ\.", " พ.ศ.", tidy(text.replace("\n", " ")))
    half = re.fullmatch(r"(.{8,}?)(?:\s*\1)+", line) if len(line) < _LONGEST else None
    return half[1].strip() if half else line


def tells_time(text: str) -> bool:
    """Whether words of a column for several things say when."""
    return _TIME.search(digits(text)) is not None


def days_of(text: str) -> tuple[datetime.date | None, datetime.date | None]:
    """First and last day: of two days or months with their years, or the last one alone behind ``ภายใน``; else None."""
    plain = digits(text)
    found = list(_DAY.finditer(plain))
    if len(found) == 2 and _BETWEEN.fullmatch(plain[found[0].end() : found[1].start()]):
        first, last = _day(found[0], last=False), _day(found[1], last=True)
        if first is not None and last is not None and first <= last:
            return first, last
    if len(found) == 1 and _WITHIN.search(plain[: found[0].start()]):
        return None, _day(found[0], last=True)
    return None, None


def _day(found: re.Match[str], *, last: bool) -> datetime.date | None:
    name = re.sub(r"[\s.]", "", found["month"])
    month = next((at for known, at in _NUMBER_OF.items() if known.replace(".", "") == name), None)
    year = int(found["year"])
    year = year if year > 100 else 2500 + year
    if month is None or year < _FIRST_YEAR:
        return None
    common = year - BUDDHIST_ERA
    day = int(found["day"]) if found["day"] else calendar.monthrange(common, month)[1] if last else 1
    try:
        return datetime.date(common, month, day)
    except ValueError:
        return None


def day_said(text: str) -> datetime.date | None:
    """The day of which a report tells: ``ข้อมูล ณ วันที่ 4 เมษายน 2566``."""
    plain = digits(text)
    told = re.search(r"ข้อมูล\s?ณ\s?วันที่\s*", plain)
    found = _DAY.match(plain, told.end()) if told else None
    return _day(found, last=True) if found and found["day"] else None
