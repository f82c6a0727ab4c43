"""Days as officers write them: 31 มี.ค. 2569, 31/3/2569, 2026-03-31."""

from __future__ import annotations

import datetime
import re

from prongsai.language.calendar import MONTHS, SHORT_MONTHS
from prongsai.language.days import BUDDHIST_ERA
from prongsai.language.exact import arabic

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_NUMBERS = re.compile(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{4})")
_WORDS = re.compile(
    r"(?:วันที่)?\s*([0-9]{1,2})\s*([\u0e00-\u0e3e.\u0e40-\u0e4f]+?)\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*([0-9]{4}|[0-9]{2})"
)
_MONTHS = {name.replace(".", ""): number for names in (MONTHS, SHORT_MONTHS) for number, name in enumerate(names, 1)}


def day_of(text: str) -> datetime.date | None:
    """The day that ``text`` names, None where it names none.

    Years from 2400 on are of the Buddhist era, others of the common era; two digits are a Buddhist year and are read
    only after the name of a month. Thai digits are read.
    """
    plain = str(arabic(text))
    if match := _ISO.fullmatch(plain):
        year, month, number = match.groups()
        return _day(int(year), int(month), int(number))
    if match := _NUMBERS.fullmatch(plain):
        number, month, year = match.groups()
        return _day(int(year), int(month), int(number))
    if match := _WORDS.fullmatch(plain):
        number, name, year = match.groups()
        month = _MONTHS.get(name.replace(".", ""))
        if month is not None:
            return _day(int(year) + 2500 if len(year) == 2 else int(year), month, int(number))
    return None


def common_era(day: datetime.date) -> datetime.date | None:
    """A day that a spreadsheet holds; where its year can only be of the Buddhist era, in the common era."""
    return _day(day.year, day.month, day.day)


def _day(year: int, month: int, number: int) -> datetime.date | None:
    try:
        result = datetime.date(year - BUDDHIST_ERA if year >= 2400 else year, month, number)
    except ValueError:
        return None
    return result if 1900 <= result.year < 2200 else None
