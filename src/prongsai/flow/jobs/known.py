"""What the program does by itself, as data: its names, how often, how long it may take, and what can go wrong."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.db import DatabaseError

from prongsai.files.problems import Refused
from prongsai.language.text import Text
from prongsai.outside.child import Spent

MINUTE, HOUR, DAY = datetime.timedelta(minutes=1), datetime.timedelta(hours=1), datetime.timedelta(days=1)

# What waits for servers of others has a thread of its own, so that nothing else waits for them.
Lane = Literal["mail", "rest"]
LANES: tuple[Lane, ...] = ("mail", "rest")


@dataclass(frozen=True)
class Known:
    """A beat or a kind of job: what it is in words, how long it may take (then whoever has it counts as dead, and
    another takes over), how often it is due (a job: never again)."""

    text: Text
    longest: datetime.timedelta
    every: datetime.timedelta = datetime.timedelta(0)
    lane: Lane = "rest"


BEATS: Mapping[str, Known] = {
    # A mail server is listened to for two minutes at most: one that says nothing makes neither of them late.
    "mail": Known(Text(th="ส่งอีเมลที่รออยู่", en="Sending mail that waits"), 10 * MINUTE, 2 * MINUTE, "mail"),
    "messages": Known(Text(th="ส่งข้อความแจ้งทางอีเมล", en="Sending messages by mail"), 10 * MINUTE, 2 * MINUTE, "mail"),
    "documents": Known(
        Text(th="จัดทำเอกสารที่ค้างอยู่", en="Making documents that were left waiting"), 30 * MINUTE, 5 * MINUTE
    ),
    "uploads": Known(Text(th="ล้างไฟล์นำเข้าที่ไม่มีผู้ยืนยัน", en="Clearing uploads that nobody confirmed"), 10 * MINUTE, HOUR),
    "drafts": Known(Text(th="ล้างร่างที่ไม่มีผู้กลับมาทำต่อ", en="Clearing drafts that nobody came back to"), 10 * MINUTE, DAY),
    "sessions": Known(Text(th="ล้างการเข้าสู่ระบบที่หมดอายุ", en="Clearing sign-ins that have run out"), 10 * MINUTE, DAY),
    "files": Known(
        Text(th="ตรวจไฟล์ที่เก็บไว้ และล้างไฟล์ที่ไม่ได้แนบกับเรื่องใด", en="Looking at kept files, and clearing those nothing uses"),
        30 * MINUTE,
        DAY,
    ),
    "sign-ins": Known(
        Text(th="ลบบันทึกการเข้าสู่ระบบที่ครบกำหนด", en="Deleting lines of sign-ins kept long enough"),
        10 * MINUTE,
        DAY,
    ),
    "old": Known(Text(th="ล้างงานและข้อความที่เก่าแล้ว", en="Clearing jobs and messages of long ago"), 10 * MINUTE, DAY),
}
JOBS: Mapping[str, Known] = {}

# The words that rows have for what went wrong; they say nothing of anybody's data.
PROBLEMS: Mapping[str, Text] = {
    "ended": Text(th="โปรแกรมหยุดกลางคัน", en="the program ended in the middle of it"),
    "time": Text(th="ใช้เวลานานเกินกำหนดจึงถูกหยุด", en="it took too long and was ended"),
    "memory": Text(th="ใช้หน่วยความจำเกินกำหนดจึงถูกหยุด", en="it took too much memory and was ended"),
    "busy": Text(th="เครื่องมีงานอื่นเต็มอยู่", en="the machine was busy with other work"),
    "database": Text(th="ฐานข้อมูลไม่ตอบหรือเต็ม", en="the database did not answer, or was full"),
    "disk": Text(th="อ่านหรือเขียนไฟล์ไม่ได้", en="a file could not be read or written"),
    "refused": Text(th="ข้อมูลที่ต้องใช้ไม่ถูกต้อง", en="what it needs is not right"),
    "failed": Text(th="โปรแกรมทำงานผิดพลาด ดูรายละเอียดในล็อกของโปรแกรม", en="the program failed: see its log"),
}


def problem_of(error: BaseException) -> str:
    """The word for what went wrong: a key of ``PROBLEMS``."""
    match error:
        case Spent(why=("time" | "memory" | "busy") as why):
            return why
        case DatabaseError():
            return "database"
        case MemoryError():
            return "memory"
        case OSError():
            return "disk"
        case Refused():
            return "refused"
        case _:
            return "failed"
