"""The board of a year out of the tables, in a fixed number of queries however many rows there are."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from prongsai.analyze.history import Chain
from prongsai.criteria.board import State
from prongsai.criteria.deadlines import DISCLOSURE, last_day
from prongsai.criteria.shapes import Criteria
from prongsai.flow.disclosure.links import host_in, of_site, one_url
from prongsai.flow.rules.deadlines import calendar_of
from prongsai.flow.year.current import current
from prongsai.flow.year.stored import StoredYear, calendars_of, newest_edition, year
from prongsai.language.sorting import sort_key
from prongsai.records.models import (
    Agency,
    AgencyParticulars,
    AgencyRound,
    ElementTick,
    Grant,
    OitItem,
    OitLink,
    OitRemark,
    Unit,
)
from prongsai.records.queries.units import now_of, path_of, units_in
from prongsai.records.roles import ABILITIES
from prongsai.records.scope import Scope
from prongsai.records.scoped import units_of
from prongsai.screens.agency.disclosure.kept import KeptLink, KeptRemark, KeptRow, KeptTick
from prongsai.screens.agency.disclosure.last import OldLink

BETWEEN = " › "


@dataclass(frozen=True, kw_only=True)
class Board:
    """A board with what its pages need beside it. ``rows``: by item and period those that the year's rules may ask for,
    ``gone`` the others. ``people``: who may answer items today, by number. ``deadline``: None where it is not known."""

    agency: Agency
    round: AgencyRound
    criteria: Criteria
    rows: Mapping[tuple[str, str], KeptRow]
    gone: tuple[KeptRow, ...] = ()
    units: Mapping[int, Unit] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)
    deadline: datetime.date | None = None
    sites: tuple[str, ...] = ()
    closed: bool = False

    def row(self, item: str, period: str = "") -> KeptRow:
        """A row, or what it is before anybody did anything with it."""
        return self.rows.get((item, period)) or KeptRow(item=item, period=period)


def may_answer(scope: Scope, agency: Agency, row: OitItem) -> bool:
    """Whether somebody may change a row: it is of a unit in their reach, or given to them by name."""
    return _may(scope, agency, row.unit, row.person_id)


def _may(scope: Scope, agency: Agency, unit: Unit | None, person: int | None) -> bool:
    own = person is not None and person == scope.person and scope.holds("answer-item", agency)
    return own or scope.may("answer-item", agency, unit=unit)


def board(scope: Scope, agency: Agency, which: int, today: datetime.date, *, item: str | None = None) -> Board | None:
    """The board of a year; with ``item``, of that one alone what people said of it too. None: there is no such year."""
    held = current(scope, agency, which)
    if held is None:
        return None
    rows = list(
        OitItem.objects.within(scope)
        .filter(round=held.round)
        .select_related("unit", "person", "changed_by", "entered_by")
        .order_by("pk")
    )
    units, people = units_in(agency), answerers(scope, agency, today)
    sites = _sites(scope, agency)
    links = _links(scope, held.round, sites)
    ticks = _ticks(scope, held.round)
    remarks = _remarks(scope, held.round, item) if item is not None else {}
    reached = units_of(scope, "answer-item")
    kept = []
    for row in rows:
        unit = now_of(units, units[row.unit_id]) if row.unit_id in units else None
        over = row.person_id is not None and row.person_id not in people
        by_name = row.person_id is not None and row.person_id == scope.person
        by_unit = unit is not None and unit.pk in reached and (row.person_id is None or over)
        kept.append(
            KeptRow(
                item=row.item,
                period=row.period,
                version=row.version,
                state=_state(row.state),
                reason=row.reason,
                note=row.note,
                own_due=row.due,
                unit=BETWEEN.join(path_of(units, unit)) if unit is not None else "",
                unit_number=unit.pk if unit is not None else None,
                unit_over=unit is not None and unit.valid_to is not None,
                person=str(row.person) if row.person is not None else "",
                person_number=row.person_id,
                person_over=over,
                entered_at=row.entered_at,
                entered_by=str(row.entered_by or ""),
                changed_at=row.changed_at,
                changed_by=str(row.changed_by or ""),
                links=tuple(links.get(row.pk, ())),
                ticks={tick.element: tick for tick in ticks.get(row.pk, ())},
                remarks=tuple(remarks.get(row.pk, ())),
                mine=by_name or by_unit,
                may=_may(scope, agency, row.unit, row.person_id),
                gone_from=row.gone_from,
                gone_title=row.gone_title,
                gone_into=row.gone_into,
            )
        )
    asked = held.criteria.items
    return Board(
        agency=agency,
        round=held.round,
        criteria=held.criteria,
        rows={(row.item, row.period): row for row in kept if not row.gone_from and row.item in asked},
        gone=tuple(row for row in kept if row.gone_from or row.item not in asked),
        units=units,
        people=people,
        deadline=deadline_of(scope, agency, held.round, held.criteria),
        sites=sites,
        closed=held.round.closed_at is not None,
    )


def is_there(scope: Scope, agency: Agency, which: int) -> bool:
    """Whether an agency has the year at all, with a board or without."""
    return current(scope, agency, which) is not None


def _state(word: str) -> State:
    # The database's own check keeps it one of these.
    known: dict[str, State] = {
        "doing": "doing",
        "ready": "ready",
        "approved": "approved",
        "entered": "entered",
        "not-applicable": "not-applicable",
    }
    return known.get(word, "to-do")


def deadline_of(scope: Scope, agency: Agency, round: AgencyRound, criteria: Criteria) -> datetime.date | None:
    """The last day of the phase in which items are answered, as the year's calendar has it; none is ever reckoned."""
    return last_day(calendar_of(round.year, criteria.id, calendars_of(scope, agency)), DISCLOSURE)


