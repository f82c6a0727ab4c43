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


def decided(everybody: Cast, why: str, days: int) -> SigningDecision:
    """One more decision on one thing, as if the database let it stand beside the others."""
    at = NOW + datetime.timedelta(days=days)
    with transaction.atomic():
        made: SigningDecision = SigningDecision.objects.create(
            round=year_of(everybody.a), sort="leave", what="ก", why=why, decided_at=at, decided_by=everybody.anan
        )
        record(agency=everybody.a, person=None, action="decide-signing", witnessed=[witness(made)], now=at)
    return made


def test_the_database_takes_no_second_decision_on_a_thing(everybody: Cast) -> None:
    decided(everybody, "หนึ่ง", 0)
    with pytest.raises(IntegrityError):
        decided(everybody, "สอง", 1)
    again = leave_as_is(round=year_of(everybody.a), what="ก", why="สาม", person=everybody.anan, now=NOW)
    assert SigningDecision.objects.within(SYSTEM).get() == again


def test_what_stood_twice_is_merged_when_the_tables_are_brought_up_to_date(everybody: Cast) -> None:
    call_command("migrate", "records", tables.DOUBLED, verbosity=0)
    try:
        decided(everybody, "เก่า", 0)
        newest = decided(everybody, "ใหม่", 2)
        decided(everybody, "กลาง", 1)
        other = leave_as_is(round=year_of(everybody.b), what="ก", why="ของ ข", person=everybody.chai, now=NOW)
    finally:
        tables.bring()
    assert tables.look().state == "current"
    assert set(SigningDecision.objects.within(SYSTEM)) == {newest, other}
    assert row_faults(everybody.a) == row_faults(everybody.b) == ()
    assert walked(everybody.a).faults == ()
    with pytest.raises(IntegrityError):
        decided(everybody, "สอง", 3)
