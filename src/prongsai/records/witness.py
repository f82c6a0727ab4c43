"""What history is witness to: the rows that its lines tell of, each with a digest of what it says.

A line names the rows that its change touched and what they are afterwards. Whoever goes along the lines knows what
every such row must be now: one that was changed, put in or taken out in the database itself does not fit.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, get_args

from prongsai.criteria.canonical import checksum
from prongsai.records.models import (
    Agency,
    AgencyFile,
    AgencyParticulars,
    AgencyPicture,
    AgencyRound,
    AgencySignatory,
    Disposal,
    ElementTick,
    Grant,
    Invitation,
    Issuance,
    MadeDocument,
    OitItem,
    OitLink,
    OitRemark,
    Result,
    RoundPhase,
    SigningDecision,
    StoredEdition,
    TextBlock,
    Unit,
)
from prongsai.records.scope import SYSTEM
from prongsai.records.scoped import ScopedSet

RowKind = Literal[
    "agency",
    "round",
    "phase",
    "result",
    "text",
    "document",
    "grant",
    "invitation",
    "decision",
    "issuance",
    "picture",
    "signatory",
    "particulars",
    "unit",
    "file",
    "disposal",
    "oit-item",
    "oit-link",
    "oit-tick",
    "oit-remark",
]
KINDS: frozenset[str] = frozenset(get_args(RowKind))
Witnessed = (
    Agency
    | AgencyFile
    | AgencyParticulars
    | AgencyPicture
    | AgencyRound
    | AgencySignatory
    | Disposal
    | ElementTick
    | Grant
    | Invitation
    | Issuance
    | MadeDocument
    | OitItem
    | OitLink
    | OitRemark
    | Result
    | RoundPhase
    | SigningDecision
    | TextBlock
    | Unit
)

# Tables with an agency's rows that no line is witness to, and why.
NOT_WITNESSED: Mapping[str, str] = {
    "Upload": "waits for somebody's yes, and counts for nothing before it",
    "Draft": "is what somebody is typing, which nobody else sees and nothing is made of",
    "Entry": "is the history itself, bound line to line",
    "Checkpoint": "is bound to the secret key, and spares a walk only",
    "SealedHead": "is bound to the secret key",
    "Message": "tells somebody of what a line of the history says",
    "WaitingMail": "says only that a mail is to go out to whom a witnessed row names",
}


@dataclass(frozen=True)
class Witness:
    """A row as a line of history tells of it: ``digest`` of what it says, None where it is gone.

    ``key`` names the row within its kind and its agency for ever: by year, version, part or number.
    """

    kind: RowKind
    key: str
    digest: str | None


def witness(row: Witnessed) -> Witness:
    """What a line says of a row as it is now."""
    kind, key, says = _READ[type(row)](row)
    return Witness(kind, key, checksum(says))


def gone(row: Witnessed) -> Witness:
    """What a line says of a row that it takes away; to be asked while the row still has its number."""
    kind, key, _ = _READ[type(row)](row)
    return Witness(kind, key, None)


def row_sets_of(agency: Agency | None) -> Iterator[tuple[ScopedSet[Any], int]]:
    """Every row that a chain must be witness to, table by table, each with how many are to be read together; of no
    agency (None): roles and invitations over areas.

    Documents come with what is frozen of them. What no line says of a neighbouring row is not read with it.
    """
    if agency is not None:
        yield Agency.objects.within(SYSTEM).filter(pk=agency.pk), 1
        rounds = AgencyRound.objects.within(SYSTEM).filter(agency=agency).select_related("edition", "current")
        yield rounds.defer("edition__files", "current__file", "current__scorecard"), 100
        yield RoundPhase.objects.within(SYSTEM).filter(round__agency=agency).select_related("round"), 100
        results: ScopedSet[Result] = Result.objects.within(SYSTEM).filter(round__agency=agency)
        yield results.select_related("round", "edition").defer("edition__files"), 20
        yield TextBlock.objects.within(SYSTEM).filter(round__agency=agency).select_related("round"), 100
        ready: ScopedSet[MadeDocument] = MadeDocument.objects.within(SYSTEM).filter(round__agency=agency, state="ready")
        documents = ready.select_related("round", "result").defer("result__file", "result__scorecard")
        yield documents, 20
        yield SigningDecision.objects.within(SYSTEM).filter(round__agency=agency).select_related("round"), 100
        issued: ScopedSet[Issuance] = Issuance.objects.within(SYSTEM).filter(document__round__agency=agency)
        yield issued.select_related("document__round").defer("document__frozen"), 100
        yield AgencyPicture.objects.within(SYSTEM).filter(agency=agency), 100
        yield AgencySignatory.objects.within(SYSTEM).filter(agency=agency), 100
        yield AgencyParticulars.objects.within(SYSTEM).filter(agency=agency), 1
        yield Unit.objects.within(SYSTEM).filter(agency=agency), 100
        yield AgencyFile.objects.within(SYSTEM).filter(agency=agency).select_related("round"), 100
        yield Disposal.objects.within(SYSTEM).filter(agency=agency), 20
        yield OitItem.objects.within(SYSTEM).filter(agency=agency).select_related("round"), 100
        yield OitLink.objects.within(SYSTEM).filter(item__agency=agency).select_related("item__round"), 100
        yield ElementTick.objects.within(SYSTEM).filter(item__agency=agency).select_related("item__round"), 100
        yield OitRemark.objects.within(SYSTEM).filter(item__agency=agency).select_related("item__round"), 100
    yield Grant.objects.within(SYSTEM).filter(agency=agency), 100
    yield Invitation.objects.within(SYSTEM).filter(agency=agency), 100


def rows_of(agency: Agency | None) -> Iterator[Witnessed]:
    """Every row of ``row_sets_of``, one by one."""
    for rows, together in row_sets_of(agency):
        yield from rows.iterator(chunk_size=together)


def witnesses_of(agency: Agency | None) -> Iterator[Witness]:
    """What a chain must say of every row now."""
    return map(witness, rows_of(agency))


def bytes_digest(data: bytes) -> str:
    """``sha256:`` and the digest of a document's bytes, as its row keeps it."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _moment(at: datetime.datetime | None) -> str | None:
    # Backups keep times to the millisecond.
    return None if at is None else at.astimezone(datetime.UTC).isoformat(timespec="milliseconds")


