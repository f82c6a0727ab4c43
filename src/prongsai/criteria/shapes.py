"""What one edition of the assessment's rules holds, and how surely each rule is known."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from prongsai.language.text import Text

Certainty = Literal["confirmed", "inferred", "recollection", "unknown"]

# From most to least certain; a figure is as certain as the least certain rule it rests on.
CERTAINTIES: tuple[Certainty, ...] = ("confirmed", "inferred", "recollection", "unknown")


@dataclass(frozen=True)
class Origin:
    """Where a value comes from: ``source`` holds ids of ``sources.yaml``; ``note`` says what is still open."""

    certainty: Certainty
    source: tuple[str, ...]
    note: Text | None = None


@dataclass(frozen=True)
class Source:
    """A document or page that rules are taken from. ``address`` is to cite, never to open."""

    id: str
    title: Text
    address: str | None = None


@dataclass(frozen=True)
class Scale:
    """Points per choice, in the order in which the choices are printed. Unit: points, 0–100.

    For disclosure items the points are the possible marks, highest first.
    """

    id: str
    points: tuple[Decimal, ...]
    origin: Origin


@dataclass(frozen=True)
class Question:
    """Something that gets points from a scale: a sub-question, or an item without sub-questions.

    ``direction`` is ``positive`` where a later choice is better, ``negative`` where an earlier one is,
    ``yes-no`` where there are two.
    """

    id: str
    wording: str
    options: tuple[str, ...]
    scale: Scale | None  # None: not known; answers cannot be scored
    direction: Literal["positive", "negative", "yes-no", "disclosure"]
    wording_origin: Origin


@dataclass(frozen=True)
class Element:
    """One thing that a disclosure item must show (องค์ประกอบด้านข้อมูล), in our own words.

    ``id``, as ``o12.3``, stays with it from revision to revision; None in editions kept before there were ids.
    """

    text: str
    origin: Origin
    condition: str | None = None
    kinds: tuple[str, ...] = ()  # kinds of agency it is for; empty = all
    id: str | None = None


@dataclass(frozen=True)
class Item:
    """One question of a survey (i1, e1) or one thing to disclose (o1).

    ``wording`` may hold ``{year}`` and ``{year-1}``. ``title_only`` is true where the year's wording is not known and
    ``wording`` is just a title. ``weight`` is the share of its indicator in percent where the edition weights items.
    """

    id: str
    instrument: str
    indicator: str
    sub_indicator: str | None
    wording: str
    short: Text
    title_only: bool
    question: Question | None  # None where there are sub-questions
    sub_questions: tuple[Question, ...]
    weight: Decimal | None
    weight_origin: Origin | None
    elements: tuple[Element, ...]
    origin: Origin


@dataclass(frozen=True)
class SubIndicator:
    """Part of an indicator, as ``9.1``."""

    id: str
    indicator: str
    name: Text
    items: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True)
class Indicator:
    """One of the ten indicators; ``measures`` says in a sentence or two what it measures."""

    id: str
    instrument: str
    name: Text
    short: Text
    measures: Text
    sub_indicators: tuple[str, ...]  # empty for surveys
    items: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True)
class Part:
    """A separately collected and separately shown part of an instrument: EIT1, EIT2. Else the instrument itself."""

    id: str
    name: Text
    short: Text
    origin: Origin


@dataclass(frozen=True)
class Instrument:
    """IIT, EIT or OIT. ``weight`` in percent of the total; ``kind`` says whether people answer or pages are checked."""

    id: str
    name: Text
    short: Text
    kind: Literal["survey", "disclosure"]
    weight: Decimal | None  # None: not known
    parts: tuple[Part, ...]
    indicators: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True)
class Method:
    """How the children of a figure become the figure, by name: ``name`` is one of ``assess``'s methods."""

    step: str  # item, item_with_sub_questions, survey_indicator, part, parts, sub_indicator, disclosure_indicator, …
    name: str | None  # None: not known; the figure is never computed, only shown when published
    origin: Origin


@dataclass(frozen=True)
class Rounding:
    """A rounding that belongs to the method: figures of ``step`` are rounded before they are used further."""

    step: str
    decimals: int
    mode: Literal["half_up"]
    origin: Origin


@dataclass(frozen=True)
class Level:
    """A result level: total at least ``total``, every tested figure at least ``each`` (None: no such test)."""

    name: str
    english: str
    total: Decimal
    each: Decimal | None
    origin: Origin


@dataclass(frozen=True)
class Levels:
    """The levels from best to worst, and the figures that are tested one by one."""

    tested: tuple[str, ...]
    decimals: int  # the total is compared after rounding to this many decimals
    steps: tuple[Level, ...]
    tested_origin: Origin
    decimals_origin: Origin


@dataclass(frozen=True)
class Target:
    """A target of the master plan: figure at least ``score``."""

    figure: str
    score: Decimal
    text: Text
    origin: Origin


@dataclass(frozen=True)
class Group:
    """One answer of a demographic question; ``code`` is what files use."""

    code: str
    label: Text


