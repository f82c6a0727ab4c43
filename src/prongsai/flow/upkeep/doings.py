"""What is done for each beat and each kind of job."""

from __future__ import annotations

from collections.abc import Mapping

from prongsai.flow.documents.making import work_all
from prongsai.flow.files.looking import look_through
from prongsai.flow.files.store import clear_unnamed
from prongsai.flow.jobs.taking import Clock, DoBeat, DoJob
from prongsai.flow.people.mail import send_due
from prongsai.flow.upkeep.messages import send_messages
from prongsai.records.actions.machine.clearing import clear_drafts, clear_sessions, clear_uploads
from prongsai.records.actions.machine.jobs import forget_jobs
from prongsai.records.actions.machine.messages import forget_messages
from prongsai.records.actions.papers.files import expire_files
from prongsai.records.actions.privacy.sign_ins import clear_sign_ins

# Files are read whole for so many seconds a day, those that were not read for longest first.
READING = 120.0


def _uploads(clock: Clock) -> None:
    clear_uploads(now=clock())


def _drafts(clock: Clock) -> None:
    clear_drafts(now=clock())


def _sessions(clock: Clock) -> None:
    clear_sessions(now=clock())


def _files(clock: Clock) -> None:
    expire_files(now=clock())
    clear_unnamed(now=clock())
    look_through(seconds=READING, now=clock())


def _sign_ins(clock: Clock) -> None:
    clear_sign_ins(now=clock())


def _old(clock: Clock) -> None:
    forget_jobs(now=clock())
    forget_messages(now=clock())


BEATS: Mapping[str, DoBeat] = {
    # A mail server that takes nothing is told of by the mail that waits, not by the beat, which did what it could.
    "mail": send_due,
    "messages": send_messages,
    # A document is a row with a lease of its own, which whoever waits for it looks at: a job beside it would be a
    # second truth. Here those are found whose maker died.
    "documents": work_all,
    "uploads": _uploads,
    "drafts": _drafts,
    "sessions": _sessions,
    "files": _files,
    "sign-ins": _sign_ins,
    "old": _old,
}
JOBS: Mapping[str, DoJob] = {}
