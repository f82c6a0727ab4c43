"""Official records leave by a list that prints: chosen, then carried out with the number and day of an order."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from prongsai.files.incoming import CONTROL
from prongsai.files.problems import Problem
from prongsai.flow.files.naming import document_words
from prongsai.language.calendar import full_date
from prongsai.language.text import Text
from prongsai.language.thai_text import bare_number
from prongsai.language.typed_days import day_of
from prongsai.records.actions.papers.files import NumberTaken, RecordsChanged, dispose
from prongsai.records.models import Agency, AgencyFile, Disposal, Issuance, Person
from prongsai.records.scope import Scope
from prongsai.screens.agency.papers.disposal import CarriedOut, DisposalPage, ListLine, PastList, Record

MOST_NUMBER = 100


def page(scope: Scope, agency: Agency, chosen: Sequence[str], *, today: datetime.date) -> DisposalPage:
    """The official records that are there, oldest first, with those that are ``chosen`` (numbers as they were sent)."""
    rows = Issuance.objects.within(scope).filter(document__round__agency=agency, disposal=None)
    rows = rows.select_related("document__round").defer("document__frozen").order_by("issued_on", "pk")
    beside: dict[int, int] = {}
    kept = AgencyFile.objects.within(scope).filter(agency=agency, removed_at=None, document__isnull=False)
    for document in kept.values_list("document", flat=True):
        if document is not None:
            beside[document] = beside.get(document, 0) + 1
    lists = Disposal.objects.within(scope).filter(agency=agency)
    return DisposalPage(
        records=tuple(_record(row, today, beside, str(row.pk) in chosen) for row in rows),
        past=tuple(
            PastList(number=row.pk, order=row.number, ordered_on=row.ordered_on, papers=len(row.lines)) for row in lists
        ),
    )


def _record(row: Issuance, today: datetime.date, beside: Mapping[int, int], chosen: bool) -> Record:
    document = row.document
    return Record(
        number=row.pk,
        year=document.round.year,
        title=document_words(document.kind, document.format, document.version),
        issue_number=row.number,
        issued_on=row.issued_on,
        age=age(row.issued_on, today),
        files=2 + beside.get(document.pk, 0),
        chosen=chosen,
    )


def age(issued_on: datetime.date, today: datetime.date) -> Text:
    """How old a record is, in whole years and months."""
    months = (today.year - issued_on.year) * 12 + today.month - issued_on.month - (today.day < issued_on.day)
    years, months = divmod(max(0, months), 12)
    return Text(th=f"{years} ปี {months} เดือน", en=f"{years} years {months} months")


def carry_out(
    scope: Scope,
    agency: Agency,
    chosen: Sequence[str],
    sent: Mapping[str, str],
    *,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> DisposalPage:
    """The chosen records leave by the order that was ``sent``: the page with ``done``, else with what is wrong."""
    order = bare_number(CONTROL.sub(" ", sent.get("order", "")).strip())
    shown = replace(
        page(scope, agency, chosen, today=today),
        order=order,
        day=sent.get("day", ""),
        sure=sent.get("sure") == "yes",
    )
    ordered_on = day_of(shown.day)
    wrong: list[Text] = []
    if not shown.chosen:
        wrong.append(Text(th="ยังไม่ได้เลือกเอกสารลงบัญชี", en="no record is chosen for the list"))
    if not order or len(order) > MOST_NUMBER:
        wrong.append(
            Text(
                th=f"ให้ระบุเลขที่คำสั่งหรือหนังสืออนุมัติให้ทำลาย ไม่เกิน {MOST_NUMBER} ตัวอักษร",
                en=f"give the number of the order that approves it, in at most {MOST_NUMBER} letters",
            )
        )
    if ordered_on is None or ordered_on > today:
        wrong.append(
            Text(
                th="ให้ระบุวันที่ของคำสั่ง เช่น 4 เมษายน 2569 ซึ่งไม่อยู่หลังวันนี้",
                en="give the day of the order, as “4 เมษายน 2569”, not after today",
            )
        )
    elif any(record.issued_on > ordered_on for record in shown.chosen):
        wrong.append(
            Text(
                th="มีเอกสารที่ออกหลังวันที่ของคำสั่ง ให้ตรวจวันที่หรือเอกสารที่เลือก",
                en="a record was issued after the day of the order: look at the day, or at what is chosen",
            )
        )
    if not shown.sure:
        wrong.append(
            Text(
                th="ให้ทำเครื่องหมายยืนยันว่าได้รับอนุมัติให้ทำลายแล้ว",
                en="confirm that the disposal is approved",
            )
        )
    if wrong or ordered_on is None:
        return replace(shown, problems=tuple(Problem("", text) for text in wrong))
    try:
        done = dispose(
            agency=agency,
            issuances=[record.number for record in shown.chosen],
            lines=[_line(record) for record in shown.chosen],
            number=order,
            ordered_on=ordered_on,
            person=person,
            now=now,
        )
    except NumberTaken:
        text = Text(
            th=f"มีบัญชีทำลายเอกสารตามคำสั่งเลขที่ {order} แล้ว ให้ตรวจเลขที่",
            en=f"there is a list of the order {order} already; look at its number",
        )
        return replace(shown, problems=(Problem("", text),))
    except RecordsChanged:
        text = Text(
            th="มีผู้ทำลายเอกสารบางรายการในบัญชีนี้ไปแล้ว ไม่มีอะไรเปลี่ยน ให้ตรวจรายการแล้วยืนยันอีกครั้ง",
            en="somebody disposed of a record of this list meanwhile; nothing was changed: look at the list again",
        )
        return replace(
            page(scope, agency, chosen, today=today), order=order, day=shown.day, problems=(Problem("", text),)
        )
    return replace(shown, done=done.pk)


def _line(record: Record) -> dict[str, object]:
    return {
        "year": str(record.year),
        "title": record.title.th,
        "number": record.issue_number,
        "day": full_date(record.issued_on),
        "age": record.age.th,
        "files": record.files,
    }


_SHOWN = ("year", "title", "number", "day", "age")


def carried_out(scope: Scope, agency: Agency, number: int) -> CarriedOut | None:
    """A list that was carried out; None where there is none in scope."""
    row = Disposal.objects.within(scope).filter(agency=agency, pk=number).select_related("entered_by").first()
    if row is None:
        return None
    return CarriedOut(
        order=row.number,
        ordered_on=row.ordered_on,
        lines=tuple(
            ListLine(**{name: str(line[name]) for name in ("year", "title", "number", "day", "age")})
            for line in row.lines
        ),
        entered_at=row.entered_at,
        entered_by=row.entered_by.name if row.entered_by else "",
    )
