"""Fiscal years and Buddhist-era dates: the one place that turns one calendar into the other."""

from __future__ import annotations

import datetime

from prongsai.language.days import BUDDHIST_ERA

# Thailand has had this one offset since 1920, and no summer time.
BANGKOK = datetime.timezone(datetime.timedelta(hours=7))
MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def fiscal_year(day: datetime.date) -> int:
    """The fiscal year (Buddhist era) that a day is in: 1 October opens the next one."""
    return day.year + BUDDHIST_ERA + (day.month >= 10)


def opens(year: int) -> datetime.date:
    """The first day of a fiscal year of the Buddhist era: 1 October of the year before."""
    return datetime.date(year - BUDDHIST_ERA - 1, 10, 1)


def closes(year: int) -> datetime.date:
    """The last day of a fiscal year of the Buddhist era: 30 September."""
    return datetime.date(year - BUDDHIST_ERA, 9, 30)


def same_day(day: datetime.date, years: int) -> datetime.date:
    """The same day and month ``years`` later; 29 February becomes 28 where the year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def short_date(day: datetime.date) -> str:
    """As screens show it: ``30 ก.ย. 2569``."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"


def full_date(day: datetime.date) -> str:
    """As official letters show it, without ``พ.ศ.``: ``30 กันยายน 2569``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"


def official_date(day: datetime.date) -> str:
    """As orders and announcements show the day of their issue: ``4 เมษายน พ.ศ. 2569``."""
    return f"{day.day} {MONTHS[day.month - 1]} พ.ศ. {day.year + BUDDHIST_ERA}"


def english_date(day: datetime.date) -> str:
    """With the common-era year, as English readers expect: ``30 Sep 2026``."""
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
