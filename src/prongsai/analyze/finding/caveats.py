"""What the reader of findings must know: who answered, what is not known, what the score does not say."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from prongsai.analyze.finding.disclosure import Loss
from prongsai.analyze.ranking import items_of, known, least_possible
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
    all_caveats: list[Caveat] = []
    for part in criteria.part_ids():
        if criteria.instrument_of_part(part).kind == "survey":
            all_caveats += _respondents(criteria, facts, part, scored=part in values)
    whole = ["total"]
    for instrument in criteria.instruments.values():
        whole += [instrument.id, *(part.id for part in instrument.parts if part.id != instrument.id)]
    unknown = tuple(figure for figure in (*whole, *map(indicator_figure, criteria.indicators)) if figure not in values)
    if unknown:
        said = sentence("caveat.unknown-figures", {}, {"names": figure_names(criteria, unknown)})
        all_caveats.append(Caveat("unknown-figures", unknown, said))
    for part in criteria.part_ids():
        all_caveats += _unknown_items(criteria, scorecard, part)
    fitted = tuple(dict.fromkeys(loss.figure.part or "" for loss in lost if loss.fitted))
    if fitted:
        said = sentence("caveat.fitted-weights", {}, {"part": figure_names(criteria, fitted)})
        all_caveats.append(Caveat("fitted-weights", fitted, said))
    if scorecard.differences:
        figures = tuple(difference.figure for difference in scorecard.differences)
        all_caveats.append(
            Caveat(
                "differences",
                figures,
                sentence("caveat.differences", {"count": count_of("count:differences", len(figures))}),
            )
        )
    all_caveats.append(Caveat("perception", (), sentence("caveat.perception")))
    return tuple(all_caveats)


def _respondents(criteria: Criteria, facts: Facts, part: str, *, scored: bool) -> list[Caveat]:
    answers = facts.answers.get(part)
    people = answers.respondents if answers else None
    words = {"part": figure_name(criteria, part)}
    if people is None:
        unknown = Caveat("respondents-unknown", (part,), sentence("caveat.respondents-unknown", {}, words))
        return [unknown] if scored else []
    count = count_of(f"count:{part}.respondents", people)
    part_caveats = [Caveat("respondents", (part,), sentence("caveat.respondents", {"count": count}, words))]
    if people < SMALL:
        figures = {"count": count, "least": count_of("bar:small-sample", SMALL)}
        part_caveats.append(Caveat("small-sample", (part,), sentence("caveat.small-sample", figures, words)))
    for rule in criteria.samples:
        least = smallest_sample(rule, facts) if rule.part == part else None
        if least is not None and people < least:
            figures = {"count": count, "least": count_of(f"bar:minimum:{part}", least)}
            part_caveats.append(Caveat("below-minimum", (part,), sentence("caveat.below-minimum", figures, words)))
            break
    return part_caveats


def _unknown_items(criteria: Criteria, scorecard: Scorecard, part: str) -> list[Caveat]:
    figures = items_of(criteria, part)
    values = known(scorecard, figures)
    if not values or len(values) == len(figures):
        return []
    missing = tuple(figure for figure in figures if figure not in values)
    least = min(values.values())
    bounds = (least_possible(criteria, scorecard, figure) for figure in missing)
    decided = all(bound is not None and bound > Fraction(least) for bound in bounds)
    said = sentence(
        "caveat.unknown-items-above" if decided else "caveat.unknown-items",
        {
            "missing": count_of(f"count:{part}.unknown-items", len(missing)),
            "whole": count_of(f"count:{part}.items", len(figures)),
        },
        {"part": figure_name(criteria, part)},
    )
    return [Caveat("unknown-items", missing, said)]
