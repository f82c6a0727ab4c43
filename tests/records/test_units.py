"""Units of an agency as a tree: what is refused, what is told, and that no sequence of changes makes a circle."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people import NOW, TODAY, Cast, cast, grant
from prongsai.records.actions.grants import NotPossible
from prongsai.records.actions.office import closing_units, units
from prongsai.records.actions.office.unit_changes import MOST_DEEP, MOST_UNITS, UnitChanged, stamp
from prongsai.records.actions.office.units import Planned
from prongsai.records.models import Agency, Entry, Unit
from prongsai.records.queries.units import (
    UnitPlace,
    in_circle,
    now_of,
    path_of,
    reach,
    subtree,
    tree_of,
    units_in,
    walk,
)
from prongsai.records.queries.witnessed import row_faults
from prongsai.records.scope import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody() -> Cast:
    return cast()


def add(agency: Agency, *names: str, below: Unit | None = None) -> list[Unit]:
    planned = [Planned(name) for name in names]
    return units.add_units(agency=agency, parent=below.pk if below else None, planned=planned, person=None, now=NOW)


def fresh(unit: Unit) -> Unit:
    found: Unit = Unit.objects.within(SYSTEM).get(pk=unit.pk)
    return found


def move(unit: Unit, to: Unit | None, opened: str | None = None) -> Unit:
    unit = fresh(unit)
    return units.move_unit(
        agency=unit.agency,
        number=unit.pk,
        opened=stamp(unit) if opened is None else opened,
        parent=to.pk if to else None,
        person=None,
        now=NOW,
    )


def close(unit: Unit, day: datetime.date = TODAY) -> list[Unit]:
    unit = fresh(unit)
    return closing_units.close_unit(
        agency=unit.agency, number=unit.pk, opened=stamp(unit), last_day=day, person=None, today=TODAY, now=NOW
    )


def merge(unit: Unit, into: Unit) -> Unit:
    unit = fresh(unit)
    return closing_units.merge_unit(
        agency=unit.agency,
        number=unit.pk,
        opened=stamp(unit),
        into=into.pk,
        last_day=TODAY,
        person=None,
        today=TODAY,
        now=NOW,
    )


def reopen(unit: Unit) -> Unit:
    unit = fresh(unit)
    return closing_units.reopen_unit(agency=unit.agency, number=unit.pk, opened=stamp(unit), person=None, now=NOW)


def shown(agency: Agency) -> list[str]:
    return ["  " * depth + unit.name for depth, unit in walk(units_in(agency)) if unit.valid_to is None]


def told(agency: Agency) -> list[str]:
    rows = Entry.objects.within(SYSTEM).filter(agency=agency, action__endswith="-unit").order_by("number")
    return list(rows.values_list("action", flat=True))


def test_those_added_one_by_one_are_in_thai_order_and_a_list_keeps_its_own(everybody: Cast) -> None:
    for name in ("สำนักปลัด", "กองคลัง", "เทศกิจ"):
        add(everybody.a, name)
    assert shown(everybody.a) == ["กองคลัง", "เทศกิจ", "สำนักปลัด"]
    add(everybody.b, "สำนักปลัด", "กองคลัง")
    assert shown(everybody.b) == ["สำนักปลัด", "กองคลัง"]
    add(everybody.b, "กองช่าง")
    assert shown(everybody.b) == ["สำนักปลัด", "กองคลัง", "กองช่าง"]


def test_neighbours_change_places_and_go_back_to_thai_order(everybody: Cast) -> None:
    _, clerk = [add(everybody.a, name)[0] for name in ("กองคลัง", "สำนักปลัด")]
    units.place_unit(agency=everybody.a, number=clerk.pk, step="up", person=None, now=NOW)
    assert shown(everybody.a) == ["สำนักปลัด", "กองคลัง"]
    units.place_unit(agency=everybody.a, number=clerk.pk, step="up", person=None, now=NOW)
    assert told(everybody.a).count("place-unit") == 1  # it was first already
    units.sort_units(agency=everybody.a, parent=None, person=None, now=NOW)
    assert shown(everybody.a) == ["กองคลัง", "สำนักปลัด"]
    assert row_faults(everybody.a) == ()


@pytest.mark.parametrize("name", ["กองคลัง", "กอง คลัง", " กองคลัง "])
def test_a_double_is_refused_however_it_is_spaced(everybody: Cast, name: str) -> None:
    add(everybody.a, "กองคลัง")
    with pytest.raises(NotPossible, match="already") as refused:
        add(everybody.a, name)
    assert "ชั้นบนสุด มี “กองคลัง” อยู่แล้ว" in refused.value.text.th
    (below,) = add(everybody.a, "กองช่าง")
    add(everybody.a, name.strip(), below=below)  # elsewhere it is another unit
    assert told(everybody.a) == ["add-unit"] * 3


def test_a_unit_goes_nowhere_below_itself(everybody: Cast) -> None:
    (top,) = add(everybody.a, "สำนักปลัด")
    (middle,) = add(everybody.a, "ฝ่ายอำนวยการ", below=top)
    (low,) = add(everybody.a, "งานธุรการ", below=middle)
    for to in (top, middle, low):
        with pytest.raises(NotPossible, match="circle"):
            move(top, to)
        if to is not top:
            with pytest.raises(NotPossible, match="circle"):
                merge(top, to)
    move(low, None)
    assert shown(everybody.a) == ["งานธุรการ", "สำนักปลัด", "  ฝ่ายอำนวยการ"]


def test_closing_takes_what_is_below_along_and_nothing_is_lost(everybody: Cast) -> None:
    (top,) = add(everybody.a, "กองคลัง")
    (low,) = add(everybody.a, "งานพัสดุ", below=top)
    assert [each.name for each in close(top)] == ["กองคลัง", "งานพัสดุ"]
    assert shown(everybody.a) == [] and fresh(low).valid_to == TODAY
    with pytest.raises(NotPossible, match="closed"):
        add(everybody.a, "งานบัญชี", below=top)
    with pytest.raises(NotPossible, match="open it again"):
        add(everybody.a, "กองคลัง")
    with pytest.raises(NotPossible, match="is closed or was merged"):
        reopen(low)
    reopen(top)
    reopen(low)
    assert shown(everybody.a) == ["กองคลัง", "  งานพัสดุ"]
    assert row_faults(everybody.a) == ()


def test_a_last_day_that_is_to_come_or_before_the_first_is_refused(everybody: Cast) -> None:
    (unit,) = add(everybody.a, "กองคลัง")
    with pytest.raises(NotPossible, match="still to come"):
        close(unit, TODAY + datetime.timedelta(days=1))
    units.edit_unit(
        agency=everybody.a,
        number=unit.pk,
        opened=stamp(fresh(unit)),
        name="กองคลัง",
        valid_from=TODAY,
        person=None,
        now=NOW,
    )
    with pytest.raises(NotPossible, match="begin after its last day"):
        close(unit, TODAY - datetime.timedelta(days=1))
    assert fresh(unit).valid_to is None


def test_what_is_merged_is_shown_as_the_other_one_however_often(everybody: Cast) -> None:
    old, mid, new = add(everybody.a, "กองวิชาการ", "กองแผนงาน", "กองยุทธศาสตร์")
    (low,) = add(everybody.a, "งานวิจัย", below=old)
    merge(old, mid)
    merge(mid, new)
    rows = units_in(everybody.a)
    assert now_of(rows, rows[old.pk]) == new and path_of(rows, rows[low.pk]) == ("กองยุทธศาสตร์", "งานวิจัย")
    assert subtree(tree_of({everybody.a.pk}), new.pk) == {old.pk, mid.pk, new.pk, low.pk}
    assert reach(tree_of({everybody.a.pk}), old.pk) == frozenset()
    reopen(old)
    rows = units_in(everybody.a)
    assert now_of(rows, rows[old.pk]) == old and shown(everybody.a)[0] == "กองวิชาการ"


def test_two_parts_of_one_name_are_not_merged_unseen(everybody: Cast) -> None:
    one, other = add(everybody.a, "กองคลัง", "กองช่าง")
    for each in (one, other):
        add(everybody.a, "งานธุรการ", below=each)
    with pytest.raises(NotPossible, match="Both"):
        merge(one, other)
    assert fresh(one).merged_into is None and "merge-unit" not in told(everybody.a)


def test_only_what_nothing_names_is_removed(everybody: Cast) -> None:
    used, unused = add(everybody.a, "กองคลัง", "กองช่าง")
    grant(everybody.gaew, "section-owner", everybody.a, unit=used)
    units.remove_unit(agency=everybody.a, number=unused.pk, opened=stamp(fresh(unused)), person=None, now=NOW)
    with pytest.raises(NotPossible, match="named by something"):
        units.remove_unit(agency=everybody.a, number=used.pk, opened=stamp(fresh(used)), person=None, now=NOW)
    assert shown(everybody.a) == ["กองคลัง"] and row_faults(everybody.a) == ()


def test_what_was_closed_is_kept(everybody: Cast) -> None:
    (unit,) = add(everybody.a, "กองคลัง")
    close(unit)
    with pytest.raises(NotPossible, match="Open it again"):
        units.remove_unit(agency=everybody.a, number=unit.pk, opened=stamp(fresh(unit)), person=None, now=NOW)
    assert fresh(unit).valid_to == TODAY


def test_who_comes_second_is_told_and_changes_nothing(everybody: Cast) -> None:
    (unit,) = add(everybody.a, "กองคลัง")
    opened = stamp(fresh(unit))
    later = NOW + datetime.timedelta(seconds=1)
    rename = {"agency": everybody.a, "number": unit.pk, "valid_from": None, "person": everybody.anan, "now": later}
    units.edit_unit(opened=opened, name="กองคลังและพัสดุ", **rename)
    changes: list[Callable[[], object]] = [
        lambda: units.edit_unit(opened=opened, name="อื่น", **rename),
        lambda: move(unit, None, opened),
    ]
    for change in changes:
        with pytest.raises(UnitChanged) as told_of:
            change()
        assert told_of.value.now.name == "กองคลังและพัสดุ" and told_of.value.now.changed_by == everybody.anan
    assert shown(everybody.a) == ["กองคลังและพัสดุ"]


def test_a_tree_has_bounds(everybody: Cast) -> None:
    deep = Planned("ก")
    for _ in range(MOST_DEEP):
        deep = Planned("ก", (deep,))
    with pytest.raises(NotPossible, match="deep"):
        units.add_units(agency=everybody.a, parent=None, planned=[deep], person=None, now=NOW)
    many = [Planned(f"งานที่ {number}") for number in range(MOST_UNITS + 1)]
    with pytest.raises(NotPossible, match="at most"):
        units.add_units(agency=everybody.a, parent=None, planned=many, person=None, now=NOW)
    assert shown(everybody.a) == [] and told(everybody.a) == []


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "move", "merge", "close", "reopen"]), st.integers(0, 11), st.integers(0, 12)),
    min_size=4,
    max_size=16,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_sequence_of_changes_makes_a_circle(everybody: Cast, steps: list[tuple[str, int, int]]) -> None:
    agency = everybody.a
    with transaction.atomic():
        made = add(agency, "ก", "ข", "ค")
        for at, (what, one, other) in enumerate(steps):
            unit, to = made[one % len(made)], [*made, None][other % (len(made) + 1)]
            try:
                if what == "add":
                    made += add(agency, f"งาน {at}", below=to)
                elif what == "move":
                    move(unit, to)
                elif what == "merge" and to is not None:
                    merge(unit, to)
                elif what == "close":
                    close(unit)
                elif what == "reopen":
                    reopen(unit)
            except NotPossible:
                pass
        tree = tree_of({agency.pk})
        assert [number for number in tree if in_circle(tree, number)] == []
        rows = units_in(agency)
        # What stands, stands below something that stands; so closing one part leaves none without its own above it.
        assert all(
            rows[each.parent_id].valid_to is None for each in rows.values() if each.valid_to is None and each.parent_id
        )
        assert {unit.pk for _, unit in walk(rows)} == set(rows)
        for root in tree:
            assert subtree(tree, root) == {number for number in tree if root in _upwards(tree, number)}
        assert row_faults(agency) == ()
        transaction.set_rollback(True)


def _upwards(tree: dict[int, UnitPlace], number: int) -> list[int]:
    line, at = [number], tree[number].above
    while at is not None:
        line.append(at)
        at = tree[at].above
    return line


@given(
    parents=st.dictionaries(
        st.integers(1, 8),
        st.tuples(st.none() | st.integers(1, 9), st.none() | st.integers(1, 9), st.booleans()),
        max_size=8,
    )
)
def test_a_tree_that_was_written_by_hand_is_walked_to_an_end(
    parents: dict[int, tuple[int | None, int | None, bool]],
) -> None:
    tree = {number: UnitPlace(*node) for number, node in parents.items()}
    for root in tree:
        assert root in subtree(tree, root) and subtree(tree, root) <= set(tree)
        assert reach(tree, root) in (frozenset(), subtree(tree, root))
        in_circle(tree, root)
    assert subtree(tree, 99) == frozenset()
