"""Writes docs/reference/scorecard.md from the scorecards of the examples; with --check only says whether it is new."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from prongsai.assess.scorecard_json import to_json
from prongsai.flow.by_file.rounds import read_rounds
from prongsai.flow.by_file.score import assessed

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "scorecard.md"
EXAMPLES = Path(str(files("prongsai"))) / "examples"
SHOWN = "watthana-nakhon-2568"  # the example whose figure and difference the page prints

INTRODUCTION = """\
# The scorecard

`prongsai score FILE… --json` prints one list, with one scorecard (`prongsai/scorecard@1`) for each round file, in the
order of the files. Every figure of the edition stands in it; what is not known is `null`. This page is written by
`scripts/scorecard_reference.py` from the scorecards of the examples.

- **Scores are texts**, with the digits that are shown; points, 0–100. `exact` is a fraction, `numerator/denominator`.
- **What is shown** (`score`) is the published figure where there is one, else the computed one.
- **Computed** only where every child has a value: its published one, else its exact computed one. Marks of
  disclosure items are given, not computed.
- Texts for people (`reason`, `warnings`) are Thai or English, by `--lang`.
"""

# What stands under a key of each mapping.
NOTES = {
    "Scorecard": {
        "format": "`prongsai/scorecard@1`",
        "agency": "`name` of the agency",
        "year": "the fiscal year assessed, Buddhist era",
        "criteria": "the edition",
        "criteria_revision": "its revision",
        "criteria_checksum": "over all that is in the edition",
        "total": "a [figure](#figure)",
        "level": "the [level](#level)",
        "instruments": "a figure by instrument and part: `IIT`, `EIT`, `EIT1`, `EIT2`, `OIT`",
        "indicators": "a figure by indicator: `1` … `10`",
        "part_indicators": "by part of an instrument that has parts, a figure by indicator",
        "sub_indicators": "a figure by sub-indicator: `9.1`",
        "items": "by part, a figure by item: `EIT1` → `e2`",
        "differences": "[differences](#difference) that rounding cannot explain",
        "warnings": "what is odd in the file, though it could be read",
    },
    "Figure": {
        "score": "what is shown",
        "basis": "`published` or `computed`; `null` where there is no score",
        "computed": "`exact`, rounded half-up to two decimals",
        "exact": "the computed value; of a disclosure item the mark that goes into its indicator",
        "certainty": "of what is shown: `confirmed` if published, if computed as sure as its least certain rule",
        "rests_on": "the uncertain rules below the computed value, as `weights`",
        "respondents": "people who answered; only where it is known",
    },
    "Level": {
        "name": "what is shown",
        "basis": "`published` or `computed`",
        "computed": "the level by the rules; `null` where an unknown part could change it",
        "possible": "the levels still possible",
        "certainty": "as for a figure",
        "reason": "why it is not decided",
    },
    "Difference": {
        "figure": "the figure's id, as `IIT` or `ind:6@EIT1`",
        "published": "as published",
        "computed": "what its parts give",
        "explainable": "how far rounding of the parts reaches, in points; empty for the level",
        "affects": "the figures that rest on it",
    },
}


def cards() -> dict[str, Any]:
    """The scorecard of every example, as JSON values, by the file's name."""
    found = {}
    for path in sorted(EXAMPLES.glob("*.yaml")):
        (one,) = read_rounds([path])
        criteria, card = assessed(one)
        found[path.stem] = json.loads(json.dumps(to_json(card, criteria, "en")))
    return found


def mappings(card: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping of a scorecard that has a table here, with the name of its table."""
    yield "Scorecard", card
    yield "Level", card["level"]
    yield from (("Difference", one) for one in card["differences"])
    yield "Figure", card["total"]
    for group in ("instruments", "indicators", "sub_indicators"):
        yield from (("Figure", one) for one in card[group].values())
    for group in ("part_indicators", "items"):
        yield from (("Figure", one) for part in card[group].values() for one in part.values())


def kinds(made: dict[str, Any]) -> dict[str, dict[str, set[str]]]:
    """The keys that occur in each mapping, with the types that their values have."""
    found: dict[str, dict[str, set[str]]] = {name: {} for name in NOTES}
    for card in made.values():
        for name, mapping in mappings(card):
            for key, value in mapping.items():
                found[name].setdefault(key, set()).add(_kind(value))
    return found


def _kind(value: Any) -> str:
    match value:
        case None:
            return "null"
        case str():
            return "text"
        case int():
            return "number"
        case list():
            return "list"
        case _:
            return "mapping"


def page() -> str:
    """The whole page."""
    made = cards()
    lines = [INTRODUCTION]
    for name, keys in kinds(made).items():
        lines.append(f"\n## {name}\n\n| key | type | |\n|---|---|---|\n")
        for key, types in keys.items():
            kind = " or ".join(sorted(types, key=lambda one: (one == "null", one)))
            lines.append(f"| `{key}` | {kind} | {NOTES[name][key]} |\n")
    shown = made[SHOWN]
    for title, value in (("A figure", shown["instruments"]["OIT"]), ("A difference", shown["differences"][0])):
        lines.append(f"\n{title} of `{SHOWN}`:\n\n```json\n{json.dumps(value, ensure_ascii=False, indent=1)}\n```\n")
    return "".join(lines)


def main() -> None:
    """Writes the page, or with --check ends with status 1 where it is not as it would be written."""
    new = page()
    if "--check" not in sys.argv:
        PAGE.write_text(new, encoding="utf-8", newline="\n")
    elif PAGE.read_text(encoding="utf-8") != new:
        sys.exit("docs/reference/scorecard.md is not up to date; run scripts/scorecard_reference.py")


if __name__ == "__main__":
    main()
