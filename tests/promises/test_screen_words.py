"""The words of the screens: official Thai, the glossary's own, and none of those that were replaced."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from prongsai.assess.explaining.explanation import CERTAINTY_WORDS
from prongsai.records.roles import ROLE_NAMES

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "prongsai"
# What people read on screens, in mail and on the command line. Documents have words of their own.
SAID = (
    "web",
    "screens",
    "flow",
    "records",
    "cli",
    "assess",
    "analyze/sentences.yaml",
    "improve/plan_checks.py",
    "excel_form",
)
# These take what somebody types, older words too.
TAKEN = {"flow/people/role_names.py", "web/shell/passwords/words.yaml"}

# A pattern that no screen may hold, and what is said instead.
WRONG = {
    "ช้าไป|เลยกำหนด": "เกินกำหนด",
    "ต้องดูก่อน": "เรื่องเร่งด่วน",
    "อะไรตัดสินระดับ": "ปัจจัยที่กำหนดระดับผลการประเมิน",
    "ถึงเป้าหมาย": "บรรลุเป้าหมาย สูงกว่า 14.70 คะแนน",
    "แก้แผนให้": "ปรับแผนให้สอดคล้องกับผลการประเมิน",
    "แผนนี้เป็นของปี": "แผนนี้เป็นแผนปี 2569",
    "คิดอย่างไร": "วิธีคำนวณ",
    'ทำจาก(?=[ "(])': "ที่มาของคะแนน",
    'ใช้ทำ(?=[ "])': "นำไปคำนวณ",
    "กฎที่ใช้|แน่นอนเพียงใด": "หลักเกณฑ์ที่ใช้และความแน่ชัด",
    "หากลับจาก|ร้อยละที่พิมพ์ไว้": "จำนวนคนคำนวณย้อนกลับจากร้อยละที่ประกาศ",
    "ใครตอบ": "ผู้ตอบแบบวัด",
    "สิ่งที่คะแนนไม่ได้บอก": "ข้อจำกัดของผลคะแนน",
    '[">]ที่["<]': "ตำแหน่ง",
    'เอกสารว่า(?=["<])': "ข้อความในเอกสาร",
    '[">]ที่ถูก(คือ)?["<]': "ข้อมูลที่ถูกต้อง",
    "(?<![ก-๙])คนของหน่วยงาน": "บุคลากรของหน่วยงาน",
    "เชิญคน": "เชิญผู้ใช้งาน",
    "มีคนย้าย": "บันทึกการย้ายหรือพ้นหน้าที่",
    '[">](ทำ|ใคร|ทำอะไร|ใครทำอะไร)["<]': "การดำเนินการ / ผู้ดำเนินการ / รายการ / ผู้รับผิดชอบ",
    "(?<!จัด)ทำเอกสาร|เอกสารที่ทำ(?!ลาย)": "จัดทำเอกสาร",
    "แบบการจัดเล่ม": "รูปแบบเล่ม",
    "แก้ล่าสุด": "แก้ไขล่าสุด",
    '[">]ทางอื่น': "วิธีอื่น",
    "สามทาง": "นำเข้าคะแนนได้ 5 วิธี",
    "รับผลเข้าระบบ": "บันทึกผลปี 2568 ฉบับที่ 1",
    "หัวลูกโซ่": "รหัสยืนยันประวัติ ณ เวลาจัดทำ",
    "สองขั้น(?!ตอน)|ยืนยันสองขั้น": "การยืนยันตัวตนสองขั้นตอน",
    "ว่าเป็นคุณ|ว่าเป็นท่าน": "ยืนยันตัวตน",
    '[">]ไม่(เลิก|ลบ)["<]': "ยกเลิก",
    "(?<!ขอบ)คุณ(?!ธรรม|ภาพ|ลักษณะ|สมบัติ|ูปการ|ค่า|วุฒิ)": "ท่าน",
    "มาโคร": "แมโคร",
    "เห็นดี": "มีความเห็นในเชิงบวก",
    "ความแน่นอน": "ความแน่ชัด",
    "จากความจำ": "จากความทรงจำ",
    "เจ้าของเรื่อง": "ผู้ดูแลรายข้อ",
    "(?<![ก-๙])ผู้กำกับติดตาม": "หน่วยกำกับติดตาม",
    "ผู้ตรวจประเมิน": "ผู้ประเมิน",
    '[">]ผู้บริหาร["<]': "ผู้บริหารสูงสุด",
}


def constants(source: str) -> Iterator[str]:
    """The texts in a program; the pieces of one with values in it stand apart."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield f'"{node.value}"'


