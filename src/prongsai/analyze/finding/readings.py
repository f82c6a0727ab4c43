"""Readings across instruments: inside and outside, perceived and disclosed, the parts apart, and high or low."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from prongsai.analyze.bars import bars
from prongsai.analyze.figure_keys import gap_key, reading_key
from prongsai.analyze.ranking import items_of, known
from prongsai.analyze.respondents_behind import inside
from prongsai.analyze.sentences import FigureValue, Sentence, bar_of, points_of, score_of, sentence
from prongsai.assess.scorecard import Scorecard
from prongsai.criteria.figure_id import FigureId, indicator_figure, item_figure
from prongsai.criteria.names import figure_name, item_name, listed
from prongsai.criteria.shapes import Criteria, Item, Link
from prongsai.language.exact import half_up
from prongsai.language.text import Text

# No official rule says what "high" or "a gap" is (agencies' "IIT สูง" names none): the bars are ours, tied to rules that
# everyone knows, and are always shown beside the reading.
Band = Literal["high", "middle", "low"]
BANDS: dict[Band, Text] = {
    "high": Text(th="สูง", en="high"),
    "middle": Text(th="ปานกลาง", en="middle"),
    "low": Text(th="ต่ำ", en="low"),
}

Pair = Literal["people", "disclosed"]
Kind = Literal[
    "agree-high",
    "agree-low",
    "agree-mixed",
    "inside-higher",
    "outside-higher",
    "disclosed-but-not-perceived",
    "perceived-but-not-disclosed",
    "unknown",
]


@dataclass(frozen=True, slots=True)
class InstrumentReading:
    """An instrument as high, middle or low, by the thresholds above; ``meaning`` is what that says by its kind."""

    figure: str
    score: Decimal
    band: Band
    sentence: Sentence
    meaning: Sentence


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a linked reading: the plain mean of its items' scores, None while one is not known.

    ``figures`` are the items that it rests on; ``lost`` those of them that have less than the full score. Points 0–100.
    """

    figures: tuple[FigureId, ...]
    mean: Fraction | None
    lost: tuple[FigureId, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Linked items read together. ``pair``: ``people`` (inside and outside) or ``disclosed`` (perceived and disclosed).

    ``parts`` are the parts whose answers count as outside: only those in which all linked items are known.
    """

    link: str
    topic: Text
    pair: Pair
    kind: Kind
    inside: Side
    outside: Side
    disclosed: Side
    parts: tuple[str, ...]
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class PartGap:
    """The same figure in two parts of an instrument: ``gap`` is the first less the second, in points."""

    figure: str
    first: FigureId
    second: FigureId
    gap: Decimal
    apart: bool
    sentence: Sentence


def instrument_readings(criteria: Criteria, scorecard: Scorecard) -> tuple[InstrumentReading, ...]:
    """Every instrument that has a score; the rule itself is ``band_rule``."""
    banded = []
    for figure, score in known(scorecard, criteria.instruments).items():
        band: Band = "high" if score >= bars().high else "middle" if score >= bars().middle else "low"
        said = sentence(
            "band.of", {"score": score_of(figure, score)}, {"name": figure_name(criteria, figure), "band": BANDS[band]}
        )
        banded.append(InstrumentReading(figure, score, band, said, _meaning(criteria, figure, band)))
    return tuple(banded)


def _meaning(criteria: Criteria, figure: str, band: Band) -> Sentence:
    asked = criteria.instruments[figure]
    side = "disclosed" if asked.kind == "disclosure" else "inside" if figure == inside(criteria) else "outside"
    topics = listed([criteria.indicators[number].name for number in asked.indicators])
    return sentence(f"meaning.{side}-{band}", {}, {"topics": topics})


def band_rule() -> Sentence:
    """What high, middle and low mean, to be shown wherever they are."""
    return sentence(
        "band.rule", {"high": bar_of("bar:high", bars().high), "middle": bar_of("bar:middle", bars().middle)}
    )


def readings(criteria: Criteria, scorecard: Scorecard) -> tuple[Reading, ...]:
    """Up to two readings per link: people inside and outside, and what they see and what is disclosed."""
    link_readings: list[Reading] = []
    if not known(scorecard, scorecard.figures):
        return ()
    for link in criteria.links:
        inside, outside, disclosed, parts = _sides(criteria, scorecard, link)
        if inside.figures and outside.figures:
            kind = _people(inside.mean, outside.mean)
            said = _said(link, "people", kind, {"inside": inside.mean, "outside": outside.mean})
            link_readings.append(Reading(link.id, link.topic, "people", kind, inside, outside, disclosed, parts, said))
        if disclosed.figures and (inside.figures or outside.figures):
            means = [side.mean for side in (inside, outside) if side.figures]
            values = [mean for mean in means if mean is not None]
            perceived = sum(values, Fraction(0)) / len(values) if len(values) == len(means) else None
            kind = _disclosed(perceived, disclosed.mean)
            said = _said(link, "disclosed", kind, {"perceived": perceived, "disclosed": disclosed.mean})
            link_readings.append(
                Reading(link.id, link.topic, "disclosed", kind, inside, outside, disclosed, parts, said)
            )
    return tuple(link_readings)


def _sides(criteria: Criteria, scorecard: Scorecard, link: Link) -> tuple[Side, Side, Side, tuple[str, ...]]:
    """The sides of a link: the first survey asks inside, the others outside (grounds: “Inside and outside”)."""
    surveys = [instrument for instrument in criteria.instruments.values() if instrument.kind == "survey"]
    inside: list[FigureId] = []
    outside: list[FigureId] = []
    disclosed: list[FigureId] = []
    asked: list[str] = []
    for instrument in criteria.instruments.values():
        items = [
            item for item in link.items if item in criteria.items and criteria.items[item].instrument == instrument.id
        ]
        for part in instrument.parts if items else ():
            figures = [item_figure(part.id, item) for item in items]
            if instrument.kind == "disclosure":
                disclosed += figures
            elif instrument is surveys[0]:
                inside += figures
            else:
                asked.append(part.id)
                outside += figures
    parts = tuple(
        part for part in asked if _mean(scorecard, [figure for figure in outside if figure.part == part]) is not None
    )
    heard = [figure for figure in outside if figure.part in parts] if parts else outside
    return _side(scorecard, inside), _side(scorecard, heard), _side(scorecard, disclosed), parts


def _side(scorecard: Scorecard, figures: list[FigureId]) -> Side:
    lost = tuple(figure for figure, value in known(scorecard, figures).items() if value < 100)
    return Side(tuple(figures), _mean(scorecard, figures), lost)


def _mean(scorecard: Scorecard, figures: list[FigureId]) -> Fraction | None:
    values = known(scorecard, figures)
    if not figures or len(values) < len(figures):
        return None
    return sum((Fraction(value) for value in values.values()), Fraction(0)) / len(values)


def _people(inside: Fraction | None, outside: Fraction | None) -> Kind:
    if inside is None or outside is None:
        return "unknown"
    if abs(inside - outside) >= bars().gap:
        return "inside-higher" if inside > outside else "outside-higher"
    if (inside >= bars().high) != (outside >= bars().high):
        return "agree-mixed"
    return "agree-high" if inside >= bars().high else "agree-low"


def _disclosed(perceived: Fraction | None, disclosed: Fraction | None) -> Kind:
    if perceived is None or disclosed is None:
        return "unknown"
    table: dict[tuple[bool, bool], Kind] = {
        (True, True): "agree-high",
        (False, False): "agree-low",
        (False, True): "disclosed-but-not-perceived",
        (True, False): "perceived-but-not-disclosed",
    }
    return table[perceived >= bars().high, disclosed >= bars().high]


def _said(link: Link, pair: Pair, kind: Kind, means: dict[str, Fraction | None]) -> Sentence:
    figures: dict[str, FigureValue] = {
        name: score_of(reading_key(link.id, name), half_up(mean)) for name, mean in means.items() if mean is not None
    }
    figures["high"] = bar_of("bar:high", bars().high)
    return sentence(f"{pair}.{kind}", figures, {"topic": link.topic})


def part_gaps(criteria: Criteria, scorecard: Scorecard) -> tuple[PartGap, ...]:
    """Two parts of an instrument beside each other: as a whole, by indicator and by item, where both are known."""
    gaps = []
    for instrument in criteria.instruments.values():
        parts = [part.id for part in instrument.parts]
        for at, first in enumerate(parts):
            for second in parts[at + 1 :]:
                rows = [(instrument.id, FigureId(first), FigureId(second))]
                rows += [
                    (indicator_figure(number), indicator_figure(number, first), indicator_figure(number, second))
                    for number in instrument.indicators
                ]
                firsts, seconds = items_of(criteria, first), items_of(criteria, second)
                rows += [(a.number, a, b) for a, b in zip(firsts, seconds, strict=True)]
                gaps += [gap for row in rows if (gap := _gap(criteria, scorecard, *row)) is not None]
    return tuple(gaps)


def _gap(criteria: Criteria, scorecard: Scorecard, figure: str, first: FigureId, second: FigureId) -> PartGap | None:
    values = known(scorecard, (first, second))
    if len(values) < 2:
        return None
    gap = values[first] - values[second]
    apart = abs(gap) >= bars().gap
    item = criteria.items.get(figure)
    name = figure_name(criteria, figure) if item is None else _item(criteria, item)
    whole = "whole-" if figure in criteria.instruments else ""
    said = sentence(
        f"parts.{whole}apart" if apart else f"parts.{whole}alike",
        {
            "a": score_of(first, values[first]),
            "b": score_of(second, values[second]),
            "gap": points_of(gap_key(first, second), gap),
        },
        {
            "name": name,
            "first": figure_name(criteria, first.part or ""),
            "second": _second(criteria, second),
        },
    )
    return PartGap(figure, first, second, gap, apart, said)


def _item(criteria: Criteria, item: Item) -> Text:
    name = item_name(criteria, item)
    return Text(th=f"ข้อ {name.th}", en=name.en)


def _second(criteria: Criteria, figure: FigureId) -> Text:
    """The second of two parts, without the instrument that the first has named: ``ส่วนที่ 2``."""
    part = figure.part or ""
    name, whole = figure_name(criteria, part), criteria.instrument_of_part(part).short
    bare = name.th.removeprefix(f"{whole.th} ")
    return Text(th=bare if bare != name.th else f" {bare}", en=name.en.removeprefix(f"{whole.en} "))
