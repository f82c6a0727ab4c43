"""Days as officers write them: 31 มี.ค. 2569, 31/3/2569, ๓๑ มีนาคม พ.ศ. ๒๕๖๙, 2026-03-31; and what is wrong with one."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Literal

from prongsai.language.calendar import ENGLISH_MONTHS, MONTHS, SHORT_MONTHS, english_date, full_date, short_date
from prongsai.language.days import BUDDHIST_ERA
from prongsai.language.exact import arabic
from prongsai.language.text import Text, shortened

MOST_LETTERS = 60  # of a day; nothing longer is looked at

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_NUMBERS = re.compile(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{4}|[0-9]{2})")
_WORDS = re.compile(
    r"(?:วัน([\u0e00-\u0e3e\u0e40-\u0e4f]{0,12}?)ที่)?\s*([0-9]{1,2})\s*([\u0e00-\u0e3e.\u0e40-\u0e4f]+?)"
    r"\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*([0-9]{4}|[0-9]{2})"
)
_ENGLISH = re.compile(r"([0-9]{1,2})\s*([A-Za-z]{3,9})\.?,?\s*([0-9]{4}|[0-9]{2})")
_MONTHS = {name.replace(".", ""): number for names in (MONTHS, SHORT_MONTHS) for number, name in enumerate(names, 1)}
_ENGLISH_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_OTHER_WEEKDAYS = {"พฤหัส": "พฤหัสบดี"}

_Form = Literal["iso", "numbers", "words", "english"]


@dataclass(frozen=True, slots=True)
class _Parts:
    number: int
    month: int
    year: int
    form: _Form
    short: bool = False  # the year has two digits
    weekday: str = ""


def day_of(text: str) -> datetime.date | None:
    """The day that ``text`` names, None where it names none.

    Years from 2400 on are of the Buddhist era, others of the common era; two digits are a Buddhist year and are read
    only after the name of a month. Thai digits are read. ``typed_day`` is stricter, and says what is wrong.
    """
    found = _taken_apart(text)
    if found is None or (found.short and found.form != "words"):
        return None
    return _day(found.year + 2500 if found.short else found.year, found.month, found.number)


def common_era(day: datetime.date) -> datetime.date | None:
    """A day that a spreadsheet holds; where its year can only be of the Buddhist era, in the common era."""
    return _day(day.year, day.month, day.day)


def typed_day(text: str) -> datetime.date | Text:
    """The day that somebody typed, or what is wrong with it and what to type, in words.

    Years are of the Buddhist era; a year of the common era is read only where its form says that it is one: after the
    English name of a month, and in ``2027-04-30``. What screens show is always read back.
    """
    found = _taken_apart(text)
    if found is None:
        said = shortened(" ".join(text.split()), 40)
        return Text(
            th=f"ไม่เข้าใจ “{said}” ให้พิมพ์วัน เดือน และปี พ.ศ. เช่น 30 เม.ย. 2570 หรือ 30/4/2570",
            en=f"“{said}” is not a day: type day, month and year of the Buddhist era, as 30 เม.ย. 2570 or 30/4/2570",
        )
    if found.short and found.form != "words":
        return Text(
            th=f"ปี “{found.year:02}” มีสองหลัก อาจเป็น พ.ศ. หรือ ค.ศ. ก็ได้ ให้พิมพ์ปี พ.ศ. สี่หลัก เช่น 30/4/2570",
            en=f"the year “{found.year:02}” may be of either era: type its four digits, as 30/4/2570",
        )
    if not 1 <= found.month <= 12:
        return Text(
            th=f"ไม่มีเดือนที่ {found.month} ให้พิมพ์วันก่อนเดือน เช่น 30/4/2570",
            en=f"there is no month {found.month}: the day comes before the month, as 30/4/2570",
        )
    year = found.year + 2500 if found.short else found.year
    buddhist = year >= 2400
    if not buddhist and found.form in ("numbers", "words"):
        return _not_buddhist(found, year)
    common = year - BUDDHIST_ERA if buddhist else year
    if not 1900 <= common < 2200:
        return _no_year(year)
    days = calendar.monthrange(common, found.month)[1]
    if not 1 <= found.number <= days:
        month = MONTHS[found.month - 1]
        return Text(
            th=f"เดือน{month} {common + BUDDHIST_ERA} ไม่มีวันที่ {found.number} มีวันที่ 1 ถึง {days}",
            en=f"{ENGLISH_MONTHS[found.month - 1]} {common} has the days 1 to {days}, not {found.number}",
        )
    day = datetime.date(common, found.month, found.number)
    return _of_weekday(day, found.weekday) or day


def _not_buddhist(found: _Parts, year: int) -> Text:
    try:
        meant = datetime.date(year, found.month, found.number)
    except ValueError:
        return _no_year(year)
    if not 1900 <= year < 2200:
        return _no_year(year)
    return Text(
        th=f"ปี {year} เป็นปี ค.ศ. หากหมายถึง {full_date(meant)} ให้พิมพ์ปี พ.ศ. {year + BUDDHIST_ERA}",
        en=f"{year} is a year of the common era: for {full_date(meant)} type the year {year + BUDDHIST_ERA}",
    )


def _no_year(year: int) -> Text:
    return Text(
        th=f"ปี {year} ไม่ใช่ปีที่ใช้ได้ ให้พิมพ์ปี พ.ศ. สี่หลัก เช่น 2570",
        en=f"{year} is no year that can be meant: type a year of the Buddhist era, as 2570",
    )


def _of_weekday(day: datetime.date, named: str) -> Text | None:
    """What is wrong where a weekday is named and the day is another; None where nothing is."""
    own = _WEEKDAYS[day.weekday()]
    if not named or _OTHER_WEEKDAYS.get(named, named) == own:
        return None
    return Text(
        th=f"{short_date(day)} เป็นวัน{own} ไม่ใช่วัน{named} ให้ตรวจวันที่กับประกาศ",
        en=f"{english_date(day)} is another weekday than the one typed: check it against the announcement",
    )


def _taken_apart(text: str) -> _Parts | None:
    plain = " ".join(str(arabic(text)).split())
    if len(plain) > MOST_LETTERS:
        return None
    if match := _ISO.fullmatch(plain):
        year, month, number = map(int, match.groups())
        return _Parts(number, month, year, "iso")
    if match := _NUMBERS.fullmatch(plain):
        number, month, year = map(int, match.groups())
        return _Parts(number, month, year, "numbers", len(match[3]) == 2)
    if match := _WORDS.fullmatch(plain):
        of_year = _MONTHS.get(match[3].replace(".", ""))
        weekday = match[1] or ""
        known = weekday == "" or _OTHER_WEEKDAYS.get(weekday, weekday) in _WEEKDAYS
        if of_year is not None and known:
            return _Parts(int(match[2]), of_year, int(match[4]), "words", len(match[4]) == 2, weekday)
    if match := _ENGLISH.fullmatch(plain):
        said = match[2].lower()
        for at, name in enumerate(_ENGLISH_NAMES, 1):
            if said in (name, name[:3]) or (said == "sept" and at == 9):
                return _Parts(int(match[1]), at, int(match[3]), "english", len(match[3]) == 2)
    return None


def _day(year: int, month: int, number: int) -> datetime.date | None:
    try:
        result = datetime.date(year - BUDDHIST_ERA if year >= 2400 else year, month, number)
    except ValueError:
        return None
    return result if 1900 <= result.year < 2200 else None
