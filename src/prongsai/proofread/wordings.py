"""Words that every reader of prose knows: numbers, years, what may stand between a subject and its number, and what
makes a number another's."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from prongsai.criteria.agency_kinds import short_kinds
from prongsai.criteria.lexicon import Mention, spellings
from prongsai.language.thai_text import digits, loose, squeezed

NUMBER = re.compile(r"(?<![\d.,/A-Za-z+-])(\d{1,3}(?:\.\d{1,4})?)(?!\d|[.,/:]\d|\s?[-–]\s?\d)")
# The end of a range: "85.00 – 94.99", "70.00 ถึง 84.99".
RANGE_BEFORE = re.compile(r"\d\s?(?:คะแนน\s?)?(?:[-–]|ถึง)\s?$")

PAST = (
    r"ปี\s?(?:งบ\s?(?:ประมาณ\s?)?)?(?:พ\.?\s?ศ\.?\s?)?(ก่อน(?:หน้า)?|ที่\s?ผ่าน\s?มา|ที่\s?แล้ว|25\d\d|['’]?[567]\d(?![\d.,/]))"
)
_SHORT = r"(?<!\d)ปี\s?(?:งบ\s?(?:ประมาณ\s?)?)?(?:พ\.?\s?ศ\.?\s?)?['’]?"
# The year that a number belongs to: the last one named before it. "ปี 67" is 2567.
YEAR = re.compile(
    rf"(?<!\d)(25\d\d)(?!\d)|(?:{_SHORT}|ITA\s?)([567]\d)(?![\d.,/]|\s?(?:คน|ราย|ข้อ|คะแนน|%))|"
    r"ปี\s?(?:งบประมาณ\s?)?(ก่อน(?:หน้า)?|ที่\s?ผ่าน\s?มา|ที่\s?แล้ว)|(ปี\s?นี้)"
)


def year_of(named: re.Match[str], this: int) -> int:
    """The year (Buddhist era) of a match of ``YEAR``; ``this`` is the year that was assessed."""
    if named[1]:
        return int(named[1])
    if named[2]:
        return 2500 + int(named[2])
    return this - 1 if named[3] else this


def past_of(words: str, this: int) -> int:
    """The year of what ``PAST`` holds."""
    plain = words.lstrip("'’")
    if not plain.isdigit():
        return this - 1
    return int(plain) if len(plain) == 4 else 2500 + int(plain)


def named_years(words: str, this: int) -> Iterator[int]:
    """Every year that words name, in order."""
    return (year_of(named, this) for named in YEAR.finditer(words))


# Words that may stand between a subject and its score without changing what is said. Each is read once, the first that
# fits and no other (``*+``): where several do, the longer stands before the shorter. Read in every way, thirty "พ.ศ."
# in a row would take years.
_BETWEEN = (
    r"ได้รับ|ได้|มี|เป็น|อยู่\s?ที่|(?:อยู่\s?ใน\s?ช่วง\s?คะแนน\s?)?(?:สูง|ปาน\s?กลาง|ต่ำ)\s?(?=\()|อยู่|ที่\s?ผ่าน\s?มา|ที่|โดย|ซึ่ง|ผล|คะแนน|ค่า|รวม|เฉลี่ย|ระบุ|เท่า\s?กับ|คิด\s?เป็น|ร้อยละ|การ\s?ประเมิน|ประเมิน|"
    r"ใน|ภาพ\s?รวม|การ\s?ดำเนิน\s?งาน|คุณธรรม\s?และ\s?ความ\s?โปร่งใส|ของ\s?หน่วย\s?งาน(?:\s?ภาค\s?รัฐ)?|ประจำ|"
    r"ปี\s?(?:งบ\s?(?:ประมาณ\s?)?)?['’]?[567]\d(?![\d.])|ปี|งบ\s?ประมาณ|พ\.?\s?ศ\.?|25\d\d|"
    r"พบ\s?ว่า|ปรากฏ\s?ว่า|ITA(?:\s?[567]\d(?![\d.]))?|ทั้ง\s?สิ้น|ทั้ง\s?หมด|คือ|แล้ว|นี้|ส่วน|ก่อน|"
    r"[A-Za-z ]*\([A-Za-z :&,-]+\)|[\s:;=\-–—()\[\]“”\"'*•·|/.]|"
    r"(?:สูง|ต่ำ|น้อย|มาก)\s?(?:ที่\s?)?สุด|"
    r"(?:เทศบาล|หน่วย\s?งาน)(?=\s?(?:ได้|มี)(?!แก่))|นั้น|"
    r"จำนวน|ทำ|คว้า|กวาด|เก็บ|สอบ|ออก|ไป|มา|แค่|เพียง|เหลือ|สูง\s?ถึง|ครึ่ง\s?เดียว|ด้วย|เรา|ของ\s?เรา|ดังกล่าว"
)
# What may stand before a score whose subject is the agency as a whole: its name, or that the sentence speaks of it.
_AS_A_WHOLE = r"เทศบาล\s?(?:ของ\s?เรา|เรา|(?=ได้|มี|คว้า))|หน่วย\s?งาน(?!\s?(?:ใด\s?)?ที่|อื่น)|ผ่าน|ใน\s?ภาพ\s?รวม|สรุป|ว่า|และ"
# Scores of others, and numbers that rules or plans give.
OTHERS = re.compile(
    r"ค่า\s?เฉลี่ย\s?(?:ของ|ระดับ|ทั้ง|ประเทศ|จังหวัด)|(?:ระดับ|ของ|ทั้ง|ทั่ว|ใน)\s?(?:ประเทศ|จังหวัด|ภูมิภาค|ภาค(?!รัฐ)|อำเภอ|กลุ่ม\s?จังหวัด)|"
    r"หน่วย\s?งาน\s?อื่น|หน่วย\s?งาน\s?(?:ใด\s?)?ที่|มี\s?หน่วย\s?งาน|ย้อน\s?หลัง|ใคร|ผู้\s?ใด|แห่ง\s?ใด|อปท|ค่า\s?กลาง|เป้า\s?หมาย|ตั้ง\s?เป้า|ทุก\s?เครื่อง\s?มือ|ไม่\s?(?:น้อย|ต่ำ)\s?กว่า|ขั้น\s?ต่ำ|กรณี|ถ้า|(?<!ญ)หาก"
)
_ELSEWHERE = re.compile(
    r"ค่า\s?เฉลี่ย\s?(?:ของ|ระดับ|ทั้ง)|(?:ระดับ|ของ|ทั้ง|ทั่ว)\s?(?:ประเทศ|จังหวัด|ภูมิภาค|กลุ่ม)|หน่วยงาน\s?อื่น|อปท|ค่า\s?กลาง|น้ำ\s?หนัก|เกณฑ์"
    r"|เป้า\s?หมาย|ตั้ง\s?เป้า|ให้\s?ได้|ถ้า|(?<!ญ)หาก|ไม่\s?(?:น้อย|ต่ำ)\s?กว่า|อย่าง\s?น้อย|ขั้น\s?ต่ำ|ผู้\s?ตอบ|ตอบ\s?แบบ|จำนวน|คะแนน\s?เต็ม|ตาม\s?ลำดับ|เฉลี่ย\s?\d|ย้อน\s?หลัง|สะสม"
    r"|ประเมิน\s?ตน\s?เอง|คาด\s?(?:การณ์|ว่า|หมาย)|รอบ\s?\d{1,2}\s?เดือน|เมื่อ\s?(?:ปรับปรุง|แก้ไข|ดำเนิน|เผยแพร่|ครบ|เพิ่ม)"
    r"|(?:ยุทธ\s?ศาสตร์|กล\s?ยุทธ์|มิติ|เป้า\s?ประสงค์)\s?ที่\s?\d"
    r"|กอง(?:คลัง|ช่าง|การ|สาธารณสุข|ยุทธ|สวัสดิการ|วิชาการ)|สำนัก\s?(?:ปลัด|ช่าง|การ)|กลุ่ม\s?(?:ลูกจ้าง|ข้าราชการ|พนักงาน|ผู้)"
)
# Names of indicators are everyday words too: "โครงการป้องกันการทุจริต ได้ 96.00 คะแนน" is of the project, and where such
# words stand in a heading or over a table, what stands below is of the agency's work.
_WORK = (
    r"หลัก\s?สูตร|ความ\s?รู้|ทด\s?สอบ|อบรม|แบบ\s?สำรวจ|ผล\s?(?:การ\s?)?สำรวจ|ความ\s?คิด\s?เห็น|ควบคุม\s?ภายใน|ความ\s?เสี่ยง|โครงการ|กิจกรรม|"
    r"ร้อง\s?เรียน|พึง\s?พอใจ|เบิก\s?จ่าย|บุคลากร|ราย\s?บุคคล|พนักงาน|นาย\s?ช่าง|นัก\s?วิชาการ|ปฏิบัติ\s?ราชการ|สมรรถนะ"
)
OF_WORK = re.compile(_WORK)
_LED_BY_WORK = re.compile(
    rf"{_WORK}|มาตรการ|แผน(?!ภูมิ)|นโยบาย|คู่\s?มือ|เสริม\s?สร้าง|ส่ง\s?เสริม|ผู้\s?เข้า|(?<!หน่วย)(?<!ราย)งาน\s?$|(?<!คะแนน)ใน\s?$|รายงาน\s?(?:ผล\s?)?$"
)
_OF_ASSESSMENT = re.compile(r"คะแนน|ตัว\s?ชี้\s?วัด|(?<![A-Za-z])ITA(?![A-Za-z])|ผล\s?การ\s?ประเมิน|คุณธรรม")
_SHARED = re.compile(r"ร้อยละ|เปอร์เซ็นต์|%")
# Words of how much an instrument weighs, before numbers that are parts of the total.
WEIGHED = re.compile(r"ถ่วง|น้ำ\s?หนัก|สัด\s?ส่วน|มา\s?จาก|ประกอบ\s?ด้วย")
MOST_WEIGHT = 60
# Other assessments than the one that is read, whose scores look alike.
OTHER_SCORES = re.compile(r"(?<![A-Za-z])(?:LPA|PMQA|EHA|KPI|MOIT|SEPA)(?![A-Za-z])|พึง\s?พอใจ|ความ\s?สุข")
# What should be, may be or will be.
AIM = re.compile(
    r"ให้|เพื่อ|จะ|ควร|(?<!ที่)(?<!ที่\s)ต้อง|ต้อง\s?ได้|(?<!ญ)หาก|ถ้า|เมื่อ\s?(?!เทียบ)|มุ่ง|ยก\s?ระดับ|ผลัก\s?ดัน|ตั้ง\s?เป้า|เป้า\s?หมาย|คาด|กรณี|ถือ\s?ว่า|เพิ่ม\s?คะแนน|เกณฑ์"
)
_AGENCY = re.compile(
    r"(?:เทศบาล(?:นคร|เมือง|ตำบล)|องค์การ\s?บริหาร\s?ส่วน\s?(?:ตำบล|จังหวัด)|อบต\.|อบจ\.|ทต\.|ทม\.|ทน\.)\s?(?=[ก-ฮเ-ไ])|"
    r"^\s?(?:อำเภอ|จังหวัด)(?=[ก-\u0e4e]{2,24}?\s?(?:มี|ได้))|"
    r"(?<!ปลัด)(?<!ใน)(?<!สังกัด)(?<!ของ)กระทรวง(?=มี|ได้|[ก-ฮเ-ไ])|"
    r"(?:วิทยาลัย|โรงเรียน|โรง\s?พยาบาล|มหา\s?วิทยาลัย)"
    r"(?=[ก-ฮเ-ไ])(?!ได้|มี|ของ|จึง|ที่|นี้|เรา|ต้อง|ควร|เป็น|ให้|ใน|และ|จะ|ดำเนิน|เพื่อ|เมื่อ|สามารถ|ผ่าน|คว้า|โดย)"
)
# "IIT EIT และ OIT ได้ 99.93, 99.91 และ 99.38 คะแนน ตามลำดับ": which belongs to which takes counting.
IN_ORDER = re.compile(r"(?:[\s,\d.()/]|และ|คะแนน|ร้อยละ)*ตาม\s?ลำดับ")
LIST = re.compile(r"[\s,/()\-–]*(?:และ|กับ|หรือ|ถึง)?\s*(?:ข้อ|แบบ\s?วัด|เครื่อง\s?มือ|ด้าน|ตัว\s?ชี้\s?วัด)?\s*(?:ที่)?\s*")
MOST_BETWEEN = 160  # letters

_ORDINALS = "|".join(map(loose, sorted(spellings().ordinals, key=len, reverse=True)))
# A place in an order: "3", "ที่ 3", "หนึ่ง", "แรก"; the last one is "สุดท้าย".
ORDINAL = rf"(?:ที่\s?)?(?:(\d{{1,2}})(?!\d|\.\d)|({_ORDINALS})(?![ะ-ู็-์])|(สุด\s?ท้าย))"


def ordinal(number: str | None, word: str | None) -> str | None:
    """A place as a number; None for the last one."""
    return number or (spellings().ordinals[word.replace(" ", "")] if word else None)


class AgencyNames:
    """What the agency of a text is called: its name, and the short form that offices write (``อบต.``)."""

    def __init__(self, agency: str) -> None:
        self._forms = [agency]
        self._forms += [short + agency[len(full) :] for full, short in short_kinds() if agency.startswith(full)]
        self._squeezed = tuple(squeezed(form) for form in self._forms)
        self.pattern = "|".join(loose(digits(form)) for form in self._forms)
        self._pattern = re.compile(self.pattern)

    def named(self, plain: str) -> bool:
        """Whether a text (Arabic digits) names the agency."""
        return self._pattern.search(plain) is not None

    def without(self, text: str) -> str:
        """A text without the agency's name, whose words say nothing of what it is about."""
        return self._pattern.sub(" ", text)

    def another(self, plain: str, start: int = 0, end: int | None = None) -> bool:
        """Whether another agency is named in a stretch of text (Arabic digits)."""
        end = len(plain) if end is None else end
        most = 2 * max(map(len, self._squeezed)) + 40
        return any(
            not squeezed(plain[agency.start() : agency.start() + most]).startswith(self._squeezed)
            for agency in _AGENCY.finditer(plain, start, end)
        )

    def column(self, head: str) -> bool | None:
        """Whether the head of a column is the agency's name (true) or another's (false); None for other heads."""
        named = re.match(r"\s?(?:คะแนน\s?(?:ของ\s?)?)?", head)
        begin = named.end() if named else 0
        if not _AGENCY.match(head, begin) and not squeezed(head[begin:]).startswith(self._squeezed):
            return None
        return squeezed(head[begin:]).startswith(self._squeezed)


