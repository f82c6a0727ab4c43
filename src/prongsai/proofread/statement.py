"""What a document says at one place: a claim, or several readings of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from prongsai.analyze.claims import Claim, ClaimKind
from prongsai.collect.facts import Facts
from prongsai.criteria.lexicon import Lexicon, Mention
from prongsai.criteria.shapes import Criteria
from prongsai.proofread.wordings import AgencyNames, agency_names, everyday, goes_on, of_work


@dataclass(frozen=True, slots=True)
class Said:
    """Readings of one statement, the likeliest first.

    A score or level with ``since`` is that year's, and is judged against the history. A score ``<85`` or ``>95`` is
    said to lie beyond that bound, a change ``+`` or ``-`` names no number, and a target with ``among`` is what is
    lacking (``-10.50``) to the bound that ``among`` gives. ``of`` may be ``IIT.items.i1.4``, the fifth choice of i1.
    """

    readings: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What every finder needs: the agency's rules and year, and the words of the edition."""

    criteria: Criteria
    facts: Facts
    words: Lexicon

    @property
    def year(self) -> int:
        """The year that was assessed."""
        return self.facts.year

    @property
    def names(self) -> AgencyNames:
        """What the agency is called."""
        return agency_names(self.facts.agency.name)

    def mentions(self, plain: str, context: Sequence[str] = (), near: Sequence[str] = ()) -> list[Mention]:
        """What a line (Arabic digits) speaks of; names of indicators that are everyday words in it are of no figure."""
        found: list[Mention] = []
        for mention in self.words.mentions(plain, context, near):
            listed = bool(found) and not found[-1].figures and goes_on(plain[found[-1].end : mention.start])
            none = of_work(plain, mention, context) or (listed and everyday(plain, mention))
            found.append(replace(mention, figures=()) if none else mention)
        return found


def said(kind: ClaimKind, figures: Iterable[str], value: str | None, where: str, quote: str, **more: object) -> Said:
    """A statement with a reading for each of ``figures``."""
    first = Claim(kind=kind, where=where, value=value, quote=quote)
    more_fields: dict[str, Any] = {key: given for key, given in more.items() if given is not None}
    base = replace(first, **more_fields)
    return Said(tuple(replace(base, figure=figure) for figure in dict.fromkeys(figures)))


def among_any(statement: Said, sets: Sequence[str | None]) -> Said:
    """A rank or extreme whose set is not said: each set is a reading."""
    return replace(
        statement, readings=tuple(replace(reading, among=name) for reading in statement.readings for name in sets)
    )
