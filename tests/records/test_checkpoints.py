"""Pages walk a chain from where it was last found whole; the command that verifies always walks all of it."""

from __future__ import annotations

import pytest
from chains import faults, leave, lines, rewrite, rows_read
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings

from people import NOW
from prongsai.flow.history.lines import PAGE, history
from prongsai.flow.history.verify import Verified, chains
from prongsai.records.actions.history import LINES_A_CHECKPOINT, record, seal_heads
from prongsai.records.models import Agency, Checkpoint, Entry
from prongsai.records.queries.history import checkpoint_of, head
from prongsai.records.scope import SYSTEM
from prongsai.screens.agency.history import HistoryPage

pytestmark = pytest.mark.django_db
LATER = NOW.replace(year=2027)


@pytest.fixture
def agency() -> Agency:
    made: Agency = Agency.objects.create(code="h", name="เทศบาลประวัติ")
    return made


def whole(agency: Agency | None) -> Verified:
    """What the command says of a chain, without keeping anything."""
    name = agency.name if agency else ""
    return next(chain for chain in chains() if chain.agency == name)


def verified(agency: Agency) -> None:
    """The command, as it is run by hand."""
    assert [chain.wrong for chain in chains(keep=NOW) if chain.agency == agency.name] == [()]


def wrong(shown: HistoryPage | Verified) -> list[str]:
    return [said.en for said in shown.wrong]


def checkpoints() -> list[tuple[int | None, int, str]]:
    return list(Checkpoint.objects.within(SYSTEM).order_by("pk").values_list("agency", "number", "hash"))


