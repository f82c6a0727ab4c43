"""The board of a year is given the items of the edition that was adopted; work on items that go on goes on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from prongsai.records.actions.disclosure.making import make_rows
from prongsai.records.models import AgencyRound, ElementTick, OitItem, OitLink, OitRemark, Person
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import Witness, gone, witness


@dataclass(frozen=True, kw_only=True)
class BoardMove:
    """What becomes of a board. ``items``: an item of before by its id now; of several that became one, each by that.

    ``became``: of an item that is gone, or that several continue, what it became (none: nothing). ``titles``: names of
    items of before. ``elements``: ids of elements of before by those of now, where they say the same.
    ``asked``: every disclosure item of now, in order. ``before``: the id of the edition of before.
    """

    before: str = ""
    items: Mapping[str, str] = field(default_factory=dict)
    became: Mapping[str, Sequence[str]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    elements: Mapping[str, str] = field(default_factory=dict)
    asked: Sequence[str] = ()


def move_board(round: AgencyRound, move: BoardMove, *, person: Person | None, now: datetime.datetime) -> list[Witness]:
    """Moves the rows of a board, in the transaction that gives the year its edition; what its line is witness to.

    The first row of several that became one goes on, and links, ticks and remarks of the others go over to it; the
    others are gone, and say into what. A row of which nothing was made is taken away with its item.
    """
    moving = _Moving(round, move, person, now)
    rows = OitItem.objects.within(SYSTEM).filter(round=round, gone_from="").select_related("round").order_by("pk")
    held = list(rows)
    # Ids may change places: all of them make room before the first has its new one.
    for row in held:
        row.gone_from = move.before or "?"
    OitItem.objects.within(SYSTEM).bulk_update(held, ["gone_from"])
    for row in held:
        here = move.items.get(row.item)
        if here is None:
            moving.leave(row, move.became.get(row.item, ()))
        elif (here, row.period) in moving.kept:
            moving.join(row, moving.kept[here, row.period])
        else:
            moving.go_on(row, here)
    there = {item for item, period in moving.kept if not period}
    new = [item for item in move.asked if item not in there]
    return [*moving.told, *make_rows(round, new, person=person, now=now)]


@dataclass
class _Moving:
    round: AgencyRound
    move: BoardMove
    person: Person | None
    now: datetime.datetime
    kept: dict[tuple[str, str], OitItem] = field(default_factory=dict)
    told: list[Witness] = field(default_factory=list)

    def _keep(self, row: OitItem) -> None:
        row.version += 1
        row.changed_at, row.changed_by = self.now, self.person
        row.save()
        self.told.append(witness(row))

    def go_on(self, row: OitItem, here: str) -> None:
        """The row is that of the item that continues its own; ticks of elements that say something else are gone."""
        row.item, row.gone_from = here, ""
        self._keep(row)
        self.kept[here, row.period] = row
        ticks = ElementTick.objects.within(SYSTEM).filter(item=row).select_related("item__round").order_by("pk")
        moved = [(tick, self.move.elements.get(tick.element)) for tick in ticks]
        for tick, _ in moved:
            self.told.append(gone(tick))
            tick.delete()
        for tick, element in moved:
            if element is not None:
                tick.element = element
                tick.save(force_insert=True)
                self.told.append(witness(tick))

    def join(self, row: OitItem, into: OitItem) -> None:
        """The row's work goes over to that of the item that it became a part of."""
        links = OitLink.objects.within(SYSTEM)
        last = max(links.filter(item=into).values_list("position", flat=True), default=0)
        for at, link in enumerate(links.filter(item=row).select_related("item__round").order_by("position", "pk"), 1):
            link.item, link.position = into, last + at
            link.save()
            self.told.append(witness(link))
        there = set(ElementTick.objects.within(SYSTEM).filter(item=into).values_list("element", flat=True))
        for tick in ElementTick.objects.within(SYSTEM).filter(item=row).select_related("item__round"):
            element = self.move.elements.get(tick.element)
            self.told.append(gone(tick))
            tick.delete()
            if element is not None and element not in there:
                tick.item, tick.element = into, element
                tick.save(force_insert=True)
                self.told.append(witness(tick))
        for remark in OitRemark.objects.within(SYSTEM).filter(item=row).select_related("item__round"):
            remark.item = into
            remark.save()
            self.told.append(witness(remark))
        if into.state not in ("to-do", row.state):
            # Of two that were not equally far, the one that they became is in progress.
            into.state, into.reason, into.entered_at, into.entered_by = "doing", "", None, None
            self._keep(into)
        self.leave(row, [self.move.items[row.item]])

    def leave(self, row: OitItem, into: Sequence[str]) -> None:
        """The row stays to be read; one that nobody did anything with is taken away."""
        untouched = row.version == 1 and not OitLink.objects.within(SYSTEM).filter(item=row).exists()
        if (
            untouched
            and not OitRemark.objects.within(SYSTEM).filter(item=row).exists()
            and not ElementTick.objects.within(SYSTEM).filter(item=row).exists()
        ):
            told = gone(row)
            row.delete()
            self.told.append(told)
            return
        row.gone_title = self.move.titles.get(row.item, "")[:400]
        row.gone_into = ", ".join(into)[:200]
        self._keep(row)
