"""A document as it was issued: the frozen one with its number, its day and the names of those who signed."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from prongsai.language.calendar import full_date, official_date
from prongsai.publish.report import (
    Block,
    Box,
    Cell,
    Heading,
    LetterHead,
    MemoHead,
    Paragraph,
    Report,
    Runs,
    Signature,
    Table,
    Words,
)
from prongsai.publish.signatories import Signatory, open_positions, with_names


@dataclass(frozen=True, slots=True)
class Issue:
    """What becomes known when a document is issued, and who signed it. What is not known stays blank."""

    number: str = ""
    issued_on: datetime.date | None = None
    signed: tuple[Signatory, ...] = ()


def positions_in(report: Report) -> tuple[str, ...]:
    """The positions that sign a document, in order, each once; none where the position too is to be written."""
    return tuple(dict.fromkeys(position for block in report.blocks for position in _open(block)))


def _open(block: Block) -> Iterator[str]:
    if isinstance(block, Signature):
        yield from open_positions(block.lines)
    elif isinstance(block, Table):
        yield from open_positions(block.foot)


def asks_number(report: Report) -> bool:
    """Whether a document has a place for its number."""
    return any(isinstance(block, MemoHead | LetterHead) or _has_blank(block, "number") for block in report.blocks)


def issued(report: Report, issue: Issue) -> Report:
    """``report`` with what became known in its places; every other word as it was signed."""
    blocks = tuple(_filled(block, issue) for block in report.blocks)
    made = dataclasses.replace(report, blocks=blocks, state="issued", issued_on=issue.issued_on)
    return with_names(made, issue.signed)


def _filled(block: Block, issue: Issue) -> Block:
    match block:
        case MemoHead() | LetterHead():
            # What was printed and signed stays; a number that is only begun is finished.
            blank = not block.date.strip(" .")
            date = full_date(issue.issued_on) if issue.issued_on is not None and blank else block.date
            begun = not block.number.strip(" ./ว") or block.number.rstrip().endswith(("/", "."))
            return dataclasses.replace(block, number=issue.number or block.number if begun else block.number, date=date)
        case Box():
            return dataclasses.replace(block, blocks=tuple(_filled(inner, issue) for inner in block.blocks))
        case Table():
            rows = tuple(tuple(_cell(cell, issue) for cell in row) for row in block.rows)
            return dataclasses.replace(block, rows=rows)
        case Heading() | Paragraph():
            return dataclasses.replace(block, runs=_runs(block.runs, issue))
    return block


def _cell(cell: Cell, issue: Issue) -> Cell:
    return dataclasses.replace(cell, lines=tuple(_runs(line, issue) for line in cell.lines))


def _runs(runs: Runs, issue: Issue) -> Runs:
    known = {
        "number": issue.number,
        "date": official_date(issue.issued_on) if issue.issued_on is not None else "",
    }
    return tuple(
        dataclasses.replace(run, text=known[run.blank], blank="")
        if isinstance(run, Words) and known.get(run.blank)
        else run
        for run in runs
    )


def _has_blank(block: Block, name: str) -> bool:
    return any(isinstance(run, Words) and run.blank == name for run in getattr(block, "runs", ()))
