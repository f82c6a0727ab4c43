"""The log of breaches of personal data, for administrators."""

from __future__ import annotations

import datetime

from prongsai.records.actions.grants import NotPossible
from prongsai.records.actions.privacy.breaches import BreachSaid, BreachWrittenMeanwhile, write_breach
from prongsai.records.models import BreachVersion, Person
from prongsai.records.queries.privacy import breach_versions
from prongsai.records.scope import Scope
from prongsai.screens.people.breaches import BreachPage, BreachSeen, clock_of

__all__ = ["BreachSaid", "BreachWrittenMeanwhile", "NotPossible", "breach", "breaches", "write"]


def breaches(scope: Scope, *, now: datetime.datetime) -> tuple[BreachPage, ...]:
    """Every breach, the newest first."""
    _for_administrators(scope)
    by_number: dict[int, list[BreachVersion]] = {}
    for row in breach_versions():
        by_number.setdefault(row.number, []).append(row)
    return tuple(_page(rows, now) for rows in by_number.values())


def breach(scope: Scope, number: int, *, now: datetime.datetime) -> BreachPage:
    """One breach with all its versions. KeyError where there is none."""
    _for_administrators(scope)
    rows = breach_versions(number)
    if not rows:
        raise KeyError(number)
    return _page(rows, now)


def write(
    scope: Scope, *, number: int | None, opened: int, said: BreachSaid, by: Person, now: datetime.datetime
) -> int:
    """Writes down what is known now; the number. As ``write_breach``, and ``NotPossible`` where times contradict."""
    _for_administrators(scope)
    for told in (said.office_told_at, said.people_told_at):
        if told is not None and told < said.noticed_at:
            raise NotPossible(
                "เวลาที่แจ้งอยู่ก่อนเวลาที่ทราบเหตุ ตรวจวันและเวลาทั้งสองแห่ง",
                "Somebody was told before it was noticed: look at both times.",
            )
    for at in (said.noticed_at, said.office_told_at, said.people_told_at):
        if at is not None and at > now:
            raise NotPossible("วันและเวลาต้องไม่อยู่ในอนาคต", "A time that is yet to come cannot be written down.")
    return write_breach(number=number, opened=opened, said=said, by=by, now=now)


def _for_administrators(scope: Scope) -> None:
    if not scope.everywhere("give-role"):
        raise NotPossible("เฉพาะผู้ดูแลระบบ", "For administrators only.")


def _page(rows: list[BreachVersion], now: datetime.datetime) -> BreachPage:
    newest = rows[0]
    return BreachPage(
        versions=tuple(map(_seen, rows)),
        clock=clock_of(newest.noticed_at, newest.office_told_at, now, closed=newest.closed),
    )


def _seen(row: BreachVersion) -> BreachSeen:
    return BreachSeen(
        number=row.number,
        version=row.version,
        noticed_at=row.noticed_at,
        what=row.what,
        data=row.data,
        whom=row.whom,
        measures=row.measures,
        office_told_at=row.office_told_at,
        people_told_at=row.people_told_at,
        told_how=row.told_how,
        closed=row.closed,
        written_at=row.written_at,
        written_by=str(row.written_by) if row.written_by else "",
    )
