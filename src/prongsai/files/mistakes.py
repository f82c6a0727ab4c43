"""Mistakes in a file's structure: what a shape expected, what stands there instead, said in Thai and English."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic_core import ErrorDetails

from prongsai.files.spelling import Place, file_keys, is_record, plain, shape_at, text_or_record
from prongsai.language.days import Day
from prongsai.language.exact import MOST_COUNT, MOST_DECIMALS, Year
from prongsai.language.text import Text, shortened

_UNKNOWN_KEY = ("unexpected_keyword_argument", "extra_forbidden")


def expectation(shape: Any) -> Text:
    """What a type expects, as the end of a sentence."""
    if text_or_record(shape):
        record = expectation(plain(shape))
        return Text(th=f"ข้อความ หรือ{record.th}", en=f"text, or {record.en}")
    shape = plain(shape)
    if shape == Day:
        return Text(th="วันที่ ค.ศ. แบบ 2026-03-31", en="a date such as 2026-03-31 (common era)")
    if shape == Year:
        return Text(th="ปีงบประมาณ พ.ศ. เช่น 2568", en="a Buddhist-era fiscal year such as 2568")
    if get_origin(shape) is Annotated:
        if get_args(shape)[0] is Decimal:
            least, most = _bounds(shape)
            if (least, most) != (0, 100):
                between = f"{least}–{most}"
                return Text(th=f"ตัวเลขในช่วง {between}", en=f"a number within {between}")
            return Text(th="ตัวเลขตั้งแต่ 0 ถึง 100 เช่น 99.70", en="a number from 0 to 100 such as 99.70")
        return Text(th="จำนวนเต็มตั้งแต่ 0 ขึ้นไป เช่น 188", en="a whole number from 0 up such as 188")
    if get_origin(shape) is Literal:
        words = ", ".join(get_args(shape))
        return Text(th=f"คำใดคำหนึ่งใน {words}", en=f"one of {words}")
    if get_origin(shape) is tuple:
        return Text(th="รายการ (ขึ้นต้นแต่ละข้อด้วย - หรือเขียนใน [ ])", en="a list (each entry after a dash, or in [ ])")
    if get_origin(shape) is dict:
        return Text(th="ชุดค่าแบบ คีย์: ค่า", en="a mapping of key: value")
    if is_record(shape):
        keys = ", ".join(file_keys(shape))
        return Text(th=f"ชุดค่าแบบ คีย์: ค่า โดยคีย์ที่ใช้ได้คือ {keys}", en=f"a mapping with keys among {keys}")
    return Text(th="ข้อความ", en="text")


def _bounds(shape: Any) -> tuple[Any, Any]:
    """The least and the most that a number may be, as its type says; 0 and 100 where it does not."""
    marks = [mark for field in get_args(shape)[1:] for mark in getattr(field, "metadata", ())]
    least = next((mark.ge for mark in marks if hasattr(mark, "ge")), 0)
    return least, next((mark.le for mark in marks if hasattr(mark, "le")), 100)


def quoted_value(value: object) -> Text:
    """What stands in a file, short enough to show."""
    if value is None or value == "":
        return Text(th="ค่าว่าง", en="nothing")
    if isinstance(value, Mapping):
        return Text(th="ชุดค่า (คีย์: ค่า)", en="a mapping (key: value)")
    if isinstance(value, list | tuple):
        return Text(th=f"รายการ {len(value)} ข้อ", en=f"a list of {len(value)}")
    word = str(value).lower() if isinstance(value, bool) else str(value)
    word = shortened(word)
    return Text(th=f"“{word}”", en=f"“{word}”")


def mistake_text(shape: Any, error: ErrorDetails) -> Text:
    """A mistake that validation found, in both languages. ``shape`` is the type that the whole was read as."""
    place, kind, value = error["loc"], error["type"], error["input"]
    if kind in _UNKNOWN_KEY:
        return unknown_key(shape, place)
    if kind == "missing":
        what = expectation(shape_at(shape, place))
        return Text(th=f"ไม่มี {place[-1]} ซึ่งต้องมี เป็น{what.th}", en=f"{place[-1]} is missing; expected {what.en}")
    if kind == "decimals":
        seen = quoted_value(value)
        return Text(
            th=f"พบ {seen.th} ทศนิยมมากกว่า {MOST_DECIMALS} ตำแหน่ง ให้เขียนตามที่ประกาศ",
            en=f"found {seen.en}, more than {MOST_DECIMALS} decimals; write the figure as it was announced",
        )
    what, seen = expectation(shape_at(shape, place)), quoted_value(value)
    hint = _hint(error)
    th, en = f"พบ{seen.th} แต่ต้องเป็น{what.th}", f"found {seen.en}, expected {what.en}"
    return Text(th=f"{th} {hint.th}", en=f"{en}; {hint.en}") if hint else Text(th=th, en=en)


def unknown_key(shape: Any, place: Place) -> Text:
    """What to say about the key at the end of ``place``, which ``shape`` does not have."""
    key = str(place[-1]).rstrip("\0")
    shape = plain(shape_at(shape, place[:-1]))
    known = file_keys(shape) if is_record(shape) else ()
    near = difflib.get_close_matches(key[:60], known, n=1, cutoff=0.7)
    listed = ", ".join(known)
    shown = key if len(key) <= 60 else key[:60] + "…"
    if near and near[0] != key:
        return Text(
            th=f"ไม่รู้จักคีย์ “{shown}” หมายถึง “{near[0]}” หรือไม่", en=f"unknown key “{shown}”; is “{near[0]}” meant?"
        )
    return Text(
        th=f"ไม่รู้จักคีย์ “{shown}” คีย์ที่ใช้ได้คือ {listed} (บันทึกของตนเองให้ขึ้นต้นคีย์ด้วย x-)",
        en=f"unknown key “{shown}”; known are {listed} (keys of your own begin with x-)",
    )


def _hint(error: ErrorDetails) -> Text | None:
    value = error["input"]
    if error["type"] == "day":
        meant = error.get("ctx", {}).get("meant")
        return Text(th=f"ในไฟล์ให้ใช้ปี ค.ศ. คือ {meant}", en=f"files use the common era: write {meant}") if meant else None
    if not isinstance(value, str):
        return None
    word = value.strip()
    if error["type"] == "less_than_equal" and error.get("ctx", {}).get("le") == MOST_COUNT:
        return Text(th="มากเกินกว่าจะเป็นจำนวนคน", en="that is more than there are people")
    if error["type"] == "number":
        if word.casefold().lstrip("+-.") in ("nan", "inf", "infinity"):
            return Text(th="ถ้าไม่ทราบค่าให้เว้นไว้", en="leave out what is not known")
        if re.fullmatch(r"[0-9๐-๙.]+\s*%", word):
            return Text(th="ให้เขียนตัวเลขโดยไม่มีเครื่องหมาย %", en="write the number without %")
        if re.fullmatch(r"[0-9๐-๙]{1,3}(,[0-9๐-๙]{3})+", word):
            return Text(th="ให้เขียนโดยไม่มีเครื่องหมายจุลภาค", en="write it without commas")
        if re.fullmatch(r"[0-9๐-๙]+,[0-9๐-๙]+", word):
            return Text(th="ให้ใช้จุดเป็นเครื่องหมายทศนิยม", en="use a point before the decimals")
        if re.fullmatch(r"-\s*[0-9๐-๙.]+", word):
            return Text(th="ค่าติดลบไม่ได้", en="it cannot be negative")
        if re.fullmatch(r"[0-9.]+[eE][+-]?[0-9]+", word):
            return Text(th="ให้เขียนตัวเลขเต็ม", en="write the number out in full")
    return None
