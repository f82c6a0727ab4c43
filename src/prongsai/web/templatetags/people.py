"""Words for roles, areas and lines of history."""

from __future__ import annotations

import datetime

from django import template
from django.utils.html import format_html

from prongsai.language.calendar import english_date, short_date
from prongsai.screens.agency.history import HistoryLine
from prongsai.screens.people.roster import HeldRole, OpenInvitation
from prongsai.web.people.forms import AREA_WORDS, MANNER_WORDS, ROLE_WORDS
from prongsai.web.shell.words import both

register = template.Library()


ACTIONS = {
    "open-year": both("เปิดปีการประเมิน", "Opened the year"),
    "take-result": both("รับผลเข้าระบบ", "Took results"),
    "add-agency": both("เพิ่มหน่วยงาน", "Added the agency"),
    "edit-agency": both("แก้ข้อมูลหน่วยงาน", "Changed the agency's data"),
    "invite": both("เชิญ", "Invited"),
    "withdraw-invitation": both("ถอนคำเชิญ", "Took an invitation back"),
    "accept-invitation": both("ตอบรับคำเชิญ", "Accepted an invitation"),
    "give-role": both("ให้บทบาท", "Gave a role"),
    "end-role": both("สิ้นสุดบทบาท", "Ended a role"),
    "leave": both("ออกจากหน่วยงาน", "Left the agency"),
    "set-password": both("ตั้งรหัสผ่านใหม่ให้", "Gave another password"),
    "move-phase": both("เลื่อนวันของช่วงงาน", "Moved a phase"),
    "edit-text": both("แก้ข้อความในเอกสาร", "Edited a text"),
    "make-document": both("จัดทำเอกสาร", "Made a document"),
    "finish-document": both("จัดทำเอกสารเสร็จ", "Finished a document"),
    "seal-history": both("ผนึกประวัติที่บันทึกด้วยโปรแกรมรุ่นก่อน", "Sealed the lines of earlier programs"),
}


@register.filter
def role_word(role: str) -> object:
    """A role in words."""
    return ROLE_WORDS.get(role, role)


@register.filter
def manner_word(manner: str) -> object:
    """How a role is held."""
    return MANNER_WORDS.get(manner, manner)


@register.filter
def reach_word(held: HeldRole | OpenInvitation) -> str:
    """Where a role holds."""
    if held.agency:
        return held.agency
    return format_html("{} {}", AREA_WORDS.get(held.area_kind, held.area_kind), held.area)


@register.filter
def action_word(line: HistoryLine) -> object:
    """What was done, in words."""
    return ACTIONS.get(line.action, line.action)


@register.filter
def about_word(line: HistoryLine) -> object:
    """What it was done to; roles in words."""
    return ROLE_WORDS.get(line.about, line.about)


DETAILS = {
    "by": both("วิธี", "how"),
    "basis": both("ที่มา", "basis"),
    "why": both("เหตุผล", "why"),
    "whom": both("ผู้รับ", "who"),
    "manner": both("ลักษณะ", "manner"),
    "starts": both("ตั้งแต่", "from"),
    "ends": both("ถึง", "until"),
    "last_day": both("วันสุดท้าย", "last day"),
    "roles": both("บทบาท", "roles"),
    "code": both("รหัส", "code"),
    "lines": both("จำนวนบรรทัด", "lines"),
}
VALUES = {
    "mail": both("อีเมล", "mail"),
    "slip": both("ใบรหัส", "slip"),
    "official": both("ผลทางการ", "official"),
    "computed": both("คำนวณเอง", "computed"),
    "corrected": both("แก้ไข", "corrected"),
    **ROLE_WORDS,
    **MANNER_WORDS,
}


@register.filter
def details(line: HistoryLine) -> list[tuple[object, str]]:
    """The details that are for people, in words; checksums and numbers stay in the export."""
    return [(DETAILS[key], _shown(value)) for key, value in line.detail.items() if key in DETAILS and value]


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(part) for part in value)
    text = str(value)
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return str(VALUES.get(text, text))
    return str(both(short_date(day), english_date(day)))
