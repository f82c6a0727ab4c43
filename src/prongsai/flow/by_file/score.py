"""From round files to scorecards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from prongsai.assess import scorecard_json
from prongsai.assess.score import score
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.shapes import Criteria
from prongsai.flow.by_file.rounds import no_collection, read_rounds
from prongsai.flow.rules import known
from prongsai.language.text import Language
from prongsai.roundfile.round import Round


@dataclass(frozen=True, slots=True)
class Scored:
    """A round of a file with its edition and its scorecard."""

    criteria: Criteria
    card: Scorecard

    def data(self, language: Language) -> dict[str, Any]:
        """The scorecard as plain data, its sentences in ``language``."""
        return scorecard_json.to_json(self.card, self.criteria, language)


def score_files(paths: Iterable[Path], criteria: str | None = None) -> list[Scored]:
    """Every round of the files, in their order. Raises one ``Refused`` with every problem of every file."""
    with no_collection():
        return [Scored(*assessed(one)) for one in read_rounds(paths, criteria=criteria)]


def written(scored: Iterable[Scored], language: Language) -> str:
    """Scorecards as one JSON array, indented."""
    # The standard library writes indented JSON in Python: of a nation's scorecards that takes longer than scoring.
    with no_collection():
        return to_json([card.data(language) for card in scored], indent=2).decode()


def assessed(one: Round, stored: known.Stored | None = None) -> tuple[Criteria, Scorecard]:
    """The edition of a round, and its scorecard. Raises ``Refused`` for an edition that is not there.

    ``stored``: the editions of the site, where it may be one of those.
    """
    criteria = known.edition(one.facts.criteria, stored)
    return criteria, score(criteria, one.facts)
