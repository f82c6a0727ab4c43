"""The log of sign-ins by person: what is written, and what administrators see of it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.utils import timezone

from prongsai.flow.privacy.log_chosen import is_kept, standing
from prongsai.language.calendar import short_date
from prongsai.language.text import Text
from prongsai.language.typed_days import MOST_LETTERS, typed_day
from prongsai.outside.options import Options
from prongsai.records.actions.grants import NotPossible
from prongsai.records.actions.privacy.sign_ins import KEPT, SignInOutcome, keep_sign_in
from prongsai.records.models import SignIn
from prongsai.records.queries.sign_ins import sign_ins
from prongsai.records.scope import Scope
from prongsai.screens.people.sign_ins import OUTCOMES, SignInLine, SignInsPage

__all__ = ["SignInOutcome", "page", "write_down"]

# What is shown where no days are asked for: today and the six days before.
_USUAL = datetime.timedelta(days=6)
_LONGEST_SEARCH = 200


def write_down(options: Options, *, person: int, outcome: SignInOutcome, address: str, now: datetime.datetime) -> None:
    """Writes down who came in, was refused or left, where this site keeps the log."""
    if is_kept(options):
        keep_sign_in(person=person, outcome=outcome, address=address, now=now)


def page(scope: Scope, options: Options, asked: Mapping[str, str], *, now: datetime.datetime) -> SignInsPage:
    """The log for administrators. ``asked``: ``q`` (of a name or address), ``first`` and ``last`` (days as they are
    typed), ``page``; days that cannot be read are told of, and nothing is shown."""
    if not scope.everywhere("give-role"):
        raise NotPossible("เฉพาะผู้ดูแลระบบ", "For administrators only.")
    today = timezone.localtime(now).date()
    typed = {"first": short_date(today - _USUAL), "last": short_date(today)}
    typed |= {name: asked[name].strip()[: MOST_LETTERS + 1] for name in typed if asked.get(name, "").strip()}
    days = {name: typed_day(text) for name, text in typed.items()}
    problems = {name: day for name, day in days.items() if isinstance(day, Text)}
    first, last = days["first"], days["last"]
    if not isinstance(first, Text) and not isinstance(last, Text) and last < first:
        problems["last"] = Text(
            th=f"ถึงวันที่ {short_date(last)} อยู่ก่อนวันที่ {short_date(first)} ให้พิมพ์วันเดียวกันหรือหลังจากนั้น",
            en="the last day is before the first: type the same day or a later one",
        )
    search = asked.get("q", "").strip()[:_LONGEST_SEARCH]
    shown = SignInsPage(
        standing=standing(options)[1],
        kept=is_kept(options),
        days=KEPT.days,
        search=search,
        first=typed["first"],
        last=typed["last"],
        problems=problems,
    )
    if problems or isinstance(first, Text) or isinstance(last, Text):
        return shown
    # What is about to be deleted is over already, also before the program has done so.
    since = max(_begins(first), now - KEPT)
    found = sign_ins(
        since=since, before=_begins(last + datetime.timedelta(days=1)), search=search, page=asked.get("page", "1")
    )
    return SignInsPage(
        standing=shown.standing,
        kept=shown.kept,
        days=shown.days,
        search=search,
        first=short_date(first),
        last=short_date(last),
        problems={},
        lines=tuple(map(_line, found.rows)),
        count=found.count,
        page=found.page,
        pages=found.pages,
    )


def _begins(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def _line(row: SignIn) -> SignInLine:
    return SignInLine(
        person=row.person_id,
        name=str(row.person),
        email=row.person.email,
        at=row.at,
        address=row.address,
        outcome=OUTCOMES[row.outcome],
        refused=row.outcome == "refused",
    )
