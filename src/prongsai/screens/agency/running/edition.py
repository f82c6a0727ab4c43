"""The rules of a year: what is asked in it, what differs in those that were announced, what was left over of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prongsai.criteria.editions import year_in
from prongsai.criteria.figure_id import figure_at
from prongsai.criteria.keeping.continuing import Continuity
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria, Item
from prongsai.files.problems import Problem
from prongsai.language.text import Text, shortened
from prongsai.publish.assemble.own_words import PARTS
from prongsai.roundfile.moving import LeftOver
from prongsai.screens.agency.intake.vanishing import kept_name
from prongsai.screens.agency.running.opening import rules_in_words


@dataclass(frozen=True, kw_only=True)
class AskedItem:
    """One item of the rules: its code, its short name, and how many things it must show (0: not said)."""

    code: str
    name: Text
    elements: int = 0


@dataclass(frozen=True, kw_only=True)
class AskedGroup:
    """The items of an indicator."""

    instrument: Text
    name: Text
    items: tuple[AskedItem, ...]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Something that is not as before: what it is about, what it was (None: it is new), what it is (None: gone)."""

    name: Text
    before: Text | None = None
    after: Text | None = None


@dataclass(frozen=True, kw_only=True)
class EditionChange:
    """What differs between two editions. ``since``: the year of the rules before. ``kept``: how many items stay as they
    are, name and all; ``reworded``: of how many the words alone differ."""

    since: int
    new: tuple[Difference, ...] = ()
    gone: tuple[Difference, ...] = ()
    moved: tuple[Difference, ...] = ()
    joined: tuple[Difference, ...] = ()
    indicators: tuple[Difference, ...] = ()
    weights: tuple[Difference, ...] = ()
    kept: int = 0
    reworded: int = 0

    @property
    def groups(self) -> tuple[tuple[Text, tuple[Difference, ...]], ...]:
        """The differences under their heads, those alone that there are."""
        heads = (
            (Text(th="ข้อใหม่", en="New items"), self.new),
            (Text(th="ข้อที่ไม่มีแล้ว", en="Items that are gone"), self.gone),
            (Text(th="ข้อที่เปลี่ยนเลขข้อ", en="Items under another number"), self.moved),
            (Text(th="ข้อที่รวมหรือแยก", en="Items that were joined or split"), self.joined),
            (Text(th="ตัวชี้วัดที่เปลี่ยน", en="Indicators that differ"), self.indicators),
            (Text(th="น้ำหนักที่เปลี่ยน", en="Weights that differ"), self.weights),
        )
        return tuple((head, rows) for head, rows in heads if rows)


@dataclass(frozen=True, kw_only=True)
class LeftRow:
    """What was kept by the rules of before and has no place in those of the year: what it is, and its value."""

    name: Text
    value: str
    day: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class EditionPage:
    """The page of a year's rules. ``carried``: the year whose rules stand in for those of this one (None: its own).

    ``came``: the rules that were announced and can be adopted, in words; ``stamp`` is what says which they are.
    ``change``: what differs in them, else from the year before. ``closed``: the year is, and adopts nothing.
    ``adopted``: that was done now.
    """

    year: int
    rules: Text
    title: Text
    revision: int
    groups: tuple[AskedGroup, ...]
    carried: int | None = None
    came: Text | None = None
    stamp: str = ""
    change: EditionChange | None = None
    left_over: tuple[LeftRow, ...] = ()
    may_adopt: bool = False
    closed: bool = False
    has_result: bool = False
    problems: tuple[Problem, ...] = ()
    adopted: bool = False

    @property
    def items(self) -> int:
        """How many items there are."""
        return sum(len(group.items) for group in self.groups)


def edition_page(
    year: int,
    criteria: Criteria,
    *,
    came: Criteria | None = None,
    change: EditionChange | None = None,
    left_over: Sequence[Mapping[str, str]] = (),
    may_adopt: bool = False,
    closed: bool = False,
    has_result: bool = False,
    problems: Iterable[Problem] = (),
    adopted: bool = False,
) -> EditionPage:
    """The page of the rules ``criteria``; ``came``: those that were announced in their place."""
    return EditionPage(
        year=year,
        rules=rules_in_words(criteria),
        title=_of_year(criteria),
        revision=criteria.revision,
        groups=_groups(criteria),
        carried=year_in(criteria.carried_from) if criteria.carried_from is not None else None,
        came=rules_in_words(came) if came is not None else None,
        stamp=came.checksum if came is not None else "",
        change=change,
        left_over=tuple(_left(row) for row in left_over),
        may_adopt=may_adopt and not closed and came is not None,
        closed=closed,
        has_result=has_result,
        problems=tuple(problems),
        adopted=adopted,
    )


