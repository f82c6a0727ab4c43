"""What figures are called: by title alone, and in a sentence with the number or code that a reader looks for."""

from __future__ import annotations

from collections.abc import Iterable

from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.shapes import Criteria, Item
from prongsai.language import thai_text
from prongsai.language.text import Text

LEVEL_NOT_CONFIRMED = Text(th="(เกณฑ์ระดับยังไม่ยืนยัน)", en="(rules of levels not confirmed)")


def titled(criteria: Criteria, text: str) -> str:
    """``text`` with ``{year}`` and ``{year-1}`` filled in."""
    return text.replace("{year-1}", str(criteria.year - 1)).replace("{year}", str(criteria.year))


def item_of(criteria: Criteria, code: str) -> Item:
    """The item that an item's or a sub-question's id belongs to: ``i1.1`` belongs to ``i1``. KeyError for neither."""
    return criteria.items.get(code) or criteria.items[code.partition(".")[0]]


def item_name(criteria: Criteria, item: Item) -> Text:
    """An item by its code and short label: ``i2 การเลือกปฏิบัติ``."""
    return Text(th=f"{item.id} {titled(criteria, item.short.th)}", en=f"{item.id} {titled(criteria, item.short.en)}")


def score_name(criteria: Criteria, figure: str) -> Text:
    """A figure's score within a sentence: ``คะแนนรวม``, ``คะแนน OIT``."""
    name = figure_name(criteria, figure)
    return name if FigureId(figure).kind == "total" else Text(th=f"คะแนน {name.th}", en=f"the score of {name.en}")


def rules_name(criteria: Criteria) -> Text:
    """An edition as people call it: whose rules, of which year, in which revision."""
    body = criteria.body.th.removeprefix("สำนักงาน").strip()
    return Text(
        th=f"หลักเกณฑ์ {body} ปี {criteria.year} ฉบับแก้ไขที่ {criteria.revision}",
        en=f"the rules of {criteria.year} by the {criteria.body.en}, revision {criteria.revision}",
    )


def figure_title(criteria: Criteria, figure: str) -> Text:
    """A figure without its number or code: an indicator's name, an item's short label, an instrument's full name."""
    own = FigureId(figure)
    match own.kind:
        case "total":
            return Text(th="คะแนนรวม", en="total")
        case "level":
            return Text(th="ระดับผลการประเมิน", en="level")
        case "indicator":
            name = criteria.indicators[own.number].name
            return Text(th=f"{name.th} ({own.part})", en=f"{name.en} ({own.part})") if own.part else name
        case "sub_indicator":
            return criteria.sub_indicators[own.number].name
        case "whole" if figure in criteria.instruments:
            return criteria.instruments[figure].name
        case "whole":
            return next(part.name for part in criteria.instrument_of_part(figure).parts if part.id == figure)
    item = item_of(criteria, own.number)
    return Text(th=titled(criteria, item.short.th), en=titled(criteria, item.short.en))


def figure_name(criteria: Criteria, figure: str, *, part: bool = True) -> Text:
    """A figure by the name that a reader knows: total, EIT part 1, indicator 6 …, item code with its short label.

    ``part`` False leaves out in which part of its instrument an item was asked.
    """
    own = FigureId(figure)
    match own.kind:
        case "total":
            return Text(th="คะแนนรวม", en="the total")
        case "level":
            return Text(th="ระดับผลการประเมิน", en="the level")
        case "indicator":
            name = criteria.indicators[own.number].name
            named = Text(th=f"ตัวชี้วัดที่ {own.number} {name.th}", en=f"indicator {own.number} {name.en}")
            return _of_part(criteria, named, own.part) if own.part else named
        case "sub_indicator":
            name = criteria.sub_indicators[own.number].name
            return Text(th=f"ตัวชี้วัดย่อยที่ {own.number} {name.th}", en=f"sub-indicator {own.number} {name.en}")
        case "whole" if figure in criteria.instruments:
            return criteria.instruments[figure].short
        case "whole":
            parts = criteria.instrument_of_part(figure).parts
            return next(own_part.short for own_part in parts if own_part.id == figure)
    asked_in = own.part or ""
    item = item_of(criteria, own.number)
    named = item_name(criteria, item)
    if own.number != item.id:
        named = Text(th=f"{own.number} ({named.th})", en=f"{own.number} ({named.en})")
    single = len(criteria.instrument_of_part(asked_in).parts) == 1
    return named if single or not part else _of_part(criteria, named, asked_in)


def _of_part(criteria: Criteria, name: Text, part_id: str) -> Text:
    part = figure_name(criteria, part_id)
    return Text(th=f"{name.th} ({part.th})", en=f"{name.en} ({part.en})")


def disclosed_in(criteria: Criteria) -> Text:
    """The instruments of disclosure by their short names: ``OIT``."""
    names = [one.short for one in criteria.instruments.values() if one.kind == "disclosure"]
    return Text(th=" ".join(name.th for name in names), en=" ".join(name.en for name in names))


def level_mark(criteria: Criteria, level: str | None) -> Text | None:
    """What stands beside a level that the rules give, where they are not confirmed: carried over from an earlier year.

    None where they are confirmed, for no level, and for one that the rules do not know.
    """
    step = next((step for step in criteria.levels.steps if step.name == level), None)
    return LEVEL_NOT_CONFIRMED if step is not None and step.origin.certainty != "confirmed" else None


def figure_names(criteria: Criteria, figures: Iterable[str]) -> Text:
    """Several figures in one enumeration."""
    return listed([figure_name(criteria, figure) for figure in figures])


def listed(names: list[Text]) -> Text:
    """Names in one enumeration: ``ก ข และค``, ``a, b and c``."""
    if len(names) == 1:
        return names[0]
    return Text(
        th=thai_text.listed([name.th for name in names]),
        en=", ".join(name.en for name in names[:-1]) + " and " + names[-1].en,
    )
