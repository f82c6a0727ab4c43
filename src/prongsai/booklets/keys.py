"""What a value of a booklet is of, and what that is called."""

from __future__ import annotations

from typing import NamedTuple

from prongsai.criteria.figure_id import FigureId
from prongsai.criteria.names import figure_name
from prongsai.criteria.shapes import Criteria
from prongsai.language.text import Text
from prongsai.proofread.tables.distributions import ANSWERS


class Key(NamedTuple):
    """What a value is of: ``score`` of a figure, ``level``, ``count`` or ``share`` of people (``IIT.age.20-30``,
    ``IIT.respondents``, ``IIT.items.i1.4``). ``since``: the earlier year that it is of."""

    kind: str
    of: str
    since: int | None = None


def of_answers(key: Key) -> bool:
    """Whether a key is of one choice of a question."""
    return f".{ANSWERS}" in key.of


def name_of(criteria: Criteria, key: Key) -> Text:
    """What people call a value: a figure, the level, those who answered, a group or the answers to a question."""
    if key.kind == "level":
        name = Text(th="ระดับผลการประเมิน", en="the level")
    elif key.kind == "score":
        name = figure_name(criteria, FigureId(key.of))
    else:
        name = _people(criteria, key)
    if key.since is None:
        return name
    return Text(th=f"{name.th} ปี {key.since}", en=f"{name.en} of {key.since}")


def _people(criteria: Criteria, key: Key) -> Text:
    part, _, rest = key.of.partition(".")
    whole = figure_name(criteria, FigureId(part))
    if rest == "respondents":
        return Text(th=f"จำนวนผู้ตอบ {whole.th}", en=f"the respondents of {whole.en}")
    if of_answers(key):
        item = rest.split(".")[1]
        return Text(th=f"คำตอบข้อ {item} ของ {whole.th}", en=f"answers to {item} of {whole.en}")
    demographic, _, code = rest.partition(".")
    group = next(each for each in criteria.demographics[demographic].groups if each.code == code)
    return Text(th=f"ผู้ตอบ {whole.th} กลุ่ม “{group.label.th}”", en=f"“{group.label.en}” of {whole.en}")
