"""Units of an agency are closed, opened again and merged into others; none that was used is deleted."""

from __future__ import annotations

import datetime

from django.db import transaction

from prongsai.language.calendar import full_date
from prongsai.records.actions.grants import NotPossible
from prongsai.records.actions.office.unit_changes import (
    MOST_DEEP,
    MOST_NAMED,
    begin,
    closed_already,
    days_turned,
    depth_below,
    height,
    not_below_itself,
    same_name,
)
from prongsai.records.models import Agency, Person, Unit
from prongsai.records.queries.units import node_of, subtree


@transaction.atomic
def close_unit(
    *,
    agency: Agency,
    number: int,
    opened: str,
    last_day: datetime.date,
    person: Person | None,
    today: datetime.date,
    now: datetime.datetime,
) -> list[Unit]:
    """The unit is closed, with all that stand below it; gives them. ``UnitChanged``, ``NotPossible``."""
    change = begin(agency, person, now)
    unit = change.opened(number, opened)
    _last_day(unit, last_day, today)
    tree = {pk: node_of(each) for pk, each in change.units.items()}
    below = [change.units[each] for each in sorted(subtree(tree, unit.pk)) if each != unit.pk]
    closed = [unit, *(each for each in below if each.valid_to is None)]
    for each in closed:
        if each.valid_from is not None and each.valid_from > last_day:
            raise days_turned(each, each.valid_from, last_day)
        each.valid_to = last_day
        change.keep(each)
    detail = {"last_day": last_day.isoformat(), "units": [each.name for each in closed[1 : MOST_NAMED + 1]]}
    change.tell("close-unit", unit, detail, closed)
    return closed


def _last_day(unit: Unit, last_day: datetime.date, today: datetime.date) -> None:
    if unit.valid_to is not None:
        raise closed_already(unit)
    if last_day > today:
        raise NotPossible(
            f"วันสุดท้าย {full_date(last_day)} ยังมาไม่ถึง ให้บันทึกเมื่อถึงวันนั้น เพราะเมื่อบันทึกแล้วจะใช้ส่วนราชการนี้ต่อไม่ได้ทันที",
            "That day is still to come: enter it when it is there, for the unit is closed at once.",
        )
    if unit.valid_from is not None and unit.valid_from > last_day:
        raise days_turned(unit, unit.valid_from, last_day)


@transaction.atomic
def reopen_unit(*, agency: Agency, number: int, opened: str, person: Person | None, now: datetime.datetime) -> Unit:
    """A unit that was closed or merged stands again where it stood; those below it are opened one by one."""
    change = begin(agency, person, now)
    unit = change.opened(number, opened)
    if unit.valid_to is None:
        return unit
    if unit.parent_id is not None:
        change.standing(unit.parent_id)
    into = change.units.get(unit.merged_into_id) if unit.merged_into_id else None
    unit.valid_to, unit.merged_into = None, None
    change.keep(unit)
    change.tell("reopen-unit", unit, {"merged_into": into.name if into else ""}, [unit])
    return unit


@transaction.atomic
def merge_unit(
    *,
    agency: Agency,
    number: int,
    opened: str,
    into: int,
    last_day: datetime.date,
    person: Person | None,
    today: datetime.date,
    now: datetime.datetime,
) -> Unit:
    """The unit is merged into another one: closed, with those below it that stand moved there. What names it shows the
    other one from then on. ``UnitChanged``, ``NotPossible``."""
    change = begin(agency, person, now)
    unit = change.opened(number, opened)
    _last_day(unit, last_day, today)
    target = change.standing(into)
    assert target is not None
    not_below_itself(change.units, unit, target)
    moved = [each for each in change.below(unit.pk) if each.valid_to is None]
    there = change.below(target.pk)
    for each in moved:
        # The unit itself may stand below the one that takes it over, with a part of its own name.
        other = same_name(there, each.name)
        if other is not None:
            raise NotPossible(
                f"ทั้ง “{unit.name}” และ “{target.name}” มี “{other.name}” ให้รวมหรือเปลี่ยนชื่อรายการนั้นก่อน แล้วรวมใหม่",
                f"Both “{unit.name}” and “{target.name}” have a “{other.name}”: merge or rename that first.",
            )
    if moved and depth_below(change.units, target) + max(height(change.units, each) for each in moved) > MOST_DEEP:
        raise NotPossible(
            f"รวมแล้วส่วนราชการจะซ้อนกันเกิน {MOST_DEEP} ชั้น ให้ย้ายรายการที่อยู่ใต้ “{unit.name}” ก่อน",
            f"Merged, units would stand more than {MOST_DEEP} deep: move what is below “{unit.name}” first.",
        )
    for each in moved:
        each.parent, each.position = target, 0
        change.keep(each)
    unit.valid_to, unit.merged_into = last_day, target
    change.keep(unit)
    detail = {
        "into": target.name,
        "last_day": last_day.isoformat(),
        "units": [each.name for each in moved[:MOST_NAMED]],
    }
    change.tell("merge-unit", unit, detail, [unit, *moved])
    return target
