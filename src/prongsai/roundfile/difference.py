"""What differs between two versions of a year: figures of their scorecards, sections of their round files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from prongsai.criteria.figure_id import figure_at
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text
from prongsai.roundfile.sections import SECTIONS

ChangeKind = Literal["added", "gone", "changed"]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure in two versions, as text; None where a version has none."""

    figure: str
    name: Text
    before: str | None
    after: str | None

    @property
    def kind(self) -> ChangeKind:
        """Whether the figure came, went or is another."""
        return "added" if self.before is None else "gone" if self.after is None else "changed"


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section of the file that is not as before."""

    name: Text
    kind: ChangeKind


def shown_scores(scorecard: Mapping[str, Any]) -> dict[str, str | None]:
    """The shown figures of a stored scorecard by their ids, and the level."""
    scores: dict[str, str | None] = {"level": scorecard["level"]["name"], "total": scorecard["total"]["score"]}
    for table in ("instruments", "indicators", "sub_indicators"):
        scores |= {figure_at((table, key)): value["score"] for key, value in scorecard[table].items()}
    for table in ("part_indicators", "items"):
        for part, values in scorecard.get(table, {}).items():
            scores |= {figure_at((table, part, key)): value["score"] for key, value in values.items()}
    return scores


def figure_changes(
    criteria: Criteria, before: Mapping[str, Any] | None, after: Mapping[str, Any]
) -> tuple[FigureChange, ...]:
    """The figures of two stored scorecards that differ, in the order of the later one."""
    old, new = shown_scores(before) if before else {}, shown_scores(after)
    return tuple(
        FigureChange(figure, name_in(criteria, figure), old.get(figure), new.get(figure))
        for figure in dict.fromkeys((*new, *old))
        if old.get(figure) != new.get(figure)
    )


def name_in(criteria: Criteria, figure: str) -> Text:
    """A figure's name, its id where it is one of another revision of the rules."""
    try:
        return figure_name(criteria, figure)
    except (KeyError, StopIteration):
        return Text(th=figure, en=figure)


def section_changes(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> tuple[SectionChange, ...]:
    """The sections of two round files, as data, that differ, in the order of the file."""
    old = before or {}
    changes = []
    for section in SECTIONS:
        if old.get(section.key) != after.get(section.key):
            kind: ChangeKind = "added" if section.key not in old else "gone" if section.key not in after else "changed"
            changes.append(SectionChange(section.name, kind))
    return tuple(changes)
