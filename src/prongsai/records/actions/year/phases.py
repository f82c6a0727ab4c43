"""The days of a year's phases are set, with why and by which announcement."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from prongsai.language.text import Text
from prongsai.records.actions.history import record, turnstile
from prongsai.records.actions.year.opening import still_open
from prongsai.records.models import AgencyRound, Person, RoundPhase
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import witness


@dataclass(frozen=True, kw_only=True)
class PhaseMove:
    """New days of a phase (inclusive; None: not known). ``before``: those that stood there, for the history."""

    code: str
    name: Text
    starts: datetime.date | None
    ends: datetime.date | None
    before: tuple[datetime.date | None, datetime.date | None] = (None, None)


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """Why days are set, and what says so: the title, number and address of an announcement, as far as given."""

    why: str = ""
    source: str = ""
    number: str = ""
    link: str = ""


@transaction.atomic
def move_phases(
    *,
    round: AgencyRound,
    moves: Sequence[PhaseMove],
    grounds: Grounds,
    person: Person | None,
    now: datetime.datetime,
) -> None:
    """The phases have these days from now on, and one line of history tells of them all; no moves write nothing.

    Raises ``YearClosed``. Whoever calls it holds the agency's turnstile since before they looked at what stood there.
    """
    turnstile(round.agency)
    still_open(round)
    if not moves:
        return
    rows = {row.code: row for row in RoundPhase.objects.within(SYSTEM).filter(round=round).select_related("round")}
    told = []
    for move in moves:
        row = rows.get(move.code) or RoundPhase(
            round=round,
            code=move.code,
            name_th=move.name.th,
            name_en=move.name.en,
            position=max((each.position for each in rows.values()), default=-1) + 1,
            certainty="unknown",
        )
        rows[move.code] = row
        row.starts, row.ends, row.moved = move.starts, move.ends, True
        row.why, row.source = grounds.why, grounds.source
        row.source_number, row.source_link = grounds.number, grounds.link
        row.changed_at, row.changed_by = now, person
        row.save()
        told.append(witness(row))
    record(
        agency=round.agency,
        person=person,
        action="move-phase",
        about=str(round.year),
        detail={
            "phases": [_detail(move) for move in moves],
            "why": grounds.why,
            "source": grounds.source,
            "source_number": grounds.number,
            "source_link": grounds.link,
        },
        witnessed=told,
        now=now,
    )


def _detail(move: PhaseMove) -> dict[str, object]:
    return {
        "phase": move.code,
        "name": {"th": move.name.th, "en": move.name.en},
        "before": [_day(day) for day in move.before],
        "after": [_day(move.starts), _day(move.ends)],
    }


def _day(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()
