"""Files lie by their content: whole or not at all, once, never in another site's folder, and gone once nothing names
them."""

from __future__ import annotations

import datetime
import os
import threading
from pathlib import Path

import pytest

from kept_files import kept
from people import NOW, Cast, furnished_cast
from prongsai.files.problems import Refused
from prongsai.flow.files import looking, store
from prongsai.outside.options import read_options
from prongsai.outside.store import by_content
from prongsai.records.models import FileStore, MadeDocument, StoredFile
from prongsai.records.queries.machine.files import known_mark
from prongsai.records.scope import SYSTEM

DAY = datetime.timedelta(days=1)


@pytest.fixture
def everybody(db: None) -> Cast:
    """The furnished cast. What it keeps lies in the folder of all tests: it is asked for before ``home``."""
    return furnished_cast()[0]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own."""
    monkeypatch.setenv("PRONGSAI_FOLDER", str(tmp_path))
    assert read_options().home == tmp_path
    return tmp_path


def old(home: Path, checksum: str, *, days: int = 2) -> None:
    """As if the file had been put there some days ago."""
    place = by_content.place_of(home, checksum)
    then = place.stat().st_mtime - days * 86_400
    os.utime(place, (then, then))


def there(home: Path) -> list[str]:
    return [checksum for checksum, _ in by_content.lying(home)]


def test_what_is_put_there_comes_back_and_lies_there_once(home: Path) -> None:
    first = by_content.put(home, b"paper")
    assert by_content.put(home, b"paper") == first
    assert by_content.get(home, first) == b"paper"
    assert there(home) == [first]
    assert by_content.place_of(home, first).stat().st_mode & 0o077 == 0 or os.name != "posix"


def test_what_was_altered_or_is_gone_is_handed_to_nobody_and_comes_right_when_it_is_put_there_again(home: Path) -> None:
    checksum = by_content.put(home, b"paper")
    by_content.place_of(home, checksum).write_bytes(b"other")
    assert (by_content.get(home, checksum), by_content.wrong(home, checksum)) == (None, "altered")
    assert by_content.put(home, b"paper") == checksum
    assert by_content.wrong(home, checksum) is None
    by_content.place_of(home, checksum).unlink()
    assert (by_content.get(home, checksum), by_content.wrong(home, checksum)) == (None, "missing")


@pytest.mark.parametrize("name", ["", "x", "sha256:" + "g" * 64, "sha256:../../etc", "sha256:" + "0" * 63])
def test_what_is_no_checksum_leads_nowhere(home: Path, name: str) -> None:
    assert by_content.get(home, name) is None
    with pytest.raises(ValueError, match="no checksum"):
        by_content.place_of(home, name)


def test_writing_that_breaks_off_leaves_no_half_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        by_content.put(home, b"paper")
    assert list((home / "files").rglob("*")) == [home / "files" / by_content.checksum_of(b"paper")[7:9]]


def test_who_takes_away_and_who_puts_there_at_once_leave_a_whole_file_or_none(home: Path) -> None:
    checksum, wrong = by_content.checksum_of(b"paper"), []
    over = threading.Event()

    def take() -> None:
        while not over.is_set():
            by_content.take_away(home, checksum, untouched_for=3600)

    taker = threading.Thread(target=take)
    taker.start()
    try:
        for _ in range(300):
            by_content.put(home, b"paper")
            # Whoever put it there a moment ago finds it, also where it is just being moved aside and back.
            if by_content.wrong(home, by_content.put(home, b"paper")) not in (None, "missing"):
                wrong.append("altered")
    finally:
        over.set()
        taker.join()
    assert wrong == []
    by_content.clear_broken_off(home, untouched_for=-1)
    assert by_content.get(home, checksum) == b"paper"


@pytest.mark.django_db
def test_what_no_row_names_goes_after_a_day_and_what_one_names_stays(everybody: Cast, home: Path) -> None:
    by_content.set_mark(home, "0" * 32)  # its files lie where another test put them
    paper: MadeDocument = MadeDocument.objects.within(SYSTEM).filter(round__agency=everybody.a).get()
    lost, named = kept(b"of nobody"), kept(b"named")
    MadeDocument.objects.within(SYSTEM).filter(pk=paper.pk).update(file=named)
    without_row = by_content.put(home, b"its row never came")
    for checksum in (lost.pk, named.pk, without_row):
        old(home, checksum)
    later = lost.wanted_at + 2 * DAY
    store.clear_unnamed(now=lost.wanted_at + DAY / 2)
    assert lost.pk in there(home), "not before a day is over"
    old(home, lost.pk)
    store.clear_unnamed(now=later)
    assert named.pk in there(home)
    assert not {lost.pk, without_row} & set(there(home))
    assert StoredFile.objects.filter(pk=named.pk).exists()
    assert not StoredFile.objects.filter(pk=lost.pk).exists()


@pytest.mark.django_db
def test_what_is_wanted_again_is_not_taken_away(home: Path) -> None:
    first = kept(b"wanted again")
    old(home, first.pk)
    again = store.keep(b"wanted again", now=first.wanted_at + 2 * DAY)
    store.clear_unnamed(now=first.wanted_at + 2 * DAY)
    assert (again.pk, there(home)) == (first.pk, [first.pk])


@pytest.mark.django_db
def test_nothing_is_written_into_the_folder_of_another_database(home: Path) -> None:
    kept(b"paper")
    by_content.set_mark(home, "f" * 32)
    store.forget_what_was_seen()
    with pytest.raises(Refused) as refused:
        kept(b"another")
    assert "ไม่ใช่ของฐานข้อมูลนี้" in refused.value.problems[0].text.th
    assert by_content.checksum_of(b"another") not in there(home)
    assert store.clear_unnamed(now=NOW + 9 * DAY) == 0
    assert [text.en for text in looking.store_answers(now=NOW)] == [store.ELSEWHERE.en]
    FileStore.objects.all().delete()


@pytest.mark.django_db
def test_a_new_database_does_not_take_the_folder_of_another_site(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the setting of the database is lost for one start: all that lies there would be nobody's."""
    monkeypatch.setattr(store, "known_mark", known_mark)
    by_content.set_mark(home, "f" * 32)
    theirs = by_content.put(home, b"a paper that was issued")
    old(home, theirs)
    FileStore.objects.all().delete()
    store.forget_what_was_seen()
    with pytest.raises(Refused):
        kept(b"ours")
    assert store.clear_unnamed(now=NOW + 9 * DAY) == 0
    assert (by_content.mark_of(home), there(home)) == ("f" * 32, [theirs])
    assert [text.en for text in looking.store_answers(now=NOW)] == [store.ELSEWHERE.en]


