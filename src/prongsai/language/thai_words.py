"""Where Thai words begin and end: pythainlp's newmm with its own free word list and the words of official documents.

Both are loaded when the first text is looked at, which is when a document or a chart is made.
"""

from __future__ import annotations

import functools
import importlib
import importlib.util
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

# Words of official documents that the word list lacks, or takes for two.
OFFICIAL = (
    "ประจำปีงบประมาณ", "ปีงบประมาณ", "งบประมาณ", "งบลงทุน", "ดำเนินงาน", "ดำเนินการ", "ทำงาน", "คณะทำงาน",
    "ปฏิบัติงาน", "ปฏิบัติการ", "ปฏิบัติหน้าที่", "หน่วยงาน", "ข้าราชการ", "ส่วนราชการ", "ภาครัฐ", "ภาคเอกชน",
    "สินบน", "ผู้ร้องเรียน", "ข้อร้องเรียน", "ร้องเรียน", "สื่อสาร", "คุณธรรม", "จริยธรรม", "วัฒนธรรม", "ถดถอย",
    "ส่วนรวม", "ส่วนร่วม", "ส่วนตน", "ส่วนตัว", "ส่วนได้ส่วนเสีย", "ข้อเสนอแนะ", "เสนอแนะ", "คำปรึกษา", "ปรึกษา", "ทุจริต",
    "มากที่สุด", "รองลงมา", "ตอบสนอง",
    "ประพฤติมิชอบ", "เทศบาล", "เทศมนตรี", "นายกเทศมนตรี", "ปลัดเทศบาล", "รองปลัด", "สำนักปลัด", "สภาเทศบาล", "เทศบัญญัติ",
    "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด", "กองคลัง", "กองช่าง", "นิติการ", "งานนิติการ", "ยุทธศาสตร์ชาติ", "ยุทธศาสตร์",
    "อินโฟกราฟิก", "เว็บไซต์", "เฟซบุ๊ก", "ออนไลน์", "คิวอาร์โค้ด", "อิเล็กทรอนิกส์", "ก้าวหน้า", "ประชาชน", "สาธารณชน", "สาธารณะ",
    "ขั้นตอน", "พื้นฐาน", "น้ำหนัก", "ช่องทาง", "คะแนน", "ดุลยพินิจ", "ดุลพินิจ", "ชัดเจน", "เคร่งครัด", "เพียงใด", "เพียงพอ", "ผู้สูงอายุ",
    "เจ้าหน้าที่", "บุคลากร", "ผู้บริหาร", "ผู้บังคับบัญชา", "ผู้รับบริการ", "ผู้มาติดต่อ", "ผู้รับผิดชอบ", "รับผิดชอบ", "ตัวชี้วัด", "เปิดเผย",
    "เผยแพร่", "ประชาสัมพันธ์", "เข้าถึง", "เข้าใจ", "พวกพ้อง", "รายข้อ", "ประจำปี", "ปัจจุบัน", "เนื้อหา", "ทั่วกัน", "บัญชี",
    "จัดซื้อจัดจ้าง", "จัดซื้อ", "จัดจ้าง", "ทรัพย์สิน", "ราชการ", "ประสิทธิภาพ", "ประสิทธิผล", "โปร่งใส", "ธรรมาภิบาล", "สม่ำเสมอ",
    "หน้าที่", "อำนาจหน้าที่", "พัสดุ", "โดยตรง", "ตอบสนอง", "บริการ", "สะดวก", "ศึกษาฯ", "เป้าหมาย", "รายละเอียด", "ที่ประชุม",
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน",
    "ธันวาคม", "ค่อนข้าง", "ค่อนข้างมาก", "ค่อนข้างน้อย", "เรื่องร้องเรียน", "มากน้อย", "ความโปร่งใส", "ผลประโยชน์", "มาตรการ",
    "กระบวนการ", "แผนปฏิบัติการ", "ถูกต้อง", "มีส่วนร่วม", "ผู้มีส่วนได้ส่วนเสีย",
)  # fmt: skip
# Words of the list that are two in official documents: หน่วย|งานประจำ|ปี would be cut for หน่วยงาน|ประจำปี.
_TWO = frozenset(
    {
        "งานประจำ",
        "งานประจำปี",
        "การงาน",
        "การใด",
        "ได้ที่",
        "เทศบาลนคร",
        "เทศบาลเมือง",
        "เทศบาลตำบล",
        "ให้การ",
        "ในการ",
        "มีการ",
        "การตาม",
        "ตอนที่",
        "ทางการ",
        "สนองความต้องการ",
        "ต้องตาม",
        "หาเรื่อง",
        "ร่วมใน",
        "ประโยชน์ส่วนรวม",
        # Hardly ever alone: มาตร|การป้องกัน would be cut for มาตรการ|ป้องกัน.
        "มาตร",
        "กระบวน",
    }
)
# No word of official documents is longer; a name may be.
_LONGEST = 26
_PACKAGE = "pythainlp"
_loading = threading.Lock()


