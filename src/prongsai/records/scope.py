"""Who may see and do what: the one place that decides it.

A ``Scope`` is made once per request from a person's grants, and is plain values: rows are read through it by
``scoped.ScopedSet``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from prongsai.records.roles import ABILITIES, AREA_ROLES, OWN_ROLES, ROLES, SECOND_FACTOR, Ability, Role


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


@dataclass(frozen=True)
class Holding:
    """A role and where it is held: everywhere, in one agency, or in an area (``province``, ``district`` …) by name."""

    role: Role
    everywhere: bool = False
    agency: int | None = None
    # Field of Agency and value; a district's is "province/district", since several provinces have one of that name.
    area: tuple[str, str] | None = None

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

    def may(self, ability: Ability, agency: Place | None = None) -> bool:
        """Whether ``ability`` is held, in ``agency`` where one is named, else anywhere."""
        return any(holding.allows(ability) and (agency is None or holding.reaches(agency)) for holding in self.holdings)

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
