"""What the reader of findings must know: who answered, what is not known, what the score does not say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from prongsai.analyze.finding.disclosure import Loss
from prongsai.analyze.ranking import items_of, known
from prongsai.analyze.sentences import Sentence, count_of, sentence
from prongsai.assess.notices import smallest_sample
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts
from prongsai.criteria.figure_id import indicator_figure
from prongsai.criteria.names import figure_name, figure_names
from prongsai.criteria.shapes import Criteria

# Below so many answers one person moves the score by more than three points; it is also the floor of the sample rules.
SMALL = 30

CaveatKind = Literal[
    "respondents",
    "respondents-unknown",
    "small-sample",
    "below-minimum",
    "unknown-figures",
    "unknown-items",
    "fitted-weights",
    "differences",
    "perception",
]


@dataclass(frozen=True, slots=True)
class Caveat:
    """One caveat; ``figures`` are the figures or parts that it is about."""

    kind: CaveatKind
    figures: tuple[str, ...]
    sentence: Sentence


def caveats(criteria: Criteria, facts: Facts, scorecard: Scorecard, lost: tuple[Loss, ...]) -> tuple[Caveat, ...]:
    """All caveats, respondents first; none where no score is known."""
    values = known(scorecard, scorecard.figures)
    if not values:
        return ()
    found: list[Caveat] = []
    for part in criteria.part_ids():
        if criteria.instrument_of_part(part).kind == "survey":
            found += _respondents(criteria, facts, part, scored=part in values)
    whole = ["total"]
    for instrument in criteria.instruments.values():
        whole += [instrument.id, *(part.id for part in instrument.parts if part.id != instrument.id)]
    unknown = tuple(each for each in (*whole, *map(indicator_figure, criteria.indicators)) if each not in values)
    if unknown:
        said = sentence("caveat.unknown-figures", {}, {"names": figure_names(criteria, unknown)})
        found.append(Caveat("unknown-figures", unknown, said))
    for part in criteria.part_ids():
        found += _unknown_items(criteria, scorecard, part)
    fitted = tuple(dict.fromkeys(each.figure.part or "" for each in lost if each.fitted))
    if fitted:
        said = sentence("caveat.fitted-weights", {}, {"part": figure_names(criteria, fitted)})
        found.append(Caveat("fitted-weights", fitted, said))
    if scorecard.differences:
        figures = tuple(each.figure for each in scorecard.differences)
        found.append(
            Caveat(
                "differences",
                figures,
                sentence("caveat.differences", {"count": count_of("count:differences", len(figures))}),
            )
        )
    found.append(Caveat("perception", (), sentence("caveat.perception")))
    return tuple(found)


def _respondents(criteria: Criteria, facts: Facts, part: str, *, scored: bool) -> list[Caveat]:
    answers = facts.answers.get(part)
    people = answers.respondents if answers else None
    words = {"part": figure_name(criteria, part)}
    if people is None:
        unknown = Caveat("respondents-unknown", (part,), sentence("caveat.respondents-unknown", {}, words))
        return [unknown] if scored else []
    count = count_of(f"count:{part}.respondents", people)
    found = [Caveat("respondents", (part,), sentence("caveat.respondents", {"count": count}, words))]
    if people < SMALL:
        figures = {"count": count, "least": count_of("bar:small-sample", SMALL)}
        found.append(Caveat("small-sample", (part,), sentence("caveat.small-sample", figures, words)))
    for rule in criteria.samples:
        least = smallest_sample(rule, facts) if rule.part == part else None
        if least is not None and people < least:
            figures = {"count": count, "least": count_of(f"bar:minimum:{part}", least)}
            found.append(Caveat("below-minimum", (part,), sentence("caveat.below-minimum", figures, words)))
            break
    return found


def _unknown_items(criteria: Criteria, scorecard: Scorecard, part: str) -> list[Caveat]:
    figures = items_of(criteria, part)
    values = known(scorecard, figures)
    if not values or len(values) == len(figures):
        return []
    missing = tuple(each for each in figures if each not in values)
    said = sentence(
        "caveat.unknown-items",
        {
            "missing": count_of(f"count:{part}.unknown-items", len(missing)),
            "whole": count_of(f"count:{part}.items", len(figures)),
        },
        {"part": figure_name(criteria, part)},
    )
    return [Caveat("unknown-items", missing, said)]
