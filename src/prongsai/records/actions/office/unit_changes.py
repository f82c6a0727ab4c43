"""What every change of an agency's units rests on: the units as they stand, and what is refused in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prongsai.language.calendar import full_date
from prongsai.records.actions.grants import NotPossible
from prongsai.records.actions.history import record, turnstile
from prongsai.records.models import Agency, Grant, Invitation, OitItem, Person, Unit
from prongsai.records.queries.units import in_order, node_of, subtree
from prongsai.records.queries.units import units_in as units_in
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import witness

MOST_UNITS = 500  # of an agency, closed ones too
MOST_DEEP = 6  # สำนัก, ส่วน, ฝ่าย, งาน, and two more
MOST_NAMED = 30  # in one line of the history


class UnitChanged(Exception):
    """Somebody else changed the unit since it was opened; ``now`` is what stands there, None where it is gone."""

    def __init__(self, now: Unit | None) -> None:
        super().__init__("the unit was changed meanwhile")
        self.now = now


@dataclass(frozen=True)
class Change:
    """Who changes something of which agency when, and its units as they stand."""

    agency: Agency
    person: Person | None
    now: datetime.datetime
    units: dict[int, Unit]

    def opened(self, number: int, stamped: str) -> Unit:
        """The unit as it was opened; ``UnitChanged`` where it is no longer so."""
        unit = self.units.get(number)
        if unit is None or stamp(unit) != stamped:
            raise UnitChanged(unit)
        return unit

    def standing(self, number: int | None) -> Unit | None:
        """A unit under which something may stand, None for the top of the tree; ``NotPossible`` where it is closed."""
        if number is None:
            return None
        unit = self.units.get(number)
        if unit is None:
            raise NotPossible(
                "ไม่พบส่วนราชการที่เลือก อาจมีผู้ลบไปแล้ว ให้เปิดหน้าส่วนราชการใหม่แล้วเลือกอีกครั้ง",
                "The unit that was chosen is not there; it may have been removed. Open the page anew and choose again.",
            )
        if unit.valid_to is not None:
            raise NotPossible(
                f"“{unit.name}” ปิดหรือรวมไปแล้ว ให้เลือกส่วนราชการที่ยังเปิดอยู่",
                f"“{unit.name}” is closed or was merged: choose one that stands.",
            )
        return unit

    def below(self, parent: int | None) -> list[Unit]:
        """Those that stand directly below a unit, closed ones too, in order."""
        return in_order(unit for unit in self.units.values() if unit.parent_id == parent)

    def keep(self, unit: Unit) -> None:
        """Writes the unit, with who changed it when."""
        unit.changed_at, unit.changed_by = self.now, self.person
        unit.save()

    def tell(self, action: str, about: Unit, detail: Mapping[str, object], rows: Iterable[Unit]) -> None:
        """A line of history, witness to the rows that were changed."""
        record(
            agency=self.agency,
            person=self.person,
            action=action,
            about=about.name,
            detail={key: value for key, value in detail.items() if value},
            witnessed=[witness(row) for row in rows],
            now=self.now,
        )


def stamp(unit: Unit | None) -> str:
    """What tells one state of a unit from another."""
    return unit.changed_at.astimezone(datetime.UTC).isoformat() if unit is not None and unit.changed_at else ""


def plain_name(name: str) -> str:
    """A name without its spaces: two that differ in nothing else are one."""
    return "".join(name.split()).casefold()


def begin(agency: Agency, person: Person | None, now: datetime.datetime) -> Change:
    """Begins a change: one at a time in an agency, until the transaction ends."""
    turnstile(agency)
    # Databases and backups keep times to other fractions: what is compared later is kept the same in all.
    return Change(agency, person, now.replace(microsecond=now.microsecond // 1000 * 1000), units_in(agency))


def same_name(units: Iterable[Unit], name: str, *, but: Unit | None = None) -> Unit | None:
    """The one of ``units`` that has the name, however it is spaced."""
    wanted = plain_name(name)
    return next((unit for unit in units if unit is not but and plain_name(unit.name) == wanted), None)


def double(unit: Unit, above: Unit | None) -> NotPossible:
    """Why nothing of that name can be put beside ``unit``."""
    where_th, where_en = (f"ใต้ “{above.name}”", f"below “{above.name}”") if above else ("ชั้นบนสุด", "at the top")
    if unit.valid_to is not None:
        return NotPossible(
            f"{where_th} มี “{unit.name}” ที่ปิดหรือรวมไปแล้ว หากกลับมาใช้ ให้เปิดหน้าของส่วนราชการนั้นแล้วกดเปิดใช้อีกครั้ง หรือใช้ชื่ออื่น",
            f"There is a closed “{unit.name}” {where_en}: open it again from its page, or use another name.",
        )
    return NotPossible(
        f"{where_th} มี “{unit.name}” อยู่แล้ว ให้ใช้ชื่ออื่นหรือใช้ส่วนราชการที่มีอยู่",
        f"There is a “{unit.name}” {where_en} already: use another name, or the one that is there.",
    )


def depth_below(units: Mapping[int, Unit], above: Unit | None) -> int:
    """How many units stand above something that is put below ``above``."""
    depth, seen = 0, set[int]()
    while above is not None and above.pk not in seen:
        seen.add(above.pk)
        depth, above = depth + 1, units.get(above.parent_id) if above.parent_id else None
    return depth


def height(units: Mapping[int, Unit], unit: Unit) -> int:
    """How many levels a unit has with what is below it, itself counted."""
    below = [each for each in units.values() if each.parent_id == unit.pk]
    return 1 + max((height(units, each) for each in below), default=0)


def not_below_itself(units: Mapping[int, Unit], unit: Unit, other: Unit) -> None:
    """``NotPossible`` where ``other`` is the unit itself or stands below it: a tree has no circle."""
    if other.pk in subtree({pk: node_of(each) for pk, each in units.items()}, unit.pk):
        raise NotPossible(
            f"“{other.name}” คือส่วนราชการนี้เองหรืออยู่ภายใต้ “{unit.name}” จึงวนกลับมาที่เดิม ให้เลือกส่วนราชการอื่น",
            f"“{other.name}” is this unit or stands below “{unit.name}”: that would go in a circle. Choose another.",
        )


def days_turned(unit: Unit, starts: datetime.date, ends: datetime.date) -> NotPossible:
    """Why a unit cannot end before it began."""
    return NotPossible(
        f"“{unit.name}” เริ่ม {full_date(starts)} หลังวันสุดท้าย {full_date(ends)} ให้ตรวจวันที่ทั้งสอง",
        f"“{unit.name}” would begin after its last day: check both days.",
    )


def closed_already(unit: Unit) -> NotPossible:
    """Why nothing is done with a unit that does not stand any more."""
    return NotPossible(
        f"“{unit.name}” ปิดหรือรวมไปแล้ว ไม่มีอะไรเปลี่ยน เปิดใช้อีกครั้งก่อนหากยังต้องใช้",
        f"“{unit.name}” is closed or was merged already; nothing was changed. Open it again first if it is needed.",
    )


def used(units: Mapping[int, Unit], unit: Unit) -> bool:
    """Whether anything names a unit: another unit, a role, an invitation or an item, of now or before."""
    if any(unit.pk in (each.parent_id, each.merged_into_id) for each in units.values()):
        return True
    held = (Grant.objects.within(SYSTEM), Invitation.objects.within(SYSTEM), OitItem.objects.within(SYSTEM))
    return any(rows.filter(unit=unit.pk).exists() for rows in held)
