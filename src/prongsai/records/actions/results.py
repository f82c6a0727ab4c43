"""Takes a round file with its scorecard as a new version of a round's result; both come as data."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from prongsai.criteria.canonical import checksum
from prongsai.criteria.shapes import Criteria
from prongsai.records.actions.editions import keep_edition
from prongsai.records.actions.history import record, turnstile
from prongsai.records.actions.year.opening import open_in, open_round, reads_by, still_open
from prongsai.records.models import Agency, AgencyRound, Person, Result
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import listed_of, result_checksum, witness


@dataclass(frozen=True)
class Taken:
    """What became of a round file: its round, the version, and whether anything was new."""

    round: AgencyRound
    result: Result
    new: bool


@transaction.atomic
def take_result(
    *,
    agency: Agency,
    criteria: Criteria,
    file: Mapping[str, Any],
    scorecard: Mapping[str, Any],
    rules: Mapping[str, bytes] | None = None,
    person: Person | None,
    basis: str,
    why: str,
    now: datetime.datetime,
) -> Taken:
    """A round file (``prongsai/round@1``) becomes the newest version of its round; the same file again changes nothing.

    ``scorecard`` is what ``criteria`` gives for the file (``prongsai/scorecard@1``); ``rules`` are the edition's files
    where it does not come with the program. Raises ``YearClosed`` and ``OtherRules``.
    """
    turnstile(agency)
    open_in(agency, criteria.year)
    reads_by(agency, criteria.year, criteria.id)
    kept, _ = open_round(agency=agency, criteria=criteria, rules=rules, board=False, person=person, now=now)
    sum_of = result_checksum(file, criteria.checksum)
    hundredths, level = listed_of(scorecard)
    last = Result.objects.within(SYSTEM).select_for_update().filter(round=kept).order_by("-version").first()
    if last is not None and last.checksum == sum_of:
        return Taken(kept, last, new=False)
    result = Result.objects.create(
        round=kept,
        version=last.version + 1 if last else 1,
        basis=basis,
        edition=keep_edition(criteria, rules),
        file=file,
        scorecard=scorecard,
        checksum=sum_of,
        total_hundredths=hundredths,
        level=level,
        made_at=now,
        made_by=person,
        why=why,
    )
    kept.current = result
    kept.edition = result.edition
    kept.provisional = criteria.carried_from is not None
    kept.save(update_fields=["current", "edition", "provisional"])
    record(
        agency=agency,
        person=person,
        action="take-result",
        about=f"{criteria.year} v{result.version}",
        detail={"basis": basis, "why": why, "checksum": sum_of},
        witnessed=(witness(result), witness(kept)),
        now=now,
    )
    return Taken(kept, result, new=True)


class DocumentChanged(Exception):
    """Somebody else changed what a year's file says of its documents since it was opened."""


def document_stamp(file: Mapping[str, Any]) -> str:
    """What tells one state of a file's ``document`` from another."""
    return checksum({"document": file.get("document")})


@transaction.atomic
def change_document(
    *,
    round: AgencyRound,
    criteria: Criteria,
    opened: str,
    document: Mapping[str, Any] | None,
    why: str,
    person: Person | None,
    now: datetime.datetime,
) -> bool:
    """A new version of a year whose file says this of its documents, all else as before; False where it is the same.

    ``criteria``: the edition of the version that counts. No figure changes, so the scorecard stays. ``opened`` is the
    ``document_stamp`` that the writer had before them; ``DocumentChanged`` where it is no longer that one."""
    turnstile(round.agency)
    still_open(round)
    results = Result.objects.within(SYSTEM).filter(round=round).select_related("edition")
    last = results.order_by("-version").first()
    if last is None or document_stamp(last.file) != opened or last.edition.checksum != criteria.checksum:
        raise DocumentChanged
    file = {key: value for key, value in last.file.items() if key != "document"}
    if document:
        file["document"] = dict(document)
    taken = take_result(
        agency=round.agency,
        criteria=criteria,
        file=file,
        scorecard=last.scorecard,
        person=person,
        basis=last.basis,
        why=why,
        now=now,
    )
    return taken.new


@transaction.atomic
def agency_in(particulars: Mapping[str, Any], *, person: Person | None, now: datetime.datetime) -> Agency:
    """The agency of a round file's ``agency``: by code, else by its exact name and province; made where it is new."""
    name, province = particulars["name"], particulars.get("province") or ""
    agencies = Agency.objects.within(SYSTEM)
    known = agencies.filter(code=particulars["code"]) if particulars.get("code") else None
    held = agencies.filter(name=name, province=province) if known is None else known
    if (there := held.first()) is not None:
        return there
    # Somebody else may make the same one at this very moment: they wait for each other, and the second finds it.
    turnstile(None)
    return held.first() or add_agency(particulars, person=person, now=now)


@transaction.atomic
def add_agency(particulars: Mapping[str, Any], *, person: Person | None, now: datetime.datetime) -> Agency:
    """A new agency of a round file's ``agency``, also where there is one of its name."""
    turnstile(None)
    name, province = particulars["name"], particulars.get("province") or ""
    code = particulars.get("code") or _free_code(name, province)
    optional = {key: particulars.get(key) or "" for key in ("kind", "size", "district", "website")}
    made = Agency.objects.create(code=code, name=name, province=province, **optional)
    record(
        agency=made,
        person=person,
        action="add-agency",
        about=name,
        detail={"code": code},
        witnessed=[witness(made)],
        now=now,
    )
    return made


def _free_code(name: str, province: str) -> str:
    # Letters that anyone can type and read out; the same agency gets the same code wherever it is first met.
    stem = hashlib.sha256(f"{name}|{province}".encode()).hexdigest()[:8]
    agencies = Agency.objects.within(SYSTEM)
    code, number = f"ag-{stem}", 2
    while agencies.filter(code=code).exists():
        code, number = f"ag-{stem}-{number}", number + 1
    return code
