"""Scores, levels and ranks in prose: claimed only where subject and number stand side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from prongsai.analyze.claims import ClaimKind
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.lexicon import Mention
from prongsai.language.thai_text import digits
from prongsai.proofread.comparisons import DOWN, UP
from prongsai.proofread.document.passages import quoted
from prongsai.proofread.statement import Ground, Said, among_any, said
from prongsai.proofread.wordings import (
    AIM,
    LIST,
    MOST_WEIGHT,
    NUMBER,
    ORDINAL,
    OTHER_SCORES,
    OTHERS,
    PAST,
    RANGE_BEFORE,
    WEIGHED,
    YEAR,
    Between,
    elsewhere,
    listed_before,
    named_years,
    ordinal,
    share_of_work,
)

_EDGE = re.compile(r"(?:สูง|ต่ำ|น้อย|มาก)\s?(?:ที่\s?)?สุด")
# "เป้าหมาย IIT 96.00 EIT 96.00": what was said of the first is said of those listed with it.
_GOES_ON = re.compile(r"(?:[\s,/]|คะแนน|และ|แบบ\s?วัด|ตัว\s?ชี้\s?วัด)*")
_UNIT = re.compile(r"\*?\s?คะแนน")
# "ได้คะแนนเท่ากับ 100": a hundred needs no unit where the words before it say that it is a score.
_EQUALS = re.compile(r"คะแนน\s?เท่า\s?กับ\s?(?:ร้อยละ\s?)?$")
_WHOLE = "100"
_NOT_A_SCORE = re.compile(
    r"\s?(?:คะแนน)?\s?(?:ขึ้น\s?ไป|เต็ม|หรือ\s?มาก\s?กว่า|ลง\s?มา|ของ\s?(?:คะแนน|งบ|แผน|เป้า|จำนวน|ผู้|ทั้ง|วง|โครงการ|กิจกรรม|ข้อ))|"
    r"\s?(?:คะแนน\s?)?(?:จาก|ใน)\s?(?:คะแนน\s?เต็ม\s?)?(?!100)\d{1,2}(?:\.00)?\s?คะแนน|"
    r"\s?(?:%|เปอร์เซ็นต์|คน|ข้อ|ราย|ปี(?!\s?(?:\d|งบ|นี้|ก่อน|ที่|พ))|บาท|ตัว\s?ชี้\s?วัด|ประเด็น|งาน|ครั้ง|แห่ง|วัน|เดือน|หน้า|ฉบับ|เรื่อง|ล้าน|น\.|มิติ|หน่วย)"
)
# A row of a table as a line: which of its numbers is the score stands in a head that is not here.
_ROW = re.compile(r"\s[+-]?\d{1,3}\.\d{1,2}(?![\d.])")
# A step between two years' scores, not a score: the words before it still speak of the same figure.
_STEP = re.compile(r"เพิ่ม\s?ขึ้น|ลด\s?ลง|(?:ลด|เพิ่ม|ตก|ร่วง)\s?จาก|สูง\s?(?:ขึ้น|กว่า)|ต่ำ\s?(?:ลง|กว่า)")
# "IIT สูงกว่า OIT อยู่ 21.02 คะแนน": a distance, whose subject is neither of the two.
_THAN = re.compile(r"(?:กว่า|ต่าง\s?(?:กัน\s?)?(?:จาก|กับ)|ห่าง\s?จาก)\s?(?:คะแนน\s?)?$")
# "i2 เป็นข้อที่ได้คะแนนต่ำที่สุดของตัวชี้วัดที่ 1 เท่ากับ 88.38": of the question, or of the indicator.
_OF_SET = re.compile(r"สุด\s?(?:ใน|ของ)\s?(?:กลุ่ม\s?)?$")
# Words between a figure and its scores year by year.
_PREFACE = re.compile(rf"(?:{UP}|{DOWN})\s?(?:จาก|เมื่อ\s?เทียบ\s?กับ)\s?{PAST}\s?(?:โดย|ซึ่ง)\s?(?:ใน\s?)?")
_ANSWER = re.compile(r"(?:มาก|น้อย)\s?(?:ที่\s?)?สุด")  # also a choice of the questions
# "IIT EIT และ OIT ได้ 99.93, 99.91 และ 99.38 คะแนน ตามลำดับ"
_SERIES = re.compile(
    r"(?<![\d.,/A-Za-z+-])\d{1,3}\.\d{2}(?:\s?คะแนน)?(?:[\s,]*+(?:และ\s*+)?(?:ร้อยละ\s?)?\d{1,3}\.\d{2}(?:\s?คะแนน)?)++\s*+ตาม\s?ลำดับ"
)
_MORE = re.compile(r"(?:\s?,\s?|\s?(?:และ|กับ)\s?(?:ที่\s?)?)(\d{1,2})(?![\d.])")
# "ต้องเพิ่มคะแนน OIT จาก 74.50 เป็นอย่างน้อย 85.00": the first number is the score of this year.
_RAISED = re.compile(r"เพิ่ม\s?คะแนน\s?$")
_FROM = re.compile(r"\s?จาก\s?")
_TO = re.compile(r"\s?(?:คะแนน\s?)?(?:เป็น|ให้\s?(?:เป็น|ได้|ถึง))")
# "ได้คะแนนเต็ม", "ยังไม่ได้คะแนนเต็ม", "ไม่ได้คะแนน", "ได้ศูนย์คะแนน"
_FULL = re.compile(
    r"(ยัง\s?)?(ไม่\s?)?(?:ได้|มี)\s?(?:รับ\s?)?(?:(?:คะแนน\s?)?เต็ม(?!\s?[\d.]|\s?(?:ที่|องค์|จำนวน))|คะแนน(?=\s?(?:$|เนื่อง|เพราะ))|(ศูนย์)\s?คะแนน|(?:คะแนน\s?)?(?:เท่า\s?กับ\s?)?(100)(?:\.00)?\s?คะแนน(?!\s?เต็ม))"
)
_RANK = re.compile(
    rf"(?:เป็น|อยู่\s?(?:ใน)?|มา\s?เป็น|ครอง|คว้า|รั้ง|ขึ้น\s?เป็น)\s?(?:อันดับ|ลำดับ)\s?{ORDINAL}"
    r"(?!\s?(?:ของ|ใน)\s?(?:ระดับ|จังหวัด|ประเทศ|อำเภอ|ภาค|กลุ่ม\s?จังหวัด))"
)
_AMONG = re.compile(r"\s?(?:ของ|ใน)(?:\s?กลุ่ม)?\s?(ตัว\s?ชี้\s?วัด\s?ทั้ง)?")
_LEVEL = re.compile(
    r"(อยู่\s?(?:ใน\s?)?(?:เกณฑ์\s?(?:ผล\s?(?:การ\s?)?ประเมิน\s?)?)?ระดับ|ระดับ\s?ผล\s?(?:การ\s?)?ประเมิน|ผล\s?การ\s?ประเมิน\s?ระดับ|ได้\s?ระดับ|ระดับ\s?ที่\s?ประกาศ|(?<!ของ)ระดับ\s?(?=[“\"])"
    r"|\d\s?(?:คะแนน\s?)?(?:\(\s?|หรือ\s?)ระดับ|\d\s?คะแนน\s?ระดับ(?!\s?(?:ผล|ที่|คะแนน|การ))|ผล\s?(?:การ\s?ประเมิน\s?)?(?:ปี\s?นี้|ITA\s?[567]\d|ปี\s?[567]\d)\s?(?=[“\"]))\s?(?:คือ|:|เป็น|เท่า\s?กับ)?\s?[“\"'(*]*\s?"
)
_AIM = re.compile(
    r"(?:ให้|เพื่อ|จะ|ควร|(?<!ญ)หาก|ถ้า|เมื่อ|รักษา|มุ่ง|พัฒนา|ยก\s?ระดับ|(?<!ตาม)เกณฑ์|หมายถึง|ช่วง|ขึ้นไป|ถึง)[^.]{0,30}$"
)
_LEVEL_AFTER = re.compile(
    r"[”\"')*]*\s?(?:ใน\s?ปี\s?(?:ถัด|ต่อ)|ขึ้น\s?ไป|เมื่อ|หาก|(?:จำนวน\s?)?[\d,]+\s?(?:แห่ง|หน่วย)|[ก-ฮ]*ต่อ\s?ไป)"
)
# "87.15 คะแนน อยู่ในระดับผ่าน", "87.15 คะแนน จากคะแนนเต็ม 100": the score of the agency as a whole.
_OVERALL = re.compile(
    r"\s?(?:คะแนน)?\s?(?:[(,]|ซึ่ง|หรือ|และ|โดย)?\s?(?:จัด\s?)?(?:(?:อยู่\s?)?(?:ใน\s?)?(?:เกณฑ์\s?\S{0,20}?)?ระดับ|จาก\s?(?:คะแนน\s?เต็ม\s?)?100)"
)
_LED = 80  # letters before a level in which it may be said to be another's


class Sentences:
    """Finds claims in one line of prose after another."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.between = Between(ground.facts.agency.name)

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
        mentions = self.ground.mentions(plain, context, near)
        other = OTHER_SCORES.search(" ".join((plain, *context[-1:], *near[-1:]))) is not None
        statements = self._scores(text, plain, mentions, where, row, context, other=other)
        statements += self._full(text, plain, mentions, where)
        statements += [] if other else self._levels(text, plain, mentions, where)
        statements += self._ranks(text, plain, mentions, where)
        return statements

    def years(self, words: str) -> int | None:
        """The year that the last words speak of: named, or last year; None where none is named."""
        named = list(named_years(words, self.ground.year))
        return named[-1] if named else None

    def future(self, plain: str, end: int) -> bool:
        """Whether the words right after a number, before the next one, speak of a coming year."""
        rest = plain[end : end + 40]
        stop = NUMBER.search(rest)
        named = named_years(
            rest[: stop.start()] if stop and not YEAR.search(rest[: stop.end()]) else rest, self.ground.year
        )
        return any(year > self.ground.year for year in named)

    # Scores.

    def _scores(
        self,
        text: str,
        plain: str,
        mentions: list[Mention],
        where: str,
        row: tuple[FigureId, ...],
        context: Sequence[str],
        *,
        other: bool,
    ) -> list[Said]:
        statements, done = self._in_order(text, plain, mentions, where)
        since, last, anothers = 0, tuple[FigureId, ...](), False
        years = [named.span() for named in YEAR.finditer(plain)]
        for number in NUMBER.finditer(plain):
            start, end = number.span(1)
            if any(mention.start <= start < mention.end for mention in mentions) or Decimal(number[1]) > 100:
                continue
            if any(begin <= start < stop for begin, stop in (*years, *done)):
                continue
            two = len(number[1].partition(".")[2]) == 2
            unit = _UNIT.match(plain, end)
            if not two and not unit and not (number[1] == _WHOLE and _EQUALS.search(plain[:start])):
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
                and "จำนวน" not in plain[edge:start]
                and not (_STEP.search(plain[edge:start]) and not re.search(r"ได้|มี|\(", plain[edge:start]))
                and self.between(self._after_year(plain, edge, start))
            ):
                figures = last
            elif figures and (
                elsewhere(self.between, plain, max(edge, begin - 40), begin, end)
                or any(
                    share_of_work(plain, mention, start, end, context)
                    for mention in mentions
                    if mention.start == begin and begin < start
                )
                or (anothers and _GOES_ON.fullmatch(plain[edge:begin]))
            ):
                figures, anothers = (), True
            elif not figures and not other and self._overall(plain, mentions, start, end):
                figures, begin = ((*row, FigureId("total")) if row else (FigureId("total"),)), start
            elif not figures and mentions and (raised := self._raised(plain, mentions, edge, number)):
                figures, begin = raised.figures, raised.start
            if _ROW.match(plain, end):
                figures = last = ()
            if figures and Decimal(number[1]) < MOST_WEIGHT and WEIGHED.search(plain[:start]):
                figures = ()
            if figures or not _STEP.search(plain[edge:start]):
                last = figures
            if not figures or (year is not None and year > self.ground.year) or self.future(plain, end):
                continue
            past = year if year is not None and year < self.ground.year else None
            quote = quoted(text, min(begin, start) if begin >= 0 else start, end)
            statements.append(said("score", figures, number[1], where, quote, since=past))
            anothers = False
        return statements

    def _in_order(
        self, text: str, plain: str, mentions: list[Mention], where: str
    ) -> tuple[list[Said], list[tuple[int, int]]]:
        """As many scores as figures, each in its turn; and the places of the scores that were read so."""
        statements: list[Said] = []
        done = []
        for series in _SERIES.finditer(plain):
            scores = [(score[0], *score.span()) for score in re.finditer(r"\d{1,3}\.\d{2}", series[0])]
            run = self._counted_on(plain, listed_before(plain, mentions, series.start()), series.start())
            if len(run) != len(scores) or not self.between(plain[run[-1].end : series.start()]):
                continue
            lead = max(0, run[0].start - 40)
            if elsewhere(self.between, plain, lead, run[0].start, series.end()):
                continue
            if AIM.search(plain, lead, series.start()):
                continue
            year = self.years(plain[lead : series.start()])
            if year is not None and year > self.ground.year:
                continue
            past = year if year is not None and year < self.ground.year else None
            quote = quoted(text, run[0].start, series.end())
            for mention, (value, _, _) in zip(run, scores, strict=True):
                if mention.figures:
                    statements.append(said("score", mention.figures, value, where, quote, since=past))
            done.append(series.span())
        return statements, done

    def _counted_on(self, plain: str, run: list[Mention], end: int) -> list[Mention]:
        """A list of figures with the indicators that go on by number alone: "ตัวชี้วัดที่ 9 และ 10"."""
        run = list(run)
        while run and run[-1].kind == "indicator" and (more := _MORE.match(plain, run[-1].end, end)):
            number = more[1].lstrip("0")
            if number not in self.ground.criteria.indicators:
                break
            run.append(Mention(more.start(1), more.end(), self.ground.words.indicator(number, None)))
        return run

    def _overall(self, plain: str, mentions: list[Mention], start: int, end: int) -> bool:
        """Whether a score whose subject is not named is that of the agency as a whole."""
        if any(not mention.whole for mention in mentions if mention.end <= start) or RANGE_BEFORE.search(plain[:start]):
            return False
        lead = plain[:start]
        if not self.between.as_a_whole(lead) or self.between.another(plain, 0, end) or self.future(plain, end):
            return False
        then = _OVERALL.match(plain, end) is not None
        return then or (self.between.named(lead) and "ประเมิน" in lead) or "ITA" in lead

    def _full(self, text: str, plain: str, mentions: list[Mention], where: str) -> list[Said]:
        """Full and empty marks in words: of every figure that is listed before them."""
        statements = []
        for full in _FULL.finditer(plain):
            whole = "เต็ม" in full[0] or full[4]
            empty = full[3] or (full[2] and not whole)
            if not empty and not whole:
                continue
            run = listed_before(plain, mentions, full.start())
            if not run or not self.between(plain[run[-1].end : full.start()]):
                continue
            lead = plain[max(0, run[0].start - 40) : run[0].start]
            if AIM.search(lead) or OTHERS.search(lead) or self.future(plain, full.end()):
                continue
            year = self.years(plain[max(0, run[0].start - 30) : full.start()])
            if year is not None and year != self.ground.year:
                continue
            value = "0" if empty else "<100" if full[2] else "100"
            quote = quoted(text, run[0].start, full.end())
            statements += [said("score", mention.figures, value, where, quote) for mention in run if mention.figures]
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
            return (row, 0) if alone and self.between(plain[:start]) else ((), -1)
        nearest = here[-1]
        gap = _PREFACE.sub("", plain[nearest.end : start])
        if nearest.kind == "item" and "คะแนน" not in gap and _ANSWER.search(gap):
            return (), -1
        if not self.between(gap) or len(gap) > 160:
            return (), -1
        before = [mention for mention in mentions if mention.end <= nearest.start]
        if _THAN.search(plain[: nearest.start]):
            return (), -1
        if _OF_SET.search(plain[: nearest.start]):
            of = before[-1] if before and before[-1].start >= edge else None
            return ((*of.figures, *nearest.figures), of.start) if of is not None and of.figures else ((), -1)
        if nearest.whole:
            strong = next((mention for mention in reversed(here[:-1]) if not mention.whole), None)
            if strong is None:
                # Under a heading or in a row that speaks of one figure, "ภาพรวม" may be of that one.
                return (*nearest.figures, *row) if row[:1] != ("total",) else nearest.figures, nearest.start
            if not strong.figures:
                return (), -1
            if self.between(plain[strong.end : nearest.start]):
                return self.ground.words.in_part(
                    strong, [mention for mention in before if mention.end <= strong.start], row
                ), strong.start
            return (*nearest.figures, *strong.figures), strong.start
        if not nearest.figures:
            return (), -1
        if _EDGE.search(gap) and nearest.kind == "instrument":
            return (), -1
        previous = next((mention for mention in reversed(before) if not mention.whole and mention.start >= edge), None)
        listed = previous is not None and LIST.fullmatch(plain[previous.end : nearest.start])
        if previous is not None and listed and previous.kind == nearest.kind and previous.figures != nearest.figures:
            return (), -1
        return self.ground.words.in_part(nearest, before, row), nearest.start

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
            if lead[1][0].isdigit() and AIM.search(plain[max(0, lead.start() - _LED) : lead.start()]):
                continue  # "ต้องได้ 95.00 คะแนน ระดับผ่านดีเยี่ยม"
            if any(not mention.whole for mention in near[-1:]):
                continue  # the level of an instrument or indicator: no rule gives one
            before = plain[max(0, lead.start() - _LED) : lead.start() + 1]
            if self._ranged(plain, lead):
                continue
            if OTHERS.search(before) or self.future(plain, name.end()):
                continue
            if self.between.another(plain, max(0, lead.start() - 120), lead.end()):
                continue
            year = self.years(plain[max(0, lead.start() - 120) : lead.start() + len(lead[1])])
            if year is not None and year > self.ground.year:
                continue
            past = year if year is not None and year < self.ground.year else None
            quote = quoted(text, lead.start(), name.end())
            statement = said("level", ["level"], name[0].replace(" ", ""), where, quote, since=past)
            if past is not None:
                # "ลดลงจากปี 2567 … อยู่ในระดับผ่าน": the year may belong to what stands before.
                statement = Said((*statement.readings, replace(statement.readings[0], since=None)))
            statements.append(statement)
        return statements

    def _ranged(self, plain: str, lead: re.Match[str]) -> bool:
        """Whether a range of scores stands right before a level: a rule."""
        numbers = [number for number in NUMBER.finditer(plain, 0, lead.start() + 1) if number.end() > lead.start() - 12]
        return any(RANGE_BEFORE.search(plain[: number.start(1)]) for number in numbers)

    # Ranks.

    def _ranks(self, text: str, plain: str, mentions: list[Mention], where: str) -> list[Said]:
        statements = []
        for rank in _RANK.finditer(plain):
            near = [mention for mention in mentions if mention.end <= rank.start()]
            if not near or near[-1].whole or not near[-1].figures:
                continue
            gap = plain[near[-1].end : rank.start()]
            inner = NUMBER.sub("", gap)
            lead = plain[max(0, near[-1].start - 40) : near[-1].start]
            if not self.between(inner) or len(gap) >= 60 or near[-1].kind != "indicator" or AIM.search(lead):
                continue
            figure = near[-1].figures[0]
            instrument = self.ground.criteria.indicators[figure.number].instrument
            sets: tuple[str | None, ...] = (None, instrument)
            among = _AMONG.match(plain, rank.end())
            if among is not None:
                named = [mention.figures[0] for mention in mentions if mention.start == among.end() and mention.figures]
                sets = (None,) if among[1] else (instrument,) if named == [instrument] else sets
            quote = quoted(text, near[-1].start, rank.end())
            place = ordinal(rank[1], rank[2])
            kind: ClaimKind = "rank" if place else "lowest"
            statement = said(kind, [figure], place, where, quote)
            statements.append(among_any(statement, sets))
        return statements
