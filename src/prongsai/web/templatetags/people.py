"""Words for roles, areas and lines of history."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html

from prongsai.language.calendar import english_date, short_date
from prongsai.records.scope import Scope
from prongsai.screens.agency.disclosure.kept import STATE_WORDS
from prongsai.screens.agency.history import HistoryLine
from prongsai.screens.jobs import BeatState
from prongsai.screens.people.accounts import AccountStep
from prongsai.screens.people.roster import HeldRole, OpenInvitation
from prongsai.web.people.forms import AREA_WORDS, MANNER_WORDS, ROLE_WORDS
from prongsai.web.shell.accounts.programs import program_of
from prongsai.web.shell.words import both, in_page_language

register = template.Library()


ACTIONS = {
    "open-year": both("เปิดปีการประเมิน", "Opened the year"),
    "close-year": both("ปิดปี", "Closed the year"),
    "reopen-year": both("เปิดปีอีกครั้ง", "Opened the year again"),
    "adopt-edition": both("รับหลักเกณฑ์ที่ประกาศแล้ว", "Adopted the announced rules"),
    "take-result": both("บันทึกผล", "Took results"),
    "add-agency": both("เพิ่มหน่วยงาน", "Added the agency"),
    "edit-agency": both("แก้ข้อมูลหน่วยงาน", "Changed the agency's data"),
    "invite": both("เชิญ", "Invited"),
    "withdraw-invitation": both("ถอนคำเชิญ", "Took an invitation back"),
    "accept-invitation": both("ตอบรับคำเชิญ", "Accepted an invitation"),
    "give-role": both("ให้บทบาท", "Gave a role"),
    "end-role": both("สิ้นสุดบทบาท", "Ended a role"),
    "leave": both("ออกจากหน่วยงาน", "Left the agency"),
    "set-password": both("ตั้งรหัสผ่านใหม่ให้", "Gave another password"),
    "close-account": both("ปิดบัญชี", "Closed an account"),
    "open-account": both("เปิดบัญชี", "Opened an account"),
    "reset-second-factor": both("ล้างการยืนยันตัวตนสองขั้นตอน", "Took a second factor away"),
    "end-sessions": both("ให้ออกจากระบบทุกเครื่อง", "Signed somebody out everywhere"),
    "rename": both("เปลี่ยนชื่อที่แสดง", "Changed a name"),
    "keep-holidays": both("บันทึกวันหยุดราชการ", "Kept public holidays"),
    "remove-holidays": both("นำวันหยุดราชการออก", "Took public holidays away"),
    "write-breach": both("บันทึกเหตุละเมิดข้อมูลส่วนบุคคล", "Wrote down a breach of personal data"),
    "export-person": both("บันทึกข้อมูลส่วนบุคคลของผู้ใช้เป็นไฟล์", "Saved somebody's personal data as a file"),
    "move-phase": both("กำหนดวันของช่วงงาน", "Set days of phases"),
    "assign-items": both("มอบหมายข้อ", "Assigned items"),
    "answer-item": both("แก้สถานะหรือบันทึกของข้อ", "Changed an item"),
    "say-of-item": both("ส่งข้อความเรื่องข้อ", "Said something of an item"),
    "divide-item": both("แบ่งข้อเป็นงวด", "Divided an item"),
    "enter-item": both("ทำเครื่องหมายว่ากรอกในระบบแล้ว", "Marked an item as entered"),
    "take-back-entry": both("ยกเลิกเครื่องหมายว่ากรอกแล้ว", "Took the mark of entry off"),
    "add-links": both("เพิ่มลิงก์ของข้อ", "Added links"),
    "change-link": both("แก้ลิงก์ของข้อ", "Changed a link"),
    "remove-link": both("นำลิงก์ของข้อออก", "Took a link away"),
    "tick-elements": both("ทำเครื่องหมายองค์ประกอบ", "Ticked elements"),
    "edit-text": both("แก้ข้อความในเอกสาร", "Edited a text"),
    "keep-picture": both("บันทึกภาพตรา", "Kept a picture"),
    "add-file": both("เก็บไฟล์", "Kept a file"),
    "remove-file": both("นำไฟล์ออก", "Took a file away"),
    "dispose": both("ทำลายเอกสารตามบัญชี", "Disposed of records by a list"),
    "remove-picture": both("นำภาพตราออก", "Took a picture away"),
    "keep-signatory": both("บันทึกผู้ลงนาม", "Kept who signs"),
    "add-unit": both("เพิ่มส่วนราชการ", "Added units"),
    "edit-unit": both("แก้ชื่อหรือวันของส่วนราชการ", "Changed a unit"),
    "move-unit": both("ย้ายส่วนราชการ", "Moved a unit"),
    "place-unit": both("จัดลำดับส่วนราชการ", "Changed the order of units"),
    "close-unit": both("ปิดส่วนราชการ", "Closed a unit"),
    "reopen-unit": both("เปิดใช้ส่วนราชการอีกครั้ง", "Opened a unit again"),
    "merge-unit": both("รวมส่วนราชการ", "Merged a unit"),
    "remove-unit": both("ลบส่วนราชการ", "Removed a unit"),
    "remove-signatory": both("ลบผู้ลงนาม", "Took a signatory away"),
    "make-document": both("จัดทำเอกสาร", "Made a document"),
    "finish-document": both("จัดทำเอกสารเสร็จ", "Finished a document"),
    "decide-signing": both("ตัดสินใจก่อนลงนาม", "Decided before signing"),
    "take-advice": both("เลือกข้อเสนอแนะที่รับ", "Took advice"),
    "issue-document": both("บันทึกการออกเอกสาร", "Issued a document"),
    "seal-history": both("ผนึกประวัติที่บันทึกด้วยโปรแกรมรุ่นก่อน", "Sealed the lines of earlier programs"),
}


@register.filter
def looks_after_accounts(scope: Scope) -> bool:
    """Whether the site's own pages of people are open to somebody."""
    return scope.everywhere("give-role")


