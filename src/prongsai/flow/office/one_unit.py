"""One unit of an agency: shown, renamed, moved, closed, opened again, merged, removed."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping

from prongsai.flow.office.unit_list import clean_name, wrong_name
from prongsai.flow.office.units import (
    GONE,
    Units,
    above_of,
    choice,
    chosen,
    may_change,
    must_change,
    people_of,
    places,
    standing,
)
from prongsai.language.calendar import full_date
from prongsai.language.text import Text
from prongsai.language.typed_days import day_of
from prongsai.records.actions.grants import NotPossible
from prongsai.records.actions.office import closing_units as closing
from prongsai.records.actions.office import units as actions
from prongsai.records.actions.office.unit_changes import UnitChanged, stamp, used
from prongsai.records.models import Agency, Person, Unit
from prongsai.records.queries.units import node_of, now_of, path_of, subtree, units_in
from prongsai.records.scope import Scope
from prongsai.screens.agency.office.units import UnitPage

_FIELDS = ("name", "starts", "parent", "into", "last_day")
_CHOOSE = Text(th="ให้เลือกส่วนราชการที่จะรวมเข้าด้วยจากรายการ", en="choose the unit that takes it over from the list")


def page(scope: Scope, agency: Agency, number: int, *, today: datetime.date) -> UnitPage | None:
    """One unit as it stands; None where the agency has none of that number."""
    units = units_in(agency)
    unit = units.get(number)
    return None if unit is None else _page(scope, agency, units, unit, today)


def _page(scope: Scope, agency: Agency, units: Units, unit: Unit, today: datetime.date) -> UnitPage:
    able = may_change(scope, agency, above_of(units, unit))
    own = subtree({pk: node_of(each) for pk, each in units.items()}, unit.pk)
    stands = unit.valid_to is None
    others = [each for each in standing(units) if each.pk not in own]
    targets = [each for each in others if may_change(scope, agency, above_of(units, each))]
    below = [each for each in standing(units) if each.parent_id == unit.pk]
    into = now_of(units, unit)
    return UnitPage(
        number=unit.pk,
        name=unit.name,
        starts=full_date(unit.valid_from) if unit.valid_from else "",
        path=path_of(units, unit)[:-1],
        last_day=unit.valid_to,
        into=choice(units, into) if into is not unit else None,
        people=tuple(people_of(scope, agency, today).get(unit.pk, ())),
        below=tuple(choice(units, each) for each in below),
        may_change=able,
        may_add=stands and may_change(scope, agency, unit),
        may_remove=able and stands and not used(units, unit),
        places=places(scope, agency, units, but=own) if able and stands else (),
        targets=tuple(choice(units, each) for each in targets) if able and stands else (),
        today=full_date(today),
        opened=stamp(unit),
        by=str(unit.changed_by or ""),
        at=unit.changed_at,
        typed={
            "name": unit.name,
            "starts": full_date(unit.valid_from) if unit.valid_from else "",
            "parent": str(unit.parent_id or ""),
            "into": "",
            "last_day": "",
        },
    )


def change(
    scope: Scope,
    agency: Agency,
    number: int,
    sent: Mapping[str, str],
    *,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> UnitPage | None:
    """Does with a unit what was ``sent``: ``do`` is edit, move, close, reopen, merge or remove.

    A page that is ``saved``, or one with what stands in the way; PermissionError where the reader may not."""
    units = units_in(agency)
    unit = units.get(number)
    if unit is None:
        # Who may change nothing here learns nothing of what was there.
        must_change(scope, agency, None)
        return UnitPage(number=number, name="", gone=True)
    must_change(scope, agency, above_of(units, unit))
    typed = {key: clean_name(sent.get(key, "")) for key in _FIELDS if key in sent}
    try:
        said: Text | UnitPage = _do(
            scope, agency, units, unit, sent.get("do", ""), typed, sent.get("opened", ""), person, now, today
        )
    except NotPossible as refused:
        said = _refused(scope, agency, unit, typed, refused.text, today)
    except UnitChanged as changed:
        if changed.now is None:
            return UnitPage(number=number, name=unit.name, gone=True)
        fresh = page(scope, agency, number, today=today)
        return None if fresh is None else dataclasses.replace(fresh, other=True, typed={**fresh.typed, **typed})
    if isinstance(said, UnitPage):
        return said
    fresh = page(scope, agency, number, today=today) or UnitPage(number=number, name=unit.name, gone=True)
    return dataclasses.replace(fresh, saved=said)


def _do(
    scope: Scope,
    agency: Agency,
    units: Units,
    unit: Unit,
    do: str,
    typed: Mapping[str, str],
    opened: str,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> Text | UnitPage:
    """What was done, in words; or the page with what is wrong."""

    def wrong(said: Text) -> UnitPage:
        return _refused(scope, agency, unit, typed, said, today)

    name = unit.name
    match do:
        case "edit":
            new, starts = typed.get("name", ""), typed.get("starts", "")
            said = wrong_name(new) or _unread(starts)
            if said is not None:
                return wrong(said)
            actions.edit_unit(
                agency=agency,
                number=unit.pk,
                opened=opened,
                name=new,
                valid_from=day_of(starts) if starts else None,
                person=person,
                now=now,
            )
            return Text(th=f"บันทึก “{new}” แล้ว", en=f"“{new}” was saved.")
        case "move":
            parent, found = chosen(units, typed.get("parent", ""))
            if not found:
                return wrong(GONE)
            must_change(scope, agency, parent)
            actions.move_unit(
                agency=agency,
                number=unit.pk,
                opened=opened,
                parent=parent.pk if parent else None,
                person=person,
                now=now,
            )
            return Text(th=f"ย้าย “{name}” แล้ว", en=f"“{name}” was moved.")
        case "close":
            said = _no_day(typed.get("last_day", ""))
            if said is not None:
                return wrong(said)
            closed = closing.close_unit(
                agency=agency,
                number=unit.pk,
                opened=opened,
                last_day=_day(typed["last_day"]),
                person=person,
                today=today,
                now=now,
            )
            more = f" พร้อมส่วนราชการภายใต้ {len(closed) - 1} รายการ" if len(closed) > 1 else ""
            return Text(th=f"ปิด “{name}”{more} แล้ว", en=f"Closed with what stood below it: {len(closed)}.")
        case "reopen":
            closing.reopen_unit(agency=agency, number=unit.pk, opened=opened, person=person, now=now)
            return Text(th=f"เปิดใช้ “{name}” อีกครั้งแล้ว", en=f"“{name}” stands again.")
        case "merge":
            target, found = chosen(units, typed.get("into", ""))
            said = _CHOOSE if target is None and found else None if found else GONE
            said = said or _no_day(typed.get("last_day", ""))
            if said is not None or target is None:
                return wrong(said or _CHOOSE)
            must_change(scope, agency, above_of(units, target))
            into = closing.merge_unit(
                agency=agency,
                number=unit.pk,
                opened=opened,
                into=target.pk,
                last_day=_day(typed["last_day"]),
                person=person,
                today=today,
                now=now,
            )
            return Text(th=f"รวม “{name}” เข้ากับ “{into.name}” แล้ว", en=f"“{name}” was merged into “{into.name}”.")
        case "remove":
            actions.remove_unit(agency=agency, number=unit.pk, opened=opened, person=person, now=now)
            return Text(th=f"ลบ “{name}” แล้ว", en=f"“{name}” was removed.")
    return wrong(Text(th="ไม่เข้าใจคำสั่ง ให้ใช้ปุ่มในหน้านี้", en="what to do is not clear: use the buttons of this page"))


def _refused(
    scope: Scope, agency: Agency, unit: Unit, typed: Mapping[str, str], said: Text, today: datetime.date
) -> UnitPage:
    fresh = page(scope, agency, unit.pk, today=today)
    if fresh is None:
        return UnitPage(number=unit.pk, name=unit.name, gone=True)
    return dataclasses.replace(fresh, wrong=(said,), typed={**fresh.typed, **typed})


def _unread(day: str) -> Text | None:
    if not day or day_of(day) is not None:
        return None
    return Text(
        th=f"ไม่เข้าใจวันที่ “{day[:40]}” ให้พิมพ์ เช่น 1 ตุลาคม 2568 หรือ 1/10/2568 หรือเว้นว่างเมื่อไม่ทราบ",
        en="cannot read the day: write “1 ตุลาคม 2568” or 1/10/2568, or nothing where it is not known",
    )


def _no_day(day: str) -> Text | None:
    if not day:
        return Text(
            th="ให้ระบุวันสุดท้าย เช่น 30 กันยายน 2568 หรือ 30/9/2568", en="give the last day, as “30 กันยายน 2568” or 30/9/2568"
        )
    return _unread(day)


def _day(typed: str) -> datetime.date:
    day = day_of(typed)
    assert day is not None  # looked at before
    return day
