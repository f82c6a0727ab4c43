"""One thing for which a document cannot be signed yet, and what the agency decided about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prongsai.language.text import Text
from prongsai.publish.assemble.building.printed_words import bare

if TYPE_CHECKING:
    from prongsai.collect.papers import Decided


LONGEST = 600  # letters by which a thing is known


@dataclass(frozen=True, slots=True)
class Held:
    """One thing for which a document is only a draft.

    ``what`` names the thing in Thai, with its figures, as ``document.decided`` does: other figures make it another
    thing. ``kind`` is the reason in few words, ``wrong`` what was found, ``do`` what to do; ``offers`` may stand
    instead. ``decidable``: the agency may decide to leave it; ``why_kept`` is then its reason. ``only_note``: no reason
    to hold a document back. ``in_file``: what a round file would have to hold, for whoever works by file.
    """

    kind: Text
    what: str
    wrong: Text
    do: Text
    offers: tuple[str, ...] = ()
    in_file: tuple[str, ...] = ()
    decidable: bool = True
    only_note: bool = False
    why_kept: str = ""

    @property
    def holds(self) -> bool:
        """Whether the document is held back by it."""
        return not self.only_note and not self.why_kept


def with_decisions(held: Iterable[Held], decided: Iterable[Decided]) -> tuple[Held, ...]:
    """``held`` with the reasons of the agency for what it decided to leave, each thing once."""
    # What the web keeps of a long thing is its beginning.
    why = {bare(one.what[:LONGEST]): one.why.strip() for one in decided}
    once = {(one.kind.th, bare(one.what)): one for one in reversed(list(held))}
    return tuple(
        replace(one, why_kept=why.get(bare(one.what[:LONGEST]), "")) if one.decidable else one
        for one in reversed(once.values())
    )
