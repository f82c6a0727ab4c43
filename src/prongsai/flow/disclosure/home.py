"""What the home of a year says of its board: what is due, what is the reader's."""

from __future__ import annotations

import datetime

from prongsai.criteria.board import DONE
from prongsai.flow.disclosure.board import rows_today
from prongsai.flow.disclosure.reading import board
from prongsai.records.models import Agency, OitItem
from prongsai.records.scope import Scope
from prongsai.screens.agency.disclosure.board import BoardRow, BoardSummary, urgent_first

MOST_SHOWN = 5


def summary(scope: Scope, agency: Agency, which: int, today: datetime.date) -> BoardSummary | None:
    """The board in a few lines for whoever works on the year; None for others, and where nobody began with it."""
    if not scope.may("work", agency):
        return None
    begun = OitItem.objects.within(scope).filter(agency=agency, round__year=which, gone_from="", round__closed_at=None)
    held = board(scope, agency, which, today) if begun.exists() else None
    if held is None:
        return None
    rows = rows_today(held, today)
    mine = [row for row in rows.values() if row.mine and row.state not in DONE]
    return BoardSummary(
        whole=len(rows),
        done=sum(row.state in DONE for row in rows.values()),
        entered=sum(row.state == "entered" for row in rows.values()),
        unassigned=sum(row.kept.unit_number is None and row.kept.person_number is None for row in rows.values()),
        deadline=held.deadline,
        urgent=urgent_first(rows)[:MOST_SHOWN],
        urgent_whole=sum(row.urgent for row in rows.values()),
        mine=tuple(sorted(mine, key=_by_day)[:MOST_SHOWN]),
        mine_whole=len(mine),
    )


def _by_day(row: BoardRow) -> tuple[bool, datetime.date]:
    return row.due is None, row.due or datetime.date.max
