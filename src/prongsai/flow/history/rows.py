"""Rows that do not fit the history, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from prongsai.flow.files.naming import FORMATS
from prongsai.language.text import Text
from prongsai.publish.assemble.kinds import kinds
from prongsai.publish.assemble.own_words import PARTS
from prongsai.records.models import AgencyFile, AgencySignatory, Disposal, Grant, Invitation, Unit
from prongsai.records.queries.readable import values_alone
from prongsai.records.queries.witnessed import FaultyRow, RowFault
from prongsai.records.roles import ROLE_NAMES
from prongsai.records.scope import SYSTEM
from prongsai.screens.agency.papers.pictures import PICTURES

NAMES: Mapping[FaultyRow, Text] = {
    "agency": Text(th="ข้อมูลหน่วยงาน", en="the agency's particulars"),
    "round": Text(th="ปีการประเมิน", en="the year"),
    "phase": Text(th="ช่วงงาน", en="a phase"),
    "result": Text(th="ผลการประเมิน", en="the result"),
    "text": Text(th="ข้อความในเอกสาร", en="the text"),
    "document": Text(th="เอกสาร", en="the document"),
    "decision": Text(th="การตัดสินใจก่อนลงนาม", en="the decision before signing"),
    "issuance": Text(th="การออกเอกสาร", en="the issue of the document"),
    "grant": Text(th="บทบาท", en="the role"),
    "invitation": Text(th="คำเชิญ", en="the invitation"),
    "picture": Text(th="ภาพ", en="the picture:"),
    "signatory": Text(th="ผู้ลงนาม", en="the signatory"),
    "particulars": Text(th="ข้อมูลเพิ่มเติมของหน่วยงาน", en="what the agency says of itself"),
    "unit": Text(th="ส่วนราชการ", en="the unit"),
    "file": Text(th="ไฟล์ที่เก็บไว้", en="the kept file"),
    "disposal": Text(th="บัญชีทำลายเอกสาร", en="the list of disposal"),
    "oit-item": Text(th="ข้อในกระดานข้อมูลเปิดเผย", en="the item of the board"),
    "oit-link": Text(th="ลิงก์ของข้อ", en="the link of an item"),
    "oit-tick": Text(th="องค์ประกอบที่ทำเครื่องหมายไว้", en="the ticked element"),
    "oit-remark": Text(th="ข้อความสนทนาของข้อ", en="the remark on an item"),
    "edition": Text(th="เกณฑ์การประเมินที่เก็บไว้", en="the stored rules"),
    "checkpoint": Text(th="บันทึกการตรวจประวัติครั้งก่อน", en="the note of how far the history was found whole"),
    "seal": Text(th="ผนึกท้ายประวัติ", en="the seal of the last line"),
}
# What the lines of these actions are about, as rows of that kind are named.
_OF_ACTION: Mapping[str, FaultyRow] = {
    "open-year": "round",
    "close-year": "round",
    "reopen-year": "round",
    "adopt-edition": "round",
    "move-phase": "round",
    "take-result": "result",
    "edit-text": "text",
    "make-document": "document",
    "finish-document": "document",
    "decide-signing": "round",
    "take-advice": "round",
    "issue-document": "document",
    "keep-picture": "picture",
    "remove-picture": "picture",
    "add-file": "file",
    "remove-file": "file",
    "dispose": "disposal",
}
_KEY = re.compile(r"\d{4}(?: \w+| v\d+| \w+\.\w+ v\d+)?")
_BY_NUMBER = ("file", "disposal")


def line_about(action: str, about: str) -> Text | None:
    """What a line is about in words; None where it says so itself, or not as the program writes it."""
    kind = _OF_ACTION.get(action)
    if kind in _BY_NUMBER:
        return _about(kind, about) if about.isdecimal() else None
    known = about in PICTURES if kind == "picture" else _KEY.fullmatch(about)
    return _about(kind, about) if kind is not None and known else None


def said_of_row(fault: RowFault) -> Text:
    """A row that does not fit its line, in words."""
    about = _about(fault.kind, fault.key)
    th, en = f"{NAMES[fault.kind].th} {about.th}".strip(), f"{NAMES[fault.kind].en} {about.en}".strip()
    if fault.what == "untold":
        return Text(
            th=f"{th}: ไม่มีในประวัติ อาจถูกใส่ลงในฐานข้อมูลโดยตรง",
            en=f"{en}: no line of the history tells of it; it may have been put into the database itself",
        )
    if fault.what == "unlike":
        return Text(
            th=f"{th}: คะแนนหรือระดับที่แสดงในรายการไม่ตรงกับผลที่เก็บไว้",
            en=f"{en}: the total or level that lists show is not that of the result",
        )
    where = Text(th=f" (บรรทัดที่ {fault.line})", en=f" (line {fault.line})") if fault.line else Text(th="", en="")
    if fault.what == "unreadable":
        return Text(
            th=f"{th}{where.th}: อ่านไม่ได้ ข้อมูลในฐานข้อมูลเสียหายหรือถูกแก้โดยตรง",
            en=f"{en}{where.en}: cannot be read; it was damaged, or changed in the database itself",
        )
    if fault.what == "gone":
        return Text(th=f"{th}{where.th}: หายไป", en=f"{en}{where.en}: is gone")
    return Text(
        th=f"{th}{where.th}: ไม่ตรงกับที่บันทึกไว้ อาจถูกแก้ในฐานข้อมูลโดยตรง",
        en=f"{en}{where.en}: is not what was written down; it may have been changed in the database itself",
    )


def _about(kind: FaultyRow, key: str) -> Text:
    """Which row of its kind; nothing that only a program knows."""
    year, _, rest = key.partition(" ")
    match kind:
        case "round":
            return Text(th=year, en=year)
        case "result":
            return Text(th=f"ปี {year} ฉบับที่ {rest.removeprefix('v')}", en=f"of {year}, version {rest.removeprefix('v')}")
        case "text":
            part = PARTS.get(rest, Text(th="", en=""))
            return Text(th=f"{part.th} ปี {year}", en=f"{part.en} of {year}".strip())
        case "document" | "issuance":
            file, _, version = rest.rpartition(" v")
            type_, _, ending = file.partition(".")
            name = kinds()[type_].name if type_ in kinds() else Text(th="", en="")
            ending = FORMATS.get(ending, "")
            return Text(
                th=f"{name.th} ({ending}) ปี {year} ฉบับที่ {version}",
                en=f"{name.en} ({ending}) of {year}, version {version}",
            )
        case "picture":
            return PICTURES.get(key, Text(th="", en=""))
        case "phase" | "decision" | "oit-item" | "oit-link" | "oit-tick" | "oit-remark":
            return Text(th=f"ปี {year}", en=f"of {year}")
        case "grant":
            return _holder(*values_alone(Grant.objects.within(SYSTEM), _number(key), "role", "person__name"))
        case "invitation":
            return _role(*values_alone(Invitation.objects.within(SYSTEM), _number(key), "role"))
        case "signatory":
            (position,) = values_alone(AgencySignatory.objects.within(SYSTEM), _number(key), "position")
            return Text(th=str(position or ""), en=str(position or ""))
        case "unit":
            (name,) = values_alone(Unit.objects.within(SYSTEM), _number(key), "name")
            return Text(th=str(name or ""), en=str(name or ""))
        case "file":
            (name,) = values_alone(AgencyFile.objects.within(SYSTEM), _number(key), "name")
            return Text(th=str(name or ""), en=str(name or ""))
        case "disposal":
            (number,) = values_alone(Disposal.objects.within(SYSTEM), _number(key), "number")
            return Text(th=str(number or ""), en=str(number or ""))
        case "edition":
            return Text(th=f"ปี {key}", en=f"of {key}")
        case _:
            return Text(th="", en="")


def _number(key: str) -> int:
    # A key that was written by hand may be anything; no row has the number 0.
    return int(key) if key.isascii() and key.isdecimal() and len(key) < 19 else 0


def _holder(role: object, name: object) -> Text:
    if name is None:
        return _role(role)
    held = _role(role)
    return Text(th=f"{held.th} ของ {name}".lstrip(), en=f"{held.en} of {name}".lstrip())


def _role(role: object) -> Text:
    return next((name for known, name in ROLE_NAMES.items() if known == role), Text(th="", en=""))
