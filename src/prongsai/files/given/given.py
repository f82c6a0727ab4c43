"""A file that somebody gives to be kept: what it is by its content, and the bytes that are kept of it."""

from __future__ import annotations

import csv
import io
import itertools
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, get_args

from prongsai.files.given.office import OfficeKind, office_kind
from prongsai.files.given.papers import pages_of
from prongsai.files.given.photographs import ImageKind, clean_image
from prongsai.files.incoming import CONTROL
from prongsai.files.kinds import COMPOUND, Kind, kind_of
from prongsai.files.problems import Refused, file_refusal

GivenKind = Literal["pdf", "docx", "xlsx", "pptx", "odt", "ods", "csv", "png", "jpg", "webp"]
GIVEN_KINDS: tuple[GivenKind, ...] = get_args(GivenKind)
# What a browser may offer to choose from; what is taken is told by content.
ENDINGS = ",".join(f".{kind}" for kind in GIVEN_KINDS) + ",.jpeg"
LONGEST_NAME, MOST_ROWS = 150, 200_000

_TAKEN = "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), OpenDocument (.odt, .ods), CSV, PNG, JPEG, WebP"
_MARKUP = re.compile(r"(?i)<\s*(?:!doctype|html|svg|script|\?xml|body|iframe|meta|style)\b|^#!|^\s*@echo\b")


# A sheet of an old program, which Excel opens as such whatever it is called; macros may be in it.
_SYLK = re.compile(r"\s*ID;P[^\r\n]*[\r\n]+[A-Z]{1,2}(?:;|[\r\n])")
# Of so many lines more than half are rows.
_FIRST = 50
_PHONE_PICTURES = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif")


@dataclass(frozen=True)
class TakenIn:
    """What is kept of a file: its kind, its bytes, how many pages a PDF has (else None), and whether it was written
    anew (a picture: without what it said of place and camera)."""

    kind: GivenKind
    data: bytes
    pages: int | None = None
    rewritten: bool = False


def given(data: bytes, name: str) -> TakenIn:
    """What is kept of the file that somebody calls ``name``. To be called in a process with limits.

    ``Refused`` with what it is and what to do: kinds that are not taken, what runs something, locks, damage, too much.
    """
    found = kind_of(data)
    match found:
        case "pdf":
            return TakenIn("pdf", data, pages=pages_of(data, name))
        case "PNG" | "JPEG" | "WebP":
            kinds: dict[Kind, ImageKind] = {"PNG": "png", "JPEG": "jpg", "WebP": "webp"}
            kind = kinds[found]
            return TakenIn(kind, clean_image(data, kind, name), rewritten=True)
        case "word" | "excel" | "excel with macros" | "slides" | "open document" | "zip":
            office: OfficeKind = office_kind(data, name)
            return TakenIn(office, data)
        case "text" | "UTF-16":
            if data[4:8] == b"ftyp" and data[8:12] in _PHONE_PICTURES:
                raise _phone_picture(name)
            _look_at_rows(data, name, found)
            return TakenIn("csv", data)
        case "empty":
            raise file_refusal(name, "ไฟล์ว่างเปล่า ให้เลือกไฟล์อื่น", "the file is empty; choose another one")
        case "HTML" | "XML":
            raise _page(name)
        case _:
            raise _other(found, name)


