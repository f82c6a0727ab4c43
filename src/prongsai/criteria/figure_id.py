"""Figure ids, parsed and printed here alone: which figures an edition has, and which one a loosely typed id means."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from typing import Literal

from prongsai.criteria.shapes import Criteria
from prongsai.language.exact import arabic
from prongsai.language.text import Text, shortened

# Scans and keyboards give the letter o before a number as o, O, 0 or the Thai zero: all mean the disclosure item.
_O_ITEM = re.compile(r"[oO0]\s*0*([1-9][0-9]*)")

FigureIdKind = Literal["total", "level", "whole", "indicator", "sub_indicator", "item"]
Place = tuple[str, ...]


class FigureId(str):
    """One figure of an edition. It *is* the text that files, stored scorecards and addresses name the figure by.

    ``total``, ``level``, a whole (an instrument or a part of one: ``IIT``, ``EIT1``), an indicator (``ind:6``, of one
    part ``ind:6@EIT1``), a sub-indicator (``sub:9.1``), an item or a sub-question in its part (``EIT1.e2``,
    ``IIT.i1.1``).
    Any text can be taken apart; whether an edition has such a figure, ``figure_ids`` and ``resolve`` say.

    ``part``: ``EIT1`` of ``ind:6@EIT1``, of ``EIT1.e2`` and of ``EIT1``; None where the id names none.
    ``number``: ``6``, ``9.1``, ``e2``, ``i1.1``; empty for total, level and wholes.
    """

    __slots__ = ("kind", "number", "part")

    kind: FigureIdKind
    part: str | None
    number: str

    def __new__(cls, text: str) -> FigureId:
        """``text`` taken apart; an id that is one already is given back."""
        if isinstance(text, FigureId):
            return text
        made = super().__new__(cls, text)
        made.part, made.number = None, ""
        head, colon, rest = text.partition(":")
        if colon and head == "ind":
            made.kind = "indicator"
            made.number, _, part = rest.partition("@")
            made.part = part or None
        elif colon and head == "sub":
            made.kind, made.number = "sub_indicator", rest
        elif text == "total":
            made.kind = "total"
        elif text == "level":
            made.kind = "level"
        else:
            made.part, dot, made.number = text.partition(".")
            made.kind = "item" if dot else "whole"
        return made

    @property
    def item(self) -> str:
        """The item's code, also of a sub-question: ``i1`` of ``IIT.i1.1``; empty where it is no item."""
        return self.number.partition(".")[0] if self.kind == "item" else ""

    @property
    def over_all_parts(self) -> FigureId:
        """An indicator of one part as a whole: ``ind:6`` of ``ind:6@EIT1``; any other figure itself."""
        return indicator_figure(self.number) if self.kind == "indicator" and self.part else self

    @property
    def small(self) -> bool:
        """Whether it stands below the indicators: an item, a sub-question or a sub-indicator."""
        return self.kind in ("item", "sub_indicator")

    @property
    def place(self) -> Place:
        """Where ``published`` has it: ``("items", "EIT1", "e2")``, ``("indicators", "6")``, ``("total",)``.

        Marks of disclosure items are announced there in no file: they stand under ``disclosure``.
        """
        match self.kind:
            case "item":
                return "items", self.part or "", self.number
            case "sub_indicator":
                return "sub_indicators", self.number
            case "indicator":
                return ("part_indicators", self.part, self.number) if self.part else ("indicators", self.number)
            case "whole":
                return "instruments", str(self)
        return (self.kind,)


_figure = functools.lru_cache(maxsize=8192)(FigureId)


def indicator_figure(number: str, part: str | None = None) -> FigureId:
    """``ind:6``, of one part of its instrument ``ind:6@EIT1``."""
    return _figure(f"ind:{number}@{part}" if part else f"ind:{number}")


def sub_indicator_figure(number: str) -> FigureId:
    """``sub:9.1``."""
    return _figure(f"sub:{number}")


def item_figure(part: str, code: str) -> FigureId:
    """An item or a sub-question in one part: ``EIT1.e2``, ``IIT.i1.1``."""
    return _figure(f"{part}.{code}")


