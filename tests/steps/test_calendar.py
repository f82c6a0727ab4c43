"""Fiscal years and Buddhist-era dates, 29 February in both calendars."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.language.calendar import (
    MONTHS,
    SHORT_MONTHS,
    closes,
    english_date,
    fiscal_year,
    full_date,
    opens,
    same_day,
    short_date,
)

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2400, 12, 31))


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (datetime.date(2024, 9, 30), 2567),
        (datetime.date(2024, 10, 1), 2568),
        (datetime.date(2025, 9, 30), 2568),
        (datetime.date(2025, 12, 31), 2569),
        (datetime.date(2024, 2, 29), 2567),
    ],
)
def test_fiscal_year_opens_in_october(day: datetime.date, year: int) -> None:
    assert fiscal_year(day) == year


@given(DAYS)
def test_every_day_is_in_the_fiscal_year_that_holds_it(day: datetime.date) -> None:
    year = fiscal_year(day)

    assert opens(year) <= day <= closes(year)
    assert closes(year) + datetime.timedelta(days=1) == opens(year + 1)


@given(DAYS)
def test_fiscal_years_have_366_days_where_their_february_has_29(day: datetime.date) -> None:
    year = fiscal_year(day)
    days = (closes(year) - opens(year)).days + 1
    leap = (closes(year).year % 4 == 0 and closes(year).year % 100 != 0) or closes(year).year % 400 == 0

    assert days == 365 + leap


@pytest.mark.parametrize(
    ("day", "years", "then"),
    [
        (datetime.date(2024, 2, 29), 1, datetime.date(2025, 2, 28)),
        (datetime.date(2024, 2, 29), 4, datetime.date(2028, 2, 29)),
        (datetime.date(2024, 2, 29), -1, datetime.date(2023, 2, 28)),
        (datetime.date(2021, 4, 30), 5, datetime.date(2026, 4, 30)),
        (datetime.date(2023, 2, 28), 1, datetime.date(2024, 2, 28)),
    ],
)
def test_same_day_of_another_year_is_the_last_of_february_where_it_has_no_29th(
    day: datetime.date, years: int, then: datetime.date
) -> None:
    assert same_day(day, years) == then


def test_dates_are_written_as_screens_letters_and_english_readers_have_them() -> None:
    leap = datetime.date(2028, 2, 29)

    assert short_date(leap) == "29 ก.พ. 2571"
    assert full_date(leap) == "29 กุมภาพันธ์ 2571"
    assert english_date(leap) == "29 Feb 2028"
    assert short_date(datetime.date(2026, 9, 30)) == "30 ก.ย. 2569"


def test_months_have_a_long_and_a_short_name_each() -> None:
    assert len(set(MONTHS)) == len(set(SHORT_MONTHS)) == 12
    assert all(short[0] == long[0] for short, long in zip(SHORT_MONTHS, MONTHS, strict=True))
