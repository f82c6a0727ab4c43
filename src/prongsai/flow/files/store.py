"""Files put into the site's store and read from it, and whether the folder is the one that the database knows."""

from __future__ import annotations

import datetime
import logging
import secrets
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from prongsai.files.problems import refusal
from prongsai.language.text import Text
from prongsai.outside.options import read_options
from prongsai.outside.store import by_content
from prongsai.records.actions.machine.files import forget_stored, mark_store, note_stored
from prongsai.records.models import StoredFile
from prongsai.records.queries.machine.files import any_stored, known_mark

log = logging.getLogger("prongsai.files")

# The mark is looked at again after so many seconds: a disk that was taken away, a share that is not there.
_LOOK = 30.0
_seen: dict[Path, tuple[str, float]] = {}
_lock = threading.Lock()

ELSEWHERE = Text(
    th="โฟลเดอร์ files ในโฟลเดอร์ข้อมูลไม่ใช่ของฐานข้อมูลนี้ หรือไม่ได้เชื่อมต่ออยู่",
    en="the folder “files” in the data folder is not the one of this database, or is not mounted",
)
_ADVICE = Text(
    th="ให้ผู้ดูแลระบบตรวจว่าทุกเครื่องใช้โฟลเดอร์ข้อมูลเดียวกัน แล้วสั่ง prongsai doctor",
    en="let an administrator see to it that every machine uses the same data folder, and run prongsai doctor",
)


def keep(data: bytes, *, now: datetime.datetime) -> StoredFile:
    """Puts a file into the store, whole and on the disk, before any row names it; its row.

    ``Refused`` where the disk takes it not, and where the folder is not the one of this database: a file that is
    written elsewhere would be lost.
    """
    home = read_options().home
    if not is_ours(home, now=now):
        raise refusal(f"{ELSEWHERE.th} {_ADVICE.th}", f"{ELSEWHERE.en}; {_ADVICE.en}")
    try:
        checksum = by_content.put(home, data)
    except OSError as error:
        log.error("a file could not be written: %s", error.strerror or error)
        raise refusal(
            "บันทึกไฟล์ลงดิสก์ไม่ได้ ไม่มีอะไรเปลี่ยน ให้ผู้ดูแลระบบตรวจที่ว่างและสิทธิ์ของโฟลเดอร์ข้อมูล แล้วลองอีกครั้ง",
            "the disk did not take the file; nothing was changed: let an administrator look at the room and the "
            "permissions of the data folder, then try again",
        ) from error
    return note_stored(checksum=checksum, size=len(data), now=now)


def bytes_of(checksum: str | None) -> bytes | None:
    """The bytes of the file of a checksum; None where there is none, where it is gone, or is not what was put there."""
    return by_content.get(read_options().home, checksum) if checksum else None


def is_ours(home: Path, *, now: datetime.datetime) -> bool:
    """Whether the folder of files is that of the database; one that no database knows yet becomes it.

    One with the mark of another never does: what lies there is that site's, and would be cleared as nobody's."""
    mark, moment = known_mark(), time.monotonic()
    with _lock:
        seen, until = _seen.get(home, ("", 0.0))
        if mark and seen == mark and moment < until:
            return True
        found = by_content.mark_of(home)
        if found and not mark:
            mark = known_mark()  # another process may have begun it this moment
        if not found and (not mark or not any_stored()):
            mark = mark_store(mark=mark or new_mark(), now=now)
            try:
                by_content.set_mark(home, mark)
            except OSError:
                return False
            found = by_content.mark_of(home)
        ours = found == mark
        _seen[home] = (mark if ours else "", moment + _LOOK)
        return ours


def new_mark() -> str:
    """A mark that no other site has."""
    return secrets.token_hex(16)


def forget_what_was_seen() -> None:
    """The mark is looked at anew: the folder, or the database, is another one."""
    with _lock:
        _seen.clear()


# What was put there for a row that never came, or whose row went, waits so long: a change that takes its time, a
# backup that is being made.
UNNAMED_FOR = datetime.timedelta(days=1)


def clear_unnamed(*, now: datetime.datetime) -> int:
    """Takes away files that no row names and nobody wanted for a day; how many."""
    home = read_options().home
    if not is_ours(home, now=now):
        return 0
    seconds = UNNAMED_FOR.total_seconds()
    by_content.clear_broken_off(home, untouched_for=seconds)
    gone = sum(_take_away(home, checksum, seconds) for checksum in forget_stored(before=now - UNNAMED_FOR))
    return gone + sum(_take_away(home, checksum, seconds) for checksum in list(_unknown(home, seconds)))


def _unknown(home: Path, seconds: float) -> Iterator[str]:
    """Files that lie there and have no row: what put them there ended before it."""
    together: list[str] = []
    for checksum, touched in by_content.lying(home):
        if time.time() - touched > seconds:
            together.append(checksum)
        if len(together) == 500:
            yield from _without_row(together)
            together = []
    yield from _without_row(together)


def _without_row(checksums: list[str]) -> list[str]:
    known = set(StoredFile.objects.filter(pk__in=checksums).values_list("pk", flat=True))
    return [checksum for checksum in checksums if checksum not in known]


def _take_away(home: Path, checksum: str, seconds: float) -> bool:
    if StoredFile.objects.filter(pk=checksum).exists():
        return False  # somebody put it there again
    return by_content.take_away(home, checksum, untouched_for=seconds)
