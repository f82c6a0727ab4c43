"""The numbers of a line, and what each can be: a score, a year, a count, a weight, a place in a list."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from prongsai.language.digits import TO_ARABIC
from prongsai.language.exact import unnoisy
from prongsai.language.text import Text

Role = Literal["score", "whole", "malformed", "other"]

# A run of digits with whatever points and commas stand between them; letters beside it make it a code.
_NUMBER = re.compile(r"(?<![A-Za-z0-9_])(?<!\d[.,])([-+−–]?)(\d+(?:[.,]+\d+)*)(?![A-Za-z_]|[.,]*\d)")
_MONTH = (
    r"(?:ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค)\.?|"
    r"(?:มกรา|มีนา|พฤษภา|กรกฎา|สิงหา|ตุลา|ธันวา)คม|กุมภาพันธ์|(?:เมษา|มิถุนา|กันยา|พฤศจิกา)ยน"
)
# Whole stretches that hold numbers and no score.
_NEVER = re.compile(
    rf"\d{{1,2}}\s?(?:{_MONTH})\s?(?:พ\.ศ\.\s?)?(?:\d{{4}}|\d{{2}})?|\d{{1,4}}/\d{{1,2}}/\d{{2,4}}|"
    r"\d{1,2}[.:]\d{2}\s?น\.|https?://\S+|www\.\S+|(?<!\S)[^\s@]{1,100}@\S+|"
    r"(?:โทร(?:ศัพท์)?|โทรสาร|แฟกซ์|fax|tel)\.?\s?[\d\s-]+|\d{2,4}-\d{3,4}-?\d*|"
    r"(?:รอบ|ระยะ|ไตรมาส(?:ที่)?|งวด(?:ที่)?)\s?\d{1,2}\s?(?:เดือน|ปี)?",
    re.IGNORECASE,
)
_AFTER_COUNT = re.compile(
    r"\s?(?:คน|ราย(?!งาน)|ชุด|ข้อ(?!มูล)|แห่ง|หน่วยงาน|หน้า|บาท|ครั้ง|วัน|เดือน|ปี(?!\s?(?:งบ|พ\.|25|\d))|โครงการ|รายการ|กิจกรรม|"
    r"อันดับ|ลำดับ|ตัว\s?ชี้\s?วัด|ด้าน|คำถาม|ประเด็น|เครื่องมือ|persons?|people|respondents?)"
)
_BEFORE_OTHER = re.compile(
    r"(?:น้ำ\s?หนัก(?:\s?(?:ร้อยละ|คะแนน))?|(?:จาก\s?)?(?:คะแนน\s?)?เต็ม|จาก\s?คะแนน|เป้า\s?หมาย(?:\s?(?:ร้อยละ|คะแนน|คือ|ที่))?|"
    r"เกณฑ์(?:\s?(?:ขั้น\s?ต่ำ|ผ่าน))?|ไม่\s?(?:น้อย\s?กว่า|ต่ำ\s?กว่า)(?:\s?ร้อยละ)?|ตั้งแต่(?:\s?ร้อยละ)?|อย่าง\s?น้อย|มาก\s?กว่า|ต่ำ\s?กว่า|สูง\s?กว่า|น้อย\s?กว่า|เกิน|"
    r"เพิ่ม\s?ขึ้น(?:\s?(?:ร้อยละ|จาก|เป็น|ถึง))?|ลด\s?ลง(?:\s?(?:ร้อยละ|จาก|ถึง))?|ติด\s?ลบ(?:\s?ถึง)?(?:\s?ร้อยละ)?|ผล\s?ต่าง|ต่าง\s?กัน|เปลี่ยน\s?แปลง|"
    r"ลำดับ(?:\s?ที่)?|อันดับ(?:\s?ที่)?|(?<![\u0e01-\u0e4e])หน้า(?:\s?ที่)?|ฉบับ\s?ที่|ครั้ง\s?ที่|(?<![\u0e01-\u0e2e])ปี(?:\s?งบ\s?ประมาณ)?(?:\s?พ\.?\s?ศ\.?)?|พ\.?\s?ศ\.?|วัน\s?ที่|"
    r"ส่วน\s?ที่|ตัว\s?ชี้\s?วัด(?:\s?(?:ย่อย|หลัก))?(?:\s?ที่)?|ด้าน\s?ที่|ประเด็น\s?ที่|เลข\s?ที่|(?<![\u0e01-\u0e4e])ข้อ(?:\s?ที่)?|หมวด\s?ที่|บท\s?ที่|มาตรา|ตาราง\s?ที่|แผนภูมิ\s?ที่|"
    r"ภาพ\s?ที่|เครื่อง\s?มือ\s?ที่|(?<![\u0e01-\u0e4e])(?:ครบ|ทั้ง))\s?[:=]?\s?$"
)
_ANOTHERS_CODE = re.compile(r"(?<![A-Za-z])(?![IEO]IT\s?$|ITA\s?$|score\s?$|total\s?$)[A-Za-z]{2,}\s?$", re.IGNORECASE)
_AFTER_SCORE = re.compile(r"\s?(?:คะแนน|%|เปอร์เซ็นต์|percent|points?)", re.IGNORECASE)
_BEFORE_SCORE = re.compile(
    r"(?:คะแนน|ร้อยละ|คะแนน\s?ร้อยละ|score)\s?(?:ที่\s?ได้|อยู่\s?ที่|เท่ากับ|เป็น|คือ)?\s?[:=]?\s?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a line, from ``start`` to ``end``.

    ``role``: ``score`` has decimals, is 100, or is said to be points; ``whole`` is a whole number that may be one;
    ``malformed`` is one with a slip; ``other`` is none. ``after`` is where what belongs to it ends ("คะแนน", "%").
    """

    said: str
    start: int
    end: int
    after: int
    role: Role
    value: Decimal | None = None
    problem: Text | None = None
    meant: str | None = None