def _of_year(criteria: Criteria) -> Text:
    year = str(criteria.year)
    return Text(th=criteria.title.th.replace("{year}", year), en=criteria.title.en.replace("{year}", year))


def _groups(criteria: Criteria) -> tuple[AskedGroup, ...]:
    groups = []
    for instrument in criteria.instruments.values():
        for number in instrument.indicators:
            indicator = criteria.indicators[number]
            items = tuple(
                AskedItem(code=item.id, name=item.short, elements=len(item.elements))
                for item in criteria.items.values()
                if item.indicator == number
            )
            name = Text(th=f"ตัวชี้วัดที่ {number} {indicator.name.th}", en=f"Indicator {number}, {indicator.name.en}")
            groups.append(AskedGroup(instrument=instrument.short, name=name, items=items))
    return tuple(groups)


def edition_change(on: Continuity) -> EditionChange:
    """What a coordinator sees of two editions: items new, gone, moved and joined, indicators and weights."""
    before, after = on.before, on.after
    moved = [
        Difference(name=after.items[here].short, before=_code(old), after=_code(here))
        for old, here in on.moved.items()
        if old != here
    ]
    joined = [
        Difference(
            name=after.items[here].short,
            before=_codes(there),
            after=_code(here),
        )
        for here, there in on.merged.items()
    ]
    joined += [
        Difference(name=before.items[old].short, before=_code(old), after=_codes(here))
        for old, here in on.split.items()
    ]
    same = [here for old, here in on.moved.items() if old == here]
    reworded = sum(_words(before.items[here]) != _words(after.items[here]) for here in same)
    return EditionChange(
        since=year_in(before.carried_from) or before.year if before.carried_from is not None else before.year,
        new=tuple(Difference(name=_named(after, item), after=_under(after, item)) for item in on.new),
        gone=tuple(Difference(name=_named(before, item), before=_under(before, item)) for item in on.gone),
        moved=tuple(moved),
        joined=tuple(joined),
        indicators=tuple(_indicators(before, after)),
        weights=tuple(_weights(on)),
        kept=len(same) - reworded,
        reworded=reworded,
    )


def _words(item: Item) -> tuple[object, ...]:
    options = item.question.options if item.question is not None else ()
    return item.wording, options, tuple((each.wording, each.options) for each in item.sub_questions)


def _named(criteria: Criteria, item: str) -> Text:
    name = criteria.items[item].short
    return Text(th=f"{item} {name.th}", en=f"{item} {name.en}")


def _code(item: str) -> Text:
    return Text(th=f"ข้อ {item}", en=f"item {item}")


def _codes(items: Sequence[str]) -> Text:
    return Text(th=f"ข้อ {', '.join(items)}", en=f"items {', '.join(items)}")


def _under(criteria: Criteria, item: str) -> Text:
    number = criteria.items[item].indicator
    name = criteria.indicators[number].name
    return Text(th=f"ตัวชี้วัดที่ {number} {name.th}", en=f"indicator {number}, {name.en}")


def _indicators(before: Criteria, after: Criteria) -> Iterable[Difference]:
    for number in dict.fromkeys((*before.indicators, *after.indicators)):
        old, new = before.indicators.get(number), after.indicators.get(number)
        if old is None or new is None or old.name != new.name:
            yield Difference(
                name=Text(th=f"ตัวชี้วัดที่ {number}", en=f"indicator {number}"),
                before=old.name if old is not None else None,
                after=new.name if new is not None else None,
            )


def _weights(on: Continuity) -> Iterable[Difference]:
    for name in dict.fromkeys((*on.before.instruments, *on.after.instruments)):
        old, new = on.before.instruments.get(name), on.after.instruments.get(name)
        was, now = (each.weight if each is not None else None for each in (old, new))
        either = new or old
        if was != now and either is not None:
            yield Difference(name=either.short, before=_percent(was), after=_percent(now))
    unknown = 0
    for old_id, here in on.moved.items():
        was, now = on.before.items[old_id].weight, on.after.items[here].weight
        if was != now and now is not None:
            yield Difference(name=_named(on.after, here), before=_percent(was), after=_percent(now))
        unknown += was is not None and now is None
    if unknown:
        # That nothing is known of them yet is one thing to tell, not one for each.
        told = Text(th=f"น้ำหนักรายข้อ {unknown} ข้อ", en=f"weights of {unknown} items")
        yield Difference(name=told, before=Text(th="กำหนดไว้", en="set"), after=_percent(None))


def _percent(weight: object) -> Text:
    return Text(th="ไม่ทราบ", en="not known") if weight is None else Text(th=f"ร้อยละ {weight}", en=f"{weight} %")


