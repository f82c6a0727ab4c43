"""Changes at the same moment: none waits for one that waits for it, and each sees what the other did."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from django.db import DatabaseError, connection

from kept_files import kept
from people import NOW, TODAY, Cast, cast, example, grant
from prongsai.flow.intake.taking import take_round
from prongsai.records.actions import accounts, documents, grants, people
from prongsai.records.actions.grants import NotPossible
from prongsai.records.models import AgencyRound, Entry, Grant, Invitation, MadeDocument
from prongsai.records.queries.history import walked
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 12
Change = Callable[[], object]


@pytest.fixture
def everybody() -> Cast:
    return cast()


def together(*changes: Change) -> list[Exception | None]:
    """What became of changes that begin at the same moment: what each raised."""
    start, raised = threading.Barrier(len(changes)), dict[int, Exception]()

    def run(number: int, change: Change) -> None:
        try:
            start.wait()
            change()
        except Exception as error:
            raised[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(changes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [raised.get(number) for number in range(len(changes))]


def unexpected(raised: Sequence[Exception | None]) -> list[Exception]:
    """Whatever is not a refusal in words: a deadlock, a row that is not there."""
    return [error for error in raised if error is not None and not isinstance(error, NotPossible)]


def year_of(everybody: Cast) -> AgencyRound:
    found: AgencyRound = AgencyRound.objects.within(SYSTEM).get(agency=everybody.a)
    return found


def take(everybody: Cast, basis: str) -> Change:
    return partial(
        take_round, agency=everybody.a, one=example("mae-sot"), person=everybody.anan, basis=basis, why="", now=NOW
    )


def ask(everybody: Cast, format: str) -> Change:
    return partial(
        documents.ask_document,
        round=year_of(everybody), kind="brief", profile="standard", digits="arabic", format=format,
        person=everybody.anan, now=NOW,
    )  # fmt: skip


def invited(everybody: Cast, role: str = "mentor") -> people.Invited:
    return people.invite(by=everybody.anan, role=role, agency=everybody.a, area=None, email="", now=NOW)


def accept(everybody: Cast, code: str) -> Change:
    return partial(
        people.accept,
        code=code, person=everybody.gaew, email="", name="", position="", password="", now=NOW, today=TODAY,
    )  # fmt: skip


def test_a_result_is_taken_while_documents_are_asked_for(everybody: Cast) -> None:
    from prongsai.records.models import Result

    raised: list[Exception | None] = []
    for _ in range(TIMES):
        # The same file again changes nothing: it is taken as a new version after the one before was made another.
        Result.objects.within(SYSTEM).filter(round=year_of(everybody)).update(checksum="another")
        raised += together(take(everybody, "official"), ask(everybody, "html"), ask(everybody, "pdf"))
    assert unexpected(raised) == []
    assert MadeDocument.objects.within(SYSTEM).count() == 2 * TIMES
    numbers = list(Entry.objects.within(SYSTEM).filter(agency=everybody.a).order_by("number").values_list("number"))
    assert numbers == [(number,) for number in range(1, len(numbers) + 1)]


def test_a_document_is_finished_while_a_result_is_taken_and_a_text_is_written(everybody: Cast) -> None:
    from prongsai.records.models import Result

    raised: list[Exception | None] = []
    for number in range(TIMES):
        Result.objects.within(SYSTEM).filter(round=year_of(everybody)).update(checksum="another")
        asked = ask(everybody, "html")()
        leased = documents.lease_document(pk=asked.pk, now=NOW)
        assert leased is not None
        finish = partial(
            documents.finish_document, pk=leased.pk, lease=leased.lease_until, file=kept(b"x"), findings=None, now=NOW
        )
        write = partial(
            documents.write_text,
            round=year_of(everybody), part=f"part-{number}", text="คำ", seen={}, opened="",
            person=everybody.anan, now=NOW,
        )  # fmt: skip
        raised += together(finish, take(everybody, "official"), write)
    assert unexpected(raised) == []
    assert MadeDocument.objects.within(SYSTEM).filter(state="ready").count() == TIMES


def test_an_invitation_is_accepted_or_taken_back_and_never_both(everybody: Cast) -> None:
    for _ in range(TIMES):
        made = invited(everybody)
        raised = together(
            accept(everybody, made.code),
            partial(people.withdraw, by=everybody.anan, invitation=made.invitation, now=NOW),
        )
        assert unexpected(raised) == []
        assert [error is None for error in raised].count(True) == 1
        joined = Grant.objects.within(SYSTEM).filter(person=everybody.gaew)
        assert joined.exists() == (raised[0] is None)
        assert Invitation.objects.within(SYSTEM).filter(pk=made.invitation.pk).exists() == (raised[0] is None)
        for held in joined:
            _take_away(held)
    assert walked(everybody.a).faults == ()


def _take_away(held: Grant) -> None:
    yesterday = TODAY.replace(day=1)
    grants.end_role(by=None, grant=held, last_day=yesterday, orphan=False, today=TODAY, now=NOW)


def test_people_are_invited_and_given_roles_at_once(everybody: Cast) -> None:
    """Two who give each other a role, each in an agency of their own, are named by each other's rows."""
    raised: list[Exception | None] = []
    for _ in range(TIMES):
        place = {"area": None, "manner": "own", "unit": None, "starts": TODAY, "ends": None, "now": NOW}
        anan, chai = everybody.anan, everybody.chai
        give = [
            partial(grants.give_role, by=by, person=whom, role="mentor", agency=where, **place)
            for by, whom, where in ((anan, chai, everybody.a), (chai, anan, everybody.b))
        ]
        raised += together(*give, partial(invited, everybody), partial(invited, everybody, "executive"))
        for held in Grant.objects.within(SYSTEM).filter(role="mentor"):
            _take_away(held)
    assert unexpected(raised) == []
    assert Invitation.objects.within(SYSTEM).count() == 2 * TIMES


