"""The log of sign-ins as administrators see it, and whether there is one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prongsai.language.text import Text

# How a line ended, in words.
OUTCOMES = {
    "in": Text(th="เข้าสู่ระบบ", en="signed in"),
    "refused": Text(th="ถูกปฏิเสธ", en="refused"),
    "out": Text(th="ออกจากระบบ", en="signed out"),
    "ended": Text(th="สิ้นสุดเพราะไม่ได้ใช้งาน", en="ended, as nobody used it"),
}


@dataclass(frozen=True, kw_only=True)
class SignInLine:
    """Somebody came in, was refused or left. ``address``: empty where the server knows none."""

    person: int
    name: str
    email: str
    at: datetime.datetime
    address: str
    outcome: Text
    refused: bool = False


@dataclass(frozen=True, kw_only=True)
class SignInsPage:
    """The log for some days. ``standing``: whether one is kept, in words; ``first`` and ``last`` as they were typed or
    are usual; ``problems``: what is wrong with them, by field (``first``, ``last``), and then there are no lines."""

    standing: Text
    kept: bool
    days: int
    search: str
    first: str
    last: str
    problems: dict[str, Text]
    lines: tuple[SignInLine, ...] = ()
    count: int = 0
    page: int = 1
    pages: int = 1
