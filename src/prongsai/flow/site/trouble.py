"""What to say and do when the database does not answer, is full or busy: no mistake of the program."""

from __future__ import annotations

import errno
import re
import sqlite3
import sys

from prongsai.language.text import Text

# What SQLite, PostgreSQL and the system say of it. The words of a PostgreSQL may be of another language: its numbers
# are not.
_FULL = re.compile(r"disk is full|disk I/O error|No space left|could not extend|could not write", re.IGNORECASE)
_BUSY = re.compile(r"is locked|lock timeout|too many (clients|connections)|remaining connection slots", re.IGNORECASE)
_SHUT = re.compile(r"readonly|read-only|unable to open database", re.IGNORECASE)
_DISK_FULL, _LOCK_NOT_AVAILABLE, _TOO_MANY = "53100", "55P03", "53300"
_NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def is_trouble(error: BaseException | None) -> bool:
    """Whether an error says of the database, or of the disk, that it takes or gives nothing now."""
    if isinstance(error, sqlite3.OperationalError):
        return True
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return True
    # A command that asked no database has not loaded what speaks with one.
    django = sys.modules.get("django.db.utils")
    return django is not None and isinstance(error, django.OperationalError | django.InterfaceError)


def reason_of(error: BaseException) -> str:
    """What the database said, in one line."""
    return " ".join(str(error).split())[:300] or type(error).__name__


def no_answer(error: BaseException) -> Text:
    """What to say and do when a database does not answer, is full or is busy."""
    reason = reason_of(error)
    number = getattr(error.__cause__, "sqlstate", None) or ""
    full = isinstance(error, OSError) and error.errno in _NO_ROOM
    if full or number == _DISK_FULL or _FULL.search(reason):
        return Text(
            th=f"ดิสก์ที่เก็บข้อมูลเต็มหรือเขียนไม่ได้ ({reason}) ให้เพิ่มที่ว่างในดิสก์ของโฟลเดอร์ข้อมูลหรือเครื่องฐานข้อมูล แล้วสั่งอีกครั้ง "
            "ข้อมูลที่บันทึกไว้แล้วยังอยู่ครบ",
            en=f"the disk that holds the data is full or takes nothing ({reason}): make room on the disk of the folder "
            "of data or of the database server, then try again; what was saved is safe",
        )
    if number in (_LOCK_NOT_AVAILABLE, _TOO_MANY) or _BUSY.search(reason):
        return Text(
            th=f"ฐานข้อมูลกำลังทำงานอื่นอยู่ ({reason}) ให้รอสักครู่แล้วสั่งอีกครั้ง หากยังไม่ได้ "
            "ให้ตรวจว่ามีโปรแกรมอื่นเปิดไฟล์ฐานข้อมูลค้างไว้หรือไม่",
            en=f"the database is busy with something else ({reason}): wait a moment, then try again; if that does not "
            "help, see whether another program holds it open",
        )
    if _SHUT.search(reason):
        return Text(
            th=f"เปิดหรือเขียนฐานข้อมูลไม่ได้ ({reason}) ให้ตรวจสิทธิ์ของไฟล์ในโฟลเดอร์ข้อมูล แล้วสั่งอีกครั้ง",
            en=f"the database cannot be opened or written ({reason}): look at the permissions of the files in the "
            "folder of data, then try again",
        )
    return Text(
        th=f"ฐานข้อมูลไม่ตอบ ({reason}) ตรวจค่า DATABASE_URL และเครื่องฐานข้อมูล หรือไฟล์ในโฟลเดอร์ข้อมูล",
        en=f"the database does not answer ({reason}): look at DATABASE_URL and the server, or the file in the folder",
    )
