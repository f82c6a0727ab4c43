"""Measures that bear the name of something else: a question, an indicator, a disclosure item, an issue."""

from __future__ import annotations

import re

from prongsai.criteria.figure_id import indicator_figure
from prongsai.criteria.names import figure_name, item_name, titled
from prongsai.criteria.shapes import Criteria, Item
from prongsai.language.exact import arabic
from prongsai.language.text import Text


def letters(text: str) -> str:
    """``text`` as names are compared: Arabic digits, without blanks and signs."""
    return re.sub(r"[^\w]", "", str(arabic(text)), flags=re.UNICODE).replace("การการ", "การ")


def question_in(criteria: Criteria, measure: str) -> Item | None:
    """The question of a survey whose wording a measure repeats; None for none."""
    said = letters(measure)
    for item in criteria.items.values():
        if criteria.instruments[item.instrument].kind != "survey" or item.title_only:
            continue
        wording = letters(titled(criteria, item.wording))
        # Small variants of the wording are common: with its code, the opening of the question is enough to know it.
        if wording[:40] in said or said.startswith(f"{item.id}{wording[:14]}"):
            return item
    return None


def titles(criteria: Criteria) -> dict[str, Text]:
    """Titles of indicators and disclosure items with number or code, as ``letters`` gives them, and what bears them."""
    held = {
        letters(f"ตัวชี้วัดที่ {indicator.id} {indicator.name.th}"): figure_name(criteria, indicator_figure(indicator.id))
        for indicator in criteria.indicators.values()
    }
    for item in criteria.items.values():
        if criteria.instruments[item.instrument].kind == "disclosure":
            held[letters(f"{item.id} {titled(criteria, item.wording)}")] = item_name(criteria, item)
    return held


def borrowed_name(criteria: Criteria, form: str | None, measure: str) -> Text | None:
    """Whose name a measure bears instead of saying what will be done: ``ข้อคำถาม i2 …``; None where it has its own.

    ``form``: the plan's form, whose issues have names too.
    """
    question = question_in(criteria, measure)
    if question is not None:
        name = item_name(criteria, question)
        return Text(th=f"ข้อคำถาม {name.th}", en=f"the question {name.en}")
    said = letters(measure)
    bare = {
        letters(indicator.name.th): figure_name(criteria, indicator_figure(indicator.id))
        for indicator in criteria.indicators.values()
    }
    for title, name in (*titles(criteria).items(), *bare.items()):
        if said == title:
            return name if name.th.startswith("ตัวชี้วัด") else Text(th=f"ข้อ {name.th}", en=name.en)
    held = criteria.forms.get(form or "")
    for number, title, _ in held.issues if held is not None else ():
        if title and said in (letters(title), letters(f"ประเด็นที่ {number} {title}")):
            return Text(th=f"ประเด็นที่ {number} {title}", en=f"issue {number} “{title}”")
    return None
