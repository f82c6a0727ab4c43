"""An agency's year out of the tables: assessed by the edition that was stored with its newest result."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from prongsai.assess.computation import Computation, work
from prongsai.assess.score import scorecard
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts, PastYear, Published
from prongsai.criteria.country.holidays import Holidays, holidays_of
from prongsai.criteria.deadlines import DISCLOSURE, Calendars, PhaseDays
from prongsai.criteria.editions import ChangedEdition, edition_as_kept, same_body
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Refused
from prongsai.flow.by_file.dossier import dossier_of, dossier_without_drafts
from prongsai.flow.rules import known as rules
from prongsai.flow.rules.deadlines import calendar_of
from prongsai.language.text import Text
from prongsai.publish.assemble.dossier import Dossier
from prongsai.records.models import Agency, AgencyRound, Holiday, Result, RoundPhase, StoredEdition
from prongsai.records.scope import Scope
from prongsai.roundfile.read_data import read_data
from prongsai.roundfile.round import Round
from prongsai.screens.agency.running.closing import closed_words
from prongsai.screens.year import Phase, Year, phases_on


@dataclass(frozen=True, kw_only=True)
class StoredYear(Year):
    """A year with the rows that it was read from, for whoever changes or adds something.

    ``file`` is the result's round file; where it lacks an earlier year that the agency has a result of, its history
    holds that too, so that documents made from it compare with the same years as the screens. ``dossier`` is what they
    are made from, but for the words that the agency wrote on these screens. Whoever may see the results and not the
    ``work`` on them gets a year without drafts: no plan, no words, no claims of documents, nothing found in them.
    """

    agency: Agency
    round: AgencyRound
    result: Result | None = None


@dataclass(frozen=True)
class _Assessed:
    """What a stored result gives; the same for every request."""

    file: Round
    computation: Computation
    scorecard: Scorecard
    dossier: Dossier


# The newest results that were asked for, by what they are made from, which always gives the same.
_KEPT: OrderedDict[tuple[object, ...], _Assessed] = OrderedDict()
_MOST_KEPT = 48
_LOCK = threading.Lock()


@lru_cache(maxsize=16)
def stored_criteria(checksum: str) -> Criteria:
    """The edition as it was stored, of its own files only. Raises ``ChangedEdition`` where they are not those."""
    stored = StoredEdition.objects.get(checksum=checksum)
    return edition_as_kept(stored.name, stored.files, checksum)


def newest_stored(name: str) -> Criteria | None:
    """The newest revision of an edition that this site used; None where it used none of that id."""
    stored = StoredEdition.objects.filter(name=name).order_by("-revision", "-pk").first()
    return stored_criteria(stored.checksum) if stored is not None else None


def newest_edition(name: str) -> Criteria:
    """Today's revision of an edition: the program's, the installed one, else what this site used last.

    Raises ``UnknownEdition``.
    """
    return rules.edition(name, newest_stored)


def stored_round(result: Result, criteria: Criteria) -> Round:
    """The round of a stored result, read by the edition that was stored with it; earlier years by today's editions."""
    return round_in_file(result.file, criteria)


def round_in_file(file: dict[str, Any], criteria: Criteria) -> Round:
    """The round of a file as it is stored with a result, as ``stored_round``. ``Refused`` for what cannot be read."""

    def known(name: str) -> Criteria:
        return criteria if name == criteria.id else newest_edition(name)

    return read_data(_of_todays_parts(file, criteria.id, known), edition=known)


def _of_todays_parts(file: dict[str, Any], name: str, known: Callable[[str], Criteria]) -> dict[str, Any]:
    """A stored file without the item scores of earlier years that today's editions have no place for.

    Until its second revision nacc-2566 had EIT in one piece. Which part such scores are of was never said.
    """
    history: dict[str, dict[str, Any]] = dict(file.get("history") or {})
    for year, past in history.items():
        tables = past["published"].get("items")
        if not tables:
            continue
        try:
            parts = known(past.get("criteria") or same_body(name, int(year))).part_ids()
        except Refused:
            continue
        placed = {part: table for part, table in tables.items() if part in parts}
        history[year] = {**past, "published": {**past["published"], "items": placed}}
    return {**file, "history": history} if history else file