def figure_at(place: Place) -> FigureId:
    """The figure that stands at a place of ``published``. ValueError where no figure can."""
    match place:
        case ("items", part, code):
            return item_figure(part, code)
        case ("sub_indicators", number):
            return sub_indicator_figure(number)
        case ("indicators", number):
            return indicator_figure(number)
        case ("part_indicators", part, number):
            return indicator_figure(number, part)
        case ("instruments", name):
            return _figure(name)
        case (("total" | "level") as name,):
            return _figure(name)
    raise ValueError(f"no figure stands at {place}")


def indicator_in(criteria: Criteria, number: str, part: str) -> FigureId:
    """An indicator as asked in ``part``: ``ind:6@EIT1``; of an instrument that is its own part just ``ind:1``."""
    return indicator_figure(number, None if part == criteria.indicators[number].instrument else part)


def parents(criteria: Criteria, figure: FigureId) -> tuple[FigureId, ...]:
    """The figures next above one, which it is part of; the level also tests instruments. KeyError for no figure."""
    match figure.kind:
        case "total":
            return (_figure("level"),)
        case "level":
            return ()
        case "whole":
            instrument = criteria.instruments.get(figure)
            above = "total" if instrument is not None else criteria.instrument_of_part(figure).id
            return tuple(map(_figure, (above, *(("level",) if figure in criteria.levels.tested else ()))))
        case "sub_indicator":
            return (indicator_figure(criteria.sub_indicators[figure.number].indicator),)
        case "indicator" if figure.part:
            return _figure(figure.part), figure.over_all_parts
        case "indicator":
            return (_figure(criteria.indicators[figure.number].instrument),)
    part = figure.part or ""
    if figure.item != figure.number:
        return (item_figure(part, figure.item),)
    item = criteria.items[figure.item]
    if item.sub_indicator is not None:
        return (sub_indicator_figure(item.sub_indicator),)
    return (indicator_in(criteria, item.indicator, part),)


class UnknownFigure(Exception):
    """An id that names no figure of the edition, or several. ``candidates``: the ids that may be meant, in order."""

    def __init__(self, asked: str, candidates: tuple[FigureId, ...], ambiguous: bool) -> None:
        self.asked = asked
        self.candidates = candidates
        self.ambiguous = ambiguous
        names, asked = ", ".join(candidates), shortened(asked)
        if ambiguous:
            self.text = Text(
                th=f"“{asked}” หมายถึงได้หลายค่า โปรดระบุให้ชัด: {names}",
                en=f"“{asked}” may mean several figures; name one of {names}",
            )
        elif candidates:
            self.text = Text(
                th=f"ไม่มีค่า “{asked}” ในเกณฑ์ฉบับนี้ อาจหมายถึง {names}",
                en=f"this edition has no figure “{asked}”; perhaps {names} is meant",
            )
        else:
            self.text = Text(
                th=f"ไม่มีค่า “{asked}” ในเกณฑ์ฉบับนี้ ตัวอย่างที่ใช้ได้: total, IIT, ind:6, ind:6@EIT1, sub:9.1, EIT1.e2, OIT.o9",
                en=f"this edition has no figure “{asked}”; "
                "ids look like total, IIT, ind:6, ind:6@EIT1, sub:9.1, EIT1.e2, OIT.o9",
            )
        super().__init__(self.text.en)


class _Index:
    """The ids of one edition, and the figures that each loose spelling may mean."""

    def __init__(self, criteria: Criteria) -> None:
        self.ids = _list(criteria)
        self.exact = frozenset(self.ids)
        loose: dict[str, list[FigureId]] = defaultdict(list)
        for figure in self.ids:
            loose[_loose(figure)].append(figure)
            # `ind:` and `sub:` may be left out, and so may the part before an item.
            short = figure.partition(":")[2] or figure.number
            if short:
                loose[_loose(short)].append(figure)
        self.loose = {key: tuple(dict.fromkeys(figures)) for key, figures in loose.items()}


_indexes: dict[int, tuple[Criteria, _Index]] = {}


