"""The names, codes and levels of an edition, found in text: which figure a stretch of a sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from prongsai.criteria.figure_id import (
    FigureId,
    figure_ids,
    indicator_figure,
    indicator_in,
    item_figure,
    sub_indicator_figure,
)
from prongsai.criteria.shapes import Criteria
from prongsai.language.thai_text import digits, loose

# Levels of any year, and names that offices give them that no year knows; the longest is read.
_LEVELS: tuple[str, ...] = ("ผ่านดีเยี่ยม", "ผ่านดีมาก", "ผ่านดี", "ผ่านเกณฑ์", "ผ่าน", "ไม่ผ่านเกณฑ์", "ไม่ผ่าน", "ต้องปรับปรุงโดยด่วน")
_LEVELS += ("ต้องปรับปรุง", "ดีเยี่ยม", "ดีมาก", "AAA", "AA", "A", "B", "C", "D", "E", "F")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names figures. ``figures`` are the readings, the likeliest first; none: not known which.

    ``whole`` marks words for the overall score, which also follow another subject ("IIT มีคะแนนรวม").
    """

    start: int
    end: int
    figures: tuple[FigureId, ...]
    whole: bool = False

    @property
    def kind(self) -> Literal["indicator", "sub_indicator", "item", "instrument"]:
        """What its likeliest reading is: an instrument where it is none of the smaller things."""
        kind = self.figures[0].kind if self.figures else "whole"
        return kind if kind in ("indicator", "sub_indicator", "item") else "instrument"


_WHOLE = re.compile(
    r"คะแนน\s?(?:ผล\s?การ\s?ประเมิน\s?)?(?:ใน\s?)?(?:โดย\s?)?ภาพ\s?รวม|คะแนน\s?รวม|ภาพ\s?รวม|คะแนน\s?เฉลี่ย|"
    r"(?:ค่า\s?)?คะแนน\s?(?:ผล\s?การ\s?ประเมิน\s?)?ITA|ผล\s?(?:การ\s?)?ประเมิน\s?ITA(?![A-Za-z])|"
    r"ผล\s?การ\s?ประเมิน\s?คุณธรรม\s?และ\s?ความ\s?โปร่งใส"
)
_INDICATOR = re.compile(r"ตัว\s?ชี้\s?วัด\s?(?:ที่\s?)?(\d{1,2})(?![\d.]*\d)\.?")
_SUB = re.compile(r"ตัว\s?ชี้\s?วัด\s?(?:ย่อย\s?)?(?:ที่\s?)?(\d{1,2}\.\d)(?!\d)")
_ITEM = re.compile(r"(?<![A-Za-z0-9._/@-])([iIeEoO])\s?(\d{1,2})(?![\d%])(?!\.\d\d)")
# Scans print the letter o as a zero: read so only where "ข้อ" or the beginning of a cell says that an item stands here.
_ZERO_ITEM = re.compile(r"(?:^|ข้อ\s?|สุด\s?[:=]?\s?|คือ\s?)((?:0|o|O)\s?0*([1-9]\d?))(?![\d.%])(?=\s?\D)")
_SHORT = re.compile(r"(?<![A-Za-z])(IIT|EIT|OIT)(?![A-Za-z])(?:\s?(\d)(?![\d.]))?")
_PART = re.compile(r"ส่วน\s?ที่\s?([12])(?!\d)")
_PUBLIC = re.compile(r"EIT\s?(Public|Survey)", re.IGNORECASE)
LEVEL = re.compile("|".join(map(loose, sorted(_LEVELS, key=len, reverse=True))))


