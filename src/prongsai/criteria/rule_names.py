"""What figures are called, by the edition's own words."""

from __future__ import annotations

from prongsai.criteria.shapes import Criteria, Item
from prongsai.language.text import Text


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
    item = item_of(criteria, key)
    return Text(th=titled(criteria, item.short.th), en=titled(criteria, item.short.en))


def item_of(criteria: Criteria, code: str) -> Item:
    """The item that an item's or a sub-question's id belongs to: ``i1.1`` belongs to ``i1``. KeyError for neither."""
    return criteria.items.get(code) or criteria.items[code.partition(".")[0]]


def _instrument_or_part(criteria: Criteria, figure: str) -> Text:
    if figure in criteria.instruments:
        return criteria.instruments[figure].name
    return next(part.name for part in criteria.instrument_of_part(figure).parts if part.id == figure)


_RULES = {
    "shares": Text(th="ร้อยละที่ปัดเศษแล้ว", en="rounded shares"),
    "weights": Text(th="น้ำหนักรายข้อ", en="item weights"),
    "instruments": Text(th="น้ำหนักของเครื่องมือ", en="weights of the instruments"),
    "sub_indicators": Text(th="ข้อในตัวชี้วัดย่อย", en="items of the sub-indicators"),
    "methods.item": Text(th="วิธีคิดคะแนนข้อ", en="how items are scored"),
    "methods.item_with_sub_questions": Text(th="วิธีรวมข้อย่อย", en="how sub-questions are combined"),
    "methods.survey_indicator": Text(th="วิธีคิดตัวชี้วัดจากข้อ", en="how items make an indicator"),
    "methods.survey_part": Text(th="วิธีคิดเครื่องมือจากตัวชี้วัด", en="how indicators make an instrument"),
    "methods.combined_indicator": Text(th="วิธีรวมตัวชี้วัดของสองส่วน", en="how parts of an indicator are combined"),
    "methods.combined_instrument": Text(th="วิธีรวมสองส่วนของเครื่องมือ", en="how parts of an instrument are combined"),
    "methods.sub_indicator": Text(th="วิธีคิดตัวชี้วัดย่อย", en="how items make a sub-indicator"),
    "methods.disclosure_indicator": Text(th="วิธีคิดตัวชี้วัดของ OIT", en="how an OIT indicator is made"),
    "methods.disclosure_instrument": Text(th="วิธีคิดคะแนน OIT", en="how OIT is made of its indicators"),
    "methods.total": Text(th="วิธีคิดคะแนนรวม", en="how the total is made"),
    "roundings.item": Text(th="การปัดคะแนนรายข้อก่อนเฉลี่ย", en="rounding of item scores before averaging"),
}
_GROUPS = {
    "scales": Text(th="คะแนนของตัวเลือกแบบ", en="points of the choices"),
    "items": Text(th="รายการข้อของ", en="the items of"),
    "indicators": Text(th="ตัวชี้วัดของ", en="the indicators of"),
    "instruments": Text(th="โครงสร้างของ", en="the make-up of"),
    "methods": Text(th="วิธีคิดขั้น", en="the method of"),
    "roundings": Text(th="การปัดเศษขั้น", en="the rounding of"),
}


def rule_name(rule: str) -> Text:
    """An uncertain rule, as ``rests_on`` names it (``weights``, ``methods.total``, ``items.EIT``), in words."""
    if rule in _RULES:
        return _RULES[rule]
    group, _, rest = rule.partition(".")
    name = rest.removesuffix(".parts")
    words = _GROUPS.get(group)
    return Text(th=rule, en=rule) if words is None else Text(th=f"{words.th} {name}", en=f"{words.en} {name}")
