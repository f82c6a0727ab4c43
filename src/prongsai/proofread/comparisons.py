"""Scores of two years side by side, ups and downs without a number, and what lies below or above a bound, in prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.lexicon import Mention
from prongsai.language.thai_text import digits
from prongsai.proofread.document.passages import quoted
from prongsai.proofread.statement import Ground, Said, said
from prongsai.proofread.wordings import AIM, OTHERS, PAST, YEAR, Between, past_of, year_of

UP = r"เพิ่ม\s?ขึ้น|สูง\s?ขึ้น|ดี\s?ขึ้น|พุ่ง(?:\s?ขึ้น)?|เพิ่ม(?=\s?จาก)|ขยับ\s?(?:ขึ้น|สูง\s?ขึ้น)|ปรับ\s?ตัว\s?(?:เพิ่ม|สูง|ดี)\s?ขึ้น"
DOWN = r"ลด\s?ลง|ลด(?=\s?จาก)|ต่ำ\s?ลง|น้อย\s?ลง|แย่\s?ลง|ถด\s?ถอย|ร่วง(?:\s?ลง)?|ตก(?:\s?ลง)?(?=\s?จาก)"
_YEARS = r"(?:25\d\d|ปี\s?(?:งบ\s?ประมาณ\s?)?(?:พ\.?\s?ศ\.?\s?)?(?:25)?[567]\d)\s?\)?"
# "ลดลงจาก 99.95 คะแนน เหลือ 95.24 คะแนน", "เพิ่มขึ้นจาก 89.70 คะแนน ในปี 2567 เป็น 95.48 คะแนน ในปี 2568"
_FROM_TO = re.compile(
    rf"(?:(?P<up>{UP}|เพิ่ม)|(?P<down>{DOWN}|ลด(?:ฮวบ|วูบ)?)|ขยับ|เปลี่ยน(?:\s?แปลง)?)?\s?จาก\s?(?:เดิม\s?)?(?:คะแนน\s?)?"
    rf"(?P<first>\d{{1,3}}\.\d{{2}})\s?(?:คะแนน)?(?P<then>[^\d]{{0,20}}{_YEARS})?"
    r"\s?(?:มา\s?)?(?:เหลือ(?:\s?เพียง)?|เป็น|อยู่\s?ที่|ถึง|สู่)\s?(?:ร้อยละ\s?)?"
    rf"(?P<second>\d{{1,3}}\.\d{{2}})(?![\d%]|\.\d|\s?(?:ล้าน|บาท|เปอร์))\s?(?:คะแนน)?(?P<now>\s?\(?\s?(?:ใน\s?)?(?:ปี\s?(?:งบ\s?ประมาณ\s?)?(?:พ\.?\s?ศ\.?\s?)?)?{_YEARS})?"
)
_COMPARED = (
    r"(?:เมื่อ\s?)?(?:เทียบ\s?(?:กับ|จาก)?|เปรียบ\s?เทียบ\s?กับ|จาก|กว่า)\s?(?:ผล\s?คะแนน\s?|คะแนน\s?)?(?:ของ\s?|ใน\s?)?"
)
# "เพิ่มขึ้นจากปี 2567", and turned around: "เทียบกับปีที่แล้ว OIT ลดลง"
_DIRECTION = re.compile(
    rf"(?:({UP}|ดี\s?(?=กว่า))|({DOWN}|แย่\s?(?=กว่า)))\s?{_COMPARED}{PAST}(?!\s?(?:ถึง|จำนวน|อยู่|ร้อยละ)?\s?[+-]?\d)"
    r"(?:\s?\(?\s?(?:ที่|ซึ่ง)\s?(?:ได้|มี)\s?(?:คะแนน\s?)?(?P<before>\d{1,3}\.\d{2}))?"
)
_TURNED = re.compile(rf"(?:เมื่อ\s?)?เทียบ\s?(?:กับ|จาก)\s?{PAST}\s?(?:แล้ว\s?)?$")
_ALONE = re.compile(rf"\s?(?:มี\s?)?(?:คะแนน\s?)?(?:({UP})|({DOWN}|ตก))(?=\s|$|[.,)])(?!\s?(?:ร้อยละ\s?|จำนวน\s?)?\d)")
# "ต่ำกว่า 85 คะแนน", "ไม่ถึง 85 คะแนน", "เกิน 95 คะแนน"
_BELOW = r"ไม่\s?ถึง|ต่ำ\s?กว่า|น้อย\s?กว่า"
_ABOVE = r"เกิน(?:\s?กว่า)?|สูง\s?กว่า|มาก\s?กว่า"
_BOUND = re.compile(
    rf"(?:({_BELOW})|({_ABOVE}))\s?(?:เกณฑ์\s?(?:ที่\s?)?|ค่า\s?เป้า\s?หมาย\s?(?:ที่\s?)?)?(\d{{2,3}}(?:\.\d{{1,2}})?)\s?คะแนน(?!\s?(?:จะ|ให้|ต้อง|ถือ|จึง|ขึ้น))"
)
# "ยังขาดอีก 10.50 คะแนน จึงจะถึงเกณฑ์ 85 คะแนน"
_LACKING = re.compile(
    r"(?:ยัง\s?)?ขาด\s?(?:อยู่\s?)?(?:อีก\s?)?(?P<lack>\d{1,2}\.\d{1,2})\s?คะแนน\s?(?:จึง|ถึง|ก็)?\s?(?:จะ\s?)?(?:ถึง|แตะ|ครบ|ผ่าน|ได้)\s?(?:เกณฑ์\s?|ค่า\s?เป้า\s?หมาย\s?|เป้า\s?(?:หมาย\s?)?)?(?:ที่\s?)?(?P<line>\d{2,3}(?:\.\d{1,2})?)(?![\d.]|\s?ข้อ)"
)
_FAR = re.compile(
    r"ห่าง\s?จาก\s?(?:เกณฑ์\s?|ค่า\s?เป้า\s?หมาย\s?|เป้า\s?(?:หมาย\s?)?)?(?:ที่\s?)?(?P<line>\d{2,3}(?:\.\d{1,2})?)\s?(?:คะแนน\s?)?(?:อยู่\s?)?(?:อีก\s?)?(?P<lack>\d{1,2}\.\d{1,2})\s?คะแนน"
)
# "ต้องเพิ่มคะแนน OIT จาก 74.50 เป็นอย่างน้อย 85.00 (อีก 10.50 คะแนน)"
_RAISING = re.compile(
    r"จาก\s?\d{1,3}\.\d{2}\s?(?:คะแนน\s?)?(?:เป็น|ให้\s?(?:เป็น|ได้|ถึง))\s?(?:อย่าง\s?น้อย\s?)?(?P<line>\d{2,3}(?:\.\d{1,2})?)\s?(?:คะแนน\s?)?"
    r"\(?\s?(?:เพิ่ม\s?)?อีก\s?(?P<lack>\d{1,2}\.\d{1,2})\s?คะแนน"
)
# "ตัวเลขของสองปีห่างกัน 1.45 คะแนน"
_APART = re.compile(r"(?:ห่าง|ต่าง)\s?กัน\s?(?:อยู่\s?)?(?:จำนวน\s?)?(?P<size>\d{1,3}\.\d{1,2})\s?คะแนน")
_AVERAGE = re.compile(r"ค่า\s?เฉลี่ย(?!\s?ของ\s?คะแนน)|ของ\s?(?:จังหวัด|อำเภอ|ประเทศ|อปท)")
_LEAST_BOUND = 45  # what is smaller is a distance: "ต่ำกว่าเกณฑ์ 10.50 คะแนน"


def _count_of(at: int) -> str:
    return rf"(?<!\d)(?P<count{at}>\d{{1,2}})\s?ตัว\s?ชี้\s?วัด"


def _bound_of(at: int) -> str:
    return (
        rf"(?:(?P<least{at}>ตั้งแต่|ไม่\s?ต่ำ\s?กว่า|ไม่\s?น้อย\s?กว่า)|(?P<above{at}>{_ABOVE})|(?P<below{at}>{_BELOW}))"
        rf"\s?(?:ร้อยละ\s?)?(?P<line{at}>\d{{2,3}}(?:\.\d{{1,2}})?)\s?(?:คะแนน)?(?P<up{at}>\s?ขึ้น\s?ไป)?"
    )


_COUNTED = re.compile(
    # "จุดแข็ง จำนวน 8 ตัวชี้วัด (คะแนนตั้งแต่ 85 คะแนนขึ้นไป)", "2 ตัวชี้วัดที่ไม่ถึง 85 คะแนน"
    rf"{_count_of(1)}\s?(?:ที่\s?|ซึ่ง\s?|คือ\s?|\(\s?)?(?:มี\s?|ได้\s?)?(?:ผล\s?)?(?:คะแนน\s?)?{_bound_of(1)}"
    # "ตัวชี้วัดที่ได้คะแนนตั้งแต่ 95 คะแนนขึ้นไป จำนวน 6 ตัวชี้วัด"
    rf"|ตัว\s?ชี้\s?วัด\s?ที่\s?(?:มี\s?|ได้\s?)?(?:ผล\s?)?(?:คะแนน\s?)?{_bound_of(2)}\s?\)?\s?(?:มี\s?)?(?:จำนวน\s?)?{_count_of(2)}"
)
_FULL_ITEMS = re.compile(r"(?:ได้\s?)(?:คะแนน\s?)?เต็ม\s?(?:100\s?คะแนน\s?)?(?:จำนวน\s?)?(\d{1,2})\s?ข้อ")
_LOST_ITEMS = re.compile(
    r"ยัง\s?ขาด\s?(?:อยู่\s?)?(?:อีก\s?)?(?:ข้อมูล\s?)?(?:ที่\s?ไม่\s?ครบ(?:\s?ถ้วน)?\s?)?(?:จำนวน\s?)?(\d{1,2})\s?ข้อ(?!\s?(?:คำ|ย่อย))"
)
# "หากเผยแพร่ครบจนได้คะแนนเต็มทั้ง 8 ข้อ": so many lack something of the full mark.
_TO_FILL = re.compile(r"ครบ\s?(?:ถ้วน\s?)?(?:จน\s?)?ได้\s?(?:คะแนน\s?)?เต็ม\s?ทั้ง\s?(\d{1,2})\s?ข้อ\s?คะแนน\s?รวม")
_PLANS = re.compile(r"แผน|โครงการ|ยุทธ\s?ศาสตร์")  # have indicators of their own
_NEAR = 60  # letters between a count and the instrument that it is of


class Comparisons:
    """Finds such claims in one line of prose after another."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.between = Between(ground.facts.agency.name)

    def read(self, text: str, where: str, context: Sequence[str] = (), near: Sequence[str] = ()) -> list[Said]:
        """The claims of ``text``; the words around as for sentences."""
        plain = digits(text)
        mentions = self.ground.mentions(plain, context, near)
        statements = self._counts(text, plain, mentions, where)
        if mentions:
            statements += self._from_to(text, plain, mentions, where)
            statements += self._directions(text, plain, mentions, where)
            statements += self._bounds(text, plain, mentions, where)
            statements += self._apart(text, plain, mentions, where)
        return statements

    def _subject(self, plain: str, mentions: Sequence[Mention], start: int) -> Mention | None:
        """What is spoken of right before ``start``, where nothing makes it a wish or another's."""
        before = [mention for mention in mentions if mention.end <= start]
        if not before or not before[-1].figures:
            return None
        nearest = before[-1]
        gap = re.sub(r"(?<![\d.])\d{1,3}\.\d{2}(?![\d.])", "", plain[nearest.end : start])
        strong = next((mention for mention in reversed(before[:-1]) if not mention.whole), None)
        lead = plain[max(0, nearest.start - 40) : nearest.start]
        if not self.between(gap) or AIM.search(lead) or OTHERS.search(lead) or re.search(r"กว่า\s?$", lead):
            return None
        if self.between.another(plain, max(0, nearest.start - 120), start):
            return None
        if nearest.whole and strong is not None:
            # "IIT มีคะแนนรวม": of the instrument.
            near = self.between(plain[strong.end : nearest.start])
            return strong if near and strong.figures else None
        figures = self.ground.words.in_part(nearest, before[:-1])
        return replace(nearest, figures=figures)

    def _from_to(self, text: str, plain: str, mentions: Sequence[Mention], where: str) -> list[Said]:
        statements = []
        for pair in _FROM_TO.finditer(plain):
            subject = self._subject(plain, mentions, pair.start())
            if subject is None or AIM.search(plain, pair.start(), pair.end()):
                continue
            then, now = (self._year(pair[name]) for name in ("then", "now"))
            if (now or self.ground.year) > self.ground.year or (then or 0) >= (now or self.ground.year):
                continue
            since = then or (now or self.ground.year) - 1
            quote = quoted(text, subject.start, pair.end())
            first, second = pair["first"], pair["second"]
            statements.append(said("score", subject.figures, first, where, quote, since=since))
            past = now if now is not None and now < self.ground.year else None
            statements.append(said("score", subject.figures, second, where, quote, since=past))
            if past is None and (pair["up"] or pair["down"]):
                sign = "+" if pair["up"] else "-"
                statements.append(said("change", subject.figures, sign, where, quote, since=since))
        return statements

    def _year(self, words: str | None) -> int | None:
        named = YEAR.search(words or "")
        return year_of(named, self.ground.year) if named else None

    def _directions(self, text: str, plain: str, mentions: Sequence[Mention], where: str) -> list[Said]:
        statements = []
        for change in _DIRECTION.finditer(plain):
            subject = self._subject(plain, mentions, change.start())
            since = past_of(change[3], self.ground.year)
            if subject is None or not self.of_scores(plain, subject, change.start()):
                continue
            if since < self.ground.year:
                quote = quoted(text, subject.start, change.end())
                sign = "+" if change[1] else "-"
                statements.append(said("change", subject.figures, sign, where, quote, since=since))
                if change["before"]:
                    statements.append(said("score", subject.figures, change["before"], where, quote, since=since))
        for mention in mentions:
            turned, alone = _TURNED.search(plain[: mention.start]), _ALONE.match(plain, mention.end)
            if turned is None or alone is None or not mention.figures:
                continue
            if not self.of_scores(plain, mention, mention.end):
                continue
            since = past_of(turned[1], self.ground.year)
            if since < self.ground.year and not AIM.search(plain[max(0, turned.start() - 30) : turned.start()]):
                quote = quoted(text, turned.start(), alone.end())
                sign = "+" if alone[1] else "-"
                statements.append(said("change", mention.figures, sign, where, quote, since=since))
        return statements

    def of_scores(self, plain: str, subject: Mention, end: int) -> bool:
        """Whether it is a score that is spoken of: "การใช้งบประมาณลดลงจากปีก่อน" is of money."""
        named = plain[max(0, subject.start - 15) : end]
        return (
            subject.kind == "instrument" or re.search(r"คะแนน|ตัว\s?ชี้\s?วัด|ข้อ|(?<![A-Za-z])[ieo]\d", named) is not None
        )

    def _bounds(self, text: str, plain: str, mentions: Sequence[Mention], where: str) -> list[Said]:
        statements = []
        for bound in _BOUND.finditer(plain):
            subject = self._subject(plain, mentions, bound.start())
            if subject is None or float(bound[3]) < _LEAST_BOUND or re.search(r"ไม่\s?$", plain[: bound.start()]):
                continue
            if self._later(plain, bound.end()):
                continue
            quote = quoted(text, subject.start, bound.end())
            sign = "<" if bound[1] else ">"
            value = f"{sign}{bound[3]}"
            statements.append(said("score", subject.figures, value, where, quote))
        for lacking in (*_LACKING.finditer(plain), *_FAR.finditer(plain)):
            subject = self._subject(plain, mentions, lacking.start())
            if subject is not None and float(lacking["line"]) >= _LEAST_BOUND:
                quote = quoted(text, subject.start, lacking.end())
                value = f"-{lacking['lack']}"
                statements.append(said("target", subject.figures, value, where, quote, among=lacking["line"]))
        for raising in _RAISING.finditer(plain):
            named = [mention for mention in mentions if mention.end <= raising.start() and mention.figures]
            if any(year != self.ground.year for year in self._years_before(plain, raising.start())):
                continue
            if named and not plain[named[-1].end : raising.start()].strip() and float(raising["line"]) >= _LEAST_BOUND:
                quote = quoted(text, named[-1].start, raising.end())
                lack, line = f"-{raising['lack']}", raising["line"]
                statements.append(said("target", named[-1].figures, lack, where, quote, among=line))
        return statements

    def _later(self, plain: str, end: int) -> bool:
        """Whether what follows right after is of a coming year."""
        rest = plain[end : end + 25]
        named = YEAR.search(rest)
        return (named is not None and year_of(named, self.ground.year) > self.ground.year) or "ปีถัด" in rest

    def _counts(self, text: str, plain: str, mentions: Sequence[Mention], where: str) -> list[Said]:
        statements = []
        for counted in _COUNTED.finditer(plain):
            lead = plain[max(0, counted.start() - 40) : counted.start()]
            if AIM.search(lead) or OTHERS.search(lead) or self.between.another(plain, 0, counted.end()):
                continue
            if _PLANS.search(lead) or any(
                year != self.ground.year for year in self._years_before(plain, counted.start())
            ):
                continue
            at = "1" if counted["count1"] else "2"
            line, up = counted[f"line{at}"], counted[f"up{at}"]
            # "เกิน 95" is said of 95 itself too.
            above = [">="] if counted[f"least{at}"] or up else [">", ">="]
            signs = ["<"] if counted[f"below{at}"] else above
            among = self._instrument(plain, mentions, counted.start())
            quote = quoted(text, counted.start(), counted.end())
            of = [f"{among}{sign}{line}" for sign in signs]
            statements.append(_count(of, counted[f"count{at}"], where, quote))
        statements += self._to_fill(text, plain, where)
        for pattern, signs in ((_FULL_ITEMS, [">=100"]), (_LOST_ITEMS, ["<100", "<=0"])):
            for counted in pattern.finditer(plain):
                lead = plain[max(0, counted.start() - 40) : counted.start()]
                among = self._instrument(plain, mentions, counted.start())
                parts = self.ground.criteria.part_ids()
                if among not in parts or AIM.search(lead) or OTHERS.search(lead):
                    continue
                if self.ground.criteria.instrument_of_part(among).kind != "disclosure":
                    continue
                quote = quoted(text, counted.start(), counted.end())
                statements.append(_count([f"{among}{sign}" for sign in signs], counted[1], where, quote))
        return statements

    def _years_before(self, plain: str, end: int) -> set[int]:
        return {year_of(named, self.ground.year) for named in YEAR.finditer(plain, max(0, end - 60), end)}

    def _to_fill(self, text: str, plain: str, where: str) -> list[Said]:
        parts = [
            part
            for part in self.ground.criteria.part_ids()
            if self.ground.criteria.instrument_of_part(part).kind == "disclosure"
        ]
        return [
            _count([f"{parts[0]}<100"], counted[1], where, quoted(text, *counted.span()))
            for counted in _TO_FILL.finditer(plain)
            if len(parts) == 1 and re.match(r"\W*หาก", plain)
        ]

    def _apart(self, text: str, plain: str, mentions: Sequence[Mention], where: str) -> list[Said]:
        """How far two years are apart, where a sentence names both and speaks of one figure."""
        statements = []
        for apart in _APART.finditer(plain):
            years = {year_of(named, self.ground.year) for named in YEAR.finditer(plain, 0, apart.start())}
            if OTHERS.search(plain[: apart.start()]) or _AVERAGE.search(plain[: apart.start()]):
                continue
            before = [mention for mention in mentions if mention.end <= apart.start()]
            past = [year for year in years if year < self.ground.year]
            if len(years) != 2 or len(past) != 1 or self.ground.year not in years or not before:
                continue
            if any(mention.figures != before[0].figures for mention in before) or not before[0].figures:
                continue
            quote = quoted(text, *apart.span())
            statements.append(said("change", before[0].figures, f"~{apart['size']}", where, quote, since=past[0]))
        return statements

    def _instrument(self, plain: str, mentions: Sequence[Mention], start: int) -> str:
        """The instrument that a count is of; all indicators where none is named right before."""
        near = [mention for mention in mentions if mention.end <= start and start - mention.end < _NEAR]
        figure = near[-1].figures[0] if near and near[-1].figures and not near[-1].whole else FigureId("")
        criteria = self.ground.criteria
        return figure if figure in criteria.instruments or figure in criteria.part_ids() else "indicators"


def _count(of: Sequence[str], value: str, where: str, quote: str) -> Said:
    (first,) = said("count", [""], value, where, quote).readings
    return Said(tuple(replace(first, figure=None, of=about) for about in of))
