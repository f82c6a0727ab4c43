"""The answers of a year as they are copied into the assessor's system, field by field, one tick an item."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prongsai.language.text import Text
from prongsai.screens.agency.disclosure.board import BoardRow
from prongsai.screens.agency.disclosure.kept import KeptLink


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An item as it is copied. ``links``: those of the item and its periods, in order, each with its period's name.

    ``stamp``: what tells this answer from another. ``new``, ``changed``, ``removed``: how it differs from what was
    entered.
    """

    item: str
    title: Text
    row: BoardRow
    links: tuple[tuple[Text | None, KeptLink], ...] = ()
    stamp: str = ""

    @property
    def entered_at(self) -> datetime.datetime | None:
        """When it was entered; None where it was not."""
        return self.row.kept.entered_at

    @property
    def entered_by(self) -> str:
        """Who entered it."""
        return self.row.kept.entered_by

    @property
    def new(self) -> tuple[KeptLink, ...]:
        """Links that were added since it was entered."""
        return tuple(link for _, link in self.links if not link.removed and not link.entered) if self.entered_at else ()

    @property
    def changed(self) -> tuple[KeptLink, ...]:
        """Links that were changed since it was entered."""
        kept = (link for _, link in self.links if not link.removed and link.entered)
        return tuple(link for link in kept if link.text != link.entered) if self.entered_at else ()

    @property
    def removed(self) -> tuple[KeptLink, ...]:
        """Links that were taken away since it was entered."""
        return tuple(link for _, link in self.links if link.removed and link.entered) if self.entered_at else ()

    @property
    def differs(self) -> bool:
        """Whether anything is not as it was entered."""
        return bool(self.new or self.changed or self.removed)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to copy yet, and nothing was entered."""
        return not self.standing and self.entered_at is None and self.row.state != "not-applicable"

    @property
    def standing(self) -> tuple[tuple[Text | None, KeptLink], ...]:
        """The links to copy."""
        return tuple((name, link) for name, link in self.links if not link.removed)


@dataclass(frozen=True, kw_only=True)
class AnswerSheet:
    """The answers of a year. ``may_enter``: the reader ticks what was entered. ``conflict``: the item whose answer
    somebody changed since it was copied. ``wrong``: why nothing was marked.
    ``edition``: the id of the year's rules, which forms send back. ``done``: what was done now, in words."""

    year: int
    disclosed: Text
    edition: str = ""
    itas: bool = False
    rules: Text | None = None
    deadline: datetime.date | None = None
    answers: tuple[Answer, ...] = ()
    may_enter: bool = False
    closed: bool = False
    conflict: Answer | None = None
    wrong: tuple[Text, ...] = ()
    done: Text | None = None
    at: str = ""

    @property
    def entered(self) -> int:
        """How many items are entered."""
        return sum(answer.entered_at is not None for answer in self.answers)

    @property
    def begun(self) -> tuple[Answer, ...]:
        """Items with something to copy or to mark."""
        return tuple(answer for answer in self.answers if not answer.empty)

    @property
    def empty(self) -> tuple[Answer, ...]:
        """Items without any answer yet."""
        return tuple(answer for answer in self.answers if answer.empty)

    @property
    def differing(self) -> tuple[Answer, ...]:
        """Items that are not as they were entered."""
        return tuple(answer for answer in self.answers if answer.differs)