def _index(criteria: Criteria) -> _Index:
    # An edition is a frozen value with dicts in it, so it has no hash; its identity is safe while we hold it.
    held = _indexes.get(id(criteria))
    if held is None:
        if len(_indexes) > 64:
            _indexes.clear()
        held = _indexes[id(criteria)] = (criteria, _Index(criteria))
    return held[1]


def _loose(text: str) -> str:
    return re.sub(r"\s+", "", str(arabic(text))).casefold()


def _list(criteria: Criteria) -> tuple[FigureId, ...]:
    ids = [_figure("total"), _figure("level")]
    for name, instrument in criteria.instruments.items():
        ids.append(_figure(name))
        ids.extend(_figure(part.id) for part in instrument.parts if part.id != name)
    for number, indicator in criteria.indicators.items():
        ids.append(indicator_figure(number))
        parts = criteria.instruments[indicator.instrument].parts
        ids.extend(indicator_figure(number, part.id) for part in parts if part.id != indicator.instrument)
    ids.extend(map(sub_indicator_figure, criteria.sub_indicators))
    for instrument in criteria.instruments.values():
        for part in instrument.parts:
            for item in criteria.items_of(instrument.id):
                ids.append(item_figure(part.id, item.id))
                ids.extend(item_figure(part.id, question.id) for question in item.sub_questions)
    return tuple(ids)


def figure_ids(criteria: Criteria) -> tuple[FigureId, ...]:
    """Every figure id of an edition in order: total, level, instruments and parts, indicators, sub-indicators, items.

    Forms: ``total``, ``level``, ``IIT``, ``EIT1``, ``ind:6``, ``ind:6@EIT1``, ``sub:9.1``, ``EIT1.e2``, ``IIT.i1.1``
    (a sub-question), ``OIT.o27``. An instrument without parts is its own part and has no ``ind:1@IIT``.
    """
    return _index(criteria).ids


def resolve(criteria: Criteria, text: str) -> FigureId:
    """The one figure id that ``text`` means; raises ``UnknownFigure`` with candidates where it is none or several.

    Accepted are full ids, ids without part or prefix where only one figure has them (``i3``, ``9.1``, ``6``), any case,
    Thai digits, and o, O, 0 or ๐ before the number of a disclosure item.
    """
    index = _index(criteria)
    if text in index.exact:
        return _figure(text)
    meant = index.loose.get(_loose(text), ())
    if not meant:
        prefix, dot, last = str(arabic(text)).rpartition(".")
        item = (
            item_id(criteria, last) if not dot or prefix.casefold() in map(str.casefold, criteria.part_ids()) else None
        )
        if item is not None:
            meant = index.loose.get(_loose(f"{prefix}{dot}{item}"), ())
    if len(meant) == 1:
        return meant[0]
    raise UnknownFigure(text, meant or _near(criteria, text), ambiguous=bool(meant))


def item_id(criteria: Criteria, text: str) -> str | None:
    """The id of the item or sub-question that ``text`` means (``๐9``, ``O9``, ``I3``), None where there is none."""
    if text in criteria.items:
        return text
    plain = str(arabic(text))
    if match := _O_ITEM.fullmatch(plain):
        item = criteria.items.get(f"o{match[1]}")
        if item is not None and criteria.instruments[item.instrument].kind == "disclosure":
            return item.id
    key = _loose(plain)
    if key in criteria.items:
        return key
    for item in criteria.items.values():
        if item.id.casefold() == key:
            return item.id
        for question in item.sub_questions:
            if question.id.casefold() == key:
                return question.id
    return None


def _near(criteria: Criteria, text: str) -> tuple[FigureId, ...]:
    """Figures that an unknown id may have been meant for: the same item elsewhere, or the same number."""
    index = _index(criteria)
    pieces = re.split(r"[.:@]", str(arabic(text)).strip())
    near: dict[FigureId, None] = {}
    for piece in (pieces[-1], pieces[0]):
        item = item_id(criteria, piece)
        near.update(dict.fromkeys(index.loose.get(_loose(item or piece), ())))
    return tuple(near)[:6]
