"""The history is a chain: whoever changes, takes out or adds a line is found."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from people import NOW, cast
from prongsai.records.actions.history import FIRST, broken, head, record
from prongsai.records.models import Agency, Entry
from prongsai.records.scope import SYSTEM


@pytest.fixture
def agency(db: None) -> Agency:
    made: Agency = Agency.objects.create(code="h", name="เทศบาลประวัติ")
    for number in range(5):
        with transaction.atomic():
            record(
                agency=made,
                person=None,
                action="edit-text",
                about=f"ข้อ {number}",
                detail={"n": [number, "๑", None]},
                now=NOW,
            )
    return made


def lines(agency: Agency | None):  # type: ignore[no-untyped-def]
    return Entry.objects.within(SYSTEM).filter(agency=agency)


def test_a_chain_as_it_was_written_is_whole(agency: Agency) -> None:
    assert broken(agency) == []
    assert [each.number for each in lines(agency).order_by("number")] == [1, 2, 3, 4, 5]
    assert lines(agency).get(number=1).before == FIRST
    assert head(agency) == lines(agency).get(number=5).hash


@pytest.mark.parametrize(
    "change",
    [{"about": "x"}, {"action": "x"}, {"person_name": "x"}, {"detail": {}}, {"at": NOW.replace(year=2020)}],
    ids=lambda change: next(iter(change)),
)
def test_a_line_that_was_changed_is_found(agency: Agency, change: dict[str, object]) -> None:
    lines(agency).filter(number=3).update(**change)
    assert broken(agency) == ["3: was changed after it was written"]


def test_a_line_that_was_changed_with_its_hash_is_found_at_the_next(agency: Agency) -> None:
    from prongsai.records.actions.history import entry_hash

    third = lines(agency).get(number=3)
    new = entry_hash(third.before, 3, third.at, "", third.action, "อื่น", third.detail)
    lines(agency).filter(number=3).update(about="อื่น", hash=new)
    assert broken(agency) == ["4: does not follow the line before it"]


def test_a_line_that_was_taken_out_is_found(agency: Agency) -> None:
    lines(agency).filter(number=2).delete()
    assert broken(agency) == ["2: missing", "3: does not follow the line before it"]


def test_the_same_number_twice_is_refused_by_the_database(agency: Agency) -> None:
    from django.db import IntegrityError

    first = lines(agency).get(number=1)
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_history_is_written_in_the_transaction_of_its_change(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        record(agency=None, person=None, action="x", now=NOW)


def test_a_change_that_fails_leaves_no_line(agency: Agency) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(agency=agency, person=None, action="x", now=NOW)
        raise ZeroDivisionError
    assert head(agency) == lines(agency).get(number=5).hash


def test_agencies_have_chains_of_their_own(db: None) -> None:
    everybody = cast()
    assert broken(everybody.a) == broken(everybody.b) == []
    assert head(everybody.a) != head(everybody.b)


@pytest.mark.parametrize("of_an_agency", [True, False])
def test_two_changes_at_once_follow_each_other(transactional_db: None, of_an_agency: bool) -> None:
    agency = Agency.objects.create(code="two", name="พร้อมกัน") if of_an_agency else None
    with transaction.atomic():
        record(agency=agency, person=None, action="first", now=NOW)
    start, failed = threading.Barrier(4), []

    def change() -> None:
        try:
            start.wait()
            for _ in range(5):
                with transaction.atomic():
                    record(agency=agency, person=None, action="edit-text", now=NOW)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=change) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failed == []
    assert broken(agency) == []
    assert lines(agency).count() == 21