@functools.lru_cache(maxsize=16)
def agency_names(agency: str) -> AgencyNames:
    """The names of an agency, made once."""
    return AgencyNames(agency)


class Between:
    """What may stand between a subject and its number in texts of one agency."""

    def __init__(self, agency: str) -> None:
        self.names = agency_names(agency)
        name = f"(?:{self.names.pattern})"
        own = rf"ของ\s?{name}|{name}"
        self._words = re.compile(rf"(?:{own}|{_BETWEEN})*+")
        self._whole = re.compile(rf"(?:{own}|{_AS_A_WHOLE}|{_BETWEEN})*+")
        self._agency = re.compile(name)
        self._named = re.compile(rf"{name}|(?<![A-Za-z])ITA(?![A-Za-z])")

    def __call__(self, gap: str) -> bool:
        """Whether nothing stands in ``gap`` that changes what is said."""
        return len(gap) <= MOST_BETWEEN and self._words.fullmatch(gap) is not None

    def as_a_whole(self, lead: str) -> bool:
        """Whether what stands before a score makes it that of the agency as a whole."""
        named = self._agency.search(lead)
        if named is not None and re.search(r"(?<![A-Za-z])ITA(?![A-Za-z])|คุณธรรม", lead[named.start() :]):
            lead = lead[named.start() :]
        return len(lead) <= MOST_BETWEEN and self._whole.fullmatch(lead) is not None

    def named(self, lead: str) -> bool:
        """Whether the agency or the assessment is named."""
        return self._named.search(lead) is not None

    def another(self, plain: str, start: int, end: int) -> bool:
        """Whether another agency is named in a stretch of text."""
        return self.names.another(plain, start, end)


