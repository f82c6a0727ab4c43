"""What a pasted text was read as: line by line, and the scores that it announces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from prongsai.criteria.figure_id import FigureId
from prongsai.language.digits import TO_ARABIC
from prongsai.language.text import Text

State = Literal["read", "doubtful", "not-a-figure", "unread"]
Decision = Literal["take", "leave"]


@dataclass(frozen=True, slots=True)
class PastedLine:
    """What one line became. A line that gives several figures stands several times under its number.

    ``read`` gives ``figure`` its ``score`` (points, at most two decimals) or its ``level``; ``doubtful`` may, and says
    in ``problem`` why that is not certain; ``not-a-figure`` holds no figure of this agency and year; ``unread`` holds a
    number of which nobody can say whose score it is. ``offered`` is the score that a doubtful line gives if the person
    says so. ``found`` is a number as it stands in the line, ``suggestion`` what it may have been meant to be.
    ``repeated``: the same was read before. ``decided``: what the person said of a doubtful line.
    """

    number: int
    text: str
    state: State
    figure: FigureId | None = None
    score: Decimal | None = None
    level: str | None = None
    problem: Text | None = None
    found: str | None = None
    suggestion: str | None = None
    offered: Decimal | None = None
    repeated: bool = False
    decided: Decision | None = None


@dataclass(frozen=True, slots=True)
class Pasted:
    """All lines, and what they announce: scores by figure id, and the level."""

    lines: tuple[PastedLine, ...]
    scores: Mapping[FigureId, Decimal]
    level: str | None
    marked: frozenset[FigureId] = frozenset()  # those of ``scores`` that are marks of disclosure items
    missing: tuple[FigureId, ...] = ()  # indicators, instruments and parts, total and level that no line gives
    years: tuple[int, ...] = ()  # fiscal years that the text speaks of
    head_years: tuple[int, ...] = ()  # those that the heads of columns name

    @property
    def doubtful(self) -> tuple[PastedLine, ...]:
        """The lines to decide on before anything can be taken."""
        return tuple(line for line in self.lines if line.state == "doubtful")

    @property
    def unread(self) -> tuple[PastedLine, ...]:
        """The lines with a number of no known figure."""
        return tuple(line for line in self.lines if line.state == "unread")

    def published(self, data: Mapping[str, object] | None = None) -> dict[str, object]:
        """The section ``published`` of a round file (scores as text), merged into ``data``; OIT items stand apart."""
        made: dict[str, object] = {key: _copied(value) for key, value in (data or {}).items()}
        for figure, score in self.scores.items():
            if figure in self.marked:
                continue
            *way, key = figure.place
            at: Any = made
            for step in way:
                at = at.setdefault(step, {})
            at[key] = score_text(score)
        if self.level is not None:
            made["level"] = self.level
        return made

    def marks(self) -> dict[str, str]:
        """The marks of OIT items by item."""
        return {figure.number: mark_text(score) for figure, score in self.scores.items() if figure in self.marked}


def score_text(score: Decimal) -> str:
    """A score as it is announced, with two decimals: 95.5 is 95.50."""
    return format(score, ".2f")


def mark_text(score: Decimal) -> str:
    """A mark of a disclosure item as rules have it: 100, 50, 0."""
    return format(score.normalize(), "f") if score == score.to_integral_value() else format(score, "f")


def _copied(value: object) -> object:
    return {key: _copied(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def corrected(text: str, line: int, wrong: str, meant: str) -> str:
    """``text`` with the number of one line replaced; digits of the line may be Thai."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if 0 < line <= len(rows):
        plain = rows[line - 1].translate(TO_ARABIC)
        at = plain.rfind(wrong)
        if at >= 0:
            rows[line - 1] = rows[line - 1][:at] + meant + rows[line - 1][at + len(wrong) :]
    return "\n".join(rows)
