"""Nothing that the agency wrote is lost: what a part does not print of its sections is put where it belongs.

What is not put anywhere is named with its reason, so that whoever signs knows of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from prongsai.collect.papers import Section
from prongsai.language.digits import TO_ARABIC
from prongsai.language.text import Text
from prongsai.publish.assemble.building.advice_lines import holds
from prongsai.publish.assemble.building.printed_words import bare, says_something, texts_of, ways_to_print
from prongsai.publish.assemble.building.wording import filled, heading, prose
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.part_use import PartUse
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Cover, Heading, LeftOut, PageBreak, Words

# Sections that are for another part than their own: the first of these that the document has.
HOMES: Mapping[str, tuple[str, ...]] = {
    "analysis": ("items", "indicators", "strengths", "by_instrument", "results"),
    "advice": ("questions", "by_instrument", "items", "indicators"),
    "weaknesses": ("strengths",),
}
_ADVICE = Text(
    th="ข้อความขัดกับคะแนนรายข้อ หรือชี้ถึงคำตอบของผู้ตอบจำนวนน้อย",
    en="it contradicts the scores of its questions, or points at the answers of a few",
)
# Where the maker of the part decides whether words stand: they must not contradict the scores beside them.
JUDGED = {
    ("advice", "questions"): _ADVICE,
    ("analysis", "items"): Text(
        th="สาเหตุหรือแนวทางที่เขียนไว้ไม่ตรงกับข้อที่ได้คะแนนต่ำสุด หรือชี้ถึงคำตอบของผู้ตอบจำนวนน้อย",
        en="cause or remedy are not of the lowest questions, or point at the answers of a few",
    ),
}
INSTEAD = Text(th="ข้อความมาตรฐานของโปรแกรมที่ตรงกับคะแนน", en="the program's usual words, which agree with the scores")
MADE_ITSELF = {
    "contents": (
        Text(th="สารบัญจัดทำจากหัวข้อของเล่มโดยอัตโนมัติ", en="the contents are made of the document's headings"),
        Text(th="สารบัญที่จัดทำให้", en="the contents as made"),
    )
}
WRITTEN_ANEW = (
    Text(th="มีข้อความที่เขียนไว้ในโปรแกรมสำหรับส่วนนี้แล้ว", en="words were written in the program for this part"),
    Text(th="ข้อความที่เขียนในโปรแกรม", en="the words written in the program"),
)
NO_PLACE = (
    Text(th="เอกสารชนิดนี้ไม่มีส่วนที่ข้อความนี้เป็นของ", en="this kind of document has no such part"),
    Text(th="ไม่มีข้อความอื่นแทน", en="nothing stands there instead"),
)
LONG = 25  # letters: a shorter line may stand elsewhere by chance
_JUDGED_LINE = re.compile(r"^(?:สาเหตุ|แนวทางการยกระดับ|ข้อคำถามที่ได้คะแนนน้อยที่สุด) *:")
_INDICATOR = re.compile(r"ตัวชี้วัด(?:ที่)?\s*([0-9]{1,2})(?![0-9.])")


def homes(sections: Iterable[Section], uses: Sequence[PartUse], dossier: Dossier) -> dict[int, list[Section]]:
    """The sections by the place in ``uses`` that prints them; -1: no part of the document does.

    A section whose heading a part bears in this document is that part's, whatever it was written for.
    """
    headed = {
        bare(filled(dossier, use.options["heading"])): at for at, use in enumerate(uses) if "heading" in use.options
    }
    first: dict[str, int] = {}
    for at, use in enumerate(uses):
        first.setdefault(use.name, at)
    placed: dict[int, list[Section]] = {}
    for section in sections:
        names = (section.part, *HOMES.get(section.part, ()))
        usual = next((first[name] for name in names if name in first), -1)
        at = headed.get(bare(filled(dossier, section.heading or "")), usual)
        placed.setdefault(at, []).append(section)
    return placed


class KeptWords:
    """Puts what is missing of an agency's sections into the blocks of the part that is their home.

    ``parts``: the blocks of every part of the document, as their makers gave them."""

    def __init__(self, dossier: Dossier, figures: Figures, parts: Iterable[Sequence[Block]]) -> None:
        self.dossier = dossier
        self.figures = figures
        self.document = [block for blocks in parts for block in blocks]
        self.left_out: list[LeftOut] = []
        self._indicators = dossier.criteria.indicators.keys()
        self._read: dict[int, tuple[Block, tuple[str, ...]]] = {}  # by identity; the block is held with what it says

    def into(
        self, part: str, blocks: Sequence[Block], sections: Iterable[Section], *, headed: bool = False
    ) -> list[Block]:
        """The part's blocks with every line that the document does not show.

        A heading stands before its text, a line after the one before it; what is said of an indicator goes below the
        indicator's heading, where there is one. Nothing that stands is moved. ``headed``: the part's own heading was
        chosen for this document.
        """
        placed, sections = list(blocks), tuple(section for section in sections if section.part != "cover")
        first = next((at for at, block in enumerate(placed) if isinstance(block, Heading | Cover)), -1)
        at, over = first + 1, list[int]()
        usual = placed[first] if first >= 0 else None
        if isinstance(usual, Heading):
            heads = [filled(self.dossier, section.heading or "").strip() for section in sections]
            where = [self._headed(placed[first : first + 1], head) for head in heads if head]
            if 0 in where:
                # What is written ahead of the part's own heading stays there, and stands over it.
                ahead = where.index(0)
                at = first if ahead else at
                over = [usual.level + number for number in range(ahead)]
                placed = [_down(block, ahead) for block in placed]
            elif (
                heads
                and heads[0]
                and self._headed(placed, heads[0]) is None
                and ((sections[0].part == part and not headed) or _number(heads[0]) == _number(_said(usual)) != "")
            ):
                placed[first] = heading(heads[0], usual.level)
        for section in sections:
            reason = self._judged(section, part)
            if reason is not None:
                self._name(section, reason, INSTEAD, judged=True)
                at = self._put(section, placed, at, _level(placed), judged=True)
            elif section.part in MADE_ITSELF:
                self._name(section, *MADE_ITSELF[section.part])
            else:
                at = self._put(section, placed, at, over.pop(0) if over and section.heading else _level(placed))
        return placed

    def written_anew(self, sections: Iterable[Section]) -> None:
        """Names every line of sections in whose stead somebody wrote words in the program."""
        for section in sections:
            self._name(section, *WRITTEN_ANEW)

    def without_place(self, sections: Iterable[Section]) -> None:
        """Names every line of sections that no part of the document prints."""
        for section in sections:
            self._name(section, *MADE_ITSELF.get(section.part, NO_PLACE))

    def _judged(self, section: Section, part: str) -> Text | None:
        """Why lines of a section may not stand in a part; None where they may.

        Advice on an indicator is judged wherever it would stand: it never points at the answers of a few."""
        reason = JUDGED.get((section.part, part))
        if reason is None and section.part == "advice":
            numbers = [number for number in _INDICATOR.findall(section.heading or "") if number in self._indicators]
            if any(not holds(self.dossier, self.figures, number, section.text or "") for number in numbers):
                return _ADVICE
        return reason

    def _put(self, section: Section, placed: list[Block], at: int, level: int, *, judged: bool = False) -> int:
        lines = [line for line in self._lines(section) if not (judged and _is_judged(section, line))]
        own = self._below(section, placed)
        at = own if own is not None else at
        head = filled(self.dossier, section.heading or "").strip()
        where = [self._find(placed, line) for line in lines]
        if head and says_something(head):
            there = self._headed(placed, head)
            if there is not None:
                at = max(at, there + 1) if own is None else at
            elif not (judged and _INDICATOR.search(head)) and (lines or section.text is None):
                at = next((found for found in where if found is not None), at)
                at = _behind_a_break(placed, at)
                placed.insert(at, heading(head, level))
                at += 1
        # What another part has in a place of its own is not said twice, unless lines beside it would stand without it.
        elsewhere = all(len(bare(line)) >= LONG and self._find(self.document, line) is not None for line in lines)
        for line in lines:
            found = self._find(placed, line)
            if found is not None:
                at = found + 1
                continue
            if elsewhere:
                continue
            made = prose(line)
            placed[at:at] = made
            at += len(made)
        return at

    def _lines(self, section: Section) -> list[str]:
        lines = filled(self.dossier, section.text or "").splitlines()
        return [line.strip() for line in lines if says_something(line)]

    def _find(self, placed: Sequence[Block], line: str) -> int | None:
        """The block that shows a line."""
        ways = ways_to_print(line)
        for at, block in enumerate(placed):
            if any(way in text for text in self._texts(block) for way in ways):
                return at
        return None

    def _headed(self, placed: Sequence[Block], head: str) -> int | None:
        """The block that bears a heading: as its own, as a title or a head of a table; never inside other words."""
        wanted = bare(head)
        for at, block in enumerate(placed):
            if any(text == wanted for text in self._texts(block)):
                return at
            if isinstance(block, Heading) and any(wanted in text for text in self._texts(block)):
                return at
        return None

    def _below(self, section: Section, placed: Sequence[Block]) -> int | None:
        """Just below the heading of the indicator that a section's heading names; None where there is none."""
        named = _INDICATOR.search(section.heading or "")
        if named is None:
            return None
        wanted = re.compile(rf"ตัวชี้วัดที่{named[1]}(?![0-9.])")
        for at, block in enumerate(placed):
            if isinstance(block, Heading) and any(wanted.match(text) for text in self._texts(block)):
                return at + 1
        return None

    def _name(self, section: Section, reason: Text, instead: Text, *, judged: bool = False) -> None:
        head = filled(self.dossier, section.heading or "").strip()
        lines = [line for line in self._lines(section) if not judged or _is_judged(section, line)]
        if not lines and not judged and head and self._headed(self.document, head) is None:
            lines = [head]
        self.left_out += [
            LeftOut(section.part, section.heading, line, reason, instead)
            for line in lines
            if self._find(self.document, line) is None
        ]

    def _texts(self, block: Block) -> tuple[str, ...]:
        held = self._read.get(id(block))
        if held is None:
            held = self._read[id(block)] = (block, tuple(texts_of(block, self.figures.all)))
        return held[1]


def _said(block: Heading) -> str:
    return "".join(run.text for run in block.runs if isinstance(run, Words))


def _number(head: str) -> str:
    """The number that a heading begins with: ``4.``, ``3.1``; empty for none."""
    found = re.match(r"[0-9]{1,2}(?:\.[0-9]{1,2})*(?=[. ])", head.translate(TO_ARABIC))
    return found[0] if found is not None else ""


def _is_judged(section: Section, line: str) -> bool:
    """Whether the maker decides on a line: all of an advice, of an analysis cause and remedy."""
    return section.part == "advice" or (
        _INDICATOR.search(section.heading or "") is not None and _JUDGED_LINE.match(line) is not None
    )


def _down(block: Block, by: int) -> Block:
    return replace(block, level=block.level + by) if isinstance(block, Heading) else block


def _level(placed: Sequence[Block]) -> int:
    """One below the part's own heading."""
    return next((block.level + 1 for block in placed if isinstance(block, Heading)), 1)


def _behind_a_break(placed: Sequence[Block], at: int) -> int:
    """A part that begins on a new page begins there with what is put ahead of it."""
    return 1 if at == 0 and placed and isinstance(placed[0], PageBreak) else at
