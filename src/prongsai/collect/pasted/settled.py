"""Lines settled against each other: what two say differently is doubtful in both, and what a person decided counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from prongsai.collect.pasted.shapes import Decision, PastedLine, score_text
from prongsai.criteria.figure_id import FigureId, indicator_figure
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text


def settled(
    lines: Iterable[PastedLine], decided: Mapping[int, Decision]
) -> tuple[list[PastedLine], dict[FigureId, Decimal], str | None]:
    """The lines with what was decided of doubtful ones, the scores by figure, and the level."""
    found = _contradictions(list(lines))
    sure = [line for line in found if line.state == "read" and line.figure is not None]
    scores = {line.figure: line.score for line in sure if line.figure is not None and line.score is not None}
    level = next((line.level for line in sure if line.level is not None), None)
    seen: set[FigureId] = set()
    made: list[PastedLine] = []
    for line in found:
        figure = line.figure
        said = decided.get(line.number) if line.state == "doubtful" else None
        if said == "leave":
            line = replace(line, state="not-a-figure", decided=said)
        elif said == "take" and figure is not None:
            # What is certain stays; of two that a person takes for one figure the second stays doubtful.
            if line.level is not None and level in (None, line.level):
                line, level = replace(line, state="read", decided=said), line.level
            elif line.offered is not None and scores.get(figure, line.offered) == line.offered:
                scores[figure] = line.offered
                line = replace(line, state="read", score=line.offered, decided=said)
        if line.state == "read" and figure is not None:
            line = replace(line, repeated=figure in seen)
            seen.add(figure)
        made.append(line)
    return made, scores, level


def _contradictions(lines: list[PastedLine]) -> list[PastedLine]:
    """Lines that give a figure two values are doubtful, each naming the other."""
    said: dict[FigureId, dict[str, int]] = {}
    for line in lines:
        if line.state == "read" and line.figure is not None:
            said.setdefault(line.figure, {}).setdefault(_value(line), line.number)
    made = []
    for line in lines:
        others = said.get(line.figure, {}) if line.figure is not None and line.state == "read" else {}
        if len(others) > 1:
            value, number = next((value, number) for value, number in others.items() if value != _value(line))
            why = Text(
                th=f"ซ้ำกับบรรทัดที่ {number} ซึ่งได้ {value} ให้เลือกบรรทัดที่ถูก แล้วไม่นำอีกบรรทัดมาใช้",
                en=f"line {number} gives {value} for the same figure; choose the right one and leave the other out",
            )
            line = replace(line, state="doubtful", problem=why, offered=line.score, score=None)
        made.append(line)
    return made


def _value(line: PastedLine) -> str:
    return line.level or (score_text(line.score) if line.score is not None else "")


def missing_of(criteria: Criteria, scores: Mapping[FigureId, Decimal], level: str | None) -> tuple[FigureId, ...]:
    """The indicators, instruments with their parts, total and level that were not given."""
    wanted = [indicator_figure(number) for number in criteria.indicators]
    for instrument in criteria.instruments.values():
        wanted.append(FigureId(instrument.id))
        wanted.extend(FigureId(part.id) for part in instrument.parts if part.id != instrument.id)
    wanted.append(FigureId("total"))
    missing = [figure for figure in wanted if figure not in scores]
    return (*missing, *(() if level else (FigureId("level"),)))
