"""The observed part of a round file: answers, disclosure, published figures and history become Facts."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

from prongsai.collect.checks.answers import checked_answers
from prongsai.collect.checks.checking import Checking, rules_of
from prongsai.collect.checks.published import checked_history, checked_published
from prongsai.collect.facts import Agency, AssessorPoint, Disclosure, Facts, PartAnswers, PastYear, Published
from prongsai.criteria.agency_kinds import agency_kinds
from prongsai.criteria.names import rules_name
from prongsai.files.mistakes import quoted_value
from prongsai.files.spelling import Place


def checked_facts(
    checking: Checking,
    *,
    agency: Agency,
    staff: int | None,
    visitors: int | None,
    answers: dict[str, PartAnswers],
    disclosure: tuple[Disclosure, ...],
    published: Published,
    history: dict[str, PastYear],
    assessor: tuple[AssessorPoint, ...],
) -> Facts:
    """The sections as Facts under the edition's own ids; what does not fit the edition is noted in ``checking``."""
    if not agency.name.strip():
        checking.wrong(("agency", "name"), "พบค่าว่าง แต่ต้องเป็นชื่อหน่วยงาน", "found nothing, expected the agency's name")
    if agency.kind is not None:
        checking.key(("agency", "kind"), agency.kind, agency_kinds(), "ประเภทหน่วยงาน", "kind of agency")
    if agency.website is not None:
        _address(checking, ("agency", "website"), agency.website)
    return Facts(
        agency=agency,
        year=checking.year,
        criteria=checking.criteria.id,
        staff=staff,
        visitors=visitors,
        answers=checked_answers(checking, answers),
        disclosure=_disclosure(checking, disclosure),
        published=checked_published(checking, published, ("published",)),
        history=checked_history(checking, history),
        assessor=tuple(_point(checking, number, point) for number, point in enumerate(assessor)),
    )


def _address(checking: Checking, place: Place, address: str) -> None:
    if not address.startswith(("https://", "http://")) or any(letter.isspace() for letter in address):
        shown = quoted_value(address)
        checking.wrong(
            place,
            f"พบ{shown.th} แต่ต้องเป็นที่อยู่เว็บเต็ม ขึ้นต้นด้วย https:// และไม่มีช่องว่าง",
            f"found {shown.en}, expected a whole address that begins with https:// and has no spaces",
        )


def _disclosure(checking: Checking, rows: tuple[Disclosure, ...]) -> dict[str, Disclosure]:
    marks = rules_of(checking.criteria).marks
    result: dict[str, Disclosure] = {}
    for number, row in enumerate(rows):
        if row.item in marks and row.item not in result and not row.urls:
            possible = marks[row.item]
            if row.score is None or possible is None or row.score in possible:
                result[row.item] = row
                continue
        place: Place = ("disclosure", number)
        item = checking.item((*place, "item"), row.item, marks)
        if item is None:
            continue
        checking.once((*place, "item"), item, result)
        possible = marks[item]
        if row.score is not None and possible is not None and row.score not in possible:
            listed = ", ".join(str(mark) for mark in sorted(possible, key=_number, reverse=True))
            checking.wrong(
                (*place, "score"),
                f"พบ {row.score} แต่ข้อ {item} ได้เพียง {listed} ตาม{rules_name(checking.criteria).th}",
                f"found {row.score}, but {item} can only get {listed} by {checking.criteria.id}",
            )
        for index, address in enumerate(row.urls):
            _address(checking, (*place, "urls", index), address)
        result[item] = row if item == row.item else dataclasses.replace(row, item=item)
    return result


def _number(mark: object) -> Decimal:
    return Decimal(str(mark))


def _point(checking: Checking, number: int, point: AssessorPoint) -> AssessorPoint:
    criteria, rules = checking.criteria, rules_of(checking.criteria)
    place: Place = ("assessor", number)
    part = point.part
    if part is not None:
        part = checking.key((*place, "part"), part, rules.instruments, "ส่วนของเครื่องมือ", "part") or part
    ids: list[str] = []
    for index, given in enumerate(point.ids):
        where = (*place, "ids", index)
        if point.scope == "document":
            checking.wrong(where, "scope: document ไม่มี ids ให้ลบออก", "scope: document has no ids; delete them")
            own = None
        elif point.scope == "instrument":
            own = checking.key(where, given, rules.instruments, "เครื่องมือ", "instrument")
        elif point.scope == "indicator":
            own = checking.key(where, given, criteria.indicators, "ตัวชี้วัดที่", "indicator")
        else:
            own = checking.item(where, given, criteria.items)
        ids.append(own or given)
    refs = tuple(_reference(checking, (*place, "refs", index), given) for index, given in enumerate(point.refs))
    if part == point.part and tuple(ids) == point.ids and refs == point.refs:
        return point
    return dataclasses.replace(point, part=part, ids=tuple(ids), refs=refs)


def _reference(checking: Checking, place: Place, given: str) -> str:
    """An item, sub-indicator or indicator that a recommendation leans on."""
    criteria = checking.criteria
    numbers = criteria.sub_indicators.keys() | criteria.indicators.keys()
    if given in numbers:
        return given
    return checking.item(place, given, (*criteria.items, *criteria.sub_indicators, *criteria.indicators)) or given
