"""The pictures of an agency are kept and taken away."""

from __future__ import annotations

import datetime

from django.db import transaction

from prongsai.records.actions.history import record, turnstile
from prongsai.records.models import Agency, AgencyPicture, Person, StoredFile
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import gone, witness


@transaction.atomic
def keep_picture(
    *,
    agency: Agency,
    name: str,
    file: StoredFile,
    width: int,
    height: int,
    person: Person | None,
    now: datetime.datetime,
) -> AgencyPicture:
    """A picture is kept in place of the one of that name before; the same bytes change nothing."""
    turnstile(agency)
    held = AgencyPicture.objects.within(SYSTEM).filter(agency=agency, name=name).first()
    if held is not None and held.file_id == file.pk:
        return held
    kept = held or AgencyPicture(agency=agency, name=name)
    kept.file, kept.width, kept.height, kept.changed_at, kept.changed_by = file, width, height, now, person
    kept.save()
    record(
        agency=agency,
        person=person,
        action="keep-picture",
        about=name,
        detail={"checksum": file.checksum},
        witnessed=[witness(kept)],
        now=now,
    )
    return kept


@transaction.atomic
def remove_picture(*, agency: Agency, name: str, person: Person | None, now: datetime.datetime) -> bool:
    """A picture is taken away; False where there was none."""
    turnstile(agency)
    held = AgencyPicture.objects.within(SYSTEM).filter(agency=agency, name=name).first()
    if held is None:
        return False
    row = gone(held)
    held.delete()
    record(agency=agency, person=person, action="remove-picture", about=name, witnessed=[row], now=now)
    return True
