"""The pipeline's values as plain data for files: mappings, lists, text and whole numbers."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from typing import Any

from prongsai.files.spelling import Spelling, is_record, spellings

_AS_NAMED = Spelling()


def plain_data(value: Any) -> Any:
    """A frozen value of the pipeline as plain data, without fields that hold their default.

    Figures become text with all their digits, days ISO text; keys are those of the file format.
    """
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain_data(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [plain_data(entry) for entry in value]
    shape: type = type(value)
    if not is_record(shape):
        return value
    own_spellings = spellings(shape)
    result = {}
    for field in dataclasses.fields(shape):
        own = getattr(value, field.name)
        if own == field.default:
            continue
        data = plain_data(own)
        spelling = own_spellings.get(field.name, _AS_NAMED)
        if spelling.one_text == "written" and len(data) == 1 and isinstance(data[0], str):
            data = data[0]
        result[spelling.key or field.name] = data
    return result