def answerers(scope: Scope, agency: Agency, today: datetime.date) -> dict[int, str]:
    """Who may answer items of an agency today, by number, in the order of their names."""
    roles = [role for role, may in ABILITIES.items() if "answer-item" in may]
    held = Grant.objects.within(scope).filter(agency=agency, role__in=roles, starts__lte=today).exclude(ends__lt=today)
    rows = held.filter(person__is_active=True).select_related("person").order_by("pk")
    named = {grant.person_id: str(grant.person) for grant in rows}
    return dict(sorted(named.items(), key=lambda each: (sort_key(each[1]), each[0])))


def _sites(scope: Scope, agency: Agency) -> tuple[str, ...]:
    domains = AgencyParticulars.objects.within(scope).filter(agency=agency).values_list("domains", flat=True).first()
    own = host_in(agency.website) if agency.website else ""
    return tuple(dict.fromkeys([*map(str, domains or ()), *([own] if own else [])]))


def _links(scope: Scope, round: AgencyRound, sites: Iterable[str]) -> dict[int, list[KeptLink]]:
    found: dict[int, list[KeptLink]] = {}
    sites = tuple(sites)
    rows = OitLink.objects.within(scope).filter(item__round=round).select_related("changed_by")
    for link in rows.order_by("item", "position", "pk"):
        found.setdefault(link.item_id, []).append(
            KeptLink(
                number=link.pk,
                url=link.url,
                explanation=link.explanation,
                entered=link.entered_text,
                entered_at=link.entered_at,
                removed=link.removed_at is not None,
                outside=bool(sites) and not of_site(link.url, sites),
                at=link.changed_at,
                by=str(link.changed_by or ""),
            )
        )
    return found


def _ticks(scope: Scope, round: AgencyRound) -> dict[int, list[KeptTick]]:
    found: dict[int, list[KeptTick]] = {}
    rows = ElementTick.objects.within(scope).filter(item__round=round).select_related("ticked_by")
    for tick in rows:
        found.setdefault(tick.item_id, []).append(
            KeptTick(
                element=tick.element,
                link=tick.link_id or 0,
                where=tick.where,
                at=tick.ticked_at,
                by=str(tick.ticked_by or ""),
            )
        )
    return found


def _remarks(scope: Scope, round: AgencyRound, item: str) -> dict[int, list[KeptRemark]]:
    found: dict[int, list[KeptRemark]] = {}
    rows = OitRemark.objects.within(scope).filter(item__round=round, item__item=item).select_related("said_by")
    for remark in rows.order_by("pk"):
        found.setdefault(remark.item_id, []).append(
            KeptRemark(text=remark.text, at=remark.said_at, by=str(remark.said_by or ""))
        )
    return found


def last_of(scope: Scope, agency: Agency, which: int, today: datetime.date) -> StoredYear | None:
    """The newest year before ``which`` that has a result."""
    rounds = AgencyRound.objects.within(scope).filter(agency=agency, year__lt=which, current__isnull=False)
    before = rounds.order_by("-year").values_list("year", flat=True).first()
    return year(scope, agency, before, today) if before is not None else None


def chain_to(criteria: Criteria, last: StoredYear | None) -> Chain | None:
    """The crosswalks from a year's rules to those of the earlier year; None where there is none."""
    return Chain(criteria, {last.year: last.criteria}, newest_edition) if last is not None else None


def links_of_last(scope: Scope, last: StoredYear | None, sites: tuple[str, ...] = ()) -> dict[str, list[OldLink]]:
    """By item of the earlier year the links that it had: those of its board, else those of its result. ``sites``: the
    hosts of the agency's own web sites."""
    if last is None:
        return {}
    found: dict[str, list[OldLink]] = {}
    rows = OitLink.objects.within(scope).filter(item__round=last.round, item__gone_from="", removed_at=None)
    for item, url, explanation in rows.order_by("item", "position").values_list("item__item", "url", "explanation"):
        found.setdefault(item, []).append(_old(url, explanation, sites))
    filed = last.file.facts.disclosure if last.file is not None else {}
    for item, answer in filed.items():
        # A file may hold anything; what is no address of a web page becomes no link.
        urls = [url for url in answer.urls if one_url(url) == url]
        if item not in found and urls:
            found[item] = [_old(url, answer.explanation or "", sites) for url in urls]
    return found


def _old(url: str, explanation: str, sites: tuple[str, ...]) -> OldLink:
    return OldLink(url=url, explanation=explanation, outside=bool(sites) and not of_site(url, sites))
