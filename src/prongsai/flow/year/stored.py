"""An agency's year as its people look at it: where it stands, what is due, what the numbers say."""

from __future__ import annotations

import dataclasses
import datetime
import json
import threading
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from prongsai.analyze.claims import Contradiction
from prongsai.analyze.findings import Findings
from prongsai.assess.computation import Computation, work
from prongsai.assess.score import scorecard
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts, PastYear, Published
from prongsai.criteria.editions import edition, edition_as_kept
from prongsai.criteria.shapes import Criteria
from prongsai.flow.by_file.check import contradicted
from prongsai.flow.year.dossier import dossier_of, found
from prongsai.publish.assemble.dossier import Dossier
from prongsai.records.models import Agency, AgencyRound, Holiday, Result, RoundPhase, StoredEdition
from prongsai.records.scope import Scope
from prongsai.roundfile.round import Round, read_bytes


@dataclass(frozen=True)
class Phase:
    """A phase with how it stands today. ``days``: until it ends (or begins, where it is yet to come); None: unknown.

    ``past`` also where only a later phase is known to be over; ``until``: it ends on a known day and nobody knows
    whether it has begun.
    """

    code: str
    name_th: str
    name_en: str
    starts: datetime.date | None
    ends: datetime.date | None
    certainty: str
    moved: bool
    state: str  # past, now, until, next, unknown
    days: int | None
    working_days: int | None


@dataclass(frozen=True)
class Year:
    """One round with its newest result, assessed by the edition that was stored with it.

    ``file`` is the result's round file; where it lacks an earlier year that the agency has a result of, its history
    holds that too, so that documents made from it compare with the same years as the screens. ``source`` is what they
    are made from, but for the words that the agency wrote on these screens. What explains a figure walks
    ``computation``. Whoever may see the results and not the ``work`` on them gets a year without drafts: no plan, no
    words, no claims of documents, nothing found in them.
    """

    agency: Agency
    round: AgencyRound
    years: tuple[int, ...]
    result: Result | None
    criteria: Criteria
    file: Round | None
    scorecard: Scorecard | None
    findings: Findings | None
    phases: tuple[Phase, ...]
    contradictions: tuple[Contradiction, ...] = ()
    dossier: Dossier | None = None
    computation: Computation | None = None


@dataclass(frozen=True)
class _Assessed:
    """What a stored result gives; the same for every request."""

    file: Round
    computation: Computation
    scorecard: Scorecard
    dossier: Dossier


# The newest results that were asked for, by what they are made from: the same bytes always give the same.
_KEPT: OrderedDict[tuple[object, ...], _Assessed] = OrderedDict()
_MOST_KEPT = 48
_LOCK = threading.Lock()


@lru_cache(maxsize=16)
def stored_criteria(checksum: str) -> Criteria:
    """The edition as it was stored, of its own files only. Raises ``ChangedEdition`` where they are not those."""
    stored = StoredEdition.objects.get(checksum=checksum)
    return edition_as_kept(stored.name, stored.files, checksum)


def stored_round(result: Result, criteria: Criteria) -> Round:
    """The round of a stored result, read by the edition that was stored with it; earlier years by today's editions."""
    data = json.dumps(result.file, ensure_ascii=False).encode()
    (one,) = read_bytes(data, "result.json", edition=lambda name: criteria if name == criteria.id else edition(name))
    return one


def years_of(scope: Scope, agency: Agency) -> tuple[int, ...]:
    """The years of an agency that have a round, newest first."""
    rounds = AgencyRound.objects.within(scope).filter(agency=agency)
    return tuple(rounds.order_by("-year").values_list("year", flat=True))


def year(scope: Scope, agency: Agency, which: int | None, today: datetime.date) -> Year | None:
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
    result = kept.current
    criteria = stored_criteria(result.edition.checksum if result else kept.edition.checksum)
    rows = list(RoundPhase.objects.within(scope).filter(round=kept))
    phases = _phases(rows, today)
    if result is None:
        return Year(agency, kept, known, None, criteria, None, None, None, phases)
    earlier = {each: checksum for each, checksum in sums.items() if each < kept.year and checksum}
    done = _assessed(scope, agency, result, criteria, earlier)
    if not scope.may("work", agency):
        done = _without_drafts(done)
    dossier = done.dossier
    return Year(
        agency, kept, known, result, criteria, done.file, done.scorecard, dossier.findings, phases,
        dossier.contradictions, dossier, done.computation,
    )  # fmt: skip


