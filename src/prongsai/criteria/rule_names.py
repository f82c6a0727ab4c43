"""What the uncertain rules that a figure rests on are called."""

from __future__ import annotations

from prongsai.language.text import Text

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