LONGEST_NUMBER = 25  # digits and signs; binary noise has fewer
MOST_IN_A_LINE = 60  # more say nothing that fewer do not: which of them is a score cannot be told


@functools.lru_cache(maxsize=4096)
def numbers_in(text: str) -> tuple[Number, ...]:
    """The numbers of ``text`` (Arabic digits, tidied) in order, at most ``MOST_IN_A_LINE``."""
    never = [match.span() for match in _NEVER.finditer(text)]
    found: list[Number] = []
    for match in _NUMBER.finditer(text):
        start, end = match.start(2), match.end(2)
        if found and start < found[-1].after:
            continue  # the hundred of "74.50/100"
        # A sign is one only where it leans on the number alone: "IIT - 95" and "1-5" hold none.
        signed = bool(match[1]) and (match.start(1) == 0 or text[match.start(1) - 1] in " (")
        inside = any(left <= start and end <= right for left, right in never)
        found.append(_number(text, match[2], start, end, signed=signed, inside=inside))
        if len(found) == MOST_IN_A_LINE:
            break
    return tuple(found)


def _number(text: str, said: str, start: int, end: int, *, signed: bool, inside: bool) -> Number:
    before, behind = text[max(0, start - 40) : start], text[end : end + 20]
    unit = _AFTER_SCORE.match(behind)
    after = end + unit.end() if unit else end
    fraction = re.match(r"\s?/\s?100(?:\.0+)?(?!\d)", behind)
    if fraction:
        after = end + fraction.end()
    range_of = re.match(r"\s?[-–]\s?\d", behind) or re.search(r"\d\s?[-–]\s?$", before)
    if inside or signed or range_of or ("." not in said and _AFTER_COUNT.match(behind) and not unit) or is_year(said):
        return Number(said, start, end, after, "other")
    if _BEFORE_OTHER.search(before) or re.fullmatch(r"0\d+", said):
        return Number(said, start, end, after, "other")
    if len(said) > LONGEST_NUMBER:
        return Number(said, start, end, after, "other")
    if "." not in said and _ANOTHERS_CODE.search(before):
        return Number(said, start, end, after, "other")  # MOIT 14
    value, problem, meant = score_of(said)
    if problem is not None or value is None:
        if said.isdigit() and len(said) > 4:
            return Number(said, start, end, after, "other")  # money, or a number of something
        return Number(said, start, end, after, "malformed", None, problem, meant)
    told = bool(unit or fraction or _BEFORE_SCORE.search(before))
    sure = "." in said or said == "100" or told
    return Number(said, start, end, after, "score" if sure else "whole", value)


