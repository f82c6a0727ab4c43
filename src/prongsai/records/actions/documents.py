"""Documents asked for, made, failed and issued; the words that people give for them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from prongsai.records.actions.history import record, turnstile
from prongsai.records.actions.year.opening import still_open
from prongsai.records.models import (
    Agency,
    AgencyRound,
    Issuance,
    MadeDocument,
    Person,
    StoredFile,
    TextBlock,
)
from prongsai.records.queries.history import head
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import gone, witness

# Whoever makes a document has it for so long; then it is taken to be dead and another may take over.
LEASE = datetime.timedelta(minutes=3)


class TextChanged(Exception):
    """Somebody else changed the text since it was opened; ``now`` is what stands there."""

    def __init__(self, now: TextBlock | None) -> None:
        super().__init__("the text was changed meanwhile")
        self.now = now


@transaction.atomic
def ask_document(
    *,
    round: AgencyRound,
    kind: str,
    profile: str,
    digits: str,
    format: str,
    signing: str = "",
    names: Sequence[tuple[str, str]] = (),
    person: Person | None,
    now: datetime.datetime,
) -> MadeDocument:
    """A document is asked for: its next version waits to be made from the result that counts now.

    ``signing``: the state that is asked for, of what people sign. ``names``: pairs of position and who signs, as typed;
    they stay with the row until the document is made or could not be, and no line of the history holds them. Raises
    ``YearClosed``."""
    turnstile(round.agency)
    still_open(round)
    kept = AgencyRound.objects.within(SYSTEM).select_for_update().get(pk=round.pk)
    earlier = MadeDocument.objects.within(SYSTEM).filter(round=kept, kind=kind, format=format)
    version = (earlier.aggregate(last=Max("version"))["last"] or 0) + 1
    made = MadeDocument.objects.create(
        round=kept,
        result_id=kept.current_id,
        kind=kind,
        profile=profile,
        digits=digits,
        format=format,
        signing=signing,
        names=[list(pair) for pair in names],
        version=version,
        asked_at=now,
        made_by=person,
    )
    record(
        agency=kept.agency,
        person=person,
        action="make-document",
        about=f"{kept.year} {kind}.{format} v{version}",
        detail={"profile": profile, "digits": digits},
        now=now,
    )
    return made


@transaction.atomic
def lease_document(*, pk: int, now: datetime.datetime, maker: str = "") -> MadeDocument | None:
    """Takes a waiting document, or one whose lease ran out, for the process ``maker``; None where there is nothing to
    take."""
    free = Q(state="waiting") | Q(state="making", lease_until__lt=now)
    taken = (
        MadeDocument.objects.within(SYSTEM)
        .filter(free, pk=pk)
        .update(state="making", lease_until=now + LEASE, maker=maker)
    )
    if not taken:
        return None
    return MadeDocument.objects.within(SYSTEM).select_related("round__agency", "result", "made_by").get(pk=pk)


def end_leases(*, died: Callable[[str], bool]) -> int:
    """Documents whose maker died wait again at once; how many there were."""
    making = MadeDocument.objects.within(SYSTEM).filter(state="making").exclude(maker="")
    dead = [name for name in making.values_list("maker", flat=True).distinct() if died(name)]
    return making.filter(maker__in=dead).update(state="waiting", lease_until=None) if dead else 0


@transaction.atomic
def finish_document(
    *,
    pk: int,
    lease: datetime.datetime | None,
    file: StoredFile,
    findings: list[dict[str, Any]] | None,
    signing: str = "",
    frozen: bytes = b"",
    now: datetime.datetime,
) -> bool:
    """A document is ready, in the state ``signing`` that it could have; False where another took over, then nothing
    changes."""
    held = MadeDocument.objects.within(SYSTEM).filter(pk=pk, state="making", lease_until=lease)
    whose: Agency | None = Agency.objects.within(SYSTEM).filter(rounds__documents=pk).first()
    if whose is None:
        return False
    turnstile(whose)
    document = held.select_related("round__agency", "result", "made_by").select_for_update(of=("self",)).first()
    if document is None:
        return False
    document.state, document.file, document.checksum = "ready", file, file.checksum
    document.findings, document.problem = findings, ""
    document.signing, document.frozen, document.names = signing, frozen, []
    document.head = head(document.round.agency)
    document.ready_at, document.lease_until = now, None
    document.save()
    record(
        agency=document.round.agency,
        person=document.made_by,
        action="finish-document",
        about=f"{document.round.year} {document}",
        detail={"checksum": document.checksum},
        witnessed=[witness(document)],
        now=now,
    )
    return True


@transaction.atomic
def fail_document(*, pk: int, lease: datetime.datetime | None, problem: str) -> bool:
    """A document could not be made; ``problem`` says why. False where another took over."""
    held = MadeDocument.objects.within(SYSTEM).filter(pk=pk, state="making", lease_until=lease)
    return bool(held.update(state="failed", problem=problem[:300], lease_until=None, names=[]))


@transaction.atomic
def write_text(
    *,
    round: AgencyRound,
    part: str,
    text: str,
    seen: Mapping[str, str],
    opened: str,
    person: Person,
    now: datetime.datetime,
) -> TextBlock | None:
    """A part's own words are kept, with what their figures show now; empty words take the block away.

    ``opened`` is the ``stamp`` of the block that the writer had before them (empty: there was none); ``TextChanged``
    where it is no longer that one. Raises ``YearClosed``.
    """
    turnstile(round.agency)
    still_open(round)
    kept = AgencyRound.objects.within(SYSTEM).select_for_update(of=("self",)).select_related("agency").get(pk=round.pk)
    block = TextBlock.objects.within(SYSTEM).filter(round=kept, part=part).first()
    if stamp(block) != opened:
        raise TextChanged(block)
    before = block.text if block else ""
    if text == before and (block is None or block.seen == dict(seen)):
        return block
    if not text:
        assert block is not None
        row = gone(block)
        block.delete()
        block = None
    elif block is None:
        block = TextBlock.objects.create(
            round=kept, part=part, text=text, seen=dict(seen), changed_at=now, changed_by=person
        )
    else:
        block.text, block.seen, block.changed_at, block.changed_by = text, dict(seen), now, person
        block.save(update_fields=["text", "seen", "changed_at", "changed_by"])
    record(
        agency=kept.agency,
        person=person,
        action="edit-text",
        about=f"{kept.year} {part}",
        detail={"before": before, "after": text},
        witnessed=[row if block is None else witness(block)],
        now=now,
    )
    return block


def stamp(block: TextBlock | None) -> str:
    """What tells one state of a block from another."""
    return block.changed_at.astimezone(datetime.UTC).isoformat() if block else ""


class IssuedMeanwhile(Exception):
    """Somebody else entered the issue of the document since its form was opened."""


def issue_stamp(issuance: Issuance | None) -> str:
    """What tells one state of what was entered from another."""
    return issuance.entered_at.astimezone(datetime.UTC).isoformat() if issuance else ""


@transaction.atomic
def issue_document(
    *,
    document: MadeDocument,
    number: str,
    issued_on: datetime.date,
    names: Sequence[tuple[str, str]],
    stamp: str,
    file: StoredFile,
    opened: str,
    person: Person,
    now: datetime.datetime,
) -> Issuance:
    """A document that was for signature is issued: number, day, who signed, and the file that shows them.

    Entered again, the newest counts; what was entered before stands in the history. ``opened`` is the ``issue_stamp``
    of what the writer had before them (empty: nothing); ``IssuedMeanwhile`` where it is no longer that. Raises
    ``YearClosed``."""
    turnstile(document.round.agency)
    still_open(document.round)
    held = Issuance.objects.within(SYSTEM).filter(document=document).first()
    if issue_stamp(held) != opened:
        raise IssuedMeanwhile
    issuance = held or Issuance(document=document)
    issuance.number, issuance.issued_on, issuance.stamp = number, issued_on, stamp
    issuance.names = [list(pair) for pair in names]
    issuance.file, issuance.checksum = file, file.checksum
    issuance.entered_at, issuance.entered_by = now, person
    issuance.save()
    record(
        agency=document.round.agency,
        person=person,
        action="issue-document",
        about=f"{document.round.year} {document}",
        detail={
            "number": number,
            "issued_on": issued_on.isoformat(),
            "stamp": stamp,
            "positions": [position for position, _ in names],
            "checksum": issuance.checksum,
        },
        witnessed=[witness(issuance)],
        now=now,
    )
    return issuance
