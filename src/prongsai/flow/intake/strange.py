"""A file that is neither a form nor a round file: what it is, in words, and its text where that can be pasted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from prongsai.files.kinds import IMAGES, Kind, kind_of
from prongsai.language.text import Text

LONGEST = 200_000  # letters, as much as the page for pasting takes
_TEXTS = (".csv", ".tsv", ".tab", ".txt", ".prn")
_ROUND = re.compile(r"\ufeff?\s*[{\[]|^format\s*:", re.M)

_COPY = Text(
    th="ให้เปิดไฟล์ คัดลอกตารางคะแนนไปวาง หรือกรอกคะแนนในแบบฟอร์ม",
    en="open it, copy the table of scores and paste it, or type the scores into the form",
)
_SHEET = Text(
    th="ให้คัดลอกตารางคะแนนไปวาง หรือกรอกคะแนนในแบบฟอร์ม หากเป็นแบบกรอก Excel ของโปรแกรมนี้ "
    "ให้บันทึกเป็น Excel Workbook (.xlsx) แล้วเลือกใหม่",
    en="copy the table of scores and paste it, or type the scores into the form; if it is this program's Excel form, "
    "save it as an Excel Workbook (.xlsx) and choose it again",
)
_IMAGE = Text(
    th="ไฟล์นี้เป็นรูปภาพ ซึ่งอ่านคะแนนไม่ได้ ให้กรอกคะแนนจากภาพในแบบฟอร์ม หรือวางตารางจากต้นฉบับที่คัดลอกข้อความได้",
    en="this is an image, from which no score can be read: type its scores into the form, or paste the table from the "
    "original if its text can be copied",
)
_TEXT = Text(
    th="ไฟล์นี้เป็นไฟล์ข้อความ (เช่น CSV) ไม่ใช่แบบกรอกหรือไฟล์ข้อมูล ระบบอ่านเป็นตารางคะแนนทีละบรรทัดให้ได้ ตามปุ่มด้านล่าง",
    en="this is a text file (such as CSV), no form and no data file; it can be read as a table of scores line by line: "
    "use the button below",
)
_LONG = Text(
    th=f"ไฟล์นี้เป็นไฟล์ข้อความที่ยาวเกิน {LONGEST:,} ตัวอักษร ให้คัดลอกเฉพาะตารางคะแนนไปวาง",
    en=f"this is a text file of more than {LONGEST:,} letters; copy the table of scores alone and paste it",
)


def _is(th: str, en: str, then: Text) -> Text:
    return Text(
        th=f"ไฟล์นี้เป็น{th} ซึ่งนำเข้าโดยตรงไม่ได้ {then.th}", en=f"this is {en}, which cannot be imported as it is: {then.en}"
    )


_OLD_WORD = _is(
    "เอกสาร Word รุ่นเก่า (.doc หรือ .rtf)",
    "an old Word document (.doc or .rtf)",
    Text(
        th="ให้เปิดใน Word แล้วบันทึกเป็น .docx แล้วเลือกใหม่ หรือคัดลอกตารางคะแนนไปวาง",
        en="open it in Word, save it as .docx and choose it again, or copy the table of scores and paste it",
    ),
)
_STRANGE: dict[Kind, Text] = {
    "old word": _OLD_WORD,
    "rtf": _OLD_WORD,
    "slides": _is("งานนำเสนอ PowerPoint", "a PowerPoint file", _COPY),
    "old excel": _is("สมุดงาน Excel รุ่นเก่า (.xls)", "an old Excel workbook (.xls)", _SHEET),
    "old office": _is("เอกสาร Office รุ่นเก่า", "an old Office document", _SHEET),
    "open document": _is("เอกสาร LibreOffice (.ods หรือ .odt)", "a LibreOffice document (.ods or .odt)", _SHEET),
    **dict.fromkeys(IMAGES, _IMAGE),
}


@dataclass(frozen=True)
class Strange:
    """What is said of a file, and its ``text`` where it may be pasted ("": it may not)."""

    said: Text
    text: str = ""


def strange(data: bytes, name: str) -> Strange | None:
    """A file of a kind that people have their scores in and the page does not take; None for any other."""
    kind = kind_of(data)
    if kind in _STRANGE:
        return Strange(_STRANGE[kind])
    if kind not in ("text", "UTF-16") or PurePath(name).suffix.lower() not in _TEXTS:
        return None
    text = _decoded(data[: LONGEST * 4], kind)
    if text is None or _ROUND.search(text[:2000]):
        return None
    return Strange(_LONG) if len(data) > LONGEST * 4 or len(text) > LONGEST else Strange(_TEXT, text)


def _decoded(data: bytes, kind: Kind) -> str | None:
    """Text as Excel and Thai Windows write it; None where it is in no way of theirs."""
    for encoding in ("utf-16",) if kind == "UTF-16" else ("utf-8-sig", "cp874"):
        try:
            return data.decode(encoding).replace("\0", "").replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    return None
