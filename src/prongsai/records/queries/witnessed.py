"""Whether the rows are what the history says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from django.db.models import QuerySet

from prongsai.criteria.editions import ChangedEdition, edition_as_kept
from prongsai.records.models import (
    Agency,
    AgencyFile,
    AgencyParticulars,
    AgencyPicture,
    AgencyRound,
    AgencySignatory,
    Checkpoint,
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
    SealedHead,
    SigningDecision,
    StoredEdition,
    TextBlock,
    Unit,
)
from prongsai.records.queries.history import lines_of
from prongsai.records.queries.readable import Unreadable, attempt, readable, readable_values, values_alone
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import RowKind, Witness, listed_of, result_checksum, row_sets_of, standing, witness

# changed: not what the last line that tells of it says; gone: the last line says that it is there; untold: no line
# tells of it; unlike: what lists show of it is not what it says; unreadable: what it says cannot be read.
RowFaultKind = Literal["changed", "gone", "untold", "unlike", "unreadable"]
# The first rule by which lines name rows.
WITH_ROWS = 3


FaultyRow = RowKind | Literal["edition", "checkpoint", "seal"]


@dataclass(frozen=True)
class RowFault:
    """A row that does not fit the history: ``line`` is the number of the line that said the last of it, 0 for none."""

    kind: FaultyRow
    key: str
    what: RowFaultKind
    line: int = 0


def row_faults(agency: Agency | None) -> tuple[RowFault, ...]:
    """Every row of an agency (None: those of no agency, and the editions) that is not what its chain says of it.

    Whether the lines themselves are whole is another matter (``walked``). Whether files are
    what their rows say is asked of the store.
    """
    faults = list(_against_lines(agency))
    faults += _results(agency) if agency is not None else _editions()
    faults += _beside_lines(agency)
    unread = {(fault.kind, fault.key) for fault in faults if fault.what == "unreadable" and fault.line}
    told = (fault for fault in faults if fault.line or fault.what != "unreadable" or fault_key(fault) not in unread)
    return tuple(dict.fromkeys(sorted(told, key=lambda fault: (*fault_key(fault), fault.line))))


def fault_key(fault: RowFault) -> tuple[FaultyRow, str]:
    """Which row it is."""
    return fault.kind, fault.key


def _against_lines(agency: Agency | None) -> Iterator[RowFault]:
    lines = lines_of(agency)
    named = lines.filter(version__gte=WITH_ROWS)
    # An earlier program's chain, that nothing has sealed yet, tells of no row.
    older = lines.exists() and not named.exists()
    read = readable_values(named, ("number", "witnessed"))
    told = standing(values for _, values in read if values is not None)
    for row in _rows(agency):
        kind, key = row.kind, row.key
        digest, line = told.pop((kind, key), (None, 0))  # type: ignore[arg-type]  # none is told of another kind
        if isinstance(row, RowFault):
            yield replace(row, line=line)
        elif older:
            continue
        elif digest is None:
            yield RowFault(kind, key, "untold", line)
        elif digest != row.digest:
            yield RowFault(kind, key, "changed", line)
    yield from (RowFault(kind, key, "gone", line) for (kind, key), (digest, line) in told.items() if digest is not None)


def _rows(agency: Agency | None) -> Iterator[Witness | RowFault]:
    """What a chain must say of every row now; of one that cannot be read, that."""
    for rows, together in row_sets_of(agency):
        for row in readable(rows, together):
            said = None if isinstance(row, Unreadable) else attempt(witness, row)
            yield said or RowFault(*_known(rows, row.pk), "unreadable")


# How the rows of a table are named within their kind, and the columns that they are named by (``records/witness.py``).
_NAMED: Mapping[type, tuple[RowKind, str, tuple[str, ...]]] = {
    Agency: ("agency", "", ()),
    AgencyFile: ("file", "{}", ("pk",)),
    AgencyParticulars: ("particulars", "", ()),
    AgencyPicture: ("picture", "{}", ("name",)),
    AgencyRound: ("round", "{}", ("year",)),
    AgencySignatory: ("signatory", "{}", ("pk",)),
    Disposal: ("disposal", "{}", ("pk",)),
    ElementTick: ("oit-tick", "{} {}", ("item__round__year", "pk")),
    Grant: ("grant", "{}", ("pk",)),
    Invitation: ("invitation", "{}", ("pk",)),
    Issuance: (
        "issuance",
        "{} {}.{} v{}",
        ("document__round__year", "document__kind", "document__format", "document__version"),
    ),
    MadeDocument: ("document", "{} {}.{} v{}", ("round__year", "kind", "format", "version")),
    OitItem: ("oit-item", "{} {}", ("round__year", "pk")),
    OitLink: ("oit-link", "{} {}", ("item__round__year", "pk")),
    OitRemark: ("oit-remark", "{} {}", ("item__round__year", "pk")),
    Result: ("result", "{} v{}", ("round__year", "version")),
    RoundPhase: ("phase", "{} {}", ("round__year", "code")),
    SigningDecision: ("decision", "{} {}", ("round__year", "pk")),
    TextBlock: ("text", "{} {}", ("round__year", "part")),
    Unit: ("unit", "{}", ("pk",)),
}
_PLAIN = re.compile(r"[\w.-]{1,60}")


def _known(rows: QuerySet[Any], pk: int) -> tuple[RowKind, str]:
    kind, form, columns = _NAMED[rows.model]
    return kind, form.format(*map(_plain, values_alone(rows, pk, *columns)))


def _plain(value: object) -> str:
    # What stands there in place of a name is not for anybody's screen.
    text = "" if value is None else str(value)
    return text if _PLAIN.fullmatch(text) else "?"


def _results(agency: Agency) -> Iterator[RowFault]:
    """What earlier lines say of results, and what each result says of itself."""
    earlier = lines_of(agency).filter(action="take-result", version__lt=WITH_ROWS)
    read = (values for _, values in readable_values(earlier, ("number", "about", "detail")) if values is not None)
    taken = {about: (_checksum_in(detail), number) for number, about, detail in read}
    rows = Result.objects.within(SYSTEM).filter(round__agency=agency).select_related("round", "edition")
    for row in readable(rows.defer("edition__files"), 20):
        if isinstance(row, Unreadable):
            kind, key = _known(rows, row.pk)
            yield RowFault(kind, key, "unreadable", taken.pop(key, (None, 0))[1])
            continue
        key = f"{row.round.year} v{row.version}"
        said, line = taken.pop(key, (row.checksum, 0))
        kept = attempt(result_checksum, row.file, row.edition.checksum)
        if kept is None:
            yield RowFault("result", key, "unreadable", line)
            continue
        if said != row.checksum or row.checksum != kept:
            yield RowFault("result", key, "changed", line)
        if not _fits(row):
            yield RowFault("result", key, "unlike", line)
    for key, (_, line) in taken.items():
        yield RowFault("result", key, "gone", line)


def _checksum_in(detail: object) -> object:
    return detail.get("checksum") if isinstance(detail, dict) else None


def _fits(row: Result) -> bool:
    """Whether what lists show of a result is what its scorecard says; False too where it is no scorecard at all."""
    try:
        return (row.total_hundredths, row.level) == listed_of(row.scorecard)
    except (LookupError, TypeError, AttributeError, ArithmeticError, ValueError):
        return False


def _editions() -> Iterator[RowFault]:
    for row in readable(StoredEdition.objects.order_by("pk"), 5):
        if isinstance(row, Unreadable):
            (year,) = values_alone(StoredEdition.objects.all(), row.pk, "year")
            yield RowFault("edition", _plain(year), "unreadable")
            continue
        try:
            kept = edition_as_kept(row.name, row.files, row.checksum)
            if (kept.year, kept.revision) != (row.year, row.revision):
                raise ValueError("it is another edition")
        except (ChangedEdition, AttributeError, TypeError, ValueError):  # the last three: no files at all
            yield RowFault("edition", str(row.year), "changed")


def _beside_lines(agency: Agency | None) -> Iterator[RowFault]:
    """What is kept beside a chain: how far it was found whole, and the seal of its last line."""
    if any(isinstance(row, Unreadable) for row in readable(Checkpoint.objects.within(SYSTEM).filter(agency=agency))):
        yield RowFault("checkpoint", "", "unreadable")
    if any(isinstance(row, Unreadable) for row in readable(SealedHead.objects.within(SYSTEM).filter(agency=agency))):
        yield RowFault("seal", "", "unreadable")
