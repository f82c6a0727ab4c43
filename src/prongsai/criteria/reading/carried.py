"""Marks every value of rules that were carried over from an earlier year."""

from __future__ import annotations

import dataclasses
from typing import Any

from prongsai.criteria.shapes import Criteria, Origin
from prongsai.language.text import Text


def marked_as_carried(criteria: Criteria, base: str) -> Criteria:
    """The edition with a note at the origin of each of its values that says so; none of them is confirmed.

    ``base``: the id of the edition that they come from. A note that a value has already stays, behind the mark.
    """
    year = base.rpartition("-")[2]
    mark = Text(
        th=f"ยกมาจากหลักเกณฑ์ปี {year} ใช้ชั่วคราว ยังไม่มีประกาศของปี {criteria.year}",
        en=f"carried over from the rules of {year} for the time being; those of {criteria.year} are not announced",
    )
    marked: Criteria = _marked(criteria, mark)
    return marked


def _marked(value: Any, mark: Text) -> Any:
    """The value with every origin in it marked."""
    if isinstance(value, Origin):
        own = value.note
        note = Text(th=f"{mark.th} · {own.th}", en=f"{mark.en} · {own.en}") if own is not None else mark
        certainty = "inferred" if value.certainty == "confirmed" else value.certainty
        return dataclasses.replace(value, certainty=certainty, note=note)
    if isinstance(value, tuple):
        return tuple(_marked(each, mark) for each in value)
    if isinstance(value, dict):
        return {key: _marked(each, mark) for key, each in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type | Text):
        return dataclasses.replace(
            value, **{each.name: _marked(getattr(value, each.name), mark) for each in dataclasses.fields(value)}
        )
    return value
