"""Lines that no officer writes, but a broken document holds, are proofread within bounded time."""

from __future__ import annotations

import random
import subprocess
import sys

from prongsai.flow.by_file.examples import examples
from prongsai.flow.by_file.score import assessed
from prongsai.proofread.document.passages import Collector
from prongsai.proofread.judging import proofread

# What sentences about scores are made of. A pattern that can read a run of them in many ways takes years over thirty.
PIECES = (
    "99.31 ",
    "99.31, ",
    "และ ",
    "ลดลง จาก ",
    "ร้อยละ 12.50 ",
    "ตัวชี้วัดที่ 3 การใช้อำนาจ ได้ 99.31 คะแนน ",
    "ปี 2567 ",
    "1 ",
    "ก",
    "ได้คะแนน IIT EIT และ OIT ",
    "ข้อ e1 ",
    "i1 ",
    "จำนวน 12 คน ",
    "เพิ่มขึ้น ",
    "สูงสุด ",
    "ต่ำที่สุด คือ ",
    "ได้แก่ ",
    "คะแนนเต็ม 100 ",
    "( ",
    ") ",
    "- ",
    "จุดแข็ง จำนวน 3 ",
    "อันดับ 1 ",
    "ระดับ ผ่าน ",
    "ส่วนที่ 1 ",
    "EIT ส่วนที่ 2 ",
    "หญิง 25 คน ",
    "มากกว่า ",
    "ไม่ถึงเป้า ",
    "ยังขาด 2 ",
    "ใน ",
    "ของ ",
    "ที่ ",
    "ปี 67 ",
    "เหลือ ",
    "ตามลำดับ ",
    "ถ่วงน้ำหนัก 30 ",
    "พ.ศ.",
    "(ITA) ",
    "อยู่ที่ ",
    "ในภาพรวม ",
    "ที่ผ่านมา ",
    "คะแนนเฉลี่ย ",
)


def read_all() -> int:
    """How many numbers stand in lines of pieces over and over."""
    one = examples()["mae-sot-2568"]
    criteria, card = assessed(one)
    choose = random.Random(11)
    lines = [piece * 60 for piece in PIECES]
    # Between a subject and its score, with a word at the end that changes what is said.
    lines += [f"IIT {piece * (150 // len(piece))}ฆ 99.31 คะแนน" for piece in PIECES]
    lines += ["".join(choose.sample(PIECES, 3)) * 20 for _ in range(120)]
    numbers = 0
    for line in lines:
        collected = Collector()
        collected.paragraph(line)
        collected.table([["รายการ", "คะแนน"], [line, line]], 1)
        numbers += proofread(criteria, one.facts, card, collected.pieces).numbers
    return numbers


def test_runs_of_anything_are_read_in_bounded_time() -> None:
    # In a process of its own, which is ended when it takes too long.
    done = subprocess.run([sys.executable, __file__], capture_output=True, text=True, timeout=120, check=True)
    assert int(done.stdout) > 1000


if __name__ == "__main__":
    sys.stdout.write(str(read_all()))
