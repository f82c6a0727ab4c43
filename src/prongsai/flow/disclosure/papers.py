"""What documents take of a board: the answers of its year, and which unit does what in the year an order is for."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable

from django.db.models import Max

from prongsai.assess.score import score
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Disclosure
from prongsai.collect.papers import Assigned, Document
from prongsai.criteria.board import asked_in
from prongsai.criteria.editions import carried_from
from prongsai.flow.by_file.dossier import dossier_of
from prongsai.flow.disclosure.reading import last_of
from prongsai.flow.year.stored import StoredYear, calendars_of, round_in_file
from prongsai.improve.plan import Plan
from prongsai.publish.assemble.building.wording import plan_year
from prongsai.publish.assemble.dossier import Dossier
from prongsai.records.models import Agency, AgencyRound, OitItem, OitLink
from prongsai.records.queries.units import now_of, path_of, units_in
from prongsai.records.scope import Scope
from prongsai.roundfile.round import Round
from prongsai.roundfile.sections import FORMAT
from prongsai.screens.agency.papers.documents import OF_BOARD


@dataclasses.dataclass(frozen=True)
class RunningFile:
    """What is known of a year before its result, as a round without figures, with its scorecard and dossier."""

    file: Round
    scorecard: Scorecard
    dossier: Dossier


def running_file(scope: Scope, found: StoredYear, today: datetime.date) -> RunningFile:
    """A year that has no result as documents of its board take it: the agency, the year's rules, the answers and units
    of its board, and of last year's papers what the agency is called and where it is. No figure is in it."""
    agency = found.agency
    known = ("name", "kind", "district", "province", "website")
    said = {name: value for name in known if (value := getattr(agency, name))}
    bare = {"format": FORMAT, "year": found.year, "criteria": found.criteria.id, "agency": said}
    read = round_in_file(bare, found.criteria)
    last = last_of(scope, agency, found.year, today)
    kept = last.file.document if last is not None and last.file is not None else None
    document = None
    if kept is not None:
        document = Document(**{name: getattr(kept, name) for name in _OF_THE_AGENCY})
    # An order is for the year of the plan: here that is the year itself.
    file = dataclasses.replace(read, document=document, plan=Plan(year=found.year, rows=()))
    card = score(found.criteria, file.facts)
    dossier = dossier_of(file, known=(found.criteria, card), own=calendars_of(scope, agency))
    return RunningFile(file, card, with_board(scope, found.round, dossier))


# What official papers say of the agency itself, the same from year to year.
_OF_THE_AGENCY = (
    "profile",
    "unit",
    "forms",
    "legal_basis",
    "announcement_number",
    "letter",
    "address",
    "phone",
    "email",
)


def with_board(scope: Scope, round: AgencyRound, dossier: Dossier) -> Dossier:
    """A dossier whose answers and assigned items are those of the boards, where those have any; what they have not is
    as the year's file says it."""
    own = list(asked_in(dossier.criteria))
    facts = dataclasses.replace(dossier.facts, disclosure=_answers(scope, round, dossier, own))
    criteria = dossier.next_criteria or dossier.criteria
    assigned = _assigned(scope, round.agency, plan_year(dossier), criteria.id)
    given = {item for one in assigned for item in one.items}
    document = dossier.document
    if assigned:
        document = document or Document()
        kept = (Assigned(one.unit, tuple(item for item in one.items if item not in given)) for one in document.assigned)
        document = dataclasses.replace(document, assigned=(*assigned, *(one for one in kept if one.items)))
    return dataclasses.replace(dossier, facts=facts, document=document)


def _answers(scope: Scope, round: AgencyRound, dossier: Dossier, items: Iterable[str]) -> dict[str, Disclosure]:
    rows = OitLink.objects.within(scope).filter(item__round=round, item__gone_from="", removed_at=None)
    columns = ("item__item", "url", "explanation")
    found: dict[str, list[tuple[str, str]]] = {}
    for item, url, explanation in rows.order_by("item", "position", "pk").values_list(*columns):
        found.setdefault(item, []).append((url, explanation))
    answers = dict(dossier.facts.disclosure)
    for item in items:
        if item in found:
            told = "\n".join(dict.fromkeys(text for _, text in found[item] if text))
            filed = answers.get(item) or Disclosure(item=item)
            urls = tuple(url for url, _ in found[item])
            answers[item] = dataclasses.replace(filed, urls=urls, explanation=told or None)
    return answers


def _assigned(scope: Scope, agency: Agency, year: int, rules: str) -> tuple[Assigned, ...]:
    """The items of that year's board by unit, where its codes are those of the edition ``rules``: it has that one, or
    carries it over."""
    rows = OitItem.objects.within(scope).filter(agency=agency, round__year=year, gone_from="").exclude(unit=None)
    found = rows.order_by("pk").values_list("item", "unit", "round__edition__name")
    given = [(item, unit) for item, unit, name in found if rules in (name, carried_from(name))]
    if not given:
        return ()
    units, by_unit = units_in(agency), dict[str, list[str]]()
    for item, number in given:
        name = "/".join(path_of(units, now_of(units, units[number])))
        by_unit.setdefault(name, []).append(item)
    return tuple(Assigned(name, tuple(dict.fromkeys(items))) for name, items in by_unit.items())


def board_changed(scope: Scope, agency: Agency, kind: str, years: Iterable[int]) -> datetime.datetime | None:
    """When that was changed last which a document of this kind takes of the boards of years; None for other kinds."""
    if kind not in OF_BOARD:
        return None
    of_years = list(years)
    items = OitItem.objects.within(scope).filter(agency=agency, round__year__in=of_years, version__gt=1)
    links = OitLink.objects.within(scope).filter(item__agency=agency, item__round__year__in=of_years)
    at = (rows.aggregate(newest=Max("changed_at"))["newest"] for rows in (items, links))
    return max((each for each in at if each is not None), default=None)
