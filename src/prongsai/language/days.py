"""Days as files write them: ISO dates of the common era, and what to say when a Buddhist year is met."""

from __future__ import annotations

import datetime
import re
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from prongsai.language.exact import arabic

BUDDHIST_ERA = 543  # years that the Buddhist era is ahead of the common era

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def day(value: object) -> object:
    """A day from text ``2026-03-31`` (Thai digits too). Raises ``PydanticCustomError`` of type ``day``.

    The error's context holds ``meant``: the date to write, where the text is a date with a Buddhist year.
    """
    if not isinstance(value, str):
        if type(value) is datetime.date:
            return value
        raise PydanticCustomError("day", "not a date", {"meant": ""})
    found = _ISO.fullmatch(str(arabic(value)))
    if found is None:
        raise PydanticCustomError("day", "not a date", {"meant": ""})
    year, month, number = (int(part) for part in found.groups())
    buddhist = year >= 2400
    try:
        result = datetime.date(year - BUDDHIST_ERA if buddhist else year, month, number)
    except ValueError:
        raise PydanticCustomError("day", "no such day", {"meant": ""}) from None
    if buddhist or year < 1900:
        raise PydanticCustomError("day", "not a common-era year", {"meant": result.isoformat() if buddhist else ""})
    return result


Day = Annotated[datetime.date, BeforeValidator(day)]
