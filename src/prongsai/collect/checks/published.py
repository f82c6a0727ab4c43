"""Checks of figures as announced, of this year and of earlier ones: each belongs to a figure of its edition."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from decimal import Decimal

from prongsai.collect.checks.checking import Checking, rules_of
from prongsai.collect.facts import PastYear, Published
from prongsai.criteria.editions import same_body
from prongsai.files.problems import Refused
from prongsai.files.spelling import Place

Figures = dict[str, Decimal] | None
ByPart = dict[str, dict[str, Decimal]] | None


def checked_published(checking: Checking, published: Published, place: Place) -> Published:
    """``published`` under the edition's own ids; what does not fit the edition is noted in ``checking``."""
    criteria = checking.criteria
    rules = rules_of(criteria)
    before = len(checking.renamed)
    indicators = _keys(
        checking, (*place, "indicators"), published.indicators, criteria.indicators, "ตัวชี้วัดที่", "indicator"
    )
    subs = _keys(
        checking,
        (*place, "sub_indicators"),
        published.sub_indicators,
        criteria.sub_indicators,
        "ตัวชี้วัดย่อยที่",
        "sub-indicator",
    )
    instruments = _keys(
        checking, (*place, "instruments"), published.instruments, rules.instruments, "เครื่องมือ", "instrument"
    )
    items = _items(checking, (*place, "items"), published.items)
    by_part = _part_indicators(checking, (*place, "part_indicators"), published.part_indicators)
    if published.level is not None:
        _level(checking, (*place, "level"), published.level)
    if len(checking.renamed) == before:
        return published
    return Published(
        items=items,
        sub_indicators=subs,
        indicators=indicators,
        part_indicators=by_part,
        instruments=instruments,
        total=published.total,
        level=published.level,
    )


def _keys(checking: Checking, place: Place, given: Figures, known: Collection[str], th: str, en: str) -> Figures:
    if given is None or all(key in known for key in given):
        return given
    return _unique(checking, place, ((key, checking.key((*place, key), key, known, th, en)) for key in given), given)


def _unique(
    checking: Checking, place: Place, keys: Iterable[tuple[str, str | None]], given: dict[str, Decimal]
) -> dict[str, Decimal]:
    result: dict[str, Decimal] = {}
    for key, own in keys:
        if own is None:
            continue
        checking.once((*place, key), own, result)
        result[own] = given[key]
    return result


def _items(checking: Checking, place: Place, given: ByPart) -> ByPart:
    if not given:
        return given
    rules = rules_of(checking.criteria)
    result: dict[str, dict[str, Decimal]] = {}
    for key, scores in given.items():
        where = (*place, key)
        instrument = checking.criteria.instruments.get(key)
        if instrument is not None and instrument.kind == "disclosure":
            checking.wrong(
                where, f"คะแนนรายข้อของ {key} ให้ใส่ใน disclosure", f"marks of {key} items stand under disclosure"
            )
            continue
        part = checking.key(where, key, rules.parts, "ส่วนของแบบสำรวจ", "survey part")
        if part is None:
            continue
        checking.once(where, part, result)
        own = rules.parts[part]
        known = own.choices.keys() | own.split.keys()
        if all(item in known for item in scores):
            result[part] = scores
            continue
        ordered = (*own.split, *own.choices)
        keys = ((item, checking.item((*where, item), item, ordered)) for item in scores)
        result[part] = _unique(checking, where, keys, scores)
    return result


def _part_indicators(checking: Checking, place: Place, given: ByPart) -> ByPart:
    if not given:
        return given
    rules = rules_of(checking.criteria)
    result: dict[str, dict[str, Decimal]] = {}
    for key, scores in given.items():
        where = (*place, key)
        if key in rules.instruments and key not in rules.split_parts:
            checking.wrong(
                where,
                f"{key} ไม่ใช่ส่วนย่อยของเครื่องมือ ให้ใส่ตัวชี้วัดใน indicators",
                f"{key} is not a part of an instrument; put its indicators under indicators",
            )
            continue
        part = checking.key(where, key, rules.split_parts, "ส่วนของแบบสำรวจ", "survey part")
        if part is not None:
            checking.once(where, part, result)
            own = checking.criteria.instruments[rules.parts[part].instrument].indicators
            figures = _keys(checking, where, scores, own, "ตัวชี้วัดที่", f"indicator of {part}")
            result[part] = figures or {}
    return result


# Longer than any level's name; a sentence put here by mistake is refused.
_LONGEST_LEVEL = 60


def _level(checking: Checking, place: Place, level: str) -> None:
    # Agencies print levels that the rules do not know; such a level is taken as printed, and scoring says it is wrong.
    if not 0 < len(level) <= _LONGEST_LEVEL or "\n" in level:
        listed = ", ".join(step.name for step in checking.criteria.levels.steps)
        checking.wrong(
            place,
            f"พบ “{level[:60]}” แต่ต้องเป็นชื่อระดับ เช่น {listed}",
            f"found “{level[:60]}”, expected the name of a level such as {listed}",
        )


def checked_history(checking: Checking, history: dict[str, PastYear]) -> dict[int, PastYear]:
    """Earlier years by year (Buddhist era), each checked against its own edition where there is one."""
    result: dict[int, PastYear] = {}
    for key, past in history.items():
        place: Place = ("history", key)
        digits = str(int(key)) if key.isdecimal() and len(key) <= 6 else None
        if digits is None:
            checking.wrong(
                place, f"พบ “{key[:60]}” แต่คีย์ต้องเป็นปี พ.ศ.", f"found “{key[:60]}”, expected a Buddhist-era year as key"
            )
            continue
        if digits != key:
            checking.renamed[place] = digits
        year = int(digits)
        if not checking.year_of(place, year, before=checking.year):
            continue
        checking.once(place, year, result)
        result[year] = _checked_year(checking, place, year, past)
    return result


def _checked_year(checking: Checking, place: Place, year: int, past: PastYear) -> PastYear:
    name = past.criteria or same_body(checking.criteria.id, year)
    try:
        criteria = checking.edition(name)
    except Refused as refused:
        # An earlier year whose rules are not at hand is kept as it was printed; an edition that was named must exist.
        if past.criteria is not None:
            checking.mistakes.extend(((*place, "criteria"), problem.text) for problem in refused.problems)
        return past
    if criteria.year != year:
        checking.wrong(
            (*place, "criteria"),
            f"เกณฑ์ {name} เป็นของปี {criteria.year} ไม่ใช่ปี {year}",
            f"{name} is for {criteria.year}, not for {year}",
        )
        return past
    inner = Checking(criteria, year, checking.edition, checking.mistakes, checking.renamed)
    published = checked_published(inner, past.published, (*place, "published"))
    return past if published is past.published else dataclasses.replace(past, published=published)
