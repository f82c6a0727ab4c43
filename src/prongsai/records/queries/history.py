"""The history of an agency as it is read: its lines, its head, and whether it is whole."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.crypto import constant_time_compare, salted_hmac

from prongsai.criteria.canonical import canonical
from prongsai.records.chain import FIRST, START, ChainOwner, Fault, HistoryLine, Joint, UnreadLine, Walk
from prongsai.records.models import Agency, Checkpoint, Entry, MadeDocument, SealedHead
from prongsai.records.queries.readable import AnyRow, all_sound, attempt, readable, readable_values, values_alone
from prongsai.records.scope import SYSTEM
from prongsai.records.scoped import ScopedSet


@dataclass(frozen=True)
class Walked:
    """What a walk along a chain found: where it began and ended, how many lines it read, what is wrong."""

    begun: Joint
    ended: Joint
    lines: int
    faults: tuple[Fault, ...]


def lines_of(agency: Agency | None) -> ScopedSet[Entry]:
    """The lines of an agency's chain, oldest first; of the site's own where None."""
    return Entry.objects.within(SYSTEM).filter(agency=agency).order_by("number")


def head(agency: Agency | None) -> str:
    """The hash of the last line, printed on approved documents."""
    last = lines_of(agency).values_list("hash", flat=True).last()
    return last or FIRST


def owner_of(agency: Agency | None) -> ChainOwner | None:
    """What binds a line to its agency."""
    return ChainOwner(agency.code, agency.pk) if agency else None


def walked(agency: Agency | None, after: Checkpoint | None = None) -> Walked:
    """Every line of a chain; where ``after`` names how far it was found whole, those that came since.

    The line of a checkpoint must still stand; where it does not, what came after it was cut off or written anew.
    """
    lines = lines_of(agency)
    begun, faults = START, []
    if after is not None:
        begun = stands(agency, after) or START
        if begun is START:
            faults.append(Fault(after.number, "cut"))
    walk = Walk(owner_of(agency), begun).along(_read(lines.filter(number__gt=begun.number)))
    return Walked(begun, walk.last or begun, walk.count, (*faults, *walk.faults))


def stands(agency: Agency | None, checkpoint: Checkpoint) -> Joint | None:
    """The line of a checkpoint; None where it is gone or another stands in its place."""
    line = lines_of(agency).filter(number=checkpoint.number, hash=checkpoint.hash)
    version = attempt(line.values_list("version", flat=True).first)
    return Joint(checkpoint.number, checkpoint.hash, version) if isinstance(version, int) else None


def faults_among(agency: Agency, lines: Iterable[Entry | UnreadLine]) -> tuple[Fault, ...]:
    """What is wrong with neighbouring lines that were read anyway, oldest first."""
    read = (
        line if isinstance(line, UnreadLine) else (HistoryLine(*(getattr(line, field) for field in _FIELDS)), line.hash)
        for line in lines
    )
    return tuple(Walk(owner_of(agency), None).along(read).faults)


# In the order in which a ``HistoryLine`` takes them.
_FIELDS = ("number", "at", "person_name", "action", "about", "detail", "before", "version", "witnessed")


def _read(lines: ScopedSet[Entry]) -> Iterator[tuple[HistoryLine, str] | UnreadLine]:
    # No hash is over the person's number, and yet it is to be one.
    for number, values in readable_values(lines, (*_FIELDS, "hash", "person")):
        if values is None:
            yield unread_line(number)
        else:
            *said, kept, _ = values
            yield HistoryLine(*said), kept


def unread_line(pk: int) -> UnreadLine:
    """What can be read of the line with that number in its table."""
    number, kept, version = values_alone(Entry.objects.within(SYSTEM), pk, "number", "hash", "version")
    return UnreadLine(
        number if isinstance(number, int) else None,
        kept if isinstance(kept, str) else "",
        version if isinstance(version, int) else None,
    )


def sealed_head_of(agency: Agency | None) -> SealedHead | None:
    """The row that says which line of a chain is its last; None where there is none, or none that can be read."""
    return _first(SealedHead.objects.within(SYSTEM).filter(agency=agency))


def _first(rows: ScopedSet[AnyRow]) -> AnyRow | None:
    row = attempt(rows.first)
    return row if row is not None and all_sound(row) else None


def head_faults(agency: Agency | None, ended: Joint, *, keyed: bool = True) -> tuple[Fault, ...]:
    """What is wrong between a chain's last line and the seal of its head; ``keyed`` False: it is another machine's."""
    sealed = sealed_head_of(agency)
    if sealed is None:
        return (Fault(ended.number, "foreign"),) if ended.number else ()
    return head_against(agency, sealed, ended, keyed=keyed)


def head_against(agency: Agency | None, sealed: SealedHead, ended: Joint, *, keyed: bool = True) -> tuple[Fault, ...]:
    """The same of a seal that was read already."""
    if keyed and not constant_time_compare(sealed.seal, head_seal(agency, sealed.number, sealed.hash)):
        return (Fault(sealed.number, "foreign"),)
    if sealed.number > ended.number:
        return (Fault(sealed.number, "cut"),)
    if (sealed.number, sealed.hash) != (ended.number, ended.hash):
        return (Fault(ended.number, "beyond"),)
    return ()


def head_seal(agency: Agency | None, number: int, line: str) -> str:
    """What only this site's program can write beside the head of a chain: a digest with the machine's secret key."""
    owner = owner_of(agency)
    bound = {
        "agency": None if owner is None else {"code": owner.code, "number": owner.number},
        "hash": line,
        "number": number,
    }
    return salted_hmac("prongsai.head", canonical(bound), algorithm="sha256").hexdigest()


def checkpoint_of(agency: Agency | None) -> Checkpoint | None:
    """How far a chain was found whole; None where nobody looked, or where the row is not this program's own."""
    checkpoint = _first(Checkpoint.objects.within(SYSTEM).filter(agency=agency))
    if checkpoint is None or not constant_time_compare(checkpoint.seal, seal_of(checkpoint, agency)):
        return None
    return checkpoint


def seal_of(checkpoint: Checkpoint, agency: Agency | None) -> str:
    """What only this site's program can write beside a checkpoint: a digest with the machine's secret key."""
    owner = owner_of(agency)
    bound = {
        "agency": None if owner is None else {"code": owner.code, "number": owner.number},
        "hash": checkpoint.hash,
        "number": checkpoint.number,
        "verified_at": checkpoint.verified_at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
    }
    return salted_hmac("prongsai.checkpoint", canonical(bound), algorithm="sha256").hexdigest()


def lost_heads(agency: Agency) -> tuple[str, ...]:
    """The documents whose head is no line of the chain any more."""
    heads = MadeDocument.objects.within(SYSTEM).filter(round__agency=agency).exclude(head__in=("", FIRST))
    lost = heads.exclude(head__in=lines_of(agency).values("hash")).only("kind", "format", "version")
    # One that cannot be read is named as such.
    return tuple(str(document) for document in readable(lost) if isinstance(document, MadeDocument))
