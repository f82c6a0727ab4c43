"""What figures are called in a sentence: the edition's name with the number or code that a reader looks for."""

from __future__ import annotations

from prongsai.criteria.rule_names import figure_name as bare_name
from prongsai.criteria.rule_names import item_of, titled
from prongsai.criteria.shapes import Criteria, Item
from prongsai.language.text import Text

__all__ = ["figure_name", "figure_names", "item_name", "titled"]


def item_name(criteria: Criteria, item: Item) -> Text:
    """An item by its code and short label: ``i2 การเลือกปฏิบัติ``."""
    return Text(th=f"{item.id} {titled(criteria, item.short.th)}", en=f"{item.id} {titled(criteria, item.short.en)}")


def figure_name(criteria: Criteria, figure: str, *, part: bool = True) -> Text:
    """A figure by the name that a reader knows: total, EIT part 1, indicator 6 …, item code with its short label.

    ``part`` False leaves out in which part of its instrument an item was asked.
    """
    if figure == "total":
        return Text(th="คะแนนรวม", en="the total")
    if figure == "level":
        return Text(th="ระดับผลการประเมิน", en="the level")
    if figure in criteria.instruments:
        return criteria.instruments[figure].short
    for instrument in criteria.instruments.values():
        for each in instrument.parts:
            if each.id == figure:
                return each.short
    kind, _, rest = figure.partition(":")
    if kind == "ind":
        number, _, part_id = rest.partition("@")
        name = bare_name(criteria, f"ind:{number}")
        named = Text(th=f"ตัวชี้วัดที่ {number} {name.th}", en=f"indicator {number} {name.en}")
        return _of_part(criteria, named, part_id) if part_id else named
    if kind == "sub":
        name = bare_name(criteria, figure)
        return Text(th=f"ตัวชี้วัดย่อยที่ {rest} {name.th}", en=f"sub-indicator {rest} {name.en}")
    part_id, _, item_id = figure.partition(".")
    item = item_of(criteria, item_id)
    named = item_name(criteria, item)
    if item_id != item.id:
        named = Text(th=f"{item_id} ({named.th})", en=f"{item_id} ({named.en})")
    single = len(criteria.instrument_of_part(part_id).parts) == 1
    return named if single or not part else _of_part(criteria, named, part_id)


def _of_part(criteria: Criteria, name: Text, part_id: str) -> Text:
    part = figure_name(criteria, part_id)
    return Text(th=f"{name.th} ({part.th})", en=f"{name.en} ({part.en})")


def figure_names(criteria: Criteria, figures: tuple[str, ...]) -> Text:
    """Several figures in one enumeration."""
    return listed([figure_name(criteria, each) for each in figures])


def listed(names: list[Text]) -> Text:
    """Names in one enumeration: ``ก ข และ ค``, ``a, b and c``."""
    if len(names) == 1:
        return names[0]
    return Text(
        th=" ".join(name.th for name in names[:-1]) + " และ " + names[-1].th,
        en=", ".join(name.en for name in names[:-1]) + " and " + names[-1].en,
    )
