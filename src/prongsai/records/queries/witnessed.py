"""Whether the rows are what the history says of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from prongsai.criteria.editions import ChangedEdition, edition_as_kept
from prongsai.records.models import Agency, Result, StoredEdition
from prongsai.records.queries.history import lines_of
from prongsai.records.scope import SYSTEM
from prongsai.records.witness import RowKind, listed_of, result_checksum, standing, witnesses_of

# changed: not what the last line that tells of it says; gone: the last line says that it is there; untold: no line
# tells of it; unlike: what lists show of it is not what it says.
RowFaultKind = Literal["changed", "gone", "untold", "unlike"]
# The first rule by which lines name rows.
WITH_ROWS = 3


FaultyRow = RowKind | Literal["edition"]


@dataclass(frozen=True)
class RowFault:
    """A row that does not fit the history: ``line`` is the number of the line that said the last of it, 0 for none."""

    kind: FaultyRow
    key: str
    what: RowFaultKind
    line: int = 0


def row_faults(agency: Agency | None) -> tuple[RowFault, ...]:
    """Every row of an agency (None: those of no agency, and the editions) that is not what its chain says of it.

    Whether the lines themselves are whole is another matter (``walked``). Every byte of every document is read.
    """
    faults = _against_lines(agency)
    faults += _results(agency) if agency is not None else _editions()
    return tuple(dict.fromkeys(sorted(faults, key=lambda fault: (fault.kind, fault.key, fault.line))))


def _against_lines(agency: Agency | None) -> list[RowFault]:
    lines = lines_of(agency)
    named = lines.filter(version__gte=WITH_ROWS)
    if lines.exists() and not named.exists():
        return []  # an earlier program's chain, that nothing has sealed yet
    told = standing(named.values_list("number", "witnessed").iterator())
    faults = []
    for row in witnesses_of(agency):
        digest, line = told.pop((row.kind, row.key), (None, 0))
        if digest is None:
            faults.append(RowFault(row.kind, row.key, "untold", line))
        elif digest != row.digest:
            faults.append(RowFault(row.kind, row.key, "changed", line))
    faults += (RowFault(kind, key, "gone", line) for (kind, key), (digest, line) in told.items() if digest is not None)
    return faults


def _results(agency: Agency) -> Iterator[RowFault]:
    """What earlier lines say of results, and what each result says of itself."""
    taken = {
        about: (detail.get("checksum"), number)
        for number, about, detail in lines_of(agency)
        .filter(action="take-result", version__lt=WITH_ROWS)
        .values_list("number", "about", "detail")
    }
    rows = Result.objects.within(SYSTEM).filter(round__agency=agency).select_related("round", "edition")
    for row in rows.iterator(chunk_size=20):
        key = f"{row.round.year} v{row.version}"
        said, line = taken.pop(key, (row.checksum, 0))
        if said != row.checksum or row.checksum != result_checksum(row.file, row.edition.checksum):
            yield RowFault("result", key, "changed", line)
        if not _fits(row):
            yield RowFault("result", key, "unlike", line)
    for key, (_, line) in taken.items():
        yield RowFault("result", key, "gone", line)


def _fits(row: Result) -> bool:
    """Whether what lists show of a result is what its scorecard says; False too where it is no scorecard at all."""
    try:
        return (row.total_hundredths, row.level) == listed_of(row.scorecard)
    except (LookupError, TypeError, AttributeError, ArithmeticError, ValueError):
        return False


def _editions() -> Iterator[RowFault]:
    for row in StoredEdition.objects.order_by("pk"):
        try:
            kept = edition_as_kept(row.name, row.files, row.checksum)
            if (kept.year, kept.revision) != (row.year, row.revision):
                raise ValueError("it is another edition")
        except (ChangedEdition, AttributeError, TypeError, ValueError):  # the last three: no files at all
            yield RowFault("edition", str(row.year), "changed")
