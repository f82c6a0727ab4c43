"""What a person was told, and whom mail is due to."""

from __future__ import annotations

import datetime

from django.db.models import Q

from prongsai.records.models import Agency, Message
from prongsai.records.scope import SYSTEM, Scope
from prongsai.records.scoped import ScopedSet


def _told(scope: Scope, channel: str) -> ScopedSet[Message]:
    """A person's own messages, but those of agencies in which they work no more."""
    still = Q(agency=None) | Q(agency__in=Agency.objects.within(scope, "work").values("pk"))
    return Message.objects.within(SYSTEM).filter(still, person=scope.person, channel=channel)


def told(scope: Scope, most: int) -> list[Message]:
    """What a person was told, newest first."""
    return list(_told(scope, "app").select_related("agency", "by")[:most])


def unread(scope: Scope) -> int:
    """How much of it they have not read."""
    return 0 if scope.person is None else _told(scope, "app").filter(read_at=None).count()


def mail_of(scope: Scope, days: set[datetime.date]) -> dict[tuple[str, datetime.date], str]:
    """What became of the mail beside messages of these days: its outcome, empty where it waits."""
    rows = _told(scope, "mail").filter(day__in=days)
    return {(subject, day): outcome for subject, day, outcome in rows.values_list("subject_key", "day", "outcome")}


def people_with_mail_due(now: datetime.datetime) -> list[int]:
    """The people to whom mail is due that nobody has claimed, longest due first."""
    due = Message.objects.within(SYSTEM).filter(channel="mail", due_at__lte=now, claim="").order_by("due_at", "pk")
    return list(dict.fromkeys(due.values_list("person", flat=True)))
