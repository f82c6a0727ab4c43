"""Messages told, read, and their mail claimed, sent, put off or found uncertain; the rows are the truth."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db.models import F, Q
from django.utils import timezone

from prongsai.language.text import Text
from prongsai.records.actions.machine.jobs import pause
from prongsai.records.models import Agency, Message, Person
from prongsai.records.scope import SYSTEM
from prongsai.records.scoped import ScopedSet

# So long a mail is tried again where the server takes none.
TRIED_FOR = datetime.timedelta(hours=24)
# Whoever claimed a mail longer ago and said nothing died at it: it may have gone out.
CLAIM = datetime.timedelta(minutes=10)
# So long messages are kept.
KEPT = datetime.timedelta(days=90)
# When those who want one mail a day get it.
DIGEST_AT = datetime.time(7)


def tell(
    people: Iterable[Person],
    *,
    agency: Agency | None,
    by: Person | None,
    subject_key: str,
    text: Text,
    link: str,
    mail: bool,
    now: datetime.datetime,
) -> int:
    """Tells each of them once on this day; to how many it was new. ``mail``: this site sends mail.

    To be called inside the change that is told of, so that both are kept or neither.
    """
    day, new = timezone.localtime(now).date(), 0
    same = {
        "agency": agency,
        "by": by,
        "text_th": text.th[:300],
        "text_en": text.en[:300],
        "link": link,
        "made_at": now,
    }
    for person in people:
        key = {"person": person, "subject_key": subject_key, "day": day}
        told = Message.objects.within(SYSTEM)
        new += told.get_or_create(**key, channel="app", defaults=same)[1]
        if mail and person.mail_choice != "none":
            due = now if person.mail_choice == "at-once" else _next_digest(now)
            told.get_or_create(**key, channel="mail", defaults={**same, "wanted_at": due, "due_at": due})
    return new


def _next_digest(now: datetime.datetime) -> datetime.datetime:
    local = timezone.localtime(now)
    today = local.replace(hour=DIGEST_AT.hour, minute=DIGEST_AT.minute, second=0, microsecond=0)
    return today if local < today else today + datetime.timedelta(days=1)


def read_messages(person: Person, *, numbers: Iterable[int] | None, now: datetime.datetime) -> int:
    """The person has read these messages of theirs (None: all); how many were new to them."""
    own = Message.objects.within(SYSTEM).filter(person=person, channel="app", read_at=None)
    return (own if numbers is None else own.filter(pk__in=list(numbers))).update(read_at=now)


def choose_mail(person: Person, choice: str) -> None:
    """How the person wants mail. What waits for them follows: nothing more goes out to whoever wants none."""
    Person.objects.filter(pk=person.pk).update(mail_choice=choice)
    if choice == "none":
        waiting = Message.objects.within(SYSTEM).filter(person=person, channel="mail", due_at__isnull=False, claim="")
        waiting.update(due_at=None, outcome="dropped")


def claim_mail(*, person: int, by: str, now: datetime.datetime) -> list[Message]:
    """Claims every mail to a person that is due, before anything is sent; empty where another was first."""
    due = Message.objects.within(SYSTEM).filter(person=person, channel="mail", due_at__lte=now, claim="")
    if not due.update(claim=by, claimed_at=now, tries=F("tries") + 1):
        return []
    mine = Message.objects.within(SYSTEM).filter(person=person, channel="mail", claim=by, claimed_at=now, outcome="")
    return list(mine.select_related("person", "agency").order_by("made_at", "pk"))


def _own(rows: Iterable[Message], by: str) -> ScopedSet[Message]:
    return Message.objects.within(SYSTEM).filter(pk__in=[row.pk for row in rows], claim=by, outcome="")


def end_mail(rows: Iterable[Message], *, by: str, outcome: str, now: datetime.datetime) -> None:
    """What became of claimed mail, once and for all."""
    sent_at = now if outcome == "sent" else None
    _own(rows, by).update(outcome=outcome, sent_at=sent_at, due_at=None, claim="")


def put_off_mail(rows: list[Message], *, by: str, now: datetime.datetime) -> None:
    """The server has not taken it, which is certain: it is tried again for a day, then it is over."""
    over = [row for row in rows if now - (row.wanted_at or row.made_at) >= TRIED_FOR]
    again = [row for row in rows if row not in over]
    end_mail(over, by=by, outcome="unsent", now=now)
    for row in again:
        _own([row], by).update(claim="", claimed_at=None, due_at=now + pause(row.tries))


def find_uncertain(*, now: datetime.datetime) -> int:
    """Mail whose sender died at it may have gone out: it is not sent again, and shown as uncertain; how many."""
    dead = Q(claimed_at__lt=now - CLAIM) & ~Q(claim="")
    return Message.objects.within(SYSTEM).filter(dead, outcome="").update(outcome="unsure", due_at=None, claim="")


def forget_messages(*, now: datetime.datetime) -> int:
    """Takes away messages of long ago; how many."""
    return Message.objects.within(SYSTEM).filter(made_at__lt=now - KEPT, due_at=None).delete()[0]
