"""A document is issued: its number, its day and who signed are entered, and a file is made that shows them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

from prongsai.files.incoming import CONTROL
from prongsai.files.problems import Refused
from prongsai.flow.documents.making import rendered
from prongsai.flow.documents.naming import places_of
from prongsai.flow.files.store import bytes_of, keep
from prongsai.language.calendar import english_date, fiscal_year, full_date
from prongsai.language.text import Text
from prongsai.language.thai_text import bare_number
from prongsai.language.typed_days import day_of
from prongsai.publish.frozen import thaw
from prongsai.publish.guard.issue import Issue, asks_number, issued, positions_in
from prongsai.publish.signatories import Signatory, signatory_for
from prongsai.records.actions.documents import IssuedMeanwhile, issue_document, issue_stamp
from prongsai.records.models import Agency, Issuance, MadeDocument, Person
from prongsai.records.scope import Scope
from prongsai.screens.agency.papers.documents import DocumentFile
from prongsai.screens.agency.papers.signing import IssuedFile, IssueForm

MOST_LETTERS = {"number": 100, "stamp": 200}


def issue_form(
    scope: Scope, agency: Agency, row: MadeDocument, today: datetime.date, sent: Mapping[str, str] | None = None
) -> IssueForm | None:
    """What is to be entered for a document that is for signature, with what was ``sent``, else what is known, else who
    signs ``today``; None for any other document."""
    if row.state != "ready" or row.signing != "for-signature" or not row.frozen:
        return None
    try:
        report = thaw(bytes(row.frozen))
    except ValueError:
        return IssueForm(asks_number=False, places=(), unreadable=True)
    held = Issuance.objects.within(scope).filter(document=row).first()
    places = places_of(scope, agency, positions_in(report), today)
    if sent is not None:
        places = tuple(replace(place, typed=sent.get(f"name-{at}", "")) for at, place in enumerate(places))
    elif held is not None:
        names = dict(held.names)
        places = tuple(replace(place, typed=names.get(place.position, "")) for place in places)
    return IssueForm(
        asks_number=asks_number(report),
        places=places,
        number=sent.get("number", "") if sent is not None else held.number if held is not None else "",
        day=sent.get("day", "") if sent is not None else full_date(held.issued_on) if held is not None else "",
        opened=sent.get("opened", "") if sent is not None else issue_stamp(held),
        stamp=sent.get("stamp", "") if sent is not None else held.stamp if held is not None else "",
    )


def issued_file(scope: Scope, row: MadeDocument) -> IssuedFile | None:
    """What was entered when a document was issued; None where it was not."""
    held = Issuance.objects.within(scope).filter(document=row).select_related("entered_by", "disposal").first()
    if held is None:
        return None
    return IssuedFile(
        number=held.number,
        issued_on=held.issued_on,
        names=tuple((position, name) for position, name in held.names),
        stamp=held.stamp,
        entered_at=held.entered_at,
        entered_by=held.entered_by.name if held.entered_by else "",
        checksum=held.checksum,
        disposed=(held.disposal.number, held.disposal.ordered_on) if held.disposal is not None else None,
    )


def issue(
    scope: Scope,
    agency: Agency,
    which: int,
    number: int,
    sent: Mapping[str, str],
    *,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> IssueForm | None:
    """The document is issued as ``sent`` says: a form with what is wrong, where something is, else one without; None
    where there is no such document in scope, or somebody may not."""
    if not scope.may("make-document", agency):
        return None
    rows = MadeDocument.objects.within(scope).filter(round__agency=agency, round__year=which, pk=number)
    row = rows.select_related("round__agency").first()
    form = issue_form(scope, agency, row, today, sent) if row is not None else None
    if row is None or form is None or form.unreadable:
        return form
    clean = {key: CONTROL.sub(" ", value).strip() for key, value in (("number", form.number), ("stamp", form.stamp))}
    # ที่ stands in the document already.
    clean["number"] = bare_number(clean["number"])
    names = [(place.position, CONTROL.sub(" ", place.typed).strip()) for place in form.places]
    day, wrong = _day(form.day, today)
    wrong += [
        Text(
            th=f"ข้อความยาว {len(clean[key]):,} ตัวอักษร รับได้ไม่เกิน {most} ตัวอักษร",
            en=f"{len(clean[key]):,} letters; at most {most} can be taken",
        )
        for key, most in MOST_LETTERS.items()
        if len(clean[key]) > most
    ]
    signed: list[Signatory] = []
    for position, name in names:
        one = signatory_for(position, name) if name else None
        if isinstance(one, Signatory):
            signed.append(one)
        elif one is not None:
            wrong.append(one)
    if wrong or day is None:
        return replace(form, wrong=tuple(wrong))
    known = Issue(number=clean["number"], issued_on=day, signed=tuple(signed))
    try:
        data = rendered(issued(thaw(bytes(row.frozen)), known), row.format)
        kept = keep(data, now=now)
    except Refused as refused:
        return replace(form, wrong=(refused.problems[0].text,))
    try:
        issue_document(
            document=row,
            number=clean["number"],
            issued_on=day,
            names=[(position, name) for position, name in names if name],
            stamp=clean["stamp"],
            file=kept,
            opened=form.opened,
            person=person,
            now=now,
        )
    except IssuedMeanwhile:
        held = Issuance.objects.within(scope).filter(document=row).first()
        # What was typed stays; sent again it stands instead of the other's.
        return replace(form, other=issued_file(scope, row), opened=issue_stamp(held))
    return form


def _day(typed: str, today: datetime.date) -> tuple[datetime.date | None, list[Text]]:
    day = day_of(typed)
    if day is None:
        return None, [
            Text(
                th="ให้ระบุวันที่ลงนาม เช่น 4 เมษายน 2569 หรือ 4/4/2569",
                en="give the day of issue, as “4 เมษายน 2569” or 4/4/2569",
            )
        ]
    if day > today or fiscal_year(day) < fiscal_year(today) - 20:
        return None, [
            Text(
                th=f"วันที่ {full_date(day)} อยู่หลังวันนี้หรือนานเกินไป ให้ตรวจวันที่ลงนาม",
                en=f"{english_date(day)} is in the future or too long ago; check the day of issue",
            )
        ]
    return day, []


def issued_bytes(scope: Scope, agency: Agency, which: int, number: int) -> DocumentFile | None:
    """The issued file of a document; None where there is none in scope."""
    rows = Issuance.objects.within(scope).filter(
        document__round__agency=agency, document__round__year=which, document=number
    )
    held = rows.select_related("document").defer("document__frozen").first()
    if held is None or held.disposal_id is not None:
        return None
    row = held.document
    data = bytes_of(held.file_id)
    name = f"ITA-{which}-{agency.name}-{row.kind}-v{row.version}-issued.{row.format}"
    return DocumentFile(
        format=row.format, name=name, data=data or b"", intact=data is not None and held.file_id == held.checksum
    )
