"""What a file that was handed in is: text to read, or something that was given by mistake."""

from __future__ import annotations

import re

from prongsai.files.kinds import COMPOUND, IMAGES, PACKED, Kind, kind_of
from prongsai.files.problems import Problem, Refused
from prongsai.language.text import Text

_WORD = Text(
    th="ไฟล์นี้เป็นเอกสาร Word หากเป็นเล่มรายงานของหน่วยงาน ให้แปลงก่อนด้วยคำสั่ง prongsai import ไฟล์.docx --out ไฟล์.yaml "
    "หรือกรอกตัวเลขในแบบ Excel (prongsai template)",
    en="this is a Word document; if it is an agency's booklet, convert it first with prongsai import FILE.docx --out "
    "FILE.yaml, or put the figures into the Excel form (prongsai template)",
)
_EXCEL = Text(
    th="ไฟล์นี้เป็นสมุดงาน Excel ให้แปลงก่อนด้วยคำสั่ง prongsai import ไฟล์.xlsx --out ไฟล์.yaml",
    en="this is an Excel workbook; convert it first with prongsai import FILE.xlsx --out FILE.yaml",
)
_MACROS = Text(
    th="สมุดงาน Excel นี้มีแมโคร ซึ่งไม่รับ ให้บันทึกเป็น Excel Workbook (.xlsx) แล้วแปลงด้วยคำสั่ง prongsai import",
    en="this Excel workbook has macros and is refused; "
    "save it as an Excel workbook (.xlsx) and convert it with prongsai import",
)
_SLIDES = Text(
    th="ไฟล์นี้เป็นงานนำเสนอ PowerPoint ให้กรอกตัวเลขในแบบ Excel (prongsai template) หรือในไฟล์ YAML",
    en="this is a PowerPoint file; put the figures into the Excel form (prongsai template) or a YAML file",
)
_OPEN_DOCUMENT = Text(
    th="ไฟล์นี้เป็นเอกสาร OpenDocument (LibreOffice) ให้กรอกตัวเลขในแบบ Excel (prongsai template) หรือในไฟล์ YAML",
    en="this is an OpenDocument (LibreOffice) file; "
    "put the figures into the Excel form (prongsai template) or a YAML file",
)
_OLD_OFFICE = Text(
    th="ไฟล์นี้เป็นเอกสาร Office รุ่นเก่า (.doc หรือ .xls) ให้กรอกตัวเลขในแบบ Excel (prongsai template) หรือในไฟล์ YAML",
    en="this is an old Office document (.doc or .xls); "
    "put the figures into the Excel form (prongsai template) or a YAML file",
)
_PDF = Text(
    th="ไฟล์นี้เป็น PDF หากเป็นเล่มรายงานของหน่วยงาน ให้แปลงก่อนด้วยคำสั่ง prongsai import ไฟล์.pdf --out ไฟล์.yaml "
    "หรือกรอกตัวเลขในแบบ Excel (prongsai template)",
    en="this is a PDF; if it is an agency's booklet, convert it first with prongsai import FILE.pdf --out FILE.yaml, "
    "or put its figures into the Excel form (prongsai template)",
)
_IMAGE = Text(
    th="ไฟล์นี้เป็นรูปภาพ ({kind}) ให้กรอกตัวเลขจากภาพในแบบ Excel (prongsai template) หรือในไฟล์ YAML",
    en="this is an image ({kind}); put its figures into the Excel form (prongsai template) or a YAML file",
)
_ARCHIVE = Text(
    th="ไฟล์นี้เป็นไฟล์บีบอัด ({kind}) ให้แตกไฟล์ก่อน แล้วระบุไฟล์ YAML หรือ JSON ที่อยู่ข้างใน",
    en="this is an archive ({kind}); unpack it and name the YAML or JSON file inside",
)
_PAGE = Text(
    th="ไฟล์นี้เป็นหน้าเว็บหรือ XML ({kind}) ให้ระบุไฟล์ YAML หรือ JSON",
    en="this is a web page or XML ({kind}); name a YAML or JSON file",
)
_UTF16 = Text(
    th="ไฟล์นี้บันทึกเป็น Unicode แบบ UTF-16 ให้บันทึกใหม่เป็น UTF-8",
    en="this file was saved as UTF-16 (“Unicode”); save it again as UTF-8",
)
_EMPTY = Text(
    th="ไฟล์ว่างเปล่า ไฟล์อย่างน้อยต้องมี format, year และ agency.name",
    en="the file is empty; at the least it must have format, year and agency.name",
)
_THAI_ENCODING = Text(
    th="ไฟล์ไม่ได้เข้ารหัสแบบ UTF-8 น่าจะเป็น Windows-874 (TIS-620) ให้เปิดในโปรแกรมแก้ไขข้อความ แล้วบันทึกเป็น UTF-8",
    en="the file is not UTF-8; it looks like Windows-874 (TIS-620): open it in a text editor and save it as UTF-8",
)
_ENCODING = Text(
    th="ไฟล์ไม่ได้เข้ารหัสแบบ UTF-8 (บรรทัดนี้เป็นแห่งแรกที่อ่านไม่ได้) ให้บันทึกไฟล์ใหม่เป็น UTF-8",
    en="the file is not UTF-8 (this line is the first that cannot be read); save it again as UTF-8",
)
_CONTROL = Text(
    th="มีอักขระควบคุมที่มองไม่เห็น (U+{code}) ให้ลบออก หรือพิมพ์บรรทัดนี้ใหม่",
    en="an invisible control character (U+{code}) stands here; delete it, or type the line again",
)