def _left(row: Mapping[str, str]) -> LeftRow:
    try:
        day = datetime.date.fromisoformat(row.get("on", ""))
    except ValueError:
        day = None
    return LeftRow(name=Text(th=row.get("th", ""), en=row.get("en", "")), value=row.get("value", ""), day=day)


_WORDS = {
    "counts": "จำนวนคำตอบ",
    "shares": "ร้อยละ",
    "urls": "ลิงก์",
    "explanation": "คำอธิบาย",
    "score": "คะแนน",
    "reason": "เหตุผล",
    "advice": "ข้อเสนอแนะ",
    "issue": "ประเด็น",
    "where": "ตำแหน่งในเอกสาร",
    "quote": "ข้อความ",
    "value": "ค่า",
    "figure": "เรื่อง",
    "among": "เทียบใน",
    "since": "เทียบกับปี",
    "ids": "ข้อที่กล่าวถึง",
    "refs": "ข้อที่เกี่ยวข้อง",
    "part": "เครื่องมือ",
    "respondents": "จำนวนผู้ตอบ",
    "items": "รายข้อ",
    "demographics": "ข้อมูลทั่วไปของผู้ตอบ",
    "published": "ผลที่ประกาศ",
    "instruments": "เครื่องมือ",
    "indicators": "ตัวชี้วัด",
    "part_indicators": "ตัวชี้วัดรายส่วน",
    "sub_indicators": "ตัวชี้วัดย่อย",
    "measures": "มาตรการ",
    "steps": "ขั้นตอน",
    "owners": "ผู้รับผิดชอบ",
    "owner": "ผู้รับผิดชอบ",
    "unit": "ส่วนราชการ",
    "period": "ระยะเวลา",
    "text": "ข้อความ",
}
# What only tells the program how to read the rest.
_CODES = frozenset({"kind", "scope", "of", "role", "criteria"})
MOST_SHOWN = 2_000  # letters of a value; the version of before has it whole


def left_in_words(on: Continuity, left: Iterable[LeftOver], day: datetime.date) -> list[dict[str, str]]:
    """What has no place any more as rows that are kept: its name in either language, its value, the day."""
    rows = []
    for one in left:
        name = _place_name(on.before, one.place)
        rows.append(
            {"th": name.th, "en": name.en, "value": shortened(_plain(on, one.value), MOST_SHOWN), "on": day.isoformat()}
        )
    return rows


def _place_name(criteria: Criteria, place: tuple[str, ...]) -> Text:
    """What stood at a place, as people call it."""
    match place:
        case ("published", *rest):
            name = figure_name(criteria, figure_at(tuple(rest)))
            return Text(th=f"คะแนนที่บันทึกไว้ {name.th}", en=f"score of {name.en}")
        case ("disclosure", item, *rest) if item in criteria.items:
            name = _named(criteria, item)
            what = _WORDS.get(rest[0], "ข้อมูล") if rest else "ข้อมูล"
            return Text(th=f"{what}ที่บันทึกไว้ของข้อ {name.th}", en=f"what was filed of {name.en}")
        case ("answers", _, "items", _, *_):
            return kept_name(criteria, place[:4])
        case ("texts", part, _):
            title = PARTS.get(part, Text(th="", en=""))
            return Text(th=f"ตัวเลขในข้อความ “{title.th}”", en=f"a figure in the words of “{title.en}”")
        case ("advice", _) | ("document", "taken"):
            return Text(th="ข้อเสนอแนะที่รับไว้", en="advice that was taken")
        case ("plan", "rows", number, *_) if number.isdigit():
            return Text(th=f"แผนมาตรการ แถวที่ {int(number) + 1}", en=f"the plan, row {int(number) + 1}")
        case _:
            return kept_name(criteria, place)


def _plain(on: Continuity, value: Any) -> str:
    """A value in one line for whoever reads it again: without ids and words of the file."""
    if isinstance(value, Mapping):
        told = {str(key): each for key, each in value.items() if key not in _CODES and each not in (None, [], {})}
        return " · ".join(f"{_word(on, key)}: {_plain(on, each)}" for key, each in told.items())
    if isinstance(value, list | tuple):
        return ", ".join(_plain(on, each) for each in value)
    text = str(value)
    return figure_name(on.before, text).th if text in on.figures_before else text


def _word(on: Continuity, key: str) -> str:
    if key in _WORDS:
        return _WORDS[key]
    if key in on.figures_before:
        return figure_name(on.before, key).th
    asked = on.before.demographics
    names = {group.code: group.label.th for question in asked.values() for group in question.groups}
    names |= {question.id: question.name.th for question in asked.values()}
    return names.get(key, key)