def test_an_account_is_closed_while_its_roles_are_ended(everybody: Cast) -> None:
    raised: list[Exception | None] = []
    for _ in range(TIMES):
        second = grant(everybody.gaew, "coordinator", everybody.a)
        raised += together(
            partial(accounts.close_account, by=everybody.ek, person=everybody.gaew, orphan=False, today=TODAY, now=NOW),
            partial(
                grants.leave,
                by=everybody.anan, person=everybody.gaew, agency=everybody.a, last_day=TODAY, orphan=False,
                today=TODAY, now=NOW,
            ),
            partial(accounts.rename, by=everybody.ek, person=everybody.fon, name="ฝน", now=NOW),
            partial(invited, everybody),
        )  # fmt: skip
        accounts.open_account(by=everybody.ek, person=everybody.gaew, now=NOW)
        second.refresh_from_db()
        _take_away(second)
    assert unexpected(raised) == []
    assert walked(None).faults == walked(everybody.a).faults == ()


def test_a_role_that_two_end_at_once_is_ended_once(everybody: Cast) -> None:
    for _ in range(TIMES):
        held = grant(everybody.gaew, "mentor", everybody.a)
        lines = Entry.objects.within(SYSTEM).filter(agency=everybody.a, action="end-role").count()
        end = partial(grants.end_role, last_day=TODAY, orphan=False, today=TODAY, now=NOW)
        seen = [Grant.objects.within(SYSTEM).get(pk=held.pk) for _ in range(2)]  # each by somebody, before the change
        raised = together(partial(end, by=everybody.anan, grant=seen[0]), partial(end, by=everybody.ek, grant=seen[1]))
        assert unexpected(raised) == []
        assert [error is None for error in raised].count(True) == 1
        assert Entry.objects.within(SYSTEM).filter(agency=everybody.a, action="end-role").count() == lines + 1
        _take_away(held)
    assert walked(everybody.a).faults == ()


def test_what_would_wait_for_each_other_is_seen_here(everybody: Cast) -> None:
    """So that the others can fail: two rows, taken in two orders."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one change in at a time")
    from django.db import transaction

    from prongsai.records.models import Person

    between = threading.Barrier(2)

    def both(*order: int) -> None:
        with transaction.atomic():
            for number in order:
                Person.objects.select_for_update().get(pk=number)
                if number == order[0]:
                    between.wait()

    one, two = everybody.anan.pk, everybody.boon.pk
    raised = together(partial(both, one, two), partial(both, two, one))
    (deadlock,) = unexpected(raised)
    assert isinstance(deadlock, DatabaseError)
