"""Takes a round file as a new version of a round's result."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from prongsai.assess.score import score
from prongsai.assess.scorecard import Scorecard
from prongsai.assess.scorecard_json import to_json
from prongsai.criteria.editions import edition
from prongsai.criteria.keeping.canonical import checksum
from prongsai.criteria.shapes import Criteria
from prongsai.records.actions.editions import keep_edition
from prongsai.records.actions.history import record
from prongsai.records.models import Agency, AgencyRound, Person, Result, RoundPhase
from prongsai.records.scope import SYSTEM
from prongsai.roundfile.round import Round, to_data


@dataclass(frozen=True)
class Taken:
    """What became of a round file: its round, the version, and whether anything was new."""

    round: AgencyRound
    result: Result
    new: bool


@transaction.atomic
def open_round(*, agency: Agency, criteria: Criteria, person: Person | None, now: datetime.datetime) -> AgencyRound:
    """The round of an agency in the edition's year; made, with the phases of its calendar, where it is new."""
    found = AgencyRound.objects.within(SYSTEM).filter(agency=agency, year=criteria.year).first()
    if found is not None:
        return found
    made = AgencyRound.objects.create(agency=agency, year=criteria.year, edition=keep_edition(criteria))
    for position, phase in enumerate(criteria.phases):
        RoundPhase.objects.create(
            round=made,
            code=phase.id,
            name_th=phase.name.th,
            name_en=phase.name.en,
            position=position,
            starts=phase.starts,
            ends=phase.ends,
            certainty=phase.origin.certainty,
        )
    record(agency=agency, person=person, action="open-year", about=str(criteria.year), now=now)
    return made


@transaction.atomic
def take_round(
    *, agency: Agency, one: Round, person: Person | None, basis: str, why: str, now: datetime.datetime
) -> Taken:
    """A round file becomes the newest version of its round. The same file again changes nothing."""
    criteria = edition(one.facts.criteria)
    kept = open_round(agency=agency, criteria=criteria, person=person, now=now)
    data = to_data(one)
    sum_of = checksum({"file": data, "criteria": criteria.checksum})
    last = Result.objects.within(SYSTEM).select_for_update().filter(round=kept).order_by("-version").first()
    if last is not None and last.checksum == sum_of:
        return Taken(kept, last, new=False)
    card = score(criteria, one.facts)
    result = Result.objects.create(
        round=kept,
        version=last.version + 1 if last else 1,
        basis=basis,
        edition=keep_edition(criteria),
        file=data,
        scorecard=to_json(card, criteria),
        checksum=sum_of,
        total_hundredths=_hundredths(card),
        level=card.level.name or "",
        made_at=now,
        made_by=person,
        why=why,
    )
    kept.current = result
    kept.edition = result.edition
    kept.save(update_fields=["current", "edition"])
    record(
        agency=agency,
        person=person,
        action="take-result",
        about=f"{criteria.year} v{result.version}",
        detail={"basis": basis, "why": why, "checksum": sum_of},
        now=now,
    )
    return Taken(kept, result, new=True)


def _hundredths(card: Scorecard) -> int | None:
    total = card.figures["total"].shown
    return int((total * 100).to_integral_value()) if isinstance(total, Decimal) else None


@transaction.atomic
def agency_of(one: Round, *, person: Person | None, now: datetime.datetime) -> Agency:
    """The agency that a round file is about: by code, else by its exact name and province; made where it is new."""
    facts = one.facts.agency
    agencies = Agency.objects.within(SYSTEM)
    if facts.code and (found := agencies.filter(code=facts.code).first()):
        return found
    if not facts.code and (found := agencies.filter(name=facts.name, province=facts.province or "").first()):
        return found
    code = facts.code or _free_code(facts.name, facts.province or "")
    made = Agency.objects.create(
        code=code,
        name=facts.name,
        kind=facts.kind or "",
        size=facts.size or "",
        district=facts.district or "",
        province=facts.province or "",
        website=facts.website or "",
    )
    record(agency=made, person=person, action="add-agency", about=facts.name, detail={"code": code}, now=now)
    return made


def _free_code(name: str, province: str) -> str:
    # Letters that anyone can type and read out; the same agency gets the same code wherever it is first met.
    stem = hashlib.sha256(f"{name}|{province}".encode()).hexdigest()[:8]
    agencies = Agency.objects.within(SYSTEM)
    code, number = f"ag-{stem}", 2
    while agencies.filter(code=code).exists():
        code, number = f"ag-{stem}-{number}", number + 1
    return code
