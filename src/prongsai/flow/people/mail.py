"""Mail is asked for in a row and sent after the answer, so that no mail server decides what a page says or when.

The rows are the truth: whoever sends a mail holds a lease, and a lease that ran out may be taken over. The thread only
wakes; a beat finds what is left.
"""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import DatabaseError, transaction
from django.utils.crypto import salted_hmac

from prongsai.flow.people.letters import INVITATION, NEW_PASSWORD, NOTICES, OtherKey, letter_of
from prongsai.flow.site.start import now as clock_of_site
from prongsai.outside import mail
from prongsai.records.actions.mail import (
    ask_mail,
    drop_mail,
    finish_mail,
    finish_mail_to_nobody,
    forget_mail,
    give_up_mail,
    lease_mail,
    put_off_mail,
)
from prongsai.records.models import Invitation, Person, WaitingMail
from prongsai.records.queries.machine.mail import OTHER_KEY, due_mail

log = logging.getLogger("prongsai.mail")

Clock = Callable[[], datetime.datetime]


def ask_new_password(people: Sequence[Person], *, address: str, now: datetime.datetime) -> None:
    """A link for a new password for those who have an address; nobody does: a mail to nobody, which costs the same."""
    for person in people:
        _ask(NEW_PASSWORD, now, person=person)
    number = int.from_bytes(salted_hmac("prongsai.mail-to-nobody", address.lower(), algorithm="sha256").digest()[:4])
    if not people:
        _ask(NEW_PASSWORD, now, nobody=1 + number % WaitingMail.NOBODIES)


def ask_notice(purpose: str, person: Person, *, now: datetime.datetime, wake: bool = True) -> None:
    """A person is told by mail that their account was changed. It was changed: nothing that goes wrong here says
    otherwise. ``wake``: False in a process that ends at once, which would leave the mail half sent."""
    if purpose not in NOTICES:
        log.error("no text for a mail about %s", purpose)
        return
    try:
        _ask(purpose, now, person=person, wake=wake)
    except Exception:
        log.exception("a mail about %s to person %s was not asked for", purpose, person.pk)


def ask_invitation(invitation: Invitation, *, now: datetime.datetime) -> None:
    """The mail with the code of an invitation."""
    _ask(INVITATION, now, invitation=invitation)


def _ask(
    purpose: str,
    now: datetime.datetime,
    *,
    person: Person | None = None,
    invitation: Invitation | None = None,
    nobody: int | None = None,
    wake: bool = True,
) -> None:
    ask_mail(purpose=purpose, person=person, invitation=invitation, nobody=nobody, now=now)
    if wake:
        transaction.on_commit(SENDER.wake)


@dataclass(frozen=True)
class Round:
    """How many mails were sent, and whether the server took mail at all."""

    sent: int
    taken: bool = True


def send_due(clock: Clock, over: threading.Event | None = None) -> Round:
    """Sends every mail that is due, or as many as there is time for until ``over``. Where the server does not take mail
    at all, the rest waits."""
    forget_mail(now=clock())
    finish_mail_to_nobody(now=clock())
    sent = 0
    for pk in due_mail(clock()):
        row = None if over is not None and over.is_set() else lease_mail(pk=pk, now=clock())
        if row is None:
            continue
        try:
            sent += _send(row, clock)
        except mail.NotSent as error:
            _put_off(row, error.reason, clock())
            if not error.of_mail:
                return Round(sent, taken=False)
        except Exception:
            log.exception("mail %s (%s) failed", row.pk, row.purpose)
            _put_off(row, "the program failed", clock())
    return Round(sent)


def _send(row: WaitingMail, clock: Clock) -> int:
    try:
        letter = letter_of(row, now=clock())
    except OtherKey:
        give_up_mail(row, problem=OTHER_KEY, now=clock())
        log.warning("mail %s (%s) is given up: %s", row.pk, row.purpose, OTHER_KEY)
        return 0
    if letter is None:
        drop_mail(row)
        return 0
    mail.send(to=letter.to, subject=letter.subject, body=letter.body)
    finish_mail(row, now=clock())
    return 1


def _put_off(row: WaitingMail, reason: str, now: datetime.datetime) -> None:
    waits = put_off_mail(row, problem=reason, now=now)
    log.warning("mail %s (%s) %s: %s", row.pk, row.purpose, "is tried again" if waits else "is given up", reason)


class Sender:
    """The one thread of a process that sends what is due soon after it was woken. What could not be sent is tried again
    by a beat (``flow/upkeep/doings.py``)."""

    # Seconds: the answer is out by then, and what is asked for together is sent together; a server that took nothing is
    # left alone for a while, whoever asks.
    MOMENT, REST = 0.5, 30.0

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._woken, self._over, self._lock = threading.Event(), threading.Event(), threading.Lock()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Starts the thread where there is none, as after a fork, and tells it that something waits."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="mail", daemon=True)
                self._thread.start()
        self._woken.set()

    def stop(self) -> None:
        """Ends the thread after the mail that it sends now; what waits stays in its rows."""
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                self._over.set()
                self._woken.set()
                self._thread.join()
            self._thread = None
            self._over.clear()

    def _run(self) -> None:
        from django.db import connections

        pause = self.MOMENT
        while True:
            self._woken.wait()
            if self._over.wait(pause):
                return
            self._woken.clear()
            pause = self.REST
            try:
                if send_due(self._clock, self._over).taken:
                    pause = self.MOMENT
            except DatabaseError as error:
                log.warning("mail waits: %s", " ".join(str(error).split()))
            except Exception:
                log.exception("mail waits")
            finally:
                connections.close_all()


SENDER = Sender(clock_of_site)
