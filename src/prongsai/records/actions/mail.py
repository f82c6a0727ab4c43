"""Mail asked for, taken to be sent, sent, put off and given up; the rows are the truth."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.db.models import Case, CharField, DateTimeField, F, PositiveSmallIntegerField, Q, Value, When
from django.db.models.functions import Greatest, Least

from prongsai.records.models import Invitation, Person, WaitingMail
from prongsai.records.scope import SYSTEM
from prongsai.records.scoped import ScopedSet

# Whoever sends a mail has it for so long, which is longer than a mail server is ever listened to; then it is taken to
# be dead and another may take over.
LEASE = datetime.timedelta(minutes=5)
# Of one purpose to one person there is at most one mail in this time, however often it is asked for.
GAP = datetime.timedelta(minutes=5)
# A try that failed is made again after a minute, then after twice the time, and so on.
FIRST_WAIT, LONGEST_WAIT = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)
TRIED_FOR = datetime.timedelta(days=3)
# So long it can be seen that a mail was given up.
SHOWN_FOR = datetime.timedelta(days=30)


@transaction.atomic
def ask_mail(
    *,
    purpose: str,
    person: Person | None = None,
    invitation: Invitation | None = None,
    nobody: int | None = None,
    now: datetime.datetime,
) -> None:
    """A mail is asked for: to a person, to whoever was invited, or to one of the ``NOBODIES``.

    One that waits already is not asked for twice; one that was just sent is followed by another when its time comes.
    Each call writes once, so that none can be told from another by its time.
    """
    at, soon = Value(now, DateTimeField()), Value(now + FIRST_WAIT, DateTimeField())
    asked = (
        WaitingMail.objects.within(SYSTEM)
        .filter(purpose=purpose, person=person, invitation=invitation, nobody=nobody)
        .update(
            due_at=Case(
                When(due_at=None, then=Greatest("quiet_until", at)),
                # The mail server may have come back: who asks again does not wait for the end of a long pause.
                default=Greatest("quiet_until", Least("due_at", soon)),
            ),
            asked_at=Case(When(due_at=None, then=at), default=F("asked_at")),
            tries=Case(When(due_at=None, then=Value(0, PositiveSmallIntegerField())), default=F("tries")),
            problem=Case(When(due_at=None, then=Value("", CharField())), default=F("problem")),
        )
    )
    if asked:
        return
    try:
        with transaction.atomic():
            WaitingMail.objects.create(
                purpose=purpose,
                person=person,
                invitation=invitation,
                nobody=nobody,
                asked_at=now,
                due_at=now,
                quiet_until=now,
            )
    except IntegrityError:
        pass  # somebody else asked for the same at this very moment


def lease_mail(*, pk: int, now: datetime.datetime) -> WaitingMail | None:
    """Takes a mail that is due; None where there is nothing to take, or another has it."""
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    due = WaitingMail.objects.within(SYSTEM).filter(free, pk=pk, due_at__lte=now)
    if not due.update(lease_until=now + LEASE, tries=F("tries") + 1):
        return None
    whole = WaitingMail.objects.within(SYSTEM).select_related("person", "invitation__agency", "invitation__made_by")
    row: WaitingMail | None = whole.filter(pk=pk).first()  # an invitation may be taken back at any moment
    return row


def _held(row: WaitingMail) -> ScopedSet[WaitingMail]:
    return WaitingMail.objects.within(SYSTEM).filter(pk=row.pk, lease_until=row.lease_until)


def finish_mail_to_nobody(*, now: datetime.datetime) -> None:
    """Mail to nobody is over as if it had been sent."""
    due = WaitingMail.objects.within(SYSTEM).filter(nobody__isnull=False, due_at__lte=now)
    if due.exists():
        due.update(due_at=None, quiet_until=now + GAP)


def finish_mail(row: WaitingMail, *, now: datetime.datetime) -> None:
    """The mail was sent."""
    _held(row).update(due_at=None, lease_until=None, problem="", quiet_until=now + GAP)


def drop_mail(row: WaitingMail) -> None:
    """The mail has no purpose any more."""
    _held(row).delete()


def give_up_mail(row: WaitingMail, *, problem: str, now: datetime.datetime) -> None:
    """The mail cannot be written, and trying again would change nothing: it is seen as given up for ``SHOWN_FOR``."""
    _held(row).update(due_at=None, lease_until=None, problem=problem[:120], quiet_until=now)


def put_off_mail(row: WaitingMail, *, problem: str, now: datetime.datetime) -> bool:
    """The mail could not be sent: it is tried again later; False where it was tried long enough and is given up."""
    if now - row.asked_at > TRIED_FOR:
        give_up_mail(row, problem=problem, now=now)
        return False
    # Until now it was tried: that the pages tell, and it keeps no other mail back.
    _held(row).update(due_at=now + pause(row.tries), lease_until=None, problem=problem[:120], quiet_until=now)
    return True


def pause(tries: int) -> datetime.timedelta:
    """How long to wait after so many tries."""
    return min(FIRST_WAIT * (1 << min(tries - 1, 12)), LONGEST_WAIT)


def forget_mail(*, now: datetime.datetime) -> None:
    """Takes away rows that nobody needs any more: sent and quiet, or given up long ago."""
    done = Q(problem="", quiet_until__lt=now) | Q(quiet_until__lt=now - SHOWN_FOR)
    old = WaitingMail.objects.within(SYSTEM).filter(done, due_at=None)
    if old.exists():
        old.delete()
