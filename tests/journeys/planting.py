"""Puts wrong figures into reports, one at a time and by a seed, as an officer's slip would."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from prongsai.analyze.printed_before import past_figure
from prongsai.assess.scorecard import Scorecard
from prongsai.collect.facts import Facts
from prongsai.criteria.shapes import Criteria
from prongsai.publish.report import Chart, Ref, Report, Shown, Words

# Figures that documents work out for themselves (points at stake, bars of a reading, weights) are no claims about the
# results; the shares of single answers are not judged either.
SHOWN_BY = ("level", "rank:", "change:", "size:", "margin:", "count:IIT.", "count:EIT", "share:IIT.", "share:EIT")


@dataclasses.dataclass(frozen=True)
class Slip:
    """One figure of a report shown wrongly: the how-manyth reference it is, its key, and what stands there instead."""

    at: int
    key: str
    right: str
    wrong: str


def slips(report: Report, criteria: Criteria, facts: Facts, scorecard: Scorecard, seed: int) -> list[Slip]:
    """A slip for every reference that a checker should understand, in the order of the document."""
    choose = random.Random(seed)
    return [
        Slip(at, key, report.figures[key].text, _wrong(report.figures[key], key, criteria, scorecard, choose))
        for at, key in enumerate(_keys(report))
        if _judged(key, facts, scorecard)
    ]


def _judged(key: str, facts: Facts, scorecard: Scorecard) -> bool:
    if key in scorecard.figures:
        return True
    if key == "level" or key.startswith("rank:ind"):
        return True
    if key.startswith(("count:", "share:")):
        rest = key.partition(":")[2].split(".")
        return rest[-1] == "respondents" or (len(rest) == 3 and not rest[1][1:].isdigit())
    name, at, year = key.partition("@")
    if at and year.isdigit() and len(year) == 4:
        return past_figure(facts, int(year), name) is not None
    if key.startswith(("change:", "size:")):
        figure, _, since = key.partition(":")[2].rpartition(":")
        return since.isdigit() and past_figure(facts, int(since), figure) is not None
    return key.startswith(SHOWN_BY) and not key.startswith("level")


def _wrong(shown: Shown, key: str, criteria: Criteria, scorecard: Scorecard, choose: random.Random) -> str:
    if shown.kind == "level":
        return choose.choice(
            [each.name for each in criteria.levels.steps if each.name not in (shown.text, scorecard.level.computed)]
        )
    value = Decimal(shown.text)
    if shown.kind == "rank":
        return str(choose.choice([each for each in range(1, 11) if abs(each - value) > 2]))
    if shown.kind == "count":
        return str(int(value) + choose.randint(3, 30))
    known = {figure.shown for figure in scorecard.figures.values()}
    low, high = (Decimal(-100), Decimal(100)) if shown.kind == "change" else (Decimal(0), Decimal(100))
    while True:
        step = Decimal(choose.randint(111, 999)) / 100
        other = value + choose.choice([step, -step])
        if low < other < high and other not in known:
            return f"{other:+.2f}" if shown.kind == "change" else f"{other:.2f}"


def planted(report: Report, *wrong: Slip) -> Report:
    """The report with slips in it; a slip in the text is a plain word, one in a chart a figure of its own."""
    by_place = {each.at: each for each in wrong}
    figures = dict(report.figures)
    counter = iter(range(1_000_000))

    def changed(value: Any) -> Any:
        if isinstance(value, Ref):
            slip = by_place.get(next(counter))
            return Words(slip.wrong) if slip else value
        if isinstance(value, Chart):
            series = []
            for one in value.series:
                keys = []
                for key in one.keys:
                    slip = by_place.get(next(counter)) if key else None
                    if slip is not None and key is not None:
                        figures[f"slip:{slip.at}"] = Shown(slip.wrong, figures[key].kind)
                        key = f"slip:{slip.at}"
                    keys.append(key)
                series.append(dataclasses.replace(one, keys=tuple(keys)))
            return dataclasses.replace(value, series=tuple(series))
        if isinstance(value, tuple):
            return tuple(changed(each) for each in value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = {each.name: changed(getattr(value, each.name)) for each in dataclasses.fields(value)}
            return dataclasses.replace(value, **fields)
        return value

    blocks = changed(report.blocks)
    return dataclasses.replace(report, blocks=blocks, figures=figures)


def _keys(report: Report) -> Iterator[str | Any]:
    """The key of every reference in the order in which ``planted`` meets them; empty for chart gaps that are none."""
    found: list[str] = []

    def visit(value: Any) -> None:
        if isinstance(value, Ref):
            found.append(value.key)
        elif isinstance(value, Chart):
            found.extend(key for one in value.series for key in one.keys if key)
        elif isinstance(value, tuple):
            for each in value:
                visit(each)
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            for each in dataclasses.fields(value):
                visit(getattr(value, each.name))

    visit(report.blocks)
    return iter(found)