@functools.cache
def said() -> tuple[tuple[str, str], ...]:
    """Every file that speaks to people, with what it says; read once for all patterns."""
    return tuple(_said())


def _said() -> Iterator[tuple[str, str]]:
    for place in SAID:
        top = PACKAGE / place
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            name = path.relative_to(PACKAGE).as_posix()
            if name in TAKEN or "/migrations/" in name:
                continue
            if path.suffix == ".py":
                yield name, "\n".join(constants(path.read_text("utf-8")))
            elif path.suffix in {".html", ".txt", ".js", ".yaml"}:
                yield name, path.read_text("utf-8")


@pytest.mark.parametrize(("wrong", "right"), WRONG.items())
def test_screens_never_say(wrong: str, right: str) -> None:
    pattern = re.compile(wrong)
    found = [(name, hit[0]) for name, text in said() for hit in pattern.finditer(text)]
    assert found == [], f"say {right}"


OLD = """ช้าไป 1793 วัน|ต้องดูก่อน|อะไรตัดสินระดับ|ถึงเป้าหมาย +14.70|แก้แผนให้ตรงกับผล|"คิดอย่างไร"|"ใช้ทำ"|กฎที่ใช้ และแน่นอนเพียงใด
จำนวนคนหากลับจากร้อยละที่พิมพ์ไว้|"ใครตอบ"|สิ่งที่คะแนนไม่ได้บอก|"ที่"|"เอกสารว่า"|"ที่ถูก"|"คนของหน่วยงาน"|เชิญคนเข้าร่วม|มีคนย้ายหรือลาออก
"ทำ"|"ใคร"|"ทำอะไร"|"ใครทำอะไร"|"ทำเอกสาร"|แบบการจัดเล่ม|แก้ล่าสุด|"ทางอื่น"|ใส่คะแนนได้สามทาง|รับผลเข้าระบบ|หัวลูกโซ่ประวัติ
การยืนยันสองขั้น|ยืนยันว่าเป็นคุณ|"ไม่เลิก"|บัญชีของคุณ|มาโคร|เห็นดีกว่า|ความแน่นอน|จากความจำ|เจ้าของเรื่องในกองหรือสำนัก|"ผู้กำกับติดตาม"|"ผู้บริหาร\""""


def test_every_old_word_is_refused_and_no_right_one() -> None:
    old = OLD.replace("\n", "|").split("|")
    assert [word for word in old if not any(re.search(wrong, word) for wrong in WRONG)] == []
    assert [right for right in WRONG.values() if any(re.search(wrong, right) for wrong in WRONG)] == []
    assert sum(1 for _ in said()) > 200


def glossary() -> dict[str, str]:
    """Thai by English."""
    lines = (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return {english: thai for thai, _, english, _ in cells}


def test_roles_and_certainties_have_the_glossarys_names() -> None:
    known = glossary()
    names = {role: name.th for role, name in ROLE_NAMES.items()}
    assert {
        role: known[role.replace("-", " ")]
        for role in names
        if not names[role].startswith(known[role.replace("-", " ")])
    } == {}
    assert {word: known[word] for word, text in CERTAINTY_WORDS.items() if not text.th.startswith(known[word])} == {}