def elsewhere(between: Between, plain: str, start: int, begin: int, end: int) -> bool:
    """Whether the words before a subject make it another's: a target, a rule, another agency, an average."""
    lead = plain[max(0, start) : begin]
    if _ELSEWHERE.search(lead) or IN_ORDER.match(plain, end):
        return True
    return between.another(plain, max(0, begin - 120), end)


def everyday(plain: str, mention: Mention) -> bool:
    """Whether an indicator is called by its bare name, which is everyday words too."""
    if mention.kind != "indicator":
        return False
    lead = plain[max(0, mention.start - 15) : mention.start]
    return not re.search(r"\d|ตัว\s?ชี้\s?วัด", plain[mention.start : mention.end]) and not re.search(
        r"ตัว\s?ชี้\s?วัด(?:\s?ด้าน)?\s?(?:ที่\s?)?(?:\d{1,2}[.)]?)?\s?[“\"(]?$|\d[.)]?\s?$", lead
    )


def of_work(plain: str, mention: Mention, context: Sequence[str] = ()) -> bool:
    """Whether a bare name with everyday words before it is of the agency's work and not of its score.

    ``context``: the headings above, nearest last.
    """
    if not everyday(plain, mention):
        return False
    lead = plain[max(0, mention.start - 40) : mention.start]
    lead = lead[max((number.end() for number in re.finditer(r"\d(?:\s?คะแนน)?", lead)), default=0) :]
    above = " ".join(context[-2:])
    return bool(_LED_BY_WORK.search(lead) or OF_WORK.search(above) or OTHER_SCORES.search(f"{plain} {above}"))


