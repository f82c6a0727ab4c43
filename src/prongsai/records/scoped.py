"""Rows read in somebody's scope or not at all: a query that forgets raises before it reaches the database."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import models

from prongsai.records.roles import Ability
from prongsai.records.scope import Scope

AnyModel = TypeVar("AnyModel", bound=models.Model)


class Unscoped(Exception):
    """A query of an agency's data that did not say for whom."""


def agencies_of(scope: Scope, ability: Ability) -> models.Q:
    """The agencies in which ``ability`` is held as a whole, as a condition on ``Agency``."""
    condition = models.Q(pk__in=())
    for holding in scope.holdings:
        if not holding.allows(ability) or holding.bound(ability):
            continue
        if holding.everywhere:
            return ~models.Q(pk__in=())
        if holding.agency is not None:
            condition |= models.Q(pk=holding.agency)
        elif place := holding.place():
            condition |= models.Q(**place)
    return condition


def units_of(scope: Scope, ability: Ability) -> frozenset[int]:
    """The units in which ``ability`` is held, where it is not held in their agency as a whole."""
    held = (each.units or frozenset() for each in scope.holdings if each.allows(ability) and each.bound(ability))
    return frozenset[int]().union(*held)


class ScopedSet(models.QuerySet[AnyModel], Generic[AnyModel]):
    """Rows of agencies. Nothing is read, counted, changed or deleted before ``within`` said for whom.

    A model says where its agency stands (``agency_path``, else ``agency``; empty for the agency itself), which ability
    its rows ask for (``seen_with``, else ``see``), and where the unit stands in whose reach they are (``unit_path``,
    else none: who holds a role in a unit changes no row of it).
    """

    _for: Scope | None = None

    def within(self, scope: Scope, ability: Ability | None = None) -> ScopedSet[AnyModel]:
        """The rows of those agencies in which ``scope`` holds ``ability``; the model's own where none is named."""
        needed: Ability = getattr(self.model, "seen_with", "see") if ability is None else ability
        rows: ScopedSet[AnyModel] = self.all()
        rows._for = scope
        if scope.everywhere(needed):
            return rows
        path = getattr(self.model, "agency_path", "agency")
        if path == "":
            return rows.filter(agencies_of(scope, needed))
        agency: Any = apps.get_model("records", "Agency")
        allowed: models.QuerySet[Any, Any] = models.QuerySet(agency).filter(agencies_of(scope, needed)).values("pk")
        condition = models.Q(**{f"{path}__in": allowed})
        unit_path, units = getattr(self.model, "unit_path", ""), units_of(scope, needed)
        if unit_path and units:
            condition |= models.Q(**{f"{unit_path}__in": units})
        return rows.filter(condition)

    def _clone(self) -> ScopedSet[AnyModel]:
        clone: ScopedSet[AnyModel] = super()._clone()  # type: ignore[misc]  # Django's own, not in its types
        clone._for = self._for
        return clone

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
        for rows in (self, *others):
            rows._demand()
        return super()._combinator_query(combinator, *others, **named)  # type: ignore[misc]  # as _clone

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