def findings_since(one: Year, since: int) -> Findings | None:
    """The findings of a year with ``since`` as the latest earlier one; None where that year is not known."""
    if one.file is None or one.scorecard is None or one.findings is None or since not in one.file.facts.history:
        return None
    if since == max(one.file.facts.history):
        return one.findings
    history = {year: past for year, past in one.file.facts.history.items() if year <= since}
    shorter = dataclasses.replace(one.file, facts=dataclasses.replace(one.file.facts, history=history))
    return found(shorter, one.criteria, one.scorecard)


def _assessed(scope: Scope, agency: Agency, result: Result, criteria: Criteria, earlier: dict[int, str]) -> _Assessed:
    key = (result.checksum, tuple(earlier.items()))
    with _LOCK:
        if key in _KEPT:
            _KEPT.move_to_end(key)
            return _KEPT[key]
    file = _with_history(scope, agency, stored_round(result, criteria), earlier)
    computation = work(criteria, file.facts)
    card = scorecard(computation)
    done = _Assessed(file, computation, card, dossier_of(file, known=(criteria, card)))
    with _LOCK:
        _KEPT[key] = done
        while len(_KEPT) > _MOST_KEPT:
            _KEPT.popitem(last=False)
    return done


def _without_drafts(done: _Assessed) -> _Assessed:
    """What was observed and announced alone. What is weak stays held against the bar of the agency's own profile."""
    file = dataclasses.replace(done.file, claims=(), document=None, plan=None, memo=None, extra={})
    wrong = contradicted(file, done.dossier.criteria, done.scorecard)
    dossier = dataclasses.replace(done.dossier, plan=None, document=None, memo=None, contradictions=wrong)
    return _Assessed(file, done.scorecard, dossier)


def _with_history(scope: Scope, agency: Agency, file: Round, earlier: dict[int, str]) -> Round:
    """The file with the agency's earlier results as its history, for the years that it does not tell of itself."""
    missing = set(earlier) - set(file.facts.history)
    if not missing:
        return file
    results = Result.objects.within(scope).select_related("edition", "round")
    history = dict(file.facts.history)
    for each in results.filter(checksum__in=[earlier[year] for year in missing], round__agency=agency):
        facts = stored_round(each, stored_criteria(each.edition.checksum)).facts
        history[each.round.year] = PastYear(published=_as_published(facts, each), criteria=facts.criteria)
    facts = dataclasses.replace(file.facts, history=dict(sorted(history.items())))
    return dataclasses.replace(file, facts=facts)


def _as_published(facts: Facts, result: Result) -> Published:
    """What was announced in an earlier year, with its marks: a file keeps those apart."""
    marks = {item: each.score for item, each in facts.disclosure.items() if each.score is not None}
    if not marks:
        return facts.published
    criteria = stored_criteria(result.edition.checksum)
    items = dict(facts.published.items or {})
    for part in criteria.part_ids():
        if criteria.instrument_of_part(part).kind == "disclosure":
            items[part] = {**marks, **items.get(part, {})}
    return dataclasses.replace(facts.published, items=items)


def _phases(rows: list[RoundPhase], today: datetime.date) -> tuple[Phase, ...]:
    latest = max((day for row in rows for day in (row.starts, row.ends) if day), default=today)
    free = set(Holiday.objects.filter(day__gt=today, day__lte=latest).values_list("day", flat=True))
    over = [at for at, row in enumerate(rows) if row.ends is not None and row.ends < today]
    return tuple(_phase(row, today, free, followed=any(at < each for each in over)) for at, row in enumerate(rows))


def _phase(row: RoundPhase, today: datetime.date, free: Collection[datetime.date], *, followed: bool) -> Phase:
    state, until = "unknown", None
    if row.ends is not None and row.ends < today:
        state = "past"
    elif row.starts is not None and row.starts > today:
        state, until = "next", row.starts
    elif row.ends is not None:
        state, until = ("now" if row.starts is not None else "until"), row.ends
    elif row.starts is not None and not followed:
        state = "now"
    elif followed:
        state = "past"
    days = (until - today).days if until else None
    return Phase(
        row.code, row.name_th, row.name_en, row.starts, row.ends, row.certainty, row.moved, state, days,
        _working(today, until, free) if until else None,
    )  # fmt: skip


def working_days(start: datetime.date, end: datetime.date) -> int:
    """Days from ``start`` (not counted) to ``end`` (counted) that are neither weekend nor public holiday."""
    return _working(start, end, set(Holiday.objects.filter(day__gt=start, day__lte=end).values_list("day", flat=True)))


def _working(start: datetime.date, end: datetime.date, free: Collection[datetime.date]) -> int:
    span = (start + datetime.timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(each.weekday() < 5 and each not in free for each in span)
