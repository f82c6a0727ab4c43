"""Units of agencies as a tree: which stand above and below which, in what order, and how far a role in one reaches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from prongsai.language.sorting import sort_key
from prongsai.records.models import Agency, Unit
from prongsai.records.scope import SYSTEM


@dataclass(frozen=True)
class UnitPlace:
    """A unit as far as the tree goes: the one above it, the one that took it over, and whether it is closed."""

    parent: int | None
    merged_into: int | None = None
    closed: bool = False

    @property
    def above(self) -> int | None:
        """Under which unit its rows stand now: that which took it over, else that above it."""
        return self.parent if self.merged_into is None else self.merged_into


Tree = Mapping[int, UnitPlace]


def tree_of(agencies: Collection[int]) -> Tree:
    """The tree of some agencies' units, by number; nothing is asked of the database for none."""
    if not agencies:
        return {}
    rows = Unit.objects.within(SYSTEM).filter(agency__in=agencies).order_by("pk")
    values = rows.values_list("pk", "parent_id", "merged_into_id", "valid_to")
    return {pk: UnitPlace(parent, merged, closed=last is not None) for pk, parent, merged, last in values}


def subtree(tree: Tree, root: int) -> frozenset[int]:
    """A unit and all whose rows stand under it: those below it, closed ones too, and those that were merged into them.

    Empty where there is no such unit. Ends on any rows, also on such as were written by hand in a circle.
    """
    if root not in tree:
        return frozenset()
    below: dict[int, list[int]] = {}
    for number, node in tree.items():
        if node.above is not None:
            below.setdefault(node.above, []).append(number)
    found, waiting = set[int](), [root]
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            waiting += below.get(number, ())
    return frozenset(found)


def reach(tree: Tree, root: int) -> frozenset[int]:
    """The units in which a role that is held in ``root`` counts: its subtree. None where it is closed or was merged:
    whoever looked after it is given the role anew, by somebody who decides it."""
    node = tree.get(root)
    return frozenset() if node is None or node.closed or node.merged_into is not None else subtree(tree, root)


def in_circle(tree: Tree, number: int) -> bool:
    """Whether somebody who goes up from a unit comes to it again."""
    seen, at = set[int](), tree[number].above
    while at is not None and at in tree and at not in seen:
        if at == number:
            return True
        seen.add(at)
        at = tree[at].above
    return False


def units_in(agency: Agency) -> dict[int, Unit]:
    """Every unit of an agency by number."""
    rows = Unit.objects.within(SYSTEM).filter(agency=agency).select_related("changed_by")
    return {row.pk: row for row in rows}


def node_of(unit: Unit) -> UnitPlace:
    """A row as far as the tree goes."""
    return UnitPlace(unit.parent_id, unit.merged_into_id, closed=unit.valid_to is not None)


def in_order(units: Iterable[Unit]) -> list[Unit]:
    """Neighbours as they are shown: those that somebody placed, then the others in Thai order."""
    return sorted(units, key=lambda unit: (unit.position == 0, unit.position, sort_key(unit.name), unit.pk))


def walk(units: Mapping[int, Unit]) -> Iterator[tuple[int, Unit]]:
    """Every unit in the order of the page, each with how deep it stands (0: at the top)."""
    below: dict[int | None, list[Unit]] = {}
    for unit in units.values():
        below.setdefault(unit.parent_id, []).append(unit)
    waiting = [(0, unit) for unit in reversed(in_order(below.pop(None, ())))]
    while waiting:
        depth, unit = waiting.pop()
        yield depth, unit
        waiting += [(depth + 1, each) for each in reversed(in_order(below.pop(unit.pk, ())))]


def path_of(units: Mapping[int, Unit], unit: Unit) -> tuple[str, ...]:
    """Names from the top of the tree down to a unit."""
    names, at, seen = list[str](), unit, set[int]()
    while at.pk not in seen:
        seen.add(at.pk)
        names.append(at.name)
        if at.parent_id is None or at.parent_id not in units:
            break
        at = units[at.parent_id]
    return tuple(reversed(names))


def now_of(units: Mapping[int, Unit], unit: Unit) -> Unit:
    """The unit that is shown in a unit's place: where it was merged, that which took it over, however often."""
    seen = set[int]()
    while unit.merged_into_id is not None and unit.merged_into_id in units and unit.pk not in seen:
        seen.add(unit.pk)
        unit = units[unit.merged_into_id]
    return unit