@dataclass(frozen=True)
class Notices:
    """What stands on every page of a year: what its rules say of themselves (``provisional``: that they are carried
    over; ``come``: those that were announced are here), and that it is closed."""

    year: int
    rules: Text | None = None
    provisional: bool = False
    come: bool = False
    closed: Text | None = None


def notices_of(scope: Scope, agency: Agency, which: int | None) -> Notices | None:
    """What stands on every page of an agency's year (the newest where none is named); None for most."""
    rounds = AgencyRound.objects.within(scope).filter(agency=agency).order_by("-year")
    if which is not None:
        rounds = rounds.filter(year=which)
    columns = ("year", "edition__checksum", "edition__name", "provisional", "closed_at", "closed_why")
    found = rounds.values_list(*columns).first()
    if found is None:
        return None
    year, checksum, name, provisional, closed_at, why = found
    told: Text | None = None
    with contextlib.suppress(ChangedEdition):  # the pages of the year itself say so
        told = stored_criteria(checksum).notice
    closed = closed_words(year, closed_at, why) if closed_at is not None else None
    if told is None and closed is None:
        return None
    come = provisional and rules.announced_for(name) is not None
    return Notices(year=year, rules=told, provisional=provisional, come=come, closed=closed)


def years_of(scope: Scope, agency: Agency) -> tuple[int, ...]:
    """The years of an agency that have a round, newest first."""
    rounds = AgencyRound.objects.within(scope).filter(agency=agency)
    return tuple(rounds.order_by("-year").values_list("year", flat=True))


def year(scope: Scope, agency: Agency, which: int | None, today: datetime.date) -> StoredYear | None:
    """An agency's year (the newest where none is named); None where there is no such round."""
    rounds = AgencyRound.objects.within(scope).filter(agency=agency).order_by("-year")
    sums: dict[int, str | None] = dict(rounds.values_list("year", "current__checksum"))
    known = tuple(sums)
    if not known or (which is not None and which not in known):
        return None
    kept = (
        AgencyRound.objects.within(scope)
        .select_related("edition", "current", "current__edition", "current__made_by")
        .defer("current__scorecard")
        .get(agency=agency, year=which or known[0])
    )
    result, own = kept.current, calendars_of(scope, agency)
    criteria = stored_criteria(result.edition.checksum if result else kept.edition.checksum)
    stored = StoredYear(
        agency=agency,
        round=kept,
        result=result,
        year=kept.year,
        years=known,
        criteria=criteria,
        phases=_phases(calendar_of(kept.year, criteria.id, own), today),
    )
    if result is None:
        return stored
    earlier = {past: checksum for past, checksum in sums.items() if past < kept.year and checksum}
    done = _assessed(scope, agency, result, criteria, earlier, own)
    if not scope.may("work", agency):
        done = _without_drafts(done)
    return dataclasses.replace(
        stored,
        file=done.file,
        computation=done.computation,
        scorecard=done.scorecard,
        dossier=done.dossier,
        findings=done.dossier.findings,
        contradictions=done.dossier.contradictions,
        notes=done.dossier.notes,
        unjudged=done.dossier.unjudged,
        version=result.version,
        basis=result.basis,
    )


