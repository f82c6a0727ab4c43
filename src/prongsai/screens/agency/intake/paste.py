"""Paste: the box for a table, what each of its lines became, what is still missing, and what is to be decided."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prongsai.collect.pasted.shapes import Decision, Pasted, PastedLine, mark_text, score_text
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.files.problems import Problem
from prongsai.language.text import Text
from prongsai.screens.agency.intake.rules import RulesQuestion


@dataclass(frozen=True, kw_only=True)
class PasteRow:
    """A pasted line with the name of its figure and its score as text.

    ``key`` names the choice of a doubtful line in the form and holds a digest of its words, so that a choice never
    goes to another line; ``offered`` is what the line gives if it is taken, empty where it can only be left out.
    """

    line: PastedLine
    name: Text | None = None
    score: str = ""
    key: str = ""
    offered: str = ""


@dataclass(frozen=True, kw_only=True)
class Understood:
    """What was read of a paste: ``rows`` line by line; ``unread`` counts lines with numbers of no known figure.

    ``missing``: the indicators, instruments, total and level that no line gives, by name.
    """

    rows: tuple[PasteRow, ...] = ()
    read: int = 0
    doubtful: int = 0
    unread: int = 0
    missing: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PastePage:
    """The page of a paste. ``parts``: those that a table may be of where its lines do not say so, ``part`` the chosen.

    ``asked``: by whose rules the table is read, where that is not certain. ``upload``: the number of what was kept to
    be previewed; then the page leads there.
    """

    year: int
    text: str = ""
    part: str = ""
    parts: tuple[tuple[str, Text], ...] = ()
    understood: Understood | None = None
    problems: tuple[Problem, ...] = ()
    upload: int | None = None
    asked: RulesQuestion | None = None


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
        rows=tuple(_row(criteria, line) for line in pasted.lines),
        read=len(pasted.scores) + (pasted.level is not None),
        doubtful=count("doubtful"),
        unread=count("unread"),
        missing=tuple(figure_name(criteria, figure) for figure in pasted.missing),
    )


def _row(criteria: Criteria, line: PastedLine) -> PasteRow:
    def text_of(figure: FigureId) -> str:
        score = line.score if line.score is not None else line.offered
        if score is None:
            return ""
        item = criteria.items.get(figure.item)
        marked = item is not None and criteria.instruments[item.instrument].kind == "disclosure"
        return mark_text(score) if marked else score_text(score)

    figure = line.figure
    said = text_of(figure) if figure is not None else ""
    open_line = line.state == "doubtful" or line.decided is not None
    return PasteRow(
        line=line,
        name=figure_name(criteria, figure) if figure is not None else None,
        score=said if line.state == "read" else "",
        key=_key(line) if open_line else "",
        offered=(line.level or said) if open_line and (line.offered is not None or line.level) else "",
    )


def _key(line: PastedLine) -> str:
    """The name of a line's choice: its number and a digest of its words."""
    return f"decide-{line.number}-{hashlib.sha256(line.text.encode()).hexdigest()[:12]}"


def decisions_of(pasted: Pasted, form: Mapping[str, str]) -> dict[int, Decision]:
    """What the form says of the doubtful lines, by number."""
    said: dict[int, Decision] = {}
    for line in pasted.doubtful:
        match form.get(_key(line)):
            case "take":
                said[line.number] = "take"
            case "leave":
                said[line.number] = "leave"
    return said


def paste_page(
    year: int,
    criteria: Criteria | None,
    pasted: Pasted | None = None,
    *,
    text: str = "",
    part: str = "",
    problems: Iterable[Problem] = (),
    asked: RulesQuestion | None = None,
) -> PastePage:
    """The page of a year, by its edition (None: it has none), with what was read of ``text`` where that was read;
    ``asked``: by whose rules."""
    return PastePage(
        year=year,
        text=text,
        part=part,
        parts=parts_of_tables(criteria) if criteria is not None else (),
        understood=understood_of(criteria, pasted) if criteria is not None and pasted is not None else None,
        problems=tuple(problems),
        asked=asked,
    )
