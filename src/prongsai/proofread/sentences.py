"""Scores, levels and ranks in prose: claimed only where subject and number stand side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.lexicon import Mention
from prongsai.language.thai_text import digits, squeezed
from prongsai.proofread.document.passages import quoted
from prongsai.proofread.statement import Ground, Said, said

NUMBER = re.compile(r"(?<![\d.,/A-Za-z+-])(\d{1,3}(?:\.\d{1,4})?)(?!\d|[.,/:]\d|\s?[-–]\s?\d)")
# The year that a number belongs to: the last one named before it.
YEAR = re.compile(r"(?<!\d)(25\d\d)(?!\d)|ปี\s?(?:งบประมาณ\s?)?(ก่อน(?:หน้า)?|ที่\s?ผ่าน\s?มา|ที่\s?แล้ว)")
# Words that may stand between a subject and its score without changing what is said.
_BETWEEN = (
    r"ได้รับ|ได้|มี|เป็น|อยู่\s?ที่|ที่|โดย|ซึ่ง|ผล|คะแนน|ค่า|รวม|เฉลี่ย|ระบุ|เท่า\s?กับ|คิด\s?เป็น|ร้อยละ|การ\s?ประเมิน|ประเมิน|"
    r"ใน|ภาพ\s?รวม|การ\s?ดำเนิน\s?งาน|คุณธรรม\s?และ\s?ความ\s?โปร่งใส|ของ\s?หน่วย\s?งาน(?:\s?ภาค\s?รัฐ)?|ประจำ|ปี|งบ\s?ประมาณ|พ\.?\s?ศ\.?|25\d\d|"
    r"พบ\s?ว่า|ปรากฏ\s?ว่า|ITA|ทั้ง\s?สิ้น|คือ|แล้ว|นี้|ส่วน|ก่อน|ที่ผ่านมา|[A-Za-z ]*\([A-Za-z :&,-]+\)|[\s:;=\-–—()\[\]“”\"'*•·|/.]|"
    r"(?:สูง|ต่ำ|น้อย|มาก)\s?(?:ที่\s?)?สุด|(?:อยู่\s?ใน\s?ช่วง\s?คะแนน\s?)?(?:สูง|ปาน\s?กลาง|ต่ำ)\s?(?=\()"
)
_EDGE = re.compile(r"(?:สูง|ต่ำ|น้อย|มาก)\s?(?:ที่\s?)?สุด")
_UNIT = re.compile(r"\*?\s?คะแนน")
_NOT_A_SCORE = re.compile(
    r"\s?(?:คะแนน)?\s?(?:ขึ้น\s?ไป|เต็ม|หรือ\s?มาก\s?กว่า|ลง\s?มา|ของ\s?คะแนน)|"
    r"\s?(?:%|เปอร์เซ็นต์|คน|ข้อ|ราย|ปี|บาท|ตัว\s?ชี้\s?วัด|ประเด็น|งาน|ครั้ง|แห่ง|วัน|เดือน|หน้า|ฉบับ|เรื่อง|ล้าน|น\.|มิติ|หน่วย)"
)
_ELSEWHERE = re.compile(
    r"ค่า\s?เฉลี่ย\s?(?:ของ|ระดับ|ทั้ง)|(?:ระดับ|ของ|ทั้ง)\s?(?:ประเทศ|จังหวัด|ภูมิภาค|กลุ่ม)|หน่วยงาน\s?อื่น|อปท|ค่า\s?กลาง|น้ำ\s?หนัก|เกณฑ์"
    r"|เป้า\s?หมาย|ตั้ง\s?เป้า|ให้\s?ได้|ถ้า|(?<!ญ)หาก|ไม่\s?(?:น้อย|ต่ำ)\s?กว่า|อย่าง\s?น้อย|ผู้\s?ตอบ|ตอบ\s?แบบ|จำนวน|คะแนน\s?เต็ม|ตาม\s?ลำดับ"
)
_AGENCY = re.compile(r"(?:เทศบาล(?:นคร|เมือง|ตำบล)|องค์การ\s?บริหาร\s?ส่วน\s?(?:ตำบล|จังหวัด)|อบต\.|อบจ\.)\s?(?=[ก-ฮเ-ไ])")
# A step between two years' scores, not a score: the words before it still speak of the same figure.
_STEP = re.compile(r"เพิ่ม\s?ขึ้น|ลด\s?ลง|สูง\s?(?:ขึ้น|กว่า)|ต่ำ\s?(?:ลง|กว่า)")
# "IIT EIT และ OIT ได้ 99.93, 99.91 และ 99.38 คะแนน ตามลำดับ": which belongs to which takes counting.
_IN_ORDER = re.compile(r"(?:[\s,\d.()/]|และ|คะแนน|ร้อยละ)*ตาม\s?ลำดับ")
# "ต้องเพิ่มคะแนน OIT จาก 74.50 เป็นอย่างน้อย 85.00": the first number is the score of this year.
_RAISED = re.compile(r"เพิ่ม\s?คะแนน\s?$")
_FROM = re.compile(r"\s?จาก\s?")
_TO = re.compile(r"\s?(?:คะแนน\s?)?(?:เป็น|ให้\s?(?:เป็น|ได้|ถึง))")
_LIST = re.compile(r"[\s,/()\-–]*(?:และ|กับ|หรือ|ถึง)?\s*(?:ข้อ)?\s*(?:ที่)?\s*")
_RANK = re.compile(r"(?:เป็น\s?|อยู่\s?(?:ใน\s?)?|มา\s?เป็น\s?)อันดับ\s?(?:ที่\s?)?(\d{1,2})(?!\d|\.\d)")
_LEVEL = re.compile(
    r"(อยู่\s?ใน\s?ระดับ|ระดับ\s?ผล\s?(?:การ\s?)?ประเมิน|ผล\s?การ\s?ประเมิน\s?ระดับ|ได้\s?ระดับ|ระดับ\s?ที่\s?ประกาศ|(?<!ของ)ระดับ\s?(?=[“\"]))\s?(?:คือ|:|เป็น)?\s?[“\"'(*]*\s?"
)
_AIM = re.compile(
    r"(?:ให้|เพื่อ|จะ|ควร|(?<!ญ)หาก|ถ้า|เมื่อ|รักษา|มุ่ง|พัฒนา|ยก\s?ระดับ|(?<!ตาม)เกณฑ์|หมายถึง|ช่วง|ขึ้นไป|ถึง)[^.]{0,30}$"
)
_LEVEL_AFTER = re.compile(r"[”\"')*]*\s?(?:ใน\s?ปี\s?(?:ถัด|ต่อ)|ขึ้น\s?ไป|เมื่อ|หาก|[ก-ฮ]*ต่อ\s?ไป)")


class Sentences:
    """Finds claims in one line of prose after another."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        agency = re.escape(digits(ground.facts.agency.name))
        self.between = re.compile(rf"(?:{_BETWEEN}|ของ\s?{agency}|{agency})*")
        self.agency = squeezed(ground.facts.agency.name)

    def read(
        self,
        text: str,
        where: str,
        context: Sequence[str] = (),
        row: tuple[FigureId, ...] = (),
        near: Sequence[str] = (),
    ) -> list[Said]:
        """The claims of ``text``. ``context``: headings; ``row``: what the row or heading speaks of; ``near``: the
        paragraphs before.
        """
        plain = digits(text)
        mentions = self.ground.words.mentions(plain, context, near)
        statements = self._scores(text, plain, mentions, where, row)
        statements += self._levels(text, plain, mentions, where)
        statements += self._ranks(text, plain, mentions, where)
        return statements

    def years(self, words: str) -> int | None:
        """The year that the last words speak of: named, or last year; None where none is named."""
        last = None
        for named_year in YEAR.finditer(words):
            last = int(named_year[1]) if named_year[1] else self.ground.year - 1
        return last

    # Scores.

    def _scores(
        self, text: str, plain: str, mentions: list[Mention], where: str, row: tuple[FigureId, ...]
    ) -> list[Said]:
        statements: list[Said] = []
        since, last = 0, tuple[FigureId, ...]()
        for number in NUMBER.finditer(plain):
            start, end = number.span(1)
            if any(mention.start <= start < mention.end for mention in mentions) or Decimal(number[1]) > 100:
                continue
            two = len(number[1].partition(".")[2]) == 2
            unit = _UNIT.match(plain, end)
            if not two and not unit:
                continue
            edge, since = since, end
            if _NOT_A_SCORE.match(plain, end):
                last = ()
                continue
            figures, begin = self._subject(plain, mentions, edge, start, row)
            year = self.years(plain[max(edge, begin - 30) : start])
            if (
                not figures
                and last
                and year is not None
                and self.between.fullmatch(self._after_year(plain, edge, start))
            ):
                figures = last
            elif figures and (self._elsewhere(plain, max(edge, begin - 40), begin, end)):
                figures = ()
            elif not figures and mentions and (raised := self._raised(plain, mentions, edge, number)):
                figures, begin = raised.figures, raised.start
            if figures or not _STEP.search(plain[edge:start]):
                last = figures
            if not figures or (year is not None and year > self.ground.year):
                continue
            past = year if year is not None and year < self.ground.year else None
            quote = quoted(text, min(begin, start) if begin >= 0 else start, end)
            statements.append(said("score", figures, number[1], where, quote, since=past))
        return statements

    def _raised(self, plain: str, mentions: list[Mention], edge: int, number: re.Match[str]) -> Mention | None:
        """What is to be raised from the number to another: the number is its score now."""
        start, end = number.span(1)
        for mention in mentions:
            if mention.start >= edge and mention.figures and _FROM.fullmatch(plain, mention.end, start):
                return mention if _RAISED.search(plain[: mention.start]) and _TO.match(plain, end) else None
        return None

    def _after_year(self, plain: str, edge: int, start: int) -> str:
        # "… ลดลง 4.71 คะแนนจากปี 2567 (99.95 คะแนน)": the year begins the second score's own words.
        gap = plain[edge:start]
        at = max((named_year.start() for named_year in YEAR.finditer(gap)), default=0)
        return gap[at:] if len(gap) < 60 else "-x-"

    def _subject(
        self, plain: str, mentions: list[Mention], edge: int, start: int, row: tuple[FigureId, ...]
    ) -> tuple[tuple[FigureId, ...], int]:
        """The figures that the number at ``start`` is a score of, and where their name begins."""
        here = [mention for mention in mentions if mention.start >= edge and mention.end <= start]
        if not here:
            # "ได้ 95.52 คะแนน …" right under a heading is the score of what the heading names.
            alone = edge == 0 and row and start < 25 and plain.startswith(("ได้", "มี", "คะแนน"))
            return (row, 0) if alone and self.between.fullmatch(plain[:start]) else ((), -1)
        nearest = here[-1]
        gap = plain[nearest.end : start]
        if not self.between.fullmatch(gap) or len(gap) > 160:
            return (), -1
        before = [mention for mention in mentions if mention.end <= nearest.start]
        if nearest.whole:
            strong = next((mention for mention in reversed(here[:-1]) if not mention.whole), None)
            if strong is None:
                # Under a heading or in a row that speaks of one figure, "ภาพรวม" may be of that one.
                return (*nearest.figures, *row) if row[:1] != ("total",) else nearest.figures, nearest.start
            if not strong.figures:
                return (), -1
            if self.between.fullmatch(plain[strong.end : nearest.start]):
                return self.ground.words.in_part(
                    strong, [mention for mention in before if mention.end <= strong.start], row
                ), strong.start
            return (*nearest.figures, *strong.figures), strong.start
        if not nearest.figures:
            return (), -1
        if _EDGE.search(gap) and nearest.kind == "instrument":
            return (), -1
        previous = next((mention for mention in reversed(before) if not mention.whole and mention.start >= edge), None)
        listed = previous is not None and _LIST.fullmatch(plain[previous.end : nearest.start])
        if previous is not None and listed and previous.kind == nearest.kind and previous.figures != nearest.figures:
            return (), -1
        return self.ground.words.in_part(nearest, before, row), nearest.start

    def _elsewhere(self, plain: str, start: int, begin: int, end: int) -> bool:
        """Whether the words before a subject make it another's: a target, a rule, another agency, an average."""
        lead = plain[max(0, start) : begin]
        if _ELSEWHERE.search(lead) or _IN_ORDER.match(plain, end):
            return True
        for agency in _AGENCY.finditer(plain, max(0, begin - 120), end):
            if not squeezed(plain[agency.start() :]).startswith(self.agency):
                return True
        return False

    # Levels.

    def _levels(self, text: str, plain: str, mentions: list[Mention], where: str) -> list[Said]:
        statements = []
        for lead in _LEVEL.finditer(plain):
            name = self.ground.words.levels.match(plain, lead.end())
            if name is None or (name[0].isascii() and re.match("[A-Za-z]", plain[name.end() : name.end() + 1] or " ")):
                continue
            if _AIM.search(plain[max(0, lead.start() - 40) : lead.start()]) or _LEVEL_AFTER.match(plain, name.end()):
                continue
            near = [mention for mention in mentions if mention.end <= lead.start() and lead.start() - mention.end < 60]
            if any(not mention.whole for mention in near[-1:]):
                continue  # the level of an instrument or indicator: no rule gives one
            year = self.years(plain[max(0, lead.start() - 120) : lead.start()])
            if year is not None and year != self.ground.year:
                continue
            if self._elsewhere(plain, lead.start(), lead.start(), lead.end()):
                continue
            statements.append(
                said("level", ["level"], name[0].replace(" ", ""), where, quoted(text, lead.start(), name.end()))
            )
        return statements

    # Ranks.

    def _ranks(self, text: str, plain: str, mentions: list[Mention], where: str) -> list[Said]:
        statements = []
        for rank in _RANK.finditer(plain):
            near = [mention for mention in mentions if mention.end <= rank.start()]
            if not near or near[-1].whole or not near[-1].figures:
                continue
            gap = plain[near[-1].end : rank.start()]
            inner = NUMBER.sub("", gap)
            if self.between.fullmatch(inner) and len(gap) < 60 and near[-1].kind == "indicator":
                figure = near[-1].figures[0]
                instrument = self.ground.criteria.indicators[figure.number].instrument
                quote = quoted(text, near[-1].start, rank.end())
                statement = said("rank", [figure], rank[1], where, quote)
                readings = [
                    replace(reading, among=name) for reading in statement.readings for name in (None, instrument)
                ]
                statements.append(Said(tuple(readings)))
        return statements
