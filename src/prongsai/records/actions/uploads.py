"""Keeps a round that was handed in until it is taken or left; taking it is ``take_upload``."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from prongsai.criteria.shapes import Criteria
from prongsai.records.actions.history import turnstile
from prongsai.records.actions.results import Taken, take_result
from prongsai.records.actions.year.opening import open_in, reads_by
from prongsai.records.models import Agency, AgencyRound, Person, Result, Upload
from prongsai.records.scope import SYSTEM

# How long a preview may wait for its yes.
KEPT = datetime.timedelta(hours=12)


class Overtaken(Exception):
    """Another version has come since the differences were shown."""


class Decided(Exception):
    """What waited was taken, left or replaced meanwhile."""


@transaction.atomic
def keep_upload(
    *,
    agency: Agency,
    year: int,
    file: Mapping[str, Any],
    scorecard: Mapping[str, Any],
    removing: Mapping[str, Any] | None = None,
    source: str,
    name: str,
    against: Result | None,
    person: Person,
    now: datetime.datetime,
) -> Upload:
    """A round file waits for its yes with its scorecard.

    What this person left waiting for this agency, and whatever has expired, goes.
    Nothing of the agency's changes by this, so history has no line of it. Raises ``YearClosed`` and ``OtherRules``.
    """
    turnstile(agency)
    open_in(agency, year)
    reads_by(agency, year, scorecard["criteria"])
    uploads = Upload.objects.within(SYSTEM)
    uploads.filter(expires_at__lt=now).delete()
    uploads.filter(agency=agency, made_by=person).delete()
    return Upload.objects.create(
        agency=agency,
        year=year,
        source=source,
        name=name[:200],
        file=file,
        scorecard=scorecard,
        removing=removing,
        against=against,
        made_by=person,
        made_at=now,
        expires_at=now + KEPT,
    )


@transaction.atomic
def take_upload(
    *,
    upload: Upload,
    criteria: Criteria,
    rules: Mapping[str, bytes] | None = None,
    basis: str,
    why: str,
    remove: bool = False,
    person: Person,
    now: datetime.datetime,
) -> Taken:
    """What waited becomes the newest version, with the scorecard that ``criteria`` gave it; with ``remove`` without
    what it does not hold of the version before. ``rules`` are the edition's files.

    ``Overtaken`` where it was compared with another than the current one, ``Decided`` where it waits no more.
    """
    _waits(upload)
    kept = AgencyRound.objects.within(SYSTEM).filter(agency_id=upload.agency_id, year=upload.year).first()
    if (kept.current_id if kept else None) != upload.against_id:
        raise Overtaken
    without = upload.removing if remove else None
    taken = take_result(
        agency=upload.agency,
        criteria=criteria,
        file=without["file"] if without else upload.file,
        scorecard=without["scorecard"] if without else upload.scorecard,
        rules=rules,
        person=person,
        basis=basis,
        why=why,
        now=now,
    )
    Upload.objects.within(SYSTEM).filter(pk=upload.pk).delete()
    return taken


@transaction.atomic
def drop_upload(*, upload: Upload) -> None:
    """What waited is left. ``Decided`` where it waits no more."""
    _waits(upload)
    Upload.objects.within(SYSTEM).filter(pk=upload.pk).delete()


def _waits(upload: Upload) -> None:
    """Holds what waits until the transaction ends: of a yes and a no at the same moment one alone counts."""
    turnstile(upload.agency)
    if not Upload.objects.within(SYSTEM).select_for_update(of=("self",)).filter(pk=upload.pk).exists():
        raise Decided
