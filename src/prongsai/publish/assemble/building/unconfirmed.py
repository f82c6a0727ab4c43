"""Runs in which every figure that rests on unconfirmed rules has a star, and the one note that says so."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from prongsai.analyze.figure_keys import SIDES, FigureKey, gap_key, key_of, reading_key
from prongsai.analyze.sentences import FigureValue, Sentence
from prongsai.publish.assemble.building.wording import STAR_NOTE, UNSURE_NOTE, note, scored, unsure
from prongsai.publish.assemble.dossier import Dossier
from prongsai.publish.figures import Figures
from prongsai.publish.report import Block, Chart, Ref, Run, Runs, Words

STAR = Words("*")


class Starred:
    """The figures of one part: shows them, and remembers whether one got a star."""

    def __init__(self, dossier: Dossier, figures: Figures) -> None:
        self.dossier = dossier
        self.figures = figures
        self.used = False

    def score(self, figure: str, *, bold: bool = False) -> Runs:
        """The score of a figure of this year; a dash where it is not known."""
        return self._star(figure, scored(self.figures, figure, bold=bold)[:1])

    def value(self, value: FigureValue, *, bold: bool = False) -> Runs:
        """A figure of the findings."""
        return self._star(value.key, (self.figures.put(value.key, value.text, value.kind, bold=bold),))

    def said(self, sentence: Sentence) -> Runs:
        """A sentence of the findings."""
        runs: list[Run] = []
        for part in sentence.parts():
            runs += (Words(part),) if isinstance(part, str) else self.value(part)
        return tuple(runs)

    def _star(self, key: str, runs: Runs) -> Runs:
        if not isinstance(runs[0], Ref) or not rests_on_unconfirmed(self.dossier, self.figures, key):
            return runs
        self.used = True
        return (*runs, STAR)

    def closed(self, blocks: Iterable[Block]) -> list[Block]:
        """The part's blocks, with the note about stars under them where there is one; what is signed has one in all."""
        made = list(blocks)
        return [*made, note(UNSURE_NOTE)] if self.used and not self.dossier.clean else made


def noted_once(dossier: Dossier, blocks: Iterable[Block]) -> list[Block]:
    """The blocks of a document; of one to be signed with the one note about stars, behind the first block with one."""
    made = list(blocks)
    if not dossier.clean:
        return made
    first = next((at for at, block in enumerate(made) if _starred(block)), None)
    return made if first is None else [*made[: first + 1], note(STAR_NOTE), *made[first + 1 :]]


def _starred(block: Block) -> bool:
    if isinstance(block, Chart):
        return any(name.endswith(STAR.text) for name in block.categories)
    # A star stands alone, or behind the quotation marks of a level.
    return any(words.text == STAR.text or words.text.endswith(f"”{STAR.text}") for words in _words(block))


def _words(value: object) -> Iterator[Words]:
    if isinstance(value, Words):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from _words(inner)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _words(getattr(value, field.name))


def rests_on_unconfirmed(dossier: Dossier, figures: Figures, key: str) -> bool:
    """Whether the figure of a report ``key`` is computed, or derived from what is computed, by unconfirmed rules."""
    if key in dossier.scorecard.figures:
        return unsure(figures, key)
    own = key_of(key)
    match own.said:
        case "stake":
            losses = dossier.findings.losses
            return any(own.about in ("all", loss.figure) and loss.certainty != "confirmed" for loss in losses)
        case "reading":
            return _any(dossier, figures, _read(dossier, key))
        case "gap":
            return _any(dossier, figures, _gap(dossier, key))
        case "margin" | "lacking":
            return rests_on_unconfirmed(dossier, figures, own.about)
        case "change" | "size":
            return rests_on_unconfirmed(dossier, figures, own.about) or _past(dossier, own)
        case "score":
            return _past(dossier, own)
    return False


def _any(dossier: Dossier, figures: Figures, parts: Iterable[str]) -> bool:
    return any(rests_on_unconfirmed(dossier, figures, part) for part in parts)


def _read(dossier: Dossier, key: str) -> list[str]:
    """The items that a linked reading rests on."""
    sides = [
        (reading.inside, reading.outside, reading.disclosed)
        for reading in dossier.findings.readings
        if key in {reading_key(reading.link, side) for side in SIDES}
    ]
    return [figure for three in sides for side in three for figure in side.figures]


def _gap(dossier: Dossier, key: str) -> list[str]:
    gaps = [gap for gap in dossier.findings.part_gaps if key == gap_key(gap.first, gap.second)]
    return [figure for gap in gaps for figure in (gap.first, gap.second)]


def _past(dossier: Dossier, key: FigureKey) -> bool:
    """Whether a figure of an earlier year was computed by unconfirmed rules."""
    for past in dossier.findings.years:
        known = past.figures.get(key.about)
        if past.year == key.year and known is not None:
            return known.unconfirmed
    return False
