"""One value for each figure: what is said alike everywhere, or what the edition's arithmetic alone bears out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from prongsai.booklets.doubts import Doubtful
from prongsai.booklets.keys import Key, name_of, of_answers
from prongsai.booklets.said import Statement
from prongsai.booklets.trial import Trial
from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.shapes import Criteria
from prongsai.language.exact import decimals_of
from prongsai.language.text import Text

MOST_TRIED = 64  # ways to settle figures that hang together; more say nothing that is certain


@dataclass(frozen=True, slots=True)
class Taken:
    """A value that is certain, and the places that say it."""

    key: Key
    value: str
    places: tuple[str, ...]
    words: str


@dataclass(slots=True)
class Settled:
    """What was taken, and what was not."""

    taken: dict[Key, Taken] = field(default_factory=dict)
    doubts: list[Doubtful] = field(default_factory=list)


def settled(criteria: Criteria, trial: Trial, statements: Iterable[Statement]) -> Settled:
    """The values that are certain. ``trial`` scores by the edition of ``criteria``."""
    return _Settling(criteria, trial, statements).done


class _Settling:
    def __init__(self, criteria: Criteria, trial: Trial, statements: Iterable[Statement]) -> None:
        self.criteria = criteria
        self.trial = trial
        self.done = Settled()
        self.open: list[Statement] = []
        self.said: dict[Key, list[Statement]] = {}
        for statement in statements:
            if statement.sure:
                self.said.setdefault(statement.readings[0], []).append(statement)
            else:
                self.open.append(statement)
        self.conflicts: dict[Key, list[Statement]] = {}
        self._alike()
        self._conflicts()
        self._parts()
        self._respondents()
        self._left_over()
        self._lone()

    # What is said alike everywhere.

    def _alike(self) -> None:
        for key, statements in self.said.items():
            told = [each for each in statements if each.sort != "prose"] if _of_group(key) else statements
            if not told:
                continue  # a group's share in prose may be of another question: only its table is taken
            if len({_norm(key, each.value) for each in told}) == 1:
                self._take(key, told)
            else:
                self.conflicts[key] = told

    def _take(self, key: Key, statements: Sequence[Statement]) -> None:
        value = max((each.value for each in statements), key=lambda text: (decimals_in(text), len(text)))
        places = tuple(dict.fromkeys(each.place for each in statements))
        self.done.taken[key] = Taken(key, value, places, statements[0].words)

    @property
    def figures(self) -> dict[FigureId, Decimal]:
        """The scores of this year that are certain by now."""
        return {
            FigureId(key.of): Decimal(taken.value)
            for key, taken in self.done.taken.items()
            if key.kind == "score" and key.since is None
        }

    # What is said in several ways.

    def _conflicts(self) -> None:
        """Figures said in several ways: the value that each has in every way in which all fit what the others give."""
        scores = [key for key in self.conflicts if key.kind == "score" and key.since is None]
        ways = [list(dict.fromkeys(Decimal(each.value) for each in self.conflicts[key])) for key in scores]
        number = 1
        for way in ways:
            number *= len(way)
        if scores and number <= MOST_TRIED:
            known = self.figures
            before = self.trial.of(known).differing
            fits = [
                choice
                for choice in itertools.product(*ways)
                if not self.trial.of(
                    known | {FigureId(key.of): value for key, value in zip(scores, choice, strict=True)}
                ).differing
                - before
            ]
            for key, values_that_fit in zip(scores, zip(*fits, strict=True), strict=False):
                if len(set(values_that_fit)) == 1:
                    self._take(key, [each for each in self.conflicts[key] if Decimal(each.value) == values_that_fit[0]])
                    del self.conflicts[key]
        for key, statements in self.conflicts.items():
            values = ", ".join(dict.fromkeys(each.value for each in statements))
            name = name_of(self.criteria, key)
            why = Text(
                th=f"เอกสารระบุ {name.th} ไว้ต่างกัน ({values}) จึงยังไม่ทราบว่าค่าใดถูก",
                en=f"the booklet gives {name.en} in several ways ({values})",
            )
            offers = tuple((key, value) for value in dict.fromkeys(each.value for each in statements))
            self.done.doubts.append(Doubtful(statements[0].place, statements[0].words, why, offers))

    # What may be of several figures.

    def _parts(self) -> None:
        """Scores, answers and groups whose part is not said: together of the one part that they fit."""
        for instrument in self.criteria.instruments.values():
            if len(instrument.parts) < 2:
                continue
            parts = [part.id for part in instrument.parts]
            group = [each for each in self.open if _in_parts(each, parts)]
            if group:
                self._one_part(group, parts)
        self._over_parts()

    def _one_part(self, group: list[Statement], parts: list[str]) -> None:
        scores = [each for each in group if each.readings[0].kind == "score"]
        fitting = []
        for part in parts:
            figures, clash = dict(self.figures), False
            for each in scores:
                figure = FigureId(_reading_of(each, part).of)
                value = Decimal(each.value)
                clash |= figures.get(figure, value) != value
                figures[figure] = value
            before = self.trial.of(self.figures)
            tried = self.trial.of(figures)
            new = tried.differing - before.differing
            gained = tried.borne_out - before.borne_out - {FigureId(_reading_of(each, part).of) for each in scores}
            if not clash and not new:
                fitting.append((part, bool(gained)))
        if len(fitting) != 1 or not fitting[0][1]:
            return
        part = fitting[0][0]
        by_key: dict[Key, list[Statement]] = {}
        for each in group:
            by_key.setdefault(_reading_of(each, part), []).append(each)
            self.open.remove(each)
        for key, statements in by_key.items():
            if key.kind == "count" and key.of.endswith(".respondents"):
                self.open += statements  # how many answered does not follow from scores
            elif key not in self.done.taken and len({_norm(key, each.value) for each in statements}) == 1:
                self._take(key, statements)

    def _over_parts(self) -> None:
        """ "ตัวชี้วัดที่ 6" where no part is named: the indicator over all parts, where the arithmetic bears it out or
        the booklet gives no score of a part at all."""
        families = [each for each in self.open if _over_all(each)]
        now = [each for each in families if each.readings[0].since is None]
        figures = dict(self.figures)
        for each in now:
            figures.setdefault(FigureId(_bare(each).of), Decimal(each.value))
        before, tried = self.trial.of(self.figures), self.trial.of(figures)
        own = {FigureId(_bare(each).of) for each in now}
        fits = not (tried.differing - before.differing) and bool(tried.borne_out - before.borne_out)
        parts = {part.id for instrument in self.criteria.instruments.values() for part in instrument.parts}
        parts -= set(self.criteria.instruments)
        parted = any(
            FigureId(key.of).part in parts or key.of in parts for key in self.done.taken if key.kind == "score"
        )
        if not fits and (parted or tried.differing & own):
            return
        by_key: dict[Key, list[Statement]] = {}
        for each in families:
            by_key.setdefault(_bare(each), []).append(each)
        for key, statements in by_key.items():
            if key in self.done.taken or len({_norm(key, each.value) for each in statements}) > 1:
                continue
            self._take(key, statements)
            for each in statements:
                self.open.remove(each)

    def _respondents(self) -> None:
        """How many answered, where the groups of one part alone add to that."""
        sums: dict[str, set[int]] = {}
        by_question: dict[tuple[str, str], int] = {}
        for key, taken in self.done.taken.items():
            part, _, rest = key.of.partition(".")
            if key.kind == "count" and not of_answers(key) and "." in rest:
                question = (part, rest.partition(".")[0])
                by_question[question] = by_question.get(question, 0) + int(taken.value)
        for (part, _), whole in by_question.items():
            sums.setdefault(part, set()).add(whole)
        for each in list(self.open):
            if each.readings[0].kind != "count" or not each.readings[0].of.endswith(".respondents"):
                continue
            fitting = [key for key in each.readings if sums.get(key.of.partition(".")[0]) == {int(each.value)}]
            if len(fitting) == 1:
                self._take(fitting[0], [each])
                self.open.remove(each)

    def _left_over(self) -> None:
        """What is left where all other readings are of figures that are known to be otherwise."""
        for each in self.open:
            known = [key for key in each.readings if key in self.done.taken]
            if any(_norm(key, self.done.taken[key].value) == _norm(key, each.value) for key in known):
                continue  # it says what is known
            rest = [key for key in each.readings if key not in self.done.taken and key not in self.conflicts]
            if len(rest) == 1 and self._borne_out(rest[0], each):
                self._take(rest[0], [each])
                continue
            self._doubt(each, rest or list(each.readings))

    def _borne_out(self, key: Key, each: Statement) -> bool:
        if key.kind != "score" or key.since is not None:
            return False
        figures = self.figures
        before, tried = self.trial.of(figures), self.trial.of(figures | {FigureId(key.of): Decimal(each.value)})
        return not (tried.differing - before.differing) and len(tried.borne_out) > len(before.borne_out)

    def _doubt(self, each: Statement, keys: Sequence[Key]) -> None:
        names = [name_of(self.criteria, key) for key in keys]
        why = Text(
            th=f"{each.value} อาจเป็นของ"
            + " หรือ ".join(dict.fromkeys(name.th for name in names))
            + " เอกสารไม่ได้ระบุให้ชัด",
            en=f"{each.value} may be of " + " or ".join(dict.fromkeys(name.en for name in names)),
        )
        offers = tuple((key, each.value) for key in keys)
        self.done.doubts.append(Doubtful(each.place, each.words, why, offers))

    # What one sentence alone says against all others.

    def _lone(self) -> None:
        """A score that a single sentence gives and that the figures of tables speak against is not certain."""
        figures = self.figures
        differing = self.trial.of(figures).differing
        if not differing:
            return
        for figure in list(figures):
            key = Key("score", figure)
            if self._told_by_table(key) or len(self.done.taken[key].places) > 1:
                continue
            without = self.trial.of({other: value for other, value in figures.items() if other != figure}).differing
            if without < differing:
                taken = self.done.taken.pop(key)
                name = name_of(self.criteria, key)
                why = Text(
                    th=f"{name.th} {taken.value} ขัดกับคะแนนอื่นในเอกสารเมื่อคำนวณตามเกณฑ์",
                    en=f"{name.en} {taken.value} is not what the booklet's other scores give",
                )
                self.done.doubts.append(Doubtful(taken.places[0], taken.words, why, ((key, taken.value),)))

    def _told_by_table(self, key: Key) -> bool:
        return any(each.sort != "prose" for each in self.said.get(key, ()))


def _of_group(key: Key) -> bool:
    """Whether a key is of a group of respondents, or of one choice of a question."""
    return key.kind in ("count", "share") and not key.of.endswith(".respondents")


def _norm(key: Key, value: str) -> object:
    return value if key.kind == "level" else Decimal(value)


def decimals_in(text: str) -> int:
    """How many decimals a number is printed with; 0 for a word."""
    return decimals_of(Decimal(text)) if text[:1].isdigit() else 0


def _in_parts(each: Statement, parts: Sequence[str]) -> bool:
    """Whether the readings differ by the part alone: one reading for each."""
    first = each.readings[0]
    found = {_part(key) for key in each.readings}
    return (
        found == set(parts)
        and len(each.readings) == len(parts)
        and first.since is None
        and len({key.of.partition(".")[2] for key in each.readings}) == 1
    )


def _part(key: Key) -> str:
    return key.of.partition(".")[0]


def _reading_of(each: Statement, part: str) -> Key:
    return next(key for key in each.readings if _part(key) == part)


def _over_all(each: Statement) -> bool:
    """Whether a statement is of an indicator, over all parts or of one."""
    figures = [FigureId(key.of) for key in each.readings if key.kind == "score"]
    return (
        len(figures) == len(each.readings)
        and all(figure.kind == "indicator" for figure in figures)
        and len({figure.over_all_parts for figure in figures}) == 1
        and any(figure.part is None for figure in figures)
    )


def _bare(each: Statement) -> Key:
    """The reading over all parts."""
    return next(key for key in each.readings if FigureId(key.of).part is None)
