"""One line of history per change, chained by hashes within an agency."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import connection, transaction

from prongsai.records.chain import FIRST, NEWEST, SEAL, HistoryLine, Joint, line_hash
from prongsai.records.models import Agency, Checkpoint, Entry, Person, SealedHead
from prongsai.records.queries.history import (
    checkpoint_of,
    head_against,
    head_seal,
    lines_of,
    owner_of,
    seal_of,
    sealed_head_of,
    walked,
)
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import Witness, witnesses_of

# So many lines are written until the chain's new end is looked at and its checkpoint moved: a page reads fewer.
LINES_A_CHECKPOINT = 200


def turnstile(agency: Agency | None) -> None:
    """Lets one change at a time into an agency's chain, and holds it until the transaction ends.

    An action asks for it **before it reads, locks or writes any other row**. So all take rows in one order, and nobody
    waits for somebody who waits for them: the site's chain, an agency's, other agencies by number, an invitation, a
    person, their roles; within an agency its rounds, results, texts and documents.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("history is written in the transaction of the change that it tells of")
    if agency is not None:
        # Rows that only name the agency need not wait: a grant, an upload, a mail.
        Agency.objects.within(SYSTEM).select_for_update(no_key=True).filter(pk=agency.pk).first()
    else:
        # Lines of no agency have no such row; the first of them stands in for it.
        first = Entry.objects.within(SYSTEM).select_for_update(no_key=True).filter(agency=None, number=1)
        if first.order_by("number").first() is None and connection.vendor == "postgresql":
            # Nor is there a first one yet: whoever writes it holds a lock of the database's own meanwhile.
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_FIRST_LINE])
            first.order_by("number").first()


# A number of ours among the locks of the database.
_FIRST_LINE = 0x50524F4E_46495253


def shown(person: Person | None) -> str:
    """Somebody as lines name them; nobody is the command line.

    History cannot forget, so a name that is an address is left out of it: the account's number stands for it, which
    still tells one from another.
    """
    if person is None:
        return ""
    return person.name if person.name and "@" not in person.name else f"#{person.pk}"


def record(
    *,
    agency: Agency | None,
    person: Person | None,
    action: str,
    about: str = "",
    detail: object = None,
    witnessed: Iterable[Witness] = (),
    now: datetime.datetime,
) -> Entry:
    """Writes the next line of an agency's chain. Must stand in the transaction of the change itself.

    ``witnessed``: the rows that the change touched, as they are after it.

    Before the first line after those of an earlier program, a line of its own seals them.
    """
    turnstile(agency)
    now = _kept(now)
    last = _sealed(agency, now)
    name, data = shown(person), {} if detail is None else detail
    rows = _as_kept(witnessed)
    line = HistoryLine(last.number + 1, now, name, action, about, data, last.hash, witnessed=rows)
    entry = _write(agency, person, line)
    _move_head(agency, last, entry)
    if entry.number % LINES_A_CHECKPOINT == 0:
        _move_checkpoint(agency, now)
    return entry


# The step of the tables from which on every row is witnessed by a line.
FIRST_WITNESSED = "0005_lines_with_rows_and_sealed_heads"


def seal_old_chains(*, now: datetime.datetime, unwitnessed: bool = False) -> int:
    """Seals every chain whose last line was written by an earlier program, with every row that stands then; how many.

    Whoever brings the tables up to date may call it, so that no chain waits for its next change; again does nothing.
    ``unwitnessed``: the tables are from before ``FIRST_WITNESSED``, when rows stood whose chain has no line.
    """
    older = Entry.objects.within(SYSTEM).filter(version__lt=NEWEST)
    agencies = Agency.objects.within(SYSTEM).filter(pk__in=older.values("agency")).order_by("pk")
    of_site = unwitnessed and next(witnesses_of(None), None) is not None
    # The site's first, as everywhere: whoever brings the tables up to date does it in one transaction.
    chains: list[Agency | None] = [*([None] if of_site or older.filter(agency=None).exists() else []), *agencies]
    count = 0
    for agency in chains:
        with transaction.atomic():
            turnstile(agency)
            before = _last(agency)
            if _sealed(agency, _kept(now), unwitnessed=unwitnessed) != before:
                seal_head(agency=agency)
                count += 1
    return count


