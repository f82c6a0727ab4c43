"""The Thai names of figures as people write them, found in text: which figure a stretch of a sentence speaks of."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal

from prongsai.criteria.figure_id import (
    FigureId,
    figure_ids,
    indicator_figure,
    indicator_in,
    item_figure,
    sub_indicator_figure,
)
from prongsai.criteria.names import titled
from prongsai.criteria.shapes import Criteria
from prongsai.files.strict_yaml import read_yaml
from prongsai.language.thai_text import digits, loose


@dataclass(frozen=True, slots=True)
class Spellings:
    """What ``lexicon.yaml`` says, as patterns.

    ``numbered`` (``ส่วนที่ 1``) and ``nicknamed`` (``EIT Public``) give the parts of the instrument ``parted``, which
    is spoken of where one of ``spoken_of`` stands. ``levels`` are names of any year; ``variants`` pairs of words;
    ``ordinals`` numbers by their words; ``groups`` what people call a group, by demographic and group.
    """

    codes: tuple[str, ...]
    names: dict[str, re.Pattern[str]]
    hints: dict[str, re.Pattern[str]]
    parted: str
    spoken_of: tuple[str, ...]
    numbers: re.Pattern[str]
    numbered: dict[str, str]
    nicknames: re.Pattern[str]
    nicknamed: dict[str, str]
    disclosed: tuple[str, ...]
    levels: tuple[str, ...]
    variants: tuple[tuple[str, str], ...]
    ordinals: dict[str, str]
    groups: dict[tuple[str, str], tuple[str, ...]]


@functools.cache
def spellings() -> Spellings:
    """The spellings of ``lexicon.yaml``."""
    data: Any = read_yaml(resources.files("prongsai.criteria").joinpath("lexicon.yaml").read_bytes(), "lexicon.yaml")
    parted = data["parted"]
    return Spellings(
        codes=tuple(data["codes"]),
        names={code: re.compile(pattern) for code, pattern in data["names"].items()},
        hints={code: re.compile(pattern) for code, pattern in data["hints"].items()},
        parted=parted["code"],
        spoken_of=tuple(parted["spoken_of"]),
        numbers=re.compile(rf"(?:ส่วน\s?ที่|\((?:[Pp]art|PART))\s?([{''.join(parted['numbered'])}])(?!\d)"),
        numbered=parted["numbered"],
        nicknames=re.compile(rf"{parted['code']}\s?({'|'.join(parted['nicknamed'])})", re.IGNORECASE),
        nicknamed=parted["nicknamed"],
        disclosed=tuple(data["disclosed"]),
        levels=tuple(data["levels"]),
        variants=tuple((words, other) for words, other in data["variants"]),
        ordinals=dict(data["ordinals"]),
        groups={
            (demographic, group): tuple(names)
            for demographic, groups in data["groups"].items()
            for group, names in groups.items()
        },
    )


def codes_in(criteria: Criteria) -> re.Pattern[str]:
    """The code of an instrument of any year or of this edition, with the number of a part behind it, or not."""
    return _codes(tuple(dict.fromkeys((*spellings().codes, *criteria.instruments))))


@functools.lru_cache(maxsize=64)
def _codes(codes: tuple[str, ...]) -> re.Pattern[str]:
    named = "|".join(map(re.escape, codes))
    return re.compile(rf"(?<![A-Za-z])({named})(?![A-Za-z])(?:(?:\s?|-)(\d)(?![\d.])|\((\d)\))?")


def level_names(criteria: Criteria) -> re.Pattern[str]:
    """A level's name as documents of any year print it, or as this edition has it; the longest is read."""
    return _level_names(tuple(step.name for step in criteria.levels.steps))


@functools.lru_cache(maxsize=64)
def _level_names(own: tuple[str, ...]) -> re.Pattern[str]:
    names = dict.fromkeys((*spellings().levels, *own))
    return re.compile("|".join(map(loose, sorted(names, key=len, reverse=True))))


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


def part_numbers(criteria: Criteria) -> re.Pattern[str]:
    """The number of a part in a line of a table: ``ส่วนที่ 1``, ``part 1``, ``EIT1``."""
    return _part_numbers(tuple(code for code, instrument in criteria.instruments.items() if len(instrument.parts) > 1))