NOT_SAVED = both("ยังบันทึกไม่ได้ แก้จุดต่อไปนี้แล้วลองใหม่", "Not done yet: mend this and try again.")


@register.filter
def refused_words(form: object) -> object:
    """What stands over what is wrong with a form: forms that save nothing, as signing in, say what was not done."""
    return getattr(form, "refused", NOT_SAVED)


@register.filter
def program_word(user_agent: str) -> str:
    """The browser and the system that somebody signed in with, in words."""
    return str(in_page_language(program_of(user_agent)))


STEPS: Mapping[AccountStep, Any] = {
    "rename": both("เปลี่ยนชื่อที่แสดง", "Change the name"),
    "password": both("ตั้งรหัสผ่านใหม่", "Give another password"),
    "reset-2fa": both("ล้างการยืนยันตัวตนสองขั้นตอน", "Take the second factor away"),
    "sessions": both("ให้ออกจากระบบทุกเครื่อง", "Sign out everywhere"),
    "close": both("ปิดบัญชี", "Close the account"),
    "open": both("เปิดบัญชี", "Open the account"),
}
EFFECTS: Mapping[AccountStep, Any] = {
    "rename": both(
        "ชื่อนี้ปรากฏในรายชื่อและเอกสารที่จัดทำต่อไป ประวัติการแก้ไขคงชื่อเดิมไว้", "Shown from now on. The history keeps the old name."
    ),
    "password": both(
        "ผู้ใช้ออกจากระบบทุกเครื่อง แล้วเข้าสู่ระบบด้วยรหัสผ่านนี้ แจ้งรหัสผ่านแก่เจ้าตัวเท่านั้น และให้เปลี่ยนเองหลังเข้าสู่ระบบ",
        "They are signed out everywhere and sign in with this one. Tell it to nobody else; they change it afterwards.",
    ),
    "reset-2fa": both(
        "สำหรับผู้ที่ทำโทรศัพท์หรือกุญแจหาย แอป กุญแจ และรหัสสำรองทั้งหมดถูกล้าง และออกจากระบบทุกเครื่อง "
        "ตรวจให้แน่ว่าผู้ขอเป็นเจ้าของบัญชี เช่น พบตัวหรือโทรกลับตามหมายเลขของหน่วยงาน",
        "For somebody who lost their phone or key. Apps, keys and recovery codes go, all sessions end. "
        "Make sure that it is they who ask: meet them, or call back at their office's number.",
    ),
    "sessions": both(
        "ผู้ใช้ต้องเข้าสู่ระบบใหม่ในทุกเครื่อง รหัสผ่านไม่เปลี่ยน", "They sign in again everywhere. The password stays as it is."
    ),
    "close": both(
        "ผู้ใช้เข้าสู่ระบบไม่ได้และออกจากระบบทุกเครื่องทันที งาน ประวัติ และบทบาทที่บันทึกไว้ยังอยู่ เปิดบัญชีอีกครั้งได้ภายหลัง",
        "No signing in, and all sessions end at once. Work, history and roles stay. It can be opened again.",
    ),
    "open": both(
        "ผู้ใช้เข้าสู่ระบบได้อีก และบทบาทที่ยังไม่สิ้นสุดใช้ได้ทันที", "They sign in again, and roles that have not ended count at once."
    ),
}
FACTORS = {
    "totp": both("แอปยืนยันตัวตน", "an app"),
    "webauthn": both("พาสคีย์หรือกุญแจ", "a passkey or key"),
    "recovery_codes": both("รหัสสำรอง", "recovery codes"),
}


