"""The log of breaches of personal data: what is known is written down anew each time, and nothing is written over."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass

from django.db import transaction

from prongsai.criteria.canonical import checksum
from prongsai.records.actions.grants import NotPossible
from prongsai.records.actions.history import record, turnstile
from prongsai.records.models import BreachVersion, Person


@dataclass(frozen=True, kw_only=True)
class BreachSaid:
    """What somebody writes down of a breach; times with their zone, None where nobody was told yet."""

    noticed_at: datetime.datetime
    what: str
    data: str
    whom: str
    measures: str = ""
    office_told_at: datetime.datetime | None = None
    people_told_at: datetime.datetime | None = None
    told_how: str = ""
    closed: bool = False


class BreachWrittenMeanwhile(NotPossible):
    """Somebody else wrote a version since the one that was read."""


@transaction.atomic
def write_breach(*, number: int | None, opened: int, said: BreachSaid, by: Person, now: datetime.datetime) -> int:
    """The next version of a breach, or the first of a new one (None); its number. The site's history holds a digest and
    no word of it, as it cannot forget. ``opened``: the version that was read;
    ``BreachWrittenMeanwhile`` where there is a newer one, KeyError where there is no such breach."""
    turnstile(None)
    newest = BreachVersion.objects.filter(**{} if number is None else {"number": number}).first()
    if number is not None and newest is None:
        raise KeyError(number)
    if number is None:
        number, version = (newest.number if newest else 0) + 1, 1
    else:
        version = (newest.version if newest else 0) + 1
        if version != opened + 1:
            raise BreachWrittenMeanwhile(
                "มีผู้บันทึกเหตุนี้หลังจากท่านเปิดหน้า ฉบับล่าสุดอยู่ท้ายหน้า สิ่งที่ท่านพิมพ์ยังอยู่ ตรวจเทียบแล้วกดบันทึกอีกครั้ง",
                "Somebody wrote this down after you opened the page. The newest version is below, what you typed is "
                "still here: compare them, then save again.",
            )
    fields = dataclasses.asdict(said)
    BreachVersion.objects.create(number=number, version=version, written_at=now, written_by=by, **fields)
    plain = {name: str(value) for name, value in fields.items()}
    detail = {"number": number, "version": version, "checksum": checksum(plain)}
    record(agency=None, person=by, action="write-breach", about=str(number), detail=detail, now=now)
    return number
