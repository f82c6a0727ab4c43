"""A booklet's passages → a draft round with the place of each figure, and what was not understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from prongsai.booklets.doubts import Doubtful
from prongsai.booklets.draft import draft_of
from prongsai.booklets.keys import of_answers
from prongsai.booklets.plan.reading import plan_in
from prongsai.booklets.said import said_of
from prongsai.booklets.settling import Settled, settled
from prongsai.booklets.trial import Trial
from prongsai.booklets.whose import Whose
from prongsai.collect.facts import Agency, Facts, PastYear, Published
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text
from prongsai.proofread.document.passages import Piece
from prongsai.proofread.numbers_read import Number


@dataclass(frozen=True, slots=True)
class Booklet:
    """What a booklet became. ``data``: a draft round file; ``doubts``: what was left out; ``unread``: numbers of which
    nothing is known; ``numbers``: how many in all."""

    data: dict[str, Any]
    settled: Settled
    doubts: tuple[Doubtful, ...]
    unread: tuple[Number, ...]
    numbers: int
    measures: tuple[tuple[str, str], ...] = ()  # where each row of the plan stands, and its first words

    @property
    def holds_something(self) -> bool:
        """Whether a figure or a measure was taken."""
        return bool(self.settled.taken or self.data.get("plan"))

    def places(self) -> dict[str, tuple[str, ...]]:
        """Where each figure stands, by its id; answers by question and groups by their question, one place each."""
        return plain_places(self.settled)

    def counts(self) -> dict[str, int]:
        """How many values were taken, by sort."""
        many = dict.fromkeys(("scores", "marks", "answers", "respondents", "past", "plan"), 0)
        disclosed = {row["item"] for row in self.data.get("disclosure", ())}
        for key in self.settled.taken:
            if key.since is not None:
                many["past"] += 1
            elif of_answers(key):
                many["answers"] += 1
            elif key.kind in ("count", "share"):
                many["respondents"] += 1
            elif key.kind == "score" and FigureId(key.of).number in disclosed:
                many["marks"] += 1
            else:
                many["scores"] += 1
        many["plan"] = len((self.data.get("plan") or {}).get("rows", ()))
        return many


def read_booklet(
    pieces: Sequence[Piece],
    criteria: Criteria,
    whose: Whose,
    past: Mapping[int, str | None],
) -> Booklet:
    """A booklet by the rules of ``criteria`` (and of its year). ``past``: the edition of each earlier year that may be
    spoken of, None where there is none. The data has not been checked as a round file."""
    history = {
        year: PastYear(published=Published(), criteria=edition)
        for year, edition in past.items()
        if year < criteria.year
    }
    facts = Facts(
        agency=Agency(name=whose.agency or "", kind=whose.kind),
        year=criteria.year,
        criteria=criteria.id,
        staff=None,
        visitors=None,
        answers={},
        disclosure={},
        published=Published(),
        history=history,
        assessor=(),
    )
    said = said_of(pieces, criteria, facts)
    found = settled(criteria, Trial(criteria, replace(facts, history={})), said.statements)
    found.doubts += said.left
    _levels(criteria, found)
    data = draft_of(criteria, criteria.year, whose, found, past)
    planned = plan_in(pieces, criteria, criteria.year)
    doubts = [*found.doubts, *planned.doubts]
    if planned.plan is not None and planned.plan["year"] <= criteria.year and _has_results(data):
        # A report of how the year's own plan was carried out; a file of results holds the plan that follows from them.
        doubts += [Doubtful(place, words, _OWN_YEAR) for place, words in planned.places[:1]]
    elif planned.plan is not None:
        data["plan"] = planned.plan
    measures = planned.places if "plan" in data else ()
    return Booklet(data, found, tuple(doubts), said.unread, said.numbers, measures)


_OWN_YEAR = Text(
    th="เป็นรายงานผลของแผนในปีเดียวกับผลการประเมิน ซึ่งไฟล์ข้อมูลที่มีผลของปีนั้นไม่มีที่เก็บ จึงไม่นำมาใช้",
    en="a report on the plan of the year itself, for which a file with that year's results has no place",
)


def _has_results(data: Mapping[str, Any]) -> bool:
    return any(data.get(section) for section in ("answers", "disclosure", "published"))


def _levels(criteria: Criteria, found: Settled) -> None:
    """A level that the year does not have is told, not taken."""
    names = {step.name for step in criteria.levels.steps}
    for key, taken in list(found.taken.items()):
        if key.kind == "level" and key.since is None and taken.value not in names:
            why = Text(
                th=f"“{taken.value}” ไม่ใช่ระดับของปี {criteria.year}",
                en=f"“{taken.value}” is no level of {criteria.year}",
            )
            found.doubts.append(Doubtful(taken.places[0], taken.words, why))
            del found.taken[key]


def plain_places(settled: Settled) -> dict[str, tuple[str, ...]]:
    """The places of what was taken, as ``Booklet.places``; a figure of an earlier year has that before it."""
    found: dict[str, tuple[str, ...]] = {}
    for key, taken in settled.taken.items():
        of = key.of.rpartition(".")[0] if key.kind in ("count", "share") and key.of.count(".") > 1 else key.of
        name = of if key.since is None else f"{key.since} {of}"
        found.setdefault(name, taken.places if name == key.of else taken.places[:1])
    return found
