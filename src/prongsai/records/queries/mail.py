"""Mail that waits: which is due, how many wait since when, and what was given up."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from prongsai.records.models import WaitingMail
from prongsai.records.scope import SYSTEM


@dataclass(frozen=True)
class MailQueue:
    """How many mails wait, when the oldest was asked for, what the last try of it met with, and how many were given
    up of late."""

    waiting: int
    since: datetime.datetime | None
    problem: str
    given_up: int


def due_mail(now: datetime.datetime) -> list[int]:
    """The numbers of mails to somebody that may be sent now, the longest due first."""
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    due = WaitingMail.objects.within(SYSTEM).filter(free, nobody=None, due_at__lte=now).order_by("due_at", "pk")
    return list(due.values_list("pk", flat=True))


def mail_queue() -> MailQueue:
    """The queue as it stands; mail to nobody is none."""
    rows = WaitingMail.objects.within(SYSTEM).filter(nobody=None)
    waiting = list(rows.filter(due_at__isnull=False).order_by("asked_at", "pk"))
    given_up = rows.filter(due_at=None).exclude(problem="").count()
    if not waiting:
        return MailQueue(0, None, "", given_up)
    return MailQueue(len(waiting), waiting[0].asked_at, waiting[0].problem, given_up)


def invitations_unsent(invitations: Iterable[int]) -> frozenset[int]:
    """Which of these invitations have a mail that is not out: it waits, or it was given up."""
    rows = WaitingMail.objects.within(SYSTEM).filter(invitation__in=list(invitations))
    unsent = rows.exclude(due_at=None, problem="").values_list("invitation", flat=True)
    return frozenset(number for number in unsent if number is not None)
