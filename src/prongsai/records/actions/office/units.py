"""Units of an agency are added, renamed, moved, placed and sorted; one that nothing ever named is taken away."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db import transaction

from prongsai.records.actions.grants import NotPossible
from prongsai.records.actions.history import record
from prongsai.records.actions.office.unit_changes import (
    MOST_DEEP,
    MOST_NAMED,
    MOST_UNITS,
    Change,
    UnitChanged,
    begin,
    closed_already,
    days_turned,
    depth_below,
    double,
    height,
    not_below_itself,
    same_name,
    used,
)
from prongsai.records.models import Agency, Person, Unit
from prongsai.records.witness import gone

Step = Literal["up", "down"]


@dataclass(frozen=True)
class Planned:
    """A unit that is to be added, with those below it."""

    name: str
    below: tuple[Planned, ...] = ()


@transaction.atomic
def add_units(
    *,
    agency: Agency,
    parent: int | None,
    planned: Sequence[Planned],
    person: Person | None,
    now: datetime.datetime,
    known: bool = False,
) -> list[Unit]:
    """Adds units below ``parent`` (None: at the top). Several keep their order; one alone stands in Thai order.

    ``known``: it is a list, which keeps its order; one that stands there already is taken as it is, else refused, as is
    more than fits; then nothing is added.
    """
    change = begin(agency, person, now)
    above = change.standing(parent)
    made = list(_add(change, above, planned, depth_below(change.units, above), known))
    if made:
        names = [unit.name for unit in made[:MOST_NAMED]] + (["…"] if len(made) > MOST_NAMED else [])
        detail = {"below": above.name if above else "", "units": names if len(made) > 1 else []}
        change.tell("add-unit", made[0], detail, made)
    return made


def _add(change: Change, above: Unit | None, planned: Sequence[Planned], depth: int, known: bool) -> Iterator[Unit]:
    beside = change.below(above.pk if above else None)
    placed = all(unit.position for unit in beside) and (known or len(beside) > 0 or len(planned) > 1)
    last = max((unit.position for unit in beside), default=0)
    if planned and depth >= MOST_DEEP:
        raise NotPossible(
            f"ส่วนราชการซ้อนกันได้ไม่เกิน {MOST_DEEP} ชั้น “{planned[0].name}” อยู่ลึกกว่านั้น ให้จัดไว้ใต้ส่วนราชการที่สูงขึ้น",
            f"Units stand at most {MOST_DEEP} deep, and “{planned[0].name}” would be deeper: put it further up.",
        )
    for each in planned:
        unit = same_name(beside, each.name)
        if unit is not None and not (known and unit.valid_to is None):
            raise double(unit, above)
        if unit is None:
            if len(change.units) >= MOST_UNITS:
                raise NotPossible(
                    f"หน่วยงานมีส่วนราชการได้ไม่เกิน {MOST_UNITS} รายการ รวมที่ปิดแล้ว ให้ลดรายการที่จะเพิ่ม",
                    f"An agency has at most {MOST_UNITS} units, closed ones too: add fewer.",
                )
            last += 1
            unit = Unit(agency=change.agency, parent=above, name=each.name, position=last if placed else 0)
            change.keep(unit)
            change.units[unit.pk] = unit
            beside.append(unit)
            yield unit
        yield from _add(change, unit, each.below, depth + 1, known)


@transaction.atomic
def edit_unit(
    *,
    agency: Agency,
    number: int,
    opened: str,
    name: str,
    valid_from: datetime.date | None,
    person: Person | None,
    now: datetime.datetime,
) -> Unit:
    """Another name, and from which day the unit stands; the same again writes nothing.

    ``UnitChanged``, ``NotPossible``."""
    change = begin(agency, person, now)
    unit = change.opened(number, opened)
    if (unit.name, unit.valid_from) == (name, valid_from):
        return unit
    other = same_name(change.below(unit.parent_id), name, but=unit)
    if other is not None:
        raise double(other, change.units.get(unit.parent_id) if unit.parent_id else None)
    if unit.valid_to is not None and valid_from is not None and valid_from > unit.valid_to:
        raise days_turned(unit, valid_from, unit.valid_to)
    before = unit.name
    unit.name, unit.valid_from = name, valid_from
    change.keep(unit)
    detail = {"before": before if before != name else "", "starts": valid_from.isoformat() if valid_from else ""}
    change.tell("edit-unit", unit, detail, [unit])
    return unit


@transaction.atomic
def move_unit(
    *, agency: Agency, number: int, opened: str, parent: int | None, person: Person | None, now: datetime.datetime
) -> Unit:
    """The unit, with all below it, stands below another one, or at the top. ``UnitChanged``, ``NotPossible``."""
    change = begin(agency, person, now)
    unit = change.opened(number, opened)
    if unit.valid_to is not None:
        raise closed_already(unit)
    above = change.standing(parent)
    if unit.parent_id == parent:
        return unit
    if above is not None:
        not_below_itself(change.units, unit, above)
    other = same_name(change.below(parent), unit.name, but=unit)
    if other is not None:
        raise double(other, above)
    if depth_below(change.units, above) + height(change.units, unit) > MOST_DEEP:
        raise NotPossible(
            f"ย้าย “{unit.name}” แล้วจะซ้อนกันเกิน {MOST_DEEP} ชั้น ให้ย้ายไปไว้ใต้ส่วนราชการที่สูงขึ้น",
            f"There “{unit.name}” and what is below it would stand more than {MOST_DEEP} deep: put it further up.",
        )
    before = change.units[unit.parent_id].name if unit.parent_id else ""
    unit.parent, unit.position = above, 0
    change.keep(unit)
    change.tell("move-unit", unit, {"before": before, "below": above.name if above else ""}, [unit])
    return unit


@transaction.atomic
def place_unit(*, agency: Agency, number: int, step: Step, person: Person | None, now: datetime.datetime) -> None:
    """The unit changes places with the open neighbour before or behind it; all beside it are placed by hand then."""
    change = begin(agency, person, now)
    unit = change.units.get(number)
    if unit is None:
        raise UnitChanged(None)
    beside = change.below(unit.parent_id)
    at = beside.index(unit)
    ways = range(at - 1, -1, -1) if step == "up" else range(at + 1, len(beside))
    to = next((each for each in ways if beside[each].valid_to is None), None)
    if to is None:
        return
    beside.insert(to, beside.pop(at))
    _place(change, unit, list(enumerate(beside, 1)))


@transaction.atomic
def sort_units(*, agency: Agency, parent: int | None, person: Person | None, now: datetime.datetime) -> None:
    """What stands below a unit (None: at the top) is in Thai order again, and nothing is placed by hand."""
    change = begin(agency, person, now)
    beside = change.below(parent)
    if beside:
        _place(change, change.units.get(parent or 0) or beside[0], [(0, unit) for unit in beside])


def _place(change: Change, about: Unit, places: Iterable[tuple[int, Unit]]) -> None:
    moved = [(position, unit) for position, unit in places if unit.position != position]
    for position, unit in moved:
        # What somebody else has open is still as they opened it.
        unit.position = position
        unit.save(update_fields=["position"])
    if moved:
        change.tell("place-unit", about, {}, [unit for _, unit in moved])


@transaction.atomic
def remove_unit(*, agency: Agency, number: int, opened: str, person: Person | None, now: datetime.datetime) -> None:
    """Takes away a unit that was entered by mistake; ``NotPossible`` where anything names it."""
    change = begin(agency, person, now)
    unit = change.opened(number, opened)
    if unit.valid_to is not None:
        raise closed_already(unit)
    if used(change.units, unit):
        raise NotPossible(
            f"“{unit.name}” มีข้อมูลอื่นอ้างถึงแล้ว จึงลบไม่ได้ ให้ปิดหรือรวมกับส่วนราชการอื่นแทน",
            f"“{unit.name}” is named by something already and cannot be removed: close or merge it instead.",
        )
    told = gone(unit)
    unit.delete()
    record(agency=agency, person=person, action="remove-unit", about=unit.name, witnessed=[told], now=change.now)
