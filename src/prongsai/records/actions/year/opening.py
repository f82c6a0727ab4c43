"""A year of an agency is opened, closed and opened again; while it is closed nothing of it changes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Literal

from django.db import transaction
from django.utils import timezone

from prongsai.criteria.board import asked_in
from prongsai.criteria.editions import carried_from, family
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem, Refused
from prongsai.language.calendar import english_date, short_date
from prongsai.language.text import Text
from prongsai.records.actions.disclosure.making import make_rows
from prongsai.records.actions.editions import keep_edition
from prongsai.records.actions.history import record, turnstile
from prongsai.records.models import Agency, AgencyRound, MadeDocument, Person, RoundPhase
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import Witness, witness

MOST_LETTERS = 300  # of a reason


class YearClosed(Refused):
    """The year is closed: whatever was to be changed of it is not. ``year`` is the fiscal year (Buddhist era)."""

    def __init__(self, year: int, closed_at: datetime.datetime, why: str) -> None:
        day = timezone.localtime(closed_at).date()
        text = Text(
            th=f"ปี {year} ปิดแล้วเมื่อ {short_date(day)} (เหตุผล: {why}) จึงไม่มีสิ่งใดเปลี่ยน "
            "หากต้องแก้ไข ให้ผู้ประสานงานเปิดปีนี้อีกครั้งโดยระบุเหตุผล แล้วทำรายการใหม่",
            en=f"the year {year} was closed on {english_date(day)} (reason: {why}), so nothing was changed; "
            "if it must be, the coordinator opens the year again with a reason, and then it is done anew",
        )
        super().__init__([Problem("", text)])
        self.year = year


class OtherRules(Refused):
    """The year has rules that were carried over, and what comes is by those that were announced; or the other way."""


class NotNow(Refused):
    """The year cannot be closed or opened again as it stands: the words say why."""


def still_open(round: AgencyRound) -> None:
    """Lets whoever holds the agency's turnstile change something of the year. Raises ``YearClosed``."""
    open_in(round.agency_id, round.year)


def open_in(agency: Agency | int, year: int) -> None:
    """The same by agency and year; a year that has no round yet is open."""
    rounds = AgencyRound.objects.within(SYSTEM).filter(agency=agency, year=year, closed_at__isnull=False)
    closed = rounds.values_list("closed_at", "closed_why").first()
    if closed is not None and closed[0] is not None:
        raise YearClosed(year, closed[0], closed[1])


def reads_by(agency: Agency | int, year: int, edition: str) -> None:
    """Lets a result in that is read by ``edition`` (an id). Raises ``OtherRules``.

    Rules that were carried over give way to those of the same body when somebody adopts these, and in no other way.
    """
    rounds = AgencyRound.objects.within(SYSTEM).filter(agency=agency, year=year)
    held = rounds.values_list("provisional", "edition__name").first()
    if held is None:
        return
    provisional, name = held
    if provisional and carried_from(edition) is None and family(edition) == family(name):
        raise OtherRules(
            [
                Problem(
                    "",
                    Text(
                        th=f"ปี {year} ยังใช้หลักเกณฑ์ชั่วคราวที่ยกมาจากปีก่อน แต่ข้อมูลนี้เป็นไปตามหลักเกณฑ์ที่ประกาศแล้ว "
                        "ให้เปิดหน้า “หลักเกณฑ์ของปี” ดูสิ่งที่เปลี่ยนและรับหลักเกณฑ์นั้นก่อน แล้วนำเข้าอีกครั้ง",
                        en=f"the rules of {year} are still carried over, and this is by those that were announced: "
                        "open the page of the year's rules, see what changes and adopt them, then hand it in again",
                    ),
                )
            ]
        )
    if not provisional and carried_from(edition) is not None:
        raise OtherRules(
            [
                Problem(
                    "",
                    Text(
                        th=f"ปี {year} รับหลักเกณฑ์ที่ประกาศแล้ว แต่ข้อมูลนี้ทำตามหลักเกณฑ์ชั่วคราวที่ยกมาจากปีก่อน "
                        "ให้ดาวน์โหลดแบบกรอกหรือไฟล์ข้อมูลของปีนี้ใหม่ แล้วกรอกตามหลักเกณฑ์ที่ประกาศ",
                        en=f"{year} has the rules that were announced, and this is by those carried over before: "
                        "download the form or the file of the year anew and fill that in",
                    ),
                )
            ]
        )


