"""Phases: how each stands on a day, and how many working days are left."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screen_years import empty

from prongsai.criteria.country.holidays import fixed_in, holidays_of
from prongsai.criteria.deadlines import PhaseDays
from prongsai.language.calendar import working_days
from prongsai.language.text import Text
from prongsai.screens.agency.due import SOON, due_on, now_of, phase_rows
from prongsai.screens.year import phases_on

TODAY = datetime.date(2026, 4, 10)  # a Friday
DAY = datetime.timedelta(days=1)
NONE = holidays_of((), TODAY.year, TODAY.year + 2)


def phase(code: str, starts: int | None, ends: int | None, **fields: object) -> PhaseDays:
    """A phase by days from today."""
    return PhaseDays(
        code=code,
        name=Text(th=f"ช่วง {code}", en=f"phase {code}"),
        starts=None if starts is None else TODAY + starts * DAY,
        ends=None if ends is None else TODAY + ends * DAY,
        **fields,
    )


@pytest.mark.parametrize(
    ("starts", "ends", "state", "days"),
    [
        (-9, -1, "past", None),
        (-9, 0, "now", 0),
        (-9, 10, "now", 10),
        (3, 10, "next", 3),
        (None, 10, "until", 10),
        (-9, None, "now", None),
        (None, None, "unknown", None),
    ],
)
def test_phase_stands_by_its_own_days(starts: int | None, ends: int | None, state: str, days: int | None) -> None:
    (stands,) = phases_on(TODAY, [phase("a", starts, ends)], NONE)

    assert (stands.state, stands.days) == (state, days)


def test_phase_without_an_end_is_past_once_a_later_one_is_over() -> None:
    calendar = [phase("a", -30, None), phase("b", None, None), phase("c", -9, -1), phase("d", None, None)]

    assert [stands.state for stands in phases_on(TODAY, calendar, NONE)] == ["past", "past", "past", "unknown"]


def test_working_days_leave_out_weekends_and_holidays() -> None:
    songkran = {datetime.date(2026, 4, day) for day in (13, 14, 15)}

    assert working_days(TODAY, datetime.date(2026, 4, 20), ()) == 6
    assert working_days(TODAY, datetime.date(2026, 4, 20), songkran) == 3


@given(st.integers(0, 400), st.integers(0, 400))
def test_working_days_of_two_stretches_add_up(first: int, second: int) -> None:
    middle, end = TODAY + first * DAY, TODAY + (first + second) * DAY

    assert working_days(TODAY, end, ()) == working_days(TODAY, middle, ()) + working_days(middle, end, ())


@given(st.integers(0, 400), st.sets(st.integers(0, 400)))
def test_working_days_are_those_on_which_an_office_is_open(length: int, closed: set[int]) -> None:
    holidays = {TODAY + day * DAY for day in closed}
    days = [TODAY + number * DAY for number in range(1, length + 1)]

    counted = working_days(TODAY, TODAY + length * DAY, holidays)
    assert counted == len([day for day in days if day.strftime("%a") not in ("Sat", "Sun") and day not in holidays])
    # A holiday more takes away one day at the most, and none that was closed already.
    assert counted - working_days(TODAY, TODAY + length * DAY, {*holidays, TODAY + DAY}) in (0, 1)


def test_working_days_are_exact_where_the_holidays_of_every_year_were_entered() -> None:
    calendar = [phase("a", -9, 10), phase("b", -9, 300)]
    songkran = [datetime.date(2026, 4, day) for day in (13, 14, 15)]
    entered = phases_on(TODAY, calendar, holidays_of(songkran, 2026, 2027))
    nothing = phases_on(TODAY, calendar, NONE)

    assert (entered[0].working_days, entered[0].exact) == (3, True)
    assert [each.exact for each in entered] == [True, False]  # the second ends in a year of which nothing was entered
    assert [each.exact for each in nothing] == [False, False]
    assert nothing[0].working_days == 3  # Songkran is of a fixed day


def test_days_that_are_the_same_each_year_are_counted_but_for_those_only_recalled() -> None:
    special = datetime.date(2026, 4, 16)
    known = holidays_of([special], 2026, 2026)
    recalled = {day for day, each in fixed_in(2026).items() if each.certainty == "recollection"}

    assert recalled and known.days == {special} | set(fixed_in(2026)) - recalled
    assert known.entered == {2026}
    assert datetime.date(2019, 5, 4) not in fixed_in(2019)  # Coronation Day since 2563


def test_of_phases_under_way_the_first_to_end_is_looked_at() -> None:
    calendar = [phase("a", -9, None), phase("b", -9, 20), phase("c", -9, 5), phase("d", 1, 2)]
    now = now_of(empty(phases=phases_on(TODAY, calendar, NONE)))

    assert now.phase is not None
    assert (now.phase.code, now.unknown, now.whole, now.over) == ("c", 0, 4, False)


def test_where_nothing_runs_the_next_phase_is_looked_at() -> None:
    calendar = [phase("a", -9, -1), phase("b", 9, 20), phase("c", 3, 20), phase("d", None, None)]
    now = now_of(empty(phases=phases_on(TODAY, calendar, NONE)))

    assert now.phase is not None
    assert (now.phase.code, now.unknown, now.whole) == ("c", 1, 4)


def test_a_phase_is_due_soon_within_two_weeks() -> None:
    calendar = [phase("a", -9, SOON), phase("b", -9, SOON + 1)]
    due = due_on(TODAY, empty(phases=phases_on(TODAY, calendar, NONE)))

    assert [(line.late, line.days, line.text.en) for line in due] == [(False, SOON, "phase a ends soon")]


def test_results_are_late_from_the_day_after_they_were_announced() -> None:
    def late(ends: int) -> list[tuple[bool, int]]:
        year = empty(phases=phases_on(TODAY, [phase("results", None, ends)], NONE))
        return [(line.late, line.days) for line in due_on(TODAY, year)]

    assert late(-3) == [(True, 3)]
    assert late(0) == [(False, 0)]


def test_phase_rows_say_how_surely_the_days_are_known() -> None:
    calendar = [phase("a", -9, 3, moved=True), phase("b", None, None), phase("c", -9, 3, certainty="inferred")]
    rows = phase_rows(empty(phases=phases_on(TODAY, calendar, NONE)))

    assert [row.certainty.en for row in rows] == ["set by the agency", "days not known", "inferred, not official"]