@transaction.atomic
def keep_checkpoint(*, agency: Agency | None, at: Joint, now: datetime.datetime) -> None:
    """Keeps how far a chain was just found whole. ``at`` is the last line that was looked at."""
    turnstile(agency)
    _keep_checkpoint(agency, at, now)


def _last(agency: Agency | None) -> Joint:
    last = lines_of(agency).values_list("number", "hash", "version").last()
    return Joint(*last) if last else Joint(0, FIRST, NEWEST)


def _sealed(agency: Agency | None, now: datetime.datetime, *, unwitnessed: bool = False) -> Joint:
    """The last line of a chain, which is one by the newest rule: a seal where it was not."""
    last = _last(agency)
    if last.version >= NEWEST and not (unwitnessed and last.number == 0):
        return last
    detail = {"lines": last.number, "version": last.version}
    rows = _as_kept(witnesses_of(agency))
    line = HistoryLine(last.number + 1, now, "", SEAL, "", detail, last.hash, witnessed=rows)
    seal = _write(agency, None, line)
    _move_head(agency, last, seal)
    return Joint(seal.number, seal.hash, seal.version)


def _as_kept(witnessed: Iterable[Witness]) -> list[list[str | None]]:
    return [[row.kind, row.key, row.digest] for row in witnessed]


def _move_head(agency: Agency | None, last: Joint, entry: Entry) -> None:
    # Only on from the line that it was on: a head that does not fit stays as it is, so that it goes on to show.
    sealed = sealed_head_of(agency)
    if sealed is None and last.number == 0 and not SealedHead.objects.within(SYSTEM).filter(agency=agency).exists():
        sealed = SealedHead(agency=agency)
    elif sealed is None or head_against(agency, sealed, last):
        return
    sealed.number, sealed.hash = entry.number, entry.hash
    sealed.seal = head_seal(agency, sealed.number, sealed.hash)
    sealed.save()


def seal_heads() -> None:
    """Seals the head of every chain as it stands, with this machine's key: they came from another one."""
    for agency in [None, *Agency.objects.within(SYSTEM).order_by("pk")]:
        seal_head(agency=agency)


@transaction.atomic
def seal_head(*, agency: Agency | None) -> None:
    """Seals the head of a chain that came from another machine, as it stands, with this machine's key."""
    turnstile(agency)
    last = _last(agency)
    rows = SealedHead.objects.within(SYSTEM).filter(agency=agency)
    if last.number == 0:
        rows.delete()
        return
    sealed = SealedHead(pk=rows.values_list("pk", flat=True).first(), agency=agency)
    sealed.number, sealed.hash = last.number, last.hash
    sealed.seal = head_seal(agency, last.number, last.hash)
    sealed.save()


def _kept(now: datetime.datetime) -> datetime.datetime:
    # Backups keep times to the millisecond; a line that was hashed with more would not be the same afterwards.
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def _write(agency: Agency | None, person: Person | None, line: HistoryLine) -> Entry:
    return Entry.objects.create(
        agency=agency,
        number=line.number,
        at=line.at,
        person=person,
        person_name=line.person,
        action=line.action,
        about=line.about,
        detail=line.detail,
        version=line.version,
        witnessed=line.witnessed,
        before=line.before,
        hash=line_hash(line, owner_of(agency)),
    )


def _move_checkpoint(agency: Agency | None, now: datetime.datetime) -> None:
    # Only the lines since the last checkpoint are read; one that is broken stays where it is, and the page says why.
    walk = walked(agency, checkpoint_of(agency))
    if not walk.faults:
        _keep_checkpoint(agency, walk.ended, now)


def _keep_checkpoint(agency: Agency | None, at: Joint, now: datetime.datetime) -> None:
    # What stands there is written over, whether it can be read or not.
    kept = Checkpoint.objects.within(SYSTEM).filter(agency=agency).values_list("pk", flat=True).first()
    checkpoint = Checkpoint(pk=kept, agency=agency)
    checkpoint.number, checkpoint.hash = at.number, at.hash
    checkpoint.verified_at = _kept(now)
    checkpoint.seal = seal_of(checkpoint, agency)
    checkpoint.save()
