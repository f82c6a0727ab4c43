"""What two people begin at the same moment on a site where there is nothing yet: one waits, or is answered in words."""

from __future__ import annotations

from functools import partial

import pytest
from django.core.management import call_command
from test_lock_order import ask, together, unexpected, year_of

from people import NOW, TODAY, cast, person
from prongsai.files.problems import Refused
from prongsai.flow.people import site
from prongsai.flow.rules import known
from prongsai.records.actions import grants, people
from prongsai.records.actions.results import agency_in
from prongsai.records.actions.year.opening import YearClosed, close_year, open_round, reopen_year
from prongsai.records.models import Agency, AgencyRound, Entry, Grant, MadeDocument, Person
from prongsai.records.queries.history import walked
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 8


def test_first_lines_of_the_sites_chain_wait_for_each_other() -> None:
    raised: list[Exception | None] = []
    for _ in range(TIMES):
        call_command("flush", interactive=False, verbosity=0)
        everybody = [person(name) for name in ("Anan", "Boon", "Chai", "Dao")]
        raised += together(
            *(
                partial(
                    grants.give_role, by=None, person=who, role="supervisor", agency=None,
                    area=grants.Area("province", "ก"), manner="own", unit=None, starts=TODAY, ends=None, now=NOW,
                )
                for who in everybody
            )
        )  # fmt: skip
        assert Entry.objects.within(SYSTEM).filter(agency=None).count() == len(everybody)
        assert walked(None).faults == ()
    assert [error for error in raised if error is not None] == []


def test_two_who_join_with_the_same_address_get_one_account_and_one_sentence() -> None:
    everybody = cast()
    for number in range(TIMES):
        slips = [
            people.invite(by=everybody.anan, role=role, agency=where, area=None, email="", now=NOW).code
            for role, where in (("mentor", everybody.a), ("mentor", everybody.b))
        ]
        join = partial(
            people.accept, person=None, email=f"new{number}@example.org", name="นก", position="",
            password="ช้างม่วงร่มกระดาษดินสอ", now=NOW, today=TODAY,
        )  # fmt: skip
        raised = together(*(partial(join, code=code) for code in slips))
        assert unexpected(raised) == []
        assert [error is None for error in raised].count(True) == 1
        assert Person.objects.filter(email=f"new{number}@example.org").count() == 1
        assert Grant.objects.within(SYSTEM).filter(person__email=f"new{number}@example.org").count() == 1


def test_the_same_account_added_twice_at_the_machine_is_answered_in_words() -> None:
    cast()
    add = partial(
        site.add_person, name="นก", role="administrator", agency=None, password="ช้างม่วงร่มกระดาษดินสอ", today=TODAY
    )
    for number in range(TIMES):
        raised = together(*[partial(add, email=f"nok{number}@example.org")] * 2)
        assert [error is None for error in raised].count(True) == 1
        assert all(error is None or isinstance(error, Refused) for error in raised), raised


def test_an_agency_that_two_bring_in_at_once_is_made_once() -> None:
    cast()
    for number in range(TIMES):
        particulars = {"name": f"เทศบาลตำบลนาดี {number}", "province": "ก"}
        assert together(*[partial(agency_in, particulars, person=None, now=NOW)] * 2) == [None, None]
        assert Agency.objects.within(SYSTEM).filter(name=particulars["name"]).count() == 1


def test_a_year_that_two_open_at_once_is_opened_once() -> None:
    everybody = cast()
    for year in range(2570, 2570 + TIMES):
        rules = known.rules_of_year("nacc-2569", year)
        opened = partial(
            open_round, agency=everybody.a, criteria=rules, rules=known.files_of(rules), person=everybody.anan, now=NOW
        )
        assert together(opened, opened) == [None, None]
        assert AgencyRound.objects.within(SYSTEM).filter(agency=everybody.a, year=year).count() == 1
    assert Entry.objects.within(SYSTEM).filter(agency=everybody.a, action="open-year").count() == TIMES + 1
    assert walked(everybody.a).faults == ()


def test_a_document_is_asked_for_or_the_year_is_closed_first_and_never_both() -> None:
    everybody = cast()
    for _ in range(TIMES):
        closing = partial(close_year, round=year_of(everybody), why="ครบแล้ว", person=everybody.anan, now=NOW)
        closed, asked = together(closing, ask(everybody, "html"))
        # Whoever came second was refused in words.
        assert (closed is None) != (asked is None)
        assert isinstance(closed or asked, Refused)
        assert isinstance(asked, YearClosed) == (closed is None)
        MadeDocument.objects.within(SYSTEM).all().delete()
        if closed is None:
            reopen_year(round=year_of(everybody), why="อีกครั้ง", person=everybody.anan, now=NOW)
    assert walked(everybody.a).faults == ()
