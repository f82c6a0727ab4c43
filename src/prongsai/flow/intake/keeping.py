"""What is handed in, kept for its preview; and what counts now, for what is handed in to be laid over."""

from __future__ import annotations

import copy
import datetime
from typing import Any

from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import refusal
from prongsai.flow.by_file.handed_in import HandedIn, Held, Incoming
from prongsai.flow.intake.taking import ScoredRound
from prongsai.flow.year.current import Current, current
from prongsai.records.actions.uploads import keep_upload
from prongsai.records.models import Agency, AgencyRound, Person, Upload
from prongsai.records.scope import Scope
from prongsai.roundfile.sections import FORMAT


def held_of(scope: Scope, agency: Agency) -> Held:
    """What counts now of every year of an agency, for what a file leaves out."""
    rows = AgencyRound.objects.within(scope).filter(agency=agency).select_related("current", "edition")
    rounds = list(rows.defer("edition__files"))
    return Held(
        agency.name,
        {kept.year: kept.current.file for kept in rounds if kept.current is not None},
        {kept.year: kept.edition.name for kept in rounds if kept.provisional},
    )


def bytes_of(file: Incoming | None, limit: int) -> bytes:
    """The bytes of what was sent. ``Refused`` where nothing was, and for more than ``limit`` MB."""
    if file is None:
        raise refusal("ยังไม่ได้เลือกไฟล์", "no file was chosen")
    size = file.size or 0
    if size > limit * 1_000_000:
        raise refusal(
            f"ไฟล์ใหญ่เกินไป ({size / 1e6:,.1f} MB) รับได้ไม่เกิน {limit} MB ให้ตรวจว่าเลือกไฟล์ถูกต้อง",
            f"the file is too large ({size / 1e6:,.1f} MB, at most {limit} MB); check that it is the right file",
        )
    return file.read()


def keep(
    scope: Scope,
    agency: Agency,
    given: ScoredRound | HandedIn,
    *,
    source: str,
    name: str,
    person: Person,
    now: datetime.datetime,
) -> Upload:
    """Keeps a round with its scorecard for its preview, to be compared with what counts now."""
    held = current(scope, agency, given.year)
    removing = given.removing if isinstance(given, HandedIn) else None
    return keep_upload(
        agency=agency,
        year=given.year,
        file=given.file,
        scorecard=given.figures,
        removing={"file": removing[0], "scorecard": removing[1]} if removing else None,
        source=source,
        name=name,
        against=held.result if held else None,
        person=person,
        now=now,
    )


def base_of(agency: Agency, which: int, held: Current | None, criteria: Criteria) -> dict[str, Any]:
    """The round file that counts now as data of one's own, or an empty one of this agency and year by ``criteria``."""
    if held is not None and held.result is not None:
        return copy.deepcopy(held.result.file)
    data: dict[str, Any] = {"code": agency.code, "name": agency.name, "kind": agency.kind, "province": agency.province}
    return {
        "format": FORMAT,
        "year": which,
        "criteria": criteria.id,
        "agency": {key: value for key, value in data.items() if value},
    }