class Vocabulary:
    """What an edition's figures are called, as patterns made once."""

    def __init__(self, criteria: Criteria) -> None:
        self.criteria = criteria
        self.indicators = {
            each.id: re.compile("|".join(loose(name) for name in _names(each.name.th, each.short.th)))
            for each in criteria.indicators.values()
        }
        self.subs = {
            each.id: re.compile(r"(?<!\d)" + re.escape(each.id) + r"\s*\.?\s*" + loose(each.name.th))
            for each in criteria.sub_indicators.values()
        }
        self.instruments = {
            each: re.compile(pattern) for each, pattern in _instrument_names().items() if each in criteria.instruments
        }
        self.wordings = {
            each.id: re.compile("|".join(loose(_titled(criteria, name)) for name in (each.wording, each.short.th)))
            for each in criteria.items.values()
        }
        self.figures = frozenset(figure_ids(criteria)) - {"level"}

    def mentions(self, text: str, context: Sequence[str] = (), near: Sequence[str] = ()) -> list[Mention]:
        """Every mention in ``text`` (Arabic digits) in order; longer ones swallow those within them.

        ``context`` are the headings above, nearest last: they say which part of EIT is spoken of. ``near`` are the
        paragraphs before, which only say what a bare "ส่วนที่ 1" is a part of.
        """
        around = part_of(self.criteria, text, context)
        found: list[Mention] = []
        found += self._instruments(text, part_of(self.criteria, "", (*context, *near)))
        found += self._indicators(text, around)
        for number, pattern in self.subs.items():
            found += [
                Mention(each.start(), each.end(), (sub_indicator_figure(number),)) for each in pattern.finditer(text)
            ]
        for each in _SUB.finditer(text):
            known = each[1] in self.criteria.sub_indicators
            found.append(Mention(each.start(), each.end(), (sub_indicator_figure(each[1]),) if known else ()))
        found += self._items(text, around)
        if around is not None:
            found += [
                Mention(each.start(), each.end(), (FigureId(around),))
                for each in re.finditer("ทั้ง(?:เครื่องมือ|ส่วน)(?= ?\\()", text)
            ]
        found += [Mention(each.start(), each.end(), (FigureId("total"),), whole=True) for each in _WHOLE.finditer(text)]
        return _longest(found)

    def known(self, figure: str) -> bool:
        """Whether ``figure`` is a figure of the edition that has a score."""
        return figure in self.figures

    def _instruments(self, text: str, around: str | None) -> list[Mention]:
        found = []
        for name, pattern in self.instruments.items():
            found += [Mention(each.start(), each.end(), (FigureId(name),)) for each in pattern.finditer(text)]
        for each in _SHORT.finditer(text):
            figure = each[1] + (each[2] or "")
            found.append(Mention(each.start(), each.end(), self._known(figure)))
        for each in _PUBLIC.finditer(text):
            figure = "EIT1" if each[1].lower() == "public" else "EIT2"
            found.append(Mention(each.start(), each.end(), self._known(figure)))
        named = sorted(found, key=lambda one: (one.start, -one.end))
        for each in _PART.finditer(text):
            before = next((one for one in reversed(named) if one.end <= each.start()), None)
            near = before is not None and each.start() - before.end < 60
            after = next((one for one in named if 0 <= one.start - each.end() < 80), None)
            if before is not None and near and before.figures[:1] == ("EIT",):
                start, figure = before.start, f"EIT{each[1]}"
            elif before is None and after is not None and after.figures[:1] in (("EIT",), (f"EIT{each[1]}",)):
                start, figure = each.start(), f"EIT{each[1]}"
            else:
                # A bare "ส่วนที่ 1" is a part of EIT only where the words around speak of EIT.
                start = each.start()
                figure = f"EIT{each[1]}" if around is not None and around.startswith("EIT") else ""
            found.append(Mention(start, each.end(), self._known(figure)))
        return found

    def _known(self, name: str) -> tuple[FigureId, ...]:
        """An instrument or part by its code; nothing where the edition has none such."""
        known = name in self.criteria.instruments or name in self.criteria.part_ids()
        return (FigureId(name),) if known else ()

    def _indicators(self, text: str, around: str | None) -> list[Mention]:
        named = {
            number: [(each.start(), each.end()) for each in pattern.finditer(text)]
            for number, pattern in self.indicators.items()
        }
        found = []
        for number, places in named.items():
            for start, end in places:
                found.append(Mention(start, end, self.indicator(number, around)))
        for each in _INDICATOR.finditer(text):
            number, end = each[1].lstrip("0"), each.end()
            figures = self.indicator(number, around) if number in self.criteria.indicators else ()
            for other, places in named.items():
                for start, stop in places:
                    if 0 <= start - each.end() <= 4 and not text[each.end() : start].strip(" .:-–"):
                        end = max(end, stop)
                        # Number and name that disagree: which of the two is meant cannot be said.
                        figures = figures if other == number else ()
            found.append(Mention(each.start(), end, figures))
        return found

    def indicator(self, number: str, around: str | None) -> tuple[FigureId, ...]:
        """The readings of an indicator: of the part spoken of, else combined first and then each part's."""
        instrument = self.criteria.instruments[self.criteria.indicators[number].instrument]
        parts = [each.id for each in instrument.parts if each.id != instrument.id]
        if around in parts:
            return (indicator_figure(number, around),)
        return (indicator_figure(number), *(indicator_figure(number, part) for part in parts))

    def item(self, code: str, around: str | None) -> tuple[FigureId, ...]:
        """The readings of an item's code: of the part spoken of, else of each part."""
        item = self.criteria.items.get(code)
        if item is None:
            return ()
        parts = [each.id for each in self.criteria.instruments[item.instrument].parts]
        return tuple(item_figure(part, code) for part in ([around] if around in parts else parts) if part)

    def narrowed(self, figure: FigureId, part: str) -> FigureId | None:
        """An indicator's or item's figure in ``part``; None where the part is not one of its instrument's."""
        criteria = self.criteria
        if figure.kind == "indicator":
            instrument = criteria.indicators[figure.number].instrument
            fits = part == instrument or part in [each.id for each in criteria.parts(instrument)]
            return indicator_in(criteria, figure.number, part) if fits else None
        if figure.kind == "item":
            instrument = criteria.items[figure.item].instrument
            return (
                item_figure(part, figure.number) if part in [each.id for each in criteria.parts(instrument)] else None
            )
        return None

    def in_part(
        self, mention: Mention, before: Sequence[Mention], row: tuple[FigureId, ...] = ()
    ) -> tuple[FigureId, ...]:
        """The readings of a mention; a part's name after an indicator or item may be that part of it.

        ``ตัวชี้วัดที่ 6 (EIT ส่วนที่ 1)``: what stands before in the text, else the row or heading, is narrowed.
        """
        part = mention.figures[0]
        if part not in self.criteria.part_ids() and part not in self.criteria.instruments:
            return mention.figures
        for figures in (*(each.figures for each in reversed(before)), row):
            if figures and figures[0].kind in ("indicator", "item"):
                narrowed = self.narrowed(figures[0], part)
                return (narrowed, *mention.figures) if narrowed else mention.figures
        return mention.figures

    def _items(self, text: str, around: str | None) -> list[Mention]:
        found = []
        for each in _ITEM.finditer(text):
            code = f"{each[1].lower()}{int(each[2])}"
            found.append(Mention(each.start(), self._wording(text, code, each.end()), self.item(code, around)))
        for each in _ZERO_ITEM.finditer(text):
            code = f"o{int(each[2])}"
            found.append(Mention(each.start(1), self._wording(text, code, each.end()), self.item(code, around)))
        return found

    def _wording(self, text: str, code: str, end: int) -> int:
        """Where a code with its question behind it ends."""
        pattern = self.wordings.get(code)
        at = end
        while at < len(text) and text[at] in " .:-–":
            at += 1
        found = pattern.match(text, at) if pattern is not None and at < len(text) else None
        return found.end() if found else end


