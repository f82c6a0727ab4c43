"""What the columns of a table hold, by their heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.lexicon import Mention
from prongsai.language.thai_text import digits
from prongsai.proofread.document.passages import Grid
from prongsai.proofread.statement import Ground
from prongsai.proofread.wordings import named_years

YEAR_ONLY = re.compile(
    r"(?:ผล\s?)?(?:คะแนน\s?)?(?:ปี\s?)?(?:งบ\s?(?:ประมาณ\s?)?)?(?:พ\.?\s?ศ\.?\s?)?(25\d\d)|"
    r"(?:ผล\s?)?(?:คะแนน\s?)?ปี\s?(?:งบ\s?(?:ประมาณ\s?)?)?(?:พ\.?\s?ศ\.?\s?)?['’]?([567]\d)"
)
_YEAR_COLUMN = re.compile(r"ปี\s?(?:งบ\s?(?:ประมาณ)?)?(?:\s?พ\.?\s?ศ\.?)?")
# Columns and rows whose numbers look like scores and are none.
OTHER = re.compile(
    r"น้ำ\s?หนัก|คะแนน\s?เต็ม|เกณฑ์|เป้า\s?หมาย|ขาด|เสีย|เพิ่ม\s?ได้|ช่วง|ประเทศ|จังหวัด\s?อื่น|ค่า\s?เฉลี่ย\s?(?:ของ|ระดับ|กลุ่ม)|ขั้น\s?ต่ำ|จำนวน|"
    r"คืน|จะ\s?เพิ่ม\s?ขึ้น|คำ\s?ตอบ|^(?:\d+ )?\d+ คะแนน|ผู้\s?ตอบ|หน้า|ส่วน\s?ที่\s?หาย|ถ่วง|โอกาส|ผล\s?ต่อ|มี\s?ผล|คำนวณ|"
    r"KPI|คาด\s?หวัง|ช่อง\s?ว่าง|ประเมิน\s?ตน\s?เอง|เบื้อง\s?ต้น|ก่อน\s?(?:การ\s?)?อุทธรณ์|S\.?\s?D\.?|ส่วน\s?เบี่ยง\s?เบน|คาด\s?การณ์|ประมาณ\s?การ|จำลอง|ทั้ง\s?(?:จังหวัด|อำเภอ)|ใน\s?(?:จังหวัด|อำเภอ)|สูงสุด\s?ของ|ต่ำสุด\s?ของ|อปท"
)
# "EIT ส่วนที่ 1 (Public)": what stands in brackets says no more.
_BRACKETS = re.compile(r"\s?\((?:Public|Survey|คะแนน|ร้อยละ|%)\)")
# Charts of how many answered what.
_NO_SCORES = re.compile(r"คำ\s?ตอบ|ร้อยละ|สัด\s?ส่วน|จำนวน|ผู้\s?ตอบ|น้ำ\s?หนัก")
_CHANGE = re.compile(
    r"ผล\s?ต่าง|เปลี่ยน\s?แปลง|ส่วน\s?ต่าง|เพิ่ม\s?(?:ขึ้น)?\s?[/(]\s?\(?ลด|^เพิ่ม|^ลด|ที่\s?(?:เพิ่ม|ลด)|เพิ่ม\s?ขึ้น|ลด\s?ลง|เทียบ\s?(?:กับ\s?)?ปี"
)
_RANK = re.compile(r"อันดับ")
SCORE = re.compile(r"คะแนน|ผล\s?(?:การ\s?)?ประเมิน")
LEVEL = re.compile(r"(?:ผล\s?(?:การ\s?)?ประเมิน\s?)?ระดับ\s?(?:ผล\s?(?:การ\s?)?ประเมิน|ผล\s?คะแนน|ที่\s?ได้)?")
_SHARE = re.compile(r"ร้อยละ|สัด\s?ส่วน|%")
EDGE = re.compile(r"(?:คะแนน\s?)?(?:(ต่ำ|น้อย)|(?:สูง|มาก))\s?(?:ที่\s?)?สุด")
# Heads over names of indicators or questions.
_LISTS = re.compile(
    r"(?:(?:รายการ|ประเด็น|ด้าน|หัว\s?ข้อ|ราย\s?ข้อ|ข้อ|คำ\s?ถาม|ตัว\s?ชี้\s?วัด|การ\s?ประเมิน|ที่|ย่อย|/|[\d.)(]|รหัส|\s))++"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table by its head."""

    kind: str  # score, change, rank, level, lowest, highest, other, words
    mention: Mention | None
    year: int | None
    bare: bool  # called by a year or a figure alone: only numbers with two decimals are scores
    named: bool  # whether a head stands over it
    years: bool = False  # whether its cells are years
    lists: bool = False  # whether its head says that names of figures stand below


def column_of(ground: Ground, grid: Grid, head: int, at: int, around: Sequence[str]) -> Column:
    """What column ``at`` of a table holds. ``head``: how many rows are its head; ``around``: the words above."""
    text = " ".join(dict.fromkeys(row[at] for row in grid.rows[:head] if at < len(row)))
    plain = digits(text.replace("\n", " ")).strip()
    every = [mention for mention in ground.words.mentions(plain, around) if mention.figures]
    mention = next((mention for mention in reversed(every) if not mention.whole), every[-1] if every else None)
    years = set(named_years(plain, ground.year))
    year = years.pop() if len(years) == 1 else None
    if re.fullmatch(r"[567]\d", plain) and 2500 + int(plain) in (ground.year, *ground.facts.history):
        year = 2500 + int(plain)  # "68" over scores
    bare = False
    if (own := ground.names.column(plain)) is not None:
        kind, bare = "score" if own else "other", True
    elif _CHANGE.search(plain) and not re.search(r"เป้า\s?หมาย", plain):
        kind = "change"
    elif OTHER.search(plain):
        kind = "other"
    elif _RANK.search(plain):
        kind = "rank"
    elif edge := EDGE.search(plain):
        kind = "lowest" if edge[1] else "highest"
    elif SCORE.search(plain):
        kind = "score"
    elif LEVEL.fullmatch(plain):
        kind = "level"
    elif _SHARE.search(plain):
        kind = "other"
    elif (
        YEAR_ONLY.fullmatch(plain)
        or plain == f"{(year or 0) % 100}"
        or (mention and mention.end - mention.start >= len(_BRACKETS.sub("", plain)) - 3)
    ):
        kind, bare = "score", True
    else:
        kind = "words"
    if grid.chart and kind == "score" and _NO_SCORES.search(grid.caption):
        kind = "other"
    return Column(
        kind,
        mention,
        year,
        bare,
        bool(plain),
        _YEAR_COLUMN.fullmatch(plain) is not None,
        _LISTS.fullmatch(plain) is not None,
    )


def of_total(ground: Ground, columns: list[Column], around: Sequence[str]) -> list[Column]:
    """ "ปี | คะแนน | ระดับ": only the agency as a whole has a level, so that the score beside it is the total."""
    named = any(column.mention is not None for column in columns) or any(
        not mention.whole for words in around for mention in ground.words.mentions(digits(words))
    )
    scores = [at for at, column in enumerate(columns) if column.kind == "score"]
    if named or len(scores) != 1 or not any(column.kind == "level" for column in columns) or not columns[0].years:
        return columns
    total = Mention(0, 0, (FigureId("total"),))
    return [replace(column, mention=total) if at in scores else column for at, column in enumerate(columns)]
