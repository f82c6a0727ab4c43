"""Who may see and do what: the one place that decides it.

A ``Scope`` is made once per request from a person's grants, and is plain values: rows are read through it by
``scoped.ScopedSet``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from prongsai.records.roles import ABILITIES, AREA_ROLES, OWN_ROLES, READING, ROLES, SECOND_FACTOR, Ability, Role


class Place(Protocol):
    """An agency, as far as a grant can reach it."""

    @property
    def pk(self) -> Any:
        """Its number."""

    @property
    def district(self) -> str:
        """Its district; empty where it is not known, as the others are."""

    @property
    def province(self) -> str:
        """Its province."""

    @property
    def ministry(self) -> str:
        """Its ministry or department."""


class Section(Protocol):
    """A unit of an agency, as far as a grant can reach it."""

    @property
    def pk(self) -> Any:
        """Its number."""

    @property
    def agency_id(self) -> Any:
        """The number of its agency."""


@dataclass(frozen=True)
class Holding:
    """A role and where it is held: everywhere, in one agency, or in an area (``province``, ``district`` …) by name.

    ``units``: held in these units of the agency alone, which may be none; None: in all of it.
    """

    role: Role
    everywhere: bool = False
    agency: int | None = None
    # Field of Agency and value; a district's is "province/district", since several provinces have one of that name.
    area: tuple[str, str] | None = None
    units: frozenset[int] | None = None

    def bound(self, ability: Ability) -> bool:
        """Whether the ability is held in the units alone: what changes something is, looking is not."""
        return self.units is not None and ability not in READING

    def allows(self, ability: Ability) -> bool:
        """Whether the role may do that."""
        return ability in ABILITIES[self.role]

    def place(self) -> dict[str, str]:
        """What an agency of the area has in its fields; empty where the role is not held over an area."""
        if self.area is None:
            return {}
        field, value = self.area
        if field == "district":
            province, _, district = value.rpartition("/")
            return {"province": province, "district": district}
        return {field: value}

    def reaches(self, agency: Place) -> bool:
        """Whether the role is held in ``agency``."""
        if self.everywhere or self.agency == agency.pk:
            return True
        place = self.place()
        return bool(place) and all(getattr(agency, field) == value for field, value in place.items())


@dataclass(frozen=True)
class Scope:
    """The roles of one person on one day."""

    person: int | None
    holdings: tuple[Holding, ...]

    def may(self, ability: Ability, agency: Place | None = None, *, unit: Section | None = None) -> bool:
        """Whether ``ability`` is held, in ``agency`` where one is named, else anywhere.

        In the agency as a whole, unless a ``unit`` of it is named: then in that unit. A unit of another agency is in
        nobody's reach.
        """
        if unit is not None and (agency is None or unit.agency_id != agency.pk):
            return False
        return any(self._holds(holding, ability, agency, unit) for holding in self.holdings)

    @staticmethod
    def _holds(holding: Holding, ability: Ability, agency: Place | None, unit: Section | None) -> bool:
        if not holding.allows(ability):
            return False
        if agency is None:
            return True
        if not holding.reaches(agency):
            return False
        return not holding.bound(ability) or (unit is not None and unit.pk in (holding.units or ()))

    def holds(self, ability: Ability, agency: Place) -> bool:
        """Whether ``ability`` is held in ``agency`` at all: as a whole, or in units of it, which may be none.

        For what is somebody's own by name, wherever it stands; all else asks ``may``.
        """
        return any(holding.allows(ability) and holding.reaches(agency) for holding in self.holdings)

    def everywhere(self, ability: Ability) -> bool:
        """Whether ``ability`` is held without any bound."""
        return any(holding.everywhere and holding.allows(ability) for holding in self.holdings)

    def may_give(self, agency: Place | None) -> frozenset[Role]:
        """The roles that may be given in ``agency``; the roles over areas where None."""
        if agency is None:
            return AREA_ROLES if self.everywhere("give-role") else frozenset()
        if self.may("give-role", agency):
            return frozenset(ROLES) - {"administrator", "supervisor"}
        return OWN_ROLES if self.may("invite", agency) else frozenset()

    @property
    def needs_second_factor(self) -> bool:
        """Whether a second factor is asked for where the site is served: of every role that is held over an area or
        everywhere, whatever it is, and of some roles in an agency too."""
        return any(holding.agency is None or holding.role in SECOND_FACTOR for holding in self.holdings)


NOBODY = Scope(None, ())
# For the program itself: start-up, the worker, the command line on the machine that holds the data.
SYSTEM = Scope(None, (Holding("administrator", everywhere=True), Holding("coordinator", everywhere=True)))
