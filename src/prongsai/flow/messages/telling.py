"""Tells people of what happened: once in their list, and by mail where the site sends mail and they want it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.utils import timezone

from prongsai.language.text import Text
from prongsai.outside.options import read_options
from prongsai.records.actions.machine import messages as actions
from prongsai.records.models import Agency, Grant, MadeDocument, Person
from prongsai.records.scope import SYSTEM


def mail_goes_out() -> bool:
    """Whether messages go out by mail: where the site is served and has a mail server."""
    options = read_options()
    return options.mode == "served" and bool(options.mail_url)


def tell(
    people: Iterable[Person],
    *,
    agency: Agency | None,
    by: Person | None,
    subject: str,
    text: Text,
    link: str = "",
    now: datetime.datetime,
) -> int:
    """Tells each of them once a day of a ``subject``; to how many it was new.

    To be called in the transaction of what is told. The text names nobody: ``by`` did it, and is named where asked.
    """
    return actions.tell(
        people, agency=agency, by=by, subject_key=subject, text=text, link=link, mail=mail_goes_out(), now=now
    )


def tell_of_document(row: MadeDocument, *, name: Text, ready: bool, now: datetime.datetime) -> None:
    """Whoever asked for a document that was made behind the scenes is told that it is there, or that it is not."""
    if row.made_by is None:
        return
    year, link = row.round.year, f"/a/{row.round.agency.code}/{row.round.year}/documents/{row.pk}/"
    state = (
        Text(th="จัดทำเสร็จแล้ว", en="is ready")
        if ready
        else Text(th="จัดทำไม่สำเร็จ เปิดดูเหตุผลแล้วสั่งใหม่", en="could not be made: see why, and ask again")
    )
    tell(
        [row.made_by],
        agency=row.round.agency,
        by=row.made_by,
        subject=f"document:{row.pk}:{'ready' if ready else 'failed'}",
        text=Text(
            th=f"{name.th} ปี {year} ฉบับที่ {row.version} ({row.format.upper()}) {state.th}",
            en=f"{name.en} of {year}, version {row.version} ({row.format.upper()}), {state.en}",
        ),
        link=link,
        now=now,
    )


def tell_of_result(agency: Agency, year: int, version: int, *, person: Person, now: datetime.datetime) -> None:
    """The other coordinators of an agency are told that one of them, or an administrator, changed its result."""
    today = timezone.localtime(now).date()
    held = Grant.objects.within(SYSTEM).filter(agency=agency, role="coordinator", starts__lte=today)
    grants = held.exclude(ends__lt=today).exclude(person=person).filter(person__is_active=True)
    tell(
        {grant.person_id: grant.person for grant in grants.select_related("person")}.values(),
        agency=agency,
        by=person,
        subject=f"result:{agency.pk}:{year}:{version}",
        text=Text(
            th=f"บันทึกผลปี {year} ฉบับที่ {version} แล้ว คะแนนและเอกสารใช้ฉบับนี้",
            en=f"Version {version} of the result of {year} was saved; scores and documents follow it",
        ),
        link=f"/a/{agency.code}/{year}/versions/",
        now=now,
    )