@pytest.mark.django_db
def test_a_folder_that_is_gone_is_not_begun_anew_while_rows_name_files(home: Path) -> None:
    kept(b"paper")
    (home / "files" / "mark").unlink()
    store.forget_what_was_seen()
    with pytest.raises(Refused):
        kept(b"another")


@pytest.mark.django_db
def test_a_full_disk_is_said_and_no_row_is_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(b"paper")

    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(by_content, "put", full)
    with pytest.raises(Refused) as refused:
        kept(b"another")
    assert "ไม่มีอะไรเปลี่ยน" in refused.value.problems[0].text.th
    assert StoredFile.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("how", "said"), [("missing", "ไฟล์หายไป"), ("altered", "ถูกแก้หรือเสียหาย")])
def test_a_file_that_is_gone_or_altered_is_named_in_words(everybody: Cast, home: Path, how: str, said: str) -> None:
    by_content.set_mark(home, "0" * 32)  # its files lie where another test put them
    paper: MadeDocument = MadeDocument.objects.within(SYSTEM).filter(round__agency=everybody.a).get()
    file, other = kept(b"paper"), kept(b"whole")
    MadeDocument.objects.within(SYSTEM).update(file=other)
    MadeDocument.objects.within(SYSTEM).filter(pk=paper.pk).update(file=file)
    place = by_content.place_of(home, file.pk)
    place.unlink() if how == "missing" else place.write_bytes(b"other")
    looking.look_through(seconds=30, now=NOW)
    wrong = [text.th for text in looking.wrong_files()]
    (told,) = (each for each in wrong if said in each and "ฉบับที่ 1" in each and "ออก" not in each)
    assert everybody.a.name in told
    assert "ปี 2568" in told
    assert "sha256" not in told
    mine = [text.th for text in looking.wrong_of(everybody.a)]
    assert told in mine
    assert told not in [text.th for text in looking.wrong_of(everybody.b)]


@pytest.mark.django_db
def test_files_are_read_those_first_that_were_not_read_for_longest(home: Path) -> None:
    files = [kept(bytes([number])) for number in range(5)]
    StoredFile.objects.exclude(pk=files[2].pk).update(checked_at=NOW - DAY)
    moments = iter([0.0, 0.0, 99.0])
    left = looking.look_through(seconds=10, now=NOW, clock=lambda: next(moments, 99.0))
    assert left == 4
    assert list(StoredFile.objects.filter(checked_at=NOW)) == [files[2]]
