"""Mail that waits: which is due, how many wait since when, and what was given up."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from prongsai.records.models import WaitingMail
from prongsai.records.scope import SYSTEM

# What stands in the row of a mail whose code follows from a secret key that the site has no more.
OTHER_KEY = "made with another secret key"


@dataclass(frozen=True)
class MailQueue:
    """How many mails wait and when the oldest was asked for; how many of them were tried in vain, and what that met
    with; how many were given up of late, and over what. Each problem is named once, the oldest mail's first."""

    waiting: int = 0
    since: datetime.datetime | None = None
    failing: int = 0
    problems: tuple[str, ...] = ()
    given_up: int = 0
    given_up_over: tuple[str, ...] = ()


def due_mail(now: datetime.datetime) -> list[int]:
    """The numbers of mails to somebody that may be sent now, the longest due first."""
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    due = WaitingMail.objects.within(SYSTEM).filter(free, nobody=None, due_at__lte=now).order_by("due_at", "pk")
    return list(due.values_list("pk", flat=True))


def mail_queue(now: datetime.datetime, shown_for: datetime.timedelta) -> MailQueue:
    """The queue as it stands; mail to nobody is none. What was given up longer ago than ``shown_for`` counts no more,
    whether its rows were cleared away or not."""
    rows = WaitingMail.objects.within(SYSTEM).filter(nobody=None).order_by("asked_at", "pk")
    waiting = list(rows.filter(due_at__isnull=False).values_list("asked_at", "problem"))
    # A mail that is tried this very moment has the problem of its last try.
    failing = [problem for _, problem in waiting if problem]
    ended = rows.filter(due_at=None, quiet_until__gte=now - shown_for).exclude(problem="")
    given_up = list(ended.values_list("problem", flat=True))
    return MailQueue(
        waiting=len(waiting),
        since=waiting[0][0] if waiting else None,
        failing=len(failing),
        problems=tuple(dict.fromkeys(failing)),
        given_up=len(given_up),
        given_up_over=tuple(dict.fromkeys(given_up)),
    )


@dataclass(frozen=True)
class Unsent:
    """A mail that is not out: tried so often in vain, last at ``last_try`` (None: never); ``due`` False: given up."""

    tries: int
    last_try: datetime.datetime | None
    due: bool


def invitations_unsent(invitations: Iterable[int]) -> dict[int, Unsent]:
    """Which of these invitations have a mail that is not out, and how it stands with it."""
    rows = WaitingMail.objects.within(SYSTEM).filter(invitation__in=list(invitations))
    unsent = rows.exclude(due_at=None, problem="")
    found: dict[int, Unsent] = {}
    for number, tries, tried_at, due_at, problem in unsent.values_list(
        "invitation", "tries", "quiet_until", "due_at", "problem"
    ):
        # One that is tried for the first time this very moment has met with nothing yet.
        found[number] = Unsent(tries if problem else 0, tried_at if problem else None, due_at is not None)
    return found
