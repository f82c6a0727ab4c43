"""What figures are called, by the edition's own words."""

from __future__ import annotations

from prongsai.criteria.shapes import Criteria
from prongsai.criteria.wording import Text


def titled(criteria: Criteria, text: str) -> str:
    """``text`` with ``{year}`` and ``{year-1}`` filled in."""
    return text.replace("{year-1}", str(criteria.year - 1)).replace("{year}", str(criteria.year))


def figure_name(criteria: Criteria, figure: str) -> Text:
    """The name of a figure without its id: an indicator's name, an item's short label, an instrument's name."""
    if figure == "total":
        return Text(th="คะแนนรวม", en="total")
    if figure == "level":
        return Text(th="ระดับผลการประเมิน", en="level")
    kind, _, rest = figure.partition(":")
    if kind == "ind":
        number, _, part = rest.partition("@")
        name = criteria.indicators[number].name
        return Text(th=f"{name.th} ({part})", en=f"{name.en} ({part})") if part else name
    if kind == "sub":
        return criteria.sub_indicators[rest].name
    part, _, key = figure.partition(".")
    if not key:
        return _instrument_or_part(criteria, figure)
    # A sub-question's id begins with its item's: i1.1 belongs to i1.
    item = criteria.items.get(key) or criteria.items[key.partition(".")[0]]
    return Text(th=titled(criteria, item.short.th), en=titled(criteria, item.short.en))


def _instrument_or_part(criteria: Criteria, figure: str) -> Text:
    if figure in criteria.instruments:
        return criteria.instruments[figure].name
    return next(part.name for part in criteria.instrument_of_part(figure).parts if part.id == figure)
