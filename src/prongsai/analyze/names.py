"""What figures are called in a sentence, in Thai and in English."""

from __future__ import annotations

from prongsai.criteria.shapes import Criteria, Item
from prongsai.criteria.wording import Text


def titled(criteria: Criteria, text: str) -> str:
    """``text`` with ``{year}`` and ``{year-1}`` filled in."""
    return text.replace("{year-1}", str(criteria.year - 1)).replace("{year}", str(criteria.year))


def item_name(criteria: Criteria, item: Item) -> Text:
    """An item by its code and short label: ``i2 การเลือกปฏิบัติ``."""
    return Text(th=f"{item.id} {titled(criteria, item.short.th)}", en=f"{item.id} {titled(criteria, item.short.en)}")


def figure_name(criteria: Criteria, figure: str) -> Text:
    """A figure by the name that a reader knows: total, EIT part 1, indicator 6 …, item code with its short label."""
    if figure == "total":
        return Text(th="คะแนนรวม", en="the total")
    if figure == "level":
        return Text(th="ระดับผลการประเมิน", en="the level")
    if figure in criteria.instruments:
        return criteria.instruments[figure].short
    for instrument in criteria.instruments.values():
        for part in instrument.parts:
            if part.id == figure:
                return part.short
    if figure.startswith("ind:"):
        number, _, part_id = figure.removeprefix("ind:").partition("@")
        name = criteria.indicators[number].name
        where = figure_name(criteria, part_id) if part_id else None
        return Text(
            th=f"ตัวชี้วัดที่ {number} {name.th}" + (f" ({where.th})" if where else ""),
            en=f"indicator {number} {name.en}" + (f" ({where.en})" if where else ""),
        )
    if figure.startswith("sub:"):
        sub = criteria.sub_indicators[figure.removeprefix("sub:")]
        return Text(th=f"ตัวชี้วัดย่อยที่ {sub.id} {sub.name.th}", en=f"sub-indicator {sub.id} {sub.name.en}")
    part_id, _, item_id = figure.partition(".")
    item = criteria.items.get(item_id) or criteria.items[item_id.partition(".")[0]]
    named = item_name(criteria, item)
    if item_id != item.id:
        named = Text(th=f"{item_id} ({named.th})", en=f"{item_id} ({named.en})")
    instrument = criteria.instrument_of_part(part_id)
    if len(instrument.parts) == 1:
        return named
    of = figure_name(criteria, part_id)
    return Text(th=f"{named.th} ({of.th})", en=f"{named.en} ({of.en})")


def figure_names(criteria: Criteria, figures: tuple[str, ...]) -> Text:
    """Several figures in one enumeration."""
    names = [figure_name(criteria, each) for each in figures]
    if len(names) == 1:
        return names[0]
    return Text(
        th=" ".join(name.th for name in names[:-1]) + " และ " + names[-1].th,
        en=", ".join(name.en for name in names[:-1]) + " and " + names[-1].en,
    )
