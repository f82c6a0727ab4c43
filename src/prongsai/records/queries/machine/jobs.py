"""What the program does by itself, as it stands in its rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from prongsai.records.models import Beat, Job


def due(table: type[Beat] | type[Job], names: Iterable[str], now: datetime.datetime) -> list[tuple[str | int, str]]:
    """Number and name of what of these is due and that nobody has, longest due first."""
    rows = table.objects.filter(name__in=list(names), due_at__lte=now).order_by("due_at", "pk")
    return [(pk, name) for pk, name in rows.values_list("pk", "name")]


def beats() -> list[Beat]:
    """Everything that repeats."""
    return list(Beat.objects.all())


def open_jobs(most: int) -> list[Job]:
    """Jobs that are not done, given up first, then those that met with a problem, then by when they are due."""
    return list(Job.objects.filter(done_at=None).order_by("-tries", "due_at", "pk")[:most])


def given_up() -> bool:
    """Whether a job was given up."""
    return Job.objects.filter(done_at=None, due_at=None).exists()
