"""How the answers to a question are spread: choice by choice, and never where so few answered that one could tell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from prongsai.assess.explaining.explanation import Choice, number
from prongsai.assess.notices import FEWEST_SHOWN
from prongsai.assess.shares import largest_remainder
from prongsai.criteria.figure_id import FigureId
from prongsai.screens.year import Year


@dataclass(frozen=True, kw_only=True)
class ChoiceRow:
    """A choice of a question: its number on the chart, points, how many chose it, and their share in percent."""

    number: int
    label: str
    points: str
    count: int | None = None
    share: str | None = None


def too_few(year: Year, figure: str) -> bool:
    """Below so many answers only the score is shown, never how it is made up."""
    answers = year.file.facts.answers.get(FigureId(figure).part or "") if year.file else None
    return answers is not None and answers.respondents is not None and answers.respondents < FEWEST_SHOWN


def choice_rows(choices: tuple[Choice, ...]) -> tuple[ChoiceRow, ...]:
    """The choices with printed shares, else with shares of the counts that together make 100."""
    counts = [choice.count for choice in choices if choice.count is not None]
    computed: tuple[Decimal | None, ...] = (None,) * len(choices)
    if choices and len(counts) == len(choices) and sum(counts):
        computed = largest_remainder(counts)
    rows = []
    for at, (choice, of_count) in enumerate(zip(choices, computed, strict=True), 1):
        share = choice.share if choice.share is not None else of_count
        rows.append(
            ChoiceRow(
                number=at,
                label=choice.label,
                points=number(choice.points, least=0),
                count=choice.count,
                share=f"{share:.2f}" if share is not None else None,
            )
        )
    return tuple(rows)
