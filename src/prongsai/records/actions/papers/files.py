"""Files that an agency keeps are added and leave: removed with a reason, after some days, or by a list of disposal."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction

from prongsai.records.actions.history import record, turnstile
from prongsai.records.actions.year.opening import still_open
from prongsai.records.models import (
    Agency,
    AgencyFile,
    AgencyRound,
    Disposal,
    Issuance,
    MadeDocument,
    Person,
    Result,
    StoredFile,
)
from prongsai.records.queries.agency_files import belongs_to_nothing, files_of, room_taken
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import Witness, witness

# A file that belongs to nothing is kept for so long.
KEPT_UNNAMED = datetime.timedelta(days=30)
_AFTER_DAYS = "ครบ 30 วันโดยไม่ได้แนบกับเรื่องใด"
_TOGETHER = 100


class NoRoom(Exception):
    """The agency's files would take more than they may: ``taken`` and ``most`` in bytes."""

    def __init__(self, taken: int, most: int) -> None:
        super().__init__("the agency's files take too much")
        self.taken, self.most = taken, most


class IsRecord(Exception):
    """The file is an official record, which leaves by a list of disposal alone."""


class NumberTaken(Exception):
    """A list of disposal has that number already."""


class RecordsChanged(Exception):
    """Other records are chosen than there are: somebody disposed of some meanwhile."""


@transaction.atomic
def add_file(
    *,
    agency: Agency,
    name: str,
    kind: str,
    pages: int | None,
    file: StoredFile,
    round: AgencyRound | None = None,
    document: MadeDocument | None = None,
    result: Result | None = None,
    most: int,
    person: Person,
    now: datetime.datetime,
) -> AgencyFile:
    """A file is kept: of the agency, of a year, of a paper or of a result. ``NoRoom`` where all would take more than
    ``most`` bytes; ``YearClosed``; ``RecordsChanged`` where its paper left by a list of disposal meanwhile. The same
    file for the same again changes nothing, and one that the agency has already takes no more room."""
    turnstile(agency)
    if round is not None:
        still_open(round)
    if document is not None and MadeDocument.objects.within(SYSTEM).filter(pk=document.pk, file=None).exists():
        # It would be an official record that no list of disposal shows any more.
        raise RecordsChanged
    about = {"round": round, "document": document, "result": result}
    held: AgencyFile | None = files_of(SYSTEM, agency).filter(file=file, **about).first()
    if held is not None:
        return held
    taken, beside = room_taken(agency), room_taken(agency, but=file.pk)
    if taken == beside and taken + file.size > most:
        raise NoRoom(taken, most)
    row = AgencyFile.objects.create(
        agency=agency,
        name=name,
        kind=kind,
        size=file.size,
        pages=pages,
        file=file,
        added_at=now,
        added_by=person,
        **about,
    )
    record(
        agency=agency,
        person=person,
        action="add-file",
        about=str(row.pk),
        detail={"checksum": file.checksum, "kind": kind},
        witnessed=[witness(row)],
        now=now,
    )
    return row


@transaction.atomic
def remove_file(*, agency: Agency, pk: int, why: str, person: Person, now: datetime.datetime) -> bool:
    """A file leaves, with who and why; False where there is none. ``IsRecord`` for an official one; ``YearClosed``."""
    turnstile(agency)
    row: Any = files_of(SYSTEM, agency).select_related("round").filter(pk=pk).first()
    if row is None:
        return False
    if row.round is not None:
        still_open(row.round)
    if row.record:
        raise IsRecord
    record(
        agency=agency,
        person=person,
        action="remove-file",
        about=str(row.pk),
        detail={"why": why},
        witnessed=[_leaves(row, person, why, now)],
        now=now,
    )
    return True


def _leaves(row: AgencyFile, person: Person | None, why: str, now: datetime.datetime) -> Witness:
    row.file, row.removed_at, row.removed_by, row.why_removed = None, now, person, why
    row.save(update_fields=["file", "removed_at", "removed_by", "why_removed"])
    return witness(row)


def expire_files(*, now: datetime.datetime) -> int:
    """Files that belong to nothing leave after some days; how many. Official records and evidence never do."""
    old = AgencyFile.objects.within(SYSTEM).filter(
        belongs_to_nothing(), removed_at=None, added_at__lt=now - KEPT_UNNAMED
    )
    agencies = list(Agency.objects.within(SYSTEM).filter(pk__in=old.values("agency")).order_by("pk"))
    return sum(_expire(agency, now) for agency in agencies)


@transaction.atomic
def _expire(agency: Agency, now: datetime.datetime) -> int:
    turnstile(agency)
    rows = files_of(SYSTEM, agency).filter(belongs_to_nothing(), added_at__lt=now - KEPT_UNNAMED).order_by("pk")
    old = list(rows[:_TOGETHER])
    if old:
        told = [_leaves(row, None, _AFTER_DAYS, now) for row in old]
        record(
            agency=agency,
            person=None,
            action="remove-file",
            detail={"files": [row.pk for row in old], "why": _AFTER_DAYS},
            witnessed=told,
            now=now,
        )
    return len(old)


@transaction.atomic
def dispose(
    *,
    agency: Agency,
    issuances: Collection[int],
    lines: Sequence[dict[str, object]],
    number: str,
    ordered_on: datetime.date,
    person: Person,
    now: datetime.datetime,
) -> Disposal:
    """Issued papers and what was kept with them leave by the list of an order; the list stays.

    ``NumberTaken`` where there is a list of that number; ``RecordsChanged`` where one of the papers left meanwhile."""
    turnstile(agency)
    if Disposal.objects.within(SYSTEM).filter(agency=agency, number=number).exists():
        raise NumberTaken
    rows = Issuance.objects.within(SYSTEM).filter(document__round__agency=agency, pk__in=issuances, disposal=None)
    papers: list[Issuance] = list(rows.select_related("document__round", "document__result").order_by("pk"))
    if not papers or len(papers) != len(set(issuances)):
        raise RecordsChanged
    disposal = Disposal.objects.create(
        agency=agency, number=number, ordered_on=ordered_on, lines=list(lines), entered_at=now, entered_by=person
    )
    told = [witness(disposal)]
    for paper in papers:
        paper.file, paper.disposal = None, disposal
        paper.save(update_fields=["file", "disposal"])
        document = paper.document
        document.file, document.frozen = None, b""
        document.save(update_fields=["file", "frozen"])
        told += [witness(paper), witness(document)]
        for row in files_of(SYSTEM, agency).filter(document=document):
            row.disposal = disposal
            row.save(update_fields=["disposal"])
            told.append(_leaves(row, person, f"ทำลายตามบัญชีเลขที่ {number}"[:300], now))
    record(
        agency=agency,
        person=person,
        action="dispose",
        about=str(disposal.pk),
        detail={"number": number, "ordered_on": ordered_on.isoformat(), "papers": len(papers)},
        witnessed=told,
        now=now,
    )
    return disposal