def part_of(criteria: Criteria, text: str, context: Iterable[str] = ()) -> str | None:
    """The part (``IIT``, ``EIT1``, ``OIT``) or whole instrument that the words around speak of, the nearest first."""
    for words in (text, *reversed(list(context))):
        plain = digits(words)
        marks = {f"EIT{each[1]}" for each in _PART.finditer(plain) if "EIT" in plain or "ภายนอก" in plain}
        marks |= {"EIT1" if each[1].lower() == "public" else "EIT2" for each in _PUBLIC.finditer(plain)}
        marks |= {f"{each[1]}{each[2]}" for each in _SHORT.finditer(plain) if each[2]}
        marks &= set(criteria.part_ids())
        if len(marks) == 1:
            return marks.pop()
        if marks:
            return None
        if words is not text:
            names = {each[1] for each in _SHORT.finditer(plain)}
            names |= {"IIT" for _ in re.finditer("ผู้มีส่วนได้(?:ส่วน)?เสียภายใน", plain)}
            names |= {"EIT" for _ in re.finditer("ผู้มีส่วนได้(?:ส่วน)?เสียภายนอก", plain)}
            if len(names) == 1:
                return names.pop()
            if names:
                return None
    return None


def _instrument_names() -> dict[str, str]:
    stake = r"ผู้\s?มี\s?ส่วน\s?ได้\s?(?:ส่วน\s?)?เสีย\s?"
    tail = r"(?:\s?\([A-Za-z :&-]*\))?"
    form = r"(?:แบบ\s?(?:วัด|สำรวจ|ประเมิน)\s?(?:การ\s?รับ\s?รู้\s?|ความ\s?คิด\s?เห็น\s?)?(?:ของ\s?)?)"
    return {
        "IIT": rf"{form}?{stake}ภายใน{tail}",
        "EIT": rf"{form}?{stake}ภายนอก{tail}",
        "OIT": rf"แบบ\s?(?:วัด|ตรวจ|ตรวจ\s?สอบ)\s?การ\s?เปิด\s?เผย\s?ข้อมูล\s?สาธารณะ{tail}",
    }


def _names(*names: str) -> set[str]:
    """A name with the small words that offices put in or leave out."""
    found = set(names)
    for name in names:
        found |= {name.replace("ปรับปรุงการทำงาน", "ปรับปรุงระบบการทำงาน"), name.replace("ปรับปรุงระบบการ", "ปรับปรุงการ")}
        found |= {name.replace("ทรัพย์สินของราชการ", "ทรัพย์สินของทางราชการ"), name.replace("ปัญหาการทุจริต", "ปัญหาทุจริต")}
    return found


def _titled(criteria: Criteria, text: str) -> str:
    return text.replace("{year-1}", str(criteria.year - 1)).replace("{year}", str(criteria.year))


def _longest(found: list[Mention]) -> list[Mention]:
    """Mentions in order without those that stand within a longer one."""
    kept: list[Mention] = []
    for each in sorted(found, key=lambda one: (one.start, -one.end, not one.figures)):
        if kept and each.end <= kept[-1].end:
            continue
        if kept and each.start < kept[-1].end:
            continue
        kept.append(each)
    return kept
