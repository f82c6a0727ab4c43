"""The answers of a year: shown to be copied, and ticked as entered in the assessor's system."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping

from prongsai.criteria.board import asked_in
from prongsai.files.problems import Refused
from prongsai.flow.disclosure.board import rows_today
from prongsai.flow.disclosure.reading import Board, board
from prongsai.language.text import Text
from prongsai.publish.assemble.building.called import is_ita
from prongsai.records.actions.disclosure.items import answer_stamp, enter_item, take_back_entry
from prongsai.records.actions.disclosure.rows import BoardChanged, RulesChanged
from prongsai.records.actions.year.opening import YearClosed
from prongsai.records.models import Agency, Person
from prongsai.records.scope import Scope
from prongsai.screens.agency.disclosure.answers import Answer, AnswerSheet
from prongsai.screens.agency.disclosure.board import BoardRow, head_of
from prongsai.screens.agency.disclosure.item import title_of
from prongsai.screens.agency.running.opening import rules_in_words

OTHER_RULES = Text(
    th="หลักเกณฑ์ของปีเปลี่ยนหลังจากเปิดหน้านี้ ข้อที่มีเลขเดียวกันอาจถามเรื่องอื่น จึงยังไม่เปลี่ยนเครื่องหมาย ให้อ่านชื่อข้อและคำตอบด้านล่างอีกครั้ง",
    en="the year’s rules changed since this page was opened, and the same number may ask for something else; no mark "
    "was changed: read the items below again",
)


def sheet(scope: Scope, agency: Agency, which: int, today: datetime.date) -> AnswerSheet | None:
    """The answers of a year; None where there is no such year."""
    held = board(scope, agency, which, today)
    return _sheet(scope, held, today) if held is not None else None


def _sheet(scope: Scope, held: Board, today: datetime.date) -> AnswerSheet:
    criteria = held.criteria
    rows = rows_today(held, today)
    return AnswerSheet(
        year=held.round.year,
        edition=criteria.id,
        disclosed=head_of(criteria),
        itas=is_ita(criteria),
        rules=rules_in_words(criteria) if held.round.provisional else None,
        deadline=held.deadline,
        answers=tuple(_answer(rows[item], title_of(criteria, item)) for item in asked_in(criteria)),
        may_enter=scope.may("keep-board", held.agency) and not held.closed,
        closed=held.closed,
    )


def _answer(row: BoardRow, title: Text) -> Answer:
    whole = [(None, link) for link in row.kept.links]
    parts = [(part.name, link) for part in row.periods for link in part.kept.links]
    links = (*whole, *parts)
    standing = [(link.url, link.explanation) for _, link in links if not link.removed]
    return Answer(item=row.kept.item, title=title, row=row, links=links, stamp=answer_stamp(standing))


def enter(
    scope: Scope,
    agency: Agency,
    which: int,
    sent: Mapping[str, str],
    *,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> AnswerSheet | None:
    """Ticks an item (``item``) as entered as it was copied (``stamp``), or takes the tick off (``do`` is back): a sheet
    that says what was ``done``, else one with the answer that somebody changed meanwhile.

    None as ``sheet``; PermissionError where the scope may not; ``YearClosed``.
    """
    if not scope.may("keep-board", agency):
        raise PermissionError("keep-board")
    held = board(scope, agency, which, today)
    if held is None:
        return None
    item = sent.get("item", "")
    shown = _sheet(scope, held, today)
    if sent.get("rules", held.criteria.id) != held.criteria.id:
        return dataclasses.replace(shown, wrong=(OTHER_RULES,), at=item)
    if item not in asked_in(held.criteria):
        return shown
    try:
        if sent.get("do") == "back":
            take_back_entry(round=held.round, item=item, person=person, now=now)
            told = Text(th=f"ยกเลิกเครื่องหมายของข้อ {item} แล้ว", en=f"The mark of {item} was taken off.")
            return dataclasses.replace(shown, done=told, at=item)
        enter_item(round=held.round, item=item, seen=sent.get("stamp", ""), person=person, now=now)
    except BoardChanged:
        found = board(scope, agency, which, today)
        shown = _sheet(scope, found, today) if found is not None else shown
        return dataclasses.replace(
            shown, conflict=next((each for each in shown.answers if each.item == item), None), at=item
        )
    except YearClosed:
        raise
    except RulesChanged:
        return dataclasses.replace(shown, wrong=(OTHER_RULES,), at=item)
    except Refused as refused:
        return dataclasses.replace(shown, wrong=tuple(problem.text for problem in refused.problems), at=item)
    told = Text(th=f"ทำเครื่องหมายว่ากรอกข้อ {item} แล้ว", en=f"{item} is marked as entered.")
    return dataclasses.replace(shown, done=told, at=item)
