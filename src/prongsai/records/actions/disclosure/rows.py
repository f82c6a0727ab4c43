"""Rows of a year's board: made where they are not there yet, held while they change, written with a line of history."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from prongsai.files.problems import Problem, Refused
from prongsai.language.text import Text
from prongsai.records.actions.history import record, turnstile
from prongsai.records.actions.year.opening import still_open
from prongsai.records.models import AgencyRound, ElementTick, OitItem, OitLink, Person
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import Witness, gone, witness

MOST_ROWS = 1000  # of a board, those too that its edition does not ask for any more

# Whether whoever changes something may change this row, as it stands now that nobody else does.
May = Callable[[OitItem], bool]


class NotYours(PermissionError):
    """The row is of a unit out of reach, and assigned to somebody else."""


class PeriodGone(Exception):
    """The item has no such period any more: it was divided anew meanwhile."""


class RulesChanged(Exception):
    """The year was given other rules meanwhile: what its items are called is no longer what was looked at."""


class BoardChanged(Exception):
    """Somebody else changed the rows since they were looked at; ``rows`` are what stands there."""

    def __init__(self, rows: Sequence[OitItem]) -> None:
        super().__init__("the board was changed meanwhile")
        self.rows = tuple(rows)


@dataclass
class BoardChange:
    """Who changes the board of which year when, what was changed so far, and what the line of history says of it."""

    round: AgencyRound
    person: Person | None
    now: datetime.datetime
    rows: dict[tuple[str, str], OitItem]
    told: list[Witness] = field(default_factory=list)

    def row(self, item: str, period: str = "") -> OitItem:
        """A row of the board; one that is not there yet is made, to do and of nobody."""
        held = self.rows.get((item, period))
        if held is None:
            if len(self.rows) >= MOST_ROWS:
                raise Refused([Problem("", Text(th="กระดานมีรายการมากเกินกว่าที่รับได้", en="the board takes no more rows"))])
            held = OitItem(
                agency_id=self.round.agency_id, round=self.round, item=item, period=period, changed_at=self.now
            )
            held.changed_by = self.person
            held.save()
            self.rows[item, period] = held
            self.told.append(witness(held))
        return held

    def held(self, item: str, period: str) -> OitItem:
        """As ``row``; of a period nothing is made. Raises ``PeriodGone``."""
        if period and (item, period) not in self.rows:
            raise PeriodGone
        return self.row(item, period)

    def keep(self, row: OitItem) -> None:
        """Writes a row as its next version."""
        row.version += 1
        row.changed_at, row.changed_by = self.now, self.person
        row.save()
        self.told.append(witness(row))

    def keep_link(self, link: OitLink) -> None:
        """Writes a link with who changed it when."""
        link.changed_at, link.changed_by = self.now, self.person
        link.save()
        self.told.append(witness(link))

    def keep_tick(self, tick: ElementTick) -> None:
        """Writes a tick with who saw to it when."""
        tick.ticked_at, tick.ticked_by = self.now, self.person
        tick.save()
        self.told.append(witness(tick))

    def take_away(self, row: OitItem | OitLink | ElementTick) -> None:
        """Deletes a row; its line says that it is gone."""
        told = gone(row)
        row.delete()
        self.told.append(told)

    def tell(self, action: str, about: str, detail: Mapping[str, Any] | None = None) -> None:
        """The line of history of all that was changed; where nothing was, none."""
        if self.told:
            record(
                agency=self.round.agency,
                person=self.person,
                action=action,
                about=about,
                detail={key: value for key, value in (detail or {}).items() if value},
                witnessed=self.told,
                now=self.now,
            )


def begin(round: AgencyRound, person: Person | None, now: datetime.datetime) -> BoardChange:
    """Begins a change: one at a time in an agency, until the transaction ends. Raises ``YearClosed``, and
    ``RulesChanged`` where the year's edition is not that of ``round``."""
    turnstile(round.agency)
    still_open(round)
    if not AgencyRound.objects.within(SYSTEM).filter(pk=round.pk, edition=round.edition_id).exists():
        raise RulesChanged
    rows = OitItem.objects.within(SYSTEM).filter(round=round, gone_from="").select_related("round", "unit", "person")
    # Databases and backups keep times to other fractions: what is compared later is kept the same in all.
    now = now.replace(microsecond=now.microsecond // 1000 * 1000)
    return BoardChange(round, person, now, {(row.item, row.period): row for row in rows})


def links_of(row: OitItem) -> list[OitLink]:
    """The links of a row that were not taken away, in order, each with its item and that one's year."""
    rows = OitLink.objects.within(SYSTEM).filter(item=row, removed_at=None).select_related("item__round")
    return list(rows.order_by("position", "pk"))
