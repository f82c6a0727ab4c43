"""Files looked at: whether each lies in the store and is what was put there; those that are not, in words."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Callable, Iterable, Iterator

from django.db.models import F

from prongsai.flow.files.naming import names_of
from prongsai.flow.files.store import ELSEWHERE, is_ours
from prongsai.language.text import Text
from prongsai.outside.options import read_options
from prongsai.outside.store import by_content
from prongsai.records.actions.machine.files import note_checked
from prongsai.records.models import Agency, StoredFile
from prongsai.records.queries.machine.files import checksums_of, faulty

WRONG = {
    "missing": Text(th="ไฟล์หายไปจากโฟลเดอร์ข้อมูล", en="the file is gone from the data folder"),
    "altered": Text(th="ไฟล์ในโฟลเดอร์ข้อมูลถูกแก้หรือเสียหาย", en="the file in the data folder was altered or damaged"),
}
_UNNAMED = "ไฟล์ที่อ่านไม่ได้ว่าเป็นของรายการใด"
_TOGETHER = 100


def look_through(*, seconds: float, now: datetime.datetime, clock: Callable[[], float] = time.monotonic) -> int:
    """Reads files whole for so many seconds, those that were not read for longest first; how many were left unread.

    What is found stands in their rows.
    """
    home, end, done = read_options().home, clock() + seconds, 0
    total = StoredFile.objects.count()
    while clock() < end and done < total:
        oldest = StoredFile.objects.exclude(checked_at=now).order_by(F("checked_at").asc(nulls_first=True), "pk")
        checksums = list(oldest.values_list("pk", flat=True)[:_TOGETHER])
        if not checksums:
            break
        found: dict[str, str] = {}
        for checksum in checksums:
            found[checksum] = by_content.wrong(home, checksum) or ""
            if clock() >= end:
                break
        note_checked(found, now=now)
        done += len(found)
    return StoredFile.objects.exclude(checked_at=now).count()


def wrong_files() -> tuple[Text, ...]:
    """Files that were found wrong when they were read last and that rows name, in words with what is wrong."""
    rows = {row.pk: row.wrong for row in faulty()}
    return _said(rows, names_of(rows))


def wrong_of(agency: Agency) -> tuple[Text, ...]:
    """The files that rows of an agency name and that are not what was put there; every one is read whole."""
    home = read_options().home
    found: dict[str, str] = {
        checksum: wrong for checksum in checksums_of(agency) if (wrong := by_content.wrong(home, checksum))
    }
    return _said(found, names_of(found)) if found else ()


def _said(found: dict[str, str], names: dict[str, str]) -> tuple[Text, ...]:
    told = sorted((names.get(checksum, _UNNAMED), wrong) for checksum, wrong in found.items())
    return tuple(Text(th=f"{name}: {WRONG[wrong].th}", en=f"{name}: {WRONG[wrong].en}") for name, wrong in told)


def store_answers(*, now: datetime.datetime) -> Iterable[Text]:
    """What is wrong with the store itself: a file is put there, read back and taken away again."""
    home = read_options().home
    if not is_ours(home, now=now):
        return (ELSEWHERE,)
    trial = os.urandom(1_000)
    try:
        checksum = by_content.put(home, trial)
        read = by_content.get(home, checksum)
        by_content.take_away(home, checksum, untouched_for=0)
    except OSError as error:
        reason = error.strerror or str(error)
        return (Text(th=f"เขียนไฟล์ไม่ได้ ({reason})", en=f"files cannot be written ({reason})"),)
    if read != trial:
        return (Text(th="เขียนไฟล์ได้ แต่อ่านกลับมาไม่ตรงกับที่เขียน", en="what is read back is not what was written"),)
    return ()


# Doctor reads files whole for so long; of a site that has more, the program itself reads the rest, some each day.
_READING = 60.0
_SHOWN = 3


def told_of_files(*, now: datetime.datetime) -> Iterator[tuple[bool, Text, Text | None]]:
    """Of the store and of every file: whether it is well, what was tried in words, and what to do where it is not."""
    faults = tuple(store_answers(now=now))
    for fault in faults:
        yield (
            False,
            Text(th=f"ที่เก็บไฟล์: {fault.th}", en=f"the store of files: {fault.en}"),
            Text(
                th="ตรวจว่าทุกเครื่องของระบบใช้โฟลเดอร์ข้อมูลเดียวกัน มีที่ว่างและสิทธิ์เขียน หรือกู้คืนจากชุดสำรอง "
                "หากตั้งใจเริ่มฐานข้อมูลใหม่ ให้ย้ายโฟลเดอร์ files เดิมไปเก็บที่อื่นก่อน",
                en="see that every machine of the site uses the same data folder, with room and permission to write; "
                "or restore a backup; where a new database is meant, move the old folder “files” elsewhere first",
            ),
        )
    if faults:
        return
    left = look_through(seconds=_READING, now=now)
    rest_th, rest_en = (f" (รอบนี้ยังไม่ได้อ่าน {left:,} ไฟล์)", f" ({left:,} not read this time)") if left else ("", "")
    wrong = wrong_files()
    if not wrong:
        what = Text(
            th=f"ที่เก็บไฟล์เขียนและอ่านกลับได้ และทุกไฟล์ตรงกับที่บันทึกไว้{rest_th}",
            en=f"files are written and read back, and every one is what was put there{rest_en}",
        )
        yield True, what, None
        return
    more = " …" if len(wrong) > _SHOWN else ""
    th = "; ".join(each.th for each in wrong[:_SHOWN]) + more
    en = "; ".join(each.en for each in wrong[:_SHOWN]) + more
    yield (
        False,
        Text(
            th=f"ไฟล์ที่หายหรือถูกแก้ {len(wrong):,} ไฟล์: {th}{rest_th}",
            en=f"{len(wrong):,} file(s) gone or altered: {en}{rest_en}",
        ),
        Text(th="นำไฟล์จากชุดสำรองมาคืน หรือจัดทำเอกสารใหม่", en="take them from a backup, or make the documents again"),
    )
