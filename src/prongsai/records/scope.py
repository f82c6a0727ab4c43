"""Who may see and do what: the one place that decides it.

A ``Scope`` is made once per request from a person's grants. Every table with an agency's data is read through
``.within(scope)``; a query that forgets raises ``Unscoped`` before it reaches the database.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import models

if TYPE_CHECKING:
    from prongsai.records.models import Agency, Person

# Role → what it may do. `see` is the agency's year; the rest change something.
ABILITIES: dict[str, frozenset[str]] = {
    "coordinator": frozenset(
        {"see", "import", "edit-text", "make-document", "move-phase", "correct", "invite", "edit-agency", "see-history"}
    ),
    "section-owner": frozenset({"see", "edit-text"}),
    "executive": frozenset({"see", "make-document", "approve", "see-history"}),
    "mentor": frozenset({"see"}),
    "assessor": frozenset({"see"}),
    "supervisor": frozenset({"see"}),
    "administrator": frozenset(
        {
            "see",
            "import",
            "invite",
            "edit-agency",
            "see-history",
            "add-agency",
            "give-role",
            "move-phase",
            "make-document",
        }
    ),
}
ROLES = tuple(ABILITIES)

# Roles that an agency fills itself; the others look at it from outside and are given by an administrator only.
OWN_ROLES = frozenset({"coordinator", "section-owner", "executive", "mentor"})

# These must sign in with a second factor where the site is served.
SECOND_FACTOR = frozenset({"assessor", "supervisor", "administrator"})


class Unscoped(Exception):
    """A query of an agency's data that did not say for whom."""


@dataclass(frozen=True)
class Reach:
    """What one grant reaches: everything, one agency, or an area (``province``, ``district`` …) by its name."""

    role: str
    everything: bool = False
    agency: int | None = None
    # Field of Agency and value; a district's is "province/district", since several provinces have one of that name.
    area: tuple[str, str] | None = None

    def fields(self) -> dict[str, str]:
        """What an agency of the area has in its fields."""
        if self.area is None:
            return {}
        field, value = self.area
        if field == "district":
            province, _, district = value.rpartition("/")
            return {"province": province, "district": district}
        return {field: value}


@dataclass(frozen=True)
class Scope:
    """The grants of one person on one day."""

    person: int | None
    reaches: tuple[Reach, ...]

    def agencies(self, ability: str = "see") -> models.Q:
        """The agencies in which ``ability`` is held, as a condition on ``Agency``."""
        condition = models.Q(pk__in=())
        for reach in self.reaches:
            if ability not in ABILITIES[reach.role]:
                continue
            if reach.everything:
                return ~models.Q(pk__in=())
            if reach.agency is not None:
                condition |= models.Q(pk=reach.agency)
            elif reach.area is not None:
                condition |= models.Q(**reach.fields())
        return condition

    def may(self, ability: str, agency: Agency | None = None) -> bool:
        """Whether ``ability`` is held, in ``agency`` where one is named."""
        for reach in self.reaches:
            if ability not in ABILITIES[reach.role]:
                continue
            if reach.everything or agency is None:
                return True
            if reach.agency == agency.pk:
                return True
            fields = reach.fields()
            if fields and all(getattr(agency, name) == value for name, value in fields.items()):
                return True
        return False

    def everywhere(self, ability: str) -> bool:
        """Whether ``ability`` is held without any bound."""
        return any(reach.everything and ability in ABILITIES[reach.role] for reach in self.reaches)

    def may_give(self, agency: Agency | None) -> frozenset[str]:
        """The roles that may be given in ``agency``; the roles over areas where None."""
        if agency is None:
            return (
                frozenset({"assessor", "supervisor", "administrator"}) if self.everywhere("give-role") else frozenset()
            )
        if self.may("give-role", agency):
            return frozenset(ROLES) - {"administrator", "supervisor"}
        return OWN_ROLES if self.may("invite", agency) else frozenset()

    @property
    def roles(self) -> frozenset[str]:
        """The roles held anywhere."""
        return frozenset(reach.role for reach in self.reaches)


NOBODY = Scope(None, ())
# For the program itself: start-up, the worker, the command line on the machine that holds the data.
SYSTEM = Scope(None, (Reach("administrator", everything=True), Reach("coordinator", everything=True)))


def scope_of(person: Person, today: datetime.date) -> Scope:
    """The scope of a person on a day: grants that have begun and not ended."""
    from prongsai.records.models import Grant

    grants = Grant.objects.within(SYSTEM).filter(person=person, starts__lte=today)
    grants = grants.exclude(ends__lt=today)
    reaches = []
    for grant in grants:
        if grant.agency_id is not None:
            reaches.append(Reach(grant.role, agency=grant.agency_id))
        elif grant.area_kind == "all":
            reaches.append(Reach(grant.role, everything=True))
        elif grant.area_kind and grant.area:
            reaches.append(Reach(grant.role, area=(grant.area_kind, grant.area)))
    return Scope(person.pk, tuple(reaches))


Row = TypeVar("Row", bound=models.Model)


class ScopedSet(models.QuerySet[Row], Generic[Row]):
    """Rows of agencies. Nothing is read, counted, changed or deleted before ``within`` said for whom."""

    _for: Scope | None = None

    def within(self, scope: Scope, ability: str = "see") -> ScopedSet[Row]:
        """The rows of those agencies in which ``scope`` holds ``ability``."""
        from prongsai.records.models import Agency

        found: ScopedSet[Row] = self.all()
        found._for = scope
        if any(reach.everything and ability in ABILITIES[reach.role] for reach in scope.reaches):
            return found
        path = getattr(self.model, "agency_path", "agency")
        if path == "":
            return found.filter(scope.agencies(ability))
        allowed: models.QuerySet[Any, Any] = models.QuerySet(Agency).filter(scope.agencies(ability)).values("pk")
        return found.filter(**{f"{path}__in": allowed})

    def _clone(self) -> ScopedSet[Row]:
        clone: Any = super()._clone()  # type: ignore[misc]
        clone._for = self._for
        return clone  # type: ignore[no-any-return]

    def _demand(self) -> None:
        if self._for is None:
            raise Unscoped(f"{self.model.__name__} was asked for without .within(scope)")

    def _fetch_all(self) -> None:
        self._demand()
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Any:
        """As Django's, in scope only."""
        self._demand()
        return super().iterator(chunk_size)

    def count(self) -> int:
        """As Django's, in scope only."""
        self._demand()
        return super().count()

    def exists(self) -> bool:
        """As Django's, in scope only."""
        self._demand()
        return super().exists()

    def aggregate(self, *arguments: Any, **named: Any) -> dict[str, Any]:
        """As Django's, in scope only."""
        self._demand()
        return super().aggregate(*arguments, **named)

    def update(self, **values: Any) -> int:
        """As Django's, in scope only."""
        self._demand()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """As Django's, in scope only."""
        self._demand()
        return super().delete()

    def raw(self, *arguments: Any, **named: Any) -> Any:
        """Never: SQL written by hand knows no scope."""
        raise Unscoped(f"{self.model.__name__}.raw knows no scope")

    def _combinator_query(self, combinator: str, *others: Any, **named: Any) -> Any:
        for each in (self, *others):
            each._demand()
        return super()._combinator_query(combinator, *others, **named)  # type: ignore[misc]

    def __or__(self, other: Any) -> Any:
        self._demand()
        other._demand()
        return super().__or__(other)

    def __and__(self, other: Any) -> Any:
        self._demand()
        other._demand()
        return super().__and__(other)

    def __xor__(self, other: Any) -> Any:
        self._demand()
        other._demand()
        return super().__xor__(other)