def _day(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


def result_checksum(file: Mapping[str, Any], edition: str) -> str:
    """What a result is known by: its round file, and the checksum of the edition that it is scored by."""
    return checksum({"file": file, "criteria": edition})


def listed_of(scorecard: Mapping[str, Any]) -> tuple[int | None, str]:
    """What lists show of a scorecard (``prongsai/scorecard@1``): its total in hundredths of a point, and its level."""
    total = scorecard["total"]["score"]
    hundredths = None if total is None else int((Decimal(total) * 100).to_integral_value())
    return hundredths, scorecard["level"]["name"] or ""


def _rules(edition: StoredEdition) -> list[str]:
    # The checksum is over what the files say, which is not what the edition is called.
    return [edition.name, edition.checksum]


_Says = tuple[RowKind, str, dict[str, Any]]


def _agency(row: Agency) -> _Says:
    plain = ("code", "name", "kind", "size", "district", "province", "ministry", "website", "valid_from", "valid_to")
    says = {name: getattr(row, name) for name in plain}
    return "agency", "", {**says, "parent": row.parent_id, "predecessor": row.predecessor_id}


def _round(row: AgencyRound) -> _Says:
    current = row.current.version if row.current else None
    # A year that was never opened, closed or carried over says what it said before years were.
    times = {name: _moment(at) for name in ("opened_at", "closed_at") if (at := getattr(row, name)) is not None}
    more = {name: value for name in ("closed_why", "provisional", "left_over") if (value := getattr(row, name))}
    return "round", str(row.year), {"edition": _rules(row.edition), "current": current, **times, **more}


def _phase(row: RoundPhase) -> _Says:
    plain = ("name_th", "name_en", "position", "certainty", "moved")
    says = {name: getattr(row, name) for name in plain}
    # A phase that nobody moved says what it said before reasons and sources were kept.
    told = {name: value for name in ("why", "source", "source_number", "source_link") if (value := getattr(row, name))}
    changed: dict[str, Any] = {"changed_at": _moment(row.changed_at)} if row.changed_at is not None else {}
    changed |= {"changed_by": row.changed_by_id} if row.changed_by_id is not None else {}
    days = {"starts": _day(row.starts), "ends": _day(row.ends)}
    return "phase", f"{row.round.year} {row.code}", {**says, **days, **told, **changed}


def _result(row: Result) -> _Says:
    plain = ("basis", "checksum", "total_hundredths", "level", "why")
    says = {name: getattr(row, name) for name in plain}
    kept = {"file": checksum(row.file), "scorecard": checksum(row.scorecard), "edition": _rules(row.edition)}
    made = {"made_at": _moment(row.made_at), "made_by": row.made_by_id}
    return "result", f"{row.round.year} v{row.version}", {**says, **kept, **made}


def _text(row: TextBlock) -> _Says:
    changed = {"changed_at": _moment(row.changed_at), "changed_by": row.changed_by_id}
    says = {"text": row.text, "seen": row.seen, **changed}
    return "text", f"{row.round.year} {row.part}", says


def _document(row: MadeDocument) -> _Says:
    plain = ("profile", "digits", "state", "head", "findings", "checksum")
    says = {name: getattr(row, name) for name in plain}
    kept = {"bytes": row.file_id or bytes_digest(b""), "result": row.result.version if row.result else None}
    times = {"asked_at": _moment(row.asked_at), "ready_at": _moment(row.ready_at)}
    # What nobody signs says what it said before documents had states.
    signed = {"signing": row.signing, "frozen": bytes_digest(bytes(row.frozen))} if row.signing or row.frozen else {}
    # There are none once it is made; whatever is put there afterwards shows.
    names = {"names": row.names} if row.names else {}
    says |= {**kept, **times, **signed, **names, "made_by": row.made_by_id}
    return "document", f"{row.round.year} {row}", says


def _decision(row: SigningDecision) -> _Says:
    says = {"sort": row.sort, "what": row.what, "why": row.why}
    decided = {"decided_at": _moment(row.decided_at), "decided_by": row.decided_by_id}
    return "decision", f"{row.round.year} {row.pk}", {**says, **decided}


def _issuance(row: Issuance) -> _Says:
    plain = ("number", "names", "stamp", "checksum")
    says = {name: getattr(row, name) for name in plain}
    entered = {"entered_at": _moment(row.entered_at), "entered_by": row.entered_by_id}
    kept = {"bytes": row.file_id, "issued_on": _day(row.issued_on)}
    left = {"disposal": row.disposal_id} if row.disposal_id is not None else {}
    return "issuance", f"{row.document.round.year} {row.document}", {**says, **kept, **entered, **left}


def _grant(row: Grant) -> _Says:
    plain = ("role", "manner", "area_kind", "area")
    says = {name: getattr(row, name) for name in plain}
    who = {"person": row.person_id, "unit": row.unit_id, "given_by": row.given_by_id}
    return "grant", str(row.pk), {**says, **who, "starts": _day(row.starts), "ends": _day(row.ends)}


def _invitation(row: Invitation) -> _Says:
    plain = ("code_hash", "email", "role", "area_kind", "area")
    says = {name: getattr(row, name) for name in plain}
    times = {name: _moment(getattr(row, name)) for name in ("made_at", "expires_at", "used_at")}
    # Before there were units to invite to, none was named.
    unit = {"unit": row.unit_id} if row.unit_id is not None else {}
    return "invitation", str(row.pk), {**says, **times, **unit, "made_by": row.made_by_id, "used_by": row.used_by_id}


def _picture(row: AgencyPicture) -> _Says:
    says = {"bytes": row.file_id, "width": row.width, "height": row.height}
    return "picture", row.name, {**says, "changed_at": _moment(row.changed_at), "changed_by": row.changed_by_id}


def _signatory(row: AgencySignatory) -> _Says:
    says = {name: getattr(row, name) for name in ("position", "name", "manner", "own_position")}
    changed = {"changed_at": _moment(row.changed_at), "changed_by": row.changed_by_id}
    return "signatory", str(row.pk), {**says, **changed, "starts": _day(row.starts), "ends": _day(row.ends)}


def _particulars(row: AgencyParticulars) -> _Says:
    says = {name: getattr(row, name) for name in ("domains", "staff", "visitors")}
    changed = {"changed_at": _moment(row.changed_at), "changed_by": row.changed_by_id}
    return "particulars", "", {**says, **changed, "staff_on": _day(row.staff_on)}


def _unit(row: Unit) -> _Says:
    says = {"name": row.name, "parent": row.parent_id, "position": row.position, "merged_into": row.merged_into_id}
    changed = {"changed_at": _moment(row.changed_at), "changed_by": row.changed_by_id}
    return "unit", str(row.pk), {**says, **changed, "starts": _day(row.valid_from), "ends": _day(row.valid_to)}


def _file(row: AgencyFile) -> _Says:
    says = {name: getattr(row, name) for name in ("name", "kind", "size", "pages", "why_removed")}
    about = {"document": row.document_id, "result": row.result_id, "disposal": row.disposal_id}
    added = {"added_at": _moment(row.added_at), "added_by": row.added_by_id}
    removed = {"removed_at": _moment(row.removed_at), "removed_by": row.removed_by_id}
    return "file", str(row.pk), {**says, **about, **added, **removed, "round": row.round_id, "bytes": row.file_id}


def _disposal(row: Disposal) -> _Says:
    says = {"number": row.number, "lines": row.lines, "ordered_on": _day(row.ordered_on)}
    return "disposal", str(row.pk), {**says, "entered_at": _moment(row.entered_at), "entered_by": row.entered_by_id}


def _oit_item(row: OitItem) -> _Says:
    plain = ("item", "period", "state", "reason", "note", "gone_from", "gone_title", "gone_into", "version")
    says = {name: getattr(row, name) for name in plain}
    who = {
        "unit": row.unit_id,
        "person": row.person_id,
        "changed_by": row.changed_by_id,
        "entered_by": row.entered_by_id,
    }
    times = {"due": _day(row.due), "changed_at": _moment(row.changed_at), "entered_at": _moment(row.entered_at)}
    return "oit-item", f"{row.round.year} {row.pk}", {**says, **who, **times}


def _oit_link(row: OitLink) -> _Says:
    says = {name: getattr(row, name) for name in ("position", "url", "explanation", "entered_text")}
    times = {name: _moment(getattr(row, name)) for name in ("entered_at", "removed_at", "changed_at")}
    whose = {"item": row.item_id, "changed_by": row.changed_by_id}
    return "oit-link", f"{row.item.round.year} {row.pk}", {**says, **times, **whose}


def _oit_tick(row: ElementTick) -> _Says:
    says = {"item": row.item_id, "element": row.element, "link": row.link_id, "where": row.where}
    ticked = {"ticked_at": _moment(row.ticked_at), "ticked_by": row.ticked_by_id}
    return "oit-tick", f"{row.item.round.year} {row.pk}", {**says, **ticked}


def _oit_remark(row: OitRemark) -> _Says:
    said = {"said_at": _moment(row.said_at), "said_by": row.said_by_id}
    return "oit-remark", f"{row.item.round.year} {row.pk}", {"item": row.item_id, "text": row.text, **said}


_READ: Mapping[type, Callable[[Any], _Says]] = {
    Agency: _agency,
    AgencyFile: _file,
    AgencyParticulars: _particulars,
    AgencyPicture: _picture,
    AgencyRound: _round,
    AgencySignatory: _signatory,
    Disposal: _disposal,
    ElementTick: _oit_tick,
    Grant: _grant,
    Invitation: _invitation,
    Issuance: _issuance,
    MadeDocument: _document,
    OitItem: _oit_item,
    OitLink: _oit_link,
    OitRemark: _oit_remark,
    Result: _result,
    RoundPhase: _phase,
    SigningDecision: _decision,
    TextBlock: _text,
    Unit: _unit,
}


def standing(lines: Iterable[tuple[int, Any]]) -> dict[tuple[RowKind, str], tuple[str | None, int]]:
    """What every row must be after lines, oldest first, each with its number and what it is witness to; with the number
    of the line that said it last."""
    last: dict[tuple[RowKind, str], tuple[str | None, int]] = {}
    for number, witnessed in lines:
        for entry in witnessed if isinstance(witnessed, list) else ():
            # What is of another form was written by hand: the line's own hash shows it.
            if isinstance(entry, list) and len(entry) == 3 and entry[0] in KINDS and isinstance(entry[1], str):
                kind, key, digest = entry
                last[kind, key] = (digest, number)
    return last
