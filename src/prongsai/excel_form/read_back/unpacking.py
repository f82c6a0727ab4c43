"""Opens a workbook that was handed in: what it really is, whether it is safe to unpack, then its cells.

Everything is checked before anything is parsed. openpyxl reads sheets through defusedxml; as it reads some small parts
by other parsers where those are installed, a document type declaration is refused in every part beforehand: without
one there is no entity to expand.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook

from prongsai.excel_form.cells import Raw
from prongsai.files.archive import Archive, Limits, NotOpened
from prongsai.files.incoming import given_by_mistake
from prongsai.files.kinds import ZIPPED, Kind, kind_of
from prongsai.files.problems import Problem, Refused, file_refusal
from prongsai.language.text import Text

LIMIT = 20_000_000  # bytes of a workbook; a full form has under 1 MB
MOST_PARTS = 500
MOST_UNPACKED = 50_000_000  # bytes of all parts together
MOST_IN_PART = 20_000_000  # a form of 3,000 rows has 3 MB in one
MOST_RATIO = 200  # of a part larger than 1 MB; a form's own sheets reach about 30
MOST_ROWS, MOST_COLUMNS = 10_000, 80  # of a sheet; nothing of a form stands beyond
MOST_CELLS = 400_000  # filled ones, of all sheets

_SAVE = Text(
    th="ให้เปิดใน Excel แล้วบันทึกเป็น Excel Workbook (.xlsx)",
    en="open it in Excel and save it as an Excel Workbook (.xlsx)",
)
_FORM = Text(
    th="ให้ใช้แบบที่สร้างด้วย prongsai template --year ปี --out แบบกรอก.xlsx",
    en="use the form that prongsai template --year YEAR --out FORM.xlsx makes",
)
_OLD = Text(th=f"ไฟล์นี้เป็นสมุดงาน Excel รุ่นเก่า (.xls) {_SAVE.th}", en=f"this is an old Excel workbook (.xls); {_SAVE.en}")
_OTHER_KINDS: dict[Kind, Text] = {
    "empty": Text(th=f"ไฟล์ว่างเปล่า {_FORM.th}", en=f"the file is empty; {_FORM.en}"),
    "open document": Text(
        th=f"ไฟล์นี้เป็นเอกสาร OpenDocument (LibreOffice) {_SAVE.th}",
        en=f"this is an OpenDocument (LibreOffice) file; {_SAVE.en}",
    ),
    "locked office": Text(
        th="สมุดงานนี้เข้ารหัสด้วยรหัสผ่าน ให้เปิดใน Excel เอารหัสผ่านออก (ไฟล์ > ข้อมูล > ป้องกันสมุดงาน) แล้วบันทึกใหม่",
        en="this workbook is encrypted with a password; open it in Excel, remove the password and save it again",
    ),
    "old word": Text(
        th=f"ไฟล์นี้เป็นเอกสาร Word รุ่นเก่า (.doc) {_FORM.th}", en=f"this is an old Word document (.doc); {_FORM.en}"
    ),
    "old excel": _OLD,
    "old office": _OLD,
}


@dataclass(frozen=True, slots=True)
class Opened:
    """The filled cells of every sheet by row and column from 0, and the names of the sheets."""

    names: tuple[str, ...]
    cells: Mapping[str, Mapping[tuple[int, int], Raw]]


def open_workbook(data: bytes, name: str, mark: str) -> Opened:
    """The cells of the workbook ``data``, if it has a sheet called ``mark``; ``name`` is the file that problems name.

    Without such a sheet no cell is read. Raises ``Refused`` for what is no workbook, is locked, holds macros, or would
    unpack to more than a form can hold.
    """
    _check_kind(data, name)
    _check_parts(data, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out (styles, drop-downs) is not needed
            return _cells(data, name, mark)
    except Refused:
        raise
    except Exception as error:  # a damaged part can fail in any of the parsers
        raise file_refusal(
            name,
            f"อ่านสมุดงานไม่ได้ ไฟล์อาจเสียหายหรือไม่ได้บันทึกจาก Excel ({type(error).__name__}) {_SAVE.th}",
            f"the workbook cannot be read; it may be damaged ({type(error).__name__}): {_SAVE.en}",
        ) from error


def _check_kind(data: bytes, name: str) -> None:
    if len(data) > LIMIT:
        raise file_refusal(
            name,
            f"ไฟล์ใหญ่เกินไป ({len(data) / 1e6:,.1f} MB) รับได้ไม่เกิน {LIMIT / 1e6:,.0f} MB ให้ตรวจว่าเลือกไฟล์ถูกต้อง",
            f"the file is too large ({len(data) / 1e6:,.1f} MB, at most {LIMIT / 1e6:,.0f} MB); "
            "check that it is the right file",
        )
    kind = kind_of(data)
    if kind in _OTHER_KINDS:
        raise Refused([Problem("", _OTHER_KINDS[kind], file=name)])
    if kind in ZIPPED:
        return
    mistake = given_by_mistake(data)
    if mistake is not None:
        raise Refused([Problem("", mistake, file=name)])
    head = data[:2000].decode("utf-8", "replace").lstrip("\ufeff")
    if head.lstrip().startswith(("format:", "#", "{", "[")) or "\nformat:" in head:
        raise file_refusal(
            name,
            "ไฟล์นี้เป็นไฟล์ข้อมูล (YAML หรือ JSON) อยู่แล้ว ไม่ต้องนำเข้า ใช้กับ prongsai score หรือ check ได้เลย",
            "this is a round file (YAML or JSON) already; use it with prongsai score or check as it is",
        )
    raise file_refusal(
        name,
        f"ไฟล์นี้เป็นข้อความ (เช่น CSV) ไม่ใช่สมุดงาน Excel {_FORM.th}",
        f"this is a text file (such as CSV), not an Excel workbook; {_FORM.en}",
    )


def _check_parts(data: bytes, name: str) -> None:
    limits = Limits(MOST_PARTS, MOST_IN_PART, MOST_UNPACKED, MOST_RATIO, whole=True, nested=True)
    try:
        with Archive(data, limits) as archive:
            _check_names(archive.names, data, name)
            for part in archive.names:
                _check_part(part, archive.read(part) or b"", name)
    except NotOpened as error:
        if error.reason != "large":
            raise file_refusal(
                name,
                f"ไฟล์เสียหาย เปิดไม่ได้ ให้คัดลอกหรือดาวน์โหลดใหม่ หรือ{_SAVE.th.removeprefix('ให้')}",
                f"the file is damaged; copy or download it again, or {_SAVE.en}",
            ) from error
        raise file_refusal(
            name,
            "ไฟล์นี้คลายออกมาแล้วใหญ่ผิดปกติ จึงไม่เปิด ให้คัดลอกเฉพาะค่าลงในแบบที่สร้างใหม่ " + _FORM.th,
            "this file unpacks to far more than a form can hold and was not opened; "
            f"copy the values into a new form: {_FORM.en}",
        ) from error


def _check_names(names: Iterable[str], data: bytes, name: str) -> None:
    lower = [part.lower().replace("\\", "/") for part in names]
    if any(part.endswith("vbaproject.bin") or "/macrosheets/" in part for part in lower):
        raise file_refusal(
            name,
            f"สมุดงานนี้มีแมโคร (.xlsm) ซึ่งไม่รับ {_SAVE.th} ที่ไม่มีแมโคร",
            f"this workbook holds macros (.xlsm), which are not accepted; {_SAVE.en} without macros",
        )
    if "xl/workbook.bin" in lower:
        raise file_refusal(name, f"ไฟล์นี้เป็นสมุดงานแบบ .xlsb {_SAVE.th}", f"this is a binary workbook (.xlsb); {_SAVE.en}")
    if "xl/workbook.xml" not in lower or "[content_types].xml" not in lower:
        mistake = given_by_mistake(data) if kind_of(data) in ("word", "slides") else None
        if mistake is not None:
            raise Refused([Problem("", mistake, file=name)])
        raise file_refusal(
            name, f"ไฟล์บีบอัดนี้ไม่ใช่สมุดงาน Excel {_FORM.th}", f"this archive is no Excel workbook; {_FORM.en}"
        )


_ENCODING = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


def _check_part(part: str, text: bytes, name: str) -> None:
    """Looks in one part for what no workbook needs."""
    if not part.lower().endswith((".xml", ".rels", ".vml")):
        return
    declared = _ENCODING.search(text[:200])
    foreign = b"\0" in text[:200] or (declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii"))
    if foreign or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise file_refusal(
            name,
            f"ไฟล์นี้มีส่วนที่ไม่ปลอดภัยและไม่พบในสมุดงานปกติ ({part[:60]}) จึงไม่เปิด {_FORM.th}",
            f"this file holds something unsafe that no ordinary workbook has ({part[:60]}) "
            f"and was not opened; {_FORM.en}",
        )
    if part.lower() == "[content_types].xml" and b"macroEnabled" in text:
        raise file_refusal(
            name,
            f"สมุดงานนี้เป็นแบบที่มีแมโคร (.xlsm) ซึ่งไม่รับ {_SAVE.th} ที่ไม่มีแมโคร",
            f"this is a macro-enabled workbook (.xlsm), which is not accepted; {_SAVE.en} without macros",
        )


def _cells(data: bytes, name: str, mark: str) -> Opened:
    book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    try:
        sheets = book.worksheets
        names = tuple(sheet.title for sheet in sheets)
        cells_of: dict[str, dict[tuple[int, int], Raw]] = {}
        count = 0
        for sheet in sheets if mark in names else ():
            cells = cells_of[sheet.title] = {}
            # No more rows and columns than these are ever padded or kept, whatever a forged sheet says of itself.
            for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS):
                for cell in row:
                    raw = _raw(cell)
                    if raw is not None:
                        cells[int(cell.row or 1) - 1, int(cell.column or 1) - 1] = raw
                        count += 1
            if count > MOST_CELLS:
                raise file_refusal(
                    name,
                    f"มีข้อมูลมากเกิน {MOST_CELLS:,} ช่อง ให้ตรวจว่าเลือกไฟล์ถูกต้อง",
                    f"more than {MOST_CELLS:,} filled cells; check that it is the right file",
                )
        return Opened(names, cells_of)
    finally:
        book.close()


def _raw(cell: Any) -> Raw | None:
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    form = str(cell.number_format) if isinstance(value, int | float) else ""
    return Raw(value, str(cell.data_type), form, str(cell.coordinate))