def test_page_of_ten_thousand_lines_reads_the_lines_it_shows(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    leave(agency, 10_000, version=3)
    verified(agency)
    with transaction.atomic():
        record(agency=agency, person=None, action="edit-text", now=NOW)

    with CaptureQueriesContext(connection) as queries, rows_read(monkeypatch) as rows:
        shown = history(SYSTEM, agency)

    assert shown.wrong == ()
    assert (shown.total, shown.since, shown.whole_at, shown.head) == (10_001, 10_001, NOW, head(agency))
    assert sum(rows) <= PAGE + 10
    assert len(queries) <= 8
    # Without anything kept all are read: the measure above can fail.
    Checkpoint.objects.within(SYSTEM).all().delete()
    with rows_read(monkeypatch) as rows:
        assert history(SYSTEM, agency).since == 1
    assert sum(rows) > 10_000


def test_writing_lines_keeps_the_checkpoint_near_the_end(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    leave(agency, 2 * LINES_A_CHECKPOINT - 1, version=3)
    kept = []
    for _ in range(3):
        with transaction.atomic(), rows_read(monkeypatch) as rows:
            record(agency=agency, person=None, action="edit-text", now=LATER)
        kept.append((sum(rows) > LINES_A_CHECKPOINT, checkpoints()))

    at = (agency.pk, 2 * LINES_A_CHECKPOINT, lines(agency).get(number=2 * LINES_A_CHECKPOINT).hash)
    assert kept == [(True, [at]), (False, [at]), (False, [at])]
    assert history(SYSTEM, agency).whole_at == LATER
    # The next one walks from this one, not from the beginning.
    last = lines(agency).get(number=at[1] + 2)
    leave_after(agency, last, LINES_A_CHECKPOINT - 3)
    with transaction.atomic(), rows_read(monkeypatch) as rows:
        record(agency=agency, person=None, action="edit-text", now=LATER)
    assert checkpoints()[0][1] == 3 * LINES_A_CHECKPOINT
    assert sum(rows) <= LINES_A_CHECKPOINT + 10


def leave_after(agency: Agency, last: Entry, count: int) -> None:
    for _ in range(count):
        with transaction.atomic():
            record(agency=agency, person=None, action="edit-text", now=last.at)


def test_checkpoint_is_not_moved_over_a_chain_that_is_broken(agency: Agency) -> None:
    leave(agency, LINES_A_CHECKPOINT - 1, version=3)
    lines(agency).filter(number=7).update(about="อื่น")
    with transaction.atomic():
        record(agency=agency, person=None, action="edit-text", now=NOW)

    assert checkpoints() == []
    assert [chain.wrong != () for chain in chains(keep=NOW)] == [False, True]
    assert checkpoints() == []


def test_command_keeps_how_far_whole_chains_were_walked(agency: Agency) -> None:
    leave(agency, 3, version=3)
    leave(None, 2, version=3)
    empty = Agency.objects.create(code="empty", name="ว่าง")
    leave(empty, 1, version=3)
    assert [(chain.agency, chain.lines, chain.wrong) for chain in chains(keep=NOW)] == [
        ("", 2, ()), (agency.name, 3, ()), ("ว่าง", 1, ()),
    ]  # fmt: skip
    assert checkpoints() == [(None, 2, head(None)), (agency.pk, 3, head(agency)), (empty.pk, 1, head(empty))]
    list(chains(keep=LATER))
    assert len(checkpoints()) == 3
    assert history(SYSTEM, agency).whole_at == LATER


def test_looking_keeps_nothing(agency: Agency) -> None:
    leave(agency, 3, version=3)
    assert whole(agency).wrong == history(SYSTEM, agency).wrong == ()
    assert checkpoints() == []


def test_command_finds_a_change_before_the_checkpoint(agency: Agency) -> None:
    leave(agency, 250, version=3)
    verified(agency)
    lines(agency).filter(number=5).update(about="อื่น")

    assert wrong(whole(agency)) == ["line 5 was changed after it was written"]
    # A page says so where it shows the line; elsewhere it says how far back it looked.
    assert wrong(history(SYSTEM, agency, page="3")) == ["line 5 was changed after it was written"]
    newest = history(SYSTEM, agency)
    assert (newest.wrong, newest.since, newest.whole_at) == ((), 251, NOW)


def test_checkpoint_written_by_hand_hides_nothing(agency: Agency) -> None:
    leave(agency, 250, version=3)
    lines(agency).filter(number=5).update(about="อื่น")
    Checkpoint.objects.create(agency=agency, number=250, hash=head(agency), verified_at=NOW, seal="0" * 64)

    said = ["line 5 was changed after it was written"]
    assert checkpoint_of(agency) is None
    assert wrong(history(SYSTEM, agency)) == wrong(whole(agency)) == said


@pytest.mark.parametrize("field", ["number", "hash", "verified_at", "agency"])
def test_checkpoint_that_was_changed_counts_for_nothing(agency: Agency, field: str) -> None:
    leave(agency, 5, version=3)
    verified(agency)
    other = Agency.objects.create(code="o", name="อื่น")
    values: dict[str, object] = {"number": 4, "hash": "1" * 64, "verified_at": LATER, "agency": other}
    Checkpoint.objects.within(SYSTEM).filter(agency=agency).update(**{field: values[field]})

    assert [checkpoint_of(each) for each in (agency, other)] == [None, None]
    assert history(SYSTEM, agency).since == 1


def test_checkpoint_of_another_machine_counts_for_nothing_and_is_written_anew(agency: Agency) -> None:
    leave(agency, 5, version=3)
    verified(agency)
    with override_settings(SECRET_KEY="another machine's"):
        assert checkpoint_of(agency) is None
        unsealed = (
            "line 5 has no seal of this site; where the site's secret key was changed, make a backup and restore it"
        )
        assert wrong(whole(agency)) == wrong(history(SYSTEM, agency)) == [unsealed]
        seal_heads()
        verified(agency)
        assert history(SYSTEM, agency).since == 6


def test_end_that_was_cut_off_is_found_by_the_checkpoint_before_it(agency: Agency) -> None:
    leave(agency, 9, version=3)
    verified(agency)
    lines(agency).filter(number__gt=6).delete()

    assert faults(agency) == []
    said = ["line 9 was there when the chain was last found whole, and is not there now"]
    assert wrong(history(SYSTEM, agency)) == wrong(whole(agency)) == said


def test_history_written_anew_from_a_line_on_is_found_by_the_checkpoint_behind_it(agency: Agency) -> None:
    leave(agency, 9, version=3)
    verified(agency)
    rewrite(agency, 3, "อื่น")

    assert faults(agency) == []
    said = [
        "line 9 is not the last line that this site's program wrote",
        "line 9 was there when the chain was last found whole, and is not there now",
    ]
    assert wrong(history(SYSTEM, agency)) == sorted(wrong(whole(agency))) == said


def test_chain_has_one_checkpoint(agency: Agency) -> None:
    for chain in (agency, None):
        fields = {"agency": chain, "number": 1, "hash": "1" * 64, "verified_at": NOW, "seal": "2" * 64}
        Checkpoint.objects.create(**fields)
        with pytest.raises(IntegrityError), transaction.atomic():
            Checkpoint.objects.create(**fields)
