"""Closing a year and opening it again: how it stands, and what that does."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from prongsai.files.problems import Problem
from prongsai.language.calendar import BANGKOK, english_date, short_date
from prongsai.language.text import Text


def closed_words(year: int, closed_at: datetime.datetime, why: str) -> Text:
    """What stands on every page of a closed year. ``closed_at`` is a moment with its zone; the day is Thailand's."""
    day = closed_at.astimezone(BANGKOK).date()
    return Text(
        th=f"ปี {year} ปิดแล้วเมื่อ {short_date(day)} แก้ไขไม่ได้ เหตุผล: {why}",
        en=f"{year} was closed on {english_date(day)}; nothing of it can be changed. Reason: {why}",
    )


@dataclass(frozen=True, kw_only=True)
class CloseYearPage:
    """The page of a year that is open (``closed_at`` None) or closed, with the reason that was typed and what stood in
    the way. ``making``: documents that must be finished first; ``done``: it was closed, or opened again, now."""

    year: int
    closed_at: datetime.datetime | None = None
    closed_why: str = ""
    has_result: bool = True
    making: int = 0
    why: str = ""
    problems: tuple[Problem, ...] = ()
    done: bool = False
