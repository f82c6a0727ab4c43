"""The board of a year: shown as a reader asks for it, its rows given to units and people."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence

from prongsai.criteria.board import STATES, asked_in, period_days
from prongsai.flow.disclosure.reading import BETWEEN, Board, board, chain_to, last_of
from prongsai.language.calendar import closes, full_date, opens
from prongsai.language.text import Text, shortened
from prongsai.language.thai_text import tidy
from prongsai.language.typed_days import typed_day
from prongsai.publish.assemble.building.called import is_ita
from prongsai.records.actions.disclosure.items import Assignment, RowKey, assign_items
from prongsai.records.actions.disclosure.rows import BoardChanged, RulesChanged
from prongsai.records.models import Agency, Person, Unit
from prongsai.records.queries.units import path_of, walk
from prongsai.records.scope import Scope
from prongsai.screens.agency.disclosure.board import (
    Asked,
    BoardPage,
    BoardRow,
    GoneRow,
    Typed,
    board_rows,
    counts_of,
    grouped,
    head_of,
    urgent_first,
    wanted,
)
from prongsai.screens.agency.disclosure.kept import KeptRow
from prongsai.screens.agency.disclosure.last import last_years, stakes
from prongsai.screens.agency.office.units import UnitChoice
from prongsai.screens.agency.running.opening import rules_in_words

NONE = "none"  # what a form sends to take a unit, a person or a day off
MOST_AT_ONCE = 500  # rows of one assignment
OTHER_RULES = Text(
    th="หลักเกณฑ์ของปีเปลี่ยนหลังจากเปิดหน้านี้ ข้อที่มีเลขเดียวกันอาจถามเรื่องอื่น จึงยังไม่มอบหมาย ให้อ่านชื่อข้อแล้วเลือกอีกครั้ง",
    en="the year’s rules changed since this page was opened, and the same number may ask for something else; nothing "
    "was assigned: read the items and choose again",
)


def page(scope: Scope, agency: Agency, which: int, sent: Mapping[str, str], today: datetime.date) -> BoardPage | None:
    """The board as it is asked for by ``unit``, ``state`` and ``mine``; None where there is no such year."""
    held = board(scope, agency, which, today)
    return _page(scope, held, sent, today) if held is not None else None


def _page(
    scope: Scope, held: Board, sent: Mapping[str, str], today: datetime.date, chosen: Sequence[str] = ()
) -> BoardPage:
    criteria, which = held.criteria, held.round.year
    last = last_of(scope, held.agency, which, today)
    years = last_years(criteria, last, chain_to(criteria, last), {})
    rows = board_rows(
        criteria,
        held.rows,
        deadline=held.deadline,
        today=today,
        years=years,
        stake=stakes(criteria, last, years),
    )
    asked = _asked(held, sent)
    # What somebody chose stays to be seen, though it is no longer of what was asked for.
    kept = {key.partition("_")[0] for key in chosen}
    found = {item: row for item, row in rows.items() if item in kept or wanted(row, asked)}
    return BoardPage(
        year=which,
        edition=criteria.id,
        disclosed=head_of(criteria),
        itas=is_ita(criteria),
        rules=rules_in_words(criteria) if held.round.provisional else None,
        deadline=held.deadline,
        groups=grouped(criteria, found),
        urgent=urgent_first(found),
        gone=tuple(_gone(row) for row in held.gone),
        counts=counts_of(rows),
        asked=asked,
        units=tuple(
            UnitChoice(number=unit.pk, path=BETWEEN.join(path_of(held.units, unit)))
            for _, unit in walk(held.units)
            if unit.valid_to is None
        ),
        people=tuple(held.people.items()),
        may_assign=scope.may("keep-board", held.agency) and not held.closed,
        closed=held.closed,
        shown=len(found),
        whole=len(rows),
        mine=sum(row.mine for row in rows.values()),
        unassigned=sum(row.kept.unit_number is None for row in rows.values()),
    )


def _asked(held: Board, sent: Mapping[str, str]) -> Asked:
    unit, state = sent.get("unit", ""), sent.get("state", "")
    known = unit == NONE or unit in {str(number) for number in held.units}
    return Asked(unit=unit if known else "", state=state if state in STATES else "", mine=sent.get("mine", "") == "1")


def _gone(row: KeptRow) -> GoneRow:
    return GoneRow(kept=row, title=row.gone_title, into=row.gone_into)


def assign(
    scope: Scope,
    agency: Agency,
    which: int,
    sent: Mapping[str, str],
    chosen: Sequence[str],
    *,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> BoardPage | None:
    """Gives the rows that were ``chosen`` (by their keys) to a unit, a person, a day, as ``sent``: a page that says how
    many changed, else one with what is wrong, or with what somebody else changed meanwhile.

    None as ``page``; PermissionError where the scope may not; ``YearClosed``.
    """
    if not scope.may("keep-board", agency):
        raise PermissionError("keep-board")
    held = board(scope, agency, which, today)
    if held is None:
        return None
    typed = Typed(
        rows=tuple(chosen[:MOST_AT_ONCE]),
        unit=sent.get("to_unit", ""),
        person=sent.get("to_person", ""),
        due=tidy(sent.get("to_due", "")),
    )
    wrong: list[Text] = []
    seen = _seen(held, sent, typed, wrong)
    given = _given(held, typed, wrong)
    if sent.get("rules", held.criteria.id) != held.criteria.id:
        wrong = [OTHER_RULES]
    if not wrong and given is not None:
        try:
            done = assign_items(round=held.round, seen=seen, given=given, person=person, now=now)
        except BoardChanged as changed:
            # What stands there now, read again: the next press is over that.
            found = board(scope, agency, which, today)
            shown = _page(scope, found if found is not None else held, sent, today, typed.rows)
            keys = {row.item for row in changed.rows}
            others = tuple(row for row in shown.rows if row.kept.item in keys)
            return dataclasses.replace(shown, typed=typed, others=others)
        except RulesChanged:
            found = board(scope, agency, which, today)
            held, wrong = found if found is not None else held, [OTHER_RULES]
            return dataclasses.replace(_page(scope, held, sent, today), wrong=tuple(wrong))
        return BoardPage(year=which, disclosed=head_of(held.criteria), done=done)
    shown = _page(scope, held, sent, today, typed.rows)
    return dataclasses.replace(shown, typed=typed, wrong=tuple(wrong))


def _seen(held: Board, sent: Mapping[str, str], typed: Typed, wrong: list[Text]) -> dict[RowKey, int]:
    items = set(asked_in(held.criteria))
    seen: dict[RowKey, int] = {}
    for key in typed.rows:
        item, _, period = key.partition("_")
        known = item in items and (not period or (item, period) in held.rows)
        if not known or (period and period_days(held.round.year, period) is None):
            wrong.append(
                Text(
                    th=f"ไม่มีข้อ “{shortened(key, 20)}” ในหลักเกณฑ์ของปีนี้แล้ว ให้เปิดหน้านี้ใหม่แล้วเลือกอีกครั้ง",
                    en=f"the year’s rules have no “{shortened(key, 20)}”: open the page anew and choose again",
                )
            )
            continue
        version = sent.get(f"seen-{key}", "")
        seen[item, period] = int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else -1
    if not seen and not wrong:
        wrong.append(Text(th="ยังไม่ได้เลือกข้อ ให้ทำเครื่องหมายหน้าข้ออย่างน้อยหนึ่งข้อ", en="no item is ticked: tick one or more"))
    return seen


def _given(held: Board, typed: Typed, wrong: list[Text]) -> Assignment | None:
    sets = frozenset(
        name for name, value in (("unit", typed.unit), ("person", typed.person), ("due", typed.due)) if value
    )
    if not sets:
        wrong.append(
            Text(
                th="ยังไม่ได้เลือกส่วนราชการ ผู้รับผิดชอบ หรือวันครบกำหนด ให้เลือกอย่างน้อยหนึ่งอย่าง",
                en="choose a unit, a person or a day",
            )
        )
        return None
    unit: Unit | None = None
    who: Person | None = None
    due: datetime.date | None = None
    if typed.unit and typed.unit != NONE:
        unit = next((each for pk, each in held.units.items() if str(pk) == typed.unit and not each.valid_to), None)
        if unit is None:
            wrong.append(
                Text(
                    th="ไม่พบส่วนราชการที่เลือก อาจปิดหรือรวมไปแล้ว ให้เลือกจากรายการปัจจุบัน",
                    en="the unit does not stand any more: choose one from the list",
                )
            )
    if typed.person and typed.person != NONE:
        number = next((pk for pk in held.people if str(pk) == typed.person), None)
        who = Person.objects.filter(pk=number).first() if number is not None else None
        if who is None:
            wrong.append(
                Text(
                    th="ผู้ที่เลือกไม่มีบทบาทที่ตอบข้อได้ในวันนี้ ให้เลือกจากรายการปัจจุบัน",
                    en="that person may not answer items today: choose one from the list",
                )
            )
    if typed.due and typed.due != "-":
        read = typed_day(typed.due)
        if isinstance(read, Text):
            wrong.append(read)
        elif not opens(held.round.year - 1) <= read <= closes(held.round.year + 1):
            # A day of another decade is a slip of the keys, and would stand as late by thousands of days.
            wrong.append(
                Text(
                    th=f"{full_date(read)} ห่างจากปีงบประมาณ {held.round.year} เกินหนึ่งปี ให้ตรวจปี พ.ศ. แล้วพิมพ์อีกครั้ง",
                    en=f"“{shortened(typed.due, 40)}” is more than a year away from {held.round.year}: check the year",
                )
            )
        else:
            due = read
    return Assignment(sets=sets, unit=unit, person=who, due=due)


def rows_today(held: Board, today: datetime.date) -> dict[str, BoardRow]:
    """The rows of a board as they stand today, without last year."""
    return board_rows(held.criteria, held.rows, deadline=held.deadline, today=today)