class WordList:
    """What newmm asks of a dictionary, without the second that its own takes to be built."""

    def __init__(self, listed: frozenset[str], names: frozenset[str], without: str) -> None:
        self._listed, self._names, self._without = listed, names, without
        self._longest = max(_LONGEST, *map(len, names)) if names else _LONGEST

    def prefixes(self, text: str, start: int = 0) -> list[str]:
        """The words that begin at ``start``, the shortest first."""
        listed, names, without = self._listed, self._names, self._without
        found = []
        for end in range(start + 1, min(len(text), start + self._longest) + 1):
            word = text[start:end]
            if (word in listed or word in names) and word != without:
                found.append(word)
        return found


def words(run: str, names: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The words of a run of Thai letters without blanks; ``names`` are words too. Together they are the run."""
    return _cut(run, names, "")


def halves(word: str, names: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The shorter words that a word is made of; the word itself where it is made of none."""
    return _cut(word, names - {word}, word)


def known(word: str) -> bool:
    """Whether it is a word of the list or of official documents."""
    return word in _list()


@functools.lru_cache(maxsize=20_000)
def _cut(run: str, names: frozenset[str], without: str) -> tuple[str, ...]:
    return tuple(_newmm()(run, WordList(_list(), names, without), True))


@functools.cache
def _list() -> frozenset[str]:
    text = (_folder() / "corpus" / "words_th.txt").read_text(encoding="utf-8")
    return (frozenset(text.split("\n")) | frozenset(OFFICIAL)) - _TWO - {""}


def _folder() -> Path:
    package = importlib.util.find_spec(_PACKAGE)
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("pythainlp is not installed: it knows where Thai words begin")
    return Path(package.submodule_search_locations[0])


@functools.cache
def _newmm() -> Callable[[str, Any, bool], list[str]]:
    """The function that cuts, loaded alone: the package opens 200 modules, which takes as long as a third of a memo."""
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    os.environ.setdefault("PYTHAINLP_OFFLINE", "1")
    folder = _folder()
    with _loading:
        opened: dict[str, ModuleType] = {}
        if _PACKAGE not in sys.modules:
            opened = {_PACKAGE: ModuleType(_PACKAGE), f"{_PACKAGE}.tokenize": ModuleType(f"{_PACKAGE}.tokenize")}
            for name, module in opened.items():
                module.__path__ = [str(folder.joinpath(*name.split(".")[1:]))]
            # What newmm would take where it is given no dictionary, which it always is here.
            opened[f"{_PACKAGE}.tokenize"].__dict__["word_dict_trie"] = _list
            sys.modules.update(opened)
        try:
            cut: Callable[[str, Any, bool], list[str]] = importlib.import_module(f"{_PACKAGE}.tokenize.newmm").segment
        finally:
            for name in opened:
                del sys.modules[name]
    return cut
