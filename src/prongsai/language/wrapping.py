"""Where text may break into lines: inside long addresses and codes, and in Thai where nothing measures it for us."""

from __future__ import annotations

import functools
import re
import unicodedata

from prongsai.language.measure import em, width

_LEADING = "เแโใไ"
# What may not begin a line: signs that belong to the letter before, and closing marks.
_FOLLOWERS = "ะาำๅๆฯ)]”’.,:;!?%"
# Words with which official names go on; a line may break before them.
_OPENERS = (
    "การ", "ความ", "ของ", "และ", "หรือ", "โดย", "เพื่อ", "ตาม", "จาก", "ต่อ", "ใน", "ภาย", "หน่วยงาน", "ข้อมูล", "ประเมิน",
    "มาตรการ", "ราชการ", "ทรัพย์สิน", "ทุจริต", "คุณธรรม", "โปร่งใส", "งบประมาณ", "เจ้าหน้าที่", "ประชาชน", "ส่งเสริม",
    "ป้องกัน", "ปรับปรุง", "ระบบ", "ดำเนินงาน", "เปิดเผย", "ประจำ", "เทศบาล", "องค์การ", "ตำบล", "อำเภอ", "จังหวัด", "ผู้",
    "แผน", "รายงาน", "คู่มือ", "ช่องทาง", "เรื่องร้องเรียน", "ประพฤติมิชอบ", "สาธารณะ", "บริหาร", "จัดซื้อ", "จัดจ้าง", "มาก", "น้อย",
)  # fmt: skip
# Words that lean on the next one; a line does not end with them.
_LINKS = ("การ", "ความ", "ของ", "และ", "หรือ", "โดย", "เพื่อ", "ตาม", "จาก", "ต่อ", "ใน", "ผู้", "ภาย")

# Where Latin text without a space may break: after these signs, and otherwise every few characters.
_LONG = re.compile(r"[!-~]{14,}")
# Never after a hyphen: who joins such lines would take it for one that was only put in at the line's end.
_SEAM = re.compile(r"[/._?&=,;:#%+@]+(?=[^/._?&=,;:#%+@-])|[^/._?&=,;:#%+@-]{8}(?=[^/._?&=,;:#%+@-]{3})|[^-](?=-)")

