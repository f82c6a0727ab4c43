"""Reports of the examples for tests of documents: made once, looked at by many."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Iterator

from prongsai.flow.by_file.dossier import dossier_of
from prongsai.flow.by_file.examples import examples
from prongsai.publish.assemble.compose import report
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.assemble.profiles import digits_of
from prongsai.publish.report import (
    Block,
    Box,
    Cards,
    Chart,
    Cover,
    Digits,
    Heading,
    LetterHead,
    Listing,
    MemoHead,
    Paragraph,
    Ref,
    Report,
    Runs,
    Signature,
    Table,
    Words,
)
from prongsai.roundfile.round import Round


@functools.cache
def example(name: str) -> Round:
    """The example whose name begins so."""
    return next(one for key, one in examples().items() if key.startswith(name))


@functools.cache
def source(name: str) -> Dossier:
    """All that its documents are made from."""
    return dossier_of(example(name))


@functools.cache
def document(name: str, kind: str, digits: Digits | None = None) -> Report:
    """Its document of a kind."""
    given = source(name)
    return report(dataclasses.replace(given, digits=digits or digits_of(given, kind)), kind)


def changed(name: str, kind: str, **fields: object) -> Report:
    """A document of an example of which some of the source's fields are others."""
    return report(dataclasses.replace(source(name), **fields), kind)


def said(runs: Runs, made: Report) -> str:
    """Runs as plain text in the report's digits."""
    parts = []
    for run in runs:
        if isinstance(run, Words):
            parts.append(made.words(run.text, verbatim=run.verbatim))
        elif isinstance(run, Ref):
            parts.append(made.figure(run.key))
        else:
            parts.append("\n")
    return "".join(parts)


def texts(made: Report, blocks: Iterable[Block] | None = None) -> Iterator[str]:
    """Every text of a report that a reader sees, block by block, in the report's digits."""
    for block in made.blocks if blocks is None else blocks:
        match block:
            case Heading() | Paragraph():
                yield said(block.runs, made)
            case Listing():
                yield from (said(item, made) for item in block.items)
            case Table():
                yield said(block.caption, made)
                for row in (*block.head, *block.rows):
                    yield from (said(line, made) for cell in row for line in cell.lines)
                yield from map(made.words, block.foot)
            case Chart():
                yield made.words(block.title)
                yield from (made.words(each) for each in block.categories)
            case Cards():
                for label, figure, remark in block.cards:
                    yield from (made.words(label), said(figure, made), said(remark, made))
            case Box():
                yield from texts(made, block.blocks)
            case Signature():
                yield from (made.words(each) for each in (*filter(None, [block.above]), *block.lines, *block.choices))
            case Cover():
                yield from (*map(made.words, (*block.title, *block.unit)), block.agency, block.place or "")
            case LetterHead():
                yield from map(made.words, (block.number, *block.sender, block.date, block.subject, block.to))
                yield from map(made.words, (block.reference, *(part for pair in block.enclosures for part in pair)))
            case MemoHead():
                fields = (block.unit, block.phone, block.number, block.date, block.subject, block.to)
                yield from map(made.words, fields)


def whole(made: Report) -> str:
    """All texts of a report, a line each."""
    return "\n".join(texts(made))


def headings(made: Report) -> list[str]:
    """The headings in order."""
    return [said(block.runs, made) for block in made.blocks if isinstance(block, Heading)]


def tables(made: Report) -> list[Table]:
    """The tables in order."""
    return [block for block in made.blocks if isinstance(block, Table)]


def grid(made: Report, table: Table) -> list[list[str]]:
    """A table's rows as texts, cell by cell as they stand in the block."""
    return [["\n".join(said(line, made) for line in cell.lines) for cell in row] for row in (*table.head, *table.rows)]
