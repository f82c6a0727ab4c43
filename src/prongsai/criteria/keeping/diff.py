"""What differs between two editions: first what moves a score, then the wording, then the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from prongsai.criteria.keeping.continuing import continuity
from prongsai.criteria.shapes import Criteria, Item, Question, Scale
from prongsai.language.text import Text

Group = Literal["score", "wording", "other"]
_Aspect = Callable[[Criteria, dict[str, str]], Iterator[tuple[str, str | None]]]


@dataclass(frozen=True, slots=True)
class Moved:
    """One value that differs. ``before`` is None where it is new, ``after`` where it is gone."""

    group: Group
    place: str  # as in the files: items.o3.weight; an item that continues another one is named o4←o5
    before: str | None
    after: str | None


def diff(a: Criteria, b: Criteria) -> list[Moved]:
    """What differs from ``a`` to ``b``, in the order score, wording, other.

    Where ``b`` tells how its items continue those of ``a``, items are compared along that; else by id. An item that is
    gone, new, merged or split is one line, with the sub-indicator, points and weight it had and has.
    """
    items = _Items(a, b)
    found: list[Moved] = []
    groups: tuple[tuple[Group, _Aspect], ...] = (("score", _score), ("wording", _wording), ("other", _other))
    for group, values in groups:
        old, new = dict(values(a, items.before)), dict(values(b, items.after))
        for place in dict.fromkeys((*old, *new)):
            if old.get(place) != new.get(place):
                found.append(Moved(group, place, old.get(place), new.get(place)))
        if group == "score":
            found.extend(items.unmatched())
    return found


class _Items:
    """Which items of two editions are one and the same, by the name that they share in the comparison."""

    def __init__(self, a: Criteria, b: Criteria) -> None:
        self.a, self.b = a, b
        goes_on = continuity(a, b)
        self.there, self.uses = goes_on.there, goes_on.uses
        self.before: dict[str, str] = {}
        self.after: dict[str, str] = {}
        for old, here in goes_on.moved.items():
            self.before[old] = self.after[here] = self._name(here, self.there[here])

    def _name(self, here: str, there: tuple[str, ...]) -> str:
        return here if there == (here,) else f"{here}←{'+'.join(there)}"

    def unmatched(self) -> Iterator[Moved]:
        """A line for every item that is gone, new, merged or split."""
        for here, item in self.b.items.items():
            if here not in self.after:
                there = self.there.get(here, ())
                olds = [f"{old}: {_summary(self.a.items[old])}" for old in there if old in self.a.items]
                name = self._name(here, there) if there else here
                yield Moved("score", f"items.{name}", "; ".join(olds) or None, _summary(item))
        for there_id, item in self.a.items.items():
            if not self.uses[there_id]:
                yield Moved("score", f"items.{there_id} ({self.a.id})", _summary(item), None)


def _summary(item: Item) -> str:
    """``โครงสร้าง, 9.1, 100/50/0, 2.5 %``"""
    points = "; ".join(dict.fromkeys(_points(question.scale) or "?" for _, question in _questions(item)))
    weight = f"{item.weight} %" if item.weight is not None else None
    return ", ".join(told for told in (item.short.th, item.sub_indicator or item.indicator, points, weight) if told)


def _points(scale: Scale | None) -> str | None:
    return "/".join(str(point.normalize().__format__("f")) for point in scale.points) if scale else None


def _questions(item: Item) -> Iterator[tuple[str, Question]]:
    if item.question is not None:
        yield "", item.question
    for number, question in enumerate(item.sub_questions, start=1):
        yield f".{number}", question


def _compared(criteria: Criteria, names: dict[str, str]) -> list[Item]:
    return [item for item in criteria.items.values() if item.id in names]


def _score(criteria: Criteria, names: dict[str, str]) -> Iterator[tuple[str, str | None]]:
    """All that moves a score."""
    for name, instrument in criteria.instruments.items():
        yield f"instruments.{name}.weight", _plain(instrument.weight)
        yield f"instruments.{name}.parts", ", ".join(part.id for part in instrument.parts)
        yield f"instruments.{name}.indicators", ", ".join(instrument.indicators)
    for step, method in criteria.methods.items():
        yield f"methods.{step}", method.name or "null"
    for step, rounding in criteria.roundings.items():
        yield f"roundings.{step}", f"{rounding.decimals} {rounding.mode}"
    yield "levels.tested", ", ".join(criteria.levels.tested)
    yield "levels.decimals", str(criteria.levels.decimals)
    for level in criteria.levels.steps:
        and_each = f", each ≥ {_plain(level.each)}" if level.each is not None else ""
        yield f"levels.{level.name}", f"total ≥ {_plain(level.total)}{and_each}"
    for target in criteria.targets:
        yield f"targets.{target.figure}", f"≥ {_plain(target.score)}"
    for item in _compared(criteria, names):
        name = f"items.{names[item.id]}"
        yield f"{name}.indicator", item.sub_indicator or item.indicator
        yield f"{name}.weight", _plain(item.weight)
        for suffix, question in _questions(item):
            yield f"{name}{suffix}.points", _points(question.scale) or "null"
            yield f"{name}{suffix}.direction", question.direction


def _wording(criteria: Criteria, names: dict[str, str]) -> Iterator[tuple[str, str | None]]:
    """All that people read on forms and pages."""
    yield "title", _both(criteria.title)
    for name, instrument in criteria.instruments.items():
        yield f"instruments.{name}.name", _both(instrument.name)
        for part in instrument.parts:
            yield f"parts.{part.id}.name", _both(part.name)
    for number, indicator in criteria.indicators.items():
        yield f"indicators.{number}.name", _both(indicator.name)
        yield f"indicators.{number}.measures", _both(indicator.measures)
    for number, sub in criteria.sub_indicators.items():
        yield f"sub_indicators.{number}.name", _both(sub.name)
    for item in _compared(criteria, names):
        name = f"items.{names[item.id]}"
        yield f"{name}.wording", item.wording
        yield f"{name}.short", _both(item.short)
        for suffix, question in _questions(item):
            if suffix:
                yield f"{name}{suffix}.wording", question.wording
            yield f"{name}{suffix}.options", " / ".join(question.options)


def _other(criteria: Criteria, names: dict[str, str]) -> Iterator[tuple[str, str | None]]:
    """Elements, respondents, calendar, links, forms, advice; and how surely the rules are known."""
    for item in _compared(criteria, names):
        name = f"items.{names[item.id]}"
        for at, element in enumerate(item.elements, start=1):
            own = element.id.rpartition(".")[2] if element.id else str(at)
            yield f"{name}.elements.{own}", element.text
        yield f"{name}.certainty", item.origin.certainty
        yield f"{name}.weight.certainty", item.weight_origin.certainty if item.weight_origin else None
    for instrument in criteria.instruments.values():
        yield f"instruments.{instrument.id}.certainty", instrument.origin.certainty
    for step, method in criteria.methods.items():
        yield f"methods.{step}.certainty", method.origin.certainty
    for level in criteria.levels.steps:
        yield f"levels.{level.name}.certainty", level.origin.certainty
    for row in criteria.assesses:
        yield from ((f"assesses.{kind}", row.origin.certainty) for kind in row.kinds)
    for name, demographic in criteria.demographics.items():
        yield f"demographics.{name}", ", ".join((*demographic.parts, *(each.code for each in demographic.groups)))
    for sample in criteria.samples:
        place = ".".join(each for each in (sample.part, *sample.kinds, sample.size) if each)
        yield f"samples.{place}", _both(sample.text)
    for phase in criteria.phases:
        yield f"phases.{phase.id}", f"{phase.starts or '?'} – {phase.ends or '?'}"
    for link in criteria.links:
        yield f"links.{link.id}", ", ".join(link.items)
    for form in criteria.forms.values():
        issues = (f"{number} {title}" for number, title, _ in form.issues)
        yield f"forms.{form.id}", "; ".join((*(column.heading for column in form.columns), *issues))
    for item in _compared(criteria, names):
        if advice := criteria.recommendations.get(item.id):
            yield f"advice.{names[item.id]}", " ".join((advice.issue, *advice.advice))


def _both(text: Text) -> str:
    return text.th if text.th == text.en else f"{text.th} | {text.en}"


def _plain(value: object) -> str | None:
    return None if value is None else str(value)
