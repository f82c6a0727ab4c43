"""Paste: the box for a table, and what was understood of it line by line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from prongsai.collect.pasted import Pasted, PastedLine
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem
from prongsai.language.text import Text


@dataclass(frozen=True, kw_only=True)
class PasteRow:
    """A pasted line with the name of its figure."""

    line: PastedLine
    name: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Understood:
    """What was read of a paste: ``rows`` line by line; ``left`` counts lines with numbers that are not used."""

    rows: tuple[PasteRow, ...] = ()
    read: int = 0
    wrong: int = 0
    left: int = 0


@dataclass(frozen=True, kw_only=True)
class PastePage:
    """The page of a paste. ``parts``: those that a table may be of where its lines do not say so, ``part`` the chosen.

    ``upload``: the number of what was kept to be previewed; then the page leads there.
    """

    year: int
    text: str = ""
    part: str = ""
    parts: tuple[tuple[str, Text], ...] = ()
    understood: Understood | None = None
    problems: tuple[Problem, ...] = ()
    upload: int | None = None


def parts_of_tables(criteria: Criteria) -> tuple[tuple[str, Text], ...]:
    """The parts that a table may be of where its lines do not say so."""
    return tuple(
        (part.id, part.short)
        for instrument in criteria.instruments.values()
        if len(instrument.parts) > 1
        for part in instrument.parts
    )


def understood_of(criteria: Criteria, pasted: Pasted) -> Understood:
    """What was read of a paste by the words of an edition."""
    count = [line.state for line in pasted.lines].count
    return Understood(
        rows=tuple(
            PasteRow(line=line, name=figure_name(criteria, line.figure) if line.figure else None)
            for line in pasted.lines
        ),
        read=count("read"),
        wrong=count("wrong"),
        left=count("unknown"),
    )


def paste_page(
    year: int,
    criteria: Criteria | None,
    pasted: Pasted | None = None,
    *,
    text: str = "",
    part: str = "",
    problems: Iterable[Problem] = (),
) -> PastePage:
    """The page of a year, by its edition (None: it has none), with what was read of ``text`` where that was read."""
    return PastePage(
        year=year,
        text=text,
        part=part,
        parts=parts_of_tables(criteria) if criteria is not None else (),
        understood=understood_of(criteria, pasted) if criteria is not None and pasted is not None else None,
        problems=tuple(problems),
    )
