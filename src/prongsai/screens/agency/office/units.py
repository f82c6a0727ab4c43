"""Units of an agency: the tree, the page of one, and a pasted list before it is taken."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from prongsai.language.text import Text


@dataclass(frozen=True, kw_only=True)
class UnitNode:
    """A unit in the tree, with those below it. ``people``: who looks after it. ``may_change``: by the reader."""

    number: int
    name: str
    below: tuple[UnitNode, ...] = ()
    people: tuple[str, ...] = ()
    may_change: bool = False
    first: bool = False
    last: bool = False


@dataclass(frozen=True, kw_only=True)
class ClosedUnit:
    """A unit that was closed or merged (``into``: its name with those above), until which day."""

    number: int
    path: str
    last_day: datetime.date
    into: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitChoice:
    """A unit that can be chosen: its number and its name with those above; ``number`` None: the top of the tree."""

    number: int | None
    path: str

    @property
    def value(self) -> str:
        """What a form sends."""
        return "" if self.number is None else str(self.number)


@dataclass(frozen=True, kw_only=True)
class UnitsPage:
    """The tree of an agency's units. ``usual``: what agencies of its kind have and it has not, to be ticked.

    ``places``: where the reader may add. ``typed`` and ``below``: what was sent and could not be kept, ``wrong`` why.
    ``whole``: the reader may change the tree as a whole, and paste a list. ``ordering``: places are being changed."""

    units: tuple[UnitNode, ...] = ()
    closed: tuple[ClosedUnit, ...] = ()
    usual: tuple[str, ...] = ()
    places: tuple[UnitChoice, ...] = ()
    whole: bool = False
    ordering: bool = False
    typed: str = ""
    below: str = ""
    wrong: tuple[Text, ...] = ()
    saved: Text | None = None


@dataclass(frozen=True, kw_only=True)
class UnitPage:
    """One unit: ``path`` are those above it, ``people`` who looks after it, ``into`` what took it over.

    ``may_change``: its name, place and end; ``may_add``: something below it. ``places``: where it may be moved to,
    ``targets``: into which it may be merged. ``opened``: the stamp of the unit that was opened. ``other``: somebody
    else changed it meanwhile (by whom, when), ``gone``: they took it away. ``typed`` is what was sent, by field."""

    number: int
    name: str
    starts: str = ""
    path: tuple[str, ...] = ()
    last_day: datetime.date | None = None
    into: UnitChoice | None = None
    people: tuple[str, ...] = ()
    below: tuple[UnitChoice, ...] = ()
    may_change: bool = False
    may_add: bool = False
    may_remove: bool = False
    places: tuple[UnitChoice, ...] = ()
    targets: tuple[UnitChoice, ...] = ()
    today: str = ""
    opened: str = ""
    by: str = ""
    at: datetime.datetime | None = None
    other: bool = False
    gone: bool = False
    wrong: tuple[Text, ...] = ()
    saved: Text | None = None
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def closed(self) -> bool:
        """Whether it does not stand any more."""
        return self.last_day is not None


@dataclass(frozen=True, kw_only=True)
class ListedUnit:
    """A line of a pasted list as it was understood: ``known``: it stands there already and stays as it is."""

    name: str
    known: bool = False
    below: tuple[ListedUnit, ...] = ()


@dataclass(frozen=True, kw_only=True)
class UnitListPage:
    """A pasted list: the text, below which unit it goes, what was read, and what is wrong. ``taken``: it was added."""

    text: str = ""
    below: str = ""
    places: tuple[UnitChoice, ...] = ()
    units: tuple[ListedUnit, ...] = ()
    wrong: tuple[Text, ...] = ()
    taken: int | None = None

    @property
    def new(self) -> int:
        """How many would be added."""
        return sum(not unit.known for unit in _every(self.units))


def _every(units: Sequence[ListedUnit]) -> Iterator[ListedUnit]:
    for unit in units:
        yield unit
        yield from _every(unit.below)