def _assessed(
    scope: Scope, agency: Agency, result: Result, criteria: Criteria, earlier: dict[int, str], own: Calendars
) -> _Assessed:
    # Of the calendars, only what decides a deadline of the year's documents tells one from another.
    due = tuple((of, each.ends, each.moved) for of, rows in own.items() for each in rows if each.code == DISCLOSURE)
    # Earlier years and deadlines are reckoned by the editions that are here today.
    key = (result.checksum, tuple(earlier.items()), due, rules.state_of_installed())
    with _LOCK:
        if key in _KEPT:
            _KEPT.move_to_end(key)
            return _KEPT[key]
    file = _with_history(scope, agency, stored_round(result, criteria), earlier)
    computation = work(criteria, file.facts)
    card = scorecard(computation)
    done = _Assessed(file, computation, card, dossier_of(file, known=(criteria, card), own=own))
    with _LOCK:
        _KEPT[key] = done
        while len(_KEPT) > _MOST_KEPT:
            _KEPT.popitem(last=False)
    return done


def _without_drafts(done: _Assessed) -> _Assessed:
    """What was observed and announced alone. What is weak stays held against the bar of the agency's own profile."""
    file = dataclasses.replace(done.file, claims=(), document=None, plan=None, memo=None, extra={})
    return _Assessed(file, done.computation, done.scorecard, dossier_without_drafts(done.dossier, file))


def _with_history(scope: Scope, agency: Agency, file: Round, earlier: dict[int, str]) -> Round:
    """The file with the agency's earlier results as its history, for the years that it does not tell of itself."""
    missing = set(earlier) - set(file.facts.history)
    if not missing:
        return file
    results = Result.objects.within(scope).select_related("edition", "round")
    history = dict(file.facts.history)
    for result in results.filter(checksum__in=[earlier[year] for year in missing], round__agency=agency):
        facts = stored_round(result, stored_criteria(result.edition.checksum)).facts
        history[result.round.year] = PastYear(published=_as_published(facts, result), criteria=facts.criteria)
    facts = dataclasses.replace(file.facts, history=dict(sorted(history.items())))
    return dataclasses.replace(file, facts=facts)


def _as_published(facts: Facts, result: Result) -> Published:
    """What was announced in an earlier year, with its marks: a file keeps those apart."""
    marks = {item: filed.score for item, filed in facts.disclosure.items() if filed.score is not None}
    if not marks:
        return facts.published
    criteria = stored_criteria(result.edition.checksum)
    items = dict(facts.published.items or {})
    for part in criteria.part_ids():
        if criteria.instrument_of_part(part).kind == "disclosure":
            items[part] = {**marks, **items.get(part, {})}
    return dataclasses.replace(facts.published, items=items)


def calendars_of(scope: Scope, agency: Agency) -> dict[int, tuple[PhaseDays, ...]]:
    """The phases of an agency's rounds by year, as its rows have them; ``calendar_of`` fills in the edition's."""
    found: dict[int, list[PhaseDays]] = {}
    rows = RoundPhase.objects.within(scope).filter(round__agency=agency).select_related("round")
    for row in rows.order_by("round__year", "position"):
        found.setdefault(row.round.year, []).append(phase_days(row))
    return {of: tuple(days) for of, days in found.items()}


def phase_days(row: RoundPhase) -> PhaseDays:
    """A phase as its row has it."""
    return PhaseDays(
        code=row.code,
        name=Text(th=row.name_th, en=row.name_en),
        starts=row.starts,
        ends=row.ends,
        certainty=row.certainty,
        moved=row.moved,
        told=bool(row.source),
    )


def _phases(calendar: tuple[PhaseDays, ...], today: datetime.date) -> tuple[Phase, ...]:
    latest = max((day for each in calendar for day in (each.starts, each.ends) if day), default=today)
    return phases_on(today, calendar, holidays_between(today, latest))


def holidays_between(first: datetime.date, last: datetime.date) -> Holidays:
    """What is known of the public holidays of the calendar years of two days and those between them."""
    years = (datetime.date(first.year, 1, 1), datetime.date(last.year, 12, 31))
    return holidays_of(Holiday.objects.filter(day__range=years).values_list("day", flat=True), first.year, last.year)