@functools.lru_cache(maxsize=64)
def _part_numbers(parted: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join((r"ส่วน(?:ที่)?", "part", *map(re.escape, parted)))
    return re.compile(rf"(?:{words})\s*\(?\s*([{''.join(spellings().numbered)}])(?!\d)", re.IGNORECASE)


def names_whole_instrument(criteria: Criteria, text: str) -> bool:
    """Whether a line holds the code of an instrument that is not asked in parts."""
    codes = "|".join(re.escape(code) for code, instrument in criteria.instruments.items() if len(instrument.parts) == 1)
    return bool(codes) and re.search(rf"(?<![A-Za-z])(?:{codes})(?![A-Za-z0-9])", text) is not None


def all_disclosed(criteria: Criteria) -> re.Pattern[str]:
    """Words for all items of a disclosure instrument together: its code, ``ทุกข้อ``."""
    codes = (re.escape(code) for code, instrument in criteria.instruments.items() if instrument.kind == "disclosure")
    return re.compile("|".join((*codes, *spellings().disclosed)))


class Lexicon:
    """What an edition's figures are called, as patterns made once."""

    def __init__(self, criteria: Criteria) -> None:
        self.criteria = criteria
        self.indicators = {
            named.id: re.compile("|".join(loose(name) for name in spelled(named.name.th, named.short.th)))
            for named in criteria.indicators.values()
        }
        self.subs = {
            named.id: re.compile(r"(?<!\d)" + re.escape(named.id) + r"\s*\.?\s*" + loose(named.name.th))
            for named in criteria.sub_indicators.values()
        }
        self.instruments = {
            code: pattern for code, pattern in spellings().names.items() if code in criteria.instruments
        }
        self.codes = codes_in(criteria)
        self.levels = level_names(criteria)
        self.wordings = {
            named.id: re.compile("|".join(loose(titled(criteria, name)) for name in (named.wording, named.short.th)))
            for named in criteria.items.values()
        }
        self.figures = frozenset(figure_ids(criteria)) - {"level"}
        # Each reader of a document (of scores, of ranks, of people) asks for the mentions in the same line.
        self._read = functools.lru_cache(maxsize=512)(self._mentions)

    def mentions(self, text: str, context: Sequence[str] = (), near: Sequence[str] = ()) -> list[Mention]:
        """Every mention in ``text`` (Arabic digits) in order; longer ones swallow those within them.

        ``context`` are the headings above, nearest last: they say which part of EIT is spoken of. ``near`` are the
        paragraphs before, which only say what a bare "ส่วนที่ 1" is a part of.
        """
        return list(self._read(text, tuple(context), tuple(near)))

    def _mentions(self, text: str, context: tuple[str, ...], near: tuple[str, ...]) -> tuple[Mention, ...]:
        around = part_of(self.criteria, text, context)
        mentions: list[Mention] = []
        mentions += self._instruments(text, part_of(self.criteria, "", (*context, *near)))
        mentions += self._indicators(text, around)
        for number, pattern in self.subs.items():
            mentions += [
                Mention(match.start(), match.end(), (sub_indicator_figure(number),)) for match in pattern.finditer(text)
            ]
        for match in _SUB.finditer(text):
            known = match[1] in self.criteria.sub_indicators
            mentions.append(Mention(match.start(), match.end(), (sub_indicator_figure(match[1]),) if known else ()))
        mentions += self._items(text, around)
        if around is not None:
            mentions += [
                Mention(match.start(), match.end(), (FigureId(around),))
                for match in re.finditer("ทั้ง(?:เครื่องมือ|ส่วน)(?= ?\\()", text)
            ]
        mentions += [
            Mention(match.start(), match.end(), (FigureId("total"),), whole=True) for match in _WHOLE.finditer(text)
        ]
        return tuple(_longest(mentions))

    def known(self, figure: str) -> bool:
        """Whether ``figure`` is a figure of the edition that has a score."""
        return figure in self.figures

    def _instruments(self, text: str, around: str | None) -> list[Mention]:
        known = spellings()
        mentions = []
        for name, pattern in self.instruments.items():
            mentions += [Mention(match.start(), match.end(), (FigureId(name),)) for match in pattern.finditer(text)]
        for match in self.codes.finditer(text):
            mentions.append(Mention(match.start(), match.end(), self._known(match[1] + (match[2] or match[3] or ""))))
        for match in known.nicknames.finditer(text):
            mentions.append(Mention(match.start(), match.end(), self._known(known.nicknamed[match[1].lower()])))
        named = sorted(mentions, key=lambda mention: (mention.start, -mention.end))
        passed = 0  # where the last "ส่วนที่ 1" ended: "EIT ส่วนที่ 1 และส่วนที่ 2" names two parts
        for match in known.numbers.finditer(text):
            part = known.numbered[match[1]]
            before = next((mention for mention in reversed(named) if mention.end <= match.start()), None)
            near = before is not None and match.start() - before.end < 60
            after = next((mention for mention in named if 0 <= mention.start - match.end() < 80), None)
            start, figure = match.start(), part
            if before is not None and near and before.figures[:1] == (known.parted,):
                start = before.start if before.start >= passed else match.start()
            elif not (before is None and after is not None and after.figures[:1] in ((known.parted,), (part,))):
                # A bare "ส่วนที่ 1" is a part only where the words around speak of its instrument.
                figure = part if around in (known.parted, *known.numbered.values()) else ""
            mentions.append(Mention(start, match.end(), self._known(figure)))
            passed = match.end()
        return mentions

    def _known(self, name: str) -> tuple[FigureId, ...]:
        """An instrument or part by its code; nothing where the edition has none such."""
        known = name in self.criteria.instruments or name in self.criteria.part_ids()
        return (FigureId(name),) if known else ()

    def _indicators(self, text: str, around: str | None) -> list[Mention]:
        named = {
            number: [(match.start(), match.end()) for match in pattern.finditer(text)]
            for number, pattern in self.indicators.items()
        }
        mentions = []
        for number, places in named.items():
            for start, end in places:
                mentions.append(Mention(start, end, self.indicator(number, around)))
        for match in _INDICATOR.finditer(text):
            number, end = match[1].lstrip("0"), match.end()
            figures = self.indicator(number, around) if number in self.criteria.indicators else ()
            for other, places in named.items():
                for start, stop in places:
                    if 0 <= start - match.end() <= 4 and not text[match.end() : start].strip(" .:-–"):
                        end = max(end, stop)
                        # Number and name that disagree: which of the two is meant cannot be said.
                        figures = figures if other == number else ()
            mentions.append(Mention(match.start(), end, figures))
        return mentions

    def indicator(self, number: str, around: str | None) -> tuple[FigureId, ...]:
        """The readings of an indicator: of the part spoken of, else combined first and then each part's."""
        instrument = self.criteria.instruments[self.criteria.indicators[number].instrument]
        parts = [own.id for own in instrument.parts if own.id != instrument.id]
        if around in parts:
            return (indicator_figure(number, around),)
        return (indicator_figure(number), *(indicator_figure(number, part) for part in parts))

    def item(self, code: str, around: str | None) -> tuple[FigureId, ...]:
        """The readings of an item's code: of the part spoken of, else of each part."""
        item = self.criteria.items.get(code)
        if item is None:
            return ()
        parts = [own.id for own in self.criteria.instruments[item.instrument].parts]
        return tuple(item_figure(part, code) for part in ([around] if around in parts else parts) if part)

    def narrowed(self, figure: FigureId, part: str) -> FigureId | None:
        """An indicator's or item's figure in ``part``; None where the part is not one of its instrument's."""
        criteria = self.criteria
        if figure.kind == "indicator":
            instrument = criteria.indicators[figure.number].instrument
            fits = part == instrument or part in [own.id for own in criteria.parts(instrument)]
            return indicator_in(criteria, figure.number, part) if fits else None
        if figure.kind == "item":
            instrument = criteria.items[figure.item].instrument
            return item_figure(part, figure.number) if part in [own.id for own in criteria.parts(instrument)] else None
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
        for figures in (*(mentioned.figures for mentioned in reversed(before)), row):
            if figures and figures[0].kind in ("indicator", "item"):
                narrowed = self.narrowed(figures[0], part)
                return (narrowed, *mention.figures) if narrowed else mention.figures
        return mention.figures

    def _items(self, text: str, around: str | None) -> list[Mention]:
        mentions = []
        for match in _ITEM.finditer(text):
            code = f"{match[1].lower()}{int(match[2])}"
            mentions.append(Mention(match.start(), self._wording(text, code, match.end()), self.item(code, around)))
        for match in _ZERO_ITEM.finditer(text):
            code = f"o{int(match[2])}"
            mentions.append(Mention(match.start(1), self._wording(text, code, match.end()), self.item(code, around)))
        return mentions

    def _wording(self, text: str, code: str, end: int) -> int:
        """Where a code with its question behind it ends."""
        pattern = self.wordings.get(code)
        at = end
        while at < len(text) and text[at] in " .:-–":
            at += 1
        wording = pattern.match(text, at) if pattern is not None and at < len(text) else None
        return wording.end() if wording else end


def part_of(criteria: Criteria, text: str, context: Iterable[str] = ()) -> str | None:
    """The part (``IIT``, ``EIT1``, ``OIT``) or whole instrument that the words around speak of, the nearest first."""
    codes, parts = codes_in(criteria), criteria.part_ids()
    for words in (text, *reversed(list(context))):
        marks, names = _spoken_of(words, codes, parts)
        if words is text:
            names = frozenset()
        for found in filter(None, (marks, names)):
            return next(iter(found)) if len(found) == 1 else None
    return None


# Each line of a document is read below the same few headings.
@functools.lru_cache(maxsize=4096)
def _spoken_of(words: str, codes: re.Pattern[str], parts: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The parts that words name with their numbers, and the instruments that they only speak of."""
    known, plain = spellings(), digits(words)
    numbered = known.numbers.finditer(plain) if any(sign in plain for sign in known.spoken_of) else ()
    marks = {known.numbered[match[1]] for match in numbered}
    marks |= {known.nicknamed[match[1].lower()] for match in known.nicknames.finditer(plain)}
    marks |= {f"{match[1]}{match[2] or match[3]}" for match in codes.finditer(plain) if match[2] or match[3]}
    names = {match[1] for match in codes.finditer(plain)}
    names |= {code for code, pattern in known.hints.items() if pattern.search(plain)}
    return frozenset(marks.intersection(parts)), frozenset(names)


def spelled(*names: str) -> set[str]:
    """Names with the small words that offices put in or leave out."""
    every = set(names)
    for name in names:
        every |= {name.replace(words, others) for words, others in spellings().variants}
    return every


def _longest(mentions: list[Mention]) -> list[Mention]:
    """Mentions in order without those that stand within a longer one."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end, not mention.figures)):
        if kept and mention.end <= kept[-1].end:
            continue
        if kept and mention.start < kept[-1].end:
            continue
        kept.append(mention)
    return kept