@dataclass(frozen=True)
class Demographic:
    """A one-way question about the respondents: age, gender, education, position, tenure, status, matter."""

    id: str
    name: Text
    parts: tuple[str, ...]  # IIT, EIT1 …: where it is asked
    groups: tuple[Group, ...]
    origin: Origin


@dataclass(frozen=True)
class SampleRule:
    """The least number of answers. Exactly one of ``share`` with floor/cap, or ``fixed`` for a group of agencies."""

    part: str
    text: Text
    origin: Origin
    population: Literal["staff", "visitors"] | None = None
    share: Decimal | None = None  # percent of the population
    floor: int | None = None
    cap: int | None = None
    everyone_below: int | None = None
    fixed: int | None = None
    kinds: tuple[str, ...] = ()
    size: str | None = None


@dataclass(frozen=True)
class Phase:
    """A phase of the year. Dates may be unknown; ``starts`` and ``ends`` are inclusive days."""

    id: str
    name: Text
    origin: Origin
    starts: datetime.date | None = None
    ends: datetime.date | None = None


@dataclass(frozen=True)
class Continuation:
    """Crosswalk: what ``here`` (an id of this edition) continues from the previous edition."""

    here: str
    there: tuple[str, ...]
    comparable: bool
    why: Text
    origin: Origin


@dataclass(frozen=True)
class MethodBreak:
    """A change of method that makes figures of two years not directly comparable."""

    figures: tuple[str, ...]  # figure ids or prefixes ending in ``*``
    why: Text
    origin: Origin


@dataclass(frozen=True)
class Crosswalk:
    """From the previous edition to this one."""

    previous: str
    items: tuple[Continuation, ...]
    breaks: tuple[MethodBreak, ...]
    dropped: tuple[str, ...]  # ids of the previous edition that nothing here continues


@dataclass(frozen=True)
class Link:
    """Items of several instruments about one topic, to be read together."""

    id: str
    topic: Text
    items: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True)
class Recommendation:
    """The product's own advice for an item that scores low; never shown as the assessor's."""

    item: str
    issue: str  # what a low score says, Thai
    advice: tuple[str, ...]  # acts: what, where, who
    refs: tuple[str, ...]  # items or sub-indicators to lean on
    origin: Origin
    measure: str | None = None  # what a measure made of the advice is called: an act, Thai


@dataclass(frozen=True)
class FormColumn:
    """A column of the year's plan form."""

    id: str
    heading: str


@dataclass(frozen=True)
class PlanForm:
    """A form in which plans are made: its columns, and the numbered issues where it has them.

    ``issue_of``: the issue under which a measure is filed, by item, sub-indicator or indicator (the nearest counts).
    """

    id: str
    name: Text
    columns: tuple[FormColumn, ...]
    issues: tuple[tuple[str, str, Origin], ...]  # number, title, origin
    origin: Origin
    issue_of: dict[str, str] = field(default_factory=dict)
    issue_origin: Origin | None = None


@dataclass(frozen=True)
class Assesses:
    """Kinds of agency that are assessed by an edition, and how surely that is known."""

    kinds: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True)
class Change:
    """A line of the edition's changelog: which years and figures a revision moves."""

    revision: int
    date: datetime.date
    text: Text
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Criteria:
    """One edition. ``checksum`` is over the canonical form of everything that is in it."""

    id: str
    year: int
    title: Text
    body: Text
    revision: int
    checksum: str
    changes: tuple[Change, ...]
    previous: str | None
    instruments: dict[str, Instrument]
    indicators: dict[str, Indicator]
    sub_indicators: dict[str, SubIndicator]
    items: dict[str, Item]
    scales: dict[str, Scale]
    methods: dict[str, Method]
    roundings: dict[str, Rounding]
    levels: Levels
    targets: tuple[Target, ...]
    demographics: dict[str, Demographic]
    samples: tuple[SampleRule, ...]
    phases: tuple[Phase, ...]
    crosswalk: Crosswalk | None
    links: tuple[Link, ...]
    recommendations: dict[str, Recommendation]
    forms: dict[str, PlanForm]
    sources: dict[str, Source]
    assesses: tuple[Assesses, ...] = ()  # nothing: it was not said
    notice: Text | None = None  # stands on every page and document
    carried_from: str | None = None  # the edition whose rules are carried over until those of the year are announced

    def parts(self, instrument: str) -> tuple[Part, ...]:
        """The parts of an instrument in order; an instrument without parts is its own part."""
        return self.instruments[instrument].parts

    def part_ids(self) -> tuple[str, ...]:
        """Every survey part and disclosure instrument in order: IIT, EIT1, EIT2, OIT."""
        return tuple(part.id for instrument in self.instruments.values() for part in instrument.parts)

    def instrument_of_part(self, part: str) -> Instrument:
        """The instrument that a part belongs to; KeyError where there is none."""
        for instrument in self.instruments.values():
            if any(own.id == part for own in instrument.parts):
                return instrument
        raise KeyError(part)

    def items_of(self, instrument: str) -> tuple[Item, ...]:
        """The items of an instrument in order."""
        return tuple(item for item in self.items.values() if item.instrument == instrument)
