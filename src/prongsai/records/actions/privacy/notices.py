"""Keeps who has seen which version of the privacy notice, and that somebody's data was handed out."""

from __future__ import annotations

import datetime

from django.db import transaction

from prongsai.records.actions.history import record, shown
from prongsai.records.models import NoticeSeen, Person


def keep_seen(*, person: Person, version: int, language: str, now: datetime.datetime) -> None:
    """A person has seen a version of the notice; the first time counts. No line of history tells of it: it cannot
    forget, and this goes with the account."""
    # A double click is no second time, and nobody waits for the other's.
    NoticeSeen.objects.bulk_create(
        [NoticeSeen(person=person, version=version, language=language, seen_at=now)], ignore_conflicts=True
    )


@transaction.atomic
def tell_of_export(*, by: Person, person: Person, form: str, now: datetime.datetime) -> None:
    """The site's history says that an administrator was given somebody's data, and in which form."""
    detail = {"whom": shown(person), "number": person.pk, "form": form}
    record(agency=None, person=by, action="export-person", about=shown(person), detail=detail, now=now)
