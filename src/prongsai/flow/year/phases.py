"""The days of a year's phases: shown with their sources, looked at before they move, saved with why."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
from collections.abc import Iterable, Iterator, Mapping

from django.db import transaction

from prongsai.criteria.deadlines import DISCLOSURE
from prongsai.criteria.editions import same_body
from prongsai.criteria.shapes import Criteria
from prongsai.files.incoming import CONTROL
from prongsai.files.problems import Refused
from prongsai.flow.rules import known
from prongsai.flow.rules.deadlines import deadline
from prongsai.flow.year.stored import StoredYear, calendars_of, holidays_between, year
from prongsai.improve.plan_checks import late_rows
from prongsai.language.calendar import full_date, official_date, short_date
from prongsai.language.digits import thai
from prongsai.language.text import Text
from prongsai.publish.assemble.kinds import kinds
from prongsai.publish.frozen import texts_in, thaw
from prongsai.records.actions.history import turnstile
from prongsai.records.actions.year.opening import still_open
from prongsai.records.actions.year.phases import Grounds, PhaseMove, move_phases
from prongsai.records.models import Agency, Issuance, MadeDocument, Person, RoundPhase
from prongsai.records.scope import Scope
from prongsai.screens.agency.running.phases import (
    NamedIn,
    PhaseLine,
    PhaseSource,
    PhasesPage,
    SavedDays,
    days_then,
    effects_of,
    grounds_in,
    is_web_address,
    line_of,
    opened_of,
)
from prongsai.screens.year import Phase

# Signed papers that are looked through for a day that moves, the newest first.
MOST_PAPERS = 200


def page(scope: Scope, agency: Agency, which: int, today: datetime.date) -> PhasesPage | None:
    """The phases of a year with their days; None where there is no such year."""
    found = year(scope, agency, which, today)
    return _page(scope, found, {}) if found is not None else None


def change(
    scope: Scope,
    agency: Agency,
    which: int,
    sent: Mapping[str, str],
    *,
    save: bool,
    person: Person,
    now: datetime.datetime,
    today: datetime.date,
) -> PhasesPage | None:
    """What moves with the days that were ``sent``, or with ``save`` the days saved; the page with what stands in the
    way, where something does. None as ``page``; PermissionError where the scope may not, ``YearClosed`` where it is."""
    if not scope.may("move-phase", agency):
        raise PermissionError("move-phase")
    clean = {key: CONTROL.sub(" ", value) for key, value in sent.items()}
    found = year(scope, agency, which, today)
    if found is None:
        return None
    still_open(found.round)
    asked = _asked(scope, found, clean)
    if asked.wrong or asked.conflict or asked.nothing:
        return asked
    if not save:
        return _looked(scope, found, asked, today)
    with transaction.atomic():
        turnstile(agency)
        # As it stands now that nobody else changes it.
        found = year(scope, agency, which, today)
        asked = _asked(scope, found, clean) if found is not None else asked
        if found is None or asked.wrong or asked.conflict or asked.nothing:
            return asked
        moves = [
            PhaseMove(
                code=line.phase.code,
                name=line.phase.name,
                starts=line.days[0],
                ends=line.days[1],
                before=line.before,
            )
            for line in asked.moving
        ]
        grounds = Grounds(
            why=asked.why.value, source=asked.source.value, number=asked.number.value, link=asked.link.value
        )
        move_phases(round=found.round, moves=moves, grounds=grounds, person=person, now=now)
    return PhasesPage(year=which, saved=len(moves))


def _asked(scope: Scope, found: StoredYear, sent: Mapping[str, str]) -> PhasesPage:
    asked = _page(scope, found, sent)
    return asked if asked.wrong or asked.conflict or asked.moving else dataclasses.replace(asked, nothing=True)


def back(asked: PhasesPage) -> PhasesPage:
    """The form again, with what was typed and without what moves with it."""
    return dataclasses.replace(asked, looked=False, nothing=False)


def _page(scope: Scope, found: StoredYear, sent: Mapping[str, str]) -> PhasesPage:
    works = scope.may("work", found.agency)
    rows = RoundPhase.objects.within(scope).filter(round=found.round).select_related("changed_by")
    by_code = {row.code: row for row in rows}
    lines = tuple(_line(found, phase, by_code.get(phase.code), sent, works=works) for phase in found.phases)
    grounds = grounds_in(sent, lines)
    return PhasesPage(
        year=found.year,
        lines=lines,
        may_move=scope.may("move-phase", found.agency) and found.round.closed_at is None,
        conflict=any(line.other is not None for line in lines),
        why=grounds["why"],
        source=grounds["source"],
        number=grounds["number"],
        link=grounds["link"],
    )


def _line(
    found: StoredYear, phase: Phase, row: RoundPhase | None, sent: Mapping[str, str], *, works: bool
) -> PhaseLine:
    days = (phase.starts, phase.ends)
    at = row.changed_at if row is not None else None
    # Who works here is nobody's business who only looks in.
    by = row.changed_by.name if works and row is not None and row.changed_by is not None else ""
    moved = row if row is not None and row.moved else None
    return line_of(
        phase,
        sent,
        opened_of(days, at),
        found.year,
        SavedDays(days=days, by=by, at=at),
        sources=_sources(found.criteria, phase, moved),
        why=moved.why if moved is not None else "",
        by=by,
        at=at,
    )


def _sources(criteria: Criteria, phase: Phase, moved: RoundPhase | None) -> tuple[PhaseSource, ...]:
    if moved is not None:
        link = moved.source_link if is_web_address(moved.source_link) else ""
        title = Text(th=moved.source, en=moved.source) if moved.source else None
        one = PhaseSource(title=title, number=moved.source_number, link=link)
        return (one,) if one != PhaseSource() else ()
    if phase.starts is None and phase.ends is None:
        return ()
    # The days may be of a newer revision than the one that the year is assessed by, or of rules not adopted yet.
    for rules in (criteria, *_todays(criteria)):
        for each in rules.phases:
            if each.id == phase.code and (each.starts, each.ends) == (phase.starts, phase.ends):
                named = (rules.sources[key] for key in each.origin.source if key in rules.sources)
                return tuple(PhaseSource(title=source.title, place=source.address or "") for source in named)
    return ()


def _todays(criteria: Criteria) -> Iterator[Criteria]:
    name = same_body(criteria.id, criteria.year)
    with contextlib.suppress(Refused):
        if name in known.editions():
            yield known.edition(name)


def _looked(scope: Scope, found: StoredYear, asked: PhasesPage, today: datetime.date) -> PhasesPage:
    last = max((day for line in asked.lines for day in line.days if day is not None), default=today)
    effects = (
        *effects_of(found, asked.lines, holidays_between(today, last), today),
        *_plan_rows(scope, found, asked, today),
    )
    old = {day for line in asked.moving for day in set(line.before) - set(line.days) if day is not None}
    return dataclasses.replace(asked, looked=True, effects=tuple(effects), named_in=tuple(_named_in(scope, found, old)))


def _plan_rows(scope: Scope, found: StoredYear, asked: PhasesPage, today: datetime.date) -> Iterator[Text]:
    """Measures of the plan of this year that are too late, or no longer, once its items are filed on another day."""
    line = next((each for each in asked.moving if each.phase.code == DISCLOSURE), None)
    if line is None or line.before[1] == line.days[1]:
        return
    own = calendars_of(scope, found.agency)
    before = deadline(DISCLOSURE, found.year, found.criteria.id, own)
    after = deadline(DISCLOSURE, found.year, found.criteria.id, {**own, found.year: tuple(map(days_then, asked.lines))})
    # The plan of a year follows from the newest results before it.
    for of in [each for each in found.years if each <= found.year][:3]:
        held = found if of == found.year else year(scope, found.agency, of, today)
        plan = held.file.plan if held is not None and held.file is not None else None
        if held is None or plan is None or plan.year != found.year:
            continue
        was = set(late_rows(held.criteria, plan, before))
        then = set(late_rows(held.criteria, plan, after))
        for row in sorted(then - was):
            yield Text(th=f"มาตรการที่จะไม่ทันกำหนดใหม่: {row}", en=f"a measure that will be too late: {row}")
        for row in sorted(was - then):
            yield Text(th=f"มาตรการที่จะทันกำหนดใหม่: {row}", en=f"a measure that will be in time: {row}")


def _named_in(scope: Scope, found: StoredYear, days: Iterable[datetime.date]) -> Iterator[NamedIn]:
    """Documents for signature or issued, of this year and its neighbours, that name one of the days."""
    wordings = {day: _wordings(day) for day in sorted(days)}
    if not wordings:
        return
    years = (found.year - 1, found.year, found.year + 1)
    rows = MadeDocument.objects.within(scope).select_related("round")
    rows = rows.filter(round__agency=found.agency, round__year__in=years, state="ready", signing="for-signature")
    issued = set(
        Issuance.objects.within(scope).filter(document__round__agency=found.agency).values_list("document", flat=True)
    )
    for row in rows.order_by("-asked_at")[:MOST_PAPERS]:
        try:
            text = "\n".join(texts_in(thaw(bytes(row.frozen)))).replace("\u00a0", " ")
        except ValueError:  # its own page says that it cannot be read
            continue
        name = kinds()[row.kind].name if row.kind in kinds() else Text(th="", en="")
        version = Text(th=f"{name.th} ฉบับที่ {row.version}", en=f"{name.en}, version {row.version}")
        for day, words in wordings.items():
            if any(each in text for each in words):
                yield NamedIn(number=row.pk, year=row.round.year, name=version, issued=row.pk in issued, day=day)


def _wordings(day: datetime.date) -> tuple[str, ...]:
    shown = (full_date(day), short_date(day), official_date(day))
    return (*shown, *map(thai, shown))
