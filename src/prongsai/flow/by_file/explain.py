"""Why a figure of a round file is what it is, as lines to print."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prongsai.assess.computation import work
from prongsai.assess.explaining.explain import explain, render
from prongsai.criteria.figure_id import resolve
from prongsai.criteria.shapes import Criteria
from prongsai.flow.by_file.rounds import read_rounds
from prongsai.flow.rules.known import edition
from prongsai.language.text import Language


@dataclass(frozen=True, slots=True)
class Traced:
    """The trace of one figure of one agency, a line for each step; what is deeper is indented."""

    agency: str
    lines: tuple[str, ...]


def explain_file(
    path: Path, figure: str, language: Language, *, full: bool, criteria: str | None = None
) -> list[Traced]:
    """The figure in every round of the file. ``Refused`` for the file, ``UnknownFigure`` for the figure."""
    rounds = [(each, edition(each.facts.criteria)) for each in read_rounds([path], criteria=criteria)]
    # A figure that one round lacks refuses them all: what is printed is whole.
    asked = [(each, rules, resolve(rules, figure)) for each, rules in rounds]
    return [
        Traced(
            each.facts.agency.name,
            _noticed(rules, language)
            + tuple(render(explain(work(rules, each.facts), figure_id, full=full), language).splitlines()),
        )
        for each, rules, figure_id in asked
    ]


def _noticed(rules: Criteria, language: Language) -> tuple[str, ...]:
    """What the rules have on every page."""
    return (rules.notice.say(language),) if rules.notice is not None else ()