BEAT_STATES: Mapping[BeatState, Any] = {
    "well": both("ทำตามกำหนด", "on time"),
    "at-work": both("กำลังทำ", "being done"),
    "failing": both("ครั้งล่าสุดไม่สำเร็จ จะทำใหม่เอง", "failed last, to be tried again"),
    "late": both("เกินกำหนด", "late"),
    "new": both("ยังไม่เริ่ม", "not begun"),
}


@register.filter
def beat_word(state: BeatState) -> object:
    """How something that repeats stands, in words."""
    return BEAT_STATES[state]


@register.filter
def step_word(step: AccountStep) -> object:
    """What can be done with an account, in words."""
    return STEPS[step]


@register.filter
def effect_word(step: AccountStep) -> object:
    """What happens then."""
    return EFFECTS[step]


@register.filter
def factor_word(kind: str) -> object:
    """A kind of second factor."""
    return FACTORS.get(kind, kind)


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
    "manner": both("ลักษณะ", "how it is held"),
    "starts": both("ตั้งแต่", "from"),
    "ends": both("ถึง", "until"),
    "signs_as": both("ฐานะของผู้ลงนาม", "signs"),
    "own_position": both("ตำแหน่งของผู้ลงนามแทน", "own position"),
    "last_day": both("วันสุดท้าย", "last day"),
    "unit": both("ส่วนราชการ", "unit"),
    "units": both("ส่วนราชการ", "units"),
    "below": both("ภายใต้", "below"),
    "before": both("เดิม", "before"),
    "into": both("รวมเข้ากับ", "into"),
    "merged_into": both("เคยรวมเข้ากับ", "was merged into"),
    "fields": both("ข้อมูลที่แก้", "what was changed"),
    "roles": both("บทบาท", "roles"),
    "code": both("รหัสหน่วยงาน", "agency code"),
    "lines": both("จำนวนบรรทัด", "lines"),
    "phases": both("ช่วงงาน", "phases"),
    "source": both("ที่มา", "source"),
    "source_number": both("เลขที่", "number"),
    "source_link": both("ที่อยู่เว็บไซต์", "address"),
    "items": both("ข้อ", "items"),
    "due": both("วันครบกำหนด", "due"),
    "taken_off": both("นำออก", "taken off"),
    "state": both("สถานะ", "state"),
    "links": both("จำนวนลิงก์", "links"),
    "elements": both("จำนวนองค์ประกอบ", "elements"),
    "periods": both("รอบ", "periods"),
    "left_over": both("ข้อมูลที่ไม่มีที่ในหลักเกณฑ์ใหม่ (รายการ)", "values without a place in the new rules"),
}
VALUES = {
    "kind": both("ประเภท", "kind"),
    "unit": both("ส่วนราชการ", "unit"),
    "person": both("ผู้รับผิดชอบ", "person"),
    "due": both("วันครบกำหนด", "due day"),
    "months": both("รายเดือน", "by month"),
    "quarters": both("รายไตรมาส", "by quarter"),
    "halves": both("ราย 6 เดือน", "by half-year"),
    **{state: both(word.th, word.en) for state, word in STATE_WORDS.items()},
    "size": both("ขนาด", "size"),
    "province": both("จังหวัด", "province"),
    "district": both("อำเภอหรือเขต", "district"),
    "domains": both("เว็บไซต์", "web sites"),
    "staff": both("จำนวนบุคลากร", "staff"),
    "staff_on": both("วันที่นับบุคลากร", "day of the count"),
    "visitors": both("จำนวนผู้มาติดต่อ", "visitors"),
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
    if isinstance(value, dict):
        return _phase(value)
    text = str(value)
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return str(VALUES.get(text, text))
    return str(both(short_date(day), english_date(day)))


def _phase(moved: Mapping[str, Any]) -> str:
    """A phase that was moved: its name, its days before and after."""
    name = moved.get("name") or {}
    said = str(both(str(name.get("th", "")), str(name.get("en", ""))))
    days = [" – ".join(_shown(day) if day else "?" for day in moved.get(key) or ()) for key in ("before", "after")]
    return f"{said}: {days[0]} → {days[1]}"