# Words of official documents that a word list takes for two, or cuts in the wrong place.
_WHOLE = (
    "ประจำปีงบประมาณ", "ปีงบประมาณ", "งบประมาณ", "งบลงทุน", "ดำเนินงาน", "ดำเนินการ", "ทำงาน", "คณะทำงาน",
    "ปฏิบัติงาน", "ปฏิบัติการ", "หน่วยงาน", "ข้าราชการ", "ส่วนราชการ",
    "สินบน", "ผู้ร้องเรียน", "เรื่องร้องเรียน", "ข้อร้องเรียน", "ร้องเรียน", "สื่อสาร", "คุณธรรม", "จริยธรรม", "วัฒนธรรม", "ถดถอย",
    "ส่วนรวม", "ส่วนร่วม", "ส่วนตน", "ส่วนตัว", "ข้อเสนอแนะ", "เสนอแนะ", "คำปรึกษา", "ปรึกษา", "ประพฤติมิชอบ", "ทุจริต", "เทศบาล",
    "อินโฟกราฟิก", "เว็บไซต์", "ก้าวหน้า", "ประชาชน", "สาธารณชน", "สาธารณะ", "ขั้นตอน", "พื้นฐาน", "น้ำหนัก", "ช่องทาง",
    "เจ้าหน้าที่", "บุคลากร", "ผู้บริหาร", "ผู้รับบริการ", "ผู้รับผิดชอบ", "รับผิดชอบ", "ตัวชี้วัด", "เปิดเผย", "เผยแพร่", "เข้าถึง", "เข้าใจ",
    "พวกพ้อง", "รายข้อ", "ประจำปี", "ปัจจุบัน", "เนื้อหา", "ทั่วกัน", "บัญชี", "จัดซื้อจัดจ้าง", "จัดซื้อ", "จัดจ้าง", "ทรัพย์สิน", "ราชการ",
    "ปลัดเทศบาล", "ยุทธศาสตร์ชาติ", "ยุทธศาสตร์", "สภาเทศบาล", "อิเล็กทรอนิกส์", "ประสิทธิภาพ", "โปร่งใส", "สม่ำเสมอ", "หน้าที่",
    "พัสดุ", "ไม่ได้", "โดยตรง", "มกราคม", "กุมภาพันธ์",
    "ตอบสนอง", "บริการ", "สะดวก", "ศึกษาฯ", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
_KINDS = ("เทศบาลนคร", "เทศบาลเมือง", "เทศบาลตำบล", "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด")
# Longer words than this, in characters, stay whole only where they take no more than this share of the line.
_SHORT, _SHARE = 11, 0.55
# A day of a month, as plans have it: 1 ต.ค. 68.
_DATE = r"[0-9๐-๙]{1,2} (?:(?:ม|มี|พ|ก|ส|ต|ธ)\.ค\.|(?:เม|มิ|ก|พ)\.ย\.|ก\.พ\.) ?[0-9๐-๙]{2,4}"
# What ``unbroken`` puts around a word; no text of ours or of a user's has them.
KEPT = ("\u2068", "\u2069")


@functools.cache
def _unbroken(agency: str) -> re.Pattern[str]:
    # The name proper of an agency, with what it is called by: เทศบาล|นครแม่สอด, never เทศบาลนครแม่|สอด.
    kind = next((each for each in _KINDS if agency.startswith(each)), "")
    proper = agency.removeprefix(kind)
    names = [kind.removeprefix("เทศบาล") + proper, proper] if kind and proper else []
    names = [each for each in names if " " not in each]
    words = "|".join(re.escape(each) for each in sorted({*_WHOLE, *names}, key=lambda each: (-len(each), each)))
    # A mark above or below would be torn from its letter; what follows without a space stays where words part.
    # And a closing bracket never begins a line.
    return re.compile(rf"พ\.ศ\. [0-9๐-๙]{{4}}|{_DATE}|คะแนน\)|(?:{words})(?![ะาำๅๆฯ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])")


def unbroken(text: str, room: float, size: float, agency: str = "") -> str:
    """``text`` with ``KEPT`` around words that stay on one line where ``room``, in the unit of ``size``, holds them."""

    def kept(found: re.Match[str]) -> str:
        word = found.group()
        if width(word, size) <= (room if len(word) <= _SHORT else room * _SHARE):
            return f"{KEPT[0]}{word}{KEPT[1]}"
        # Where there is no room for the whole, its longest end that is a word of its own.
        inner = (at for at in range(1, len(word)) if word[at:] in _WHOLE and width(word[at:], size) <= room)
        at = next(inner, None)
        return word if at is None else f"{word[:at]}{KEPT[0]}{word[at:]}{KEPT[1]}"

    return _unbroken(agency).sub(kept, text)


def seamed(text: str) -> str:
    """``text`` with U+200B where a long Latin string may break; each writer turns it into its own mark."""
    return _LONG.sub(lambda found: _SEAM.sub("\\g<0>\u200b", found.group()), text)


def longest_word(text: str, size: float) -> float:
    """The estimated width of the longest part of ``text`` in which no word surely begins."""
    widest, start = 0.0, 0
    for at in range(1, len(text) + 1):
        if at == len(text) or (text.startswith(_OPENERS, at) and _between_syllables(text, at)):
            widest = max(widest, width(text[start:at], size))
            start = at
    return widest


def wrap(text: str, room: float, size: float) -> list[str]:
    """``text`` in lines no wider than ``room``, none of it lost but the spaces at breaks.

    It breaks at a space first, else before a word that opens a part of an official name, else between syllables.
    """
    lines: list[str] = []
    rest = text.strip()
    while rest:
        fits = _fitting(rest, room, size)
        if fits == len(rest):
            lines.append(rest)
            break
        at = _break(rest, fits)
        lines.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return lines or [""]


def _fitting(text: str, room: float, size: float) -> int:
    used = 0.0
    for at, character in enumerate(text):
        used += size * em(character)
        if used > room:
            return at
    return len(text)


def _break(text: str, fits: int) -> int:
    """Where the line ends: after at least one character, and at ``fits`` at the latest where that can be."""
    least = max(1, fits // 2)
    for at in range(fits, least - 1, -1):
        if text[at] == " " or (text[at - 1] in " /" and _between_syllables(text, at)):
            return at
    for at in range(fits, least - 1, -1):
        if text.startswith(_OPENERS, at) and not text.endswith(_LINKS, 0, at) and _between_syllables(text, at):
            return at
    for at in range(fits, 0, -1):
        if text[at] in _LEADING and _between_syllables(text, at):
            return at
    for at in range(fits, 0, -1):
        if _between_syllables(text, at):
            return at
    # Nowhere before: the signs of one letter stay together even where they stand over.
    return next((at for at in range(fits + 1, len(text)) if _between_syllables(text, at)), len(text))


def _between_syllables(text: str, at: int) -> bool:
    if at <= 0 or unicodedata.category(text[at]) == "Mn" or text[at] in _FOLLOWERS:
        return False
    return text[at - 1] not in _LEADING and text[at - 1] not in "([“‘"
