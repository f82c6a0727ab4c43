"""A year is closed and opened again, with a reason."""

from __future__ import annotations

import datetime

from prongsai.files.incoming import CONTROL
from prongsai.files.problems import Problem, Refused, refusal
from prongsai.records.actions.year.opening import MOST_LETTERS, close_year, open_in, reopen_year
from prongsai.records.actions.year.opening import YearClosed as YearClosed
from prongsai.records.models import Agency, AgencyRound, MadeDocument, Person
from prongsai.records.scope import Scope
from prongsai.screens.agency.running.closing import CloseYearPage


def page(
    scope: Scope, agency: Agency, which: int, *, why: str = "", problems: tuple[Problem, ...] = ()
) -> CloseYearPage | None:
    """The page that closes a year, or opens it again where it is closed; None where there is no such year."""
    rounds = AgencyRound.objects.within(scope).filter(agency=agency, year=which)
    kept: AgencyRound | None = rounds.first()
    if kept is None:
        return None
    making = MadeDocument.objects.within(scope).filter(round=kept, state__in=("waiting", "making")).count()
    return CloseYearPage(
        year=which,
        closed_at=kept.closed_at,
        closed_why=kept.closed_why,
        has_result=kept.current_id is not None,
        making=making,
        why=why,
        problems=problems,
    )


def change(
    scope: Scope, agency: Agency, which: int, *, close: bool, why: str, person: Person, now: datetime.datetime
) -> CloseYearPage | None:
    """Closes a year, or opens it again; the page with what stands in the way, where something does, else ``done``.

    None as ``page``; PermissionError where the scope may not.
    """
    if not scope.may("keep-year", agency):
        raise PermissionError("keep-year")
    kept: AgencyRound | None = (
        AgencyRound.objects.within(scope).select_related("agency").filter(agency=agency, year=which).first()
    )
    if kept is None:
        return None
    said = " ".join(CONTROL.sub(" ", why).split())
    try:
        if not said:
            raise refusal(
                "ให้ระบุเหตุผล เช่น ส่งรายงานผลครบแล้ว" if close else "ให้ระบุเหตุผล เช่น สำนักงาน ป.ป.ช. แก้ไขคะแนน",
                "give the reason, as that every report was handed in"
                if close
                else "give the reason, as a corrected score",
            )
        if len(said) > MOST_LETTERS:
            raise refusal(
                f"เหตุผลยาว {len(said):,} ตัวอักษร รับได้ไม่เกิน {MOST_LETTERS} ตัวอักษร",
                f"the reason has {len(said):,} letters; at most {MOST_LETTERS} can be taken",
            )
        (close_year if close else reopen_year)(round=kept, why=said, person=person, now=now)
    except Refused as wrong:
        return page(scope, agency, which, why=said[: 2 * MOST_LETTERS], problems=tuple(wrong.problems))
    return CloseYearPage(year=which, done=True)


def is_shut(scope: Scope, agency: Agency, which: int) -> bool:
    """Whether the year is closed."""
    rounds = AgencyRound.objects.within(scope).filter(agency=agency, year=which, closed_at__isnull=False)
    return rounds.exists()


def still_open(agency: Agency, which: int) -> None:
    """Raises ``YearClosed`` where the year is closed."""
    open_in(agency, which)
