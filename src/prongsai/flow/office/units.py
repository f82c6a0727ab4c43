"""An agency's units: the tree is shown, added to, ordered, and taken from a pasted list."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence

from prongsai.criteria.usual_units import usual_units
from prongsai.flow.office.unit_list import clean_name, read_units, wrong_name
from prongsai.language.text import Text
from prongsai.records.actions.grants import NotPossible
from prongsai.records.actions.office import units as actions
from prongsai.records.actions.office.unit_changes import UnitChanged, plain_name, same_name
from prongsai.records.actions.office.units import Planned
from prongsai.records.models import Agency, Grant, Person, Unit
from prongsai.records.queries.units import in_order, now_of, path_of, units_in, walk
from prongsai.records.scope import Scope
from prongsai.screens.agency.office.units import (
    ClosedUnit,
    ListedUnit,
    UnitChoice,
    UnitListPage,
    UnitNode,
    UnitsPage,
)

Units = Mapping[int, Unit]
BETWEEN = " › "
# Where a unit cannot be found that was asked for by its number.
GONE = Text(
    th="ไม่พบส่วนราชการนี้ อาจมีผู้ลบไปแล้ว ให้ดูรายการปัจจุบัน",
    en="the unit is not there; somebody may have removed it: look at the list",
)


def may_change(scope: Scope, agency: Agency, above: Unit | None) -> bool:
    """Whether the reader may change what stands below ``above``; None: at the top of the tree."""
    return scope.may("edit-unit", agency, unit=above)


def must_change(scope: Scope, agency: Agency, above: Unit | None) -> None:
    """PermissionError where the reader may not."""
    if not may_change(scope, agency, above):
        raise PermissionError("edit-unit")


def above_of(units: Units, unit: Unit) -> Unit | None:
    """The unit above another one."""
    return units.get(unit.parent_id) if unit.parent_id is not None else None


def full_name(units: Units, unit: Unit) -> str:
    """A unit's name behind those of the units above it."""
    return BETWEEN.join(path_of(units, unit))


def standing(units: Units) -> list[Unit]:
    """The units that stand, in the order of the page."""
    return [unit for _, unit in walk(units) if unit.valid_to is None]


def choice(units: Units, unit: Unit) -> UnitChoice:
    """A unit that can be chosen."""
    return UnitChoice(number=unit.pk, path=full_name(units, unit))


TOP = UnitChoice(number=None, path="")


def places(scope: Scope, agency: Agency, units: Units, *, but: frozenset[int] = frozenset()) -> tuple[UnitChoice, ...]:
    """Below what the reader may put something, the top of the tree first; not below those of ``but``."""
    top = (TOP,) if may_change(scope, agency, None) else ()
    below = [unit for unit in standing(units) if unit.pk not in but and may_change(scope, agency, unit)]
    return (*top, *(choice(units, unit) for unit in below))


def people_of(scope: Scope, agency: Agency, today: datetime.date) -> dict[int, list[str]]:
    """Who looks after which unit today, by the unit's number."""
    held = Grant.objects.within(scope).filter(agency=agency, role="section-owner", starts__lte=today)
    rows = held.exclude(unit=None).exclude(ends__lt=today).select_related("person").order_by("person__name", "pk")
    people: dict[int, list[str]] = {}
    for grant in rows:
        people.setdefault(grant.unit_id or 0, []).append(str(grant.person))
    return people


def page(scope: Scope, agency: Agency, *, today: datetime.date, ordering: bool = False) -> UnitsPage:
    """The tree as it stands."""
    units = units_in(agency)
    people = people_of(scope, agency, today)
    below: dict[int | None, list[Unit]] = {}
    for unit in standing(units):
        below.setdefault(unit.parent_id, []).append(unit)

    def nodes(parent: Unit | None) -> tuple[UnitNode, ...]:
        beside = below.get(parent.pk if parent else None, [])
        able = may_change(scope, agency, parent)
        return tuple(
            UnitNode(
                number=unit.pk,
                name=unit.name,
                below=nodes(unit),
                people=tuple(people.get(unit.pk, ())),
                may_change=able,
                first=unit is beside[0],
                last=unit is beside[-1],
            )
            for unit in beside
        )

    closed = [unit for _, unit in walk(units) if unit.valid_to is not None]
    whole = may_change(scope, agency, None)
    top = [unit for unit in units.values() if unit.parent_id is None]
    usual = [name for name in usual_units().get(agency.kind, ()) if same_name(top, name) is None] if whole else []
    return UnitsPage(
        units=nodes(None),
        closed=tuple(_closed(units, unit) for unit in closed),
        usual=tuple(usual),
        places=places(scope, agency, units),
        whole=whole,
        ordering=ordering and bool(places(scope, agency, units)),
    )


def _closed(units: Units, unit: Unit) -> ClosedUnit:
    assert unit.valid_to is not None
    into = full_name(units, now_of(units, unit)) if unit.merged_into_id is not None else ""
    return ClosedUnit(number=unit.pk, path=full_name(units, unit), last_day=unit.valid_to, into=into)


