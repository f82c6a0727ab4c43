"""Which figure a whole name is: of an indicator, item, instrument, part or the total, by the spellings of any year.

A name that only begins or ends like one is none: "แผนการใช้งบประมาณ" is not the indicator การใช้งบประมาณ.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Any

from prongsai.criteria.figure_id import FigureId, item_figure
from prongsai.criteria.lexicon import spelled, spellings
from prongsai.criteria.names import titled
from prongsai.criteria.shapes import Criteria
from prongsai.files.strict_yaml import read_yaml
from prongsai.language.thai_text import skeleton


@dataclass(frozen=True, slots=True)
class Words:
    """What ``whole_names.yaml`` says; words as their letters (see ``skeleton``), the longest first."""

    total: frozenset[str]
    sums: frozenset[str]
    level: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    told: frozenset[str]
    spoken_for: frozenset[str]
    filler: tuple[str, ...]
    others: re.Pattern[str]
    heads: tuple[tuple[str, re.Pattern[str]], ...]
    full_marks: frozenset[str]
    no_marks: frozenset[str]


@functools.cache
def words() -> Words:
    """The words of ``whole_names.yaml``."""
    file = "whole_names.yaml"
    data: Any = read_yaml(resources.files("prongsai.criteria").joinpath(file).read_bytes(), file)

    def longest(key: str) -> tuple[str, ...]:
        return tuple(sorted(map(skeleton, data[key]), key=len, reverse=True))

    return Words(
        total=frozenset(longest("total")),
        sums=frozenset(longest("sums")),
        level=frozenset(longest("level")),
        before=longest("before"),
        after=longest("after"),
        told=frozenset(longest("told")),
        spoken_for=frozenset(longest("spoken_for")),
        filler=longest("filler"),
        others=re.compile(data["others"], re.IGNORECASE),
        heads=tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in data["heads"]),
        full_marks=frozenset(map(_mark, data["marks"]["full"])),
        no_marks=frozenset(map(_mark, data["marks"]["none"])),
    )


def _mark(word: str) -> str:
    return skeleton(word) or word.strip()


def mark_in(text: str) -> bool | None:
    """Whether words or a sign alone stand for a full mark (True) or none (False); None: for neither."""
    word = _mark(text)
    if word in words().no_marks:
        return False
    return True if word in words().full_marks else None


class WholeNames:
    """The whole names of an edition's figures."""

    def __init__(self, criteria: Criteria) -> None:
        self.criteria = criteria
        self.indicators = dict(_each(_indicator_names(criteria)))
        self.subs = dict(_each((sub.id, (sub.name.th, sub.name.en)) for sub in criteria.sub_indicators.values()))
        self.items = dict(_each(_item_names(criteria)))
        self.wholes = dict(_each(_instrument_names(criteria)))

    def whole(self, name: str) -> FigureId | None:
        """The instrument or part that the letters of a name mean."""
        known = self.wholes.get(name)
        return FigureId(known) if known else None

    def of(self, name: str) -> tuple[str, str] | None:
        """What the letters of a name mean: ``("indicator", "6")``, ``("sub_indicator", "9.1")``, ``("item", "o1")``,
        ``("whole", "IIT")``, ``("total", "")``, ``("sum", "")`` or ``("level", "")``; None: nothing."""
        for kind, known in (
            ("indicator", self.indicators),
            ("sub_indicator", self.subs),
            ("item", self.items),
            ("whole", self.wholes),
        ):
            if name in known:
                return kind, known[name]
        said = words()
        for kind, plain in (("total", said.total), ("sum", said.sums), ("level", said.level)):
            if name in plain:
                return kind, ""
        return None


_names: dict[int, tuple[Criteria, WholeNames]] = {}


def whole_names(criteria: Criteria) -> WholeNames:
    """The names of an edition, made once."""
    held = _names.get(id(criteria))
    if held is None:
        if len(_names) > 64:
            _names.clear()
        held = _names[id(criteria)] = (criteria, WholeNames(criteria))
    return held[1]


def _each(named: Iterable[tuple[str, Iterable[str]]]) -> Iterable[tuple[str, str]]:
    """Each name's letters with what it means; letters that mean two things mean nothing."""
    meant: dict[str, set[str]] = {}
    for figure, names in named:
        for name in names:
            meant.setdefault(skeleton(name), set()).add(figure)
    return ((name, figures.pop()) for name, figures in meant.items() if name and len(figures) == 1)


def _indicator_names(criteria: Criteria) -> Iterable[tuple[str, Iterable[str]]]:
    for indicator in criteria.indicators.values():
        yield indicator.id, (*spelled(indicator.name.th, indicator.short.th), indicator.name.en)


def _item_names(criteria: Criteria) -> Iterable[tuple[str, Iterable[str]]]:
    year = re.compile(r"\s*(?:ประจำ)?\s*ปี\s*(?:งบประมาณ\s*)?พ\.ศ\.\s*25\d\d|\s*พ\.ศ\.\s*25\d\d")
    for item in criteria.items.values():
        # Short labels are our own: nobody else writes them, and one of a few letters says too little.
        title = titled(criteria, item.wording)
        yield item.id, (title, year.sub("", title))


def _instrument_names(criteria: Criteria) -> Iterable[tuple[str, Iterable[str]]]:
    known = spellings()
    for instrument in criteria.instruments.values():
        names = {instrument.id, instrument.name.th, instrument.name.en, instrument.short.th}
        names |= {name.replace("แบบวัด", "แบบตรวจ") for name in names} | {
            name.replace("แบบตรวจ", "แบบวัด") for name in names
        }
        names |= {f"{name} ({instrument.id})" for name in names}
        yield instrument.id, names
        nicknames = {part: nickname for nickname, part in known.nicknamed.items()}
        for number, part in known.numbered.items():
            if instrument.id != known.parted or part not in criteria.part_ids():
                continue
            own = {f"{part}", f"{known.parted} ส่วนที่ {number}", f"{known.parted} part {number}"}
            own |= {f"{name} ส่วนที่ {number}" for name in names}
            own |= {named.name.th for named in instrument.parts if named.id == part}
            if part in nicknames:
                own |= {f"{known.parted} {nicknames[part]}", *(f"{name} {nicknames[part]}" for name in tuple(own))}
            yield part, own


def figure_of_item(criteria: Criteria, code: str, part: str | None) -> FigureId | None:
    """An item or sub-question in the part it was asked in; None where the words around do not say which part."""
    item = criteria.items.get(code) or criteria.items[code.partition(".")[0]]
    parts = [own.id for own in criteria.parts(item.instrument)]
    if len(parts) == 1:
        return item_figure(parts[0], code)
    return item_figure(part, code) if part in parts and part is not None else None
