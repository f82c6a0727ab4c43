"""A thing is decided once: the database keeps it so, and what stood twice before is merged with its line."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from people import NOW, Cast, cast
from prongsai.flow.site import tables
from prongsai.records.actions.history import record
from prongsai.records.actions.papers.decisions import leave_as_is
from prongsai.records.models import Agency, AgencyRound, SigningDecision
from prongsai.records.queries.history import walked
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import witness

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def everybody() -> Cast:
    return cast()


def year_of(agency: Agency) -> AgencyRound:
    found: AgencyRound = AgencyRound.objects.within(SYSTEM).get(agency=agency)
    return found


def decided(everybody: Cast, why: str, days: int, year: AgencyRound | None = None) -> SigningDecision:
    """One more decision on one thing, as if the database let it stand beside the others; ``year``: by default A's."""
    year = year or year_of(everybody.a)
    at = NOW + datetime.timedelta(days=days)
    with transaction.atomic():
        made: SigningDecision = SigningDecision.objects.create(
            round=year, sort="leave", what="ก", why=why, decided_at=at, decided_by=everybody.anan
        )
        record(agency=year.agency, person=None, action="decide-signing", witnessed=[witness(made)], now=at)
    return made


def test_the_database_takes_no_second_decision_on_a_thing(everybody: Cast) -> None:
    decided(everybody, "หนึ่ง", 0)
    with pytest.raises(IntegrityError):
        decided(everybody, "สอง", 1)
    again = leave_as_is(round=year_of(everybody.a), what="ก", why="สาม", person=everybody.anan, now=NOW)
    assert SigningDecision.objects.within(SYSTEM).get() == again


def test_what_stood_twice_is_merged_when_the_tables_are_brought_up_to_date(everybody: Cast) -> None:
    # Read before the tables are those of an earlier program, which has fewer columns.
    a, b = year_of(everybody.a), year_of(everybody.b)
    assert a.agency == everybody.a and b.agency == everybody.b
    call_command("migrate", "records", tables.DOUBLED, verbosity=0)
    try:
        decided(everybody, "เก่า", 0, a)
        newest = decided(everybody, "ใหม่", 2, a)
        decided(everybody, "กลาง", 1, a)
        other = decided(everybody, "ของ ข", 0, b)
    finally:
        tables.bring()
    # An earlier program has no such column: that it was emptied on the way back is this test's own doing.
    AgencyRound.objects.within(SYSTEM).filter(pk__in=(a.pk, b.pk)).update(opened_at=a.opened_at)
    assert tables.look().state == "current"
    assert set(SigningDecision.objects.within(SYSTEM)) == {newest, other}
    assert row_faults(everybody.a) == row_faults(everybody.b) == ()
    assert walked(everybody.a).faults == ()
    with pytest.raises(IntegrityError):
        decided(everybody, "สอง", 3)