def add(
    scope: Scope,
    agency: Agency,
    *,
    name: str,
    below: str,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> UnitsPage:
    """Adds one unit below the one of number ``below`` (empty: at the top): a page that is ``saved``, or one with what
    is wrong. PermissionError where the reader may not add there."""
    name = clean_name(name)
    parent, found = chosen(units_in(agency), below)
    must_change(scope, agency, parent)
    said = wrong_name(name) if found else GONE
    if said is None:
        try:
            actions.add_units(
                agency=agency, parent=parent.pk if parent else None, planned=[Planned(name)], person=person, now=now
            )
        except NotPossible as refused:
            said = refused.text
    shown = page(scope, agency, today=today)
    if said is not None:
        return dataclasses.replace(shown, typed=name, below=below, wrong=(said,))
    return dataclasses.replace(shown, saved=Text(th=f"เพิ่ม “{name}” แล้ว", en=f"“{name}” was added."))


def chosen(units: Units, number: str) -> tuple[Unit | None, bool]:
    """The unit of a number that was sent, None for the top; and whether there is such a one."""
    if not number:
        return None, True
    plain = number.isascii() and number.isdecimal() and len(number) < 19
    unit = units.get(int(number)) if plain else None
    return unit, unit is not None


def add_usual(
    scope: Scope, agency: Agency, names: Sequence[str], *, person: Person, now: datetime.datetime, today: datetime.date
) -> UnitsPage:
    """Adds those of the usual units of the agency's kind that were ticked; as ``add``."""
    must_change(scope, agency, None)
    ticked = {plain_name(name) for name in names}
    wanted = [Planned(name) for name in usual_units().get(agency.kind, ()) if plain_name(name) in ticked]
    said, made = None, list[Unit]()
    if not wanted:
        said = Text(
            th="ยังไม่ได้เลือกส่วนราชการ ให้ทำเครื่องหมายหน้าชื่ออย่างน้อยหนึ่งรายการ", en="nothing is ticked: choose one or more"
        )
    else:
        try:
            made = actions.add_units(agency=agency, parent=None, planned=wanted, person=person, now=now, known=True)
        except NotPossible as refused:
            said = refused.text
    shown = page(scope, agency, today=today)
    if said is not None:
        return dataclasses.replace(shown, wrong=(said,))
    return dataclasses.replace(shown, saved=added(len(made)))


def added(count: int) -> Text:
    """So many units were added."""
    if count == 0:
        return Text(th="มีอยู่แล้วทุกรายการ ไม่มีอะไรเปลี่ยน", en="All of them are there already; nothing was changed.")
    return Text(th=f"เพิ่มส่วนราชการ {count} รายการแล้ว", en=f"Units added: {count}.")


def place(
    scope: Scope,
    agency: Agency,
    number: str,
    step: str,
    *,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> UnitsPage:
    """The unit goes up or down among its neighbours, or (``step`` sort) all below it are in Thai order again; with
    ``number`` empty those at the top. As ``add``."""
    units = units_in(agency)
    unit, found = chosen(units, number)
    above = unit if step == "sort" or unit is None else above_of(units, unit)
    must_change(scope, agency, above)
    said = None if found else GONE
    if found:
        try:
            if step == "sort":
                actions.sort_units(agency=agency, parent=unit.pk if unit else None, person=person, now=now)
            elif unit is not None:
                actions.place_unit(
                    agency=agency, number=unit.pk, step="up" if step == "up" else "down", person=person, now=now
                )
        except UnitChanged:
            said = GONE
    shown = page(scope, agency, today=today, ordering=True)
    if said is not None:
        return dataclasses.replace(shown, wrong=(said,))
    return dataclasses.replace(shown, saved=Text(th="จัดลำดับแล้ว", en="The order was changed."))


def blank_list(scope: Scope, agency: Agency) -> UnitListPage:
    """The page on which a list is pasted. PermissionError where the reader may not add at all."""
    able = places(scope, agency, units_in(agency))
    if not able:
        raise PermissionError("edit-unit")
    return UnitListPage(places=able)


def paste(
    scope: Scope, agency: Agency, *, text: str, below: str, take: bool, person: Person, now: datetime.datetime
) -> UnitListPage:
    """A pasted list as it was understood; with ``take`` its new units are added. As ``add``."""
    units = units_in(agency)
    parent, found = chosen(units, below)
    must_change(scope, agency, parent)
    read = read_units(text)
    wrong = list(read.wrong)
    if not found:
        wrong.append(GONE)
    if not read.units and not wrong:
        wrong.append(Text(th="ยังไม่มีรายการ ให้วางชื่อส่วนราชการบรรทัดละชื่อ", en="there is nothing: paste a name a line"))
    shown = UnitListPage(
        text=text,
        below=below,
        places=places(scope, agency, units),
        units=tuple(_listed(units, parent, each) for each in read.units) if found else (),
        wrong=tuple(wrong),
    )
    if wrong or not take:
        return shown
    try:
        made = actions.add_units(
            agency=agency,
            parent=parent.pk if parent else None,
            planned=read.units,
            person=person,
            now=now,
            known=True,
        )
    except NotPossible as refused:
        return dataclasses.replace(shown, wrong=(refused.text,))
    return dataclasses.replace(shown, taken=len(made))


def _listed(units: Units, above: Unit | None, planned: Planned, fresh: bool = False) -> ListedUnit:
    beside = [] if fresh else in_order(u for u in units.values() if u.parent_id == (above.pk if above else None))
    held = same_name(beside, planned.name)
    below = tuple(_listed(units, held, each, fresh=held is None) for each in planned.below)
    return ListedUnit(name=planned.name, known=held is not None, below=below)
