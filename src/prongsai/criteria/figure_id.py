"""Figure ids: which figures an edition has, and which one a short or loosely typed id means."""

from __future__ import annotations

import re
from collections import defaultdict

from prongsai.criteria.shapes import Criteria
from prongsai.language.exact import arabic
from prongsai.language.text import Text

# Scans and keyboards give the letter o before a number as o, O, 0 or the Thai zero: all mean the disclosure item.
_O_ITEM = re.compile(r"[oO0]\s*0*([1-9][0-9]*)")


class UnknownFigure(Exception):
    """An id that names no figure of the edition, or several. ``candidates``: the ids that may be meant, in order."""

    def __init__(self, asked: str, candidates: tuple[str, ...], ambiguous: bool) -> None:
        self.asked = asked
        self.candidates = candidates
        self.ambiguous = ambiguous
        names = ", ".join(candidates)
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
        loose: dict[str, list[str]] = defaultdict(list)
        for figure in self.ids:
            loose[_loose(figure)].append(figure)
            # `ind:` and `sub:` may be left out, and so may the part before an item.
            short = figure.partition(":")[2] or figure.partition(".")[2]
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


def _list(criteria: Criteria) -> tuple[str, ...]:
    ids = ["total", "level"]
    for name, instrument in criteria.instruments.items():
        ids.append(name)
        ids.extend(part.id for part in instrument.parts if part.id != name)
    for number, indicator in criteria.indicators.items():
        ids.append(f"ind:{number}")
        parts = criteria.instruments[indicator.instrument].parts
        ids.extend(f"ind:{number}@{part.id}" for part in parts if part.id != indicator.instrument)
    ids.extend(f"sub:{number}" for number in criteria.sub_indicators)
    for instrument in criteria.instruments.values():
        for part in instrument.parts:
            for item in criteria.items_of(instrument.id):
                ids.append(f"{part.id}.{item.id}")
                ids.extend(f"{part.id}.{question.id}" for question in item.sub_questions)
    return tuple(ids)


def figure_ids(criteria: Criteria) -> tuple[str, ...]:
    """Every figure id of an edition in order: total, level, instruments and parts, indicators, sub-indicators, items.

    Forms: ``total``, ``level``, ``IIT``, ``EIT1``, ``ind:6``, ``ind:6@EIT1``, ``sub:9.1``, ``EIT1.e2``, ``IIT.i1.1``
    (a sub-question), ``OIT.o27``. An instrument without parts is its own part and has no ``ind:1@IIT``.
    """
    return _index(criteria).ids


def resolve(criteria: Criteria, text: str) -> str:
    """The one figure id that ``text`` means; raises ``UnknownFigure`` with candidates where it is none or several.

    Accepted are full ids, ids without part or prefix where only one figure has them (``i3``, ``9.1``, ``6``), any case,
    Thai digits, and o, O, 0 or ๐ before the number of a disclosure item.
    """
    index = _index(criteria)
    if text in index.exact:
        return text
    found = index.loose.get(_loose(text), ())
    if not found:
        prefix, dot, last = str(arabic(text)).rpartition(".")
        item = (
            item_id(criteria, last) if not dot or prefix.casefold() in map(str.casefold, criteria.part_ids()) else None
        )
        if item is not None:
            found = index.loose.get(_loose(f"{prefix}{dot}{item}"), ())
    if len(found) == 1:
        return found[0]
    raise UnknownFigure(text, found or _near(criteria, text), ambiguous=bool(found))


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


def _near(criteria: Criteria, text: str) -> tuple[str, ...]:
    """Figures that an unknown id may have been meant for: the same item elsewhere, or the same number."""
    index = _index(criteria)
    last = re.split(r"[.:@]", str(arabic(text)).strip())
    found: dict[str, None] = {}
    for piece in (last[-1], last[0]):
        item = item_id(criteria, piece)
        found.update(dict.fromkeys(index.loose.get(_loose(item or piece), ())))
    return tuple(found)[:6]
