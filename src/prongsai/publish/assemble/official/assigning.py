"""Who is responsible for a disclosure item: as the agency says, by the plan's rows, else by the names of its units."""

from __future__ import annotations

from dataclasses import dataclass

from prongsai.criteria.names import titled
from prongsai.criteria.shapes import Criteria
from prongsai.publish.assemble.building.plan_form import owners_of
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.official.positions import positions, sections_of, units_of


@dataclass(frozen=True, slots=True)
class Responsible:
    """The units of an item; ``proposed``: guessed from their names, for the agency to confirm."""

    units: tuple[str, ...]
    proposed: bool = False


def responsible(dossier: Dossier, criteria: Criteria, item: str) -> Responsible:
    """The units of an item of an edition; none where nothing is known.

    What is only guessed stands in a draft, never in what is to be signed.
    """
    told = tuple(given.unit for given in (dossier.document.assigned if dossier.document else ()) if item in given.items)
    told = told or _by_plan(dossier, criteria, item)
    if told or dossier.clean:
        return Responsible(tuple(dict.fromkeys(told)))
    likely = _by_name(dossier, titled(criteria, criteria.items[item].wording))
    return Responsible((likely,) if likely else (), proposed=True)


def _by_plan(dossier: Dossier, criteria: Criteria, item: str) -> tuple[str, ...]:
    """The units that the plan names for an item, by the item's id in the year that was assessed."""
    ids = {item}
    walk = criteria.crosswalk
    if criteria is not dossier.criteria and walk is not None and walk.previous == dossier.criteria.id:
        ids = {before for pair in walk.items if pair.here == item for before in pair.there}
    rows = dossier.plan.rows if dossier.plan else ()
    return tuple(unit for row in rows if ids & set(row.items) for unit in owners_of(row))


def _by_name(dossier: Dossier, title: str) -> str | None:
    """The unit whose name says that such an item is its work."""
    units = (*sections_of(dossier), *units_of(dossier))
    likely = (rule["unit"] for rule in positions()["duties"] if any(word in title for word in rule["item"]))
    return next((unit for word in next(likely, ()) for unit in units if word in unit), None)
