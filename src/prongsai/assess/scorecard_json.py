"""A scorecard as ``prongsai/scorecard@1``: every figure of the edition, unknown ones with nulls."""

from __future__ import annotations

from prongsai.assess.scorecard import Figure, Scorecard
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Language

FORMAT = "prongsai/scorecard@1"

Json = dict[str, object]


def to_json(scorecard: Scorecard, criteria: Criteria, language: Language = "th") -> Json:
    """The scorecard as plain JSON values: scores are texts, digits as shown; ``exact`` is ``numerator/denominator``.

    ``criteria`` is the edition that the scorecard was made with. Warnings and the level's reason are in ``language``.
    """
    groups: dict[str, dict[str, Json]] = {"instruments": {}, "indicators": {}, "sub_indicators": {}}
    part_indicators: dict[str, dict[str, Json]] = {}
    items: dict[str, dict[str, Json]] = {}
    for part in criteria.part_ids():
        items[part] = {}
        if part not in criteria.instruments:
            part_indicators[part] = {}
    for figure in scorecard.figures.values():
        value = figure_json(figure)
        match figure.id.place:
            case ("items", part, item):
                items[part][item] = value
            case ("part_indicators", part, number):
                part_indicators[part][number] = value
            case (group, name):
                groups[group][name] = value
    level = scorecard.level
    return {
        "format": FORMAT,
        "agency": {"name": scorecard.agency},
        "year": scorecard.year,
        "criteria": scorecard.criteria,
        "criteria_revision": scorecard.criteria_revision,
        "criteria_checksum": scorecard.criteria_checksum,
        "total": figure_json(scorecard.figures["total"]),
        "level": {
            "name": level.name,
            "basis": level.basis,
            "computed": level.computed,
            "possible": list(level.possible),
            "certainty": level.certainty,
            "reason": None if level.reason is None else level.reason.say(language),
        },
        "instruments": groups["instruments"],
        "indicators": groups["indicators"],
        "part_indicators": part_indicators,
        "sub_indicators": groups["sub_indicators"],
        "items": items,
        "differences": [
            {
                "figure": difference.figure,
                "published": difference.published,
                "computed": difference.computed,
                "explainable": difference.explainable,
                "affects": list(difference.affects),
            }
            for difference in scorecard.differences
        ],
        "warnings": [warning.say(language) for warning in scorecard.warnings],
    }


def figure_json(figure: Figure) -> Json:
    """One figure: what is shown, where it comes from, what its parts give, and what it rests on."""
    value: Json = {
        "score": None if figure.shown is None else str(figure.shown),
        "basis": figure.basis,
        "computed": None if figure.computed is None else str(figure.computed),
        "exact": None if figure.ratio is None else f"{figure.ratio[0]}/{figure.ratio[1]}",
        "certainty": figure.certainty,
        "rests_on": list(figure.rests_on),
    }
    if figure.respondents is not None:
        value["respondents"] = figure.respondents
    return value
