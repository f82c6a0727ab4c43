"""Who holds a role, who was invited, and what a successor needs to know."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from prongsai.language.text import Text
from prongsai.screens.figures import DASH
from prongsai.screens.year import Phase, Year


@dataclass(frozen=True, kw_only=True)
class HeldRole:
    """A role that somebody holds: in ``agency`` (its name; empty: over an area), from a day to a day (inclusive).

    ``unit``: in which unit of it; ``unit_over``: that this is closed or merged, so that the role changes nothing."""

    id: int
    person: int
    name: str
    role: str
    starts: datetime.date
    ends: datetime.date | None = None
    email: str = ""
    position: str = ""
    unit: str = ""
    unit_over: Text | None = None
    manner: str = "own"
    agency: str = ""
    area_kind: str = ""
    area: str = ""

    @property
    def coordinates(self) -> bool:
        """Whether it is that of an agency's coordinator, of whom one must remain."""
        return self.role == "coordinator" and self.agency != ""


@dataclass(frozen=True, kw_only=True)
class UnsentMail:
    """A mail that is not out: waiting, failing (tried ``tries`` times in vain, last at ``last_try``, and to be tried
    again) or given up."""

    state: Literal["waiting", "failing", "given-up"] = "waiting"
    tries: int = 0
    last_try: datetime.datetime | None = None


@dataclass(frozen=True, kw_only=True)
class OpenInvitation:
    """An invitation that can still be used. ``email`` is empty where it was printed as a slip; ``unsent``: how it
    stands with its mail, None where it is out or there is none; ``stopped``: whoever made it has a closed account, so
    that it opens nothing."""

    id: int
    role: str
    expires_at: datetime.datetime
    made_by: str = ""
    email: str = ""
    agency: str = ""
    unit: str = ""
    unit_over: Text | None = None
    area_kind: str = ""
    area: str = ""
    unsent: UnsentMail | None = None
    stopped: bool = False


@dataclass(frozen=True, kw_only=True)
class Roster:
    """Who holds a role in the agency, who looks in from above, who was invited, which roles the reader may give.

    ``may_orphan``: the reader may leave the agency without a coordinator, where they say so.
    """

    held: tuple[HeldRole, ...] = ()
    over: tuple[HeldRole, ...] = ()
    invitations: tuple[OpenInvitation, ...] = ()
    may_give: tuple[str, ...] = ()
    may_orphan: bool = False

    @property
    def people(self) -> list[tuple[int, str]]:
        """Number and name of everybody who holds a role here, each once."""
        return list({role.person: role.name for role in self.held}.items())

    def held_role(self, number: int) -> HeldRole | None:
        """The role of that number; None where it is not held here."""
        return next((role for role in self.held if role.id == number), None)

    def roles_of(self, person: int) -> tuple[HeldRole, ...]:
        """What one person holds here."""
        return tuple(role for role in self.held if role.person == person)


@dataclass(frozen=True, kw_only=True)
class LatestResult:
    """The newest result of an agency."""

    year: int
    total: str
    level: str
    version: int
    made_at: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class WorkDone:
    """A document that was made, or words that were written: what, when, by whom."""

    name: Text
    at: datetime.datetime | None = None
    by: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Handover:
    """What a successor needs to know, of the newest year."""

    roster: Roster
    open_phases: tuple[Phase, ...] = ()
    plan_year: int | None = None
    late: int = 0
    open_measures: tuple[Text, ...] = ()
    result: LatestResult | None = None
    documents: tuple[WorkDone, ...] = ()
    texts: tuple[WorkDone, ...] = ()


def handover_pack(
    year: Year | None,
    roster: Roster,
    *,
    plan_year: int | None = None,
    late: int = 0,
    open_measures: Sequence[Text] = (),
    made_at: datetime.datetime | None = None,
    level: str = "",
    documents: Sequence[WorkDone] = (),
    texts: Sequence[WorkDone] = (),
) -> Handover:
    """The pack of an agency whose newest year is ``year``, with its result of ``made_at`` and the announced level;
    ``open_measures`` of the plan of ``plan_year`` have no result, ``late`` of them are past their day."""
    result = None
    if year is not None and year.version is not None and made_at is not None:
        total = year.scorecard.figures["total"].shown if year.scorecard else None
        result = LatestResult(
            year=year.year,
            total=DASH if total is None else f"{total:.2f}",
            level=level or DASH,
            version=year.version,
            made_at=made_at,
        )
    phases = year.phases if year is not None else ()
    return Handover(
        roster=roster,
        open_phases=tuple(phase for phase in phases if phase.state != "past"),
        plan_year=plan_year,
        late=late,
        open_measures=tuple(open_measures),
        result=result,
        documents=tuple(documents),
        texts=tuple(texts),
    )