_MISTAKES: dict[Kind, Text] = {
    "excel": _EXCEL,
    "excel with macros": _MACROS,
    "word": _WORD,
    "rtf": _WORD,
    "slides": _SLIDES,
    "open document": _OPEN_DOCUMENT,
    "pdf": _PDF,
    "HTML": _PAGE,
    "XML": _PAGE,
    "UTF-16": _UTF16,
    **dict.fromkeys(COMPOUND, _OLD_OFFICE),
    **dict.fromkeys(IMAGES, _IMAGE),
    **dict.fromkeys(PACKED, _ARCHIVE),
}

# What neither YAML nor a document can hold; surrogates cannot occur in decoded UTF-8.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def given_by_mistake(data: bytes) -> Text | None:
    """What a file is that cannot be read as text, and what to do about it; None where it may be text."""
    kind = kind_of(data)
    return _filled(_MISTAKES[kind], kind=kind) if kind in _MISTAKES else None


def _filled(text: Text, **values: object) -> Text:
    return Text(th=text.th.format(**values), en=text.en.format(**values))


def decoded_text(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, without a byte order mark. Raises ``Refused`` with the line of the first mistake."""
    mistake = given_by_mistake(data)
    if mistake is not None:
        raise Refused([Problem("", mistake, file=name)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = _THAI_ENCODING if _looks_thai(data) else _ENCODING
        raise Refused([Problem("", reason, line, name)]) from error
    if not text.strip():
        raise Refused([Problem("", _EMPTY, file=name)])
    control = CONTROL.search(text)
    if control is not None:
        line = text.count("\n", 0, control.start()) + 1
        raise Refused([Problem("", control_text(control[0]), line, name)])
    return text


def control_text(character: str) -> Text:
    """What to say about a control character."""
    return _filled(_CONTROL, code=f"{ord(character):04X}")


def _looks_thai(data: bytes) -> bool:
    """Whether bytes beyond ASCII read as Thai in Windows-874, nearly all of them."""
    high = bytes(byte for byte in data[:100_000] if byte >= 0x80)
    thai = sum("\u0e01" <= letter <= "\u0e5b" for letter in high.decode("cp874", "replace"))
    return thai >= 0.95 * len(high) > 0
