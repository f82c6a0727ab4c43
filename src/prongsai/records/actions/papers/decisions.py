"""What an agency decides for the documents of a year: things to leave as they are, and advice to take as its own."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Count

from prongsai.criteria.canonical import checksum
from prongsai.records.actions.history import record, turnstile
from prongsai.records.actions.year.opening import still_open
from prongsai.records.models import AgencyRound, Person, SigningDecision
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import Witness, gone, witness


@transaction.atomic
def leave_as_is(*, round: AgencyRound, what: str, why: str, person: Person, now: datetime.datetime) -> SigningDecision:
    """A thing stays as it is though the program asks for another; the newest reason counts. Raises ``YearClosed``."""
    turnstile(round.agency)
    still_open(round)
    held = SigningDecision.objects.within(SYSTEM).filter(round=round, sort="leave", what=what).first()
    decision = held or SigningDecision(round=round, sort="leave", what=what)
    before = decision.why
    decision.why, decision.decided_at, decision.decided_by = why, now, person
    decision.save()
    record(
        agency=round.agency,
        person=person,
        action="decide-signing",
        about=f"{round.year}",
        detail={"what": what, "before": before, "after": why},
        witnessed=[witness(decision)],
        now=now,
    )
    return decision


@transaction.atomic
def take_back(*, round: AgencyRound, pk: int, person: Person, now: datetime.datetime) -> bool:
    """A decision to leave a thing counts no more; False where there is none. Raises ``YearClosed``."""
    turnstile(round.agency)
    still_open(round)
    decision = SigningDecision.objects.within(SYSTEM).filter(round=round, sort="leave", pk=pk).first()
    if decision is None:
        return False
    row, detail = gone(decision), {"what": decision.what, "before": decision.why, "after": ""}
    decision.delete()
    record(
        agency=round.agency,
        person=person,
        action="decide-signing",
        about=f"{round.year}",
        detail=detail,
        witnessed=[row],
        now=now,
    )
    return True


class AdviceChanged(Exception):
    """Somebody else chose other advice since the page was opened."""


def advice_stamp(taken: Iterable[str]) -> str:
    """What tells one choice of advice from another."""
    return checksum(sorted(taken))


@transaction.atomic
def take_advice(
    *, round: AgencyRound, figures: Collection[str], opened: str, person: Person, now: datetime.datetime
) -> int:
    """Our advice on exactly these figures is the agency's own from now on; how many changed.

    ``opened`` is the ``advice_stamp`` of what the writer had before them; ``AdviceChanged`` where another choice counts
    now. Raises ``YearClosed``."""
    turnstile(round.agency)
    still_open(round)
    held = {row.what: row for row in SigningDecision.objects.within(SYSTEM).filter(round=round, sort="take")}
    if advice_stamp(held) != opened:
        raise AdviceChanged
    rows: list[Witness] = []
    for figure, row in held.items():
        if figure not in figures:
            rows.append(gone(row))
            row.delete()
    added = [figure for figure in dict.fromkeys(figures) if figure not in held]
    for figure in added:
        made = SigningDecision.objects.create(round=round, sort="take", what=figure, decided_at=now, decided_by=person)
        rows.append(witness(made))
    if rows:
        record(
            agency=round.agency,
            person=person,
            action="take-advice",
            about=f"{round.year}",
            detail={"added": added, "taken_back": [figure for figure in held if figure not in figures]},
            witnessed=rows,
            now=now,
        )
    return len(rows)


def doubles() -> list[tuple[int, str, str]]:
    """Things that more than one decision is on: the number of the round, the sort and the thing.

    Before the database itself kept them apart, a thing might stand there twice."""
    rows = SigningDecision.objects.within(SYSTEM).values_list("round", "sort", "what")
    found = rows.order_by("round", "sort", "what").annotate(many=Count("pk")).filter(many__gt=1)
    return [(number, sort, what) for number, sort, what, _ in found]


def merge_doubles(*, now: datetime.datetime) -> int:
    """Of several decisions on one thing the newest counts and the others are taken away, with a line; how many."""
    return sum(_merge(number, sort, what, now) for number, sort, what in doubles())


@transaction.atomic
def _merge(number: int, sort: str, what: str, now: datetime.datetime) -> int:
    # Nothing is read that came to the table after the step that asks for this.
    rounds = AgencyRound.objects.within(SYSTEM).select_related("agency").only("year", "agency")
    round: AgencyRound = rounds.get(pk=number)
    turnstile(round.agency)
    rows = SigningDecision.objects.within(SYSTEM).filter(round=round, sort=sort, what=what)
    newest, *older = rows.order_by("-decided_at", "-pk")
    for row in older:
        row.round = round
    told = [gone(row) for row in older]
    for row in older:
        row.delete()
    record(
        agency=round.agency,
        person=None,
        action="decide-signing" if sort == "leave" else "take-advice",
        about=f"{round.year}",
        detail={"what": what, "merged": len(older), "after": newest.why},
        witnessed=told,
        now=now,
    )
    return len(older)
