"""Keeps what somebody is typing until they hand it in: it outlives a time-out, a sign-out and the Back button."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from prongsai.records.actions.year.opening import open_in
from prongsai.records.models import Agency, Draft, Person
from prongsai.records.scope import SYSTEM

# So long a draft waits for its writer to come back.
KEPT = datetime.timedelta(days=30)


def keep_draft(
    *, agency: Agency, year: int, page: str, person: Person, fields: Mapping[str, Any], now: datetime.datetime
) -> None:
    """What a person has typed on a page takes the place of what they typed there before. No line of history tells of
    it: nothing of the agency's changes. Raises ``YearClosed``: nothing that is typed there could be handed in."""
    open_in(agency, year)
    own = Draft.objects.within(SYSTEM).filter(agency=agency, year=year, page=page, person=person)
    if own.update(fields=dict(fields), saved_at=now):
        return
    Draft.objects.within(SYSTEM).filter(saved_at__lt=now - KEPT).delete()
    try:
        with transaction.atomic():
            Draft.objects.create(agency=agency, year=year, page=page, person=person, fields=dict(fields), saved_at=now)
    except IntegrityError:
        own.update(fields=dict(fields), saved_at=now)  # another window of theirs was first


def forget_drafts(*, agency: Agency, year: int, pages: tuple[str, ...], person: Person) -> None:
    """What was typed was handed in, or thrown away."""
    Draft.objects.within(SYSTEM).filter(agency=agency, year=year, page__in=pages, person=person).delete()
