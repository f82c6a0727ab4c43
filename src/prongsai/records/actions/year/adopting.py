"""The rules that were announced take the place of those that were carried over; what was kept of the year goes on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from prongsai.criteria.shapes import Criteria
from prongsai.records.actions.disclosure.adopting import BoardMove, move_board
from prongsai.records.actions.editions import keep_edition
from prongsai.records.actions.history import record, turnstile
from prongsai.records.actions.results import take_result
from prongsai.records.actions.year.opening import keep_phases, still_open
from prongsai.records.models import AgencyRound, Draft, Person, RoundPhase, SigningDecision, TextBlock
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import Witness, gone, witness


class Adopted(Exception):
    """The year has no rules that are carried over: somebody adopted those of the year meanwhile."""


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What was kept of a year, by the rules that are adopted. ``file`` and ``scorecard``: of the result that counts
    (None: there is none). ``texts``: by part, words with what their figures showed. ``takes``: by a figure whose advice
    was taken, its id now (None: it has no place). ``drafts``: fields by the number of a draft. ``left_over``: rows in
    words, as ``AgencyRound.left_over`` keeps them. ``board``: of the rows of the year's board."""

    file: Mapping[str, Any] | None = None
    scorecard: Mapping[str, Any] | None = None
    texts: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    takes: Mapping[str, str | None] = field(default_factory=dict)
    drafts: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    left_over: Sequence[Mapping[str, str]] = ()
    board: BoardMove = field(default_factory=BoardMove)


@transaction.atomic
def adopt_edition(
    *,
    round: AgencyRound,
    criteria: Criteria,
    rules: Mapping[str, bytes] | None,
    moved: Moved,
    why: str,
    person: Person | None,
    now: datetime.datetime,
) -> AgencyRound:
    """The year goes on by ``criteria``: its result as a new version, its words, advice, drafts and phases with it.

    Whoever calls it holds the agency's turnstile since before what was ``moved`` was read. Raises ``YearClosed``, and
    ``Adopted`` where the year's rules are not carried over.
    """
    turnstile(round.agency)
    still_open(round)
    rows = AgencyRound.objects.within(SYSTEM).select_related("agency", "edition", "current").filter(pk=round.pk)
    kept: AgencyRound = rows.defer("edition__files", "current__file", "current__scorecard").get()
    if not kept.provisional:
        raise Adopted
    before, last = kept.edition, kept.current
    kept.edition, kept.provisional = keep_edition(criteria, rules), False
    kept.left_over = [*kept.left_over, *map(dict, moved.left_over)]
    kept.save(update_fields=["edition", "provisional", "left_over"])
    told: list[Witness] = [witness(kept), *_phases(kept, criteria)]
    told += move_board(kept, moved.board, person=person, now=now)
    words = _texts(kept, moved.texts, person, now)
    advice = _advice(kept, moved.takes, now)
    for number, fields in moved.drafts.items():
        Draft.objects.within(SYSTEM).filter(pk=number, agency=kept.agency).update(fields=dict(fields))
    record(
        agency=kept.agency,
        person=person,
        action="adopt-edition",
        about=str(kept.year),
        detail={
            "before": f"{before.name} r{before.revision}",
            "after": f"{criteria.id} r{criteria.revision}",
            "left_over": len(moved.left_over),
        },
        witnessed=[*told, *words, *advice],
        now=now,
    )
    if last is not None and moved.file is not None and moved.scorecard is not None:
        take_result(
            agency=kept.agency,
            criteria=criteria,
            file=moved.file,
            scorecard=moved.scorecard,
            rules=rules,
            person=person,
            # The same figures by other rules: nobody corrected one.
            basis="computed" if last.basis == "computed" else "official",
            why=why,
            now=now,
        )
    return kept


def _phases(round: AgencyRound, criteria: Criteria) -> list[Witness]:
    """The calendar of the edition; days that the agency set itself stay, also of a phase that the edition has not."""
    held = {row.code: row for row in RoundPhase.objects.within(SYSTEM).filter(round=round)}
    told = [witness(row) for row in keep_phases(round, criteria)]
    for position, phase in enumerate(criteria.phases):
        row = held.pop(phase.id, None)
        if row is None:
            continue
        row.name_th, row.name_en, row.position = phase.name.th, phase.name.en, position
        if not row.moved:
            row.starts, row.ends, row.certainty = phase.starts, phase.ends, phase.origin.certainty
        row.save()
        told.append(witness(row))
    for row in held.values():
        if not row.moved:
            told.append(gone(row))
            row.delete()
    return told


def _texts(
    round: AgencyRound,
    texts: Mapping[str, tuple[str, Mapping[str, str]]],
    person: Person | None,
    now: datetime.datetime,
) -> list[Witness]:
    told = []
    for block in TextBlock.objects.within(SYSTEM).filter(round=round, part__in=texts):
        text, seen = texts[block.part]
        if (text, seen) == (block.text, block.seen):
            continue
        block.text, block.seen, block.changed_at, block.changed_by = text, dict(seen), now, person
        block.save()
        told.append(witness(block))
    return told


def _advice(round: AgencyRound, takes: Mapping[str, str | None], now: datetime.datetime) -> list[Witness]:
    told: list[Witness] = []
    rows = [row for row in SigningDecision.objects.within(SYSTEM).filter(round=round, sort="take") if row.what in takes]
    kept = [(row, takes[row.what]) for row in rows if takes[row.what] != row.what]
    # Two may change places: what is in the way goes first, and comes again under its new name.
    for row, _ in kept:
        told.append(gone(row))
        row.delete()
    for row, figure in kept:
        if figure is not None:
            made = SigningDecision.objects.create(
                round=round, sort="take", what=figure, decided_at=row.decided_at, decided_by_id=row.decided_by_id
            )
            told.append(witness(made))
    return told
