"""No change leaves a day without a coordinator that had one before it: the rule by itself, and in the tables."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from people import NOW, TODAY, grant, person, with_year
from prongsai.records.actions import accounts, grants
from prongsai.records.actions.coverage import Span, covered, first_day_left
from prongsai.records.actions.grants import NotPossible
from prongsai.records.models import Agency, Grant, Person
from prongsai.records.scope import SYSTEM

WEEKS = 28  # days that are looked at one by one; every span of the tests begins and ends within


def day(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


NUMBERS = st.integers(-7, WEEKS - 7)
SPANS = st.builds(
    lambda first, last: Span(day(first), None if last is None else day(last)), NUMBERS, NUMBERS | st.none()
)


def holds(spans: list[Span], number: int) -> bool:
    return any(span.first <= day(number) <= (span.last or datetime.date.max) for span in spans)


@given(st.lists(SPANS, max_size=5), st.lists(SPANS, max_size=5))
def test_first_day_left_is_the_first_of_all_days_that_lost_its_holder(before: list[Span], after: list[Span]) -> None:
    lost = [number for number in range(WEEKS + 2) if holds(before, number) and not holds(after, number)]

    assert first_day_left(before, after, TODAY) == (day(lost[0]) if lost else None)


@given(SPANS, NUMBERS, NUMBERS)
def test_span_that_is_ended_covers_what_it_covered_until_then(span: Span, last: int, number: int) -> None:
    ended = span.until(day(last))

    assert ended.covers(day(number)) == (span.covers(day(number)) and number <= last)


@given(SPANS, SPANS)
def test_two_spans_meet_where_a_day_is_in_both(one: Span, other: Span) -> None:
    common = [number for number in range(-8, WEEKS + 2) if holds([one], number) and holds([other], number)]

    assert one.meets(other) == other.meets(one) == bool(common)


def test_end_of_all_days_is_no_error() -> None:
    last = Span(TODAY, datetime.date.max)
    assert first_day_left([last], [], TODAY) == TODAY
    assert covered([last], datetime.date.max)
    assert replace(last, last=None).until(datetime.date.max) == last


def spans_of(agency: Agency) -> list[Span]:
    held = Grant.objects.within(SYSTEM).filter(agency=agency, role="coordinator", person__is_active=True)
    return [Span(starts, ends) for starts, ends in held.values_list("starts", "ends")]


@pytest.fixture
def agency(db: None) -> Agency:
    return with_year("mae-sot")


def end(held: Grant, last: int) -> None:
    grants.end_role(by=None, grant=held, last_day=day(last), orphan=False, today=TODAY, now=NOW)


def test_someone_whose_role_ends_next_week_does_not_remain_after_it(agency: Agency) -> None:
    own = grant(person("Anan"), "coordinator", agency)
    grant(person("Boon"), "coordinator", agency, ends=day(7))
    with pytest.raises(NotPossible, match="from 10 Mar 2026 on there would be none"):
        end(own, 0)
    with pytest.raises(NotPossible, match="from 11 Mar 2026 on"):
        end(own, 8)
    assert Grant.objects.within(SYSTEM).get(pk=own.pk).ends is None
    grant(person("Chai"), "coordinator", agency, starts=day(8))
    end(own, 0)


def test_someone_whose_role_begins_later_leaves_a_gap(agency: Agency) -> None:
    own = grant(person("Anan"), "coordinator", agency)
    grant(person("Boon"), "coordinator", agency, starts=day(5))
    with pytest.raises(NotPossible, match="from 3 Mar 2026 on"):
        end(own, 0)
    with pytest.raises(NotPossible, match="from 2 Mar 2026 on"):
        end(own, -1)
    end(own, 4)


def test_a_later_role_that_fills_a_gap_to_come_is_not_taken_away(agency: Agency) -> None:
    grant(person("Anan"), "coordinator", agency, ends=day(4))
    next_one = grant(person("Boon"), "coordinator", agency, starts=day(5))
    with pytest.raises(NotPossible, match="from 7 Mar 2026 on"):
        end(next_one, -1)
    assert Grant.objects.within(SYSTEM).filter(pk=next_one.pk).exists()


def test_a_gap_that_was_there_before_stops_nobody(agency: Agency) -> None:
    own = grant(person("Anan"), "coordinator", agency, ends=day(10))
    grant(person("Boon"), "coordinator", agency, ends=day(10))
    end(own, 0)


def test_leaving_and_closing_are_judged_alike(agency: Agency) -> None:
    anan, boon = person("Anan"), person("Boon")
    grant(anan, "coordinator", agency)
    grant(boon, "coordinator", agency, ends=day(7))
    with pytest.raises(NotPossible, match="from 10 Mar 2026 on"):
        grants.leave(by=boon, person=anan, agency=agency, last_day=day(0), orphan=False, today=TODAY, now=NOW)
    with pytest.raises(NotPossible, match="from 10 Mar 2026 on"):
        accounts.close_account(by=boon, person=anan, orphan=False, today=TODAY, now=NOW)
    anan.refresh_from_db()
    assert anan.is_active
    accounts.close_account(by=None, person=anan, orphan=True, today=TODAY, now=NOW)
    assert spans_of(agency) == [Span(datetime.date(2020, 1, 1), day(7))]


def test_whoever_is_shut_out_does_not_remain(agency: Agency) -> None:
    own = grant(person("Anan"), "coordinator", agency)
    boon = person("Boon")
    grant(boon, "coordinator", agency)
    accounts.close_account(by=None, person=boon, orphan=False, today=TODAY, now=NOW)
    with pytest.raises(NotPossible, match="last coordinator"):
        end(own, 3)
    accounts.open_account(by=None, person=boon, now=NOW)
    end(own, 3)


def test_closing_names_the_agency_that_would_be_left(agency: Agency) -> None:
    other, anan = with_year("rangsit"), person("Anan")
    for place in (agency, other):
        grant(anan, "coordinator", place)
    grant(person("Boon"), "coordinator", agency)
    with pytest.raises(NotPossible, match=other.name):
        accounts.close_account(by=None, person=anan, orphan=False, today=TODAY, now=NOW)


def test_the_last_administrator_stays_whoever_asks(db: None) -> None:
    ek, fon = person("Ek"), person("Fon")
    own = grant(ek, "administrator")
    grant(fon, "administrator", ends=day(3))
    grant(person("Gaew"), "administrator", area_kind="province", area="ก")
    for orphan in (False, True):
        with pytest.raises(NotPossible, match="last administrator: from 6 Mar 2026 on"):
            accounts.close_account(by=None, person=ek, orphan=orphan, today=TODAY, now=NOW)
        with pytest.raises(NotPossible, match="last administrator"):
            grants.end_role(by=fon, grant=own, last_day=day(0), orphan=orphan, today=TODAY, now=NOW)
    accounts.close_account(by=ek, person=fon, orphan=False, today=TODAY, now=NOW)


NAMES = ("Anan", "Boon", "Chai", "Dao")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("give"), st.integers(0, 3), st.integers(0, 14), st.integers(0, 14) | st.none()),
        st.tuples(st.just("end"), st.integers(0, 20), st.integers(-3, 14), st.none()),
        st.tuples(st.just("leave"), st.integers(0, 3), st.integers(-3, 14), st.none()),
        st.tuples(st.just("close"), st.integers(0, 3), st.just(0), st.none()),
        st.tuples(st.just("open"), st.integers(0, 3), st.just(0), st.none()),
        st.tuples(st.just("tomorrow"), st.integers(1, 3), st.just(0), st.none()),
    ),
    max_size=12,
)


class Sequences(TestCase):
    """Changes in any order, by people who come and go while days pass."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.agency = with_year("mae-sot")
        cls.people = [person(name) for name in NAMES]
        grant(cls.people[0], "coordinator", cls.agency)

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def test_after_any_allowed_sequence_no_day_to_come_is_without_a_coordinator(
        self, steps: list[tuple[str, int, int, int | None]]
    ) -> None:
        today = TODAY
        for what, which, number, last in steps:
            try:
                today = self.taken(what, which, today, number, last)
            except NotPossible:
                continue
            held = spans_of(self.agency)
            days = [today + datetime.timedelta(days=ahead) for ahead in range(60)]
            assert [later for later in days if not covered(held, later)] == [], (what, which, number)
        self.once_a_day()

    def taken(self, what: str, which: int, today: datetime.date, number: int, last: int | None) -> datetime.date:
        """Takes a step; gives what day it is afterwards. Days count from the day of the step."""
        first = today + datetime.timedelta(days=number)
        who: Person = Person.objects.get(pk=self.people[which % 4].pk)
        match what:
            case "give":
                ends = None if last is None else today + datetime.timedelta(days=last)
                grants.give_role(
                    by=None, person=who, role="coordinator", agency=self.agency, area=None, manner="own", unit=None,
                    starts=first, ends=ends, now=NOW,
                )  # fmt: skip
            case "end":
                held = list(Grant.objects.within(SYSTEM).exclude(ends__lt=today).order_by("pk"))
                one = held[which % len(held)]
                grants.end_role(by=None, grant=one, last_day=first, orphan=False, today=today, now=NOW)
            case "leave":
                grants.leave(
                    by=None, person=who, agency=self.agency, last_day=first, orphan=False, today=today, now=NOW
                )
            case "close":
                accounts.close_account(by=None, person=who, orphan=False, today=today, now=NOW)
            case "open":
                accounts.open_account(by=None, person=who, now=NOW)
            case "tomorrow":
                today += datetime.timedelta(days=which)
        return today

    def once_a_day(self) -> None:
        """Nobody holds the role twice on a day."""
        for who in self.people:
            held = Grant.objects.within(SYSTEM).filter(person=who, agency=self.agency, role="coordinator")
            spans = [Span(starts, ends) for starts, ends in held.values_list("starts", "ends")]
            assert [one for at, one in enumerate(spans) if any(map(one.meets, spans[at + 1 :]))] == []
