"""From round files to scorecards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prongsai.assess.score import score
from prongsai.assess.scorecard import Scorecard
from prongsai.assess.scorecard_json import to_json
from prongsai.criteria.editions import edition
from prongsai.criteria.shapes import Criteria
from prongsai.flow.by_file.rounds import read_rounds
from prongsai.language.text import Language
from prongsai.roundfile.round import Round


@dataclass(frozen=True, slots=True)
class Scored:
    """A round of a file with its edition and its scorecard."""

    criteria: Criteria
    card: Scorecard

    def data(self, language: Language) -> dict[str, Any]:
        """The scorecard as plain data, its sentences in ``language``."""
        return to_json(self.card, self.criteria, language)


def score_files(paths: Iterable[Path]) -> list[Scored]:
    """Every round of the files, in their order. Raises one ``Refused`` with every problem of every file."""
    return [Scored(*assessed(one)) for one in read_rounds(paths)]


def assessed(one: Round) -> tuple[Criteria, Scorecard]:
    """The edition of a round, and its scorecard. Raises ``Refused`` for an edition that is not there."""
    criteria = edition(one.facts.criteria)
    return criteria, score(criteria, one.facts)
