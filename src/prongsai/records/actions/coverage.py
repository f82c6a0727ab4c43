"""Days on which a role is held by somebody, and whether a change leaves one without: dates only.

The rule, for the coordinators of an agency and for the administrators of the site: **no change leaves a day from today
on without a holder that had one before it.** A change is judged on every such day, not on one: whoever ends next week
does not remain after that, and whoever begins later does not fill the days before.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """From a day to a day, both included; without end where ``last`` is None, no day where it is before ``first``."""

    first: datetime.date
    last: datetime.date | None = None

    def covers(self, day: datetime.date) -> bool:
        """Whether the day is one of it."""
        return self.first <= day and (self.last is None or day <= self.last)

    def until(self, last: datetime.date) -> Span:
        """The span, ended after ``last`` at the latest."""
        return Span(self.first, last if self.last is None else min(last, self.last))

    def meets(self, other: Span) -> bool:
        """Whether both have a day in common."""
        starts, ends = max(self.first, other.first), [span.last for span in (self, other) if span.last is not None]
        return all(starts <= last for last in ends)


def covered(spans: Collection[Span], day: datetime.date) -> bool:
    """Whether somebody holds the role on the day."""
    return any(span.covers(day) for span in spans)


def first_day_left(before: Collection[Span], after: Collection[Span], today: datetime.date) -> datetime.date | None:
    """The first day from ``today`` on that had a holder before a change and has none after it; None: there is none."""
    # Between two of these days nothing changes.
    days = {today, *(span.first for span in (*before, *after))}
    days |= {span.last + ONE_DAY for span in (*before, *after) if span.last and span.last < datetime.date.max}
    return next(
        (day for day in sorted(days) if day >= today and covered(before, day) and not covered(after, day)), None
    )
