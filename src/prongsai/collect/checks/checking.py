"""What checks of a file's sections share: the edition, the mistakes found so far, and ids read loosely."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable
from dataclasses import dataclass, field

from prongsai.criteria.figure_id import item_id
from prongsai.criteria.names import item_of, rules_name
from prongsai.criteria.shapes import Criteria
from prongsai.files.mistakes import quoted_value
from prongsai.files.spelling import Place
from prongsai.language.exact import arabic
from prongsai.language.text import Text

FIRST_YEAR, LAST_YEAR = 2550, 2700  # Buddhist-era years that can be meant


@dataclass(frozen=True, slots=True)
class PartRules:
    """What may be answered in one survey part: choices per question (None: not known), items with sub-questions."""

    instrument: str
    choices: dict[str, int | None]
    split: dict[str, tuple[str, ...]]


class CheckRules:
    """An edition's ids and limits, arranged for checking files fast."""

    def __init__(self, criteria: Criteria) -> None:
        self.criteria = criteria
        self.parts: dict[str, PartRules] = {}
        self.marks: dict[str, frozenset[object] | None] = {}  # disclosure item → possible marks
        for instrument in criteria.instruments.values():
            items = criteria.items_of(instrument.id)
            if instrument.kind == "disclosure":
                for item in items:
                    scale = item.question.scale if item.question else None
                    self.marks[item.id] = frozenset(scale.points) if scale else None
                continue
            choices: dict[str, int | None] = {}
            split: dict[str, tuple[str, ...]] = {}
            for item in items:
                questions = (item.question,) if item.question else item.sub_questions
                if item.sub_questions:
                    split[item.id] = tuple(question.id for question in item.sub_questions)
                for question in questions:
                    size = len(question.scale.points) if question.scale else len(question.options)
                    choices[question.id] = size or None
            rules = PartRules(instrument.id, choices, split)
            self.parts.update({part.id: rules for part in instrument.parts})
        self.instruments = tuple(
            dict.fromkeys(
                name
                for instrument in criteria.instruments.values()
                for name in (instrument.id, *(part.id for part in instrument.parts))
            )
        )
        self.split_parts = {part: rules for part, rules in self.parts.items() if part != rules.instrument}


_rules: dict[int, CheckRules] = {}


def rules_of(criteria: Criteria) -> CheckRules:
    """The rules of an edition, arranged once."""
    # An edition has no hash (there are dicts in it); its identity is safe while the rules hold it.
    held = _rules.get(id(criteria))
    if held is None:
        if len(_rules) > 64:
            _rules.clear()
        held = _rules[id(criteria)] = CheckRules(criteria)
    return held


@dataclass(slots=True)
class Checking:
    """One file's check in progress. ``renamed`` holds keys that were read loosely: place → the edition's own id."""

    criteria: Criteria
    year: int
    edition: Callable[[str], Criteria]
    mistakes: list[tuple[Place, Text]] = field(default_factory=list)
    renamed: dict[Place, str] = field(default_factory=dict)

    def wrong(self, place: Place, th: str, en: str) -> None:
        """Notes a mistake."""
        self.mistakes.append((place, Text(th=th, en=en)))

    def once(self, place: Place, own: str | int, seen: Container[str] | Container[int]) -> None:
        """Notes a mistake where ``own`` was given before, perhaps spelled otherwise."""
        if own in seen:
            self.wrong(place, f"{own} ซ้ำ ให้เหลือเพียงแห่งเดียว", f"{own} stands twice; keep one of them")

    def key(self, place: Place, given: str, known: Collection[str], th: str, en: str) -> str | None:
        """The id among ``known`` that ``given`` means; a mistake at ``place`` and None where there is none.

        ``th`` and ``en`` say what the ids are of, as “ตัวชี้วัด”, “indicator”.
        """
        if given in known:
            return given
        loose = str(arabic(given)).replace(" ", "").casefold()
        for known_id in known:
            if known_id.casefold() == loose:
                self.renamed[place] = known_id
                return known_id
        shown = quoted_value(given)
        self.wrong(
            place,
            f"ไม่มี{th} {shown.th} ใน{rules_name(self.criteria).th} ที่มีคือ {spans(known)}",
            f"{self.criteria.id} has no {en} {shown.en}; it has {spans(known)}",
        )
        return None

    def item(self, place: Place, given: str, known: Collection[str]) -> str | None:
        """The item among ``known`` that ``given`` means (``๐9`` is o9); a mistake and None where there is none."""
        if given in known:
            return given
        item = item_id(self.criteria, given)
        if item is not None and item in known:
            self.renamed[place] = item
            return item
        if item is not None:
            owner = item_of(self.criteria, item).instrument
            self.wrong(
                place,
                f"ข้อ {item} เป็นข้อของ {owner} ใช้ที่นี่ไม่ได้ ข้อที่ใช้ได้คือ {spans(known)}",
                f"{item} belongs to {owner} and cannot stand here; {spans(known)} can",
            )
            return None
        return self.key(place, given, known, "ข้อ", "item")

    def year_of(self, place: Place, year: int, *, before: int | None = None) -> bool:
        """Whether ``year`` can be a Buddhist-era year (earlier than ``before``); else notes a mistake."""
        wrong = year_problem(year)
        if wrong is not None:
            self.mistakes.append((place, wrong))
        elif before is not None and year >= before:
            self.wrong(
                place,
                f"พบปี {year} แต่ต้องเป็นปีก่อนปีที่ประเมิน ({before})",
                f"found {year}, expected a year before the year assessed ({before})",
            )
        else:
            return True
        return False


def year_problem(year: int) -> Text | None:
    """What is wrong with a year that cannot be a Buddhist-era fiscal year, None where it can."""
    if FIRST_YEAR <= year <= LAST_YEAR:
        return None
    buddhist = year + 543
    if FIRST_YEAR <= buddhist <= LAST_YEAR:
        return Text(
            th=f"พบ {year} ซึ่งน่าจะเป็นปี ค.ศ. ให้เขียนปี พ.ศ. คือ {buddhist}",
            en=f"{year} looks like a CE year; write {buddhist}",
        )
    return Text(
        th=f"พบปี {year} แต่ต้องเป็นปีงบประมาณ พ.ศ. ระหว่าง {FIRST_YEAR} ถึง {LAST_YEAR}",
        en=f"found the year {year}, expected a Buddhist-era fiscal year from {FIRST_YEAR} to {LAST_YEAR}",
    )


def spans(ids: Iterable[str]) -> str:
    """Ids for a message, runs of numbers drawn together: ``i1–i15, i1.1``."""
    runs: list[list[str]] = []
    for own_id in ids:
        if runs and _follows(runs[-1][-1], own_id):
            runs[-1].append(own_id)
        else:
            runs.append([own_id])
    words = [
        run[0] if len(run) == 1 else f"{run[0]}, {run[1]}" if len(run) == 2 else f"{run[0]}–{run[-1]}" for run in runs
    ]
    return ", ".join(words[:20]) + (", …" if len(words) > 20 else "")


def _follows(former: str, latter: str) -> bool:
    head, tail = former.rstrip("0123456789"), latter.rstrip("0123456789")
    left, right = former[len(head) :], latter[len(tail) :]
    return head == tail and bool(left and right) and int(right) == int(left) + 1