@transaction.atomic
def open_round(
    *,
    agency: Agency,
    criteria: Criteria,
    rules: Mapping[str, bytes] | None = None,
    board: bool = True,
    person: Person | None,
    now: datetime.datetime,
) -> tuple[AgencyRound, bool]:
    """The round of an agency in the edition's year, and whether it is new: made with the phases of its calendar.

    With its ``board`` too, but for a year that begins with its result: nobody works towards that any more, and a row is
    made there when somebody needs it.
    """
    turnstile(agency)
    held = AgencyRound.objects.within(SYSTEM).filter(agency=agency, year=criteria.year).first()
    if held is not None:
        return held, False
    made = AgencyRound.objects.create(
        agency=agency,
        year=criteria.year,
        edition=keep_edition(criteria, rules),
        opened_at=now,
        provisional=criteria.carried_from is not None,
    )
    rows: list[Witness] = [witness(made), *map(witness, keep_phases(made, criteria))]
    if board:
        rows += make_rows(made, asked_in(criteria), person=person, now=now)
    detail = {"carried_from": criteria.carried_from} if criteria.carried_from is not None else None
    record(
        agency=agency,
        person=person,
        action="open-year",
        about=str(criteria.year),
        detail=detail,
        witnessed=rows,
        now=now,
    )
    return made, True


def keep_phases(round: AgencyRound, criteria: Criteria) -> list[RoundPhase]:
    """A new row for every phase of the edition's calendar that the round does not have."""
    there = set(RoundPhase.objects.within(SYSTEM).filter(round=round).values_list("code", flat=True))
    return [
        RoundPhase.objects.create(
            round=round,
            code=phase.id,
            name_th=phase.name.th,
            name_en=phase.name.en,
            position=position,
            starts=phase.starts,
            ends=phase.ends,
            certainty=phase.origin.certainty,
        )
        for position, phase in enumerate(criteria.phases)
        if phase.id not in there
    ]


@transaction.atomic
def close_year(*, round: AgencyRound, why: str, person: Person | None, now: datetime.datetime) -> AgencyRound:
    """The year is closed for a reason. ``YearClosed`` where it is; ``NotNow`` while a document of it is being made."""
    turnstile(round.agency)
    still_open(round)
    kept = _held(round)
    waiting = MadeDocument.objects.within(SYSTEM).filter(round=kept, state__in=("waiting", "making")).count()
    if waiting:
        raise NotNow(
            [
                Problem(
                    "",
                    Text(
                        th=f"ยังปิดปีไม่ได้ เพราะมีเอกสารที่กำลังจัดทำ {waiting} ฉบับ ให้รอจนเสร็จหรือเปิดหน้าเอกสารนั้นแล้วจัดทำอีกครั้ง "
                        "จากนั้นจึงปิดปี",
                        en=f"the year cannot be closed yet: {waiting} documents of it are being made; wait for them, "
                        "or open one that stuck and make it again, then close the year",
                    ),
                )
            ]
        )
    kept.closed_at, kept.closed_why = now, why
    return _changed(kept, "close-year", why, person, now)


@transaction.atomic
def reopen_year(*, round: AgencyRound, why: str, person: Person | None, now: datetime.datetime) -> AgencyRound:
    """The year is open again for a reason. ``NotNow`` where it is not closed."""
    turnstile(round.agency)
    kept = _held(round)
    if kept.closed_at is None:
        raise NotNow(
            [
                Problem(
                    "",
                    Text(
                        th=f"ปี {kept.year} เปิดอยู่แล้ว จึงไม่มีสิ่งใดเปลี่ยน",
                        en=f"the year {kept.year} is open already; nothing was changed",
                    ),
                )
            ]
        )
    kept.closed_at, kept.closed_why = None, ""
    return _changed(kept, "reopen-year", why, person, now)


def _held(round: AgencyRound) -> AgencyRound:
    rows = AgencyRound.objects.within(SYSTEM).select_related("agency", "edition", "current")
    kept: AgencyRound = rows.defer("edition__files", "current__file", "current__scorecard").get(pk=round.pk)
    return kept


def _changed(
    kept: AgencyRound,
    action: Literal["close-year", "reopen-year"],
    why: str,
    person: Person | None,
    now: datetime.datetime,
) -> AgencyRound:
    kept.save(update_fields=["closed_at", "closed_why"])
    record(
        agency=kept.agency,
        person=person,
        action=action,
        about=str(kept.year),
        detail={"why": why},
        witnessed=[witness(kept)],
        now=now,
    )
    return kept