def is_year(said: str) -> bool:
    """Whether four digits are a year of either era, which no score is."""
    return re.fullmatch(r"2[3-6]\d\d|19\d\d|20\d\d", said) is not None


def read_score(text: str) -> tuple[Decimal | None, Text | None]:
    """The score that somebody typed, or what is wrong with it; digits may be Thai, a percent sign may stand behind."""
    number = text.translate(TO_ARABIC).replace("\u200b", "").strip().removesuffix("%").strip()
    if len(number) > 20 or not re.fullmatch(r"[0-9]+(?:[.,]+[0-9]+)*", number):
        return None, Text(
            th=f"“{number[:20]}” ไม่ใช่ตัวเลข ให้พิมพ์คะแนนเป็นตัวเลข เช่น 95.24",
            en=f"“{number[:20]}” is not a number; type the score in digits, as 95.24",
        )
    score, problem, _ = score_of(number)
    return score, problem


def score_of(number: str) -> tuple[Decimal | None, Text | None, str | None]:
    """The score that a number is, or what is wrong with it and what it may have been."""
    if ".." in number or ",," in number or ".," in number or ",." in number:
        meant = re.sub(r"[.,]{2,}", ".", number)
        likely = meant if re.fullmatch(r"\d{1,3}\.\d{1,2}", meant) and Decimal(meant) <= 100 else None
        return None, _wrong(number, "มีจุดซ้อนกัน", "it has points one after another", likely), likely
    if "," in number:
        meant = number.replace(",", ".")
        likely = meant if re.fullmatch(r"\d{1,3}\.\d{1,2}", meant) and Decimal(meant) <= 100 else None
        return None, _wrong(number, "ใช้จุดเป็นเครื่องหมายทศนิยม", "use a point before the decimals", likely), likely
    if number.count(".") > 1:
        return None, _wrong(number, "มีจุดทศนิยมมากกว่าหนึ่งจุด", "it has more than one point", None), None
    value = unnoisy(Decimal(number))
    likely = None if is_year(number) else _moved(number)
    if value > 100:
        return None, _wrong(number, "คะแนนมากกว่า 100 ไม่ได้", "no score is above 100", likely), likely
    if max(0, -int(value.as_tuple().exponent)) > 2:
        why = _wrong(number, "คะแนนที่ประกาศมีทศนิยมไม่เกินสองตำแหน่ง", "scores have at most two decimals", likely)
        return None, why, likely
    return value, None, None


def _moved(number: str) -> str | None:
    """The number with its point where announced scores have it: ``9.524`` and ``9524`` may be ``95.24``."""
    digits = number.replace(".", "").lstrip("0")
    if len(digits) == 5 and digits.startswith("100"):
        return "100.00" if digits == "10000" else None
    return f"{digits[:2]}.{digits[2:]}" if len(digits) == 4 else None


def _wrong(number: str, th: str, en: str, meant: str | None) -> Text:
    ask_th = f" หมายถึง {meant} หรือไม่" if meant else " ตรวจกับประกาศแล้วแก้ตัวเลขนี้"
    ask_en = f"; is {meant} meant?" if meant else "; check it against the announcement"
    return Text(th=f"พบ {number} {th}{ask_th}", en=f"found {number}: {en}{ask_en}")