def goes_on(gap: str) -> bool:
    """Whether a list goes on between two names: scores, and words that join."""
    return re.fullmatch(r"(?:[\s,/():=\d.]|คะแนน|ร้อยละ|และ|ได้|ด้าน)*+", gap) is not None


def share_of_work(plain: str, mention: Mention, start: int, end: int, context: Sequence[str] = ()) -> bool:
    """Whether the number behind a bare name is a share, where nothing says that scores are spoken of: "การใช้งบประมาณ
    ร้อยละ 93.20"."""
    share = _SHARED.search(plain, mention.end, start) or _SHARED.match(plain[end : end + 2].strip())
    said = _OF_ASSESSMENT.search(" ".join((plain, *context[-1:])))
    return share is not None and said is None and everyday(plain, mention)


def listed_before(plain: str, mentions: Sequence[Mention], end: int) -> list[Mention]:
    """The mentions that are listed together and end with the last one before ``end``: "o1 o2 และ o3"."""
    before = [mention for mention in mentions if mention.end <= end and not mention.whole]
    run: list[Mention] = []
    for mention in reversed(before):
        if run and not LIST.fullmatch(plain[mention.end : run[0].start]):
            break
        if run and (mention.kind != run[0].kind or not mention.figures):
            break
        run.insert(0, mention)
    return run
