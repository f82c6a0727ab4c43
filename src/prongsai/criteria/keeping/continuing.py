"""What of one edition goes on in another: its items along the crosswalk, its figures under their new names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from prongsai.criteria.figure_id import FigureId, figure_ids, item_figure
from prongsai.criteria.shapes import Criteria


@dataclass(frozen=True)
class Continuity:
    """How the items of ``after`` continue those of ``before``. ``there``: by an item of ``after``, those that it
    continues; an item that is not in it is new."""

    before: Criteria
    after: Criteria
    there: Mapping[str, tuple[str, ...]]

    @cached_property
    def uses(self) -> Counter[str]:
        """How many items of ``after`` continue an item of ``before``."""
        return Counter(item for there in self.there.values() for item in there)

    @cached_property
    def moved(self) -> dict[str, str]:
        """From an item of ``before`` to the one of ``after`` that continues it and nothing else, and alone does so."""
        return {
            there[0]: here
            for here, there in self.there.items()
            if len(there) == 1 and self.uses[there[0]] == 1 and there[0] in self.before.items
        }

    @cached_property
    def merged(self) -> dict[str, tuple[str, ...]]:
        """Items of ``after`` that continue several, with those."""
        return {here: there for here, there in self.there.items() if len(there) > 1}

    @cached_property
    def split(self) -> dict[str, tuple[str, ...]]:
        """Items of ``before`` that several of ``after`` continue, with those."""
        many = [item for item, uses in self.uses.items() if uses > 1]
        return {item: tuple(here for here, there in self.there.items() if item in there) for item in many}

    @cached_property
    def new(self) -> tuple[str, ...]:
        """Items of ``after`` that continue none."""
        return tuple(here for here in self.after.items if not self.there.get(here))

    @cached_property
    def gone(self) -> tuple[str, ...]:
        """Items of ``before`` that nothing continues."""
        return tuple(item for item in self.before.items if not self.uses[item])

    def code(self, code: str) -> str | None:
        """An item or a sub-question (``i1.2``) of ``before`` by its code in ``after``; None: it has no place there."""
        item, dot, rest = code.partition(".")
        here = self.moved.get(item)
        if here is None or not dot:
            return here
        known = {question.id for question in self.after.items[here].sub_questions}
        return f"{here}.{rest}" if f"{here}.{rest}" in known else None

    def figure(self, text: str) -> FigureId | None:
        """A figure of ``before`` by its id in ``after``; None: it has no place there."""
        own = FigureId(text)
        if own.kind == "item":
            code = self.code(own.number)
            if code is None:
                return None
            own = item_figure(own.part or "", code)
        return own if own in self._figures_after else None

    @cached_property
    def figures_before(self) -> frozenset[str]:
        """The ids of every figure of ``before``."""
        return frozenset(figure_ids(self.before))

    @cached_property
    def _figures_after(self) -> frozenset[str]:
        return frozenset(figure_ids(self.after))


def continuity(before: Criteria, after: Criteria) -> Continuity:
    """Along the crosswalk of ``after`` where that begins at ``before``, or at the edition that ``before`` carries over;
    else by the same id."""
    known = after.crosswalk is not None and after.crosswalk.previous in (before.id, before.carried_from)
    if not known or after.crosswalk is None:
        return Continuity(before, after, {item: (item,) for item in after.items if item in before.items})
    rows = after.crosswalk.items
    there = {
        row.here: tuple(item for item in row.there if item in before.items) for row in rows if row.here in after.items
    }
    return Continuity(before, after, {here: items for here, items in there.items() if items})
