"""Checks of a file's answers: every count belongs to a choice that the edition has."""

from __future__ import annotations

import dataclasses
from typing import TypeVar

from prongsai.collect.checks.checking import Checking, PartRules, rules_of, spans
from prongsai.collect.facts import Answers, Groups, PartAnswers
from prongsai.criteria.names import rules_name
from prongsai.files.spelling import Place
from prongsai.language.exact import MOST_COUNT

T = TypeVar("T")


def checked_answers(checking: Checking, answers: dict[str, PartAnswers]) -> dict[str, PartAnswers]:
    """``answers`` under the edition's own ids; what does not fit the edition is noted in ``checking``."""
    rules = rules_of(checking.criteria)
    result: dict[str, PartAnswers] = {}
    for given, part in answers.items():
        place: Place = ("answers", given)
        known = given in rules.parts
        if not known and given in rules.instruments:
            _wrong_part(checking, place, given)
            continue
        name = given if known else checking.key(place, given, rules.parts, "ส่วนของแบบสำรวจ", "survey part")
        if name is None:
            continue
        checking.once(place, name, result)
        items = _items(checking, place, part, rules.parts[name])
        groups = _demographics(checking, place, name, part)
        if items is not part.items or groups is not part.demographics:
            part = dataclasses.replace(part, items=items, demographics=groups)
        result[name] = part
    return result


def _wrong_part(checking: Checking, place: Place, given: str) -> None:
    instrument = checking.criteria.instruments[given]
    if instrument.kind == "disclosure":
        checking.wrong(
            place,
            f"{given} ไม่มีผู้ตอบ คะแนนรายข้อของ {given} ให้ใส่ใน disclosure",
            f"nobody answers {given}; its marks stand under disclosure",
        )
    else:
        parts = ", ".join(part.id for part in instrument.parts)
        checking.wrong(
            place,
            f"{rules_name(checking.criteria).th} แยก {given} เป็น {parts} ให้ใส่แยกตามส่วน",
            f"{checking.criteria.id} has {given} in parts; give {parts}",
        )


def _items(checking: Checking, place: Place, part: PartAnswers, rules: PartRules) -> dict[str, Answers] | None:
    if not part.items:
        return part.items
    choices = rules.choices
    most = MOST_COUNT if part.respondents is None else part.respondents
    if all(
        (counts := answers.counts) is not None
        and answers.shares is None
        and len(counts) == choices.get(given)
        and sum(counts) <= most
        for given, answers in part.items.items()
    ):
        return part.items
    result: dict[str, Answers] = {}
    same = True
    for given, answers in part.items.items():
        item = given
        if given not in choices:
            same = False
            where = (*place, "items", given)
            if given in rules.split:
                parts_of_it = spans(rules.split[given])
                checking.wrong(
                    where,
                    f"ข้อ {given} มีข้อย่อย ให้ใส่แยกเป็น {parts_of_it}",
                    f"{given} has sub-questions; give {parts_of_it} one by one",
                )
                continue
            known = checking.item(where, given, (*choices, *rules.split))
            if known is None:
                continue
            item = known
        checking.once((*place, "items", given), item, result)
        values = answers.counts if answers.counts is not None else answers.shares
        if values is None or (answers.counts is not None and answers.shares is not None):
            _one_of(checking, (*place, "items", given), values is None)
        elif choices.get(item) is not None and len(values) != choices[item]:
            word = "counts" if answers.counts is not None else "shares"
            checking.wrong(
                (*place, "items", given),
                f"พบ {word} {len(values)} ค่า แต่ข้อ {item} มี {choices[item]} ตัวเลือก",
                f"{len(values)} {word}, but {item} has {choices[item]} choices",
            )
        elif answers.counts is not None and part.respondents is not None and sum(answers.counts) > part.respondents:
            _too_many(checking, (*place, "items", given), sum(answers.counts), part.respondents)
        result[item] = answers
    return part.items if same else result


def _one_of(checking: Checking, place: Place, neither: bool) -> None:
    if neither:
        checking.wrong(
            place,
            "ไม่มีทั้ง counts (จำนวนคน) และ shares (ร้อยละ) ให้ใส่อย่างใดอย่างหนึ่ง",
            "neither counts nor shares; give one of them",
        )
    else:
        checking.wrong(
            place,
            "มีทั้ง counts (จำนวนคน) และ shares (ร้อยละ) ให้เหลือเพียงอย่างเดียว",
            "both counts and shares; keep one of them",
        )


def _too_many(checking: Checking, place: Place, total: int, respondents: int) -> None:
    checking.wrong(
        place,
        f"จำนวนคนรวมกันได้ {total} มากกว่าจำนวนผู้ตอบ (respondents) {respondents}",
        f"the counts add to {total}, more than the {respondents} respondents",
    )


def _demographics(checking: Checking, place: Place, part_id: str, part: PartAnswers) -> dict[str, Groups] | None:
    if not part.demographics:
        return part.demographics
    asked = {question.id: question for question in checking.criteria.demographics.values() if part_id in question.parts}
    result: dict[str, Groups] = {}
    for given, groups in part.demographics.items():
        where = (*place, "demographics", given)
        name = checking.key(where, given, asked, "ข้อมูลทั่วไปของผู้ตอบ", "question about the respondents")
        if name is None:
            continue
        codes = tuple(group.code for group in asked[name].groups)
        if groups.counts is None and groups.shares is None:
            _one_of(checking, where, neither=True)
        counts = _codes(checking, (*where, "counts"), groups.counts, codes)
        shares = _codes(checking, (*where, "shares"), groups.shares, codes)
        if counts and part.respondents is not None and sum(counts.values()) > part.respondents:
            _too_many(checking, (*where, "counts"), sum(counts.values()), part.respondents)
        checking.once(where, name, result)
        same = counts == groups.counts and shares == groups.shares
        result[name] = groups if same else Groups(counts=counts, shares=shares)
    return result


def _codes(checking: Checking, place: Place, given: dict[str, T] | None, codes: tuple[str, ...]) -> dict[str, T] | None:
    if given is None:
        return None
    result: dict[str, T] = {}
    for code, value in given.items():
        known = checking.key((*place, code), code, codes, "กลุ่ม", "group")
        if known is not None:
            checking.once((*place, code), known, result)
            result[known] = value
    return result
