"""The history is a chain: whoever changes, takes out or adds a line is found."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from chains import faults, leave, lines, rewrite
from django.db import connection, transaction

from people import NOW, cast
from prongsai.records.actions.history import record, seal_old_chains
from prongsai.records.chain import FIRST, SEAL
from prongsai.records.models import Agency, Entry
from prongsai.records.queries.history import head
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


def test_a_chain_as_it_was_written_is_whole(agency: Agency) -> None:
    assert faults(agency) == []
    assert list(lines(agency).order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert lines(agency).get(number=1).before == FIRST
    assert head(agency) == lines(agency).get(number=5).hash


@pytest.mark.parametrize(
    "change",
    [{"about": "x"}, {"action": "x"}, {"person_name": "x"}, {"detail": {}}, {"at": NOW.replace(year=2020)}],
    ids=lambda change: next(iter(change)),
)
def test_a_line_that_was_changed_is_found(agency: Agency, change: dict[str, object]) -> None:
    lines(agency).filter(number=3).update(**change)
    assert faults(agency) == [(3, "changed")]


def test_a_line_that_was_changed_with_its_hash_is_found_at_the_next(agency: Agency) -> None:
    following = lines(agency).get(number=4)
    rewrite(agency, 3, "อื่น")
    lines(agency).filter(number=4).update(before=following.before, hash=following.hash)
    assert faults(agency) == [(4, "moved"), (5, "moved")]


def test_a_line_that_was_taken_out_is_found(agency: Agency) -> None:
    lines(agency).filter(number=2).delete()
    assert faults(agency) == [(2, "missing"), (3, "moved")]


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
    assert faults(everybody.a) == faults(everybody.b) == []
    assert head(everybody.a) != head(everybody.b)


def at_once(change: Callable[[], None]) -> None:
    threads = [threading.Thread(target=change) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


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

    at_once(change)
    assert failed == []
    assert faults(agency) == []
    assert lines(agency).count() == 21


def test_new_lines_carry_the_version_that_binds_their_agency(agency: Agency) -> None:
    assert set(lines(agency).values_list("version", flat=True)) == {3}
    assert not lines(agency).filter(action=SEAL).exists()


def test_chains_given_to_each_others_agencies_are_found(agency: Agency) -> None:
    other = Agency.objects.create(code="o", name="เทศบาลอื่น")
    with transaction.atomic():
        record(agency=other, person=None, action="edit-text", now=NOW)
    held = list(lines(agency).values_list("pk", flat=True))
    lines(other).update(number=99)  # out of the way of the numbers
    Entry.objects.within(SYSTEM).filter(pk__in=held).update(agency=other)
    lines(other).filter(number=99).update(agency=agency, number=1)
    assert faults(agency) == [(1, "changed")]
    assert faults(other) == [(number, "changed") for number in range(1, 6)]


@pytest.mark.parametrize("count", [1, 3])
def test_code_of_an_agency_that_was_changed_is_found(agency: Agency, count: int) -> None:
    Agency.objects.within(SYSTEM).filter(pk=agency.pk).update(code="other")
    agency.refresh_from_db()
    assert faults(agency)[:count] == [(number, "changed") for number in range(1, count + 1)]


def test_line_put_back_to_the_older_rule_is_found(agency: Agency) -> None:
    lines(agency).filter(number=5).update(version=1)
    rewrite(agency, 5, "อื่น")
    assert faults(agency) == [(5, "older")]


@pytest.mark.parametrize("of_an_agency", [True, False])
def test_old_lines_stay_and_one_line_seals_them_before_the_next(db: None, of_an_agency: bool) -> None:
    agency = Agency.objects.create(code="old", name="เดิม") if of_an_agency else None
    leave(agency, 4)
    before = list(lines(agency).order_by("number").values())
    assert faults(agency) == []

    for action in ("edit-text", "invite"):
        with transaction.atomic():
            record(agency=agency, person=None, action=action, now=NOW)

    after = list(lines(agency).order_by("number").values())
    assert after[:4] == before
    assert [(line["number"], line["action"], line["version"]) for line in after[4:]] == [
        (5, SEAL, 3), (6, "edit-text", 3), (7, "invite", 3),
    ]  # fmt: skip
    assert (after[4]["before"], after[4]["detail"]) == (before[-1]["hash"], {"lines": 4, "version": 1})
    assert faults(agency) == []


def test_old_chain_given_to_another_agency_is_found_once_it_is_sealed(db: None) -> None:
    agencies = [Agency.objects.create(code=code, name=code) for code in ("one", "two")]
    for agency in agencies:
        leave(agency, 2)
    lines(agencies[0]).filter(number=2).update(about="ต่าง")
    rewrite(agencies[0], 2, "ต่าง")
    assert seal_old_chains(now=NOW) == 2
    old = [list(lines(agency).filter(version=1).values_list("pk", flat=True)) for agency in agencies]
    Entry.objects.within(SYSTEM).filter(pk__in=old[0]).update(agency=None)
    Entry.objects.within(SYSTEM).filter(pk__in=old[1]).update(agency=agencies[0])
    Entry.objects.within(SYSTEM).filter(pk__in=old[0]).update(agency=agencies[1])
    assert [faults(agency) for agency in agencies] == [[(3, "moved")], [(3, "moved")]]


def test_seal_that_was_taken_out_is_found(db: None) -> None:
    agency = Agency.objects.create(code="old", name="เดิม")
    leave(agency, 2)
    with transaction.atomic():
        record(agency=agency, person=None, action="edit-text", now=NOW)
    lines(agency).filter(action=SEAL).delete()
    assert faults(agency) == [(3, "missing"), (4, "moved"), (4, "unsealed")]


def test_old_chains_are_sealed_together_and_once(agency: Agency) -> None:
    old = Agency.objects.create(code="old", name="เดิม")
    leave(old, 3)
    leave(None, 2)
    assert [seal_old_chains(now=NOW) for _ in range(2)] == [2, 0]
    assert [list(lines(chain).filter(action=SEAL).values_list("number", flat=True)) for chain in (old, None)] == [
        [4], [3],
    ]  # fmt: skip
    assert [faults(chain) for chain in (agency, old, None)] == [[], [], []]
    with transaction.atomic():
        record(agency=old, person=None, action="edit-text", now=NOW)
    assert lines(old).count() == 5


@pytest.mark.parametrize("of_an_agency", [True, False])
def test_changes_at_once_after_old_lines_seal_them_once(transactional_db: None, of_an_agency: bool) -> None:
    agency = Agency.objects.create(code="old", name="เดิม") if of_an_agency else None
    leave(agency, 3)
    start, failed = threading.Barrier(4), []

    def change() -> None:
        try:
            start.wait()
            seal_old_chains(now=NOW)
            with transaction.atomic():
                record(agency=agency, person=None, action="edit-text", now=NOW)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    at_once(change)
    assert failed == []
    assert list(lines(agency).order_by("number").values_list("number", "action")) == [
        *[(number, "edit-text") for number in (1, 2, 3)], (4, SEAL), *[(number, "edit-text") for number in (5, 6, 7, 8)]
    ]  # fmt: skip
    assert faults(agency) == []
