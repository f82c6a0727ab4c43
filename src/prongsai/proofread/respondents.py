"""Respondents: how many answered, and the counts and shares of their groups, in prose and in tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prongsai.analyze.claims import Claim, ClaimKind
from prongsai.criteria.lexicon import part_of, spellings
from prongsai.language.thai_text import digits, loose, squeezed
from prongsai.proofread.document.passages import Grid, quoted
from prongsai.proofread.statement import Ground, Said
from prongsai.proofread.wordings import named_years

_PEOPLE = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d{1,6})\s?(?:คน|ราย)(?!\s?จาก(?!\s?ผู้\s?มี\s?สิทธิ))")
_OF_ALL = re.compile(r"ผู้\s?ตอบ\s?\d{1,6}\s?คน\s?จาก\s?(?:จำนวน\s?|ทั้ง\s?หมด\s?)?(\d{1,6})\s?คน")
_ANSWERED = re.compile(r"ตอบ|จำนวน")
_NOT_ANSWERED = re.compile(
    r"ขั้น\s?ต่ำ|ไม่\s?ถึง|(?:น้อย|มาก|ต่ำ|สูง|เกิน)\s?กว่า|อย่าง\s?น้อย|เป้า\s?หมาย|จาก\s?(?:จำนวน)?\s?$|ทั้ง\s?หมด|ประชากร|กลุ่ม\s?ตัวอย่าง|"
    r"อัตรา\s?กำลัง|มี\s?สิทธิ|เลือก|ประกาศ|ผู้\s?บริหาร\s?$|ขาด|เหลือ|เพิ่ม|ส่วน\s?ใหญ่|บาง|ร้อยละ|%|รอง\s?ลง\s?มา"
)
_ENTITLED = re.compile(r"มี\s?สิทธิ|ประชากร|เป้า\s?หมาย|ขั้น\s?ต่ำ|ต้อง|ควร|ให้")
# "ผู้ตอบส่วนใหญ่เป็นเพศหญิง จำนวน 25 คน คิดเป็นร้อยละ 62.50"
_MOST = re.compile(
    r"(?:ส่วน\s?(?:ใหญ่|มาก)|(?:เกิน|มาก\s?กว่า)\s?ครึ่ง(?:\s?หนึ่ง)?|มาก\s?ที่\s?สุด)\s?(?:เป็น|คือ|ได้\s?แก่)\s?(?:กลุ่ม\s?)?"
)
_MOST_SHARE = re.compile(
    r"\s?(?:มี\s?)?(?:จำนวน\s?)?(?:(?P<count>\d{1,3}(?:,\d{3})+|\d{1,6})\s?คน\s?)?\(?\s?(?:ซึ่ง\s?)?(?:คิด\s?เป็น\s?)?"
    r"(?:ร้อยละ\s?(?P<share>\d{1,3}(?:\.\d{1,2})?)|(?P<percent>\d{1,3}(?:\.\d{1,2})?)\s?%)?"
)
# "เป็นเพศหญิง ร้อยละ 62.50 และเพศชาย ร้อยละ 37.50": a group with its number or share.
_GROUP = re.compile(r"(?:เป็น|คือ|ได้\s?แก่|และ|,)\s?")
# Words that take some of those who answered: one group, one round.
_SOME = re.compile(r"ที่\s?(?:ไม่|เป็น|มี|พึง|เคย)|ระดับ|รอบ|กลุ่ม(?!\s?ตัวอย่าง)|เพศ|วัน\s?แรก|เดือน")
_ANSWERING = re.compile(r"ตอบ|ข้อมูล\s?ทั่ว\s?ไป|คุณ\s?ลักษณะ")
_SHARE_BEFORE = re.compile(r"(\d{1,3}\.\d{1,2})\s?%")
_COUNT_HEAD = re.compile(r"จำนวน|คน|ราย")
_SHARE_HEAD = re.compile(r"ร้อยละ|สัด\s?ส่วน|%|เปอร์เซ็นต์")
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d{1,2})?)\s?(%|คน)?")


@dataclass(frozen=True, slots=True)
class _Group:
    demographic: str
    code: str
    label: str  # squeezed


class People:
    """Finds claims about respondents."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.groups = [
            _Group(demographic.id, group.code, squeezed(group.label.th))
            for demographic in ground.criteria.demographics.values()
            for group in demographic.groups
        ]
        self.names = {
            demographic.id: squeezed(demographic.name.th) for demographic in ground.criteria.demographics.values()
        }
        # In prose only names that are words of their own: "ชาย" and "อื่น ๆ" stand in other words.
        self.labels = {
            (demographic.id, group.code): re.compile(loose(group.label.th))
            for demographic in ground.criteria.demographics.values()
            for group in demographic.groups
            if len(squeezed(group.label.th)) > 6 and not re.search(r"\d", group.label.th)
        }

        self.called = [
            ((demographic.id, group.code), re.compile("|".join(map(loose, sorted(names, key=len, reverse=True)))))
            for demographic in ground.criteria.demographics.values()
            for group in demographic.groups
            if not group.label.th.startswith("อื่น")
            for names in [(group.label.th, *spellings().groups.get((demographic.id, group.code), ()))]
        ]
        self.counted = {
            (demographic.id, group.code): re.compile(
                loose(group.label.th).replace("–", "[-–]")
                + r"\s?(?:มี\s?)?(?:จำนวน\s?)?(\d{1,3}(?:,\d{3})+|\d{1,6})\s?คน"
                + r"(?:\s?\(?\s?(?:คิด\s?เป็น\s?)?ร้อยละ\s?(\d{1,3}\.\d{1,2}))?"
            )
            for demographic in ground.criteria.demographics.values()
            for group in demographic.groups
        }
        self.topics = {
            demographic.id: re.compile(loose(demographic.name.th))
            for demographic in ground.criteria.demographics.values()
        }

    # Prose.

    def read(self, text: str, where: str, context: Sequence[str] = ()) -> list[Said]:
        """The claims of one line of prose."""
        plain = digits(text)
        statements = []
        mentions = [
            mention
            for mention in self.ground.words.mentions(plain, context)
            if mention.figures and self._parts(mention.figures[0])
        ]
        edge = 0
        for people in _PEOPLE.finditer(plain):
            before = [mention for mention in mentions if edge <= mention.start and mention.end <= people.start()]
            edge = people.end()
            if not before:
                continue
            gap = plain[before[-1].end : people.start()]
            lead = plain[max(0, before[-1].start - 40) : before[-1].start]
            if len(gap) > 120 or not _ANSWERED.search(f"{lead} {gap}") or _NOT_ANSWERED.search(gap):
                continue
            if _ENTITLED.search(lead) or any(pattern.search(gap) for _, pattern in self.called):
                continue
            if re.search(r"\d", re.sub(r"25\d\d|ส่วนที่ ?\d", "", gap)):
                continue
            count = people[1].replace(",", "")
            quote = quoted(text, before[-1].start, people.end())
            statements.append(
                Said(
                    tuple(
                        Claim(kind="count", where=where, value=count, quote=quote, of=f"{part}.respondents")
                        for part in self._parts(before[-1].figures[0])
                    )
                )
            )
        for whole in _OF_ALL.finditer(plain):
            every = [mention for mention in self.ground.words.mentions(plain, context) if mention.end <= whole.start()]
            parts = {figure.part for mention in every for figure in mention.figures}
            named = [part for part in self.ground.criteria.part_ids() if part in parts and self._parts(part)]
            if len(named) == 1:
                quote = quoted(text, whole.start(), whole.end())
                statements.append(_of("count", [f"{named[0]}.respondents"], whole[1], where, quote))
        statements += self._groups(text, plain, where, context) + self._shares(text, plain, where, context)
        return statements + self._most(text, plain, where, context)

    def _most(self, text: str, plain: str, where: str, context: Sequence[str]) -> list[Said]:
        """The largest group of those who answered, with its number and share."""
        around = part_of(self.ground.criteria, plain, context) or part_of(self.ground.criteria, "", (plain, *context))
        parts = self._parts(around) if around else ()
        statements = []
        for most in (*_MOST.finditer(plain), *_GROUP.finditer(plain)) if parts else ():
            lead = plain[: most.start()]
            if not _ANSWERING.search(lead) and not (context and _ANSWERING.search(context[-1])):
                continue
            if self._of_some(lead):
                continue
            named = [
                (len(match[0]), key) for key, pattern in self.called if (match := pattern.match(plain, most.end()))
            ]
            longest = max((length for length, _ in named), default=0)
            given = _MOST_SHARE.match(plain, most.end() + longest) if longest else None
            if given is None:
                continue
            of = [
                f"{part}.{demographic}.{code}"
                for length, (demographic, code) in named
                for part in parts
                if length == longest and part in self.ground.criteria.demographics[demographic].parts
            ]
            if not of:
                continue
            quote = quoted(text, most.start(), given.end())
            share = given["share"] or given["percent"]
            if given["count"]:
                statements.append(_of("count", of, given["count"].replace(",", ""), where, quote))
            if share:
                statements.append(_of("share", of, share, where, quote))
            if most.re is _MOST:
                statements.append(
                    Said(tuple(Claim(kind="highest", where=where, quote=quote, of=about) for about in of))
                )
        return statements

    def _of_some(self, lead: str) -> bool:
        """Whether it is not all of this year's respondents that words speak of: "ผู้ตอบระดับผู้อำนวยการ ส่วนใหญ่เป็น"."""
        begins = max((match.start() for match in re.finditer(r"ผู้\s?ตอบ|ด้าน|\d\s?คน|ร้อยละ", lead)), default=0)
        clause = lead[begins:]
        years = {year for words in (clause, lead[:begins][-30:]) for year in named_years(words, self.ground.year)}
        return any(year != self.ground.year for year in years) or (
            not clause.startswith("ด้าน") and _SOME.search(clause) is not None
        )

    def _groups(self, text: str, plain: str, where: str, context: Sequence[str]) -> list[Said]:
        """``41–50 ปี 70 คน (ร้อยละ 37.23)`` after ``ด้านอายุ``."""
        part = part_of(self.ground.criteria, plain, context) or part_of(self.ground.criteria, "", (plain, *context))
        parts = self._parts(part) if part else ()
        if not parts or "คน" not in plain:
            return []
        topics = sorted((topic.start(), key) for key, name in self.topics.items() for topic in name.finditer(plain))
        statements = []
        for (demographic, code), pattern in self.counted.items():
            asked = [survey for survey in parts if survey in self.ground.criteria.demographics[demographic].parts]
            for counted in pattern.finditer(plain):
                before = [key for at, key in topics if at < counted.start()]
                name = self.topics[demographic].pattern
                own = re.sub(rf"{name}\s?$", "", plain[: counted.start()])
                if before[-1:] != [demographic] or not asked or self._of_some(own):
                    continue
                quote = quoted(text, counted.start(), counted.end())
                for kind, value in (("count", counted[1]), ("share", counted[2])):
                    if value:
                        of = [f"{survey}.{demographic}.{code}" for survey in asked]
                        statements.append(_of(kind, of, value.replace(",", ""), where, quote))
        return statements

    def _parts(self, figure: str) -> tuple[str, ...]:
        criteria = self.ground.criteria
        if figure in criteria.instruments and criteria.instruments[figure].kind == "survey":
            return tuple(part.id for part in criteria.parts(figure))
        if figure in criteria.part_ids() and criteria.instrument_of_part(figure).kind == "survey":
            return (figure,)
        return ()

    def _shares(self, text: str, plain: str, where: str, context: Sequence[str]) -> list[Said]:
        """``มากกว่า 57.45% … เป็นระดับลูกจ้าง``: a share and then, before any other number, the group it is of."""
        around = part_of(self.ground.criteria, plain, context) or part_of(self.ground.criteria, "", (plain, *context))
        parts = self._parts(around) if around else ()
        statements = []
        for share in _SHARE_BEFORE.finditer(plain):
            rest = plain[share.end() : share.end() + 90]
            stop = re.search(r"\d", rest)
            rest = rest[: stop.start()] if stop else rest
            if not re.match(r"\s?(?:ของ|เป็น|คือ|อยู่|ที่|\.|…)", rest):
                continue
            near = [
                (match.start(), demographic, code)
                for (demographic, code), pattern in self.labels.items()
                if (match := pattern.search(rest))
            ]
            if not near or not parts:
                continue
            first = min(near)[0]
            quote = quoted(text, share.start(), share.end() + first)
            readings = tuple(
                Claim(kind="share", where=where, value=share[1], quote=quote, of=f"{part}.{demographic}.{code}")
                for at, demographic, code in near
                if at == first
                for part in parts
                if part in self.ground.criteria.demographics[demographic].parts
            )
            if readings:
                statements.append(Said(readings))
        return statements

    # Tables.

    def table(self, grid: Grid, head: int, context: Sequence[str]) -> list[Said]:
        """The claims of a table of groups; empty for any other table."""
        if not grid.rows:
            return []
        heads = [
            " ".join(dict.fromkeys(row[at] for row in grid.rows[:head] if at < len(row))) for at in range(grid.columns)
        ]
        counts = [at for at, text in enumerate(heads) if _COUNT_HEAD.search(text) and not _SHARE_HEAD.search(text)]
        shares = [at for at, text in enumerate(heads) if _SHARE_HEAD.search(text) and "คะแนน" not in text]
        if not counts or not head:
            return []
        statements: list[Said] = []
        topic, section = "", ""
        for number, row in enumerate(grid.rows[head:], start=head + 1):
            words = [squeezed(cell).strip("*") for at, cell in enumerate(row) if at not in (*counts, *shares)]
            named = next((key for word in words for key in self.names if self._is_name(key, word)), None)
            topic = named or topic
            if len({cell for cell in row if cell}) == 1:
                section = row[0]
                continue
            groups = [group for group in self.groups if group.label in words]
            if topic and any(group.demographic == topic for group in groups):
                groups = [group for group in groups if group.demographic == topic]
            elif len({group.demographic for group in groups}) > 1:
                groups = []
            for at in (*counts, *shares):
                if at < len(row) and groups:
                    around = (*context, grid.caption, section, heads[at])
                    kind = "count" if at in counts else "share"
                    statements += self._cell(grid, row, at, kind, groups, around, number)
        return statements

    def _is_name(self, key: str, word: str) -> bool:
        name = self.names[key]
        return bool(word) and (
            word == name or (len(name) > 5 and word.startswith(name)) or word.replace("/", "หรือ") == name
        )

    def _cell(
        self,
        grid: Grid,
        row: tuple[str, ...],
        at: int,
        kind: str,
        groups: list[_Group],
        around: Sequence[str],
        number: int,
    ) -> list[Said]:
        value = _NUMBER.fullmatch(digits(row[at]).strip())
        if value is None:
            return []
        part = part_of(self.ground.criteria, "", around)
        surveys = [survey for survey in self.ground.criteria.part_ids() if self._parts(survey)]
        parts = self._parts(part) if part else tuple(surveys)
        where = grid.row_place(number)
        quote = " | ".join(cell.replace("\n", " ") for cell in row if cell)[:120]
        readings = tuple(
            Claim(
                kind="count" if kind == "count" else "share",
                where=where,
                value=value[1].replace(",", ""),
                quote=quote,
                of=f"{survey}.{group.demographic}.{group.code}",
            )
            for group in groups
            for survey in parts
            if survey in self.ground.criteria.demographics[group.demographic].parts
        )
        return [Said(readings)] if readings else []


def _of(kind: str, of: Sequence[str], value: str, where: str, quote: str) -> Said:
    counted: ClaimKind = "count" if kind == "count" else "share"
    return Said(tuple(Claim(kind=counted, where=where, value=value, quote=quote, of=about) for about in of))