def _look_at_rows(data: bytes, name: str, kind: Kind) -> None:
    text = _decoded(data, kind)
    # Old programs end a file with a sign of its own; in cells it breaks lines and pages.
    text = text.removesuffix("\x1a").translate({0x0B: "\n", 0x0C: "\n"}) if text is not None else None
    if text is None or CONTROL.search(text) or not text.strip():
        raise _other(kind, name)
    if _MARKUP.search(text[:20_000]) or _SYLK.match(text):
        raise _page(name)
    first = [line for line in itertools.islice(io.StringIO(text), 200) if line.strip()][:_FIRST]
    between = max(",;\t", key=lambda sign: sum(sign in line for line in first))
    # A table may have its title above it.
    if not any(sign in first[0] for sign in ",;\t") and sum(between in line for line in first) * 2 <= len(first):
        raise _other(kind, name)
    rows = 0
    try:
        for _ in csv.reader(io.StringIO(text), delimiter=between):
            rows += 1
            if rows > MOST_ROWS:
                raise file_refusal(
                    name,
                    f"ตารางมีมากกว่า {MOST_ROWS:,} แถว ให้แยกเป็นหลายไฟล์",
                    f"the table has more than {MOST_ROWS:,} rows; split it",
                )
    except csv.Error as error:
        raise _other(kind, name) from error


def _decoded(data: bytes, kind: Kind) -> str | None:
    for encoding in ("utf-16",) if kind == "UTF-16" else ("utf-8-sig", "cp874"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _page(name: str) -> Refused:
    return file_refusal(
        name,
        "ไฟล์นี้เป็นหน้าเว็บ ภาพ SVG หรือสคริปต์ ซึ่งไม่รับเพราะทำงานเองได้ ให้บันทึกเป็น PDF หรือเป็นภาพ PNG",
        "this is a web page, an SVG picture or a script, which can run; save it as PDF or as a PNG picture",
    )


def _phone_picture(name: str) -> Refused:
    return file_refusal(
        name,
        "ไฟล์นี้เป็นภาพ HEIC หรือ AVIF จากโทรศัพท์ ซึ่งหลายเครื่องเปิดไม่ได้ ให้บันทึกหรือส่งออกเป็น JPEG แล้วลองใหม่ "
        "หรือตั้งกล้องของโทรศัพท์ให้บันทึกแบบใช้ได้กับทุกเครื่อง",
        "this is a HEIC or AVIF picture of a telephone, which many machines cannot open; save it as JPEG, or set the "
        "camera to the most compatible format",
    )


def _other(kind: Kind, name: str) -> Refused:
    if kind in COMPOUND:
        return file_refusal(
            name,
            "ไฟล์นี้เป็นเอกสาร Office รุ่นเก่าหรือใส่รหัสผ่าน ให้เปิดแล้วบันทึกเป็น .docx, .xlsx, .pptx หรือ PDF ที่ไม่มีรหัสผ่าน",
            "this is an old Office file, or one with a password; save it as .docx, .xlsx, .pptx or PDF without one",
        )
    return file_refusal(
        name,
        f"ไม่รับไฟล์ชนิดนี้ รับ {_TAKEN} ให้บันทึกเป็นชนิดใดชนิดหนึ่งแล้วลองใหม่",
        f"files of this kind are not taken, but {_TAKEN}; save it as one of these",
    )


_INVISIBLE = ("Cc", "Cf", "Co", "Cn", "Zl", "Zp")
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]+')

# Names that are devices on Windows, whatever follows a dot.
_OF_WINDOWS = re.compile(r"(?is)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\..*)?")


def plain_name(name: str, kind: GivenKind) -> str:
    """What a kept file is called: the name that it came with, without folders, signs that Windows refuses and what is
    invisible, and with the ending of what it is."""
    whole = unicodedata.normalize(
        "NFC", _NOT_IN_NAMES.sub(" ", re.sub(r"\s", " ", name).replace("\\", "/").rpartition("/")[2])
    )
    whole = "".join(letter for letter in whole if unicodedata.category(letter) not in _INVISIBLE)
    stem, dot, ending = whole.rpartition(".")
    if not dot or not (ending.lower() in GIVEN_KINDS or ending.lower() in ("jpeg", "txt")):
        stem = whole
    stem = " ".join(stem.split()).strip(". ")
    if _OF_WINDOWS.fullmatch(stem):
        stem = f"ไฟล์ {stem}"
    stem = stem[: LONGEST_NAME - len(kind) - 1].rstrip(". ")
    return f"{stem or 'ไฟล์'}.{kind}"
