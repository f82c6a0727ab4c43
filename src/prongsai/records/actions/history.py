"""One line of history per change, chained by hashes within an agency."""

from __future__ import annotations

import datetime
import hashlib
import json

from django.db import transaction

from prongsai.records.models import Agency, Entry, Person
from prongsai.records.scope import SYSTEM

FIRST = "0" * 64


def entry_hash(
    before: str, number: int, at: datetime.datetime, person: str, action: str, about: str, detail: object
) -> str:
    """SHA-256 over the entry and the hash before it. Times are taken in UTC."""
    moment = at.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    data = json.dumps([before, number, moment, person, action, about, detail], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(data.encode()).hexdigest()


def record(
    *,
    agency: Agency | None,
    person: Person | None,
    action: str,
    about: str = "",
    detail: object = None,
    now: datetime.datetime,
) -> Entry:
    """Writes the next line of an agency's chain. Must stand in the transaction of the change itself."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("history is written in the transaction of the change that it tells of")
    if agency is not None:
        # Two changes at once would both follow the same line: the agency's row is the turnstile.
        Agency.objects.within(SYSTEM).select_for_update().filter(pk=agency.pk).first()
    else:
        # Lines of no agency have no such row; the first of them stands in for it.
        Entry.objects.within(SYSTEM).select_for_update().filter(agency=None, number=1).order_by("number").first()
    # Backups keep times to the millisecond; a line that was hashed with more would not be the same afterwards.
    now = now.replace(microsecond=now.microsecond // 1000 * 1000)
    last = Entry.objects.within(SYSTEM).filter(agency=agency).order_by("-number").first()
    number = last.number + 1 if last else 1
    before = last.hash if last else FIRST
    name = person.name if person else ""
    data = detail if detail is not None else {}
    return Entry.objects.create(
        agency=agency,
        number=number,
        at=now,
        person=person,
        person_name=name,
        action=action,
        about=about,
        detail=data,
        before=before,
        hash=entry_hash(before, number, now, name, action, about, data),
    )


def head(agency: Agency | None) -> str:
    """The hash of the last line, printed on approved documents."""
    last = Entry.objects.within(SYSTEM).filter(agency=agency).order_by("-number").first()
    return last.hash if last else FIRST


def broken(agency: Agency | None) -> list[str]:
    """What is wrong with an agency's chain, line by line; nothing where it is whole."""
    found = []
    before, expected = FIRST, 1
    for each in Entry.objects.within(SYSTEM).filter(agency=agency).order_by("number").iterator():
        if each.number != expected:
            found.append(f"{expected}: missing")
            expected = each.number
        if each.before != before:
            found.append(f"{each.number}: does not follow the line before it")
        right = entry_hash(each.before, each.number, each.at, each.person_name, each.action, each.about, each.detail)
        if right != each.hash:
            found.append(f"{each.number}: was changed after it was written")
        before, expected = each.hash, expected + 1
    return found
