"""What holds a document back in its text: what could not be read, and years of two digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from prongsai.analyze.unread import UNREAD as UNREAD_TEXT
from prongsai.analyze.unread import around
from prongsai.language.calendar import MONTHS, SHORT_MONTHS
from prongsai.language.digits import TO_ARABIC
from prongsai.language.text import Text
from prongsai.publish.guard.held import Held
from prongsai.publish.report import spared

UNREAD = Text(th="มีข้อความที่อ่านไม่ออก", en="a text could not be read")
SHORT_YEAR = Text(th="ปีเขียนเพียงสองหลัก", en="a year has two digits only")

_MONTHS = "|".join(re.escape(name) for name in (*MONTHS, *SHORT_MONTHS))
# Two digits where a year stands, with or without an apostrophe; "12 เดือน" behind "ปี" is a length of time.
_TWO = (
    r"['’‘]?[5-9][0-9](?![0-9]|[.][0-9]|,[0-9]{3}"
    r"| *(?:ปี|เดือน|วัน|คน|ราย|ข้อ|คะแนน|แห่ง|ครั้ง|เรื่อง|ล้าน|แสน|หมื่น|พัน|บาท|เล่ม|เครื่อง|ชุด|ตัว|หน่วย|%))"
)
_SHORT_YEAR = re.compile(
    rf"(?:ปี(?:งบประมาณ|งบ)?|พ\.ศ\.)(?: *พ\.ศ\.)? *{_TWO}"
    r"|(?<![0-9])25[0-9]{2} *[-–/] *[5-9][0-9](?![0-9])"
    rf"|(?<![0-9])[0-9]{{1,2}} *(?:{_MONTHS}) *{_TWO}"
    rf"|(?:{_MONTHS}) *{_TWO}"
    r"|(?<![0-9/])[0-9]{1,2}/[0-9]{1,2}/[5-9][0-9](?![0-9/])"
)


def unread(lines: Iterable[str]) -> Iterator[Held]:
    """Lines with "[…]" or "อ่านไม่ออก": nobody can sign what nobody could read."""
    for line in lines:
        for found in UNREAD_TEXT.finditer(line):
            place = around(line, *found.span())
            yield Held(
                kind=UNREAD,
                what=f"ข้อความ “{place}”",
                wrong=Text(th=f"พบ “{found[0]}” ใน “{place}”", en=f"found “{found[0]}” in “{place}”"),
                do=Text(th="ให้พิมพ์ข้อความที่ถูกต้องแทน", en="type what should stand there"),
                decidable=False,
            )


def short_years(lines: Iterable[str]) -> Iterator[Held]:
    """Years of two digits, which no official paper has."""
    for line in lines:
        plain = line.translate(TO_ARABIC)
        kept = [found.span() for found in spared(line)]
        for found in _SHORT_YEAR.finditer(plain):
            if any(start < found.end() and found.start() < end for start, end in kept):
                continue
            said, place = line[found.start() : found.end()], around(line, *found.span())
            yield Held(
                kind=SHORT_YEAR,
                what=f"“{said}” ใน “{place}”",
                wrong=Text(th=f"ปีใน “{place}” มีเพียงสองหลัก", en=f"the year in “{place}” has two digits"),
                do=Text(th="ให้เขียนปีพุทธศักราชเต็มสี่หลัก", en="write the year with its four digits"),
            )
