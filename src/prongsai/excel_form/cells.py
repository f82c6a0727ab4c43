"""Between what stands in a cell and what stands in a file: text for every kind of value, and back."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prongsai.excel_form.form import Choices, Kind
from prongsai.language.calendar import short_date
from prongsai.language.exact import MOST_DECIMALS, arabic, decimals_of, half_up, number_text, quantized, unnoisy
from prongsai.language.text import Text
from prongsai.language.typed_days import common_era, day_of

MOST_ANNOUNCED = 2  # decimals of a score, in every year known
LONGEST = 32_000  # characters in a cell; Excel holds 32,767
JOINT = "ร่วม:"
HEADING, POINT = "หัวข้อ:", "- "

_SPLIT = re.compile(r"[,;、\s]+")
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+")
# What a workbook writes for characters that XML cannot hold; as a person's own text it would not come back.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# More digits than a person types: what a program wrote.
_LONG = re.compile(r"[0-9]{1,3}\.[0-9]{10,20}")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell as the workbook holds it: value, openpyxl's type letter, number format, and its name (``C12``)."""

    value: object
    type: str
    format: str
    name: str


class Wrong(Exception):
    """A cell that cannot be taken as it is; ``text`` says what was found and what to do."""

    def __init__(self, th: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(th=th, en=en)


def cell_text(kind: Kind, value: object, words: Choices | None = None) -> str:
    """The text that a cell shows for a value of a file."""
    if isinstance(value, list):
        if kind == "owners":
            text = "\n".join(_owner_text(owner) for owner in value)
        elif kind == "headed":
            text = "\n".join(_entry_text(entry) for entry in value)
        else:
            text = (", " if kind == "ids" else "\n").join(str(entry) for entry in value)
    elif kind == "choice" and words is not None:
        text = words.shown(str(value))
    elif kind == "day":
        day = day_of(str(value))
        text = short_date(day) if day is not None else str(value)
    else:
        text = str(value)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("x005F_", "x005F")
    return _CONTROL.sub("", _ESCAPED.sub(r"x\1", text)).strip()[:LONGEST].strip()


def _owner_text(owner: dict[str, object]) -> str:
    unit = str(owner.get("unit", ""))
    return f"{JOINT} {unit}" if owner.get("role") == "joint" else unit


def _entry_text(entry: object) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    points = (f"{POINT}{point}" for point in entry.get("points", ()))
    return "\n".join((f"{HEADING} {entry.get('heading', '')}", *points))


def text_in_cell(raw: Raw, kind: Kind) -> str:
    """The text that a person sees in a cell. Raises ``Wrong`` for formulas, errors and values of another kind."""
    value = raw.value
    if raw.type == "f":
        raise Wrong(
            "ช่องนี้เป็นสูตร ให้พิมพ์ค่าแทน (คัดลอก แล้ววางแบบค่าเท่านั้น)",
            "this cell holds a formula; type the value instead (copy, then paste values only)",
        )
    if raw.type == "e":
        raise Wrong(f"ช่องนี้แสดงข้อผิดพลาด {value} ให้พิมพ์ค่าใหม่", f"this cell shows the error {value}; type the value again")
    if isinstance(value, bool):
        word = str(value).upper()
        raise Wrong(f"พบ {word} ให้พิมพ์ค่าที่ต้องการ", f"found {word}; type the value that is meant")
    if isinstance(value, datetime.date | datetime.datetime):
        return _date_text(value, kind)
    if isinstance(value, int | float):
        return _number_text(value, raw.format, kind)
    if isinstance(value, str):
        return _clean(value)
    raise Wrong(f"อ่านช่องนี้ไม่ได้ ({value}) ให้พิมพ์เป็นข้อความ", f"this cell cannot be read ({value}); type it as text")


def _date_text(value: datetime.date | datetime.datetime, kind: Kind) -> str:
    day = common_era(value.date() if isinstance(value, datetime.datetime) else value)
    if day is None:
        raise Wrong(f"ไม่มีวันที่ {value} ในปฏิทิน ให้พิมพ์วันที่ใหม่", f"there is no day {value}; type the date again")
    if kind in ("count", "share", "score", "ids", "year", "length"):
        raise Wrong(
            "Excel เปลี่ยนค่าในช่องนี้เป็นวันที่ ให้ตั้งรูปแบบช่องเป็นข้อความ แล้วพิมพ์ค่าใหม่",
            "Excel turned this cell into a date; format the cell as text and type the value again",
        )
    return short_date(day)


def _clean(text: str) -> str:
    """Text without what workbooks write for line ends and without invisible control characters."""
    text = _ESCAPED.sub(_unescaped, text).replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    return _CONTROL.sub("", text).strip()


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code < 0x20 else match[0]


_SHOWN = re.compile(r"(?:#,##)?0(?:\.(0+))?(%)?(?:_\))?")


def _number_text(value: float, form: str, kind: Kind) -> str:
    """A number as the cell shows it: 99.7 under the format 0.00 is ``99.70``. A score with more decimals than the cell
    shows is given whole, so that it can be told."""
    if isinstance(value, float) and not abs(value) < 1e15:
        raise Wrong(f"พบ {value} ซึ่งไม่ใช่ตัวเลขที่ใช้ได้", f"found {value}, which is not a usable number")
    exact = unnoisy(Decimal(repr(value)))
    match = _SHOWN.fullmatch(form.split(";")[0].strip())
    if match is not None:
        decimals, percent = len(match[1] or ""), bool(match[2])
        number = Fraction(unnoisy(exact * (100 if percent else 1)))
        # A whole-number format would hide digits that count.
        hidden = kind == "score" and number != Fraction(half_up(number, MOST_ANNOUNCED))
        if (decimals or number == int(number) or percent) and not hidden:
            return format(half_up(number, decimals), "f")
    text = format(exact, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def value_of(text: str, kind: Kind, words: Choices | None = None) -> object:
    """The value of a file that a cell's text means; ``text`` is not empty. Raises ``Wrong``."""
    match kind:
        case "lines":
            return [line.strip() for line in text.split("\n") if line.strip()]
        case "headed":
            return _entries([line.strip() for line in text.split("\n") if line.strip()])
        case "ids":
            return [code for code in _SPLIT.split(text) if code]
        case "owners":
            return [_owner(line.strip()) for line in text.split("\n") if line.strip()]
        case "choice":
            return _choice(text, words)
        case "day":
            return _day(text)
        case "count" | "year":
            return _whole(text, kind)
        case "share" | "score":
            return _share(text, kind)
        case "length":
            return _length(text)
        case _:
            return text


def _owner(line: str) -> dict[str, str]:
    if line.startswith(JOINT):
        return {"unit": line.removeprefix(JOINT).strip(), "role": "joint"}
    return {"unit": line}


def _entries(lines: list[str]) -> list[object]:
    """One entry per line; below a heading the lines that begin with a dash are its points."""
    entries: list[object] = []
    points: list[str] | None = None
    for line in lines:
        if line.startswith(HEADING):
            points = []
            entries.append({"heading": line.removeprefix(HEADING).strip(), "points": points})
        elif points is not None and line.startswith(POINT.strip()):
            points.append(line.removeprefix(POINT.strip()).strip())
        else:
            points = None
            entries.append(line)
    for entry in entries:
        if isinstance(entry, dict) and not entry["points"]:
            heading = _cut(entry["heading"])
            raise Wrong(
                f"หัวข้อ “{heading}” ไม่มีข้อย่อย ให้พิมพ์ข้อย่อยในบรรทัดถัดไป โดยขึ้นต้นแต่ละบรรทัดด้วยเครื่องหมาย -",
                f"the heading “{heading}” has no points; type them in the lines below it, each after a dash",
            )
    return entries


def _choice(text: str, words: Choices | None) -> str:
    code = words.meant(text) if words is not None else text
    if code is None:
        listed = ", ".join(label for label, _ in words.pairs) if words is not None else ""
        raise Wrong(f"พบ “{_cut(text)}” แต่ต้องเลือกจาก {listed}", f"found “{_cut(text)}”, expected one of {listed}")
    return code


def _day(text: str) -> str:
    day = day_of(text)
    if day is None:
        raise Wrong(
            f"พบ “{_cut(text)}” แต่ต้องเป็นวันที่ เช่น 31 มี.ค. 2569 หรือ 31/3/2569",
            f"found “{_cut(text)}”, expected a date such as 2026-03-31 or 31/3/2569 (Buddhist era)",
        )
    return day.isoformat()


def _whole(text: str, kind: Kind) -> str:
    plain = str(arabic(text))
    plain = plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 9):
        if kind == "year":
            raise Wrong(
                f"พบ “{_cut(text)}” แต่ต้องเป็นปี พ.ศ. เช่น 2569", f"found “{_cut(text)}”, expected a year such as 2569"
            )
        raise Wrong(
            f"พบ “{_cut(text)}” แต่ต้องเป็นจำนวนเต็มตั้งแต่ 0 ขึ้นไป เช่น 188",
            f"found “{_cut(text)}”, expected a whole number from 0 up such as 188",
        )
    return str(int(plain))


def _length(text: str) -> str:
    plain = str(arabic(text)).removesuffix(".").removesuffix("ซม").removesuffix("เซนติเมตร").rstrip()
    try:
        number_text(plain)
    except ValueError:
        raise Wrong(
            f"พบ “{_cut(text)}” แต่ต้องเป็นจำนวนเซนติเมตร เช่น 2.5",
            f"found “{_cut(text)}”, expected a number of centimetres such as 2.5",
        ) from None
    return plain


def _share(text: str, kind: Kind) -> str:
    plain = str(arabic(text)).removesuffix("%").rstrip()
    if _LONG.fullmatch(plain):
        meant = unnoisy(Decimal(plain))
        plain = format(quantized(meant, MOST_DECIMALS) if decimals_of(meant) > MOST_DECIMALS else meant, "f")
    try:
        number_text(plain)
        within = Decimal(plain) <= 100
    except ValueError:
        within = False
    if within and kind == "score" and decimals_of(Decimal(plain)) > MOST_ANNOUNCED:
        raise Wrong(
            f"พบ {_cut(plain)} แต่คะแนนที่ประกาศมีทศนิยมไม่เกินสองตำแหน่ง ให้พิมพ์ตามที่ประกาศ เช่น 99.70",
            f"found {_cut(plain)}, but scores are announced with at most two decimals; type it as announced",
        )
    if within:
        return plain
    raise Wrong(
        f"พบ “{_cut(text)}” แต่ต้องเป็นตัวเลขตั้งแต่ 0 ถึง 100 ตามที่ประกาศ เช่น 99.70",
        f"found “{_cut(text)}”, expected a number from 0 to 100 as announced, such as 99.70",
    )


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"
