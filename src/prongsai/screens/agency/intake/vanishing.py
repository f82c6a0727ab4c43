"""What would vanish with an upload, by name and value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from prongsai.criteria.figure_id import figure_at
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text
from prongsai.roundfile.difference import name_in
from prongsai.roundfile.sections import SECTIONS
from prongsai.roundfile.vanishing import Place, value_at, vanishing

_SECTIONS = {section.key: section.name for section in SECTIONS}


def vanishing_values(
    criteria: Criteria, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[tuple[Text, str], ...]:
    """Everything that ``before`` holds and ``after`` does not, by its name, with its value where it is one figure."""
    return tuple((kept_name(criteria, place), _shown(value_at(before, place))) for place in vanishing(before, after))


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("score") or "")
    return str(value) if isinstance(value, str | int) else ""


def kept_name(criteria: Criteria, place: Place) -> Text:
    """What stands at a place of a round file, as people call it: the section's name where there is none of its own."""
    match place:
        case ("answers", part, "respondents"):
            return _joined("จำนวนผู้ตอบ {}", "respondents of {}", name_in(criteria, part))
        case ("answers", part, "items", item):
            return _joined("คำตอบ {}", "answers to {}", name_in(criteria, figure_at(("items", part, item))))
        case ("answers", part, "demographics", question, unit, code):
            return _group(criteria, part, question, unit, code)
        case ("disclosure", item, *_):
            part = next(own.id for own in criteria.instruments.values() if own.kind == "disclosure")
            return name_in(criteria, figure_at(("items", part, item)))
        case ("published", *rest):
            return name_in(criteria, figure_at(tuple(rest)))
        case ("history", year):
            return Text(th=f"ผลปี {year} ทั้งปี", en=f"all of {year}")
        case ("history", year, "published", *rest):
            return _joined(f"ปี {year} {{}}", f"{year}, {{}}", name_in(criteria, figure_at(tuple(rest))))
    return _SECTIONS.get(place[0], Text(th="ข้อมูลอื่นของปี", en="other data of the year"))


def _group(criteria: Criteria, part: str, question: str, unit: str, code: str) -> Text:
    asked = criteria.demographics.get(question)
    group = next((group for group in asked.groups if group.code == code), None) if asked else None
    name, own = (
        name_in(criteria, part),
        Text(th="ร้อยละ", en="share") if unit == "shares" else Text(th="จำนวน", en="count"),
    )
    about = asked.name if asked else Text(th=question, en=question)
    label = group.label if group else Text(th=code, en=code)
    return Text(
        th=f"ผู้ตอบ {name.th} {about.th}: {label.th} ({own.th})",
        en=f"respondents of {name.en}, {about.en}: {label.en} ({own.en})",
    )


def _joined(th: str, en: str, name: Text) -> Text:
    return Text(th=th.format(name.th), en=en.format(name.en))
