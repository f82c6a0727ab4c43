"""Whose number it is: the words before a number, taken apart until a whole name is left, or none."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from prongsai.criteria.figure_id import FigureId, indicator_figure, sub_indicator_figure
from prongsai.criteria.lexicon import spellings
from prongsai.criteria.shapes import Criteria
from prongsai.criteria.whole_names import figure_of_item, whole_names, words
from prongsai.language.text import Text
from prongsai.language.thai_text import digits, skeleton, tidy

LONGEST_NAME = 250  # letters, also with an agency's name before it; longer ones are sentences that name nothing
Kind = Literal["figure", "sum", "level", "told", "empty", "other", "nothing"]

_BULLET = re.compile(r"^[\s•·▪●○■□◆◇►▶➢✦*\-–—:>]+")
_ORDINAL = re.compile(r"^\(?(\d{1,3})(?:\s?[.)]+\s?|\s+(?=\D)|$)")
_SUB_LEAD = re.compile(r"^\(?(\d{1,2}\.\d{1,2})\)?\.?(?=\s|\D|$)(?![\d.])")
_INDICATOR = re.compile(
    r"^(?:คะแนน\s?)?ตัว\s?ชี้\s?วัด\s?(?:หลัก\s?|ย่อย\s?)?(?:ที่\s?)?(\d{1,2}(?:\.\d{1,2})?)(?![\d])\.?|^indicator\s?(\d{1,2})(?!\d)\.?",
    re.I,
)
_ITEM = re.compile(
    r"^(?:ข้อ\s?(?:ที่\s?)?|รายการ\s?(?:ที่\s?)?)?([iIeEoO])\s?[-.]?\s?0*([1-9]\d?)(?:\.(\d)(?![\d])|\s?\((\d)\))?(?![\dA-Za-z%])(?!\.\d)"
)
_ZERO = re.compile(r"^(?:ข้อ\s?(?:ที่\s?)?)?0\s?0*([1-9]\d?)(?![\dA-Za-z%.,])")
_YEAR = re.compile(
    r"\(?\s?(?:ประจำ\s?)?(?:ปี\s?)?(?:งบ\s?ประมาณ\s?)?(?:พ\.\s?ศ\.\s?)?(?<!\d)(2[45]\d\d)(?!\d)\s?\)?|"
    r"\(?\s?(?:ประจำ\s?)?ปี\s?(?:งบ\s?ประมาณ\s?)?(?:พ\.\s?ศ\.\s?)?(?<!\d)(6\d|7\d)(?!\d)\s?\)?"
)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_PAST = re.compile(r"ปี\s?(?:ก่อน|ที่\s?(?:แล้ว|ผ่าน\s?มา))|ครั้ง\s?ก่อน|รอบ\s?ก่อน|เดิม")
_TARGET = re.compile(r"เป้า\s?หมาย|เกณฑ์\s?(?:ขั้น\s?ต่ำ|ผ่าน|มาตรฐาน)|คาด\s?(?:ว่า|หวัง|การณ์)|ตั้ง\s?เป้า|target", re.I)
_COUNTED = re.compile(r"จำนวน\s?(?:ผู้|คน|บุคลากร|ข้อ|เจ้าหน้าที่)|ผู้\s?ตอบ|กลุ่ม\s?ตัวอย่าง|ประชากร|respondents", re.I)
_CHANGED = re.compile(
    r"เพิ่ม\s?ขึ้น|ลด\s?ลง|เปลี่ยน\s?แปลง|ผล\s?ต่าง|ความ\s?ต่าง|ต่ำ\s?กว่า|สูง\s?กว่า|น้ำ\s?หนัก|คะแนน\s?เต็ม|ลำดับ|อันดับ|ร้อยละ\s?ของ"
)


@dataclass(frozen=True, slots=True)
class Label:
    """What words before a number name. ``sum``: whatever stands above; ``told``: a result without a subject; ``empty``:
    nothing but small words; ``other``: something that is no score of this agency and year, ``why`` says what.

    ``doubt`` says why ``figure`` is not certain. ``part`` is the part of an instrument that the words name or stand in.
    ``ordinal`` is a number of the list's own before the name.
    """

    kind: Kind
    figure: FigureId | None = None
    doubt: Text | None = None
    why: Text | None = None
    part: str | None = None
    ordinal: int | None = None
    coded: bool = False
    target: bool = False  # ``other``: it speaks of a target


class Labels:
    """Reads labels by an edition, for an agency that is called by one of ``agency`` (letters of its names)."""

    def __init__(self, criteria: Criteria, agency: Collection[str] = ()) -> None:
        self.criteria = criteria
        self.names = whole_names(criteria)
        self.agency = tuple(sorted(filter(None, map(skeleton, agency)), key=len, reverse=True))
        self._known: dict[tuple[str, str | None], Label] = {}  # a line is looked at from several sides
        self.parts = {
            instrument.id: [part.id for part in instrument.parts] for instrument in criteria.instruments.values()
        }

    def read(self, said: str, part: str | None) -> Label:
        """What a label names; ``said`` as it was written, so that a Thai zero is known from an Arabic one."""
        key = (said, part)
        if key not in self._known:
            self._known[key] = self._read(said, part)
        return self._known[key]

    def _read(self, said: str, part: str | None) -> Label:
        text = _BULLET.sub("", digits(tidy(said)))
        plain = _BULLET.sub("", tidy(said))
        coded = self._item(text, plain, part)
        if coded is not None:
            return coded
        if len(text) > LONGEST_NAME:
            return Label("nothing", part=part)
        other = self._other(text)
        text, other_year = self._without_years(text)
        if other is None and other_year is not None:
            other = _why(f"เป็นของปี {other_year}", f"it is of {other_year}")
        own = self.part_in(text)
        read = self._named(text, own or part)
        if other is not None and read.kind != "empty":
            return Label("other", why=other, part=own or part, target=other is _TARGETED)
        if own is not None and read.kind == "told":
            return Label("empty", part=own, ordinal=read.ordinal)  # "ส่วนที่ 2 ได้": of whatever is spoken of
        return read

    def part_in(self, text: str) -> str | None:
        """The part that words name, where the instrument is asked in several: ``EIT1``."""
        known = spellings()
        if len(self.parts.get(known.parted, ())) < 2:
            return None
        marks = {known.nicknamed[match[1].lower()] for match in known.nicknames.finditer(text)}
        for match in re.finditer(
            rf"(?<![A-Za-z]){known.parted}\s?(\d)(?!\d)|(?:ส่วน\s?(?:ที่\s?)?|part\s?)(\d)(?![\d.])", text, re.I
        ):
            number = match[1] or match[2]
            if number in known.numbered:
                marks.add(known.numbered[number])
        return marks.pop() if len(marks) == 1 else None

    # Items by their codes.

    def _item(self, text: str, plain: str, part: str | None) -> Label | None:
        match = _ITEM.match(text)
        code = f"{match[1].lower()}{match[2]}" if match else ""
        if match is not None and code in self.criteria.items:
            sub = match[3] or match[4]
            return self._of_item(f"{code}.{sub}" if sub else code, text[match.end() :], part)
        if match is not None and re.match(r"\s|[:.]|$", text[match.end() : match.end() + 1]):
            what = f"{match[1]}{match[2]}"
            return Label("other", why=_why(f"ไม่มีข้อ {what} ในเกณฑ์ของปีนี้", f"the edition has no item {what}"), coded=True)
        zero = _ZERO.match(text)
        if zero is None or f"o{zero[1]}" not in self.criteria.items:
            return None
        rest = text[zero.end() :]
        meant = self.names.of(skeleton(rest))
        if meant is not None and meant[0] != "item":
            return None  # "๐๑ การปฏิบัติหน้าที่" is the first of a list
        at = re.search(r"[0๐]", plain)
        thai = at is not None and at[0] == "๐"
        label = self._of_item(f"o{zero[1]}", rest, part)
        if thai or meant == ("item", f"o{zero[1]}"):
            return label
        doubt = _why(
            f"เลข 0{zero[1]} อาจเป็นข้อ o{zero[1]} หรือเป็นลำดับที่", f"0{zero[1]} may be o{zero[1]} or a place in a list"
        )
        return Label("figure", label.figure, doubt, coded=True)

    def _of_item(self, code: str, rest: str, part: str | None) -> Label:
        item = self.criteria.items.get(code) or self.criteria.items.get(code.partition(".")[0])
        if item is None or (code not in self.criteria.items and code not in {sub.id for sub in item.sub_questions}):
            return Label("other", why=_why(f"ไม่มีข้อ {code} ในเกณฑ์ของปีนี้", f"the edition has no item {code}"), coded=True)
        if re.match(r"\s?(?:-|–|ถึง|,|และ|กับ|/)\s?[iIeEoO]?\d", rest):
            return Label("nothing", coded=True)  # several items in one breath
        part = self.part_in(rest) or part
        figure = figure_of_item(self.criteria, code, part)
        if figure is not None:
            return Label("figure", figure, part=figure.part, coded=True)
        first = f"{item.instrument} ส่วนที่ 1"
        doubt = _why(
            f"บอกไม่ได้ว่า {code} เป็นของส่วนใด ให้เลือกส่วนของตาราง หรือเติมบรรทัด “{first}” ไว้เหนือตาราง",
            f"it does not say which part {code} is of: choose the part, or put a line “{item.instrument} part 1” above",
        )
        return Label("figure", None, doubt, coded=True)

    # Names.

    def _other(self, text: str) -> Text | None:
        if words().others.search(text):
            return _why("ไม่ใช่คะแนนของหน่วยงานนี้", "it is not this agency's")
        for pattern, th, en in (
            (_COUNTED, "เป็นจำนวนผู้ตอบหรือจำนวนนับ ไม่ใช่คะแนน", "it is a count, not a score"),
            (_PAST, "เป็นผลของปีก่อน", "it is of an earlier year"),
            (_CHANGED, "ไม่ใช่คะแนนที่ได้", "it is not the score"),
        ):
            if pattern.search(text):
                return _why(th, en)
        return _TARGETED if _TARGET.search(text) else None

    def _without_years(self, text: str) -> tuple[str, int | None]:
        """The words without this edition's year, and another year that they name."""
        years = {int(match[1]) if match[1] else 2500 + int(match[2]) for match in _YEAR.finditer(text)}
        others = years - {self.criteria.year}
        return (_YEAR.sub(" ", text), min(others) if others and self.criteria.year not in years else None)

    def _named(self, text: str, part: str | None) -> Label:
        ordinal: int | None = None
        explicit: str | None = None
        if match := _INDICATOR.match(text):
            explicit, text = (match[1] or match[2]), text[match.end() :]
        elif match := _SUB_LEAD.match(text):
            if match[1] in self.criteria.sub_indicators:
                explicit, text = match[1], text[match.end() :]
            else:
                text = text[match.end() :]
        elif match := _ORDINAL.match(text):
            ordinal, text = int(match[1]), text[match.end() :]
            if inner := _INDICATOR.match(text):
                explicit, text = (inner[1] or inner[2]), text[inner.end() :]
            elif (coded := self._item(_BULLET.sub("", text), _BULLET.sub("", text), part)) is not None:
                return coded
        text, foreign = self._without_brackets(text)
        if foreign:
            return Label("nothing", ordinal=ordinal, part=part)
        if explicit is None:
            named = (self.names.whole(candidate) for candidate in _shorter(skeleton(text), self.agency))
            whole = next(filter(None, named), None)
            if whole is not None:
                return self._whole(whole, part, ordinal)
        text = self._without_part(text)
        return self._by_name(skeleton(text), explicit, part, ordinal)

    def _by_name(self, name: str, explicit: str | None, part: str | None, ordinal: int | None) -> Label:
        for candidate in _shorter(name, self.agency):
            if explicit is not None and not candidate:
                return self._numbered(explicit, None, part, ordinal)
            meant = self.names.of(candidate)
            if meant is None:
                continue
            kind, key = meant
            if explicit is not None:
                return self._numbered(explicit, meant, part, ordinal)
            match kind:
                case "indicator":
                    return Label("figure", self.indicator(key, part), part=part, ordinal=ordinal)
                case "sub_indicator":
                    return Label("figure", sub_indicator_figure(key), part=part, ordinal=ordinal)
                case "item":
                    label = self._of_item(key, "", part)
                    return Label("figure", label.figure, label.doubt, part=part, ordinal=ordinal)
                case "whole":
                    return self._whole(FigureId(key), part, ordinal)
                case "total":
                    return Label("figure", FigureId("total"), part=part, ordinal=ordinal)
                case "sum":
                    return Label("sum", part=part, ordinal=ordinal)
                case _:
                    return Label("level", FigureId("level"), part=part, ordinal=ordinal)
        if explicit is not None:
            return self._numbered(explicit, ("", ""), part, ordinal)
        bare = _told(name, self.agency)
        if not bare:
            return Label("empty", ordinal=ordinal, part=part)
        if any(candidate in words().told for candidate in _shorter(bare, ())):
            return Label("told", FigureId("total"), ordinal=ordinal, part=part)
        return Label("nothing", ordinal=ordinal, part=part)

    def _numbered(self, number: str, meant: tuple[str, str] | None, part: str | None, ordinal: int | None) -> Label:
        """An indicator by its number; a name beside it must be the same one's."""
        if number in self.criteria.sub_indicators:
            figure, key = sub_indicator_figure(number), ("sub_indicator", number)
        elif number.isdigit() and str(int(number)) in self.criteria.indicators:
            figure, key = self.indicator(str(int(number)), part), ("indicator", str(int(number)))
        else:
            return Label("nothing", ordinal=ordinal, part=part)
        if meant is None or meant == key:
            return Label("figure", figure, part=part, ordinal=ordinal)
        doubt = _why(
            f"เลขที่ {number} กับชื่อในบรรทัดนี้ไม่ใช่ตัวชี้วัดเดียวกันในเกณฑ์ของปีนี้",
            f"number {number} and the name beside it are not the same indicator of this edition",
        )
        if meant == ("", ""):
            return Label("nothing", why=doubt, ordinal=ordinal, part=part)
        return Label("figure", None, doubt, part=part, ordinal=ordinal)

    def indicator(self, number: str, part: str | None) -> FigureId:
        """An indicator; of a survey in several parts, in the part spoken of."""
        parts = self.parts[self.criteria.indicators[number].instrument]
        return indicator_figure(number, part if len(parts) > 1 and part in parts else None)

    def _whole(self, figure: FigureId, part: str | None, ordinal: int | None) -> Label:
        own = self.part_in(figure)
        if own is None and part is not None and part in self.parts.get(figure, ()) and part != figure:
            figure = FigureId(part)  # "EIT" in a column or under a bracket of one part
        return Label("figure", figure, part=part, ordinal=ordinal)

    def _without_brackets(self, text: str) -> tuple[str, bool]:
        """The words without brackets that only give a code; True where one gives a code of another assessment."""
        foreign = False

        def gone(match: re.Match[str]) -> str:
            nonlocal foreign
            inner = match[1].strip()
            if self.names.whole(skeleton(inner)) or self.part_in(inner):
                return f" ({inner}) "
            latin = re.fullmatch(r"[\sA-Za-z0-9&:,./-]*", inner)
            codes = {
                code for code in self.criteria.instruments if re.search(rf"(?<![A-Za-z]){code}(?![A-Za-z])", inner)
            }
            if latin and re.search(r"[A-Z]{2,}\s?\d", inner) and not codes:
                foreign = True
            if codes and len(codes) == 1:
                return f" ({codes.copy().pop()}) "
            return " " if latin or re.fullmatch(r"[\s\d.,%]*(?:คะแนน|ร้อยละ|เต็ม|น้ำหนัก|[\s\d.,%])*", inner) else match[0]

        return _BRACKETS.sub(gone, text), foreign

    def _without_part(self, text: str) -> str:
        """The words without brackets and parts, which were read apart."""
        codes = "|".join(map(re.escape, (*self.criteria.instruments, "ITA")))
        text = re.sub(
            r"\(\s?(?:(?:" + codes + r")\s?)?(?:ส่วน\s?(?:ที่\s?)?\d|public|survey|\d)?\s?\)", " ", text, flags=re.I
        )
        return re.sub(
            rf"(?:(?:{spellings().parted})\s?)?ส่วน\s?(?:ที่\s?)?\d(?!\d)|(?<![A-Za-z]){spellings().parted}\s?(?:\d|public|survey)(?![\dA-Za-z])",
            " ",
            text,
            flags=re.I,
        )


def _shorter(name: str, agency: tuple[str, ...]) -> list[str]:
    """The letters of a label, and what is left without small words around the name: the longest first."""
    known = words()
    found = [name]
    queue = [name]
    while queue and len(found) < 24:
        whole = queue.pop(0)
        rests = [whole[len(word) :] for word in (*known.before, *agency) if whole.startswith(word)]
        rests += [whole[: -len(word)] for word in (*known.after, *agency) if word and whole.endswith(word)]
        for rest in rests:
            if rest not in found:
                found.append(rest)
                queue.append(rest)
    return sorted(found, key=len, reverse=True)


def _told(name: str, agency: tuple[str, ...]) -> str:
    """The letters of a sentence without its subject and the assessment's own name."""
    for subject in (*agency, *words().spoken_for):
        name = name.removeprefix(subject)
    for filler in words().filler:
        name = name.replace(filler, "")
    return name


_TARGETED = Text(th="เป็นเป้าหมายหรือเกณฑ์ ไม่ใช่ผลที่ได้", en="it is a target, not a result")


def _why(th: str, en: str) -> Text:
    return Text(th=th, en=en)
