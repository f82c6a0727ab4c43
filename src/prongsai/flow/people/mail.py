"""Mail is asked for in a row and sent after the answer, so that no mail server decides what a page says or when.

The rows are the truth: whoever sends a mail holds a lease, and a lease that ran out may be taken over. The thread only
wakes; `prongsai worker` and the next start find what is left.
"""

from __future__ import annotations

import datetime
import logging
import threading
import time
from collections.abc import Callable, Sequence

from django.db import DatabaseError, transaction

from prongsai.flow.people.letters import INVITATION, NEW_PASSWORD, NOTICES, letter_of
from prongsai.flow.site.start import now as clock_of_site
from prongsai.outside import mail
from prongsai.records.actions.mail import ask_mail, drop_mail, finish_mail, forget_mail, lease_mail, put_off_mail
from prongsai.records.models import Invitation, Person, WaitingMail
from prongsai.records.queries.mail import due_mail

log = logging.getLogger("prongsai.mail")

Clock = Callable[[], datetime.datetime]


def ask_new_password(people: Sequence[Person], *, now: datetime.datetime) -> None:
    """A link for a new password for those who have an address; nobody does: a mail to nobody, which costs the same."""
    for person in people or (None,):
        _ask(NEW_PASSWORD, person, None, now)


def ask_notice(purpose: str, person: Person, *, now: datetime.datetime) -> None:
    """A person is told by mail that their account was changed. It was changed: nothing that goes wrong here says
    otherwise."""
    if purpose not in NOTICES:
        log.error("no text for a mail about %s", purpose)
        return
    try:
        _ask(purpose, person, None, now)
    except Exception:
        log.exception("a mail about %s to person %s was not asked for", purpose, person.pk)


def ask_invitation(invitation: Invitation, *, now: datetime.datetime) -> None:
    """The mail with the code of an invitation."""
    _ask(INVITATION, None, invitation, now)


def _ask(purpose: str, person: Person | None, invitation: Invitation | None, now: datetime.datetime) -> None:
    ask_mail(purpose=purpose, person=person, invitation=invitation, now=now)
    transaction.on_commit(SENDER.wake)


def send_due(clock: Clock) -> int:
    """Sends every mail that is due; how many were. Where the server does not take mail at all, the rest waits."""
    forget_mail(now=clock())
    sent = 0
    for pk in due_mail(clock()):
        row = lease_mail(pk=pk, now=clock())
        if row is None:
            continue
        try:
            sent += _send(row, clock)
        except mail.NotSent as error:
            _put_off(row, error.reason, clock())
            if not error.of_mail:
                break
        except Exception:
            log.exception("mail %s (%s) failed", row.pk, row.purpose)
            _put_off(row, "the program failed", clock())
    return sent


def _send(row: WaitingMail, clock: Clock) -> int:
    if row.person is None and row.invitation is None:
        finish_mail(row, now=clock())
        return 0
    letter = letter_of(row)
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
    """The one thread of a process that sends what is due: soon after it was woken, and else every minute."""

    # Seconds: the answer is out by then, and what is asked for together is sent together.
    MOMENT, EVERY = 0.5, 60.0

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._woken, self._lock = threading.Event(), threading.Lock()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Starts the thread where there is none, as after a fork, and tells it that something waits."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="mail", daemon=True)
                self._thread.start()
        self._woken.set()

    def _run(self) -> None:
        from django.db import connections

        while True:
            self._woken.wait(self.EVERY)
            time.sleep(self.MOMENT)
            self._woken.clear()
            try:
                send_due(self._clock)
            except DatabaseError as error:
                log.warning("mail waits: %s", " ".join(str(error).split()))
            except Exception:
                log.exception("mail waits")
            finally:
                connections.close_all()


SENDER = Sender(clock_of_site)
