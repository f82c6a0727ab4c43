"""The public holidays of the site are entered and taken away; a line of the site's history tells of each change."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Collection, Mapping

from django.db import transaction

from prongsai.records.actions.history import record, turnstile
from prongsai.records.models import Holiday, Person


class HolidaysChanged(Exception):
    """Somebody entered or took away holidays since the page was opened."""


def holidays_stamp() -> str:
    """What tells one state of the site's holidays from another."""
    rows = Holiday.objects.order_by("day").values_list("day", "name", "source")
    return hashlib.sha256(repr([(str(day), name, source) for day, name, source in rows]).encode()).hexdigest()[:16]


@transaction.atomic
def keep_holidays(
    *, days: Mapping[datetime.date, str], source: str, opened: str, person: Person | None, now: datetime.datetime
) -> int:
    """The days are holidays by these names; how many are new or have another name. The same again writes nothing.

    ``opened``: the ``holidays_stamp`` that they were looked at with. Raises ``HolidaysChanged``."""
    turnstile(None)
    if holidays_stamp() != opened:
        raise HolidaysChanged
    held = {row.day: row for row in Holiday.objects.filter(day__in=list(days))}
    changed = {day: name for day, name in days.items() if day not in held or held[day].name != name}
    for day, name in changed.items():
        row = held.get(day) or Holiday(day=day)
        row.name, row.source, row.entered_at, row.entered_by = name, source, now, person
        row.save()
    if changed:
        told = [[day.isoformat(), name] for day, name in sorted(changed.items())]
        detail = {"days": told, "source": source}
        record(agency=None, person=person, action="keep-holidays", detail=detail, now=now)
    return len(changed)


@transaction.atomic
def remove_holidays(
    *, days: Collection[datetime.date], opened: str, person: Person | None, now: datetime.datetime
) -> int:
    """The days are holidays no more; how many were. Raises ``HolidaysChanged`` as ``keep_holidays``."""
    turnstile(None)
    if holidays_stamp() != opened:
        raise HolidaysChanged
    rows = list(Holiday.objects.filter(day__in=list(days)).order_by("day"))
    told = [[row.day.isoformat(), row.name] for row in rows]
    for row in rows:
        row.delete()
    if told:
        record(agency=None, person=person, action="remove-holidays", detail={"days": told}, now=now)
    return len(told)
