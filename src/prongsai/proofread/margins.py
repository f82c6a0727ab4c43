"""Changes since earlier years, margins to the target, lowest and highest ones, in prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from prongsai.analyze.claims import Claim
from prongsai.criteria.figure_id import indicator_figure
from prongsai.criteria.lexicon import Mention
from prongsai.language.thai_text import digits
from prongsai.proofread.comparisons import DOWN, UP, Comparisons
from prongsai.proofread.document.passages import quoted
from prongsai.proofread.statement import Ground, Said, among_any, said
from prongsai.proofread.wordings import AIM, OTHERS, PAST, Between, past_of

_UP = rf"{UP}|ดี\s?กว่า|สูง\s?กว่า|มาก\s?กว่า"
_DOWN = rf"{DOWN}|แย่\s?กว่า|ต่ำ\s?กว่า|น้อย\s?กว่า"
_CHANGE = re.compile(
    rf"(?:({_UP})|({_DOWN}))\s?(?:จาก\s?)?(?:{PAST})?\s?(?:จำนวน|อยู่|ถึง|เท่ากับ|คิดเป็น)?\s?"
    rf"([+-]?\d{{1,3}}\.\d{{1,2}})(?![\d%]|\s?(?:ล้าน|บาท|เปอร์|เท่า))\*?\s?(คะแนน)?\s?(?:\(?\s?(?:จาก|เมื่อ\s?เทียบ\s?กับ)\s?{PAST})?"
)
_SIGNED = re.compile(
    r"เทียบ\s?(?:กับ\s?)?ปี\s?(?:งบ\s?ประมาณ\s?)?(?:พ\.?\s?ศ\.?\s?)?(25\d\d)\s?:?\s?([+-]\d{1,3}\.\d\d)"
    r"(?:\s?ปี\s?(?:ก่อน|ที่\s?ผ่าน\s?มา)\s?ได้\s?(\d{1,3}\.\d\d))?"
)
_COMPARED = re.compile(rf"เทียบ\s?(?:ผล\s?)?(?:คะแนน\s?)?(?:กับ|จาก)\s?(?:ผล\S{{0,12}}\s?)?{PAST}")
_TARGET = re.compile(
    r"(?:(มาก\s?กว่า|สูง\s?กว่า|เกิน\s?กว่า|เกิน)|(ต่ำ\s?กว่า|น้อย\s?กว่า))\s?(?:ค่า\s?)?เป้า\s?(?:หมาย\s?)?(?:ที่\s?กำหนด\s?)?"
    r"(?:(?:ที่\s?)?\d{2,3}(?:\.\d{1,2})?\s?(?:คะแนน\s?)?(?=อยู่|ถึง|จำนวน))?(?:\(\s?\d{1,3}(?:\.\d{1,2})?\s?คะแนน\s?\)\s?)?"
    r"(?:อยู่|เป็น|ถึง|จำนวน|เท่ากับ)?\s?(?:ที่\s?)?([+-]?\d{1,3}\.\d{1,2})\s?คะแนน"
)
# "บรรลุเป้าหมาย สูงกว่า 2.15 คะแนน"
_BY = re.compile(
    r"บรรลุ\s?(?:ตาม\s?)?(?:ค่า\s?)?เป้า\s?หมาย\s?(?:โดย\s?)?(?:(สูง\s?กว่า|มาก\s?กว่า|เกิน)|(ต่ำ\s?กว่า|น้อย\s?กว่า|ขาด))\s?(?:อยู่\s?)?"
    r"([+-]?\d{1,3}\.\d{1,2})\s?คะแนน"
)
_MET = re.compile(r"(ไม่\s?)?บรรลุ\s?(?:ตาม\s?)?ค่า\s?เป้า\s?หมาย")
# "ต่ำกว่าค่าเป้าหมาย", "ไม่ถึงเป้า", "เกินเป้า"; a number behind it is the target or the margin.
_HIT = re.compile(
    r"(?:(ไม่\s?(?:บรรลุ|ถึง|ผ่าน)|ต่ำ\s?กว่า|น้อย\s?กว่า|พลาด|หลุด)|(?:บรรลุ|ผ่าน|เกิน(?:\s?กว่า)?|ทะลุ|สูง\s?กว่า|มาก\s?กว่า))\s?(?:ตาม\s?)?(?:ค่า\s?)?"
    r"เป้า(?:\s?หมาย)?(?!\s?(?:ของ|ที่\s?(?:เทศบาล|อบต|หน่วย|ตั้ง)))\s?(?:ที่\s?กำหนด(?:\s?ไว้)?\s?)?(?:ที่\s?)?\(?\s?(\d{1,3}(?:\.\d{1,2})?)?"
)
_AIM = re.compile(r"(?:ให้|เพื่อ|จะ|สามารถ|(?<!ญ)หาก|ถ้า|ควร|มุ่ง)\s?[^ ]{0,12}$")
_EDGE = re.compile(
    r"(?:คะแนน|ตัว)\s?(?:ราย\s?\S{0,12}?)?(?:ที่\s?)?(?:(?:ได้\s?)?คะแนน\s?)?(?:(ต่ำ|น้อย)|(?:สูง|มาก))\s?(?:ที่\s?)?สุด|(?:และ|แต่)\s?(?:(ต่ำ)|สูง)\s?ที่\s?สุด(?=\s?ใน)"
    r"|(?<=\s)(?:(?P<low>ต่ำ|น้อย)|สูง|มาก)\s?(?:ที่\s?)?สุด(?=\s?(?:คือ|ได้\s?แก่))|(?P<last>(?:อันดับ|ลำดับ)\s?สุด\s?ท้าย)(?=\s?(?:คือ|ได้\s?แก่))"
    r"|(?P<end>รั้ง\s?ท้าย|จุด\s?อ่อน\s?(?:ที่\s?)?สุด)|(?:คะแนน\s?)?นำ\s?โด่ง|จุด\s?แข็ง\s?(?:ที่\s?)?สุด"
)
# The set is another than this year's figures of the agency.
_OTHER_SET = re.compile(
    r"\s?(?:เมื่อ\s?เทียบ\s?กับ\s?(?:ปี|หน่วย)|ใน\s?รอบ|ตั้งแต่|นับ|(?:ของ|ใน)\s?(?:ระดับ|จังหวัด|ประเทศ|อำเภอ|ภาค|กลุ่ม\s?จังหวัด|ปี\s?(?:ที่|ก่อน)))"
)
# "น้ำหนักคะแนนสูงสุด", "ฉุดคะแนนมากที่สุด", "คะแนนลดลงมากที่สุด": not a score that is highest.
_NO_SCORE = re.compile(r"(?:น้ำ\s?หนัก|ฉุด|เสีย|ลด|เพิ่ม|หาย|สูญ|ขาด)\s?(?:ของ\s?)?$")
_IS = re.compile(
    r"\s?(?:(?:ใน|ของ|จาก)(?:(?!สุด|คือ|ได้แก่)[^:]){0,60}?)?(?:เท่า\s?ที่\s?ทราบ\s?คะแนน\s?)?\s?(?:คือ|ได้\s?แก่|ตก\s?เป็น\s?ของ|:|=)\s?(?:ข้อ\s?|ด้าน\s?)?"
)
_LEAD = re.compile(
    r"(?:[\s:()“”\"*-]|โดย|มี|ได้|เป็น|ซึ่ง|ที่|ผล|รับ|\d{1,3}\.\d\d|คะแนน|เฉลี่ย|ตัว\s?ชี้\s?วัด(?!\s?\d)|เครื่อง\s?มือ|แบบ\s?วัด|ด้าน|ข้อ(?!\s?\d))*"
)
_ALL = re.compile(r"\s?(?:ใน\s?|จาก\s?)?(?:บรรดา\s?)?(?:ทุก|ทั้ง\s?(?:หมด\s?)?|10)\s?(?:10\s?)?ตัว\s?ชี้\s?วัด")

Edge = Literal["lowest", "highest"]


class Standings:
    """Finds comparisons in one line of prose after another."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.comparisons = Comparisons(ground)
        self.between = Between(ground.facts.agency.name)

    def read(
        self, text: str, where: str, context: Sequence[str] = (), row: tuple[str, ...] = (), near: Sequence[str] = ()
    ) -> list[Said]:
        """The claims of ``text``; the words around as for sentences."""
        plain = digits(text)
        mentions = self.ground.mentions(plain, context, near)
        statements = self._changes(text, plain, mentions, where, row)
        statements += self._targets(text, plain, mentions, where)
        statements += self._edges(text, plain, mentions, where, context)
        statements += self.comparisons.read(text, where, context, near)
        return statements

    def _changes(self, text: str, plain: str, mentions: list[Mention], where: str, row: tuple[str, ...]) -> list[Said]:
        statements = []
        for change in _CHANGE.finditer(plain):
            named = change[3] or change[6]
            if named is None:
                compared = [compared_year[1] for compared_year in _COMPARED.finditer(plain, 0, change.start())]
                named = compared[-1] if compared else None
            near = [mention for mention in mentions if mention.end <= change.start()]
            figures = near[-1].figures if near else row
            if not change[5] and not (change[6] and near and self._of_scores(plain, near[-1], change.start())):
                continue
            if named is None or not figures or change.start() - (near[-1].end if near else 0) > 200:
                continue
            if near and OTHERS.search(plain[near[-1].end : change.start()]):
                continue
            since = past_of(named, self.ground.year)
            size = change[4].lstrip("+-")
            sign = "-" if change[2] or change[4].startswith("-") else "+"
            quote = quoted(text, change.start(), change.end())
            if since < self.ground.year:
                statements.append(said("change", figures, f"{sign}{size}", where, quote, since=since))
        for signed in _SIGNED.finditer(plain):
            near = [mention for mention in mentions if mention.end <= signed.start()]
            figures = near[-1].figures if near else (*row, "total")[:1]
            if figures and int(signed[1]) < self.ground.year:
                quote = quoted(text, signed.start(), signed.end())
                statements.append(said("change", figures, signed[2], where, quote, since=int(signed[1])))
                if signed[3]:
                    statements.append(said("score", figures, signed[3], where, quote, since=int(signed[1])))
        return statements

    def _of_scores(self, plain: str, subject: Mention, end: int) -> bool:
        return self.between(plain[subject.end : end]) and self.comparisons.of_scores(plain, subject, end)

    def _targets(self, text: str, plain: str, mentions: list[Mention], where: str) -> list[Said]:
        targets = self.ground.criteria.targets
        if len(targets) != 1:
            return []
        statements = []
        for target in (*_TARGET.finditer(plain), *_BY.finditer(plain)):
            near = [
                mention for mention in mentions if mention.end <= target.start() and target.start() - mention.end < 120
            ]
            if near and targets[0].figure not in near[-1].figures and not _last_score_is_total(near):
                continue
            size = target[3].lstrip("+-")
            if size.rstrip("0").rstrip(".") == str(targets[0].score):
                continue
            sign = "-" if target[2] or target[3].startswith("-") else "+"
            quote = quoted(text, target.start(), target.end())
            statements.append(said("target", [targets[0].figure], f"{sign}{size}", where, quote))
        for hit in _HIT.finditer(plain):
            near = [mention for mention in mentions if mention.end <= hit.start()]
            gap = re.sub(r"\d{1,3}\.\d{2}", "", plain[near[-1].end : hit.start()]) if near else "-x-"
            if not near or targets[0].figure not in near[-1].figures or not self.between(gap):
                continue
            if _MET.match(plain, hit.start()) or (hit[2] and hit[2].rstrip("0").rstrip(".") != str(targets[0].score)):
                continue
            lead = plain[max(0, near[-1].start - 40) : near[-1].start]
            if AIM.search(lead) or self.between.another(plain, 0, hit.end()):
                continue
            quote = quoted(text, near[-1].start, hit.end())
            statements.append(said("target", [targets[0].figure], "missed" if hit[1] else "met", where, quote))
        for met in _MET.finditer(plain):
            if _AIM.search(plain[max(0, met.start() - 20) : met.start()]) or (
                "ระดับ" not in plain and "คะแนน" not in plain
            ):
                continue
            if any(not mention.whole for mention in mentions if mention.end <= met.start()):
                continue
            quote = quoted(text, met.start(), met.end())
            statements.append(said("target", [targets[0].figure], "missed" if met[1] else "met", where, quote))
        return statements

    def _indicator(self, context: Sequence[str]) -> tuple[str, ...]:
        """The indicator that the nearest heading is about, as a set of questions."""
        for at in range(len(context) - 1, -1, -1):
            mentions = self.ground.mentions(digits(context[at]), context[:at])
            numbers = {mention.figures[0] for mention in mentions if mention.figures and mention.kind == "indicator"}
            if numbers:
                return tuple(numbers) if len(numbers) == 1 else ()
        return ()

    def _edges(self, text: str, plain: str, mentions: list[Mention], where: str, context: Sequence[str]) -> list[Said]:
        statements = []
        for edge in _EDGE.finditer(plain):
            kind: Edge = "lowest" if any((edge[1], edge[2], edge["low"], edge["last"], edge["end"])) else "highest"
            if _OTHER_SET.match(plain, edge.end()) or _NO_SCORE.search(plain[: edge.start()]):
                continue
            named = _IS.match(plain, edge.end())
            if named is not None:
                after = next((mention for mention in mentions if mention.start >= named.end()), None)
                if after is not None and after.start - named.end() <= 2 and after.figures and not after.whole:
                    scope = [
                        mention for mention in mentions if edge.end() <= mention.start and mention.end <= named.end()
                    ]
                    statements += self._edge(kind, after, scope, text, where, edge.start(), after.end)
                    continue
                blank = re.match(r"\s?[-–](?=\s|$)", plain[named.end() :])
                if blank is not None:
                    quote = quoted(text, edge.start(), named.end() + blank.end())
                    statements += [
                        Said((Claim(kind=kind, where=where, value="-", quote=quote, among=among),))
                        for among in self._indicator(context)
                    ]
                    continue
                if after is None or after.start - named.end() > 60:
                    continue
            near = [mention for mention in mentions if mention.end <= edge.start() and not mention.whole]
            if not near or not near[-1].figures:
                continue
            gap = plain[near[-1].end : edge.start()]
            if edge[0].startswith(("และ", "แต่")) or (_LEAD.fullmatch(gap) and named is None):
                scope, every = [], _ALL.match(plain, edge.end()) is not None
                if not every:
                    scope = [mention for mention in mentions if 0 <= mention.start - edge.end() <= 40][:1]
                    if not re.match(r"\s?(?:ใน|ของ)", plain[edge.end() :]):
                        scope = []
                figures = self.ground.words.in_part(near[-1], near[:-1])[:1]
                subject = Mention(near[-1].start, near[-1].end, figures)
                statements += self._edge(kind, subject, scope, text, where, subject.start, edge.end(), every=every)
        return statements

    def _edge(
        self,
        kind: Edge,
        mention: Mention,
        scope: list[Mention],
        text: str,
        where: str,
        start: int,
        end: int,
        *,
        every: bool = False,
    ) -> list[Said]:
        criteria = self.ground.criteria
        figure = mention.figures[0]
        quote = quoted(text, start, end)
        statement = said(kind, mention.figures, None, where, quote)
        sets: list[str | None] = [None]
        if every:
            pass
        elif figure.kind == "indicator":
            sets += [criteria.indicators[figure.number].instrument]
        elif figure.kind == "item":
            sets += [indicator_figure(criteria.items[figure.item].indicator)]
        if scope and scope[0].figures:
            named = scope[0].figures[0]
            sets = [named] if named != "total" else sets
        return [among_any(statement, sets)]


def _last_score_is_total(near: list[Mention]) -> bool:
    return near[-1].whole
