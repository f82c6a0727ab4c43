"""The pipeline's values as plain data for files: mappings, lists, text and whole numbers."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from typing import Any

from prongsai.files.mistakes import FILE_KEYS

# Lists that files may give as one text; a list of one is written so.
_ONE_OR_MANY = frozenset({"analysis", "success", "result", "suggestion"})


def plain_data(value: Any) -> Any:
    """A frozen value of the pipeline as plain data, without fields that hold their default.

    Figures become text with all their digits, days ISO text; keys are those of the file format.
    """
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain_data(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain_data(each) for each in value]
    if not dataclasses.is_dataclass(value):
        return value
    names = FILE_KEYS.get(type(value).__name__, {})
    result = {}
    for field in dataclasses.fields(value):
        own = getattr(value, field.name)
        if own == field.default:
            continue
        data = plain_data(own)
        if field.name in _ONE_OR_MANY and isinstance(data, list) and len(data) == 1:
            data = data[0]
        result[names.get(field.name, field.name)] = data
    return result
